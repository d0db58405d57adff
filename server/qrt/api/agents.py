"""What the named agents are, and what they did."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query

from qrt.adapters.db.listing import agents as listing
from qrt.api.base import Out
from qrt.api.deps import Cursor, Db, Limit, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission

router = APIRouter(tags=["agents"], route_class=Operation)

Status = Literal["queued", "running", "done", "failed"]


class JobCounts(Out):
    done: int
    failed: int
    running: int


class AgentOut(Out):
    name: str
    what: str
    version: str
    jobs: JobCounts
    last_run_at: datetime | None


class AgentJobOut(Out):
    id: uuid.UUID
    agent: str
    agent_version: str
    stage: str
    subject: str
    status: str
    confidence: float | None
    error: str
    run: int
    started_at: datetime | None
    finished_at: datetime | None
    seconds: float | None


class AgentJobPage(Out):
    items: list[AgentJobOut]
    next_cursor: str | None
    total: int


@router.get("/agents", **reads(Permission.AGENTS_READ))
async def list_agents(db: Db) -> list[AgentOut]:
    """Every agent with its counts."""
    return [AgentOut.model_validate(row) for row in await listing.load_agents(db)]


@router.get("/agents/jobs", **reads(Permission.AGENTS_READ, "request.cursor"))
async def list_jobs(
    db: Db,
    quarter: Annotated[str | None, Query(max_length=12)] = None,
    agent: Annotated[str | None, Query(max_length=60)] = None,
    status: Status | None = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> AgentJobPage:
    """Jobs, newest first."""
    return AgentJobPage.model_validate(await listing.load_jobs(db, quarter, agent, status, cursor, limit))
