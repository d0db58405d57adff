"""Enquiries as files: the whole of what was asked for, not a page of it. A file is written to the disk as its rows come and sent from there."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from qrt.adapters.db.listing.base import Row
from qrt.adapters.db.listing.enquiries import balances, daybook, span
from qrt.adapters.db.listing.enquiries import ledger as ledgers
from qrt.adapters.reports.sheets import Cell, Column, Form, Head, open_writer
from qrt.api.clock import Now
from qrt.api.deps import Db, EntityCode, Who, reads_file
from qrt.api.downloads import download_file
from qrt.api.enquiries import InSpan, beside
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.core.ledger.types import VoucherKind

router = APIRouter(tags=["exports"], route_class=Operation)

Pages = AsyncIterator[Sequence[Sequence[Cell]]]

_MEDIA = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/pdf")


def _file(permission: Permission, *codes: str) -> dict[str, Any]:
    route = reads_file(permission, _MEDIA[0], "enquiry.span", "export.too_long", "request.not_found", *codes)
    route["responses"][200] = {"content": {media: {} for media in _MEDIA}}
    return route


@router.get("/enquiries/trial-balance/export.{form}", response_class=Response, **_file(Permission.STATEMENTS_READ))
async def export_balance(
    form: Form,
    db: Db,
    who: Who,
    at: Now,
    asked: InSpan,
    entity: EntityCode = None,
    compare_first: date | None = None,
    compare_last: date | None = None,
    nil: Annotated[bool, Query()] = False,
) -> Response:
    """The trial balance as a file, with its total."""
    against = beside(asked, compare_first, compare_last)
    found = await balances.load_trial_balance(db, entity, asked, against, nil=nil)
    compared = (Column(f"Closing {against.last:%d-%m-%Y}", "paise", 16),) if against else ()
    columns = (Column("Entity", width=8), Column("Nature", width=10), Column("Group", width=22), Column("Ledger", width=34), Column("Opening", "paise", 16),
               Column("Debit", "paise", 16), Column("Credit", "paise", 16), Column("Closing", "paise", 16), *compared)  # fmt: skip

    def cells(line: Row, texts: Iterable[str]) -> list[Cell]:
        amounts = [line[name] for name in balances.AMOUNTS]
        return [*texts, *amounts, *([line["compared_paise"] or 0] if against else [])]

    async def pages() -> Pages:
        yield [cells(line, (line["entity_code"], line["nature"], line["group"], line["ledger"])) for line in found["lines"]]
        yield [cells(found["totals"], ("", "", "", "Total"))]

    head = await _head(db, who, at, entity, asked, "Trial balance")
    return await _send(form, head, columns, pages(), f"trial-balance-{asked.last}")


_LEDGER = (Column("Day", "day", 10), Column("Number", width=18), Column("Company's number", width=14), Column("Kind", width=10), Column("Against", width=24),
           Column("Narration", width=34), Column("Bill", width=12), Column("Due", "day", 10), Column("Branch", width=10), Column("Cost centre", width=10),
           Column("Debit", "paise", 14), Column("Credit", "paise", 14), Column("Balance", "paise", 14))  # fmt: skip


@router.get("/enquiries/ledgers/{id}/export.{form}", response_class=Response, **_file(Permission.STATEMENTS_READ))
async def export_ledger(id: uuid.UUID, form: Form, db: Db, who: Who, at: Now, asked: InSpan) -> Response:
    """A ledger over the whole span as a file, with opening and closing."""
    account = await ledgers.load_account(db, id, asked.first)
    opening = (await ledgers.load_figures(db, account, asked)).opening
    head = await _head(db, who, at, account.entity_code, asked, f"Ledger: {account.name}")

    async def pages() -> Pages:
        yield [[asked.first, "", "", "", "Opening balance", *[""] * 5, None, None, opening]]
        closing = opening
        async for lines in ledgers.stream_ledger(db, id, asked):
            closing = lines[-1]["balance_paise"]
            yield [_ledger_cells(line) for line in lines]
        yield [[asked.last, "", "", "", "Closing balance", *[""] * 5, None, None, closing]]

    return await _send(form, head, _LEDGER, pages(), f"ledger-{account.name}-{asked.last}")


def _ledger_cells(line: Row) -> list[Cell]:
    texts = (line["number"], line["imported_number"], line["kind"], line["against"], line["narration"], line["bill"])
    amounts = (line["debit_paise"] or None, line["credit_paise"] or None, line["balance_paise"])
    return [line["day"], *texts, line["due_day"], line["branch"], line["cost_centre"], *amounts]


@router.get("/enquiries/parties/{id}/export.{form}", response_class=Response, **_file(Permission.STATEMENTS_READ))
async def export_party(id: uuid.UUID, form: Form, db: Db, who: Who, at: Now, asked: InSpan) -> Response:
    """A party's statement as a file: its ledger, then its bills."""
    account = await ledgers.load_account(db, id, asked.first)
    opening = (await ledgers.load_figures(db, account, asked)).opening
    bills, _ = await ledgers.load_bills(db, id, asked)
    head = await _head(db, who, at, account.entity_code, asked, f"Statement of {account.counterparty or account.name}")

    async def pages() -> Pages:
        yield [[asked.first, "", "", "", "Opening balance", *[""] * 5, None, None, opening]]
        closing = opening
        async for lines in ledgers.stream_ledger(db, id, asked):
            closing = lines[-1]["balance_paise"]
            yield [_ledger_cells(line) for line in lines]
        yield [[asked.last, "", "", "", "Closing balance", *[""] * 5, None, None, closing]]
        yield [
            [bill["day"], "", "", "bill", "", f"{bill['overdue_days']} days overdue" if bill["overdue_days"] else "", bill["bill"], bill["due_day"], "", "",
             bill["billed_paise"], bill["settled_paise"], bill["open_paise"]]
            for bill in bills
        ]  # fmt: skip

    return await _send(form, head, _LEDGER, pages(), f"statement-{account.name}-{asked.last}")


_DAY_BOOK = (Column("Day", "day", 10), Column("Entity", width=8), Column("Number", width=18), Column("Company's number", width=14), Column("Kind", width=10),
             Column("State", width=8), Column("Party", width=22), Column("Ledger", width=26), Column("Cost centre", width=10), Column("Branch", width=10),
             Column("Debit", "paise", 14), Column("Credit", "paise", 14), Column("Narration", width=34))  # fmt: skip


@router.get("/enquiries/day-book/export.{form}", response_class=Response, **_file(Permission.JOURNALS_READ))
async def export_day_book(form: Form, db: Db, who: Who, at: Now, asked: InSpan, entity: EntityCode = None, kind: VoucherKind | None = None) -> Response:
    """The day book as a file, every leg a row."""

    async def pages() -> Pages:
        async for vouchers in daybook.stream_day_book(db, entity, asked, kind.value if kind else None):
            yield [_leg_cells(voucher, leg) for voucher in vouchers for leg in voucher["lines"]]

    head = await _head(db, who, at, entity, asked, "Day book" + (f", {kind.value.replace('_', ' ')}" if kind else ""))
    return await _send(form, head, _DAY_BOOK, pages(), f"day-book-{asked.first}-{asked.last}")


def _leg_cells(voucher: Row, leg: Row) -> list[Cell]:
    amount = leg["amount_paise"]
    names = (voucher["entity_code"], voucher["number"], voucher["imported_number"], voucher["kind"], voucher["state"], voucher["party"])
    sides = (amount if amount > 0 else None, -amount if amount < 0 else None)
    return [voucher["day"], *names, leg["ledger"], leg["cost_centre"], voucher["branch"], *sides, voucher["narration"]]


async def _head(db: Db, who: Who, at: Now, entity: str | None, asked: span.Span, title: str) -> Head:
    narrowed = [f"{name} {value or '(none)'}" for name, value in (("branch", asked.branch), ("cost centre", asked.cost_centre)) if value is not None]
    days = f"{asked.first:%d-%m-%Y} to {asked.last:%d-%m-%Y}"
    return Head(await span.load_title(db, entity), title, ", ".join([days, *narrowed]), who.person.name, at)


async def _send(form: Form, head: Head, columns: Sequence[Column], pages: Pages, name: str) -> Response:
    writer = open_writer(form, head, columns)
    async for rows in pages:
        await asyncio.to_thread(writer.add, rows)
    return download_file(await asyncio.to_thread(writer.finish), f"{name}.{form}")
