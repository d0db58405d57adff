"""The web process: the API and the page on one port."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from qrt.adapters.cache.client import Cache
from qrt.adapters.cache.limiter import RateLimiter
from qrt.adapters.db.audit import load_seal_key
from qrt.adapters.db.engine import check_role, make_engine
from qrt.adapters.db.session import make_sessions
from qrt.adapters.search.opensearch import PaperIndex
from qrt.adapters.security.passwords import Passwords
from qrt.adapters.security.tokens import load_signer
from qrt.adapters.storage.objects import ObjectStore
from qrt.api.app import build
from qrt.api.limits import Limits
from qrt.api.logs import configure_logs
from qrt.api.pictures import PageViewer
from qrt.api.platform import Enqueue, EnqueueBulk, EnqueueReading, Once, Platform, no_bulk_runs, nothing_runs, read_by_the_run
from qrt.api.shell import Shell, serve_page
from qrt.settings import Settings


def create_app(
    settings: Settings,
    *,
    enqueue: Enqueue | None = None,
    enqueue_bulk: EnqueueBulk | None = None,
    enqueue_act: EnqueueBulk | None = None,
    enqueue_recon: EnqueueBulk | None = None,
) -> FastAPI:
    """The whole web process. `enqueue` starts a durable run inside the request's transaction, `enqueue_bulk` a bulk approval,
    `enqueue_act` an act of many matches of a reconciliation, `enqueue_recon` other work over a reconciliation; without them the engine of `settings` is asked.

    At start it refuses to work as a database role that row-level security does not hold.
    """
    secure = settings.public_url.startswith("https://")

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        engine = make_engine(settings.app_database_url, name="qrt-web")
        await check_role(engine)
        cache = Cache(settings.redis_url)
        passwords, pages = Passwords(), PageViewer()
        runs, bulk, accepts, recon, reading = _NOTHING if enqueue else _durable(settings)
        app.state.platform = Platform(
            settings=settings,
            sessions=make_sessions(engine, cache.wake),
            cache=cache,
            store=ObjectStore(settings.objects, settings.keys),
            signer=load_signer(settings.keys),
            passwords=passwords,
            limits=Limits(RateLimiter(settings.redis_url)),
            once=Once(cache),
            pages=pages,
            index=PaperIndex(settings.opensearch) if settings.opensearch else None,
            enqueue=enqueue or runs,
            enqueue_bulk=enqueue_bulk or bulk,
            enqueue_act=enqueue_act or accepts,
            enqueue_recon=enqueue_recon or recon,
            enqueue_reading=reading,
            close_key=load_seal_key(settings.keys).private,
            secure=secure,
        )
        try:
            yield
        finally:
            pages.close()
            passwords.close()
            await cache.close()
            await engine.dispose()

    configure_logs(settings.log_level)
    app = build(lifespan)
    serve_page(app, settings.web_dist)
    app.add_middleware(Shell, secure=secure)
    return app


def from_environment() -> FastAPI:
    """For `uvicorn --factory qrt.main:from_environment`."""
    return create_app(Settings.load())


_NOTHING = nothing_runs, no_bulk_runs, no_bulk_runs, no_bulk_runs, read_by_the_run


def _durable(settings: Settings) -> tuple[Enqueue, EnqueueBulk, EnqueueBulk, EnqueueBulk, EnqueueReading]:
    """Runs, bulk acts and the reading of papers go to the durable engine in the same database, as the app's own role."""
    if not settings.app_database_url:
        return _NOTHING
    from qrt.jobs.engine import bulk_enqueuer, enqueuer, make_client, reading_enqueuer

    client = make_client(settings.app_database_url)
    bulk, accepts, recon = (bulk_enqueuer(client, name) for name in ("approve_together", "accept_together", "work_on_reconciliation"))
    return enqueuer(client), bulk, accepts, recon, reading_enqueuer(client)
