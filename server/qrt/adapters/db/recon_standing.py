"""A reconciliation as it stood on a day, added up by the database: what a statement needs, without its matched lines."""

import uuid
from datetime import date

from sqlalchemy import and_, func, select

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import ReconciliationBreak, ReconciliationItem, ReconciliationMatch, ReconciliationMatchLine, ReconciliationReport
from qrt.core.base.money import Paise
from qrt.core.recon.statement import Differing, Standing, why_differs
from qrt.core.recon.types import Item, Reason, ReconciliationKind

_Break, _Item, _Match, _Line = ReconciliationBreak, ReconciliationItem, ReconciliationMatch, ReconciliationMatchLine
_SHOWN = (_Item.side, _Item.item, _Item.day, _Item.amount_paise, _Item.reference, _Item.narration, _Item.party, _Item.labels)


async def load_standing_at(db: TenantDb, report: ReconciliationReport, day: date) -> Standing:
    """What `standing_at` of the whole reconciliation would be; places on papers are left out."""
    mine = _Item.report_id == report.id
    sums = {
        row.side: row
        for row in await db.execute(
            select(
                _Item.side,
                func.count().filter(_Item.day <= day).label("entries"),
                func.coalesce(func.sum(_Item.amount_paise).filter(_Item.day <= day), 0).label("total"),
                func.coalesce(func.sum(_Item.amount_paise).filter(_Item.day > day), 0).label("later"),
            )
            .where(mine)
            .group_by(_Item.side)
        )
    }
    crossing = await _crossing(db, report.id, day)
    opened = await _opened(db, report.id, day, crossing)
    waiting = select(func.count(), func.coalesce(func.sum(func.abs(_Match.left_paise)), 0)).where(
        _Match.report_id == report.id, _Match.status == "suggested", _Match.id.not_in(crossing)
    )
    undecided, undecided_total = (await db.execute(waiting)).one()
    entries = [int(sums[side].entries) if side in sums else 0 for side in ("left", "right")]
    totals = [Paise(int(sums[side].total)) if side in sums else Paise(0) for side in ("left", "right")]
    return Standing(
        kind=ReconciliationKind(report.kind),
        subject=report.subject,
        opened=(tuple(opened["left"]), tuple(opened["right"])),
        differing=await _differing(db, report.id, crossing),
        entries=(entries[0], entries[1]),
        totals=(totals[0], totals[1]),
        moved_later=Paise(int(sums["left"].later)) if "left" in sums else Paise(0),
        undecided=int(undecided),
        undecided_total=Paise(int(undecided_total)),
    )


async def _crossing(db: TenantDb, report_id: uuid.UUID, day: date) -> list[uuid.UUID]:
    """Matches that were none yet on the day: a line of theirs is of a later one."""
    query = (
        select(_Line.match_id)
        .join(_Match, _Match.id == _Line.match_id)
        .join(_Item, and_(_Item.report_id == report_id, _Item.side == _Line.side, _Item.item == _Line.item))
        .where(_Match.report_id == report_id, _Match.status != "rejected", _Item.day > day)
    )
    return sorted(set((await db.execute(query)).scalars()))


async def _opened(db: TenantDb, report_id: uuid.UUID, day: date, crossing: list[uuid.UUID]) -> dict[str, list[Item]]:
    here = (_Item.report_id == report_id, _Item.day <= day)
    same = and_(_Break.report_id == _Item.report_id, _Break.side == _Item.side, _Break.item == _Item.item, _Break.open)
    queries = [select(*_SHOWN).join(_Break, same).where(*here)]
    if crossing:
        used = and_(_Line.side == _Item.side, _Line.item == _Item.item)
        queries.append(select(*_SHOWN).join(_Line, used).where(*here, _Line.match_id.in_(crossing)))
    found: dict[str, list[Item]] = {"left": [], "right": []}
    for query in queries:
        for side, item, at, amount, reference, narration, party, labels in await db.execute(query):
            found[side].append(Item(item, at, Paise(amount), reference, narration, party, labels=labels))
    return found


async def _differing(db: TenantDb, report_id: uuid.UUID, crossing: list[uuid.UUID]) -> tuple[Differing, ...]:
    query = (
        select(_Match.match, _Match.difference_paise, _Match.reasons, func.max(_Item.day))
        .join(_Line, _Line.match_id == _Match.id)
        .join(_Item, and_(_Item.report_id == report_id, _Item.side == _Line.side, _Item.item == _Line.item))
        .where(_Match.report_id == report_id, _Match.status != "rejected", _Match.difference_paise != 0, _Line.side == "right", _Match.id.not_in(crossing))
        .group_by(_Match.match, _Match.difference_paise, _Match.reasons)
    )
    rows = (await db.execute(query)).all()
    return tuple(
        Differing(match, last, why_differs([Reason(each["text"], each["weight"]) for each in reasons]), Paise(gap)) for match, gap, reasons, last in rows
    )
