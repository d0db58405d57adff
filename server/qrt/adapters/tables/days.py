"""Columns of days in any form. Which of two numbers is the day is decided over the whole column."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import polars as pl

from qrt.adapters.tables.amounts import in_ascii_digits

Order = Literal["plain", "day_first", "month_first", "unclear", "mixed"]
NOTHING = frozenset({"", "-", "null", "none", "nan", "nat", "n/a", "na", "#n/a", "0000-00-00", "00/00/0000", "00-00-0000"})
_MONTHS = {name: number for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)}
_TIME = r"[ T]+\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$"
_NUMBERS = re.compile(r"^(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})$")
_DAY_MONTH = re.compile(r"^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([A-Za-z]{3,9})[-/., ']*(\d{4}|\d{2})$")
_MONTH_DAY = re.compile(r"^(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3,9})[-/. ]*(\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\d{4}|\d{2})$")
_EXCEL_ZERO = date(1899, 12, 30)
# A sheet counts its days from 1900; these are 1954 to 2119.
_EXCEL = (20_000, 80_000)

Parts = tuple[int, int, int]


@dataclass(frozen=True)
class Days:
    """A column read: its distinct texts as a day, as (first, second, year) that two readings are possible of, or as None where it is no day."""

    texts: pl.Series
    read: dict[str, date | Parts | None]
    order: Order

    def dates(self, day_first: bool) -> pl.Series:
        """The column as days; null where there is none."""
        made = {text: day for text, found in self.read.items() if (day := _day(found, day_first)) is not None}
        if not made:
            return pl.Series("date", [None], pl.Date).new_from_index(0, self.texts.len())
        return self.texts.replace_strict(list(made), list(made.values()), default=None, return_dtype=pl.Date).alias("date")

    def bad(self, day_first: bool) -> pl.Series:
        """Whether a cell says something that is no day."""
        wrong = [text for text, found in self.read.items() if text.lower() not in NOTHING and _day(found, day_first) is None]
        return self.texts.is_in(wrong).fill_null(False)

    @property
    def share(self) -> float:
        """Of the distinct texts that say anything, how many are days."""
        said = [found for text, found in self.read.items() if text.lower() not in NOTHING]
        return sum(found is not None for found in said) / len(said) if said else 0.0


def read_days(values: pl.Series) -> Days:
    """Reads a column of any type: ISO, 31-12-2026, 31/12/26, 3-Apr-2026, Apr 3, 2026, 20261231, seconds since 1970, days since 1900; the time of day is dropped."""
    if values.dtype == pl.Date or isinstance(values.dtype, pl.Datetime):
        texts = values.cast(pl.Date).cast(pl.String)
    elif values.dtype.is_numeric():
        texts = values.cast(pl.Decimal(38, 6), strict=False).cast(pl.String).str.replace(r"\.?0+$", "") if values.dtype.is_float() else values.cast(pl.String)
    else:
        texts = values.cast(pl.String).str.strip_chars().str.replace(_TIME, "")
    texts = in_ascii_digits(texts.fill_null(""))
    distinct = texts.unique().to_list()
    read: dict[str, date | Parts | None] = {text: _read(text) for text in distinct}
    return Days(texts, read, _order([found for found in read.values() if isinstance(found, tuple)]))


def _order(numbers: list[Parts]) -> Order:
    if not numbers:
        return "plain"
    day_first, month_first = any(first > 12 for first, _, _ in numbers), any(second > 12 for _, second, _ in numbers)
    if day_first and month_first:
        return "mixed"
    if day_first or month_first:
        return "day_first" if day_first else "month_first"
    return "plain" if all(first == second for first, second, _ in numbers) else "unclear"


def _read(text: str) -> date | Parts | None:
    if found := _NUMBERS.match(text):
        first, second, third = (int(part) for part in found.groups())
        if len(found.group(1)) == 4:
            return _date(first, second, third) if len(found.group(3)) < 3 else None
        if len(found.group(1)) == 3 or len(found.group(3)) in (1, 3):
            return None
        parts = (first, second, _year(third, len(found.group(3))))
        return parts if _day(parts, True) or _day(parts, False) else None
    if found := _DAY_MONTH.match(text):
        return _date(_year(int(found.group(3)), len(found.group(3))), _MONTHS.get(found.group(2)[:3].lower(), 0), int(found.group(1)))
    if found := _MONTH_DAY.match(text):
        return _date(_year(int(found.group(3)), len(found.group(3))), _MONTHS.get(found.group(1)[:3].lower(), 0), int(found.group(2)))
    return _of_number(text)


def _of_number(text: str) -> date | None:
    """20261231 or 31122026, days of a sheet, seconds or milliseconds since 1970."""
    whole, _, rest = text.partition(".")
    if not whole.isascii() or not whole.isdigit() or (rest and not rest.isdigit()):
        return None
    number = int(whole)
    if len(whole) == 8 and not rest:
        return (
            _date(number // 10_000, number // 100 % 100, number % 100)
            if 1900 <= number // 10_000 <= 2199
            else _date(number % 10_000, number // 10_000 % 100, number // 1_000_000)
        )
    if len(whole) == 5 and _EXCEL[0] <= number <= _EXCEL[1]:
        return _EXCEL_ZERO + timedelta(days=number)
    scale = {9: 1, 10: 1, 12: 1_000, 13: 1_000, 16: 1_000_000}.get(len(whole))
    return datetime.fromtimestamp(number // scale, UTC).date() if scale else None


def _year(number: int, digits: int) -> int:
    return number if digits == 4 else 2000 + number if number < 70 else 1900 + number


def _day(found: date | Parts | None, day_first: bool) -> date | None:
    if not isinstance(found, tuple):
        return found
    first, second, year = found
    return _date(year, second, first) if day_first else _date(year, first, second)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
