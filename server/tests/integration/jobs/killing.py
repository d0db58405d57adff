"""What tests of killed workers of bulk acts share: who asks as a request does, who dies at a named moment, and who goes on to the end."""

import asyncio
import signal
import time
import uuid
from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from dbos import DBOSClient

from qrt.adapters.db import closes, companies
from qrt.adapters.db.bulk import insert_rows
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.session import make_sessions
from qrt.adapters.db.tables import ReconciliationMatch, ReconciliationReport, uuid7
from qrt.jobs.engine import make_client
from tests.integration.close.bench import Bench, make_bench
from tests.integration.jobs.test_kill import Place, stop

PATIENCE = 90


def asked_of(place: Place, ask: Callable[[Bench, DBOSClient], Awaitable[uuid.UUID]]) -> tuple[uuid.UUID, uuid.UUID]:
    """A company in which `ask` asks for something that a worker does: its tenant, and what `ask` gives."""

    async def make() -> tuple[uuid.UUID, uuid.UUID]:
        sessions = make_sessions(make_engine(place.urls.app, pool_size=2))
        bench = await make_bench(sessions, place.urls, place.folder, place.home, None)  # type: ignore[arg-type]  Nothing is read here.
        client = make_client(place.urls.jobs)
        made = await ask(bench, client)
        await asyncio.to_thread(client.destroy)
        await sessions.kw["bind"].dispose()
        return bench.tenant, made

    return asyncio.run(make())


async def suggested_matches(bench: Bench, texts: Sequence[str]) -> uuid.UUID:
    """A reconciliation of a bank with a suggested match m0, m1, … for each text, which is its reason: the report."""
    report = uuid7()
    async with bench.db() as db:
        close = await closes.load_close(db, bench.quarter)
        assert close is not None
        entity = (await companies.entity_ids(db))["KT"]
        head = {"kind": "bank", "subject": "Bank", "as_of": date(2026, 9, 30), "left_total_paise": 0, "right_total_paise": 0}
        await insert_rows(db, ReconciliationReport, [{"id": report, "close_id": close.id, "entity_id": entity, "summary": {}, **head}])
        same = {"report_id": report, "stage": "tolerance", "status": "suggested", "margin": 0.1, "difference_paise": 0}
        rows = [{**same, "match": f"m{n}", "score": n / 10, "left_paise": n, "reasons": [{"text": text, "weight": n / 10}]} for n, text in enumerate(texts)]
        await insert_rows(db, ReconciliationMatch, rows)
    return report


def killed(place: Place, where: str, **env: str) -> None:
    """A worker that dies at `where` ("<stage>:<moment>") once it is there."""
    (place.home / "died").unlink(missing_ok=True)
    worker = place.worker("worker-1", QRT_TEST_DIE=where, **env)
    try:
        assert worker.wait(PATIENCE) == -signal.SIGKILL, f"nobody died at {where}"
    finally:
        stop(worker)


def finished(place: Place, table: str, row: uuid.UUID) -> None:
    """The next worker, until the row of a table of acts says that it is done."""
    worker = place.worker("worker-2")
    try:
        end = time.monotonic() + PATIENCE
        while place.ask(f"select state from {table} where id = %s", row) != [("done",)]:
            assert time.monotonic() < end, (place.home / "worker.log").read_text(errors="replace")[-3000:]
            time.sleep(0.2)
    finally:
        stop(worker)
