"""Vouchers: the queue, one voucher with its evidence and effect, writing, approving, returning, reversing."""

import uuid
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from qrt.adapters.db.listing import journals as listing
from qrt.adapters.db.session import TenantDb
from qrt.api.base import CheckOut, In, Out, PlaceOut, ReasonIn, SafeInt, Sentence, VersionIn
from qrt.api.deps import By, Cursor, Db, EntityCode, Identity, InQuarter, Limit, Search, Who, changes, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.core.base.money import Paise
from qrt.core.ledger.types import VoucherKind
from qrt.flows import journals as flows

router = APIRouter(tags=["journals"], route_class=Operation)

View = Literal["approve", "mine", "returned", "posted", "all"]


class JournalRow(Out):
    """One voucher. `number` is ours and given at posting; `imported_number` is the company's own. `risk` is low, medium or high, `reason` why."""

    id: uuid.UUID
    number: str | None
    imported_number: str
    kind: str
    day: date
    party: str
    narration: str
    amount_paise: int
    state: str
    source: str
    agent: str
    confidence: float
    made_by_name: str
    risk: str
    reason: str
    entity_code: str
    version: int


class JournalCounts(Out):
    approve: int
    mine: int
    returned: int
    posted: int
    all: int


class JournalPage(Out):
    items: list[JournalRow]
    next_cursor: str | None
    total: int
    total_paise: int
    counts: JournalCounts


class JournalLineOut(Out):
    position: int
    ledger_id: uuid.UUID | None
    ledger: str
    schedule_key: str
    debit_paise: int
    credit_paise: int
    reason: str
    place: PlaceOut | None


class EffectOut(Out):
    """What the voucher does to a line of the statements, debit positive."""

    statement: str
    line: str
    amount_paise: int


class TimelineOut(Out):
    at: datetime
    who: str
    what: str


class JournalDetail(JournalRow):
    branch: str
    type_name: str
    reference: str
    return_reason: str
    reverses_id: uuid.UUID | None
    lines: list[JournalLineOut]
    evidence: list[PlaceOut]
    checks: list[CheckOut]
    effect: list[EffectOut]
    timeline: list[TimelineOut]
    can_approve: bool
    why_not: str


class LineIn(In):
    """One leg; debit positive, credit negative, in paise."""

    ledger: Annotated[str, Field(min_length=1, max_length=200)]
    amount_paise: SafeInt


class JournalIn(In):
    entity_code: Annotated[str, Field(min_length=1, max_length=40)]
    kind: VoucherKind
    day: date
    narration: Sentence
    reference: Annotated[str, Field(max_length=100)] = ""
    lines: Annotated[list[LineIn], Field(min_length=2, max_length=500)]


class JournalPut(In):
    kind: VoucherKind
    day: date
    narration: Sentence
    reference: Annotated[str, Field(max_length=100)] = ""
    lines: Annotated[list[LineIn], Field(min_length=2, max_length=500)]
    version: int = Field(ge=0)


class ReverseIn(In):
    day: date
    reason: Sentence


def _lines(body: JournalIn | JournalPut) -> tuple[tuple[str, Paise], ...]:
    return tuple((line.ledger, Paise(line.amount_paise)) for line in body.lines)


@router.get("/journals", **reads(Permission.JOURNALS_READ, "request.not_found", "request.cursor"))
async def list_journals(
    db: Db, by: By, quarter: InQuarter, entity: EntityCode = None, view: View = "approve", q: Search = None, cursor: Cursor = None, limit: Limit = 100
) -> JournalPage:
    """Vouchers and drafts of a quarter."""
    return JournalPage.model_validate(await listing.load_page(db, by, quarter, entity, view, q, cursor, limit))


@router.get("/journals/{id}", **reads(Permission.JOURNALS_READ, "request.not_found"))
async def read_journal(id: uuid.UUID, db: Db, who: Who) -> JournalDetail:
    """One voucher with its lines, evidence, checks and effect."""
    return await _detail(db, who, id)


@router.post("/journals", status_code=201, **changes(Permission.JOURNALS_WRITE, "request.not_found"))
async def write(body: JournalIn, db: Db, by: By, who: Who) -> JournalDetail:
    """Write a voucher by hand; another person must approve it."""
    made = await flows.write(db, by, body.entity_code, body.kind, body.day, body.narration, body.reference, _lines(body))
    return await _detail(db, who, made)


@router.put("/journals/{id}", **changes(Permission.JOURNALS_WRITE, "request.not_found"))
async def rewrite(id: uuid.UUID, body: JournalPut, db: Db, by: By, who: Who) -> JournalDetail:
    """Write an unposted voucher anew. It waits for a checker again, and whoever rewrote it is its maker."""
    await flows.rewrite(db, by, id, body.kind, body.day, body.narration, body.reference, _lines(body), body.version)
    return await _detail(db, who, id)


@router.post(
    "/journals/{id}/approve",
    **changes(Permission.JOURNALS_APPROVE, "request.not_found", "voucher.maker_is_checker", "voucher.stale", "voucher.not_waiting", "close.signed"),
)
async def approve(id: uuid.UUID, body: VersionIn, db: Db, by: By, who: Who) -> JournalDetail:
    """Post the voucher. Whoever made it cannot."""
    await flows.approve(db, by, id, body.version)
    return await _detail(db, who, id)


@router.post("/journals/{id}/return", **changes(Permission.JOURNALS_APPROVE, "request.not_found"))
async def send_back(id: uuid.UUID, body: ReasonIn, db: Db, by: By, who: Who) -> JournalDetail:
    """Send the voucher back to its maker, and say why."""
    await flows.send_back(db, by, id, body.reason, body.version)
    return await _detail(db, who, id)


@router.post("/journals/{id}/reverse", status_code=201, **changes(Permission.JOURNALS_WRITE, "request.not_found"))
async def reverse(id: uuid.UUID, body: ReverseIn, db: Db, by: By, who: Who) -> JournalDetail:
    """Draft the voucher that undoes a posted one; another person must approve it."""
    made = await flows.reverse(db, by, id, body.day, body.reason)
    return await _detail(db, who, made)


async def _detail(db: TenantDb, who: Identity, entry_id: uuid.UUID) -> JournalDetail:
    may_approve = Permission.JOURNALS_APPROVE in who.permissions
    return JournalDetail.model_validate(await listing.load_detail(db, who.person, entry_id, may_approve=may_approve))
