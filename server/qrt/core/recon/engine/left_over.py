"""What is left over on both sides and still belongs together, for a person to look at: one amount that nobody meets by chance, whatever the lines are called; and
two lines of one party with amounts that one event may have: a figure typed wrong, digits that changed places, a fee nobody named."""

from collections.abc import Callable

import numpy as np
import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import OSA

from qrt.core.recon.engine.assemble import Found
from qrt.core.recon.engine.pairing import alone
from qrt.core.recon.engine.parties import Parties
from qrt.core.recon.engine.plan import within

Barred = Callable[[pl.DataFrame], pl.Series]
"""Of pairs (i, j) which must not be: two payments bear two numbers."""
STAGE = "tolerance"
LINES_MOST = 40
"""Open lines of a party above which nothing is paired: among many a near amount is met by chance."""
DAYS = 10
NEAR = 0.02
LIKE = 0.8
PROBABILITY = 0.95
DIGITS_LEAST = 5
"""Digits before the zeros at the end that an amount must have for one wrong digit among them to be a slip."""
CHANCE = 0.01
UP = pl.col("amount") > 0
ONE_AMOUNT = "the only open lines of an amount that is hardly met by chance"
ONE_PARTY = "one party, nothing else is left for either"


def equal_left_over(left: pl.DataFrame, right: pl.DataFrame, barred: Barred) -> Found:
    """Pairs of open lines of one amount that no other open line has, where a line of the other side would hardly have as many of its digits by chance."""
    sides = [
        t.drop_nulls(["amount", "date"]).filter(pl.col("amount") != 0).select(*within(t, ["amount"]), "n", "date", lines=pl.len().over(*within(t, []), UP))
        for t in (left, right)
    ]
    key = within(left, ["amount"])
    once = [t.filter(pl.len().over(key) == 1) for t in sides]
    pairs = once[0].rename({"n": "i"}).join(once[1].rename({"n": "j"}), on=key, suffix="_b").filter((pl.col("date") - pl.col("date_b")).abs() <= DAYS)
    digits = pl.col("amount").abs().cast(pl.String).str.strip_chars_end("0").str.len_chars()
    met = pl.max_horizontal("lines", "lines_b") / (9.0 * pl.lit(10.0).pow(digits - 1))
    pairs = pairs.filter(met <= CHANCE).select("i", "j", evidence=pl.lit(ONE_AMOUNT)).sort("i", "j")
    return Found.pairs(STAGE, pairs.filter(~barred(pairs)), probability=PROBABILITY, margin=0.0)


def left_over(left: pl.DataFrame, right: pl.DataFrame, parties: Parties, barred: Barred) -> Found:
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
    pairs = pairs.filter(~barred(pairs))
    return Found.pairs(STAGE, pairs.with_columns(evidence=pl.lit(ONE_PARTY)), probability=PROBABILITY, margin=0.0)


def _mistyped(pairs: pl.DataFrame) -> pl.Series:
    """Whether two amounts differ by two neighbouring digits that changed places, or, where enough others are equal, in one digit alone."""
    one, other = (pairs[c].abs().cast(pl.String) for c in ("amount", "amount_b"))
    apart = pl.Series(process.cpdist(one.to_list(), other.to_list(), scorer=OSA.distance, score_cutoff=1, dtype=np.int32, workers=1))
    swapped = (pairs["amount"] - pairs["amount_b"]) % 9 == 0
    told = one.str.strip_chars_end("0").str.len_chars() >= DIGITS_LEAST
    return (apart == 1) & (one.str.len_chars() == other.str.len_chars()) & (swapped | told)
