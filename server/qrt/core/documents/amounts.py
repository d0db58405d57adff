"""Amounts as cells hold them: a number with its side in the format, or text as people write it."""

import re
from decimal import Decimal

from qrt.core.base.money import ZERO, Paise, paise_of_cell, rupees
from qrt.core.documents.number_formats import side_of_format
from qrt.core.documents.workbook import Cell

_NOTHING = frozenset({"", "-", "--", "–", "—", "nil", "na", "n/a", "n.a.", "null", "none"})
_SIDE = re.compile(r"(?<![a-z])(dr|cr)\.?\)?$", re.IGNORECASE)
_SIDE_FIRST = re.compile(r"^(dr|cr)\.?\s+(?=[\d₹(+-])", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def amount_of_text(text: str) -> tuple[Paise, bool] | None:
    """The signed amount, and whether the text itself says its side (Dr, Cr). None for an empty cell or a dash.

    Raises ValueError on text that is no amount or finer than a paisa.
    """
    body = text.strip().replace("\u00a0", " ")
    if body.lower() in _NOTHING:
        return None
    if found := _SIDE_FIRST.match(body):
        body = f"{body[found.end() :]} {found.group(1)}"
    body = body.replace("\u202f", "").replace(" ", "") if not _SIDE.search(body) else body
    return bounded(rupees(body)), bool(_SIDE.search(body))


def finer_than_paisa(value: float) -> Paise:
    """Whole paise of a spreadsheet's number. Raises ValueError when somebody wrote a third or fourth decimal; longer fractions come from a formula and are rounded."""
    if abs(value) >= 1e15:
        raise ValueError(f"too large for an amount: {value!r}")
    written = Decimal(repr(value)).normalize()
    decimals = -int(written.as_tuple().exponent)
    if decimals in (3, 4):
        raise ValueError(f"finer than a paisa: {written}")
    return paise_of_cell(value)


def bounded(amount: Paise) -> Paise:
    """The amount itself. Raises ValueError at a thousand lakh crore rupees and more: no paper of ours holds that, and the database could not."""
    if abs(amount) >= 10**17:
        raise ValueError("too large for an amount")
    return amount


def amount_of_cell(cell: Cell | None) -> tuple[Paise, bool] | None:
    """As `amount_of_text`, and a number takes its side from its format.

    Raises ValueError on a cell that is filled with something else.
    """
    if cell is None:
        return None
    value = cell.value
    if isinstance(value, float):
        side = side_of_format(cell.style.format, value)
        amount = finer_than_paisa(value)
        return (Paise(side * abs(amount)), True) if side else (amount, False)
    if isinstance(value, str):
        return amount_of_text(value)
    raise ValueError(f"not an amount: {cell.text!r}")


def looks_like_amount(text: str) -> bool:
    """True when the text can be read as an amount and holds a digit."""
    try:
        return bool(_DIGIT.search(text)) and amount_of_text(text) is not None
    except ValueError:
        return False


def total(amounts: list[Paise]) -> Paise:
    """The sum, zero for none."""
    return Paise(sum(amounts, ZERO))
