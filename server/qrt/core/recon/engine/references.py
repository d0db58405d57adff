"""Stage two: lines that name one reference, as a group whose sums agree."""

import polars as pl

from qrt.core.recon.engine.kinds import kind_of
from qrt.core.recon.engine.plan import within
from qrt.core.recon.engine.spec import EngineSpec

FEE_MOST = 0.05
FEE_SEEN = 5
SHARED_MOST = 500
SPECIAL = 8


def _by_amount() -> pl.Expr:
    """Of the lines of groups (group, side, v): those whose amount as many lines of either side have. They go with their equals and not with all, but where the others
    are no group by themselves: then there must be lines of both sides, or none."""
    left = pl.col("side") == "left"
    fits = 2 * left.sum().over("group", "v") == pl.len().over("group", "v")
    rest = [(side & ~fits).sum().over("group") for side in (left, ~left)]
    return fits & ((rest[0] > 0) == (rest[1] > 0))


def reference_groups(left: pl.DataFrame, right: pl.DataFrame, tokens: tuple[pl.DataFrame, pl.DataFrame], spec: EngineSpec) -> pl.DataFrame:
    """Groups (group u32, side, n u32, evidence): all open lines that share one reference, when both sums agree, or one line is their sum less a fee.

    Runs before anything fuzzy, else one member is taken away by a look-alike. A line of two groups goes with the exact and more special reference.
    """
    shape = {"group": pl.UInt32, "side": pl.String, "n": pl.UInt32, "evidence": pl.String}
    kind = kind_of(spec)
    a, b = kind.shared(left, right, tokens)
    a, b = a.drop_nulls("v"), b.drop_nulls("v")
    if "part" in left.columns:
        a, b = (t.join(lines.select("n", "part"), on="n") for t, lines in ((a, left), (b, right)))
    key = within(a, ["token"])
    sums = [
        t.group_by(key).agg(
            pl.len().alias(f"c{s}"),
            pl.col("v").sum().alias(f"v{s}"),
            pl.col("v").abs().max().alias(f"m{s}"),
            (pl.col("v") > 0).mean().alias(f"p{s}"),
            pl.col("date").mean().alias(f"d{s}"),
        )
        for s, t in ((0, a), (1, b))
    ]
    both = (
        sums[0]
        .join(sums[1], on=key)
        .filter((pl.col("c0") + pl.col("c1") >= 3) & (pl.col("c0") <= SHARED_MOST) & (pl.col("c1") <= SHARED_MOST) & (pl.col("v0") * pl.col("v1").sign() > 0))
    )
    both = both.filter((pl.col("d1") - pl.col("d0")).fill_null(0).is_between(-spec.days_before - 3, spec.days_after))
    gap = (pl.col("v0") - pl.col("v1")).abs()
    fee = (
        (pl.col("c1") == 1)
        & (pl.col("v1") / pl.col("v0")).is_between(1 - FEE_MOST, 1.0)
        & pl.col("p0").is_in([0.0, 1.0])
        & (pl.col("m0") < pl.col("v1").abs())
        & spec.fees
    )
    # Several against several under a short number (a bill's) are as likely the bills of two parties.
    both = both.filter((pl.col("c0") == 1) | (pl.col("c1") == 1) | (pl.col("token").str.len_bytes() >= SPECIAL))
    both = both.with_columns(gap=gap, exact=gap <= kind.slack_paise, length=pl.col("token").str.len_bytes()).filter(pl.col("exact") | fee)
    both = (
        both.sort(["exact", "gap", "length", "token"], descending=[True, False, True, False])
        .with_row_index("group")
        .with_columns(rate=((1 - pl.col("v1") / pl.col("v0")) * 10_000).round())
    )
    # A fee is known when five groups bear the same rate to the basis point.
    usual = pl.len().over(within(a, ["rate"])) >= FEE_SEEN
    both = both.with_columns(
        evidence=pl.when("exact")
        .then(pl.lit("shared reference, sums agree"))
        .when(usual)
        .then(pl.lit("shared reference, less the usual fee"))
        .otherwise(pl.lit("shared reference, less a fee"))
    )
    of = both.select(*key, "group", "evidence")
    members = pl.concat([t.join(of, on=key).with_columns(side=pl.lit(side)) for side, t in (("left", a), ("right", b))])
    members = members.with_columns(group=pl.struct("group", pl.when(_by_amount()).then("v")).rank("dense"))
    members = members.select("group", "side", "n", "evidence").cast(shape).sort("group", "side", "n")  # type: ignore[arg-type]
    first = members.group_by("side", "n").agg(pl.col("group").min().alias("first"))
    lost = members.join(first, on=["side", "n"]).filter(pl.col("group") != pl.col("first"))
    # A twin (two tokens with the same members) is no conflict: the first stands whole. A group that lost a member to an earlier one falls.
    return members.join(lost.select("group").unique(), on="group", how="anti").select(list(shape)).cast(shape)  # type: ignore[arg-type]
