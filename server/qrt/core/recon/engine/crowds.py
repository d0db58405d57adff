"""How many lines a line could be meant by, counted before any pair is left out: a bound on pairs must not make a crowded line look alone."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.plan import Windows, coded, within
from qrt.core.recon.engine.spec import EngineSpec

CHANCES = 1000
"""A reference of d characters is a chance one where more than 10^d / CHANCES lines have the same amount: one of them has it by accident too often."""
LONG = 12


def equal_amounts(left: pl.DataFrame, right: pl.DataFrame, spec: EngineSpec) -> tuple[np.ndarray, np.ndarray]:
    """For each line of either side how many of the other have its amount within the days of the spec. left, right: lines with amount and date.

    An amount that is not known equals none. Where a line has no day, days are not looked at.
    """
    if not left.height or not right.height:
        return np.zeros(left.height, np.int64), np.zeros(right.height, np.int64)
    x, y = coded(left, right, within(left, ["amount"]))
    dated = not left["date"].null_count() and not right["date"].null_count()
    days = [t["date"].to_numpy().astype(np.int64) if dated else np.zeros(t.height, np.int64) for t in (left, right)]
    before, after = spec.days_before, spec.days_after
    return _about(x, days[0], y, days[1], before, after), _about(y, days[1], x, days[0], after, before)


def amounts_again(lines: pl.DataFrame, spec: EngineSpec) -> np.ndarray:
    """For each line how many of its own side, itself among them, have its amount within the days of the spec. Where a line has no day, days are not looked at."""
    x, _ = coded(lines, lines.clear(), within(lines, ["amount"]))
    days = lines["date"].to_numpy().astype(np.int64) if not lines["date"].null_count() else np.zeros(lines.height, np.int64)
    return _about(x, days, x, days, spec.days_before, spec.days_after)


def _about(mine: np.ndarray, at: np.ndarray, theirs: np.ndarray, days: np.ndarray, before: int, after: int) -> np.ndarray:
    """How many of their rows have the code of each of mine, from `before` days before its day to `after` days after it."""
    lo, hi = Windows.of(theirs, days, max(before, after)).about(mine, at, before, after)
    return hi - lo


def with_crowds(pairs: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame, tokens: tuple[pl.DataFrame, pl.DataFrame], spec: EngineSpec) -> pl.DataFrame:
    """pairs (i, j, shared, equal) with crowd_a, crowd_b i64 (lines of the amount of i, of j, on the other side) and by_chance: whether the reference that both
    lines bear is short for so many lines of that amount. left, right: open lines, ascending by n, from which no likeness has taken any."""
    crowds = equal_amounts(left, right, spec)
    spread = [
        count[np.searchsorted(t["n"].to_numpy(), pairs[k].to_numpy())] if pairs.height else np.zeros(0, np.int64)
        for count, t, k in zip(crowds, (left, right), ("i", "j"), strict=True)
    ]
    out = pairs.with_columns(pl.Series("crowd_a", spread[0], dtype=pl.Int64), pl.Series("crowd_b", spread[1], dtype=pl.Int64))
    crowd = pl.max_horizontal("crowd_a", "crowd_b")
    doubted = out.filter((pl.col("shared") > 0) & (crowd * CHANCES > 10**5)).select("i", "j", crowd=crowd)
    a, b = (t.filter("again").select("n", "code", "token") for t in tokens)
    both = doubted.join(a, left_on="i", right_on="n").join(b, left_on=["j", "code"], right_on=["n", "code"], how="semi")
    told = pl.col("token").str.replace(r"^[a-z]:", "").str.len_bytes().clip(0, LONG).max()
    chance = both.group_by("i", "j").agg(by_chance=pl.col("crowd").first() * CHANCES > pl.lit(10, pl.Int64).pow(told))
    return out.join(chance, on=["i", "j"], how="left", maintain_order="left").with_columns(pl.col("by_chance").fill_null(False))
