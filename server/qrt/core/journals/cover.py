"""The days that a bill pays for, and the part of its value that lies after a quarter: by days, to the paisa."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.money import Paise
from qrt.core.documents.months import span_in

LEAST = Paise(1_000_00)
"""What no quarter's end is adjusted for."""

_DAYS_LEAST, _DAYS_MOST = 32, 366 * 5
_NEAR_DAYS = 400


@dataclass(frozen=True, slots=True)
class Cover:
    """The days that a voucher pays for, both ends counted. `text` says who names them."""

    first: date
    last: date
    text: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def share(self, amount: int, first: date, last: date) -> Paise:
        """The part of an amount that falls on days from `first` to `last`, rounded to the paisa."""
        days = (min(last, self.last) - max(first, self.first)).days + 1
        return Paise(int((Decimal(amount) * max(days, 0) / self.days).quantize(Decimal(1), ROUND_HALF_UP)))

    def days_after(self, end: date) -> int:
        """How many of the days lie after a day."""
        return min(self.days, max(0, (self.last - end).days))

    def __str__(self) -> str:
        return f"{self.first:%d-%m-%Y} to {self.last:%d-%m-%Y}"


def cover_in(text: str, day: date, who: str) -> Cover | None:
    """The days that a text names for a voucher of a day; None where it names none, several spans, a month or less, or days far from the voucher."""
    span = span_in(text)
    cover = Cover(*span, who) if span else None
    return cover if cover and abs((day - cover.first).days) <= _NEAR_DAYS and _DAYS_LEAST <= cover.days <= _DAYS_MOST else None
