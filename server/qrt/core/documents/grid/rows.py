"""Lines of a table to its rows: a cell whose words were wrapped is one cell again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from qrt.core.documents.grid.columns import Cells
from qrt.core.documents.grid.types import GridCell, around

_NUMBER = re.compile(r"^[\W_]*(?:[A-Z]{0,3}[\s.]*)?[\d][\d\s.,:/%-]*(?:[A-Za-z%]{0,2}|\([^)]*\))?[\W_]*$")
_DASH = re.compile(r"^(?:[-–—.·*:]+|n[./]?a\.?|nil)$", re.IGNORECASE)
_GOES_ON = re.compile(r"^[a-z(&/]")
TIGHT = 0.8
"""A step from line to line smaller than this part of the usual step between rows stays inside a row."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a table: where it stands and what it holds."""

    top: float
    bottom: float
    cells: Cells

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    def text(self, column: int) -> str:
        """The words of a column, "" when it is empty."""
        found = self.cells.get(column)
        return " ".join(word.text for word in found[1]) if found else ""


def is_number(text: str) -> bool:
    """Amounts, counts, dates of numbers, percentages, and the dashes that stand for none."""
    return bool(_NUMBER.match(text) or _DASH.match(text))


def number_columns(lines: Sequence[TextLine], columns: int) -> set[int]:
    """Columns most of whose cells are numbers."""
    found = set()
    for column in range(columns):
        texts = [text for line in lines if (text := line.text(column))]
        if texts and sum(map(is_number, texts)) >= 0.6 * len(texts):
            found.add(column)
    return found


def glued(lines: Sequence[TextLine], columns: int, rules: Sequence[float] = ()) -> list[list[TextLine]]:
    """Lines by row. `rules` are heights of lines drawn across the table: what they separate is never one row."""
    if not lines:
        return []
    numbers = number_columns(lines, columns)
    if banded := _by_rules(lines, rules):
        return banded
    steps = [after.top - before.top for before, after in zip(lines, lines[1:], strict=False)]
    full = [step for step, line, before in zip(steps, lines[1:], lines, strict=False) if numbers & line.cells.keys() and numbers & before.cells.keys()] or steps
    usual = median(full) if full else 0.0
    rows: list[list[TextLine]] = [[lines[0]]]
    for index in range(1, len(lines)):
        line, before = lines[index], lines[index - 1]
        if _separated(before, line, rules) or not _continues(rows[-1], line, numbers, steps, index, usual):
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _by_rules(lines: Sequence[TextLine], rules: Sequence[float]) -> list[list[TextLine]]:
    """Where a line is drawn under nearly every row, they alone separate rows."""
    inner = [rule for rule in rules if lines[0].bottom < rule + 2 and rule - 2 < lines[-1].top]
    if len(inner) < 3:
        return []
    rows: list[list[TextLine]] = [[lines[0]]]
    for before, line in zip(lines, lines[1:], strict=False):
        if _separated(before, line, inner):
            rows.append([line])
        else:
            rows[-1].append(line)
    most = sorted(len(row) for row in rows)[int(0.8 * (len(rows) - 1))]
    return rows if most <= 3 and len(rows) >= 4 else []


def _separated(before: TextLine, line: TextLine, rules: Sequence[float]) -> bool:
    low, high = (before.top + before.bottom) / 2, (line.top + line.bottom) / 2
    return any(low < rule < high for rule in rules)


def _continues(row: Sequence[TextLine], line: TextLine, numbers: set[int], steps: Sequence[float], index: int, usual: float) -> bool:
    """The line goes on with what the row's cells began."""
    step = steps[index - 1]
    before = row[-1]
    filled = set(line.cells)
    own = set().union(*(each.cells for each in row))
    if step > 1.9 * max(before.height, line.height):
        return False
    if usual and step <= TIGHT * usual and (filled <= own or not filled & own or len(filled) < len(own)):
        return True
    words = {column for column in filled if not is_number(line.text(column))}
    if filled - words:
        return False
    if not filled <= own or len(filled) >= len(own):
        return False
    following = steps[index] if index < len(steps) else None
    if following is not None and following < 0.85 * step:
        return False
    if 0 in filled and len(filled) == 1:
        return bool(_GOES_ON.match(line.text(0))) or before.text(0).endswith(("-", ",", "/"))
    return bool(numbers & own)


def cells_of_rows(rows: Sequence[Sequence[TextLine]], first: int = 0) -> list[GridCell]:
    """The cells of each row: words of one column joined from line to line."""
    made = []
    for number, row in enumerate(rows, first):
        columns = sorted({column for line in row for column in line.cells})
        for column in columns:
            parts = [line.cells[column] for line in row if column in line.cells]
            words = [word for _, line in parts for word in line]
            text = " ".join(word.text for word in words)
            made.append(GridCell(number, column, text, around(words), 1, max(last for last, _ in parts) - column + 1))
    return made
