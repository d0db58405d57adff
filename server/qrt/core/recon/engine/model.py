"""The trained score: boosted trees as text, an isotonic curve as two lists, a threshold solved from a target of precision. No pickle."""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from scipy.optimize import isotonic_regression
from scipy.special import betaincinv

UP = ("equal", "shared", "name_set", "bill_equal", "number_equal", "taxable_equal", "heads_equal", "cosine", "weighed", "rivalled")
DOWN = ("conflict", "days_apart")
ROUNDS = 100
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Model:
    """Trees over named features (LightGBM's own text), curve from raw score to probability, and the least probability that is accepted alone.

    begin: what the trees are added to: "" nothing, "weighed" the weights learned without labels, "base" the raw score of `base`; line: intercept and
    slope over that. No trees: that alone.
    A threshold above 1: the labels do not bear one, and the fixed classes of evidence decide as they do without a model.
    """

    features: tuple[str, ...]
    trees: str
    curve: tuple[tuple[float, float], ...]
    threshold: float
    about: dict[str, Any] = field(default_factory=dict)
    begin: str = ""
    line: tuple[float, float] = (0.0, 1.0)
    base: "Model | None" = None

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        return json.dumps(self._content(), sort_keys=True)

    def _content(self) -> dict[str, Any]:
        kept: dict[str, Any] = {"features": self.features, "trees": self.trees, "curve": self.curve, "threshold": self.threshold, "about": self.about}
        return kept | ({"begin": self.begin, "line": self.line} if self.begin else {}) | ({"base": self.base._content()} if self.base else {})

    @classmethod
    def from_json(cls, text: str) -> "Model":
        """Raises ValueError, KeyError or TypeError on anything that is no model."""
        return cls._of(json.loads(text))

    @classmethod
    def _of(cls, found: dict[str, Any]) -> "Model":
        curve = tuple((float(x), float(y)) for x, y in found["curve"])
        base = cls._of(found["base"]) if found.get("base") else None
        a, b = found.get("line", (0.0, 1.0))
        features, trees, begin = found["features"], found["trees"], found.get("begin", "")
        if not isinstance(features, list) or not isinstance(trees, str) or begin not in ("", "weighed", "base") or (begin == "base") != (base is not None):
            raise ValueError("it is of another form")
        made = cls(tuple(str(name) for name in features), trees, curve, float(found["threshold"]), dict(found["about"]), begin, (float(a), float(b)), base)
        if not curve or not np.isfinite([*np.ravel(curve), made.threshold, *made.line]).all():
            raise ValueError("it holds what is no number")
        if made.trees and made._trees_read() != len(features):
            raise ValueError("its trees look at other features")
        return made

    def _trees_read(self) -> int:
        """Of how many features its trees are. Raises ValueError where they are none."""
        import lightgbm

        try:
            return int(self._booster.num_feature())
        except lightgbm.basic.LightGBMError as wrong:
            raise ValueError("its trees cannot be read") from wrong

    @cached_property
    def _booster(self) -> Any:
        import lightgbm  # a run without a model does not pay for it

        return lightgbm.Booster(model_str=self.trees)

    def predict(self, features: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Raw score (log-odds) and calibrated probability of each row."""
        if not features.height:
            return np.zeros(0), np.zeros(0)
        raw = self.begun(features)
        if self.trees:
            raw = np.round(raw + self._booster.predict(_table(features, self.features), raw_score=True), 6)
        xs, ys = np.array(self.curve).T
        return raw, np.interp(raw, xs, ys)

    def begun(self, features: pl.DataFrame) -> np.ndarray:
        """What the trees are added to."""
        if not self.begin:
            return np.zeros(features.height)
        raw = self.base.predict(features)[0] if self.base is not None else features["weighed"].to_numpy().astype(np.float64)
        return np.round(self.line[0] + self.line[1] * np.clip(raw, -16, 16), 6)

    def contributions(self, pair: pl.DataFrame) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
        """(feature, points) of one pair: exact Shapley values of the trees; and (words, points) of what is the same for every pair. Together its raw score, the column `score`."""
        parts = self._booster.predict(_table(pair, self.features), pred_contrib=True)[0] if self.trees else np.zeros(len(self.features) + 1)
        found = [(f, float(p)) for f, p in zip(self.features, parts[:-1], strict=True)]
        begun = float(self.begun(pair)[0])
        if self.begin == "weighed":
            found.append(("weighed", begun))
        rest = [("what other companies' decisions teach", begun)] if self.begin and self.begin != "weighed" else []
        same = float(pair["score"][0]) - sum(p for _, p in (*found, *rest))
        return found, [*rest, ("how rarely a candidate is true", same)]


def train(features: pl.DataFrame, names: list[str], label: np.ndarray, fold: np.ndarray, precision_target: float, about: dict[str, Any]) -> Model:
    """Trees on folds 0 and 1, curve on fold 2, threshold on folds 3 and 4. label: bool a row; fold: 0 … 4, equal for all pairs of one line."""
    import lightgbm

    columns = (*names, "weighed", "rivalled")
    x = _table(features, columns)
    monotone = [1 if c in UP else -1 if c in DOWN else 0 for c in columns]
    settings = {
        "objective": "binary",
        "num_leaves": 24,
        "learning_rate": 0.1,
        "min_data_in_leaf": 40,
        "monotone_constraints": monotone,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "seed": 0,
        "verbose": -1,
    }
    learn = fold <= 1
    booster = lightgbm.train(settings, lightgbm.Dataset(x[learn], label[learn].astype(float)), num_boost_round=ROUNDS)
    raw = np.round(np.asarray(booster.predict(x, raw_score=True)), 6)
    order = np.argsort(raw[fold == 2], kind="stable")
    fitted = isotonic_regression(label[fold == 2][order].astype(float)).x
    xs, first = np.unique(raw[fold == 2][order], return_index=True)
    curve = tuple((float(a), float(np.clip(b, 1e-4, 1 - 1e-5))) for a, b in _thin(xs, fitted[first]))
    probability = np.interp(raw, *np.array(curve).T)
    threshold = solve_threshold(probability[fold >= 3], label[fold >= 3], precision_target)
    return Model(columns, booster.model_to_string(), curve, threshold, about)


def solve_threshold(probability: np.ndarray, label: np.ndarray, target: float) -> float:
    """The least probability from which on the lower Clopper-Pearson bound of precision reaches the target; above 1 when no labels bear it."""
    order = np.argsort(-probability, kind="stable")
    p, good = probability[order], np.cumsum(label[order])
    n = np.arange(1, len(p) + 1)
    last = np.append(p[1:] != p[:-1], True)
    bound = np.where(good > 0, betaincinv(np.maximum(good, 1), n - good + 1, 1 - CONFIDENCE), 0.0)
    held = np.flatnonzero(last & (bound >= target))
    return float(p[held[-1]]) if len(held) else 1.1


def _thin(xs: np.ndarray, ys: np.ndarray) -> list[tuple[float, float]]:
    """Only the corners of the stairs."""
    corner = np.ones(len(ys), dtype=bool)
    if len(ys) > 2:
        corner[1:-1] = (ys[1:-1] != ys[:-2]) | (ys[1:-1] != ys[2:])
    return list(zip(xs[corner].tolist(), ys[corner].tolist(), strict=True))


def _table(features: pl.DataFrame, columns: tuple[str, ...]) -> np.ndarray:
    return features.select(pl.col(c).cast(pl.Float32) for c in columns).to_numpy()
