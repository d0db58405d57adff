"""Words of papers that were read before words were kept (migration 0024), for the search. Done again, it finds nothing left to do."""

import asyncio
import uuid

from sqlalchemy import select

from qrt.adapters.db import documents, paper_words
from qrt.adapters.db.session import Sessions, tenant_session
from qrt.adapters.db.tables import Document, PaperWord
from qrt.adapters.scan.sandbox import load_pages
from qrt.core.close.types import PaperState
from qrt.flows.desk import Desk
from qrt.flows.reading import ReadPaper, words_of
from qrt.flows.run.progress import WORKER

BATCH = 24
_READ = ("read", "needs_person", "agreed", "rejected")


async def fill_words(sessions: Sessions, tenant: uuid.UUID, desk: Desk) -> int:
    """Keep the words of every paper of a tenant that was read and has none. Returns of how many."""
    filled, after = 0, uuid.UUID(int=0)
    while True:
        async with tenant_session(sessions, tenant, WORKER) as db:
            wordless = ~select(PaperWord.word).where(PaperWord.document_id == Document.id).exists()
            query = select(Document).where(Document.state.in_(_READ), Document.id > after, wordless).order_by(Document.id).limit(BATCH)
            rows = list((await db.execute(query)).scalars())
            read = {row.id: await documents.load_document_extractions(db, row.id) for row in rows}
        if not rows:
            return filled
        store, found = desk.store.of(tenant), {}
        for row in rows:
            recognised = load_pages(await store.get(row.recognised)) if row.recognised else ()
            opened = await store.get(row.unlocked) if row.unlocked else b""
            answer = ReadPaper(PaperState.READ, "", read[row.id], recognised=recognised, unlocked=opened)
            found[row.id] = await asyncio.to_thread(words_of, desk.readers, row.name, await store.get(row.sha256), answer)
        async with tenant_session(sessions, tenant, WORKER) as db:
            # One that was read meanwhile has its words; those stay.
            for document_id, words in sorted(found.items()):
                await paper_words.add_words(db, document_id, words)
        filled += len(rows)
        after = rows[-1].id
