"""What people corrected in drafts of papers, and the approved ones that later quarters learn from."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, or_, select

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, Decision, Entity, JournalEntry, JournalLine, LedgerAccountRow, User
from qrt.core.base.period import Quarter
from qrt.core.journals.corrections import Correction, moved_ledger

_NEWEST = 20
"""Corrections of a party that are looked at."""


async def load_corrections(db: TenantDb, row: JournalEntry) -> list[Correction]:
    """What people changed in other drafts of the same party and kind, newest first. Drafts that went back to their maker or were dropped teach nothing."""
    if row.source != "paper" or not (row.party or row.party_gstin):
        return []
    same_party = [JournalEntry.party == row.party] if row.party else []
    if row.party_gstin:
        same_party.append(JournalEntry.party_gstin == row.party_gstin)
    query = (
        select(JournalEntry, User.name)
        .join(User, User.id == JournalEntry.maker_id)
        .where(
            JournalEntry.entity_id == row.entity_id,
            JournalEntry.kind == row.kind,
            JournalEntry.source == "paper",
            JournalEntry.id != row.id,
            JournalEntry.proposal.is_not(None),
            JournalEntry.state.in_(("waiting", "posted")),
            or_(*same_party),
        )
        .order_by(func.coalesce(JournalEntry.checked_at, JournalEntry.created_at).desc(), JournalEntry.id.desc())
        .limit(_NEWEST)
    )
    found = (await db.execute(query)).all()
    legs = await _posted_legs(db, [entry.id for entry, _ in found if entry.state == "posted"])
    corrections: list[Correction] = []
    for entry, name in found:
        proposed = [(part["ledger"], part["amount_paise"]) for part in (entry.proposal or {}).get("lines", [])]
        written = legs[entry.id] if entry.state == "posted" else [(part["ledger"], part["amount_paise"]) for part in entry.draft_lines]
        if moved := moved_ledger(proposed, written):
            corrections.append(Correction(*moved, name, (entry.checked_at or entry.created_at).date().isoformat(), str(entry.id)))
    return corrections


async def _posted_legs(db: TenantDb, entries: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, list[tuple[str, int]]]:
    query = (
        select(JournalLine.entry_id, LedgerAccountRow.name, JournalLine.amount_paise)
        .join(LedgerAccountRow, LedgerAccountRow.id == JournalLine.ledger_id)
        .where(JournalLine.entry_id.in_(entries))
    )
    legs: defaultdict[uuid.UUID, list[tuple[str, int]]] = defaultdict(list)
    for entry, ledger, amount in (await db.execute(query)).all() if entries else ():
        legs[entry].append((ledger, amount))
    return legs


async def load_approved_papers(db: TenantDb, before: Quarter, entity_id: uuid.UUID, most: int) -> list[tuple[Mapping[str, Any], str, str, Quarter]]:
    """Vouchers that people approved from papers in earlier quarters and that still stand, newest last and at most so many: the approval's content, who, on which
    day, in which quarter."""
    standing = (
        select(JournalEntry.key).where(JournalEntry.entity_id == entity_id, JournalEntry.source == "paper", JournalEntry.state == "posted").scalar_subquery()
    )
    query = (
        select(Decision.content, User.name, Decision.at, Close.fy_start, Close.quarter)
        .join(Close, Close.id == Decision.close_id)
        .join(User, User.id == Decision.by)
        .where(
            Decision.kind == "voucher_approved",
            Decision.content["source"].astext == "paper",
            Decision.content["entity"].astext == select(Entity.code).where(Entity.id == entity_id).scalar_subquery(),
            Decision.content["key"].astext.in_(standing),
            or_(Close.fy_start < before.fy_start, (Close.fy_start == before.fy_start) & (Close.quarter < before.number)),
        )
        .order_by(Decision.at.desc(), Decision.id.desc())
        .limit(most)
    )
    rows = (await db.execute(query)).all()
    return [(content, name, at.date().isoformat(), Quarter(fy_start, number)) for content, name, at, fy_start, number in reversed(rows)]
