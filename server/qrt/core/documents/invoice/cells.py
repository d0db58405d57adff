"""Cells of a bill's list of goods as fields of their own: `lines.2.hsn` is the HSN of its second row. People correct rows by them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qrt.core.base.money import rupees
from qrt.core.base.place import Place
from qrt.core.documents.types import InvoiceLine, Row

CELL = re.compile(r"lines\.([1-9]\d{0,3})\.(description|hsn|quantity|unit|unit_price|discount|rate|taxable|cgst|sgst|igst|total)")
"""Name of a field that is such a cell."""

NUMBERS = frozenset({"unit_price", "discount"})
"""Cells of numbers that are finer than a paisa or may be a percentage: text, whose decimals are kept."""

MONEY = frozenset({"taxable", "cgst", "sgst", "igst", "total"})


def is_money_cell(name: str) -> bool:
    """The cell holds an amount."""
    found = CELL.fullmatch(name)
    return found is not None and found[2] in MONEY


def as_number(name: str, value: str) -> str:
    """The text of a price or a discount as a person writes it ("₹ 1,200.5", "5 %"), as rows hold it; any other cell's text as it is. Raises ValueError for no number."""
    found = CELL.fullmatch(name)
    if not value or found is None or found[2] not in NUMBERS:
        return value
    percent = "%" if found[2] == "discount" and value.rstrip().endswith("%") else ""
    plain = re.fullmatch(r"(?:₹|Rs\.?|INR)?\s*(\d[\d,]*(?:\.\d+)?)(?:/-)?", value.strip().removesuffix(percent).strip(), re.IGNORECASE)
    if plain is None:
        raise ValueError(f"not a number: {value!r}")
    return plain[1].replace(",", "") + percent


def with_cell(rows: Sequence[Row], name: str, value: str, place: Place) -> tuple[Row, ...]:
    """The rows with one cell as a person wrote it; the row behind the last one is a new row. Unchanged where there is no such row. Raises ValueError for no amount or number."""
    found = CELL.fullmatch(name)
    if found is None or int(found[1]) > len(rows) + 1 or not all(isinstance(row, InvoiceLine) for row in rows):
        return tuple(rows)
    number, column = int(found[1]), found[2]
    said = (rupees(value) if value else None) if column in MONEY else as_number(name, value)
    lines = [row for row in rows if isinstance(row, InvoiceLine)]
    if number > len(lines):
        lines.append(InvoiceLine(place))
    lines[number - 1] = replace(lines[number - 1], **{column: said})
    return tuple(lines)
