"""Locking and reopening an entity's quarter."""

import uuid
from datetime import UTC, datetime

from sqlalchemy import select

from qrt.adapters.db import closes, companies
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Period
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter


async def lock(db: TenantDb, by: Person, entity_code: str, quarter: Quarter, typed_name: str) -> None:
    """Lock the quarter of one company: nobody posts into it after this. The person types its name, "2026-27-Q2"."""
    row = await _load(db, entity_code, quarter)
    if typed_name.strip().upper() != str(quarter):
        raise Refused("period.typed_name_wrong", f"Type {quarter} to lock it.")
    if row.state == "locked":
        raise Refused("period.locked", f"{quarter} of {entity_code} is locked already.")
    row.state, row.locked_by, row.locked_at = "locked", uuid.UUID(by.id), datetime.now(UTC)
    await _decide(db, by, entity_code, quarter, "period_locked", "")


async def unlock(db: TenantDb, by: Person, entity_code: str, quarter: Quarter, reason: str) -> None:
    """Reopen a locked quarter of one company. Needs a reason and somebody other than the one who locked it.

    A signed close is open again with the first of its companies: its package and sign-offs stand as history, and only the package of a new run is signed
    next. The other companies stay locked until somebody reopens them too.
    """
    # The close is held before the period, in the order in which signing takes them.
    close = await closes.load_close(db, quarter, lock=True)
    row = await _load(db, entity_code, quarter)
    if row.state != "locked":
        raise Refused("period.not_locked", f"{quarter} of {entity_code} is not locked.")
    if not reason.strip():
        raise Refused("period.reason_missing", "Say why the period is reopened.")
    if row.locked_by == uuid.UUID(by.id):
        raise Refused("period.locker_is_opener", "You locked this period; somebody else has to reopen it.")
    row.state = "open"
    if close is not None and close.state == "signed":
        close.state = "open"
    await _decide(db, by, entity_code, quarter, "period_unlocked", reason.strip())


async def _load(db: TenantDb, entity_code: str, quarter: Quarter) -> Period:
    entity_id = (await companies.entity_ids(db)).get(entity_code)
    query = select(Period).where(Period.entity_id == entity_id, Period.fy_start == quarter.fy_start, Period.quarter == quarter.number)
    row = (await db.execute(query.with_for_update())).scalar_one_or_none() if entity_id else None
    if row is None:
        raise Refused("period.unknown", f"{entity_code} has no books for {quarter}.")
    return row


async def _decide(db: TenantDb, by: Person, entity_code: str, quarter: Quarter, kind: str, reason: str) -> None:
    await db.flush()
    close = await closes.load_close(db, quarter)
    if close is not None:
        await closes.save_decision(db, close.id, kind, entity_code, {"reason": reason} if reason else {}, uuid.UUID(by.id))
    await append_event(db, "close.changed", {"entity": entity_code, "period": kind})
