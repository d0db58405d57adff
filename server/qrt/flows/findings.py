"""Waivers: one person asks with a reason, another grants. A finding is never clicked away."""

import uuid
from datetime import UTC, datetime

from sqlalchemy import select

from qrt.adapters.db import closes
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import FindingRow
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused


async def ask_waiver(db: TenantDb, by: Person, finding_id: uuid.UUID, reason: str, version: int) -> None:
    """Ask that a finding be let stand. Raises Refused finding.unknown, finding.stale, finding.not_open, finding.reason_missing, close.signed."""
    row = await _load(db, finding_id, version)
    if not reason.strip():
        raise Refused("finding.reason_missing", "Say why the finding may stand.")
    row.asked_by, row.waive_reason, row.version = uuid.UUID(by.id), reason.strip(), row.version + 1
    await _changed(db, row)


async def waive(db: TenantDb, by: Person, finding_id: uuid.UUID, version: int) -> None:
    """Grant a waiver that somebody else asked for. Raises Refused finding.not_asked, finding.asker_is_approver."""
    row = await _load(db, finding_id, version)
    if row.asked_by is None:
        raise Refused("finding.not_asked", "Nobody has asked for this waiver with a reason yet.")
    if row.asked_by == uuid.UUID(by.id):
        raise Refused("finding.asker_is_approver", "You asked for this waiver; somebody else has to grant it.")
    row.state, row.waived_by, row.waived_at, row.version = "waived", uuid.UUID(by.id), datetime.now(UTC), row.version + 1
    await closes.save_decision(db, row.close_id, "finding_waived", row.digest, {"reason": row.waive_reason}, uuid.UUID(by.id))
    await _changed(db, row)


async def _load(db: TenantDb, finding_id: uuid.UUID, version: int) -> FindingRow:
    row = (await db.execute(select(FindingRow).where(FindingRow.id == finding_id).with_for_update())).scalar_one_or_none()
    if row is None:
        raise Refused("finding.unknown", "There is no such finding.")
    if row.version != version:
        raise Refused("finding.stale", "The finding changed since you opened it.")
    if row.state != "open":
        raise Refused("finding.not_open", f"This finding is {row.state}.")
    await closes.hold_unsigned(db, row.close_id)
    return row


async def _changed(db: TenantDb, row: FindingRow) -> None:
    await db.flush()
    await append_event(db, "finding.changed", {"id": str(row.id), "state": row.state, "version": row.version})
