"""The close of a quarter as a durable workflow: which stage follows which. A step may run twice; every stage is keyed by what it does."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import psycopg
import sqlalchemy.exc
import structlog
from dbos import DBOS

from qrt.adapters.db.session import Sessions
from qrt.core.base.errors import Refused, Unavailable
from qrt.core.base.period import Quarter
from qrt.flows import run as close_run
from qrt.flows.desk import Desk

log = structlog.get_logger()
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tools:
    """What the steps of this process work with. Each step opens sessions of its own, on a loop of its own."""

    sessions: Callable[[], Sessions]
    desk: Desk


tools_of_process: list[Tools] = []


def equip(tools: Tools) -> None:
    """Give this process its tools, once, when the worker starts."""
    tools_of_process[:] = [tools]


def passing(wrong: BaseException) -> bool:
    """Whether a step may be tried again: the world failed, not we."""
    return isinstance(wrong, Unavailable | sqlalchemy.exc.OperationalError | sqlalchemy.exc.InterfaceError | psycopg.OperationalError | ConnectionError)


@DBOS.workflow(name="close_quarter", max_recovery_attempts=50)
def close_quarter(tenant: str, quarter: str, run: int) -> str:
    """All stages of one run in order. Papers are read in batches until none is left; the rest is one step a stage."""
    if not begin(tenant, quarter, run):
        return "stopped"
    try:
        while read_batch(tenant, quarter, run):
            pass
        for stage in close_run.STAGE_NAMES:
            if not do_stage(tenant, quarter, run, stage):
                return "stopped"
    except Refused as refused:
        fail(tenant, quarter, run, refused.sentence)
        return "refused"
    return finish(tenant, quarter, run)


@DBOS.step(retries_allowed=True, max_attempts=8, interval_seconds=1.0, backoff_rate=1.7, should_retry=passing)
def begin(tenant: str, quarter: str, run: int) -> bool:
    return _work(tenant, quarter, run, lambda sessions, where: close_run.begin(sessions, where, tools_of_process[0].desk, run))


@DBOS.step(retries_allowed=True, max_attempts=8, interval_seconds=1.0, backoff_rate=1.7, should_retry=passing)
def read_batch(tenant: str, quarter: str, run: int) -> int:
    return _work(tenant, quarter, run, lambda sessions, where: close_run.read_batch(sessions, where, tools_of_process[0].desk, run))


@DBOS.step(retries_allowed=True, max_attempts=8, interval_seconds=1.0, backoff_rate=1.7, should_retry=passing)
def do_stage(tenant: str, quarter: str, run: int, stage: str) -> bool:
    return _work(tenant, quarter, run, lambda sessions, where: close_run.do_stage(sessions, where, tools_of_process[0].desk, run, stage))


@DBOS.step(retries_allowed=True, max_attempts=8, interval_seconds=1.0, backoff_rate=1.7, should_retry=passing)
def finish(tenant: str, quarter: str, run: int) -> str:
    return _work(tenant, quarter, run, lambda sessions, where: close_run.finish(sessions, where, run))


@DBOS.step(retries_allowed=True, max_attempts=8, interval_seconds=1.0, backoff_rate=1.7, should_retry=passing)
def fail(tenant: str, quarter: str, run: int, sentence: str) -> None:
    _work(tenant, quarter, run, lambda sessions, where: close_run.fail(sessions, where, tools_of_process[0].desk, run, sentence))


def _work(tenant: str, quarter: str, run: int, do: Callable[[Sessions, close_run.Where], Awaitable[T]]) -> T:
    """Run one flow to its end on a loop of its own. What goes wrong is shown at its stage before the engine sees it."""
    where = close_run.Where(uuid.UUID(tenant), Quarter.parse(quarter))

    async def work() -> T:
        sessions = tools_of_process[0].sessions()
        try:
            return await do(sessions, where)
        except Refused:
            raise
        except Exception as wrong:
            if not passing(wrong):
                log.exception("close.stage_failed", quarter=quarter)
                await close_run.fail(
                    sessions, where, tools_of_process[0].desk, run, f"The platform failed ({type(wrong).__name__}). Nothing is lost; run the close again."
                )
            raise
        finally:
            await sessions.kw["bind"].dispose()

    return asyncio.run(work())
