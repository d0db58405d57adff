"""Enquiries over the books at any dates: trial balance, ledger, party statement, day book, search; each leads down to vouchers and their papers."""

import uuid
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from qrt.adapters.db.listing.enquiries import balances, daybook, search, span
from qrt.adapters.db.listing.enquiries import ledger as ledgers
from qrt.api.base import Out, PlaceOut
from qrt.api.deps import Cursor, Db, EntityCode, Limit, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.core.base.errors import Refused
from qrt.core.ledger.types import VoucherKind

router = APIRouter(tags=["enquiries"], route_class=Operation)


def _asked_span(
    first: Annotated[date, Query(description="First day")],
    last: Annotated[date, Query(description="Last day")],
    branch: Annotated[str | None, Query(max_length=200, description="Of one branch alone; an empty text means what belongs to none")] = None,
    cost_centre: Annotated[str | None, Query(max_length=200, description="Of one cost centre alone; an empty text means what belongs to none")] = None,
) -> span.Span:
    if any(text and "\x00" in text for text in (branch, cost_centre)):
        raise Refused("request.invalid", "There is no such branch or cost centre.")
    return span.check_span(span.Span(first, last, branch, cost_centre))


InSpan = Annotated[span.Span, Depends(_asked_span)]


class BalanceSums(Out):
    """Sums in paise, debit positive; debits and credits both positive. `compared_paise` is the closing of the span beside, where one was asked for."""

    opening_paise: int
    debit_paise: int
    credit_paise: int
    closing_paise: int
    compared_paise: int | None


class BalanceLine(BalanceSums):
    ledger_id: uuid.UUID
    ledger: str
    entity_code: str
    nature: str
    group: str
    schedule_key: str


class BalanceGroup(BalanceSums):
    """Sums of a nature (`group` is null), or of a group in it."""

    nature: str
    group: str | None
    ledgers: int


class BalancesOut(Out):
    """`openings_left_out`: a branch or cost centre was asked for, and openings are stated for whole entities alone."""

    lines: list[BalanceLine]
    groups: list[BalanceGroup]
    totals: BalanceSums
    openings_left_out: bool


class EnquiryLine(Out):
    """One leg with the voucher it belongs to. `against` is the other side; `balance_paise` what the ledger stands at after it, debit positive."""

    entry_id: uuid.UUID
    position: int
    day: date
    number: str
    imported_number: str
    kind: str
    state: str
    party: str
    against: str
    narration: str
    reference: str
    bill: str
    bill_kind: str
    due_day: date | None
    branch: str
    cost_centre: str
    currency: str
    foreign_amount: int | None
    debit_paise: int
    credit_paise: int
    balance_paise: int
    place: PlaceOut | None


class EnquiryLedger(Out):
    """A page of a ledger. Opening, debits, credits and closing are the whole span's; `brought_forward_paise` is what this page begins with."""

    ledger_id: uuid.UUID
    ledger: str
    entity_code: str
    group: str
    schedule_key: str
    opening_paise: int
    debit_paise: int
    credit_paise: int
    closing_paise: int
    openings_left_out: bool
    brought_forward_paise: int
    lines: list[EnquiryLine]
    next_cursor: str | None


class BillOut(Out):
    """A bill of a party, signed as its ledger. `billed_paise` is nil when it came with the opening; `overdue_days` counts to the last day asked for."""

    bill: str
    day: date
    due_day: date | None
    billed_paise: int
    settled_paise: int
    open_paise: int
    overdue_days: int


class PartyStatement(EnquiryLedger):
    """`bills` stand on the first page; `more_bills` when there are more than it takes."""

    party: str
    gstin: str
    pan: str
    bills: list[BillOut]
    more_bills: bool


class DayBookRow(Out):
    id: uuid.UUID
    day: date
    entity_code: str
    number: str
    imported_number: str
    kind: str
    state: str
    party: str
    narration: str
    reference: str
    branch: str
    amount_paise: int


class DayBookOut(Out):
    """`total` and `total_paise` (of the whole span) stand on the first page."""

    items: list[DayBookRow]
    next_cursor: str | None
    total: int | None
    total_paise: int | None


class TermOut(Out):
    """How a part of the query was understood: beginnings of words, or an amount from low to high. `taken_for`: no such word stands in the books, these do."""

    text: str
    taken_for: list[str]
    low_paise: int | None
    high_paise: int | None


class VoucherHits(Out):
    terms: list[TermOut]
    items: list[DayBookRow]
    next_cursor: str | None


class DimensionsOut(Out):
    branch: list[str]
    cost_centre: list[str]


@router.get("/enquiries/trial-balance", **reads(Permission.STATEMENTS_READ, "request.not_found", "enquiry.span"))
async def balance(
    db: Db,
    asked: InSpan,
    entity: EntityCode = None,
    compare_first: date | None = None,
    compare_last: date | None = None,
    nil: Annotated[bool, Query(description="Also ledgers that neither opened nor moved")] = False,
) -> BalancesOut:
    """The trial balance between any two days, of an entity or all, of a branch, of a cost centre; beside it the closing of another span."""
    against = beside(asked, compare_first, compare_last)
    return BalancesOut.model_validate(await balances.load_trial_balance(db, entity, asked, against, nil=nil))


@router.get("/enquiries/ledgers/{id}", **reads(Permission.STATEMENTS_READ, "request.not_found", "request.cursor", "enquiry.span"))
async def ledger(id: uuid.UUID, db: Db, asked: InSpan, cursor: Cursor = None, limit: Limit = 50) -> EnquiryLedger:
    """One ledger between any two days with its running balance."""
    return EnquiryLedger.model_validate(await ledgers.load_ledger(db, id, asked, cursor, limit))


@router.get("/enquiries/parties/{id}", **reads(Permission.STATEMENTS_READ, "request.not_found", "request.cursor", "enquiry.span"))
async def party(id: uuid.UUID, db: Db, asked: InSpan, cursor: Cursor = None, limit: Limit = 50) -> PartyStatement:
    """The statement of the party whose ledger this is: its lines with the running balance, and its bills."""
    return PartyStatement.model_validate(await ledgers.load_party(db, id, asked, cursor, limit))


@router.get("/enquiries/day-book", **reads(Permission.JOURNALS_READ, "request.not_found", "request.cursor", "enquiry.span"))
async def day_book(db: Db, asked: InSpan, entity: EntityCode = None, kind: VoucherKind | None = None, cursor: Cursor = None, limit: Limit = 50) -> DayBookOut:
    """Posted vouchers day by day."""
    return DayBookOut.model_validate(await daybook.load_day_book(db, entity, asked, kind.value if kind else None, cursor, limit))


@router.get("/enquiries/search", **reads(Permission.JOURNALS_READ, "request.not_found", "request.cursor"))
async def search_vouchers(
    db: Db, q: Annotated[str, Query(min_length=1, max_length=200)], entity: EntityCode = None, cursor: Cursor = None, limit: Limit = 50
) -> VoucherHits:
    """Vouchers by words, parties, numbers and amounts ("118000", "1,18,000.00", "1l..2l"), newest first."""
    return VoucherHits.model_validate(await search.search_vouchers(db, q, entity, cursor, limit))


@router.get("/enquiries/dimensions", **reads(Permission.STATEMENTS_READ, "request.not_found"))
async def dimensions(db: Db, entity: EntityCode = None) -> DimensionsOut:
    """Branches and cost centres that anything was posted to."""
    return DimensionsOut.model_validate(await span.load_dimensions(db, entity))


def beside(asked: span.Span, first: date | None, last: date | None) -> span.Span | None:
    """The span to compare with, where one was asked for; its last day alone will do."""
    if last is None:
        return None
    return span.check_span(span.Span(first or last, last, asked.branch, asked.cost_centre))
