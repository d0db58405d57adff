"""One long table on many pages, found by the words of its heading: its columns are those of the heading, placed where the lines of all pages leave room."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qrt.core.documents.grid.columns import cells_of
from qrt.core.documents.grid.drawn_heads import drawn_rows
from qrt.core.documents.grid.lines import CHUNK_GAP, Line, as_chunk, chunks_of, lines_of, overlap, words_of
from qrt.core.documents.grid.rows import TextLine, is_number
from qrt.core.documents.grid.ruled import Rule, drawn_tables, rules_of
from qrt.core.documents.grid.types import Piece, around
from qrt.core.documents.types import Page

Known = Callable[[Sequence[str]], int]
"""How many of the headings of a row are known; 0 when they are no heading of a table."""

KNOWN_MIN = 3
HEADING_LINES, DRAWN_LINES = 3, 6
"""Lines of a heading, where white parts it from the rest, and where lines are drawn around it."""
SHIFT, DRAWN_SHIFT = 2.0, 0.2
"""In heights of the type: a column that stands no further from where it stood on the page before has not moved. A scan shifts its pages; lines that are drawn do not move."""
_CLOSE = 1.3
"""Lines of one heading stand no further apart than this many text heights."""

_TIGHT = 0.4
"""Gap in text heights that may part two headings; blanks between words are narrower."""
_CLEAR_MIN = 4
_PARTED_MIN, _PARTED_WORDS = 3, 20
"""Phrases and words between which a line may be a heading whose columns stand too close."""
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its columns left to right, on lines `first` to `last` of its page."""

    first: int
    last: int
    columns: tuple[Piece, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(each.text for each in self.columns)


@dataclass(slots=True)
class PageLines:
    """A page as lines. `number` counts lines as people do: from 1, from the top."""

    page: Page
    lines: list[Line]
    level: list[Rule]
    upright: list[Rule]
    headings: list[Heading] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """What stands under one heading until the next other one: (page, line) of its lines, the columns' edges, and those of them at which any blank parts two cells."""

    heading: Heading
    lines: list[tuple[int, int]] = field(default_factory=list)
    edges: tuple[float, ...] = ()
    sure: frozenset[float] = frozenset()


@dataclass(slots=True)
class Flow:
    """A whole paper: its pages, what stands above the first heading of each page, and its sections."""

    pages: list[PageLines]
    above: list[tuple[int, int]]
    sections: list[Section]

    def line(self, spot: tuple[int, int]) -> Line:
        """The words of a line."""
        return self.pages[spot[0]].lines[spot[1]]


def flow_of(pages: Sequence[Page], known: Known) -> Flow | None:
    """The paper along its headings; None when no page has one."""
    laid = [_laid(page) for page in pages]
    for each in laid:
        each.headings = _headings(each, known)
    if not any(each.headings for each in laid):
        return None
    furniture = _furniture(laid)
    above: list[tuple[int, int]] = []
    sections: list[Section] = []
    for index, each in enumerate(laid):
        starts = {heading.first: heading for heading in each.headings}
        inside = bool(sections) and not (starts and _repeats(each.headings[0], sections))
        line = 0
        while line < len(each.lines):
            if line in starts:
                _begin(sections, starts[line], DRAWN_SHIFT if each.upright else SHIFT)
                inside, line = True, starts[line].last + 1
                continue
            if (index, line) not in furniture:
                (sections[-1].lines if inside else above).append((index, line))
            line += 1
    flow = Flow(laid, above, sections)
    for section in sections:
        section.edges, section.sure = _edges(flow, section)
    return flow


def headings_of(page: Page, known: Known) -> list[Heading]:
    """The headings of tables on a page, from its top."""
    return _headings(_laid(page), known)


def _laid(page: Page) -> PageLines:
    level, upright = rules_of(page)
    return PageLines(page, lines_of(words_of(page)), level, upright)


def _begin(sections: list[Section], heading: Heading, shift: float) -> None:
    """The heading that the section has already is that of a page that goes on, unless its columns stand elsewhere there: they have edges of their own."""
    if not (sections and _same(sections[-1].heading, heading) and _in_place(sections[-1].heading, heading, shift)):
        sections.append(Section(heading))


def _repeats(heading: Heading, sections: Sequence[Section]) -> bool:
    return _same(heading, sections[-1].heading)


def _same(one: Heading, other: Heading) -> bool:
    """The same columns: the same words, or words a recogniser read otherwise in the same places."""
    if one.texts == other.texts:
        return True
    return len(one.columns) == len(other.columns) and all(
        abs(a.x0 - b.x0) <= a.height and abs(a.x1 - b.x1) <= a.height for a, b in zip(one.columns, other.columns, strict=True)
    )


def _in_place(one: Heading, other: Heading, shift: float) -> bool:
    """No column of the one stands away from its fellow in the other by more than `shift` heights of its type."""
    return all(min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.centre - b.centre)) <= shift * a.height for a, b in zip(one.columns, other.columns, strict=True))


def _headings(laid: PageLines, known: Known) -> list[Heading]:
    """The headings of a page from its top. A row of drawn cells is one by itself. Of windows that overlap, the one that knows most counts, and of those the one with the
    fewest lines: a title above is no part of it."""
    lines = laid.lines
    found: list[tuple[int, int, Heading]] = []
    for row in drawn_rows(lines, drawn_tables(laid.page)) if laid.level and laid.upright else ():
        if row.last - row.first < DRAWN_LINES and known([each.text for each in row.cells]) >= KNOWN_MIN:
            found.append((-len(row.cells) - DRAWN_LINES, 0, Heading(row.first, row.last, row.cells)))
    for index in range(len(lines)):
        if index and _half_below(lines[index - 1], lines[index]):
            continue
        steps = 1
        for count in range(1, DRAWN_LINES + 1):
            window = lines[index : index + count]
            if len(window) < count or (count > 1 and not _close(window[-2], window[-1])) or _holds_number(window[-1]):
                break
            steps += count > 1 and not _half_below(window[-2], window[-1])
            if steps > HEADING_LINES:
                break
            if index + count < len(lines) and _half_below(window[-1], lines[index + count]):
                continue
            score, columns = max(((known([each.text for each in columns]), columns) for columns in _columns(window)), key=lambda each: each[0])
            if not score or len(window) > 1:
                score, columns = max((score, columns), _parted(window, known, under=bool(score)), key=lambda each: each[0])
            if score >= KNOWN_MIN:
                found.append((-score, count, Heading(index, index + count - 1, columns)))
    chosen: list[Heading] = []
    for _, _, heading in sorted(found, key=lambda each: (each[0], each[1], each[2].first)):
        if all(heading.last < other.first or heading.first > other.last for other in chosen):
            chosen.append(heading)
    return sorted(chosen, key=lambda each: each.first)


def _parted(window: Sequence[Line], known: Known, *, under: bool) -> tuple[int, tuple[Piece, ...]]:
    """A heading whose columns stand so close that two of them are one phrase: cut where more headings are known then. 0 where no cut makes it one.

    `under` cuts only where another line of the heading has its words apart: a heading that is known already is not cut into words that mean something alone.
    """
    rows = [list(chunks_of(line)) for line in window]
    words = [word for line in window for word in line]
    if not _PARTED_MIN <= max(map(len, rows)) <= len(words) <= _PARTED_WORDS or any(each.isdigit() for word in words for each in word.text):
        return 0, ()
    best = 0
    while True:
        cuts = [
            [*rows[:row], [*chunks[:at], chunk[:cut], chunk[cut:], *chunks[at + 1 :]], *rows[row + 1 :]]
            for row, chunks in enumerate(rows)
            for at, chunk in enumerate(chunks)
            for cut in range(1, len(chunk))
            if not under or any(_apart(other, chunk[cut - 1].x1, chunk[cut].x0) for number, other in enumerate(rows) if number != row)
        ]
        scored = [(known([each.text for each in _stacked(these)]), these) for these in cuts]
        score, better = max(scored, key=lambda each: each[0], default=(0, rows))
        if score <= best:
            return best, _stacked(rows)
        best, rows = score, better


def _apart(chunks: Sequence[Line], low: float, high: float) -> bool:
    """The white between two chunks runs through that between two words of another line."""
    return any(max(before[-1].x1, low) <= min(after[0].x0, high) for before, after in pairwise(chunks))


def _holds_number(line: Line) -> bool:
    return any(is_number(chunk[0].text) and len(chunk) == 1 and any(map(str.isdigit, chunk[0].text)) for chunk in chunks_of(line))


def _half_below(above: Line, below: Line) -> bool:
    """The line stands half beside the one above: headings of two lines and of three, centred in one row."""
    one, other = around(above), around(below)
    return not (_holds_number(above) or _holds_number(below)) and overlap(one.y0, one.y1, other.y0, other.y1)


def _close(above: Line, below: Line) -> bool:
    one, other = around(above), around(below)
    return other.y0 - one.y1 <= _CLOSE * min(one.y1 - one.y0, other.y1 - other.y0) - 1.0


def _columns(window: Sequence[Line]) -> Iterator[tuple[Piece, ...]]:
    """The columns of a heading: parted as cells are, and where little white parts them."""
    for gap in (CHUNK_GAP, _TIGHT):
        yield _stacked([[part for chunk in chunks_of(line, gap) for part in _numbered(chunk)] for line in window])


def _numbered(chunk: Line) -> tuple[Line, ...]:
    """A sign for numbers of rows ("#") stands over a column of its own, however narrow."""
    return (chunk[:1], chunk[1:]) if len(chunk) > 1 and chunk[0].text == "#" else (chunk,)


def _stacked(rows: Sequence[Sequence[Line]]) -> tuple[Piece, ...]:
    """Chunks of lines, those that stand one above the other put together."""
    groups: list[list[Piece]] = []
    for chunk in sorted((as_chunk(chunk) for chunks in rows for chunk in chunks), key=lambda each: (each.x0, each.y0)):
        if groups and chunk.x0 < max(each.x1 for each in groups[-1]) - 0.1 * chunk.height:
            groups[-1].append(chunk)
        else:
            groups.append([chunk])
    made = []
    for group in groups:
        area = around(group)
        text = " ".join(each.text for each in sorted(group, key=lambda each: (round(each.middle), each.x0)))
        made.append(Piece(text, area.x0, area.y0, area.x1, area.y1))
    return tuple(made)


def _furniture(pages: Sequence[PageLines]) -> set[tuple[int, int]]:
    """Heads and feet of pages: lines above the heading or below the last amount that stand at the same height on most pages and say the same but for their numbers."""
    seen: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for index, each in enumerate(pages):
        first = each.headings[0].first if each.headings else 0
        last = max((number for number, line in enumerate(each.lines) if _holds_amount(line)), default=-1)
        for number, line in enumerate(each.lines):
            if number < first or number > last:
                text = " ".join(word.text for word in line)
                seen.setdefault((round(line[0].middle / 2), _DIGITS.sub("0", text)), []).append((index, number))
    # On the first page they are kept: what stands there once is read there.
    return {spot for spots in seen.values() if len(spots) >= max(2, 0.6 * len(pages)) for spot in spots[1:]}


def _holds_amount(line: Line) -> bool:
    return any("." in word.text and is_number(word.text) for word in line)


def _edges(flow: Flow, section: Section) -> tuple[tuple[float, ...], frozenset[float]]:
    """The edges of the columns, and which are sure: lines draw them, or no word crosses them though words of many lines stand near. Between two headings the edge runs where it crosses the fewest words of all the lines; a line drawn there is it."""
    columns = section.heading.columns
    words: list[Piece] = []
    gaps: list[tuple[float, float]] = []
    for spot in section.lines:
        chunks = chunks_of(flow.line(spot))
        if len(chunks) < 2:
            continue
        for chunk in chunks:
            words += chunk
            gaps += [(before.x1, after.x0) for before, after in pairwise(chunk)]
    words += columns
    pages = {spot[0] for spot in section.lines}
    drawn = [rule.at for index in pages for rule in flow.pages[index].upright]
    inner = [_edge(left, right, words, gaps, drawn) for left, right in pairwise(columns)]
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    sure = {edge for edge in inner if edge in drawn or _is_clear(edge, words, gaps)}
    return (left - 1.0, *inner, right + 1.0), frozenset(sure)


def _is_clear(edge: float, words: Sequence[Piece], gaps: Sequence[tuple[float, float]]) -> bool:
    """No word crosses it, though it runs through blanks of several lines: in running text a word soon would."""
    return sum(low < edge < high for low, high in gaps) >= _CLEAR_MIN and not any(word.x0 < edge < word.x1 for word in words)


def _edge(left: Piece, right: Piece, words: Sequence[Piece], gaps: Sequence[tuple[float, float]], drawn: Sequence[float]) -> float:
    start, end = left.centre, right.centre
    lined = sorted(at for at in drawn if start < at < end)
    if lined:
        return lined[len(lined) // 2]
    steps = max(2, int(end - start))
    costs = [0.0] * (steps + 1)
    for low, high, cost in (*((word.x0, word.x1, 1.0) for word in words), *((low, high, 0.4) for low, high in gaps)):
        if high <= start or low >= end:
            continue
        first = max(0, int((low - start) / (end - start) * steps) + 1)
        last = min(steps, int((high - start) / (end - start) * steps))
        for step in range(first, last + 1):
            costs[step] += cost
    least = min(costs)
    runs: list[tuple[int, int]] = []
    for step, cost in enumerate(costs):
        if cost > least:
            continue
        if runs and runs[-1][1] == step - 1:
            runs[-1] = (runs[-1][0], step)
        else:
            runs.append((step, step))
    low, high = max(runs, key=lambda run: run[1] - run[0])
    return start + (low + high) / 2 / steps * (end - start)


def text_line(flow: Flow, section: Section, spot: tuple[int, int]) -> TextLine:
    """A line of a section with its words in their columns."""
    line = flow.line(spot)
    area = around(line)
    return TextLine(area.y0, area.y1, cells_of(chunks_of(line), section.edges, section.sure))
