"""Bank statements on pages, printed or recognised: the pages as one sheet, read as every bank's table is and proved by the running balance."""

from collections.abc import Sequence

from qrt.adapters.bank.columns import find_columns, known_headings
from qrt.adapters.bank.table import read_sheet
from qrt.core.documents.extracting import Pen
from qrt.core.documents.grid.paged import on_pages, paged_sheet
from qrt.core.documents.types import Extraction, Page, Paper

READER = "bank_pages"


def read_bank_pages(paper: Paper, pages: Sequence[Page]) -> tuple[Extraction, ...]:
    """One extraction for each account of the statement, every line with its page and box; () when no page has the heading of a bank's table."""
    paged = paged_sheet(pages, known_headings)
    columns = find_columns(paged.sheet) if paged else None
    if paged is None or columns is None:
        return ()
    return tuple(on_pages(each, paged, len(pages)) for each in read_sheet(Pen(paper), paged.sheet, columns, ""))
