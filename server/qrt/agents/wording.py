"""Every word of a paper by its page, for the search. Runs inside a reader child; what is read of a paper does not depend on it."""

import re
from collections.abc import Iterator, Sequence

from qrt.adapters.ocr.pdf import UnreadablePdf, fetch_pages
from qrt.adapters.scan.sniff import MediaType, sniff
from qrt.core.documents.books import load_sheets
from qrt.core.documents.types import Page
from qrt.core.documents.workbook import UnreadableWorkbook
from qrt.core.ledger.search import index_words

TEXT_MAX = 4_000_000
"""Characters of a text file that are looked at."""

_TAG = re.compile(r"<[^<>]{0,2000}>")


def words_of_paper(data: bytes, name: str, recognised: Sequence[Page] = ()) -> dict[str, int]:
    """Word -> first page it stands on (from 1; a workbook's pages are its sheets). Amounts stand as `#` and their paise. {} for what cannot be opened."""
    return index_words(_texts(data, sniff(data, name), recognised))


def _texts(data: bytes, media: MediaType, recognised: Sequence[Page]) -> Iterator[tuple[int, str]]:
    if media is MediaType.PDF:
        seen = {page.number: page for page in recognised}
        try:
            pages = fetch_pages(data)
        except UnreadablePdf:
            pages = ()
        for page in pages:
            yield page.number, " ".join(word.text for word in seen.get(page.number, page).words)
    elif recognised:
        for page in recognised:
            yield page.number, " ".join(word.text for word in page.words)
    elif media in (MediaType.XLSX, MediaType.XLSM, MediaType.XLS, MediaType.CSV, MediaType.HTML):
        try:
            sheets = load_sheets(data).sheets
        except UnreadableWorkbook:
            sheets = ()
        for number, sheet in enumerate(sheets, 1):
            for row in sheet.rows:
                yield number, " ".join(cell.text for cell in row.cells.values())
    elif media in _TEXTS:
        yield 1, _TAG.sub(" ", data[:TEXT_MAX].decode("utf-8", errors="replace"))


_TEXTS = frozenset({
    MediaType.TEXT, MediaType.JSON, MediaType.XML, MediaType.TALLY_XML, MediaType.CAMT, MediaType.MT940, MediaType.MT942, MediaType.OFX, MediaType.QIF,
    MediaType.GSTR1_JSON, MediaType.GSTR2A_JSON, MediaType.GSTR2B_JSON, MediaType.GSTR3B_JSON, MediaType.E_INVOICE_JSON, MediaType.E_WAY_BILL_JSON,
    MediaType.AIS_JSON, MediaType.FORM_26AS, MediaType.TDS_FILE,
})  # fmt: skip
"""Files that are text. An archive or a mail holds papers that are looked at by themselves; a picture has no words until somebody recognised them."""
