"""Bulk acts as durable workflows: batch after batch until none is left. A batch may be tried twice; what committed is not done again."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from dbos import DBOS

from qrt.adapters.db.session import Sessions
from qrt.flows import journals, recon
from qrt.jobs.close import passing, tools_of_process

log = structlog.get_logger()
T = TypeVar("T")


@DBOS.workflow(name="approve_together", max_recovery_attempts=50)
def approve_together(tenant: str, bulk: str) -> str:
    """All entries of one bulk approval, in the order of the list."""
    while approve_batch(tenant, bulk):
        pass
    return "ended"


@DBOS.step(retries_allowed=True, max_attempts=8, interval_seconds=1.0, backoff_rate=1.7, should_retry=passing)
def approve_batch(tenant: str, bulk: str) -> bool:
    return _work(lambda sessions: journals.approve_batch(sessions, uuid.UUID(tenant), uuid.UUID(bulk)), journals.fail_bulk, tenant, bulk)


# The durable names are those of the first act that was one: runs that wait know no other.
@DBOS.workflow(name="accept_together", max_recovery_attempts=50)
def act_together(tenant: str, act: str) -> str:
    """All matches of one act of a reconciliation, in the order of its list: accepted, or taken back."""
    while act_batch(tenant, act):
        pass
    return "ended"


@DBOS.step(name="accept_batch", retries_allowed=True, max_attempts=8, interval_seconds=1.0, backoff_rate=1.7, should_retry=passing)
def act_batch(tenant: str, act: str) -> bool:
    return _work(lambda sessions: recon.act_batch(sessions, uuid.UUID(tenant), uuid.UUID(act)), recon.fail_act, tenant, act)


Fail = Callable[[Sessions, uuid.UUID, uuid.UUID, str], Awaitable[None]]


def _work(do: Callable[[Sessions], Awaitable[T]], fail: Fail, tenant: str, bulk: str) -> T:
    """Run one flow to its end on a loop of its own. What goes wrong is shown before the engine sees it."""

    async def work() -> T:
        sessions = tools_of_process[0].sessions()
        try:
            return await do(sessions)
        except Exception as wrong:
            if not passing(wrong):
                log.exception("bulk.failed", bulk=bulk)
                sentence = f"The platform failed ({type(wrong).__name__}). What is done stays; ask for the rest again."
                await fail(sessions, uuid.UUID(tenant), uuid.UUID(bulk), sentence)
            raise
        finally:
            await sessions.kw["bind"].dispose()

    return asyncio.run(work())
