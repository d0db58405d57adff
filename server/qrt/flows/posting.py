"""Posting a long import: chunk after chunk, each in a transaction of its own, each known by its keys, so that it goes on where it was interrupted."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from qrt.adapters.db import books
from qrt.adapters.db.session import Sessions, TenantDb, tenant_session
from qrt.core.base.actor import Actor
from qrt.core.ledger.types import Voucher

Tell = Callable[[TenantDb, int, int], Awaitable[bool]]
"""Called in each chunk's transaction with what is posted and what was seen so far. False stops the import before the chunk is posted."""


@dataclass(frozen=True, slots=True)
class Into:
    """Whose books, which period, who posts."""

    tenant: uuid.UUID
    entity_id: uuid.UUID
    period_id: uuid.UUID
    ledger_ids: Mapping[str, uuid.UUID]
    by: Actor


async def post_stream(sessions: Sessions, into: Into, vouchers: Iterable[Voucher], tell: Tell | None = None) -> tuple[int, int]:
    """Post vouchers as they come. Returns how many were new, and how many were seen.

    Two chunks are in memory at a time: one that the database writes, and the next, which is made into rows meanwhile. A chunk commits whole or not at all:
    numbers, vouchers, lines, kept balances and trail. After a crash the same import posts what is missing: keys that stand are left alone (W4).
    """
    coming, posted, seen, counted = iter(vouchers), 0, 0, 0

    def prepare() -> books.Prepared:
        return books.prepare_vouchers(list(islice(coming, books.CHUNK)), into.entity_id, into.period_id, into.ledger_ids, into.by)

    ready = await asyncio.to_thread(prepare)
    while ready.vouchers:
        ahead = asyncio.create_task(asyncio.to_thread(prepare))
        try:
            async with tenant_session(sessions, into.tenant, into.by) as db:
                if tell and not await tell(db, posted, seen):
                    return posted, seen
                posted += await books.save_prepared(db, ready)
            seen += len(ready.vouchers)
            if posted >= max(2 * counted, books.CHUNK):
                counted = posted
                await _count(sessions, into)
        finally:
            # Also when the database failed: a thread that still reads the caller's vouchers must not outlive the call.
            ready = await ahead
    return posted, seen


async def _count(sessions: Sessions, into: Into) -> None:
    async with tenant_session(sessions, into.tenant, into.by) as db:
        await books.count_books(db)
