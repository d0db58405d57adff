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
SUMS_AT_ONCE = 1_000_000
"""Partial sums in memory, at most and about."""
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
    """Partial sums, those of one target beside each other. many: how many each target has; of each sum the place it may go on from, what it misses; the sum that it came
    from in the layer before, and the place it took."""

    many: np.ndarray
    next_: np.ndarray
    rest: np.ndarray
    parent: np.ndarray
    place: np.ndarray

    def owner(self, rows: np.ndarray) -> np.ndarray:
        """The target of each of some sums."""
        return np.searchsorted(np.cumsum(self.many), rows, side="right")

    def sums_of(self, each: np.ndarray) -> np.ndarray:
        """For each target the sum of a number that each of its sums has."""
        before = np.concatenate([[0], np.cumsum(each)])
        end = np.cumsum(self.many)
        return before[end] - before[end - self.many]


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
    for lo, hi in _turns(sizes, budget, int(values.max(initial=0))):
        at = slice(lo, hi)
        first, last = int(starts[at][0]), int(ends[at][-1])
        width = np.full(hi - lo, slack, dtype=np.int64)
        task = _Task(values[first:last], starts[at] - first, ends[at] - first, targets[at], wanted[at], least, most, budget, width)
        owner, place, chance, loose, other, in_vain = _some(task, said)
        parts.append((owner + lo, place + first, chance, loose, other + lo, in_vain[0] + lo, in_vain[1]))
    empty = np.zeros(0, dtype=np.int64)
    columns = [np.concatenate(c) for c in zip(*parts, strict=True)] if parts else [empty, empty, np.zeros(0), np.zeros(0, bool), empty, empty, np.zeros(0)]
    owner, place, chance, loose, other, *in_vain = columns
    part = np.zeros(len(targets), dtype=np.int64) if part is None else part
    return Subsets(owner, place, chance, _luck(owner, chance, (in_vain[0], in_vain[1]), part), loose, other, said)


def _turns(sizes: np.ndarray, budget: int, largest: int) -> list[tuple[int, int]]:
    """First and last (not included) of the targets that are searched together: as many as make about SUMS_AT_ONCE, and can be told apart. largest: of all values."""
    if not len(sizes):
        return []
    most = np.maximum(np.minimum(budget, 1 << np.minimum(sizes, 32).astype(np.int64)), SUMS_AT_ONCE // max(1, KEYS // (largest + 2)))
    cuts = np.flatnonzero(np.diff(np.cumsum(most) // SUMS_AT_ONCE)) + 1
    edges = [0, *cuts.tolist(), len(sizes)]
    return list(zip(edges[:-1], edges[1:], strict=True))


def _luck(owner: np.ndarray, chance: np.ndarray, in_vain: tuple[np.ndarray, np.ndarray], part: np.ndarray) -> np.ndarray:
    """`luck` of Subsets, a row each, within each part. in_vain: the targets that nothing was found for, and their chances; part: of each target."""
    if not len(owner):
        return np.zeros(0)
    first = _starts(owner)
    targets = np.concatenate([owner[first], in_vain[0]])
    searched = pl.DataFrame({"part": part[targets], "chance": np.concatenate([chance[first], in_vain[1]]), "found": np.arange(len(targets)) < len(first)})
    searched = searched.with_row_index("at").sort("part", "chance", "found", "at", descending=[False, False, True, False])
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
    ground = _Ground.of(task)
    hits, spent, dead = np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, bool)
    found: list[tuple[np.ndarray, np.ndarray]] = []
    at = np.arange(count)
    layers = [_Layer(np.ones(count, np.int64), task.starts, task.targets.astype(np.int64), at, np.full(count, -1))]
    for depth in range(1, task.most + 1):
        now = layers[-1]
        made, hit, lo, less, hi = ground.about(now)
        spent += now.sums_of(made)
        dead |= spent > task.budget
        told = np.where(task.wanted > 0, depth == task.wanted, depth >= task.least)
        rows = np.flatnonzero(hit)
        owner = now.owner(rows)
        rows, owner = rows[told[owner]], owner[told[owner]]
        first = np.flatnonzero(np.diff(owner, prepend=-1))
        first = first[hits[owner[first]] == 0]
        found.append((owner[first], _places(layers, rows[first], lo[rows[first]])))
        hits += np.bincount(owner, weights=hit[rows], minlength=count).astype(np.int64)
        going = ~dead & (hits < task.enough) & ((task.wanted == 0) | (depth < task.wanted))
        if depth == task.most or not (going & (now.many > 0)).any():
            break
        layers.append(ground.grown(now, going, less, hi))
        sums += len(layers[-1].rest)
        if not len(layers[-1].rest):
            break
    return hits, spent, dead, found, sums


@dataclass(frozen=True)
class _Ground:
    """The values of a task as they are searched. keys: ascending, of each value the base of its target less the value; total: sums of the values before each place;
    run: the number of the run of equal values of one target that a place is in; past: those that end before it; begin: where each run begins.

    Of each target: base, end, all (`total` at its end), least (the least of its values, less the slack), slack; exact: there is no slack.
    """

    values: np.ndarray
    keys: np.ndarray
    total: np.ndarray
    run: np.ndarray
    past: np.ndarray
    begin: np.ndarray
    base: np.ndarray
    end: np.ndarray
    all: np.ndarray
    least: np.ndarray
    slack: np.ndarray
    exact: bool

    @classmethod
    def of(cls, task: _Task) -> "_Ground":
        values, count = task.values, len(task.targets)
        total = np.concatenate([[0], np.cumsum(values)])
        new = np.ones(len(values) + 1, dtype=bool)
        new[1:-1] = values[1:] != values[:-1]
        new[task.starts] = True
        run = np.cumsum(new) - 1  # the place behind the last is a run of its own
        base = np.arange(count) * (int(values.max(initial=0)) + 2)
        least = values[np.maximum(task.ends - 1, 0)] - task.slack if len(values) else np.zeros(count, np.int64)
        return cls(
            values,
            np.repeat(base, task.ends - task.starts) - values,
            total,
            run,
            np.concatenate([[0], run[:-1] + 1]),
            np.flatnonzero(new),
            base,
            task.ends,
            total[task.ends],
            least,
            task.slack,
            not task.slack.any(),
        )

    def about(self, now: _Layer) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """For each sum how many different values may follow it and how many of these hit; where the values begin that do not pass what it misses, and those below it; and
        from where on even all values together are too little: so many have been summed up before it that the rest does not reach."""
        base, reach = np.repeat(self.base + 1, now.many), np.repeat(self.all + 1, now.many)
        less = np.maximum(np.searchsorted(self.keys, base - now.rest), now.next_)
        if self.exact:
            hi = np.searchsorted(self.total, reach - now.rest)
            # What is just before the first lesser value is the wanted one, or nothing is: its run is looked up, not searched.
            hit = (less > now.next_) & (self.values[less - 1] == now.rest) if len(self.values) else np.zeros(len(less), dtype=bool)
            met = np.flatnonzero(hit)
            lo = less.copy()
            lo[met] = np.maximum(self.begin[self.run[less[met] - 1]], now.next_[met])
            return self._runs(less, hi) + hit, hit, lo, less, hi
        slack, end = np.repeat(self.slack, now.many), np.repeat(self.end, now.many)
        lo = np.clip(np.searchsorted(self.keys, base - 1 - now.rest - slack), now.next_, end)
        past = np.clip(np.searchsorted(self.keys, np.minimum(base - now.rest + slack, base)), lo, end)
        hi = np.clip(np.searchsorted(self.total, reach - now.rest + slack), lo, end)
        return self._runs(lo, hi), self._runs(lo, past), lo, np.minimum(less, end), hi

    def _runs(self, lo: np.ndarray, hi: np.ndarray) -> np.ndarray:
        """How many runs of equal values stand at lo … hi (not included)."""
        return (self.past[hi] - self.run[lo]) * (hi > lo)

    def grown(self, now: _Layer, going: np.ndarray, less: np.ndarray, hi: np.ndarray) -> _Layer:
        """Each sum of targets that are `going` with one value more, of those at less … hi. Of a run of equal values the first are taken first: each set of amounts is met once."""
        step = np.flatnonzero(np.repeat(going, now.many) & (hi > less))
        lo = less[step]
        width = self.past[hi[step]] - self.run[lo]
        first = np.cumsum(width) - width
        place = self.begin[np.arange(int(width.sum())) + np.repeat(self.run[lo] - first, width)]
        place[first] = lo
        rest = np.repeat(now.rest[step], width) - self.values[place]
        parent, owner = np.repeat(step, width), np.repeat(now.owner(step), width)
        # What misses less than the least value of its target has nothing to go on with.
        open_ = np.flatnonzero(rest >= self.least[owner])
        place = place[open_]
        return _Layer(np.bincount(owner[open_], minlength=len(going)), place + 1, rest[open_], parent[open_], place)


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
