"""Reconciliation reports with their items, matches and breaks."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, false, func, literal, or_, select, union_all
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute

from qrt.adapters.db.bulk import insert_rows
from qrt.adapters.db.places import place_json, to_place
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import (
    Entity,
    ReconciliationBreak,
    ReconciliationItem,
    ReconciliationMatch,
    ReconciliationMatchLine,
    ReconciliationReport,
    uuid7,
)
from qrt.core.base.canonical import plain
from qrt.core.base.money import Paise
from qrt.core.recon.engine.held import HELD, WAITS
from qrt.core.recon.rule_habits import HeldCount
from qrt.core.recon.search import search_text
from qrt.core.recon.types import Allocation, Break, Item, Match, MatchStatus, Reason, Reconciliation, ReconciliationKind, Side, Stage


async def save_report(
    db: TenantDb,
    close_id: uuid.UUID,
    entity_id: uuid.UUID,
    result: Reconciliation,
    summary: dict[str, Any],
    digest: str,
    accepted: Mapping[str, str] | None = None,
) -> uuid.UUID:
    """Replace the report of this subject with a new result and return its id, which stays the same between runs.

    accepted  id of each match that the run accepted without a person -> why a person is asked to look at it, "" where nobody is
    """
    values = {
        "as_of": result.as_of,
        "left_total_paise": sum(item.amount for item in result.left if item.day <= result.as_of),
        "right_total_paise": sum(item.amount for item in result.right if item.day <= result.as_of),
        "summary": plain(summary),
        "digest": digest,
    }
    statement = insert(ReconciliationReport).values(close_id=close_id, entity_id=entity_id, kind=result.kind.value, subject=result.subject, **values)
    saved = statement.on_conflict_do_update(index_elements=["tenant_id", "close_id", "entity_id", "kind", "subject"], set_=values)
    report_id: uuid.UUID = (await db.execute(saved.returning(ReconciliationReport.id))).scalar_one()
    for table in (ReconciliationMatch, ReconciliationBreak, ReconciliationItem):
        await db.execute(delete(table).where(table.report_id == report_id))
    sides = ((Side.LEFT, result.left), (Side.RIGHT, result.right))
    await insert_rows(db, ReconciliationItem, [item_row(report_id, side, item) for side, items in sides for item in items])
    kept = accepted or {}

    def automatic(match: Match) -> dict[str, Any]:
        return {"automatic": match.id in kept, "sampled": str(kept.get(match.id, ""))}

    made = [(uuid7(), match) for match in result.matches]
    lines = {(side, item.id): item for side, items in sides for item in items}
    await insert_rows(db, ReconciliationMatch, [match_row(report_id, match_id, match, lines) | automatic(match) for match_id, match in made])
    await insert_rows(db, ReconciliationMatchLine, [line for match_id, match in made for line in line_rows(match_id, match)])
    await insert_rows(db, ReconciliationBreak, [break_row(report_id, each, lines[each.side, each.item]) for each in result.breaks])
    return report_id


def item_row(report_id: uuid.UUID, side: Side, item: Item) -> dict[str, Any]:
    """One item as a row."""
    return {
        "report_id": report_id,
        "side": side.value,
        "item": item.id,
        "day": item.day,
        "amount_paise": item.amount,
        "reference": item.reference,
        "narration": item.narration,
        "party": item.party,
        "place": place_json(item.place),
        "taxes": dict(item.taxes),
        "labels": dict(item.labels),
    }


def match_row(report_id: uuid.UUID, match_id: uuid.UUID, match: Match, lines: Mapping[tuple[Side, str], Item]) -> dict[str, Any]:
    """One match as a row, without who decided and whether it was automatic."""
    used = [lines[part.side, part.item] for part in match.allocations]
    theirs = [item.day for part, item in zip(match.allocations, used, strict=True) if part.side is Side.RIGHT]
    return {
        "id": match_id,
        "report_id": report_id,
        "match": match.id,
        "stage": match.stage.value,
        "status": match.status.value,
        "score": match.score,
        "margin": match.margin,
        "difference_paise": match.difference,
        "reasons": plain(match.reasons),
        "earlier": [status.value for status in match.earlier],
        "left_paise": sum(part.amount for part in match.allocations if part.side is Side.LEFT),
        "day": min(theirs or [item.day for item in used]),
        "said": search_text(used),
    }


def line_rows(match_id: uuid.UUID, match: Match) -> list[dict[str, Any]]:
    """What a match uses, as rows."""
    return [{"match_id": match_id, "side": part.side.value, "item": part.item, "allocated_paise": part.amount} for part in match.allocations]


def break_row(report_id: uuid.UUID, each: Break, item: Item) -> dict[str, Any]:
    """One break as a row, with its item's amount and what it says."""
    about = {"nearest": each.nearest, "why_not": each.why_not, "age_days": each.age_days, "amount_paise": item.amount, "said": search_text([item])}
    return {"report_id": report_id, "side": each.side.value, "item": each.item} | about


def keys_in(side: InstrumentedAttribute[str], item: InstrumentedAttribute[str], keys: Iterable[tuple[str, str]]) -> ColumnElement[bool]:
    """That a row is about one of these lines, by side and item. Two lists: a condition for each line would cost more to plan than to answer."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for each, name in keys:
        names[str(each)].append(name)
    return or_(false(), *((side == each) & item.in_(sorted(found)) for each, found in names.items()))


def to_item(row: ReconciliationItem | Any) -> Item:
    """A row as the core's item; a plain row has the columns under their names."""
    return Item(
        id=row.item,
        day=row.day,
        amount=Paise(row.amount_paise),
        reference=row.reference,
        narration=row.narration,
        party=row.party,
        place=to_place(row.place),
        taxes={name: Paise(amount) for name, amount in row.taxes.items()},
        labels=dict(row.labels),
    )


def to_match(row: ReconciliationMatch | Any, parts: Iterable[Allocation]) -> Match:
    """A row and its lines as the core's match."""
    return Match(
        id=row.match,
        stage=Stage(row.stage),
        allocations=tuple(parts),
        score=row.score,
        margin=row.margin,
        status=MatchStatus(row.status),
        reasons=tuple(Reason(each["text"], each["weight"]) for each in row.reasons),
        difference=Paise(row.difference_paise),
        earlier=tuple(MatchStatus(each) for each in row.earlier),
    )


async def load_reports(db: TenantDb, close_id: uuid.UUID) -> list[ReconciliationReport]:
    """The close's reports by kind and subject."""
    query = select(ReconciliationReport).where(ReconciliationReport.close_id == close_id)
    return list((await db.execute(query.order_by(ReconciliationReport.kind, ReconciliationReport.subject, ReconciliationReport.entity_id))).scalars())


async def load_open_lines(db: TenantDb, close_id: uuid.UUID, kind: ReconciliationKind) -> list[tuple[str, str, list[tuple[Side, Item]]]]:
    """Entity, subject and open lines of each reconciliation of a kind, as people left them."""
    reports = select(ReconciliationReport, Entity.code).join(Entity, Entity.id == ReconciliationReport.entity_id)
    mine = reports.where(ReconciliationReport.close_id == close_id, ReconciliationReport.kind == kind.value)
    same = and_(
        ReconciliationBreak.report_id == ReconciliationItem.report_id,
        ReconciliationBreak.side == ReconciliationItem.side,
        ReconciliationBreak.item == ReconciliationItem.item,
        ReconciliationBreak.open,
    )
    found: list[tuple[str, str, list[tuple[Side, Item]]]] = []
    for report, entity in (await db.execute(mine.order_by(Entity.code, ReconciliationReport.subject))).all():
        rows = await db.execute(select(ReconciliationItem).join(ReconciliationBreak, same).where(ReconciliationItem.report_id == report.id))
        found.append((entity, report.subject, [(Side(row.side), to_item(row)) for row in rows.scalars()]))
    return found


async def count_held(db: TenantDb, report_id: uuid.UUID) -> list[HeldCount]:
    """Matches of a report that people decide, or have decided, because of their difference, counted without loading them."""
    _Match = ReconciliationMatch
    of_ours = func.abs(_Match.difference_paise) * Decimal(100) / func.greatest(func.abs(_Match.left_paise), 1)
    counts = [
        select(literal(reason), _Match.status, func.count(), func.max(of_ours))
        # Most matches have no difference, and what they say of themselves need not be read.
        .where(_Match.report_id == report_id, _Match.status != MatchStatus.AUTO.value, _Match.difference_paise != 0)
        .where(_Match.reasons.contains([{"text": words}]))
        # What waits for more than its difference would wait under a rule too.
        .where(or_(_Match.status != MatchStatus.SUGGESTED.value, ~_Match.reasons.contains([{"text": WAITS}])))
        .group_by(_Match.status)
        for reason, words in HELD.items()
    ]
    return [HeldCount(reason, MatchStatus(status), count, percent) for reason, status, count, percent in await db.execute(union_all(*counts))]


ITEM_COLUMNS = ("side", "item", "day", "amount_paise", "reference", "narration", "party", "place", "taxes", "labels")
_MATCH_COLUMNS = ("id", "match", "stage", "status", "score", "margin", "difference_paise", "reasons", "earlier")


async def load_result(db: TenantDb, report: ReconciliationReport) -> Reconciliation:
    """A saved report as the core's value, items in the order of side, day and id.

    Plain columns: a hundred thousand lines as mapped objects cost more than all that is done with them.
    """
    _Break, _Item, _Match, _Line = ReconciliationBreak, ReconciliationItem, ReconciliationMatch, ReconciliationMatchLine
    sides: dict[str, list[Item]] = {"left": [], "right": []}
    ordered = select(*(getattr(_Item, name) for name in ITEM_COLUMNS)).where(_Item.report_id == report.id).order_by(_Item.day, _Item.item)
    for row in await db.execute(ordered):
        sides[row.side].append(to_item(row))
    parts: defaultdict[uuid.UUID, list[Allocation]] = defaultdict(list)
    mine = select(_Match.id).where(_Match.report_id == report.id)
    lines = select(_Line.match_id, _Line.side, _Line.item, _Line.allocated_paise).where(_Line.match_id.in_(mine)).order_by(_Line.side, _Line.item)
    for match_id, side, item, amount in await db.execute(lines):
        parts[match_id].append(Allocation(Side(side), item, Paise(amount)))
    matches = await db.execute(select(*(getattr(_Match, name) for name in _MATCH_COLUMNS)).where(_Match.report_id == report.id).order_by(_Match.match))
    columns = (_Break.side, _Break.item, _Break.nearest, _Break.why_not, _Break.age_days)
    breaks = await db.execute(select(*columns).where(_Break.report_id == report.id, _Break.open).order_by(_Break.side, _Break.item))
    return Reconciliation(
        kind=ReconciliationKind(report.kind),
        subject=report.subject,
        as_of=report.as_of,
        left=tuple(sides["left"]),
        right=tuple(sides["right"]),
        matches=tuple(to_match(row, parts[row.id]) for row in matches),
        breaks=tuple(Break(Side(side), item, nearest, why_not, age) for side, item, nearest, why_not, age in breaks),
    )
