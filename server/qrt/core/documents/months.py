"""Months and spans of days that a running text names ("salary for July 2026", "01-07-2026 to 30-06-2027", "12 months w.e.f. 15.09.2026")."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from qrt.core.base.period import Month
from qrt.core.documents.dates import parse_day

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_YEAR = r"[\s\-/.,']{0,3}(20\d\d|\d\d)\b(?!\s*[-/.]\s*\d|\s*,\s*20\d\d)"
_NAMED = re.compile(r"\b(" + _MONTH + r")\b" + _YEAR, re.IGNORECASE)
_NUMBERS = re.compile(r"^\s*(?:(0?[1-9]|1[0-2])[-/.](20\d\d)|(20\d\d)[-/.](0?[1-9]|1[0-2]))\s*$")
_DAY = (
    r"((?<!\d)\d{1,2}(?:st|nd|rd|th)?(?:[\s\-/.]{1,2}\d{1,2}[\s\-/.,']{1,3}|[\s\-/.]{0,2}[A-Za-z]{3,9}[\s\-/.,']{0,3})(?:20\d\d|\d\d)(?!\d)|20\d\d-\d\d-\d\d)"
)
_TO = r"\s*(?:to|till|until|upto|up to|through|-|–)\s*"
_SPAN = re.compile(_DAY + _TO + _DAY + r"(?!\d)", re.IGNORECASE)
_MONTHS_TO = re.compile(r"\b(" + _MONTH + r")\b(?:[\s\-/.,']{0,3}(20\d\d|\d\d)\b)?" + _TO + r"(" + _MONTH + r")\b" + _YEAR, re.IGNORECASE)
_COUNTS = {"one": 1, "two": 2, "three": 3, "six": 6, "nine": 9, "twelve": 12}
_COUNT = r"\b(\d{1,2}|" + "|".join(_COUNTS) + r")[\s\-]*(months?|years?|yrs?)\b"
_FROM = r"(?:w\.?\s?e\.?\s?f\.?|with effect from|from|starting|commencing|beginning)\s*(?:from|on)?\s*"
_COUNT_FROM = re.compile(_COUNT + r"[^;,()\d]{0,20}?\b" + _FROM + _DAY + r"(?!\d)", re.IGNORECASE)
_FROM_COUNT = re.compile(r"\b" + _FROM + _DAY + r"\s*,?\s*(?:for)?\s*(?:a period of)?\s*" + _COUNT, re.IGNORECASE)
_ENDED = re.compile(r"\b(month|quarter|half[\s-]?year|year)\s*(?:ended|ending|upto|up to)\s*(?:on)?\s*" + _DAY + r"(?!\d)", re.IGNORECASE)
_ENDED_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_OF_A_DAY = re.compile(r"\d(?:st|nd|rd|th)?[\s\-/.,]{0,2}$|\b(?:in|on|dated|dt\.?|paid|issued|received)\s*$", re.IGNORECASE)
_BARE = re.compile(r"\b(" + _MONTH + r")\b\.?(?![\s\-/.,']{0,3}(?:20\d\d|\d{1,2})\b(?!,\d{2,3}\b))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Days that a text names, both ends counted, and where in the text they stand."""

    first: date
    last: date
    start: int
    end: int


def month_in(text: str) -> Month | None:
    """The one month that a text names with its year ("Jul-26", "July 2026", "07/2026"); None for none and for several."""
    if numbers := _NUMBERS.match(text):
        month, year, year_first, month_last = numbers.groups()
        return Month(int(year or year_first), int(month or month_last))
    found = {_month(name, year) for name, year in _NAMED.findall(text)}
    return found.pop() if len(found) == 1 else None


def spans_in(text: str) -> tuple[Span, ...]:
    """Every span of days that a text names from one day or month to another, or by a count of months from a day; those that run backwards are left out."""
    found, _ = _take(text, ((_SPAN, _by_days), (_COUNT_FROM, _by_count), (_FROM_COUNT, _from_count), (_MONTHS_TO, _by_months)))
    return found


def periods_in(text: str, day: date) -> tuple[Span, ...]:
    """Spans, and besides them single months ("Sep-26"), months without a year, which is then the one nearest to `day`, and "quarter ended" a day.

    The month of a day ("bill of 5 Jul 2026", "paid in July 2026") is no period.
    """
    found, rest = _take(text, ((_SPAN, _by_days), (_COUNT_FROM, _by_count), (_FROM_COUNT, _from_count), (_MONTHS_TO, _by_months), (_ENDED, _by_end)))
    spans = list(found)
    for match in _NAMED.finditer(rest):
        if not _OF_A_DAY.search(rest[: match.start()]):
            spans.append(_of_months(_month(match[1], match[2]), _month(match[1], match[2]), match))
    bare = [match for match in _BARE.finditer(rest) if match[1][0].isupper() and not _OF_A_DAY.search(rest[: match.start()])]
    joined = False
    for match, after in zip(bare, [*bare, None][1:], strict=True):
        to = bool(after and re.fullmatch(_TO, rest[match.end() : after.start()], re.IGNORECASE))
        if not joined:
            first = _nearest(match[1], day)
            spans.append(_of_months(first, _nearest(after[1], first.first_day) if to and after else first, match))
        joined = to
    return tuple(sorted((span for span in spans if span.first < span.last), key=lambda span: (span.start, span.end)))


_Reading = Callable[[re.Match[str]], tuple[date, date]]


def _take(text: str, forms: tuple[tuple[re.Pattern[str], _Reading], ...]) -> tuple[tuple[Span, ...], str]:
    """What the forms read, the first form first, and the text with what was read blanked out."""
    found: list[Span] = []
    for form, reading in forms:
        for match in list(form.finditer(text)):
            try:
                first, last = reading(match)
            except ValueError:
                continue
            text = text[: match.start()] + "#" * (match.end() - match.start()) + text[match.end() :]
            if first < last:
                found.append(Span(first, last, match.start(), match.end()))
    return tuple(sorted(found, key=lambda span: (span.start, span.end))), text


def _by_days(match: re.Match[str]) -> tuple[date, date]:
    return parse_day(match[1]), parse_day(match[2])


def _by_count(match: re.Match[str]) -> tuple[date, date]:
    return _counted(parse_day(match[3]), match[1], match[2])


def _from_count(match: re.Match[str]) -> tuple[date, date]:
    return _counted(parse_day(match[1]), match[2], match[3])


def _counted(first: date, count: str, unit: str) -> tuple[date, date]:
    number = _COUNTS.get(count.lower()) or int(count)
    end = _later(Month.of(first), number if unit.lower().startswith("month") else 12 * number)
    # From the 31st, a month ends with its last day.
    return first, min(end.last_day, end.first_day + timedelta(days=first.day - 1)) - timedelta(days=0 if first.day > end.last_day.day else 1)


def _by_months(match: re.Match[str]) -> tuple[date, date]:
    last = _month(match[3], match[4])
    first = _month(match[1], match[2] or str(last.year))
    if not match[2] and first > last:
        first = Month(first.year - 1, first.number)
    return first.first_day, last.last_day


def _by_end(match: re.Match[str]) -> tuple[date, date]:
    last = parse_day(match[2])
    months = next(count for unit, count in _ENDED_MONTHS.items() if match[1].lower().startswith(unit))
    return _later(Month.of(last), 1 - months).first_day, last


def _of_months(first: Month, last: Month, match: re.Match[str]) -> Span:
    return Span(first.first_day, last.last_day, match.start(), match.end())


def _month(name: str, year: str) -> Month:
    return Month(int(year) + (2000 if len(year) == 2 else 0), _NAMES.index(name[:3].lower()) + 1)


def _nearest(name: str, day: date) -> Month:
    number = _NAMES.index(name[:3].lower()) + 1
    return _later(Month.of(day), (number - day.month + 5) % 12 - 5)


def _later(month: Month, count: int) -> Month:
    at = month.year * 12 + month.number - 1 + count
    return Month(at // 12, at % 12 + 1)


def months_of(span: Span) -> Iterator[Month]:
    """The months that a span touches."""
    month = Month.of(span.first)
    while month.first_day <= span.last:
        yield month
        month = _later(month, 1)
