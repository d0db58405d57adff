"""Who waits for whom while a run is at work: people go on at their benches, and nothing counts that a run has not seen."""

import uuid

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from qrt.adapters.db import closes
from qrt.adapters.db.tables import ReconciliationAct, ReconciliationMatch
from qrt.core.close.decided import BENCH_DECISIONS, MATCH_DECISIONS
from qrt.core.close.recon_decided import CHECKED, PREPARED, REVIEWED, RULES_SET
from qrt.flows import close as close_flow
from qrt.flows import recon
from qrt.flows.run.progress import running
from tests.integration.close.bench import BY, Bench
from tests.integration.close.test_recon_bench import bank


async def _nobody(*_: object) -> str:
    return ""


def test_decisions_of_benches_are_those_of_matches_looks_rules_and_signatures() -> None:
    assert BENCH_DECISIONS == MATCH_DECISIONS | {CHECKED, RULES_SET, PREPARED, REVIEWED}


async def test_a_stage_that_is_at_work_lets_people_decide_on_matches_and_holds_off_vouchers_stops_and_runs(bench: Bench) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    row = (await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report))[0]
    number = await bench.start()
    async with bench.db() as at_work:
        close = await running(at_work, bench.where, number)
        assert close is not None
        async with bench.db(bina) as db:
            await db.execute(text("set local lock_timeout = '300ms'"))
            act = await recon.decide_many(db, bina, report, "reject", [(row.match, row.version)], "look again")
        for others in (
            lambda db: closes.save_decision(db, close.id, "voucher_approved", "A|1", {}, uuid.UUID(bina.id)),
            lambda db: close_flow.stop_run(db, bina, bench.quarter),
        ):
            with pytest.raises(OperationalError):
                async with bench.db(bina) as db:
                    await db.execute(text("set local lock_timeout = '300ms'"))
                    await others(db)
    await bench.work(number)
    (kept,) = await bench.rows(ReconciliationAct, ReconciliationAct.id == act)
    assert (kept.done, kept.failed) == (1, 0)


async def test_who_decides_on_a_match_holds_off_a_run_that_would_count_decisions(bench: Bench) -> None:
    await bench.close()
    report, bina = await bank(bench), bench.people["bina"]
    row = (await bench.rows(ReconciliationMatch, ReconciliationMatch.report_id == report))[0]
    async with bench.db(bina) as db:
        await recon.decide_many(db, bina, report, "reject", [(row.match, row.version)], "look again")
        with pytest.raises(OperationalError):
            async with bench.db() as other:
                await other.execute(text("set local lock_timeout = '300ms'"))
                await close_flow.start_run(other, BY, bench.quarter, _nobody)
