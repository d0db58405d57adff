"""Cells of a general table as days and paise. How a column writes its numbers and days is decided for the whole column, by proof; what stays open is said."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from qrt.core.base.money import Paise, to_paise
from qrt.core.documents.amounts import ForeignMoney, bounded, currency_of_amount, finer_than_paisa
from qrt.core.documents.cells import Cell
from qrt.core.documents.dates import months_come_first, parse_day
from qrt.core.documents.decimal_signs import decimal_of, digits_in, parts_of, styles_of
from qrt.core.documents.number_formats import side_of_format

_SERIAL = re.compile(r"[34567]\d{4}(?:\.\d+)?\Z")
"""A day as a spreadsheet counts it, from 1982 to 2119; behind the point stands the time of day."""


@dataclass(frozen=True, slots=True)
class Amount:
    """`size` with the minus that stood there; `side` is +1 or -1 where Dr, Cr or a number format say it, else 0."""

    size: Paise
    side: int = 0

    @property
    def signed(self) -> Paise:
        """Debit positive: by the side that was said, else by the minus."""
        return Paise(self.side * self.size) if self.side else self.size


def likely_style(texts: Iterable[str]) -> str:
    """Where nothing proves a decimal sign: the one under which no number has a third decimal that counts ("1,234" is no amount in whole paise). "" for both."""
    held = {".", ","}
    for digits in digits_in(texts):
        for style in tuple(held):
            number = decimal_of(digits, style)
            if number is None or number * 100 != (number * 100).to_integral_value():
                held.discard(style)
    return held.pop() if len(held) == 1 else ""


def is_open(text: str) -> bool:
    """True for an amount that two decimal signs fit with two values ("1,500")."""
    try:
        parts = parts_of(text)
    except ValueError:
        return False
    return parts is not None and ("," in parts.digits or "." in parts.digits) and len(styles_of(parts.digits)) == 2


def read_amount(cell: Cell | None, style: str, *, foreign: bool = False) -> Amount | None:
    """The amount of a cell, None for an empty one. `style` is the decimal sign of text cells; `foreign` says that the column holds other money than rupees.

    Raises ForeignMoney on an amount in another currency where rupees are due, ValueError on a cell that holds something else or more decimals than a paisa.
    """
    if cell is None:
        return None
    value = cell.value
    if isinstance(value, float) and not isinstance(value, bool):
        paise = finer_than_paisa(value)
        side = side_of_format(cell.style.format, value)
        return Amount(Paise(abs(paise)), side) if side else Amount(paise)
    # A date or a TRUE is no amount: its text says so.
    parts = parts_of(cell.text)
    if parts is None:
        return None
    if not foreign and (currency := currency_of_amount(cell.text)):
        raise ForeignMoney(currency, cell.text)
    number = decimal_of(parts.digits, style or ".")
    if number is None:
        raise ValueError(f"not an amount: {value!r}")
    size = bounded(to_paise(number))
    return Amount(Paise(-size if parts.negative else size), parts.side)


def read_rate(cell: Cell | None, style: str) -> Decimal | None:
    """A rate with all its decimals. Raises ValueError on a cell that holds something else."""
    if cell is None or not cell.text.strip():
        return None
    if isinstance(cell.value, float):
        return Decimal(repr(cell.value))
    parts = parts_of(cell.text)
    if parts is None:
        return None
    signs = {each for each in ".," if each in parts.digits}
    # A rate is small: one sign alone is its decimal sign.
    own = signs.pop() if len(signs) == 1 and not style else style or "."
    number = decimal_of(parts.digits, own)
    if number is None:
        raise ValueError(f"not a rate: {cell.value!r}")
    return number


def says_nothing(cell: Cell) -> bool:
    """True for a dash, "NIL" and the like: an amount of nothing."""
    try:
        return isinstance(cell.value, str) and parts_of(cell.value) is None
    except ValueError:
        return False


def looks_like_money(cell: Cell) -> bool:
    """True for a cell that any decimal sign makes an amount."""
    if isinstance(cell.value, float):
        return True
    if not isinstance(cell.value, str):
        return False
    try:
        parts = parts_of(cell.value)
    except ValueError:
        return False
    return parts is not None and bool(styles_of(parts.digits))


def read_day(cell: Cell | None, month_first: bool) -> date | None:
    """The day of a cell: a date, a serial number of a spreadsheet, or text. None for an empty cell. Raises ValueError on anything else."""
    if cell is None or (isinstance(cell.value, str) and not cell.value.strip()):
        return None
    if isinstance(cell.value, date):
        return cell.value
    if isinstance(cell.value, float):
        if 20_000 <= cell.value < 80_000:
            return date(1899, 12, 30) + timedelta(days=int(cell.value))
        return parse_day(cell.text)
    text = str(cell.value).strip()
    if _SERIAL.match(text):
        return date(1899, 12, 30) + timedelta(days=int(text.partition(".")[0]))
    return _day_of(text, month_first)


@lru_cache(maxsize=20_000)
def _day_of(text: str, month_first: bool) -> date:
    return parse_day(text, month_first=month_first)


def looks_like_serial(cell: Cell) -> bool:
    """True for a number that a spreadsheet would show as a day of our time. Only a heading that says "date" makes it one."""
    if isinstance(cell.value, float):
        return 30_000 <= cell.value < 80_000
    return isinstance(cell.value, str) and bool(_SERIAL.match(cell.value.strip()))


def looks_like_date(cell: Cell) -> bool:
    """True for a cell that has the shape of a date, even of one that does not exist."""
    if isinstance(cell.value, date):
        return True
    if isinstance(cell.value, float):
        return 30_000 <= cell.value < 60_000 and cell.value.is_integer()
    return _is_day_text(cell.text)


@lru_cache(maxsize=20_000)
def _is_day_text(text: str) -> bool:
    for month_first in (False, True):
        try:
            parse_day(text, month_first=month_first)
            return True
        except ValueError as wrong:
            if "does not exist" in str(wrong):
                return True
    return False


def month_stands_first(cells: Sequence[Cell]) -> bool:
    """True where a column's texts cannot all be days first but can all be months first."""
    return months_come_first([cell.text for cell in cells if isinstance(cell.value, str) and cell.text.strip() and looks_like_date(cell)])
