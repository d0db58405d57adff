"""Reconciliations: the list, one with its statement, and its pairs."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select

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
from qrt.adapters.db.listing.recon_words import find_lines
from qrt.adapters.db.recon import ITEM_COLUMNS, keys_in
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


async def load_reports(db: TenantDb, quarter: Quarter, entity: str | None) -> list[Row]:
    """All reconciliations of a quarter by entity, kind and subject."""
    scope = await load_scope(db, quarter, entity)
    query = select(ReconciliationReport).where(ReconciliationReport.close_id == scope.close)
    if scope.entity:
        query = query.where(ReconciliationReport.entity_id == scope.entity)
    rows = (await db.execute(query.order_by(ReconciliationReport.kind, ReconciliationReport.subject, ReconciliationReport.id))).scalars().all()
    return await _reports(db, rows, await _stages(db, [row.id for row in rows]))


async def load_report(db: TenantDb, report_id: uuid.UUID) -> Row:
    """One reconciliation with its counts by stage; no line of it is read. Raises Refused("recon.unknown")."""
    report = await load_known(db, report_id)
    stages = (await _stages(db, [report_id]))[report_id]
    (head,) = await _reports(db, [report], {report_id: stages})
    return head | {"stages": stages} | await _closings(db, report, stages)


async def _closings(db: TenantDb, report: ReconciliationReport, stages: Sequence[Row]) -> Row:
    """Both closings, what explains their difference, and by which run this was made. Of the lines only open ones are added up."""
    kept = report.summary.get("balances") or {}
    stated = kept.get("stated_paise", {})
    last = max((day for day in stated if day <= report.as_of.isoformat()), default=None)
    opens = select(_Break.side, func.coalesce(func.sum(_Break.amount_paise), 0)).where(_Break.report_id == report.id, _Break.open)
    between = {side: int(total) for side, total in await db.execute(opens.group_by(_Break.side))}
    gaps = sum(row["difference_paise"] for row in stages if row["status"] != "rejected")
    lines = (await db.execute(select(func.count()).select_from(_Item).where(_Item.report_id == report.id))).scalar_one()
    close = (await db.execute(select(Close).where(Close.id == report.close_id))).scalar_one()
    return {
        "quarter": str(Quarter(close.fy_start, close.quarter)),
        "books_closing_paise": kept.get("closing_books_paise"),
        "other_closing_paise": stated[last] if last else None,
        "explained_paise": between.get("right", 0) - between.get("left", 0) - gaps,
        "lines": lines,
        "run": report.summary.get("run"),
        "close_state": close.state,
        "close_run": close.run,
        "replaced": int(report.summary.get("replaced", 0)),
    }


async def load_rows(db: TenantDb, report_id: uuid.UUID, tab: str, stage: str | None, words: str | None, cursor: str | None, limit: int) -> Row:
    """Pairs to decide (surest first), accepted pairs, or lines that stand on one side only (oldest first)."""
    await load_known(db, report_id)
    if tab in ("left", "right"):
        return await _break_page(db, report_id, tab, words, cursor, limit)
    return await _match_page(db, report_id, ("suggested",) if tab == "decide" else ("auto", "accepted"), stage, words, cursor, limit)


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


async def _reports(db: TenantDb, rows: Sequence[ReconciliationReport], stages: Mapping[uuid.UUID, Sequence[Row]]) -> list[Row]:
    ids = [row.id for row in rows]
    codes = await load_entity_codes(db)
    counts: defaultdict[uuid.UUID, dict[str, int]] = defaultdict(
        lambda: dict.fromkeys(("auto", "suggested", "accepted", "rejected", "left_open", "right_open"), 0)
    )
    for report_id in ids:
        for stage in stages[report_id]:
            counts[report_id][stage["status"]] += stage["count"]
    opens = select(_Break.report_id, _Break.side, func.count()).where(_Break.report_id.in_(ids), _Break.open).group_by(_Break.report_id, _Break.side)
    for report_id, side, count in await db.execute(opens):
        counts[report_id][f"{side}_open"] = count
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
    if counts["suggested"]:
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


async def _match_page(
    db: TenantDb, report_id: uuid.UUID, statuses: tuple[str, ...], stage: str | None, words: str | None, cursor: str | None, limit: int
) -> Row:
    chosen: list[ColumnElement[bool]] = [_Match.report_id == report_id, _Match.status.in_(statuses)]
    if stage:
        chosen.append(_Match.stage == stage)
    if words:
        # Lines first, then the matches that use one of them: asked for every match, the words would be looked for in each line many times.
        lines = await find_lines(db, report_id, words)
        said = keys_in(_Line.side, _Line.item, lines.keys) if lines.few else lines.same_as(_Line.side, _Line.item)
        chosen.append(_Match.id.in_(select(_Line.match_id).where(said)))
    # Plain columns, both the same way: a condition on an expression is no condition of an index behind the wall.
    order = (_Match.score, _Match.id)
    behind = after(cursor, order, (float, uuid.UUID), descending=True)
    query = select(_Match).where(*chosen).order_by(*(column.desc() for column in order)).limit(limit + 1)
    if behind is not None:
        found, sums = (await db.execute(query.where(behind))).scalars().all(), None
    elif words:
        # Counted in the same breath: looking for the words is what costs.
        both = (await db.execute(query.add_columns(func.count().over(), func.sum(_Match.left_paise).over()))).all()
        found, sums = [row[0] for row in both], both[0][1:] if both else (0, 0)
    else:
        found = (await db.execute(query)).scalars().all()
        sums = (await db.execute(select(func.count(), func.coalesce(func.sum(_Match.left_paise), 0)).where(*chosen))).one()
    rows, more = cut_page(found, limit)
    return {
        "items": await load_matches(db, report_id, rows),
        "next_cursor": write_cursor([rows[-1].score, rows[-1].id]) if more else None,
        **_sums(sums),
    }


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
        }
        for row in rows
    ]


async def _break_page(db: TenantDb, report_id: uuid.UUID, side: str, words: str | None, cursor: str | None, limit: int) -> Row:
    chosen = [_Break.report_id == report_id, _Break.side == side, _Break.open]
    if words:
        lines = await find_lines(db, report_id, words, side)
        chosen.append(_Break.item.in_([item for _, item in lines.keys]) if lines.few else lines.same_as(_Break.side, _Break.item))
    order = (_Break.age_days, _Break.id)
    behind = after(cursor, order, (int, uuid.UUID), descending=True)
    query = select(_Break).where(*chosen).order_by(*(column.desc() for column in order)).limit(limit + 1)
    found = (await db.execute(query if behind is None else query.where(behind))).scalars().all()
    counted = select(func.count(), func.coalesce(func.sum(_Break.amount_paise), 0)).where(*chosen)
    sums = (await db.execute(counted)).one() if behind is None else None
    rows, more = cut_page(found, limit)
    other = "right" if side == "left" else "left"
    wanted = [(side, row.item) for row in rows] + [(other, row.nearest) for row in rows if row.nearest]
    items = await load_items(db, report_id, wanted)
    return {
        "items": [_break_row(row, side, items.get((side, row.item)), items.get((other, row.nearest))) for row in rows],
        "next_cursor": write_cursor([rows[-1].age_days, rows[-1].id]) if more else None,
        **_sums(sums),
    }


def _break_row(row: ReconciliationBreak, side: str, item: Row | None, nearest: Row | None) -> Row:
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
