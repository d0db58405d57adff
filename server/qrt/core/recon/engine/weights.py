"""The score without labels: Fellegi and Sunter's weights, begun from what accountants hold, moved by expectation-maximisation towards the data."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from qrt.core.recon.engine.comparison import Comparison

ROUNDS = 12
RARE = -2.0
"""What accountants hold of a candidate of which nothing is known: one in eight is true."""
SMALL = 1000.0
"""So many candidates move the weights half of the way from what accountants hold to what the data say."""


@dataclass(frozen=True)
class Weights:
    """Learned: bias, and for each comparison the weight of each of its levels. parts: those of each part, where lines of several parts are worked off together."""

    bias: float
    of: tuple[tuple[float, ...], ...]
    parts: "tuple[Weights, ...]" = ()

    def apart(self, part: np.ndarray) -> "tuple[list[Weights], np.ndarray]":
        """The distinct weights of the parts, and for each row which of them are its own. part: number of the part of each row."""
        if not self.parts:
            return [self], np.zeros(len(part), dtype=np.int64)
        place = {weights: k for k, weights in enumerate(dict.fromkeys(self.parts))}
        return list(place), np.array([place[weights] for weights in self.parts])[part]


def beginning(compared: tuple[Comparison, ...]) -> Weights:
    """The weights before any data is seen: what accountants hold."""
    return Weights(RARE, tuple(c.begin for c in compared))


def levels_of(features: pl.DataFrame, compared: tuple[Comparison, ...]) -> np.ndarray:
    """i8 [pairs, comparisons]."""
    return features.select(c.level.alias(c.name) for c in compared).to_numpy()


def learn_weights(levels: np.ndarray, compared: tuple[Comparison, ...], hold: tuple[float, float], lines: int) -> Weights:
    """Expectation-maximisation over the distinct patterns of levels, with the beginning weights as pseudo-counts.

    levels: of the candidates; hold: how many candidates the beginning counts for, at least and as a share of all; lines: of the shorter side, which bounds
    how many pairs can be true. Deterministic: no draw, patterns sorted.
    """
    if not len(levels):
        return beginning(compared)
    if all(c.held for c in compared):
        return replace(beginning(compared), bias=bias_of(lines, float(len(levels))))
    code = np.zeros(len(levels), dtype=np.int64)
    for k, c in enumerate(compared):
        code = code * (len(c.levels) + 1) + levels[:, k] + 1
    distinct, count = np.unique(code, return_counts=True)
    patterns = np.zeros((len(distinct), len(compared)), dtype=np.int8)
    rest = distinct.copy()
    for k in range(len(compared) - 1, -1, -1):
        rest, patterns[:, k] = rest // (len(compared[k].levels) + 1), rest % (len(compared[k].levels) + 1) - 1
    total = float(count.sum())
    strength = hold[0] + hold[1] * total
    begin = [np.array(c.begin) for c in compared]
    unlike, alike = [], []
    for k, c in enumerate(compared):
        seen = np.array([count[patterns[:, k] == level].sum() for level in range(len(c.levels))], dtype=float) + 1.0
        unlike.append(seen / seen.sum())
        tilted = unlike[-1] * np.exp(begin[k])
        alike.append(tilted / tilted.sum())
    share = _share(lines, total)
    prior = [m.copy() for m in alike], [u.copy() for u in unlike]
    for _ in range(ROUNDS):
        score = np.log(share / (1 - share)) + _sum(patterns, weights_now(compared, alike, unlike))
        p = 1 / (1 + np.exp(-np.clip(score, -40, 40)))
        for k in range(len(compared)):
            if compared[k].held:
                continue
            for target, start, weight in ((alike, prior[0], p * count), (unlike, prior[1], (1 - p) * count)):
                seen = np.array([weight[patterns[:, k] == level].sum() for level in range(len(compared[k].levels))])
                mixed = strength * start[k] + seen
                target[k] = mixed / mixed.sum()
    # In a small table most candidates are true pairs, and what all of them have in common seems to say nothing: there the beginning holds.
    trust = total / (total + SMALL)
    moved = [trust * found + (1 - trust) * start for found, start in zip(weights_now(compared, alike, unlike), begin, strict=True)]
    learned = tuple(tuple(float(round(w, 4)) for w in np.clip(found, -8, 9)) for found in moved)
    return Weights(bias_of(lines, total), learned)


def _share(lines: int, pairs: float) -> float:
    """The share of true pairs is bounded by the lines and not learned: left free it sinks to nothing once the easy pairs are gone."""
    return min(0.8, max(1e-3, 0.2 * lines / pairs))


def bias_of(lines: int, pairs: float) -> float:
    """Log-odds of a candidate of which nothing is known. lines: of the shorter side; pairs: all candidates, at least one."""
    share = _share(lines, pairs)
    return float(round(np.log(share / (1 - share)), 4))


def weighted(weights: Weights, compared: tuple[Comparison, ...], factors: tuple[tuple[str, float], ...]) -> Weights:
    """The weights with what somebody wants each comparison to count for, as a factor by its name."""
    by = dict(factors)
    return replace(weights, of=tuple(tuple(round(w * by.get(c.name, 1.0), 4) for w in of) for c, of in zip(compared, weights.of, strict=True)))


def weights_now(compared: tuple[Comparison, ...], alike: list[np.ndarray], unlike: list[np.ndarray]) -> list[np.ndarray]:
    return [np.array(c.begin) if c.held else np.log(m / u) for c, m, u in zip(compared, alike, unlike, strict=True)]


def _sum(levels: np.ndarray, weights: list[np.ndarray]) -> np.ndarray:
    score = np.zeros(len(levels))
    for k, w in enumerate(weights):
        padded = np.append(w, 0.0)  # level -1 takes the last, which is 0
        score += padded[levels[:, k]]
    return score


def scores(levels: np.ndarray, weights: Weights) -> np.ndarray:
    """Log-odds of each pair, alone."""
    return np.round(weights.bias + _sum(levels, [np.array(w) for w in weights.of]), 6)


def speaking_against(features: pl.DataFrame, compared: tuple[Comparison, ...], weights: Weights) -> pl.Series:
    """`against` of each pair: the log-odds that the one thing takes away that speaks most against it, 0 where nothing does."""
    levels = levels_of(features, compared)
    least = np.zeros(len(levels))
    for k, w in enumerate(weights.of):
        least = np.minimum(least, np.append(np.array(w), 0.0)[levels[:, k]])  # level -1 takes the last, which is 0
    return pl.Series("against", -least)


def against_rivals(i: np.ndarray, j: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Probability of each pair when its lines may have one partner or none: its odds over its own, those of its rivals, and 1."""
    odds = np.exp(np.clip(score, -30, 30))
    if not len(i):
        return odds
    of_left, of_right = np.bincount(i, weights=odds), np.bincount(j, weights=odds)
    return odds / (1 + of_left[i] + of_right[j] - odds)
