"""What each stage saves of the computation, in the transaction of that stage; a stage that runs twice leaves the same rows."""

import asyncio
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db import assets as asset_rows
from qrt.adapters.db import books as book_rows
from qrt.adapters.db import closes, companies, documents, kept, parties
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, Document, DocumentVoucher
from qrt.adapters.db.tables import Decision as DecisionRow
from qrt.core.base.actor import Agent
from qrt.core.base.errors import Refused
from qrt.core.base.finding import Finding
from qrt.core.close.carried import mapped_ledgers
from qrt.core.close.compute import Computation
from qrt.core.close.files import reconciliation_summary
from qrt.core.close.types import PaperLink
from qrt.core.journals.quarter_end import KINDS
from qrt.core.learning.ledger_names import name_index, offers_of_name
from qrt.core.ledger.chart import build_chart
from qrt.core.ledger.merges import chart_with_written, written_names
from qrt.flows import checklist, package
from qrt.flows.agents import LOCAL, Ledger
from qrt.flows.desk import Desk
from qrt.flows.run.by_policy import post_by_policy
from qrt.flows.run.progress import Where


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a stage leaves for people to see."""

    count: int
    message: str
    output: Mapping[str, object]
    confidence: float | None = None


async def _book(db: TenantDb, desk: Desk, where: Where, close: Close, work: Computation) -> Outcome:
    for entity in work.entities:
        work.books(entity.code)
    # The database is long at the vouchers: what later stages ask for is worked out meanwhile.
    ahead = asyncio.create_task(asyncio.to_thread(_reckon, work))
    try:
        return await _save_books(db, where, close, work)
    finally:
        await ahead


def _reckon(work: Computation) -> None:
    """Every part of the computation, so that it is there. What fails here fails again in the stage whose part it is, and is told there."""
    with suppress(Exception):
        work.result()


async def _save_books(db: TenantDb, where: Where, close: Close, work: Computation) -> Outcome:
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
        homes = {name: home for name, home in work.handin.homes.get(entity.code, {}).items() if name in written_names(books.posted)}
        await book_rows.save_chart(db, entity_id, chart_with_written(books.chart, homes))
        ledger_ids = await book_rows.load_ledger_ids(db, entity_id)
        await book_rows.save_opening(db, period_id, ledger_ids, books.opening, books.opening_source)
        await closes.save_statement(db, close.id, entity_id, "openings", {"sources": books.opening_sources})
        # A soft-closed quarter takes what a controller approved, and an import is nobody's approval.
        locked = (await book_rows.load_lock(db, entity_id, entity.code, soft_too=True)).until
        to_post = [voucher for voucher in books.posted if locked is None or voucher.day > locked]
        approved_by_policy = [voucher for voucher in to_post if voucher.approver]
        to_post = [voucher for voucher in to_post if not voucher.approver]
        posted += await book_rows.save_vouchers(db, entity_id, period_id, to_post, ledger_ids, by)
        posted += await post_by_policy(db, close, entity.code, entity_id, period_id, approved_by_policy, ledger_ids)
        waiting += await book_rows.save_drafts(db, entity_id, period_id, books.waiting, by, agent="JournalBot")
        for prefix in ("paper:", "payroll:"):
            await book_rows.drop_drafts(db, entity_id, period_id, prefix, {draft.key for draft in books.waiting})
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
    proven = sum(len(work.books(entity.code).links) for entity in work.entities)
    reasons = [f"{proven} papers prove a voucher of the books, {waiting} drafts wait for a checker"]
    output = {"vouchers": total, "new": posted, "drafts": waiting, "findings": count, "reasons": reasons}
    return Outcome(total, f"{total} vouchers in the books, {posted} new", output, 1.0)


async def _link_papers(db: TenantDb, entity_id: uuid.UUID, links: Sequence[PaperLink], rows: Mapping[str, Document]) -> None:
    entries = await book_rows.load_keys(db, entity_id, {link.voucher_key for link in links})
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
    expected = {voucher.key: voucher for voucher in work.books(entity).posted}
    approvals = select(DecisionRow.subject).where(DecisionRow.close_id == close.id, DecisionRow.kind == "voucher_approved")
    later = {subject.partition("|")[2] for subject in (await db.execute(approvals)).scalars()}
    async for key, number, legs in book_rows.stream_legs(db, entity_id, where.quarter.first_day, where.quarter.last_day):
        wanted = expected.pop(key, None)
        if wanted is None and key in later:
            continue
        if wanted is None:
            sentence = f"Voucher {number} of {entity} is posted, but no paper or decision calls for it any more. Reverse it, then run again."
            raise Refused("close.voucher_without_paper", sentence)
        if [(line.written or line.ledger, line.amount) for line in wanted.lines] != legs:
            sentence = f"Voucher {number} of {entity} was posted with other amounts than its paper has now. Reverse it, then run again."
            raise Refused("close.voucher_changed", sentence)
    if wrong := await kept.load_kept_wrong(db, entity_id, where.quarter.first_day, where.quarter.last_day):
        sentence = f"The kept balances of {entity} are not what its lines add up to ({', '.join(wrong[:3])}): somebody changed the books past their laws."
        raise Refused("close.kept_balances_wrong", sentence)
    if expected:
        state = await companies.period_state(db, entity_id, where.quarter)
        how = "soft-closed. A controller opens it first" if state == "soft_closed" else "locked. Ask for its reopening first"
        raise Refused("close.period_locked", f"{len(expected)} new vouchers of {entity} cannot be posted: the period is {how}, then run again.")


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
        # Their rows were saved one by one ahead of this (reconciling.py).
        for result in reconciled.reconciliations:
            items += len(result.left) + len(result.right)
            output[f"{entity.code} {result.subject}"] = reconciliation_summary(result)["matches"]
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
        said = mapped_ledgers(work.decisions, work.company, entity.code, wanted, work.rules.layout)
        index = name_index(work.rules.model)
        says = partial(offers_of_name, index=index)
        made, _ = build_chart(entity, work.company.division, work.rules.model, (), (), wanted, said, names=says)
        await book_rows.save_chart(db, ids[entity.code], made)
        await book_rows.save_drafts(db, ids[entity.code], period_id, drafts, by, agent="JournalBot")
        for prefix in ("bank:", *KINDS, "depreciation:", "disposal:", "capitalise:", "transition:", "revaluation:", "realised:"):
            await book_rows.drop_drafts(db, ids[entity.code], period_id, prefix, {draft.key for draft in drafts})
        await asset_rows.save_book(db, close.id, ids[entity.code], work.assets(entity.code), where.quarter)
        await _save_parties(db, close, work, entity.code, ids[entity.code])
        count += len(drafts)
    assets = [finding for entity in work.entities for finding in work.assets(entity.code).findings]
    findings = await closes.save_findings(db, close.id, close.run, "JournalBot", "assets", work.rules.hash, assets, ids)
    found = [finding for entity in work.entities for finding in work.party_findings(entity.code)]
    findings += await closes.save_findings(db, close.id, close.run, "JournalBot", "adjust", work.rules.hash, found, ids)
    ends = [finding for entity in work.entities for finding in work.proposed(entity.code).findings]
    findings += await closes.save_findings(db, close.id, close.run, "JournalBot", "quarter_end", work.rules.hash, ends, ids)
    if count:
        await append_event(db, "journal.changed", {"drafts": count})
    said = Ledger.of(work).said("JournalBot")
    # What an agent did is kept in counts: the words of papers stay with the drafts.
    kinds = Counter(draft.key.partition(":")[0].replace("_", " ") for entity in work.entities for draft in work.adjustments(entity.code))
    reasons = [f"{number} drafted of kind {kind}" for kind, number in sorted(kinds.items())] or ["breaks and the quarter's end call for no entry"]
    return Outcome(count, f"{count} adjustments drafted", {"drafts": count, "findings": findings, "reasons": reasons}, said.confidence if count else 1.0)


async def _save_parties(db: TenantDb, close: Close, work: Computation, entity: str, entity_id: uuid.UUID) -> None:
    """Parties with their bills, both ageing schedules, late payments and foreign money of one entity, for the page."""
    ageing = work.ageing(entity)
    await parties.save_parties(db, close.id, entity_id, work.bills(entity), ageing)
    for schedule in (ageing.receivables, ageing.payables):
        if schedule:
            content = {name: getattr(schedule, name) for name in ("entity", "schedule", "as_of", "columns", "unbilled", "total", "sheet", "apart")}
            rows = [
                {"key": key, "label": label, "columns": {column: schedule.grid.get((key, column), 0) for column, _ in schedule.columns}}
                for key, label in schedule.rule.rows
            ]
            people = [
                {
                    "ledger": each.party.ledger,
                    "balance": each.balance,
                    "overdue": each.overdue,
                    "columns": each.columns,
                    "in_schedule": each.in_schedule,
                    "on_line": each.on_line,
                }
                for each in schedule.parties
            ]
            content |= {"rows": rows, "parties": people, "lines": schedule.rule.lines, "source": schedule.rule.source, "confidence": schedule.rule.confidence}
            await closes.save_statement(db, close.id, entity_id, f"ageing_{schedule.schedule}", content)
    late = {name: getattr(ageing.msme, name) for name in ("entity", "as_of", "bills", "unknown", "form", "form_due", "form_rows", "limit")}
    late |= {"open": ageing.msme.open, "interest": ageing.msme.interest, "disallowed": ageing.msme.disallowed}
    await closes.save_statement(db, close.id, entity_id, "msme", late)
    value = work.revaluation(entity)
    content = {
        "currency": value.currency,
        "as_of": value.as_of,
        "rates": value.rates,
        "positions": value.positions,
        "drafts": [draft.key for draft in value.drafts],
    }
    await closes.save_statement(db, close.id, entity_id, "revaluation", content)


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


STEPS: Mapping[str, Callable[[TenantDb, Desk, Where, Close, Computation], Awaitable[Outcome]]] = {
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
