"""Cells as text, days and paise."""

import math
import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from qrt.core.base.money import Paise, paise_of_cell, rupees

_MONTHS = {name: number for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)}
_NUMERIC = re.compile(r"^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{2,4})(?:[ T].*)?$")
_NAMED = re.compile(r"^(\d{1,2})[-/. ]?([A-Za-z]{3,9})[-/. ,]*(\d{2,4})$")


def text_of(value: Any) -> str:
    """A cell as people see it; numbers that are whole lose their point (an invoice number 118.0 is 118)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return "" if math.isnan(value) else str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else " ".join(str(value).split())


def day_of(text: str, day_first: bool = True) -> date:
    """ISO, 31/12/2026, 31-12-26, 31 Dec 2026, 20261231. Raises ValueError on anything else: a day is never guessed."""
    if found := _NUMERIC.match(text):
        first, second, third = (int(part) for part in found.groups())
        if len(found.group(1)) == 4:
            return date(first, second, third)
        day, month = (first, second) if day_first else (second, first)
        return _date(_year(third, len(found.group(3))), month, day, text)
    if found := _NAMED.match(text):
        month = _MONTHS.get(found.group(2)[:3].lower(), 0)
        return _date(_year(int(found.group(3)), len(found.group(3))), month, int(found.group(1)), text)
    if len(text) == 8 and text.isdigit():
        return _date(int(text[:4]), int(text[4:6]), int(text[6:]), text)
    raise ValueError(f"not a date: {text!r}" if text else "the date is empty")


def _year(number: int, digits: int) -> int:
    return number if digits == 4 else 2000 + number


def _date(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as wrong:
        raise ValueError(f"not a date: {text!r}") from wrong


def amount_of(value: Any, unit: str) -> Paise:
    """Paise of a cell in rupees or paise. Raises ValueError on anything that is no amount."""
    if unit == "paise":
        try:
            number = Decimal(str(value).replace(",", ""))
        except InvalidOperation as wrong:
            raise ValueError(f"not an amount: {value}") from wrong
        if not number.is_finite() or number != number.to_integral_value():
            raise ValueError(f"paise are whole: {value}")
        return Paise(int(number))
    if isinstance(value, int | float | Decimal):
        if isinstance(value, bool) or not math.isfinite(value) or abs(value) >= 10**15:
            raise ValueError(f"not an amount: {value}")
        return paise_of_cell(value)
    return rupees(str(value))
