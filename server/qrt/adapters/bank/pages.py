"""Bank statements on pages, printed or recognised: the pages as one sheet, read as every bank's table is and proved by the running balance."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qrt.adapters.bank.columns import find_columns, known_headings, read_surroundings, states_balance
from qrt.adapters.bank.table import read_sheet
from qrt.core.documents.cells import Cell, SheetRow
from qrt.core.documents.dates import looks_like_day
from qrt.core.documents.extracting import Pen
from qrt.core.documents.grid.headed import headings_of
from qrt.core.documents.grid.lines import chunks_of, lines_of, words_of
from qrt.core.documents.grid.paged import PagedSheet, paged_sheet, told_on_pages
from qrt.core.documents.grid.types import Piece
from qrt.core.documents.types import Extraction, Page, Paper

_TAIL = 4
_MONEY = re.compile(r"\d[.,]\d{2}\b(?!\d)")
"""An amount: a line that has one belongs to the table above."""


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
        return tuple(each for account, own in runs for each in _read_run(paper, own, bank_sheet([band.page for band in own]), len(pages), account))
    return _read_run(paper, (), paged or bank_sheet(pages), len(pages), "")


_NAMED = re.compile(r"\b(?:account|a\s*/?\s*c)\b[\s.]*(?:no|number|num|#|:)", re.IGNORECASE)
"""The label of an account's number; narrations name accounts without one."""


@dataclass(frozen=True, slots=True)
class _Band:
    """A page, or what stands on it of one account; `lines` are those of the page above it."""

    account: str
    page: Page
    lines: int = 0


def _read_run(paper: Paper, bands: Sequence[_Band], paged: PagedSheet | None, count: int, part: str) -> tuple[Extraction, ...]:
    columns = find_columns(paged.sheet) if paged else None
    if paged is None or columns is None:
        return ()
    above = {band.page.number: band.lines for band in bands}
    spots = {row: replace(spot, line=spot.line + above.get(spot.page, 0)) for row, spot in paged.spots.items()}
    carried = {row.number for row in paged.sheet.rows if states_balance(columns, row)}
    paged = replace(paged, spots=spots, entries=paged.entries - carried)
    return told_on_pages(paper, read_sheet(Pen(paper), paged.sheet, columns, part), paged, count)


def _runs(pages: Sequence[Page]) -> list[tuple[str, list[_Band]]]:
    """What stands on the pages by the account that stands above the table; a page that names none goes on with the one before. One run where all is of one account."""
    bands: list[_Band] = []
    for page in pages:
        bands += _bands(page, next((band.account for band in reversed(bands) if band.account), ""))
    whole = [("", [_Band("", page) for page in pages])]
    if len({_tail(band.account) for band in bands if band.account}) < 2:
        return whole
    runs: list[tuple[str, list[_Band]]] = []
    for band in bands:
        if runs and (not band.account or _tail(band.account) == _tail(runs[-1][0])):
            runs[-1][1].append(band)
        elif runs and not runs[-1][0]:
            runs[-1] = (band.account, [*runs[-1][1], band])
        else:
            runs.append((band.account, [band]))
    # An account that comes again further on would be two statements of one: what belongs together is then not told by pages.
    alone = len({_tail(account) for account, _ in runs}) == len(runs)
    return runs if alone and all(bank_sheet([band.page for band in own]) for _, own in runs) else whole


def _bands(page: Page, running: str) -> list[_Band]:
    """The page by the accounts named above the headings on it: a second account begins with the words between the table before and its own heading.

    `running` is the account that the page before ended with, "" for none.
    """
    lines = lines_of(words_of(page))
    texts = [[" ".join(word.text for word in chunk) for chunk in chunks_of(line)] for line in lines]
    found = headings_of(page, known_headings)
    if not found:
        return [_Band("", page)]
    starts = [(0, _account_in(texts[: found[0].first]))]
    for before, heading in ((above.last, below.first) for above, below in pairwise(found)):
        # Lines of the table above may name accounts too: whose money it was.
        end = max(
            (place for place in range(before + 1, heading) if any(map(looks_like_day, texts[place])) and _MONEY.search(" ".join(texts[place]))), default=before
        )
        named = [place for place in range(end + 1, heading) if _NAMED.search("  ".join(texts[place])) and _account_in([texts[place]])]
        account = _account_in([texts[named[0]]]) if named else ""
        before_it = starts[-1][1] or running
        if not account or not before_it or _tail(account) == _tail(before_it):
            continue
        number = named[0]
        while number - 1 > before and not _MONEY.search(" ".join(texts[number - 1])) and _is_near(lines[number - 1], lines[number]):
            number -= 1
        starts.append((number, account))
    if len(starts) == 1:
        return [_Band(starts[0][1], page)]
    tops = [*(min(word.y0 for word in lines[number]) for number, _ in starts), float("inf")]
    tops[0] = float("-inf")
    return [
        _Band(account, replace(page, words=tuple(word for word in page.words if top <= (word.box[1] + word.box[3]) / 2 * page.height < end)), number)
        for (number, account), (top, end) in zip(starts, pairwise(tops), strict=True)
    ]


def _is_near(above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    """No white parts the two lines."""
    return min(word.y0 for word in below) - max(word.y1 for word in above) < 1.5 * max(word.height for word in below)


def _tail(account: str) -> str:
    """What is left of an account's number where its beginning is masked."""
    return account[-_TAIL:]


def _account_in(lines: Sequence[Sequence[str]]) -> str:
    """The first account that lines of chunks name; "" for none."""
    named = (read_surroundings([SheetRow(1, {column: Cell(text) for column, text in enumerate(texts)})]).account for texts in lines)
    return next((account for account in named if account), "")
