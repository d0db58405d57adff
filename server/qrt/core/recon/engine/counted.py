"""Sums that no name and no reference joins: a line that says how many items it stands for, with as many open lines about its day that add up to it in only one way;
and, of what is still open, a line with two or three that add up beyond chance. They are suggestions, never more."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from qrt.core.recon.engine.assemble import Found
from qrt.core.recon.engine.completion import said_count
from qrt.core.recon.engine.groups import OTHER, ROWS, ROWS_AT_ONCE, Pool, solved_among, to_groups, worth
from qrt.core.recon.engine.kinds.kind import Search
from qrt.core.recon.engine.parties import Parties
from qrt.core.recon.engine.plan import Plan, coded, part_of, runs, within
from qrt.core.recon.engine.spec import EngineSpec, Side

MOST = 6
CHANCE_MOST, BLIND_MOST = 0.05, 1e-3
GROUPS_LEAST = 8
TAIL = 0.02
USUAL = (-1, 4)
"""Days from an item to the line that holds it, where too few groups tell."""
WIDEST = 15
STAGE = "sum_of_left"
SAID = "blind sum: the only lines of its days that add up, and it says so many"
_NONE = pl.DataFrame(schema={"group": pl.UInt32, "side": pl.String, "n": pl.UInt32, "stage": pl.UInt32})
BLINDLY = "blind sum: the only lines of its days that add up"


def counted(
    left: pl.DataFrame,
    right: pl.DataFrame,
    everything: tuple[pl.DataFrame, pl.DataFrame],
    found: Sequence[Found],
    parties: Parties,
    spec: EngineSpec,
    plan: Plan,
) -> list[Found]:
    """Over the open lines, one of the right side against several of the left. everything: all lines of both sides; found: what was matched already, by which the
    days between an item and its line are learned."""
    days = learned_days(everything, found, "right")
    one = right.join(parties.right.select("n"), on="n", how="anti").drop_nulls(["amount", "date"])
    heads = one.select(*within(one, ["n"]), day="date", v=pl.col("amount").abs(), up=pl.col("amount") > 0, wanted=said_count(pl.col("text"))).rename({"n": "o"})
    told = pl.col("wanted").is_between(2, MOST).fill_null(False)
    out = []
    for rule, few, most, chance, said in (
        ("counted", heads.filter(told), MOST, CHANCE_MOST, SAID),
        ("blind_sum", heads.filter(~told), 3, BLIND_MOST, BLINDLY),
    ):
        rows = sums_of_days(few.with_columns(pl.col("wanted") if rule == "counted" else pl.lit(0).alias("wanted")), left, days, most, rule, spec, plan)
        rows = rows.filter((pl.col("chance") < chance) & ~pl.col("loose"))
        out.append(to_groups(rows, Search(STAGE, "right", WIDEST, WIDEST, most), said, alone=False))
        left = left.join(rows.select(n="m"), on="n", how="anti")
    return out


def sums_of_days(heads: pl.DataFrame, left: pl.DataFrame, usual: pl.DataFrame, most: int, rule: str, spec: EngineSpec, plan: Plan) -> pl.DataFrame:
    """ROWS of the heads that one set of open lines of the left side, within the usual days, adds up to."""
    free = left.drop_nulls(["amount", "date"]).select(*within(left, ["n"]), "date", "amount", up=pl.col("amount") > 0).rename({"n": "m"})
    days = heads.hstack(usual[part_of(heads)]).sort("o")
    days = days.with_columns(date=pl.int_ranges(pl.col("day") - pl.col("last"), pl.col("day") - pl.col("first") + 1, dtype=pl.Int32)).explode("date")
    rows, said = solved_among(_pools(days, free, spec), 2, most, spec)
    plan.rules.append({"rule": rule, "days": usual.rows(), **said})
    return rows.select(list(ROWS))


def _pools(days: pl.DataFrame, free: pl.DataFrame, spec: EngineSpec) -> list[Pool]:
    """What each head could hold. days: a row for each head and day of its lines, those of a head beside each other; free: the lines, with `amount`.

    Of the smaller lines of a day, which stand in a row where they are sorted by amount, no more are written down than a pool may have and one that says that there are
    more: the work is bounded by the heads, however many lines a day has.
    """
    x, y = coded(days, free, within(free, ["date", "up"]))
    m, amount = (free[c].to_numpy().astype(np.int64) for c in ("m", "amount"))
    o, v, wanted, up = (days[c].to_numpy().astype(np.int64) for c in ("o", "v", "wanted", "up"))
    values, rank = np.unique(amount, return_inverse=True)
    wide = len(values) + 1
    order = np.lexsort((m, rank, y))
    keys = y[order] * wide + rank[order]
    lo = np.searchsorted(keys, x * wide + np.where(up, 0, np.searchsorted(values, -v, side="right")))
    hi = np.searchsorted(keys, np.where(up, x * wide + np.searchsorted(values, v), (x + 1) * wide))
    hi = np.minimum(hi, lo + spec.subset_lines + 1)
    far, part = np.abs(days["day"].to_numpy().astype(np.int64) - days["date"].to_numpy()), part_of(days)
    end = np.flatnonzero(np.append(np.diff(o) != 0, len(o) > 0)) + 1  # of the rows of each head
    held = np.concatenate([[0], np.cumsum(np.maximum(hi - lo, 0))])[end]
    cuts = [0, *end[np.flatnonzero(np.diff(held // ROWS_AT_ONCE)) + 1].tolist(), len(o)]
    out = []
    for first, last in zip(cuts[:-1], cuts[1:], strict=True):
        which, at = runs(lo[first:last], hi[first:last])
        row, line = which + first, order[at]
        asked = {"o": o[row], "key": np.zeros(len(row), np.int64), "m": m[line], "w": np.abs(amount[line]), "v": v[row], "order": far[row]}
        out.append(worth(asked | {"part": part[row], "wanted": wanted[row]}, 2, spec))
    return out


def learned_days(everything: tuple[pl.DataFrame, pl.DataFrame], found: Sequence[Found], one: Side) -> pl.DataFrame:
    """first, last: days, counted from an item to the line that holds it, of nearly all groups whose line said rightly how many it holds. A row for each part of the
    lines, by its number."""
    tables = {"left": everything[0], "right": everything[1]}
    parts = 1 + max(int(part_of(t).max(initial=0)) for t in everything)
    usual = pl.DataFrame({"part": np.arange(parts)})
    # Most matches hold one line of a side and can tell nothing: they are left out before texts are read.
    held = pl.concat([each.members.select("group", "side", "n", stage=pl.lit(k, pl.UInt32)) for k, each in enumerate(found) if each.members.height] or [_NONE])
    held = held.filter((pl.len().over("stage", "group", "side") >= 2) == (pl.col("side") != one))
    several = held.filter(pl.col("side") != one)
    ends = held.filter(pl.col("side") == one).join(several, on=["stage", "group"], how="semi")
    lines = tables[one].select("n", "date", "text", pl.Series("part", part_of(tables[one])))
    ends = ends.join(lines, on="n").select("stage", "group", "part", "date", told=said_count(pl.col("text")))
    items = several.join(tables[OTHER[one]].select("n", day="date"), on="n").select("stage", "group", "day")
    both = items.join(ends, on=["stage", "group"]).drop_nulls().filter((pl.len().over("stage", "group") == pl.col("told")) & (pl.col("told") >= 2))
    every = both.select("part", "stage", "group", lag=pl.col("date") - pl.col("day"))
    known = every.filter(pl.struct("stage", "group").n_unique().over("part") >= GROUPS_LEAST).group_by("part")
    learned = known.agg(
        first=pl.col("lag").quantile(TAIL, "lower").cast(pl.Int32).clip(-WIDEST),
        last=pl.col("lag").quantile(1 - TAIL, "higher").cast(pl.Int32).clip(None, WIDEST),
    )
    usual = usual.join(learned, on="part", how="left", maintain_order="left")
    return usual.select(pl.col(name).fill_null(pl.lit(days, pl.Int32)) for name, days in zip(("first", "last"), USUAL, strict=True))
