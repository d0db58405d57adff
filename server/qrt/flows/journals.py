"""Vouchers that people write, approve, send back and reverse."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from pydantic import TypeAdapter
from sqlalchemy import select, update

from qrt.adapters.db import books, closes, companies
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Entity, JournalEntry, Period
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.finding import Severity
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.ledger.types import Line, SourceKind, Voucher, VoucherDraft, VoucherKind
from qrt.core.ledger.voucher import check_draft, post, to_voucher

_VOUCHER = TypeAdapter(Voucher)


async def write(
    db: TenantDb, by: Person, entity_code: str, kind: str, day: date, narration: str, reference: str, lines: Sequence[tuple[str, Paise]]
) -> uuid.UUID:
    """Put a voucher written by hand before a checker. Raises Refused entity.unknown, voucher.kind_unknown, ledger.unknown_account, voucher.unsound."""
    entity_id, period_id, _ = await _place_in_books(db, entity_code, day)
    if kind not in set(VoucherKind):
        raise Refused("voucher.kind_unknown", f"{kind} is not a kind of voucher.")
    draft = VoucherDraft(
        key=f"person:{uuid.uuid4()}",
        entity=entity_code,
        kind=VoucherKind(kind),
        day=day,
        lines=tuple(Line(ledger, amount) for ledger, amount in lines),
        source=SourceKind.PERSON,
        narration=narration.strip(),
        reference=reference.strip(),
    )
    await _demand_sound(db, entity_id, entity_code, draft)
    await books.save_drafts(db, entity_id, period_id, [draft], by)
    made = (await books.load_keys(db, entity_id, [draft.key]))[draft.key][0]
    await _changed(db, made, "waiting")
    return made


async def rewrite(
    db: TenantDb,
    by: Person,
    entry_id: uuid.UUID,
    kind: str,
    day: date,
    narration: str,
    reference: str,
    lines: Sequence[tuple[str, Paise]],
    version: int,
) -> None:
    """Change a waiting or returned draft. Whoever changes it becomes its maker, so may not check it."""
    row, entity_code = await _load_waiting(db, entry_id, version)
    _, period_id, _ = await _place_in_books(db, entity_code, day)
    if kind not in set(VoucherKind):
        raise Refused("voucher.kind_unknown", f"{kind} is not a kind of voucher.")
    old = books.to_draft(row, entity_code)
    kept = {(line.ledger, line.amount): line for line in old.lines}
    written = tuple(kept.get((ledger, amount), Line(ledger, amount, reason=f"written by {by.name}")) for ledger, amount in lines)
    draft = replace(old, kind=VoucherKind(kind), day=day, narration=narration.strip(), reference=reference.strip(), lines=written)
    await _demand_sound(db, row.entity_id, entity_code, draft)
    row.kind, row.day, row.narration, row.reference, row.period_id = kind, day, draft.narration, draft.reference, period_id
    row.draft_lines = books.lines_json(written)
    row.amount_paise = sum(line.amount for line in written if line.amount > 0)
    row.state, row.return_reason, row.maker_id, row.version = "waiting", "", uuid.UUID(by.id), row.version + 1
    await db.flush()
    await _changed(db, row.id, row.state)


async def approve(db: TenantDb, by: Person, entry_id: uuid.UUID, version: int) -> str:
    """Post a waiting draft and return its number.

    Raises Refused voucher.unknown, voucher.stale, voucher.not_waiting, voucher.maker_is_checker, voucher.unsound, close.signed, ledger.period_locked.
    """
    row, entity_code = await _load_waiting(db, entry_id, version)
    if row.state != "waiting":
        raise Refused("voucher.not_waiting", "This entry went back to its maker; it can be approved after it is sent again.")
    if row.maker_id == uuid.UUID(by.id):
        raise Refused("voucher.maker_is_checker", "You made this entry; somebody else has to approve it.")
    draft = books.to_draft(row, entity_code)
    await _demand_sound(db, row.entity_id, entity_code, draft)
    await closes.hold_unsigned(db, await _close_id(db, row))
    lock = await books.load_lock(db, row.entity_id, entity_code)

    voucher = post(to_voucher(draft), lock)

    row.checked_by, row.checked_at = uuid.UUID(by.id), datetime.now(UTC)
    number = await books.post_entry(db, row, voucher, await books.load_ledger_ids(db, row.entity_id))
    if row.reverses_id:
        await db.execute(update(JournalEntry).where(JournalEntry.id == row.reverses_id).values(state="reversed"))
    await _decide(db, by, row, entity_code, "voucher_approved", _VOUCHER.dump_python(voucher, mode="json", exclude_none=True))
    await _changed(db, row.id, "posted")
    return number


async def send_back(db: TenantDb, by: Person, entry_id: uuid.UUID, reason: str, version: int) -> None:
    """Return a waiting draft to its maker with a reason. Raises Refused("voucher.reason_missing")."""
    row, entity_code = await _load_waiting(db, entry_id, version)
    if not reason.strip():
        raise Refused("voucher.reason_missing", "Say why the entry goes back.")
    row.state, row.return_reason, row.version = "returned", reason.strip(), row.version + 1
    await db.flush()
    await _decide(db, by, row, entity_code, "voucher_returned", {"reason": reason.strip()})
    await _changed(db, row.id, "returned")


async def reverse(db: TenantDb, by: Person, entry_id: uuid.UUID, day: date, reason: str) -> uuid.UUID:
    """Put the mirror image of a posted voucher before a checker: posted vouchers are corrected in no other way (W2)."""
    row = (await db.execute(select(JournalEntry).where(JournalEntry.id == entry_id).with_for_update())).scalar_one_or_none()
    if row is None:
        raise Refused("voucher.unknown", "There is no such voucher.")
    if row.state != "posted":
        raise Refused("voucher.not_posted", "Only a posted voucher can be reversed, and only once.")
    if not reason.strip():
        raise Refused("voucher.reason_missing", "Say why the voucher is reversed.")
    entity_code = (await db.execute(select(Entity.code).where(Entity.id == row.entity_id))).scalar_one()
    entity_id, period_id, _ = await _place_in_books(db, entity_code, day)
    (voucher,) = [each for each in await books.load_vouchers(db, row.entity_id, entity_code, row.day, row.day) if each.key == row.key]
    mirror = VoucherDraft(
        key=f"reversal:{row.key}",
        entity=entity_code,
        kind=voucher.kind,
        day=day,
        lines=tuple(replace(line, amount=Paise(-line.amount), reason=f"reverses {row.number}") for line in voucher.lines),
        source=SourceKind.PERSON,
        branch=voucher.branch,
        narration=f"Reversal of {row.number}: {reason.strip()}",
        party=voucher.party,
        party_gstin=voucher.party_gstin,
        reference=voucher.reference,
        reference_day=voucher.reference_day,
        evidence=(voucher.place,) if voucher.place else (),
    )
    if not await books.save_drafts(db, entity_id, period_id, [mirror], by):
        raise Refused("voucher.already_reversed", f"A reversal of {row.number} is there already.")
    made = (await books.load_keys(db, entity_id, [mirror.key]))[mirror.key][0]
    await db.execute(update(JournalEntry).where(JournalEntry.id == made).values(reverses_id=row.id))
    await _changed(db, made, "waiting")
    return made


async def _place_in_books(db: TenantDb, entity_code: str, day: date) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID]:
    """Ids of entity, period and close that a day falls in. A voucher needs an open close of its quarter."""
    entity_id = (await companies.entity_ids(db)).get(entity_code)
    if entity_id is None:
        raise Refused("entity.unknown", f"There is no company with the code {entity_code}.")
    quarter = Quarter.of(day)
    close = await closes.load_close(db, quarter)
    if close is None:
        raise Refused("close.unknown", f"{day:%d-%m-%Y} lies in {quarter}, which nobody has opened.")
    if close.state == "signed":
        raise Refused("close.signed", f"{quarter} is signed. Date the voucher in an open quarter.")
    return entity_id, await companies.save_period(db, entity_id, quarter), close.id


async def _load_waiting(db: TenantDb, entry_id: uuid.UUID, version: int) -> tuple[JournalEntry, str]:
    row = (await db.execute(select(JournalEntry).where(JournalEntry.id == entry_id).with_for_update())).scalar_one_or_none()
    if row is None:
        raise Refused("voucher.unknown", "There is no such voucher.")
    if row.version != version:
        raise Refused("voucher.stale", "The entry changed since you opened it. Look again before deciding.")
    if row.state not in ("waiting", "returned"):
        raise Refused("voucher.not_waiting", f"The entry is {row.state}; nothing more can be decided on it.")
    entity_code = (await db.execute(select(Entity.code).where(Entity.id == row.entity_id))).scalar_one()
    return row, entity_code


async def _demand_sound(db: TenantDb, entity_id: uuid.UUID, entity_code: str, draft: VoucherDraft) -> None:
    chart = await books.load_chart(db, entity_id, entity_code)
    for line in draft.lines:
        if line.ledger not in chart:
            raise Refused("ledger.unknown_account", f"{line.ledger} is not a ledger account of {entity_code}.")
    wrong = [finding for finding in check_draft(draft, chart) if finding.severity in (Severity.ERROR, Severity.BLOCKING)]
    if wrong:
        raise Refused("voucher.unsound", " ".join(finding.sentence for finding in wrong))


async def _decide(db: TenantDb, by: Person, row: JournalEntry, entity_code: str, kind: str, content: dict[str, object]) -> None:
    await closes.save_decision(db, await _close_id(db, row), kind, f"{entity_code}|{row.key}", content, uuid.UUID(by.id))


async def _close_id(db: TenantDb, row: JournalEntry) -> uuid.UUID:
    period = (await db.execute(select(Period).where(Period.id == row.period_id))).scalar_one()
    close = await closes.load_close(db, Quarter(period.fy_start, period.quarter))
    assert close is not None
    return close.id


async def _changed(db: TenantDb, entry_id: uuid.UUID, state: str) -> None:
    await append_event(db, "journal.changed", {"id": str(entry_id), "state": state})
