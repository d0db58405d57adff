"""What re-filing teaches: the next paper of nearly the same layout is filed as a person filed this one.

A lesson holds the build and the words of a paper as hashed numbers alone (`kind_features`, which knows amounts, days and registration numbers as what they are), what the
paper was read as, and what a person said it is. Nearness is counted in whole numbers, so that it is the same on every machine.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qrt.core.base.canonical import canonical_json
from qrt.core.documents.kind_features import SLOTS, features_of
from qrt.core.documents.types import DocumentKind, Page

LAYOUT_SLOTS = 1024
"""The features of a paper, folded: what tells one layout from another needs no more."""

LIKE = (82, 100)
"""Papers whose features point at least so much the same way (cosine, as a fraction) are of one layout. Over generated bills the least between two of a vendor's program is
0.83, and one pair in a thousand of different programs comes to 0.80."""

LESSONS_MAX = 8
"""Newest lessons about one layout that count: a program that was changed is forgotten in the end."""

ONCE, OFTEN, DOUBTED = 0.75, 0.9, 0.65
"""How sure a kind is that one re-filing taught, that several did, and that one of them spoke against."""

OPEN = 0.7
"""Below this confidence what a paper was read as tells nothing, and a lesson counts whatever that was."""


@dataclass(frozen=True, slots=True)
class KindLesson:
    """What one re-filing taught. `layout` is as `layout_of` writes it; `read_as` what the paper was read as without it, `name` the file's name, for the reason that is said."""

    document: str
    name: str
    layout: str
    read_as: DocumentKind
    kind: DocumentKind

    def content(self) -> dict[str, Any]:
        """As a decision holds it."""
        return {"document": self.document, "name": self.name, "layout": self.layout, "read_as": self.read_as.value, "kind": self.kind.value}


@dataclass(frozen=True, slots=True)
class Filed:
    """The kind that lessons give a paper, how sure, and why, in words."""

    kind: DocumentKind
    sure: float
    reason: str

    def content(self) -> dict[str, Any]:
        """For the pipe to a reader child."""
        return {"kind": self.kind.value, "sure": self.sure, "reason": self.reason}


def filed_of(content: Mapping[str, Any]) -> Filed:
    """The other way. Raises KeyError or ValueError."""
    return Filed(DocumentKind(content["kind"]), float(content["sure"]), str(content["reason"]))


def kind_lesson_of(content: Any, where: str) -> KindLesson:
    """A lesson from a decision. Raises ValueError."""
    try:
        kinds = DocumentKind(content["read_as"]), DocumentKind(content["kind"])
        made = KindLesson(str(content["document"]), str(content["name"]), str(content["layout"]), *kinds)
        _numbers(made.layout)
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        raise ValueError(f"{where} is no lesson about a kind of paper: {wrong}") from wrong
    return made


def layout_of(pages: Sequence[Page]) -> str:
    """The layout of a paper in some 1,300 characters; "" for one without words."""
    vector = features_of(pages)
    if not vector.any():
        return ""
    folded = vector.astype(np.float64).reshape(SLOTS // LAYOUT_SLOTS, LAYOUT_SLOTS).sum(axis=0)
    return base64.b85encode(np.round(127.0 * folded / np.abs(folded).max()).astype(np.int8).tobytes()).decode()


@lru_cache(maxsize=1024)
def _numbers(layout: str) -> NDArray[np.int64]:
    numbers = np.frombuffer(base64.b85decode(layout), dtype=np.int8).astype(np.int64)
    if len(numbers) != LAYOUT_SLOTS:
        raise ValueError("a layout that is cut off")
    return numbers


def near_lessons(lessons: Sequence[KindLesson], layout: str) -> tuple[KindLesson, ...]:
    """The newest lessons about papers of nearly this layout, oldest first."""
    if not layout or not lessons:
        return ()
    own = _numbers(layout)
    kept = np.stack([_numbers(each.layout) for each in lessons])
    alike, sizes, size = kept @ own, (kept * kept).sum(axis=1), int(own @ own)
    over, under = LIKE
    near = [
        lesson
        for lesson, dot, other in zip(lessons, alike.tolist(), sizes.tolist(), strict=True)
        if dot > 0 and dot * dot * under * under >= over * over * size * other
    ]
    return tuple(near[-LESSONS_MAX:])


def file_by(near: Sequence[KindLesson], read_as: DocumentKind, sure: float) -> Filed | None:
    """What the lessons about its layout say of a paper that was read as `read_as`, so sure; None where they say nothing, or contradict each other too much.

    The newest lesson names the kind; it counts while at least as many lessons of this layout agree with it as speak against it.
    """
    told = [each for each in near if each.read_as is read_as or sure < OPEN]
    if not told:
        return None
    kind = told[-1].kind
    agree = sum(each.kind is kind for each in told)
    against = len(told) - agree
    if agree < against or kind is DocumentKind.OTHER:
        return None
    confidence = DOUBTED if against else OFTEN if agree > 1 else ONCE
    often = f", as {agree - 1} others were" if agree > 1 else ""
    reason = f"it is laid out as {told[-1].name}, which a person filed as {kind.value.replace('_', ' ')}{often}"
    return Filed(kind, confidence, reason + (f"; {against} of this layout were filed otherwise" if against else ""))


def digest_of_kinds(lessons: Iterable[KindLesson]) -> str:
    """Sixteen hex digits that tell these lessons from others, "" for none."""
    contents = [each.content() for each in lessons]
    return hashlib.sha256(canonical_json(contents).encode()).hexdigest()[:16] if contents else ""
