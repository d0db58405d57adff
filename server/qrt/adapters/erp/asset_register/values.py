"""Cells of a fixed-asset register: days, percents, years, methods, and the period that its columns are about."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from qrt.adapters.erp.asset_register.columns import Columns
from qrt.core.base.money import Paise
from qrt.core.base.period import FinancialYear, Month, Quarter
from qrt.core.documents.amounts import amount_of_cell
from qrt.core.documents.dates import months_come_first, parse_day, parse_span
from qrt.core.documents.workbook import Cell, SheetRow

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ENDED = re.compile(r"\b(quarter|half[\s-]?year|year|period|month)s?\s+(?:ended|ending|to)\s*(?:on)?\s*:?\s*(.{6,24}?)\s*\)?$", re.IGNORECASE)
_AS_ON = re.compile(r"\b(?:as\s+(?:on|at|of)|upto|up to|till)\s*:?\s*(.{6,22}?)\s*\)?$", re.IGNORECASE)
_QUARTER = re.compile(r"\b(?:q([1-4])\D{0,12}(?:fy|f\.y\.)?\D{0,3}(20\d\d)\s*[-/]\s*\d\d|(20\d\d)\s*[-/]\s*\d\d\W{0,3}q([1-4]))", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:fy|f\.y\.|financial year|year)\D{0,4}(20\d\d)\s*[-/]\s*(?:20)?\d\d", re.IGNORECASE)


def day_of(cell: Cell | None, month_first: bool) -> date | None:
    """The day in a cell; None when it is empty. Raises ValueError on anything else."""
    if cell is None or not cell.text.strip() or cell.text.strip().lower() in ("-", "--", "na", "n/a", "nil", "n.a."):
        return None
    if isinstance(cell.value, date):
        return cell.value
    if isinstance(cell.value, float) and cell.value.is_integer() and 20_000 < cell.value < 80_000:
        # A day kept as a plain number: days since the spreadsheet's own beginning.
        return date(1899, 12, 30) + timedelta(days=int(cell.value))
    return parse_day(cell.text, month_first=month_first)


def month_first(rows: Sequence[SheetRow], column: int | None) -> bool:
    """Whether a column of dates in text is written month first."""
    texts = [row.text(column) for row in rows if column is not None and column in row.cells and isinstance(row.cells[column].value, str)]
    return months_come_first([text for text in texts if any(letter.isdigit() for letter in text)]) if texts else False


def size_of(cell: Cell | None) -> Paise | None:
    """The amount without its side; None for an empty cell. Raises ValueError on anything else."""
    if cell is not None and isinstance(cell.value, str):
        # "45,000/-" is how amounts are written by hand.
        cell = cell._replace(value=re.sub(r"\s*/\s*[-=]+\s*$", "", cell.value))
    found = amount_of_cell(cell)
    return None if found is None else Paise(abs(found[0]))


def percent_of(cell: Cell | None, fractions: bool) -> str:
    """Percent as text: "15", "31.67"; a cell formatted as percent (or a column of fractions) holds a hundredth."""
    if cell is None:
        return ""
    if isinstance(cell.value, float):
        value = cell.value * 100 if "%" in cell.style.format or fractions else cell.value
        return _plain(round(value, 4))
    found = _NUMBER.search(cell.text)
    return _plain(float(found.group())) if found else ""


def years_of(cell: Cell | None, heading: str) -> str:
    """Years as text; months where heading or cell says so."""
    if cell is None:
        return ""
    found = _NUMBER.search(cell.text)
    if not found:
        return ""
    value = float(found.group())
    said = f"{heading} {cell.text}".lower()
    return _plain(round(value / 12, 4) if "month" in said and "year" not in cell.text.lower() else value)


def _plain(value: float) -> str:
    return "" if value <= 0 else f"{value:.4f}".rstrip("0").rstrip(".")


def method_of(text: str) -> str:
    """ "slm" or "wdv" where the text says one of them; "" otherwise."""
    body = text.lower()
    slm, wdv = re.search(r"\bslm\b|straight[\s-]*line", body), re.search(r"\bwdv\b|\bwdvm\b|written[\s-]*down|diminishing|reducing", body)
    return "slm" if slm and not wdv else "wdv" if wdv and not slm else ""


def period_of(texts: Sequence[str], columns: Columns) -> tuple[date | None, date | None]:
    """First and last day of what "depreciation for the period" is about; None where the paper does not say. Nothing is guessed."""
    first: date | None = None
    last: date | None = None
    for text in texts:
        if span := parse_span(text):
            return span
    for text in texts:
        found = _ENDED.search(text)
        if found and (day := _try_day(found.group(2))):
            return _first_of(found.group(1), day), day
        if (found := _AS_ON.search(text)) and (day := _try_day(found.group(1))):
            last = last or day
        if found := _QUARTER.search(text):
            quarter = Quarter(int(found.group(2) or found.group(3)), int(found.group(1) or found.group(4)))
            return quarter.first_day, quarter.last_day
    if last is None:
        year = next((found for text in texts if (found := _YEAR.search(text))), None)
        if year:
            whole = FinancialYear(int(year.group(1)))
            return whole.first_day, whole.last_day
        last = max((day for (_, stage), day in columns.dates.items() if stage != "opening"), default=None)
    opening = columns.dates.get(("depreciation", "opening")) or columns.dates.get(("gross", "opening"))
    upto = columns.dates.get(("depreciation", "closing"))
    if opening is None and upto and last and upto < last:
        # "Depreciation up to 30-06" beside a net block of 30-09 is what the period opened with.
        opening = upto
    if opening:
        # "As at 31-03" closes the day before the period, "as at 01-04" opens it.
        first = opening if opening.day == 1 else opening + timedelta(days=1)
    if first is None and last is not None:
        column = columns.amounts.get(("depreciation", "period"))
        first = _first_of(columns.headings.get(column, "") if column is not None else "", last)
    return first, last


def _first_of(words: str, last: date) -> date | None:
    body = words.lower()
    if re.search(r"\bquarter|\bqtr\b|\bq[1-4]\b", body):
        return Quarter.of(last).first_day
    if re.search(r"half", body):
        year = FinancialYear.of(last)
        return year.first_day if last.month in range(4, 10) else date(year.start, 10, 1)
    if re.search(r"\byear|\bytd\b|\bfy\b|annual", body):
        return FinancialYear.of(last).first_day
    return Month.of(last).first_day if re.search(r"month", body) else None


def _try_day(text: str) -> date | None:
    try:
        return parse_day(text.strip(" :()."))
    except ValueError:
        return None
