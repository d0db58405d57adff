"""A challenger takes the champion's place only where it has not seen the corrections, and never with more wrong ones."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from qrt.core.recon.engine.spec import Roles, bank
from qrt.core.recon.engine.training import scored_pairs
from qrt.core.recon.engine.trial import Decided, Figures, beats, hold_trial
from tests.support.recon_world import bank_world

COLUMNS = ["id", "date", "amount", "reference", "narration", "party", "account"]


def test_more_wrong_ones_are_never_outweighed() -> None:
    better, why = beats(Figures(100, 60, 59, 1, 0.01), Figures(100, 60, 2, 0, 0.9))
    assert not better and why == "it would accept 1 wrong pairs alone, the one in use 0"


def test_more_true_ones_alone_with_no_more_wrong_ones_win() -> None:
    assert beats(Figures(100, 60, 50, 0, 0.1), Figures(100, 60, 40, 0, 0.2))[0]
    assert not beats(Figures(100, 60, 40, 0, 0.05), Figures(100, 60, 50, 0, 0.2))[0]


def test_an_equal_one_does_not_take_the_place() -> None:
    assert not beats(Figures(100, 60, 50, 0, 0.1), Figures(100, 60, 50, 0, 0.1))[0]


FIGURES = st.builds(
    lambda rows, true, automatic, wrong, loss: Figures(rows, min(true, rows), min(automatic, rows), min(wrong, automatic, rows), loss),
    *(st.integers(0, 50) for _ in range(4)),
    st.floats(0, 3),
)


@given(FIGURES, FIGURES)
def test_of_two_scores_at_most_one_beats_the_other(one: Figures, other: Figures) -> None:
    assert not (beats(one, other)[0] and beats(other, one)[0])


def decided(seed: int, lines: int) -> tuple[Decided, object]:
    left, right, truth = bank_world(seed, lines)
    spec = bank(Roles.named(left.columns), Roles.named(right.columns))
    pairs = scored_pairs(left, right, spec)
    true = set(truth.select("a_id", "b_id").iter_rows())
    said = [(a, b, (a, b) in true, order) for order, (a, b) in enumerate(pairs.select("a_id", "b_id").sample(fraction=1.0, shuffle=True, seed=1).iter_rows())]
    return Decided(pairs, said), spec


def test_a_challenger_is_measured_on_the_newest_fifth_and_on_no_pair_that_it_was_trained_on() -> None:
    table, spec = decided(5, 1_500)
    trial = hold_trial([table], spec, None, {"kind": "bank"})  # type: ignore[arg-type]
    assert trial is not None
    assert 0 < trial.figures.rows == trial.champion.rows < 0.35 * len(table.said)
    assert trial.figures.loss < trial.champion.loss
    again = hold_trial([Decided(table.pairs.sample(fraction=1.0, shuffle=True, seed=3), table.said)], spec, None, {"kind": "bank"})  # type: ignore[arg-type]
    assert again is not None and again.challenger.digest == trial.challenger.digest, "the order of rows teaches nothing"


def test_too_few_corrections_teach_nothing() -> None:
    table, spec = decided(5, 300)
    assert hold_trial([Decided(table.pairs, table.said[:6])], spec, None, {}) is None  # type: ignore[arg-type]
    assert hold_trial([Decided(table.pairs, [])], spec, None, {}) is None  # type: ignore[arg-type]
    assert isinstance(table.pairs, pl.DataFrame)
