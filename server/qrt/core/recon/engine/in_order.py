"""Equal amounts of one party on both sides: which of them belong together shows only in their order.

Two payments of one size to one supplier, a day apart, and the bank a day behind with both: no pair stands out, for the second of the books is nearest to the
first of the bank. The group as a whole leaves no choice: as many on both sides, all of one party, the first with the first.
"""

import numpy as np
import polars as pl
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from qrt.core.recon.engine.kinds.bills import BILL_NEXT, OTHER_BILL
from qrt.core.recon.engine.kinds.gst import WITHIN_RUPEE

ALIKE = 80
ROUND = 10_000
LAG_MOST = 1
"""By how many days the pairs of a group may lag differently, for its order to be beyond doubt."""

SAID = "equal lines of one party, as many on both sides, the first with the first"
SURE = f"{SAID}, and their days bear it out"
NAMED = (pl.max_horizontal("name_set", "name_part") >= ALIKE) & (pl.col("name_size") >= 3)
PAIRS = {"i": pl.UInt32, "j": pl.UInt32, "evidence": pl.String, "probability": pl.Float64, "margin": pl.Float64}


def in_order(pairs: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Pairs (PAIRS) of the groups that are closed: two or more lines of one amount on each side, equally many, of one party or of one reference, which speaks for
    every pair alike. Bills that bear two numbers do not go together for their place in a row. And the pairs (i, j) of such groups that are not closed: what is taken of them is as good as what is left.

    pairs: candidates (i, j, equal, shared, conflict and names); a, b: lines, whose row numbers follow their days. A group is sure when no reference stands on
    it, no two lines of a side share a day, all pairs lag alike, the right side never before the left, the amount is not round, and of documents of GST every
    head of tax agrees.
    """
    shared = pl.col("shared") > 0
    apart = (pl.col("conflict") > 0) | ~(named(pairs) | shared)
    equal = pairs.filter(pl.col("equal") == 1).select("i", "j", shared=shared, apart=apart, other=_other_bill(pairs), heads=_heads_agree(pairs))
    if not equal.height:
        return pl.DataFrame(schema=PAIRS), equal.select("i", "j")
    grouped = equal.with_columns(group=pl.Series(_groups(equal["i"].to_numpy(), equal["j"].to_numpy()), dtype=pl.Int32))
    mixed = pl.col("shared").any() & ~pl.col("shared").all()
    alike = grouped.filter(~(pl.col("apart").any() | mixed).over("group") & (pl.len().over("group") > 1))
    counts = [pl.col(c).n_unique().over("group") for c in "ij"]
    places = [pl.col(c).rank("dense").over("group") for c in "ij"]
    closed = alike.with_columns(size=pl.when(counts[0] == counts[1]).then(counts[0]).otherwise(0)).filter(places[0] == places[1])
    closed = closed.filter((pl.len().over("group") == pl.col("size")) & ~pl.col("other").any().over("group"))
    days = closed.join(a.select(i="n", x="date", amount="amount"), on="i").join(b.select(j="n", y="date"), on="j").with_columns(lag=pl.col("y") - pl.col("x"))
    spread = pl.col("lag").max() - pl.col("lag").min()
    apart = (pl.col("x").n_unique() == pl.len()) & (pl.col("y").n_unique() == pl.len())
    sure = (
        (apart & (pl.col("lag").min() >= 0) & (spread <= LAG_MOST)).over("group")
        & (pl.col("amount") % ROUND != 0)
        & ~pl.col("shared")
        & pl.col("heads").all().over("group")
    )
    told = days.with_columns(sure=sure.fill_null(False)).with_columns(margin=pl.when("sure").then(99.0).otherwise(0.0))
    told = told.with_columns(
        evidence=pl.when("sure").then(pl.lit(SURE)).otherwise(pl.lit(SAID)),
        probability=pl.when("sure").then(0.99).otherwise(0.8),
    )
    return told.select(list(PAIRS)).cast(PAIRS).sort("i", "j"), alike.filter(~pl.col("other")).join(closed, on="group", how="anti").select("i", "j")  # type: ignore[arg-type]


def _other_bill(pairs: pl.DataFrame) -> pl.Expr:
    """Whether the lines of a pair bear numbers of two bills, where the kind reads numbers of bills."""
    if "bill_like" in pairs.columns:
        return pl.col("bill_like").is_between(OTHER_BILL, BILL_NEXT)
    return pl.col("codes_apart") > 0 if "codes_apart" in pairs.columns else pl.lit(False)


def _heads_agree(pairs: pl.DataFrame) -> pl.Expr:
    return pl.col("heads_like") >= WITHIN_RUPEE if "heads_like" in pairs.columns else pl.lit(True)


def named(pairs: pl.DataFrame) -> pl.Expr:
    """Whether the names of a pair are one party's; some kinds look for a name in the other line's narration as well."""
    return NAMED | (pl.col("mentioned") >= ALIKE) if "mentioned" in pairs.columns else NAMED


def _groups(i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """Number of the group of each pair: lines that pairs tie together, directly or through others."""
    x, y = i.astype(np.int64), j.astype(np.int64) + int(i.max()) + 1
    size = int(y.max()) + 1
    return connected_components(coo_matrix((np.ones(len(x), np.int8), (x, y)), shape=(size, size)), directed=False)[1][x]
