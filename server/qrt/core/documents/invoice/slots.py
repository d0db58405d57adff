"""Columns of a list of goods by where its words and figures stand, whatever heads them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from qrt.core.documents.invoice.item_cells import number_of
from qrt.core.documents.invoice.layout import Line, Token
from qrt.core.documents.invoice.sums import APART

JOINED = 0.6
"""In heights of the type: a unit or a percent sign no further behind a figure belongs to it."""

_WITH_UNIT = re.compile(r"([\d,]+(?:\.\d+)?)([A-Za-z]{1,9}\.?)")


@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """What stands together on a line: a figure with its unit, or words. `value` of a figure, `percent` where its sign follows, `behind` its unit."""

    tokens: tuple[Token, ...]
    value: Decimal | None = None
    percent: bool = False
    behind: str = ""

    @property
    def x0(self) -> float:
        return self.tokens[0].x0

    @property
    def x1(self) -> float:
        return self.tokens[-1].x1

    @property
    def text(self) -> str:
        return " ".join(token.text for token in self.tokens)

    @property
    def edges(self) -> tuple[float, float, float]:
        return self.x0, self.x1, (self.x0 + self.x1) / 2


@dataclass(eq=False)
class Slot:
    """One column: what stands in it by row (the number of the row, from 0), and its edges in points."""

    x0: float
    x1: float
    by_row: dict[int, list[Atom]] = field(default_factory=dict)

    def value(self, row: int) -> Decimal | None:
        """The one figure in the row; None where there is none, or more than one, or a percentage."""
        found = [each for each in self.by_row.get(row, ()) if each.value is not None]
        return found[0].value if len(found) == 1 and not found[0].percent else None

    def text(self, row: int) -> str:
        return " ".join(each.text for each in self.by_row.get(row, ()))

    @property
    def letters(self) -> int:
        return sum(sum(map(str.isalpha, each.text)) for atoms in self.by_row.values() for each in atoms)


def slots_of(rows: Sequence[Line], cuts: Sequence[float] = ()) -> list[Slot]:
    """The columns over rows, each a line, from left to right. Words that stand apart no wider than a blank are one, and so is what overlaps from row to row.

    cuts  where upright lines are drawn: no column reaches over one
    """
    atoms = [(number, atom) for number, line in enumerate(rows) for atom in _atoms(line, rows, cuts)]
    slots: list[Slot] = []
    for number, atom in sorted(atoms, key=lambda each: each[1].x0):
        slot = next((each for each in reversed(slots) if atom.x0 < each.x1 - 0.5), None)
        if slot is None:
            slot = Slot(atom.x0, atom.x1)
            slots.append(slot)
        slot.x1 = max(slot.x1, atom.x1)
        slot.by_row.setdefault(number, []).append(atom)
    return slots


def _atoms(line: Line, rows: Sequence[Line], cuts: Sequence[float]) -> Iterator[Atom]:
    """A line cut into figures and words. A figure inside words is part of them, unless figures of other rows stand under or over it."""
    for phrase in line.phrases:
        for piece in _between(phrase, cuts):
            yield from _pieces(piece, line, rows)


def _between(phrase: Sequence[Token], cuts: Sequence[float]) -> Iterator[tuple[Token, ...]]:
    piece = [phrase[0]]
    for before, after in pairwise(phrase):
        if any(before.x1 - 1 <= cut <= after.x0 + 1 for cut in cuts):
            yield tuple(piece)
            piece = []
        piece.append(after)
    yield tuple(piece)


def _pieces(piece: Sequence[Token], line: Line, rows: Sequence[Line]) -> Iterator[Atom]:
    index = 0
    words: list[Token] = []
    prose = sum(sum(map(str.isalpha, each.text)) >= 2 for each in piece) >= 2
    while index < len(piece):
        token = piece[index]
        figure = _figure(piece, index)
        if figure is not None and (not words and not prose or _is_aligned(token, line, rows) or len(piece) == len(figure.tokens)):
            if words:
                yield Atom(tuple(words))
                words = []
            yield figure
            index += len(figure.tokens)
            continue
        words.append(token)
        index += 1
    if words:
        yield Atom(tuple(words))


def _figure(piece: Sequence[Token], index: int) -> Atom | None:
    """A figure here, with the percent sign or the unit behind it."""
    token = piece[index]
    text = token.text
    if found := _WITH_UNIT.fullmatch(text):
        return Atom((token,), number_of(found[1], False), behind=found[2])
    value = number_of(text.removesuffix("%").removesuffix("/-"), False)
    if value is None:
        return None
    if text.endswith("%"):
        return Atom((token,), value, True)
    after = piece[index + 1] if index + 1 < len(piece) else None
    if after is not None and after.x0 - token.x1 < JOINED * token.height:
        if after.text == "%":
            return Atom((token, after), value, True)
        if len(piece) == index + 2 and re.fullmatch(r"[A-Za-z]{1,6}\.?", after.text):
            return Atom((token, after), value, behind=after.text)
    return Atom((token,), value)


def _is_aligned(token: Token, line: Line, rows: Sequence[Line]) -> bool:
    """A figure of most other rows stands in one column with the token: an edge or the middle of both is the same."""
    others = [each for each in rows if each is not line]
    edges = (token.x0, token.x1, (token.x0 + token.x1) / 2)
    hits = sum(any(_is_like(token, edges, each) for each in other.tokens) for other in others)
    return bool(others) and 2 * hits >= len(others)


def _is_like(token: Token, edges: tuple[float, float, float], other: Token) -> bool:
    near = any(abs(a - b) <= APART for a, b in zip(edges, (other.x0, other.x1, (other.x0 + other.x1) / 2), strict=True))
    return near and number_of(other.text.removesuffix("%"), False) is not None
