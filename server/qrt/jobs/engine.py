"""The durable engine (DBOS) over our PostgreSQL: its configuration, its queue, and how a request hands it work inside the business transaction."""

import uuid
from collections.abc import Awaitable, Callable

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, EnqueueOptions
from sqlalchemy.engine import make_url

from qrt.adapters.db.session import TenantDb, bound_tenant
from qrt.core.base.period import Quarter

APPLICATION = "qrt"
VERSION = "1"
"""Raised when the order of a workflow's steps changes: a worker only goes on with runs of its own version."""

CLOSE_QUEUE = "close"
BULK_QUEUE = "bulk"
LEARN_QUEUE = "learn"
READ_QUEUE = "read"

Enqueue = Callable[[TenantDb, Quarter, int], Awaitable[str]]


def engine_config(jobs_url: str, executor: str) -> DBOSConfig:
    """Configuration of one worker. `executor` is stable over restarts, so that a restarted worker takes up its own runs."""
    return DBOSConfig(
        name=APPLICATION,
        system_database_url=str(make_url(jobs_url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)),
        executor_id=executor,
        application_version=VERSION,
        # Arguments and results are JSON: whoever can write to the engine's tables still cannot run code here.
        serializer=DBOSPortableJSONSerializer(),
        log_level="WARNING",
        enable_otlp=False,
        scheduler_polling_interval_sec=5.0,
    )


def register_queues() -> None:
    """A bulk approval, or a paper that comes, does not wait behind a close, and a tenant runs one of each at a time and never waits for another tenant's.
    One night learns at a time."""
    DBOS.register_queue(CLOSE_QUEUE, worker_concurrency=2, partition_concurrency=1, polling_interval_sec=0.3)
    DBOS.register_queue(BULK_QUEUE, worker_concurrency=2, partition_concurrency=1, polling_interval_sec=0.3)
    DBOS.register_queue(READ_QUEUE, worker_concurrency=1, partition_concurrency=1, polling_interval_sec=0.3)
    DBOS.register_queue(LEARN_QUEUE, global_concurrency=1, polling_interval_sec=30.0)


def make_client(jobs_url: str) -> DBOSClient:
    """A client for the web process and the reaper."""
    url = make_url(jobs_url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    return DBOSClient(system_database_url=url, serializer=DBOSPortableJSONSerializer())


def workflow_id(tenant_id: uuid.UUID, quarter: Quarter, run: int) -> str:
    """The durable name of a run: asking twice for the same run is one run."""
    return f"close:{tenant_id}:{quarter}:{run}"


def enqueuer(client: DBOSClient) -> Enqueue:
    """How a request starts a run: the queue row commits with the business rows or not at all."""

    async def enqueue(db: TenantDb, quarter: Quarter, run: int) -> str:
        tenant_id = bound_tenant(db)
        identity = workflow_id(tenant_id, quarter, run)
        options: EnqueueOptions = {
            "workflow_name": "close_quarter",
            "queue_name": CLOSE_QUEUE,
            "workflow_id": identity,
            "app_version": VERSION,
            "queue_partition_key": str(tenant_id),
        }
        await db.run_sync(lambda session: client.enqueue_in_transaction(session, options, str(tenant_id), str(quarter), run))
        return identity

    return enqueue


def bulk_enqueuer(client: DBOSClient, workflow: str = "approve_together") -> Callable[[TenantDb, uuid.UUID], Awaitable[str]]:
    """How a request starts a bulk act, in the same way: a bulk approval, or "accept_together" for matches of a reconciliation."""

    async def enqueue(db: TenantDb, bulk: uuid.UUID) -> str:
        tenant_id = bound_tenant(db)
        identity = f"bulk:{tenant_id}:{bulk}"
        options: EnqueueOptions = {
            "workflow_name": workflow,
            "queue_name": BULK_QUEUE,
            "workflow_id": identity,
            "app_version": VERSION,
            "queue_partition_key": str(tenant_id),
        }
        await db.run_sync(lambda session: client.enqueue_in_transaction(session, options, str(tenant_id), str(bulk)))
        return identity

    return enqueue


def reading_enqueuer(client: DBOSClient) -> Callable[[TenantDb, Quarter], Awaitable[None]]:
    """How a request asks that papers be read as they come. One that finds nothing more to read ends at once, so every request may ask."""

    async def enqueue(db: TenantDb, quarter: Quarter) -> None:
        tenant_id = bound_tenant(db)
        options: EnqueueOptions = {
            "workflow_name": "read_papers",
            "queue_name": READ_QUEUE,
            "workflow_id": f"read:{tenant_id}:{uuid.uuid4()}",
            "app_version": VERSION,
            "queue_partition_key": str(tenant_id),
        }
        await db.run_sync(lambda session: client.enqueue_in_transaction(session, options, str(tenant_id), str(quarter)))

    return enqueue
