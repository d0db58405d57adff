"""Whose close, which stages, and what people see of a run while it works."""

import uuid
from dataclasses import dataclass
from typing import Any

from qrt.adapters.db import closes
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close
from qrt.core.base.actor import Actor, System
from qrt.core.base.period import Quarter
from qrt.flows.agents import LOCAL
from qrt.flows.desk import Desk


@dataclass(frozen=True, slots=True)
class Where:
    """Whose close."""

    tenant: uuid.UUID
    quarter: Quarter


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a run, the agent it runs under, and what people call it."""

    name: str
    agent: str
    label: str


STAGES = (
    Stage("read", "DataExtractor", "Read papers"),
    Stage("book", "JournalBot", "Keep the books"),
    Stage("balance", "JournalBot", "Trial balance and completeness"),
    Stage("reconcile", "JournalBot", "Reconcile bank and GSTR-2B"),
    Stage("gst", "GSTValidator", "Check GST"),
    Stage("tds", "TDSValidator", "Check TDS"),
    Stage("adjust", "JournalBot", "Draft adjustments"),
    Stage("statements", "ConsoAI", "Draw statements"),
    Stage("consolidate", "ConsoAI", "Consolidate"),
    Stage("audit", "AuditAgent", "Audit the whole book"),
    Stage("assemble", "AuditAgent", "Assemble the package"),
)
STAGE_NAMES = tuple(stage.name for stage in STAGES[1:])
AGENT_OF = {stage.name: stage.agent for stage in STAGES}


WORKER: Actor = System("close")


async def running(db: TenantDb, where: Where, run: int) -> Close | None:
    """The close while this run is the one that works on it."""
    close = await closes.load_close_at_work(db, where.quarter)
    return close if close is not None and close.state == "running" and close.run == run else None


async def show_stage(db: TenantDb, close: Close, run: int, stage: str, **changes: object) -> None:
    """Change what a stage shows (state, done, total, message and its times) and tell the live page."""
    await closes.save_stage(db, close.id, run, stage, **changes)
    shown = {name: value for name, value in changes.items() if name in ("state", "done", "total", "message")}
    await append_event(db, "stage.progress", {"run": run, "stage": stage, **shown})


async def save_job(db: TenantDb, close: Close, run: int, stage: str, desk: Desk, *, status: str, **details: Any) -> None:
    """Keep what the stage's agent did: its row in agent_jobs."""
    await closes.save_agent_job(db, close.id, run, AGENT_OF[stage], LOCAL, stage, desk.now(), status=status, **details)
