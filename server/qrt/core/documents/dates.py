"""Days as papers write them. Indian papers put the day first; a paper that cannot be read so is asked whether the month stands first."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

_MONTHS = {name: number for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}
_MONTHS["sept"] = 9
_MONTHS |= {
    name: number
    for number, names in enumerate(
        (
            "januar janvier janv enero ene januari जनवरी जन janvary", "februar fevrier fevr fev febrero februari फरवरी फ़रवरी farvari", "marz mrz mars marzo maart mrt मार्च", "avril avr abril abr अप्रैल aprel",
            "mai mayo mei मई", "juni juin junio जून", "juli juillet juil julio जुलाई julai", "aout agosto ago augustus अगस्त agast", "septembre septiembre सितंबर सितम्बर sitambar",
            "okt oktober octobre octubre अक्टूबर अक्तूबर aktubar", "novembre noviembre नवंबर नवम्बर navambar", "dez dezember decembre dic diciembre दिसंबर दिसम्बर disambar",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_NUMERIC = re.compile(r"^(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4}|\d{2})$")
_NAMED = re.compile(r"^(\d{1,2})(?:st|nd|rd|th|er)?[\s\-/.,]*(?:de\s+)?([A-Za-z\u0900-\u097f]{2,11})\.?[\s\-/.,']*(?:de\s+)?(\d{4}|\d{2})$")
_MONTH_FIRST = re.compile(r"^([A-Za-z]{3,9})\.?[\s\-/.]*(\d{1,2})(?:st|nd|rd|th)?[\s,\-/.]+(\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_COMPACT_DAY_FIRST = re.compile(r"^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])((?:19|20)\d{2})$")
_TIME = re.compile(r"[T\s,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm)?\s*(?:z|[+-]\d{2}:?\d{2}|ist)?$", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,\s]+", re.IGNORECASE)
_MONTH_SPAN = re.compile(
    r"^(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?(?:,?\s+(\d{4}))?\s*(?:\bto\b|\btill\b|\bthrough\b|\bthru\b|-|–)\s*(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?,?\s+(\d{4})$",
    re.IGNORECASE,
)
_SPAN = re.compile(r"^(.{6,20}?)\s+(?:to|till|-|–)\s+(.{6,20})$", re.IGNORECASE)


def parse_day(text: str, *, month_first: bool = False) -> date:
    """The day in "5/4/26", "05-Apr-2026", "1 Sep 2026", "2026-04-05", "20260405", "05042026", "Apr 5, 2026"; a time of day behind it is dropped.

    Numbers alone are day, month, year unless `month_first`. Raises ValueError for text that is no day and for days that do not exist.
    """
    if not text.isascii():
        # Accents off, vowel signs of Devanagari kept; its digits are digits already.
        parts = unicodedata.normalize("NFKD", text)
        text = unicodedata.normalize("NFC", "".join(each for each in parts if not unicodedata.combining(each) or "\u0900" <= each <= "\u097f"))
    body = _WEEKDAY.sub("", _TIME.sub("", text.strip().removeprefix("'").replace("\u00a0", " ").replace("\u2011", "-").replace("\u00ad", "-"))).strip()
    if found := _NUMERIC.match(body):
        first, second, year = found.groups()
        day, month = (second, first) if month_first else (first, second)
        return _day(year, int(month), day, text)
    if found := _NAMED.match(body):
        return _day(found.group(3), _month(found.group(2), text), found.group(1), text)
    if found := _COMPACT_DAY_FIRST.match(body):
        return _day(found.group(3), int(found.group(2)), found.group(1), text)
    if found := _ISO.match(body) or _COMPACT.match(body):
        return _day(found.group(1), int(found.group(2)), found.group(3), text)
    if found := _MONTH_FIRST.match(body):
        return _day(found.group(3), _month(found.group(1), text), found.group(2), text)
    raise ValueError(f"not a date: {text!r}")


def looks_like_day(text: str) -> bool:
    """True when the text has the shape of a date, even of one that does not exist (30 February)."""
    try:
        parse_day(text)
    except ValueError as wrong:
        return "does not exist" in str(wrong)
    return True


def months_come_first(texts: Iterable[str]) -> bool:
    """True when the dates of a column cannot all be read day first but can all be read month first."""
    day_first_fails = False
    for text in texts:
        try:
            parse_day(text, month_first=True)
        except ValueError:
            return False
        try:
            parse_day(text)
        except ValueError:
            day_first_fails = True
    return day_first_fails


def day_month_first(text: str) -> date:
    """The day of a text of numbers alone ("07/05/2026") with its month first. Raises ValueError on any other text and on days that do not exist."""
    if not _NUMERIC.match(_TIME.sub("", text.strip()).strip()):
        raise ValueError(f"not a date of numbers alone: {text!r}")
    return parse_day(text, month_first=True)


def day_turned(day: date) -> date:
    """The day whose day and month a program took for each other. Raises ValueError where there is none (the 25th of a month)."""
    return date(day.year, day.day, day.month)


def months_may_come_first(texts: Iterable[str]) -> bool:
    """True when every date is of numbers alone and could have its month first as well, and the days would then lie closer together: nothing proves which it is."""
    both: list[tuple[date, date]] = []
    for text in texts:
        try:
            both.append((parse_day(text), day_month_first(text)))
        except ValueError:
            return False
    spans = [max(days) - min(days) for days in zip(*both, strict=True)]
    return len(spans) == 2 and spans[0] > spans[1]


def parse_span(text: str) -> tuple[date, date] | None:
    """The span in "1-Apr-25 to 30-Jun-25", "July 1 - September 30, 2026", "07/01/2026 to 09/30/2026", "July - September 2026", with or without words around it; None when there is none."""
    body = re.sub(r"\s+", " ", text.strip())
    body = re.sub(r"^.*?\b(?:from|period|between|dated)\b\s*:?\s*(?:from\b)?\s*:?\s*", "", body, flags=re.IGNORECASE)
    body = re.sub(r"\bto date\b", "to", body, flags=re.IGNORECASE)
    body = body.strip(" ()[]:")
    if found := _SPAN.match(body):
        parts = found.group(1).strip(" :,"), found.group(2).strip(" :,")
        for month_first in (False, True):
            try:
                first, last = (parse_day(part, month_first=month_first) for part in parts)
            except ValueError:
                continue
            return (first, last) if first <= last else None
    return _month_span(body)


def _month_span(body: str) -> tuple[date, date] | None:
    """ "July 1 - September 30, 2026": the year is said once, behind; a month without a day begins with its first and ends with its last."""
    found = _MONTH_SPAN.match(body)
    if not found:
        return None
    day, month, behind, year, last_day, last_month, last_behind, last_year = found.groups()
    try:
        start, end = _month(month, body), _month(last_month, body)
        first = date(int(year or last_year), start, int(day or behind or 1))
        last = date(int(last_year), end, int(last_day or last_behind or monthrange(int(last_year), end)[1]))
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _month(name: str, text: str) -> int:
    found = _MONTHS.get(name.lower()) or (_MONTHS.get(name.lower()[:3]) if name.isascii() and len(name) > 2 else None)
    if not found:
        raise ValueError(f"not a date: {text!r}")
    return found


def _day(year: str, month: int, day: str, text: str) -> date:
    # Two digits mean this century up to 79: no book of ours is older than 1980.
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 80 else 1900)
    try:
        return date(full, month, int(day))
    except ValueError as wrong:
        raise ValueError(f"the date {text.strip()!r} does not exist") from wrong
