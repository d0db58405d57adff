"""What a reconciliation says of a line: words that name no scale of their own, for the page shows one probability."""

import re

from qrt.core.base.money import Paise
from qrt.core.recon.answers import candidates_words, why_words
from qrt.core.recon.engine.why import ASKED
from qrt.core.recon.offers import Offer
from qrt.core.recon.types import Match, MatchStatus, Reason, Stage


def test_what_speaks_for_a_match_and_against_it_is_said_without_scores() -> None:
    reasons = (Reason("amounts equal", 2.5), Reason("12 days apart", -1.3), Reason(ASKED, -2.0), Reason("another GSTIN of the supplier", 0.0))
    match = Match("m", Stage.SCORED, (), -0.8, 1.4, MatchStatus.SUGGESTED, reasons, Paise(0))
    assert (
        why_words(match, None)
        == "It is suggested and nobody decided yet, by scored. For it: amounts equal. Against it: 12 days apart. To know: another GSTIN of the supplier."
    )


def test_candidates_that_are_too_far_are_told_so_in_words() -> None:
    assert not re.search(r"\d\.\d", candidates_words([Offer("a", 0.31, (Reason("amounts differ by Rs 5.00", 0.31),))]))
