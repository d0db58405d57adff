"""Subsets that add up to a target, for many targets at once: layers of partial sums instead of a recursion for each.

Of every partial sum the values that may follow it are a run of its target's descending values, so they are counted before one is made: a target that would
pass its budget is given up before it costs anything, and the last layer is only searched.
"""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

NEAR = 0.01
"""Sums within that share of an amount are counted to see how close they lie about it: of a large value and many small ones they lie in heaps."""
SUSPECT = 0.01
"""Above this chance a hit is doubted anyway, and no closer look is worth its time."""
TARGETS_AT_ONCE = 250
"""Partial sums in memory are at most so many times the budget."""
KEYS = 1 << 62
"""The greatest number by which the values of several targets are told apart."""


@dataclass(frozen=True)
class Subsets:
    """owner, place: index of the target and of the value, one row a member. chance, luck, loose: one a row, the same for all members of a target.

    chance  how many hits mere chance would have given that target: sums looked at, over the sums that were possible given how round its members are
    luck    the share of the hits of that chance or less that mere chance would have given over all targets of its part that were searched: who searches
            ten thousand targets finds some that a chance of one in ten thousand explains
    loose   whether another value equal to a member was left: the amounts are the only solution, the lines are not
    other   owners that have more than one solution
    said    counts: targets, unique, ambiguous, exhausted (the budget of sums was passed: nothing is claimed), sums (partial sums that were made)
    """

    owner: np.ndarray
    place: np.ndarray
    chance: np.ndarray
    luck: np.ndarray
    loose: np.ndarray
    other: np.ndarray
    said: dict[str, int]


@dataclass(frozen=True)
class _Task:
    """Some targets: values of all of them, each target's descending; where those of each begin and end; sums, members and how far a sum may miss, of each.

    enough: hits after which a target is not searched on.
    """

    values: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    targets: np.ndarray
    wanted: np.ndarray
    least: int
    most: int
    budget: int
    slack: np.ndarray
    enough: int = 2

    def only(self, which: np.ndarray) -> "_Task":
        """The same of some of its targets, ascending."""
        sizes = (self.ends - self.starts)[which]
        ends = np.cumsum(sizes)
        place = np.repeat(self.starts[which] - (ends - sizes), sizes) + np.arange(int(sizes.sum()))
        return replace(
            self, values=self.values[place], starts=ends - sizes, ends=ends, targets=self.targets[which], wanted=self.wanted[which], slack=self.slack[which]
        )


@dataclass(frozen=True)
class _Layer:
    """Partial sums: of which target, the place they may go on from, what they miss; the sum that each came from in the layer before, and the place it took."""

    owner: np.ndarray
    next_: np.ndarray
    rest: np.ndarray
    parent: np.ndarray
    place: np.ndarray


def unique_subsets(
    values: np.ndarray,
    sizes: np.ndarray,
    targets: np.ndarray,
    most: int,
    budget: int,
    least: int = 2,
    wanted: np.ndarray | None = None,
    slack: int = 0,
    part: np.ndarray | None = None,
) -> Subsets:
    """Targets that exactly one set of amounts adds up to, within `slack`.

    values: i64 positive, the candidates of all targets one after another, each target's descending; sizes: how many each target has; targets: i64.
    A set has `least` to `most` members, or exactly `wanted` of its target where that is not 0. Of equal values the first are taken: put the likelier first.
    budget: sums of one target that are looked at; the work is at most that many times the targets, whatever the values. part: of each target, one where it is None.
    """
    ends = np.cumsum(sizes).astype(np.int64)
    starts = ends - sizes
    wanted = np.zeros(len(targets), dtype=np.int64) if wanted is None else wanted
    said = {"targets": len(targets), "unique": 0, "ambiguous": 0, "exhausted": 0, "sums": 0}
    parts: list[tuple[np.ndarray, ...]] = []
    at_once = max(1, min(TARGETS_AT_ONCE, KEYS // (int(values.max(initial=0)) + 2)))
    for lo in range(0, len(targets), at_once):
        at = slice(lo, min(len(targets), lo + at_once))
        first, last = int(starts[at][0]), int(ends[at][-1])
        width = np.full(at.stop - lo, slack, dtype=np.int64)
        task = _Task(values[first:last], starts[at] - first, ends[at] - first, targets[at], wanted[at], least, most, budget, width)
        owner, place, chance, loose, other, in_vain = _some(task, said)
        parts.append((owner + lo, place + first, chance, loose, other + lo, in_vain[0] + lo, in_vain[1]))
    empty = np.zeros(0, dtype=np.int64)
    columns = [np.concatenate(c) for c in zip(*parts, strict=True)] if parts else [empty, empty, np.zeros(0), np.zeros(0, bool), empty, empty, np.zeros(0)]
    owner, place, chance, loose, other, *in_vain = columns
    part = np.zeros(len(targets), dtype=np.int64) if part is None else part
    return Subsets(owner, place, chance, _luck(owner, chance, (in_vain[0], in_vain[1]), part), loose, other, said)


def _luck(owner: np.ndarray, chance: np.ndarray, in_vain: tuple[np.ndarray, np.ndarray], part: np.ndarray) -> np.ndarray:
    """`luck` of Subsets, a row each, within each part. in_vain: the targets that nothing was found for, and their chances; part: of each target."""
    first = _starts(owner)
    targets = np.concatenate([owner[first], in_vain[0]])
    searched = pl.DataFrame({"part": part[targets], "chance": np.concatenate([chance[first], in_vain[1]]), "found": np.arange(len(targets)) < len(first)})
    searched = searched.with_row_index("at").sort("part", "chance", "found", descending=[False, False, True])
    expected, hits = pl.col("chance").cum_sum().over("part"), pl.col("found").cast(pl.Int64).cum_sum().over("part")
    told = searched.with_columns(share=pl.when("found").then((expected / hits).clip(0, 1))).filter("found")
    told = told.reverse().with_columns(luck=pl.col("share").cum_min().over("part")).sort("at")
    return np.repeat(told["luck"].to_numpy(), np.diff(np.append(first, len(owner))))


def _starts(owner: np.ndarray) -> np.ndarray:
    """Where the rows of each owner begin; owner: ascending."""
    return np.flatnonzero(np.diff(owner, prepend=-1))


def _some(task: _Task, said: dict[str, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray]]:
    hits, spent, dead, found, sums = _searched(task)
    said["sums"] += sums
    # Partial sums cut at the last layer could hold a second solution of more members: such a target is not exhausted, by rule of `most`.
    unique = (hits == 1) & ~dead
    said["unique"] += int(unique.sum())
    said["ambiguous"] += int((hits > 1).sum())
    said["exhausted"] += int((dead & (hits < 2)).sum())
    vain = np.flatnonzero((hits == 0) & ~dead & (spent > 0))
    chance = spent[vain] * (roundness(task.targets[vain], np.arange(len(vain))) + 2 * task.slack[vain]) / np.maximum(task.targets[vain], 1)
    return (*_told(task, found, unique, spent), np.flatnonzero(hits > 1), (vain, chance))


def _searched(task: _Task) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[tuple[np.ndarray, np.ndarray]], int]:
    """Of each target its hits, how many sums were looked at, and whether the budget was passed; targets that were first hit in a layer with the places of that hit;
    and the partial sums made in all."""
    count, sums = len(task.targets), 0
    total = np.concatenate([[0], np.cumsum(task.values)])
    new = np.ones(len(task.values) + 1, dtype=bool)
    new[1:-1] = task.values[1:] != task.values[:-1]
    new[task.starts] = True
    run = np.cumsum(new) - 1  # of equal values of one target; the place behind the last is a run of its own
    begin = np.flatnonzero(new)
    span = int(task.values.max(initial=0)) + 2
    keys = np.repeat(np.arange(count), task.ends - task.starts) * span - task.values  # ascending, as the values of each target are descending
    hits, spent, dead = np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, bool)
    found: list[tuple[np.ndarray, np.ndarray]] = []
    least = task.values[np.maximum(task.ends - 1, 0)] - task.slack if len(task.values) else np.zeros(count, np.int64)
    at = np.arange(count)
    layers = [_Layer(at, task.starts.copy(), task.targets.astype(np.int64), at, np.full(count, -1))]
    for depth in range(1, task.most + 1):
        now = layers[-1]
        end = task.ends[now.owner]
        base = now.owner * span
        lo, past, less = _about(task, keys, base, now, end, span, run, begin)
        # From there on even all values together are too little: so many have been summed up before it that the rest does not reach.
        hi = np.clip(np.searchsorted(total, total[end] - now.rest + task.slack[now.owner] + 1), lo, end)
        made = np.where(hi > lo, run[np.maximum(hi - 1, 0)] - run[np.minimum(lo, len(run) - 1)] + 1, 0)
        spent += np.bincount(now.owner, weights=made, minlength=count).astype(np.int64)
        dead |= spent > task.budget
        told = np.where(task.wanted[now.owner] > 0, depth == task.wanted[now.owner], depth >= task.least)
        hit = np.where(told & (past > lo), run[np.maximum(past - 1, 0)] - run[np.minimum(lo, len(run) - 1)] + 1, 0)
        rows = np.flatnonzero(hit)
        rows = rows[np.unique(now.owner[rows], return_index=True)[1]]
        rows = rows[hits[now.owner[rows]] == 0]
        found.append((now.owner[rows], _places(layers, rows, lo[rows])))
        hits += np.bincount(now.owner, weights=hit, minlength=count).astype(np.int64)
        going = ~dead[now.owner] & (hits[now.owner] < task.enough) & ((task.wanted[now.owner] == 0) | (depth < task.wanted[now.owner]))
        if depth == task.most or not going.any():
            break
        step = np.flatnonzero(going)
        layers.append(_grown(task, now, step, less[step], hi[step], run, begin, least))
        sums += len(layers[-1].owner)
        if not len(layers[-1].owner):
            break
    return hits, spent, dead, found, sums


def _first(keys: np.ndarray, base: np.ndarray, lo: np.ndarray, hi: np.ndarray, most: np.ndarray, span: int) -> np.ndarray:
    """For each row the first place of lo … hi (not included) where the value is at most `most`; hi where it is nowhere. keys: base of its target less the value."""
    return np.clip(np.searchsorted(keys, base - np.clip(most, -1, span - 2)), lo, hi)


def _about(
    task: _Task, keys: np.ndarray, base: np.ndarray, now: _Layer, end: np.ndarray, span: int, run: np.ndarray, begin: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each sum where the values begin that do not pass what it misses; where those begin that miss it by more than the slack; and those below it."""
    less = _first(keys, base, now.next_, end, now.rest - 1, span)
    if task.slack.any():
        slack = task.slack[now.owner]
        lo = _first(keys, base, now.next_, end, now.rest + slack, span)
        return lo, _first(keys, base, lo, end, now.rest - slack - 1, span), less
    # What is just before the first lesser value is the wanted one, or nothing is: its run is looked up, not searched.
    last = np.maximum(less - 1, 0)
    met = (less > now.next_) & (task.values[last] == now.rest) if len(task.values) else np.zeros(len(less), dtype=bool)
    return np.where(met, np.maximum(begin[run[last]], now.next_), less), less, less


def _grown(task: _Task, now: _Layer, step: np.ndarray, lo: np.ndarray, hi: np.ndarray, run: np.ndarray, begin: np.ndarray, least: np.ndarray) -> _Layer:
    """Each sum of `step` with one value more, of those at lo … hi. Of a run of equal values the first are taken first: each set of amounts is met once."""
    kept = hi > lo
    step, lo, hi = step[kept], lo[kept], hi[kept]
    width = run[hi - 1] - run[lo] + 1
    row = np.repeat(np.arange(len(step)), width)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(width) - width, width)
    place = np.maximum(begin[run[lo][row] + nth], lo[row])
    parent = step[row]
    owner, rest = now.owner[parent], now.rest[parent] - task.values[place]
    # What misses less than the least value of its target has nothing to go on with.
    open_ = rest >= least[owner]
    owner, place, rest, parent = owner[open_], place[open_], rest[open_], parent[open_]
    return _Layer(owner, place + 1, rest, parent, place)


def _places(layers: list[_Layer], rows: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Places [rows, members] that the sums of the last layer took, and then `last`: ascending."""
    columns = [last]
    for layer in reversed(layers[1:]):
        columns.append(layer.place[rows])
        rows = layer.parent[rows]
    return np.stack(columns[::-1], axis=1)


def _told(
    task: _Task, found: list[tuple[np.ndarray, np.ndarray]], unique: np.ndarray, spent: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """owner, place, chance, loose of the targets with one solution, sorted."""
    parts = [(np.repeat(owner, places.shape[1]), places.ravel()) for owner, places in ((o[unique[o]], p[unique[o]]) for o, p in found)]
    owner, place = (np.concatenate([p[k] for p in parts]) for k in (0, 1))
    order = np.lexsort((place, owner))
    owner, place = owner[order], place[order]
    if not len(owner):
        return owner, place, np.zeros(0), np.zeros(0, bool)
    start = _starts(owner)
    members = np.diff(np.append(start, len(owner)))
    of = owner[start]
    # Sums of k members below an amount grow with its k-th power: about the amount they lie k times as close as they do below it.
    close = members * spent[of] / np.maximum(task.targets[of], 1)
    wide = roundness(task.values[place], start) + 2 * task.slack[of]
    suspect = np.flatnonzero(close * wide < SUSPECT)
    close[suspect] = np.maximum(close[suspect], _about_them(task, of[suspect]))
    chance = close * wide
    following = np.append(place[1:], -1) == place + 1
    following[start[1:] - 1] = False
    after = np.minimum(place + 1, len(task.values) - 1)
    spare = (place + 1 < task.ends[owner]) & (task.values[after] == task.values[place]) & ~following
    return owner, place, np.repeat(chance, members), np.repeat(np.logical_or.reduceat(spare, start), members)


def _about_them(task: _Task, which: np.ndarray) -> np.ndarray:
    """Sums for each paisa about the amounts of some targets, without the hit itself."""
    if not len(which):
        return np.zeros(0)
    width = np.maximum((NEAR * task.targets[which]).astype(np.int64), 1)
    hits, _, dead, _, _ = _searched(replace(task.only(which), slack=width, enough=task.budget))
    return np.where(dead, 1.0, np.maximum(hits - 1, 0) / (2 * width + 1))


def roundness(values: np.ndarray, start: np.ndarray) -> np.ndarray:
    """For each run of values, which begin at `start`, the greatest 1, 5, 10, 50, 100 … that divides all of them: round amounts meet in few sums, so that they
    meet by chance more often."""
    size = np.diff(np.append(start, len(values)))
    divisor = np.ones(len(start), dtype=np.int64)

    def divides(by: np.ndarray) -> np.ndarray:
        return np.logical_and.reduceat(values % np.repeat(by, size) == 0, start)

    for _ in range(9):
        divisor = np.where(divides(divisor * 10), divisor * 10, divisor)
    return np.where(divides(divisor * 5), divisor * 5, divisor)
