"""A lattice and the words inside it as a table."""

from bisect import bisect_left
from collections.abc import Sequence

from qrt.core.documents.grid.columns import Cells
from qrt.core.documents.grid.lines import Line, chunks_of, lines_of
from qrt.core.documents.grid.open import table_inside
from qrt.core.documents.grid.rows import TextLine, cells_of_rows, glued, is_number
from qrt.core.documents.grid.ruled import Lattice, Rule, joined_cells, slot
from qrt.core.documents.grid.types import GridCell, Piece, Table, around

FILLED_MIN = 4
_APART, _MANY = 1.2, 0.3
_TALL = 3
"""Lines of numbers in one drawn cell from which the cell is a column whose rows nobody drew."""


def table_of_lattice(page: int, lattice: Lattice, words: Sequence[Piece], level: Sequence[Rule]) -> Table | None:
    """The table, or None when the lines are a frame, a chart or a form with next to nothing in it. Where only some of its columns are drawn, words say where the others are."""
    spots: dict[tuple[int, int], int] = {}
    groups = joined_cells(lattice)
    for index, group in enumerate(groups):
        for spot in group:
            spots[spot] = index
    held: dict[int, list[Piece]] = {}
    for word in words:
        held.setdefault(spots[(slot(lattice.ys, word.middle), slot(lattice.xs, word.centre))], []).append(word)
    if len(held) < FILLED_MIN and len(held) * 2 < len(groups):
        return None
    if _has_undrawn_columns(held):
        return table_inside(page, words, level)
    cells: list[GridCell] = []
    top = 0
    for band in _bands(lattice, groups):
        members = [index for index in held if groups[index] and min(groups[index])[0] in band]
        cells += _undrawn_rows(groups, held, members, len(lattice.xs) - 1, top) or [_cell(groups[index], held[index], band.start, top) for index in members]
        top += max([len(band), *(cell.row + cell.rows - top for cell in cells)])
    cells = _compact(cells)
    rows, columns = {cell.row for cell in cells}, {cell.column for cell in cells}
    if len(cells) < FILLED_MIN or len(rows) < 2 or len(columns) < 2 or len(held) < 0.2 * len(groups):
        return None
    kept = sorted({cell.column for cell in cells})
    return Table(page, lattice.area, tuple(sorted(cells, key=lambda each: (each.row, each.column))), _edges(cells, kept, lattice), ruled=True)


def _has_undrawn_columns(held: dict[int, list[Piece]]) -> bool:
    """In many of the drawn cells, or on most lines of the page, words of one drawn cell stand apart as only cells do."""
    cells = 0
    lines: dict[int, bool] = {}
    for words in held.values():
        apart = [(line[0], len(chunks_of(line, _APART)) > 1) for line in lines_of(words)]
        cells += any(each for _, each in apart)
        for word, each in apart:
            height = round(word.middle / word.height)
            lines[height] = each or lines.get(height, False)
    share = cells / max(len(held), 1)
    return cells >= 2 and (share >= _MANY or (share >= _MANY / 2 and sum(lines.values()) >= 0.5 * len(lines)))


def _edges(cells: Sequence[GridCell], kept: Sequence[int], lattice: Lattice) -> tuple[float, ...]:
    starts = [min(cell.area.x0 for cell in cells if cell.column == column) for column in kept]
    return (*starts, lattice.xs[-1])


def _bands(lattice: Lattice, groups: Sequence[Sequence[tuple[int, int]]]) -> list[range]:
    """Runs of drawn rows that cells joined from row to row hold together."""
    rows = len(lattice.ys) - 1
    joins = [False] * rows
    for group in groups:
        low, high = min(row for row, _ in group), max(row for row, _ in group)
        for row in range(low, high):
            joins[row] = True
    bands, start = [], 0
    for row in range(rows):
        if not joins[row]:
            bands.append(range(start, row + 1))
            start = row + 1
    return bands


def _cell(group: Sequence[tuple[int, int]], words: Sequence[Piece], first: int, top: int) -> GridCell:
    rows, columns = [row for row, _ in group], [column for _, column in group]
    text = " ".join(word.text for line in lines_of(words) for word in line)
    return GridCell(min(rows) - first + top, min(columns), text, around(words), max(rows) - min(rows) + 1, max(columns) - min(columns) + 1)


def _undrawn_rows(groups: Sequence[Sequence[tuple[int, int]]], held: dict[int, list[Piece]], members: Sequence[int], columns: int, top: int) -> list[GridCell]:
    """Columns are drawn and rows are not: a band in which a column is a list of numbers is cut into rows by its lines of text."""
    lines = {index: lines_of(held[index]) for index in members}
    lists = [index for index in members if _is_list(lines[index])]
    if not lists or len(members) < 2:
        return []
    owner = {id(word): index for index in members for word in held[index]}
    text_lines = []
    for line in lines_of([word for index in members for word in held[index]]):
        cells: Cells = {}
        for index in members:
            own: Line = tuple(word for word in line if owner[id(word)] == index)
            if own:
                first, last = min(column for _, column in groups[index]), max(column for _, column in groups[index])
                cells[first] = (last, own)
        area = around(line)
        text_lines.append(TextLine(area.y0, area.y1, cells))
    return cells_of_rows(glued(text_lines, columns), top)


def _is_list(lines: Sequence[Line]) -> bool:
    texts = [" ".join(word.text for word in line) for line in lines]
    return len(texts) >= _TALL and sum(map(is_number, texts)) >= 0.7 * len(texts)


def _compact(cells: Sequence[GridCell]) -> list[GridCell]:
    """Rows and columns in which no cell begins are no rows and columns."""
    rows, columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})

    def span(kept: Sequence[int], first: int, count: int) -> tuple[int, int]:
        start, end = bisect_left(kept, first), bisect_left(kept, first + count)
        return start, max(1, end - start)

    made = []
    for cell in cells:
        row, tall = span(rows, cell.row, cell.rows)
        column, wide = span(columns, cell.column, cell.columns)
        made.append(GridCell(row, column, cell.text, cell.area, tall, wide))
    return made
