"""The worker that accepts a filter of matches, or takes an act back, is killed with SIGKILL in a batch and after one; the next goes on, and no match is decided
twice or forgotten."""

import asyncio
import signal
import time
import uuid
from collections import Counter
from datetime import date

import pytest

from qrt.adapters.db import closes, companies
from qrt.adapters.db.bulk import insert_rows
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.session import make_sessions
from qrt.adapters.db.tables import ReconciliationMatch, ReconciliationReport, uuid7
from qrt.flows import recon
from qrt.flows.recon import undoing
from qrt.jobs.engine import bulk_enqueuer, make_client
from tests.integration.close.bench import make_bench
from tests.integration.jobs.test_kill import Place, place, stop  # noqa: F401  A fixture.

pytestmark = pytest.mark.slow
COUNT = 7


def asked(place: Place, kind: str = "accept") -> tuple[uuid.UUID, uuid.UUID]:  # noqa: F811
    """A bench with suggested matches that asha accepts as one filter, or has accepted and takes back: tenant and act, enqueued as a request does it."""

    async def make() -> tuple[uuid.UUID, uuid.UUID]:
        sessions = make_sessions(make_engine(place.urls.app, pool_size=2))
        bench = await make_bench(sessions, place.urls, place.folder, place.home, None)  # type: ignore[arg-type]  Nothing is read here.
        report = uuid7()
        async with bench.db() as db:
            close = await closes.load_close(db, bench.quarter)
            assert close is not None
            entity = (await companies.entity_ids(db))["KT"]
            head = {"kind": "bank", "subject": "Bank", "as_of": date(2026, 9, 30), "left_total_paise": 0, "right_total_paise": 0}
            await insert_rows(db, ReconciliationReport, [{"id": report, "close_id": close.id, "entity_id": entity, "summary": {}, **head}])
            same = {"report_id": report, "stage": "tolerance", "status": "suggested", "margin": 0.1, "difference_paise": 0}
            rows = [{**same, "match": f"m{n}", "score": n / 10, "left_paise": n, "reasons": [{"text": "near", "weight": n / 10}]} for n in range(COUNT)]
            await insert_rows(db, ReconciliationMatch, rows)
        client = make_client(place.urls.jobs)
        asha = bench.people["asha"]
        async with bench.db(asha) as db:
            if kind == "undo":
                accepted = await recon.decide_many(db, asha, report, "accept", [(f"m{n}", 1) for n in range(COUNT)])
                made = await recon.undo(db, asha, report, accepted, None, bulk_enqueuer(client, "accept_together"))
            else:
                made = await recon.ask_accept_filter(db, asha, report, None, (COUNT, sum(range(COUNT)), 0), bulk_enqueuer(client, "accept_together"))
        await asyncio.to_thread(client.destroy)
        await sessions.kw["bind"].dispose()
        return bench.tenant, made

    return asyncio.run(make())


def killed(place: Place, moment: str, **env: str) -> None:  # noqa: F811
    (place.home / "died").unlink(missing_ok=True)
    worker = place.worker("worker-1", QRT_TEST_DIE=f"accept:{moment}", **env)
    try:
        assert worker.wait(90) == -signal.SIGKILL, f"nobody died {moment} a batch"
    finally:
        stop(worker)


def finished(place: Place, act: uuid.UUID) -> None:  # noqa: F811
    worker = place.worker("worker-2")
    try:
        end = time.monotonic() + 90
        while place.ask("select state from reconciliation_acts where id = %s", act) != [("done",)]:
            assert time.monotonic() < end, (place.home / "worker.log").read_text(errors="replace")[-3000:]
            time.sleep(0.2)
    finally:
        stop(worker)


def faults(place: Place, tenant: uuid.UUID, act: uuid.UUID) -> list[str]:  # noqa: F811
    """What is doubled or lost between the matches, the act's list and the close's decisions."""
    names = [f"m{n}" for n in range(COUNT)]
    found: list[str] = []
    matches = place.ask("select match, status, version, jsonb_array_length(earlier) from reconciliation_matches where tenant_id = %s order by match", tenant)
    found += ["a match is not accepted once"] * (matches != [(name, "accepted", 2, 1) for name in names])
    said = place.ask("select jsonb_array_elements_text(content->'matches') from decisions where tenant_id = %s and kind = 'matches_accepted'", tenant)
    found += ["a decision is doubled or lost"] * (Counter(name for (name,) in said) != Counter(names))
    lines = place.ask("select count(*) from reconciliation_act_lines where act_id = %s and state = 'done'", act)
    found += ["the act's list differs"] * (lines != [(COUNT,)])
    return found + ["the act's count differs"] * (place.ask("select total, done, failed from reconciliation_acts where id = %s", act) != [(COUNT, COUNT, 0)])


def undo_faults(place: Place, tenant: uuid.UUID, act: uuid.UUID) -> list[str]:  # noqa: F811
    """What is doubled or lost between the matches, both acts' lists and the close's decisions."""
    names = [f"m{n}" for n in range(COUNT)]
    found: list[str] = []
    matches = place.ask("select match, status, version, jsonb_array_length(earlier) from reconciliation_matches where tenant_id = %s order by match", tenant)
    found += ["a match is not taken back once"] * (matches != [(name, "suggested", 3, 0) for name in names])
    said = place.ask("select jsonb_array_elements_text(content->'matches') from decisions where tenant_id = %s and kind = 'matches_undone'", tenant)
    found += ["a decision is doubled or lost"] * (Counter(name for (name,) in said) != Counter(names))
    lines = place.ask("select state, count(*) from reconciliation_act_lines where tenant_id = %s group by 1 order by 1", tenant)
    found += ["the acts' lists differ"] * (lines != [("done", COUNT), ("undone", COUNT)])
    found += ["the undo's count differs"] * (place.ask("select total, done, failed from reconciliation_acts where id = %s", act) != [(COUNT, COUNT, 0)])
    undone = place.ask("select undone from reconciliation_acts where tenant_id = %s and id <> %s", tenant, act)
    return found + ["the act's count of what is taken back differs"] * (undone != [(COUNT,)])


def test_an_accepted_filter_goes_on_after_its_worker_was_killed_and_decides_nothing_twice(place: Place) -> None:  # noqa: F811
    tenant, act = asked(place)
    for moment, left in (("inside", COUNT - 2), ("after", COUNT - 4)):
        killed(place, moment)
        # Inside: the first batch stands and the second does not. After: one more was committed, and the engine was not told.
        assert place.ask("select count(*) from reconciliation_matches where tenant_id = %s and status = 'suggested'", tenant) == [(left,)]
    finished(place, act)
    assert faults(place, tenant, act) == []
    who = place.ask("select distinct actor from audit.log where tenant_id = %s and tbl = 'decisions' and session like 'recon:%%'", tenant)
    assert len(who) == 1 and who[0][0].startswith("person:"), who


def test_the_check_finds_decisions_that_were_kept_in_a_transaction_of_their_own(place: Place) -> None:  # noqa: F811
    tenant, act = asked(place)
    killed(place, "inside", QRT_TEST_FAULT="early_decisions")
    finished(place, act)
    assert faults(place, tenant, act) == ["a decision is doubled or lost"]


@pytest.fixture
def every_undo_is_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undoing, "MOST", 1)


@pytest.mark.usefixtures("every_undo_is_a_job")
def test_an_act_is_taken_back_to_its_end_after_the_worker_was_killed_and_nothing_twice(place: Place) -> None:  # noqa: F811
    tenant, act = asked(place, "undo")
    for moment, left in (("inside", COUNT - 2), ("after", COUNT - 4)):
        killed(place, moment)
        assert place.ask("select count(*) from reconciliation_matches where tenant_id = %s and status = 'accepted'", tenant) == [(left,)]
    finished(place, act)
    assert undo_faults(place, tenant, act) == []


@pytest.mark.usefixtures("every_undo_is_a_job")
def test_the_check_finds_a_taking_back_that_was_kept_in_a_transaction_of_its_own(place: Place) -> None:  # noqa: F811
    tenant, act = asked(place, "undo")
    killed(place, "inside", QRT_TEST_FAULT="early_decisions")
    finished(place, act)
    assert undo_faults(place, tenant, act) == ["a decision is doubled or lost"]
