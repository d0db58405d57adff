"""The course of a run: begun, taken through its stages, finished or failed."""

from qrt.adapters.db import closes, documents, layouts
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import Sessions, tenant_session
from qrt.core.base.actor import Agent
from qrt.core.close.layouts import kinds_of, layouts_of, taught_of
from qrt.flows.agents import LOCAL
from qrt.flows.desk import Desk
from qrt.flows.run.booking import post_ahead
from qrt.flows.run.progress import AGENT_OF, STAGES, WORKER, Where, running, save_job, show_stage
from qrt.flows.run.reconciling import show_ahead
from qrt.flows.run.steps import STEPS
from qrt.flows.run.work import load_decisions, load_work

_AHEAD = {"book": post_ahead, "reconcile": show_ahead}
"""What a stage does before its own transaction, in several."""


async def begin(sessions: Sessions, where: Where, desk: Desk, run: int) -> bool:
    """Mark the reading as begun. False when somebody stopped the run before it started."""
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        close = await running(db, where, run)
        if close is None:
            return False
        await closes.save_stages(db, close.id, run, [(stage.name, stage.agent) for stage in STAGES])
        decisions = await load_decisions(db, close)
        await layouts.mark_for_reading(db, close.id, layouts_of(decisions))
        await documents.mark_for_reading(db, close.id, kinds_of(decisions))
        await documents.mark_taught(db, close.id, taught_of(decisions))
        await documents.mark_filed(db, close.id, taught_of(decisions))
        waiting, _ = await documents.count_received(db, close.id)
        await show_stage(db, close, run, "read", state="running", done=0, total=waiting, started_at=desk.now())
    return True


async def do_stage(sessions: Sessions, where: Where, desk: Desk, run: int, stage: str) -> bool:
    """One stage, in one transaction; only many vouchers are posted, and reconciliations saved, in several before it. False when somebody stopped the run."""
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        close = await running(db, where, run)
        if close is None:
            return False
        await show_stage(db, close, run, stage, state="running", started_at=desk.now())
        await save_job(db, close, run, stage, desk, status="running")
    if stage in _AHEAD and not await _AHEAD[stage](sessions, where, desk, run):
        return False
    async with tenant_session(sessions, where.tenant, Agent(AGENT_OF[stage], LOCAL)) as db:
        close = await running(db, where, run)
        if close is None:
            return False
        work = await load_work(db, desk, where, close)
        outcome = await STEPS[stage](db, desk, where, close, work)
        await save_job(db, close, run, stage, desk, status="done", output=outcome.output, confidence=outcome.confidence)
        await show_stage(db, close, run, stage, state="done", done=outcome.count, total=outcome.count, message=outcome.message, finished_at=desk.now())
    return True


async def finish(sessions: Sessions, where: Where, run: int) -> str:
    """The run is over: the package may be signed. Returns its digest."""
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        close = await running(db, where, run)
        if close is None:
            return "stopped"
        close.state = "ready"
        await append_event(db, "close.changed", {"quarter": str(where.quarter), "state": "ready", "run": run, "digest": close.digest})
        return close.digest


async def fail(sessions: Sessions, where: Where, desk: Desk, run: int, sentence: str) -> None:
    """Show at its stage that a run could not go on. The close is open again; what was done stays."""
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        close = await running(db, where, run)
        if close is None:
            return
        close.state = "open"
        for stage in await closes.load_stages(db, close.id, run):
            if stage.state == "running":
                stage.state, stage.message = "failed", sentence
                await closes.save_agent_job(db, close.id, run, stage.agent, LOCAL, stage.stage, desk.now(), status="failed", error=sentence)
        await append_event(db, "close.changed", {"quarter": str(where.quarter), "state": "open", "run": run, "failed": sentence})
