"""What a gateway's interface answers, kept as JSON: its list of rows as a sheet, for the reader of sheets to prove."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from qrt.core.documents.cells import Cell, Sheet, SheetRow, Workbook
from qrt.core.documents.gateway.read import read_settlements
from qrt.core.documents.gateway.words import DETAIL
from qrt.core.documents.json_text import load_json
from qrt.core.documents.types import Extraction, Paper

_OF_ALL = frozenset({"settlement", "utr", "settled_day", "gateway", "merchant", "currency"})
"""Meanings that a settlement says once for the rows inside it. Amounts of a settlement are none of its rows'."""
DEPTH_MOST = 8

Scalars = Mapping[str, str]


def read_settlement_answers(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """The settlement report that a JSON file holds; () where it holds none. Row 1 is the first of its list."""
    try:
        root = load_json(data)
    except ValueError:
        return ()
    rows = list(_rows(root, {}, 0))
    names = list(dict.fromkeys(name for row in rows for name in row))
    if len(names) < 2:
        return ()
    heading = SheetRow(0, {column: Cell(name) for column, name in enumerate(names)})
    cells = [{column: Cell(row[name]) for column, name in enumerate(names) if row.get(name)} for row in rows]
    sheet = Sheet("", (heading, *(SheetRow(number, each) for number, each in enumerate(cells, start=1))))
    return read_settlements(paper, Workbook((sheet,))).read


def _rows(node: Any, above: Scalars, depth: int) -> Iterator[Scalars]:
    """The innermost objects, each with what the settlement around it says of all its rows."""
    if depth > DEPTH_MOST:
        return
    if isinstance(node, list):
        for each in node:
            if isinstance(each, dict | list):
                yield from _rows(each, above, depth + 1)
        return
    own: dict[str, str] = {}
    lists: list[list[Any]] = []
    for name, value in _flat(node, depth):
        if isinstance(value, list):
            lists += [value] if any(isinstance(each, dict) for each in value) else []
        else:
            own.setdefault(name, value)
    if not lists:
        yield {**above, **own}
    for each in lists:
        yield from _rows(each, {**above, **{name: text for name, text in own.items() if DETAIL.mean([name])[0] in _OF_ALL}}, depth + 1)


def _flat(node: Mapping[str, Any], depth: int) -> Iterator[tuple[str, Any]]:
    """Names and texts of an object and of objects in it; lists as they are. Nothing, true and false say nothing here."""
    for name, value in node.items():
        if isinstance(value, dict):
            if depth < DEPTH_MOST:
                yield from _flat(value, depth + 1)
        elif isinstance(value, list):
            yield name, value
        elif isinstance(value, str | int | Decimal) and not isinstance(value, bool):
            yield name, str(value)
