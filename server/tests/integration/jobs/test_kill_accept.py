"""The worker that accepts a filter of matches, or takes an act back, is killed with SIGKILL in a batch and after one; the next goes on, and no match is decided
twice or forgotten."""

import uuid
from collections import Counter

import pytest
from dbos import DBOSClient

from qrt.flows import recon
from qrt.flows.recon import undoing
from qrt.jobs.engine import bulk_enqueuer
from tests.integration.close.bench import Bench
from tests.integration.jobs.killing import asked_of, finished, killed, suggested_matches
from tests.integration.jobs.test_kill import Place, place  # noqa: F401  A fixture.

pytestmark = pytest.mark.slow
COUNT = 7


def asked(place: Place, kind: str = "accept") -> tuple[uuid.UUID, uuid.UUID]:  # noqa: F811
    """A bench with suggested matches that asha accepts as one filter, or has accepted and takes back: tenant and act."""

    async def ask(bench: Bench, client: DBOSClient) -> uuid.UUID:
        report, asha = await suggested_matches(bench, ["near"] * COUNT), bench.people["asha"]
        enqueue = bulk_enqueuer(client, "accept_together")
        async with bench.db(asha) as db:
            if kind == "accept":
                return await recon.ask_accept_filter(db, asha, report, None, (COUNT, sum(range(COUNT)), 0), enqueue)
            accepted = await recon.decide_many(db, asha, report, "accept", [(f"m{n}", 1) for n in range(COUNT)])
            return await recon.undo(db, asha, report, accepted, None, enqueue)

    return asked_of(place, ask)


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
        killed(place, f"accept:{moment}")
        # Inside: the first batch stands and the second does not. After: one more was committed, and the engine was not told.
        assert place.ask("select count(*) from reconciliation_matches where tenant_id = %s and status = 'suggested'", tenant) == [(left,)]
    finished(place, "reconciliation_acts", act)
    assert faults(place, tenant, act) == []
    who = place.ask("select distinct actor from audit.log where tenant_id = %s and tbl = 'decisions' and session like 'recon:%%'", tenant)
    assert len(who) == 1 and who[0][0].startswith("person:"), who


def test_the_check_finds_decisions_that_were_kept_in_a_transaction_of_their_own(place: Place) -> None:  # noqa: F811
    tenant, act = asked(place)
    killed(place, "accept:inside", QRT_TEST_FAULT="early_decisions")
    finished(place, "reconciliation_acts", act)
    assert faults(place, tenant, act) == ["a decision is doubled or lost"]


@pytest.fixture
def every_undo_is_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undoing, "MOST", 1)


@pytest.mark.usefixtures("every_undo_is_a_job")
def test_an_act_is_taken_back_to_its_end_after_the_worker_was_killed_and_nothing_twice(place: Place) -> None:  # noqa: F811
    tenant, act = asked(place, "undo")
    for moment, left in (("inside", COUNT - 2), ("after", COUNT - 4)):
        killed(place, f"accept:{moment}")
        assert place.ask("select count(*) from reconciliation_matches where tenant_id = %s and status = 'accepted'", tenant) == [(left,)]
    finished(place, "reconciliation_acts", act)
    assert undo_faults(place, tenant, act) == []


@pytest.mark.usefixtures("every_undo_is_a_job")
def test_the_check_finds_a_taking_back_that_was_kept_in_a_transaction_of_its_own(place: Place) -> None:  # noqa: F811
    tenant, act = asked(place, "undo")
    killed(place, "accept:inside", QRT_TEST_FAULT="early_decisions")
    finished(place, "reconciliation_acts", act)
    assert undo_faults(place, tenant, act) == ["a decision is doubled or lost"]
