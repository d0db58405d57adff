"""What a workbook is made of once it is read: cells with the little style that accounting needs, rows, sheets."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class UnreadableWorkbook(ValueError):
    """The bytes are no workbook that can be read. The message is one plain clause about the cause."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell is shown. `indent` counts levels; `is_date` is decided from the format."""

    format: str = "General"
    bold: bool = False
    indent: int = 0
    is_date: bool = False


PLAIN = Style()


class Cell(NamedTuple):
    """A filled cell. Text is str, a number float, a day date (a time of day is dropped), TRUE and FALSE bool. An error value is its text ("#REF!")."""

    value: str | float | date | bool
    style: Style = PLAIN

    @property
    def text(self) -> str:
        """The value as text: whole numbers without a point, days as ISO."""
        value = self.value
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        return value.isoformat() if isinstance(value, date) else str(value)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: `number` as the sheet counts it (from 1), cells by column (from 0); empty cells are absent."""

    number: int
    cells: dict[int, Cell]

    def text(self, column: int) -> str:
        """Stripped text of the cell, "" when it is empty."""
        cell = self.cells.get(column)
        if cell is None:
            return ""
        value = cell[0]
        return value.strip() if isinstance(value, str) else cell.text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet. `merged` holds (first row, first column, last row, last column), rows from 1 and columns from 0.

    uncalculated  (row, column) of formulas that were stored without a result: their value is unknown
    hidden_rows   rows that a filter or a person hid; `filtered` says that the sheet has a filter
    """

    name: str
    rows: tuple[SheetRow, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    uncalculated: tuple[tuple[int, int], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    filtered: bool = False

    def grid(self) -> list[list[str]]:
        """All rows as text, gaps filled, for code that looks at words alone."""
        width = max((max(row.cells, default=-1) for row in self.rows), default=-1) + 1
        height = self.rows[-1].number if self.rows else 0
        table = [[""] * width for _ in range(min(height, 1_100_000))]
        for row in self.rows:
            for column, cell in row.cells.items():
                table[row.number - 1][column] = cell.text
        return table


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets in the order of their tabs."""

    sheets: tuple[Sheet, ...] = ()


def column_letters(column: int) -> str:
    """ "A" for 0, "AA" for 26."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def column_number(letters: str) -> int:
    """0 for "A", 26 for "AA": the inverse of `column_letters`."""
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - 64
    return number - 1
