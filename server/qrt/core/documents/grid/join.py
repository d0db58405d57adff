"""A table that goes on overleaf is one table: its heading stands at the top of each page."""

from collections.abc import Sequence

from qrt.core.documents.grid.types import Table

_SAME = 6.0
"""Columns of two pages that begin no further apart than this (points) are the same."""


def join_pages(tables: Sequence[Table]) -> tuple[tuple[Table, ...], ...]:
    """Tables in the order of the paper, those that belong together as one group. The first table of a page goes on with the last of the page before when the columns
    are the same; its repeated heading is left out."""
    groups: list[list[Table]] = []
    for table in tables:
        before = groups[-1][-1] if groups else None
        first_here = before is not None and table.page == before.page + 1
        if before is not None and first_here and _same_columns(before, table):
            groups[-1].append(_without_heading(groups[-1][0], table))
        else:
            groups.append([table])
    return tuple(tuple(group) for group in groups)


def _same_columns(one: Table, other: Table) -> bool:
    return one.columns == other.columns and all(abs(a - b) <= _SAME for a, b in zip(one.edges[1:-1], other.edges[1:-1], strict=True))


def _without_heading(first: Table, table: Table) -> Table:
    """Rows at the top that repeat the first page's, word by word, are dropped."""
    repeated = 0
    for one, other in zip(first.by_row, table.by_row, strict=False):
        if [cell.text for cell in one] != [cell.text for cell in other]:
            break
        repeated += 1
    kept = [cell for row in table.by_row[repeated:] for cell in row]
    return Table(table.page, table.area, tuple(kept), table.edges, table.ruled) if kept else table
