"""One run of a close, stage by stage. Each stage is one transaction over the pure computation; a stage that runs twice leaves the same rows."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db import books as book_rows
from qrt.adapters.db import closes, companies, documents, recon
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import Sessions, TenantDb, tenant_session
from qrt.adapters.db.tables import Close, Document, DocumentVoucher
from qrt.adapters.db.tables import Decision as DecisionRow
from qrt.agents import classifier, extractor
from qrt.core.base.actor import Actor, Agent, System
from qrt.core.base.errors import Refused
from qrt.core.base.finding import Finding
from qrt.core.base.period import Quarter
from qrt.core.close.compute import Computation
from qrt.core.close.files import reconciliation_summary
from qrt.core.close.types import Decision, HandInPaper, PaperLink, PaperRole
from qrt.core.documents.types import Extraction, Paper
from qrt.core.ledger.chart import build_chart
from qrt.core.recon.types import ReconciliationKind
from qrt.flows import checklist, package
from qrt.flows.agents import LOCAL, Ledger, agent_validators
from qrt.flows.desk import Desk, load_rules
from qrt.flows.reading import ReadPaper, read_one, state_of

BATCH = 24
"""Papers read in one transaction."""

OPENING = "opening"
"""Documents with this source (or "opening:<entity>") are the trial balances that the books open with."""


@dataclass(frozen=True, slots=True)
class Where:
    """Whose close."""

    tenant: uuid.UUID
    quarter: Quarter


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a run, the agent it runs under, and what people call it."""

    name: str
    agent: str
    label: str


STAGES = (
    Stage("read", "DataExtractor", "Read papers"),
    Stage("book", "JournalBot", "Keep the books"),
    Stage("balance", "JournalBot", "Trial balance and completeness"),
    Stage("reconcile", "JournalBot", "Reconcile bank and GSTR-2B"),
    Stage("gst", "GSTValidator", "Check GST"),
    Stage("tds", "TDSValidator", "Check TDS"),
    Stage("adjust", "JournalBot", "Draft adjustments"),
    Stage("statements", "ConsoAI", "Draw statements"),
    Stage("consolidate", "ConsoAI", "Consolidate"),
    Stage("audit", "AuditAgent", "Audit the whole book"),
    Stage("assemble", "AuditAgent", "Assemble the package"),
)
STAGE_NAMES = tuple(stage.name for stage in STAGES[1:])
_AGENT = {stage.name: stage.agent for stage in STAGES}

WORKER: Actor = System("close")


async def begin(sessions: Sessions, where: Where, desk: Desk, run: int) -> bool:
    """Mark the reading as begun. False when somebody stopped the run before it started."""
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        close = await _running(db, where, run)
        if close is None:
            return False
        await closes.save_stages(db, close.id, run, [(stage.name, stage.agent) for stage in STAGES])
        waiting, _ = await documents.count_received(db, close.id)
        await _stage(db, close, run, "read", state="running", done=0, total=waiting, started_at=desk.now())
    return True


async def read_batch(sessions: Sessions, where: Where, desk: Desk, run: int, batch: int) -> int:
    """Read the next papers that nobody has read. Returns how many; 0 ends the reading. A batch that was interrupted is read again, once more for all."""
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        close = await _running(db, where, run)
        if close is None:
            return 0
        rows = await documents.load_received(db, close.id, BATCH)
        close_id = close.id
        if not rows:
            await _stage(db, close, run, "read", state="done", finished_at=desk.now())
            return 0
    store = desk.store.of(where.tenant)
    papers = [(row.id, Paper(row.sha256, row.name, row.size, row.media_type), row.source, row.entity_id) for row in rows]

    async def read(paper: Paper) -> ReadPaper:
        data = await store.get(paper.sha256)
        return await asyncio.to_thread(read_one, desk.readers, paper, data, desk.scanner)

    started = desk.now()
    answers = await asyncio.gather(*(read(paper) for _, paper, _, _ in papers))
    members = [content for answer in answers for content in answer.members]
    for paper, content in members:
        await store.put(content)
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        close = await _running(db, where, run)
        if close is None:
            return 0
        await save_readings(db, [(document_id, answer) for (document_id, _, _, _), answer in zip(papers, answers, strict=True)])
        for (_, paper, source, entity_id), answer in zip(papers, answers, strict=True):
            if answer.members:
                inside = [member for member, _ in answer.members]
                await documents.save_papers(db, close_id, inside, source=source, received_by=f"document:{paper.sha256}", entity_id=entity_id)
        await _reading_jobs(db, close, run, batch, answers, started, desk)
        left, total = await documents.count_received(db, close_id)
        await _stage(db, close, run, "read", state="running", done=total - left, total=total)
    return len(papers)


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


async def do_stage(sessions: Sessions, where: Where, desk: Desk, run: int, stage: str) -> bool:
    """One stage, in one transaction. False when somebody stopped the run."""
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        close = await _running(db, where, run)
        if close is None:
            return False
        await _stage(db, close, run, stage, state="running", started_at=desk.now())
        await _job(db, close, run, stage, desk, status="running")
    async with tenant_session(sessions, where.tenant, Agent(_AGENT[stage], LOCAL)) as db:
        close = await _running(db, where, run)
        if close is None:
            return False
        work = await load_work(db, desk, where, close)
        outcome = await _DO[stage](db, desk, where, close, work)
        await _job(db, close, run, stage, desk, status="done", output=outcome.output, confidence=outcome.confidence)
        await _stage(db, close, run, stage, state="done", done=outcome.count, total=outcome.count, message=outcome.message, finished_at=desk.now())
    return True


async def finish(sessions: Sessions, where: Where, run: int) -> str:
    """The run is over: the package may be signed. Returns its digest."""
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        close = await _running(db, where, run)
        if close is None:
            return "stopped"
        close.state = "ready"
        await append_event(db, "close.changed", {"quarter": str(where.quarter), "state": "ready", "run": run, "digest": close.digest})
        return close.digest


async def fail(sessions: Sessions, where: Where, desk: Desk, run: int, sentence: str) -> None:
    """Show at its stage that a run could not go on. The close is open again; what was done stays."""
    async with tenant_session(sessions, where.tenant, WORKER) as db:
        close = await _running(db, where, run)
        if close is None:
            return
        close.state = "open"
        for stage in await closes.load_stages(db, close.id, run):
            if stage.state == "running":
                stage.state, stage.message = "failed", sentence
                await closes.save_agent_job(db, close.id, run, stage.agent, LOCAL, stage.stage, desk.now(), status="failed", error=sentence)
        await append_event(db, "close.changed", {"quarter": str(where.quarter), "state": "open", "run": run, "failed": sentence})


async def load_work(db: TenantDb, desk: Desk, where: Where, close: Close) -> Computation:
    """The computation of this run, from memory where this process has it, else from the papers again."""
    key = (where.tenant, str(where.quarter), close.run)
    if key not in desk.memory:
        desk.memory.clear()
        company = await companies.load_company(db)
        decisions = await load_decisions(db, close)
        rules = load_rules(company.division)
        desk.memory[key] = Computation(company, where.quarter, await load_papers(db, close), decisions, rules, agent_validators())
    return desk.memory[key]


async def load_decisions(db: TenantDb, close: Close) -> tuple[Decision, ...]:
    """What people had decided when the run was started."""
    rows = await closes.load_decisions(db, close.id)
    return tuple(Decision(row.kind, row.subject, row.content) for row in rows[: int(close.summary.get("decisions", 0))])


async def load_papers(db: TenantDb, close: Close) -> tuple[HandInPaper, ...]:
    """The papers of a close with what was read, as the core wants them."""
    read = await documents.load_extractions(db, close.id)
    papers = []
    for row in await documents.load_documents(db, close.id):
        extractions = read.get(row.sha256, ())
        if not extractions:
            # It came while the run was at work already: the next run reads it.
            continue
        paper = Paper(row.sha256, row.name, row.size)
        role = PaperRole.OPENING if row.source.startswith(OPENING) else PaperRole.INBOX
        # Only what was named when the paper came: a decision comes with the decisions, and what an earlier run found is found again, part by part.
        entity = row.source.partition(":")[2]
        papers.append(HandInPaper(paper, role, state_of(paper, extractions)[0], extractions, entity))
    return tuple(papers)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a stage leaves for people to see."""

    count: int
    message: str
    output: Mapping[str, object]
    confidence: float | None = None


async def _book(db: TenantDb, desk: Desk, where: Where, close: Close, work: Computation) -> Outcome:
    ids = await companies.entity_ids(db)
    documents_by_sha = {row.sha256: row for row in await documents.load_documents(db, close.id)}
    by, posted, waiting, findings = Agent("JournalBot", LOCAL), 0, 0, list(work.handin.findings)
    for placed in work.handin.placed:
        row = documents_by_sha[placed.paper.sha256]
        if row.entity_id is None:
            row.entity_id = ids[placed.entity]
    for entity in work.entities:
        entity_id, books = ids[entity.code], work.books(entity.code)
        period_id = await companies.save_period(db, entity_id, where.quarter)
        await book_rows.save_chart(db, entity_id, books.chart)
        ledger_ids = await book_rows.load_ledger_ids(db, entity_id)
        await book_rows.save_opening(db, period_id, ledger_ids, books.opening, books.opening_source)
        locked = (await book_rows.load_lock(db, entity_id, entity.code)).until
        to_post = [voucher for voucher in books.posted if locked is None or voucher.day > locked]
        posted += await book_rows.save_vouchers(db, entity_id, period_id, to_post, ledger_ids, by)
        waiting += await book_rows.save_drafts(db, entity_id, period_id, books.waiting, by, agent="JournalBot")
        await book_rows.drop_drafts(db, entity_id, "paper:", {draft.key for draft in books.waiting})
        await _link_papers(db, entity_id, books.links, documents_by_sha)
        for link in books.links:
            row = documents_by_sha[link.sha256]
            if link.agrees and row.state == "needs_person" and row.decided_by is None:
                # A named rule agrees in a person's place: the register, which nobody wrote from this paper, says the same.
                row.state, row.reason, row.version = "agreed", f"Agrees with the books: {', '.join(link.reasons)}.", row.version + 1
        await _compare_with_books(db, entity_id, entity.code, where, work, close)
        findings += books.findings
    count = await closes.save_findings(db, close.id, close.run, "JournalBot", "book", work.rules.hash, findings, ids)
    total = sum(len(work.books(entity.code).posted) for entity in work.entities)
    output = {"vouchers": total, "new": posted, "drafts": waiting, "findings": count}
    return Outcome(total, f"{total} vouchers in the books, {posted} new", output, 1.0)


async def _link_papers(db: TenantDb, entity_id: uuid.UUID, links: Sequence[PaperLink], rows: Mapping[str, Document]) -> None:
    entries = await book_rows.load_keys(db, entity_id)
    values = [
        {"document_id": rows[link.sha256].id, "part": link.part, "entry_id": entries[link.voucher_key][0], "reasons": list(link.reasons)}
        for link in links
        if link.voucher_key in entries and link.sha256 in rows
    ]
    if values:
        statement = insert(DocumentVoucher)
        changed = {"entry_id": statement.excluded.entry_id, "reasons": statement.excluded.reasons}
        await db.execute(statement.on_conflict_do_update(index_elements=["tenant_id", "document_id", "part"], set_=changed), values)


async def _compare_with_books(db: TenantDb, entity_id: uuid.UUID, entity: str, where: Where, work: Computation, close: Close) -> None:
    """The vouchers in the database must be the ones that papers and decisions give, no more and no other; else the close stops here."""
    standing = await book_rows.load_legs(db, entity_id, where.quarter.first_day, where.quarter.last_day)
    expected = {voucher.key: voucher for voucher in work.books(entity).posted}
    approvals = select(DecisionRow.subject).where(DecisionRow.close_id == close.id, DecisionRow.kind == "voucher_approved")
    later = {subject.partition("|")[2] for subject in (await db.execute(approvals)).scalars()}
    for key, (number, legs) in standing.items():
        wanted = expected.pop(key, None)
        if wanted is None and key in later:
            continue
        if wanted is None:
            sentence = f"Voucher {number} of {entity} is posted, but no paper or decision calls for it any more. Reverse it, then run again."
            raise Refused("close.voucher_without_paper", sentence)
        if [(line.ledger, line.amount) for line in wanted.lines] != legs:
            sentence = f"Voucher {number} of {entity} was posted with other amounts than its paper has now. Reverse it, then run again."
            raise Refused("close.voucher_changed", sentence)
    if expected:
        raise Refused("close.period_locked", f"{len(expected)} vouchers of {entity} cannot be posted: the period is locked. Reopen it first.")


async def _balance(db: TenantDb, desk: Desk, where: Where, close: Close, work: Computation) -> Outcome:
    ids = await companies.entity_ids(db)
    findings: list[Finding] = []
    lines = 0
    for entity in work.entities:
        balanced = work.balanced(entity.code)
        await closes.save_statement(db, close.id, ids[entity.code], "trial_balance", balanced.trial_balance)
        await closes.save_statement(db, close.id, ids[entity.code], "completeness", {"rows": balanced.completeness})
        findings += balanced.findings
        lines += len(balanced.trial_balance.lines)
    count = await closes.save_findings(db, close.id, close.run, "JournalBot", "balance", work.rules.hash, findings, ids)
    out = sum(abs(work.balanced(entity.code).trial_balance.difference) for entity in work.entities)
    return Outcome(
        lines, f"{lines} ledgers; {'balances' if not out else 'does not balance'}", {"ledgers": lines, "difference_paise": out, "findings": count}, 1.0
    )


async def _reconcile(db: TenantDb, desk: Desk, where: Where, close: Close, work: Computation) -> Outcome:
    ids = await companies.entity_ids(db)
    findings: list[Finding] = []
    output: dict[str, object] = {}
    items = 0
    for entity in work.entities:
        reconciled = work.reconciled(entity.code)
        for result in reconciled.reconciliations:
            summary = reconciliation_summary(result)
            if result.kind is ReconciliationKind.BANK:
                summary["balance_books_paise"] = work.balanced(entity.code).trial_balance.closing(result.subject)
            await recon.save_report(db, close.id, ids[entity.code], result, summary, summary["digest"])
            await append_event(db, "recon.changed", {"kind": result.kind.value, "subject": result.subject})
            items += len(result.left) + len(result.right)
            output[f"{entity.code} {result.subject}"] = summary["matches"]
        findings += reconciled.findings
    count = await closes.save_findings(db, close.id, close.run, "JournalBot", "reconcile", work.rules.hash, findings, ids)
    return Outcome(items, f"{len(output)} reconciliations", output | {"findings": count}, 1.0)


async def _gst(db: TenantDb, desk: Desk, where: Where, close: Close, work: Computation) -> Outcome:
    return await _checked(db, desk, close, work, "gst", "GSTValidator", work.gst)


async def _tds(db: TenantDb, desk: Desk, where: Where, close: Close, work: Computation) -> Outcome:
    return await _checked(db, desk, close, work, "tds", "TDSValidator", work.tds)


async def _audit(db: TenantDb, desk: Desk, where: Where, close: Close, work: Computation) -> Outcome:
    return await _checked(db, desk, close, work, "audit", "AuditAgent", work.audit)


async def _checked(db: TenantDb, desk: Desk, close: Close, work: Computation, stage: str, agent: str, check: Callable[[str], tuple[Finding, ...]]) -> Outcome:
    ids = await companies.entity_ids(db)
    findings = [finding for entity in work.entities for finding in check(entity.code)]
    count = await closes.save_findings(db, close.id, close.run, agent, stage, work.rules.hash, findings, ids)
    await append_event(db, "finding.changed", {"agent": agent, "count": count})
    said = Ledger.of(work).said(agent)
    return Outcome(count, f"{count} findings", {"findings": count, "reasons": list(said.reasons)}, said.confidence)


async def _adjust(db: TenantDb, desk: Desk, where: Where, close: Close, work: Computation) -> Outcome:
    ids = await companies.entity_ids(db)
    by, count = Agent("JournalBot", LOCAL), 0
    for entity in work.entities:
        drafts = work.adjustments(entity.code)
        period_id = await companies.save_period(db, ids[entity.code], where.quarter)
        # A draft may call for a ledger the books have not kept so far; whoever approves it approves the ledger with it.
        wanted = {line.ledger for draft in drafts for line in draft.lines} - work.books(entity.code).chart.keys()
        await book_rows.save_chart(db, ids[entity.code], build_chart(entity, work.company.division, work.rules.model, (), (), wanted)[0])
        await book_rows.save_drafts(db, ids[entity.code], period_id, drafts, by, agent="JournalBot")
        await book_rows.drop_drafts(db, ids[entity.code], "bank:", {draft.key for draft in drafts})
        count += len(drafts)
    if count:
        await append_event(db, "journal.changed", {"drafts": count})
    return Outcome(count, f"{count} adjustments drafted", {"drafts": count}, 0.8)


async def _statements(db: TenantDb, desk: Desk, where: Where, close: Close, work: Computation) -> Outcome:
    ids = await companies.entity_ids(db)
    for entity in work.entities:
        drawn = work.statements(entity.code)
        for statement in (drawn.balance_sheet, drawn.profit_and_loss, drawn.cash_flow):
            content = {"statement": statement, "ties": drawn.ties, "division": drawn.division, "first_day": drawn.first_day, "last_day": drawn.last_day}
            await closes.save_statement(db, close.id, ids[entity.code], statement.name, content)
    findings = [finding for entity in work.entities for finding in work.statement_findings(entity.code)]
    count = await closes.save_findings(db, close.id, close.run, "ConsoAI", "statements", work.rules.hash, findings, ids)
    open_ties = sum(tie.difference != 0 for entity in work.entities for tie in work.statements(entity.code).ties)
    message = "everything ties" if not open_ties else f"{open_ties} ties are open"
    return Outcome(3 * len(work.entities), message, {"statements": 3 * len(work.entities), "open_ties": open_ties, "findings": count}, 1.0)


async def _consolidate(db: TenantDb, desk: Desk, where: Where, close: Close, work: Computation) -> Outcome:
    if work.consolidation is None:
        return Outcome(0, "one company: nothing to consolidate", {}, 1.0)
    ids = await companies.entity_ids(db)
    await closes.save_statement(db, close.id, None, "consolidation", work.consolidation)
    count = await closes.save_findings(db, close.id, close.run, "ConsoAI", "consolidate", work.rules.hash, work.consolidation.findings, ids)
    return Outcome(len(work.entities), f"{len(work.entities)} companies", {"findings": count}, 1.0)


async def _assemble(db: TenantDb, desk: Desk, where: Where, close: Close, work: Computation) -> Outcome:
    await closes.retire_findings(db, close.id, close.run)
    await checklist.fill_tasks(db, close, work)
    await db.flush()
    digest, size = await package.save_package(db, desk, close, work)
    close.rulebook_hash = work.rules.hash
    return Outcome(1, f"package {digest[:12]}", {"digest": digest, "bytes": size}, 1.0)


_DO: Mapping[str, Callable[[TenantDb, Desk, Where, Close, Computation], Awaitable[Outcome]]] = {
    "book": _book,
    "balance": _balance,
    "reconcile": _reconcile,
    "gst": _gst,
    "tds": _tds,
    "adjust": _adjust,
    "statements": _statements,
    "consolidate": _consolidate,
    "audit": _audit,
    "assemble": _assemble,
}


async def _running(db: TenantDb, where: Where, run: int) -> Close | None:
    """The close while this run is the one that works on it."""
    close = await closes.load_close(db, where.quarter, lock=True)
    return close if close is not None and close.state == "running" and close.run == run else None


async def _stage(db: TenantDb, close: Close, run: int, stage: str, **changes: object) -> None:
    await closes.save_stage(db, close.id, run, stage, **changes)
    shown = {name: value for name, value in changes.items() if name in ("state", "done", "total", "message")}
    await append_event(db, "stage.progress", {"run": run, "stage": stage, **shown})


async def _job(db: TenantDb, close: Close, run: int, stage: str, desk: Desk, *, status: str, **details: Any) -> None:
    await closes.save_agent_job(db, close.id, run, _AGENT[stage], LOCAL, stage, desk.now(), status=status, **details)


async def _reading_jobs(db: TenantDb, close: Close, run: int, batch: int, answers: Sequence[ReadPaper], started: object, desk: Desk) -> None:
    """What ClassifierBot and DataExtractor did with one batch: counts, never document text."""
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
        await closes.save_agent_job(db, close.id, run, agent, version, "read", desk.now(), subject=f"batch {batch}", status="done", **details)
