"""A paper of pages as a sheet, so that every reader of spreadsheets reads it, with the way back: each cell's page and box."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.place import Box, Place
from qrt.core.documents.cells import Cell, Sheet, SheetRow, column_number
from qrt.core.documents.grid.anchored import Placed, rows_of_section
from qrt.core.documents.grid.headed import Flow, Known, flow_of
from qrt.core.documents.grid.lines import chunks_of
from qrt.core.documents.grid.types import Area, around
from qrt.core.documents.types import Extraction, Page, Paper

OUTSIDE = 3
"""Words that are no part of the table stand this many columns behind its last one."""

_ROWS = re.compile(r"\b(row|line|rows|lines) (\d+)((?:, \d+)*)(?=\b)")
_CELL = re.compile(r"\bcell ([A-Z]{1,3})(\d+)\b")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row of the sheet stands: its page, its line there as people count, the box of the row and of each of its cells."""

    page: int
    line: int
    box: Box
    cells: dict[int, Box]


@dataclass(frozen=True, slots=True)
class PagedSheet:
    """The sheet (its rows count through the paper) and the spot of each row. `entries` are rows of tables that hold a day and an amount: none may be passed over."""

    sheet: Sheet
    spots: dict[int, Spot]
    entries: frozenset[int] = frozenset()

    def place(self, place: Place) -> Place:
        """A place of the sheet as one of the pages. It keeps the row's number, which tells rows of a page apart."""
        spot = self.spots.get(place.row) if place.row is not None else None
        if spot is None:
            return Place(place.document, page=next(iter(self.spots.values())).page if self.spots else 1)
        box = spot.box
        if place.column and place.column.isalpha() and place.column.isupper():
            box = spot.cells.get(column_number(place.column), spot.box)
        return Place(place.document, page=spot.page, box=box, row=place.row)

    def said(self, sentence: str) -> str:
        """Rows and cells of the sheet as pages and lines."""

        def rows(found: re.Match[str]) -> str:
            numbers = [int(each) for each in re.findall(r"\d+", found.group(2) + found.group(3))]
            if any(number not in self.spots for number in numbers):
                return found.group(0)
            return ", ".join(self.where(number) for number in numbers)

        def cell(found: re.Match[str]) -> str:
            number = int(found.group(2))
            return f"the cell at {self.where(number)}" if number in self.spots else found.group(0)

        return _CELL.sub(cell, _ROWS.sub(rows, sentence))

    def where(self, number: int) -> str:
        """A row as people find it."""
        spot = self.spots[number]
        return f"page {spot.page}, line {spot.line}"


def paged_sheet(pages: Sequence[Page], known: Known) -> PagedSheet | None:
    """The paper as one sheet; None when no page has a heading that is known."""
    flow = flow_of(pages, known)
    if flow is None:
        return None
    rows: list[SheetRow] = []
    spots: dict[int, Spot] = {}
    entries: set[int] = set()

    def put(page: Page, line: int, cells: dict[int, tuple[str, Area]]) -> None:
        number = len(rows) + 1
        rows.append(SheetRow(number, {column: Cell(text) for column, (text, _) in cells.items()}))
        boxes = {column: _fractions(area, page) for column, (_, area) in cells.items()}
        spots[number] = Spot(page.number, line, _fractions(around([area for _, area in cells.values()]), page), boxes)

    for spot in flow.above:
        put(flow.pages[spot[0]].page, spot[1] + 1, _loose(flow, spot, 0))
    shift = 0
    for index, section in enumerate(flow.sections):
        first = flow.sections[0].heading.texts
        same = section.heading.texts == first
        shift = 0 if same else len(first) + 8 + shift
        page = next((each for each in flow.pages if section.heading in each.headings), flow.pages[0])
        put(
            page.page,
            section.heading.first + 1,
            {column + shift: (each.text, Area(each.x0, each.y0, each.x1, each.y1)) for column, each in enumerate(section.heading.columns)},
        )
        for row in rows_of_section(flow, section):
            if row.is_entry:
                entries.add(len(rows) + 1)
            outside = len(section.heading.columns) + OUTSIDE + shift
            put(flow.pages[row.page].page, row.line + 1, _loose(flow, (row.page, row.line), outside) if row.loose else _cells(row, shift))
    return PagedSheet(Sheet("", tuple(rows)), spots, frozenset(entries))


def _loose(flow: Flow, spot: tuple[int, int], first: int) -> dict[int, tuple[str, Area]]:
    chunks = chunks_of(flow.line(spot))
    return {first + index: (" ".join(word.text for word in chunk), around(chunk)) for index, chunk in enumerate(chunks)}


def _cells(row: Placed, shift: int) -> dict[int, tuple[str, Area]]:
    return {column + shift: (text, area) for column, (text, area) in row.cells.items()}


def _fractions(area: Area, page: Page) -> Box:
    width, height = page.width or 1.0, page.height or 1.0
    x0, y0, x1, y1 = (min(1.0, max(0.0, round(each, 5))) for each in (area.x0 / width, area.y0 / height, area.x1 / width, area.y1 / height))
    return (x0, y0, x1, y1)


def unread_rows(paged: PagedSheet, read: Sequence[Extraction]) -> tuple[int, ...]:
    """Rows with a day and an amount that stand in no row and in no finding of what was read (places still of the sheet)."""
    named = {place.row for each in read for finding in each.findings for place in finding.evidence}
    taken = {row.place.row for each in read for row in each.rows}
    return tuple(sorted(paged.entries - named - taken))


def on_pages(extraction: Extraction, paged: PagedSheet, pages: int) -> Extraction:
    """What a reader of sheets read, with every place on its page."""
    read = _moved(extraction, paged)
    assert isinstance(read, Extraction)
    return replace(read, pages=pages)


def told_on_pages(paper: Paper, read: Sequence[Extraction], paged: PagedSheet, pages: int) -> tuple[Extraction, ...]:
    """What a reader of sheets read, on its pages, and a finding on the rows that it passed over."""
    placed = [on_pages(each, paged, pages) for each in read]
    if placed and (left := unread_rows(paged, read)):
        shown = ", ".join(paged.where(number) for number in left[:10])
        sentence = (
            f"{paper.name}: {len(left)} rows with a day and an amount were not read ({shown}{', …' if len(left) > 10 else ''}); look at them on the page."
        )
        evidence = tuple(paged.place(Place(paper.sha256, row=number)) for number in left[:100])
        finding = Finding("document.rows_not_read", Severity.ERROR, f"document:{paper.sha256}", sentence, evidence=evidence)
        placed[0] = replace(placed[0], confidence=min(placed[0].confidence, 0.5), findings=(*placed[0].findings, finding))
    return tuple(placed)


def _moved(value: object, paged: PagedSheet) -> object:
    if isinstance(value, Place):
        return paged.place(value)
    if isinstance(value, Finding):
        return replace(value, sentence=paged.said(value.sentence), evidence=tuple(paged.place(each) for each in value.evidence))
    if isinstance(value, tuple):
        return tuple(_moved(each, paged) for each in value)
    if isinstance(value, dict):
        return {name: _moved(each, paged) for name, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            each.name: _moved(getattr(value, each.name), paged)
            for each in fields(value)
            if isinstance(getattr(value, each.name), _NESTED) or is_dataclass(getattr(value, each.name))
        }
        return replace(value, **changed)
    return value


_NESTED = (tuple, dict)
