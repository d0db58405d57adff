"""Rows of a headed table: a line with an amount begins or carries a row, lines without one belong to the row that they stand nearest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qrt.core.documents.dates import looks_like_day
from qrt.core.documents.grid.headed import Flow, Section, text_line
from qrt.core.documents.grid.rows import TextLine
from qrt.core.documents.grid.types import Area, around

_AMOUNT = re.compile(r"^[-+(₹]?\s*(?:Rs\.?\s*|INR\s*)?[-+(]?(?:[\d,OolISB]*[.,]\d{1,2}|\d{1,3}(?:,\d{2,3})+)\)?[-+]?\s*\(?(?:Cr|Dr|C|D)?\.?\)?$", re.IGNORECASE)
_FAR = 1.0
"""A free height of more than this many text heights after the last amount of a page ends the table there."""

_WIDER = 0.25
_LINES_MAX = 8


@dataclass(slots=True)
class Placed:
    """A row: where it begins (page, line), and its cells with the area around their words. `loose` is a line outside the table, an entry holds a day and an amount."""

    page: int
    line: int
    cells: dict[int, tuple[str, Area]] = field(default_factory=dict)
    loose: bool = False
    is_entry: bool = False


@dataclass(slots=True)
class _Part:
    """One line on its way into a row."""

    spot: tuple[int, int]
    line: TextLine
    has_amount: bool
    has_day: bool
    is_loose: bool


def rows_of_section(flow: Flow, section: Section) -> list[Placed]:
    """The rows of the section in the order of the paper, with the loose lines between them."""
    parts = [_part(text_line(flow, section, spot), spot, section) for spot in section.lines]
    made: list[Placed] = []
    for page in sorted({part.spot[0] for part in parts}):
        own = [part for part in parts if part.spot[0] == page]
        heights = [rule.at for rule in flow.pages[page].level if rule.end - rule.start >= 0.5 * (section.edges[-1] - section.edges[0])]
        groups = _grouped(own, heights)
        for group in groups:
            if made and not made[-1].loose and not any(each.has_amount or each.is_loose for each in group) and group[0] is own[0] and not group[0].has_day:
                _add(made[-1], group)  # The row before the break of the page goes on here.
            elif group[0].is_loose:
                made.append(Placed(*group[0].spot, loose=True))
            else:
                made.append(_add(Placed(*group[0].spot), group))
    return made


def _part(line: TextLine, spot: tuple[int, int], section: Section) -> _Part:
    amounts = [column for column in line.cells if _AMOUNT.match(line.text(column))]
    spread = any(last > column for column, (last, _) in line.cells.items())
    days = any(looks_like_day(line.text(column)) for column in line.cells if column <= 2)
    # A sentence that runs through columns is no part of the table, but a label before an amount is ("Opening Balance as on 1 April    1,000.00").
    return _Part(spot, line, bool(amounts), days, spread and not amounts and not days)


def _grouped(parts: Sequence[_Part], heights: Sequence[float]) -> list[list[_Part]]:
    """Lines of one page as rows: those between two amounts are shared out."""
    groups: list[list[_Part]] = []
    waiting: list[_Part] = []
    open_row = False
    for part in parts:
        if part.is_loose:
            groups += _closed(groups, waiting, None, heights, open_row=open_row)
            groups.append([part])
            waiting, open_row = [], False
        elif part.has_amount:
            before = _closed(groups, waiting, part, heights, open_row=open_row)
            groups.append([*before[0], part] if before else [part])
            waiting, open_row = [], True
        else:
            waiting.append(part)
    groups += _closed(groups, waiting, None, heights, open_row=open_row)
    return groups


def _closed(groups: list[list[_Part]], waiting: list[_Part], following: _Part | None, heights: Sequence[float], *, open_row: bool) -> list[list[_Part]]:
    """Give waiting lines to the row above as far as they belong to it; what belongs to the row below, or to none, is returned."""
    if not waiting:
        return []
    cut = _cut(groups[-1] if open_row else [], waiting, following, heights)
    if cut:
        groups[-1].extend(waiting[:cut])
    rest = waiting[cut:]
    if following is not None:
        return [rest] if rest else []
    return _unowned(rest)


def _unowned(rest: list[_Part]) -> list[list[_Part]]:
    """Lines below the last amount of a page, too far from it: each stands for itself, outside the table, unless it holds a day."""
    for part in rest:
        part.is_loose = not part.has_day
    return [[part] for part in rest]


def _cut(row: Sequence[_Part], waiting: Sequence[_Part], below: _Part | None, heights: Sequence[float]) -> int:
    """How many of the waiting lines belong to the row above."""
    if not row:
        return 0
    above, dated = row[-1], any(part.has_day for part in row)
    chain = [above, *waiting, *([below] if below else [])]
    for index in range(1, len(chain)):
        # Another day, or a line drawn between, begins another row.
        if _drawn(chain[index - 1].line, chain[index].line, heights) or (index <= len(waiting) and chain[index].has_day and (dated or index > 1)):
            return index - 1
    gaps = [after.line.top - before.line.bottom for before, after in zip(chain, chain[1:], strict=False)]
    height = above.line.height
    if below is None:
        fits = 0
        while fits < len(waiting) and fits < _LINES_MAX and gaps[fits] <= _FAR * height and gaps[fits] <= min(gaps[: fits + 1]) + _WIDER * height:
            fits += 1
        return fits
    widest = max(gaps)
    if widest > min(gaps) + _WIDER * height:
        return gaps.index(widest)
    return len(waiting)


def _drawn(before: TextLine, after: TextLine, heights: Sequence[float]) -> bool:
    low, high = (before.top + before.bottom) / 2, (after.top + after.bottom) / 2
    return any(low < height < high for height in heights)


def _add(row: Placed, group: Sequence[_Part]) -> Placed:
    row.is_entry = row.is_entry or (any(part.has_amount for part in group) and any(part.has_day for part in group))
    for part in group:
        for column, (_, words) in part.line.cells.items():
            text, area = " ".join(word.text for word in words), around(words)
            if column in row.cells:
                before, known = row.cells[column]
                # A date that was broken at its hyphen is one word.
                glue = "" if before.endswith(("-", "/")) and len(before) < 8 else " "
                row.cells[column] = (before + glue + text, around([known, area]) if part.spot[0] == row.page else known)
            else:
                row.cells[column] = (text, area)
    return row
