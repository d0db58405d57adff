"""Money is whole paise: an int, debit positive, credit negative.

Rates are `Decimal`. No float touches money.
"""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import NewType

Paise = NewType("Paise", int)
"""A signed amount in paise (one hundredth of a rupee): debit > 0 > credit."""

ZERO = Paise(0)

_PLAIN = re.compile(r"^\d[\d,]*(?:\.(\d*))?$|^\.(\d+)$")
_COMMA_DECIMAL = re.compile(r",(?:\d{1,2}|\d{4,})$")
"""What Indian and Western grouping never write: their last group has three digits, so "10,50" is ten and a half of somebody else."""
_SIDE = re.compile(r"\s*\(?(dr|cr)\.?\)?$", re.IGNORECASE)
_CURRENCY = re.compile(r"^(?:₹|rs\.?|inr)\s*", re.IGNORECASE)


def rupees(text: str) -> Paise:
    """Parse an amount as people write it: "1,18,000.50", "₹ 500", "(1,250.00)", "-12.5", "118.00 Cr".

    A trailing Cr makes the amount negative, a trailing Dr leaves it positive, brackets and a minus negate.
    Raises ValueError on anything else, also on "10,50", whose comma would have to be a decimal sign, and on a third decimal that is not zero: never round silently.
    """
    body = text.strip().replace("\u00a0", " ").replace("\u2212", "-")
    sign = 1
    if side := _SIDE.search(body):
        sign = -1 if side.group(1).lower() == "cr" else 1
        body = body[: side.start()].strip()
    if body.startswith("(") and body.endswith(")"):
        sign, body = -sign, body[1:-1].strip()
    body = _CURRENCY.sub("", body)
    if body[:1] in "+-":
        sign, body = (-sign if body[:1] == "-" else sign), body[1:].strip()
    elif body.endswith(("-", "+")):
        sign, body = (-sign if body[-1] == "-" else sign), body[:-1].strip()
    body = _CURRENCY.sub("", body)
    if not _PLAIN.match(body) or _COMMA_DECIMAL.search(body):
        raise ValueError(f"not an amount: {text!r}")
    return Paise(sign * to_paise(Decimal(body.replace(",", ""))))


def to_paise(amount: Decimal) -> Paise:
    """Whole paise of a rupee amount. Raises ValueError when the amount is finer than a paisa."""
    try:
        scaled = amount * 100
        whole = scaled.to_integral_value()
    except InvalidOperation as wrong:
        raise ValueError(f"not an amount: {amount!r}") from wrong
    if scaled != whole:
        raise ValueError(f"finer than a paisa: {amount}")
    return Paise(int(whole))


def paise_of_cell(value: float | Decimal) -> Paise:
    """Whole paise of a spreadsheet's number, which is stored as binary floating point.

    The stored number is written out with Python's shortest repr and rounded half up to the paisa: a sheet that shows 0.07 holds
    0.07000000000000001. This is the only place where a float becomes money.
    """
    if isinstance(value, float) and abs(value) < 1e12 and (paise := round(value * 100)) / 100 == value:
        return Paise(paise)  # The same, without the detour: two decimals write this number.
    return Paise(int((Decimal(repr(value)) * 100).quantize(Decimal(1), ROUND_HALF_UP)))


def apply_rate(amount: Paise, rate: Decimal, rounding: str = ROUND_HALF_UP) -> Paise:
    """Multiply by a percentage (18 means 18 %), then round once, to the paisa."""
    return Paise(int((Decimal(amount) * rate / 100).quantize(Decimal(1), rounding)))


def apply_rate_whole(amount: Paise, rate: Decimal) -> Paise:
    """Multiply by a percentage and round once, to the nearest rupee, 50 paise up: 2 % of 38,324.84 are 766, where 766.4968 by way of 766.50 would be 767."""
    return Paise(int((Decimal(amount) * rate / 10_000).quantize(Decimal(1), ROUND_HALF_UP)) * 100)


def round_to_rupee(amount: Paise) -> Paise:
    """Nearest rupee, 50 paise up in size (section 170, CGST Act)."""
    return Paise(int((Decimal(amount) / 100).quantize(Decimal(1), ROUND_HALF_UP)) * 100)


def decimal_text(amount: Paise) -> str:
    """ "-118000.50": the plain form for machines, always with two decimals."""
    sign, size = ("-" if amount < 0 else ""), abs(amount)
    return f"{sign}{size // 100}.{size % 100:02d}"


def rupee_text(amount: Paise) -> str:
    """ "1,18,000.50", negatives in brackets: the form for people, grouped by lakh and crore."""
    size = abs(amount)
    whole, cents = str(size // 100), f"{size % 100:02d}"
    head, tail = whole[:-3], whole[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    text = ",".join([*groups, tail]) + "." + cents
    return f"({text})" if amount < 0 else text
