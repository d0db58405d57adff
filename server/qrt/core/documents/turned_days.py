"""Days of a column that a program wrote or took otherwise than they are read: proved by the column itself, put right and told.

A spreadsheet of another country makes true dates of the days that its own order allows and leaves the others as text: 01/10 becomes 10 January, 15/10 stays.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qrt.core.documents.cells import Cell, Sheet, SheetRow
from qrt.core.documents.dates import day_month_first, day_turned, parse_day

_SHORT = re.compile(r"^(\d{2})\s*[-/.]\s*(\d{2})\s*[-/.]\s*(\d{2})$")
_NUMBERS = re.compile(r"^\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}(?:\s+\d.*)?$")
_APART_MAX = 400
"""Days that lie within so many days of each other are those of a year's paper."""
_SURE = 3
"""From so many days on it is no chance that they lie close together in the one order alone."""


def with_days_put_right(sheet: Sheet, column: int, header_row: int) -> tuple[Sheet, str]:
    """The sheet with the days of a column (from 0, below the sheet's row `header_row`) as the column proves them, and a clause that says what was done; "" where nothing was.

    "26/10/01" is read with its year first where that keeps within a year what would lie over many. Dates among texts are turned round where every text can be read in one
    order alone, every date in both, and the days then lie closer together.
    """
    rows, clause = rows_with_days_put_right([row for row in sheet.rows if row.number > header_row], column)
    return (replace(sheet, rows=(*(row for row in sheet.rows if row.number <= header_row), *rows)), clause) if clause else (sheet, "")


def rows_with_days_put_right(rows: Sequence[SheetRow], column: int) -> tuple[tuple[SheetRow, ...], str]:
    """As `with_days_put_right`, for the rows below a heading."""
    cells = {row.number: cell for row in rows if (cell := row.cells.get(column)) is not None}
    right, clause = _years_first(cells), "with their year first, for otherwise they lie over many years"
    if not right:
        right, clause = (
            _turned(cells),
            "with day and month exchanged, as a spreadsheet of another country took them: the days that it could not read so are still text",
        )
    if not right:
        return tuple(rows), ""
    made = [replace(row, cells={**row.cells, column: Cell(right[row.number], row.cells[column].style)}) if row.number in right else row for row in rows]
    return tuple(made), f"{len(right)} of its days were read {clause}"


def _years_first(cells: dict[int, Cell]) -> dict[int, date]:
    """Days by row, where all are of two digits three times over and only with the year first lie in one year."""
    found: dict[int, date] = {}
    usual: list[date] = []
    for number, cell in cells.items():
        match = _SHORT.match(cell.text.strip())
        if match is None:
            if isinstance(cell.value, date) or _NUMBERS.match(cell.text.strip()):
                return {}
            continue
        try:
            found[number] = date(2000 + int(match.group(1)), int(match.group(2)), int(match.group(3)))
            usual.append(parse_day(cell.text))
        except ValueError:
            if number not in found:
                return {}
    sure = len(set(found.values())) >= _SURE and _apart(list(found.values())) <= _APART_MAX
    return found if sure and (len(usual) < len(found) or _apart(usual) > 2 * _APART_MAX) else {}


def _turned(cells: dict[int, Cell]) -> dict[int, date]:
    """The true dates by row, turned round, where the texts beside them show that a program of another order made them."""
    typed = {number: cell.value for number, cell in cells.items() if isinstance(cell.value, date)}
    texts = [text for cell in cells.values() if isinstance(cell.value, str) and _NUMBERS.match(text := cell.value.strip())]
    said: list[date] = []
    for text in texts:
        readings = _readings(text)
        if len(readings) != 1:
            return {}
        said += readings
    try:
        turned = {number: day_turned(day) for number, day in typed.items()}
    except ValueError:
        return {}
    if not said or len(set(turned.values())) < 2 or len(set(turned.values()) | set(said)) < _SURE:
        return {}
    return turned if _apart([*turned.values(), *said]) < _apart([*typed.values(), *said]) else {}


def _readings(text: str) -> set[date]:
    """Every day that a text of numbers alone can be."""
    found: set[date] = set()
    for reading in (parse_day, day_month_first):
        try:
            found.add(reading(text))
        except ValueError:
            continue
    return found


def _apart(days: Sequence[date]) -> int:
    return (max(days) - min(days)).days
