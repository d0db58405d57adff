"""Running text as a page of one type, so that what reads pages reads it, with the way back from places on that page to lines of the file."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qrt.core.base.place import Place
from qrt.core.documents.types import Extraction, Page, Word

_WIDE, _HIGH, _STEP = 6.0, 10.0, 12.0
"""Points: a letter, a line of letters, and from line to line. One blank is narrower than what parts phrases, and two are wider."""
_TAB = 8
_RULE = re.compile(r"[-=_*~+|]{4,}")
"""A line that is drawn with signs."""
_CELLS_MIN, _APART = 3, 4
"""So many cells make a line one of a table; blanks between its columns."""
LINES_MAX, WIDEST_MAX = 2000, 1000
"""A text of more lines is a log or a list and no paper, and so is one of longer lines (letters)."""


def text_page(text: str) -> Page | None:
    """The text as one page with every word at its place in its line; None where nothing stands in it, or more than any paper holds."""
    written = text.replace("\f", "\n").splitlines()
    if len(written) > LINES_MAX or any(len(line) > WIDEST_MAX for line in written) or not text.strip():
        return None
    lines = [line.expandtabs(_TAB) for line in _aligned(written)]
    width, height = max(map(len, lines)) * _WIDE, len(lines) * _STEP
    words = [
        Word(found.group(), (found.start() * _WIDE / width, number * _STEP / height, found.end() * _WIDE / width, (number * _STEP + _HIGH) / height))
        for number, line in enumerate(lines)
        for found in re.finditer(r"\S+", line)
        if not _RULE.fullmatch(found.group())
    ]
    return Page(1, width, height, tuple(words))


def _aligned(lines: Sequence[str]) -> list[str]:
    """Lines of cells between strokes or tabs with their columns one under another: where the cells end in the text says nothing of that."""
    made = list(lines)
    at = 0
    while at < len(lines):
        cells = _cells(lines[at])
        end = at + 1
        while cells and end < len(lines) and len(_cells(lines[end])) == len(cells):
            end += 1
        if len(cells) >= _CELLS_MIN and end - at > 1:
            rows = [_cells(line) for line in lines[at:end]]
            wide = [max(len(row[column]) for row in rows) + _APART for column in range(len(cells))]
            made[at:end] = ["".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)) for row in rows]
        at = end
    return made


def _cells(line: str) -> list[str]:
    """The cells of a line; one of a rule between head and rows are empty."""
    sign = "|" if "|" in line else "\t"
    parts = [each.strip() for each in line.strip(" ").strip("|" if sign == "|" else "").split(sign)]
    return ["" if each and not each.strip("-:=+") else each for each in parts]


def on_lines(extraction: Extraction, page: Page) -> Extraction:
    """What was read from the page of a text, with every place as the line of the file (from 1) that it begins on."""

    def moved(place: Place) -> Place:
        return place if place.box is None else Place(place.document, row=int(place.box[1] * page.height / _STEP + 0.1) + 1)

    def all_moved(places: Iterable[Place]) -> tuple[Place, ...]:
        return tuple(map(moved, places))

    return replace(
        extraction,
        pages=0,
        fields={name: replace(field, place=moved(field.place) if field.place else None) for name, field in extraction.fields.items()},
        rows=tuple(replace(row, place=moved(row.place)) for row in extraction.rows),
        findings=tuple(replace(finding, evidence=all_moved(finding.evidence)) for finding in extraction.findings),
    )
