"""Taking posted vouchers back: by a person's reversal, and reversing entries whose mirror posts by itself on its day."""

import uuid
from dataclasses import fields
from datetime import date

from pydantic import TypeAdapter
from sqlalchemy import func, select, update

from qrt.adapters.db import books, closes, companies
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import JournalEntry, Period
from qrt.core.base.actor import Person, System
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.journals.entry import REVERSAL, REVERSING, mirror_lines, mirror_voucher
from qrt.core.ledger.types import SourceKind, Voucher, VoucherDraft
from qrt.flows.journals.places import changed, code_of, decide, place_in_books
from qrt.flows.journals.writing import id_of

_VOUCHER = TypeAdapter(Voucher)
_BY_ITSELF = System("reversing")


async def reverse(db: TenantDb, by: Person, entry_id: uuid.UUID, day: date, reason: str) -> uuid.UUID:
    """Put the mirror image of a posted voucher before a checker: posted vouchers are corrected in no other way (W2).

    A reversal that went back or was dropped can be asked for again. Raises Refused voucher.unknown, voucher.not_posted, voucher.reason_missing,
    voucher.already_reversed, and those of `place_in_books`.
    """
    row = (await db.execute(select(JournalEntry).where(JournalEntry.id == entry_id).with_for_update())).scalar_one_or_none()
    if row is None:
        raise Refused("voucher.unknown", "There is no such voucher.")
    if row.state != "posted":
        raise Refused("voucher.not_posted", "Only a posted voucher can be reversed, and only once.")
    if not reason.strip():
        raise Refused("voucher.reason_missing", "Say why the voucher is reversed.")
    entity_code = await code_of(db, row.entity_id)
    where = await place_in_books(db, by, entity_code, day)
    earlier = await _earlier_reversals(db, row)
    voucher = await books.load_voucher(db, row, entity_code)
    mirror = VoucherDraft(
        key=f"{REVERSAL}{row.key}" + (f"#{earlier + 1}" if earlier else ""),
        entity=entity_code,
        kind=voucher.kind,
        day=day,
        lines=mirror_lines(voucher.lines, f"reverses {row.number}"),
        source=SourceKind.PERSON,
        branch=voucher.branch,
        narration=f"Reversal of {row.number}: {reason.strip()}",
        party=voucher.party,
        party_gstin=voucher.party_gstin,
        reference=voucher.reference,
        reference_day=voucher.reference_day,
        evidence=(voucher.place,) if voucher.place else (),
        reverses=row.key,
    )
    await books.save_drafts(db, where.entity, where.period, [mirror], by)
    made = await id_of(db, where.entity, mirror.key)
    await db.execute(update(JournalEntry).where(JournalEntry.id == made).values(reverses_id=row.id, reversal_reason=reason.strip()))
    await changed(db, made, "waiting")
    return made


async def _earlier_reversals(db: TenantDb, row: JournalEntry) -> int:
    """How many reversals of the voucher were asked for before. One that waits is refused; one that went back is given up for the new one."""
    query = select(JournalEntry).where(JournalEntry.reverses_id == row.id).with_for_update()
    standing = (await db.execute(query)).scalars().all()
    if any(each.state in ("waiting", "posted") for each in standing):
        raise Refused("voucher.already_reversed", f"A reversal of {row.number} waits for its checker already.")
    for each in standing:
        if each.state == "returned":
            each.state, each.version = "dropped", each.version + 1
    await db.flush()
    return len(standing)


async def post_due_reversals(db: TenantDb, quarter: Quarter) -> int:
    """Post the mirrors of reversing entries whose day lies in this quarter, if its close is open; how many were new.

    The approval of the entry is the approval of its mirror: the mirror is a decision of this quarter's close by the same person. One that stands is left
    alone, so a step that runs twice, or dies in the middle, posts once. A company whose period is locked gets its mirrors when it is reopened.
    The caller has taken `hold_reversing` before it locked anything.
    """
    close = await closes.load_close(db, quarter)
    if close is None or close.state == "signed":
        return 0
    due = (
        select(JournalEntry)
        .where(
            JournalEntry.reverses_on.between(quarter.first_day, quarter.last_day),
            JournalEntry.state == "posted",
            JournalEntry.checked_by.is_not(None),
            ~select(1).where(_standing_mirror()).exists(),
        )
        .order_by(JournalEntry.entity_id, JournalEntry.reverses_on, JournalEntry.key)
        .with_for_update()
    )
    rows = (await db.execute(due)).scalars().all()
    count = 0
    for row in rows:
        count += await _post_mirror(db, row, quarter)
    return count


def _standing_mirror():
    mirror = JournalEntry.__table__.alias("mirror")
    return (mirror.c.entity_id == JournalEntry.entity_id) & (mirror.c.key == func.concat(REVERSING, JournalEntry.key))


async def _post_mirror(db: TenantDb, row: JournalEntry, quarter: Quarter) -> int:
    assert row.reverses_on and row.number and row.checked_by
    period_id = await companies.save_period(db, row.entity_id, quarter)
    period = (await db.execute(select(Period).where(Period.id == period_id).with_for_update(read=True).execution_options(populate_existing=True))).scalar_one()
    entity_code = await code_of(db, row.entity_id)
    lock = await books.load_lock(db, row.entity_id, entity_code)
    if period.state == "locked" or (lock.until and row.reverses_on <= lock.until):
        return 0
    voucher = mirror_voucher(await books.load_voucher(db, row, entity_code), row.number, row.reverses_on)
    if not await books.save_drafts(db, row.entity_id, period_id, [as_draft(voucher)], _BY_ITSELF):
        return 0
    made = (await db.execute(select(JournalEntry).where(JournalEntry.id == await id_of(db, row.entity_id, voucher.key)).with_for_update())).scalar_one()
    made.reverses_id, made.reversal_reason = row.id, "reverses itself on its day"
    made.checked_by, made.checked_at = row.checked_by, row.checked_at
    await books.post_entry(db, made, voucher, await books.load_ledger_ids(db, row.entity_id))
    row.state = "reversed"
    await db.flush()
    await decide(db, row.checked_by, made, entity_code, "voucher_approved", _VOUCHER.dump_python(voucher, mode="json", exclude_none=True))
    await changed(db, made.id, "posted")
    return 1


def as_draft(voucher: Voucher) -> VoucherDraft:
    """A voucher as the draft that it comes from: all of it but who let it post."""
    return VoucherDraft(**{each.name: getattr(voucher, each.name) for each in fields(VoucherDraft) if hasattr(voucher, each.name)})
