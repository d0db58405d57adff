"""Columns of a vendor's list of goods, from cells that a person named."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qrt.core.documents.invoice.cells import CELL
from qrt.core.documents.invoice.item_heads import Header, ItemColumn
from qrt.core.documents.invoice.layout import Line, Sheet, Token
from qrt.core.documents.types import Field
from qrt.core.documents.vendor.lesson import Column
from qrt.core.documents.vendor.spots import is_mark, plain_word

KNOWN_HEADINGS = 0.6
"""Share of a layout's headings that a line must have to be the head of its list."""

UNNAMED = "other"
"""Name of a column that nobody named, with a number behind it."""

_NEAR = 0.04
"""How far a heading may stand from where it stood, as a fraction of the width."""

_HEAD_LINES = 3


@dataclass(frozen=True, slots=True)
class _Cell:
    name: str
    x0: float
    x1: float
    top: float
    page: int


def learn_columns(sheet: Sheet, decided: Mapping[str, Field]) -> tuple[Column, ...]:
    """Each column that a person named cells of, with the heading over the uppermost of them, and the columns between them, which nobody named."""
    cells = [cell for name, field in decided.items() if (cell := _cell(name, field))]
    if not cells:
        return ()
    spans: dict[str, list[_Cell]] = defaultdict(list)
    for cell in (*cells, *_unnamed(sheet, cells)):
        spans[cell.name].append(cell)
    columns = [column for name, found in spans.items() if (column := _column(sheet, name, found))]
    return tuple(sorted(columns, key=lambda each: each.x0))


def _cell(name: str, field: Field) -> _Cell | None:
    found = CELL.fullmatch(name)
    if not found or not field.value or not field.place or not field.place.page or not field.place.box:
        return None
    x0, y0, x1, y1 = field.place.box
    return _Cell(found[2], x0, x1, (y0 + y1) / 2, field.place.page)


def _unnamed(sheet: Sheet, cells: Sequence[_Cell]) -> list[_Cell]:
    """What stands in the named rows beside the named cells: serial numbers, prices. Spans that overlap are one column."""
    rows: dict[int, list[_Cell]] = defaultdict(list)
    for cell in cells:
        if (number := _line_at(sheet, cell)) is not None:
            rows[number].append(cell)
    loose: list[tuple[float, float, float, int]] = []
    for number, named in rows.items():
        line = sheet.lines[number]
        width, height = sheet.sizes[line.page]
        for token in line.tokens:
            x0, x1 = token.x0 / width, token.x1 / width
            if not is_mark(token) and all(x1 <= each.x0 or x0 >= each.x1 for each in named):
                loose.append((x0, x1, token.middle / height, line.page))
    merged: list[tuple[float, float]] = []
    for x0, x1, _, _ in sorted(loose):
        if merged and x0 < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(x1, merged[-1][1]))
        else:
            merged.append((x0, x1))
    tops = min(((page, top) for _, _, top, page in loose), default=(1, 0.0))
    return [_Cell(f"{UNNAMED}{index}", x0, x1, tops[1], tops[0]) for index, (x0, x1) in enumerate(merged)]


def _line_at(sheet: Sheet, cell: _Cell) -> int | None:
    _, height = sheet.sizes.get(cell.page, (1.0, 1.0))
    return next((line.number for line in sheet.lines if line.page == cell.page and line.y0 - 1 <= cell.top * height <= line.y1 + 1), None)


def _column(sheet: Sheet, name: str, cells: Sequence[_Cell]) -> Column | None:
    first = min(cells, key=lambda each: (each.page, each.top))
    x0, x1 = min(each.x0 for each in cells), max(each.x1 for each in cells)
    heading = _heading(sheet, first, x0, x1)
    if not heading and not name.startswith(UNNAMED):
        return None
    width, _ = sheet.sizes[first.page]
    if heading:
        x0, x1 = min(x0, heading[0].x0 / width), max(x1, heading[-1].x1 / width)
    return Column(name, " ".join(filter(None, map(plain_word, heading))), round(x0, 4), round(x1, 4))


def _heading(sheet: Sheet, cell: _Cell, x0: float, x1: float) -> tuple[Token, ...]:
    """The words over a column, in the nearest lines above its uppermost cell; () where there are none."""
    width, height = sheet.sizes.get(cell.page, (1.0, 1.0))
    above = [line for line in sheet.lines if line.page == cell.page and line.tokens[0].middle < cell.top * height - 2]
    for line in reversed(above[-_HEAD_LINES:]):
        over = tuple(token for token in line.tokens if token.x0 < x1 * width and token.x1 > x0 * width and not is_mark(token))
        if any(plain_word(token) for token in over):
            return over
    return ()


def header_of(columns: Sequence[Column], sheet: Sheet) -> Header:
    """Finds the head of the list by the headings that a person's cells stood under."""

    def header(lines: Sequence[Line], number: int) -> tuple[list[ItemColumn], int]:
        line = lines[number]
        width, _ = sheet.sizes[line.page]
        there = [(plain_word(token), token) for token in line.tokens if plain_word(token)]
        hits = sum(
            any(word == each.heading.split()[0] and each.x0 - _NEAR <= token.x0 / width <= each.x1 + _NEAR for word, token in there)
            for each in columns
            if each.heading
        )
        if hits < 2 or hits < KNOWN_HEADINGS * len(columns):
            return [], 0
        return [ItemColumn(each.name, each.x0 * width, each.x1 * width) for each in columns], 1

    return header
