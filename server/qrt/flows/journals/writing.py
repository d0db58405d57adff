"""Vouchers that people write: made, rewritten, given evidence, dropped."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from qrt.adapters.db import books
from qrt.adapters.db.corrections import load_corrections
from qrt.adapters.db.places import places_json
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Document, JournalEntry
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.journals.changes import HEAD
from qrt.core.journals.corrections import fitting_correction
from qrt.core.journals.entry import default_reversal_day, kind_of, with_party_gstin
from qrt.core.ledger.types import Line, SourceKind, VoucherDraft
from qrt.flows.journals.places import changed, demand_sound, load_waiting, place_in_books

Legs = Sequence[tuple[str, Paise] | Line]
"""Lines whole, or ledger and amount where nothing else is to be said."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A paper, or a spot on it, that somebody names as evidence. `place` has no digest yet: the paper's own is put there."""

    document_id: uuid.UUID
    place: Place


@dataclass(frozen=True, slots=True)
class Head:
    """What a person writes above the lines, beyond kind, day, narration and reference. `evidence` None leaves a draft's evidence as it is."""

    reference_day: date | None = None
    branch: str = ""
    party: str = ""
    party_gstin: str = ""
    reverses_on: date | None = None
    auto_reverse: bool = False
    evidence: tuple[Spot, ...] | None = None


async def write(
    db: TenantDb, by: Person, entity_code: str, kind: str, day: date, narration: str, reference: str, lines: Legs, head: Head = Head(), key: str = ""
) -> uuid.UUID:
    """Put a voucher written by hand before a checker. `key` is given by what must not be doubled (a copy).

    Raises Refused entity.unknown, close.unknown, close.signed, ledger.period_locked, ledger.period_soft_closed, voucher.kind_unknown,
    ledger.unknown_account, voucher.unsound, voucher.kind_misfit, voucher.unknown_party, voucher.unknown_branch, cost_centre.unknown.
    """
    where = await place_in_books(db, by, entity_code, day)
    draft = _headed(
        VoucherDraft(
            key=key or f"person:{uuid.uuid4()}",
            entity=entity_code,
            kind=_kind(kind),
            day=day,
            lines=_legs(lines),
            source=SourceKind.PERSON,
            narration=narration.strip(),
            reference=reference.strip(),
        ),
        head,
        await load_spots(db, head.evidence or ()),
    )
    draft = with_party_gstin(draft, await books.load_chart(db, where.entity, entity_code)) if draft.party else draft
    await demand_sound(db, where.entity, draft, written=True)
    await books.save_drafts(db, where.entity, where.period, [draft], by)
    made = await id_of(db, where.entity, draft.key)
    await changed(db, made, "waiting")
    return made


async def rewrite(
    db: TenantDb, by: Person, entry_id: uuid.UUID, kind: str, day: date, narration: str, reference: str, lines: Legs, version: int, head: Head | None = None
) -> None:
    """Change a waiting or returned draft. Whoever changes it becomes its maker, so may not check it; approvals of the old wording count no more.

    What was proposed first is kept. `head` None leaves what the caller does not know of as it was.
    """
    row, entity_code = await load_waiting(db, entry_id, version)
    where = await place_in_books(db, by, entity_code, day)
    old = books.to_draft(row, entity_code)
    new = replace(old, kind=_kind(kind), day=day, narration=narration.strip(), reference=reference.strip(), lines=_kept(old.lines, _legs(lines), by))
    if head is not None:
        new = _headed(new, head, old.evidence if head.evidence is None else await load_spots(db, head.evidence))
    await demand_sound(db, row.entity_id, new, written=True, standing=old)
    if row.proposal is None:
        row.proposal = proposal_of(row)
    row.kind, row.day, row.narration, row.reference, row.period_id = new.kind.value, day, new.narration, new.reference, where.period
    row.reference_day, row.branch, row.party, row.party_gstin, row.reverses_on = new.reference_day, new.branch, new.party, new.party_gstin, new.reverses_on
    row.evidence = places_json(new.evidence)
    row.draft_lines = books.lines_json(new.lines)
    row.amount_paise = sum(line.amount for line in new.lines if line.amount > 0)
    row.state, row.return_reason, row.maker_id, row.version = "waiting", "", uuid.UUID(by.id), row.version + 1
    await db.flush()
    await changed(db, row.id, row.state)


async def use_suggestion(db: TenantDb, by: Person, entry_id: uuid.UUID, version: int) -> None:
    """Move the amount to the ledger that a person chose for this party before. Raises Refused("voucher.nothing_suggested") and those of `rewrite`."""
    row, entity_code = await load_waiting(db, entry_id, version)
    draft = books.to_draft(row, entity_code)
    found = fitting_correction([(line.ledger, line.amount) for line in draft.lines], await load_corrections(db, row))
    if found is None:
        raise Refused("voucher.nothing_suggested", "Nobody corrected a draft of this party that this one would follow.")
    reason = f"as {found.who} corrected it for this party on {found.on}"
    lines = tuple(replace(line, ledger=found.now, reason=reason) if line.ledger == found.was else line for line in draft.lines)
    await rewrite(db, by, entry_id, draft.kind, draft.day, draft.narration, draft.reference, lines, version)


async def attach(db: TenantDb, by: Person, entry_id: uuid.UUID, spot: Spot, version: int) -> None:
    """Put a paper behind an unposted draft. Its maker stays its maker; whoever approved it before looks again."""
    row, entity_code = await load_waiting(db, entry_id, version)
    await place_in_books(db, by, entity_code, row.day)
    (place,) = await load_spots(db, (spot,))
    found = places_json((place,))
    if found[0] not in row.evidence:
        row.evidence, row.version = [*row.evidence, *found], row.version + 1
        await db.flush()
        await changed(db, row.id, row.state)


async def drop(db: TenantDb, by: Person, entry_id: uuid.UUID, version: int) -> None:
    """Take back a draft of one's own. Raises Refused("voucher.not_yours")."""
    row, _ = await load_waiting(db, entry_id, version)
    if row.maker_id != uuid.UUID(by.id):
        raise Refused("voucher.not_yours", "Only its maker takes a draft back. Send it back with a reason instead.")
    row.state, row.version = "dropped", row.version + 1
    await db.flush()
    await changed(db, row.id, "dropped")


async def load_spots(db: TenantDb, spots: Sequence[Spot]) -> tuple[Place, ...]:
    """Places with the digest of their paper. Raises Refused("document.unknown")."""
    wanted = {spot.document_id for spot in spots}
    found = dict((await db.execute(select(Document.id, Document.sha256).where(Document.id.in_(wanted)))).all()) if wanted else {}
    if wanted - found.keys():
        raise Refused("document.unknown", "There is no such paper.")
    return tuple(replace(spot.place, document=found[spot.document_id]) for spot in spots)


async def id_of(db: TenantDb, entity_id: uuid.UUID, key: str) -> uuid.UUID:
    """Row id of the entry with this key."""
    return (await db.execute(select(JournalEntry.id).where(JournalEntry.entity_id == entity_id, JournalEntry.key == key))).scalar_one()


def proposal_of(row: JournalEntry) -> dict[str, Any]:
    """Head and lines of a draft as they stand, to be kept as what was proposed first."""
    head = {name: getattr(row, name) for name in HEAD}
    return {"head": {name: value.isoformat() if isinstance(value, date) else value for name, value in head.items()}, "lines": row.draft_lines}


def _kind(text: str) -> Any:
    kind = kind_of(text)
    if kind is None:
        raise Refused("voucher.kind_unknown", f"{text} is not a kind of voucher.")
    return kind


def _legs(lines: Legs) -> tuple[Line, ...]:
    return tuple(line if isinstance(line, Line) else Line(*line) for line in lines)


def _kept(old: Sequence[Line], new: Sequence[Line], by: Person) -> tuple[Line, ...]:
    """The lines as written; one that is as it was keeps its place on the paper and its reason, and what the writer did not name."""
    standing = {(line.ledger, line.amount): line for line in old}
    return tuple(
        replace(line, place=was.place, reason=line.reason or was.reason)
        if (was := standing.get((line.ledger, line.amount)))
        else replace(line, reason=line.reason or f"written by {by.name}")
        for line in new
    )


def _headed(draft: VoucherDraft, head: Head, evidence: tuple[Place, ...]) -> VoucherDraft:
    return replace(
        draft,
        reference_day=head.reference_day,
        branch=head.branch.strip(),
        party=head.party.strip(),
        party_gstin=head.party_gstin.strip().upper(),
        reverses_on=head.reverses_on or (default_reversal_day(draft.day) if head.auto_reverse else None),
        evidence=evidence,
    )
