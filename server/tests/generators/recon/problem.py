"""A reconciliation problem with its answer."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Problem:
    """Two tables and the truth about them.

    left, right  lines with a unique text `id`; amounts are whole paise (Int64), days are dates
    truth        a_id (left), b_id (right), gid, kind, difference: every true pair; pairs of one `gid` belong to one group (1:1, 1:N or N:1), whose left
                 amounts exceed its right amounts by `difference` paise, for the reason that `kind` names. A line that stands in no row has no counterpart.
    """

    name: str
    left: pl.DataFrame
    right: pl.DataFrame
    truth: pl.DataFrame


def to_truth(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Every cross pair of each group. Both sides carry id, gid (null: no counterpart), kind and amount."""
    sums = (
        pl.concat([left.select("gid", "amount"), right.select("gid", amount=-pl.col("amount"))])
        .drop_nulls("gid")
        .group_by("gid")
        .agg(difference=pl.col("amount").sum())
    )
    ours = left.drop_nulls("gid").select("gid", "kind", a_id="id")
    theirs = right.drop_nulls("gid").select("gid", b_id="id")
    return ours.join(theirs, on="gid").join(sums, on="gid").select("a_id", "b_id", "gid", "kind", "difference").sort("gid", "a_id", "b_id")


def numbered(frame: pl.DataFrame, letter: str, seed: int) -> pl.DataFrame:
    """The same rows in another order, with ids in that order: neither tells anything about the truth."""
    mixed = frame.sample(fraction=1.0, shuffle=True, seed=seed)
    return mixed.with_columns(id=pl.format("{}{}", pl.lit(letter), pl.int_range(pl.len())))
