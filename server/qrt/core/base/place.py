"""Where on which paper a value stands. Every figure leads back to one or more places."""

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 as fractions of the page, origin at the top left."""


@dataclass(frozen=True, slots=True)
class Place:
    """A spot on a paper. `document` is the SHA-256 (hex) of the paper's bytes; the rest narrows it down.

    `page` (from 1) and `box` for pictures and PDFs; `sheet`, `row` (from 1) and `column` (letters) for spreadsheets; `row` is the line of a text
    file (from 1); `column` holds a JSON pointer or an XML tag for structured files.
    """

    document: str
    page: int | None = None
    box: Box | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
