"""Labels that were too long for their drawn cell and go on in its next line ("Tax Invoice" over "No."), put back on one line: there a value is looked for beside them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qrt.core.documents.grid.ruled import Lattice, joined_cells, slot
from qrt.core.documents.invoice.labels import LONGEST, meaning, normal
from qrt.core.documents.invoice.layout import Line, Sheet, Token

_LINES = 3
"""A label is broken into no more lines than these."""


def unwrapped(sheet: Sheet) -> Sheet:
    """The sheet with every broken label on the line of the value beside it. Where the words of a value stand is not changed."""
    moved: dict[int, Token] = {}
    for page, lattices in sheet.drawn.items():
        lines = [line for line in sheet.lines if line.page == page]
        for lattice in lattices:
            for cell, beside in _cells(lattice, lines):
                if _is_broken_label(cell):
                    moved |= _on_one_line(cell, beside[0] if beside else cell[0], lattice)
    if not moved:
        return sheet
    rows: dict[int, list[Token]] = defaultdict(list)
    for token in sheet.tokens():
        there = moved.get(id(token), token)
        rows[there.line].append(there)
    kept = [(line, rows[line.number]) for line in sheet.lines if rows[line.number]]
    made = [
        replace(line, number=number, tokens=tuple(replace(token, line=number) for token in sorted(tokens, key=lambda each: each.x0)))
        for number, (line, tokens) in enumerate(kept)
    ]
    return replace(sheet, lines=tuple(made))


def _cells(lattice: Lattice, lines: Sequence[Line]) -> Iterator[tuple[list[Token], list[Token]]]:
    """The words of each cell line by line, and those of the cell at its right."""
    at: dict[tuple[int, int], int] = {}
    for number, group in enumerate(joined_cells(lattice)):
        at |= dict.fromkeys(group, number)
    held: dict[int, list[Token]] = defaultdict(list)
    right: dict[int, int] = {}
    for line in lines:
        for token in line.tokens:
            middle = (token.x0 + token.x1) / 2
            if not (lattice.xs[0] <= middle <= lattice.xs[-1] and lattice.ys[0] <= token.middle <= lattice.ys[-1]):
                continue
            row, column = slot(lattice.ys, token.middle), slot(lattice.xs, middle)
            held[at[row, column]].append(token)
            beside = next((at[row, after] for after in range(column + 1, len(lattice.xs) - 1) if at[row, after] != at[row, column]), -1)
            right.setdefault(at[row, column], beside)
    for number, tokens in held.items():
        yield tokens, held.get(right[number], [])


def _is_broken_label(cell: Sequence[Token]) -> bool:
    """Its lines are a label together. Names of amounts stay as they are: they head columns, which are read down."""
    lines = {token.line for token in cell}
    if not 2 <= len(lines) <= _LINES or len(cell) > LONGEST:
        return False
    found = meaning(" ".join(word for token in cell if (word := normal(token.text))))
    return found is not None and found[0] != ""


def _on_one_line(cell: Sequence[Token], to: Token, lattice: Lattice) -> dict[int, Token]:
    """The words beside each other at the height of `to`, made as narrow as their cell asks."""
    left, wide = cell[0].x0, sum(token.x1 - token.x0 for token in cell)
    edge = next(x for x in (*lattice.xs, lattice.xs[-1] + wide) if x > max(token.x1 for token in cell) - 1)
    blank = 0.2 * cell[0].height
    squeeze = min(1.0, max(0.1, (edge - 1 - left - blank * (len(cell) - 1)) / wide))
    made: dict[int, Token] = {}
    for token in cell:
        right = left + (token.x1 - token.x0) * squeeze
        made[id(token)] = replace(token, x0=left, x1=right, y0=to.y0, y1=to.y1, line=to.line)
        left = right + blank
    return made
