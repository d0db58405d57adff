import random
from datetime import date, timedelta

import polars as pl
import pytest

from qrt.adapters.rulebook.experience import load_experience
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, bank

FIRST = date(2026, 7, 1)
PARTIES = [f"{a} {b}" for a in ("KONKAN", "DECCAN", "MALABAR", "NARMADA", "KAVERI", "INDUS") for b in ("TRADERS", "TEXTILES", "POLYMERS", "FOODS", "STEELS")]


def books_and_bank(altered, lines=300, seed=3):
    """(paise, random) -> paise that the bank has; the first line of either side belongs to the first of the other, and so on."""
    chance = random.Random(seed)
    rows = [(chance.choice(PARTIES), FIRST + timedelta(chance.randrange(80)), chance.randrange(5_000, 250_000)) for _ in range(lines)]
    left = pl.DataFrame([(f"L{n}", day, paise, party) for n, (party, day, paise) in enumerate(rows)], schema=["id", "date", "amount", "party"], orient="row")
    theirs = [(f"R{n}", day + timedelta(chance.randrange(3)), altered(paise, chance), f"NEFT {party}") for n, (party, day, paise) in enumerate(rows)]
    return left, pl.DataFrame(theirs, schema=["id", "date", "amount", "narration"], orient="row")


def found(left, right, **changes):
    spec = bank(Roles.named(left.columns), Roles.named(right.columns), **changes)
    matches = reconcile_tables(left, right, spec, workers=1, learnt=Learnt(experience=load_experience("bank"))).matches
    ours, theirs = (matches.filter(side=side).select("match_id", pl.col("line_id").str.slice(1).alias(side)) for side in ("left", "right"))
    return ours.join(theirs, on="match_id").join(matches.select("match_id", "status", "difference_name").unique("match_id"), on="match_id")


def noise(paise, chance):
    return round(paise * chance.uniform(0.95, 1.05))


@pytest.mark.parametrize("lines", [12, 300])
def test_differences_that_are_noise_have_no_name_and_nothing_that_differs_is_accepted(lines):
    pairs = found(*books_and_bank(noise, lines))
    assert pairs.filter(pl.col("difference_name").is_in(["tds", "round_off", "bank_charges", "tolerance"])).height == 0
    assert pairs.filter(status="auto").height == 0


def test_where_amounts_differ_as_a_rule_the_lines_are_still_brought_together_as_in_any_two_lists():
    pairs = found(*books_and_bank(noise))
    assert pairs.filter(pl.col("left") == pl.col("right")).height > 0.9 * 300
    assert pairs.filter(pl.col("left") != pl.col("right")).height < 0.02 * 300


def test_what_differs_by_noise_among_equal_amounts_has_no_name_and_the_equal_ones_are_accepted():
    pairs = found(*books_and_bank(lambda paise, chance: noise(paise, chance) if chance.random() < 0.3 else paise))
    accepted = pairs.filter(status="auto")
    assert accepted.filter(pl.col("difference_name").is_not_null()).height == 0
    assert accepted.height > 0.6 * 300
    assert accepted.filter(pl.col("left") != pl.col("right")).height == 0


@pytest.mark.parametrize("share", [0.1, 1.0])
def test_tax_that_is_taken_from_some_or_all_of_what_comes_in_keeps_its_name_and_is_accepted(share):
    pairs = found(*books_and_bank(lambda paise, chance: paise - round(paise * chance.choice((0.02, 0.1))) if chance.random() < share else paise))
    taxed = pairs.filter(pl.col("difference_name").is_in(["tds", "gateway_fee"]))  # what a party keeps of every payment is its usual fee
    assert taxed.height > 0.8 * share * 300
    assert taxed.filter(status="auto").height > 0.8 * taxed.height
    assert pairs.filter(pl.col("status") == "auto", pl.col("left") != pl.col("right")).height == 0


def test_what_somebody_allows_stays_allowed_where_other_names_are_luck():
    pairs = found(*books_and_bank(noise), tolerance_paise=1_000)
    assert set(pairs.filter(pl.col("difference_name") != "unexplained")["difference_name"]) <= {"tolerance"}
