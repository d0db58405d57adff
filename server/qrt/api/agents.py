"""What the named agents are, and what they did."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query

from qrt.adapters.db.listing import agents as listing
from qrt.api.base import QUARTER_PATTERN, Out
from qrt.api.deps import Cursor, Db, Limit, parse_quarter, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission

router = APIRouter(tags=["agents"], route_class=Operation)

AGENTS: Mapping[str, str] = {
    "ClassifierBot": "Says what kind of paper each file is, and which words or cells decided it.",
    "DataExtractor": "Reads the fields and rows of each paper, each with its place on the page.",
    "JournalBot": "Keeps the books: posts the rows of the company's own registers, drafts entries from papers and rules for a person to approve.",
    "GSTValidator": "Checks the books against GSTR-2B and the GST law.",
    "TDSValidator": "Checks what was deducted at source, when it was deposited, and under which section.",
    "ConsoAI": "Draws the Schedule III statements and the consolidation.",
    "AuditAgent": "Looks over the whole book for what does not follow, and assembles the close package.",
}
"""The named agents, in the order of their work."""

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
    counts = await listing.load_counts(db)
    idle = {"version": "", "jobs": {"done": 0, "failed": 0, "running": 0}, "last_run_at": None}
    return [AgentOut.model_validate({"name": name, "what": AGENTS.get(name, ""), **counts.get(name, idle)}) for name in {**AGENTS, **counts}]


@router.get("/agents/jobs", **reads(Permission.AGENTS_READ, "request.cursor"))
async def list_jobs(
    db: Db,
    quarter: Annotated[str | None, Query(pattern=QUARTER_PATTERN)] = None,
    agent: Annotated[str | None, Query(max_length=60)] = None,
    status: Status | None = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> AgentJobPage:
    """Jobs, newest first."""
    return AgentJobPage.model_validate(await listing.load_jobs(db, parse_quarter(quarter) if quarter else None, agent, status, cursor, limit))
