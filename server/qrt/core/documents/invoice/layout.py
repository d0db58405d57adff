"""The page as people see it: tokens in lines, lines cut into phrases at wide gaps. Sizes are points, origin at the top left."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from qrt.core.base.place import Box, Place
from qrt.core.documents.grid.ruled import RULES_MAX, Lattice, drawn_tables, rules_of
from qrt.core.documents.invoice.hindi import LONGEST, in_english, in_our_figures, is_hindi
from qrt.core.documents.types import Page, Word

PHRASE_GAP = 1.0
"""A gap wider than this many text heights starts another phrase: another column, or a value set apart from its label."""


_STROKE = "|\u2502\u2503\u00a6"
_STROKES = re.compile(f"[{_STROKE}]")

DRAWN = 0.5
"""Points by which a word may reach over the line that is drawn beside it."""

TIGHT_GAP = 1.6
"""The same in heights of a recogniser that draws its boxes around the ink: a capital is six to seven tenths of its type."""


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """One word, or one side of a word with a colon in it. `line` counts through the whole paper; `confidence` is the recogniser's, 1 in a text layer, and `agreed`
    says that two recognisers read it alike. `printed` is what stands on the page where `text` says it in English words or in our figures."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    page: int
    line: int = -1
    confidence: float = 1.0
    agreed: bool = False
    printed: str = ""

    @property
    def shown(self) -> str:
        """As it stands on the page."""
        return self.printed or self.text

    @property
    def height(self) -> float:
        return max(self.y1 - self.y0, 1.0)

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, eq=False)
class Line:
    """Tokens at one height, left to right, on page `page`. What follows from them is asked for again and again, so each is kept. `tight`: their boxes end at the ink.
    `cuts` are where upright lines are drawn through that height."""

    number: int
    page: int
    tokens: tuple[Token, ...]
    tight: bool = False
    cuts: tuple[float, ...] = ()

    @cached_property
    def text(self) -> str:
        return " ".join(token.text for token in self.tokens)

    @cached_property
    def y0(self) -> float:
        return min(token.y0 for token in self.tokens)

    @cached_property
    def y1(self) -> float:
        return max(token.y1 for token in self.tokens)

    @cached_property
    def phrases(self) -> tuple[tuple[Token, ...], ...]:
        """The line cut where the gap is wider than a letter is tall, and where a line is drawn between two words: a full cell touches its neighbour's words."""
        cut: list[list[Token]] = [[self.tokens[0]]]
        # The ink of a word without tall letters is lower than its line.
        usual = median(token.height for token in self.tokens) if self.tight else 0.0
        for before, after in pairwise(self.tokens):
            gap = TIGHT_GAP * max(usual, min(before.height, after.height)) if self.tight else PHRASE_GAP * min(before.height, after.height)
            if after.x0 - before.x1 > gap or any(before.x1 - DRAWN <= at <= after.x0 + DRAWN for at in self.cuts):
                cut.append([])
            cut[-1].append(after)
        return tuple(tuple(each) for each in cut)


@dataclass(frozen=True, eq=False)
class Sheet:
    """All lines of a paper in reading order, with the page sizes, the numbers of the pages that a recogniser read, and the tables that are drawn on each."""

    document: str
    sizes: dict[int, tuple[float, float]]
    lines: tuple[Line, ...]
    recognised: frozenset[int] = frozenset()
    drawn: Mapping[int, tuple[Lattice, ...]] = field(default_factory=dict)

    def is_recognised(self, page: int) -> bool:
        """The words of the page were read from a picture."""
        return page in self.recognised

    @cached_property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def tokens(self) -> Iterator[Token]:
        for line in self.lines:
            yield from line.tokens

    def place(self, tokens: Sequence[Token]) -> Place:
        """The box around the tokens, as fractions of the page of the first one."""
        page = tokens[0].page
        width, height = self.sizes[page]
        here = [token for token in tokens if token.page == page]
        box: Box = (
            round(min(token.x0 for token in here) / width, 5),
            round(min(token.y0 for token in here) / height, 5),
            round(max(token.x1 for token in here) / width, 5),
            round(max(token.y1 for token in here) / height, 5),
        )
        return Place(self.document, page=page, box=box)


def lay_out(document: str, pages: Sequence[Page]) -> Sheet:
    """Words to lines. The order of the text layer is ignored: it is often not the order of the page."""
    lines: list[Line] = []
    sizes: dict[int, tuple[float, float]] = {}
    for page in pages:
        sizes[page.number] = (page.width or 1.0, page.height or 1.0)
        tokens = [part for word in page.words if word.text.strip() for part in _parts(_token(word.text.strip(), word, page))]
        foreign = any(is_hindi(token.text) for token in tokens)
        upright = rules_of(page)[1] if page.rulings else []
        upright = upright if len(upright) <= RULES_MAX else []
        for group in _rows(tokens):
            number = len(lines)
            if foreign:
                group = _understood(group)
            cuts = tuple(rule.at for rule in upright if all(rule.start <= each.middle <= rule.end for each in group))
            lines.append(Line(number, page.number, tuple(_on_line(each, number) for each in group), page.source == "tesseract", cuts))
    drawn = {page.number: found for page in pages if page.rulings and (found := drawn_tables(page))}
    return Sheet(document, sizes, tuple(lines), frozenset(page.number for page in pages if page.source != "text"), drawn)


def _on_line(token: Token, number: int) -> Token:
    # Not by `replace`: it takes five times as long, and this runs for every word.
    return Token(token.text, token.x0, token.y0, token.x1, token.y1, token.page, number, token.confidence, token.agreed, token.printed)


def _understood(row: Sequence[Token]) -> list[Token]:
    """The words of a line with what is Hindi in them said in English: labels as one word each, months, figures. The rest stays as it is."""
    said: list[Token] = []
    index = 0
    while index < len(row):
        length, english = next(
            ((length, found) for length in range(min(LONGEST, len(row) - index), 0, -1) if (found := _english(row[index : index + length]))), (1, "")
        )
        run = row[index : index + length]
        text = english or in_our_figures(run[0].text)
        if text == run[0].text:
            said.append(run[0])
        else:
            box = {"y0": min(each.y0 for each in run), "x1": run[-1].x1, "y1": max(each.y1 for each in run)}
            said.append(replace(run[0], text=text, printed=" ".join(each.text for each in run), agreed=all(each.agreed for each in run), **box))
        index += length
    return said


def _english(run: Sequence[Token]) -> str:
    """English for a run of words that stand close together; "" where they say nothing together."""
    if not is_hindi(run[0].text) or any(after.x0 - before.x1 > PHRASE_GAP * min(before.height, after.height) for before, after in pairwise(run)):
        return ""
    return in_english(tuple(token.text for token in run))


def _token(text: str, word: Word, page: Page) -> Token:
    x0, y0, x1, y1 = word.box
    return Token(text, x0 * page.width, y0 * page.height, x1 * page.width, y1 * page.height, page.number, -1, word.confidence, word.agreed)


def _parts(token: Token) -> list[Token]:
    """ "No:INV-7" is a label and a value; the cut is placed by the count of letters. Times, ratios and addresses of pages stay whole. Strokes between the cells of a
    table that is printed in one type belong to no word ("|61161000|")."""
    if _STROKES.search(token.text) and len(token.text) > 1:
        wide = (token.x1 - token.x0) / len(token.text)
        pieces = re.finditer(rf"[^{_STROKE}]+", token.text)
        return [
            part
            for piece in pieces
            for part in _parts(replace(token, text=piece.group(), x0=token.x0 + piece.start() * wide, x1=token.x0 + piece.end() * wide))
        ]
    found = re.match(r"^(.*[^\W\d].*?|.*[.#°)])([:=])([^/\s].*)$", token.text)
    if not found or "://" in token.text or "@" in token.text:
        return [token]
    cut = token.x0 + (token.x1 - token.x0) * (found.end(2) / len(token.text))
    left = replace(token, text=found.group(1) + found.group(2), x1=cut)
    return [left, *_parts(replace(token, text=found.group(3), x0=cut))]


def _rows(tokens: list[Token]) -> list[list[Token]]:
    """Group by height on the page: a token joins the row whose middle is within 0.45 of the smaller text height."""
    rows: list[list[Token]] = []
    middles: list[float] = []
    heights: list[float] = []
    for token in sorted(tokens, key=lambda each: (each.middle, each.x0)):
        middle, height = token.middle, token.height
        for index in range(len(rows) - 1, max(-1, len(rows) - 5), -1):
            if abs(middle - middles[index]) <= 0.45 * min(height, heights[index]):
                count = len(rows[index])
                middles[index] = (middles[index] * count + middle) / (count + 1)
                heights[index] = min(heights[index], height)
                rows[index].append(token)
                break
        else:
            rows.append([token])
            middles.append(middle)
            heights.append(height)
    for row in rows:
        row.sort(key=lambda each: each.x0)
    rows.sort(key=lambda row: (round(min(each.middle for each in row), 1), row[0].x0))
    return rows
