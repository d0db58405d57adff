"""Which lines are of a document in another currency than the one in which both sides are compared, and which documents are not of one sum."""

import polars as pl

ALLOWED = 10_000
"""Amounts of one document may differ by one in so many, or by a hundredth of the unit: programs reckon them back from a rate."""


def lines_abroad(a: pl.DataFrame, b: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Of each line of either side (bool) whether two rates may lie between it and its partner.

    A line that names no currency is in the common one; so is one whose amount in its document's currency is the amount itself (a rate of 1), and every line of
    tables that name one currency and no amount in another. Some programs write what a document is in without its sign.
    """
    codes = pl.concat([t["currency"].drop_nulls().str.to_uppercase() for t in (a, b)]).n_unique()
    if codes <= 1 and all(t["foreign"].null_count() == t.height for t in (a, b)):
        return pl.Series([False]).new_from_index(0, a.height), pl.Series([False]).new_from_index(0, b.height)
    itself = (pl.col("foreign").abs() == pl.col("amount").abs()).fill_null(False)
    ours, theirs = (t.select(pl.col("currency").is_not_null() & ~itself).to_series() for t in (a, b))
    return ours, theirs


def other_documents() -> pl.Expr:
    """Whether both lines of a pair are abroad and their documents are in two currencies, or of two amounts in one: then no rate explains anything.

    Of columns abroad, currency and foreign (hundredths, of either sign) with _a and _b.
    """
    sizes = pl.col("foreign_a").abs(), pl.col("foreign_b").abs()
    apart = (sizes[0] - sizes[1]).abs() * ALLOWED > pl.max_horizontal(*sizes, ALLOWED)
    return (pl.col("abroad_a") & pl.col("abroad_b") & ((pl.col("currency_a") != pl.col("currency_b")) | apart)).fill_null(False)


def groups_abroad(rows: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Numbers of the matches in which one line is abroad, and of those whose documents come to other sums in their own currencies.

    rows: group, side, n and sign, as the line stands in its match: a side may be written from the other's view.
    """
    ours, theirs = lines_abroad(a, b)
    told = pl.concat([t.select("currency", "foreign", abroad=s) for t, s in ((a, ours), (b, theirs))])
    place = rows.select(pl.col("n").cast(pl.Int64) + pl.when(pl.col("side") == "right").then(a.height).otherwise(0)).to_series()
    lines = rows.select("group", "sign", turn=pl.when(pl.col("side") == "left").then(1).otherwise(-1)).hstack(told[place])
    told_whole = pl.col("abroad") & pl.col("foreign").is_not_null()
    whole = lines.group_by("group").agg(any=pl.col("abroad").any(), all=told_whole.all())
    size = pl.col("foreign").abs() * pl.col("sign")
    sums = (
        lines.join(whole.filter("all").select("group"), on="group", how="semi")
        .group_by("group", "currency")
        .agg(gap=(size * pl.col("turn")).sum().abs(), of=size.abs().sum() // 2)
        .filter(pl.col("gap") * ALLOWED > pl.max_horizontal("of", ALLOWED))
    )
    return whole.filter("any")["group"], sums["group"].unique()
