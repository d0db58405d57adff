"""The layout of a paper, for the memory of what people filed it as. Runs inside a reader child, as everything does that opens a paper."""

from collections.abc import Sequence

from qrt.adapters.ocr.pdf import UnreadablePdf, fetch_pages
from qrt.adapters.scan.sniff import MediaType, sniff
from qrt.core.documents.books import load_sheets
from qrt.core.documents.kind_memory import layout_of
from qrt.core.documents.kind_sheets import pages_of_sheets
from qrt.core.documents.types import Page
from qrt.core.documents.workbook import UnreadableWorkbook

PAGES = 4
"""Pages of a paper that are looked at."""
_GRIDS = frozenset({MediaType.XLSX, MediaType.XLSM, MediaType.XLS, MediaType.CSV, MediaType.TEXT, MediaType.HTML})


def layout_of_paper(data: bytes, name: str, recognised: Sequence[Page]) -> str:
    """The layout of a paper of pages or of sheets; "" for one whose format names its kind, and for one that cannot be opened."""
    media = sniff(data, name)
    if media is MediaType.PDF:
        seen = {page.number: page for page in recognised}
        try:
            pages = fetch_pages(data, pages_max=PAGES)
        except UnreadablePdf:
            return ""
        return layout_of([seen.get(page.number, page) for page in pages])
    if recognised:
        return layout_of(recognised[:PAGES])
    if media in _GRIDS:
        try:
            return layout_of(pages_of_sheets(load_sheets(data).sheets))
        except UnreadableWorkbook:
            return ""
    return ""
