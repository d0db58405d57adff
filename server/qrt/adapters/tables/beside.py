"""A table that stands beside the two that are reconciled: its columns by the headings that people use."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from qrt.adapters.tables.amounts import read_amounts
from qrt.adapters.tables.days import read_days
from qrt.adapters.tables.read import Sheet, read_sheet
from qrt.adapters.tables.spec import names_of
from qrt.adapters.tables.words import plain, without_units
from qrt.core.base.errors import Refused


@dataclass(frozen=True)
class Wanted:
    """A column: what its cells are, the headings that name it (the first is its plain name), and whether the table is refused without it."""

    holds: Literal["text", "day", "amount"]
    headings: tuple[str, ...]
    needed: bool = True


def load_beside(path: Path, wanted: Mapping[str, Wanted]) -> pl.DataFrame:
    """One column a role of `wanted`: text, days, or paise of amounts (in rupees, or in paise where the heading says so); null where the file has no such column.

    Raises Refused("recon.unreadable", "recon.columns", "recon.row") naming file, row and cause.
    """
    sheet = read_sheet(path, "", lambda rows: _heading(path.name, rows, wanted), lenient=False)
    at = {role: _position(sheet.headings, each) for role, each in wanted.items()}
    if lost := [wanted[role].headings[0] for role, position in at.items() if position is None and wanted[role].needed]:
        raise Refused("recon.columns", f"{sheet.name}: no column for {' and '.join(lost)} was found. Columns are {names_of(sheet.headings)}")
    return pl.DataFrame([_column(sheet, position, wanted[role]).alias(role) for role, position in at.items()])


def _heading(name: str, rows: object, wanted: Mapping[str, Wanted]) -> int:
    assert isinstance(rows, list | tuple)
    known = {heading for each in wanted.values() for heading in each.headings}
    found = [sum(bool(known & {*_said(str(cell))}) for cell in row) for row in rows]
    if not found or max(found) == 0:
        raise Refused(
            "recon.columns", f"{name}: no row of headings was found; it should name {', '.join(each.headings[0] for each in wanted.values() if each.needed)}"
        )
    return found.index(max(found))


def _position(headings: list[str], wanted: Wanted) -> int | None:
    written = [_said(heading) for heading in headings]
    return next((k for heading in wanted.headings for k, said in enumerate(written) if heading in said), None)


def _said(heading: str) -> tuple[str, str]:
    """A heading plainly, and without the unit of its cells."""
    return plain(heading), " ".join(without_units(plain(heading).split()))


def _column(sheet: Sheet, position: int | None, wanted: Wanted) -> pl.Series:
    empty = {"text": pl.String, "day": pl.Date, "amount": pl.Int64}[wanted.holds]
    if position is None:
        return pl.Series([None], dtype=empty).new_from_index(0, sheet.cells.height)
    cells = sheet.cells[f"c{position}"]
    if wanted.holds == "text":
        return cells.cast(pl.String).str.strip_chars().replace("", None)
    if wanted.holds == "amount":
        found = read_amounts(cells, "paise" if "paise" in plain(sheet.headings[position]).split() else "rupees")
        _refuse(sheet, position, found.bad | (found.paise.is_null() if wanted.needed else pl.Series([False]).new_from_index(0, cells.len())), "an amount")
        return found.paise
    days = read_days(cells)
    first = days.order != "month_first"
    _refuse(sheet, position, days.bad(first) | (days.dates(first).is_null() if wanted.needed else days.bad(first)), "a date")
    return days.dates(first)


def _refuse(sheet: Sheet, position: int, bad: pl.Series, what: str) -> None:
    if bad.any():
        row = int(bad.arg_true()[0])
        raise Refused(
            "recon.row", f"{sheet.name}, row {sheet.rows[row]}: {sheet.cells[f'c{position}'][row]!r} is not {what} (column {sheet.headings[position]!r})"
        )
