"""A worker in a process of its own that a test can have die at a named moment. The product knows nothing of this."""

import os
import signal
import sys
import uuid
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from sqlalchemy import update

from qrt.adapters.db import books
from qrt.adapters.db.audit import load_public_keys, load_seal_key
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.session import Sessions, TenantDb, bound_tenant, make_sessions, tenant_session
from qrt.adapters.db.tables import ReconJob
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.adapters.storage.objects import ObjectStore
from qrt.core.base.actor import Person, System
from qrt.flows import journals, recon, run
from qrt.flows.desk import Desk
from qrt.flows.journals import bulk
from qrt.flows.recon import bulk as accepting
from qrt.flows.recon import exporting
from qrt.flows.run import course, steps
from qrt.jobs import worker


def main(name: str, app_url: str, jobs_url: str, home: Path, lease: int) -> None:
    """Work as `qrt worker` does; QRT_TEST_DIE names a stage and "before", "inside" or "after"."""
    worker.LEASE_SECONDS = lease
    plant(os.environ.get("QRT_TEST_DIE", ""), home / "died")
    key = load_seal_key(home / "keys")
    with ReaderPool(size=1) as readers:
        desk = Desk(ObjectStore(home / "objects", home / "keys"), readers, key.private.sign, bytes.fromhex(key.public_hex), load_public_keys(home / "keys"))

        def sessions() -> Sessions:
            return make_sessions(make_engine(app_url, pool_size=2, statement_seconds=60, idle_seconds=60))

        if os.environ.get("QRT_TEST_FAULT") == "early_numbers":
            books._take_numbers = _early(books._take_numbers, sessions)
        if os.environ.get("QRT_TEST_FAULT") == "early_decisions":
            accepting.decide = _early_decision(accepting.decide, sessions)
        if os.environ.get("QRT_TEST_FAULT") == "early_end":
            exporting.write_long = _early_end(exporting.write_long)
        worker.work(name, jobs_url, sessions, desk)


def plant(where: str, mark: Path) -> None:
    """Die once at the wanted moment: before a stage's transaction, in it with its rows written, or after it was committed."""
    stage, _, moment = where.partition(":")
    if not stage:
        return

    def die() -> None:
        if mark.exists():
            return
        mark.write_text(where)
        os.kill(os.getpid(), signal.SIGKILL)

    if stage in ("bulk", "accept"):
        # Two a batch. "inside": those of the second are done and not committed; "after": they are, and the engine has not heard of it.
        batches: Any
        batches, flow, name = (bulk, journals, "approve_batch") if stage == "bulk" else (accepting, recon, "act_batch")
        tell, told, batches.BATCH = batches._tell, [0], 2

        async def dying_batch(*arguments: Any) -> None:
            await tell(*arguments)
            told[0] += 1
            if told[0] == 2 and moment == "inside":
                die()

        batches._tell = dying_batch
        if moment == "after":
            setattr(flow, name, _around(getattr(flow, name), name, stage, moment, die))
        return
    if stage == "export":
        # Two rows a page, and a word after each; "inside": some are written; "after": the file is kept, and the job does not know.
        exporting._PAGE = exporting._TOLD = 2
        if moment == "after":
            exporting.write_long = _around(exporting.write_long, "write_long", stage, moment, die)
        else:
            exporting._pages = _dying_pages(exporting._pages, die)
        return
    if moment == "chunk":
        # Vouchers one by one, each in a transaction of its own; the second is written and not committed.
        books.CHUNK, saved, save = 1, [0], books.save_prepared

        async def dying_chunk(*arguments: Any) -> int:
            posted = await save(*arguments)
            saved[0] += 1
            if saved[0] == 2:
                die()
            return posted

        books.save_prepared = dying_chunk
        return
    if moment == "inside" and stage in run.STAGE_NAMES:
        inner = steps.STEPS[stage]

        async def dying(*arguments: Any) -> steps.Outcome:
            outcome = await inner(*arguments)
            await arguments[0].flush()
            die()
            return outcome

        course.STEPS = {**steps.STEPS, stage: dying}  # type: ignore[misc]
        return
    for name, wanted in (("begin", "begin"), ("read_batch", "read"), ("do_stage", stage), ("finish", "finish")):
        if wanted == stage and (name != "do_stage" or stage in run.STAGE_NAMES):
            setattr(run, name, _around(getattr(run, name), name, stage, moment, die))


def _dying_pages(inner: Callable[..., Any], die: Callable[[], None]) -> Callable[..., Any]:
    async def pages(*arguments: Any) -> AsyncIterator[Any]:
        count = 0
        async for page in inner(*arguments):
            count += 1
            if count == 3:
                die()
            yield page

    return pages


def _early_end(inner: Callable[..., Any]) -> Callable[..., Any]:
    """The planted fault: an export says that it is done before its file is there."""

    async def early(sessions: Sessions, tenant: uuid.UUID, by: Person, report: uuid.UUID, *arguments: Any) -> Any:
        async with tenant_session(sessions, tenant, by) as db:
            await db.execute(update(ReconJob).where(ReconJob.report_id == report).values(state="done"))
        return await inner(sessions, tenant, by, report, *arguments)

    return early


def _around(inner: Callable[..., Any], name: str, stage: str, moment: str, die: Callable[[], None]) -> Callable[..., Any]:
    async def dying(*arguments: Any) -> Any:
        mine = name != "do_stage" or arguments[-1] == stage
        if mine and moment == "before":
            die()
        answer = await inner(*arguments)
        if mine and moment == "after":
            die()
        return answer

    return dying


def _early(inner: Callable[..., Any], sessions: Callable[[], Sessions]) -> Callable[..., Any]:
    """The planted fault: numbers are taken in a transaction of their own."""

    async def leaky(db: TenantDb, entity_id: uuid.UUID, vouchers: Any) -> list[str]:
        async with tenant_session(sessions(), bound_tenant(db), System("fault")) as other:
            return await inner(other, entity_id, vouchers)

    return leaky


def _early_decision(inner: Callable[..., Any], sessions: Callable[[], Sessions]) -> Callable[..., Any]:
    """The planted fault: a decision is kept in a transaction of its own."""

    async def leaky(db: TenantDb, by: Person, *arguments: Any) -> None:
        async with tenant_session(sessions(), bound_tenant(db), by) as other:
            await inner(other, by, *arguments)

    return leaky


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4]), int(sys.argv[5]))
