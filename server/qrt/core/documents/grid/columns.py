"""Where the columns of undrawn tables lie: the gaps that lines leave free, one above the other."""

import re
from collections.abc import Container, Sequence
from itertools import pairwise

from qrt.core.documents.dates import looks_like_day
from qrt.core.documents.grid.lines import Line
from qrt.core.documents.grid.types import Piece

_TOLERANCES = (0.0, 0.04, 0.08, 0.15, 0.25)
_AMOUNT = re.compile(r"^[-+(]?\d[\d,]*\.\d\d\)?$")
BLANK = 0.36
"""Gap in text heights that is more than a blank between words."""
_GAP_MIN = 0.12
"""A free strip narrower than this part of the text height is chance."""

Cells = dict[int, tuple[int, Line]]
"""What a line holds: first column to last column and the words there."""


def bands_of(rows: Sequence[Sequence[Piece]]) -> list[tuple[float, float]]:
    """The strips in which columns stand, from the chunks of each line. Lines that cross a gap are allowed where otherwise fewer columns come out than most lines have chunks."""
    counts = sorted(len(row) for row in rows)
    if not counts:
        return []
    usual = counts[len(counts) * 3 // 5]
    best: list[tuple[float, float]] = []
    for tolerance in _TOLERANCES:
        bands = _bands(rows, int(tolerance * len(rows)))
        if len(bands) > len(best):
            best = bands
        if len(bands) >= usual:
            break
    return best


def _bands(rows: Sequence[Sequence[Piece]], crossing_max: int) -> list[tuple[float, float]]:
    pieces = [piece for row in rows for piece in row]
    height = sorted(piece.height for piece in pieces)[len(pieces) // 2]
    marks = sorted([(piece.x0, 1) for piece in pieces] + [(piece.x1, -1) for piece in pieces])
    bands: list[tuple[float, float]] = []
    depth, start = 0, None
    for x, step in marks:
        depth += step
        if depth > crossing_max and start is None:
            start = x
        elif depth <= crossing_max and start is not None:
            bands.append((start, x))
            start = None
    merged: list[tuple[float, float]] = []
    for band in bands:
        if merged and band[0] - merged[-1][1] < _GAP_MIN * height:
            merged[-1] = (merged[-1][0], band[1])
        else:
            merged.append(band)
    return merged


def edges_of(bands: Sequence[tuple[float, float]], pieces: Sequence[Piece]) -> tuple[float, ...]:
    """The middle of each gap between columns, with the outer sides of everything."""
    left, right = min(each.x0 for each in pieces), max(each.x1 for each in pieces)
    inner = [(one[1] + other[0]) / 2 for one, other in pairwise(bands)]
    return (min(left, bands[0][0]), *inner, max(right, bands[-1][1]))


def cells_of(chunks: Sequence[Line], edges: Sequence[float], sure: Container[float] = ()) -> Cells:
    """Each chunk in its column. One that crosses an edge is cut at a blank that stands there, else it covers both columns. `sure` are edges that any blank is cut at."""
    parts = [part for chunk in chunks for part in _cut(chunk, edges, sure)]
    found: Cells = {}
    for part in parts:
        first, last = _columns(part, edges)
        if first in found:
            before_last, before = found[first]
            found[first] = (max(before_last, last), (*before, *part))
        else:
            found[first] = (last, part)
    return found


def _cut(chunk: Line, edges: Sequence[float], sure: Container[float]) -> list[Line]:
    for edge in edges[1:-1]:
        for index in range(1, len(chunk)):
            before, after = chunk[index - 1], chunk[index]
            # An amount behind another one, or behind a day, is in a cell of its own however near it stands.
            apart = (
                after.x0 - before.x1 > BLANK * before.height
                or edge in sure
                or (_is_amount(after.text) and (_is_amount(before.text) or looks_like_day(before.text)))
            )
            if before.centre < edge < after.centre and before.x1 <= edge + 1.5 and after.x0 >= edge - 1.5 and apart:
                return [chunk[:index], *_cut(chunk[index:], edges, sure)]
    return [chunk]


def _is_amount(text: str) -> bool:
    return bool(_AMOUNT.match(text))


def _columns(part: Line, edges: Sequence[float]) -> tuple[int, int]:
    """First and last column that the words reach into by more than a letter."""
    left, right = part[0].x0, max(word.x1 for word in part)
    slack = 0.5 * part[0].height
    shares = [(min(right, end) - max(left, start), index) for index, (start, end) in enumerate(pairwise(edges))]
    best = max(shares)[1]
    reached = [index for share, index in shares if share > slack]
    return (min(reached), max(reached)) if reached else (best, best)
