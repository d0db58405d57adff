"""A long import that dies at a named point, in this process or in one of its own. The product knows nothing of this."""

import asyncio
import os
import signal
import sys
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text

from qrt.adapters.db import books
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.session import Sessions, TenantDb, bound_tenant, make_sessions, tenant_session
from qrt.core.base.actor import System
from qrt.core.base.money import Paise
from qrt.core.ledger.types import Line, SourceKind, Voucher, VoucherKind
from qrt.flows import posting

ROBOT = System("import")
NAMES = ("Bank", "Rent", "Sales", "Steel")
POINTS = ("prepared", "keys asked", "numbers taken", "vouchers written", "lines written", "committed")
COUNT, CHUNK = 240, 12

Strike = Callable[[TenantDb | None], Awaitable[None]]


def made(count: int = COUNT) -> Iterator[Voucher]:
    """The vouchers of the import, the same in every run."""
    kinds, branches = (VoucherKind.PURCHASE, VoucherKind.SALES), ("", "Pune")
    for number in range(count):
        value = 1000_00 + number * 7
        lines = (Line("Rent", Paise(value)), Line("Steel", Paise(90_00)), Line("Sales", Paise(number)), Line("Bank", Paise(-value - 90_00 - number)))
        day = date(2026, 7, 1) + timedelta(days=number * 92 // count)
        yield Voucher(f"import:{number}", "MAIN", kinds[number % 2], day, lines, SourceKind.REGISTER, f"R-{number}", branch=branches[number % 3 == 0])


@contextmanager
def struck(point: str, chunk: int, strike: Strike) -> Iterator[None]:
    """Strike once, when the import comes to this point of the given chunk (counted from 1)."""
    at = {"chunk": 0, "done": False}

    async def pass_by(name: str, db: TenantDb | None) -> None:
        if name == point and at["chunk"] == chunk and not at["done"]:
            at["done"] = True
            await strike(db)

    kept = (books.load_keys, books._take_numbers, books.insert_rows, books.insert_packed, posting.tenant_session, posting._count)
    in_chunk, in_take, in_rows, in_packed, session, count = kept

    @asynccontextmanager
    async def tenant(*arguments: Any) -> AsyncIterator[TenantDb]:
        at["chunk"] += 1
        await pass_by("prepared", None)
        async with session(*arguments) as db:
            yield db
        await pass_by("committed", None)

    async def counting(sessions: Sessions, into: posting.Into) -> None:
        # A transaction of its own that is no chunk.
        posting.tenant_session = session
        try:
            await count(sessions, into)
        finally:
            posting.tenant_session = tenant

    def after(inner: Callable[..., Awaitable[Any]], name: str) -> Callable[..., Awaitable[Any]]:
        async def passing(db: TenantDb, *arguments: Any, **named: Any) -> Any:
            answer = await inner(db, *arguments, **named)
            await pass_by(name, db)
            return answer

        return passing

    books.load_keys, books._take_numbers = after(in_chunk, "keys asked"), after(in_take, "numbers taken")  # type: ignore[assignment]
    books.insert_rows, books.insert_packed = after(in_rows, "vouchers written"), after(in_packed, "lines written")  # type: ignore[assignment]
    posting.tenant_session, posting._count = tenant, counting
    try:
        yield
    finally:
        books.load_keys, books._take_numbers, books.insert_rows, books.insert_packed, posting.tenant_session, posting._count = kept


@contextmanager
def faulty(fault: str, sessions: Sessions) -> Iterator[None]:
    """A planted fault: numbers taken in a transaction of their own, or vouchers that do not know their keys again."""
    take, prepare = books._take_numbers, books.prepare_vouchers

    async def early(db: TenantDb, entity_id: uuid.UUID, vouchers: Any) -> list[str]:
        async with tenant_session(sessions, bound_tenant(db), System("fault")) as other:
            return await take(other, entity_id, vouchers)

    def keyless(vouchers: Any, *arguments: Any) -> books.Prepared:
        from dataclasses import replace

        return prepare([replace(voucher, key=uuid.uuid4().hex) for voucher in vouchers], *arguments)

    async def unlocked(db: TenantDb, entity_id: uuid.UUID) -> None: ...

    locking = books.lock_books
    if fault == "early numbers":
        books._take_numbers, books.lock_books = early, unlocked
    elif fault == "no keys":
        books.prepare_vouchers = keyless
    try:
        yield
    finally:
        books._take_numbers, books.prepare_vouchers, books.lock_books = take, prepare, locking


async def post(sessions: Sessions, into: posting.Into) -> tuple[int, int]:
    """The import, in small chunks."""
    size, books.CHUNK = books.CHUNK, CHUNK
    try:
        return await posting.post_stream(sessions, into, made())
    finally:
        books.CHUNK = size


async def end_connection(db: TenantDb | None, owner_url: str) -> None:
    """End the server's process behind this connection, or behind every one of the app's where the import has none at the moment."""
    import psycopg

    pid = (await db.execute(text("select pg_backend_pid()"))).scalar_one() if db else None
    with psycopg.connect(owner_url, autocommit=True) as other:
        query = "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'qrt_app' and (%(pid)s::int is null or pid = %(pid)s)"
        other.execute(query, {"pid": pid})
    await asyncio.sleep(0.05)


async def die(db: TenantDb | None) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def work(url: str, tenant: str, entity: str, period: str, point: str, chunk: int) -> None:
    """The import in a process of its own, which dies at the point."""
    sessions = make_sessions(make_engine(url, pool_size=2))
    async with tenant_session(sessions, tenant, ROBOT) as db:
        ledger_ids = await books.load_ledger_ids(db, uuid.UUID(entity))
    with struck(point, chunk, die):
        await post(sessions, posting.Into(uuid.UUID(tenant), uuid.UUID(entity), uuid.UUID(period), ledger_ids, ROBOT))


if __name__ == "__main__":
    asyncio.run(work(*sys.argv[1:6], int(sys.argv[6])))  # type: ignore[arg-type]
