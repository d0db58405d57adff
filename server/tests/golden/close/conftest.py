"""A simulated company whose papers are read once for all tests of this folder."""

import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qrt.adapters.company import load_company_file
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.core.base.period import Quarter
from qrt.core.close.compute import Computation
from qrt.core.close.types import CloseResult, Decision, HandInPaper, PaperRole
from qrt.core.documents.types import Paper
from qrt.flows.desk import load_rules
from qrt.flows.reading import read_one
from qrt.sim import simulate

SEED = 23
HandIn = tuple[Path, list[HandInPaper]]
Files = Iterable[tuple[str, bytes, PaperRole, str]]


def read_papers(files: Files) -> list[HandInPaper]:
    """Papers as the reading stage gives them: name, bytes, role and entity of each in."""

    def read(each: tuple[str, bytes, PaperRole, str]) -> HandInPaper:
        name, data, role, entity = each
        paper = Paper(hashlib.sha256(data).hexdigest(), name, len(data))
        answer = read_one(readers, paper, data)
        return HandInPaper(paper, role, answer.state, answer.extractions, entity)

    with ReaderPool(size=2) as readers, ThreadPoolExecutor(2) as threads:
        return list(threads.map(read, files))


def close_papers(folder: Path, papers: list[HandInPaper], decisions: tuple[Decision, ...] = ()) -> CloseResult:
    """The close of these papers, computed purely."""
    company = load_company_file(folder / "company.yaml").company
    return Computation(company, Quarter(2026, 2), papers, decisions, load_rules(company.division)).result()


def files_of(folder: Path) -> list[tuple[str, bytes, PaperRole, str]]:
    """Everything that a simulated company hands in."""
    company = load_company_file(folder / "company.yaml")
    inbox = folder / "inbox"
    files = [(path.relative_to(inbox).as_posix(), path.read_bytes(), PaperRole.INBOX, "") for path in sorted(inbox.rglob("*")) if path.is_file()]
    return files + [(f"opening/{path.name}", path.read_bytes(), PaperRole.OPENING, entity) for path, entity in company.openings]


@pytest.fixture(scope="session")
def hand_in(tmp_path_factory: pytest.TempPathFactory) -> HandIn:
    """The company's folder, and its papers read once."""
    folder = tmp_path_factory.mktemp("small")
    simulate(SEED, "small", out=folder)
    return folder, read_papers(files_of(folder))


@pytest.fixture
def closed() -> Callable[..., CloseResult]:
    """Closes papers."""
    return close_papers


@pytest.fixture
def reading() -> Callable[[Files], list[HandInPaper]]:
    """Reads papers."""
    return read_papers
