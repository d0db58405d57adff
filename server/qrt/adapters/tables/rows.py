"""Rows of a file that are no lines (blank, totals), and rows that cannot be read."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from qrt.adapters.tables.headings import DOCUMENTS, Columns
from qrt.adapters.tables.read import Sheet
from qrt.adapters.tables.words import plain
from qrt.core.base.errors import Refused

CAPTIONS = r"^(?i)(grand |sub ?|net )?total.*$|^(?i)(opening|closing) (balance|bal).*$|^(?i)(b/f|c/f|brought forward|carried forward).*$"
STATUS = frozenset({"status", "invoice status", "bill status", "document status", "voucher status"})
VOID = r"(?i)^\s*(void|voided|cancell?ed|deleted)\s*$"
CANCELLED = r"(?i)\bcancell?ed\b"
COUNTED = 100_000
TELLING = ("date", "amount", "debit", "credit")


@dataclass(frozen=True)
class Problem:
    """What is wrong in one row of the file."""

    row: int
    cause: str
    code: str = "recon.row"


def blank_rows(sheet: Sheet, columns: Columns, kind: str) -> pl.Series:
    """Rows that say nothing where a line would: blank ones, captions, totals and balances without a day, cancelled vouchers without an amount, and of documents of GST
    those whose status says that they are void. In any two tables without amounts only blank ones."""
    if not sheet.cells.width:
        return pl.Series("blank", [], pl.Boolean).new_from_index(0, 0) if not sheet.cells.height else pl.repeat(True, sheet.cells.height, eager=True)

    def empty(positions: list[int]) -> pl.Expr:
        return pl.all_horizontal((pl.col(f"c{k}").cast(pl.String).str.strip_chars().fill_null("") == "") for k in positions)

    blank = empty(list(range(sheet.cells.width)))
    money = any(columns.of.get(role) for role in TELLING[1:])
    if money:
        blank = blank | _cancelled(sheet, columns) | void(sheet, kind)
    # Without amounts there is nothing to total: a record of which no day is known (a film's release, a date of birth) is one all the same.
    if (money or kind != "generic") and columns.of.get("date"):
        telling = [position for role in TELLING for position in columns.of.get(role, ())]
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


def _cancelled(sheet: Sheet, columns: Columns) -> pl.Series:
    """Vouchers that a register lists as cancelled, without an amount."""
    unpaid = _unpaid(sheet, columns)
    words = [k for k in range(sheet.cells.width) if sheet.cells[f"c{k}"].dtype == pl.String]
    if not words or not unpaid.any():
        return unpaid & False
    place = unpaid.arg_true()
    said = sheet.cells[place].select(said=pl.any_horizontal(pl.col(f"c{k}").str.contains(CANCELLED).fill_null(False) for k in words))["said"]
    return (unpaid & False).scatter(place, said)


def void(sheet: Sheet, kind: str) -> pl.Series:
    """Documents of GST that a register still lists with their amounts, though the column of their status says that they were cancelled: no return has them."""
    none = pl.repeat(False, sheet.cells.height, dtype=pl.Boolean, eager=True)
    if kind not in DOCUMENTS:
        return none
    of_status = [k for k, heading in enumerate(sheet.headings) if plain(heading) in STATUS and sheet.cells[f"c{k}"].dtype == pl.String]
    return sheet.cells.select(pl.any_horizontal(none.alias("none"), *(pl.col(f"c{k}").str.contains(VOID).fill_null(False) for k in of_status)))["none"]


def footers(sheet: Sheet, columns: Columns, days: pl.Series | None, blank: pl.Series) -> pl.Series:
    """Rows after the last line of a table that have neither a day nor an amount: "*** end of statement ***". days: null where there is none; blank: no lines."""
    if days is None or not any(columns.of.get(role) for role in TELLING[1:]):
        return blank & False
    lines = ((days.is_not_null() | ~_unpaid(sheet, columns)) & ~blank).arg_true()
    last = int(lines[-1]) if lines.len() else sheet.cells.height
    return (pl.int_range(sheet.cells.height, eager=True) > last) & ~blank


def _unpaid(sheet: Sheet, columns: Columns) -> pl.Series:
    """Rows without any amount."""
    paid = [k for role in TELLING[1:] for k in columns.of.get(role, ())]
    return sheet.cells.select(empty=pl.all_horizontal((pl.col(f"c{k}").cast(pl.String).str.strip_chars().fill_null("") == "") for k in paid))["empty"]


def told_of_rows(sheet: Sheet, columns: Columns, blank: pl.Series, footer: pl.Series, kind: str) -> tuple[str, ...]:
    """Notes on rows with words that are no lines: totals and balances, rows without a day and an amount, what stands below the last line."""
    if not (blank | footer).any():
        return ()
    said = sheet.cells.select(said=pl.any_horizontal(pl.all().cast(pl.String).str.strip_chars().fill_null("") != ""))["said"] & blank
    money = any(columns.of.get(role) for role in TELLING[1:])
    cancelled = said & (_cancelled(sheet, columns) | void(sheet, kind)) if money else said & False
    captions = said & ~cancelled & (~_unpaid(sheet, columns) if money else said)
    what = (
        (captions, "a total or a balance", "totals or balances"),
        (cancelled, "a cancelled voucher", "cancelled vouchers"),
        (said & ~captions & ~cancelled, "words without a day and an amount", "words without a day and an amount"),
        (footer, "what stands below the last one", "what stands below the last one"),
    )
    return tuple(_told(sheet, rows, *words) for rows, *words in what if rows.any())


def _told(sheet: Sheet, out: pl.Series, one: str, many: str) -> str:
    at, count = int(out.arg_true()[0]), int(out.sum())
    words = " ".join(str(cell).strip() for cell in sheet.cells.row(at) if cell is not None and str(cell).strip())[:80]
    if count == 1:
        return f"{sheet.name}: row {sheet.rows[at]} is no line but {one}: {words!r}"
    return f"{sheet.name}: {count} rows are no lines but {many}; the first is row {sheet.rows[at]}: {words!r}"


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
