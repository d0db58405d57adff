"""Tables of mixed cells: text, days, amounts in paise, rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from qrt.sim.papers.tally_xlsx import cell_day, new_workbook


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in paise."""

    paise: int


Cell = str | int | Decimal | date | Money | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its rows; rows whose index is in `bold` are set so."""

    name: str
    rows: Sequence[Sequence[Cell]]
    bold: frozenset[int] = frozenset()


def write_sheets(path: Path, sheets: Sequence[Sheet]) -> None:
    """An XLSX workbook: days as dates, amounts as numbers of rupees, rates as numbers."""
    with new_workbook(path) as book:
        formats = {bold: {name: book.add_format({"bold": bold, **more}) for name, more in _FORMATS.items()} for bold in (True, False)}
        for each in sheets:
            sheet = book.add_worksheet(each.name)
            for index, row in enumerate(each.rows):
                form = formats[index in each.bold]
                for column, cell in enumerate(row):
                    if isinstance(cell, Money):
                        sheet.write_number(index, column, cell.paise / 100, form["money"])
                    elif isinstance(cell, date):
                        sheet.write_datetime(index, column, cell_day(cell), form["day"])
                    elif isinstance(cell, (int, Decimal)):
                        sheet.write_number(index, column, float(cell), form["text"])
                    elif cell:
                        sheet.write_string(index, column, cell, form["text"])


_FORMATS: dict[str, dict[str, str]] = {"money": {"num_format": "#,##0.00"}, "day": {"num_format": "dd-mm-yyyy"}, "text": {}}
