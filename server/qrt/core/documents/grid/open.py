"""Tables without drawn cells: runs of lines whose chunks stand one above the other."""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from qrt.core.documents.grid.columns import bands_of, cells_of, edges_of
from qrt.core.documents.grid.lines import Line, as_chunk, chunks_of, lines_of
from qrt.core.documents.grid.rows import TextLine, cells_of_rows, glued, is_number
from qrt.core.documents.grid.ruled import Rule
from qrt.core.documents.grid.types import Area, Piece, Table, around

STEP_MAX = 2.6
"""A free height of more than this many text heights ends a table, unless lines drawn above and below hold it together."""

_LEADER = re.compile(r"[.·_]{5,}|(?:[.·]\s){4,}")
_BULLET = re.compile(r"^(?:[•·▪■●○◦\-–—*>]|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)])$")
_WORDS_MAX = 7
"""Words in a cell: more in most cells is running text in columns."""

_Row = tuple[Line, ...]


def open_tables(page: int, words: Sequence[Piece], level: Sequence[Rule]) -> list[Table]:
    """The tables of what no lattice holds."""
    lines = [line for line in lines_of(words) if line]
    rows: list[_Row] = [chunks_of(line) for line in lines]
    found = []
    for block in _blocks(rows, level):
        if table := _table(page, rows[block.start : block.stop], level):
            found.append(table)
    return found


def _blocks(rows: Sequence[_Row], level: Sequence[Rule]) -> Iterator[range]:
    """Runs of lines that could be a table: most have several chunks, and none stands far from the next."""
    areas = [around([word for chunk in row for word in chunk]) for row in rows]
    start, last = None, 0
    for index, row in enumerate(rows):
        if start is not None and not _near(areas, last, index, level):
            yield range(start, last + 1)
            start = None
        if len(row) >= 2:
            if start is None:
                start = index
            last = index
        elif start is not None and index - last > (1 if _is_wide(row, areas[start]) else 3):
            yield range(start, last + 1)
            start = None
    if start is not None:
        yield range(start, last + 1)


def _is_wide(row: _Row, area: Area) -> bool:
    return row[0][-1].x1 - row[0][0].x0 > 0.6 * (area.x1 - area.x0)


def _near(areas: Sequence[Area], last: int, index: int, level: Sequence[Rule]) -> bool:
    before, here = areas[index - 1], areas[index]
    height = min(before.y1 - before.y0, here.y1 - here.y0)
    return here.y0 - before.y1 <= STEP_MAX * height


def _table(page: int, rows: Sequence[_Row], level: Sequence[Rule]) -> Table | None:
    if len(rows) < 2:
        return None
    several = [[as_chunk(chunk) for chunk in row] for row in rows if len(row) >= 2]
    usual = sorted(len(row) for row in several)[len(several) * 3 // 5]
    full = [row for row in several if len(row) >= 0.6 * usual]
    bands = bands_of(full)
    if len(bands) < 2:
        return None
    pieces = [piece for row in several for piece in row]
    edges = edges_of(bands, pieces)
    lines = []
    for row in rows:
        area = around([word for chunk in row for word in chunk])
        lines.append(TextLine(area.y0, area.y1, cells_of(row, edges)))
    lines = _trimmed(lines)
    if len(lines) < 2 or not _is_table(lines, len(bands)):
        return None
    area = around([word for line in lines for _, words in line.cells.values() for word in words])
    rules = [rule.at for rule in level if min(rule.end, area.x1) - max(rule.start, area.x0) >= 0.6 * (area.x1 - area.x0)]
    cells = cells_of_rows(glued(lines, len(bands), rules))
    return Table(page, area, tuple(cells), edges)


def _trimmed(lines: Sequence[TextLine]) -> list[TextLine]:
    """Without lines at the ends that hold one cell."""
    kept = list(lines)
    while kept and len(kept[0].cells) < 2:
        kept.pop(0)
    while kept and len(kept[-1].cells) < 2:
        kept.pop()
    return kept


def _is_table(lines: Sequence[TextLine], columns: int) -> bool:
    texts = [line.text(column) for line in lines for column in line.cells]
    if sum(bool(_LEADER.search(text)) for text in texts) > 0.3 * len(lines):
        return False
    numbers = sum(map(is_number, texts))
    words = [len(text.split()) for text in texts if not is_number(text)]
    if columns == 2:
        firsts = [text for line in lines if (text := line.text(0))]
        if firsts and sum(bool(_BULLET.match(text)) for text in firsts) >= 0.7 * len(firsts):
            return False
    if numbers >= 0.25 * len(texts):
        return True
    if len(lines) < 3:
        return False
    return median(words) <= _WORDS_MAX if columns > 2 else median(words) <= 4
