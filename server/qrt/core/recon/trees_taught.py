"""From a company's decisions on matches that waited to trees, never more of them than decisions bear that did not teach them, and the trial that they must stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from scipy.special import betaincinv, expit

from qrt.core.recon.engine.experience import BASE_WRONG, LEAST, NEVER, STANDARD, Decided, Experience
from qrt.core.recon.engine.learning import FOLDS, LEAST_GAIN, fitted_line, unseen_probabilities
from qrt.core.recon.engine.looks import WAITING
from qrt.core.recon.engine.taught_trees import Taught, begun, table_of
from qrt.core.recon.engine.trees import grown, trees_say
from qrt.core.recon.taught import HELD_BACK, Figures

ROUNDS = (0, 15, 30, 60, 120)
TARGETS = (0.99, 0.995, 0.998, STANDARD, 0.9995, 0.9999)
"""Shares of what is accepted alone that a company may ask to be right, for each of which the least probability is solved."""
DECIDED_LEAST = 0.4
"""Share of the matches that waited above a threshold that must have been decided on: who looked at few of them may have looked at the plain ones."""
DOUBT = 0.6
"""How surely no larger share of what is accepted alone is wrong than is counted for it: half would be as likely too high as too low, and the threshold is the luckiest of many."""
KEPT = tuple(WAITING)
UP, DOWN = ("margin", "equal", "shared", "name_set", "weighed", "rivalled"), ("gap_share", "conflict")


@dataclass(frozen=True)
class TreeMaterial:
    """What reconciliations of a kind tell. looks: of every match that waited under the experience `base`, the columns of `looks.py`; alone there means that nothing but
    its probability keeps it from being accepted. said: of the decided ones the place in looks, the order of the decision, and whether it was right; alone: matches that did not wait."""

    looks: pl.DataFrame
    said: tuple[tuple[int, int, bool], ...]
    alone: int
    base: Experience | None = None


@dataclass(frozen=True)
class TreeTrial:
    """The model of all decisions; in use, held: figures of what counts now on all decisions, and of models on those that they had not seen; better, stands: as of a
    lesson."""

    taught: Taught
    in_use: Figures
    held: Figures
    better: bool
    stands: bool
    why: str

    def metrics(self) -> dict[str, Any]:
        """Figures of both, as they are kept."""
        return {"champion": vars(self.in_use), "challenger": vars(self.held), "better": self.better}


@dataclass(frozen=True)
class InUse:
    """What counts in closes now: a model, else the experience with or without a lesson, else neither."""

    taught: Taught | None = None
    experience: Experience | None = None


def joined(materials: Sequence[TreeMaterial]) -> TreeMaterial | None:
    """What several reconciliations tell together: those that are compared by the same as the one with most decisions. None where nobody decided anything."""
    told = [each for each in materials if each.said]
    if not told:
        return None
    most = max(told, key=lambda each: (len(each.said), each.looks.columns))
    alike = [each for each in materials if set(most.looks.columns) <= set(each.looks.columns) and _digest(each.base) == _digest(most.base)]
    places = np.cumsum([0, *(each.looks.height for each in alike)])
    said = [(place + int(first), order, right) for each, first in zip(alike, places[:-1], strict=True) for place, order, right in each.said]
    looks = pl.concat([each.looks.select(most.looks.columns) for each in alike])
    return TreeMaterial(looks, tuple(sorted(said, key=lambda one: one[1])), sum(each.alone for each in alike), most.base)


def hold_tree_trial(told: TreeMaterial, in_use: InUse, target: float, about: Mapping[str, Any]) -> TreeTrial:
    """A model of all decisions, measured on each by a model that had not seen it, and once more on the newest fifth by one of the older four fifths. target: share of
    what is accepted alone that must be right.

    More wrong ones are never outweighed, on all decisions or on the newest, and a model that accepts no more than what counts now is only better where it takes the
    place of another model."""
    kept = len(told.said) - max(1, len(told.said) // HELD_BACK)
    newest = told.said[kept:]
    older = learn_trees(told, told.said[:kept], about, frozenset(place for place, *_ in newest))
    nothing = InUse(experience=in_use.experience)
    last, now_last, bare_last = (_figures(told, newest, each, target) for each in (InUse(older), in_use, nothing))
    made, unseen = _learned(told, told.said, about, frozenset())
    held, now = _judged(told, told.said, unseen, made.accepted_from(target)), _figures(told, told.said, in_use, target)
    no_worse = held.wrong <= now.wrong and last.wrong <= min(now_last.wrong, bare_last.wrong) and held.loss <= now.loss
    no_less = held.alone - held.wrong >= now.alone - now.wrong and last.alone - last.wrong >= now_last.alone - now_last.wrong
    more = held.alone - held.wrong > now.alone - now.wrong
    better = no_worse and no_less and (more or (in_use.taught is not None and held.loss < now.loss - LEAST_GAIN))
    why = (
        f"of {len(told.said)} decisions, each said by what others taught, it has a loss of {held.loss:.3f} instead of {now.loss:.3f}, and would accept {held.alone} alone instead "
        f"of {now.alone}, {held.wrong} instead of {now.wrong} of them wrong; of the newest {len(newest)}, by what was taught before them, {last.alone} and {last.wrong} instead of "
        f"{now_last.alone} and {now_last.wrong}"
    )
    if not made.trees:
        why = f"{why}; the decisions bear no trees, only how sure such matches are here"
    stands = in_use.taught is None or (now_last.wrong <= bare_last.wrong and now_last.loss <= bare_last.loss)
    return TreeTrial(made, now, held, better, stands, why)


def learn_trees(told: TreeMaterial, said: Sequence[tuple[int, int, bool]], about: Mapping[str, Any], away: frozenset[int] = frozenset()) -> Taught:
    """A model of decisions. said: those of `told` that teach it, oldest first; away: places in `told` of matches that are taken for not there.

    The trees are small and grow only as far as decisions that they have not seen gain by it; line and thresholds are of such decisions as well.
    """
    return _learned(told, said, about, away)[0]


def _learned(told: TreeMaterial, said: Sequence[tuple[int, int, bool]], about: Mapping[str, Any], away: frozenset[int]) -> tuple[Taught, np.ndarray]:
    """The model, and the probability of each decided match by what had not seen its decision."""
    features = tuple(name for name in told.looks.columns if name not in KEPT)
    decided = told.looks[[place for place, *_ in said]]
    right = [good for *_, good in said]
    label, fold = np.array(right, dtype=float), np.arange(len(said)) % FOLDS
    x, start = table_of(decided, features), np.zeros(len(said))
    for k in range(FOLDS):
        others = None if told.base is None else told.base.having_seen(_counted(decided.filter(pl.Series(fold != k)), label[fold != k]))
        start[fold == k] = begun(decided.filter(pl.Series(fold == k)), others)
    unseen = {rounds: start.copy() for rounds in ROUNDS}
    for k in range(FOLDS):
        own = fold == k
        if own.any() and not own.all():
            trees = _boosted(x[~own], label[~own], start[~own], features)
            for rounds in ROUNDS[1:]:
                unseen[rounds][own] = start[own] + trees_say(trees[:rounds], x[own])
    # A line over few rejections may be worse than none; trees have to be better than whichever is better without them.
    held = {(rounds, False): expit(raw) for rounds, raw in unseen.items()}
    held |= {(rounds, True): unseen_probabilities(raw, label, fold) for rounds, raw in unseen.items()}
    loss = {how: _loss(p, label) for how, p in held.items()}
    bare, best = (min((how for how in held if bool(how[0]) is with_trees), key=lambda how: (loss[how], how)) for with_trees in (False, True))
    how = best if loss[best] < loss[bare] - LEAST_GAIN else bare
    trees = _boosted(x, label, start, features)[: how[0]] if how[0] else ()
    line = fitted_line(unseen[how[0]], label) if how[1] else (0.0, 1.0)
    told_loss = {f"{rounds}{', line' if lined else ''}": round(value, 6) for (rounds, lined), value in loss.items()}
    kept = {**about, "decisions": len(said), "right": sum(right), "rounds": how[0], "loss": told_loss}
    seen = () if told.base is None else _counted(decided, label)
    made, unseen_by = Taught(features, trees, line, (), _digest(told.base), seen, kept), np.round(held[how], 6)
    return replace(made, accepted=thresholds(made, told, said, unseen_by, away)), unseen_by


def _counted(decided: pl.DataFrame, label: np.ndarray) -> Decided:
    """Decisions by pattern; those on matches without one say nothing to an experience."""
    rows = decided.select("pattern", right=pl.Series(label).cast(pl.Int64)).drop_nulls("pattern")
    counts = rows.group_by("pattern").agg(pl.col("right").sum(), wrong=pl.len() - pl.col("right").sum()).sort("pattern")
    return tuple((pattern, int(right), int(wrong)) for pattern, right, wrong in counts.select("pattern", "right", "wrong").iter_rows())


def _digest(experience: Experience | None) -> str:
    return experience.digest if experience else ""


def thresholds(
    made: Taught, told: TreeMaterial, said: Sequence[tuple[int, int, bool]], held: np.ndarray, away: frozenset[int] = frozenset()
) -> tuple[tuple[float, float], ...]:
    """For each of TARGETS the least probability from which on all that is accepted alone is right so often, by the rule of a lesson: what is as likely too high as too
    low for the decided ones, whose probability `held` they did not teach, beside what was accepted before; and as long as most of what waited above it was decided."""
    p = np.round(expit(made.score(told.looks, told.base)), 6)
    p[[place for place, *_ in said]] = held
    may = told.looks["alone"].to_numpy() & ~np.isin(np.arange(len(p)), list(away))
    right, wrong = np.zeros(len(p)), np.zeros(len(p))
    for place, _, good in said:
        (right if good else wrong)[place] += 1
    steps, which = np.unique(-p[may], return_inverse=True)
    many = [np.cumsum(np.bincount(which, weights=each[may], minlength=len(steps))) for each in (right, wrong, np.ones(len(p)))]
    doubt = betaincinv(many[1] + 1, np.maximum(many[0], 0.5), DOUBT)
    found = []
    for target in TARGETS:
        share = (told.alone * (1 - target) * BASE_WRONG + many[2] * doubt) / np.maximum(told.alone + many[2], 1)
        good = np.flatnonzero((share <= 1 - target) & (many[0] + many[1] >= DECIDED_LEAST * many[2]) & (-steps >= LEAST))
        found.append((target, float(-steps[good[-1]]) if len(good) else NEVER))
    return tuple(found)


def _figures(told: TreeMaterial, said: Sequence[tuple[int, int, bool]], in_use: InUse, target: float) -> Figures:
    looks = told.looks[[place for place, *_ in said]]
    before, least = expit(looks["before"].to_numpy()), NEVER
    if in_use.taught is not None:
        before, least = expit(in_use.taught.score(looks, told.base)), in_use.taught.accepted_from(target)
    elif in_use.taught is None and in_use.experience is not None:
        known = in_use.experience.probability(looks["pattern"]).to_numpy()
        before, least = np.where(np.isnan(known), before, known), in_use.experience.accepted_from(target)
    return _judged(told, said, before, least)


def _judged(told: TreeMaterial, said: Sequence[tuple[int, int, bool]], p: np.ndarray, least: float) -> Figures:
    """Figures of decided matches of these probabilities. least: from which on one is accepted alone, where nothing else keeps it for a person."""
    p, right = np.round(p, 6), np.array([good for *_, good in said], dtype=bool)
    alone = (p >= least) & told.looks[[place for place, *_ in said]]["alone"].to_numpy()
    return Figures(len(said), round(_loss(p, right.astype(float)), 6) if len(said) else 0.0, int(alone.sum()), int((alone & ~right).sum()))


def _boosted(x: np.ndarray, label: np.ndarray, begin: np.ndarray, features: Sequence[str]) -> tuple[Any, ...]:
    import lightgbm  # a run and a check of it do not pay for it

    settings = {
        "objective": "binary",
        "num_leaves": 6,
        "learning_rate": 0.05,
        "min_data_in_leaf": 15,
        "lambda_l2": 5.0,
        "monotone_constraints": [1 if name in UP else -1 if name in DOWN else 0 for name in features],
        "boost_from_average": False,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "seed": 0,
        "verbose": -1,
    }
    booster = lightgbm.train(settings, lightgbm.Dataset(x, label, init_score=begin), num_boost_round=ROUNDS[-1])
    return grown(booster.dump_model()["tree_info"])


def _loss(p: np.ndarray, label: np.ndarray) -> float:
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return float(-(label * np.log(p) + (1 - label) * np.log(1 - p)).mean())
