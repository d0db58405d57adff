"""Rows of a register as vouchers. A row with a date or a voucher number begins one; rows without belong to the voucher above."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from qrt.adapters.erp.register.layout import Layout, tidy
from qrt.core.base.money import Paise
from qrt.core.documents.amounts import ForeignMoney, amount_of_cell
from qrt.core.documents.dates import looks_like_day, parse_day
from qrt.core.documents.workbook import Cell, SheetRow

_TOTAL = re.compile(r"^(grand\s+)?totals?\s*:?$", re.IGNORECASE)
_NOT_A_VOUCHER = re.compile(
    r"^((sub|page|monthly?|day'?s?)[\s-]*totals?|carried (over|forward|down)|brought (over|forward|down)|(opening|closing) balance|current total|continued.*)\s*:?$",
    re.IGNORECASE,
)
_CANCELLED = re.compile(r"^\(?\s*cancell?ed\s*\)?$", re.IGNORECASE)
_AS_PER_DETAILS = re.compile(r"^\(?\s*as per details\s*\)?$", re.IGNORECASE)
_RUPEES = frozenset({"INR", "RS", "₹"})
_HOME = _RUPEES | {""}
_PREFIX = re.compile(r"^(to|by|dr|cr)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawLeg:
    """One amount with the cell it stands in. `sided` says whether Dr or Cr was shown; without it `amount` carries only a minus that was there."""

    ledger: str
    amount: Paise
    sided: bool
    row: int
    column: int


def is_details(ledger: str) -> bool:
    """True for "(as per details)": it stands for the rows below it and is no ledger."""
    return bool(_AS_PER_DETAILS.match(ledger))


@dataclass(slots=True)
class RawVoucher:
    """A voucher as its rows have it, before anything is decided about it. `foreign` is the row, column and text of its first amount in another money, `currency` the money."""

    row: int
    day: date | None
    day_text: str
    particulars: str
    voucher_type: str = ""
    number: str = ""
    narration: list[str] = field(default_factory=list)
    reference: str = ""
    reference_day: date | None = None
    party_gstin: str = ""
    place_of_supply: str = ""
    legs: list[RawLeg] = field(default_factory=list)
    cancelled: bool = False
    carried_date: bool = False
    unread: list[tuple[int, int, ValueError]] = field(default_factory=list)
    details: bool = False
    currency: str = ""
    foreign: tuple[int, int, str] | None = None


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A total row of the paper: amounts by column."""

    row: int
    amounts: dict[int, tuple[Paise, bool]]


@dataclass(slots=True)
class Reading:
    """All vouchers and total rows, in the order of the sheet, and rows that belong to no voucher."""

    vouchers: list[RawVoucher] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)
    stray: list[tuple[int, str]] = field(default_factory=list)


def read_rows(rows: Sequence[SheetRow], layout: Layout) -> Reading:
    """Every row below the header once: in a voucher, as a total, or as stray."""
    reading = Reading()
    current: RawVoucher | None = None
    for row in rows:
        if _is_repeated_header(row, layout):
            continue
        label = _label(row, layout)
        if _TOTAL.match(label) and not _text(row, layout, "number"):
            reading.totals.append(_total(row, layout))
            current = None
        elif _NOT_A_VOUCHER.match(label) and not _text(row, layout, "number"):
            current = None
        elif _begins(row, layout):
            current = _begin(row, layout, current)
            reading.vouchers.append(current)
        elif current is not None:
            _continue(current, row, layout)
        elif any(_amounts(row, layout)):
            reading.stray.append((row.number, label))
    return reading


def _text(row: SheetRow, layout: Layout, meaning: str) -> str:
    column = layout.columns.get(meaning)
    return row.text(column) if column is not None else ""


def _label(row: SheetRow, layout: Layout) -> str:
    """The text that names a total row: it stands in the date or particulars column, or left of the amounts."""
    limit = layout.columns.get("gross", layout.columns.get("debit", 6))
    for column in sorted(row.cells):
        if column < max(limit, 2) and isinstance(row.cells[column].value, str):
            text = tidy(row.text(column))
            if text and not _PREFIX.match(text):
                return text
    return ""


def _is_repeated_header(row: SheetRow, layout: Layout) -> bool:
    """Long exports repeat the header on every page."""
    same = [row.text(column) == layout.headings[column] for column in layout.headings if row.text(column)]
    return len(same) >= 3 and all(same)


def day_of_cell(cell: Cell | None) -> date | None:
    """A day as date, text, or a bare serial number. None for an empty cell. Raises ValueError on anything else."""
    if cell is None or (isinstance(cell.value, str) and not cell.value.strip()):
        return None
    if isinstance(cell.value, date):
        return cell.value
    if isinstance(cell.value, float) and 20_000 <= cell.value < 80_000:
        return date(1899, 12, 30) + timedelta(days=int(cell.value))
    return parse_day(cell.text)


def _begins(row: SheetRow, layout: Layout) -> bool:
    cell = row.cells.get(layout.columns["date"])
    if cell is not None and cell.text.strip() and (not isinstance(cell.value, str) or looks_like_day(cell.value) or _text(row, layout, "number")):
        return True
    if cell is not None and cell.text.strip() and any(_amounts(row, layout)):
        return True  # Something that is no date stands where the date should: a voucher of its own, to be told.
    return bool(_text(row, layout, "number")) and bool(_text(row, layout, "particulars") or _text(row, layout, "type"))


def _begin(row: SheetRow, layout: Layout, above: RawVoucher | None) -> RawVoucher:
    cell = row.cells.get(layout.columns["date"])
    carried = False
    try:
        day = day_of_cell(cell)
        if day is None and above is not None:
            day, carried = above.day, True
    except ValueError:
        day = None
    particulars = _particulars(row, layout)
    voucher = RawVoucher(
        row.number, day, cell.text if cell else "", particulars, tidy(_text(row, layout, "type")), tidy(_text(row, layout, "number")), carried_date=carried
    )
    voucher.cancelled = bool(_CANCELLED.match(particulars))
    voucher.details = is_details(particulars)
    voucher.reference = tidy(_text(row, layout, "reference"))
    voucher.party_gstin = _text(row, layout, "party_gstin").upper()
    voucher.place_of_supply = tidy(_text(row, layout, "place_of_supply"))
    try:
        voucher.reference_day = day_of_cell(row.cells.get(layout.columns["reference_day"])) if "reference_day" in layout.columns else None
    except ValueError:
        voucher.reference_day = None
    if text := _text(row, layout, "narration"):
        voucher.narration.append(text)
    _take(voucher, row, layout, particulars)
    return voucher


def _particulars(row: SheetRow, layout: Layout) -> str:
    """The particulars; where "To" or "By" stands alone in that column, the name is in the next one."""
    column = layout.columns["particulars"]
    text = tidy(row.text(column))
    if _PREFIX.match(text) and column + 1 not in layout.headings:
        return tidy(row.text(column + 1)) or text
    return text or (tidy(row.text(column + 1)) if column + 1 not in layout.headings and isinstance(_value(row, column + 1), str) else "")


def _value(row: SheetRow, column: int) -> object:
    cell = row.cells.get(column)
    return cell.value if cell else None


def _continue(voucher: RawVoucher, row: SheetRow, layout: Layout) -> None:
    """A further row of the voucher: more legs, or more narration."""
    particulars = _particulars(row, layout)
    before = len(voucher.legs)
    _take(voucher, row, layout, particulars)
    narration = _text(row, layout, "narration")
    if len(voucher.legs) == before and particulars:
        voucher.narration.append(particulars)
    if narration:
        voucher.narration.append(narration)


def _take(voucher: RawVoucher, row: SheetRow, layout: Layout, particulars: str) -> None:
    """Add the legs of one row, and the foreign money that stands on it."""
    said = row.text(layout.currency).upper().strip(". ") if layout.currency is not None else ""
    voucher.currency = voucher.currency or ("" if said in _HOME else said)
    if voucher.foreign is None and said not in _RUPEES:
        voucher.foreign = next(((row.number, column, row.text(column)) for column in layout.foreign if _is_money(row.cells.get(column))), None)
    for column, amount, sided, kind in _amounts(row, layout, voucher.unread):
        if kind == "ledger":
            voucher.legs.append(RawLeg(layout.ledgers[column], amount, sided, row.number, column))
        elif particulars and not _CANCELLED.match(particulars):
            voucher.legs.append(RawLeg(particulars, amount, sided, row.number, column))
        elif not particulars and amount:
            voucher.unread.append((row.number, column, ValueError("an amount stands without a name")))


def _is_money(cell: Cell | None) -> bool:
    if cell is None:
        return False
    try:
        return bool((found := amount_of_cell(cell)) and found[0])
    except ForeignMoney:
        return True
    except ValueError:
        return False


def _amounts(row: SheetRow, layout: Layout, unread: list[tuple[int, int, ValueError]] | None = None) -> Iterator[tuple[int, Paise, bool, str]]:
    """Each filled amount of the row: column, amount, whether its side is known, and whether it is the named ledger's or a ledger column's."""
    if layout.columnar:
        columns = [(layout.columns["gross"], "named", 0)] if "gross" in layout.columns else []
        columns += [(column, "ledger", 0) for column in layout.ledgers]
    else:
        columns = [(layout.columns[name], "named", side) for name, side in (("debit", 1), ("credit", -1)) if name in layout.columns]
    seen = False
    for column, kind, side in columns:
        try:
            found = amount_of_cell(row.cells.get(column))
        except ValueError as wrong:
            if unread is not None:
                unread.append((row.number, column, wrong))
            continue
        if found and (found[0] or side == 0):
            seen = True
            amount, sided = found
            yield column, Paise(side * amount if side and not sided else amount), sided or bool(side), kind
    if not layout.columnar and not seen:
        yield from _inner_amounts(row, layout)


def _inner_amounts(row: SheetRow, layout: Layout) -> Iterator[tuple[int, Paise, bool, str]]:
    """Detailed exports put the legs of a voucher in a column without heading, with Dr or Cr beside the number."""
    for column in sorted(row.cells):
        if column in layout.headings:
            continue
        try:
            found = amount_of_cell(row.cells[column])
        except ValueError:
            continue
        if found and found[1]:
            yield column, found[0], True, "named"
            return


def _total(row: SheetRow, layout: Layout) -> TotalRow:
    amounts: dict[int, tuple[Paise, bool]] = {}
    columns = [layout.columns[name] for name in ("gross", "debit", "credit") if name in layout.columns]
    for column in [*columns, *layout.ledgers]:
        try:
            if found := amount_of_cell(row.cells.get(column)):
                amounts[column] = found
        except ValueError:
            continue
    return TotalRow(row.number, amounts)
