"""Weights learned knowing that a line has one partner or none: the candidates of one line compete while the weights are learned, not only afterwards."""

import numpy as np

from qrt.core.recon.engine.comparison import Comparison
from qrt.core.recon.engine.weights import Weights, against_rivals, weights_now

ROUNDS = 30
HELD = 20.0
PARTNERED_LEAST, PARTNERED_MOST = 0.02, 0.97


def learn_among_rivals(levels: np.ndarray, compared: tuple[Comparison, ...], i: np.ndarray, j: np.ndarray, lines: int) -> Weights:
    """Expectation-maximisation in which the odds of a pair are set against those of all pairs of its two lines.

    levels: i8 [pairs, comparisons]; i, j: row numbers of the pairs; lines: of the shorter side. How many lines have a partner at all is learned with the
    weights, so that the threshold follows the data: two lists of one thing and two that hardly overlap need different ones. Deterministic.
    """
    if not len(levels):
        return Weights(-2.0, tuple(c.begin for c in compared))
    patterns, inverse = np.unique(levels, axis=0, return_inverse=True)
    inverse = inverse.ravel()

    def seen(weight: np.ndarray) -> list[np.ndarray]:
        counts = np.bincount(inverse, weights=weight, minlength=len(patterns))
        return [_by_level(patterns[:, k], counts, len(c.levels)) for k, c in enumerate(compared)]

    unlike = [(h + 1) / (h + 1).sum() for h in seen(np.ones(len(levels)))]
    alike = [u * np.exp(np.array(c.begin)) for u, c in zip(unlike, compared, strict=True)]
    alike = [m / m.sum() for m in alike]
    prior = [m.copy() for m in alike], [u.copy() for u in unlike]
    partnered, each = 0.5, max(len(levels) / max(lines, 1), 1.0)
    bias = 0.0
    for _ in range(ROUNDS):
        bias = float(np.log(partnered / (1 - partnered)) - np.log(each))
        weights = _shrunk(compared, weights_now(compared, alike, unlike), len(levels))
        points = sum(np.append(w, 0.0)[patterns[:, k]] for k, w in enumerate(weights))
        p = against_rivals(i, j, bias + np.asarray(points)[inverse])
        partnered = float(np.clip((p.sum() + 1) / (lines + 2), PARTNERED_LEAST, PARTNERED_MOST))
        for target, start, counts in ((alike, prior[0], seen(p)), (unlike, prior[1], seen(1 - p))):
            for k, c in enumerate(compared):
                if not c.held:
                    mixed = HELD * start[k] + counts[k]
                    target[k] = mixed / mixed.sum()
    learned = tuple(tuple(float(round(w, 4)) for w in np.clip(found, -8, 9)) for found in _shrunk(compared, weights_now(compared, alike, unlike), len(levels)))
    return Weights(round(bias, 4), learned)


def _by_level(levels: np.ndarray, counts: np.ndarray, many: int) -> np.ndarray:
    known = levels >= 0
    return np.bincount(levels[known], weights=counts[known], minlength=many)


def _shrunk(compared: tuple[Comparison, ...], weights: list[np.ndarray], pairs: int) -> list[np.ndarray]:
    """Few candidates teach little: their weights stay near the beginning ones."""
    taught = pairs / (pairs + HELD)
    return [taught * w + (1 - taught) * np.array(c.begin) for c, w in zip(compared, weights, strict=True)]
