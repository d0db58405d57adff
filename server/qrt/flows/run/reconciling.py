"""The long part of the reconcile stage: each reconciliation shown in a transaction of its own, so that its rows are there while the others are still made.

People decide meanwhile. The run's result follows from what was decided before it began; what was decided since then is applied to the rows that are shown,
as the next run will, and where it no longer fits the history says so beside the match.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, or_, select, update

from qrt.adapters.db import closes, companies, recon
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import Sessions, TenantDb, tenant_session
from qrt.adapters.db.tables import Close, ReconciliationAct, ReconciliationActLine, ReconciliationReport
from qrt.adapters.db.tables import Decision as DecisionRow
from qrt.core.base.actor import Agent
from qrt.core.close.decided import MATCH_DECISIONS, decide_matches
from qrt.core.close.files import reconciliation_summary
from qrt.core.close.reconciling import Reconciled
from qrt.core.close.types import Decision
from qrt.core.recon.types import Reconciliation, ReconciliationKind
from qrt.flows.agents import LOCAL
from qrt.flows.desk import Desk
from qrt.flows.run.progress import Where, running, show_stage
from qrt.flows.run.work import load_work

REPLACED = ("recon.run_replaced", "A run was under way when this was decided, and it found these lines otherwise. Look at them again.")


async def show_ahead(sessions: Sessions, where: Where, desk: Desk, run: int) -> bool:
    """Save every reconciliation of the run, each for itself. False when somebody stopped the run; what is saved until then stays."""
    by = Agent("JournalBot", LOCAL)
    async with tenant_session(sessions, where.tenant, by) as db:
        close = await running(db, where, run)
        if close is None:
            return False
        work = await load_work(db, desk, where, close)
        ids = await companies.entity_ids(db)
        made = [(entity.code, work.reconciled(entity.code), result) for entity in work.entities for result in work.reconciled(entity.code).reconciliations]
        await show_stage(db, close, run, "reconcile", state="running", done=0, total=len(made))
    for number, (entity, reconciled, result) in enumerate(made, 1):
        async with tenant_session(sessions, where.tenant, by) as db:
            # As everybody who decides: the report first, then the close.
            await _hold(db, where, ids[entity], result)
            close = await running(db, where, run)
            if close is None:
                return False
            await _show(db, close, run, ids[entity], entity, reconciled, result)
            await show_stage(db, close, run, "reconcile", state="running", done=number, total=len(made))
    return True


async def _hold(db: TenantDb, where: Where, entity: uuid.UUID, result: Reconciliation) -> None:
    mine = (ReconciliationReport.entity_id == entity) & (ReconciliationReport.kind == result.kind.value) & (ReconciliationReport.subject == result.subject)
    query = select(ReconciliationReport.id).join(Close, Close.id == ReconciliationReport.close_id).where(mine)
    query = query.where(Close.fy_start == where.quarter.fy_start, Close.quarter == where.quarter.number)
    await db.execute(query.with_for_update(of=ReconciliationReport, key_share=True))


async def _show(db: TenantDb, close: Close, run: int, entity_id: uuid.UUID, entity: str, reconciled: Reconciled, result: Reconciliation) -> None:
    late = await _decided_since(db, close)
    shown, passed = decide_matches(result, entity, [Decision(row.kind, row.subject, row.content) for row in late])
    summary = reconciliation_summary(result)
    proven = reconciled.proven[result.kind.value, result.subject]
    summary |= {"balances": proven.balances.to_content(), "acceptance": proven.acceptance.to_content(), "run": run, "replaced": len(passed)}
    if result.kind is ReconciliationKind.BANK:
        drawn = reconciled.banks[result.subject]
        summary |= {"balance_books_paise": drawn.balance_books, "balance_bank_paise": drawn.balance_bank}
    saved = await recon.save_report(db, close.id, entity_id, shown, summary, summary["digest"], proven.acceptance.accepted)
    if passed:
        await _say_replaced(db, saved, passed, late)
    await append_event(db, "recon.changed", {"id": str(saved), "kind": result.kind.value, "subject": result.subject, "run": run})


async def _decided_since(db: TenantDb, close: Close) -> list[DecisionRow]:
    """What people decided on matches after this run began."""
    counted = int(close.summary.get("decisions", 0))
    return [row for row in (await closes.load_decisions(db, close.id))[counted:] if row.kind in MATCH_DECISIONS]


async def _say_replaced(db: TenantDb, report_id: uuid.UUID, names: Sequence[str], late: Sequence[DecisionRow]) -> None:
    """Mark in the history what the run could not keep, so that nothing looks done that is not."""
    since = min(row.at for row in late)
    acts = select(ReconciliationAct.id).where(
        ReconciliationAct.report_id == report_id, or_(ReconciliationAct.ended_at.is_(None), ReconciliationAct.ended_at >= since)
    )
    mine = ReconciliationActLine.act_id.in_(acts) & ReconciliationActLine.match.in_(names) & (ReconciliationActLine.state == "done")
    values = {"state": "failed", "code": REPLACED[0], "sentence": REPLACED[1]}
    lines = update(ReconciliationActLine).where(mine).values(**values).returning(ReconciliationActLine.act_id).execution_options(synchronize_session=False)
    for act in set((await db.execute(lines)).scalars()):
        failed = select(func.count()).where(ReconciliationActLine.act_id == act, ReconciliationActLine.state == "failed").scalar_subquery()
        done = select(func.count()).where(ReconciliationActLine.act_id == act, ReconciliationActLine.state.in_(("done", "undone"))).scalar_subquery()
        await db.execute(update(ReconciliationAct).where(ReconciliationAct.id == act).values(failed=failed, done=done))
