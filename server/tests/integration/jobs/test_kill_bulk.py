"""The worker of a bulk approval is killed with SIGKILL in a batch and after one; the next worker goes on, and no entry is posted twice or lost."""

import uuid

import pytest
from dbos import DBOSClient

from qrt.adapters.db import books, companies
from qrt.core.ledger.types import LedgerAccount
from qrt.flows import journals
from qrt.jobs.engine import bulk_enqueuer
from tests.integration.close.bench import Bench
from tests.integration.jobs.killing import asked_of, finished, killed
from tests.integration.jobs.test_kill import Place, place  # noqa: F401  A fixture.
from tests.integration.workflow.acts import agent_drafts

pytestmark = pytest.mark.slow
COUNT = 7


def asked(place: Place) -> tuple[uuid.UUID, uuid.UUID]:  # noqa: F811
    """A company with drafts that asha asks to be approved together: tenant and bulk approval."""

    async def ask(bench: Bench, client: DBOSClient) -> uuid.UUID:
        async with bench.db() as db:
            chart = {name: LedgerAccount("KT", name) for name in ("Rent", "Bank")}
            await books.save_chart(db, (await companies.entity_ids(db))["KT"], chart)
        await agent_drafts(bench, COUNT)
        asha = bench.people["asha"]
        async with bench.db(asha) as db:
            return await journals.ask_bulk(db, asha, journals.RoutineFilter(bench.quarter), COUNT, bulk_enqueuer(client))

    return asked_of(place, ask)


def test_a_bulk_approval_goes_on_after_its_worker_was_killed_and_doubles_nothing(place: Place) -> None:  # noqa: F811
    tenant, made = asked(place)
    for moment, left in (("inside", COUNT - 2), ("after", COUNT - 4)):
        killed(place, f"bulk:{moment}")
        # Inside: the first batch stands and the second does not. After: one more was committed, and the engine was not told.
        assert place.ask("select count(*) from journal_entries where tenant_id = %s and state = 'waiting'", tenant) == [(left,)]
    finished(place, "bulk_approvals", made)
    numbers = [number for (number,) in place.ask("select number from journal_entries where tenant_id = %s and state = 'posted' order by number", tenant)]
    assert numbers == [f"PAY/2026-27/{number:05d}" for number in range(1, COUNT + 1)]
    assert place.ask("select total, done, failed from bulk_approvals where id = %s", made) == [(COUNT, COUNT, 0)]
    assert place.ask("select count(*), count(distinct entry_id) from approvals where tenant_id = %s", tenant) == [(COUNT, COUNT)]
    assert place.ask("select last_number from voucher_series where tenant_id = %s", tenant) == [(COUNT,)]
    who = place.ask("select distinct actor from audit.log where tenant_id = %s and tbl = 'approvals' and session like 'bulk:%%'", tenant)
    assert len(who) == 1 and who[0][0].startswith("person:"), who
