"""Papers found through a search cluster, where one is named, and written to it. What it does not have, or while it does not answer, the database finds."""

import asyncio
import uuid
from collections.abc import Sequence

import structlog

from qrt.adapters.db import paper_words
from qrt.adapters.db.session import Sessions, TenantDb, bound_tenant, list_tenants, platform_session, tenant_session
from qrt.adapters.search.opensearch import PaperEntry, PaperIndex
from qrt.core.base.actor import System
from qrt.core.base.errors import Unavailable
from qrt.core.ledger.search import read_query

log = structlog.get_logger()

SEARCH = System("search")

BATCH = 20
"""Papers of one request: the largest has thirty thousand words."""


async def held_papers(db: TenantDb, index: PaperIndex | None, words: str | None) -> Sequence[uuid.UUID] | None:
    """Papers of this session's tenant in which the cluster found the words; None where the database is to find them."""
    terms = read_query(words or "")
    if index is None or not terms:
        return None
    try:
        return await asyncio.to_thread(index.find, bound_tenant(db), terms)
    except Unavailable as wrong:
        log.warning("search.cluster_away", error=wrong.what)
        return None


async def send_papers(sessions: Sessions, tenant: uuid.UUID, index: PaperIndex) -> int:
    """Write to the cluster what it does not have of a tenant's papers. Returns of how many; what did not arrive waits for the next time. Raises Unavailable."""
    count = 0
    while True:
        async with tenant_session(sessions, tenant, SEARCH) as db:
            unsent = await paper_words.load_unsent(db, BATCH)
        if not unsent:
            return count
        entries = [PaperEntry(each.document_id, each.change, each.words, each.amount_paise) for each in unsent]
        await asyncio.to_thread(index.write, tenant, entries)
        async with tenant_session(sessions, tenant, SEARCH) as db:
            await paper_words.mark_sent(db, unsent)
        count += len(unsent)


async def send_quietly(sessions: Sessions, tenant: uuid.UUID, index: PaperIndex | None) -> None:
    """The same beside other work, which a cluster that is away does not hold up."""
    if index is None:
        return
    try:
        await send_papers(sessions, tenant, index)
    except Unavailable as wrong:
        log.warning("search.cluster_away", error=wrong.what)


async def rebuild(sessions: Sessions, index: PaperIndex) -> int:
    """Make the index anew and write every tenant's papers to it. Returns of how many. Raises Unavailable."""
    async with platform_session(sessions) as db:
        tenants = await list_tenants(db)
    for tenant in tenants:
        async with tenant_session(sessions, tenant, SEARCH) as db:
            await paper_words.mark_all_unsent(db)
    await asyncio.to_thread(index.drop)
    await asyncio.to_thread(index.make)
    # Once more: what a worker wrote meanwhile went with the old index.
    for tenant in tenants:
        async with tenant_session(sessions, tenant, SEARCH) as db:
            await paper_words.mark_all_unsent(db)
    return sum([await send_papers(sessions, tenant, index) for tenant in tenants])
