"""A long import is killed at every named point: the process that posts, the database, a single connection, the worker of a run. It goes on where it stood."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from qrt.adapters.db import books
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.migrate import migrate
from qrt.adapters.db.roles import DatabaseUrls, provision
from qrt.adapters.db.session import Sessions, TenantDb, make_sessions, tenant_session
from qrt.adapters.local.postgres import EmbeddedPostgres
from qrt.core.ledger.types import LedgerAccount
from qrt.flows.posting import Into
from tests.conftest import make_company
from tests.integration.jobs.importing import CHUNK, COUNT, NAMES, POINTS, ROBOT, end_connection, faulty, made, post, struck

pytestmark = pytest.mark.slow
SERVER = Path(__file__).resolve().parents[3]


@dataclass
class Ground:
    """A durable database."""

    server: EmbeddedPostgres
    urls: DatabaseUrls

    def ask(self, query: str, *values: object) -> list[tuple]:
        with psycopg.connect(self.urls.owner, autocommit=True) as db:
            return db.execute(query, values).fetchall()  # type: ignore[arg-type]

    def sessions(self) -> Sessions:
        return make_sessions(make_engine(self.urls.app, pool_size=3))

    async def company(self) -> Into:
        sessions = self.sessions()
        company = await make_company(sessions, "Import Limited")
        async with tenant_session(sessions, company.id, ROBOT) as db:
            await books.save_chart(db, company.entity_id, {name: LedgerAccount("MAIN", name) for name in NAMES})
            ledger_ids = await books.load_ledger_ids(db, company.entity_id)
        await sessions.kw["bind"].dispose()
        return Into(company.id, company.entity_id, company.period_id, ledger_ids, ROBOT)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with EmbeddedPostgres(tmp_path_factory.mktemp("durable"), bin_folder=os.environ.get("QRT_PG_BIN", "")) as server:
        urls = provision(server.url, tmp_path_factory.mktemp("keys"))
        migrate(urls.owner)
        yield Ground(server, urls)


_KEPT = """
    with lines as (select ledger_id, {at} as at, branch, sum(greatest(amount_paise, 0)) as debit, sum(greatest(-amount_paise, 0)) as credit
                   from journal_lines where tenant_id = %s group by 1, 2, 3),
         kept as (select ledger_id, {unit} as at, branch, debit_paise as debit, credit_paise as credit from {table} where tenant_id = %s)
    select count(*) from lines full join kept using (ledger_id, at, branch) where lines.debit is distinct from kept.debit or lines.credit is distinct from kept.credit
"""


def faults(ground: Ground, tenant: uuid.UUID) -> list[str]:
    """Everything in which the books differ from an import that nobody disturbed, or break a law of the books."""
    found: list[str] = []
    expected = {voucher.number: [(line.ledger, line.amount) for line in voucher.lines] for voucher in made()}
    entries = ground.ask("select id, imported_number, number, state from journal_entries where tenant_id = %s", tenant)
    numbers = Counter(imported for _, imported, _, _ in entries)
    found += [f"{imported} is lost" for imported in expected if not numbers[imported]]
    found += [f"{imported} is doubled" for imported, count in numbers.items() if count > 1 or imported not in expected]
    legs: defaultdict[uuid.UUID, list[tuple[str, int]]] = defaultdict(list)
    query = "select l.entry_id, a.name, l.amount_paise from journal_lines l join ledger_accounts a on a.tenant_id = l.tenant_id and a.id = l.ledger_id"
    for entry, ledger, amount in ground.ask(f"{query} where l.tenant_id = %s order by l.entry_id, l.position", tenant):
        legs[entry].append((ledger, amount))
    found += [f"{imported} is unbalanced or bare" for entry, imported, _, _ in entries if sum(amount for _, amount in legs[entry]) or len(legs[entry]) < 2]
    found += [f"{imported} has other lines" for entry, imported, _, _ in entries if legs[entry] != expected.get(imported)]
    series: defaultdict[str, list[int]] = defaultdict(list)
    for _, _, number, _ in entries:
        match = re.fullmatch(r"(.*)/(\d+)", number)
        assert match, number
        series[match[1]].append(int(match[2]))
    found += [f"{name} has gaps or doubles" for name, taken in series.items() if sorted(taken) != list(range(1, len(taken) + 1))]
    counters = ground.ask("select coalesce(sum(last_number), 0)::bigint from voucher_series where tenant_id = %s", tenant)[0][0]
    found += ["a counter ran ahead of its vouchers"] * (counters != len(entries))
    for table, unit, at in (("ledger_days", "day", "day"), ("ledger_months", "month", "date_trunc('month', day)::date")):
        found += [f"{table} is not what the lines add up to"] * bool(ground.ask(_KEPT.format(table=table, unit=unit, at=at), tenant, tenant)[0][0])
    trail = dict(ground.ask("select tbl, count(*) from audit.log where tenant_id = %s and op = 'INSERT' and tbl like 'journal%%' group by 1", tenant))
    found += ["the trail has not a row for each row"] * (trail != {"journal_entries": len(entries), "journal_lines": sum(map(len, legs.values()))})
    return found + ["a voucher was left unchecked"] * bool(ground.ask("select 1 from app.touched_vouchers"))


def standing(ground: Ground, tenant: uuid.UUID) -> int:
    return ground.ask("select count(*) from journal_entries where tenant_id = %s", tenant)[0][0]


def test_the_process_that_posts_dies_at_every_point_and_nothing_is_lost_or_doubled(ground: Ground) -> None:
    into = asyncio.run(ground.company())
    died, committed = 0, 0
    for point in POINTS:
        command = [sys.executable, "-m", "tests.integration.jobs.importing", ground.urls.app, str(into.tenant), str(into.entity_id), str(into.period_id), point]
        # What stands was posted before: the import passes it by, and dies in the third chunk of what is new (points before the writing: of all).
        chunk = standing(ground, into.tenant) // CHUNK + 2
        child = subprocess.run([*command, str(chunk)], cwd=SERVER, env={**os.environ, "PYTHONPATH": str(SERVER)}, capture_output=True, check=False, timeout=120)
        assert child.returncode == -signal.SIGKILL, f"nobody died: {point} {child.stderr[-2000:]!r}"
        died += 1
        # Whole chunks alone stand: the one that died left nothing, and every one before it is there.
        now = wait_until_still(ground, into.tenant)
        assert now == (chunk if point == "committed" else chunk - 1) * CHUNK > committed or point == POINTS[0], (point, now)
        committed = now
    assert died == len(POINTS)
    assert 0 < standing(ground, into.tenant) < COUNT
    asyncio.run(finish(ground, into))
    assert faults(ground, into.tenant) == []


def wait_until_still(ground: Ground, tenant: uuid.UUID) -> int:
    """The server ends the transaction of a client that died by itself, a moment later."""
    query = "select count(*) from pg_stat_activity where usename = 'qrt_app' and state <> 'idle'"
    for _ in range(100):
        if not ground.ask(query)[0][0]:
            break
        time.sleep(0.05)
    return standing(ground, tenant)


async def finish(ground: Ground, into: Into) -> None:
    sessions = ground.sessions()
    left = COUNT - standing(ground, into.tenant)
    assert await post(sessions, into) == (left, COUNT)
    assert await post(sessions, into) == (0, COUNT)
    await sessions.kw["bind"].dispose()


@pytest.mark.parametrize("victim", ["a single connection", "the database"])
def test_what_the_import_stands_on_goes_away_at_every_point_and_nothing_is_lost_or_doubled(ground: Ground, victim: str) -> None:
    into = asyncio.run(ground.company())

    async def strike(db: TenantDb | None) -> None:
        if victim == "the database":
            assert ground.server.pid
            os.kill(ground.server.pid, signal.SIGKILL)
            await asyncio.sleep(0.3)
        else:
            await end_connection(db, ground.urls.owner)

    async def one(point: str) -> None:
        sessions = ground.sessions()
        struck_at = standing(ground, into.tenant) // CHUNK + 2
        try:
            with struck(point, struck_at, strike):
                if point in ("prepared", "committed") and victim == "a single connection":
                    # Between two transactions the import holds no connection: the next may find the dead one in the pool, or a new one.
                    with suppress(DBAPIError):
                        await post(sessions, into)
                else:
                    with pytest.raises((DBAPIError, OSError)):
                        await post(sessions, into)
        finally:
            await sessions.kw["bind"].dispose()
        if victim == "the database":
            assert ground.server.ensure()

    hit = 0
    for point in POINTS:
        if standing(ground, into.tenant) == COUNT:
            # The import went through after all; the points that are left get books of their own.
            assert faults(ground, into.tenant) == []
            into = asyncio.run(ground.company())
        asyncio.run(one(point))
        hit += 1
    assert hit == len(POINTS)
    asyncio.run(finish(ground, into))
    assert faults(ground, into.tenant) == []


@pytest.mark.parametrize(("fault", "said"), [("early numbers", ("gaps or doubles", "a counter ran ahead")), ("no keys", ("is doubled",))])
def test_the_check_finds_a_planted_fault(ground: Ground, fault: str, said: tuple[str, ...]) -> None:
    into = asyncio.run(ground.company())

    async def strike(db: TenantDb | None) -> None:
        raise ConnectionError("the import was killed")

    async def broken() -> None:
        sessions = ground.sessions()
        with faulty(fault, sessions):
            with struck("vouchers written", 3, strike), pytest.raises(ConnectionError):
                await post(sessions, into)
            await post(sessions, into)
        await sessions.kw["bind"].dispose()

    asyncio.run(broken())
    found = faults(ground, into.tenant)
    assert all(any(part in each for each in found) for part in said), found
