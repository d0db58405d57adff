"""Under a generous policy, no paper of a simulated company that a trouble was planted on posts by itself, and none posts wrongly."""

from dataclasses import replace
from pathlib import Path

from qrt.core.base.money import rupees
from qrt.core.close.types import HandInPaper
from tests.evals.auto_post import POLICY, measure


def test_papers_with_planted_troubles_never_post_by_themselves(hand_in: tuple[Path, list[HandInPaper]]) -> None:
    score = measure(hand_in[0], replace(POLICY, up_to=rupees("10000000")))
    assert score.troubled > 10
    assert score.papers > 5
    assert (score.troubled_posted, score.wrong, score.close_wrong) == (0, 0, 0)
