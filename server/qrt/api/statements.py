"""Statements, and the way down from a line to its ledgers, vouchers and papers."""

import uuid
from datetime import date
from typing import Literal

from fastapi import APIRouter, Response

from qrt.adapters.db.listing import packages
from qrt.adapters.db.listing import statements as listing
from qrt.api.base import Out
from qrt.api.deps import Cursor, Db, EntityCode, InQuarter, Limit, PlatformDep, reads, reads_file
from qrt.api.downloads import download
from qrt.api.errors import missing
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission

router = APIRouter(tags=["statements"], route_class=Operation)

Kind = Literal["bs", "pl", "cf", "conso", "completeness"]


class StatementLine(Out):
    """One line. `kind` is heading, line, subtotal or total; `drill` says whether ledgers stand behind it; amounts follow the statement's columns."""

    key: str
    label: str
    level: int
    kind: str
    note: str
    amounts_paise: list[int | None]
    drill: bool
    tone: str


class Tie(Out):
    """Two figures that must agree."""

    name: str
    left_paise: int
    right_paise: int
    difference_paise: int


class UnmappedLedger(Out):
    ledger_id: uuid.UUID | None
    ledger: str
    amount_paise: int


class StatementOut(Out):
    """A drawn statement. `draft` counts the runs that changed it."""

    kind: str
    title: str
    unit: str
    draft: int
    digest: str
    columns: list[str]
    lines: list[StatementLine]
    ties: list[Tie]
    unmapped: list[UnmappedLedger]


class TrialBalanceRow(Out):
    ledger_id: uuid.UUID
    ledger: str
    entity_code: str
    group: str
    schedule_key: str
    opening_paise: int
    debit_paise: int
    credit_paise: int
    closing_paise: int


class TrialBalanceTotals(Out):
    opening_paise: int
    debit_paise: int
    credit_paise: int
    closing_paise: int


class TrialBalanceOut(Out):
    lines: list[TrialBalanceRow]
    totals: TrialBalanceTotals


class DrillLedger(Out):
    ledger_id: uuid.UUID
    ledger: str
    entity_code: str
    amount_paise: int


class DrillOut(Out):
    key: str
    label: str
    ledgers: list[DrillLedger]
    total_paise: int


class LedgerLine(Out):
    """One voucher's part in the ledger; `balance_paise` runs from the opening balance, debit positive."""

    entry_id: uuid.UUID
    day: date
    number: str
    kind: str
    narration: str
    party: str
    debit_paise: int
    credit_paise: int
    balance_paise: int


class LedgerOut(Out):
    ledger_id: uuid.UUID
    ledger: str
    entity_code: str
    schedule_key: str
    mapping_reason: str
    opening_paise: int
    debit_paise: int
    credit_paise: int
    closing_paise: int
    lines: list[LedgerLine]
    next_cursor: str | None
    total: int


@router.get("/statements/tb", **reads(Permission.STATEMENTS_READ, "request.not_found"))
async def trial_balance(db: Db, quarter: InQuarter, entity: EntityCode = None) -> TrialBalanceOut:
    """The trial balance of a quarter, summed from the posted vouchers."""
    return TrialBalanceOut.model_validate(await listing.load_trial_balance(db, quarter, entity))


@router.get(
    "/statements/export.xlsx",
    response_class=Response,
    **reads_file(Permission.STATEMENTS_READ, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "request.not_found"),
)
async def export_xlsx(db: Db, quarter: InQuarter, platform: PlatformDep, entity: EntityCode = None) -> Response:
    """The statements of the newest package as a workbook, one sheet a statement."""
    return await _exported(db, quarter, platform, "statements.xlsx")


@router.get("/statements/export.pdf", response_class=Response, **reads_file(Permission.STATEMENTS_READ, "application/pdf", "request.not_found"))
async def export_pdf(db: Db, quarter: InQuarter, platform: PlatformDep, entity: EntityCode = None) -> Response:
    """The statements of the newest package for printing."""
    return await _exported(db, quarter, platform, "statements.pdf")


@router.get("/statements/{kind}", **reads(Permission.STATEMENTS_READ, "request.not_found"))
async def statement(kind: Kind, db: Db, quarter: InQuarter, entity: EntityCode = None) -> StatementOut:
    """The newest draft of a statement."""
    return StatementOut.model_validate(await listing.load_statement(db, kind, quarter, entity))


@router.get("/statements/{kind}/lines/{key}", **reads(Permission.STATEMENTS_READ, "request.not_found"))
async def statement_line(kind: Kind, key: str, db: Db, quarter: InQuarter, entity: EntityCode = None) -> DrillOut:
    """The ledgers behind one line."""
    return DrillOut.model_validate(await listing.load_line(db, kind, key, quarter, entity))


@router.get("/ledgers/{id}", **reads(Permission.STATEMENTS_READ, "request.not_found", "request.cursor"))
async def ledger(id: uuid.UUID, db: Db, quarter: InQuarter, cursor: Cursor = None, limit: Limit = 200) -> LedgerOut:
    """One ledger over a quarter, voucher by voucher, with its running balance."""
    return LedgerOut.model_validate(await listing.load_ledger(db, id, quarter, cursor, limit))


async def _exported(db: Db, quarter: InQuarter, platform: PlatformDep, name: str) -> Response:
    found = await packages.load_newest(db, quarter)
    member = None if found is None else packages.member_of(await platform.fetch(db, found.object_name), name)
    if member is None:
        raise missing()
    return download(member, f"{quarter}-{name}")
