"""Cells as text."""

import math
from datetime import date, datetime
from typing import Any


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
