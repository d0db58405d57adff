"""What a found table is made of. All lengths are points, origin at the top left of the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or words of one line that stand close together, with the box around them."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        return max(self.y1 - self.y0, 1.0)

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Area:
    """An upright rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        """True for a point inside, or no further than `slack` outside."""
        return self.x0 - slack <= x <= self.x1 + slack and self.y0 - slack <= y <= self.y1 + slack


@dataclass(frozen=True, slots=True)
class GridCell:
    """A filled cell: its first row and column (from 0), how many it covers, its text (lines of it joined by a blank) and the box around its words."""

    row: int
    column: int
    text: str
    area: Area
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Table:
    """A table on one page. `edges` are where its columns begin and end: one more than it has columns. `ruled` says that lines draw its cells."""

    page: int
    area: Area
    cells: tuple[GridCell, ...]
    edges: tuple[float, ...]
    ruled: bool = False

    @property
    def columns(self) -> int:
        return len(self.edges) - 1

    @cached_property
    def by_row(self) -> tuple[tuple[GridCell, ...], ...]:
        """Cells by the row in which they begin, left to right; empty rows are left out."""
        rows: dict[int, list[GridCell]] = {}
        for cell in self.cells:
            rows.setdefault(cell.row, []).append(cell)
        return tuple(tuple(sorted(rows[row], key=lambda each: each.column)) for row in sorted(rows))


def around(pieces: Iterable[Piece | Area]) -> Area:
    """The smallest area that holds them all. There must be one."""
    found = tuple(pieces)
    return Area(min(each.x0 for each in found), min(each.y0 for each in found), max(each.x1 for each in found), max(each.y1 for each in found))


def joined(pieces: Sequence[Piece]) -> Piece:
    """Pieces of one line as one."""
    area = around(pieces)
    return Piece(" ".join(each.text for each in pieces), area.x0, area.y0, area.x1, area.y1)
