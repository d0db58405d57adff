"""Drafts that may be approved together: small, sure, unflagged, one approver, not one's own."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from qrt.adapters.db import books, workflow
from qrt.adapters.db.listing.base import contains_words, load_entity_codes, load_period_ids, load_scope
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import JournalComment, JournalEntry
from qrt.core.base.actor import Person
from qrt.core.base.period import Quarter
from qrt.core.journals.approval import ROUTINE_PAISE
from qrt.core.ledger.voucher import check_draft, is_sound

SURE = 0.9
"""An agent that is less sure than this wants a person to look."""


@dataclass(frozen=True, slots=True)
class RoutineFilter:
    """Which of a quarter's routine drafts; what is empty leaves all in. `most_paise` can only lower the limit."""

    quarter: Quarter
    entity: str = ""
    kind: str = ""
    agent: str = ""
    words: str = ""
    most_paise: int | None = None


async def load_routine(db: TenantDb, by: Person, wanted: RoutineFilter, judge: workflow.Judge, *, lock: bool = False) -> list[JournalEntry]:
    """Oldest first. `lock`: as they are until the transaction ends, judged after the lock. Raises Refused("entity.unknown")."""
    scope = await load_scope(db, wanted.quarter, wanted.entity or None)
    chosen: list[ColumnElement[bool]] = [
        JournalEntry.period_id.in_(await load_period_ids(db, scope)),
        JournalEntry.state == "waiting",
        JournalEntry.source != "person",
        JournalEntry.confidence >= SURE,
        JournalEntry.amount_paise <= min(ROUTINE_PAISE, wanted.most_paise if wanted.most_paise is not None else ROUTINE_PAISE),
        or_(JournalEntry.maker_id.is_(None), JournalEntry.maker_id != uuid.UUID(by.id)),
        ~select(1).where(JournalComment.entry_id == JournalEntry.id, JournalComment.resolved_at.is_(None)).exists(),
    ]
    chosen += [JournalEntry.kind == wanted.kind] if wanted.kind else []
    chosen += [JournalEntry.agent == wanted.agent] if wanted.agent else []
    chosen += contains_words(wanted.words, (JournalEntry.party, JournalEntry.narration, JournalEntry.reference))
    query = select(JournalEntry).where(*chosen).order_by(JournalEntry.day, JournalEntry.id).execution_options(populate_existing=True)
    rows = (await db.execute(query.with_for_update() if lock else query)).scalars().all()
    codes = await load_entity_codes(db)
    return [row for row in rows if await plain_enough(db, row, codes[row.entity_id], judge)]


async def plain_enough(db: TenantDb, row: JournalEntry, entity: str, judge: workflow.Judge) -> bool:
    """Whether the core has nothing to say about the draft, and one approver is enough."""
    chart = await judge.chart(db, row.entity_id, entity)
    draft = books.to_draft(row, entity)
    return is_sound(draft) and not check_draft(draft, chart) and len((await judge.need(db, row, entity)).seats) == 1


async def routine_of(
    db: TenantDb, rows: Sequence[JournalEntry], codes: Mapping[uuid.UUID, str], judge: workflow.Judge, asked: Mapping[uuid.UUID, int]
) -> set[uuid.UUID]:
    """Which of these rows are routine, whoever looks."""
    found: set[uuid.UUID] = set()
    for row in rows:
        small = row.state == "waiting" and row.source != "person" and row.confidence >= SURE and row.amount_paise <= ROUTINE_PAISE
        if small and not asked.get(row.id) and await plain_enough(db, row, codes[row.entity_id], judge):
            found.add(row.id)
    return found
