"""Laws of what decisions say of suggestions: no match and no line changes, parts add up, and nothing is accepted that evidence keeps for a person."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qrt.core.recon.engine import taught_trees
from qrt.core.recon.engine.looks import WAITING
from qrt.core.recon.engine.outcome import Reason
from qrt.core.recon.engine.taught_trees import Taught
from qrt.core.recon.engine.trees import LEAF, Tree
from qrt.core.recon.match import MODEL_LEFT_OUT, assert_whole, made_of, outcome_of, reconciliation_digest
from qrt.core.recon.trees_taught import learn_trees
from qrt.core.recon.types import MatchStatus, Reconciliation
from tests.support.taught_company import BANK, POLICY, TaughtCompany, taught_company

COMPANY = taught_company(203, 1_500)
NAMES = tuple(name for name in COMPANY.told.looks.columns if name not in WAITING)
BASE = COMPANY.learnt.experience.digest if COMPANY.learnt.experience else ""


def run(model: Taught | None, company: TaughtCompany = COMPANY) -> Reconciliation:
    of = company.subject
    return made_of(BANK, of, *outcome_of(BANK, of.left, of.right, POLICY, of.as_of, replace(company.learnt, taught=model)))


BARE = run(None)


@st.composite
def models(draw: st.DrawFn) -> Taught:
    """Any model at all, sensible or not: what holds of a run holds whatever was learned."""
    trees = []
    for _ in range(draw(st.integers(0, 4))):
        first, second = (draw(st.integers(0, len(NAMES) - 1)) for _ in range(2))
        cut = [draw(st.floats(-5, 100, allow_nan=False)) for _ in range(2)]
        leaves = [draw(st.floats(-6, 6, allow_nan=False)) for _ in range(3)]
        rows = [draw(st.integers(1, 90)) for _ in range(3)]
        trees.append(
            Tree(
                (first, LEAF, second, LEAF, LEAF),
                (cut[0], 0, cut[1], 0, 0),
                (1, 0, 3, 0, 0),
                (2, 0, 4, 0, 0),
                (0, leaves[0], 0, leaves[1], leaves[2]),
                (sum(rows), rows[0], rows[1] + rows[2], rows[1], rows[2]),
            )
        )
    line = (draw(st.floats(-8, 8, allow_nan=False)), draw(st.floats(0.05, 5, allow_nan=False)))
    return Taught(NAMES, tuple(trees), line, ((0.9999, draw(st.floats(0.0, 1.1))),), BASE, (), {"decisions": draw(st.integers(1, 900))})


@settings(max_examples=12, deadline=None)
@given(models())
def test_no_match_and_no_line_changes_and_only_suggestions_that_may_be_alone_are_accepted(model: Taught) -> None:
    result = run(model)
    assert_whole(result)
    assert result.breaks == BARE.breaks
    assert [(each.id, each.stage, each.allocations, each.difference) for each in result.matches] == [
        (each.id, each.stage, each.allocations, each.difference) for each in BARE.matches
    ]
    before = {each.id: each for each in BARE.matches}
    free = set(COMPANY.told.looks.filter("alone")["match_id"])
    for each in result.matches:
        was = before[each.id]
        if was.status is MatchStatus.AUTO:
            assert each == was, "what does not wait stays as it is"
        elif each.status is MatchStatus.AUTO:
            first = min((part.item for part in each.allocations if part.side == "left"), default="")
            assert f"l:{first}" in free, "evidence keeps it for a person"


@settings(max_examples=8, deadline=None)
@given(models())
def test_parts_add_up_to_the_score_of_the_model_however_they_are_asked_for(model: Taught) -> None:
    of = COMPANY.subject
    outcome, *_ = outcome_of(BANK, of.left, of.right, POLICY, of.as_of, replace(COMPANY.learnt, taught=model))
    told = {name: json.loads(text) for name, text in outcome.all_reasons().iter_rows()}
    scores = dict(outcome.matches.select("match_id", "score").unique().iter_rows())
    assert scores.keys() == told.keys()
    for name, score in scores.items():
        assert abs(sum(part["points"] for part in told[name]) - score) < 0.001, name
    looks = outcome.looks()[0]
    assert dict(zip(looks["match_id"], model.score(looks, COMPANY.learnt.experience), strict=True)).items() <= scores.items()
    for name in looks["match_id"][:5]:
        assert abs(sum(part.points for part in outcome.reasons(name)) - scores[name]) < 0.001


@settings(max_examples=5, deadline=None)
@given(models())
def test_each_suggestion_says_from_how_many_decisions_it_is_judged(model: Taught) -> None:
    told = f" {model.decisions} decisions here "
    waited = {each.id for each in BARE.matches if each.status is MatchStatus.SUGGESTED}
    for each in run(model).matches:
        assert any(told in reason.text for reason in each.reasons) == (each.id in waited)


def test_a_model_that_learned_nothing_changes_nothing() -> None:
    nothing = Taught(NAMES, (), (0.0, 1.0), (), BASE)
    assert reconciliation_digest(run(nothing)) == reconciliation_digest(BARE)


def test_a_model_that_looks_at_what_the_lines_do_not_have_is_left_out_and_the_run_says_so() -> None:
    model = learn_trees(COMPANY.told, COMPANY.told.said, {})
    for wrong, why in (
        (replace(model, features=("a_column_of_theirs", *model.features[1:])), "which these lines do not have"),
        (replace(model, base="0"), "other experience"),
    ):
        result = run(wrong)
        (finding,) = result.findings
        assert finding.rule == MODEL_LEFT_OUT and why in finding.sentence
        assert reconciliation_digest(result) == reconciliation_digest(BARE)


def test_the_run_follows_from_the_model_and_not_from_the_order_of_the_lines() -> None:
    model = learn_trees(COMPANY.told, COMPANY.told.said, {})
    of = COMPANY.subject
    turned = replace(COMPANY, subject=replace(of, left=of.left[::-1], right=of.right[::-1]))
    assert reconciliation_digest(run(model)) == reconciliation_digest(run(model, turned)) != reconciliation_digest(BARE)


def test_planted_faults_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    eager = Taught(NAMES, (), (12.0, 1.0), ((0.9999, 0.5),), BASE, (), {"decisions": 300})
    law = test_no_match_and_no_line_changes_and_only_suggestions_that_may_be_alone_are_accepted.hypothesis.inner_test  # type: ignore[attr-defined]
    law(eager)
    with monkeypatch.context() as planted:  # What evidence keeps for a person is accepted.
        planted.setattr("qrt.core.recon.engine.assemble.may_be_alone", lambda patterns: patterns.is_not_null())
        with pytest.raises(AssertionError):
            law(eager)
    law = test_parts_add_up_to_the_score_of_the_model_however_they_are_asked_for.hypothesis.inner_test  # type: ignore[attr-defined]
    law(eager)
    with monkeypatch.context() as planted:  # The parts of a score do not add up.
        planted.setattr(taught_trees.Taught, "_parts", lambda self, looks, score: [(Reason("300 decisions here", 1.0),)] * looks.height)
        with pytest.raises(AssertionError):
            law(eager)
