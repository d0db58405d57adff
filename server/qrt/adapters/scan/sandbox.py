"""A small pool of persistent reader children. A paper that kills its reader costs that paper alone."""

import json
import os
import queue
import select
import subprocess
import sys
import threading
import time
from base64 import b64decode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Annotated, Self

from pydantic import Field as Meta
from pydantic import TypeAdapter

import qrt
from qrt.adapters.scan.child import HEADER
from qrt.adapters.scan.limits import UploadCheck, Verdict
from qrt.adapters.scan.sniff import MediaType
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.place import Place
from qrt.core.documents.columns import Layouts
from qrt.core.documents.kind_memory import Filed
from qrt.core.documents.model.answer import Answer
from qrt.core.documents.model.question import Question
from qrt.core.documents.parting import Groups
from qrt.core.documents.types import DocumentKind, Extraction, Page, Paper, Row
from qrt.core.documents.vendor.lesson import Lesson, lesson_of

CHILD, RECOGNISER = "qrt.agents.reading_child", "qrt.agents.recognising_child"
READER, VERSION = "sandbox", "1"
ANSWER_BYTES_MAX = 1 << 30

_HEADS: TypeAdapter[list[Extraction]] = TypeAdapter(list[Extraction])
# The kind of a row is named in it, so that decoding need not try six shapes for each of 10,000 rows.
_ROWS: TypeAdapter[list[tuple[Annotated[Row, Meta(discriminator="row_type")], ...]]] = TypeAdapter(
    list[tuple[Annotated[Row, Meta(discriminator="row_type")], ...]]
)
_CHECK: TypeAdapter[UploadCheck] = TypeAdapter(UploadCheck)
_PAGES: TypeAdapter[tuple[Page, ...]] = TypeAdapter(tuple[Page, ...])
_QUESTION: TypeAdapter[Question | None] = TypeAdapter(Question | None)
_WORDS: TypeAdapter[dict[str, int]] = TypeAdapter(dict[str, int])

RECOGNISE_SECONDS, RECOGNISE_BYTES, RECOGNISE_TASKS = 300.0, 4_000_000_000, 60
"""Time, address space and papers of a recogniser child: its library holds weights and keeps what its largest page took."""


class ReaderFailed(Exception):
    """The child crashed, ran out of memory or time, or raised; the message says which."""


def dump_extractions(extractions: tuple[Extraction, ...]) -> bytes:
    """JSON for the pipe: heads and rows apart. `load_extractions` is its inverse."""
    heads = _HEADS.dump_json([replace(each, rows=()) for each in extractions])
    rows = _ROWS.dump_json([each.rows for each in extractions])
    return b'{"heads":' + heads + b',"rows":' + rows + b"}"


def load_extractions(data: bytes) -> tuple[Extraction, ...]:
    """What a child answered, checked type by type. Raises ReaderFailed when it does not hold what it should."""
    try:
        answer = json.loads(data)
        heads = _HEADS.validate_python(answer["heads"], strict=False)
        rows = _ROWS.validate_python(answer["rows"])
    except (ValueError, KeyError, TypeError, AssertionError) as wrong:
        raise ReaderFailed("the reader's answer was not understood") from wrong
    if len(heads) != len(rows):
        raise ReaderFailed("the reader's answer was not understood")
    return tuple(replace(head, rows=tuple(each)) for head, each in zip(heads, rows, strict=True))


def dump_pages(pages: tuple[Page, ...]) -> bytes:
    """Recognised pages as JSON. `load_pages` is its inverse."""
    return _PAGES.dump_json(pages)


def load_pages(content: object) -> tuple[Page, ...]:
    """Recognised pages from JSON, as bytes or as values; none for None. Raises ValueError when they are no pages."""
    if content is None:
        return ()
    return _PAGES.validate_json(content) if isinstance(content, bytes) else _PAGES.validate_python(content)


def learning_arguments(paper: Paper, decided: Extraction, recognised: tuple[Page, ...]) -> dict[str, object]:
    """What a child needs beside the bytes to learn from a bill."""
    said = json.loads(dump_extractions((replace(decided, rows=()),)))
    return {"sha256": paper.sha256, "name": paper.name, "size": paper.size, "decided": said, "recognised": _PAGES.dump_python(recognised, mode="json")}


def dump_question(question: Question | None) -> bytes:
    """JSON of what a model may be asked, for the pipe."""
    return _QUESTION.dump_json(question)


def dump_check(check: UploadCheck) -> bytes:
    """JSON of an upload's check for the pipe."""
    return _CHECK.dump_json(check)


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    walls: dict[str, bool] = field(default_factory=dict)
    tasks: int = 0


class ReaderPool:
    """Reads papers in child processes; may be used from any number of threads, `size` papers at a time.

    module        what a child runs (`python -m module`); it must end in `child.serve`
    seconds       wall time for one paper
    memory_bytes  address space of a child
    path          more folders to find the module in
    tasks_max     papers after which a child is replaced, so that no leak lives long
    """

    def __init__(
        self,
        size: int = 2,
        seconds: float = 30.0,
        memory_bytes: int = 1_500_000_000,
        tasks_max: int = 1000,
        module: str = CHILD,
        path: tuple[str, ...] = (),
    ) -> None:
        self._module, self._seconds, self._memory_bytes, self._tasks_max = module, seconds, memory_bytes, tasks_max
        self._path = path
        self._recogniser: ReaderPool | None = None
        self._places: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        self._lock = threading.Lock()
        self._closed = False
        for _ in range(size):
            self._places.put(None)
        self._size = size

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None) -> None:
        self.close()

    def warm(self) -> None:
        """Start the children now, in the background: they are long at their imports, and whoever makes a pool early has other things to do meanwhile."""
        for _ in range(self._size):
            threading.Thread(target=self._warm_one, daemon=True).start()

    def _warm_one(self) -> None:
        child = self._places.get()
        try:
            if child is None and not self._closed:
                # A child that does not start is told by the first paper that needs it.
                with suppress(OSError, EOFError, ValueError, TimeoutError):
                    child = self._start()
        finally:
            self._places.put(child)

    def read(
        self,
        paper: Paper,
        data: bytes,
        password: str | None = None,
        layouts: Layouts | None = None,
        recognised: tuple[Page, ...] = (),
        said: DocumentKind | None = None,
        lessons: Sequence[Lesson] = (),
        told: Answer | None = None,
        filed: Filed | None = None,
        parts: Groups = (),
    ) -> tuple[Extraction, ...]:
        """Everything that the paper holds; `layouts` is what people said of the columns of tables, `recognised` are the pages of a scan, `said` is the kind
        that a person named, `lessons` what decisions on its vendor's bills taught, `told` what a model answered about it,
        `filed` the kind that papers of its layout were filed as, `parts` where a person said that the papers in it begin.

        A reader that fails gives one extraction of kind OTHER with document.reader_failed.
        """
        arguments: dict[str, object] = {"sha256": paper.sha256, "name": paper.name, "size": paper.size, "media_type": paper.media_type, "password": password}
        if layouts:
            arguments["layouts"] = {layout: mapping.content() for layout, mapping in layouts.items()}
        if recognised:
            arguments["recognised"] = _PAGES.dump_python(recognised, mode="json")
        if said:
            arguments["said"] = said.value
        if lessons:
            arguments["lessons"] = [lesson.content() for lesson in lessons]
        if told:
            arguments["told"] = told.content()
        if filed:
            arguments["filed"] = filed.content()
        if parts:
            arguments["parts"] = parts
        try:
            return load_extractions(self.call("read", arguments, data))
        except ReaderFailed as wrong:
            return (failed(paper, str(wrong)),)

    def learn(self, paper: Paper, data: bytes, decided: Extraction, recognised: tuple[Page, ...] = ()) -> Lesson | None:
        """What a bill teaches whose fields people decided; None for nothing. Raises ReaderFailed."""
        answer = json.loads(self.call("learn", learning_arguments(paper, decided, recognised), data))
        return lesson_of(answer, paper.name) if answer is not None else None

    def layout(self, name: str, data: bytes, recognised: tuple[Page, ...] = ()) -> str:
        """The layout of a paper as `kind_memory` writes it, "" for none. Raises ReaderFailed."""
        arguments: dict[str, object] = {"name": name}
        if recognised:
            arguments["recognised"] = _PAGES.dump_python(recognised, mode="json")
        return str(json.loads(self.call("layout", arguments, data)))

    def question(self, paper: Paper, data: bytes, read: Extraction, recognised: tuple[Page, ...] = ()) -> Question | None:
        """What a model may be asked about a paper that rules read so; None for nothing. Raises ReaderFailed."""
        said = json.loads(dump_extractions((replace(read, rows=()),)))
        arguments = {"sha256": paper.sha256, "name": paper.name, "size": paper.size, "read": said, "recognised": _PAGES.dump_python(recognised, mode="json")}
        try:
            return _QUESTION.validate_json(self.call("question", arguments, data))
        except ValueError as wrong:
            raise ReaderFailed("the reader's answer was not understood") from wrong

    def recognise(self, paper: Paper, data: bytes, password: str | None = None) -> tuple[Page, ...]:
        """The pages of a scan with the words that a recogniser saw, in a child of its own kind, one paper at a time. Raises ReaderFailed."""
        with self._lock:
            if self._recogniser is None:
                self._recogniser = ReaderPool(1, RECOGNISE_SECONDS, RECOGNISE_BYTES, RECOGNISE_TASKS, RECOGNISER)
            recogniser = self._recogniser
        try:
            return load_pages(recogniser.call("recognise", {"sha256": paper.sha256, "password": password}, data))
        except ValueError as wrong:
            raise ReaderFailed("the recogniser's answer was not understood") from wrong

    def check(self, name: str, data: bytes, password: str | None = None, sha256: str = "") -> UploadCheck:
        """The guards of `guards.check_upload`, behind the wall. A guard that a file kills refuses the file."""
        try:
            return _CHECK.validate_json(self.call("check", {"name": name, "password": password, "sha256": sha256}, data))
        except ReaderFailed as wrong:
            finding = _failed_finding(name, sha256, str(wrong))
            return UploadCheck(sha256, MediaType.UNKNOWN, Verdict.REFUSED, (finding,))

    def unfold(self, paper: Paper, data: bytes) -> tuple[tuple[Paper, bytes], ...]:
        """The papers inside an archive or mail. Raises ReaderFailed."""
        answer = json.loads(self.call("unfold", {"sha256": paper.sha256, "name": paper.name, "size": paper.size}, data))
        return tuple((Paper(each["sha256"], each["name"], each["size"], each["media_type"]), b64decode(each["data"])) for each in answer)

    def cut(self, paper: Paper, data: bytes, groups: Groups) -> tuple[bytes, ...]:
        """A PDF of several papers as a PDF for each group of its pages. Raises ReaderFailed."""
        return tuple(b64decode(each) for each in json.loads(self.call("cut", {"sha256": paper.sha256, "groups": groups}, data)))

    def unlock(self, paper: Paper, data: bytes, passwords: Sequence[str]) -> bytes | None:
        """The paper without its lock, by the first password that opens it; None when none does. They go through a pipe and stand nowhere else. Raises ReaderFailed."""
        answer = json.loads(self.call("unlock", {"name": paper.name, "passwords": list(passwords)}, data))
        return b64decode(answer) if answer is not None else None

    def words(self, name: str, data: bytes, recognised: tuple[Page, ...] = ()) -> dict[str, int]:
        """Every word of a paper with the first page it stands on, for the search. Raises ReaderFailed."""
        arguments: dict[str, object] = {"name": name}
        if recognised:
            arguments["recognised"] = _PAGES.dump_python(recognised, mode="json")
        try:
            return _WORDS.validate_json(self.call("words", arguments, data))
        except ValueError as wrong:
            raise ReaderFailed("the reader's answer was not understood") from wrong

    def render(self, data: bytes, number: int, width: int, password: str | None = None) -> bytes:
        """Page `number` as PNG. Raises ReaderFailed."""
        return b64decode(json.loads(self.call("render", {"number": number, "width": width, "password": password}, data)))

    def call(self, method: str, arguments: Mapping[str, object], data: bytes) -> bytes:
        """One request to one child. Raises ReaderFailed, and replaces the child when it cannot be trusted any more."""
        child = self._places.get()
        keep = None
        try:
            if self._closed:
                raise ReaderFailed("the reader pool is closed")
            child = child or self._start()
            header, answer = _exchange(child.process, {"method": method, "arguments": dict(arguments)}, data, self._seconds)
            child.tasks += 1
            if header.get("failed") == "memory":
                raise ReaderFailed("it needs more memory than a reader may have")
            keep = child if child.tasks < self._tasks_max else None
            if header.get("failed"):
                raise ReaderFailed(str(header["failed"]))
            return answer
        except TimeoutError as wrong:
            raise ReaderFailed(f"reading took longer than {self._seconds:g} seconds") from wrong
        except (OSError, EOFError, ValueError) as wrong:
            raise ReaderFailed(f"the reader stopped ({_ending(child)})") from wrong
        finally:
            if child is not None and keep is None:
                _stop(child)
            self._places.put(keep)

    def walls(self) -> dict[str, bool]:
        """Which walls the kernel granted the children: for `qrt doctor`."""
        child = self._places.get()
        try:
            child = child or self._start()
            return dict(child.walls)
        finally:
            self._places.put(child)

    def close(self) -> None:
        """Stop every child; waits for those at work."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            if self._recogniser is not None:
                self._recogniser.close()
        for _ in range(self._size):
            if child := self._places.get():
                _stop(child)
        for _ in range(self._size):
            self._places.put(None)

    def _start(self) -> _Child:
        source = str(Path(qrt.__file__).resolve().parent.parent)
        # A clean environment: no secret of ours is in reach of a file that breaks its reader.
        clean = {
            "PYTHONPATH": os.pathsep.join((source, *self._path)),
            "PYTHONSAFEPATH": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "LANG": "C.UTF-8",
            "PATH": "/usr/bin:/bin",
            "HOME": "/",
        }
        clean |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}
        command = [sys.executable, "-m", self._module, str(self._memory_bytes), str(int(self._seconds) + 1)]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=clean, cwd="/", close_fds=True, start_new_session=True
        )
        child = _Child(process)
        try:
            header, _ = _exchange(process, None, b"", 60.0)
        except (OSError, EOFError, ValueError):
            _stop(child)
            raise
        child.walls = header.get("walls", {})
        return child


def failed(paper: Paper, why: str) -> Extraction:
    """What a paper gives whose reader failed: kept, marked, and the batch goes on."""
    finding = _failed_finding(paper.name, paper.sha256, why)
    return Extraction(paper.sha256, DocumentKind.OTHER, 0.0, READER, VERSION, findings=(finding,))


def _failed_finding(name: str, sha256: str, why: str) -> Finding:
    sentence = f"{name} could not be read: {why}. It is kept and needs a person."
    return Finding("document.reader_failed", Severity.ERROR, f"document:{sha256}", sentence, evidence=(Place(sha256),))


def _ending(child: _Child | None) -> str:
    if child is None:
        return "it did not start"
    with suppress(subprocess.TimeoutExpired):
        child.process.wait(0.2)
    code = child.process.returncode
    return "no answer" if code is None else f"signal {-code}" if code < 0 else f"exit {code}"


def _stop(child: _Child) -> None:
    with suppress(ProcessLookupError):
        child.process.kill()
    child.process.wait()
    for pipe in (child.process.stdin, child.process.stdout):
        if pipe:
            with suppress(OSError):
                pipe.close()


def _exchange(process: subprocess.Popen[bytes], request: Mapping[str, object] | None, data: bytes, seconds: float) -> tuple[dict, bytes]:
    """Write a request and read one answer before the deadline, never waiting on a pipe that is not ready.

    Raises TimeoutError, EOFError when the child is gone, OSError, or ValueError on an answer that is no message.
    """
    assert process.stdin is not None and process.stdout is not None
    deadline = time.monotonic() + seconds
    if request is not None:
        text = json.dumps(request).encode()
        _write(process.stdin.fileno(), HEADER.pack(len(text), len(data)) + text, deadline)
        _write(process.stdin.fileno(), data, deadline)
    header_size, data_size = HEADER.unpack(_read(process.stdout.fileno(), HEADER.size, deadline))
    if header_size + data_size > ANSWER_BYTES_MAX:
        raise ValueError("answer too large")
    return json.loads(_read(process.stdout.fileno(), header_size, deadline)), _read(process.stdout.fileno(), data_size, deadline)


def _write(descriptor: int, data: bytes, deadline: float) -> None:
    os.set_blocking(descriptor, False)
    view = memoryview(data)
    while len(view):
        _wait(descriptor, select.POLLOUT, deadline)
        with suppress(BlockingIOError):
            view = view[os.write(descriptor, view[: 1 << 20]) :]


def _read(descriptor: int, size: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    while size:
        _wait(descriptor, select.POLLIN, deadline)
        part = os.read(descriptor, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _wait(descriptor: int, event: int, deadline: float) -> None:
    poller = select.poll()
    poller.register(descriptor, event)
    left = deadline - time.monotonic()
    if left <= 0 or not poller.poll(left * 1000):
        raise TimeoutError
