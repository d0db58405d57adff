"""`qrt up`, `qrt worker`, `qrt migrate`: the platform's processes put together."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

from qrt.adapters.db.audit import load_public_keys, load_seal_key, seal_trail
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.migrate import prepare_database
from qrt.adapters.db.roles import DATABASE, DatabaseUrls, kept_urls, with_database
from qrt.adapters.db.session import Sessions, make_sessions
from qrt.adapters.local.processes import port_is_free
from qrt.adapters.local.supervisor import Child, Chore, Plan, Servers, load_running, run_platform
from qrt.adapters.scan.clamd import ClamdScanner
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.adapters.search.opensearch import PaperIndex
from qrt.adapters.storage.objects import ObjectStore
from qrt.cli.people import sign_in_lines
from qrt.core.base.errors import Refused
from qrt.flows.desk import Desk
from qrt.flows.search import rebuild
from qrt.settings import Settings

Say = Callable[[str], None]

SEAL_SECONDS = 20.0
"""How often the trail is sealed; the security model allows a minute."""


def start_platform(say: Say) -> int:
    """Run the whole platform until it is told to stop."""
    settings = Settings.load()
    port = _free_port(settings.host, settings.port)
    address = settings.public_url or f"http://{'localhost' if settings.host in ('127.0.0.1', '0.0.0.0') else settings.host}:{port}"

    def prepare(servers: Servers) -> Plan:
        urls = prepare_database(servers.database, settings.keys)
        key = load_seal_key(settings.keys)
        env = {
            "QRT_HOME": str(settings.home),
            "QRT_APP_DATABASE_URL": urls.app,
            "QRT_JOBS_DATABASE_URL": urls.jobs,
            "QRT_SEALER_DATABASE_URL": urls.sealer,
            "QRT_REDIS_URL": servers.redis,
            "QRT_PORT": str(port),
        }
        web = (sys.executable, "-m", "uvicorn", "--factory", "qrt.main:from_environment", "--host", settings.host, "--port", str(port), "--no-access-log")
        children = [Child("page and API", (*web, "--log-level", "warning"), ready_url=f"http://127.0.0.1:{port}/api/health")]
        children += [
            Child(f"worker {number}", (sys.executable, "-m", "qrt.cli", "worker", "--name", f"worker-{number}")) for number in range(1, settings.workers + 1)
        ]
        chores = [Chore("sealing the trail", SEAL_SECONDS, lambda: seal_trail(urls.sealer, key, settings.seals))]
        if settings.sample:
            chores.append(Chore("the sample company", 1.0, _once(lambda: _bring_sample({**os.environ, **env}))))
        return Plan(env, children, chores, lambda: _announce(say, address, settings))

    return run_platform(settings, prepare, say)


def run_worker(name: str) -> int:
    """One worker in this process, for the platform over QRT_HOME or for the database that the environment names."""
    settings = Settings.load()
    running = load_running(settings.home)
    jobs_url = settings.jobs_database_url or running.get("QRT_JOBS_DATABASE_URL", "")
    app_url = settings.app_database_url or running.get("QRT_APP_DATABASE_URL", "")
    if settings.database_url and not jobs_url:
        urls = external_urls(settings)
        jobs_url, app_url = urls.jobs, urls.app
    if not jobs_url or not app_url:
        raise Refused("worker.no_platform", f"No platform runs over {settings.home} and QRT_DATABASE_URL names none.")
    redis_url = settings.redis_url or running.get("QRT_REDIS_URL", "")
    from qrt.jobs.worker import work

    with ReaderPool(size=2) as readers:
        work(name or f"{socket.gethostname()}-{os.getpid()}", jobs_url, _session_maker(app_url, redis_url), make_desk(settings, readers))
    return 0


def rebuild_search() -> int:
    """Write every paper's words anew to the search cluster that the environment names. Returns of how many papers."""
    settings = Settings.load()
    if not settings.opensearch:
        raise Refused("search.address", "QRT_OPENSEARCH names no search cluster: papers are searched in the database, and there is nothing to rebuild.")
    app_url = settings.app_database_url or load_running(settings.home).get("QRT_APP_DATABASE_URL", "")
    if settings.database_url and not app_url:
        app_url = external_urls(settings).app
    if not app_url:
        raise Refused("worker.no_platform", f"No platform runs over {settings.home} and QRT_DATABASE_URL names none.")

    async def run() -> int:
        engine = make_engine(app_url, name="qrt-search", statement_seconds=600, idle_seconds=600)
        try:
            return await rebuild(make_sessions(engine), PaperIndex(settings.opensearch))
        finally:
            await engine.dispose()

    return asyncio.run(run())


def migrate_database() -> tuple[str, str]:
    """Roles, schema and the durable engine's tables of QRT_DATABASE_URL, or of the platform that runs here. Returns the revisions before and after."""
    from qrt.adapters.db.migrate import current_revision, newest_revision
    from qrt.adapters.local.postgres import EmbeddedPostgres

    settings = Settings.load()
    if not settings.database_url:
        if load_running(settings.home):
            raise Refused("migrate.runs_already", "A running platform has migrated its own database.")
        with EmbeddedPostgres(settings.home / "postgres", bin_folder=settings.pg_bin) as server:
            urls = prepare_database(server.url, settings.keys)
            return "", current_revision(urls.owner)
    before = ""
    urls = prepare_database(settings.database_url, settings.keys)
    assert current_revision(urls.owner) == newest_revision()
    return before, newest_revision()


def external_urls(settings: Settings) -> DatabaseUrls:
    """Addresses by role of the server that QRT_DATABASE_URL names. Raises Refused("database.not_provisioned") before its first `qrt migrate`."""
    # As `provision` chose it: an address that names no database of its own means ours.
    named = urlsplit(settings.database_url).path.lstrip("/")
    return kept_urls(with_database(settings.database_url, DATABASE) if named in ("", "postgres") else settings.database_url, settings.keys)


def make_desk(settings: Settings, readers: ReaderPool) -> Desk:
    """The tools of a worker over this installation's home."""
    key = load_seal_key(settings.keys)
    return Desk(
        store=ObjectStore(settings.objects, settings.keys),
        readers=readers,
        sign=key.private.sign,
        public_key=bytes.fromhex(key.public_hex),
        seal_keys=load_public_keys(settings.keys),
        scanner=ClamdScanner(settings.clamd) if settings.clamd else None,
        searchable=True,
        index=PaperIndex(settings.opensearch) if settings.opensearch else None,
        model_keys={"anthropic": settings.anthropic_key, "openai": settings.openai_key},
        model_url=settings.model_url,
    )


def _session_maker(app_url: str, redis_url: str) -> Callable[[], Sessions]:
    """Each step of a job runs on a loop of its own and so has an engine of its own. Its commits wake the live page."""
    from qrt.adapters.cache.client import Cache

    def make() -> Sessions:
        cache = Cache(redis_url)
        return make_sessions(make_engine(app_url, name="qrt-worker", pool_size=2, statement_seconds=600, idle_seconds=600), cache.wake)

    return make


def _free_port(host: str, wanted: int) -> int:
    for port in range(wanted, wanted + 50):
        if port_is_free(port, host):
            return port
    raise Refused("platform.no_port", f"No port from {wanted} to {wanted + 49} is free. Set QRT_PORT.")


def _once(do: Callable[[], None]) -> Callable[[], None]:
    """The same, but only until it succeeded."""
    done: list[bool] = []

    def again() -> None:
        if not done:
            do()
            done.append(True)

    return again


def _bring_sample(env: dict[str, str]) -> None:
    """A process of its own makes the sample company and starts its close, while the page is up already."""
    subprocess.run([sys.executable, "-m", "qrt.cli.sample"], env=env, check=True)


def _announce(say: Say, address: str, settings: Settings) -> None:
    say("")
    say(f"QRT Close is at {address}")
    if settings.sample:
        for line in sign_in_lines(settings.keys):
            say(line)
    say("Ctrl-C stops everything.")
