"""Models asked about papers that rules left open: allowed by the company, paid for from its month, written down before anything leaves the house.

What a model answers is kept as a decision of the close, by numbers of words, and the paper is read on from it; a run and `qrt verify` ask nobody.
"""

import asyncio
import hashlib
import uuid
from typing import Any

from qrt.adapters.db import closes, documents, models
from qrt.adapters.db.people import load_people
from qrt.adapters.db.session import Sessions, TenantDb, tenant_session
from qrt.adapters.db.tables import Close, Document
from qrt.adapters.llm import Provider, Reply, Terms, provider_of, send_question
from qrt.adapters.llm.provider import TRIES
from qrt.adapters.scan.sandbox import ReaderFailed, load_pages
from qrt.agents import classifier, extractor
from qrt.core.base.errors import Refused, Unavailable
from qrt.core.close.layouts import MODEL_ANSWERED, answers_of, kinds_of, layouts_of, parts_of, taught_of
from qrt.core.close.types import Decision
from qrt.core.documents.model.answer import Answer, read_answer
from qrt.core.documents.model.budget import ModelTerms
from qrt.core.documents.model.people import without_people
from qrt.core.documents.model.question import PROMPT, SYSTEM, Question
from qrt.core.documents.types import DocumentKind, Paper
from qrt.flows.desk import Desk
from qrt.flows.reading import ReadPaper, read_one
from qrt.flows.run.papers import open_close, save_readings
from qrt.flows.run.progress import WORKER, Where
from qrt.flows.run.work import load_all_decisions

BATCH = 6
"""Papers of one step, asked about one after another: what a worker that is lost has paid for in vain at most."""

ANSWER_TOKENS = 1200
"""The longest answer that is paid for: a kind and some twenty fields by numbers of words."""


async def ask_batch(sessions: Sessions, where: Where, desk: Desk) -> int:
    """Ask about the next papers that wait for a person. Returns how many were looked at; 0 where there are none, nobody may be asked, or nobody answers."""
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        terms = await models.load_terms(db)
        close = await open_close(db, where)
        if terms is None or close is None:
            return 0
        asked = f"{terms.model}/{PROMPT}"
        rows = await models.load_unasked(db, close.id, asked, BATCH)
    provider = provider_of(terms.model, desk.model_keys, desk.model_url)
    if not isinstance(provider, Provider):
        # No key: the local tier is all there is.
        return 0
    for done, row in enumerate(rows):
        if not await _ask_about(sessions, where, desk, terms, provider, row):
            return done
    return len(rows)


async def _ask_about(sessions: Sessions, where: Where, desk: Desk, terms: ModelTerms, provider: Provider, row: Document) -> bool:
    """One paper: asked, answered, read on from the answer. False when asking has to end for now: no budget is left, or nobody answers."""
    question = await _question(sessions, where, desk, row)
    if question is None:
        async with tenant_session(sessions, where.tenant, WORKER) as db:
            await models.mark_asked(db, [row.id], f"{terms.model}/{PROMPT}")
        return True
    text, schema = question.text(), question.schema()
    most = terms.most_paise(len(text.encode()) + len(SYSTEM) + len(str(schema)), ANSWER_TOKENS, TRIES)
    agent = classifier.AGENT if row.kind == DocumentKind.OTHER else extractor.AGENT
    call: dict[str, object] = {
        "document_id": row.id,
        "agent": agent,
        "model": terms.model,
        "prompt": PROMPT,
        "asked_digest": hashlib.sha256(text.encode()).hexdigest(),
    }
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        identity = await models.reserve(db, terms, call, most, desk.now())
    if identity is None:
        return False
    try:
        reply = await asyncio.to_thread(_send, provider, text, Terms(schema, ANSWER_TOKENS, terms.seconds, stream=True))
    except (Unavailable, Refused) as wrong:
        async with tenant_session(sessions, where.tenant, WORKER) as db:
            await models.settle(db, identity, "failed", most, desk.now(), error=wrong.sentence)
        return False
    answer, refused = read_answer(reply.text, question, terms.model, PROMPT)
    return await _keep(sessions, where, desk, terms, row, identity, reply, answer, refused)


def _send(provider: Provider, text: str, terms: Terms) -> Reply:
    return send_question(provider, SYSTEM, text, terms=terms)


async def _question(sessions: Sessions, where: Where, desk: Desk, row: Document) -> Question | None:
    """What may be asked about a paper; None for one that has no pages, several parts, nothing open, or that stays at home."""
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        extractions = await documents.load_document_extractions(db, row.id)
        people = await load_people(db)
    if len(extractions) != 1:
        return None
    store = desk.store.of(where.tenant)
    pages = load_pages(await store.get(row.recognised)) if row.recognised else ()
    data = await store.get(row.unlocked or row.sha256)
    try:
        question = await asyncio.to_thread(desk.readers.question, Paper(row.sha256, row.name, row.size), data, extractions[0], pages)
    except ReaderFailed:
        return None
    return without_people(question, people) if question is not None else None


async def _keep(
    sessions: Sessions,
    where: Where,
    desk: Desk,
    terms: ModelTerms,
    row: Document,
    call: uuid.UUID,
    reply: Reply,
    answer: Answer | None,
    refused: tuple[str, ...],
) -> bool:
    """Settle a call, keep its answer as a decision, and read the paper on from it, in one transaction. A paper that somebody decided on meanwhile stays as they left it."""
    useful = answer is not None and (bool(answer.fields) or answer.kind is not DocumentKind.OTHER)
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        cost, digest = terms.cost_paise(reply.tokens_in, reply.tokens_out), hashlib.sha256(reply.text.encode()).hexdigest()
        tokens = (reply.tokens_in, reply.tokens_out)
        await models.settle(db, call, "answered" if useful else "refused", cost, desk.now(), tokens=tokens, refused=refused, digest=digest)
        close = await open_close(db, where)
        if close is None:
            return False
        standing = await documents.load_document(db, row.id, lock=True)
        if standing is None or (standing.version, standing.state) != (row.version, "needs_person"):
            return True
        standing.asked = f"{terms.model}/{PROMPT}"
        await db.flush()
        if answer is None or not useful:
            return True
        decisions = await load_all_decisions(db, close)
        read = await _read_on(desk, where, standing, (*decisions, Decision(MODEL_ANSWERED, row.sha256, answer.content())))
        await closes.save_decision(db, close.id, MODEL_ANSWERED, row.sha256, answer.content(), None)
        await save_readings(db, [(standing, read)], kinds_of(decisions))
        await _save_job(db, close, desk, answer, refused, row)
    return True


async def _read_on(desk: Desk, where: Where, row: Document, decisions: tuple[Decision, ...]) -> ReadPaper:
    """The paper by everything that is known now, the answer among it."""
    store = desk.store.of(where.tenant)
    recognised = load_pages(await store.get(row.recognised)) if row.recognised else ()
    unlocked = await store.get(row.unlocked) if row.unlocked else b""
    given: dict[str, Any] = {
        "layouts": layouts_of(decisions),
        "said": kinds_of(decisions).get(row.sha256),
        "lessons": taught_of(decisions).for_paper(row.sha256),
    }
    given["kinds"] = taught_of(decisions).kinds_for(row.sha256)
    given |= {"told": answers_of(decisions).get(row.sha256), "parts": parts_of(decisions).get(row.sha256, ()), "recognised": recognised, "unlocked": unlocked}
    paper, data = Paper(row.sha256, row.name, row.size, row.media_type), await store.get(row.sha256)
    return await asyncio.to_thread(read_one, desk.readers, paper, data, desk.scanner, **given)


async def _save_job(db: TenantDb, close: Close, desk: Desk, answer: Answer, refused: tuple[str, ...], row: Document) -> None:
    """What the agents' page shows: counts, never text of a paper."""
    output = {"kind": answer.kind.value, "fields": len(answer.fields), "refused": len(refused)}
    agent = classifier.AGENT if row.kind == DocumentKind.OTHER else extractor.AGENT
    details: dict[str, Any] = {"input": {"papers": 1}, "output": output}
    await closes.save_agent_job(db, close.id, close.run, agent, answer.model, "read", desk.now(), subject=f"paper {row.sha256[:12]}", status="done", **details)
