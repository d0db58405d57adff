"""Workers and the database are killed with SIGKILL, at every stage and at random moments; the run goes on where it stood and nothing is lost or doubled."""

import asyncio
import os
import random
import re
import signal
import subprocess
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg
import pytest

from qrt.adapters.db.audit import load_seal_key
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.migrate import prepare_database
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import make_sessions
from qrt.adapters.local.postgres import EmbeddedPostgres
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.flows import close as close_flow
from qrt.flows import run
from qrt.jobs.engine import enqueuer, make_client
from tests.integration.close.bench import BY, Bench, RememberingReaders, make_bench
from tests.integration.close.papers import e_invoice, tiny_books, write_company

pytestmark = pytest.mark.slow
SERVER = Path(__file__).resolve().parents[3]
LEASE = 9
"""Seconds of silence after which another worker takes over; longer than the pause between two beats."""

MOMENTS = [("begin", "after"), ("read", "before"), ("read", "after"), ("finish", "before")]
MOMENTS[3:3] = [(stage, ("before", "inside", "after")[position % 3]) for position, stage in enumerate(run.STAGE_NAMES, 1)]


@dataclass
class Place:
    """A durable database with a company in it, and where its workers keep their keys and papers."""

    server: EmbeddedPostgres
    urls: DatabaseUrls
    home: Path
    folder: Path

    def worker(self, name: str, **env: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.integration.jobs.worker_child", name, self.urls.app, self.urls.jobs, str(self.home), str(LEASE)]
        environment = {**os.environ, "PYTHONPATH": str(SERVER), "PYTHONWARNINGS": "ignore", **env}
        return subprocess.Popen(command, cwd=SERVER, env=environment, stdout=subprocess.DEVNULL, stderr=(self.home / "worker.log").open("ab"))

    def ask(self, query: str, *values: object) -> list[tuple]:
        with psycopg.connect(self.server.url.rsplit("/", 1)[0] + "/" + self.urls.owner.rsplit("/", 1)[1], autocommit=True) as db:
            return db.execute(query, values).fetchall()  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    home = tmp_path_factory.mktemp("home")
    folder = write_company(home / "company", tiny_books())
    (folder / "inbox" / "Bharat Mills BM-103.json").write_bytes(e_invoice("BM/103", date(2026, 9, 25), 10_000_00))
    server = EmbeddedPostgres(tmp_path_factory.mktemp("durable"), bin_folder=os.environ.get("QRT_PG_BIN", "")).start()
    try:
        urls = prepare_database(server.url, home / "keys")
        load_seal_key(home / "keys")
        yield Place(server, urls, home, folder)
    finally:
        server.stop()


def company(place: Place, readers: RememberingReaders, *, worked: bool) -> tuple[uuid.UUID, str]:
    """A tenant with everything handed in and a run enqueued; `worked` closes it at once, undisturbed. Returns tenant and digest."""

    async def make() -> tuple[uuid.UUID, str]:
        sessions = make_sessions(make_engine(place.urls.app, pool_size=2))
        bench: Bench = await make_bench(sessions, place.urls, place.folder, place.home, readers)
        await bench.hand_in(place.folder / "inbox")
        digest = ""
        if worked:
            digest = await bench.close()
        else:
            client = make_client(place.urls.jobs)
            async with bench.db() as db:
                await close_flow.start_run(db, BY, bench.quarter, enqueuer(client))
            await asyncio.to_thread(client.destroy)
        await sessions.kw["bind"].dispose()
        return bench.tenant, digest

    return asyncio.run(make())


@pytest.fixture(scope="module")
def undisturbed(place: Place) -> tuple[uuid.UUID, str]:
    """The same company closed with nobody in the way."""
    with ReaderPool(size=2) as pool:
        return company(place, RememberingReaders(pool), worked=True)


def faults(place: Place, tenant: uuid.UUID, good: tuple[uuid.UUID, str]) -> list[str]:
    """Everything in which a tenant's books differ from those of the undisturbed run, or break a law of the books."""
    found: list[str] = []
    for what, query in (
        ("papers", "select sha256, state from documents where tenant_id = %s order by 1"),
        ("vouchers", "select key, state, amount_paise from journal_entries where tenant_id = %s order by 1"),
        ("findings", "select digest, state from findings where tenant_id = %s order by 1"),
        ("drawn statements", "select kind, draft, digest from financial_statements where tenant_id = %s order by 1, 2"),
        ("packages", "select run, digest from close_packages where tenant_id = %s"),
    ):
        if place.ask(query, tenant) != place.ask(query, good[0]):
            found.append(f"{what} differ")
    keys = [key for (key,) in place.ask("select key from journal_entries where tenant_id = %s", tenant)]
    found += ["a voucher is doubled"] * (len(keys) != len(set(keys)))
    lines = """
        select e.key, count(l.*), coalesce(sum(l.amount_paise), 0) from journal_entries e left join journal_lines l on l.entry_id = e.id and l.tenant_id = e.tenant_id
        where e.tenant_id = %s and e.state = 'posted' group by e.key
    """
    found += [f"{key} is unbalanced or bare" for key, count, total in place.ask(lines, tenant) if total or count < 2]
    series: defaultdict[str, list[int]] = defaultdict(list)
    for (number,) in place.ask("select number from journal_entries where tenant_id = %s and number is not null", tenant):
        match = re.fullmatch(r"(.*)/(\d+)", number)
        assert match, number
        series[match[1]].append(int(match[2]))
    found += [f"{name} has gaps or doubles" for name, numbers in series.items() if sorted(numbers) != list(range(1, len(numbers) + 1))]
    counters = sum(last for (last,) in place.ask("select last_number from voucher_series where tenant_id = %s", tenant))
    found += ["a counter ran ahead of its vouchers"] * (counters != sum(map(len, series.values())))
    (closed,) = place.ask("select state, digest from closes where tenant_id = %s", tenant)
    return found + [f"the close ended as {closed}"] * (closed != ("ready", good[1]))


def until_ready(place: Place, tenant: uuid.UUID, seconds: float) -> None:
    end = time.monotonic() + seconds
    while place.ask("select state from closes where tenant_id = %s", tenant) != [("ready",)]:
        if time.monotonic() > end:
            where = place.ask("select stage, state, message from close_stages where tenant_id = %s order by position", tenant)
            pytest.fail(f"the run stands still: {where}\n{(place.home / 'worker.log').read_text(errors='replace')[-3000:]}")
        time.sleep(0.2)


def stop(*workers: subprocess.Popen[bytes]) -> None:
    for worker in workers:
        if worker.poll() is None:
            worker.kill()
        worker.wait(20)


def test_a_run_whose_worker_dies_at_every_stage_ends_as_if_nobody_had_died(place: Place, undisturbed: tuple[uuid.UUID, str]) -> None:
    with ReaderPool(size=1) as pool:
        tenant, _ = company(place, RememberingReaders(pool), worked=False)
    for position, (stage, moment) in enumerate(MOMENTS):
        (place.home / "died").unlink(missing_ok=True)
        worker = place.worker("worker-1", QRT_TEST_DIE=f"{stage}:{moment}")
        try:
            assert worker.wait(60) == -signal.SIGKILL, f"nobody died {moment} {stage}"
        except subprocess.TimeoutExpired:
            stop(worker)
            pytest.fail(f"nobody died {moment} {stage}: {(place.home / 'worker.log').read_text(errors='replace')[-3000:]}")
        assert (place.home / "died").read_text() == f"{stage}:{moment}"
        if position == len(MOMENTS) // 2:
            # The database goes the same way, in the middle of the run, and comes back as the supervisor brings it.
            assert place.server.pid
            os.kill(place.server.pid, signal.SIGKILL)
            time.sleep(0.3)
            assert place.server.ensure()
    # The last one never comes back: a worker of another name takes the run over when the lease is out.
    worker = place.worker("worker-2")
    try:
        until_ready(place, tenant, 60)
    finally:
        stop(worker)
    assert faults(place, tenant, undisturbed) == []


def test_a_worker_that_dies_between_the_chunks_of_a_long_posting_leaves_whole_chunks_and_the_next_goes_on(
    place: Place, undisturbed: tuple[uuid.UUID, str]
) -> None:
    with ReaderPool(size=1) as pool:
        tenant, _ = company(place, RememberingReaders(pool), worked=False)
    for _ in range(2):
        # One voucher a chunk. Each worker dies in its second chunk, before it is committed; the second one's first chunk stands already.
        (place.home / "died").unlink(missing_ok=True)
        worker = place.worker("worker-1", QRT_TEST_DIE="book:chunk")
        try:
            assert worker.wait(60) == -signal.SIGKILL
        finally:
            stop(worker)
        assert place.ask("select count(*) from journal_entries where tenant_id = %s and state = 'posted'", tenant) == [(1,)]
    worker = place.worker("worker-1")
    try:
        until_ready(place, tenant, 60)
    finally:
        stop(worker)
    assert faults(place, tenant, undisturbed) == []


def test_kills_of_worker_and_database_at_random_moments_lose_and_double_nothing(place: Place, undisturbed: tuple[uuid.UUID, str]) -> None:
    seed = int(os.environ.get("QRT_TEST_SEED", "20261122"))
    chance = random.Random(seed)
    with ReaderPool(size=1) as pool:
        tenant, _ = company(place, RememberingReaders(pool), worked=False)
    for victim in ("worker", "database", "worker"):
        worker = place.worker("worker-1")
        time.sleep(2 + chance.random() * 4)
        if victim == "database":
            assert place.server.pid
            os.kill(place.server.pid, signal.SIGKILL)
            time.sleep(0.3)
            place.server.ensure()
            time.sleep(chance.random() * 2)
        stop(worker)
    worker = place.worker("worker-1")
    try:
        until_ready(place, tenant, 60)
    finally:
        stop(worker)
    assert faults(place, tenant, undisturbed) == [], f"seed {seed}"


def test_the_check_finds_numbers_that_were_taken_in_a_transaction_of_their_own(place: Place, undisturbed: tuple[uuid.UUID, str]) -> None:
    with ReaderPool(size=1) as pool:
        tenant, _ = company(place, RememberingReaders(pool), worked=False)
    (place.home / "died").unlink(missing_ok=True)
    worker = place.worker("worker-1", QRT_TEST_DIE="book:inside", QRT_TEST_FAULT="early_numbers")
    try:
        assert worker.wait(60) == -signal.SIGKILL
    finally:
        stop(worker)
    worker = place.worker("worker-1")
    try:
        until_ready(place, tenant, 60)
    finally:
        stop(worker)
    found = faults(place, tenant, undisturbed)
    assert any("gaps" in fault for fault in found)
    assert "a counter ran ahead of its vouchers" in found


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("delete from journal_lines where tenant_id = %s and entry_id in (select id from journal_entries where imported_number = 'S-1')", "unbalanced or bare"),
        ("update journal_lines set amount_paise = amount_paise + 1 where tenant_id = %s and position = 0", "unbalanced or bare"),
        ("delete from documents where tenant_id = %s and name = 'Bank Statement.csv'", "papers differ"),
        ("delete from journal_entries where tenant_id = %s and source = 'paper'", "vouchers differ"),
        ("update journal_entries set number = number || '1' where tenant_id = %s and number like '%%00001'", "gaps or doubles"),
    ],
)
def test_the_check_finds_what_a_lost_or_half_done_write_would_leave(place: Place, undisturbed: tuple[uuid.UUID, str], harm: str, said: str) -> None:
    tenant, digest = undisturbed
    address = place.server.url.rsplit("/", 1)[0] + "/" + place.urls.owner.rsplit("/", 1)[1]
    with psycopg.connect(address) as db:
        db.execute("set session_replication_role = replica")
        before = Frozen(place, db)
        assert before.faults(tenant, (tenant, digest)) == []
        assert db.execute(harm, (tenant,)).rowcount > 0  # type: ignore[arg-type]
        found = before.faults(tenant, (tenant, digest))
        db.rollback()
    assert any(said in fault for fault in found), found


class Frozen:
    """The check inside one transaction, against what stood there when it began."""

    def __init__(self, place: Place, db: psycopg.Connection) -> None:
        self.place, self.db = place, db
        self.first: dict[tuple[str, object], list[tuple]] = {}

    def faults(self, tenant: uuid.UUID, good: tuple[uuid.UUID, str]) -> list[str]:
        seen: set[tuple[str, object]] = set()

        def ask(query: str, *values: object) -> list[tuple]:
            key = (query, values[0])
            rows = self.db.execute(query, values).fetchall()  # type: ignore[arg-type]
            self.first.setdefault(key, rows)
            # The second asking of the same question is about the undisturbed company.
            if key in seen:
                return self.first[key]
            seen.add(key)
            return rows

        shadow = Place(self.place.server, self.place.urls, self.place.home, self.place.folder)
        shadow.ask = ask  # type: ignore[method-assign]
        return faults(shadow, tenant, good)
