"""Parties: customers and vendors with their bills, ageing, late payment of small enterprises, foreign money."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from qrt.adapters.db.listing import packages
from qrt.adapters.db.listing import parties as listing
from qrt.adapters.reports.table import table_xlsx
from qrt.api.base import In, Out, SafeInt, Sentence, VersionIn
from qrt.api.deps import By, Cursor, Db, EntityCode, InQuarter, Limit, PlatformDep, Search, changes, parse_quarter, reads, reads_file
from qrt.api.downloads import download
from qrt.api.errors import missing
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.core.base.money import Paise
from qrt.flows import parties as flows

router = APIRouter(tags=["parties"], route_class=Operation)

Side = Literal["customer", "vendor"]
Msme = Literal["micro", "small", "medium", "none"]
Table = Literal["open_bills", "ageing-receivables", "ageing-payables", "msme", "revaluation"]
Code = Annotated[str, Field(min_length=1, max_length=40)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$")]


class PartyOut(Out):
    """One party. Amounts run its way: what a customer owes us, what we owe a vendor, is positive; `same_as` are ledgers that look like the same party."""

    id: uuid.UUID
    entity_code: str
    ledger: str
    side: str
    gstin: str
    pan: str
    msme: str
    udyam: str
    credit_days: int | None
    trader: bool
    control: bool
    balance_paise: int
    overdue_paise: int
    columns_paise: dict[str, int]
    same_as: list[str]


class PartyPage(Out):
    items: list[PartyOut]
    next_cursor: str | None
    total: int
    balance_paise: int
    overdue_paise: int


class SettlementOut(Out):
    """A part of a voucher that settles a bill; `basis` is stated or proposed, `why` the reason."""

    voucher: str
    entry_id: uuid.UUID | None
    day: date
    amount_paise: int
    tds_paise: int
    basis: str
    why: str


class ItemOut(Out):
    """One part of the balance, debit positive: bill, advance, on_account, opening or exchange."""

    kind: str
    number: str
    day: date | None
    due_day: date | None
    due_from: str
    basis: str
    amount_paise: int
    open_paise: int
    currency: str
    foreign_amount: int
    foreign_open: int
    disputed: bool
    doubtful: str
    voucher: str
    entry_id: uuid.UUID | None
    settlements: list[SettlementOut]


class RealisedOut(Out):
    """A foreign bill settled at another rate; `difference_paise` is what that left in the ledger, debit positive."""

    bill: str
    day: date
    currency: str
    foreign: int
    difference_paise: int
    entry_id: uuid.UUID | None


class OpeningBillOut(Out):
    """One bill (or advance) that was open on the day before the quarter; signed, debit positive."""

    bill: str
    amount_paise: int
    day: date | None
    due_day: date | None
    currency: str | None
    foreign_amount: int | None


class AskedBillsOut(Out):
    """Opening bills that somebody asks for and another person decides on."""

    bills: list[OpeningBillOut]
    reason: str
    asked_by_id: uuid.UUID
    asked_by: str
    asked_at: datetime
    version: int


class PartyDetail(PartyOut):
    """`ledger_id` is what the party's statement is asked by; null when the books no longer have its ledger."""

    ledger_id: uuid.UUID | None
    said: dict[str, str]
    names: list[str]
    opening_paise: int
    opening_bills: list[OpeningBillOut]
    asked: AskedBillsOut | None
    on_line: str
    as_of: date | None
    items: list[ItemOut]
    realised: list[RealisedOut]


class TableOut(Out):
    """What was worked out of one entity, as the package has it (core types; amounts in paise)."""

    entity_code: str
    content: dict[str, Any]


class PartyIn(In):
    gstin: Annotated[str, Field(max_length=15)] | None = None
    pan: Annotated[str, Field(max_length=10)] | None = None
    msme: Msme | None = None
    udyam: Annotated[str, Field(max_length=40)] | None = None
    credit_days: Annotated[int, Field(ge=0, le=3650)] | None = None
    trader: bool | None = None


class BillIn(In):
    """`doubtful`: "" for good, else doubtful (Division I), risk_increased or impaired (Division II)."""

    bill: Name
    disputed: bool | None = None
    doubtful: Literal["", "doubtful", "risk_increased", "impaired"] | None = None


class ShareIn(In):
    bill: Name
    amount_paise: Annotated[int, Field(gt=0, le=2**53 - 1)]


class AllocateIn(In):
    voucher: Annotated[str, Field(min_length=1, max_length=400)]
    bills: Annotated[list[ShareIn], Field(max_length=500)]


class OpeningBillIn(In):
    """One bill that was open on the day before the quarter; signed, debit positive. Hundredths of `currency` where it is foreign."""

    bill: Name
    amount_paise: SafeInt
    day: date | None = None
    due_day: date | None = None
    currency: Currency | None = None
    foreign_amount: SafeInt | None = None


class OpeningBillsIn(In):
    """All bills that the party opened with, and where they come from. An empty list takes back what was entered."""

    bills: Annotated[list[OpeningBillIn], Field(max_length=5000)]
    reason: Sentence


class RateIn(In):
    """Rupees for one unit, as text."""

    quarter: Annotated[str, Field(max_length=20)]
    currency: Currency
    day: date
    kind: Literal["closing", "average", "reference", "historical"] = "closing"
    rate: Annotated[str, Field(pattern=r"^\d{1,9}(\.\d{1,6})?$")]
    source: Sentence


class ForeignOpeningIn(In):
    """What a bank, loan or other ledger opened with, in hundredths of the currency; `amount_paise` where only a part of its opening balance is foreign."""

    quarter: Annotated[str, Field(max_length=20)]
    entity_code: Code
    ledger: Name
    currency: Currency
    foreign_amount: SafeInt
    amount_paise: SafeInt | None = None


@router.get("/parties", **reads(Permission.STATEMENTS_READ, "request.not_found", "request.cursor"))
async def list_parties(
    db: Db,
    quarter: InQuarter,
    entity: EntityCode = None,
    side: Side | None = None,
    msme: Msme | None = None,
    q: Search = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> PartyPage:
    """Customers and vendors with balance and what is overdue."""
    return PartyPage.model_validate(await listing.load_page(db, quarter, entity, side, msme, q, cursor, limit))


@router.get("/parties/export.csv", response_class=Response, **reads_file(Permission.STATEMENTS_READ, "text/csv", "request.not_found"))
async def export_csv(db: Db, quarter: InQuarter, platform: PlatformDep, table: Table = "open_bills", entity: EntityCode = None) -> Response:
    """A table of the newest package: open bills, ageing, late payments, revaluation."""
    data, name = await _exported(db, quarter, platform, table, entity)
    return download(data, f"{name}.csv")


@router.get(
    "/parties/export.xlsx",
    response_class=Response,
    **reads_file(Permission.STATEMENTS_READ, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "request.not_found"),
)
async def export_xlsx(db: Db, quarter: InQuarter, platform: PlatformDep, table: Table = "open_bills", entity: EntityCode = None) -> Response:
    """The same as a workbook; amounts in rupees."""
    data, name = await _exported(db, quarter, platform, table, entity)
    return download(table_xlsx(data, table), f"{name}.xlsx")


@router.get("/parties/{id}", **reads(Permission.STATEMENTS_READ, "request.not_found"))
async def read_party(id: uuid.UUID, db: Db, settled: Annotated[bool, Query(description="Settled items too")] = False) -> PartyDetail:
    """One party: what its balance is made of, and what settled its bills."""
    return PartyDetail.model_validate(await listing.load_one(db, id, settled=settled))


@router.get("/ageing/{schedule}", **reads(Permission.STATEMENTS_READ, "request.not_found"))
async def ageing(schedule: Literal["receivables", "payables"], db: Db, quarter: InQuarter, entity: EntityCode = None) -> list[TableOut]:
    """The ageing schedule of each entity: columns, rows of Schedule III, parties, and what stands between it and the balance sheet."""
    return await _tables(db, quarter, entity, f"ageing_{schedule}")


@router.get("/msme", **reads(Permission.STATEMENTS_READ, "request.not_found"))
async def msme(db: Db, quarter: InQuarter, entity: EntityCode = None) -> list[TableOut]:
    """Bills of micro and small enterprises beyond their day, and the half-yearly form."""
    return await _tables(db, quarter, entity, "msme")


@router.get("/currencies", **reads(Permission.STATEMENTS_READ, "request.not_found"))
async def currencies(db: Db, quarter: InQuarter, entity: EntityCode = None) -> list[TableOut]:
    """Foreign money with closing rates, and what is still to be booked."""
    return await _tables(db, quarter, entity, "revaluation")


@router.post("/parties/{id}/set", status_code=204, **changes(Permission.RECON_DECIDE, "request.not_found", "party.identifier", "close.signed"))
async def set_party(id: uuid.UUID, body: PartyIn, db: Db, by: By) -> None:
    """Say who a party is."""
    await flows.set_party(db, by, id, body.model_dump())


@router.post("/parties/{id}/bill", status_code=204, **changes(Permission.RECON_DECIDE, "request.not_found", "close.signed"))
async def set_bill(id: uuid.UUID, body: BillIn, db: Db, by: By) -> None:
    """Call a bill disputed or doubtful, or take that back."""
    await flows.set_bill(db, by, id, body.bill, disputed=body.disputed, doubtful=body.doubtful)


@router.post("/parties/{id}/allocate", status_code=204, **changes(Permission.RECON_DECIDE, "request.not_found", "party.allocated_too_much", "close.signed"))
async def allocate(id: uuid.UUID, body: AllocateIn, db: Db, by: By) -> None:
    """Say which bills a voucher settles."""
    await flows.allocate(db, by, id, body.voucher, [(each.bill, Paise(each.amount_paise)) for each in body.bills])


@router.post(
    "/parties/{id}/opening-bills",
    status_code=204,
    **changes(Permission.RECON_DECIDE, "request.not_found", "party.bills_unsound", "party.bills_asked_already", "close.signed"),
)
async def ask_opening_bills(id: uuid.UUID, body: OpeningBillsIn, db: Db, by: By) -> None:
    """Ask that these be the bills that were open on the day before the quarter. They count when another person grants it."""
    await flows.ask_opening_bills(db, by, id, [each.model_dump(mode="json") for each in body.bills], body.reason)


_DECIDED = ("request.not_found", "party.bills_stale", "close.signed")


@router.post("/parties/{id}/opening-bills/grant", status_code=204, **changes(Permission.BOOKS_KEEP, "party.asker_is_granter", *_DECIDED))
async def grant_opening_bills(id: uuid.UUID, body: VersionIn, db: Db, by: By) -> None:
    """Let the asked opening bills count, from the next run on. Whoever asked for them cannot."""
    await flows.decide_opening_bills(db, by, id, body.version, grant=True)


@router.post("/parties/{id}/opening-bills/decline", status_code=204, **changes(Permission.RECON_DECIDE, *_DECIDED))
async def decline_opening_bills(id: uuid.UUID, body: VersionIn, db: Db, by: By) -> None:
    """Say no to the asked opening bills, or take your own back."""
    await flows.decide_opening_bills(db, by, id, body.version, grant=False)


@router.post("/currencies/rates", status_code=204, **changes(Permission.RECON_DECIDE, "request.not_found", "rate.wrong", "close.signed"))
async def set_rate(body: RateIn, db: Db, by: By) -> None:
    """Name an exchange rate and its source."""
    await flows.set_rate(db, by, parse_quarter(body.quarter), body.currency, body.day, body.kind, Decimal(body.rate), body.source)


@router.post("/currencies/openings", status_code=204, **changes(Permission.RECON_DECIDE, "request.not_found", "close.signed"))
async def set_foreign_opening(body: ForeignOpeningIn, db: Db, by: By) -> None:
    """Say how much foreign money a ledger opened with."""
    await flows.set_foreign_opening(db, by, parse_quarter(body.quarter), body.entity_code, body.ledger, body.currency, body.foreign_amount, body.amount_paise)


async def _tables(db: Db, quarter: InQuarter, entity: str | None, kind: str) -> list[TableOut]:
    found = await listing.load_content(db, quarter, entity, kind)
    return [TableOut(entity_code=code, content=dict(content)) for code, content in found]


async def _exported(db: Db, quarter: InQuarter, platform: PlatformDep, table: str, entity: str | None) -> tuple[bytes, str]:
    code = await listing.load_first_code(db, quarter, entity)
    folder, _, schedule = table.partition("-")
    name = f"{folder}/{code}-{schedule}.csv" if schedule else f"{folder}/{code}.csv"
    found = await packages.load_newest(db, quarter)
    member = None if found is None or code is None else packages.member_of(await platform.fetch(db, found.object_name), name)
    if member is None:
        raise missing()
    return member, f"{quarter}-{table}-{code}"
