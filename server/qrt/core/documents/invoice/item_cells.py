"""Cells of one line of a bill's list of goods: which words stand in which column, and what a row is made of."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from qrt.core.base.money import Paise
from qrt.core.documents.invoice.item_heads import UNNAMED, ItemColumn
from qrt.core.documents.invoice.layout import Line, Sheet, Token
from qrt.core.documents.invoice.prices import with_price
from qrt.core.documents.invoice.values import amount_of, looks_like_money
from qrt.core.documents.types import InvoiceLine

_SAID = re.compile(r"\b(?:HSN|SAC)(?:\s*(?:/|or|&)\s*(?:SAC|HSN))?(?:\s*(?:code|no|number))?\s*\.?\s*[:\-–#.]?\s*(\d{8}|\d{6}|\d{4})(?!\d)", re.IGNORECASE)


def said_code(description: str) -> str:
    """The code that a description says of itself ("Pump (HSN: 8413)"); "" where it says none, or more than one."""
    found = set(_SAID.findall(description))
    return found.pop() if len(found) == 1 else ""


def row_of(sheet: Sheet, line: Line, cells: Mapping[str, tuple[Token, ...]], money: Mapping[str, Paise | None], comma_decimal: bool) -> InvoiceLine:
    """A row of the list from its cells by column."""
    description = shown(cells.get("description", ()))
    unit = shown(cells.get("unit", ()))
    hsn = re.search(r"\b\d{4,8}\b", text_of(cells.get("hsn", ())))
    row = InvoiceLine(
        sheet.place(line.tokens),
        description,
        hsn.group() if hsn else said_code(description),
        _quantity(cells, money, comma_decimal),
        # "Rate per" over "day" may be taken for two headings: what stands under both is the price.
        "" if looks_like_money(unit) else unit,
        _rate(text_of(cells.get("rate", ()))),
        money["taxable"],
        money["cgst"],
        money["sgst"],
        money["igst"],
        money["total"],
    )
    off, more = (_figures(cells.get(name, ()), comma_decimal) for name in ("discount", "charge"))
    if more:
        # Two columns of what is put on are one amount of the row.
        off = [f"{sum(Decimal(each) for each in (*off, *more)):f}"] if not any(each.endswith("%") for each in (*off, *more)) else off
    return with_price(row, _figures(cells.get("unit_price", ()), comma_decimal), off)


def _figures(tokens: Sequence[Token], comma_decimal: bool) -> list[str]:
    """The numbers of a cell as decimal text, with a percent sign where one stands behind."""
    found: list[str] = []
    for number, token in enumerate(tokens):
        percent = token.text.endswith("%") or (number + 1 < len(tokens) and tokens[number + 1].text.startswith("%"))
        value = number_of(token.text.removesuffix("%").removesuffix("/-").removesuffix("/="), comma_decimal)
        if value is not None:
            found.append(f"{value:f}{'%' if percent else ''}")
    return found


def _rate(text: str) -> str:
    """The rate of tax in a cell: what a percent sign stands behind, or a number that stands alone. Two rates, or an amount of tax, are none."""
    found = set(re.findall(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?)\s*%", text))
    if not found and (alone := re.search(r"(?<![\d.,])\d{1,2}(?:[.,]\d{1,2})?(?![\d.,])", text)) and len(re.findall(r"[\d.,]*\d", text)) == 1:
        found = {alone.group()}
    return found.pop().replace(",", ".") if len(found) == 1 else ""


def _quantity(cells: Mapping[str, tuple[Token, ...]], money: Mapping[str, Paise | None], comma_decimal: bool) -> str:
    """The cell under the heading; where another number stands in it as well, or where there is no such column, the one that times the price is the amount."""
    cell = cells.get("quantity", ())
    numbers = [token for token in cell if number_of(token.text, comma_decimal) is not None]
    if len(numbers) == 1 and numbers[0] is cell[0]:
        return text_of(cell)
    prices = [price for token in cells.get("unit_price", ()) if (price := number_of(token.text, comma_decimal)) is not None]
    amounts = [each for each in (money["taxable"], money["total"]) if each is not None]
    for token in numbers or [each for each in cells.get("serial", ()) if not cell]:
        count = number_of(token.text, comma_decimal)
        if count is not None and any(abs(count * price * 100 - amount) <= 1 for price in prices for amount in amounts):
            after = [each for each in cell if each.x0 > token.x0]
            return text_of((token, *after))
    return text_of(cell) if any(map(str.isdigit, text_of(cell))) else ""


def number_of(text: str, comma_decimal: bool) -> Decimal | None:
    """A plain number of any decimals, with or without a sign of money; None for anything else."""
    body = re.sub(r"^(?:₹|Rs\.?|INR|€|EUR|\$|£)|(?:€|₹)$", "", text.strip("()|:"))
    pattern = r"\d{1,3}(?:[.']\d{3})*(?:,\d+)?|\d+(?:,\d+)?" if comma_decimal else r"\d{1,3}(?:,\d{2,3})*(?:\.\d+)?|\d+(?:\.\d+)?"
    if not re.fullmatch(pattern, body):
        return None
    return Decimal(re.sub(r"[.']", "", body).replace(",", ".") if comma_decimal else body.replace(",", ""))


def cells_of(line: Line, columns: Sequence[ItemColumn]) -> dict[str, tuple[Token, ...]]:
    """Each token to the column it overlaps most, else to the nearest. Words go to the description unless they stand right under another header."""
    cells: dict[str, list[Token]] = {}
    described = next((each for each in columns if each.name == "description"), None)
    for phrase in line.phrases:
        whole = (described or _nearest(columns, phrase[0].x0, phrase[-1].x1)) if _is_prose(phrase) else None
        before: ItemColumn | None = None
        for position, token in enumerate(phrase):
            column = whole or _nearest(columns, token.x0, token.x1)
            if whole and position and _stands_alone(phrase[position:], columns):
                whole, column = None, _nearest(columns, token.x0, token.x1)
            elif described is not None and before is described and column is not described and not _is_under(token, columns):
                # "600 x 600 mm" goes on where no other heading stands over it.
                column = described
            before = column
            letters = sum(each.isalpha() for each in token.text)
            is_word = letters >= 2 or (letters == 1 and not any(map(str.isdigit, token.text)))
            if (
                is_word
                and column.name not in _TEXT_COLUMNS
                and not column.name.startswith(UNNAMED)
                and described is not None
                and not _MONEY_WORD.fullmatch(token.text)
            ):
                column = described
            cells.setdefault(column.name, []).append(token)
    if described is not None and not cells.get("description"):
        _words_to_description(cells)
    return {name: tuple(tokens) for name, tokens in cells.items()}


def _words_to_description(cells: dict[str, list[Token]]) -> None:
    """Where nothing stands under the heading of descriptions, words under headings that are not known are the description."""
    unknown = sorted(name for name in cells if name.startswith(UNNAMED) and any(sum(map(str.isalpha, token.text)) >= 2 for token in cells[name]))
    if unknown:
        cells["description"] = sorted((token for name in unknown for token in cells.pop(name)), key=lambda each: each.x0)


def _is_under(token: Token, columns: Sequence[ItemColumn]) -> bool:
    """Another heading than that of the descriptions stands right over the token."""
    return any(each.x0 < token.x1 and token.x0 < each.x1 for each in columns if each.name != "description")


def _stands_alone(rest: Sequence[Token], columns: Sequence[ItemColumn]) -> bool:
    """What follows in a long description begins with a code right under the heading of codes: the gap between the two columns was no wider than a blank."""
    first = rest[0]
    return bool(re.fullmatch(r"\d{4,8}", first.text)) and any(each.name == "hsn" and each.x0 < first.x1 and first.x0 < each.x1 for each in columns)


_TEXT_COLUMNS = ("description", "unit", "hsn", "quantity", "serial", "day", "reference", "tax_amount")
_MONEY_WORD = re.compile(r"(?:INR|EUR|USD|GBP|Rs\.?|[CSI]|[CSI]GST:?|UTGST:?|GST|Cess:?)", re.IGNORECASE)
"""Words that may stand in a column of figures."""


def _nearest(columns: Sequence[ItemColumn], x0: float, x1: float) -> ItemColumn:
    return max(columns, key=lambda each: min(x1, each.x1) - max(x0, each.x0))


def _is_prose(phrase: Sequence[Token]) -> bool:
    """Words that belong together, among which a number may stand ("Test for 23 fields"): more letters than figures, two words, no money."""
    text = "".join(token.text for token in phrase)
    words = sum(sum(map(str.isalpha, token.text)) >= 2 for token in phrase)
    opens = any(map(str.isalpha, phrase[0].text))
    return opens and words >= 2 and sum(map(str.isalpha, text)) > 2 * sum(map(str.isdigit, text)) and not any(looks_like_money(token.text) for token in phrase)


def money_of(tokens: Sequence[Token], comma_decimal: bool) -> Paise | None:
    """The last amount of a cell; a percentage is none."""
    values = [amount_of(token.text, comma_decimal) for token in tokens if "%" not in token.text]
    found = [value for value in values if value is not None]
    return found[-1] if found else None


def text_of(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens).strip(" |")


def shown(tokens: Sequence[Token]) -> str:
    """Words that are kept as they are printed."""
    return " ".join(token.shown for token in tokens).strip(" |")
