"""The supplier's document as a narration names it: "Being steel bought vide Bill No. SB/118 dt 12.07.26". Books that keep no column for it keep it there."""

import re
from datetime import date, timedelta

from qrt.core.documents.dates import parse_day

_BILL = re.compile(
    r"\b(?:bills?|invoices?|inv|memo)\b\.?\s*(?P<said>(?:(?:no|nos|num|number)\b\.?)?\s*[:#.\-]*)\s*"
    # Amounts, shares and lists ("1180.00", "12 %", "12, 13 and 14") are no number of one bill.
    r"(?P<number>(?=[\w/\-]*\d)[A-Za-z0-9](?:[A-Za-z0-9/\-]{0,23}[A-Za-z0-9])?)(?![\w/\-]|[.,]\d|\s*%|\s*(?:,|&|\+|\band\b|\bto\b)\s*[\w/\-]*\d)"
    r"(?:\s*,?\s*\(?(?:dt|dtd|dated|date|of)\b\.?\s*[:\-]?\s*(?P<day>\d{1,4}[-/.](?:\d{1,2}|[A-Za-z]{3,9})[-/.]\d{2,4}))?",
    re.IGNORECASE,
)
_A_DAY = re.compile(r"\d{1,2}([-/.])(?:\d{1,2}|[A-Za-z]{3})\1\d{2,4}|(?:19|20)\d\d([-/])\d{1,2}\2\d{1,2}")
_OLDEST = timedelta(days=400)


def bill_named(narration: str, day: date) -> tuple[str, date | None]:
    """Number and day of the one bill that a purchase's narration names, as written; ("", None) where it names none, or several.

    day: of the voucher; a bill's day that lies after it or more than 400 days before it is no bill's day.
    """
    # Digits alone may be anything (a telephone, a sum) unless they are called a number.
    found = [each for each in _BILL.finditer(narration) if not _A_DAY.fullmatch(each["number"]) and (each["said"].strip() or not each["number"].isdigit())]
    if len({each["number"].casefold() for each in found}) != 1:
        return "", None
    said = next((each["day"] for each in found if each["day"]), None)
    try:
        of = parse_day(said) if said else None
    except ValueError:
        of = None
    return found[0]["number"], of if of and day - _OLDEST <= of <= day else None
