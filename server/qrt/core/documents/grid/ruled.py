"""Tables whose cells are drawn: level and upright lines that cross make a lattice, and a missing piece of line joins two cells."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qrt.core.documents.grid.types import Area
from qrt.core.documents.types import Page

SNAP = 2.5
"""Lines nearer than this (points) are one line, drawn twice or as the two sides of a bar."""

REACH = 3.5
"""Lines whose ends are no further apart than this touch."""

LONG = 8.0

RULES_MAX = 900
"""Lines each way on a page that are a table's at all; a page with more is a drawing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or upright line: `at` is its height (or its distance from the left), `start` to `end` is its length."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """Where the rows and columns of a drawn table begin and end, and the pieces of line between its cells.

    open_below[i][j]  no line stands between the small cells (i, j) and (i + 1, j); open_right likewise to (i, j + 1)
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    open_below: tuple[tuple[bool, ...], ...]
    open_right: tuple[tuple[bool, ...], ...]

    @property
    def area(self) -> Area:
        return Area(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def rules_of(page: Page) -> tuple[list[Rule], list[Rule]]:
    """Level and upright lines of the page in points, pieces of one line put together."""
    level: list[Rule] = []
    upright: list[Rule] = []
    for x0, y0, x1, y1 in page.rulings:
        left, top, right, bottom = x0 * page.width, y0 * page.height, x1 * page.width, y1 * page.height
        if right - left >= bottom - top:
            level.append(Rule((top + bottom) / 2, left, right))
        else:
            upright.append(Rule((left + right) / 2, top, bottom))
    return _merged(level), _merged(upright)


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Lines at one height (within SNAP) that touch or overlap are one line; short strokes are letters or dots."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda each: (each.at, each.start)):
        if groups and rule.at - groups[-1][0].at <= SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    merged = []
    for group in groups:
        at = sum(each.at for each in group) / len(group)
        start, end = None, 0.0
        for rule in sorted(group, key=lambda each: each.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + REACH:
                end = max(end, rule.end)
            else:
                merged.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            merged.append(Rule(at, start, end))
    return [each for each in merged if each.end - each.start >= LONG]


def lattices(level: Sequence[Rule], upright: Sequence[Rule]) -> list[Lattice]:
    """One lattice for each group of lines that cross, from the top. A frame around nothing but one cell is none."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, flat in enumerate(level):
        for j, tall in enumerate(upright):
            if flat.start - REACH <= tall.at <= flat.end + REACH and tall.start - REACH <= flat.at <= tall.end + REACH:
                parent[root(i)] = root(len(level) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, flat in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(flat)
    for j, tall in enumerate(upright):
        groups.setdefault(root(len(level) + j), ([], []))[1].append(tall)
    made = [_lattice(flats, talls) for flats, talls in groups.values() if len(flats) >= 2 and talls]
    return sorted((each for each in made if each), key=lambda each: (each.ys[0], each.xs[0]))


def drawn_tables(page: Page) -> tuple[Lattice, ...]:
    """The lattices of a page; none on a page with more lines than tables have."""
    level, upright = rules_of(page)
    return () if max(len(level), len(upright)) > RULES_MAX else tuple(lattices(level, upright))


def _lattice(level: Sequence[Rule], upright: Sequence[Rule]) -> Lattice | None:
    xs = _distinct([each.at for each in upright])
    ys = _distinct([each.at for each in level])
    left, right = min(each.start for each in level), max(each.end for each in level)
    top, bottom = min(each.start for each in upright), max(each.end for each in upright)
    # A table without its outer lines is open at its sides: the ends of its lines say where it ends.
    if left < xs[0] - LONG:
        xs.insert(0, left)
    if right > xs[-1] + LONG:
        xs.append(right)
    if top < ys[0] - LONG:
        ys.insert(0, top)
    if bottom > ys[-1] + LONG:
        ys.append(bottom)
    if len(xs) < 3 or len(ys) < 2:
        return None
    below = tuple(tuple(not _drawn(level, ys[i + 1], xs[j], xs[j + 1]) for j in range(len(xs) - 1)) for i in range(len(ys) - 2))
    beside = tuple(tuple(not _drawn(upright, xs[j + 1], ys[i], ys[i + 1]) for j in range(len(xs) - 2)) for i in range(len(ys) - 1))
    return Lattice(tuple(xs), tuple(ys), below, beside)


def _distinct(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


def _drawn(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """A line stands there along at least half of the way."""
    return any(abs(each.at - at) <= SNAP and min(each.end, end) - max(each.start, start) >= 0.5 * (end - start) for each in rules)


def joined_cells(lattice: Lattice) -> list[list[tuple[int, int]]]:
    """The small cells that no line separates, as groups; each group is one cell of the table."""
    rows, columns = len(lattice.ys) - 1, len(lattice.xs) - 1
    seen: set[tuple[int, int]] = set()
    groups = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in seen:
                continue
            group, waiting = [], [(row, column)]
            seen.add((row, column))
            while waiting:
                i, j = waiting.pop()
                group.append((i, j))
                nearby = (
                    (i + 1, j, i + 1 < rows and lattice.open_below[i][j]),
                    (i - 1, j, i > 0 and lattice.open_below[i - 1][j]),
                    (i, j + 1, j + 1 < columns and lattice.open_right[i][j]),
                    (i, j - 1, j > 0 and lattice.open_right[i][j - 1]),
                )
                for k, m, is_open in nearby:
                    if is_open and (k, m) not in seen:
                        seen.add((k, m))
                        waiting.append((k, m))
            groups.append(group)
    return groups


def slot(edges: Sequence[float], value: float) -> int:
    """Index of the row or column that a coordinate lies in; outside it is the nearest."""
    return min(max(bisect_right(edges, value) - 1, 0), len(edges) - 2)
