"""Whether days of numbers alone have their month first. A program of another country turns 05/09 round without a word: a return says which it is, for its documents lie in its month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qrt.core.base.finding import Severity
from qrt.core.base.period import Month
from qrt.core.documents.dates import day_month_first, day_turned
from qrt.core.documents.tax_sheets.returned import Part, Returned
from qrt.core.documents.tax_sheets.tables import Block, Line

_SURE = 3
"""From so many days on it is no chance that all of them lie in the return's month only if turned round."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A cell of a column of days: what it holds, the day as it is read, and turned round (None where that is no day)."""

    line: Line
    value: str | date
    day: date
    turned: date | None


def settle_days(returned: Returned, parts: Sequence[Part], period: str) -> list[Part]:
    """The parts with the order of day and month that the return's month (`period`, "2026-09") proves. What it leaves open and what lies after it is told."""
    month = Month(int(period[:4]), int(period[5:]))
    proven = any(_says_day_first(each) for part in parts for block in part.blocks for name in _columns(block) for each in _both(block, name))
    return [replace(part, blocks=tuple(_settled(returned, block, month, proven) for block in part.blocks)) for part in parts]


def _columns(block: Block) -> Iterator[str]:
    """The columns of days of a list of documents; bills of entry come from the customs, and when they come is their own matter."""
    if block.heading.table.name in ("inward", "outward") and "port" not in block.heading.names:
        yield from (name for name in block.heading.names if name.endswith("day") or name == "filed")


def _says_day_first(read: _Read) -> bool:
    """ "25/09/2026" can be read one way alone, and one program wrote all texts of the return."""
    return isinstance(read.value, str) and not any(map(str.isalpha, read.value)) and read.turned is None and read.value[:2] == f"{read.day:%d}"


def _settled(returned: Returned, block: Block, month: Month, proven: bool) -> Block:
    """Texts and true dates apart: a spreadsheet of another country makes dates of those that it can read, and leaves the others as they were."""
    if "day" not in _columns(block):
        return block
    for kind in (str, date):
        read = [each for each in _both(block, "day") if isinstance(each.value, kind)]
        if not read or (kind is str and "day" in block.lines[0].months_first):
            continue
        line = read[0].line
        late = [each for each in read if each.day > month.last_day]
        turnable = all(each.turned is not None for each in read) and not (proven and kind is str)
        inside = turnable and all(each.turned in month for each in read if each.turned) and not any(each.day in month for each in read)
        if turnable and late and all(each.turned <= month.last_day for each in read if each.turned):
            why = f"{len(late)} of them lie after {month}"
        elif inside and len({each.day for each in read}) >= _SURE:
            why = f"none of them lies in {month}"
        else:
            _tell(returned, month, late or (read if inside else []), after=bool(late))
            continue
        sentence = f"{len(read)} of its days were read with the month first, for otherwise {why}."
        returned.findings.append(line.pen.finding(f"{returned.rule}.month_first", Severity.INFO, sentence, row=line.row.number))
        block = _turned(block, kind)
    return block


def _tell(returned: Returned, month: Month, read: Sequence[_Read], *, after: bool) -> None:
    """Days that cannot be of this return, or that may have their month first."""
    if not read:
        return
    line, day = read[0].line, read[0].day
    if after:
        sentence = f"row {line.row.number}: {len(read)} documents are of a day after {month} ({day:%d-%m-%Y}), whose return this is."
        returned.findings.append(line.pen.finding(f"{returned.rule}.day_after_period", Severity.ERROR, sentence, row=line.row.number))
    else:
        sentence = f"row {line.row.number}: its day {day:%d-%m-%Y} lies outside {month}, and within it if the month stands first: look at it."
        returned.findings.append(line.pen.finding(f"{returned.rule}.month_may_be_first", Severity.WARNING, sentence, row=line.row.number))


def _both(block: Block, name: str) -> Iterator[_Read]:
    """Every day of a column as it is read, and turned round."""
    for line in block.lines:
        column = line.column(name)
        cell = line.row.cells.get(column) if column is not None else None
        try:
            day = line.day_or_none(name)
        except ValueError:
            continue
        if cell is None or day is None or not isinstance(cell.value, str | date):
            continue
        try:
            other = day_month_first(cell.value) if isinstance(cell.value, str) else day_turned(day)
        except ValueError:
            other = None
        yield _Read(line, cell.value, day, other)


def _turned(block: Block, kind: type) -> Block:
    """With the other order in every column of days that allows it: one program wrote them all."""
    turning = frozenset(name for name in _columns(block) if all(each.turned is not None for each in _both(block, name) if isinstance(each.value, kind)))
    if kind is str:
        return replace(block, lines=tuple(replace(line, months_first=line.months_first | turning) for line in block.lines))
    return replace(block, lines=tuple(replace(line, turned=turning) for line in block.lines))
