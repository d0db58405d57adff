"""The history of a bench for the page: who did what, and what became of each match."""

import uuid

from sqlalchemy import select

from qrt.adapters.db.listing.base import Row, contains_words, load_names
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import (
    ReconciliationAct,
    ReconciliationActLine,
    ReconciliationComment,
    ReconciliationItem,
    ReconciliationMatch,
    ReconciliationMatchLine,
)
from qrt.core.base.errors import Refused

NEWEST = 100
"""Acts that a history looks back on."""

SHOWN = 500
"""Matches of one act that a page looks at; those that failed come first."""

_Act, _Line = ReconciliationAct, ReconciliationActLine


async def load_acts(db: TenantDb, report_id: uuid.UUID) -> list[Row]:
    """The newest acts of a report, newest first, without their matches."""
    query = select(_Act).where(_Act.report_id == report_id).order_by(_Act.asked_at.desc()).limit(NEWEST).execution_options(populate_existing=True)
    rows = (await db.execute(query)).scalars().all()
    names = await load_names(db, [row.by for row in rows])
    return [_head(row, names[row.by]) | {"lines": []} for row in rows]


async def load_act(db: TenantDb, report_id: uuid.UUID, act_id: uuid.UUID, words: str | None = None) -> Row:
    """One act with its matches. Raises Refused("recon.act_unknown")."""
    query = select(_Act).where(_Act.id == act_id, _Act.report_id == report_id).execution_options(populate_existing=True)
    row = (await db.execute(query)).scalar_one_or_none()
    if row is None:
        raise Refused("recon.act_unknown", "There is no such act in the history of this reconciliation.")
    mine = select(_Line).where(_Line.act_id == act_id, _Line.state != "waiting", *contains_words(words, (_Line.words, _Line.match)))
    order = (_Line.state != "failed", _Line.position)
    lines = (await db.execute(mine.order_by(*order).limit(SHOWN).execution_options(populate_existing=True))).scalars().all()
    said = await _words(db, report_id, [line.match for line in lines if not line.words])
    shown = [
        {
            "match": line.match,
            "words": line.words or said.get(line.match, ""),
            "left_paise": line.left_paise,
            "state": line.state,
            "code": line.code,
            "sentence": line.sentence,
        }
        for line in lines
    ]
    return _head(row, (await load_names(db, [row.by]))[row.by]) | {"lines": shown}


async def load_comments(db: TenantDb, report_id: uuid.UUID, side: str, item: str) -> list[Row]:
    """What people said about a line, oldest first; the newest SHOWN."""
    mine = select(ReconciliationComment).where(
        ReconciliationComment.report_id == report_id, ReconciliationComment.side == side, ReconciliationComment.item == item
    )
    rows = (await db.execute(mine.order_by(ReconciliationComment.at.desc()).limit(SHOWN))).scalars().all()
    names = await load_names(db, [row.by for row in rows])
    return [{"id": row.id, "by": names[row.by], "text": row.text, "at": row.at} for row in reversed(rows)]


async def _words(db: TenantDb, report_id: uuid.UUID, matches: list[str]) -> dict[str, str]:
    """Matches of a bulk act by a line of the other side."""
    item = (
        select(ReconciliationMatch.match, ReconciliationItem.day, ReconciliationItem.narration, ReconciliationItem.party, ReconciliationItem.reference)
        .join(ReconciliationMatchLine, ReconciliationMatchLine.match_id == ReconciliationMatch.id)
        .join(
            ReconciliationItem,
            (ReconciliationItem.report_id == report_id)
            & (ReconciliationItem.side == ReconciliationMatchLine.side)
            & (ReconciliationItem.item == ReconciliationMatchLine.item),
        )
        .where(ReconciliationMatch.report_id == report_id, ReconciliationMatch.match.in_(matches), ReconciliationMatchLine.side == "right")
        .order_by(ReconciliationItem.item.desc())
    )
    return {row.match: f"{row.day:%d-%m-%Y} · {row.narration or row.party or row.reference}"[:200] for row in (await db.execute(item)).all()} if matches else {}


def _head(row: ReconciliationAct, name: str) -> Row:
    fields = (
        "id",
        "kind",
        "words",
        "undoes_id",
        "total",
        "total_paise",
        "difference_paise",
        "done",
        "failed",
        "undone",
        "state",
        "message",
        "asked_at",
        "ended_at",
    )
    return {"by_id": row.by, "by": name} | {field: getattr(row, field) for field in fields}
