"""Stages one and two: lines that name the same reference, one to one with the same amount, or as a group whose sums agree."""

import polars as pl

from qrt.core.recon.engine.spec import EngineSpec

FEE_MOST = 0.05
FEE_SEEN = 5
SHARED_MOST = 500


def exact_pairs(left: pl.DataFrame, right: pl.DataFrame, tokens: tuple[pl.DataFrame, pl.DataFrame], spec: EngineSpec) -> pl.DataFrame:
    """Pairs (i, j, evidence str) that agree in amount and in a reference or in day and name, and in which neither line has a second choice."""
    if spec.name == "gstr2b":
        key = ["gstin", "bill", "taxable", "tax"]
        return _unique(left, right, key, spec, "same GSTIN, bill, value and tax")
    if left["amount"].null_count() == left.height or right["amount"].null_count() == right.height:
        return _unique(left.filter(pl.col("text") != ""), right.filter(pl.col("text") != ""), ["text"], spec, "same text")
    key = ["token", "amount"]
    a, b = (tokens[s].join(t.select("n", "amount", "date"), on="n").filter(pl.col("token").str.len_bytes() >= 6) for s, t in ((0, left), (1, right)))
    a, b = (t.filter(pl.len().over(key) <= 3) for t in (a, b))
    pairs = _near(a.join(b, on=key, suffix="_j").rename({"n": "i", "n_j": "j"}), spec).select("i", "j").unique()
    first = _alone(pairs).with_columns(evidence=pl.lit("same reference and amount"))
    doubled = [_twins(t) for t in (left, right)]
    twin = pl.col("i").is_in(doubled[0].implode()) | pl.col("j").is_in(doubled[1].implode())
    first = first.with_columns(evidence=pl.when(twin).then(pl.lit("same reference and amount, but a twin of the line stands close")).otherwise("evidence"))
    a, b = left.join(first, left_on="n", right_on="i", how="anti"), right.join(first, left_on="n", right_on="j", how="anti")
    strong = pl.col("name").str.len_bytes() >= 4
    key = ["amount", "date", "name"]
    free = [t.filter(strong).join(tokens[s].filter(pl.col("token").str.len_bytes() >= 9), on="n", how="anti") for s, t in ((0, a), (1, b))]
    once = [t.filter(pl.len().over("amount", "name") == 1) for t in free]
    second = _unique(once[0], once[1], key, spec, "same amount, day and name")
    return pl.concat([first, second]).sort("i", "j")


def reference_groups(left: pl.DataFrame, right: pl.DataFrame, tokens: tuple[pl.DataFrame, pl.DataFrame], spec: EngineSpec) -> pl.DataFrame:
    """Groups (group u32, side, n u32, evidence): all open lines that share one reference, when both sums agree, or one line is their sum less a fee.

    Runs before anything fuzzy, else one member is taken away by a look-alike. A line of two groups goes with the exact and more special reference.
    """
    shape = {"group": pl.UInt32, "side": pl.String, "n": pl.UInt32, "evidence": pl.String}
    if spec.name == "gstr2b":
        cols = ["gstin", "number"]
        a, b = (t.filter(pl.col("number").is_not_null()).select("n", "date", token=pl.concat_str(*cols, separator="|"), v="amount") for t in (left, right))
    else:
        a, b = (tokens[s].join(t.select("n", "date", v="amount"), on="n") for s, t in ((0, left), (1, right)))
    a, b = a.drop_nulls("v"), b.drop_nulls("v")
    sums = [
        t.group_by("token").agg(
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
        .join(sums[1], on="token")
        .filter((pl.col("c0") + pl.col("c1") >= 3) & (pl.col("c0") <= SHARED_MOST) & (pl.col("c1") <= SHARED_MOST) & (pl.col("v0") * pl.col("v1").sign() > 0))
    )
    both = both.filter((pl.col("d1") - pl.col("d0")).fill_null(0).is_between(-spec.days_before - 3, spec.days_after))
    gap = (pl.col("v0") - pl.col("v1")).abs()
    slack = 300 if spec.name == "gstr2b" else 0
    fee = (
        (pl.col("c1") == 1)
        & (pl.col("v1") / pl.col("v0")).is_between(1 - FEE_MOST, 1.0)
        & pl.col("p0").is_in([0.0, 1.0])
        & (pl.col("m0") < pl.col("v1").abs())
        & (spec.name == "bank")
    )
    both = both.with_columns(gap=gap, exact=gap <= slack, length=pl.col("token").str.len_bytes()).filter(pl.col("exact") | fee)
    both = (
        both.sort(["exact", "gap", "length", "token"], descending=[True, False, True, False])
        .with_row_index("group")
        .with_columns(rate=((1 - pl.col("v1") / pl.col("v0")) * 10_000).round())
    )
    # A fee is known when five groups bear the same rate to the basis point.
    usual = pl.len().over("rate") >= FEE_SEEN
    both = both.with_columns(
        evidence=pl.when("exact")
        .then(pl.lit("shared reference, sums agree"))
        .when(usual)
        .then(pl.lit("shared reference, less the usual fee"))
        .otherwise(pl.lit("shared reference, less a fee"))
    )
    members = pl.concat(
        [
            t.join(both.select("token", "group", "evidence"), on="token").select("group", pl.lit(side).alias("side"), "n", "evidence")
            for side, t in (("left", a), ("right", b))
        ]
    )
    members = members.with_columns(pl.col("group").cast(pl.UInt32), pl.col("n").cast(pl.UInt32)).sort("group", "side", "n")
    first = members.group_by("side", "n").agg(pl.col("group").min().alias("first"))
    lost = members.join(first, on=["side", "n"]).filter(pl.col("group") != pl.col("first"))
    # A twin (two tokens with the same members) is no conflict: the first stands whole. A group that lost a member to an earlier one falls.
    return members.join(lost.select("group").unique(), on="group", how="anti").select(list(shape)).cast(shape)  # type: ignore[arg-type]


def _near(pairs: pl.DataFrame, spec: EngineSpec) -> pl.DataFrame:
    days = (pl.col("date_j") - pl.col("date")).fill_null(0)
    return pairs.filter(days.is_between(-spec.days_before, max(spec.days_after, 90 if spec.name == "bank" else 0)))


def _twins(lines: pl.DataFrame) -> pl.Series:
    """Row numbers of lines that have another of the same amount and name within three days: an entry made twice, perhaps."""
    order = lines.filter(pl.col("name").str.len_bytes() >= 4).sort("amount", "name", "date", "n")
    close = (
        (pl.col("amount") == pl.col("amount").shift(1)) & (pl.col("name") == pl.col("name").shift(1)) & (pl.col("date") - pl.col("date").shift(1) <= 3)
    ).fill_null(False)
    return order.filter(close | close.shift(-1).fill_null(False))["n"]


def _alone(pairs: pl.DataFrame) -> pl.DataFrame:
    return pairs.filter((pl.len().over("i") == 1) & (pl.len().over("j") == 1))


def _unique(left: pl.DataFrame, right: pl.DataFrame, key: list[str], spec: EngineSpec, evidence: str) -> pl.DataFrame:
    carried = list(dict.fromkeys(["n", "date", *key]))
    a, b = (t.drop_nulls(key).filter(pl.len().over(key) == 1).select(carried) for t in (left, right))
    if "date" in key:
        found = a.join(b, on=key, suffix="_j")
    else:
        found = _near(a.join(b, on=key, suffix="_j"), spec)
    return found.select(i="n", j="n_j", evidence=pl.lit(evidence)).sort("i", "j")
