"""What the reading of a paper follows from beside the paper itself, out of people's decisions: the columns of its layout, what kind of paper it is,
what a model answered about it, what bills of its vendor taught, what papers of its layout were filed as, and where the papers in it begin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from qrt.core.close.types import Decision
from qrt.core.documents.columns import ColumnMapping, mapping_of
from qrt.core.documents.kind_memory import KindLesson, kind_lesson_of
from qrt.core.documents.model.answer import Answer, answer_of
from qrt.core.documents.parting import Groups
from qrt.core.documents.types import DocumentKind
from qrt.core.documents.vendor.lesson import Lesson, lesson_of

COLUMNS_SET, KIND_SET, VENDOR_TAUGHT, MODEL_ANSWERED = "columns_set", "kind_set", "vendor_taught", "model_answered"
KIND_TAUGHT, PARTS_SET = "kind_taught", "parts_set"

KIND_LESSONS_MAX = 200
"""Newest re-filings of a company that are remembered."""

_ON_FIELDS = frozenset({"field_corrected", "document_confirmed"})


def layouts_of(decisions: Iterable[Decision]) -> dict[str, ColumnMapping]:
    """Fingerprint of a layout -> what was said of it last. `qrt close` and `qrt verify` both read papers by this."""
    return {each.subject: mapping_of(each.content, f"layout {each.subject}") for each in decisions if each.kind == COLUMNS_SET}


def kinds_of(decisions: Iterable[Decision]) -> dict[str, DocumentKind]:
    """SHA-256 of a paper -> what a person said it is, last. Raises ValueError for a kind that there is not."""
    return {each.subject: DocumentKind(each.content["kind"]) for each in decisions if each.kind == KIND_SET}


def answers_of(decisions: Iterable[Decision]) -> dict[str, Answer]:
    """SHA-256 of a paper -> what a model said of it last, by numbers of its words. Raises ValueError for an answer that is none."""
    return {each.subject: answer_of(each.content, f"the answer about {each.subject[:12]}") for each in decisions if each.kind == MODEL_ANSWERED}


def parts_of(decisions: Iterable[Decision]) -> dict[str, Groups]:
    """SHA-256 of a PDF -> the pages of each paper in it, as a person said last. Raises ValueError for what are no pages."""
    return {each.subject: tuple((int(first), int(last)) for first, last in each.content["groups"]) for each in decisions if each.kind == PARTS_SET}


@dataclass(frozen=True, slots=True)
class Taught:
    """Lessons with where they stand among the decisions, and where people first decided on fields of each paper."""

    lessons: tuple[tuple[int, Lesson], ...] = ()
    decided: Mapping[str, int] = field(default_factory=dict)
    kinds: tuple[tuple[int, KindLesson], ...] = ()

    def kinds_for(self, sha256: str) -> tuple[KindLesson, ...]:
        """The lessons about kinds that a paper is read by, oldest first; which of them are about its layout the reading finds. As for `for_paper`, those count that
        were there when somebody first decided on its fields."""
        return _newest(self.kinds, sha256, self.decided.get(sha256))[-KIND_LESSONS_MAX:]

    def for_paper(self, sha256: str) -> tuple[Lesson, ...]:
        """The lessons that a paper is read by, oldest first: those that were there when somebody first decided on its fields, so that what they agreed with stays what is read."""
        return _newest(self.lessons, sha256, self.decided.get(sha256))


T = TypeVar("T", Lesson, KindLesson)


def _newest(lessons: Iterable[tuple[int, T]], sha256: str, until: int | None) -> tuple[T, ...]:
    """The newest lesson of each other paper from before a decision, in the order in which they were given."""
    newest: dict[str, T] = {}
    for position, lesson in lessons:
        if lesson.document != sha256 and (until is None or position < until):
            newest.pop(lesson.document, None)
            newest[lesson.document] = lesson
    return tuple(newest.values())


def taught_of(decisions: Iterable[Decision]) -> Taught:
    """What decisions taught about bills of vendors and about kinds of papers. Raises ValueError for a lesson that is none."""
    lessons: list[tuple[int, Lesson]] = []
    kinds: list[tuple[int, KindLesson]] = []
    decided: dict[str, int] = {}
    for position, each in enumerate(decisions):
        if each.kind == VENDOR_TAUGHT:
            lessons.append((position, lesson_of(each.content, f"lesson {each.subject}")))
        elif each.kind == KIND_TAUGHT:
            kinds.append((position, kind_lesson_of(each.content, f"lesson {each.subject}")))
        elif each.kind in _ON_FIELDS:
            decided.setdefault(each.subject, position)
    return Taught(tuple(lessons), decided, tuple(kinds))
