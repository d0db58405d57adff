"""One paper under review: the checks that follow from it alone, made again over what people have written."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from qrt.adapters.db import companies, documents
from qrt.adapters.db.copies import Like, like_of, load_like
from qrt.adapters.db.listing.documents import field_label
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, Document
from qrt.adapters.db.tables import Decision as DecisionRow
from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.close.handin import apply_decisions
from qrt.core.close.types import Decision, HandInPaper, PaperRole, PaperState
from qrt.core.documents.checks import LIVE_RULES, check_extraction, doubted_fields, passed_checks
from qrt.core.documents.types import Paper
from qrt.core.documents.vendor.learn import BILLS
from qrt.core.journals.copies import TOLERANCE, Sight, copy_reasons, folded, in_words
from qrt.core.ledger.naming import document_number

_COPIES = ("paper.duplicate", "paper.near_duplicate")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A paper as people left it: what speaks against it, what holds (rule and sentence), and why a person must look at fields (part and name to reason)."""

    found: tuple[Finding, ...]
    passed: tuple[tuple[str, str], ...]
    doubts: Mapping[tuple[str, str], str]


async def check_again(db: TenantDb, row: Document) -> Weighed:
    """The paper by the same rules as the close, over the same decisions."""
    extractions = await documents.load_document_extractions(db, row.id)
    query = select(DecisionRow).where(DecisionRow.close_id == row.close_id, DecisionRow.subject == row.sha256).order_by(DecisionRow.at, DecisionRow.id)
    decisions = [Decision(each.kind, each.subject, each.content) for each in (await db.execute(query)).scalars()]
    paper = Paper(row.sha256, row.name, row.size)
    given = apply_decisions(HandInPaper(paper, PaperRole.INBOX, PaperState.READ, extractions), decisions)
    company, quarter = await companies.load_company(db), await quarter_of(db, row)
    found = tuple(finding for each in given.extractions for finding in check_extraction(each, company, quarter))
    doubts = {(each.part, name): doubt for each in given.extractions for name, doubt in doubted_fields(each)}
    return Weighed(found, tuple(passed for each in given.extractions for passed in passed_checks(each)), doubts)


@dataclass(frozen=True, slots=True)
class Copy:
    """Another paper that looks like the same bill, of any quarter, and what the two have in common."""

    id: uuid.UUID
    name: str
    quarter: str
    reasons: tuple[str, ...]


async def review_checks(db: TenantDb, row: Document, weighed: Weighed, shown: list[Mapping[str, Any]], copies: Sequence[Copy]) -> list[dict[str, Any]]:
    """The checks of a paper for the screen: those made now, then what only the last run of the close knows."""
    now = [{"ok": False, "severity": each.severity.value, "rule": each.rule, "sentence": each.sentence} for each in weighed.found]
    now += [
        {"ok": False, "severity": "info", "rule": "document.field_doubted", "sentence": f"{f'{part}, ' if part else ''}{field_label(name)}: {doubt}."}
        for (part, name), doubt in weighed.doubts.items()
    ]
    if not any(each["rule"] in _COPIES for each in shown):
        now += await _told(db, row, copies)
    holds = [{"ok": True, "severity": "info", "rule": rule, "sentence": sentence} for rule, sentence in weighed.passed]
    return [*now, *(dict(each) for each in shown if not each["ok"] and each["rule"] not in LIVE_RULES), *holds, *(dict(each) for each in shown if each["ok"])]


async def copies_of(db: TenantDb, row: Document) -> tuple[Copy, ...]:
    """Papers of any quarter that look like this bill: a close sees its own papers alone, and a copy may come a quarter later."""
    if row.kind not in BILLS:
        return ()
    company, quarter = await companies.load_company(db), await quarter_of(db, row)
    ours = frozenset(gstin for entity in company.entities for gstin in entity.gstins)
    own = _sight(like_of(row, quarter), ours)
    found = [(like, copy_reasons(own, _sight(like, ours))) for like in await load_like(db, row, TOLERANCE) if like.kind == row.kind]
    return tuple(Copy(like.id, like.name, str(like.quarter), reasons) for like, reasons in found if reasons)


async def _told(db: TenantDb, row: Document, copies: Sequence[Copy]) -> list[dict[str, Any]]:
    quarter = str(await quarter_of(db, row)) if copies else ""
    return [
        {
            "ok": False,
            "severity": "warning",
            "rule": "paper.near_duplicate",
            "sentence": f"It looks like a copy of {each.name if each.quarter == quarter else f'{each.name} of {each.quarter}'} ({in_words(each.reasons)}). "
            "Reject the copy, or see that both are bills.",
        }
        for each in copies
    ]


async def quarter_of(db: TenantDb, row: Document) -> Quarter:
    """The quarter of a paper's close."""
    close = (await db.execute(select(Close).where(Close.id == row.close_id))).scalar_one()
    return Quarter(close.fy_start, close.quarter)


def _sight(like: Like, ours: frozenset[str]) -> Sight:
    gstins = [each for each in like.vendor if len(each) == 15 and each.isupper() and each not in ours]
    names = [each for each in like.vendor if not (len(each) == 15 and each.isupper())]
    note = like.kind if like.kind in ("credit_note", "debit_note") else ""
    total = None if like.amount_paise is None else Paise(like.amount_paise)
    number = document_number(like.number)
    return Sight(like.sha256, like.kind, note, gstins[0] if gstins else "", names[0] if names else "", number, folded(like.number), like.day, total)
