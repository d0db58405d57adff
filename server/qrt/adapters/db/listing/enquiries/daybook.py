"""The day book: every posted voucher between two days, in the order of days and of posting."""

import uuid
from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import text

from qrt.adapters.db.listing.base import Row, read_cursor, write_cursor
from qrt.adapters.db.listing.enquiries.span import Span, load_entities
from qrt.adapters.db.session import TenantDb

_BOOKED = "j.state in ('posted', 'reversed')"

# One entity after the other, each out of its own index, so that a page costs a page at any size.
_PAGE = """
    select j.*, e.code as entity_code from entities e cross join lateral (
        select j.id, j.day, j.entity_id, coalesce(j.number, '') as number, j.imported_number, j.kind, j.state, j.party, j.narration, j.reference, j.branch, j.amount_paise
        from journal_entries j
        where j.entity_id = e.id and j.day between :first and :last and j.state in ('posted', 'reversed') {narrowed} {behind}
        order by j.day, j.id limit :limit
    ) j
    where e.id = any(:entities) order by j.day, j.id limit :limit
"""
_BEHIND = "and (j.day, j.id) > (cast(:day as date), cast(:id as uuid))"


def _narrowed(span: Span, kind: str | None) -> tuple[str, dict[str, Any]]:
    parts, values = [], dict[str, Any]()
    if span.branch is not None:
        parts.append("and j.branch = :branch")
    if span.cost_centre is not None:
        parts.append("and exists (select from journal_lines l where l.entry_id = j.id and l.cost_centre = :cost_centre)")
    if kind is not None:
        parts.append("and j.kind = :kind")
        values["kind"] = kind
    return " ".join(parts), values | span.values()


async def load_day_book(db: TenantDb, entity: str | None, span: Span, kind: str | None, cursor: str | None, limit: int) -> Row:
    """A page of the day book. How many vouchers there are and what they amount to stands on the first page."""
    entities = [row.id for row in await load_entities(db, entity)]
    behind = tuple(read_cursor(cursor, (date, uuid.UUID))) if cursor else None
    rows, more = await _rows(db, entities, span, kind, behind, limit)
    total, total_paise = (None, None) if cursor else await _totals(db, entities, span, kind)
    return {
        "items": [dict(row._mapping) for row in rows],
        "next_cursor": write_cursor([rows[-1].day, rows[-1].id]) if more else None,
        "total": total,
        "total_paise": total_paise,
    }


async def stream_day_book(db: TenantDb, entity: str | None, span: Span, kind: str | None, size: int = 5000) -> AsyncIterator[list[Row]]:
    """All vouchers of the span with their lines, some thousand at a time."""
    entities = [row.id for row in await load_entities(db, entity)]
    behind: tuple[Any, ...] | None = None
    while True:
        rows, more = await _rows(db, entities, span, kind, behind, size)
        if rows:
            yield await _with_lines(db, rows)
        if not more:
            return
        behind = (rows[-1].day, rows[-1].id)


_LINES = """
    select l.entry_id, a.name as ledger, l.amount_paise, l.cost_centre from journal_lines l join ledger_accounts a on a.id = l.ledger_id
    where l.entry_id = any(:ids) order by l.entry_id, l.position
"""


async def _with_lines(db: TenantDb, rows: Sequence[Any]) -> list[Row]:
    lines: dict[uuid.UUID, list[Row]] = {}
    for line in (await db.execute(text(_LINES), {"ids": [row.id for row in rows]})).all():
        lines.setdefault(line.entry_id, []).append({"ledger": line.ledger, "amount_paise": line.amount_paise, "cost_centre": line.cost_centre})
    return [dict(row._mapping) | {"lines": lines.get(row.id, [])} for row in rows]


async def _rows(
    db: TenantDb, entities: Sequence[uuid.UUID], span: Span, kind: str | None, behind: tuple[Any, ...] | None, limit: int
) -> tuple[Sequence[Any], bool]:
    narrowed, values = _narrowed(span, kind)
    values |= {"entities": list(entities), "first": span.first, "last": span.last, "limit": limit + 1}
    if behind:
        values |= {"day": behind[0], "id": behind[1]}
    rows = (await db.execute(text(_PAGE.format(narrowed=narrowed, behind=_BEHIND if behind else "")), values)).all()
    return rows[:limit], len(rows) > limit


async def _totals(db: TenantDb, entities: Sequence[uuid.UUID], span: Span, kind: str | None) -> tuple[int, int]:
    narrowed, values = _narrowed(span, kind)
    values |= {"entities": list(entities), "first": span.first, "last": span.last}
    query = f"select count(*), coalesce(sum(j.amount_paise), 0)::bigint from journal_entries j where j.entity_id = any(:entities) and j.day between :first and :last and {_BOOKED} {narrowed}"
    row = (await db.execute(text(query), values)).one()
    return int(row[0]), int(row[1])
