"""A checker's part: approving by the ladder, sending back."""

import uuid
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import select, update

from qrt.adapters.db import books, closes, workflow
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import JournalEntry
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.journals.approval import open_seats, why_not
from qrt.core.ledger.types import Voucher
from qrt.core.ledger.voucher import post, to_voucher
from qrt.flows.journals.places import changed, close_of, decide, demand_open, demand_sound, hold_reversing, load_waiting
from qrt.flows.journals.reversing import post_due_reversals

_VOUCHER = TypeAdapter(Voucher)

FRESH_ABOVE_LIMIT = "Please sign in again to approve an entry above the limit: your last sign-in is more than five minutes old."


async def approve(db: TenantDb, by: Person, entry_id: uuid.UUID, version: int, *, fresh: bool = False) -> str:
    """Approve a waiting draft. It posts when its ladder is satisfied: its number then, "" while another person has to approve too.

    `fresh`: the person signed in within the last five minutes, which an entry above the limit asks for (I7).

    Raises Refused voucher.unknown, voucher.stale, voucher.already_approved, voucher.not_waiting, voucher.maker_is_checker, voucher.approved_by_you,
    voucher.unsound, voucher.already_reversed, close.signed, ledger.period_locked, auth.fresh_sign_in_needed.
    """
    if (await db.execute(select(JournalEntry.reverses_on).where(JournalEntry.id == entry_id))).scalar_one_or_none():
        await hold_reversing(db)
    row, entity_code = await load_waiting(db, entry_id, version)
    return await approve_row(db, by, row, entity_code, await workflow.Judge.of(db), await workflow.load_colleagues(db), fresh=fresh)


async def approve_row(
    db: TenantDb, by: Person, row: JournalEntry, entity_code: str, judge: workflow.Judge, colleagues: dict[str, tuple[str, frozenset[str]]], *, fresh: bool
) -> str:
    """The same for a row that the caller has locked."""
    if row.state != "waiting":
        raise Refused("voucher.not_waiting", "This entry went back to its maker; it can be approved after it is sent again.")
    need = await judge.need(db, row, entity_code)
    given = {str(each.by): each.name for each in (await workflow.load_approvals(db, [row.id])).get(row.id, []) if each.version == row.version}
    code, sentence = why_not(need, by, str(row.maker_id or ""), given, colleagues)
    if code:
        raise Refused(code, sentence)
    if need.because and not fresh:
        raise Refused("auth.fresh_sign_in_needed", FRESH_ABOVE_LIMIT)
    draft = books.to_draft(row, entity_code)
    await demand_sound(db, row.entity_id, draft)
    await _demand_pair(db, row)
    await closes.hold_unsigned(db, await close_of(db, row))
    await demand_open(db, by, row.entity_id, entity_code, row.day)
    voucher = post(to_voucher(draft), await books.load_lock(db, row.entity_id, entity_code))

    await workflow.save_approval(db, row.id, row.version, uuid.UUID(by.id))
    if open_seats(need, [by.roles, *(colleagues[identity][1] for identity in given if identity in colleagues)]):
        await changed(db, row.id, "waiting")
        return ""
    row.checked_by, row.checked_at = uuid.UUID(by.id), datetime.now(UTC)
    number = await books.post_entry(db, row, voucher, await books.load_ledger_ids(db, row.entity_id))
    if row.reverses_id:
        await db.execute(update(JournalEntry).where(JournalEntry.id == row.reverses_id).values(state="reversed"))
    await decide(db, uuid.UUID(by.id), row, entity_code, "voucher_approved", _VOUCHER.dump_python(voucher, mode="json", exclude_none=True))
    await changed(db, row.id, "posted")
    if row.reverses_on:
        await post_due_reversals(db, Quarter.of(row.reverses_on))
    return number


async def _demand_pair(db: TenantDb, row: JournalEntry) -> None:
    """A reversal posts while what it takes back stands, and not after something else took it back."""
    if row.reverses_id is None:
        return
    query = select(JournalEntry.state, JournalEntry.number).where(JournalEntry.id == row.reverses_id)
    state, number = (await db.execute(query.with_for_update())).one()
    if state != "posted":
        raise Refused("voucher.already_reversed", f"{number} is {state} already; this reversal would take it back twice. Send it back.")


async def send_back(db: TenantDb, by: Person, entry_id: uuid.UUID, reason: str, version: int) -> None:
    """Return a waiting draft to its maker with a reason. Raises Refused voucher.reason_missing, and those of `approve` that fit."""
    row, entity_code = await load_waiting(db, entry_id, version)
    if not reason.strip():
        raise Refused("voucher.reason_missing", "Say why the entry goes back.")
    if row.state != "waiting":
        raise Refused("voucher.not_waiting", "This entry went back to its maker already.")
    row.state, row.return_reason, row.version = "returned", reason.strip(), row.version + 1
    await db.flush()
    await decide(db, uuid.UUID(by.id), row, entity_code, "voucher_returned", {"reason": reason.strip()})
    await changed(db, row.id, "returned")
