"""`qrt extract`: papers read one by one, with no database and no company."""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import yaml

from qrt.adapters.scan.limits import DEFAULT_LIMITS
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.core.base.canonical import plain
from qrt.core.base.errors import Refused
from qrt.core.close.files import document_record
from qrt.core.documents.columns import Layouts, layouts_from
from qrt.core.documents.types import Paper
from qrt.core.documents.vendor.lesson import Lesson
from qrt.flows.reading import Members, read_one


def extract_files(
    files: Sequence[Path], say: Callable[[str], None], layouts: Layouts | None = None, passwords: Sequence[str] = (), lessons: Sequence[Lesson] = ()
) -> Iterator[dict[str, Any]]:
    """One record for each part of each file, in the order given; an archive gives records for the papers inside it.

    Record: file, sha256, part, kind, confidence, reader, pages, fields{name: {value, page, box, confidence, source, status}}, rows[], findings[], state,
    reason, seconds. `lessons` is what was learnt about bills of vendors. Raises Refused("extract.unreadable") for a file that is not there.
    """
    for path in files:
        if not path.is_file():
            raise Refused("extract.unreadable", f"{path} is not a file.")
    said = {"layouts": layouts, "passwords": passwords, "lessons": lessons}
    with ReaderPool(size=2) as readers, ThreadPoolExecutor(4) as threads:
        for number, records in enumerate(threads.map(lambda path: _records(readers, path.name, _bytes(path), said), files), 1):
            yield from records
            say(f"read {number} of {len(files)}")


def _records(readers: ReaderPool, name: str, data: bytes, said: dict[str, Any]) -> list[dict[str, Any]]:
    started = time.perf_counter()
    paper = Paper(hashlib.sha256(data).hexdigest(), name, len(data))
    answer = read_one(readers, paper, data, **said)
    seconds = round(time.perf_counter() - started, 4)
    if answer.members:
        return _inside(readers, answer.members, said)
    return [
        document_record(each, name) | {"rows": [plain(row) for row in each.rows], "state": answer.state.value, "reason": answer.reason, "seconds": seconds}
        for each in answer.extractions
    ]


def _inside(readers: ReaderPool, members: Members, said: dict[str, Any]) -> list[dict[str, Any]]:
    return [record for paper, data in members for record in _records(readers, paper.name, data, said)]


def load_mapping(path: Path) -> Layouts:
    """What a MAPPING.yaml says of columns: `columns: {heading: meaning}` (with `decimal`, `dates`, `kind`), or several of them by fingerprint.

    Raises Refused("layout.unreadable"), Refused("layout.meaning_unknown").
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as wrong:
        raise Refused("layout.unreadable", f"{path.name} cannot be read: {' '.join(str(wrong).split())}") from wrong
    return layouts_from(content, path.name)


def load_passwords(path: Path) -> tuple[str, ...]:
    """Passwords from a file of a command, one a line. Raises Refused("passwords.unreadable")."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as wrong:
        raise Refused("passwords.unreadable", f"{path} cannot be read as a list of passwords, one a line.") from wrong
    return tuple(dict.fromkeys(line for line in lines if line))


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(DEFAULT_LIMITS.file_bytes + 1)
