"""What decisions teach trees, and when that may count."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from scipy.special import expit

from qrt.core.recon.engine.experience import NEVER
from qrt.core.recon.engine.taught_trees import Taught
from qrt.core.recon.taught import Figures
from qrt.core.recon.trees_taught import TARGETS, InUse, TreeMaterial, hold_tree_trial, joined, learn_trees
from tests.support.taught_company import taught_company

ABOUT = {"kind": "bank"}


def made(rule: str, many: int = 400, wrong_every: int = 4) -> TreeMaterial:
    """Suggestions of which people say no where a number says so ("seen"), or to every one of them in turn whatever is seen ("luck")."""
    draw = np.random.default_rng(3)
    seen, luck = draw.random(many) < 1 / wrong_every, np.arange(many) % wrong_every == 0
    looks = pl.DataFrame({"match_id": [f"l:{k:04d}" for k in range(many)], "alone": True, "pattern": pl.Series([None] * many, dtype=pl.String), "before": 1.0})
    looks = looks.with_columns(pl.Series("name_set", np.where(seen, 20.0, 90.0), dtype=pl.Float32), pl.Series("gap_share", draw.random(many), dtype=pl.Float32))
    said = tuple((k, k, not (seen if rule == "seen" else luck)[k]) for k in range(many))
    return TreeMaterial(looks, said, 20_000)


def test_what_people_always_confirm_is_accepted_alone_and_what_they_reject_is_not() -> None:
    told = made("seen")
    trial = hold_tree_trial(told, InUse(), 0.999, ABOUT)
    assert trial.better and trial.held.wrong == 0 and trial.held.alone > 40 and trial.in_use.alone == 0
    assert trial.taught.about["rounds"] > 0 and trial.taught.decisions == 400
    p, right = expit(trial.taught.score(told.looks, None)), np.array([good for *_, good in told.said])
    least = trial.taught.accepted_from(0.999)
    assert (p[right] >= least).mean() > 0.95 and not (p[~right] >= least).any()
    assert "instead of" in trial.why and trial.metrics()["better"]


def test_what_nothing_tells_apart_bears_no_trees_and_takes_nobodys_place() -> None:
    trial = hold_tree_trial(made("luck"), InUse(), 0.999, ABOUT)
    assert not trial.better and trial.taught.trees == () and "bear no trees" in trial.why
    assert {least for _, least in trial.taught.accepted} == {NEVER}


def test_people_who_decide_otherwise_by_now_take_a_model_out_of_use() -> None:
    told = made("seen")
    model = learn_trees(told, told.said, ABOUT)
    turned = replace(told, said=tuple((k, order, good != (order >= 320)) for k, order, good in told.said))
    trial = hold_tree_trial(turned, InUse(model), 0.999, ABOUT)
    assert not trial.stands and not trial.better
    assert hold_tree_trial(told, InUse(model), 0.999, ABOUT).stands


def test_more_wrong_ones_among_the_newest_are_never_outweighed(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Figures(80, 0.5, 0, 0)
    for wrong in (0, 1):
        figures = iter([Figures(80, 0.01, 70, wrong), nothing, nothing, Figures(400, 0.5, 0, 0)])
        monkeypatch.setattr("qrt.core.recon.trees_taught._figures", lambda *_, figures=figures: next(figures))
        assert hold_tree_trial(made("seen"), InUse(), 0.999, ABOUT).better is (wrong == 0)


def test_a_line_over_few_rejections_is_left_out_where_it_says_less_than_none() -> None:
    told = taught_company().told
    model = learn_trees(told, told.said, ABOUT)
    best = min(model.about["loss"].values())
    chosen = model.about["loss"][f"{model.about['rounds']}{', line' if model.line != (0.0, 1.0) else ''}"]
    assert chosen <= best + 0.002 and model.about["rounds"] in (0, 15, 30, 60, 120)


def test_held_back_decisions_teach_nothing_of_what_is_measured_on_them() -> None:
    told = made("seen")
    flipped = replace(told, said=tuple((k, order, good if order < 320 else not good) for k, order, good in told.said))
    older = [learn_trees(each, each.said[:320], ABOUT, frozenset(k for k, *_ in each.said[320:])) for each in (told, flipped)]
    assert older[0].digest == older[1].digest


def test_who_decided_few_of_what_waits_above_a_threshold_has_not_borne_it() -> None:
    told = made("seen")
    many = pl.concat([told.looks, *[told.looks.with_columns(match_id=pl.col("match_id") + f"/{k}") for k in range(3)]])
    assert learn_trees(told, told.said, ABOUT).accepted_from(0.999) < 1
    assert learn_trees(replace(told, looks=many), told.said, ABOUT).accepted_from(0.999) == NEVER


def test_the_stricter_the_share_that_must_be_right_the_higher_the_probability() -> None:
    told = taught_company().told
    model = learn_trees(told, told.said, ABOUT)
    least = [model.accepted_from(target) for target in TARGETS]
    assert least == sorted(least) and model.accepted_from(0.99999) == NEVER
    assert model.accepted_from(0.9985) == model.accepted_from(0.999), "the least strict row that is strict enough"


def test_the_same_decisions_give_the_same_model_and_its_text_is_the_model() -> None:
    told = taught_company().told
    one, other = (learn_trees(told, told.said, ABOUT) for _ in range(2))
    assert one.digest == other.digest == Taught.from_json(one.to_json()).digest


def test_reconciliations_that_are_compared_by_other_columns_teach_nothing_together() -> None:
    told = made("seen")
    lost = replace(told, looks=told.looks.drop("name_set"), said=told.said[:10])
    both = joined([told, lost, replace(told, said=tuple((k, order + 0.5, good) for k, order, good in told.said[:5]))])  # type: ignore[misc]
    assert both is not None and both.looks.height == 800 and len(both.said) == 405 and both.alone == 40_000
    assert [order for _, order, _ in both.said] == sorted(order for _, order, _ in both.said)
    assert joined([replace(told, said=())]) is None


@pytest.mark.parametrize(
    "planted", [{"form": "pairs"}, {"line": [0, float("nan")]}, {"line": [1]}, {"trees": [{}]}, {"accepted": [["x", 1]]}, {"seen": [["a", 1]]}]
)
def test_a_text_that_is_no_model_is_none(planted: dict) -> None:
    import json

    model = learn_trees(made("seen", 100), made("seen", 100).said, ABOUT)
    with pytest.raises((ValueError, KeyError, TypeError)):
        Taught.from_json(json.dumps({**json.loads(model.to_json()), **planted}))
