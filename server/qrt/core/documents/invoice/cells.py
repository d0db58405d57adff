"""Cells of a bill's list of goods as fields of their own: `lines.2.hsn` is the HSN of its second row. People correct rows by them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qrt.core.base.money import rupees
from qrt.core.base.place import Place
from qrt.core.documents.types import InvoiceLine, Row

CELL = re.compile(r"lines\.([1-9]\d{0,3})\.(description|hsn|quantity|unit|rate|taxable|cgst|sgst|igst|total)")
"""Name of a field that is such a cell."""

MONEY = frozenset({"taxable", "cgst", "sgst", "igst", "total"})


def is_money_cell(name: str) -> bool:
    """The cell holds an amount."""
    found = CELL.fullmatch(name)
    return found is not None and found[2] in MONEY


def with_cell(rows: Sequence[Row], name: str, value: str, place: Place) -> tuple[Row, ...]:
    """The rows with one cell as a person wrote it; the row behind the last one is a new row. Unchanged where there is no such row. Raises ValueError for no amount."""
    found = CELL.fullmatch(name)
    if found is None or int(found[1]) > len(rows) + 1 or not all(isinstance(row, InvoiceLine) for row in rows):
        return tuple(rows)
    number, column = int(found[1]), found[2]
    said = (rupees(value) if value else None) if column in MONEY else value
    lines = [row for row in rows if isinstance(row, InvoiceLine)]
    if number > len(lines):
        lines.append(InvoiceLine(place))
    lines[number - 1] = replace(lines[number - 1], **{column: said})
    return tuple(lines)
