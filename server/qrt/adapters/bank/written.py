"""How a bank wrote its amounts and days, brought to one way before its table is read: decimal commas, days without a year, amounts that run into the words before them."""

import re
from dataclasses import replace
from datetime import date

from qrt.adapters.bank.columns import Surroundings, TableColumns
from qrt.core.base.money import Paise, rupees
from qrt.core.documents.cells import Cell, Sheet
from qrt.core.documents.dates import looks_like_day, parse_day
from qrt.core.documents.decimal_signs import decimal_style, pointed

_COMMA_CENTS = re.compile(r",\d{1,2}\D*$")
_NO_YEAR = re.compile(r"^(\d{1,2})\s*[-/. ]\s*(\d{1,2}|[A-Za-z]{3,9})$")
_ENDING = re.compile(r"(?=[\d,]+\.\d{2}$)(?:[1-9]|0(?=\.))")
_AMOUNT = re.compile(r"^(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)\.\d{2}$")
_YEAR_DAYS = 366


def with_points(sheet: Sheet, columns: TableColumns) -> Sheet:
    """The sheet with decimal points, where its amounts prove that they are written with a decimal comma ("1.005,50")."""
    money = {columns.by_meaning[each] for each in ("out", "in", "amount", "balance") if each in columns.by_meaning}
    texts = [
        cell.value
        for row in sheet.rows
        if row.number > columns.header_row
        for column, cell in row.cells.items()
        if column in money and isinstance(cell.value, str)
    ]
    if not any(_COMMA_CENTS.search(text) for text in texts) or decimal_style(texts) != ",":
        return sheet
    rows = []
    for row in sheet.rows:
        cells = {
            column: Cell(pointed(cell.value), cell.style) if column in money and isinstance(cell.value, str) else cell for column, cell in row.cells.items()
        }
        rows.append(replace(row, cells=cells) if row.number > columns.header_row else row)
    return replace(sheet, rows=tuple(rows))


def with_years(sheet: Sheet, columns: TableColumns, around: Surroundings) -> Sheet:
    """The sheet with whole days, where its lines say day and month alone and the span that the paper states leaves one year for each."""
    first, last, column = around.first_day, around.last_day, columns.by_meaning["day"]
    if first is None or last is None or (last - first).days >= _YEAR_DAYS:
        return sheet
    texts = [text for row in sheet.rows if row.number > columns.header_row and (text := row.text(column))]
    if not any(_NO_YEAR.match(text) for text in texts) or any(looks_like_day(text) for text in texts):
        return sheet
    rows = []
    for row in sheet.rows:
        day = _day_within(row.text(column), first, last) if row.number > columns.header_row else None
        rows.append(replace(row, cells={**row.cells, column: Cell(day.isoformat(), row.cells[column].style)}) if day else row)
    return replace(sheet, rows=tuple(rows))


def _day_within(text: str, first: date, last: date) -> date | None:
    found = _NO_YEAR.match(text)
    if not found:
        return None
    for year in range(first.year, last.year + 1):
        try:
            day = parse_day(f"{found.group(1)}-{found.group(2)}-{year}")
        except ValueError:
            continue
        if first <= day <= last:
            return day
    return None


def glued_amount(text: str, step: Paise) -> str | None:
    """The text without the amount that it runs into, where that is what the balance moved by; None where it is not."""
    # Where the number before it ends is not printed: the balance says it.
    for found in _ENDING.finditer(text):
        amount = text[found.start() :]
        if _AMOUNT.match(amount) and rupees(amount) == abs(step):
            return text[: found.start()].rstrip()
    return None


def looks_like_day_month_first(text: str) -> bool:
    """True for "04/25/2026"."""
    try:
        parse_day(text, month_first=True)
    except ValueError:
        return False
    return True


def is_serial(cell: Cell) -> bool:
    """True for a number that a spreadsheet would show as a day."""
    return isinstance(cell.value, float) and 20_000 <= cell.value < 80_000


def read_day(cell: Cell | None, month_first: bool) -> date | None:
    """The day of a cell: a date, a spreadsheet's serial number or text; None for an empty one. Raises ValueError on anything else."""
    if cell is None or not cell.text.strip():
        return None
    if isinstance(cell.value, date):
        return cell.value
    if isinstance(cell.value, float) and is_serial(cell):
        return date.fromordinal(date(1899, 12, 30).toordinal() + int(cell.value))
    return parse_day(cell.text, month_first=month_first)
