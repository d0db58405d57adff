"""The platform as people start it: how long until it answers, and how fast it answers fifty readers."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx

from qrt.adapters.company import load_company_file
from qrt.adapters.db import closes
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.session import Sessions, make_sessions, tenant_session
from qrt.adapters.local.postgres import EmbeddedPostgres
from qrt.adapters.local.processes import remembered_port
from qrt.adapters.local.supervisor import load_running
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.adapters.security.passwords import Passwords
from qrt.cli.up import make_desk
from qrt.core.base.actor import System
from qrt.core.base.period import Quarter
from qrt.flows import close as close_flow
from qrt.flows import handin, run
from qrt.flows.companies import NewPerson, ensure_company
from qrt.jobs.engine import enqueuer, make_client
from qrt.settings import Settings
from qrt.sim import simulate
from tests.bench.figures import Figure, Sizes, percentile, say, seconds, time_text, told

READERS = 50
PEOPLE = 10
PASSWORD = "bench-reader-of-many-pages-7"
QUARTER = Quarter(2026, 2)
BY = System("bench")
READY_SECONDS, RUN_SECONDS, STORM_SECONDS = 90.0, 150.0, 25.0


def measure_running(home: Path, sizes: Sizes) -> list[Figure]:
    """Start cold, stop, start warm, and read from the warm one."""
    with _platform(home) as (_, cold):
        say(f"starting the platform cold: {cold:.1f} s")
    alone = _database_alone(home)
    with _platform(home) as (address, warm):
        say(f"starting the platform warm: {warm:.1f} s")
        figures = [
            Figure("start, fresh data folder", time_text(cold), "start, kept data folder", time_text(warm), cold / warm),
            Figure("start, kept data folder", time_text(warm), "its PostgreSQL alone", time_text(alone), warm / alone),
        ]
        with told("a small company closed, for readers"):
            asyncio.run(_bring_company(home))
        with told(f"{READERS} readers at once"):
            figures += asyncio.run(_read(address, sizes))
    return figures


@contextmanager
def _platform(home: Path) -> Iterator[tuple[str, float]]:
    """`qrt up` over a data folder: its address, and the seconds until it answered."""
    port = remembered_port(home.parent / f"{home.name}.port")
    env = {name: value for name, value in os.environ.items() if not name.startswith("QRT_")}
    env |= {"QRT_HOME": str(home), "QRT_PORT": str(port), "QRT_SAMPLE": "0"}
    if named := os.environ.get("QRT_PG_BIN"):
        env["QRT_PG_BIN"] = named
    address = f"http://127.0.0.1:{port}"
    log = (home.parent / f"{home.name}.log").open("ab")
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "qrt.cli", "up"], env=env, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait(process, f"{address}/api/health", Path(log.name))
        yield address, time.perf_counter() - started
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(address, timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise SystemExit(f"bench: the platform did not start: {log.read_text(errors='replace')[-600:]}")


def _database_alone(home: Path) -> float:
    server = EmbeddedPostgres(home / "postgres", bin_folder=os.environ.get("QRT_PG_BIN", ""))
    try:
        return seconds(server.start)
    finally:
        server.stop()


async def _bring_company(home: Path) -> None:
    """A small made-up company with ten people; the platform's own worker closes its quarter."""
    env = load_running(home)
    settings = replace(Settings.load({}), home=home, app_database_url=env["QRT_APP_DATABASE_URL"], redis_url=env["QRT_REDIS_URL"])
    folder = home.parent / "company"
    await asyncio.to_thread(simulate, 5, "small", str(QUARTER), folder)
    company = load_company_file(folder / "company.yaml")
    people = [NewPerson(f"Reader {number}", _email(number), PASSWORD, frozenset({"auditor"})) for number in range(PEOPLE)]
    engine = make_engine(settings.app_database_url, name="qrt-bench", pool_size=2)
    sessions, passwords = make_sessions(engine), Passwords(threads=2)
    try:
        tenant = await ensure_company(sessions, passwords, company.company, people)
        where = run.Where(tenant, QUARTER)
        async with tenant_session(sessions, tenant, BY) as db:
            await close_flow.open_close(db, BY, QUARTER)
        with ReaderPool(size=1) as readers:
            await handin.receive_folder(sessions, where, BY, make_desk(settings, readers), folder / "inbox", company, lambda *_: None)
        async with tenant_session(sessions, tenant, BY) as db:
            await close_flow.start_run(db, BY, QUARTER, enqueuer(make_client(settings.app_database_url)))
        await _until_ready(sessions, where)
    finally:
        passwords.close()
        await engine.dispose()
        shutil.rmtree(folder, ignore_errors=True)


async def _until_ready(sessions: Sessions, where: run.Where) -> None:
    until = time.monotonic() + RUN_SECONDS
    while time.monotonic() < until:
        async with tenant_session(sessions, where.tenant, BY) as db:
            close = await closes.load_close(db, where.quarter)
            if close and close.state != "running":
                if close.state != "ready":
                    raise SystemExit(f"bench: the small company's close ended as {close.state}")
                return
        await asyncio.sleep(0.5)
    raise SystemExit(f"bench: the small company was not closed within {RUN_SECONDS:.0f} s")


def _email(number: int) -> str:
    return f"reader{number}@bench.example"


async def _read(address: str, sizes: Sizes) -> list[Figure]:
    """Fifty readers turn pages; then the same fifty ask for nothing but a sign of life."""
    quarter = {"quarter": str(QUARTER)}
    pages = [
        ("/api/journals", {**quarter, "view": "all"}),
        ("/api/documents", {**quarter, "view": "all"}),
        ("/api/findings", quarter),
        ("/api/statements/tb", quarter),
        (f"/api/closes/{QUARTER}", {}),
    ]
    async with httpx.AsyncClient(base_url=address, timeout=60, trust_env=False) as client:
        cookies = [await _sign_in(client, number) for number in range(PEOPLE)]
    port = urlsplit(address).port or 80
    await _storm(port, pages, cookies, READERS)
    real, real_seconds = await _storm(port, pages, cookies, sizes.requests)
    empty, empty_seconds = await _storm(port, [("/api/health", {})], cookies, sizes.requests)
    beside = "/api/health, same readers"
    figures = [
        Figure(
            f"API {name}, {READERS} readers, {len(real):,} requests",
            time_text(percentile(real, share)),
            beside,
            time_text(percentile(empty, share)),
            percentile(real, share) / percentile(empty, share),
        )
        for name, share in (("p50", 0.50), ("p99", 0.99))
    ]
    rate, most = len(real) / real_seconds, len(empty) / empty_seconds
    return [*figures, Figure(f"API requests, {READERS} readers", f"{rate:,.0f}/s", beside, f"{most:,.0f}/s", most / rate)]


async def _sign_in(client: httpx.AsyncClient, number: int) -> str:
    answer = await client.post("/api/auth/sign-in", json={"email": _email(number), "password": PASSWORD})
    if answer.status_code != 200:
        raise SystemExit(f"bench: sign-in answered {answer.status_code}: {answer.text[:200]}")
    return "; ".join(f"{name}={value}" for name, value in answer.cookies.items())


async def _storm(port: int, pages: list[tuple[str, Mapping[str, str]]], cookies: list[str], requests: int) -> tuple[list[float], float]:
    """Seconds of each request, and of all together. Any answer but 200 ends the bench: a quick refusal is not a quick page.

    Plain connections that are kept open: a comfortable client would need more of the machine than the server it measures.
    """
    taken: list[float] = []
    turns = iter(range(requests))

    async def reader(number: int) -> None:
        inbox, outbox = await asyncio.open_connection("127.0.0.1", port)
        for turn in turns:
            if time.perf_counter() - begun > STORM_SECONDS:
                break
            path, query = pages[turn % len(pages)]
            started = time.perf_counter()
            target = f"{path}?{urlencode(query)}" if query else path
            outbox.write(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies[number % len(cookies)]}\r\n\r\n".encode())
            head = (await inbox.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            body = await inbox.readexactly(int(head.partition("content-length:")[2].partition("\r\n")[0]))
            taken.append(time.perf_counter() - started)
            if not head.startswith("http/1.1 200"):
                raise SystemExit(f"bench: {path} answered {head.splitlines()[0]}: {body[:200]!r}")
        outbox.close()

    begun = time.perf_counter()
    await asyncio.gather(*(reader(number) for number in range(READERS)))
    return taken, time.perf_counter() - begun
