"""Papers read as they come, as a durable workflow: batch after batch until none is left. A run that begins meanwhile reads the rest."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable

import structlog
from dbos import DBOS

from qrt.adapters.db.session import Sessions
from qrt.core.base.period import Quarter
from qrt.flows import run as close_run
from qrt.flows.asking import ask_batch
from qrt.flows.desk import Desk
from qrt.jobs.close import passing, tools_of_process

log = structlog.get_logger()


@DBOS.workflow(name="read_papers", max_recovery_attempts=50)
def read_papers(tenant: str, quarter: str) -> str:
    """All papers of a quarter that nobody has read; then those that wait for a person are shown to a model, where the company allows it."""
    while read_next(tenant, quarter):
        pass
    while ask_next(tenant, quarter):
        pass
    return "ended"


@DBOS.step(retries_allowed=True, max_attempts=8, interval_seconds=1.0, backoff_rate=1.7, should_retry=passing)
def read_next(tenant: str, quarter: str) -> int:
    """The next batch. What goes wrong leaves papers unread, and they are read with the next that comes, or by the next run."""
    return _work(tenant, quarter, close_run.read_batch)


@DBOS.step(retries_allowed=True, max_attempts=3, interval_seconds=1.0, backoff_rate=1.7, should_retry=passing)
def ask_next(tenant: str, quarter: str) -> int:
    """The next papers that rules left open, shown to a model. A provider that does not answer ends the asking, never the reading."""
    return _work(tenant, quarter, ask_batch)


def _work(tenant: str, quarter: str, do: Callable[[Sessions, close_run.Where, Desk], Awaitable[int]]) -> int:
    async def work() -> int:
        tools = tools_of_process[0]
        sessions = tools.sessions()
        try:
            return await do(sessions, close_run.Where(uuid.UUID(tenant), Quarter.parse(quarter)), tools.desk)
        except Exception as wrong:
            if not passing(wrong):
                log.exception("reading.failed", quarter=quarter)
            raise
        finally:
            await sessions.kw["bind"].dispose()

    return asyncio.run(work())
