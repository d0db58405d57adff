"""The checklist: prepared by one person, signed by another, only while it ties out."""

import uuid
from datetime import UTC, datetime

from sqlalchemy import select

from qrt.adapters.db import closes
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, CloseTask
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Quarter


async def prepare(db: TenantDb, by: Person, task_id: uuid.UUID, version: int) -> None:
    """Say that a task's work is done and may be reviewed. Raises Refused task.unknown, task.stale, task.signed, close.signed."""
    row = await _load(db, task_id, version)
    row.state, row.prepared_by, row.prepared_at, row.blocked_because = "in_review", uuid.UUID(by.id), datetime.now(UTC), ""
    await _changed(db, row)


async def sign_off(db: TenantDb, by: Person, task_id: uuid.UUID, version: int) -> None:
    """Sign a prepared task. Refused while it is not prepared, by its preparer, or while the difference is above the task's threshold."""
    row = await _load(db, task_id, version)
    if row.prepared_by is None:
        raise Refused("task.not_prepared", "Nobody has prepared this task yet.")
    if row.prepared_by == uuid.UUID(by.id):
        raise Refused("task.preparer_is_signer", "You prepared this task; somebody else has to sign it.")
    difference = abs((row.books_paise or 0) - (row.support_paise or 0)) if row.support_paise is not None else 0
    if difference > row.threshold_paise:
        limit = rupee_text(Paise(row.threshold_paise))
        raise Refused("task.difference_open", f"Books and support differ by {rupee_text(Paise(difference))}; this task allows {limit}.")
    row.state, row.signed_by, row.signed_at = "signed_off", uuid.UUID(by.id), datetime.now(UTC)
    await _changed(db, row)


async def block(db: TenantDb, by: Person, task_id: uuid.UUID, because: str, version: int) -> None:
    """Mark a task blocked, with its cause. Raises Refused("task.because_missing")."""
    row = await _load(db, task_id, version)
    if not because.strip():
        raise Refused("task.because_missing", "Say what blocks the task.")
    row.state, row.blocked_because = "blocked", f"{because.strip()} ({by.name})"
    await _changed(db, row)


async def _load(db: TenantDb, task_id: uuid.UUID, version: int) -> CloseTask:
    row = (await db.execute(select(CloseTask).where(CloseTask.id == task_id).with_for_update())).scalar_one_or_none()
    if row is None:
        raise Refused("task.unknown", "There is no such task.")
    if row.version != version:
        raise Refused("task.stale", "The task changed since you opened it.")
    if row.state == "signed_off":
        raise Refused("task.signed", "The task is signed off.")
    close = (await db.execute(select(Close).where(Close.id == row.close_id))).scalar_one()
    if close.state == "signed":
        raise closes.signed(Quarter(close.fy_start, close.quarter))
    return row


async def _changed(db: TenantDb, row: CloseTask) -> None:
    row.version += 1
    await db.flush()
    await append_event(db, "close.changed", {"task": str(row.id), "state": row.state})
