"""What agents did."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from qrt.adapters.db.listing.base import Row, after, cut_page, load_scope, write_cursor
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import AgentJob
from qrt.core.base.period import Quarter


async def load_counts(db: TenantDb) -> dict[str, Row]:
    """Jobs by agent: counts by status, newest version, when it last did anything."""
    counted = select(AgentJob.agent, AgentJob.status, func.count().label("count"), func.max(AgentJob.agent_version).label("version"))
    moments = func.max(func.coalesce(AgentJob.finished_at, AgentJob.started_at, AgentJob.created_at)).label("last")
    found: dict[str, Row] = {}
    for row in (await db.execute(counted.add_columns(moments).group_by(AgentJob.agent, AgentJob.status))).all():
        agent = found.setdefault(row.agent, {"version": row.version, "jobs": {"done": 0, "failed": 0, "running": 0}, "last_run_at": row.last})
        agent["jobs"]["running" if row.status == "queued" else row.status] += row._mapping["count"]
        agent["last_run_at"] = max(agent["last_run_at"], row.last)
        agent["version"] = max(agent["version"], row.version)
    return found


async def load_jobs(db: TenantDb, quarter: Quarter | None, agent: str | None, status: str | None, cursor: str | None, limit: int) -> Row:
    """Jobs, newest first."""
    chosen = []
    if quarter:
        chosen.append(AgentJob.close_id == (await load_scope(db, quarter, None)).close)
    if agent:
        chosen.append(AgentJob.agent == agent)
    if status:
        chosen.append(AgentJob.status == status)
    total = (await db.execute(select(func.count()).select_from(AgentJob).where(*chosen))).scalar_one()
    order = (AgentJob.created_at, AgentJob.id)
    behind = after(cursor, order, (datetime, uuid.UUID), descending=True)
    query = select(AgentJob).where(*chosen).order_by(AgentJob.created_at.desc(), AgentJob.id.desc()).limit(limit + 1)
    rows, more = cut_page((await db.execute(query if behind is None else query.where(behind))).scalars().all(), limit)
    return {
        "items": [_row(row) for row in rows],
        "next_cursor": write_cursor([rows[-1].created_at, rows[-1].id]) if more else None,
        "total": total,
    }


def _row(row: AgentJob) -> Row:
    seconds = (row.finished_at - row.started_at).total_seconds() if row.finished_at and row.started_at else None
    names = ("id", "agent", "agent_version", "stage", "subject", "status", "confidence", "error", "run", "started_at", "finished_at")
    plain: dict[str, Any] = {name: getattr(row, name) for name in names}
    return plain | {"seconds": seconds}
