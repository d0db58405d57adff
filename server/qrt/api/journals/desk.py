"""Where many entries are handled: accounts to choose from, routine ones approved together, copies of last quarter, comments."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from qrt.adapters.db.listing import accounts as account_listing
from qrt.adapters.db.listing import bulk as bulk_listing
from qrt.adapters.db.listing import journals as listing
from qrt.api.base import SafeInt
from qrt.api.deps import By, Db, EntityCode, InQuarter, Limit, PlatformDep, Search, Who, changes, parse_quarter, reads
from qrt.api.idempotency import Operation
from qrt.api.journals.entries import detail, effect_out
from qrt.api.journals.models import (
    AccountOut,
    BulkApproveIn,
    BulkJobOut,
    BulkOut,
    BulkReverseIn,
    BulkUndoIn,
    CommentIn,
    CopyablePage,
    CopyIn,
    JournalDetail,
    JournalRow,
    OutcomeOut,
    RoutineFilter,
    RoutinePage,
)
from qrt.api.permissions import Permission
from qrt.core.journals.approval import ROUTINE_PAISE
from qrt.core.ledger.types import VoucherKind
from qrt.flows import journals as flows

router = APIRouter(tags=["journals"], route_class=Operation)


def outcome(each: flows.Outcome) -> OutcomeOut:
    """What became of one entry, for the page."""
    return OutcomeOut(id=each.id, made_id=each.made, ok=each.ok, number=each.number, code=each.code, sentence=each.sentence)


def _bulk(outcomes: Sequence[flows.Outcome], remaining: int = 0) -> BulkOut:
    done = sum(each.ok for each in outcomes)
    return BulkOut(done=done, failed=len(outcomes) - done, remaining=remaining, outcomes=[outcome(each) for each in outcomes])


def _filter(body: RoutineFilter) -> flows.RoutineFilter:
    quarter = parse_quarter(body.quarter)
    return flows.RoutineFilter(quarter, body.entity_code, body.kind or "", body.agent, body.words, body.amount_paise_max)


@router.get("/journals/accounts", **reads(Permission.JOURNALS_READ, "request.not_found"))
async def list_accounts(
    db: Db, entity: Annotated[str, Query(min_length=1, max_length=40)], day: date, q: Search = None, limit: Annotated[int, Query(ge=1, le=50)] = 12
) -> list[AccountOut]:
    """Ledger accounts of an entity for whoever writes a line; `day` decides which of them another one has taken the place of."""
    return [AccountOut.model_validate(row) for row in await account_listing.load_accounts(db, entity, q, day, limit)]


@router.get("/journals/routine", **reads(Permission.JOURNALS_APPROVE, "request.not_found"))
async def list_routine(
    db: Db,
    by: By,
    quarter: InQuarter,
    entity: EntityCode = None,
    kind: VoucherKind | None = None,
    agent: Annotated[str, Query(max_length=60)] = "",
    q: Search = None,
    amount_paise_max: SafeInt | None = None,
    limit: Limit = 100,
) -> RoutinePage:
    """What you may approve together: under the limit, no flags, one approver needed, not made by you. `count` is what the approval must expect."""
    rows = await flows.load_routine(db, by, flows.RoutineFilter(quarter, entity or "", kind or "", agent, q or "", amount_paise_max))
    shown = [JournalRow.model_validate(each) for each in await listing.load_some(db, rows[:limit])]
    effect = [effect_out(each) for each in await flows.effect_of_many(db, quarter, rows)]
    return RoutinePage(effect=effect, count=len(rows), total_paise=sum(row.amount_paise for row in rows), limit_paise=ROUTINE_PAISE, items=shown)


@router.post("/journals/bulk-approvals", status_code=202, **changes(Permission.JOURNALS_APPROVE, "request.not_found", "voucher.count_moved"))
async def bulk_approve(body: BulkApproveIn, db: Db, by: By, platform: PlatformDep) -> BulkJobOut:
    """Approve the routine drafts of the filter, if they are still as many as you saw. It works in the background; progress comes as events `bulk.changed`.

    One that fails leaves the others approved. To take it back, draft the reversals of what it posted.
    """
    made = await flows.ask_bulk(db, by, _filter(body.filter), body.expected_count, platform.enqueue_bulk)
    return BulkJobOut.model_validate(await bulk_listing.load_bulk(db, made))


@router.get("/journals/bulk-approvals", **reads(Permission.JOURNALS_READ))
async def list_bulk(db: Db, quarter: InQuarter) -> list[BulkJobOut]:
    """The newest ten bulk approvals of a quarter, without their entries."""
    return [BulkJobOut.model_validate(each) for each in await bulk_listing.load_newest(db, quarter)]


@router.get("/journals/bulk-approvals/{id}", **reads(Permission.JOURNALS_READ, "request.not_found"))
async def read_bulk(id: uuid.UUID, db: Db) -> BulkJobOut:
    """How far a bulk approval is, and what became of each entry."""
    return BulkJobOut.model_validate(await bulk_listing.load_bulk(db, id))


@router.post("/journals/bulk-approvals/{id}/stop", **changes(Permission.JOURNALS_APPROVE, "request.not_found", "voucher.bulk_ended"))
async def stop_bulk(id: uuid.UUID, db: Db) -> BulkJobOut:
    """Stop a bulk approval after the entries it is at. What is posted stays posted."""
    await flows.stop_bulk(db, id)
    return BulkJobOut.model_validate(await bulk_listing.load_bulk(db, id))


@router.post("/journals/bulk-approvals/{id}/reverse", **changes(Permission.JOURNALS_WRITE, "request.not_found"))
async def undo_bulk(id: uuid.UUID, body: BulkUndoIn, db: Db, by: By) -> BulkOut:
    """Draft the reversals of what a bulk approval posted, at most 200 a call; another person must approve them. While `remaining` is above 0, call again."""
    return _bulk(*await flows.reverse_bulk(db, by, id, body.day, body.reason))


@router.post("/journals/bulk-reverse", **changes(Permission.JOURNALS_WRITE, "request.not_found"))
async def bulk_reverse(body: BulkReverseIn, db: Db, by: By) -> BulkOut:
    """Draft the reversals of several vouchers; another person must approve them."""
    return _bulk(await flows.reverse_many(db, by, body.ids, body.day, body.reason))


@router.get("/journals/copyable", **reads(Permission.JOURNALS_READ, "request.not_found"))
async def list_copyable(
    db: Db, quarter: InQuarter, entity: EntityCode = None, kind: VoucherKind | None = None, q: Search = None, limit: Limit = 200
) -> CopyablePage:
    """Posted vouchers of the quarter before `quarter`, with the day that a copy would have."""
    return CopyablePage.model_validate(await flows.load_copyable(db, quarter, entity, kind, q, limit))


@router.post("/journals/copy", **changes(Permission.JOURNALS_WRITE, "request.not_found"))
async def copy(body: CopyIn, db: Db, by: By) -> BulkOut:
    """Copy chosen vouchers of last quarter as drafts of this one. Each is copied once a quarter."""
    return _bulk(await flows.copy_from_last(db, by, parse_quarter(body.quarter), body.ids))


@router.post("/journals/{id}/comments", status_code=201, **changes(Permission.JOURNALS_WRITE, "request.not_found"))
async def comment(id: uuid.UUID, body: CommentIn, db: Db, by: By, who: Who) -> JournalDetail:
    """Ask or answer. The entry stays in the queue; an open comment keeps it out of bulk approval."""
    await flows.ask(db, by, id, body.text)
    return await detail(db, who, id)


@router.post("/journals/{id}/comments/{comment}/resolve", **changes(Permission.JOURNALS_WRITE, "request.not_found"))
async def resolve(id: uuid.UUID, comment: uuid.UUID, db: Db, by: By, who: Who) -> JournalDetail:
    """Mark a comment as answered."""
    await flows.resolve(db, by, id, comment)
    return await detail(db, who, id)
