"""An entity's quarter: soft-closed, opened again, locked, and reopened by two people."""

import uuid
from datetime import UTC, datetime

from sqlalchemy import select

from qrt.adapters.db import closes, companies
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Period, PeriodRequest, uuid7
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.flows.journals.places import hold_reversing
from qrt.flows.journals.reversing import post_due_reversals


async def soft_close(db: TenantDb, by: Person, entity_code: str, quarter: Quarter) -> None:
    """Keep the quarter to the controllers: executives write no voucher into it, and nothing posts that no controller approved.

    Raises Refused period.unknown, period.locked, period.soft_closed.
    """
    row = await _load(db, entity_code, quarter)
    if row.state == "locked":
        raise Refused("period.locked", f"{quarter} of {entity_code} is locked already.")
    if row.state == "soft_closed":
        raise Refused("period.soft_closed", f"{quarter} of {entity_code} is soft-closed already.")
    row.state = "soft_closed"
    await _decide(db, by, entity_code, quarter, "period_soft_closed", "")


async def reopen_soft(db: TenantDb, by: Person, entity_code: str, quarter: Quarter, reason: str) -> None:
    """Open a soft-closed quarter to everybody again. Raises Refused period.unknown, period.not_soft_closed, period.reason_missing."""
    row = await _load(db, entity_code, quarter)
    if row.state != "soft_closed":
        raise Refused("period.not_soft_closed", f"{quarter} of {entity_code} is {row.state}, not soft-closed.")
    _demand_reason(reason)
    row.state = "open"
    await _decide(db, by, entity_code, quarter, "period_opened", reason.strip())


async def lock(db: TenantDb, by: Person, entity_code: str, quarter: Quarter, typed_name: str) -> None:
    """Lock the quarter of one company: nobody posts into it after this. The person types its name, "2026-27-Q2"."""
    row = await _load(db, entity_code, quarter)
    if typed_name.strip().upper() != str(quarter):
        raise Refused("period.typed_name_wrong", f"Type {quarter} to lock it.")
    if row.state == "locked":
        raise Refused("period.locked", f"{quarter} of {entity_code} is locked already.")
    row.state, row.locked_by, row.locked_at = "locked", uuid.UUID(by.id), datetime.now(UTC)
    await _decide(db, by, entity_code, quarter, "period_locked", "")


async def ask_reopening(db: TenantDb, by: Person, entity_code: str, quarter: Quarter, reason: str) -> uuid.UUID:
    """Ask that a locked quarter be reopened, and say why. Nothing opens before another controller grants it.

    Raises Refused period.unknown, period.not_locked, period.reason_missing, period.asked_already.
    """
    row = await _load(db, entity_code, quarter)
    if row.state != "locked":
        raise Refused("period.not_locked", f"{quarter} of {entity_code} is not locked.")
    _demand_reason(reason)
    if await _asked(db, row.id) is not None:
        raise Refused("period.asked_already", f"The reopening of {quarter} of {entity_code} is asked for already; another controller has to grant it.")
    made = uuid7()
    db.add(PeriodRequest(id=made, period_id=row.id, reason=reason.strip(), asked_by=uuid.UUID(by.id)))
    await db.flush()
    await append_event(db, "close.changed", {"entity": entity_code, "period": "reopening_asked"})
    return made


async def grant_reopening(db: TenantDb, by: Person, entity_code: str, quarter: Quarter) -> None:
    """Reopen a locked quarter of one company, as somebody else asked.

    A signed close is open again with the first of its companies: its package and sign-offs stand as history, and only the package of a new run is signed
    next. The other companies stay locked until somebody reopens them too. Mirrors of reversing entries that waited for it post now.
    Raises Refused period.unknown, period.not_locked, period.not_asked, period.asker_is_granter.
    """
    await hold_reversing(db)
    # The close is held before the period, in the order in which signing takes them.
    close = await closes.load_close(db, quarter, lock=True)
    row = await _load(db, entity_code, quarter)
    if row.state != "locked":
        raise Refused("period.not_locked", f"{quarter} of {entity_code} is not locked.")
    request = await _asked(db, row.id)
    if request is None:
        raise Refused("period.not_asked", f"Nobody asked for the reopening of {quarter} of {entity_code}. Ask with a reason; another controller grants it.")
    if request.asked_by == uuid.UUID(by.id):
        raise Refused("period.asker_is_granter", "You asked for this; another controller has to grant it.")
    row.state = "open"
    if close is not None and close.state == "signed":
        close.state = "open"
    request.state, request.decided_by, request.decided_at = "granted", uuid.UUID(by.id), datetime.now(UTC)
    await _decide(db, by, entity_code, quarter, "period_unlocked", request.reason)
    await post_due_reversals(db, quarter)


async def decline_reopening(db: TenantDb, by: Person, entity_code: str, quarter: Quarter) -> None:
    """Say no to a request, or take one's own back. Raises Refused period.unknown, period.not_asked."""
    row = await _load(db, entity_code, quarter)
    request = await _asked(db, row.id)
    if request is None:
        raise Refused("period.not_asked", f"Nobody asked for the reopening of {quarter} of {entity_code}.")
    request.state, request.decided_by, request.decided_at = "declined", uuid.UUID(by.id), datetime.now(UTC)
    await db.flush()
    await append_event(db, "close.changed", {"entity": entity_code, "period": "reopening_declined"})


async def _asked(db: TenantDb, period_id: uuid.UUID) -> PeriodRequest | None:
    query = select(PeriodRequest).where(PeriodRequest.period_id == period_id, PeriodRequest.state == "asked")
    return (await db.execute(query.with_for_update())).scalar_one_or_none()


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("period.reason_missing", "Say why the period is reopened.")


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
