"""The planner: how many pairs a key would make is counted before it is joined; a key that makes too many is refined, then cut to a band."""

from dataclasses import dataclass, field

import polars as pl

TOTAL_PAIRS_MAX = 6_000_000
WEEK = 7


@dataclass
class Plan:
    """What the planner saw and decided, rule by rule: it goes into the run record."""

    rows: dict[str, int] = field(default_factory=dict)
    rules: list[dict[str, object]] = field(default_factory=list)


def count_pairs(left: pl.DataFrame, right: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """One row a key that stands on both sides: key…, of_left, of_right, pairs."""
    both = left.group_by(key).len("of_left").join(right.group_by(key).len("of_right"), on=key)
    return both.with_columns(pairs=pl.col("of_left").cast(pl.Int64) * pl.col("of_right").cast(pl.Int64))


def bounded_pairs(left: pl.DataFrame, right: pl.DataFrame, key: list[str], refine: list[list[str]], cap: int, plan: Plan, rule: str) -> pl.DataFrame:
    """Pairs (i, j) of lines equal in `key`: u32 row numbers.

    left, right: n u32, date i32 or null, and the columns of the keys. A block is light when it makes at most `cap` pairs for each line of its longer
    side. A heavy block is cut by week (a week and its neighbours), then by each list of `refine`; what is heavy still is paired by rank of day within
    a band. So the work is bounded by cap * rows whatever the data.
    """
    left, right = (t.select({"n", "date", *key, *(c for r in refine for c in r)}).drop_nulls(key) for t in (left, right))
    sizes = count_pairs(left, right, key)
    record: dict[str, object] = {"rule": rule, "predicted": int(sizes["pairs"].sum() or 0), "blocks": sizes.height}
    pairs = []
    steps: list[tuple[str, list[str]]] = [("day", ["week"]), *(("refine", r) for r in refine)]
    kept, heavy_key = key, key
    for number in range(len(steps) + 1):
        bound = cap * pl.max_horizontal("of_left", "of_right")
        light, heavy = sizes.filter(pl.col("pairs") <= bound), sizes.filter(pl.col("pairs") > bound)
        pairs.append(_joined(left.join(light, on=heavy_key, how="semi"), right.join(light, on=heavy_key, how="semi"), heavy_key))
        if not heavy.height:
            break
        left, right = left.join(heavy, on=heavy_key, how="semi"), right.join(heavy, on=heavy_key, how="semi")
        if number == len(steps):
            pairs.append(_band(left, right, heavy_key, cap))
            record["band"] = heavy.height
            break
        name, more = steps[number]
        record[f"refined_{number}_{'_'.join(more)}"] = heavy.height
        if name == "day":
            week = pl.col("date").fill_null(0) // WEEK
            left = left.with_columns(week=week)
            right = right.with_columns(week=pl.concat_list(week - 1, week, week + 1)).explode("week")
        left, right = left.drop_nulls(more), right.drop_nulls(more)
        heavy_key = [*kept, *more]
        kept = heavy_key
        sizes = count_pairs(left, right, heavy_key)
    found = pl.concat(pairs).unique()
    record["pairs"] = found.height
    plan.rules.append(record)
    return found


def _joined(left: pl.DataFrame, right: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    return left.select(*key, i="n").join(right.select(*key, j="n"), on=key).select("i", "j")


def _band(left: pl.DataFrame, right: pl.DataFrame, key: list[str], cap: int) -> pl.DataFrame:
    """The k-th line of a block with the lines around the k-th of the other side."""
    width = max(1, min(cap // 3, TOTAL_PAIRS_MAX // (3 * max(1, left.height, right.height))))
    ranked = [
        t.select("n", "date", *key).unique().sort("date", "n").with_columns(rank=pl.int_range(pl.len(), dtype=pl.Int64).over(key) // width)
        for t in (left, right)
    ]
    if width > 1:
        ranked[1] = ranked[1].with_columns(rank=pl.concat_list(pl.col("rank") - 1, pl.col("rank"), pl.col("rank") + 1)).explode("rank")
    return _joined(ranked[0], ranked[1], [*key, "rank"])


def best_per_line(pairs: pl.DataFrame, by: str, most: int) -> pl.DataFrame:
    """At most `most` pairs a line of either side, the largest `by` first. pairs: i, j u32 and `by`."""
    ranked = pairs.sort([by, "i", "j"], descending=[True, False, False])
    return ranked.filter((pl.int_range(pl.len()).over("i") < most) & (pl.int_range(pl.len()).over("j") < most))
