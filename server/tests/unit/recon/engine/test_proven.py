"""A lead is accepted alone only as far as the lists themselves show that so few wrong pairs have it as the precision target allows."""

import datetime

import numpy as np
import polars as pl
import pytest

from qrt.core.recon.engine import assemble
from qrt.core.recon.engine.proven import NEVER, Leads, least_leads
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, generic
from qrt.core.recon.types import MatchStatus

LINES = 4_000
TARGET = 0.999
FIRST = ("Ahuja", "Bose", "Chitre", "Dutta", "Easwar", "Fernandes", "Gokhale", "Hegde", "Iyer", "Joshi")
LAST = ("Traders", "Foods", "Motors", "Textiles", "Paints", "Castings", "Polymers", "Hardware", "Logistics", "Papers")
PLACES = ("Agra", "Bhopal", "Cochin", "Delhi", "Erode", "Guntur", "Hubli", "Indore", "Jaipur", "Kanpur")
WORDS = ("paint", "rent", "cable", "steel", "freight", "salt", "paper", "glass", "fuel", "tiles", "cement", "wool")


def payments(seed: int, alone: float, same: float) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Two lists of payments of about a thousand parties; ids tell the truth ("L7" belongs to "R7").

    alone: share of the lines of either side that have no partner; same: share of all lines that repeat another one's party and amount a few days later.
    """
    rng = np.random.default_rng(seed)
    party = rng.integers(0, 1_000, LINES)
    amount = rng.integers(10_000, 90_000_000, LINES)
    day = rng.integers(0, 90, LINES)
    again = rng.random(LINES) < same
    of = rng.integers(0, LINES, LINES)
    party, amount = np.where(again, party[of], party), np.where(again, amount[of], amount)
    start = datetime.date(2026, 4, 1)
    sides = []
    for letter in "LR":
        kept = rng.random(LINES) >= alone
        words = [" ".join(rng.choice(WORDS, 2)) if rng.random() < 0.5 else "" for _ in range(LINES)]
        late = rng.integers(0, 4, LINES) if letter == "R" else np.zeros(LINES, int)
        rows = {
            "id": [f"{letter}{n}" for n in range(LINES)],
            "date": [start + datetime.timedelta(days=int(d)) for d in day + late],
            "amount": amount,
            "narration": [f"{FIRST[p // 100]} {LAST[p // 10 % 10]} {PLACES[p % 10]} {w}".strip() for p, w in zip(party, words, strict=True)],
        }
        sides.append(pl.DataFrame(rows).filter(pl.Series(kept)))
    return sides[0], sides[1]


def accepted(left: pl.DataFrame, right: pl.DataFrame) -> tuple[int, int]:
    """Scored pairs that are accepted alone, and how many of them are wrong."""
    roles = Roles.of(id="id", date="date", amount="amount", narration="narration")
    matches = reconcile_tables(left, right, generic(roles, roles, precision_target=TARGET)).matches.filter(stage="scored", status=MatchStatus.AUTO)
    sides = [matches.filter(side=s).select("match_id", **{s: pl.col("line_id").str.slice(1)}) for s in ("left", "right")]
    pairs = sides[0].join(sides[1], on="match_id")
    return pairs.height, pairs.filter(pl.col("left") != pl.col("right")).height


@pytest.mark.parametrize(("seed", "alone", "same"), [(1, 0.0, 0.0), (2, 0.1, 0.05), (3, 0.05, 0.4)])
def test_what_is_accepted_alone_is_right_as_often_as_was_asked(seed: int, alone: float, same: float):
    count, wrong = accepted(*payments(seed, alone, same))
    assert count > 1_500
    assert wrong <= max(2, 2 * (1 - TARGET) * count)


def test_evidence_that_is_good_elsewhere_is_not_believed_where_lines_without_a_partner_bear_it_too(monkeypatch: pytest.MonkeyPatch):
    worlds = [payments(seed, 0.4, 0.8) for seed in (4, 5, 6)]
    wary = [accepted(*world) for world in worlds]
    monkeypatch.setattr(assemble, "least_leads", lambda *_: Leads())
    bold = [accepted(*world) for world in worlds]
    assert sum(wrong for _, wrong in bold) > 10, "the evidence alone would take many that are wrong, else this proves nothing"
    assert sum(wrong for _, wrong in wary) <= 4


def pairs(count: int, lead: float) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`count` lines of either side, each with its partner and one other candidate that it leads by `lead`."""
    n = np.arange(count)
    own = pl.DataFrame({"i": n, "j": n, "score": np.full(count, lead + 1.0)})
    other = pl.DataFrame({"i": n, "j": (n + 1) % count, "score": np.full(count, 1.0)})
    scored = pl.concat([own, other]).with_columns(equal=pl.lit(1), crowd_a=pl.lit(1), crowd_b=pl.lit(1))
    return scored, own.select("i", "j", probability=pl.lit(0.9999), margin=pl.lit(lead), sure=pl.lit(True), stage=pl.lit("scored"))


def leads(scored: pl.DataFrame, chosen: pl.DataFrame, lines: tuple[int, int], target: float = TARGET) -> Leads:
    return least_leads(scored, chosen, lines, 0.0, target, pl.lit(True))


def test_few_pairs_prove_nothing_and_many_that_lead_far_prove_their_lead():
    assert leads(*pairs(900, 12.0), (900, 900)).of_any == NEVER
    assert leads(*pairs(3_000, 12.0), (3_000, 3_000)).of_any == 12.0
    assert leads(*pairs(3_000, 12.0), (3_000, 3_000), 0.9999).of_any == NEVER


def test_a_lead_that_lines_without_a_partner_have_too_is_none():
    scored, chosen = pairs(3_000, 12.0)
    # Without its partner each line would lead by more than that with one that nobody else wants.
    lonely = pl.DataFrame({"i": np.arange(3_000), "j": np.arange(3_000) + 3_000, "score": np.full(3_000, 13.5)})
    scored = pl.concat([scored, lonely.with_columns(equal=pl.lit(0), crowd_a=pl.lit(1), crowd_b=pl.lit(0))])
    sound, lonely = leads(scored, chosen, (3_000, 3_000)), leads(scored, chosen, (3_300, 6_000))
    assert (sound.of_evidence, sound.of_any) == (12.0, 12.0), "every line has its partner"
    assert (lonely.of_evidence, lonely.of_any) == (NEVER, NEVER)


def test_a_doubtful_pair_is_held_to_what_two_lines_without_partners_may_do():
    scored, chosen = pairs(3_000, 12.0)
    assert leads(scored, chosen, (3_000, 3_000)).of_doubtful == 12.0, "every line has its partner"
    many = leads(scored, chosen, (9_000, 9_000))
    assert (many.of_any, many.of_doubtful) == (12.0, NEVER), "that none of 3,000 lines would lead says little of 6,000 on either side"
    assert leads(scored, chosen, (9_000, 3_000)).of_doubtful == 12.0, "those of one side find only lines that have a partner"


def test_evidence_counts_that_both_lines_may_have_no_partner():
    scored, chosen = pairs(3_000, 12.0)
    # Without its partner each line would lead with one that has a partner too, if that were gone as well.
    n = np.arange(3_000)
    sibling = pl.DataFrame({"i": n, "j": (n + 1_500) % 3_000, "score": np.full(3_000, 12.95)}).with_columns(
        equal=pl.lit(0), crowd_a=pl.lit(1), crowd_b=pl.lit(0)
    )
    scored, chosen = pl.concat([scored, sibling]), chosen.with_columns(margin=pl.lit(11.5))
    assert leads(scored, chosen, (3_000, 3_000)).of_evidence == 0.0, "every lead"
    assert leads(scored, chosen, (6_000, 6_000)).of_evidence == NEVER


def test_no_pairs_prove_no_lead():
    scored, chosen = pairs(3, 5.0)
    assert leads(scored.clear(), chosen.clear(), (0, 0)) == Leads()


def test_a_pair_is_as_probable_as_pairs_of_its_lead_are_right():
    rng = np.random.default_rng(5)
    n = np.arange(4_000)
    lead = np.round(rng.exponential(4.0, 4_000), 4)
    own = pl.DataFrame({"i": n, "j": n, "score": lead})
    # Without its partner a third of the lines would be paired with one that nobody else wants, and lead by little.
    other = pl.DataFrame({"i": n, "j": n + 4_000, "score": np.minimum(rng.exponential(1.0, 4_000), lead * 0.99)}).filter(pl.Series(rng.random(4_000) < 0.3))
    scored = pl.concat([own, other]).with_columns(equal=pl.lit(1), crowd_a=pl.lit(1), crowd_b=pl.lit(1))
    chosen = own.select("i", "j", probability=pl.lit(0.9999), margin="score", sure=pl.lit(True), stage=pl.lit("scored"))

    def probable(*lines: int) -> np.ndarray:
        return leads(scored, chosen, (lines[0], lines[1])).probability(chosen["margin"], chosen["probability"]).to_numpy()

    every, some = probable(4_000, 8_000), probable(6_000, 8_000)
    weak, strong = lead < 0.5, lead > 8
    # 2,000 lines without a partner, of which three in ten are paired and four in ten of these lead by less than a half; each is counted from one side alone.
    assert some[weak].mean() < every[weak].mean() - 0.1
    assert some[strong].min() > 0.99
    assert (np.diff(some[np.argsort(lead)]) >= 0).all()
    assert Leads().probability(chosen["margin"], chosen["probability"]).to_list() == chosen["probability"].to_list()


@pytest.mark.parametrize("count", [2, 26, 49, 60, 200])
def test_few_pairs_that_all_lead_far_stay_probable(count: int):
    n = np.arange(count)
    lead = 14.0 + (n % 5) * 0.3
    scored = pl.DataFrame({"i": n, "j": n, "score": lead}).with_columns(equal=pl.lit(1), crowd_a=pl.lit(1), crowd_b=pl.lit(1))
    chosen = scored.select("i", "j", probability=pl.lit(0.9999), margin="score", sure=pl.lit(True), stage=pl.lit("scored"))
    assert leads(scored, chosen, (count, count)).probability(chosen["margin"], chosen["probability"]).min() > 0.9  # type: ignore[operator]
