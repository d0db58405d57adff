"""One paper under review: the checks that follow from it alone, made again over what people have written."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from qrt.adapters.db import companies, documents
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, Document
from qrt.adapters.db.tables import Decision as DecisionRow
from qrt.core.base.finding import Finding
from qrt.core.base.period import Quarter
from qrt.core.close.handin import apply_decisions
from qrt.core.close.types import Decision, HandInPaper, PaperRole, PaperState
from qrt.core.documents.checks import LIVE_RULES, check_extraction, passed_checks
from qrt.core.documents.types import Paper


async def check_again(db: TenantDb, row: Document) -> tuple[tuple[Finding, ...], tuple[tuple[str, str], ...]]:
    """What speaks against a paper as people left it, and what holds: by the same rules as the close, over the same decisions."""
    extractions = await documents.load_document_extractions(db, row.id)
    close = (await db.execute(select(Close).where(Close.id == row.close_id))).scalar_one()
    query = select(DecisionRow).where(DecisionRow.close_id == row.close_id, DecisionRow.subject == row.sha256).order_by(DecisionRow.at, DecisionRow.id)
    decisions = [Decision(each.kind, each.subject, each.content) for each in (await db.execute(query)).scalars()]
    paper = Paper(row.sha256, row.name, row.size)
    given = apply_decisions(HandInPaper(paper, PaperRole.INBOX, PaperState.READ, extractions), decisions)
    company, quarter = await companies.load_company(db), Quarter(close.fy_start, close.quarter)
    found = tuple(finding for each in given.extractions for finding in check_extraction(each, company, quarter))
    return found, tuple(passed for each in given.extractions for passed in passed_checks(each))


async def review_checks(db: TenantDb, row: Document, shown: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The checks of a paper for the screen: those made now, then what only the last run of the close knows."""
    found, passed = await check_again(db, row)
    now = [{"ok": False, "severity": each.severity.value, "rule": each.rule, "sentence": each.sentence} for each in found]
    holds = [{"ok": True, "severity": "info", "rule": rule, "sentence": sentence} for rule, sentence in passed]
    return [*now, *(dict(each) for each in shown if not each["ok"] and each["rule"] not in LIVE_RULES), *holds, *(dict(each) for each in shown if each["ok"])]
