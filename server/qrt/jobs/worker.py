"""One worker process: takes runs from the queue, keeps its lease, and takes up the runs of workers that are gone."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable

import structlog
from dbos import DBOS, DBOSClient
from sqlalchemy.ext.asyncio import AsyncSession

from qrt.adapters.db.leases import beat, count_reap, lost_executors
from qrt.adapters.db.session import Sessions, platform_session
from qrt.flows.desk import Desk
from qrt.jobs import bulk as bulk_jobs
from qrt.jobs import close as close_jobs
from qrt.jobs import learning as learning_jobs
from qrt.jobs import reading as reading_jobs
from qrt.jobs import recon as recon_jobs
from qrt.jobs.engine import CLOSE_QUEUE, engine_config, make_client, register_queues

log = structlog.get_logger()

LEASE_SECONDS = 30
REAPS_MAX = 5
"""A run that took this many workers down with it is not given to another one."""


def work(executor: str, jobs_url: str, sessions: Callable[[], Sessions], desk: Desk) -> None:
    """Work until the process is told to stop."""
    close_jobs.equip(close_jobs.Tools(sessions, desk))
    known = (bulk_jobs.approve_together, bulk_jobs.act_together, recon_jobs.work_on_reconciliation, learning_jobs.learn_nightly, reading_jobs.read_papers)
    assert all(known), "their workflows are known to the engine"
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    # The lease stands before the first run is taken, so that whoever takes over can see who is gone.
    asyncio.run(_beat(executor, sessions))
    DBOS(config=engine_config(jobs_url, executor))
    DBOS.launch()
    register_queues()
    client = make_client(jobs_url)
    log.info("worker.ready", executor=executor)
    asked_for = ""
    while not stopping.wait(5):
        try:
            asyncio.run(_keep_lease(executor, sessions, client))
            now = desk.now()
            if asked_for != learning_jobs.night_id(now) and learning_jobs.enqueue_night(client, now):
                asked_for = learning_jobs.night_id(now)
        except Exception as wrong:  # noqa: BLE001  The outermost edge of the worker: a database that restarts must not end it.
            log.warning("worker.lease_failed", executor=executor, error=type(wrong).__name__)
    # A step in work is given up here and taken up again by the next worker of this name: every stage can run twice.
    DBOS.destroy()
    sys.stderr.flush()
    os._exit(0)


async def _beat(executor: str, sessions: Callable[[], Sessions]) -> None:
    maker = sessions()
    try:
        async with platform_session(maker) as db:
            await beat(db, executor)
    finally:
        await maker.kw["bind"].dispose()


async def _keep_lease(executor: str, sessions: Callable[[], Sessions], client: DBOSClient) -> None:
    maker = sessions()
    try:
        async with platform_session(maker) as db:
            await beat(db, executor)
        async with platform_session(maker) as db:
            for lost in await lost_executors(db, LEASE_SECONDS):
                await _take_over(db, lost, client)
    finally:
        await maker.kw["bind"].dispose()


async def _take_over(db: AsyncSession, lost: str, client: DBOSClient) -> None:
    for flow in await asyncio.to_thread(client.list_workflows, status="PENDING", executor_id=lost):
        reaps = await count_reap(db, flow.workflow_id)
        if reaps > REAPS_MAX:
            await asyncio.to_thread(client.cancel_workflow, flow.workflow_id)
            log.error("worker.run_given_up", workflow=flow.workflow_id, reaps=reaps)
        else:
            await asyncio.to_thread(client.resume_workflow, flow.workflow_id, queue_name=flow.queue_name or CLOSE_QUEUE)
            log.warning("worker.run_taken_over", workflow=flow.workflow_id, lost=lost, reaps=reaps)
