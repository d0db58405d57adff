"""From what people corrected to a model: added to the weights or to a shared base, never more of it than held-back corrections bear."""

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
from scipy.optimize import minimize

from qrt.core.recon.engine.features import feature_names
from qrt.core.recon.engine.model import DOWN, UP, Model, solve_threshold
from qrt.core.recon.engine.spec import EngineSpec

FOLDS = 5
ROUNDS = (0, 30, 60, 120, 240)
LEAST_GAIN = 0.002
CURVE = np.round(np.linspace(-16, 16, 65), 2)


def corrected_rows(pairs: pl.DataFrame, corrections: pl.DataFrame) -> pl.DataFrame:
    """Rows to learn from. pairs: a_id, b_id and features of all that the score sees; corrections: left, right str, label bool.

    A pair that was accepted makes the other candidates of its lines wrong. Lines of which several were accepted are groups: what is true of a group
    is not true of its pairs, and they are left out. What nobody decided on says nothing.
    """
    good = corrections.filter("label")
    grouped = good.filter((pl.len().over("left") > 1) | (pl.len().over("right") > 1))
    good = good.join(grouped, on=["left", "right"], how="anti")
    said = pairs.drop("label", "fold", strict=False).join(corrections, left_on=["a_id", "b_id"], right_on=["left", "right"], how="left")
    done = pl.col("a_id").is_in(good["left"].implode()) | pl.col("b_id").is_in(good["right"].implode())
    of_group = pl.col("a_id").is_in(grouped["left"].implode()) | pl.col("b_id").is_in(grouped["right"].implode())
    rows = said.filter((pl.col("label").is_not_null() | done) & ~of_group).with_columns(pl.col("label").fill_null(False)).sort("a_id", "b_id")
    return rows.with_columns(fold=pl.col("a_id").rank("dense").cast(pl.Int64) * 2_654_435_761 % 2**32 // 64 % FOLDS)


def learn(rows: pl.DataFrame, spec: EngineSpec, base: Model | None, about: dict[str, Any]) -> Model | None:
    """A model of the rows (features, weighed, rivalled, label, fold), or None when they hold not both true and wrong pairs.

    The trees are small, begin with the base's score and grow only as far as the folds that they have not seen gain by it; with no gain they are left
    out and only the curve from score to probability is the tenant's own.
    """
    label, fold = rows["label"].to_numpy().astype(float), rows["fold"].to_numpy()
    if min(label.sum(), len(label) - label.sum()) < 5:
        return None
    columns = (*feature_names(spec), "weighed", "rivalled")
    begin = "base" if base is not None else "weighed"
    start = Model(columns, "", ((0.0, 0.5), (1.0, 0.5)), 1.1, begin=begin, base=base)
    start = replace(start, line=fitted_line(start.begun(rows), label))
    begun = start.begun(rows)
    x = rows.select(pl.col(c).cast(pl.Float32) for c in columns).to_numpy()
    unseen = {0: begun.copy()} | {rounds: np.zeros(len(label)) for rounds in ROUNDS[1:]}
    for k in range(FOLDS):
        own = fold == k
        if not own.any() or label[~own].sum() < 5:
            continue
        booster = _boosted(x[~own], label[~own], begun[~own], columns)
        for rounds in ROUNDS[1:]:
            unseen[rounds][own] = begun[own] + booster.predict(x[own], raw_score=True, num_iteration=rounds)
    loss = {rounds: _loss(unseen_probabilities(raw, label, fold), label) for rounds, raw in unseen.items()}
    best = min(ROUNDS[1:], key=lambda rounds: (loss[rounds], rounds))
    rounds = best if loss[best] < loss[0] - LEAST_GAIN else 0
    trees = _boosted(x, label, begun, columns).model_to_string(num_iteration=rounds) if rounds else ""
    line = fitted_line(np.round(unseen[rounds], 6), label)
    curve = tuple(zip(CURVE.tolist(), np.clip(_sigmoid(line, CURVE), 1e-4, 1 - 1e-5).round(6).tolist(), strict=True))
    probability = np.interp(unseen[rounds], *np.array(curve).T)
    threshold = solve_threshold(probability, label.astype(bool), spec.precision_target)
    kept = {**about, "rows": len(label), "true": int(label.sum()), "rounds": rounds, "loss": {str(r): round(v, 6) for r, v in loss.items()}}
    return Model(columns, trees, curve, threshold, kept, begin, start.line, base)


def _boosted(x: np.ndarray, label: np.ndarray, begun: np.ndarray, columns: tuple[str, ...]) -> Any:
    import lightgbm

    settings = {
        "objective": "binary",
        "num_leaves": 6,
        "learning_rate": 0.05,
        "min_data_in_leaf": 15,
        "lambda_l2": 5.0,
        "monotone_constraints": [1 if c in UP else -1 if c in DOWN else 0 for c in columns],
        "boost_from_average": False,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "seed": 0,
        "verbose": -1,
    }
    return lightgbm.train(settings, lightgbm.Dataset(x, label, init_score=begun), num_boost_round=ROUNDS[-1])


def fitted_line(raw: np.ndarray, label: np.ndarray) -> tuple[float, float]:
    """Intercept and slope of log-odds over raw score; held at (0, 1) as by a few corrections, the slope within 0.05 and 5."""
    good, bad = (label.sum() + 1) / (label.sum() + 2), 1 / (len(label) - label.sum() + 2)
    target, x = np.where(label > 0, good, bad), np.clip(raw, -16, 16)

    def cost(at: np.ndarray) -> tuple[float, np.ndarray]:
        z = at[0] + at[1] * x
        value = float((np.logaddexp(0, z) - target * z).sum() + 0.02 * at[0] ** 2 + 2 * (at[1] - 1) ** 2)
        over = 1 / (1 + np.exp(-np.clip(z, -40, 40))) - target
        return value, np.array([over.sum() + 0.04 * at[0], (over * x).sum() + 4 * (at[1] - 1)])

    found = minimize(cost, np.array([0.0, 1.0]), jac=True, method="L-BFGS-B", bounds=[(-20, 20), (0.05, 5)]).x
    return round(float(found[0]), 4), round(float(found[1]), 4)


def unseen_probabilities(raw: np.ndarray, label: np.ndarray, fold: np.ndarray) -> np.ndarray:
    """Probabilities whose curve has not seen the fold either."""
    out = np.zeros(len(raw))
    for k in range(FOLDS):
        own = fold == k
        if own.any():
            out[own] = _sigmoid(fitted_line(raw[~own], label[~own]), raw[own])
    return out


def _sigmoid(line: tuple[float, float], raw: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(line[0] + line[1] * np.clip(raw, -16, 16), -40, 40)))


def _loss(p: np.ndarray, label: np.ndarray) -> float:
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return float(-(label * np.log(p) + (1 - label) * np.log(1 - p)).mean())
