"""Tables of a form by their headings: each row as cells under the names of its columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.documents.amounts import amount_of_text
from qrt.core.documents.dates import parse_day
from qrt.core.documents.invoice.labels import normal
from qrt.core.documents.types import TableCell, TableRow

Headings = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row under known headings. Cells without a heading of ours stand in `cells` all the same, by column. `serial` are columns that the row's own number shares."""

    row: TableRow
    columns: Mapping[int, str]
    serial: frozenset[int] = frozenset()

    def cell(self, name: str) -> TableCell | None:
        """The cell under a heading, None where it is empty or where no column has it."""
        return next((cell for cell in self.row.cells if self.columns.get(cell.column) == name), None)

    def text(self, name: str) -> str:
        """Its text, "" where there is none."""
        cell = self.cell(name)
        if cell is None:
            return ""
        return _NUMBERED.sub("", cell.text.strip()) if cell.column in self.serial else cell.text.strip()

    def money(self, name: str) -> Paise | None:
        """Its amount; None where there is none, or where the text is no amount."""
        return money_of(self.text(name))

    def day(self, name: str) -> date | None:
        """Its day; None where the text is none."""
        return day_of_cell(self.text(name))

    def place(self, name: str) -> Place:
        """Where the cell stands, the row where it is empty."""
        cell = self.cell(name)
        return Place(self.row.place.document, page=self.row.place.page, box=cell.box if cell else self.row.place.box, row=self.row.place.row)

    @property
    def words(self) -> str:
        """All of the row, as labels are compared."""
        return normal(" ".join(cell.text for cell in self.row.cells))


def money_of(text: str) -> Paise | None:
    """An amount, None for anything else."""
    try:
        found = amount_of_text(text.removeprefix("Rs.").removeprefix("₹").removesuffix("/-").strip())
    except ValueError:
        return None
    return found[0] if found else None


def day_of_cell(text: str) -> date | None:
    """A day, None for anything else."""
    try:
        return parse_day(text)
    except ValueError:
        return None


def rows_under(tables: Sequence[TableRow], headings: Headings, needed: frozenset[str]) -> Iterator[NamedRow]:
    """Rows of every table that has all the needed headings in one row, from there to its end or to the headings of another table."""
    columns: dict[int, str] = {}
    serial: frozenset[int] = frozenset()
    table = 0
    for row in tables:
        if row.table != table:
            table, columns = row.table, {}
        heard = {cell.column: name for cell in row.cells if (name := _heard(cell.text, headings))}
        if needed <= set(heard.values()):
            columns = heard
            serial = frozenset(cell.column for cell in row.cells if cell.column in heard and _SERIAL.match(normal(cell.text)))
        elif len(row.cells) >= _OTHER_HEADING and not any(each.isdigit() for cell in row.cells for each in cell.text):
            columns = {}
        elif columns:
            yield NamedRow(row, columns, serial)


_SERIAL = re.compile(r"^(?:(?:line|sl|sr|s|no|item no) )+(?=\w)")
"""The heading of serial numbers, where it shares a column with the next one."""
_NUMBERED = re.compile(r"^(?:\d{1,3}\.?|(?:grand\s+)?total(?:\s*\(?\s*(?:rs\.?|inr|₹)\s*\)?)?\s*:?)\s+(?=\S)", re.IGNORECASE)
"""A row's own number, or the word of the total's row, before the cell of the next column."""
_OTHER_HEADING = 3
"""Cells from which on a row without a single digit names the columns of another table."""


def without_serial(text: str, serial: int) -> str:
    """A cell's text without the row's own serial number before it."""
    return text.removeprefix(f"{serial} ").strip()


def _heard(text: str, headings: Headings) -> str:
    plain = normal(text)
    plain = _SERIAL.sub("", plain) or plain
    exact = next((name for name, phrases in headings.items() if plain in phrases), "")
    return exact or next((name for name, phrases in headings.items() if any(plain.startswith(f"{phrase} ") for phrase in phrases)), "")
