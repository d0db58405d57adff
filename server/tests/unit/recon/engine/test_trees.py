"""Trees as plain numbers say what the library says that grew them, and take themselves apart by what they ask."""

import json

import lightgbm
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qrt.core.recon.engine.trees import LEAF, Tree, grown, trees_say, trees_share

SETTINGS = {"objective": "binary", "num_leaves": 6, "min_data_in_leaf": 10, "boost_from_average": False, "verbose": -1, "num_threads": 1, "seed": 0}


def learned(seed: int, rows: int = 200, features: int = 5) -> tuple[tuple[Tree, ...], np.ndarray, lightgbm.Booster]:
    draw = np.random.default_rng(seed)
    x = np.round(draw.normal(size=(rows, features)), 1).astype(np.float32).astype(np.float64)
    label = (x[:, 0] + x[:, 1] * x[:, 2] + draw.normal(size=rows) > 0).astype(float)
    booster = lightgbm.train(SETTINGS, lightgbm.Dataset(x, label), num_boost_round=20)
    return grown(booster.dump_model()["tree_info"]), x, booster


@given(st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_trees_say_what_the_library_says_and_their_shares_add_up_to_it(seed: int) -> None:
    trees, x, booster = learned(seed)
    said = trees_say(trees, x)
    assert np.allclose(said, booster.predict(x, raw_score=True), atol=1e-9)
    shares, same = trees_share(trees, x)
    assert np.allclose(sum(shares.values()) + same, said, atol=1e-9)
    whole = booster.predict(x, pred_contrib=True)
    for feature in range(x.shape[1]):
        assert np.allclose(shares.get(feature, 0.0), whole[:, feature], atol=1e-6), "exact Shapley values"


def test_what_is_kept_says_the_same_when_it_is_read_again() -> None:
    trees, x, _ = learned(7)
    kept = json.loads(json.dumps([tree.to_content() for tree in trees]))
    assert tuple(Tree.of_content(each, x.shape[1]) for each in kept) == trees


STUMP = {"feature": [0, LEAF, LEAF], "least": [0.5, 0, 0], "left": [1, 0, 0], "right": [2, 0, 0], "value": [0, -1.0, 1.0], "rows": [10, 4, 6]}


@pytest.mark.parametrize(
    "planted",
    [
        {"feature": [3, LEAF, LEAF]},
        {"left": [0, 0, 0]},
        {"right": [7, 0, 0]},
        {"rows": [0, 4, 6]},
        {"value": [0, float("nan"), 1.0]},
        {"least": [0.5, 0]},
        {"feature": [], "least": [], "left": [], "right": [], "value": [], "rows": []},
        {"feature": [LEAF] * 9, "least": [0] * 9, "left": [0] * 9, "right": [0] * 9, "value": [0] * 9, "rows": [1] * 9},
    ],
)
def test_what_is_no_tree_is_refused(planted: dict) -> None:
    assert Tree.of_content(STUMP, 1).says(np.array([[0.5], [0.6]])).tolist() == [-1.0, 1.0]
    with pytest.raises((ValueError, KeyError, TypeError)):
        Tree.of_content({**STUMP, **planted}, 1)
