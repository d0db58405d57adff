"""Reconciliations: the list, one with its statement, and its pairs."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, func, select

from qrt.adapters.db.listing import recon_entries as entries
from qrt.adapters.db.listing.base import (
    Row,
    after,
    cut_page,
    digests_in,
    load_entity_codes,
    load_papers_by_digest,
    load_scope,
    place_row,
    write_cursor,
)
from qrt.adapters.db.listing.recon_words import read_in_order, says
from qrt.adapters.db.recon import ITEM_COLUMNS, keys_in
from qrt.adapters.db.recon_standing import load_standing_at
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import (
    Close,
    ReconciliationBreak,
    ReconciliationItem,
    ReconciliationMatch,
    ReconciliationMatchLine,
    ReconciliationReport,
)
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.recon.offers import weigh
from qrt.core.recon.types import Item

_Break, _Item, _Match, _Line = ReconciliationBreak, ReconciliationItem, ReconciliationMatch, ReconciliationMatchLine


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of a report, and in which order.

    tab    decide, accepted, left or right (lines that stand on one side only)
    stage  what found the matches; "" for all
    words  what rows must say; "" for all
    sort   score, amount, difference or day of pairs, age or amount or day of open lines; "-" before it: from the highest down. "" is the order in which people work
    last   pages are cut from the end of the list upwards, each in the list's order: the last rows of a long list are there at once
    """

    tab: str
    stage: str = ""
    words: str = ""
    sort: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class _Order:
    """A column, what it holds, whether the highest comes first, and whether an index has the rows in this order."""

    column: ColumnElement[Any]
    kind: type
    down: bool
    kept: bool = False


async def load_reports(db: TenantDb, quarter: Quarter, entity: str | None) -> list[Row]:
    """All reconciliations of a quarter by entity, kind and subject."""
    scope = await load_scope(db, quarter, entity)
    query = select(ReconciliationReport).where(ReconciliationReport.close_id == scope.close)
    if scope.entity:
        query = query.where(ReconciliationReport.entity_id == scope.entity)
    rows = (await db.execute(query.order_by(ReconciliationReport.kind, ReconciliationReport.subject, ReconciliationReport.id))).scalars().all()
    ids = [row.id for row in rows]
    return await _reports(db, rows, await _stages(db, ids), await entries.count_proposed(db, ids))


async def load_report(db: TenantDb, report_id: uuid.UUID) -> Row:
    """One reconciliation with its counts by stage; no line of it is read. Raises Refused("recon.unknown")."""
    report = await load_known(db, report_id)
    stages = (await _stages(db, [report_id]))[report_id]
    proposed = await entries.count_proposed(db, [report_id])
    (head,) = await _reports(db, [report], {report_id: stages}, proposed)
    drafted = [{"stage": entries.STAGE, "status": "drafted", "count": count, "total_paise": total, "difference_paise": 0} for count, total in proposed.values()]
    return head | {"stages": [*stages, *drafted]} | await _closings(db, report, stages)


async def _closings(db: TenantDb, report: ReconciliationReport, stages: Sequence[Row]) -> Row:
    """Both closings on the report's day, what explains their difference (ours less theirs), and by which run this was made.

    Of the lines only open ones are added up, where no line is of a later day. A difference that nobody agreed with yet explains nothing.
    """
    kept = report.summary.get("balances") or {}
    stated = kept.get("stated_paise", {})
    last = max((day for day in stated if day <= report.as_of.isoformat()), default=None)
    later, moved = await _later(db, report)
    closing = kept.get("closing_books_paise")
    close = (await db.execute(select(Close).where(Close.id == report.close_id))).scalar_one()
    return {
        "quarter": str(Quarter(close.fy_start, close.quarter)),
        "books_closing_paise": None if closing is None else int(closing) - moved,
        "other_closing_paise": stated[last] if last else None,
        "explained_paise": await (_explained_on_the_day(db, report) if later else _explained(db, report, stages)),
        "lines": int(report.summary.get("left_items", 0)) + int(report.summary.get("right_items", 0)),
        "later": later,
        "run": report.summary.get("run"),
        "close_state": close.state,
        "close_run": close.run,
        "replaced": int(report.summary.get("replaced", 0)),
    }


async def _later(db: TenantDb, report: ReconciliationReport) -> tuple[int, int]:
    """Lines of days after the report's, and what those of our side come to."""
    ours = func.coalesce(func.sum(_Item.amount_paise).filter(_Item.side == "left"), 0)
    query = select(func.count(), ours).where(_Item.report_id == report.id, _Item.day > report.as_of)
    count, moved = (await db.execute(query)).one()
    return int(count), int(moved)


async def _explained(db: TenantDb, report: ReconciliationReport, stages: Sequence[Row]) -> int:
    opens = select(_Break.side, func.coalesce(func.sum(_Break.amount_paise), 0)).where(_Break.report_id == report.id, _Break.open)
    between = {side: int(total) for side, total in await db.execute(opens.group_by(_Break.side))}
    gaps = sum(row["difference_paise"] for row in stages if row["status"] not in ("rejected", "suggested"))
    return between.get("left", 0) - between.get("right", 0) + gaps


async def _explained_on_the_day(db: TenantDb, report: ReconciliationReport) -> int:
    """The same where some lines are of later days: a match with one of them was none yet."""
    standing = await load_standing_at(db, report, report.as_of)
    waiting = select(_Match.match).where(_Match.report_id == report.id, _Match.status == "suggested")
    undecided = set((await db.execute(waiting)).scalars())
    ours, theirs = (sum(item.amount for item in side) for side in standing.opened)
    return ours - theirs + sum(each.difference for each in standing.differing if each.match not in undecided)


async def load_rows(db: TenantDb, report_id: uuid.UUID, wanted: Wanted, cursor: str | None, limit: int) -> Row:
    """Pairs to decide (surest first) and behind them lines with an entry that waits, accepted pairs, or lines that stand on one side only (oldest first)."""
    await load_known(db, report_id)
    if wanted.tab in ("left", "right"):
        return await _break_page(db, report_id, wanted, cursor, limit)
    return await (_decide_page if wanted.tab == "decide" else _match_page)(db, report_id, wanted, cursor, limit)


async def load_match(db: TenantDb, report_id: uuid.UUID, match: str) -> Row:
    """One match with its items. Raises Refused("recon.unknown")."""
    query = select(_Match).where(_Match.report_id == report_id, _Match.match == match).execution_options(populate_existing=True)
    row = (await db.execute(query)).scalar_one_or_none()
    if row is None:
        raise Refused("recon.unknown", "There is no such match.")
    return (await load_matches(db, report_id, [row]))[0]


async def load_known(db: TenantDb, report_id: uuid.UUID) -> ReconciliationReport:
    """The report. Raises Refused("recon.unknown")."""
    row = (await db.execute(select(ReconciliationReport).where(ReconciliationReport.id == report_id))).scalar_one_or_none()
    if row is None:
        raise Refused("recon.unknown", "There is no such reconciliation.")
    return row


async def _reports(
    db: TenantDb, rows: Sequence[ReconciliationReport], stages: Mapping[uuid.UUID, Sequence[Row]], proposed: Mapping[uuid.UUID, tuple[int, int]]
) -> list[Row]:
    ids = [row.id for row in rows]
    codes = await load_entity_codes(db)
    counts: defaultdict[uuid.UUID, dict[str, int]] = defaultdict(
        lambda: dict.fromkeys(("auto", "suggested", "accepted", "rejected", "left_open", "right_open", "drafted"), 0)
    )
    for report_id in ids:
        for stage in stages[report_id]:
            counts[report_id][stage["status"]] += stage["count"]
    opens = select(_Break.report_id, _Break.side, func.count()).where(_Break.report_id.in_(ids), _Break.open).group_by(_Break.report_id, _Break.side)
    for report_id, side, count in await db.execute(opens):
        counts[report_id][f"{side}_open"] = count
    for report_id, (count, _) in proposed.items():
        counts[report_id]["drafted"] = count
    return [
        {
            "id": row.id,
            "kind": row.kind,
            "subject": row.subject,
            "entity_code": codes[row.entity_id],
            "as_of": row.as_of,
            "left_total_paise": row.left_total_paise,
            "right_total_paise": row.right_total_paise,
            "difference_paise": row.left_total_paise - row.right_total_paise,
            "counts": counts[row.id],
            "state": _state(counts[row.id]),
        }
        for row in rows
    ]


def _state(counts: Mapping[str, int]) -> str:
    if counts["suggested"] or counts["drafted"]:
        return "to_decide"
    return "open_items" if counts["left_open"] or counts["right_open"] else "decided"


async def _stages(db: TenantDb, ids: Sequence[uuid.UUID]) -> defaultdict[uuid.UUID, list[Row]]:
    """Matches of each report added up by stage and status."""
    by = (_Match.report_id, _Match.stage, _Match.status)
    query = (
        select(*by, func.count(), func.sum(_Match.left_paise), func.sum(_Match.difference_paise)).where(_Match.report_id.in_(ids)).group_by(*by).order_by(*by)
    )
    found: defaultdict[uuid.UUID, list[Row]] = defaultdict(list)
    for report_id, stage, status, count, total, gap in await db.execute(query):
        found[report_id].append({"stage": stage, "status": status, "count": count, "total_paise": int(total), "difference_paise": int(gap)})
    return found


_ENTRIES = "entries:"
"""Before a cursor among the lines with an entry, which stand behind the pairs."""


async def _decide_page(db: TenantDb, report_id: uuid.UUID, wanted: Wanted, cursor: str | None, limit: int) -> Row:
    """What waits for a person: suggested pairs, then open lines for which an entry is proposed."""
    if wanted.stage and wanted.stage != entries.STAGE:
        return await _match_page(db, report_id, wanted, cursor, limit)
    if wanted.last:
        return await _decide_last(db, report_id, wanted, cursor, limit)
    page: Row = {"items": [], "next_cursor": None, "total": 0, "total_paise": 0}
    if not wanted.stage and not (cursor or "").startswith(_ENTRIES):
        page = await _match_page(db, report_id, wanted, cursor, limit)
    if cursor is None:
        count, total = (await entries.count_proposed(db, [report_id], wanted.words)).get(report_id, (0, 0))
        page |= {"total": page["total"] + count, "total_paise": page["total_paise"] + total}
    elif cursor.startswith(_ENTRIES):
        page |= {"total": None, "total_paise": None}
    room = limit - len(page["items"])
    if page["next_cursor"] is not None:
        return page
    place = cursor.removeprefix(_ENTRIES) or None if cursor and cursor.startswith(_ENTRIES) else None
    rows, more = cut_page(await entries.load_proposed(db, report_id, wanted.words, place, room), room)
    shown = await _entry_rows(db, report_id, rows)
    behind = entries.cursor_of(rows[-1][0]) if rows else ""
    return page | {"items": [*page["items"], *shown], "next_cursor": _ENTRIES + behind if more else None}


_PAIRS = "pairs:"
"""The cursor between the lines with an entry and the pairs above them, on the way up."""


async def _decide_last(db: TenantDb, report_id: uuid.UUID, wanted: Wanted, cursor: str | None, limit: int) -> Row:
    """The same from its end: lines with an entry, then the pairs above them."""
    page: Row = {"items": [], "next_cursor": None, "total": None, "total_paise": None}
    if cursor is None or cursor.startswith(_ENTRIES):
        place = cursor.removeprefix(_ENTRIES) if cursor else None
        rows, more = cut_page(await entries.load_proposed(db, report_id, wanted.words, place, limit, last=True), limit)
        page["items"] = await _entry_rows(db, report_id, rows[::-1])
        if more or wanted.stage or len(rows) == limit:
            return page | {"next_cursor": _ENTRIES + entries.cursor_of(rows[-1][0]) if more else None if wanted.stage else _PAIRS}
        cursor = _PAIRS
    above = await _match_page(db, report_id, wanted, None if cursor == _PAIRS else cursor, limit - len(page["items"]))
    return page | {"items": [*above["items"], *page["items"]], "next_cursor": above["next_cursor"]}


async def _entry_rows(db: TenantDb, report_id: uuid.UUID, rows: Sequence[Any]) -> list[Row]:
    """Lines with the entry that waits for them, as rows of pairs: the entry is what our side will have."""
    report = await load_known(db, report_id)
    items = await load_items(db, report_id, [("right", row.item) for row, _ in rows])
    told = {"stage": entries.STAGE, "status": "drafted", "difference_paise": 0}
    return [_break_row(row, "right", items.get(("right", row.item)), None, entries.entry_row(entry, report.subject)) | told for row, entry in rows]


async def _match_page(db: TenantDb, report_id: uuid.UUID, wanted: Wanted, cursor: str | None, limit: int) -> Row:
    statuses = ("suggested",) if wanted.tab == "decide" else ("auto", "accepted")
    chosen: list[ColumnElement[bool]] = [_Match.report_id == report_id, _Match.status.in_(statuses)]
    if wanted.stage:
        chosen.append(_Match.stage == wanted.stage)
    # Plain columns, all the same way: a condition on an expression is no condition of an index behind the wall.
    name, down = _read_sort(wanted.sort, "-score")
    orders = {
        "score": _Order(_Match.score, float, down, kept=True),
        "amount": _Order(func.abs(_Match.left_paise, type_=BigInteger()), int, down),
        "difference": _Order(func.abs(_Match.difference_paise, type_=BigInteger()), int, down),
        "day": _Order(_Match.day, date, down),
    }
    order = orders.get(name) or _Order(_Match.score, float, True, kept=True)
    found, sums = await _cut(db, _Match, _Match.left_paise, chosen, wanted, order, cursor, limit)
    rows, behind = _page_of(found, wanted, limit)
    return {
        "items": await load_matches(db, report_id, [row for row, _ in rows]),
        "next_cursor": behind,
        **_sums(sums),
    }


def _read_sort(sort: str, usual: str) -> tuple[str, bool]:
    """Name of an order, and whether the highest comes first."""
    said = sort or usual
    return said.removeprefix("-"), said.startswith("-")


async def _cut(
    db: TenantDb,
    table: type[ReconciliationMatch | ReconciliationBreak],
    amount: ColumnElement[int],
    chosen: Sequence[ColumnElement[bool]],
    wanted: Wanted,
    order: _Order,
    cursor: str | None,
    limit: int,
) -> tuple[Sequence[Any], Sequence[Any] | None]:
    """limit + 1 rows of a list as they are come to, each with what it is sorted by, and on its first page from the start how many and how much the whole list is."""
    all_of_them = [*chosen, *says(table.said, wanted.words)]
    by = (order.column, table.id)
    down = order.down != wanted.last
    behind = after(cursor, by, (order.kind, uuid.UUID), descending=down)
    query = select(table, order.column).where(*all_of_them).order_by(*(column.desc() if down else column for column in by)).limit(limit + 1)
    await read_in_order(db, on=bool(wanted.words) and order.kept)
    found = (await db.execute(query if behind is None else query.where(behind))).all()
    await read_in_order(db, on=False)
    if behind is not None or wanted.last:
        return found, None
    if len(found) <= limit:
        return found, (len(found), sum(row[0].left_paise if isinstance(row[0], ReconciliationMatch) else row[0].amount_paise for row in found))
    return found, (await db.execute(select(func.count(), func.coalesce(func.sum(amount), 0)).where(*all_of_them))).one()


def _page_of(found: Sequence[Any], wanted: Wanted, limit: int) -> tuple[Sequence[Any], str | None]:
    """The page out of what `_cut` gave, in the list's order, and the cursor of the next one."""
    rows, more = cut_page(found, limit)
    return rows[::-1] if wanted.last else rows, write_cursor([rows[-1][1], rows[-1][0].id]) if more else None


def _sums(sums: Sequence[Any] | None) -> Row:
    """How many and how much the whole list is; only its first page says."""
    return {"total": None, "total_paise": None} if sums is None else {"total": int(sums[0]), "total_paise": int(sums[1])}


async def load_matches(db: TenantDb, report_id: uuid.UUID, rows: Sequence[ReconciliationMatch]) -> list[Row]:
    """Matches with their items, in the order given."""
    parts: defaultdict[uuid.UUID, list[tuple[str, str]]] = defaultdict(list)
    query = select(_Line.match_id, _Line.side, _Line.item).where(_Line.match_id.in_([row.id for row in rows])).order_by(_Line.side, _Line.item)
    for match_id, side, item in await db.execute(query):
        parts[match_id].append((side, item))
    items = await load_items(db, report_id, [each for found in parts.values() for each in found])
    return [
        {
            "id": row.match,
            "type": "match",
            "left": [items[each] for each in parts[row.id] if each[0] == "left" and each in items],
            "right": [items[each] for each in parts[row.id] if each[0] == "right" and each in items],
            "difference_paise": row.difference_paise,
            "stage": row.stage,
            "status": row.status,
            "score": row.score,
            "margin": row.margin,
            "reasons": [{"text": reason["text"], "weight": reason["weight"]} for reason in row.reasons],
            "why_not": "",
            "nearest": None,
            "age_days": None,
            "version": row.version,
            "entry": None,
        }
        for row in rows
    ]


async def _break_page(db: TenantDb, report_id: uuid.UUID, wanted: Wanted, cursor: str | None, limit: int) -> Row:
    side = wanted.tab
    chosen = [_Break.report_id == report_id, _Break.side == side, _Break.open]
    name, down = _read_sort(wanted.sort, "-age")
    orders = {
        "age": _Order(_Break.age_days, int, down, kept=True),
        # The older a line, the earlier its day.
        "day": _Order(_Break.age_days, int, not down, kept=True),
        "amount": _Order(func.abs(_Break.amount_paise, type_=BigInteger()), int, down),
    }
    order = orders.get(name) or _Order(_Break.age_days, int, True, kept=True)
    found, sums = await _cut(db, _Break, _Break.amount_paise, chosen, wanted, order, cursor, limit)
    rows, behind = _page_of(found, wanted, limit)
    other = "right" if side == "left" else "left"
    items = await load_items(db, report_id, [(side, row.item) for row, _ in rows] + [(other, row.nearest) for row, _ in rows if row.nearest])
    booked = await entries.load_entries(db, await load_known(db, report_id), [row.item for row, _ in rows]) if side == "right" else {}
    return {
        "items": [_break_row(row, side, items.get((side, row.item)), items.get((other, row.nearest)), booked.get(row.item)) for row, _ in rows],
        "next_cursor": behind,
        **_sums(sums),
    }


def _break_row(row: ReconciliationBreak, side: str, item: Row | None, nearest: Row | None, entry: Row | None) -> Row:
    mine = [item] if item else []
    amount = item["amount_paise"] if item else 0
    return {
        "id": str(row.id),
        "type": "break",
        "left": mine if side == "left" else [],
        "right": mine if side == "right" else [],
        "difference_paise": amount if side == "left" else -amount,
        "stage": "",
        "status": "open",
        "score": None,
        "margin": None,
        "reasons": _against(item, nearest) if item and nearest else [],
        "why_not": row.why_not,
        "nearest": nearest,
        "age_days": row.age_days,
        "version": 1,
        "entry": entry,
    }


def _against(item: Row, nearest: Row) -> list[Row]:
    """What speaks for the nearest line and against it, in signed parts: the same by which an open line is offered."""
    kept = ("item", "day", "amount_paise", "reference", "narration", "party")
    one, other = (Item(*(each[name] for name in kept), labels=each["labels"]) for each in (item, nearest))
    return [{"text": reason.text, "weight": reason.weight} for reason in weigh(one, other).reasons]


async def load_items(db: TenantDb, report_id: uuid.UUID, wanted: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Row]:
    """Items of both sides by side and id."""
    if not wanted:
        return {}
    columns = (getattr(_Item, name) for name in ITEM_COLUMNS)
    rows = (await db.execute(select(*columns).where(_Item.report_id == report_id, keys_in(_Item.side, _Item.item, wanted)))).all()
    papers = await load_papers_by_digest(db, digests_in([row.place for row in rows]))
    return {(row.side, row.item): _item(row, papers) for row in rows}


def _item(row: Any, papers: Mapping[str, Any]) -> Row:
    return {
        "item": row.item,
        "side": row.side,
        "day": row.day,
        "amount_paise": row.amount_paise,
        "reference": row.reference,
        "narration": row.narration,
        "party": row.party,
        "place": place_row(row.place, papers),
        "taxes": {name: int(amount) for name, amount in row.taxes.items()},
        "labels": {name: str(label) for name, label in row.labels.items()},
    }
