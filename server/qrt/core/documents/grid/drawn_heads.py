"""Rows of drawn cells as headings may be: what stands in one cell is one text, over however many lines it was broken, and what a line parts are two."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qrt.core.documents.grid.lines import Line
from qrt.core.documents.grid.ruled import Lattice, slot
from qrt.core.documents.grid.types import Piece, around


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """The filled cells of one row, left to right, and the first and last line of the page that their words stand on."""

    first: int
    last: int
    cells: tuple[Piece, ...]


def drawn_rows(lines: Sequence[Line], lattices: Sequence[Lattice]) -> Iterator[DrawnRow]:
    """Every row of the drawn tables of a page. A cell that covers columns is one text, in the first of them. Two rows that a cell covers both are also told as one: under a cell
    over several columns ("Amount") those of the lower row count ("Debit", "Credit")."""
    for lattice in lattices:
        held: dict[int, dict[int, list[tuple[int, Piece]]]] = defaultdict(lambda: defaultdict(list))
        for number, line in enumerate(lines):
            for word in line:
                if lattice.area.holds(word.centre, word.middle):
                    row = slot(lattice.ys, word.middle)
                    column = slot(lattice.xs, word.centre)
                    while column > 0 and lattice.open_right[row][column - 1]:
                        column -= 1
                    held[row][column].append((number, word))
        for row in sorted(held):
            yield _row(held[row])
            below = held.get(row + 1, {})
            covering = [column for column in held[row] if row < len(lattice.open_below) and lattice.open_below[row][column]]
            if covering and below:
                under = {column: words for column, words in below.items() if column not in covering}
                yield _row({**under, **{column: [*held[row][column], *below.get(column, [])] for column in covering}})


def _row(cells: dict[int, list[tuple[int, Piece]]]) -> DrawnRow:
    numbers = [number for words in cells.values() for number, _ in words]
    pieces: list[Piece] = []
    for column in sorted(cells):
        area = around([word for _, word in cells[column]])
        pieces.append(Piece(" ".join(word.text for _, word in cells[column]), area.x0, area.y0, area.x1, area.y1))
    return DrawnRow(min(numbers), max(numbers), tuple(pieces))
