"""Days of numbers alone that can be read two ways: where the paper's own span shows that nobody knows which, a person is asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qrt.core.base.finding import Severity
from qrt.core.documents.cells import Sheet, SheetRow
from qrt.core.documents.dates import day_month_first, parse_day
from qrt.core.documents.extracting import Pen
from qrt.core.documents.types import DATES_EITHER, REGISTERS, Extraction, Field, Paper, RegisterRow


def ask_day_order(paper: Paper, sheet: Sheet, read: Extraction) -> Extraction:
    """A register whose days may all have their month first, marked (`DATES_EITHER`); left out, with what to say, where its own span speaks against the days as they were read."""
    rows = [row for row in read.rows if isinstance(row, RegisterRow)]
    if read.kind not in REGISTERS or not rows:
        return read
    by_number = {row.number: row for row in sheet.rows}
    others = [_other(by_number.get(row.place.row or 0), row.day) for row in rows]
    if any(each is None for each in others) or all(row.day == other for row, other in zip(rows, others, strict=True)):
        return read
    first, last = read.text("period_from"), read.text("period_to")
    outside = [row for row in rows if first and last and not first <= row.day.isoformat() <= last]
    # A voucher that lies outside either way is a stray one, and speaks for no order.
    if not any(other and first <= other.isoformat() <= last and not first <= row.day.isoformat() <= last for row, other in zip(rows, others, strict=True)):
        return replace(read, fields={**read.fields, DATES_EITHER: Field(DATES_EITHER, "yes")})
    pen = Pen(paper, sheet.name or None)
    span = f"{date.fromisoformat(first):%d-%m-%Y} to {date.fromisoformat(last):%d-%m-%Y}"
    sentence = (
        f"its days can be read with the day or with the month first, and with the day first {len(outside)} of {len(rows)} vouchers (first: row {outside[0].place.row}) "
        f"lie outside of its own span, {span}; nothing was taken. Say which stands first with its columns."
    )
    finding = pen.finding("register.day_order_unclear", Severity.BLOCKING, sentence, row=outside[0].place.row, more=[row.place for row in outside[1:20]])
    return replace(read, confidence=min(read.confidence, 0.5), rows=(), findings=(finding,))


def _other(row: SheetRow | None, day: date) -> date | None:
    """The day of a row with its month first; None where no cell of it holds that day in numbers alone, or where it can only be read day first."""
    for text in _texts(row):
        try:
            if parse_day(text) == day:
                return day_month_first(text)
        except ValueError:
            continue
    return None


def _texts(row: SheetRow | None) -> Sequence[str]:
    return [cell.value for _, cell in sorted(row.cells.items()) if isinstance(cell.value, str)] if row else []
