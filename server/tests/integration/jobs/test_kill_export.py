"""The worker that writes a long list is killed with SIGKILL among its rows and after the file was kept; the next one writes it whole, and nobody is handed half of it."""

import asyncio
import csv
import io
import uuid

import pytest
from dbos import DBOSClient

from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.listing import recon as listing
from qrt.adapters.db.session import PLATFORM, make_sessions, tenant_session
from qrt.adapters.storage.objects import ObjectStore
from qrt.core.base.errors import Refused
from qrt.flows.recon import exporting
from qrt.jobs.engine import bulk_enqueuer
from tests.integration.close.bench import Bench
from tests.integration.jobs.killing import asked_of, finished, killed, suggested_matches
from tests.integration.jobs.test_kill import Place, place  # noqa: F401  A fixture.

pytestmark = pytest.mark.slow
COUNT = 7


def asked(place: Place) -> tuple[uuid.UUID, uuid.UUID]:  # noqa: F811
    """A bench with suggested matches, whose list asha asks for as a file: tenant and job."""

    async def ask(bench: Bench, client: DBOSClient) -> uuid.UUID:
        report, asha = await suggested_matches(bench, [f"near {n}" for n in range(COUNT)]), bench.people["asha"]
        async with bench.db(asha) as db:
            wanted = exporting.Asked(listing.Wanted("decide", "", "", ""), "csv")
            return await exporting.ask_export(db, asha, report, wanted, bulk_enqueuer(client, "work_on_reconciliation"))

    return asked_of(place, ask)


def faults(place: Place, tenant: uuid.UUID, job: uuid.UUID) -> list[str]:  # noqa: F811
    """What somebody who asks for the file of a job that is done would find wrong."""

    async def load() -> bytes:
        sessions = make_sessions(make_engine(place.urls.app, pool_size=1))
        try:
            async with tenant_session(sessions, tenant, PLATFORM) as db:
                return (await exporting.load_file(db, job, ObjectStore(place.home / "objects", place.home / "keys")))[0]
        finally:
            await sessions.kw["bind"].dispose()

    try:
        data = asyncio.run(load())
    except Refused as wrong:
        return [wrong.code]
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    told = sorted(row[-1] for row in rows if row and row[-1].startswith("near "))
    found = ["a row is doubled or lost"] * (told != [f"near {n}" for n in range(COUNT)])
    return found + ["the job's count differs"] * (place.ask("select total, done, failed from recon_jobs where id = %s", job) != [(COUNT, COUNT, 0)])


def test_a_list_is_written_whole_after_its_worker_was_killed(place: Place) -> None:  # noqa: F811
    tenant, job = asked(place)
    for moment in ("inside", "after"):
        killed(place, f"export:{moment}")
        assert place.ask("select state, result from recon_jobs where id = %s", job) == [("running", {})]
        assert faults(place, tenant, job) == ["recon.no_file"]
    finished(place, "recon_jobs", job)
    assert faults(place, tenant, job) == []


def test_the_check_finds_an_export_that_says_it_is_done_before_its_file_is_there(place: Place) -> None:  # noqa: F811
    tenant, job = asked(place)
    killed(place, "export:after", QRT_TEST_FAULT="early_end")
    finished(place, "recon_jobs", job)
    assert faults(place, tenant, job) == ["recon.no_file"]
