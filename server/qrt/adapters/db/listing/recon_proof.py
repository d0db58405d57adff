"""What proves a reconciliation, for the page: automatic matches with their sample, jobs, signatures under statements, and where a line stands."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ARRAY, String, any_, cast, func, select
from sqlalchemy.orm import defer

from qrt.adapters.db.listing.base import Row, after, cut_page, digests_in, load_close_row, load_names, load_papers_by_digest, place_row, write_cursor
from qrt.adapters.db.listing.recon import load_matches
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import ReconciliationItem, ReconciliationMatch, ReconJob, StatementSignOff
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter

_Match = ReconciliationMatch


async def load_automatic(db: TenantDb, report_id: uuid.UUID, show: str, stage: str | None, cursor: str | None, limit: int) -> Row:
    """What the run of a report accepted without a person: all, the sample first, or the sample alone, or what people took back since."""
    chosen = [_Match.report_id == report_id, _Match.automatic]
    if show == "sample":
        chosen.append(_Match.sampled > "")
    if show == "undone":
        chosen.append(_Match.status.in_(("suggested", "rejected")))
    if stage:
        chosen.append(_Match.stage == stage)
    total = (await db.execute(select(func.count()).select_from(_Match).where(*chosen))).scalar_one()
    # "largest", "drawn", "": the words themselves stand in the order in which people look, so that a page is cut out of an index.
    order = (_Match.sampled, _Match.match)
    behind = after(cursor, order, (str, str), descending=True)
    query = select(_Match).where(*chosen).order_by(*(column.desc() for column in order)).limit(limit + 1)
    rows, more = cut_page((await db.execute(query if behind is None else query.where(behind))).scalars().all(), limit)
    made = await load_matches(db, report_id, rows)
    return {
        "items": [match | {"sampled": row.sampled} for row, match in zip(rows, made, strict=True)],
        "next_cursor": write_cursor([rows[-1].sampled, rows[-1].match]) if more else None,
        "total": total,
    }


async def load_sample(db: TenantDb, report_id: uuid.UUID) -> Mapping[str, str]:
    """Of the matches that the run accepted without a person those that a person is asked to look at, and why."""
    query = select(_Match.match, _Match.sampled).where(_Match.report_id == report_id, _Match.automatic, _Match.sampled > "")
    return {row[0]: row[1] for row in (await db.execute(query)).all()}


async def count_automatic(db: TenantDb, report_id: uuid.UUID) -> Mapping[str, int]:
    """How many of the automatic matches stand in which status now."""
    query = select(_Match.status, func.count()).where(_Match.report_id == report_id, _Match.automatic).group_by(_Match.status)
    return {row[0]: row[1] for row in (await db.execute(query)).all()}


async def load_job(db: TenantDb, job_id: uuid.UUID) -> Row:
    """One job over reconciliations. Raises Refused("recon.unknown")."""
    row = (await db.execute(select(ReconJob).where(ReconJob.id == job_id).execution_options(populate_existing=True))).scalar_one_or_none()
    if row is None:
        raise Refused("recon.unknown", "There is no such job.")
    return (await _jobs(db, [row]))[0]


async def load_jobs(db: TenantDb, quarter: Quarter, report_id: uuid.UUID | None) -> list[Row]:
    """The newest twenty jobs of a quarter, of one reconciliation or all."""
    close = await load_close_row(db, quarter)
    query = select(ReconJob).where(ReconJob.close_id == close.id)
    if report_id:
        query = query.where(ReconJob.report_id == report_id)
    return await _jobs(db, (await db.execute(query.order_by(ReconJob.asked_at.desc(), ReconJob.id).limit(20))).scalars().all())


async def _jobs(db: TenantDb, rows: Iterable[ReconJob]) -> list[Row]:
    kept = list(rows)
    names = await load_names(db, [row.by for row in kept])
    shown = ("id", "report_id", "kind", "total", "total_paise", "done", "failed", "state", "message", "asked_at", "ended_at")
    return [
        {name: getattr(row, name) for name in shown}
        | {
            "by": names.get(row.by, "somebody who left"),
            "reason": str(row.wanted.get("reason", "")),
            "stage": str(row.wanted.get("stage", "")),
            "quarter": str(row.wanted.get("quarter", "")),
            "result": row.result or None if row.kind == "try" else None,
            "file": row.result or None if row.kind == "export" else None,
        }
        for row in kept
    ]


async def load_sign_offs(db: TenantDb, report_id: uuid.UUID) -> list[tuple[StatementSignOff, str, str]]:
    """Signatures under statements of a reconciliation with the names of preparer and reviewer, the newest first; without what they signed (`load_signed`)."""
    query = select(StatementSignOff).where(StatementSignOff.report_id == report_id).order_by(StatementSignOff.prepared_at.desc(), StatementSignOff.id)
    whole = query.options(defer(StatementSignOff.content)).execution_options(populate_existing=True)
    rows = (await db.execute(whole)).scalars().all()
    names = await load_names(db, [each for row in rows for each in (row.prepared_by, row.reviewed_by)])
    return [(row, names.get(row.prepared_by, "somebody who left"), names.get(row.reviewed_by, "") if row.reviewed_by else "") for row in rows]


async def load_signed(db: TenantDb, sign_off: uuid.UUID) -> Mapping[str, Any]:
    """What somebody signed, with every line of it."""
    return (await db.execute(select(StatementSignOff.content).where(StatementSignOff.id == sign_off))).scalar_one()


async def load_places(db: TenantDb, report_id: uuid.UUID, lines: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Any]:
    """Where lines of a statement stand on their papers, by side and item."""
    wanted = list(lines)
    if not wanted:
        return {}
    _Item = ReconciliationItem
    # One value: as many as a statement shows would be thousands of parameters.
    named = _Item.item == any_(cast([item for _, item in wanted], ARRAY(String)))
    rows = (await db.execute(select(_Item.side, _Item.item, _Item.place).where(_Item.report_id == report_id, named))).all()
    papers = await load_papers_by_digest(db, digests_in([row.place for row in rows]))
    return {(row.side, row.item): place_row(row.place, papers) for row in rows}
