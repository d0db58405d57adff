"""Subsets that add up to a target, for many targets at once: layers of partial sums instead of a recursion for each."""

from dataclasses import dataclass

import numpy as np

TARGETS_AT_ONCE = 4000


@dataclass(frozen=True)
class Subsets:
    """owner, place: index of the target and of the value, one row a member. chance, loose: one a row, the same for all members of a target.

    chance  how many hits mere chance would have given that target: sums looked at, over the sums that were possible given how round its members are
    loose   whether another value equal to a member was left: the amounts are the only solution, the lines are not
    other   owners that have more than one solution
    said    counts: targets, unique, ambiguous, exhausted (the budget of sums was passed: nothing is claimed)
    """

    owner: np.ndarray
    place: np.ndarray
    chance: np.ndarray
    loose: np.ndarray
    other: np.ndarray
    said: dict[str, int]


def unique_subsets(
    values: np.ndarray, sizes: np.ndarray, targets: np.ndarray, most: int, budget: int, least: int = 2, wanted: np.ndarray | None = None, slack: int = 0
) -> Subsets:
    """Targets that exactly one set of amounts adds up to, within `slack`.

    values: i64 positive, the candidates of all targets one after another, each target's descending; sizes: how many each target has; targets: i64.
    A set has `least` to `most` members, or exactly `wanted` of its target where that is not 0. Of equal values the first are taken: put the likelier first.
    """
    ends = np.cumsum(sizes).astype(np.int64)
    starts = ends - sizes
    wanted = np.zeros(len(targets), dtype=np.int64) if wanted is None else wanted
    said = {"targets": len(targets), "unique": 0, "ambiguous": 0, "exhausted": 0}
    parts: list[tuple[np.ndarray, ...]] = []
    for lo in range(0, len(targets), TARGETS_AT_ONCE):
        at = slice(lo, min(len(targets), lo + TARGETS_AT_ONCE))
        owner, place, chance, loose, other = _some(values, starts[at], ends[at], targets[at], wanted[at], (least, most), budget, slack, said)
        parts.append((owner + lo, place, chance, loose, other + lo))
    empty = np.zeros(0, dtype=np.int64)
    columns = [np.concatenate(c) for c in zip(*parts, strict=True)] if parts else [empty, empty, np.zeros(0), np.zeros(0, bool), empty]
    return Subsets(columns[0], columns[1], columns[2], columns[3], columns[4], said)


def _some(
    values: np.ndarray,
    starts: np.ndarray,
    ends: np.ndarray,
    targets: np.ndarray,
    wanted: np.ndarray,
    bounds: tuple[int, int],
    budget: int,
    slack: int,
    said: dict[str, int],
) -> tuple[np.ndarray, ...]:
    count = len(targets)
    total = np.concatenate([[0], np.cumsum(values)])
    hits, spent = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    dead = np.zeros(count, dtype=bool)
    first: dict[int, tuple[int, ...]] = {}
    # A partial sum: its target, the place it may go on from, its sum, and the places taken (a column each).
    target, next_ = np.arange(count), starts.copy()
    sums, taken = np.zeros(count, dtype=np.int64), np.zeros((count, 0), dtype=np.int64)
    for depth in range(1, bounds[1] + 1):
        width = np.maximum(ends[target] - next_, 0)
        parent = np.repeat(np.arange(len(target)), width)
        begin = next_[parent]
        place = begin + (np.arange(len(parent)) - np.repeat(np.cumsum(width) - width, width))
        owner = target[parent]
        summed = sums[parent] + values[place]
        rest = targets[owner] - summed
        # Of a run of equal values the first are taken first: each set of amounts is met once.
        fresh = (place == begin) | (values[place] != values[np.maximum(place - 1, 0)])
        fits = fresh & (rest >= -slack) & (total[ends[owner]] - total[place + 1] >= rest - slack)
        parent, place, owner, summed, rest = parent[fits], place[fits], owner[fits], summed[fits], rest[fits]
        grown = np.column_stack([taken[parent], place])
        if depth >= bounds[0] or wanted.any():
            told = (np.abs(rest) <= slack) & np.where(wanted[owner] > 0, depth == wanted[owner], depth >= bounds[0])
            for k in np.flatnonzero(told).tolist():
                hits[owner[k]] += 1
                first.setdefault(int(owner[k]), tuple(grown[k].tolist()))
        spent += np.bincount(owner, minlength=count)
        dead |= spent > budget
        going = (rest > 0) & ~dead[owner] & (hits[owner] < 2) & ((wanted[owner] == 0) | (depth < wanted[owner]))
        target, next_, sums, taken = owner[going], place[going] + 1, summed[going], grown[going]
        if not len(target):
            break
    # Partial sums cut at the last layer could hold a second solution of more members: such a target is not exhausted, by rule of `most`.
    unique = np.flatnonzero((hits == 1) & ~dead)
    said["unique"] += len(unique)
    said["ambiguous"] += int((hits > 1).sum())
    said["exhausted"] += int((dead & (hits < 2)).sum())
    owners, places, chances, loose = [], [], [], []
    for t in unique.tolist():
        members = first[t]
        divisor = roundness(values[list(members)])
        chance = spent[t] * (divisor + 2 * slack) / max(1, int(targets[t]))
        spare = any(p + 1 < ends[t] and values[p + 1] == values[p] and p + 1 not in members for p in members)
        owners += [t] * len(members)
        places += members
        chances += [chance] * len(members)
        loose += [spare] * len(members)
    return np.array(owners, dtype=np.int64), np.array(places, dtype=np.int64), np.array(chances), np.array(loose, dtype=bool), np.flatnonzero(hits > 1)


def roundness(values: np.ndarray) -> int:
    """The greatest 1, 5, 10, 50, 100 … that divides all values: round amounts meet in few sums, so that they meet by chance more often."""
    divisor = 1
    while not (values % (divisor * 10)).any() and divisor < 10**9:
        divisor *= 10
    return divisor * 5 if not (values % (divisor * 5)).any() else divisor
