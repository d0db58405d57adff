"""How often matches of such evidence were right: what all companies have in common, how far companies differ in it, and what people of this one decided.

Every trait of a match has points (log-odds) and a spread: how much the points differ between companies. Without decisions the probability of a match is that of a
company of which nothing is known; with decisions the points move towards what they say, as far as the spread allows, and the doubt that is left gets smaller.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import polars as pl
from scipy.special import betaincinv

from qrt.core.recon.engine.traits import SEPARATOR, may_be_alone

ROUNDS = 30
BASE_WRONG = 0.35
"""Of the wrong ones that may be accepted alone, how many the base makes over all companies: some are worse than all are, and nobody knows yet which this one is."""
DECIDED_LEAST = 0.6
"""Share of the matches that waited above a threshold that must have been decided on before it is believed."""
LEAST = 0.9
"""Below this probability nothing is accepted alone, whatever was decided."""
MOST = 25.0
STANDARD, NEVER = 0.999, 1.1
UNKNOWN = 1.5
"""Spread of a trait that no company was seen with."""


Decided = tuple[tuple[str, int, int], ...]
"""(pattern, right, wrong): what people decided on matches of the pattern."""


@dataclass(frozen=True)
class Experience:
    """points: (trait, points, spread) in log-odds, spread in the same unit; the trait "" stands in every match. seen: (pattern, right, wrong) of this company.

    threshold: the least probability that is accepted alone where STANDARD of it must be right; targets: (share that must be right, least probability) of others.
    """

    points: tuple[tuple[str, float, float], ...]
    threshold: float
    source: str = ""
    confidence: str = ""
    seen: Decided = ()
    targets: tuple[tuple[float, float], ...] = ()

    def accepted_from(self, target: float) -> float:
        """The least probability that is accepted alone where a share `target` must be right: that of the least strict row which is strict enough.

        Above the strictest one nothing is accepted by experience, for nobody has seen that it holds.
        """
        known = [least for asked, least in (*self.targets, (STANDARD, self.threshold)) if asked >= target - 1e-9]
        return min(known, default=NEVER)

    @property
    def digest(self) -> str:
        """SHA-256 over all that a probability follows from, whatever the order in which people decided."""
        told = [[list(row) for row in self.points], self.threshold, [list(row) for row in self.targets], [list(row) for row in sorted(self.seen)]]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    def having_seen(self, decided: Decided) -> "Experience":
        """With decisions added to those that it has."""
        counts: dict[str, list[int]] = {}
        for pattern, right, wrong in (*self.seen, *decided):
            held = counts.setdefault(pattern, [0, 0])
            held[0], held[1] = held[0] + right, held[1] + wrong
        return replace(self, seen=tuple((pattern, right, wrong) for pattern, (right, wrong) in sorted(counts.items())))

    def taught(self, decided: Decided, waiting: Decided, alone: int, target: float) -> "Experience":
        """With decisions, and the threshold that they bear. decided: (pattern, right, wrong) of matches that waited for a person; waiting: all that did, decided or
        not, as (pattern, count, 0); alone: matches of the same runs that were accepted without a person, which are as right as the base was made for.

        The threshold falls as far as all that would then be accepted alone is right as often as `target`, by what is as likely too high as too low for those that
        were decided, and as most of what waited above it was decided: who only looked at the plain ones has said nothing of the others.
        """
        other = self.having_seen(decided)
        schema = {"pattern": pl.String, "right": pl.Int64, "wrong": pl.Int64}
        both = [pl.DataFrame(list(rows), schema=schema, orient="row").group_by("pattern").sum() for rows in (decided, waiting)]
        rows = both[1].select("pattern", waited="right").join(both[0], on="pattern", how="left").sort("pattern").fill_null(0)
        rows = rows.with_columns(other.probability(rows["pattern"])).filter(may_be_alone(rows["pattern"])).drop_nulls("said")
        steps = rows.group_by("said").agg(pl.col("right", "wrong", "waited").sum()).sort("said", descending=True)
        right, wrong, waited = (steps[c].cum_sum().to_numpy().astype(float) for c in ("right", "wrong", "waited"))
        doubt = betaincinv(wrong + 1, np.maximum(right, 0.5), 0.5)
        # What nobody decided above the threshold is as doubtful as what was decided there.
        share = (alone * (1 - target) * BASE_WRONG + waited * doubt) / (alone + waited)
        held = np.flatnonzero((share <= 1 - target) & (right + wrong >= DECIDED_LEAST * waited) & (steps["said"].to_numpy() >= LEAST))
        return replace(other, threshold=min(self.threshold, float(steps["said"][int(held[-1])]))) if len(held) else other

    def probability(self, patterns: pl.Series) -> pl.Series:
        """`said`, f64, of each pattern: the mean over what the company may be like. Null where no match of that making was ever seen."""
        distinct = patterns.unique().sort()
        x = design(distinct.to_list(), self._index)
        at, cover = self._posterior
        mean, spread = x @ at, ((x @ cover) * x).sum(axis=1)
        p = _sigmoid(mean / np.sqrt(1 + np.pi * spread / 8))
        makings = [trait for trait in self._index if trait.startswith("how: ")]
        known = distinct.str.extract(r"^(how: [^;]*)").is_in(makings)
        table = pl.DataFrame({"pattern": distinct, "said": np.round(p, 6)}).filter(known)
        return pl.DataFrame({"pattern": patterns}).join(table, on="pattern", how="left", maintain_order="left")["said"]

    @cached_property
    def _index(self) -> dict[str, int]:
        return {trait: k for k, (trait, _, _) in enumerate(self.points)}

    @cached_property
    def _posterior(self) -> tuple[np.ndarray, np.ndarray]:
        prior = np.array([[p, s] for _, p, s in self.points])
        start, cover = prior[:, 0], prior[:, 1] ** 2
        if not self.seen:
            return start, np.diag(cover)
        x = design([pattern for pattern, _, _ in self.seen], self._index)
        right, wrong = (np.array([row[k] for row in self.seen], dtype=float) for k in (1, 2))
        return moved(x, right, wrong, start, cover)


def design(patterns: list[str], index: dict[str, int]) -> np.ndarray:
    """f64 [patterns, traits]: 1 where a pattern has the trait; traits that are not in the index count for nothing."""
    x = np.zeros((len(patterns), len(index)))
    for row, pattern in enumerate(patterns):
        for trait in ("", *pattern.split(SEPARATOR)):
            if trait in index:
                x[row, index[trait]] = 1.0
    return x


def moved(x: np.ndarray, right: np.ndarray, wrong: np.ndarray, start: np.ndarray, cover: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Points and their covariance after decisions: the most likely ones (Newton's steps), and the curve of the likelihood about them.

    x: traits of each pattern; right, wrong: decisions; start, cover: points before them, and variances.
    """
    at, sure = start.copy(), 1 / np.maximum(cover, 1e-9)
    for _ in range(ROUNDS):
        p = _sigmoid(x @ at)
        slope = x.T @ (right - (right + wrong) * p) - sure * (at - start)
        bend = (x.T * ((right + wrong) * p * (1 - p))) @ x + np.diag(sure)
        step = np.linalg.solve(bend, slope)
        at = np.clip(at + np.clip(step, -2, 2), -MOST, MOST)
        if np.abs(step).max() < 1e-7:
            break
    p = _sigmoid(x @ at)
    bend = (x.T * ((right + wrong) * p * (1 - p))) @ x + np.diag(sure)
    return at, np.linalg.inv(bend)


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(z, -40, 40)))
