"""Matches whose lines belong together and whose difference nobody has named yet: what of them waits for a person, and what rules of a company allow."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.plan import part_of
from qrt.core.recon.engine.references import FEE_SEEN
from qrt.core.recon.engine.spec import EngineSpec

SLIP, TAX, FEE, DOCUMENTS = "slip", "tax", "fee", "documents"
HELD = {
    SLIP: "both amounts have the same digits: a person says whether one of them was keyed wrongly",
    TAX: "it differs by the size of a usual tax where nobody is known to take one: a person says what it is",
    DOCUMENTS: "what the two documents say in another currency differs: a person says whether they are one",
    FEE: "the fee would be of a rate that hardly any other match has: a person says what it is",
}
"""Why such a match waits, in words."""


def held_back(sums: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame, spec: EngineSpec) -> pl.Series:
    """Of each match why its difference is a person's to name, a key of HELD; null where it is not.

    sums: one row a match with left, right (paise), difference_name, i, j. Rules of the company may allow taxes and fees, never two amounts of the same digits.
    """
    odd = _odd_fees(sums, a, b)
    digits = [pl.col(side).abs().cast(pl.String).str.split("").list.sort().list.join("") for side in ("left", "right")]
    tax = pl.lit(False) if spec.tax_alone else (pl.col("difference_name") == "tds") & _without_tax(spec)
    # Half a hundredth of a paisa for what floats lose: a fee of just the percentage is one up to it.
    fee = pl.col("odd") & ((pl.col("left") - pl.col("right")).abs() * 100 > pl.col("left").abs() * spec.fee_alone + 0.5)
    asked = sums.select("left", "right", "difference_name", odd=odd).with_row_index("n")
    asked = asked.filter(pl.col("difference_name").is_in(["tds", "bank_charges"]).fill_null(False) | pl.col("odd"))
    told = pl.when(digits[0] == digits[1]).then(pl.lit(SLIP)).when(tax).then(pl.lit(TAX)).when(fee).then(pl.lit(FEE))
    return pl.Series("held", [None], dtype=pl.String).new_from_index(0, sums.height).scatter(asked["n"], asked.select(told=told)["told"])


def _without_tax(spec: EngineSpec) -> pl.Expr:
    """Where a difference that has the size of a tax is as likely something else.

    Out of what a bank pays nobody takes tax on its way: who pays has deducted it before, so what is short of its voucher by a rate is a part of it, or the
    voucher forgot the tax. A party's bill that is more than we have may have our tax on it, or its freight.
    """
    return {"money": pl.col("left") < 0, "party": pl.col("left").abs() < pl.col("right").abs()}.get(spec.family, pl.lit(False))


def _odd_fees(sums: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame) -> pl.Series:
    """Of each match whether it is short of a fee of a rate that hardly any other match of the part has: the lines may well belong together, and still nobody knows
    that it is a fee. Rates are told apart by the basis point, give or take one, for fees are rounded."""
    odd = np.zeros(sums.height, dtype=bool)
    place = (sums["difference_name"] == "gateway_fee").fill_null(False).arg_true().to_numpy()
    if not len(place):
        return pl.Series(odd)
    fees = sums[place].select(
        i=pl.col("i").fill_null(0), j=pl.col("j").fill_null(0), left="left", gap=pl.col("left") - pl.col("right"), ours=pl.col("i").is_not_null()
    )
    parts = np.where(fees["ours"].to_numpy(), part_of(a)[fees["i"].to_numpy()], part_of(b)[fees["j"].to_numpy()])
    whole, gap = (np.abs(fees[name].to_numpy()) for name in ("left", "gap"))
    key = parts * 100_000 + np.rint(gap * 10_000 / np.maximum(whole, 1)).astype(np.int64)
    known, count = np.unique(key, return_counts=True)
    seen = np.zeros(len(key), dtype=np.int64)
    for beside in (-1, 0, 1):
        at = np.minimum(np.searchsorted(known, key + beside), len(known) - 1)
        seen += np.where(known[at] == key + beside, count[at], 0)
    odd[place] = seen < FEE_SEEN
    return pl.Series(odd)
