"""The main job without a running platform: a throwaway database, the same flows, a package on disk."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from qrt.adapters.company import CompanyFile
from qrt.adapters.db import closes
from qrt.adapters.db.audit import load_public_keys, load_seal_key, seal_trail
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.migrate import migrate
from qrt.adapters.db.roles import provision
from qrt.adapters.db.session import Sessions, TenantDb, bound_tenant, make_sessions, tenant_session
from qrt.adapters.local.postgres import EmbeddedPostgres
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.adapters.security.passwords import Passwords
from qrt.adapters.storage.objects import ObjectStore
from qrt.core.base.actor import System
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.flows import close as close_flow
from qrt.flows import handin, package, run
from qrt.flows.companies import ensure_company
from qrt.flows.desk import Desk
from qrt.flows.layouts import remember_all
from qrt.flows.unlocking import keep_password

Say = Callable[[str], None]
BY = System("qrt close")


def close_folder(inbox: Path, company: CompanyFile, quarter: Quarter, out: Path, keys: Path, say: Say, passwords: Sequence[str] = ()) -> dict[str, bytes]:
    """Close a folder of papers and write the package to `out`. Returns its files.

    keys  folder of the installation's sealing key, made at the first use; the package is signed with it
    passwords  what papers that come locked are tried with
    Raises Refused when the hand-in cannot be closed at all; nothing is written then.
    """
    handin.papers_of(inbox)
    _demand_free_place(out)
    for sentence in handin.left_out(inbox):
        say(sentence)
    scratch = Path(tempfile.mkdtemp(prefix="qrt-close-"))
    try:
        with ExitStack() as stack:
            started = time.monotonic()
            readers = stack.enter_context(ReaderPool(size=2))
            readers.warm()
            postgres = stack.enter_context(EmbeddedPostgres(scratch / "postgres", fast=True))
            urls = provision(postgres.url, scratch / "keys")
            migrate(urls.owner)
            say(f"database ready in {time.monotonic() - started:.1f} s")
            key = load_seal_key(keys)
            desk = Desk(
                store=ObjectStore(scratch / "objects", scratch / "keys", durable=False),
                readers=readers,
                sign=key.private.sign,
                public_key=bytes.fromhex(key.public_hex),
                seal_keys=load_public_keys(keys),
            )

            def seal() -> int:
                return seal_trail(urls.sealer, key, scratch / "seals")

            data = asyncio.run(_close(app_url=urls.app, desk=desk, inbox=inbox, company=company, quarter=quarter, seal=seal, say=say, passwords=passwords))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if kept := package.keep_earlier_zip(out):
        say(f"package.zip of an earlier close is kept as {kept.name}")
    return package.write_package(data, out)


def _demand_free_place(out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Refused("out.not_empty", f"{out} is not empty. Name a new folder for the package.")
    beside = package.zip_beside(out)
    if beside.is_dir() or beside == out.resolve():
        raise Refused("out.zip_in_the_way", f"{beside} is or would be a folder, and package.zip is to be written there. Name another folder for the package.")


async def _close(
    *, app_url: str, desk: Desk, inbox: Path, company: CompanyFile, quarter: Quarter, seal: Callable[[], int], say: Say, passwords: Sequence[str]
) -> bytes:
    engine = make_engine(app_url, pool_size=4, statement_seconds=600, idle_seconds=600)
    sessions = make_sessions(engine)
    hashing = Passwords(threads=1)
    try:
        tenant = await ensure_company(sessions, hashing, company.company, ())
        where = run.Where(tenant, quarter)
        async with tenant_session(sessions, tenant, BY) as db:
            await close_flow.open_close(db, BY, quarter)
            await remember_all(db, company.layouts)
            for password in passwords:
                await keep_password(db, desk.store, password, "", None, None)
        papers = await handin.receive_folder(sessions, where, BY, desk, inbox, company, lambda done, total: say(f"received {done} of {total} papers"))
        say(f"{papers} papers received")
        async with tenant_session(sessions, tenant, BY) as db:
            number = await close_flow.start_run(db, BY, quarter, _at_once)
        await _work(sessions, where, desk, number, seal, say)
        async with tenant_session(sessions, tenant, BY) as db:
            row = await closes.load_close(db, quarter)
            assert row is not None
            return await package.load_zip(db, desk, row)
    finally:
        hashing.close()
        await engine.dispose()


async def _work(sessions: Sessions, where: run.Where, desk: Desk, number: int, seal: Callable[[], int], say: Say) -> None:
    await run.begin(sessions, where, desk, number)
    read = 0
    started = time.monotonic()
    while done := await run.read_batch(sessions, where, desk, number):
        read += done
        say(f"read {read} papers")
    say(f"read {read} papers in {time.monotonic() - started:.1f} s")
    for stage in run.STAGES[1:]:
        started = time.monotonic()
        if stage.name == "assemble":
            await asyncio.to_thread(seal)
        await run.do_stage(sessions, where, desk, number, stage.name)
        say(f"{stage.label.lower()}: {time.monotonic() - started:.1f} s")
    await run.finish(sessions, where, number)


async def _at_once(db: TenantDb, quarter: Quarter, number: int) -> str:
    """Nobody else is there to do the work: the caller does it next."""
    return f"close:{bound_tenant(db)}:{quarter}:{number}"
