"""What comes back at a regular step (rent, instalments of a loan, salaries, interest), and where it is missing."""

from typing import Any

import polars as pl

from qrt.core.recon.engine.normal import bare_name, once_each

RHYTHMS = (("week", 7, 1), ("month", 30, 4), ("quarter", 91, 7))
"""Name, days, and how far a step may lie off: months have 28 to 31 days, and what falls due on a holiday comes after it."""
TIMES = 3
NEAR_PERCENT = 5
NAME_LEAST = 4
SHOWN = 20
KEY = ("side", "name", "up", "amount")


def expected_missing(left: pl.DataFrame, right: pl.DataFrame) -> list[dict[str, Any]]:
    """Lines that a rhythm of their side lets expect and that are not there: side, party, paise (the usual amount), every, times, after (the last line before the
    gap) and due (a day), the largest first.

    left, right: tables with id, date, amount (paise) and party or narration. Three lines of one name, sign and amount (or within 5 % of their median) at one step
    are a rhythm; a step is missing when the next line comes two steps later, or none has come while the side went on for more than a step.
    """
    tables = [_named(t, side) for side, t in (("left", left), ("right", right))]
    lines = pl.concat([t for t in tables if t is not None] or [pl.DataFrame()])
    if not lines.height:
        return []
    ends = lines.group_by("side").agg(end=pl.col("day").max())
    equal = lines.with_columns(amount=pl.col("paise"))
    median = lines.with_columns(amount=pl.col("paise").median().over("side", "name", "up").cast(pl.Int64))
    near = median.filter((pl.col("paise") - pl.col("amount")).abs() * 100 <= pl.col("amount").abs() * NEAR_PERCENT)
    found: list[pl.DataFrame] = []
    for rows in (equal, near):
        rows = rows.join(pl.concat(found), on=["side", "name", "up"], how="anti") if found else rows
        found.append(_gaps(rows, ends))
    every = pl.concat(found).sort([pl.col("amount").abs(), "side", "name", "due"], descending=[True, False, False, False]).head(SHOWN)
    return every.select(
        "side", party="name", paise="amount", every="every", times="times", after="line_id", due=pl.col("due").cast(pl.Date).cast(pl.String)
    ).to_dicts()


def _named(table: pl.DataFrame, side: str) -> pl.DataFrame | None:
    texts = [c for c in ("party", "narration") if c in table.columns]
    if not texts or not {"date", "amount"} <= set(table.columns) or not table["date"].dtype.is_temporal():
        return None
    name = once_each(table.select(pl.coalesce(pl.col(c).cast(pl.String) for c in texts).fill_null("")).to_series(), bare_name)
    lines = table.select(
        pl.lit(side).alias("side"),
        name.alias("name"),
        line_id=pl.col("id").cast(pl.String),
        day=pl.col("date").cast(pl.Date).cast(pl.Int32),
        paise=pl.col("amount").cast(pl.Int64),
    )
    lines = lines.drop_nulls(["day", "paise"]).filter((pl.col("paise") != 0) & (pl.col("name").str.len_bytes() >= NAME_LEAST))
    return lines.with_columns(up=pl.col("paise") > 0)


def _gaps(rows: pl.DataFrame, ends: pl.DataFrame) -> pl.DataFrame:
    """One row a missing step of each rhythm: KEY, every, times, line_id, due. Of several lines of one day the first counts."""
    once = rows.sort(*KEY, "day", "line_id").unique([*KEY, "day"], keep="first", maintain_order=True).filter(pl.len().over(KEY) >= TIMES)
    gap = (pl.col("day").shift(-1) - pl.col("day")).over(KEY)
    once = once.with_columns(gap=gap).with_columns(usual=pl.col("gap").median().over(KEY))
    out = []
    for every, step, slack in RHYTHMS:
        of = once.filter((pl.col("usual") - step).abs() <= slack).with_columns(steps=(pl.col("gap") / step).round())
        regular = ((pl.col("gap") - pl.col("steps") * step).abs() <= slack) & pl.col("steps").is_in([1.0, 2.0])
        kept = of.filter((regular | pl.col("gap").is_null()).all().over(KEY) & ((pl.col("steps") == 2).sum().over(KEY) * TIMES <= pl.len().over(KEY)))
        kept = kept.join(ends, on="side").with_columns(times=pl.len().over(KEY), late=pl.col("gap").is_null() & (pl.col("end") - pl.col("day") > step + slack))
        missing = kept.filter((pl.col("steps") == 2) | pl.col("late"))
        out.append(missing.select(*KEY, "line_id", "times", pl.lit(every).alias("every"), due=pl.col("day") + step))
    return pl.concat(out)
