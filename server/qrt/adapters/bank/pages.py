"""Bank statements on pages, printed or recognised: the pages as one sheet, read as every bank's table is and proved by the running balance."""

from collections.abc import Sequence

from qrt.adapters.bank.columns import find_columns, known_headings
from qrt.adapters.bank.table import read_sheet
from qrt.core.documents.extracting import Pen
from qrt.core.documents.grid.paged import PagedSheet, paged_sheet, told_on_pages
from qrt.core.documents.types import Extraction, Page, Paper


def bank_sheet(pages: Sequence[Page]) -> PagedSheet | None:
    """The pages as one sheet under the heading of a bank's table; None when none has it."""
    paged = paged_sheet(pages, known_headings)
    return paged if paged and find_columns(paged.sheet) else None


def read_bank_pages(paper: Paper, pages: Sequence[Page], paged: PagedSheet | None = None) -> tuple[Extraction, ...]:
    """One extraction for each account of the statement, every line with its page and box; () when no page has the heading of a bank's table.

    `paged` is what `bank_sheet` made of the pages, where the caller has asked it already.
    """
    paged = paged or bank_sheet(pages)
    columns = find_columns(paged.sheet) if paged else None
    if paged is None or columns is None:
        return ()
    read = read_sheet(Pen(paper), paged.sheet, columns, "")
    return told_on_pages(paper, read, paged, len(pages))
