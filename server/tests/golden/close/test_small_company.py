"""A simulated company's small quarter, closed purely: every register voucher right, the trial balance equal to the truth, whatever order the papers come in."""

import json
import random
from collections.abc import Callable
from pathlib import Path

from qrt.core.close.files import content_files, package_digest, summarise
from qrt.core.close.types import CloseResult, HandInPaper
from qrt.sim import score

Closed = Callable[..., CloseResult]


def test_the_small_quarter_is_closed_to_the_paisa_in_any_order_of_its_papers(hand_in: tuple[Path, list[HandInPaper]], closed: Closed, tmp_path: Path) -> None:
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
    random.Random(23).shuffle(shuffled)
    again = content_files(closed(folder, shuffled))
    assert [path for path in files if files[path] != again[path]] == []
    assert package_digest(files) == package_digest(again)


def test_one_paper_less_gives_another_digest(hand_in: tuple[Path, list[HandInPaper]], closed: Closed) -> None:
    folder, papers = hand_in
    less = [each for each in papers if not each.paper.name.startswith("Sales Register")]
    assert len(less) < len(papers)
    assert package_digest(content_files(closed(folder, papers))) != package_digest(content_files(closed(folder, less)))
