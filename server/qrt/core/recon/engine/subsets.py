"""Subsets that add up to a target, for many targets at once: layers of partial sums instead of a recursion for each."""

import numpy as np

TARGETS_AT_ONCE = 4000


def unique_subsets(
    values: np.ndarray, sizes: np.ndarray, targets: np.ndarray, most: int, budget: int
) -> tuple[tuple[np.ndarray, np.ndarray, np.ndarray], dict[str, int]]:
    """Targets with exactly one subset of 2 to `most` values that adds up to them.

    values: i64 positive, the candidates of all targets one after another, each target's descending; sizes: how many each target has; targets: i64.
    Returns (owner, place, chance): index of the target and of the value for each member, and how many hits mere chance would have given that target
    (partial sums looked at, over how many sums are possible given the common divisor of its values); and counts: unique, ambiguous, exhausted (budget of partial sums
    in one layer passed: nothing is claimed).
    """
    ends = np.cumsum(sizes).astype(np.int64)
    starts = ends - sizes
    owners, places, chances = [], [], []
    said = {"targets": len(targets), "unique": 0, "ambiguous": 0, "exhausted": 0}
    for lo in range(0, len(targets), TARGETS_AT_ONCE):
        hi = min(len(targets), lo + TARGETS_AT_ONCE)
        owner, place, chance = _some(values, starts[lo:hi], ends[lo:hi], targets[lo:hi], most, budget, said)
        owners.append(owner + lo)
        places.append(place)
        chances.append(chance)
    empty = np.zeros(0, dtype=np.int64)
    return (np.concatenate(owners) if owners else empty, np.concatenate(places) if places else empty, np.concatenate(chances) if chances else np.zeros(0)), said


def _some(
    values: np.ndarray, starts: np.ndarray, ends: np.ndarray, targets: np.ndarray, most: int, budget: int, said: dict[str, int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    count = len(targets)
    total = np.concatenate([[0], np.cumsum(values)])
    hits = np.zeros(count, dtype=np.int64)
    spent = np.zeros(count, dtype=np.int64)
    dead = np.zeros(count, dtype=bool)
    first: dict[int, tuple[int, ...]] = {}
    # A partial sum: its target, the place it may go on from, its sum, and the places taken (a column each).
    target = np.arange(count)
    next_ = starts.copy()
    sums = np.zeros(count, dtype=np.int64)
    taken = np.zeros((count, 0), dtype=np.int64)
    for depth in range(1, most + 1):
        width = np.maximum(ends[target] - next_, 0)
        parent = np.repeat(np.arange(len(target)), width)
        place = next_[parent] + (np.arange(len(parent)) - np.repeat(np.cumsum(width) - width, width))
        owner = target[parent]
        summed = sums[parent] + values[place]
        rest = targets[owner] - summed
        fits = (rest >= 0) & (total[ends[owner]] - total[place + 1] >= rest)
        parent, place, owner, summed, rest = parent[fits], place[fits], owner[fits], summed[fits], rest[fits]
        grown = np.column_stack([taken[parent], place])
        if depth >= 2:
            for k in np.flatnonzero(rest == 0).tolist():
                hits[owner[k]] += 1
                first.setdefault(int(owner[k]), tuple(grown[k].tolist()))
        spent += np.bincount(owner, minlength=count)
        dead |= spent > budget
        going = (rest > 0) & ~dead[owner] & (hits[owner] < 2)
        target, next_, sums, taken = owner[going], place[going] + 1, summed[going], grown[going]
        if not len(target):
            break
    # Partial sums cut at the last layer could hold a second solution of more members: such a target is not exhausted, by rule of `most`.
    unique = np.flatnonzero((hits == 1) & ~dead)
    said["unique"] += len(unique)
    said["ambiguous"] += int((hits > 1).sum())
    said["exhausted"] += int((dead & (hits < 2)).sum())
    members = [(int(t), p) for t in unique for p in first[int(t)]]
    chance = np.array([spent[t] * int(np.gcd.reduce(values[starts[t] : ends[t]])) / max(1, int(targets[t])) for t, _ in members])
    return np.array([m[0] for m in members], dtype=np.int64), np.array([m[1] for m in members], dtype=np.int64), chance
