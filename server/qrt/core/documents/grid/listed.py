"""Tables that no reader knows, as rows: every cell with its page and box."""

from collections.abc import Sequence

from qrt.core.base.place import Box, Place
from qrt.core.documents.grid.find import find_tables
from qrt.core.documents.grid.join import join_pages
from qrt.core.documents.grid.types import Area, GridCell, around
from qrt.core.documents.types import Page, TableCell, TableRow


def table_rows(document: str, pages: Sequence[Page]) -> tuple[TableRow, ...]:
    """The rows of all tables of the paper; tables count from 1, and rows count through the paper."""
    by_number = {page.number: page for page in pages}
    made: list[TableRow] = []
    for number, group in enumerate(join_pages([table for page in pages for table in find_tables(page)]), 1):
        for table in group:
            page = by_number[table.page]
            for row in table.by_row:
                place = Place(document, page=page.number, box=_fractions(around([cell.area for cell in row]), page), row=len(made) + 1)
                made.append(TableRow(place, number, tuple(_cell(cell, page) for cell in row)))
    return tuple(made)


def _cell(cell: GridCell, page: Page) -> TableCell:
    return TableCell(cell.column, cell.text, _fractions(cell.area, page), cell.columns, cell.rows)


def _fractions(area: Area, page: Page) -> Box:
    width, height = page.width or 1.0, page.height or 1.0
    x0, y0, x1, y1 = (min(1.0, max(0.0, round(each, 5))) for each in (area.x0 / width, area.y0 / height, area.x1 / width, area.y1 / height))
    return (x0, y0, x1, y1)
