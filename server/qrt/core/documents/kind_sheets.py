"""Sheets as the kind model sees them: each as a page whose rows are lines, so that books that come as spreadsheets and as print look alike to it."""

from collections.abc import Sequence

from qrt.core.documents.books import sheet_head
from qrt.core.documents.cells import Sheet
from qrt.core.documents.types import Page, Word

ROWS, SHEETS = 60, 3
_WIDTH, _HEIGHT = 842.0, 595.0
_LINE = 0.014
"""Height of a row as a fraction of the page."""


def pages_of_sheets(sheets: Sequence[Sheet]) -> tuple[Page, ...]:
    """The first rows of the first sheets that have any, one page a sheet."""
    filled = [sheet for sheet in sheets if sheet.rows][:SHEETS]
    return tuple(_page(number, sheet) for number, sheet in enumerate(filled, 1))


def _page(number: int, sheet: Sheet) -> Page:
    head = sheet_head(sheet, ROWS)
    width = max(len(head[0]), 1)
    words = [word for at, row in enumerate(head) for column, text in enumerate(row) for word in _words(text, at, column, width)]
    return Page(number, _WIDTH, _HEIGHT, tuple(words))


def _words(text: str, row: int, column: int, columns: int) -> list[Word]:
    parts = text.split()
    step = 1.0 / columns / max(len(parts), 1)
    top = 0.02 + 0.016 * row
    return [Word(part, (column / columns + at * step, top, column / columns + (at + 0.9) * step, top + _LINE)) for at, part in enumerate(parts)]
