"""Reconciliations: two books side by side, and what people decide about their matches."""

import uuid
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from qrt.adapters.db.listing import recon as listing
from qrt.api.base import In, Out, PlaceOut, SafeInt, VersionIn
from qrt.api.deps import By, Cursor, Db, EntityCode, InQuarter, Limit, Search, changes, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.flows import recon as flows

router = APIRouter(tags=["recon"], route_class=Operation)

Stage = Annotated[str, Field(max_length=40)]
Tab = Literal["decide", "accepted", "left", "right"]


class ReconCounts(Out):
    auto: int
    suggested: int
    accepted: int
    rejected: int
    left_open: int
    right_open: int


class ReconOut(Out):
    """One reconciliation. Left is our books, right the other side's; `state` is decided when nothing waits."""

    id: uuid.UUID
    kind: str
    subject: str
    entity_code: str
    as_of: date
    left_total_paise: int
    right_total_paise: int
    difference_paise: int
    counts: ReconCounts
    state: str


class BrsLine(Out):
    """One line of the reconciliation statement."""

    key: str
    label: str
    amount_paise: int
    count: int


class StageCount(Out):
    stage: str
    status: str
    count: int
    total_paise: int


class ReconDetail(ReconOut):
    brs: list[BrsLine]
    stages: list[StageCount]
    ageing: list[BrsLine]


class ItemOut(Out):
    """One line of one side. `taxes` is for GSTR-2B: taxable, igst, cgst, sgst, cess in paise."""

    item: str
    side: str
    day: date
    amount_paise: int
    reference: str
    narration: str
    party: str
    place: PlaceOut | None
    taxes: dict[str, int]
    labels: dict[str, str]


class ReasonOut(Out):
    """What spoke for the match; the weights add up to its score."""

    text: str
    weight: float


class ReconRow(Out):
    """A match with its items, or a break: an item without its counterpart."""

    id: str
    type: Literal["match", "break"]
    left: list[ItemOut]
    right: list[ItemOut]
    difference_paise: int
    stage: str
    status: str
    score: float | None
    margin: float | None
    reasons: list[ReasonOut]
    why_not: str
    nearest: ItemOut | None
    age_days: int | None
    version: int


class ReconPage(Out):
    items: list[ReconRow]
    next_cursor: str | None
    total: int
    total_paise: int


class MatchVersionIn(VersionIn):
    reason: Annotated[str, Field(max_length=2000)] = ""


class ManualIn(In):
    left: Annotated[list[Annotated[str, Field(max_length=400)]], Field(min_length=1, max_length=200)]
    right: Annotated[list[Annotated[str, Field(max_length=400)]], Field(min_length=1, max_length=200)]


class AcceptFilterIn(In):
    """What the person saw when they said yes: another count or total means the list has moved."""

    stage: Stage | None = None
    status: Literal["suggested"] = "suggested"
    expected_count: Annotated[int, Field(ge=0, le=10_000_000)]
    expected_total_paise: SafeInt


class Accepted(Out):
    accepted: int


@router.get("/recon", **reads(Permission.RECON_READ, "request.not_found"))
async def list_recon(db: Db, quarter: InQuarter, entity: EntityCode = None) -> list[ReconOut]:
    """Reconciliations of a quarter."""
    return [ReconOut.model_validate(row) for row in await listing.load_reports(db, quarter, entity)]


@router.get("/recon/{id}", **reads(Permission.RECON_READ, "request.not_found"))
async def read_recon(id: uuid.UUID, db: Db) -> ReconDetail:
    """One reconciliation with its statement."""
    return ReconDetail.model_validate(await listing.load_report(db, id))


@router.get("/recon/{id}/rows", **reads(Permission.RECON_READ, "request.not_found", "request.cursor"))
async def list_rows(
    id: uuid.UUID,
    db: Db,
    tab: Tab = "decide",
    stage: Annotated[str | None, Query(max_length=40)] = None,
    q: Search = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> ReconPage:
    """Pairs to decide, accepted pairs, or what stands on one side only."""
    return ReconPage.model_validate(await listing.load_rows(db, id, tab, stage, q, cursor, limit))


@router.post("/recon/{id}/matches/{match}/accept", **changes(Permission.RECON_DECIDE, "request.not_found"))
async def accept(id: uuid.UUID, match: str, body: VersionIn, db: Db, by: By) -> ReconRow:
    """Agree with a match."""
    await flows.accept(db, by, id, match, body.version)
    return ReconRow.model_validate(await listing.load_match(db, id, match))


@router.post("/recon/{id}/matches/{match}/reject", **changes(Permission.RECON_DECIDE, "request.not_found"))
async def reject(id: uuid.UUID, match: str, body: MatchVersionIn, db: Db, by: By) -> ReconRow:
    """Undo a match; its items are open again."""
    await flows.reject(db, by, id, match, body.version, body.reason)
    return ReconRow.model_validate(await listing.load_match(db, id, match))


@router.post("/recon/{id}/matches", status_code=201, **changes(Permission.RECON_DECIDE, "request.not_found"))
async def match_by_hand(id: uuid.UUID, body: ManualIn, db: Db, by: By) -> ReconRow:
    """Put open items of both sides together."""
    made = await flows.match_by_hand(db, by, id, tuple(body.left), tuple(body.right))
    return ReconRow.model_validate(await listing.load_match(db, id, made))


@router.post("/recon/{id}/accept-filter", **changes(Permission.RECON_DECIDE, "request.not_found", "recon.count_moved"))
async def accept_filter(id: uuid.UUID, body: AcceptFilterIn, db: Db, by: By) -> Accepted:
    """Accept every suggested match of a stage, if they are still what the person saw."""
    accepted = await flows.accept_filter(db, by, id, body.stage, body.expected_count, body.expected_total_paise)
    return Accepted(accepted=accepted)
