"""Leases of the processes that run durable work, for the reaper (docs/adr: the durable engine). All calls need a platform session."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_REAPER_LOCK = 0x51525402


async def beat(db: AsyncSession, executor_id: str, kind: str = "worker", version: str = "") -> None:
    """Say that this process lives. The time is the database's, so clocks of machines need not agree."""
    statement = """
        insert into app.executors (id, kind, version) values (:id, :kind, :version)
        on conflict (id) do update set seen_at = clock_timestamp(), kind = excluded.kind, version = excluded.version
    """
    await db.execute(text(statement), {"id": executor_id, "kind": kind, "version": version})


async def lost_executors(db: AsyncSession, silent_seconds: float) -> tuple[str, ...]:
    """Processes that have said nothing for so long."""
    statement = "select id from app.executors where seen_at < clock_timestamp() - make_interval(secs => :seconds) order by id"
    return tuple((await db.execute(text(statement), {"seconds": silent_seconds})).scalars())


async def live_executors(db: AsyncSession, silent_seconds: float) -> tuple[str, ...]:
    """Processes that were heard of within so many seconds."""
    statement = "select id from app.executors where seen_at >= clock_timestamp() - make_interval(secs => :seconds) order by id"
    return tuple((await db.execute(text(statement), {"seconds": silent_seconds})).scalars())


async def forget_executor(db: AsyncSession, executor_id: str) -> None:
    """Drop the lease of a process whose work was taken over or that ended in good order."""
    await db.execute(text("delete from app.executors where id = :id"), {"id": executor_id})


async def lead_reaping(db: AsyncSession) -> bool:
    """Whether this transaction is the one that reaps now; the lead ends with the transaction."""
    return bool((await db.execute(text("select pg_try_advisory_xact_lock(:lock)"), {"lock": _REAPER_LOCK})).scalar_one())


async def count_reap(db: AsyncSession, workflow_id: str) -> int:
    """Note that the workflow is taken from a lost process; how often that has happened now. The engine forgets, so we count (poison jobs)."""
    statement = """
        insert into app.reaps (workflow_id) values (:id)
        on conflict (workflow_id) do update set count = app.reaps.count + 1, last_at = clock_timestamp() returning count
    """
    return int((await db.execute(text(statement), {"id": workflow_id})).scalar_one())
