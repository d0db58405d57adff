"""Amounts as cells hold them: a number with its side in the format, or text as people write it."""

import re
from decimal import Decimal

from qrt.core.base.money import ZERO, Paise, paise_of_cell, rupees
from qrt.core.documents.number_formats import side_of_format
from qrt.core.documents.workbook import Cell

_NOTHING = frozenset({"", "-", "--", "–", "—", "nil", "na", "n/a", "n.a.", "null", "none"})
_SIDE = re.compile(r"(?<![a-z])(dr|cr)\.?\)?$", re.IGNORECASE)
_SIDE_FIRST = re.compile(r"^(dr|cr)\.?\s+(?=[\d₹(+-])", re.IGNORECASE)
_TWO_NUMBERS = re.compile(r"\d +\d")
_DIGIT = re.compile(r"\d")
_SOLIDUS = re.compile(r"(?<=\d)\s*/\s*[-=](?=\s*\(?(?:dr|cr|$))", re.IGNORECASE)
_SIGNS = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
MARK = r"us\$|[$€£¥]|usd|eur|gbp|jpy|aed|sgd|aud|cad|chf|cny|sar|hkd|nzd|sek|dkk|nok|zar|thb|myr|kwd|bhd|omr|qar|lkr|bdt|krw"
"""Signs and codes of other money than rupees, as a pattern."""
_FOREIGN = re.compile(
    rf"^(?:(?:dr|cr)\.?\s+)?[-+(<]?\s*(?:(?P<before>{MARK})\.?\s*[-+(]?\s*\d[\d.,'’ ]*|\d[\d.,'’ ]*-?\s*(?P<behind>{MARK}))\s*[)>-]?\s*\(?(?:dr|cr)?\.?\)?$",
    re.IGNORECASE,
)


class ForeignMoney(ValueError):
    """An amount that says of itself that it is no rupees; its text ends a sentence that names the cell, `currency` is the code."""

    def __init__(self, currency: str, text: str) -> None:
        super().__init__(f"money in {currency} ({text.strip()!r}) without rupees")
        self.currency = currency


def currency_of_amount(text: str) -> str:
    """The code of the foreign money that an amount is written in ("USD 1,000.00", "-€ 500", "1,000 $ Cr"); "" for rupees and for text that is no amount."""
    found = _FOREIGN.match(text.strip().replace("\u00a0", " ").replace("\u202f", " ").replace("\u2212", "-"))
    mark = (found.group("before") or found.group("behind")) if found else ""
    return _SIGNS.get(mark.casefold(), mark.upper())


def amount_of_text(text: str) -> tuple[Paise, bool] | None:
    """The signed amount, and whether the text itself says its side (Dr, Cr). None for an empty cell or a dash.

    Raises ForeignMoney on an amount in another currency, ValueError on text that is no amount, holds two numbers, or is finer than a paisa.
    """
    if currency := currency_of_amount(text):
        raise ForeignMoney(currency, text)
    body = text.strip()
    if body.lower() in _NOTHING:
        return None
    # A spreadsheet's mark of text stands before the figures, and "/-" says that no paise follow.
    body = _SOLIDUS.sub("", body.removeprefix("'") if body[1:2].isdigit() else body)
    if _TWO_NUMBERS.search(body):
        # "1 6000.00" is a serial number beside an amount. Who groups digits by spaces writes spaces that do not break.
        raise ValueError(f"not an amount: {text!r}")
    body = body.replace("\u00a0", " ")
    if found := _SIDE_FIRST.match(body):
        body = f"{body[found.end() :]} {found.group(1)}"
    body = body.replace("\u202f", "").replace(" ", "") if not _SIDE.search(body) else body
    return bounded(rupees(body)), bool(_SIDE.search(body))


def finer_than_paisa(value: float) -> Paise:
    """Whole paise of a spreadsheet's number. Raises ValueError when somebody wrote a third or fourth decimal; longer fractions come from a formula and are rounded."""
    if abs(value) >= 1e15:
        raise ValueError(f"too large for an amount: {value!r}")
    if round(value, 2) != value:  # Two decimals do not write it.
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
