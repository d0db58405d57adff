"""A sheet of journals: looked at first, then made into drafts."""

import hashlib
import uuid
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, UploadFile

from qrt.api.base import QUARTER_PATTERN, Out
from qrt.api.deps import By, Db, PlatformDep, changes, parse_quarter
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.api.platform import Platform
from qrt.api.uploads import plain_name, read_upload
from qrt.core.base.errors import Refused
from qrt.flows import sheets as flows

router = APIRouter(tags=["journals"], route_class=Operation)
BYTES_MAX = 5 * 1024 * 1024
_REFUSED = ("request.not_found", "request.too_large", "sheet.unreadable", "sheet.no_heading", "sheet.too_long")

Entity = Annotated[str, Form(min_length=1, max_length=40)]
QuarterText = Annotated[str, Form(pattern=QUARTER_PATTERN)]


class SheetRowOut(Out):
    """One row of a sheet as it was read, with what is wrong with it."""

    row: int
    group: str
    day: str
    ledger: str
    debit: str
    credit: str
    narration: str
    cost_centre: str
    bill: str
    errors: list[str]


class SheetVoucherOut(Out):
    """One voucher that a sheet holds: the rows of one group. `sound` ones can become drafts; `standing` did so already."""

    group: str
    day: date | None
    narration: str
    amount_paise: int
    rows: list[int]
    errors: list[str]
    sound: bool
    standing: uuid.UUID | None


class SheetOut(Out):
    """A sheet read row by row. `sha256` is what the drafts are keyed by: the same file again makes nothing twice."""

    sha256: str
    name: str
    rows: list[SheetRowOut]
    vouchers: list[SheetVoucherOut]
    sound: int
    unsound: int
    made: list[uuid.UUID]


@router.post("/journals/sheet/preview", **changes(Permission.JOURNALS_WRITE, *_REFUSED))
async def preview_sheet(file: Annotated[UploadFile, File()], entity: Entity, quarter: QuarterText, db: Db, platform: PlatformDep) -> SheetOut:
    """Read a CSV or XLSX sheet of journals and say row by row what is wrong. Nothing is drafted.

    Columns by their headings: Date, Ledger, Debit, Credit; Voucher (rows of one group), Narration, Cost centre, Bill, Type where they are there.
    """
    data = await _bytes(file)
    sheet = await flows.look_at(db, entity, parse_quarter(quarter), hashlib.sha256(data).hexdigest(), await _cells(platform, data))
    return _out(sheet, plain_name(file.filename), [])


@router.post("/journals/sheet", status_code=201, **changes(Permission.JOURNALS_WRITE, *_REFUSED, "sheet.unsound"))
async def draft_sheet(
    file: Annotated[UploadFile, File()],
    entity: Entity,
    quarter: QuarterText,
    db: Db,
    by: By,
    platform: PlatformDep,
    take: Annotated[Literal["all", "sound"], Form()] = "all",
) -> SheetOut:
    """Make drafts of the sheet's vouchers: `all` of them, refused when one has errors, or the `sound` ones alone. The same file makes nothing twice."""
    data = await _bytes(file)
    of = parse_quarter(quarter)
    sheet = await flows.look_at(db, entity, of, hashlib.sha256(data).hexdigest(), await _cells(platform, data))
    made = await flows.make_drafts(db, by, entity, of, sheet, only_sound=take == "sound")
    return _out(await flows.look_at(db, entity, of, sheet.sha256, await _cells(platform, data)), plain_name(file.filename), made)


async def _bytes(file: UploadFile) -> bytes:
    data = await read_upload(file)
    if len(data) > BYTES_MAX:
        raise Refused("request.too_large", "A sheet of journals may have 5 MB at most.")
    return data


async def _cells(platform: Platform, data: bytes) -> list[list[str]]:
    cells = await platform.pages.cells(data) if data.strip() else None
    if not cells:
        raise Refused("sheet.unreadable", "The file is no sheet that can be read. Give CSV or XLSX.")
    return cells


def _out(sheet: flows.Sheet, name: str, made: list[uuid.UUID]) -> SheetOut:
    rows = [
        SheetRowOut(
            row=row.row,
            group=row.group,
            day=row.cells.get("day", ""),
            ledger=row.cells.get("ledger", ""),
            debit=row.cells.get("debit", ""),
            credit=row.cells.get("credit", ""),
            narration=row.cells.get("narration", ""),
            cost_centre=row.cells.get("cost_centre", ""),
            bill=row.cells.get("bill", ""),
            errors=list(row.errors),
        )
        for row in sheet.rows
    ]
    vouchers = [
        SheetVoucherOut(
            group=each.group,
            day=each.day,
            narration=each.narration,
            amount_paise=each.amount,
            rows=list(each.rows),
            errors=list(each.errors),
            sound=each.draft is not None,
            standing=sheet.standing.get(each.group),
        )
        for each in sheet.vouchers
    ]
    sound = len(sheet.sound)
    return SheetOut(sha256=sheet.sha256, name=name, rows=rows, vouchers=vouchers, sound=sound, unsound=len(vouchers) - sound, made=made)
