"""Work over reconciliations as a durable workflow: part after part until none is left. A part may be tried twice; what committed is not done again."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from dbos import DBOS

from qrt.adapters.db.session import Sessions
from qrt.core.base.errors import Refused
from qrt.flows.recon import jobs as recon_jobs
from qrt.jobs.close import passing, tools_of_process

log = structlog.get_logger()
T = TypeVar("T")


@DBOS.workflow(name="work_on_reconciliation", max_recovery_attempts=50)
def work_on_reconciliation(tenant: str, job: str) -> str:
    """All parts of one job."""
    while work_on(tenant, job):
        pass
    return "ended"


@DBOS.step(retries_allowed=True, max_attempts=8, interval_seconds=1.0, backoff_rate=1.7, should_retry=passing)
def work_on(tenant: str, job: str) -> bool:
    store = tools_of_process[0].desk.store
    return _work(lambda sessions: recon_jobs.work_on(sessions, uuid.UUID(tenant), uuid.UUID(job), store), tenant, job)


def _work(do: Callable[[Sessions], Awaitable[T]], tenant: str, job: str) -> T | bool:
    """Run one flow to its end on a loop of its own. What goes wrong is shown before the engine sees it; a refusal ends the job with its own words."""

    async def work() -> T | bool:
        sessions = tools_of_process[0].sessions()
        try:
            return await do(sessions)
        except Refused as refused:
            await recon_jobs.fail(sessions, uuid.UUID(tenant), uuid.UUID(job), refused.sentence)
            return False
        except Exception as wrong:
            if not passing(wrong):
                log.exception("recon_job.failed", job=job)
                sentence = f"The platform failed ({type(wrong).__name__}). What is done stays; ask for the rest again."
                await recon_jobs.fail(sessions, uuid.UUID(tenant), uuid.UUID(job), sentence)
            raise
        finally:
            await sessions.kw["bind"].dispose()

    return asyncio.run(work())
