"""Papers are read as they come, by a worker and without a run; a worker that dies meanwhile leaves none unread."""

import asyncio
import signal
import time
import uuid

import pytest

from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.session import make_sessions
from qrt.flows import documents
from qrt.jobs.engine import make_client, reading_enqueuer
from tests.integration.close.bench import BY, make_bench
from tests.integration.jobs.test_kill import Place, place, stop  # noqa: F401  A fixture.

pytestmark = pytest.mark.slow
PAPERS = 5


def handed_in(place: Place) -> uuid.UUID:  # noqa: F811
    """A company whose papers come in one request, enqueued as the request does it."""

    async def make() -> uuid.UUID:
        sessions = make_sessions(make_engine(place.urls.app, pool_size=2))
        bench = await make_bench(sessions, place.urls, place.folder, place.home, None)  # type: ignore[arg-type]  Nothing is read here.
        client = make_client(place.urls.jobs)
        async with bench.db() as db:
            files = [(f"note {number}.txt", f"a word, and the number {number}".encode()) for number in range(PAPERS)]
            await documents.receive_all(db, BY, bench.desk.store, bench.quarter, files)
            await reading_enqueuer(client)(db, bench.quarter)
        await asyncio.to_thread(client.destroy)
        await sessions.kw["bind"].dispose()
        return bench.tenant

    return asyncio.run(make())


def test_papers_that_come_are_read_without_a_run_though_the_worker_dies_once(place: Place) -> None:  # noqa: F811
    tenant = handed_in(place)
    worker = place.worker("worker-1", QRT_TEST_DIE="read:after")
    try:
        assert worker.wait(60) == -signal.SIGKILL, "nobody died after a batch"
    finally:
        stop(worker)
    worker = place.worker("worker-1")
    try:
        end = time.monotonic() + 60
        while place.ask("select count(*) from dbos.workflow_status where name = 'read_papers' and status = 'SUCCESS'") != [(1,)]:
            assert time.monotonic() < end, (place.home / "worker.log").read_text(errors="replace")[-3000:]
            time.sleep(0.2)
    finally:
        stop(worker)
    states = "select state, count(*) from documents where tenant_id = %s group by state"
    assert place.ask(states, tenant) == [("needs_person", PAPERS)], "running text has no reader: each waits for a person, none is unread"
    assert place.ask("select (summary->>'read_since')::int, state from closes where tenant_id = %s", tenant) == [(PAPERS, "open")]
