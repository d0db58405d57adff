"""Two lines of one party that nothing else is left for, with amounts that one event may have: a figure typed wrong, digits that changed places, a fee nobody named."""

import numpy as np
import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import OSA

from qrt.core.recon.engine.assemble import Found
from qrt.core.recon.engine.pairing import alone
from qrt.core.recon.engine.parties import Parties
from qrt.core.recon.engine.plan import within

STAGE = "tolerance"
LINES_MOST = 40
"""Open lines of a party above which nothing is paired: among many a near amount is met by chance."""
DAYS = 10
NEAR = 0.02
LIKE = 0.8
PROBABILITY = 0.7
DIGITS_LEAST = 5
"""Digits before the zeros at the end that an amount must have for one wrong digit among them to be a slip."""
ONE_PARTY = "one party, nothing else is left for either"


def left_over(left: pl.DataFrame, right: pl.DataFrame, parties: Parties) -> Found:
    """Pairs of open lines, to be looked at: nothing explains by how much they differ. Each line is in one such pair alone."""
    sides = [
        t.drop_nulls(["amount", "date"]).drop("party").join(of.filter(pl.col("likeness") >= LIKE), on="n").select(*within(t, ["party"]), "n", "date", "amount")
        for t, of in ((left, parties.left), (right, parties.right))
    ]
    sides = [t.filter(pl.len().over("party") <= LINES_MOST) for t in sides]
    pairs = sides[0].rename({"n": "i"}).join(sides[1].rename({"n": "j"}), on=within(left, ["party"]), suffix="_b").unique(["i", "j"], maintain_order=True)
    x, y = pl.col("amount"), pl.col("amount_b")
    size = pl.max_horizontal(x.abs(), y.abs())
    pairs = pairs.filter((x.sign() == y.sign()) & (x != y) & ((pl.col("date") - pl.col("date_b")).abs() <= DAYS))
    pairs = pairs.filter(((x - y).abs() <= size * NEAR) | pl.lit(_mistyped(pairs)))
    # Of two near amounts neither is the right one by that alone.
    pairs = alone(pairs.select("i", "j")).sort("i", "j")
    return Found.pairs(STAGE, pairs.with_columns(evidence=pl.lit(ONE_PARTY)), probability=PROBABILITY, margin=0.0)


def _mistyped(pairs: pl.DataFrame) -> pl.Series:
    """Whether two amounts differ by two neighbouring digits that changed places, or, where enough others are equal, in one digit alone."""
    one, other = (pairs[c].abs().cast(pl.String) for c in ("amount", "amount_b"))
    apart = pl.Series(process.cpdist(one.to_list(), other.to_list(), scorer=OSA.distance, score_cutoff=1, dtype=np.int32, workers=1))
    swapped = (pairs["amount"] - pairs["amount_b"]) % 9 == 0
    told = one.str.strip_chars_end("0").str.len_chars() >= DIGITS_LEAST
    return (apart == 1) & (one.str.len_chars() == other.str.len_chars()) & (swapped | told)
