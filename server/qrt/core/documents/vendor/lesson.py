"""A lesson is what one decided bill teaches; a vendor template is what the lessons of a vendor come to. Lessons are data of decisions, so a template can be made again.

Only layout is kept: words that stand before a value, how far away it stands, what shape it has. The vendor's own name and GSTIN are kept to know its next bill by.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qrt.core.base.canonical import canonical_json, plain

LESSONS_MAX = 8
"""Newest lessons of a vendor that count: a program that was changed is forgotten in the end."""

AGAINST_MAX = 2
"""A place that decisions spoke against this often, and not less often than for it, is dropped."""

LIKE = 0.5
"""Share of a layout's label words that a bill must have to be of that layout."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a value stands from words that stand beside it.

    label  the words as `plain_words` writes them; "" for a place on the page itself
    side   "left" of the value on its line, "above" it, or "page"
    dx     from the label's end (left) or beginning (above) to the value's beginning, in text heights; for "page" the fraction of the width
    dy     from the label's middle to the value's, in text heights; for "page" the fraction of the height
    right  right edge of the value as a fraction of the page: columns of amounts keep it
    nth    which of the places with these words it was, counted from the last one: totals stand at the end
    """

    label: str
    side: str
    dx: float
    dy: float
    right: float
    nth: int


@dataclass(frozen=True, slots=True)
class Spot:
    """How one field stands in a layout. `shape` is that of its text ("A/9-9"), `words` how many words it has, `before` letters that stick to its front,
    `stop` the word behind it on its line; `absent` says that a person found nothing where the reader saw something."""

    anchors: tuple[Anchor, ...]
    shape: str = ""
    words: int = 1
    before: str = ""
    stop: str = ""
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a vendor's list of goods: its heading and its edges as fractions of the page."""

    name: str
    heading: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one decided bill taught. `document` is its SHA-256, `known_as` are the plain names that the reader or a person gave its seller, `layout` the words of its labels."""

    document: str
    gstin: str
    known_as: tuple[str, ...]
    layout: tuple[str, ...]
    spots: Mapping[str, Spot] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()

    def content(self) -> dict[str, Any]:
        """As a decision and a file hold it."""
        return plain(self)

    def keys(self) -> frozenset[str]:
        """By what the vendor is known: its GSTIN, or where it has none its names."""
        return frozenset((self.gstin,)) if self.gstin else frozenset(self.known_as)


def lesson_of(content: Any, where: str) -> Lesson:
    """A lesson from a decision or a file. Raises ValueError."""
    try:
        spots = {
            str(name): Spot(tuple(Anchor(**each) for each in spot["anchors"]), **{key: each for key, each in spot.items() if key != "anchors"})
            for name, spot in content["spots"].items()
        }
        columns = tuple(Column(**each) for each in content["columns"])
        return Lesson(str(content["document"]), str(content["gstin"]), tuple(content["known_as"]), tuple(content["layout"]), spots, columns)
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError(f"{where} is no lesson about a vendor's bills: {wrong}") from wrong


@dataclass(frozen=True, slots=True)
class Known:
    """A field of a template: its spot, by how many bills it was borne out since it was learnt, and how many spoke against it."""

    spot: Spot
    weight: int = 1
    against: int = 0


@dataclass(frozen=True, slots=True)
class VendorTemplate:
    """Where a vendor's program prints what. Made by `templates_from` alone."""

    gstin: str
    known_as: tuple[str, ...]
    layout: tuple[str, ...]
    known: Mapping[str, Known]
    columns: tuple[Column, ...]
    bills: int


def chosen_lessons(lessons: Iterable[Lesson], keys: Iterable[str]) -> tuple[Lesson, ...]:
    """The lessons of the vendor that a bill's GSTINs and names point to, oldest first; the newest `LESSONS_MAX` of them."""
    wanted = frozenset(keys) - {""}
    return tuple(each for each in lessons if each.keys() & wanted)[-LESSONS_MAX:]


def digest_of(lessons: Sequence[Lesson]) -> str:
    """Sixteen hex digits that tell these lessons from others, "" for none."""
    return hashlib.sha256(canonical_json([each.content() for each in lessons]).encode()).hexdigest()[:16] if lessons else ""


def templates_from(lessons: Sequence[Lesson]) -> tuple[VendorTemplate, ...]:
    """One template a layout of a vendor, from lessons in the order in which they were given."""
    made: list[VendorTemplate] = []
    for lesson in lessons:
        for position, standing in enumerate(made):
            if standing.gstin == lesson.gstin and likeness(standing.layout, lesson.layout) >= LIKE:
                made[position] = _taught(standing, lesson)
                break
        else:
            known = {name: Known(spot) for name, spot in lesson.spots.items()}
            made.append(VendorTemplate(lesson.gstin, lesson.known_as, lesson.layout, known, lesson.columns, 1))
    return tuple(made)


def likeness(layout: Sequence[str], words: Iterable[str]) -> float:
    """Share of a layout's label words among these, 0 to 1."""
    there = frozenset(words)
    return sum(each in there for each in layout) / len(layout) if layout else 0.0


def _taught(standing: VendorTemplate, lesson: Lesson) -> VendorTemplate:
    """A further bill bears a place out, speaks against it, or tells a new one."""
    known = dict(standing.known)
    for name, spot in lesson.spots.items():
        before = known.get(name)
        if before is None:
            known[name] = Known(spot)
        elif _same_place(before.spot, spot):
            known[name] = Known(spot, before.weight + 1, before.against)
        elif before.against + 1 >= AGAINST_MAX and before.against + 1 >= before.weight:
            known[name] = Known(spot)
        else:
            known[name] = Known(before.spot, before.weight, before.against + 1)
    names = tuple(dict.fromkeys((*standing.known_as, *lesson.known_as)))
    return VendorTemplate(standing.gstin, names, lesson.layout, known, lesson.columns or standing.columns, standing.bills + 1)


def _same_place(left: Spot, right: Spot) -> bool:
    """They share a label on the same side, or a place on the page."""
    if left.absent or right.absent:
        return left.absent == right.absent
    for one in left.anchors:
        for other in right.anchors:
            if (one.label, one.side) != (other.label, other.side):
                continue
            if one.side != "page" or (abs(one.dx - other.dx) < 0.03 and abs(one.dy - other.dy) < 0.03):
                return True
    return False
