"""The night's learning as a durable workflow: every tenant is one step, so that one that fails is tried again and holds up nobody."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar

import structlog
from dbos import DBOS, DBOSClient, EnqueueOptions

from qrt.adapters.db.session import Sessions, list_tenants, platform_session, tenant_session
from qrt.flows.recon.learning import learn_tenant
from qrt.flows.run.progress import WORKER
from qrt.flows.search import send_quietly
from qrt.flows.uploads import clear_abandoned
from qrt.flows.wording import fill_words
from qrt.jobs.close import passing, tools_of_process
from qrt.jobs.engine import LEARN_QUEUE, VERSION

log = structlog.get_logger()
T = TypeVar("T")

HOUR_UTC = 20
"""Half past one in India: nobody works and the day's decisions are made."""


def night_id(now: datetime) -> str:
    """The durable name of a night: however many workers ask for it, it is one run."""
    return f"learn:{now:%Y-%m-%d}"


def enqueue_night(client: DBOSClient, now: datetime) -> bool:
    """Ask for this night's learning, once its hour has come; whether it was asked for. Asking again changes nothing."""
    if now.hour < HOUR_UTC:
        return False
    options: EnqueueOptions = {"workflow_name": "learn_nightly", "queue_name": LEARN_QUEUE, "workflow_id": night_id(now), "app_version": VERSION}
    client.enqueue(options)
    return True


@DBOS.workflow(name="learn_nightly", max_recovery_attempts=50)
def learn_nightly() -> int:
    """All tenants, one after the other. Gives of how many the learning failed."""
    failed = 0
    for tenant in tenants():
        failed += not learn_one(tenant)
        clear_one(tenant)
        word_one(tenant)
    return failed


@DBOS.step(retries_allowed=True, max_attempts=8, interval_seconds=1.0, backoff_rate=1.7, should_retry=passing)
def tenants() -> list[str]:
    async def load(sessions: Sessions) -> list[str]:
        async with platform_session(sessions) as db:
            return [str(each) for each in await list_tenants(db)]

    return asyncio.run(_with_sessions(load))


@DBOS.step(retries_allowed=True, max_attempts=3, interval_seconds=1.0, backoff_rate=1.7, should_retry=passing)
def learn_one(tenant: str) -> bool:
    """One tenant. What goes wrong in it is logged and costs the others nothing."""

    async def learn(sessions: Sessions) -> bool:
        try:
            outcome = await learn_tenant(sessions, uuid.UUID(tenant))
        except Exception as wrong:
            if passing(wrong):
                raise
            log.exception("learning.failed", tenant=tenant)
            return False
        log.info("learning.done", tenant=tenant, outcome=outcome)
        return True

    return asyncio.run(_with_sessions(learn))


@DBOS.step(retries_allowed=True, max_attempts=3, interval_seconds=1.0, backoff_rate=1.7, should_retry=passing)
def clear_one(tenant: str) -> int:
    """What is left of files that a tenant's people began to hand in and did not finish. Returns of how many."""

    async def clear(sessions: Sessions) -> int:
        async with tenant_session(sessions, uuid.UUID(tenant), WORKER) as db:
            return await clear_abandoned(db, tools_of_process[0].desk.store, datetime.now(UTC))

    return asyncio.run(_with_sessions(clear))


@DBOS.step(retries_allowed=True, max_attempts=3, interval_seconds=1.0, backoff_rate=1.7, should_retry=passing)
def word_one(tenant: str) -> int:
    """Words of papers that were read before words were kept, and to a search cluster whatever it does not have. Returns of how many papers there were the first."""

    async def fill(sessions: Sessions) -> int:
        desk = tools_of_process[0].desk
        filled = await fill_words(sessions, uuid.UUID(tenant), desk)
        await send_quietly(sessions, uuid.UUID(tenant), desk.index)
        return filled

    return asyncio.run(_with_sessions(fill))


async def _with_sessions(do: Callable[[Sessions], Awaitable[T]]) -> T:
    """Run on sessions of this loop alone."""
    sessions = tools_of_process[0].sessions()
    try:
        return await do(sessions)
    finally:
        await sessions.kw["bind"].dispose()
