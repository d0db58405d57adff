"""Weights that no part learns by itself: learned once over lines of several parts and handed to all, so that a small part knows as much as a large one."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from qrt.core.recon.engine.as_typed import typed_alike
from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.learnt import Learnt, with_aliases
from qrt.core.recon.engine.normal import to_comparable, tokens_of
from qrt.core.recon.engine.parted import Lines, cells, keyed, place
from qrt.core.recon.engine.plan import Plan
from qrt.core.recon.engine.run import canonical_lines, learned_of, levels_seen, shorter, until_scored
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.weights import Weights, levels_of, weighted

LINES = 50_000
"""So many lines are looked at: more teach the weights nothing."""
PAIRS_LEAST = 500
DRIFT_MOST = 0.2


@dataclass(frozen=True)
class Together:
    """Weights, and for each comparison how many of the pairs that they were learned from stood at each level."""

    weights: Weights
    seen: tuple[tuple[int, ...], ...]


def learn_together(
    left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec, period: str = "", learnt: Learnt | None = None, workers: int = 2
) -> Together | None:
    """Learned from tables as they come; None where nothing is scored (the standard mode, an empty side), or where no lines move a weight."""
    if all(c.held for c in kind_of(spec).comparisons(spec)):
        return None
    a, b = canonical_lines(left, right, spec)
    parts = keyed(a, b, spec)
    wanted = chosen([(name, x.height + y.height) for name, (x, y) in parts])
    small = [(place(name, start), cell) for name, lines in parts if name in wanted for start, _, cell in cells(lines, period)]
    named = chosen([(name, x.height + y.height) for name, (x, y) in small])
    return learned_from([lines for name, lines in small if name in named], spec, learnt, workers)


def chosen(sizes: Sequence[tuple[str, int]]) -> frozenset[str]:
    """Names of parts drawn by the digest of their name, whatever their order, until they hold LINES lines."""
    taken: set[str] = set()
    lines = 0
    for name, size in sorted(sizes, key=lambda part: hashlib.sha256(part[0].encode()).hexdigest()):
        if lines >= LINES:
            break
        taken.add(name)
        lines += size
    return frozenset(taken)


def learned_from(parts: Sequence[Lines], spec: EngineSpec, learnt: Learnt | None = None, workers: int = 2) -> Together | None:
    """Weights over the pairs of all `parts` (canonical lines), in their order."""
    compared = kind_of(spec).comparisons(spec)
    levels, lefts, rights, lines = [np.zeros((0, len(compared)), np.int8)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 0
    before = [0, 0]
    for part in parts if spec.mode == "advanced" else ():
        if not part[0].height or not part[1].height:
            continue
        typed = typed_alike(*part, spec)
        a, b = (with_aliases(to_comparable(t, spec), learnt) for t in (typed.left, typed.right))
        if not a.height or not b.height:
            continue
        _, pairs, open_, _ = until_scored(a, b, tokens_of(a, b), spec, Plan(), workers)
        levels.append(levels_of(pairs, compared))
        lefts.append(pairs["i"].to_numpy().astype(np.int64) + before[0])
        rights.append(pairs["j"].to_numpy().astype(np.int64) + before[1])
        lines += shorter(*open_)
        before = [before[0] + a.height, before[1] + b.height]
    every = np.concatenate(levels)
    if not len(every):
        return None
    learned = learned_of(every, np.concatenate(lefts), np.concatenate(rights), lines, spec)
    return Together(weighted(learned, compared, spec.weights), tuple(tuple(of) for of in levels_seen(every, spec)))


def drift(then: Sequence[Sequence[int]], now: Sequence[Sequence[int]]) -> float:
    """0 … 1: how far what pairs look like has moved since, by the comparison that moved furthest; 0 where too few pairs speak. Counts by level."""
    moved = [0.0]
    for old, new in zip(then, now, strict=True):
        if min(sum(old), sum(new)) >= PAIRS_LEAST:
            moved.append(sum(abs(x / sum(old) - y / sum(new)) for x, y in zip(old, new, strict=True)) / 2)
    return round(max(moved), 4)
