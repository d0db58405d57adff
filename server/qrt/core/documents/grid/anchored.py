"""Rows of a headed table: a line with an amount begins or carries a row, lines without one belong to the row that they stand nearest.

Rows never overlap. Where cells are centred, a cell of two lines stands half a line beside its neighbours: what overlaps is one row, whatever stands on which line of it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qrt.core.documents.dates import looks_like_day
from qrt.core.documents.grid.headed import Flow, Section, text_line
from qrt.core.documents.grid.lines import overlap
from qrt.core.documents.grid.rows import TextLine
from qrt.core.documents.grid.types import Area, around

_AMOUNT = re.compile(r"^[-+(₹]?\s*(?:Rs\.?\s*|INR\s*)?[-+(]?(?:[\d,OolISB]*[.,]\d{1,2}|\d{1,3}(?:,\d{2,3})+)\)?[-+]?\s*\(?(?:Cr|Dr|C|D)?\.?\)?$", re.IGNORECASE)
_FAR = 1.0
"""A free height of more than this many text heights after the last amount of a page ends the table there."""

_WIDER = 0.25
_LINES_MAX = 8
_OF_DAYS = re.compile(r"\b(?:date|dt)\b", re.IGNORECASE)


@dataclass(slots=True)
class Placed:
    """A row: where it begins (page, line), and its cells with the area around their words. `loose` is a line outside the table, an entry holds a day and an amount; `leads` says that its amount stands on its first line."""

    page: int
    line: int
    cells: dict[int, tuple[str, Area]] = field(default_factory=dict)
    loose: bool = False
    is_entry: bool = False
    leads: bool = False


@dataclass(slots=True)
class _Part:
    """One line on its way into a row, or several that overlap."""

    spot: tuple[int, int]
    lines: tuple[TextLine, ...]
    amounts: frozenset[int]
    days: frozenset[int]
    is_loose: bool

    @property
    def has_amount(self) -> bool:
        return bool(self.amounts)

    @property
    def has_day(self) -> bool:
        return bool(self.days)

    @property
    def top(self) -> float:
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)

    @property
    def height(self) -> float:
        return self.lines[-1].height


def rows_of_section(flow: Flow, section: Section) -> list[Placed]:
    """The rows of the section in the order of the paper, with the loose lines between them."""
    # A narration may be broken where it says a day; where no heading speaks of days the first columns may have them.
    days = frozenset(column for column, text in enumerate(section.heading.texts) if _OF_DAYS.search(text)) or frozenset(range(3))
    parts = [_part(text_line(flow, section, spot), spot, days) for spot in section.lines]
    made: list[Placed] = []
    for page in sorted({part.spot[0] for part in parts}):
        heights = [rule.at for rule in flow.pages[page].level if rule.end - rule.start >= 0.5 * (section.edges[-1] - section.edges[0])]
        own = _fused([part for part in parts if part.spot[0] == page], heights, days)
        if made and not made[-1].loose and (rest := _of_page_before(made, own, days)):
            _add(made[-1], own[:rest])
            own = own[rest:]
        groups = _grouped(own, heights, days)
        for group in groups:
            if made and not made[-1].loose and not any(each.has_amount or each.is_loose for each in group) and group[0] is own[0] and not group[0].has_day:
                _add(made[-1], group)  # The row before the break of the page goes on here.
            elif group[0].is_loose:
                made.append(Placed(*group[0].spot, loose=True))
            else:
                made.append(_add(Placed(*group[0].spot, leads=group[0].has_amount), group))
    return made


def _part(line: TextLine, spot: tuple[int, int], days: frozenset[int]) -> _Part:
    amounts = frozenset(column for column in line.cells if _AMOUNT.match(line.text(column)))
    spread = any(last > column for column, (last, _) in line.cells.items())
    told = frozenset(column for column in days & line.cells.keys() if looks_like_day(line.text(column)))
    # A sentence that runs through columns is no part of the table, but a label before an amount is ("Opening Balance as on 1 April    1,000.00").
    return _Part(spot, (line,), amounts, told, spread and not amounts and not told)


def _of_page_before(made: Sequence[Placed], own: Sequence[_Part], days: frozenset[int]) -> int:
    """How many lines at the top of a page belong to the row that the page before began: those above a gap that is wider than lines of one row stand apart, or that end its day,
    and all where the rows so far began with their amounts."""
    row = made[-1]
    first = next((number for number, part in enumerate(own) if part.has_amount or part.has_day or part.is_loose), 0)
    if not first or own[first].is_loose:
        return 0
    cuts = _cuts_by_day({column: row.cells[column][0] for column in days & row.cells.keys()}, own[:first], own[first], days)
    if len(cuts) == 1:
        return cuts[0]
    gaps = [after.top - before.bottom for before, after in pairwise(own)]
    widest = max((cut for cut in cuts if cut), key=lambda cut: gaps[cut - 1])
    if gaps[widest - 1] > min(gaps) + _WIDER * own[0].height:
        return widest
    return cuts[-1] if all(each.leads for each in made if not each.loose) else 0


def _fused(parts: Sequence[_Part], heights: Sequence[float], days: frozenset[int]) -> list[_Part]:
    """Lines that overlap as one part. Two amounts or days of one column are two rows all the same: a scan's lines may lean into each other."""
    made: list[_Part] = []
    for part in parts:
        last = made[-1] if made else None
        if last is None or not _overlap(last, part) or last.amounts & part.amounts or last.days & part.days or _drawn(last, part, heights):
            made.append(part)
            continue
        lines = (*last.lines, *part.lines)
        told = frozenset(column for column in days if looks_like_day(_text_of(lines, column)))
        made[-1] = _Part(last.spot, lines, last.amounts | part.amounts, told, last.is_loose and part.is_loose)
    return made


def _overlap(above: _Part, below: _Part) -> bool:
    return overlap(above.lines[-1].top, above.lines[-1].bottom, below.top, below.lines[0].bottom)


def _text_of(lines: Sequence[TextLine], column: int) -> str:
    text = ""
    for line in lines:
        if more := line.text(column):
            text = _glued(text, more) if text else more
    return text


def _glued(before: str, text: str) -> str:
    """The next line of a cell. A date that was broken at its hyphen is one word."""
    return before + ("" if before.endswith(("-", "/")) and len(before) < 8 else " ") + text


def _grouped(parts: Sequence[_Part], heights: Sequence[float], days: frozenset[int]) -> list[list[_Part]]:
    """Lines of one page as rows: those between two amounts are shared out."""
    groups: list[list[_Part]] = []
    waiting: list[_Part] = []
    open_row = False
    for part in parts:
        if part.is_loose:
            groups += _closed(groups, waiting, None, heights, days, open_row=open_row)
            groups.append([part])
            waiting, open_row = [], False
        elif part.has_amount:
            before = _closed(groups, waiting, part, heights, days, open_row=open_row)
            groups.append([*before[0], part] if before else [part])
            waiting, open_row = [], True
        else:
            waiting.append(part)
    groups += _closed(groups, waiting, None, heights, days, open_row=open_row)
    return groups


def _closed(
    groups: list[list[_Part]], waiting: list[_Part], following: _Part | None, heights: Sequence[float], days: frozenset[int], *, open_row: bool
) -> list[list[_Part]]:
    """Give waiting lines to the row above as far as they belong to it; what belongs to the row below, or to none, is returned."""
    if not waiting:
        return []
    cut = _cut(groups[-1] if open_row else [], waiting, following, heights, days)
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


def _cut(row: Sequence[_Part], waiting: Sequence[_Part], below: _Part | None, heights: Sequence[float], days: frozenset[int]) -> int:
    """How many of the waiting lines belong to the row above."""
    if not row:
        return 0
    above, dated = row[-1], any(part.has_day for part in row)
    chain = [above, *waiting, *([below] if below else [])]
    for index in range(1, len(chain)):
        # Another day, or a line drawn between, begins another row.
        if _drawn(chain[index - 1], chain[index], heights) or (index <= len(waiting) and chain[index].has_day and (dated or index > 1)):
            return index - 1
    held = {column: _text_of([line for part in row for line in part.lines], column) for column in days}
    cuts = _cuts_by_day(held, waiting, below, days)
    gaps = [after.top - before.bottom for before, after in zip(chain, chain[1:], strict=False)]
    height = above.height
    if below is None:
        fits = 0
        while fits < len(waiting) and fits < _LINES_MAX and gaps[fits] <= _FAR * height and gaps[fits] <= min(gaps[: fits + 1]) + _WIDER * height:
            fits += 1
        return fits
    widest = max(gaps[cut] for cut in cuts)
    if widest > min(gaps) + _WIDER * height:
        return next(cut for cut in cuts if gaps[cut] == widest)
    return cuts[-1]


def _cuts_by_day(held: Mapping[int, str], waiting: Sequence[_Part], below: _Part | None, days: frozenset[int]) -> Sequence[int]:
    """Where waiting lines may be cut, so that a day that was broken over lines ("04-", "Apr-", "2026") stays whole: the row above has a whole day or none.

    `held` is what the row above has in columns of days. Every cut where no day was broken.
    """
    every = range(len(waiting) + 1)
    for column in sorted(days):
        texts = [line.text(column) for part in (*waiting, *([below] if below else [])) for line in part.lines]
        if not any(line.text(column) for part in waiting for line in part.lines) or any(map(looks_like_day, texts)):
            continue
        cuts = []
        for cut in every:
            text = held.get(column, "")
            for line in (line for part in waiting[:cut] for line in part.lines):
                text = _glued(text, line.text(column)) if text else line.text(column)
            if not text or looks_like_day(text.strip()):
                cuts.append(cut)
        if cuts:
            return cuts
    return every


def _drawn(before: _Part, after: _Part, heights: Sequence[float]) -> bool:
    low = (before.lines[-1].top + before.lines[-1].bottom) / 2
    high = (after.lines[0].top + after.lines[0].bottom) / 2
    return any(low < height < high for height in heights)


def _add(row: Placed, group: Sequence[_Part]) -> Placed:
    row.is_entry = row.is_entry or (any(part.has_amount for part in group) and any(part.has_day for part in group))
    for part in group:
        for line in part.lines:
            for column, (_, words) in line.cells.items():
                text, area = " ".join(word.text for word in words), around(words)
                if column in row.cells:
                    before, known = row.cells[column]
                    row.cells[column] = (_glued(before, text), around([known, area]) if part.spot[0] == row.page else known)
                else:
                    row.cells[column] = (text, area)
    return row
