"""A question about one line, answered from what the reconciliation keeps: it needs no model, changes nothing, and whoever may read the line may ask."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ARRAY, UUID, and_, any_, cast, or_, select
from sqlalchemy.orm import aliased

from qrt.adapters.db.bench import load_open_near
from qrt.adapters.db.recon import to_item, to_match
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
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.recon.answers import Past, candidates_words, party_words, why_words
from qrt.core.recon.offers import Offer, rank_offers
from qrt.core.recon.types import Allocation, Break, Match, Side

PAST_SEEN = 200
"""Other lines of a party that are counted: the newest."""

_Break, _Item, _Match, _Line = ReconciliationBreak, ReconciliationItem, ReconciliationMatch, ReconciliationMatchLine


@dataclass(frozen=True, slots=True)
class PastLine:
    """Another line of the party, in the close of `quarter`, with what became of it."""

    quarter: Quarter
    day: date
    amount: Paise
    narration: str
    past: Past


@dataclass(frozen=True, slots=True)
class Answered:
    """All that is known of a line; `offers` are of the other side, best first."""

    why: str
    match: Match | None
    candidates: str
    offers: tuple[Offer, ...]
    party: str
    party_words: str
    past: tuple[PastLine, ...]


async def about_line(db: TenantDb, report_id: uuid.UUID, side: Side, item: str) -> Answered:
    """Why a line stands as it does, what else it could be, and how its party's lines went. Raises Refused recon.unknown, recon.line_unknown."""
    report = (await db.execute(select(ReconciliationReport).where(ReconciliationReport.id == report_id))).scalar_one_or_none()
    if report is None:
        raise Refused("recon.unknown", "There is no such reconciliation.")
    row = (await db.execute(select(_Item).where(_Item.report_id == report_id, _Item.side == side.value, _Item.item == item))).scalar_one_or_none()
    if row is None:
        raise Refused("recon.line_unknown", "This reconciliation has no such line.")
    match, broken = await _standing(db, report_id, side, item)
    one = to_item(row)
    offers = rank_offers(one, await load_open_near(db, report_id, _other(side), one, broken.nearest if broken else ""))
    past = await _past(db, report, side, row.party, item) if row.party else ()
    return Answered(why_words(match, broken), match, candidates_words(offers), offers, row.party, party_words(row.party, [each.past for each in past]), past)


def _other(side: Side) -> Side:
    return Side.LEFT if side is Side.RIGHT else Side.RIGHT


async def _standing(db: TenantDb, report_id: uuid.UUID, side: Side, item: str) -> tuple[Match | None, Break | None]:
    """The live match that a line stands in, or its break."""
    used = and_(_Line.match_id == _Match.id, _Line.side == side.value, _Line.item == item)
    found = (await db.execute(select(_Match).join(_Line, used).where(_Match.report_id == report_id, _Match.status != "rejected"))).scalars().first()
    if found is not None:
        lines = await db.execute(select(_Line.side, _Line.item, _Line.allocated_paise).where(_Line.match_id == found.id).order_by(_Line.side, _Line.item))
        return to_match(found, [Allocation(Side(each), name, Paise(amount)) for each, name, amount in lines]), None
    mine = select(_Break).where(_Break.report_id == report_id, _Break.side == side.value, _Break.item == item, _Break.open)
    broken = (await db.execute(mine)).scalar_one_or_none()
    return None, Break(side, item, broken.nearest, broken.why_not, broken.age_days) if broken else None


async def _past(db: TenantDb, report: ReconciliationReport, side: Side, party: str, item: str) -> tuple[PastLine, ...]:
    """The party's other lines on this side, in this quarter's reconciliation and those of the same account in other quarters, newest first."""
    same = (ReconciliationReport.entity_id == report.entity_id, ReconciliationReport.kind == report.kind, ReconciliationReport.subject == report.subject)
    query = (
        select(_Item.day, _Item.amount_paise, _Item.narration, _Match.id, _Match.stage, _Match.status, Close.fy_start, Close.quarter)
        .join(ReconciliationReport, ReconciliationReport.id == _Item.report_id)
        .join(Close, Close.id == ReconciliationReport.close_id)
        .outerjoin(_Line, and_(_Line.side == _Item.side, _Line.item == _Item.item))
        .outerjoin(_Match, and_(_Match.id == _Line.match_id, _Match.report_id == _Item.report_id))
        .where(*same, _Item.side == side.value, _Item.party == party, _Item.item != item, or_(_Line.id.is_(None), _Match.id.is_not(None)))
        .order_by(_Item.day.desc(), _Item.id)
        .limit(PAST_SEEN)
    )
    rows = (await db.execute(query)).all()
    others = await _other_days(db, [row[3] for row in rows if row[3]], _other(side))
    return tuple(
        PastLine(Quarter(fy_start, number), day, Paise(amount), narration, Past(stage, status or "open", _after(side, day, others.get(match))))
        for day, amount, narration, match, stage, status, fy_start, number in rows
    )


async def _other_days(db: TenantDb, matches: Sequence[uuid.UUID], other: Side) -> dict[uuid.UUID, date]:
    """The day of the other side's line, of matches that have one line there."""
    there = aliased(_Item)
    query = (
        select(_Line.match_id, there.day)
        .join(_Match, _Match.id == _Line.match_id)
        .join(there, and_(there.report_id == _Match.report_id, there.side == _Line.side, there.item == _Line.item))
        # One value, not two hundred: taking a list apart into its parameters costs more than the answer.
        .where(_Line.match_id == any_(cast(list(matches), ARRAY(UUID))), _Line.side == other.value)
    )
    found: dict[uuid.UUID, list[date]] = {}
    for match_id, day in await db.execute(query):
        found.setdefault(match_id, []).append(day)
    return {match_id: days[0] for match_id, days in found.items() if len(days) == 1}


def _after(side: Side, day: date, other: date | None) -> int | None:
    """Days from our line to theirs."""
    if other is None:
        return None
    return (other - day).days if side is Side.LEFT else (day - other).days
