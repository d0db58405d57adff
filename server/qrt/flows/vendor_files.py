"""Vendor templates without a platform: lessons out of records that somebody went through, as `qrt learn-templates` makes them and `qrt extract --templates` takes them."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qrt.adapters.scan.sandbox import ReaderFailed, ReaderPool
from qrt.core.base.canonical import canonical_json
from qrt.core.base.errors import Refused
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind, Extraction, Field, FieldStatus, Paper
from qrt.core.documents.vendor.learn import BILLS
from qrt.core.documents.vendor.lesson import Lesson, lesson_of
from qrt.flows.reading import read_one


def load_lessons(path: Path) -> tuple[Lesson, ...]:
    """Lessons from a file, one JSON object a line, oldest first. Raises Refused("template.unreadable")."""
    try:
        return tuple(lesson_of(content, f"{path.name}, line {number}") for number, content in _lines(path))
    except ValueError as wrong:
        raise Refused("template.unreadable", f"{wrong}.") from wrong


def write_lessons(path: Path, lessons: Iterable[Lesson]) -> None:
    """One a line; a bill that taught anew stands where it stood last."""
    newest: dict[str, Lesson] = {}
    for lesson in lessons:
        newest.pop(lesson.document, None)
        newest[lesson.document] = lesson
    path.write_text("".join(canonical_json(each.content()) + "\n" for each in newest.values()), encoding="utf-8")


def learn_files(records: Path, files: Sequence[Path], say: Callable[[str], None]) -> Iterator[Lesson]:
    """A lesson for each bill of which `records` (as `qrt extract` writes them, put right by a person) tells the fields.

    A record's fields count as gone through: {name: {value, page, box}}; page and box may be left out, then the words are sought. Raises
    Refused("template.unreadable"), Refused("extract.unreadable") for a file that is not there.
    """
    told = {str(content.get("sha256")): content for _, content in _lines(records)}
    with ReaderPool(size=1) as readers:
        for path in files:
            if not path.is_file():
                raise Refused("extract.unreadable", f"{path} is not a file.")
            data = path.read_bytes()
            paper = Paper(hashlib.sha256(data).hexdigest(), path.name, len(data))
            record = told.get(paper.sha256)
            lesson = _learn(readers, paper, data, record) if record else None
            say(f"{path.name}: {f'{len(lesson.spots)} fields and {len(lesson.columns)} columns learnt' if lesson else 'nothing to learn'}")
            if lesson is not None:
                yield lesson


def _learn(readers: ReaderPool, paper: Paper, data: bytes, record: Mapping[str, Any]) -> Lesson | None:
    try:
        kind = DocumentKind(record["kind"])
        fields = {str(name): _field(paper, str(name), said) for name, said in record["fields"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise Refused("template.unreadable", f"The record of {paper.name} has no kind and fields as `qrt extract` writes them: {wrong}.") from wrong
    if kind not in BILLS:
        return None
    read = read_one(readers, paper, data, said=kind)
    decided = Extraction(paper.sha256, kind, 1.0, "person", "1", fields=fields)
    try:
        return readers.learn(paper, read.unlocked or data, decided, read.recognised)
    except ReaderFailed:
        return None


def _field(paper: Paper, name: str, said: Mapping[str, Any]) -> Field:
    page, box = said.get("page"), said.get("box")
    place = Place(paper.sha256, page=int(page), box=tuple(box) if box else None) if page else None
    return Field(name, str(said["value"]), place=place, source="person", status=FieldStatus.CORRECTED)


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, json.loads(line)
    except (OSError, ValueError) as wrong:
        raise Refused("template.unreadable", f"{path} is no file of JSON records, one a line: {' '.join(str(wrong).split())}.") from wrong
