"""Words to lines, lines to chunks: what stands close together on a line belongs together."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from qrt.core.documents.grid.types import Piece, joined
from qrt.core.documents.types import Page

CHUNK_GAP = 0.65
"""A gap wider than this part of the text height separates two cells; the blanks of running text are narrower."""

OVERLAP = 0.35
"""Part of their height that lines of two rows do not share."""

Line = tuple[Piece, ...]
"""Pieces at one height, left to right."""


def words_of(page: Page) -> tuple[Piece, ...]:
    """The page's words in points."""
    width, height = page.width, page.height
    return tuple(
        Piece(word.text.strip(), word.box[0] * width, word.box[1] * height, word.box[2] * width, word.box[3] * height)
        for word in page.words
        if word.text.strip()
    )


def lines_of(words: Iterable[Piece]) -> list[Line]:
    """Words by height, from the top: a word joins the line whose middle is within 0.4 of the smaller text height."""
    rows: list[list[Piece]] = []
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda each: (each.middle, each.x0)):
        for index in range(len(rows) - 1, max(-1, len(rows) - 6), -1):
            middle, height = spans[index]
            if abs(word.middle - middle) <= 0.4 * min(height, word.height):
                rows[index].append(word)
                count = len(rows[index])
                spans[index] = (middle + (word.middle - middle) / count, min(height, word.height))
                break
        else:
            rows.append([word])
            spans.append((word.middle, word.height))
    return [tuple(sorted(row, key=lambda each: each.x0)) for row, _ in sorted(zip(rows, spans, strict=True), key=lambda each: each[1][0])]


def chunks_of(line: Sequence[Piece], gap: float = CHUNK_GAP) -> tuple[Line, ...]:
    """The line cut at wide gaps, each part as its words."""
    parts: list[list[Piece]] = [[line[0]]]
    for before, after in pairwise(line):
        if after.x0 - before.x1 > gap * min(before.height, after.height):
            parts.append([])
        parts[-1].append(after)
    return tuple(tuple(part) for part in parts)


def overlap(top: float, bottom: float, other_top: float, other_bottom: float) -> bool:
    """Two lines, the upper one first, that share more of their height than those of the tightest print: cells of one row, centred in it."""
    return bottom - other_top > OVERLAP * min(bottom - top, other_bottom - other_top)


def as_chunk(words: Sequence[Piece]) -> Piece:
    """Words that stand together as one piece."""
    return joined(words)
