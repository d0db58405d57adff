"""The days that a bill pays for, and the part of its value that lies after a quarter: by days, to the paisa."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.money import Paise
from qrt.core.base.period import Month
from qrt.core.documents.months import Span, months_of, periods_in, spans_in

LEAST = Paise(1_000_00)
"""What no quarter's end is adjusted for."""

_DAYS_LEAST, _DAYS_MOST = 32, 366 * 5
_NEAR_DAYS = 400

_OTHER = (
    r"lease|agreement|tenure|tenancy|validity|valid|warranty|guarantee|contract(?:ual)?\s+(?:period|term|dated)|(?<!maintenance )(?<!amc )(?<!service )contract"
)
_BEFORE = re.compile(r"\b(?:" + _OTHER + r"|term(?!\s+(?:insurance|policy|plan))|due|within|every|credit|loan|repay\w*)\b[^;]{0,40}$", re.IGNORECASE)
_BEHIND = re.compile(r"^\W*(?:" + _OTHER + r")\b", re.IGNORECASE)
_PART = re.compile(r"\b(?:instal?lments?|monthly|half[\s-]?yearly|per month|part payment|(?:1st|2nd|first|second) half)\b", re.IGNORECASE)
_QUARTER = re.compile(r"\b(?:quarterly|per quarter|q[1-4])\b", re.IGNORECASE)
_QUARTER_DAYS = 92


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


@dataclass(frozen=True, slots=True)
class Doubt:
    """A text names days, and does not prove that the amount pays for them. `till` is the last day of what else it names, where all of that is clear."""

    cover: Cover
    why: str
    till: date | None = None


def cover_in(text: str, day: date, who: str) -> Cover | None:
    """The days that a text names for a voucher of a day; None where it names none, a month or less, or days far from the voucher, and where they are in doubt."""
    found = read_cover(text, day, who)
    return found if isinstance(found, Cover) else None


def read_cover(text: str, day: date, who: str) -> Cover | Doubt | None:
    """The days that a text proves the amount to pay for, or the days and why they are in doubt.

    In doubt are days of a lease, an agreement, a warranty, a next due date; days beside which the text names other ones ("for September 2026", "for the quarter
    ended"); and days that the amount pays a part of ("monthly", "first instalment").
    """
    spans = [span for span in spans_in(text) if _near(span, day)]
    own = {(span.first, span.last) for span in spans if not _is_of_something_else(text, span)}
    foreign = {(span.first, span.last) for span in spans} - own
    others = {(span.first, span.last) for span in periods_in(text, day) if _near(span, day)} - own - foreign
    covers = [cover for each in sorted(own | foreign) if _DAYS_LEAST <= (cover := Cover(*each, who)).days <= _DAYS_MOST]
    if not covers:
        return None
    last = max(covers, key=lambda cover: cover.last)
    if not own:
        clear = max((end for _, end in others), default=None)
        return Doubt(last, "they are the days of an agreement, of a validity or of what is due next", clear)
    if len(own) > 1 or others:
        return Doubt(last, "other days are named beside them")
    cover = Cover(*own.copy().pop(), who)
    if _PART.search(text) or (_QUARTER.search(text) and cover.days > _QUARTER_DAYS):
        return Doubt(cover, "the amount may pay a part of them only")
    return cover if cover in covers else None


def months_paid(text: str, day: date) -> frozenset[Month]:
    """The months that a text says its amount is for; not those of a lease or an agreement, nor long spans that it pays a part of."""
    spans = [span for span in periods_in(text, day) if _near(span, day) and not _is_of_something_else(text, span)]
    part = bool(_PART.search(text) or _QUARTER.search(text))
    return frozenset(month for span in spans if not part or (span.last - span.first).days < _QUARTER_DAYS for month in months_of(span))


def _near(span: Span, day: date) -> bool:
    return abs((day - span.first).days) <= _NEAR_DAYS


def _is_of_something_else(text: str, span: Span) -> bool:
    return bool(_BEFORE.search(text[max(0, span.start - 60) : span.start]) or _BEFORE.search(text[span.start : span.end]) or _BEHIND.search(text[span.end :]))
