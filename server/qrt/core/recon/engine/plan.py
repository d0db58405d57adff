"""The planner: how many pairs a key would make is counted before any is made; a key that makes too many is cut to the days about a line, then to a few lines.

Every bound is that of a block (the lines equal in one key) alone: what else is in the tables, or in the partition, cannot be seen in its pairs.
"""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from qrt.core.recon.engine.arrays import ordered

BLOCK_MOST = 20_000
"""Pairs of one block that are looked at without a second thought."""
DAYS = 10
BAND = 6
LONELY = 10
LONELY_CROWD = 3
"""A line that nobody of a heavy block equals in more than the key has LONELY of them, if they are at most so many times the cap: of more, none is likelier."""
PAIRS = {"i": pl.UInt32, "j": pl.UInt32}


@dataclass
class Plan:
    """What the planner saw and decided, rule by rule: it goes into the run record."""

    rows: dict[str, int] = field(default_factory=dict)
    rules: list[dict[str, object]] = field(default_factory=list)


@dataclass(frozen=True)
class Windows:
    """Rows of one side by block and place, so that what lies about a place of a block is a run of them. order: rows; keys: ascending."""

    order: np.ndarray
    keys: np.ndarray
    first: int
    span: int

    @classmethod
    def of(cls, block: np.ndarray, place: np.ndarray, reach: int) -> "Windows":
        """block, place: i64 of each row; reach: how far about a place anybody will ask."""
        first, last = (int(place.min()), int(place.max())) if len(place) else (0, 0)
        span = last - first + 2 * reach + 3
        assert not len(block) or int(block.max()) < 2**62 // span, "blocks and places do not go into 64 bits"
        keys = block * span + (place - first + reach + 1)
        order = ordered(keys)
        return cls(order, keys[order], first - reach - 1, span)

    def about(self, block: np.ndarray, place: np.ndarray, before: int, after: int) -> tuple[np.ndarray, np.ndarray]:
        """Runs lo … hi (not included) of `order` that lie in the block, from `before` below the place to `after` above it."""
        low, high = (np.clip(place + step - self.first, 0, self.span - 1) + block * self.span for step in (-before, after))
        # What is looked up in order is found several times as fast; the one order serves both ends.
        order = ordered(high)
        lo, hi = np.empty(len(order), dtype=np.int64), np.empty(len(order), dtype=np.int64)
        lo[order], hi[order] = np.searchsorted(self.keys, low[order]), np.searchsorted(self.keys, high[order], side="right")
        return lo, hi


def runs(lo: np.ndarray, hi: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(which, at): for every run lo … hi each of its places, and the number of the run."""
    count = np.maximum(hi - lo, 0)
    which = np.repeat(np.arange(len(lo)), count)
    return which, np.arange(len(which)) - np.repeat(np.cumsum(count) - count - lo, count)


def within(lines: pl.DataFrame, key: list[str]) -> list[str]:
    """The key within the part of a line, where lines of several parts are worked off together (column `part`)."""
    return ["part", *key] if "part" in lines.columns else key


def part_of(lines: pl.DataFrame) -> np.ndarray:
    """The number of the part of each line, 0 where lines of one part are worked off alone."""
    return lines["part"].to_numpy().astype(np.int64) if "part" in lines.columns else np.zeros(lines.height, dtype=np.int64)


def hash_of(key: list[str]) -> pl.Expr:
    """u64 of the columns together: whole numbers are grouped and joined several times as fast as texts."""
    hashes = [pl.col(name).hash(seed) for seed, name in enumerate(key)]
    return pl.reduce(lambda x, y: x ^ y, hashes) if len(hashes) > 1 else hashes[0]


def coded(left: pl.DataFrame, right: pl.DataFrame, key: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """A number for each row of either side, equal where the keys are: i64 below the rows of both. A null equals no other."""
    known = pl.all_horizontal(pl.col(key).is_not_null())
    both = pl.concat([t.select(known=known, key=hash_of(key)) for t in (left, right)]).with_row_index("row")
    said = both.select(code=pl.when("known").then(pl.col("row").first().over("key")).otherwise("row"))
    code = said["code"].to_numpy().astype(np.int64)
    return code[: left.height], code[left.height :]


def bounded_pairs(left: pl.DataFrame, right: pl.DataFrame, key: list[str], refine: list[list[str]] | None, cap: int, plan: Plan, rule: str) -> pl.DataFrame:
    """Pairs (i, j) of lines equal in `key`: u32 row numbers, each pair once.

    left, right: n u32, date i32 or null, and the columns of the keys. A block is light when its smaller side has at most `cap` lines and it makes at most
    BLOCK_MOST pairs. In a heavy block each line of the smaller side is paired with those of the other within DAYS; where they are more than `cap`, with
    those that also equal it in `refine`; where they are more still, with a few whose place among the lines of that day is its own. Without `refine` heavy
    blocks are left out. So the work is bounded by cap * rows whatever the data.
    """
    wanted = ["n", *key, *(c for r in refine or [] for c in r)]
    a, b = (t.select(*dict.fromkeys([*wanted, "date"])).drop_nulls(key) for t in (left, right))
    x, y = coded(a, b, key)
    counts = [np.bincount(code, minlength=a.height + b.height) for code in (x, y)]
    made = counts[0] * counts[1]
    heavy = made > np.minimum(cap * np.maximum(*counts), BLOCK_MOST)
    record: dict[str, object] = {"rule": rule, "predicted": int(made.sum()), "blocks": int((made > 0).sum()), "heavy": int(heavy.sum())}
    light = (made > 0) & ~heavy
    parts = [_all_of(x, y, light)]
    if heavy.any() and refine is not None:
        narrow = counts[0] <= counts[1]
        days = [t["date"].fill_null(0).to_numpy().astype(np.int64) for t in (a, b)]
        mine, theirs = (_Side(np.arange(len(code)), code, day).only(heavy[code]) for code, day in ((x, days[0]), (y, days[1])))
        finer = [(x, y), *(coded(a, b, [*key, *(c for r in refine[: k + 1] for c in r)]) for k in range(len(refine)))]
        parts.append(_cut(mine.only(narrow[mine.code]), theirs.only(narrow[theirs.code]), finer, cap))
        j, i = _cut(theirs.only(~narrow[theirs.code]), mine.only(~narrow[mine.code]), [(v, u) for u, v in finer], cap)
        parts.append((i, j))
    i, j = (np.concatenate([p[k] for p in parts]) for k in (0, 1))
    record["pairs"] = len(i)
    plan.rules.append(record)
    return pl.DataFrame({"i": a["n"].gather(i), "j": b["n"].gather(j)}, schema=PAIRS)


def _all_of(x: np.ndarray, y: np.ndarray, blocks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows (i, j) of every pair of the blocks. x, y: block of each row."""
    mine, theirs = np.flatnonzero(blocks[x]), np.flatnonzero(blocks[y])
    theirs = theirs[ordered(y[theirs])]
    which, at = runs(*(np.searchsorted(y[theirs], x[mine], side=side) for side in ("left", "right")))  # type: ignore[arg-type]
    return mine[which], theirs[at]


@dataclass(frozen=True)
class _Side:
    """Rows of one side that stand in heavy blocks, with the block and the day of each."""

    row: np.ndarray
    code: np.ndarray
    day: np.ndarray

    def only(self, kept: np.ndarray) -> "_Side":
        return _Side(self.row[kept], self.code[kept], self.day[kept])


def _cut(x: _Side, y: _Side, finer: list[tuple[np.ndarray, np.ndarray]], cap: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows (of x, of y): at most `cap` of y for each of x. finer: block of every row of either side, level by level."""
    out: list[tuple[np.ndarray, np.ndarray]] = []
    open_ = np.arange(len(x.row))
    crowd = np.zeros(len(x.row), dtype=np.int64)
    before: tuple[Windows, np.ndarray] | None = None
    for level, (mine, theirs) in enumerate(finer):
        block, windows = mine[x.row], Windows.of(theirs[y.row], y.day, DAYS)
        lo, hi = windows.about(block[open_], x.day[open_], DAYS, DAYS)
        few, none = hi - lo <= cap, hi == lo
        if before is not None:
            out.append(_aligned(x, y, open_[none & (crowd[open_] <= LONELY_CROWD * cap)], *before, LONELY))
        crowd[open_] = hi - lo
        which, at = runs(lo[few], hi[few])
        out.append((x.row[open_[few][which]], y.row[windows.order[at]]))
        open_ = open_[~few]
        if not len(open_):
            break
        before = windows, block
        if level == len(finer) - 1:
            out.append(_aligned(x, y, open_, *before, BAND))
    return np.concatenate([p[0] for p in out]), np.concatenate([p[1] for p in out])


def _aligned(x: _Side, y: _Side, rows: np.ndarray, windows: Windows, block: np.ndarray, width: int) -> tuple[np.ndarray, np.ndarray]:
    """The k-th line of a day with the lines about the k-th of that day on the other side, within DAYS. rows: of x."""
    order = np.lexsort((x.day, block))
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(block[order]) != 0) | (np.diff(x.day[order]) != 0)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
    lo, hi = windows.about(block[rows], x.day[rows], DAYS, DAYS)
    same, _ = windows.about(block[rows], x.day[rows], 0, 0)
    middle = np.clip(same + rank[rows], lo, np.maximum(lo, hi - 1))
    begin = np.clip(middle - width // 2, lo, np.maximum(lo, hi - width))
    which, at = runs(begin, np.minimum(begin + width, hi))
    return x.row[rows[which]], y.row[windows.order[at]]


def best_per_line(pairs: pl.DataFrame, by: str, most: int) -> pl.DataFrame:
    """At most `most` pairs a line of either side, the largest `by` first. pairs: i, j u32 and `by`."""
    ranked = pairs.sort([by, "i", "j"], descending=[True, False, False])
    return ranked.filter((pl.int_range(pl.len()).over("i") < most) & (pl.int_range(pl.len()).over("j") < most))
