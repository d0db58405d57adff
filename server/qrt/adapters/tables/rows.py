"""Rows of a file that are no lines (blank, totals), and rows that cannot be read."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from qrt.adapters.tables.headings import Columns
from qrt.adapters.tables.read import Sheet
from qrt.core.base.errors import Refused

CAPTIONS = r"^(?i)(grand |sub ?|net )?total.*$|^(?i)(opening|closing) (balance|bal).*$|^(?i)(b/f|c/f|brought forward|carried forward).*$"
COUNTED = 100_000
TELLING = ("date", "amount", "debit", "credit")


@dataclass(frozen=True)
class Problem:
    """What is wrong in one row of the file."""

    row: int
    cause: str
    code: str = "recon.row"


def blank_rows(sheet: Sheet, columns: Columns) -> pl.Series:
    """Rows that say nothing where a line would: blank ones, captions, totals and balances without a day."""
    if not sheet.cells.width:
        return pl.Series("blank", [], pl.Boolean).new_from_index(0, 0) if not sheet.cells.height else pl.repeat(True, sheet.cells.height, eager=True)

    def empty(positions: list[int]) -> pl.Expr:
        return pl.all_horizontal((pl.col(f"c{k}").cast(pl.String).str.strip_chars().fill_null("") == "") for k in positions)

    blank = empty(list(range(sheet.cells.width)))
    telling = [position for role in TELLING for position in columns.of.get(role, ())]
    if telling and columns.of.get("date"):
        blank = blank | empty(telling)
        found = sheet.cells.select(blank=blank, undated=_undated(sheet, columns.of["date"], empty))
        if not found["undated"].any():
            return found["blank"]
        words = [k for k in range(sheet.cells.width) if sheet.cells[f"c{k}"].dtype == pl.String]
        caption = pl.any_horizontal(pl.col(f"c{k}").str.strip_chars().str.contains(CAPTIONS).fill_null(False) for k in words)
        place = found["undated"].arg_true()
        captions = sheet.cells[place].select(caption=caption if words else pl.lit(False))["caption"]
        return found["blank"].scatter(place, found["blank"].gather(place) | captions)
    return sheet.cells.select(blank=blank)["blank"]


def _undated(sheet: Sheet, positions: tuple[int, ...], empty: Callable[[list[int]], pl.Expr]) -> pl.Expr:
    """Rows whose day is empty, or a caption itself."""
    first = positions[0]
    if sheet.cells[f"c{first}"].dtype != pl.String:
        return empty(list(positions))
    return empty(list(positions)) | pl.col(f"c{first}").str.contains(CAPTIONS).fill_null(False)


def answer(sheet: Sheet, problems: list[Problem], lenient: bool) -> tuple[pl.Series, tuple[str, ...]]:
    """Which rows stay, and what is said of those left out. Raises Refused of the first row that cannot be read, unless the spec leaves such rows out."""
    if not problems:
        return pl.repeat(True, sheet.rows.len(), dtype=pl.Boolean, eager=True), ()
    ordered = sorted(problems, key=lambda each: each.row)
    bad = sorted({each.row for each in ordered})
    count = f"{len(bad) - 1:,}" if len(bad) < COUNTED else f"more than {COUNTED - 1:,}"
    more = f"; {count} more rows cannot be read" if len(bad) > 1 else ""
    said = f"{sheet.name}, row {ordered[0].row}: {ordered[0].cause}{more}"
    if not lenient or len(bad) >= COUNTED:
        raise Refused(ordered[0].code, said)
    return ~sheet.rows.is_in(bad), (f"{len(bad)} rows of {sheet.name} are left out; the first is row {ordered[0].row}: {ordered[0].cause}",)
