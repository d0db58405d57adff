"""Tables without drawn cells: runs of lines whose chunks stand one above the other."""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from qrt.core.documents.grid.columns import bands_of, cells_of, edges_of
from qrt.core.documents.grid.lines import Line, as_chunk, chunks_of, lines_of
from qrt.core.documents.grid.rows import TextLine, cells_of_rows, glued, is_number
from qrt.core.documents.grid.ruled import Rule
from qrt.core.documents.grid.types import Area, Piece, Table, around

STEP_MAX, FRAMED_STEP_MAX = 2.6, 6.0
"""A free height of more than this many text heights ends a table; the second where lines drawn above and below hold it together."""

_ALIKE = 4.0

_LEADER = re.compile(r"[.·_]{5,}|(?:[.·]\s){4,}")
_BULLET = re.compile(r"^(?:[•·▪■●○◦\-–—*>]|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)]|\d{1,2}(?:\.\d{1,2})+\.?)$")
_WORDS_MAX = 7
"""Words in a cell: more in most cells is running text in columns."""

_Row = tuple[Line, ...]


def open_tables(page: int, words: Sequence[Piece], level: Sequence[Rule]) -> list[Table]:
    """The tables of what no lattice holds."""
    rows: list[_Row] = [chunks_of(line) for line in lines_of(words)]
    frames = _frames(level)
    found = []
    for block in _blocks(rows, frames):
        if table := _table(page, rows[block.start : block.stop], level):
            found.append(table)
    return found


def table_inside(page: int, words: Sequence[Piece], level: Sequence[Rule]) -> Table | None:
    """The one table that lines drawn around it hold, whose columns nobody drew."""
    return _table(page, [chunks_of(line) for line in lines_of(words)], level, framed=True)


def _frames(level: Sequence[Rule]) -> list[Area]:
    """Where level lines of one length stand one above the other: from the first to the last of them."""
    groups: list[list[Rule]] = []
    for rule in sorted(level, key=lambda each: each.at):
        group = next((each for each in groups if abs(each[-1].start - rule.start) <= _ALIKE and abs(each[-1].end - rule.end) <= _ALIKE), None)
        if group is None:
            groups.append([rule])
        else:
            group.append(rule)
    return [Area(group[0].start, group[0].at, group[0].end, group[-1].at) for group in groups if len(group) >= 2]


def _blocks(rows: Sequence[_Row], frames: Sequence[Area]) -> Iterator[range]:
    """Runs of lines that could be a table: most have several chunks, and none stands far from the next."""
    areas = [around([word for chunk in row for word in chunk]) for row in rows]
    start, last = None, 0
    for index, row in enumerate(rows):
        if start is not None and not _near(areas[index - 1], areas[index], frames):
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


def _near(before: Area, here: Area, frames: Sequence[Area]) -> bool:
    height = min(before.y1 - before.y0, here.y1 - here.y0)
    framed = any(frame.holds(before.x0, before.y1, _ALIKE) and frame.holds(here.x0, here.y0, _ALIKE) for frame in frames)
    return here.y0 - before.y1 <= (FRAMED_STEP_MAX if framed else STEP_MAX) * height


def _table(page: int, rows: Sequence[_Row], level: Sequence[Rule], *, framed: bool = False) -> Table | None:
    several = [[as_chunk(chunk) for chunk in row] for row in rows if len(row) >= 2]
    if len(several) < 2:
        return None
    usual = sorted(len(row) for row in several)[len(several) * 3 // 5]
    full = [row for row in several if len(row) >= 0.6 * usual]
    bands = bands_of(full)
    if len(bands) < 2:
        return None
    edges = edges_of(bands, [piece for row in several for piece in row])
    lines = []
    for row in rows:
        area = around([word for chunk in row for word in chunk])
        lines.append(TextLine(area.y0, area.y1, cells_of(row, edges)))
    lines = lines if framed else _trimmed(lines)
    if len(lines) < 2 or not (framed or _is_table(lines, len(bands))):
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
    cells = [(column, last, line.text(column)) for line in lines for column, (last, _) in line.cells.items()]
    texts = [text for _, _, text in cells]
    if len(lines) < 3 or sum(bool(_LEADER.search(text)) for text in texts) > 0.3 * len(lines):
        return False
    if sum(last > column for column, last, _ in cells) > 0.3 * len(cells) or sum(map(_is_full, lines)) > 0.5 * len(lines):
        return False
    if len(cells) < 0.4 * columns * len(lines):
        return False
    if columns == 2:
        firsts, seconds = [[text for line in lines if (text := line.text(column))] for column in (0, 1)]
        if sum(bool(_BULLET.match(text)) for text in firsts) >= 0.7 * len(firsts) and sum(map(is_number, seconds)) < 0.5 * len(seconds):
            return False
    if sum(map(is_number, texts)) >= 0.25 * len(texts):
        return True
    words = [len(text.split()) for text in texts if not is_number(text)]
    return median(words) <= (_WORDS_MAX if columns > 2 else 4)


def _is_full(line: TextLine) -> bool:
    """Words from one side to the other: running text that was stretched."""
    words = [word for _, each in line.cells.values() for word in each]
    letters = [word for word in words if any(map(str.isalpha, word.text))]
    area = around(words)
    return len(letters) > 0.7 * len(words) >= 4 and sum(word.x1 - word.x0 for word in words) > 0.78 * (area.x1 - area.x0)
