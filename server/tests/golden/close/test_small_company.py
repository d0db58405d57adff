"""A simulated company's small quarter, closed purely: every register voucher right, the trial balance equal to the truth, whatever order the papers come in."""

import hashlib
import json
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qrt.adapters.company import load_company_file
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.core.base.period import Quarter
from qrt.core.close.compute import Computation
from qrt.core.close.files import content_files, package_digest, summarise
from qrt.core.close.types import CloseResult, HandInPaper, PaperRole
from qrt.core.documents.types import Paper
from qrt.flows.desk import load_rules
from qrt.flows.reading import read_one
from qrt.sim import score, simulate

SEED = 23


@pytest.fixture(scope="module")
def hand_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[HandInPaper]]:
    """The company's folder, and its papers read once."""
    folder = tmp_path_factory.mktemp("small")
    simulate(SEED, "small", out=folder)
    company = load_company_file(folder / "company.yaml")
    files = [(path, path.relative_to(folder / "inbox").as_posix(), PaperRole.INBOX, "") for path in sorted((folder / "inbox").rglob("*")) if path.is_file()]
    files += [(path, f"opening/{path.name}", PaperRole.OPENING, entity) for path, entity in company.openings]

    def read(each: tuple[Path, str, PaperRole, str]) -> HandInPaper:
        data = each[0].read_bytes()
        paper = Paper(hashlib.sha256(data).hexdigest(), each[1], len(data))
        answer = read_one(readers, paper, data)
        return HandInPaper(paper, each[2], answer.state, answer.extractions, each[3])

    with ReaderPool(size=2) as readers, ThreadPoolExecutor(2) as threads:
        return folder, list(threads.map(read, files))


def closed(folder: Path, papers: list[HandInPaper]) -> CloseResult:
    company = load_company_file(folder / "company.yaml").company
    return Computation(company, Quarter(2026, 2), papers, (), load_rules(company.division)).result()


def test_the_small_quarter_is_closed_to_the_paisa_in_any_order_of_its_papers(hand_in: tuple[Path, list[HandInPaper]], tmp_path: Path) -> None:
    folder, papers = hand_in
    result = closed(folder, papers)
    files = content_files(result)
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    summary = summarise(result, files)
    (tmp_path / "close.json").write_text(json.dumps(summary))
    marks = score(tmp_path, folder / "truth")["stages"]
    assert marks["vouchers"]["right"] == marks["vouchers"]["truth"] == marks["vouchers"]["posted"], marks["vouchers"]
    assert marks["trial_balance"]["ties"], marks["trial_balance"]
    assert [tie for tie in summary["ties"] if tie["difference_paise"]] == []
    for each in result.entities:
        assert each.trial_balance.difference == 0
        assert all(sum(line.amount for line in voucher.lines) == 0 for voucher in each.books.posted)

    shuffled = list(papers)
    random.Random(SEED).shuffle(shuffled)
    again = content_files(closed(folder, shuffled))
    assert [path for path in files if files[path] != again[path]] == []
    assert package_digest(files) == package_digest(again)


def test_one_paper_less_gives_another_digest(hand_in: tuple[Path, list[HandInPaper]]) -> None:
    folder, papers = hand_in
    less = [each for each in papers if not each.paper.name.startswith("Sales Register")]
    assert len(less) < len(papers)
    assert package_digest(content_files(closed(folder, papers))) != package_digest(content_files(closed(folder, less)))
