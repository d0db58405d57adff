"""What runs inside a reader child: the walls, then checks, readings, unfoldings, words and pictures on request."""

import gc
import json
import sys
from base64 import b64encode
from collections.abc import Mapping

from qrt.adapters.ocr.pdf import render_page
from qrt.adapters.scan.child import build_walls, serve
from qrt.adapters.scan.cut import cut_pdf
from qrt.adapters.scan.guards import check_upload
from qrt.adapters.scan.sandbox import dump_check, dump_extractions, dump_question, load_extractions, load_pages
from qrt.adapters.scan.unfold import unfold
from qrt.adapters.scan.unlock import unlock
from qrt.agents.layouts import layout_of_paper
from qrt.agents.learning import learn_paper
from qrt.agents.model_tier import question_of_paper
from qrt.agents.reading import read_paper
from qrt.agents.wording import words_of_paper
from qrt.core.documents.columns import layouts_from
from qrt.core.documents.kind_memory import filed_of
from qrt.core.documents.model.answer import answer_of
from qrt.core.documents.parting import Groups
from qrt.core.documents.types import DocumentKind, Paper
from qrt.core.documents.vendor.lesson import lesson_of


def _paper(arguments: Mapping[str, object]) -> Paper:
    return Paper(str(arguments["sha256"]), str(arguments["name"]), int(str(arguments["size"])), str(arguments.get("media_type") or ""))


def _password(arguments: Mapping[str, object]) -> str | None:
    password = arguments.get("password")
    return str(password) if password is not None else None


def _read(arguments: Mapping[str, object], data: bytes) -> bytes:
    layouts = layouts_from(arguments["layouts"], "layouts") if arguments.get("layouts") else {}
    said = DocumentKind(str(arguments["said"])) if arguments.get("said") else None
    given = arguments.get("lessons") or []
    assert isinstance(given, list)
    lessons = [lesson_of(each, "a lesson") for each in given]
    told = answer_of(arguments["told"], "an answer") if arguments.get("told") else None
    by_layout = arguments.get("filed")
    filed = filed_of(by_layout) if isinstance(by_layout, dict) else None
    recognised, parts = load_pages(arguments.get("recognised")), _groups(arguments.get("parts"))
    # A reading builds millions of small values and no circles: looking for circles among them costs a third of the time.
    gc.disable()
    try:
        return dump_extractions(read_paper(_paper(arguments), data, _password(arguments), layouts, recognised, said, lessons, told, filed, parts))
    finally:
        gc.enable()


def _words(arguments: Mapping[str, object], data: bytes) -> bytes:
    return json.dumps(words_of_paper(data, str(arguments["name"]), load_pages(arguments.get("recognised")))).encode()


def _learn(arguments: Mapping[str, object], data: bytes) -> bytes:
    return learn_paper(_paper(arguments), data, arguments["decided"], arguments["recognised"])


def _layout(arguments: Mapping[str, object], data: bytes) -> bytes:
    return json.dumps(layout_of_paper(data, str(arguments["name"]), load_pages(arguments.get("recognised")))).encode()


def _question(arguments: Mapping[str, object], data: bytes) -> bytes:
    (read,) = load_extractions(json.dumps(arguments["read"]).encode())
    return dump_question(question_of_paper(_paper(arguments), data, read, load_pages(arguments.get("recognised"))))


def _check(arguments: Mapping[str, object], data: bytes) -> bytes:
    return dump_check(check_upload(data, str(arguments["name"]), password=_password(arguments), sha256=str(arguments.get("sha256") or "")))


def _unfold(arguments: Mapping[str, object], data: bytes) -> bytes:
    papers = unfold(_paper(arguments), data)
    answer = [
        {"sha256": paper.sha256, "name": paper.name, "size": paper.size, "media_type": paper.media_type, "data": b64encode(content).decode()}
        for paper, content in papers
    ]
    return json.dumps(answer).encode()


def _unlock(arguments: Mapping[str, object], data: bytes) -> bytes:
    passwords = arguments["passwords"]
    assert isinstance(passwords, list)
    plain = unlock(data, str(arguments["name"]), [str(password) for password in passwords])
    return json.dumps(b64encode(plain).decode() if plain is not None else None).encode()


def _groups(given: object) -> Groups:
    assert given is None or isinstance(given, list)
    return tuple((int(first), int(last)) for first, last in given or ())


def _cut(arguments: Mapping[str, object], data: bytes) -> bytes:
    parts = cut_pdf(data, str(arguments["sha256"]), _groups(arguments["groups"]))
    return json.dumps([b64encode(part).decode() for part in parts]).encode()


def _render(arguments: Mapping[str, object], data: bytes) -> bytes:
    picture = render_page(data, int(str(arguments["number"])), int(str(arguments["width"])), _password(arguments))
    return json.dumps(b64encode(picture).decode()).encode()


def main() -> None:
    """`python -m qrt.agents.reading_child MEMORY_BYTES CPU_SECONDS`: started by the pool alone."""
    granted = build_walls(int(sys.argv[1]))
    methods = {"read": _read, "learn": _learn, "check": _check, "unfold": _unfold, "cut": _cut, "unlock": _unlock}
    methods |= {"render": _render, "words": _words, "question": _question, "layout": _layout}
    serve(methods, granted, int(sys.argv[2]))


if __name__ == "__main__":
    main()
