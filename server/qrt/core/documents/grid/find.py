"""All tables of a page: first those whose cells are drawn, then those whose columns stand apart."""

from collections.abc import Sequence

from qrt.core.documents.grid.drawn import table_of_lattice
from qrt.core.documents.grid.lines import words_of
from qrt.core.documents.grid.open import open_tables
from qrt.core.documents.grid.ruled import RULES_MAX, lattices, rules_of
from qrt.core.documents.grid.types import Table
from qrt.core.documents.types import Page


def find_tables(page: Page) -> tuple[Table, ...]:
    """The tables of a page from its top."""
    words = words_of(page)
    level, upright = rules_of(page)
    if max(len(level), len(upright)) > RULES_MAX:
        level, upright = [], []
    drawn: list[Table] = []
    for lattice in lattices(level, upright):
        inside = [word for word in words if lattice.area.holds(word.centre, word.middle, 1.0)]
        if table := table_of_lattice(page.number, lattice, inside, level):
            drawn = [each for each in drawn if not _inside(each, table)]
            drawn.append(table)
    rest = [word for word in words if not any(table.area.holds(word.centre, word.middle, 1.0) for table in drawn)]
    found = [*drawn, *open_tables(page.number, rest, level)]
    return tuple(sorted(found, key=lambda each: (each.area.y0, each.area.x0)))


def _inside(inner: Table, outer: Table) -> bool:
    a, b = inner.area, outer.area
    return a.x0 >= b.x0 - 1 and a.x1 <= b.x1 + 1 and a.y0 >= b.y0 - 1 and a.y1 <= b.y1 + 1


def shown(tables: Sequence[Table]) -> str:
    """Tables as text, for people who look for faults."""
    return "\n\n".join("\n".join(" | ".join(cell.text for cell in row) for row in table.by_row) for table in tables)
