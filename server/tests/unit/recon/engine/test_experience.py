from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qrt.adapters.rulebook.experience import load_experience
from qrt.core.base.errors import Refused
from qrt.core.recon.engine.experience import Experience
from qrt.core.recon.engine.fitting import fit_experience
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.engine.run import reconcile_tables
from qrt.core.recon.engine.spec import Roles, bank
from qrt.core.recon.engine.traits import may_be_alone
from tests.support.recon_banks import varied_bank

POINTS = (("", 3.0, 0.3), ("how: scored, best of all candidates", 0.0, 0.5), ("name: the same", 1.0, 0.5), ("name: another", -2.0, 0.5))
BASE = Experience(POINTS, 0.99)
SAME, OTHER = "how: scored, best of all candidates; name: the same", "how: scored, best of all candidates; name: another"


def said(experience, *patterns):
    return experience.probability(pl.Series("pattern", patterns, dtype=pl.String)).to_list()


def outcome(left, right, learnt=None):
    return reconcile_tables(left, right, bank(Roles.named(left.columns), Roles.named(right.columns)), workers=1, learnt=learnt)


def test_what_is_said_of_a_match_is_the_sum_of_its_traits_less_what_is_not_known_of_the_company():
    sure = Experience(tuple((trait, points, 1e-6) for trait, points, _ in POINTS), 0.99)
    assert said(sure, SAME, OTHER) == [pytest.approx(0.982014, abs=1e-5), pytest.approx(0.731059, abs=1e-5)]  # 1 / (1 + e^-4), 1 / (1 + e^-1)
    assert said(BASE, SAME)[0] < said(sure, SAME)[0]


def test_what_people_confirm_is_believed_more_and_what_they_reject_less():
    before = said(BASE, SAME, OTHER)
    confirmed = said(BASE.having_seen(((SAME, 200, 0),)), SAME, OTHER)
    assert confirmed[0] > 0.99 > before[0]
    assert confirmed[1] > before[1]
    assert said(BASE.having_seen(((SAME, 0, 5),)), SAME)[0] < before[0]


def test_confirmed_classes_are_accepted_alone_and_rejected_matches_keep_them_waiting():
    waiting = ((SAME, 150, 0), (OTHER, 20, 0))
    confirmed = BASE.taught(waiting, waiting, 2000, 0.999)
    assert said(confirmed, SAME)[0] >= confirmed.threshold
    assert confirmed.threshold < 0.99
    doubted = BASE.taught(((SAME, 140, 10),), waiting, 2000, 0.999)
    assert said(doubted, SAME)[0] < doubted.threshold


def test_few_decisions_do_not_lower_what_is_asked():
    assert BASE.taught(((SAME, 1, 0),), ((SAME, 1, 0),), 0, 0.999).threshold == 0.99


def test_who_looked_at_a_few_of_many_has_said_nothing_of_the_others():
    assert BASE.taught(((SAME, 150, 0),), ((SAME, 1000, 0),), 20_000, 0.999).threshold == 0.99


def test_an_entry_that_stands_twice_and_money_in_and_out_are_never_accepted_alone():
    patterns = pl.Series(
        ["how: exact, a; twins: one on one side; days: b", "how: money in and out in one match", "how: scored, a; margin: 2", "how: scored, a; margin: 3"]
    )
    assert may_be_alone(patterns).to_list() == [False, False, False, True]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([SAME, OTHER]), st.integers(0, 20), st.integers(0, 5)), max_size=6))
def test_the_order_of_decisions_changes_nothing(decided):
    forwards, backwards = BASE.having_seen(tuple(decided)), BASE.having_seen(tuple(reversed(decided)))
    assert forwards.digest == backwards.digest
    assert said(forwards, SAME, OTHER) == said(backwards, SAME, OTHER)
    assert all(0 <= p <= 1 for p in said(forwards, SAME, OTHER))


def test_of_a_making_that_nobody_has_seen_nothing_is_said():
    assert said(BASE, "how: manual, matched by a person", SAME)[0] is None


def test_traits_that_tell_right_from_wrong_are_found_and_how_far_companies_differ():
    rows = []
    for k in range(20):
        rows += [(f"c{k}", "how: a; name: the same", 99, 1), (f"c{k}", "how: a; name: another", 20 if k % 2 else 80, 80 if k % 2 else 20)]
    found = {
        trait: (points, spread)
        for trait, points, spread in fit_experience(pl.DataFrame(rows, schema=["company", "pattern", "right", "wrong"], orient="row"), "", "").points
    }
    assert found["name: the same"][0] > found["name: another"][0] + 3
    assert found["name: another"][1] > 2 * found["name: the same"][1]


def test_experience_changes_what_is_sure_and_not_what_is_matched_with_what():
    left, right, _ = varied_bank(9, 600)
    without, with_ = outcome(left, right), outcome(left, right, Learnt(experience=load_experience("bank")))
    pairs = ["match_id", "side", "line_id", "allocated_paise"]
    assert with_.matches.select(pairs).equals(without.matches.select(pairs))
    assert with_.matches["probability"].n_unique() > without.matches["probability"].n_unique() / 2
    assert with_.record["experience"] == load_experience("bank").digest
    assert without.record["experience"] is None
    assert set(with_.patterns["match_id"]) == set(with_.matches["match_id"])


def test_the_order_of_rows_does_not_change_what_is_sure():
    left, right, _ = varied_bank(5, 600)
    learnt = Learnt(experience=load_experience("bank"))
    shuffled = outcome(left.sample(fraction=1.0, shuffle=True, seed=3), right.sample(fraction=1.0, shuffle=True, seed=4), learnt)
    assert outcome(left, right, learnt).digest == shuffled.digest


def test_reasons_still_add_up_to_the_score():
    left, right, _ = varied_bank(6, 300)
    found = outcome(left, right, Learnt(experience=load_experience("bank")))
    for match_id, score in found.matches.select("match_id", "score").unique("match_id").iter_rows():
        assert sum(reason.points for reason in found.reasons(match_id)) == pytest.approx(score, abs=0.01)


def test_who_asks_for_more_that_is_right_has_less_accepted_alone():
    base = replace(BASE, targets=((0.99, 0.9), (0.9995, 0.999)))
    assert [base.accepted_from(target) for target in (0.5, 0.99, 0.995, 0.999, 0.9995)] == [0.9, 0.9, 0.99, 0.99, 0.999]
    assert base.accepted_from(0.99999) > 1  # nobody has seen that it holds
    assert base.digest != BASE.digest


def test_the_precision_that_is_asked_decides_how_much_is_accepted_alone():
    left, right, _ = varied_bank(9, 600)
    spec, learnt = bank(Roles.named(left.columns), Roles.named(right.columns)), Learnt(experience=load_experience("bank"))

    def alone(target: float) -> set[str]:
        matches = reconcile_tables(left, right, replace(spec, precision_target=target), workers=1, learnt=learnt).matches
        return set(matches.filter(status="auto")["match_id"])

    loose, usual, strict = alone(0.99), alone(0.999), alone(0.9995)
    assert loose > usual > strict > set()
    assert alone(0.99999) == set()


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ('points: [{trait: "", points: 3, spread: 0}], targets: []', "recon_experience.yaml, block points, row 1"),
        ('points: [{trait: "", points: 3, spread: 1}], targets: [{right: 1.2, from: 0.9}]', "recon_experience.yaml, block targets, row 1"),
        ('points: [{trait: "", points: 3, spread: 1}], targets: [{right: 0.9995, from: 0.9}]', "a lower probability cannot be enough"),
    ],
)
def test_a_broken_row_of_the_rules_is_refused_naming_it(tmp_path, rows, says):
    (tmp_path / "recon_experience.yaml").write_text(f'kinds: {{bank: {{threshold: 0.99, source: "s", confidence: "M", {rows}}}}}')
    with pytest.raises(Refused, match=says):
        load_experience("bank", tmp_path)


def test_a_kind_without_experience_has_none():
    assert load_experience("gstr2b") is None


def patterns(left, right):
    found = outcome(left, right, Learnt(experience=load_experience("bank")))
    return dict(found.patterns.join(found.matches.filter(side="left"), on="match_id").select("line_id", "pattern").rows())


def table(letter, rows):
    names = ["date", "amount", "narration", "party"]
    frame = pl.DataFrame([(date(2026, 4, day), *rest) for day, *rest in rows], schema=names, orient="row")
    return frame.with_columns(id=pl.format("{}{}", pl.lit(letter), pl.int_range(pl.len())), reference=pl.lit(None, pl.String))


def test_an_entry_is_there_twice_though_one_of_the_two_names_an_expense_and_the_party_in_its_narration_alone():
    left = table("B", [(10, -46_013, "Being amt paid to Gomakapu Motors LLP", "Gomakapu Motors LLP"), (10, -46_013, "Gomakapu Motors LLP", "Freight")])
    right = table("S", [(10, -46_013, "UPI-GOMAKAPU MOTORS LLP-gomakapu@ybl-3639955810-RENT", None)])
    (said,) = patterns(left, right).values()
    assert "twins: one on one side" in said
    (said,) = patterns(left.with_columns(pl.when(pl.col("id") == "B1").then(pl.lit("Tersun Papers")).otherwise("narration").alias("narration")), right).values()
    assert "twins" not in said


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("UPI/P2A/6633973/", "stand-in: a line of nobody's"),
        ("NEFT/N2208/NAIDU ENTERPRISES", "stand-in: another of its party"),
        ("NEFT/N2208/BHARAT FOUNDRY", None),
    ],
)
def test_a_sum_says_that_another_line_could_stand_in_for_one_of_its_parts(other, expected):
    left = table("B", [(2, 1_500_075, "Receipt", "Naidu Enterprises"), (20, 600_000, "Receipt", "Bharat Foundry")])
    parts = [
        (3, 400_050, "NEFT/N3442/NAIDU ENTERPRISES", None),
        (9, 500_025, "IMPS/6344/NAIDU ENTERPRISES", None),
        (12, 600_000, "NEFT/N9911/NAIDU ENTERPRISES", None),
    ]
    said = patterns(left, table("S", [*parts, (20, 600_000, other, None)]))["B0"]
    assert "sum_of_right" in said or "reference_and_sum" in said
    assert said.partition("stand-in")[1] == ("stand-in" if expected else "")
    assert not expected or expected in said
