"""Which lines are of a document in another currency than the one in which both sides are compared."""

import polars as pl


def lines_abroad(a: pl.DataFrame, b: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Of each line of either side (bool) whether two rates may lie between it and its partner.

    A line that names no currency is in the common one; so is one whose amount in its document's currency is the amount itself (a rate of 1), and every line of
    tables that name one currency and no amount in another.
    """
    codes = pl.concat([t["currency"].drop_nulls().str.to_uppercase() for t in (a, b)]).n_unique()
    if codes <= 1 and all(t["foreign"].null_count() == t.height for t in (a, b)):
        return pl.Series([False]).new_from_index(0, a.height), pl.Series([False]).new_from_index(0, b.height)
    itself = (pl.col("foreign") == pl.col("amount")).fill_null(False)
    ours, theirs = (t.select(pl.col("currency").is_not_null() & ~itself).to_series() for t in (a, b))
    return ours, theirs
