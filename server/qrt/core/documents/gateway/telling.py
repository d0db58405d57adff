"""Whether a sheet is a payment gateway's settlement report: by its headings, which no other paper has together."""

import re
from collections.abc import Sequence

from qrt.core.documents.gateway.words import DETAIL
from qrt.core.documents.tax_sheets.tables import Cells, heading_at

SURE = 0.95
_TELLING = frozenset({"settlement", "utr", "settled_day"})
_BOOKISH = re.compile(r"\b(?:ledger|voucher|register|day\s?book|reconcil\w*|mismatch\w*)\b", re.IGNORECASE)
"""Titles of the company's own lists of the same payments."""


def tell_settlements(rows: Sequence[Sequence[str]]) -> tuple[str, ...] | None:
    """The headings that say it, of rows of text with empty cells; None where the sheet is none, or it is not sure."""
    return told_rows([{column: text.strip() for column, text in enumerate(row) if text.strip()} for row in rows])


def told_rows(rows: Sequence[Cells]) -> tuple[str, ...] | None:
    """As `tell_settlements`, of the filled cells of each row."""
    for index in range(len(rows)):
        heading = heading_at(rows, index, (DETAIL,))
        if heading is None:
            continue
        names = heading.names
        above = [text for cells in rows[:index] for text in cells.values()]
        if any(_BOOKISH.search(text) for text in above):
            return None
        # A bank's own list has a UTR and charges; a gateway's says besides what was settled, or has the tax on its fee.
        enough = len(names & _TELLING) >= 2 or bool(names & {"settlement", "utr"} and names & {"tax", "igst", "cgst"} and "fee" in names)
        return tuple(heading.shown.values()) if enough and names & {"day", "settled_day"} else None
    return None
