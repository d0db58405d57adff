"""Ledgers of two companies of one group about each other: the other's signs, two rates of exchange, invoices that are netted.

`amount` is in the currency in which both are compared (the reporting currency, each at its own rate), `foreign` in the currency of the document, `currency`
names that. How far two rates may lie apart is the tolerance's share.
"""

from dataclasses import replace

import numpy as np
import polars as pl

from qrt.core.recon.engine.abroad import lines_abroad, other_documents
from qrt.core.recon.engine.comparison import Comparison, once_a_spec
from qrt.core.recon.engine.differences import EQUAL, ROUND_OFF, TDS, difference_names
from qrt.core.recon.engine.kinds.bills import BILL_DIGITS
from qrt.core.recon.engine.kinds.kind import Tables
from qrt.core.recon.engine.kinds.party import COMPARED, PARTY
from qrt.core.recon.engine.kinds.party import FEATURES as PARTY_FEATURES
from qrt.core.recon.engine.pairing import alone, unique_pairs
from qrt.core.recon.engine.spec import EngineSpec

FX = "fx_rate"
OTHER_DOCUMENT, BESIDE_RATE, WITHIN_RATE, ONE_FOREIGN = range(-1, 3)


def _prepare(lines: pl.DataFrame) -> pl.DataFrame:
    """A rate is above nil, so what a document is in has the sign of its amount, whether a table writes it or not."""
    signed = pl.col("foreign").abs() * pl.col("amount").sign()
    return PARTY.prepare(lines.with_columns(foreign=pl.when(pl.col("amount") != 0).then(signed).otherwise("foreign"), currency=_code))


_code = pl.col("currency").str.strip_chars().str.to_uppercase().replace("", None)


def _exact(left: pl.DataFrame, right: pl.DataFrame, tokens: Tables, spec: EngineSpec) -> pl.DataFrame:
    """One number and amount; else one number, currency and amount of the document, at whatever rates within the band."""
    del tokens
    first = unique_pairs(left, right, ["plain", "amount"], spec, "same number and amount")
    documents = _documents(left, right, first["i"].to_numpy(), first["j"].to_numpy())
    first = first.filter(~documents.select(other_documents()).to_series())
    a, b = left.join(first, left_on="n", right_on="i", how="anti"), right.join(first, left_on="n", right_on="j", how="anti")
    second = unique_pairs(a, b, ["plain", "currency", "foreign"], spec, "same number and amount in its own currency")
    valued = second.join(a.select(i="n", x="amount"), on="i").join(b.select(j="n", y="amount"), on="j")
    inside = valued.filter(_inside(pl.col("x"), pl.col("y"), spec.tolerance_share))
    return pl.concat([first, inside.select(first.columns)]).sort("i", "j")


def _documents(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray) -> pl.DataFrame:
    """amount, foreign, currency and abroad of both lines of pairs, with _a and _b. i, j: rows of the lines."""
    told = zip(("a", "b"), (left, right), (i, j), lines_abroad(left, right), strict=True)
    return pl.DataFrame(
        {f"{name}_{k}": column.gather(rows) for k, t, rows, abroad in told for name, column in (*((c, t[c]) for c in _OF_DOCUMENT), ("abroad", abroad))}
    )


_OF_DOCUMENT = ("amount", "foreign", "currency")


def _inside(x: pl.Expr, y: pl.Expr, share: float) -> pl.Expr:
    return ((x - y).abs() <= x.abs() * share) & (x.sign() == y.sign())


def _measure(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, spec: EngineSpec, workers: int) -> list[pl.Series]:
    pairs = _documents(left, right, i, j)
    foreign = (pl.col("foreign_a") == pl.col("foreign_b")) & (pl.col("currency_a") == pl.col("currency_b"))
    inside = _inside(pl.col("amount_a"), pl.col("amount_b"), spec.tolerance_share).fill_null(False)
    if spec.left.get("currency") or spec.right.get("currency"):
        inside = inside & (pl.col("abroad_a") | pl.col("abroad_b"))
    level = pl.when(other_documents()).then(OTHER_DOCUMENT)
    level = level.when(inside & foreign.fill_null(False)).then(ONE_FOREIGN).when(inside).then(WITHIN_RATE).otherwise(BESIDE_RATE)
    return [*PARTY.measure(left, right, i, j, spec, workers), pairs.select(rate_like=level.cast(pl.Float32))["rate_like"]]


@once_a_spec
def _comparisons(spec: EngineSpec) -> tuple[Comparison, ...]:
    named, rate = pl.col("named"), pl.col("rate_like")
    near = (pl.col("ratio") - 1).abs() <= 0.12
    level = (
        pl.when(rate == OTHER_DOCUMENT)
        .then(0)
        .when(named == EQUAL)
        .then(6)
        .when(rate == ONE_FOREIGN)
        .then(5)
        .when(named == ROUND_OFF)
        .then(4)
        .when(rate == WITHIN_RATE)
        .then(3)
    )
    amount = Comparison(
        "amount",
        (
            "amounts differ, in the books or in the documents' currencies",
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
_ONE_DOCUMENT = pl.col("rate_like") != OTHER_DOCUMENT
_MATTER = pl.col("same_matter") != 0
_NEAR = (pl.col("named") == EQUAL) | (pl.col("named") == ROUND_OFF) | (pl.col("rate_like") >= WITHIN_RATE)


def _tolerant(pairs: pl.DataFrame) -> pl.DataFrame:
    return alone(pairs.filter(_NUMBER & _NEAR & _MATTER & _ONE_DOCUMENT)).select("i", "j", evidence=pl.lit("reference agrees, difference named"))


def _named(left: np.ndarray, right: np.ndarray, shared: np.ndarray, abroad: np.ndarray, spec: EngineSpec) -> np.ndarray:
    """Exchange at two rates first of what is more than rounding: between companies of a group nobody takes a bank's charge out of a bill."""
    names = difference_names(left, right, shared, abroad, replace(spec, tolerance_share=0.0))
    inside = abroad & (np.abs(left - right) <= np.abs(left) * spec.tolerance_share) & (np.sign(left) == np.sign(right))
    names[inside & ~np.isin(names, ("equal", "round_off"))] = FX
    return names


INTERCOMPANY = replace(
    PARTY,
    prepare=_prepare,
    exact=_exact,
    features=lambda spec: [*PARTY_FEATURES, "rate_like"],
    measure=_measure,
    comparisons=_comparisons,
    tolerant=_tolerant,
    sure=(PARTY.sure & _ONE_DOCUMENT) | (_NUMBER & _MATTER & (pl.col("rate_like") == ONE_FOREIGN)),
    named=_named,
)
