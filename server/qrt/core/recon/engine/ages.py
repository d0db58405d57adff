"""The day that ages are counted from. A day that lies far from all others is somebody's slip: one must not make every line a century old."""

from collections.abc import Sequence

import polars as pl

FIRST, LAST = -7_305, 47_481
"""Days since 1970: of 1950 and 2099. What lies outside is no day of a line, whatever the others are."""
FAR = 20 * 365
"""Days from the middle one beyond which a day is not believed."""


def ages_from(days: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """by, middle, newest (days since 1970, null where nothing is believed) of each group. days: the columns of `by` and date i32."""
    date = pl.col("date")
    middle = date.filter(date.is_between(FIRST, LAST)).quantile(0.5, interpolation="lower").cast(pl.Int32)
    return days.group_by(by).agg(middle=middle, newest=date.filter((date - middle).abs() <= FAR).max())


def is_far() -> pl.Expr:
    """Whether a day is not believed. Of rows with date i32 and middle."""
    return pl.col("date").is_not_null() & ((pl.col("date") - pl.col("middle")).abs() <= FAR).not_().fill_null(True)


def far_days(left: pl.DataFrame, right: pl.DataFrame, by: Sequence[str] = ()) -> tuple[pl.Series, pl.Series]:
    """Of either side's rows, whether their day is not believed. left, right: perhaps with date (days); by: columns within which days are alike."""
    if not all("date" in t.columns and (t["date"].dtype == pl.Date or t["date"].dtype.is_integer()) for t in (left, right)):
        return tuple(pl.repeat(False, t.height, dtype=pl.Boolean, eager=True) for t in (left, right))  # type: ignore[return-value]
    keys = [pl.col(key).cast(pl.String).fill_null("") for key in by if key in left.columns and key in right.columns]
    sides = [t.select(*keys, pl.col("date").cast(pl.Int32), side=pl.lit(k)) for k, t in enumerate((left, right))]
    lines = pl.concat(sides)
    names = [name for name in lines.columns if name not in ("date", "side")]
    if names:
        told = lines.join(ages_from(lines, names), on=names, how="left", maintain_order="left")
    else:
        told = lines.join(ages_from(lines.with_columns(one=pl.lit(1)), ["one"]).drop("one"), how="cross") if lines.height else lines.with_columns(middle=None)
    far = told.select(far=is_far())["far"]
    return far.head(left.height), far.tail(right.height)


def without_far_days(left: pl.DataFrame, right: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both sides with no day where it is not believed."""
    far = far_days(left, right)
    if not any(each.any() for each in far):
        return left, right
    return tuple(t.with_columns(date=t["date"].set(each, None)) for t, each in zip((left, right), far, strict=True))  # type: ignore[return-value]
