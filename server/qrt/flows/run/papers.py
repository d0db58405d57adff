"""The first stage: papers read in batches, kept, and shown."""

import asyncio
import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime
from statistics import mean
from typing import Any

from qrt.adapters.db import closes, documents
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import Sessions, TenantDb, tenant_session
from qrt.adapters.db.tables import Close, Document
from qrt.adapters.scan.sandbox import dump_pages, load_pages
from qrt.agents import classifier, extractor
from qrt.core.close.layouts import layouts_of
from qrt.core.documents.types import Extraction, Paper
from qrt.flows.desk import Desk
from qrt.flows.reading import ReadPaper, pages_digest, read_one
from qrt.flows.run.progress import WORKER, Where, running, show_stage
from qrt.flows.run.work import load_decisions
from qrt.flows.unlocking import load_keyring

BATCH = 120
"""Papers of one step: what a worker that is lost may have read in vain at most, less what was saved already."""

SAVED = 24
"""Papers saved in one transaction while the next are being read."""

AHEAD = 8
"""Papers held in memory at once."""


async def read_batch(sessions: Sessions, where: Where, desk: Desk, run: int) -> int:
    """Read the next papers that nobody has read. Returns how many; 0 ends the reading. A batch that was interrupted goes on after what was saved."""
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        close = await running(db, where, run)
        if close is None:
            return 0
        rows = await documents.load_received(db, close.id, BATCH)
        layouts = layouts_of(await load_decisions(db, close))
        keyring = await load_keyring(db, desk.store)
        if not rows:
            await show_stage(db, close, run, "read", state="done", finished_at=desk.now())
            return 0
    store, places = desk.store.of(where.tenant), asyncio.Semaphore(AHEAD)

    async def read(row: Document) -> ReadPaper:
        async with places:
            paper = Paper(row.sha256, row.name, row.size, row.media_type)
            # A paper that is read again, by another mapping of its columns say, keeps the words that were recognised.
            kept = load_pages(await store.get(row.recognised)) if row.recognised else ()
            opened = await store.get(row.unlocked) if row.unlocked else b""
            said = {"passwords": keyring.for_paper(row.name), "layouts": layouts, "recognised": kept, "unlocked": opened}
            answer = await asyncio.to_thread(read_one, desk.readers, paper, await store.get(row.sha256), desk.scanner, **said)
            if answer.unlocked and not row.unlocked:
                await store.put(answer.unlocked)
            for _, content in answer.members:
                await store.put(content)
            if answer.recognised:
                await store.put(dump_pages(answer.recognised))
            return answer

    started = desk.now()
    reading = [asyncio.create_task(read(row)) for row in rows]
    try:
        for start in range(0, len(rows), SAVED):
            answers = await asyncio.gather(*reading[start : start + SAVED])
            if not await _save(sessions, where, desk, run, list(zip(rows[start : start + SAVED], answers, strict=True)), started):
                return 0
    finally:
        for task in reading:
            task.cancel()
    return len(rows)


async def _save(sessions: Sessions, where: Where, desk: Desk, run: int, read: Sequence[tuple[Document, ReadPaper]], started: datetime) -> bool:
    """Keep some papers' readings and the papers found inside them, in one transaction. False when somebody stopped the run."""
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        close = await running(db, where, run)
        if close is None:
            return False
        await save_readings(db, [(row.id, answer) for row, answer in read])
        for row, answer in read:
            if answer.members:
                inside = [member for member, _ in answer.members]
                await documents.save_papers(db, close.id, inside, source=row.source, received_by=f"document:{row.sha256}", entity_id=row.entity_id)
        left, total = await documents.count_received(db, close.id)
        await _save_jobs(db, close, run, f"papers to {total - left}", [answer for _, answer in read], started, desk)
        await show_stage(db, close, run, "read", state="running", done=total - left, total=total)
    return True


async def save_readings(db: TenantDb, read: Sequence[tuple[uuid.UUID, ReadPaper]]) -> None:
    """Keep what was read from some papers, and what the queue shows of each."""
    await documents.save_extractions(db, [(document_id, answer.extractions) for document_id, answer in read])
    shown = []
    for document_id, answer in read:
        first = answer.extractions[0]
        shown.append(
            {
                "id": document_id,
                "kind": first.kind.value,
                "kind_confidence": first.confidence,
                "kind_by": f"agent:{classifier.AGENT}/{classifier.VERSION}",
                "kind_reasons": [first.reader],
                "pages": first.pages,
                "reason": answer.reason,
                "recognised": pages_digest(answer.recognised),
                "unlocked": hashlib.sha256(answer.unlocked).hexdigest() if answer.unlocked else "",
                "state": "agreed" if answer.members else answer.state.value,
                **_summary(first),
            }
        )
    await documents.save_shown(db, shown)
    await append_event(db, "document.changed", {"ids": [str(document_id) for document_id, _ in read]})


def _summary(extraction: Extraction) -> dict[str, object]:
    """Party, number, date and amount for the queue, where the paper has them."""
    found: dict[str, object] = {
        "party": extraction.text("seller.name") or extraction.text("company") or extraction.text("bank"),
        "number": extraction.text("invoice_number") or extraction.text("account_number"),
    }
    for column, name in (("day", "invoice_date"), ("amount_paise", "totals.grand_total")):
        field = extraction.fields.get(name)
        try:
            found[column] = (field.day() if column == "day" else field.amount()) if field and field.value else None
        except ValueError:
            found[column] = None
    return found


async def _save_jobs(db: TenantDb, close: Close, run: int, subject: str, answers: Sequence[ReadPaper], started: datetime, desk: Desk) -> None:
    """What ClassifierBot and DataExtractor did with some papers: counts, never document text."""
    extractions = [extraction for answer in answers for extraction in answer.extractions]
    kinds: dict[str, int] = {}
    for extraction in extractions:
        kinds[extraction.kind.value] = kinds.get(extraction.kind.value, 0) + 1
    fields = [field.confidence for extraction in extractions for field in extraction.fields.values() if field.value]
    jobs = (
        (classifier.AGENT, classifier.VERSION, {"kinds": kinds}, mean([extraction.confidence for extraction in extractions])),
        (extractor.AGENT, extractor.AGENT_VERSION, {"parts": len(extractions), "fields": len(fields)}, mean(fields) if fields else None),
    )
    for agent, version, output, confidence in jobs:
        details: dict[str, Any] = {"input": {"papers": len(answers)}, "output": output, "confidence": confidence, "started_at": started}
        await closes.save_agent_job(db, close.id, run, agent, version, "read", desk.now(), subject=subject, status="done", **details)
