"""A line that only the other side has, booked by a person: the rule's draft is where they start, another person approves, and the paper stands behind it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from qrt.adapters.db import books, companies
from qrt.adapters.db.bench import Held, hold_report
from qrt.adapters.db.recon import to_item
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Document, JournalEntry, ReconciliationBreak, ReconciliationItem, ReconciliationReport
from qrt.adapters.rulebook.chart import load_model_chart
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise
from qrt.core.journals.open_lines import Books, draft_open_line
from qrt.core.ledger.types import Line, VoucherDraft, VoucherKind
from qrt.core.recon.bench import line_of
from qrt.core.recon.types import Item, ReconciliationKind, Side
from qrt.flows.journals import Head, write
from qrt.flows.journals.writing import Spot

MIRROR_DAYS = 7
"""Days between the two lines of one transfer between own accounts: NEFT over a weekend with holidays, a cheque in clearing."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """The line of another bank account of the same company that a transfer shows up in."""

    ledger: str
    item: Item


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a person starts from. `entry_id` is the entry that books the line already, with its state. The line's own leg is the first, and nobody's to change where its
    ledger is known (`is_own`)."""

    draft: VoucherDraft
    is_own: bool
    mirrors: tuple[Mirror, ...]
    entry_id: uuid.UUID | None
    entry_state: str


async def propose_entry(db: TenantDb, report_id: uuid.UUID, item: str) -> Proposal:
    """The entry that an open line of the other side calls for by rule, and of a bank's the transfers between own accounts that it may be half of.

    Raises Refused recon.unknown, recon.not_open, recon.not_bookable, close.signed.
    """
    held = await hold_report(db, report_id)
    line = await _open_line(db, held, item)
    entity = (await companies.entity_ids(db))[held.entity]
    draft = await _draft(db, held, entity, line)
    stands = await _standing(db, entity, draft.key)
    identity, state = stands[-1] if stands and stands[-1][1] != "dropped" else (None, "")
    return Proposal(draft, draft.lines[0].ledger != "", tuple(await _mirrors(db, held, entity, line)), identity, state)


async def book_line(
    db: TenantDb, by: Person, report_id: uuid.UUID, item: str, narration: str, legs: Sequence[tuple[str, Paise]], mirror: bool = False
) -> uuid.UUID:
    """Draft the entry for an open line: its own leg, where its ledger is known, and `legs`, the paper behind it. The line stays open until the entry is in the books.

    mirror  a transfer between own accounts: one leg, the other bank ledger, and that account's line is evidence too

    Raises Refused recon.unknown, recon.not_open, recon.not_bookable, recon.entry_stands, recon.no_mirror and those of `journals.write`.
    """
    held = await hold_report(db, report_id)
    line = await _open_line(db, held, item)
    entity = (await companies.entity_ids(db))[held.entity]
    draft = await _draft(db, held, entity, line)
    stands = await _standing(db, entity, draft.key)
    if stands and stands[-1][1] != "dropped":
        raise Refused("recon.entry_stands", f"An entry for this line is {stands[-1][1]} already. Open it in Journals.")
    places = [line.place]
    if mirror:
        other = next((each for each in await _mirrors(db, held, entity, line) if [(each.ledger, Paise(-line.amount))] == list(legs)), None)
        if other is None:
            raise Refused("recon.no_mirror", "The other account has no open line of this amount within a week. Write an ordinary entry instead.")
        places.append(other.item.place)
    known = [place for place in places if place]
    wanted = {place.document for place in known}
    papers = dict((await db.execute(select(Document.sha256, Document.id).where(Document.sha256.in_(wanted)))).all()) if wanted else {}
    spots = tuple(Spot(papers[place.document], place) for place in known if place.document in papers)
    lines = [*draft.lines[: 1 if draft.lines[0].ledger else 0], *(Line(ledger, amount) for ledger, amount in legs)]
    kind = VoucherKind.CONTRA if mirror else draft.kind
    key = draft.key + (f"#{len(stands) + 1}" if stands else "")
    head = (
        Head(draft.reference_day, party=draft.party, party_gstin=draft.party_gstin, evidence=spots)
        if held.kind != ReconciliationKind.BANK
        else Head(evidence=spots)
    )
    return await write(db, by, held.entity, kind.value, draft.day, narration, line.reference, lines, head, key)


async def _draft(db: TenantDb, held: Held, entity: uuid.UUID, line: Item) -> VoucherDraft:
    chart = await books.load_chart(db, entity, held.entity)
    return draft_open_line(ReconciliationKind(held.kind), held.name, line, Books(held.entity, chart, load_model_chart(), held.as_of))


async def _open_line(db: TenantDb, held: Held, item: str) -> Item:
    same = (
        (ReconciliationBreak.report_id == held.id)
        & (ReconciliationBreak.side == Side.RIGHT.value)
        & (ReconciliationBreak.item == item)
        & ReconciliationBreak.open
    )
    query = select(ReconciliationItem).join(ReconciliationBreak, same)
    row = (
        await db.execute(query.where(ReconciliationItem.report_id == held.id, ReconciliationItem.side == Side.RIGHT.value, ReconciliationItem.item == item))
    ).scalar_one_or_none()
    if row is None:
        raise Refused("recon.not_open", "This line is not open on the other side any more. Look at the list again.")
    if "whole_paise" in row.labels or line_of(item) != item:
        raise Refused("recon.not_bookable", "A part of this line is matched already: the rest is booked in Journals, so that the line is not booked twice.")
    return to_item(row)


async def _standing(db: TenantDb, entity: uuid.UUID, key: str) -> list[tuple[uuid.UUID, str]]:
    """Entries that were ever drafted for this line, oldest first."""
    mine = (JournalEntry.key == key) | JournalEntry.key.startswith(key + "#", autoescape=True)
    query = select(JournalEntry.id, JournalEntry.state).where(JournalEntry.entity_id == entity, mine).order_by(JournalEntry.id)
    return [(identity, state) for identity, state in await db.execute(query)]


async def _mirrors(db: TenantDb, held: Held, entity: uuid.UUID, line: Item) -> list[Mirror]:
    """Open lines of the company's other bank statements that say the opposite within a week, nearest in days first; none for what is no bank's."""
    if held.kind != ReconciliationKind.BANK:
        return []
    same = (
        (ReconciliationBreak.report_id == ReconciliationItem.report_id)
        & (ReconciliationBreak.side == ReconciliationItem.side)
        & (ReconciliationBreak.item == ReconciliationItem.item)
        & ReconciliationBreak.open
    )
    query = (
        select(ReconciliationItem, ReconciliationReport.subject)
        .join(ReconciliationReport, ReconciliationReport.id == ReconciliationItem.report_id)
        .join(ReconciliationBreak, same)
        .where(ReconciliationReport.close_id == held.close_id, ReconciliationReport.entity_id == entity, ReconciliationReport.kind == "bank")
        .where(ReconciliationReport.id != held.id, ReconciliationBreak.side == Side.RIGHT.value, ReconciliationBreak.amount_paise == -line.amount)
        .where(ReconciliationItem.day.between(line.day - timedelta(MIRROR_DAYS), line.day + timedelta(MIRROR_DAYS)))
    )
    found = [Mirror(subject, to_item(row)) for row, subject in await db.execute(query)]
    return sorted(found, key=lambda each: (abs((each.item.day - line.day).days), each.ledger, each.item.id))
