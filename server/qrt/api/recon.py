"""Reconciliations: two books side by side, their pairs and what stands on one side only."""

import uuid
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from qrt.adapters.db.listing import recon as listing
from qrt.api.base import Out, PlaceOut
from qrt.api.deps import Cursor, Db, EntityCode, InQuarter, Limit, Search, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission

router = APIRouter(tags=["recon"], route_class=Operation)

Stage = Annotated[str, Field(max_length=40)]
ItemName = Annotated[str, Field(max_length=400)]
MatchName = Annotated[str, Field(max_length=400)]
Tab = Literal["decide", "accepted", "left", "right"]
Sort = Annotated[str, Query(pattern="^(-?(score|amount|difference|day|age))?$")]
"""What rows are sorted by; "-" before it: from the highest down. Without it, in the order in which people work."""


class ReconCounts(Out):
    """`drafted`: open lines of a bank for which an entry waits to be decided on."""

    auto: int
    suggested: int
    accepted: int
    rejected: int
    left_open: int
    right_open: int
    drafted: int


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


class StageCount(Out):
    stage: str
    status: str
    count: int
    total_paise: int
    difference_paise: int


class ReconDetail(ReconOut):
    """Closings are those of the day `as_of`, null where nobody states them; `explained_paise` is what open lines and agreed differences come to between the two.

    A difference is ours less theirs. `later`: lines of days after `as_of`, which stand on the bench and in none of the sums.
    """

    stages: list[StageCount]
    quarter: str
    books_closing_paise: int | None
    other_closing_paise: int | None
    explained_paise: int
    lines: int
    later: int
    run: int | None
    close_state: str
    close_run: int
    replaced: int


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


class LineEntryOut(Out):
    """The entry that books an open line. `ledger` is the account on its other side, "" once it is in the books."""

    id: uuid.UUID
    state: str
    number: str
    ledger: str
    by_rule: bool


class ReconRow(Out):
    """A match with its items, or a break: an item without its counterpart, and the entry that books it. Among the pairs to decide a break has the stage new_entry."""

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
    entry: LineEntryOut | None


class ReconPage(Out):
    """`total` and `total_paise` are of the whole list; its first page alone says them."""

    items: list[ReconRow]
    next_cursor: str | None
    total: int | None
    total_paise: int | None


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
    sort: Sort = "",
    last: bool = False,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> ReconPage:
    """Pairs to decide, accepted pairs, or what stands on one side only. `last` begins at the end of the list and goes upwards; such pages say no totals."""
    return ReconPage.model_validate(await listing.load_rows(db, id, listing.Wanted(tab, stage or "", q or "", sort, last), cursor, limit))
