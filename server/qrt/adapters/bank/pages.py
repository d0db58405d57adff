"""Bank statements on pages, printed or recognised: the pages as one sheet, read as every bank's table is and proved by the running balance."""

from collections.abc import Sequence

from qrt.adapters.bank.columns import find_columns, known_headings, read_surroundings
from qrt.adapters.bank.table import read_sheet
from qrt.core.documents.cells import Cell, SheetRow
from qrt.core.documents.extracting import Pen
from qrt.core.documents.grid.headed import KNOWN_MIN
from qrt.core.documents.grid.lines import chunks_of, lines_of, words_of
from qrt.core.documents.grid.paged import PagedSheet, paged_sheet, told_on_pages
from qrt.core.documents.types import Extraction, Page, Paper

_TAIL = 4


def bank_sheet(pages: Sequence[Page]) -> PagedSheet | None:
    """The pages as one sheet under the heading of a bank's table; None when none has it."""
    paged = paged_sheet(pages, known_headings)
    return paged if paged and find_columns(paged.sheet) else None


def read_bank_pages(paper: Paper, pages: Sequence[Page], paged: PagedSheet | None = None) -> tuple[Extraction, ...]:
    """One extraction for each account of the statement, every line with its page and box; () when no page has the heading of a bank's table.

    `paged` is what `bank_sheet` made of the pages, where the caller has asked it already.
    """
    runs = _runs(pages)
    if len(runs) > 1:
        return tuple(each for account, own in runs for each in _read_run(paper, own, bank_sheet(own), len(pages), account))
    return _read_run(paper, pages, paged or bank_sheet(pages), len(pages), "")


def _read_run(paper: Paper, pages: Sequence[Page], paged: PagedSheet | None, count: int, part: str) -> tuple[Extraction, ...]:
    columns = find_columns(paged.sheet) if paged else None
    if paged is None or columns is None:
        return ()
    return told_on_pages(paper, read_sheet(Pen(paper), paged.sheet, columns, part), paged, count)


def _runs(pages: Sequence[Page]) -> list[tuple[str, list[Page]]]:
    """Pages by the account that stands above their table; a page that names none goes on with the one before. One run where all are of one account."""
    heads = [_account_above(page) for page in pages] if len(pages) > 1 else []
    if len({_tail(each) for each in heads if each}) < 2:
        return [("", list(pages))]
    runs: list[tuple[str, list[Page]]] = []
    for page, account in zip(pages, heads, strict=True):
        if runs and (not account or _tail(account) == _tail(runs[-1][0])):
            runs[-1][1].append(page)
        elif runs and not runs[-1][0]:
            runs[-1] = (account, [*runs[-1][1], page])
        else:
            runs.append((account, [page]))
    # An account that comes again further on would be two statements of one: what belongs together is then not told by pages.
    return runs if len({_tail(account) for account, _ in runs}) == len(runs) and all(bank_sheet(own) for _, own in runs) else [("", list(pages))]


def _tail(account: str) -> str:
    """What is left of an account's number where its beginning is masked."""
    return account[-_TAIL:]


def _account_above(page: Page) -> str:
    """The account that a page names above the heading of a bank's table; "" where it has no such heading, or none above it."""
    lines = lines_of(words_of(page))
    account = ""
    for line in lines:
        texts = [" ".join(word.text for word in chunk) for chunk in chunks_of(line)]
        if known_headings(texts) >= KNOWN_MIN:
            return account
        account = account or read_surroundings([SheetRow(1, {column: Cell(text) for column, text in enumerate(texts)})]).account
    return ""
