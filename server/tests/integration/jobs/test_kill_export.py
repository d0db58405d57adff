"""The worker that writes a long list is killed with SIGKILL among its rows and after the file was kept; the next one writes it whole, and nobody is handed half of it."""

import asyncio
import csv
import io
import signal
import time
import uuid
from datetime import date

import pytest

from qrt.adapters.db import closes, companies
from qrt.adapters.db.bulk import insert_rows
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.listing import recon as listing
from qrt.adapters.db.session import PLATFORM, make_sessions, tenant_session
from qrt.adapters.db.tables import ReconciliationMatch, ReconciliationReport, uuid7
from qrt.adapters.storage.objects import ObjectStore
from qrt.core.base.errors import Refused
from qrt.flows.recon import exporting
from qrt.jobs.engine import bulk_enqueuer, make_client
from tests.integration.close.bench import make_bench
from tests.integration.jobs.test_kill import Place, place, stop  # noqa: F401  A fixture.

pytestmark = pytest.mark.slow
COUNT = 7


def asked(place: Place) -> tuple[uuid.UUID, uuid.UUID]:  # noqa: F811
    """A bench with suggested matches, whose list asha asks for as a file: tenant and job, enqueued as a request does it."""

    async def make() -> tuple[uuid.UUID, uuid.UUID]:
        sessions = make_sessions(make_engine(place.urls.app, pool_size=2))
        bench = await make_bench(sessions, place.urls, place.folder, place.home, None)  # type: ignore[arg-type]  Nothing is read here.
        report = uuid7()
        async with bench.db() as db:
            close = await closes.load_close(db, bench.quarter)
            assert close is not None
            head = {"kind": "bank", "subject": "Bank", "as_of": date(2026, 9, 30), "left_total_paise": 0, "right_total_paise": 0}
            entity = (await companies.entity_ids(db))["KT"]
            await insert_rows(db, ReconciliationReport, [{"id": report, "close_id": close.id, "entity_id": entity, "summary": {}, **head}])
            same = {"report_id": report, "stage": "tolerance", "status": "suggested", "margin": 0.1, "difference_paise": 0}
            rows = [{**same, "match": f"m{n}", "score": n / 10, "left_paise": n, "reasons": [{"text": f"near {n}", "weight": n / 10}]} for n in range(COUNT)]
            await insert_rows(db, ReconciliationMatch, rows)
        client = make_client(place.urls.jobs)
        asha = bench.people["asha"]
        async with bench.db(asha) as db:
            wanted = exporting.Asked(listing.Wanted("decide", "", "", ""), "csv")
            made = await exporting.ask_export(db, asha, report, wanted, bulk_enqueuer(client, "work_on_reconciliation"))
        await asyncio.to_thread(client.destroy)
        await sessions.kw["bind"].dispose()
        return bench.tenant, made

    return asyncio.run(make())


def killed(place: Place, moment: str, **env: str) -> None:  # noqa: F811
    (place.home / "died").unlink(missing_ok=True)
    worker = place.worker("worker-1", QRT_TEST_DIE=f"export:{moment}", **env)
    try:
        assert worker.wait(90) == -signal.SIGKILL, f"nobody died {moment} the writing"
    finally:
        stop(worker)


def finished(place: Place, job: uuid.UUID) -> None:  # noqa: F811
    worker = place.worker("worker-2")
    try:
        end = time.monotonic() + 90
        while place.ask("select state from recon_jobs where id = %s", job) != [("done",)]:
            assert time.monotonic() < end, (place.home / "worker.log").read_text(errors="replace")[-3000:]
            time.sleep(0.2)
    finally:
        stop(worker)


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
        killed(place, moment)
        assert place.ask("select state, result from recon_jobs where id = %s", job) == [("running", {})]
        assert faults(place, tenant, job) == ["recon.no_file"]
    finished(place, job)
    assert faults(place, tenant, job) == []


def test_the_check_finds_an_export_that_says_it_is_done_before_its_file_is_there(place: Place) -> None:  # noqa: F811
    tenant, job = asked(place)
    killed(place, "after", QRT_TEST_FAULT="early_end")
    finished(place, job)
    assert faults(place, tenant, job) == ["recon.no_file"]
