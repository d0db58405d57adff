"""Several accounts on one sheet: rows that say theirs in a column, or blocks that stand below each other."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qrt.adapters.bank.columns import TableColumns, find_columns, read_surroundings
from qrt.core.documents.dates import looks_like_day
from qrt.core.documents.headers import normal
from qrt.core.documents.workbook import Sheet, SheetRow

_NAMES = frozenset(
    map(normal, ("account no", "account number", "a/c no", "a/c number", "ac no", "acct no", "account", "account id", "bank account", "bank account no"))
)
_NUMBER = re.compile(r"[\s'`]*([0-9X*]{6,20})[\s'`]*")
_ABOVE_MAX = 15
"""Rows above the heading of a block that may say whose it is."""


def by_account(sheet: Sheet) -> list[tuple[str, Sheet]]:
    """The sheet of each account that it names, in order: ("", the sheet) where it is of one."""
    columns = find_columns(sheet)
    if columns is None:
        return [("", sheet)]
    for column, heading in columns.headings.items():
        if normal(heading) in _NAMES and column not in columns.by_meaning.values() and len(parts := _by_column(sheet, columns, column)) > 1:
            return parts
    return [("", each) for each in _blocks(sheet, columns)]


def _by_column(sheet: Sheet, columns: TableColumns, column: int) -> list[tuple[str, Sheet]]:
    """Rows by the account that they say; a row that says none belongs to the one above it."""
    above = [row for row in sheet.rows if row.number <= columns.header_row]
    rows: dict[str, list[SheetRow]] = {}
    account = ""
    for row in sheet.rows[len(above) :]:
        found = _NUMBER.fullmatch(row.text(column))
        account = found.group(1) if found else account
        if account:
            rows.setdefault(account, []).append(row)
    return [(account, replace(sheet, rows=(*above, *own))) for account, own in rows.items()]


def _blocks(sheet: Sheet, columns: TableColumns) -> list[Sheet]:
    """The sheet cut where the heading comes again under another account's number."""
    rows = sheet.rows
    own = read_surroundings([row for row in rows if row.number < columns.header_row]).account
    starts = [0]
    for position, row in enumerate(rows):
        if own and row.number > columns.header_row and {column: row.text(column) for column in row.cells} == columns.headings:
            begin = _begins(rows, position, columns)
            account = read_surroundings(rows[begin:position]).account
            if account and account != own:
                starts.append(begin)
                own = account
    return [replace(sheet, rows=rows[begin:end]) for begin, end in zip(starts, [*starts[1:], len(rows)], strict=True)]


def _begins(rows: Sequence[SheetRow], position: int, columns: TableColumns) -> int:
    """Where what stands above a heading begins: behind the last row that may be a line."""
    begin = position
    while begin > max(0, position - _ABOVE_MAX) and not looks_like_day(columns.text(rows[begin - 1], "day")):
        begin -= 1
    return begin
