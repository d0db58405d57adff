"""One to one over a component: the greatest sum, whatever the order, and bounded work when a component is large."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from qrt.core.recon.engine import assign as engine
from qrt.core.recon.engine.arrays import ordered
from qrt.core.recon.engine.assign import assign, margins


def drawn(seed: int, left: int, right: int, whole: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Some of all pairs of two sides with a gain each; whole gains make many ties."""
    rng = np.random.default_rng(seed)
    place = np.sort(rng.choice(left * right, rng.integers(1, left * right + 1), replace=False))
    gain = rng.integers(1, 5, len(place)).astype(float) if whole else rng.uniform(0.1, 9, len(place))
    return (place // right).astype(np.uint32), (place % right).astype(np.uint32), gain


@given(st.integers(0, 10**6), st.integers(1, 9), st.integers(1, 9), st.booleans())
def test_no_other_choice_gains_more(seed: int, left: int, right: int, whole: bool):
    i, j, gain = drawn(seed, left, right, whole)
    table = np.zeros((left, right))
    table[i, j] = gain
    rows, columns = linear_sum_assignment(table, maximize=True)
    chosen = assign(i, j, gain)
    assert len(set(i[chosen])) == len(set(j[chosen])) == len(chosen)
    assert gain[chosen].sum() == pytest.approx(table[rows, columns].sum(), abs=1e-3)


@given(st.integers(0, 10**6), st.integers(2, 9), st.booleans())
def test_the_order_of_pairs_cannot_be_seen(seed: int, size: int, whole: bool):
    i, j, gain = drawn(seed, size, size, whole)
    mixed = np.random.default_rng(seed + 1).permutation(len(i))
    once, again = assign(i, j, gain), mixed[assign(i[mixed], j[mixed], gain[mixed])]
    assert sorted(again) == once.tolist()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 40), st.booleans())
def test_the_sparse_solver_and_the_auction_stand_in_for_the_dense_one(seed: int, size: int, whole: bool):
    i, j, gain = drawn(seed, size, size, whole)
    best = gain[assign(i, j, gain)].sum()
    lefts, ii = np.unique(i, return_inverse=True)
    rights, jj = np.unique(j, return_inverse=True)
    whole_gain = np.rint(gain * engine.SCALE).astype(np.int64)
    sparse = engine._sparse(ii, jj, whole_gain, len(lefts), len(rights))
    auction = engine._auction(ii, jj, whole_gain, len(lefts), len(rights))
    assert gain[sparse].sum() == pytest.approx(best, abs=1e-3)
    assert best - gain[auction].sum() <= len(lefts) * engine.EPSILON / engine.SCALE + 1e-3
    assert len(set(i[auction])) == len(set(j[auction])) == len(auction)


@pytest.mark.parametrize("equal", [True, False])
def test_a_component_of_a_hundred_thousand_lines_is_settled(equal: bool):
    """A band: each line with the four about its place on the other side. Nothing takes the square of the lines."""
    lines = 100_000
    i = np.repeat(np.arange(lines), 4)
    j = (i + np.tile(np.arange(4), lines)) % lines
    gain = np.full(len(i), 3.0) if equal else np.random.default_rng(1).uniform(0.1, 9, len(i))
    begun = time.process_time()
    chosen = assign(i, j, gain)
    assert time.process_time() - begun < 30
    assert len(set(i[chosen])) == len(set(j[chosen])) == len(chosen)
    assert len(chosen) > 0.95 * lines


@given(st.integers(0, 10**6), st.integers(1, 8), st.booleans())
def test_the_margin_is_what_the_best_other_pair_of_either_line_leaves(seed: int, size: int, whole: bool):
    i, j, gain = drawn(seed, size, size, whole)
    chosen = assign(i, j, gain)
    for place, margin in zip(chosen, margins(i, j, gain, chosen), strict=True):
        rivals = [gain[k] for k in range(len(i)) if k != place and (i[k] == i[place] or j[k] == j[place])]
        assert margin == pytest.approx(gain[place] - max([0.0, *rivals]))


def test_numbers_of_many_rows_are_put_in_order_whatever_their_width() -> None:
    rows = np.arange(100_000)[::-1]
    for width in (np.uint32, np.int32, np.int64):
        assert (ordered(rows.astype(width)) == rows).all()


def test_the_margin_among_many_pairs_is_over_the_next_best_of_the_line() -> None:
    lines = 70_000
    i, j = np.arange(2 * lines, dtype=np.uint32), np.tile(np.arange(lines, dtype=np.uint32), 2)
    score = np.repeat([3.0, 1.0], lines)
    assert (margins(i, j, score, np.arange(lines)) == 2.0).all()
