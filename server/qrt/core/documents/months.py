"""Months and spans of days that a running text names ("salary for July 2026", "01-07-2026 to 30-06-2027")."""

import re
from datetime import date

from qrt.core.base.period import Month
from qrt.core.documents.dates import parse_day

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
    r"[\s\-/.,']{0,3}(20\d\d|\d\d)\b(?!\s*[-/.]\s*\d)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"^\s*(?:(0?[1-9]|1[0-2])[-/.](20\d\d)|(20\d\d)[-/.](0?[1-9]|1[0-2]))\s*$")
_DAY = r"(\d{1,2}(?:st|nd|rd|th)?[\s\-/.]{0,2}(?:\d{1,2}|[A-Za-z]{3,9})[\s\-/.,']{0,3}(?:20\d\d|\d\d)|20\d\d-\d\d-\d\d)"
_SPAN = re.compile(_DAY + r"\s*(?:to|till|until|upto|up to|through|-|–)\s*" + _DAY + r"(?!\d)", re.IGNORECASE)


def month_in(text: str) -> Month | None:
    """The one month that a text names with its year ("Jul-26", "July 2026", "07/2026"); None for none and for several."""
    if numbers := _NUMBERS.match(text):
        month, year, year_first, month_last = numbers.groups()
        return Month(int(year or year_first), int(month or month_last))
    found = {Month(int(year) + (2000 if len(year) == 2 else 0), _NAMES.index(name[:3].lower()) + 1) for name, year in _NAMED.findall(text)}
    return found.pop() if len(found) == 1 else None


def span_in(text: str) -> tuple[date, date] | None:
    """The span of days that a text names, first and last day; None where there is none, several, or one that runs backwards."""
    found: set[tuple[date, date]] = set()
    for first, last in _SPAN.findall(text):
        try:
            span = parse_day(first), parse_day(last)
        except ValueError:
            continue
        if span[0] < span[1]:
            found.add(span)
    return found.pop() if len(found) == 1 else None
