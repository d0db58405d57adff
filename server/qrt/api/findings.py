"""Findings over GST, TDS, dates and papers; waivers need two people."""

import uuid
from typing import Annotated, Literal

from fastapi import APIRouter, Query

from qrt.adapters.db.listing import findings as listing
from qrt.api.base import Out, PlaceOut, ReasonIn, VersionIn
from qrt.api.deps import By, Cursor, Db, EntityCode, InQuarter, Limit, Search, changes, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.flows import findings as flows

router = APIRouter(tags=["findings"], route_class=Operation)

Severity = Literal["info", "warning", "error", "blocking"]
State = Literal["open", "waived", "gone"]


class FindingOut(Out):
    """One thing wrong. `amount_paise` is the money at stake, `law` what a reader can open, `waive_reason` what was asked for."""

    id: uuid.UUID
    rule: str
    severity: str
    subject: str
    sentence: str
    amount_paise: int
    law: str
    entity_code: str | None
    agent: str
    state: str
    evidence: list[PlaceOut]
    waive_reason: str
    asked_by: str | None
    waived_by: str | None
    version: int


class SeverityCounts(Out):
    info: int
    warning: int
    error: int
    blocking: int


class RuleCount(Out):
    rule: str
    count: int
    amount_paise: int


class FindingPage(Out):
    """Counts are over the quarter and entity, whatever the other filters say."""

    items: list[FindingOut]
    next_cursor: str | None
    total: int
    total_paise: int
    by_severity: SeverityCounts
    by_rule: list[RuleCount]


@router.get("/findings", **reads(Permission.FINDINGS_READ, "request.not_found", "request.cursor"))
async def list_findings(
    db: Db,
    quarter: InQuarter,
    entity: EntityCode = None,
    severity: Severity | None = None,
    rule: Annotated[str | None, Query(max_length=100)] = None,
    state: State | None = None,
    q: Search = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> FindingPage:
    """Findings of a quarter, worst first."""
    return FindingPage.model_validate(await listing.load_page(db, quarter, entity, severity, rule, state, q, cursor, limit))


@router.post("/findings/{id}/ask-waiver", **changes(Permission.FINDINGS_ASK, "request.not_found"))
async def ask_waiver(id: uuid.UUID, body: ReasonIn, db: Db, by: By) -> FindingOut:
    """Ask that the finding be let stand, and say why."""
    await flows.ask_waiver(db, by, id, body.reason, body.version)
    return FindingOut.model_validate(await listing.load_finding(db, id))


@router.post("/findings/{id}/waive", **changes(Permission.FINDINGS_WAIVE, "request.not_found", "finding.asker_is_approver", "finding.stale"))
async def waive(id: uuid.UUID, body: VersionIn, db: Db, by: By) -> FindingOut:
    """Let the finding stand. Whoever asked cannot."""
    await flows.waive(db, by, id, body.version)
    return FindingOut.model_validate(await listing.load_finding(db, id))
