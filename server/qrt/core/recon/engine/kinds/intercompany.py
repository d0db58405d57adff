"""Ledgers of two companies of one group about each other: the other's signs, two rates of exchange, invoices that are netted.

`amount` is in the currency in which both are compared (the reporting currency, each at its own rate), `foreign` in the currency of the document, `currency`
names that. How far two rates may lie apart is the tolerance's share.
"""

from dataclasses import replace

import numpy as np
import polars as pl

from qrt.core.recon.engine.abroad import lines_abroad
from qrt.core.recon.engine.comparison import Comparison, once_a_spec
from qrt.core.recon.engine.differences import EQUAL, ROUND_OFF, TDS, difference_names
from qrt.core.recon.engine.kinds.bills import BILL_DIGITS
from qrt.core.recon.engine.kinds.kind import Tables
from qrt.core.recon.engine.kinds.party import COMPARED, PARTY
from qrt.core.recon.engine.kinds.party import FEATURES as PARTY_FEATURES
from qrt.core.recon.engine.pairing import alone, unique_pairs
from qrt.core.recon.engine.spec import EngineSpec

FX = "fx_rate"
BESIDE_RATE, WITHIN_RATE, ONE_FOREIGN = range(3)


def _exact(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables, spec: EngineSpec) -> pl.DataFrame:
    """One number and amount; else one number, currency and amount of the document, at whatever rates within the band."""
    del tokens
    first = unique_pairs(left, right, ["plain", "amount"], spec, "same number and amount")
    a, b = left.join(first, left_on="n", right_on="i", how="anti"), right.join(first, left_on="n", right_on="j", how="anti")
    second = unique_pairs(a, b, ["plain", "currency", "foreign"], spec, "same number and amount in its own currency")
    valued = second.join(a.select(i="n", x="amount"), on="i").join(b.select(j="n", y="amount"), on="j")
    inside = valued.filter(_inside(pl.col("x"), pl.col("y"), spec.tolerance_share))
    return pl.concat([first, inside.select(first.columns)]).sort("i", "j")


def _inside(x: pl.Expr, y: pl.Expr, share: float) -> pl.Expr:
    return ((x - y).abs() <= x.abs() * share) & (x.sign() == y.sign())


def _measure(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, spec: EngineSpec, workers: int) -> list[pl.Series]:
    pairs = pl.DataFrame({f"{c}_{k}": t[c].gather(rows) for k, t, rows in (("a", left, i), ("b", right, j)) for c in ("amount", "foreign", "currency")})
    foreign = (pl.col("foreign_a") == pl.col("foreign_b")) & (pl.col("currency_a") == pl.col("currency_b"))
    inside = _inside(pl.col("amount_a"), pl.col("amount_b"), spec.tolerance_share).fill_null(False)
    if spec.left.get("currency") or spec.right.get("currency"):
        ours, theirs = lines_abroad(left, right)
        inside = inside & pl.lit(ours.gather(i) | theirs.gather(j))
    level = pl.when(inside & foreign.fill_null(False)).then(ONE_FOREIGN).when(inside).then(WITHIN_RATE).otherwise(BESIDE_RATE)
    return [*PARTY.measure(left, right, i, j, spec, workers), pairs.select(rate_like=level.cast(pl.Float32))["rate_like"]]


@once_a_spec
def _comparisons(spec: EngineSpec) -> tuple[Comparison, ...]:
    named, rate = pl.col("named"), pl.col("rate_like")
    near = (pl.col("ratio") - 1).abs() <= 0.12
    level = pl.when(named == EQUAL).then(6).when(rate == ONE_FOREIGN).then(5).when(named == ROUND_OFF).then(4).when(rate == WITHIN_RATE).then(3)
    amount = Comparison(
        "amount",
        (
            "amounts differ",
            "amounts within 12 %",
            "differ by a usual rate of TDS",
            "amounts within the band of two rates of exchange",
            "differ by at most a rupee",
            "same amount in its own currency, at two rates",
            "amounts equal",
        ),
        (-3.0, -1.0, 1.0, 1.5, 3.0, 3.5, 3.5),
        level.when(named == TDS).then(2).when(near).then(1).otherwise(0).cast(pl.Int8),
        True,
    )
    return (amount, *(each for each in COMPARED(spec) if each.name != "amount"))


_NUMBER = pl.col("bill_like") >= BILL_DIGITS
_MATTER = pl.col("same_matter") != 0
_NEAR = (pl.col("named") == EQUAL) | (pl.col("named") == ROUND_OFF) | (pl.col("rate_like") >= WITHIN_RATE)


def _tolerant(pairs: pl.DataFrame) -> pl.DataFrame:
    return alone(pairs.filter(_NUMBER & _NEAR & _MATTER)).select("i", "j", evidence=pl.lit("reference agrees, difference named"))


def _named(left: np.ndarray, right: np.ndarray, shared: np.ndarray, abroad: np.ndarray, spec: EngineSpec) -> np.ndarray:
    """Exchange at two rates first of what is more than rounding: between companies of a group nobody takes a bank's charge out of a bill."""
    names = difference_names(left, right, shared, abroad, replace(spec, tolerance_share=0.0))
    inside = abroad & (np.abs(left - right) <= np.abs(left) * spec.tolerance_share) & (np.sign(left) == np.sign(right))
    names[inside & ~np.isin(names, ("equal", "round_off"))] = FX
    return names


INTERCOMPANY = replace(
    PARTY,
    exact=_exact,
    features=lambda spec: [*PARTY_FEATURES, "rate_like"],
    measure=_measure,
    comparisons=_comparisons,
    tolerant=_tolerant,
    sure=PARTY.sure | (_NUMBER & _MATTER & (pl.col("rate_like") == ONE_FOREIGN)),
    named=_named,
)
