"""Entries that book open lines of the other side: what is proposed for a line, by a rule or a person, and how far each is."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, String, and_, any_, cast, func, or_, select
from sqlalchemy.orm import join

from qrt.adapters.db.listing.base import Row, after, write_cursor
from qrt.adapters.db.listing.recon_words import says
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import JournalEntry, Period, ReconciliationBreak, ReconciliationReport
from qrt.core.journals.breaks import key_of_line

STAGE = "new_entry"
"""What stands in the place of a stage where an entry is proposed and no match."""

PROPOSED = ("draft", "waiting", "returned")
"""States of an entry that a person has still to decide on."""

_Break, _Report, _Entry = ReconciliationBreak, ReconciliationReport, JournalEntry
_PREFIX = func.concat(_Report.kind, ":", _Report.subject, "/")
_ITEM = func.split_part(func.substr(_Entry.key, func.length(_PREFIX) + 1), "#", 1)
_WAITS = and_(_Entry.period_id == Period.id, _Entry.state.in_(PROPOSED), func.starts_with(_Entry.key, _PREFIX))
_OPEN = and_(_Break.report_id == _Report.id, _Break.side == "right", _Break.item == _ITEM, _Break.open)
_WAITING = join(join(join(_Report, Period, Period.entity_id == _Report.entity_id), _Entry, _WAITS), _Break, _OPEN)
"""Reconciliations with their open lines and the entry that waits for each. Periods lead to what waits: the index of entries begins with them."""


async def count_proposed(db: TenantDb, reports: Sequence[uuid.UUID], words: str = "") -> Mapping[uuid.UUID, tuple[int, int]]:
    """Of each reconciliation how many open lines have an entry that waits, and what those lines come to; those without any are left out."""
    query = select(_Report.id, func.count(), func.sum(_Break.amount_paise)).select_from(_WAITING).where(_Report.id.in_(reports))
    found = await db.execute(query.where(*says(_Break.said, words)).group_by(_Report.id))
    return {report: (int(count), int(total)) for report, count, total in found}


async def load_proposed(db: TenantDb, report_id: uuid.UUID, words: str, cursor: str | None, limit: int, *, last: bool = False) -> Sequence[Any]:
    """Open lines with the entry that waits for each: limit + 1 rows (break, entry), oldest first; with `last` from the end of that order upwards."""
    order = (_Break.age_days, _Break.id)
    behind = after(cursor, order, (int, uuid.UUID), descending=not last)
    query = select(_Break, _Entry).select_from(_WAITING).where(_Report.id == report_id, *says(_Break.said, words))
    query = query.order_by(*(column if last else column.desc() for column in order)).limit(limit + 1)
    return (await db.execute(query if behind is None else query.where(behind))).all()


def cursor_of(row: ReconciliationBreak) -> str:
    """Where the page behind this line begins."""
    return write_cursor([row.age_days, row.id])


async def load_entries(db: TenantDb, report: ReconciliationReport, items: Sequence[str]) -> Mapping[str, Row]:
    """The entry that books each of these lines of the other side, whatever its state; lines whose entries were dropped are left out."""
    if not items:
        return {}
    keys = {key_of_line(report.kind, report.subject, item): item for item in items}
    mine = select(_Entry).where(_Entry.entity_id == report.entity_id)
    found = list((await db.execute(mine.where(_Entry.key == any_(cast(list(keys), ARRAY(String)))))).scalars())
    # A line whose entry was dropped may have another one, under a number.
    again = [_Entry.key.startswith(f"{row.key}#", autoescape=True) for row in found if row.state == "dropped"]
    if again:
        found += (await db.execute(mine.where(or_(*again)).order_by(_Entry.id))).scalars()
    return {keys[_first_key(row.key, keys)]: entry_row(row, report.subject) for row in found if row.state != "dropped"}


def entry_row(row: JournalEntry, own: str) -> Row:
    """What a line says of its entry: `ledger` is the account beside `own`, "" where its legs are in the books by now."""
    others = [str(line["ledger"]) for line in row.draft_lines if line["ledger"] != own]
    several = f"{len(others)} accounts" if len(others) > 1 else ""
    return {"id": row.id, "state": row.state, "number": row.number or "", "ledger": several or "".join(others), "by_rule": row.maker_id is None}


def _first_key(key: str, keys: Mapping[str, str]) -> str:
    return key if key in keys else key.rpartition("#")[0]
