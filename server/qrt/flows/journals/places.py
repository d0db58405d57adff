"""Where a voucher goes and whether it may: its entity, period and close; the entry as it waits; what every act leaves behind."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from qrt.adapters.db import books, closes, companies, workflow
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb, bound_tenant
from qrt.adapters.db.tables import Close, Entity, JournalEntry, Period, User
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.finding import Severity
from qrt.core.base.period import Quarter
from qrt.core.journals.approval import CHECKER
from qrt.core.journals.entry import check_entry
from qrt.core.ledger.types import VoucherDraft
from qrt.core.ledger.voucher import check_draft


@dataclass(frozen=True, slots=True)
class Where:
    """Row ids of the entity, period and close that a day falls in."""

    entity: uuid.UUID
    period: uuid.UUID
    close: uuid.UUID


async def place_in_books(db: TenantDb, by: Person | None, entity_code: str, day: date) -> Where:
    """Where a voucher of this day stands. It needs an open close of its quarter and a period that is open to this person.

    `by` None: a draft that the platform makes for a controller to look at; it may go into a soft-closed period.
    Raises Refused entity.unknown, close.unknown, close.signed, ledger.period_locked, ledger.period_soft_closed.
    """
    entity_id = (await companies.entity_ids(db)).get(entity_code)
    if entity_id is None:
        raise Refused("entity.unknown", f"There is no company with the code {entity_code}.")
    quarter = Quarter.of(day)
    close = await closes.load_close(db, quarter)
    if close is None:
        raise Refused("close.unknown", f"{day:%d-%m-%Y} lies in {quarter}, which nobody has opened.")
    if close.state == "signed":
        raise Refused("close.signed", f"{quarter} is signed. Date the voucher in an open quarter, or ask a controller to reopen it.")
    period_id = await companies.save_period(db, entity_id, quarter)
    await demand_open(db, by, entity_id, entity_code, day)
    return Where(entity_id, period_id, close.id)


async def demand_open(db: TenantDb, by: Person | None, entity_id: uuid.UUID, entity_code: str, day: date) -> None:
    """Refuse a day that is shut for this person, and say the way out: who can reopen, and which day is open. Nobody shuts it before the transaction ends.

    Raises Refused ledger.period_locked, ledger.period_soft_closed.
    """
    controller = by is None or CHECKER in by.roles
    # Shared row locks: whoever locks or soft-closes a period waits for us, or we see what they did (W3).
    rows = (
        (await db.execute(select(Period).where(Period.entity_id == entity_id).with_for_update(read=True).execution_options(populate_existing=True)))
        .scalars()
        .all()
    )
    locked = max((row.last_day for row in rows if row.state == "locked"), default=None)
    here = next((row for row in rows if row.first_day <= day <= row.last_day), None)
    if locked and day <= locked:
        who = await _controllers(db)
        way = f"{who} can ask to reopen it and another controller grants it" if who else "a controller has to ask to reopen it, and another one grants it"
        sentence = f"The books of {entity_code} are closed up to {locked:%d-%m-%Y}: {way}. {await _next_open(db, entity_id, entity_code, day, controller)}"
        raise Refused("ledger.period_locked", sentence)
    if here is not None and here.state == "soft_closed" and not controller:
        who = await _controllers(db) or "a controller"
        sentence = (
            f"{Quarter.of(day)} of {entity_code} is soft-closed: only controllers write and post in it. Ask {who} to write it or to open the period. "
            f"{await _next_open(db, entity_id, entity_code, day, controller)}"
        )
        raise Refused("ledger.period_soft_closed", sentence)


async def _controllers(db: TenantDb) -> str:
    names = sorted(name for name, roles in (await workflow.load_colleagues(db)).values() if CHECKER in roles)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}" if names else ""


async def _next_open(db: TenantDb, entity_id: uuid.UUID, entity_code: str, day: date, controller: bool) -> str:
    """The next day that takes this person's voucher, in words."""
    shut = ("locked",) if controller else ("locked", "soft_closed")
    states = {(row.fy_start, row.quarter): row.state for row in (await db.execute(select(Period).where(Period.entity_id == entity_id))).scalars()}
    opened = await db.execute(select(Close).where(Close.state != "signed").order_by(Close.fy_start, Close.quarter))
    for close in opened.scalars():
        quarter = Quarter(close.fy_start, close.quarter)
        if quarter.first_day > day and states.get((close.fy_start, close.quarter), "open") not in shut:
            return f"The next open day is {quarter.first_day:%d-%m-%Y}."
    return "No later quarter is open yet."


async def load_waiting(db: TenantDb, entry_id: uuid.UUID, version: int) -> tuple[JournalEntry, str]:
    """The entry, locked until the transaction ends, as the person saw it, and its entity's code.

    Raises Refused voucher.unknown, voucher.already_approved (by whom), voucher.stale, voucher.not_waiting.
    """
    query = select(JournalEntry).where(JournalEntry.id == entry_id).with_for_update().execution_options(populate_existing=True)
    row = (await db.execute(query)).scalar_one_or_none()
    if row is None:
        raise Refused("voucher.unknown", "There is no such voucher.")
    if row.state in ("posted", "reversed"):
        name = (await db.execute(select(User.name).where(User.id == row.checked_by))).scalar_one_or_none()
        said = f"{name} approved it already" if name else "It is posted already"
        raise Refused("voucher.already_approved", f"{said}: it is {row.number}.")
    if row.version != version:
        raise Refused("voucher.stale", "The entry changed since you opened it. Look again before deciding.")
    if row.state not in ("waiting", "returned"):
        raise Refused("voucher.not_waiting", f"The entry is {row.state}; nothing more can be decided on it.")
    return row, await code_of(db, row.entity_id)


async def code_of(db: TenantDb, entity_id: uuid.UUID) -> str:
    """The entity's code."""
    return (await db.execute(select(Entity.code).where(Entity.id == entity_id))).scalar_one()


async def demand_sound(db: TenantDb, entity_id: uuid.UUID, draft: VoucherDraft, *, written: bool = False, standing: VoucherDraft | None = None) -> None:
    """Refuse what cannot be posted. `written` adds what a person has to say rightly: bills, party, branch, cost centres, foreign money.

    `standing` is the draft as it was: a party, branch or cost centre that a paper named stays allowed while nobody changes it.

    Raises Refused ledger.unknown_account, voucher.unsound, voucher.unknown_party, voucher.unknown_branch, cost_centre.unknown.
    """
    chart = await books.load_chart(db, entity_id, draft.entity)
    for line in draft.lines:
        if line.ledger not in chart:
            raise Refused("ledger.unknown_account", f"{line.ledger} is not a ledger account of {draft.entity}.")
    wrong = [finding for finding in check_draft(draft, chart) if finding.severity in (Severity.ERROR, Severity.BLOCKING)]
    if wrong:
        raise Refused("voucher.unsound", " ".join(finding.sentence for finding in wrong))
    if written:
        centres, branches = await workflow.load_cost_centres(db, entity_id), await workflow.load_branches(db, entity_id)
        if standing is not None:
            centres, branches = centres | {line.cost_centre for line in standing.lines}, branches | {standing.branch}
        faults = check_entry(draft, chart, centres, branches)
        kept = standing is not None and standing.party == draft.party
        if faults := [fault for fault in faults if not (kept and fault[0] == "voucher.unknown_party")]:
            raise Refused(faults[0][0], " ".join(sentence for _, sentence in faults))


async def close_of(db: TenantDb, row: JournalEntry) -> uuid.UUID:
    """Id of the close that the entry's period belongs to."""
    period = (await db.execute(select(Period).where(Period.id == row.period_id))).scalar_one()
    close = await closes.load_close(db, Quarter(period.fy_start, period.quarter))
    assert close is not None
    return close.id


async def decide(db: TenantDb, by: uuid.UUID, row: JournalEntry, entity_code: str, kind: str, content: dict[str, object]) -> None:
    """Keep what a person decided about an entry, in its close."""
    await closes.save_decision(db, await close_of(db, row), kind, f"{entity_code}|{row.key}", content, by)


async def changed(db: TenantDb, entry_id: uuid.UUID, state: str) -> None:
    """Tell the live page."""
    await append_event(db, "journal.changed", {"id": str(entry_id), "state": state})


async def hold_reversing(db: TenantDb) -> None:
    """Only one transaction of the tenant posts mirrors at a time, from here to its end.

    An approval that sees no next quarter and the opening of that quarter, which does not see the approval, would otherwise leave the mirror undone. It is
    taken before any row is locked, so that nobody waits in a circle.
    """
    await db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("reversing", func.hashtext(str(bound_tenant(db)))))))
