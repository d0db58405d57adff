"""Papers read in batches, kept, and shown: as they come, and as the first stage of a run."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from statistics import mean
from typing import Any

from qrt.adapters.db import closes, companies, documents, paper_words
from qrt.adapters.db.events import append_event
from qrt.adapters.db.layouts import load_remembered
from qrt.adapters.db.session import Sessions, TenantDb, tenant_session
from qrt.adapters.db.tables import Close, Document
from qrt.adapters.scan.sandbox import dump_pages, load_pages
from qrt.agents import classifier, extractor
from qrt.core.close.layouts import answers_of, kinds_of, layouts_of, parts_of, taught_of
from qrt.core.close.types import PaperState
from qrt.core.documents.acceptance import held_back
from qrt.core.documents.types import DocumentKind, Extraction, Paper
from qrt.flows.desk import Desk
from qrt.flows.reading import ReadPaper, pages_digest, read_one, state_of, words_of
from qrt.flows.run.progress import WORKER, Where, running, show_stage
from qrt.flows.run.work import load_all_decisions, load_decisions
from qrt.flows.search import send_quietly
from qrt.flows.unlocking import load_keyring

BATCH = 120
"""Papers of one step: what a worker that is lost may have read in vain at most, less what was saved already."""

SAVED = 24
"""Papers saved in one transaction while the next are being read."""

AHEAD = 8
"""Papers held in memory at once."""

Reading = tuple[ReadPaper, Mapping[str, int]]
"""What became of a paper, and its words with the first page of each."""

READ_SINCE = "read_since"
"""In a close's summary: how many papers were read since its last run began."""


async def read_batch(sessions: Sessions, where: Where, desk: Desk, run: int | None = None) -> int:
    """Read the next papers that nobody has read. Returns how many; 0 ends the reading. A batch that was interrupted goes on after what was saved.

    run  whose first stage this is; None for papers that are read as they come, which steps back where a run is at work: the run reads them
    """
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        close = await _held(db, where, run)
        if close is None:
            return 0
        rows = await documents.load_received(db, close.id, BATCH)
        decisions = await (load_decisions if run is not None else load_all_decisions)(db, close)
        # A run takes what the company remembers of layouts into the close before it reads.
        remembered = await load_remembered(db) if run is None else {}
        layouts, kinds = {**remembered, **layouts_of(decisions)}, kinds_of(decisions)
        taught, told, parts = taught_of(decisions), answers_of(decisions), parts_of(decisions)
        keyring = await load_keyring(db, desk.store)
        if not rows:
            if run is not None:
                await show_stage(db, close, run, "read", state="done", finished_at=desk.now())
            return 0
    store, places = desk.store.of(where.tenant), asyncio.Semaphore(AHEAD)

    async def read(row: Document) -> Reading:
        async with places:
            paper = Paper(row.sha256, row.name, row.size, row.media_type)
            # A paper that is read again, by another mapping of its columns say, keeps the words that were recognised.
            kept = load_pages(await store.get(row.recognised)) if row.recognised else ()
            opened = await store.get(row.unlocked) if row.unlocked else b""
            said = {"passwords": keyring.for_paper(row.name), "layouts": layouts, "recognised": kept, "unlocked": opened, "said": kinds.get(row.sha256)}
            said |= {"lessons": taught.for_paper(row.sha256), "told": told.get(row.sha256), "kinds": taught.kinds_for(row.sha256)}
            said["parts"] = parts.get(row.sha256, ())
            data = await store.get(row.sha256)
            answer = await asyncio.to_thread(read_one, desk.readers, paper, data, desk.scanner, **said)
            if answer.unlocked and not row.unlocked:
                await store.put(answer.unlocked)
            for _, content in answer.members:
                await store.put(content)
            for pages in (answer.recognised, *answer.part_pages):
                if pages:
                    await store.put(dump_pages(pages))
            found = await asyncio.to_thread(words_of, desk.readers, row.name, data, answer) if desk.searchable else {}
            return answer, found

    started = desk.now()
    reading = [asyncio.create_task(read(row)) for row in rows]
    try:
        for start in range(0, len(rows), SAVED):
            answers = await asyncio.gather(*reading[start : start + SAVED])
            if not await _save(sessions, where, desk, run, kinds, list(zip(rows[start : start + SAVED], answers, strict=True)), started):
                return 0
    finally:
        for task in reading:
            task.cancel()
    await send_quietly(sessions, where.tenant, desk.index)
    return len(rows)


async def _held(db: TenantDb, where: Where, run: int | None) -> Close | None:
    """The close while this run is the one that works on it, or, without a run, while none does and nobody has signed it."""
    if run is not None:
        return await running(db, where, run)
    return await open_close(db, where)


async def open_close(db: TenantDb, where: Where) -> Close | None:
    """The close, held, while no run is at work on it and nobody has signed it."""
    close = await closes.load_close(db, where.quarter, lock=True)
    return close if close is not None and close.state not in ("running", "signed") else None


async def _save(
    sessions: Sessions,
    where: Where,
    desk: Desk,
    run: int | None,
    kinds: Mapping[str, DocumentKind],
    read: Sequence[tuple[Document, Reading]],
    started: datetime,
) -> bool:
    """Keep some papers' readings and the papers found inside them, in one transaction. False when the close is no longer this reader's."""
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        close = await _held(db, where, run)
        if close is None:
            return False
        # One that somebody decided on meanwhile stays as they left it; if it is still to be read, the next batch does so by what they said.
        unchanged = await documents.hold_unchanged(db, {row.id: row.version for row, _ in read})
        read = [each for each in read if each[0].id in unchanged]
        if not read:
            return True
        await save_readings(db, [(row, answer) for row, (answer, _) in read], kinds)
        await paper_words.save_words(db, {row.id: found for row, (_, found) in read if found})
        for row, (answer, _) in read:
            if answer.members:
                inside = [member for member, _ in answer.members]
                await documents.save_papers(
                    db, close.id, inside, source=row.source, received_by=f"document:{row.sha256}", entity_id=row.entity_id, cut=_cut(row, answer)
                )
        left, total = await documents.count_received(db, close.id)
        answers = [answer for _, (answer, _) in read]
        if run is None:
            # What is read now stands in no package that was made before: nobody may sign one of these without it.
            close.summary = {**close.summary, READ_SINCE: int(close.summary.get(READ_SINCE, 0)) + len(read)}
            await _save_jobs(db, close, close.run, f"as they came, to {total - left}", answers, started, desk)
        else:
            await _save_jobs(db, close, run, f"papers to {total - left}", answers, started, desk)
            await show_stage(db, close, run, "read", state="running", done=total - left, total=total)
    return True


def _cut(row: Document, answer: ReadPaper) -> dict[str, documents.Cut]:
    """For the papers of a PDF of several, where each stood in it."""
    found = zip(answer.members, answer.parts, answer.part_pages, strict=False)
    return {paper.sha256: documents.Cut(row.sha256, *span, pages_digest(pages)) for (paper, _), span, pages in found}


async def save_readings(db: TenantDb, read: Sequence[tuple[Document, ReadPaper]], kinds: Mapping[str, DocumentKind]) -> None:
    """Keep what was read from some papers, and what the queue shows of each. kinds: what people said papers are, by SHA-256; that stays."""
    asked = (await companies.load_company(db)).policy.accepted_from
    await documents.save_extractions(db, [(row.id, answer.extractions) for row, answer in read], asked)
    shown = []
    for row, answer in read:
        first, said = answer.extractions[0], kinds.get(row.sha256)
        state, reason = _shown_state(row, answer, asked)
        shown.append(
            {
                "id": row.id,
                "kind": said.value if said else first.kind.value,
                "kind_confidence": 1.0 if said else first.confidence,
                "kind_by": row.kind_by if said else f"agent:{classifier.AGENT}/{classifier.VERSION}",
                "kind_reasons": row.kind_reasons if said else _kind_reasons(first),
                "pages": first.pages,
                "reason": reason,
                "recognised": pages_digest(answer.recognised),
                "unlocked": hashlib.sha256(answer.unlocked).hexdigest() if answer.unlocked else "",
                "vendor": "|".join(answer.vendor),
                "taught": answer.taught,
                "layout": answer.layout,
                "read_as": answer.read_as or row.read_as,
                "filed": answer.filed,
                "state": "agreed" if answer.members else state.value,
                **_summary(first),
            }
        )
    await documents.save_shown(db, shown)
    await append_event(db, "document.changed", {"ids": [str(row.id) for row, _ in read]})


def _shown_state(row: Document, answer: ReadPaper, asked: Mapping[str, Decimal]) -> tuple[PaperState, str]:
    """How far the paper came where the company asks for more than its reader did."""
    held = tuple(held_back(each, asked) for each in answer.extractions)
    if answer.state not in (PaperState.READ, PaperState.NEEDS_PERSON) or held == answer.extractions:
        return answer.state, answer.reason
    return state_of(Paper(row.sha256, row.name, row.size), held)


def _kind_reasons(extraction: Extraction) -> list[str]:
    """Why a paper is of its kind: what earlier papers were filed as, or which reader knows it."""
    taught = [finding.sentence for finding in extraction.findings if finding.rule == "document.filed_as_taught"]
    return taught or [extraction.reader]


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
