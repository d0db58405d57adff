"""What one side put together under a number that the other side does not print: a paying-in slip, a file of payments. Its lines add up to one line of the other side."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.assemble import Found
from qrt.core.recon.engine.completion import said_count
from qrt.core.recon.engine.groups import OTHER, SHAPE
from qrt.core.recon.engine.kinds.kind import Tables
from qrt.core.recon.engine.plan import part_of, within
from qrt.core.recon.engine.spec import Side
from qrt.core.recon.engine.subsets import roundness

STAGE = "reference_groups"
TOKEN_LEAST = 6
LINES_MOST = 200
SPAN_MOST = 7
"""Days within which the lines of one slip lie."""
BEFORE, AFTER = 3, 10
"""Days of the one line, counted from the last line of the slip."""
BEYOND = 0.001
ADD_UP = "lines that share a number add up"


def slips(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables) -> list[Found]:
    """Groups over the open lines: first slips of the left side, then of the right. tokens: of these lines."""
    first = _slips(right, left, tokens[0], "right")
    used = first.members.filter(side="left")["n"], first.members.filter(side="right")["n"]
    left, right = (t.filter(~pl.col("n").is_in(n.implode())) for t, n in zip((left, right), used, strict=True))
    return [first, _slips(left, right, tokens[1], "left")]


def _slips(one: pl.DataFrame, many: pl.DataFrame, of_many: pl.DataFrame, side: Side) -> Found:
    """Slips of the many that add up to exactly one line o of the one, which nothing else adds up to; chance must not explain it, or o must say how many it holds."""
    sums = _shared(many, of_many)
    lines = one.drop_nulls(["amount", "date"]).select(*within(one, ["n"]), day="date", sum="amount").rename({"n": "o"})
    near = pl.col("day").is_between(pl.col("last") - BEFORE, pl.col("last") + AFTER)
    hits = sums.join(lines, on=within(lines, ["sum"])).filter(near)
    hits = hits.filter((pl.len().over("slip") == 1) & (pl.len().over("o") == 1))
    part = pl.Series("part", part_of(lines), dtype=pl.Int64)
    days = lines.group_by(part).agg(days=pl.col("day").max() - pl.col("day").min() + 1)
    crowd = lines.group_by(part, up=pl.col("sum") > 0).agg(looked=(pl.col("sum") != 0).sum()).join(days, on="part")
    crowd = crowd.select("part", "up", tries=pl.col("looked") * (pl.lit(float(BEFORE + AFTER + 1)) / pl.col("days")).clip(upper_bound=1.0))
    hits = hits.with_columns(pl.Series("part", part_of(hits), dtype=pl.Int64), up=pl.col("sum") > 0).join(crowd, on=["part", "up"])
    hits = hits.join(one.select(o="n", told=said_count(pl.col("text"))), on="o") if hits.height else hits.with_columns(told=pl.lit(None, pl.Int64))
    hits = hits.with_columns(chance=pl.col("tries") * pl.col("round") / pl.col("sum").abs(), counted=(pl.col("told") == pl.col("lines")).fill_null(False))
    hits = hits.filter(pl.col("counted") | (pl.col("chance") < BEYOND))
    said = pl.lit(ADD_UP) + pl.when("counted").then(pl.lit(", and the other line says so many")).otherwise(pl.lit(""))
    said += pl.when(pl.col("chance") < BEYOND).then(pl.lit(", beyond chance")).otherwise(pl.lit(""))
    ends = hits.select("slip", pl.lit(side).alias("side"), said.alias("evidence"), n="o")
    members = hits.select("slip", pl.lit(OTHER[side]).alias("side"), said.alias("evidence"), n="members").explode("n")
    rows = pl.concat([ends, members.select(ends.columns)]).with_columns(group=pl.col("slip").rank("dense"), probability=pl.lit(0.99))
    return Found.groups(STAGE, rows.select(list(SHAPE)).cast(SHAPE).sort("group", "side", "n"), 0.0)  # type: ignore[arg-type]


def _shared(many: pl.DataFrame, of_many: pl.DataFrame) -> pl.DataFrame:
    """One row a slip: slip, members (row numbers), lines, sum (paise), last (day), round (how round its amounts are). Slips have no line in common."""
    named = of_many.filter(pl.col("again") & (pl.col("token").str.len_bytes() >= TOKEN_LEAST)).join(
        many.drop_nulls(["amount", "date"]).select("n", "date", "amount"), on="n"
    )
    slip = named.sort("token", "n").group_by(within(named, ["token"]), maintain_order=True)
    found = slip.agg(
        members=pl.col("n"),
        lines=pl.len().cast(pl.Int64),
        sum=pl.col("amount").sum(),
        first=pl.col("date").min(),
        last=pl.col("date").max(),
        ways=(pl.col("amount") > 0).n_unique(),
        amounts=pl.col("amount").abs(),
    )
    found = found.filter(pl.col("lines").is_between(2, LINES_MOST) & (pl.col("ways") == 1) & (pl.col("last") - pl.col("first") <= SPAN_MOST))
    # One number read in two ways has the same lines twice.
    found = found.sort("lines", "token", descending=[True, False]).unique("members", keep="first", maintain_order=True).with_row_index("slip")
    torn = found.select("slip", "members").explode("members").filter(pl.len().over("members") > 1)
    found = found.join(torn.select("slip").unique(), on="slip", how="anti", maintain_order="left")
    flat = found["amounts"].explode().to_numpy()
    starts = np.cumsum(found["lines"].to_numpy()) - found["lines"].to_numpy()
    return found.with_columns(pl.Series("round", roundness(flat, starts) if found.height else [], dtype=pl.Int64)).drop("amounts", "first", "ways", "token")
