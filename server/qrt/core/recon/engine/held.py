"""Matches whose lines belong together and whose difference nobody has named yet: what of them waits for a person, and what rules of a company allow."""

import numpy as np
import polars as pl

from qrt.core.recon.engine.plan import part_of
from qrt.core.recon.engine.references import FEE_SEEN
from qrt.core.recon.engine.spec import EngineSpec

SLIP, REST, TAX, FEE, DOCUMENTS = "slip", "rest", "tax", "fee", "documents"
HELD = {
    SLIP: "both amounts have the same digits: a person says whether one of them was keyed wrongly",
    REST: "just what it is short of stands open on the other side: a person says whether that is the rest of it",
    TAX: "it differs by the size of a usual tax where nobody is known to take one: a person says what it is",
    DOCUMENTS: "what the two documents say in another currency differs: a person says whether they are one",
    FEE: "the fee would be of a rate that hardly any other match has: a person says what it is",
}
"""Why such a match waits, in words."""
UNSURE = "~"
"""Stands before a key where more than the difference keeps the match waiting: a rule that allowed it would change nothing."""
WAITS = "such evidence is not right often enough to be accepted without a person"


def held_back(sums: pl.DataFrame, rows: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame, spec: EngineSpec) -> pl.Series:
    """Of each match why its difference is a person's to name, a key of HELD; null where it is not.

    sums: one row a match with group, left, right (paise), difference_name, i, j, day_l, day_r; rows: its lines with group, side, n. Rules of the company may allow taxes and
    fees, never two amounts of the same digits, nor what may be paid in part.
    """
    digits = [pl.col(side).abs().cast(pl.String).str.split("").list.sort().list.join("") for side in ("left", "right")]
    named = sums.with_row_index("row").with_columns(odd=_odd_fees(sums, a, b))
    named = named.filter(pl.col("difference_name").is_in(["tds", "bank_charges"]).fill_null(False) | pl.col("odd"))
    tax = (pl.col("difference_name") == "tds") & _without_tax(spec)
    # Half a hundredth of a paisa for what floats lose: a fee of just the percentage is one up to it.
    much = (pl.col("left") - pl.col("right")).abs() * 100 > pl.col("left").abs() * spec.fee_alone + 0.5
    rests = named.filter(_rest_is_open(named, rows.filter(pl.col("group").is_in(sums["group"].implode())), a, b, spec))["row"]
    told = pl.when(digits[0] == digits[1]).then(pl.lit(SLIP)).when(pl.col("row").is_in(rests.implode())).then(pl.lit(REST))
    told = told.when(tax & pl.lit(not spec.tax_alone)).then(pl.lit(TAX)).when(pl.col("odd") & much).then(pl.lit(FEE))
    return pl.Series("held", [None], dtype=pl.String).new_from_index(0, sums.height).scatter(named["row"], named.select(told=told)["told"])


def _rest_is_open(asked: pl.DataFrame, rows: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame, spec: EngineSpec) -> pl.Series:
    """Of each match whether the side that has less has a line in no match, of its account and to the paisa, that makes both sides equal: then it was as likely paid in part.
    Such a line counts as far off as one of the same reference would."""
    found = pl.repeat(False, asked.height, dtype=pl.Boolean, eager=True)
    if not asked.height:
        return found
    i, j = (asked[name].fill_null(0).to_numpy() for name in ("i", "j"))
    parts = np.where(asked["i"].is_not_null().to_numpy(), part_of(a)[i], part_of(b)[j])
    short = asked.select(
        at=pl.int_range(pl.len()),
        part=pl.Series(parts),
        gap=pl.col("left") - pl.col("right"),
        day=pl.max_horizontal("day_l", "day_r"),
        more=pl.col("left").abs() > pl.col("right").abs(),
    )
    for side, lines, lacks, sign in (("left", a, ~pl.col("more"), -1), ("right", b, pl.col("more"), 1)):
        used = rows.filter(side=side)["n"]
        opened = lines.select("amount", "date", part=pl.Series(part_of(lines)), n=pl.int_range(pl.len())).filter(~pl.col("n").is_in(used.implode()))
        both = short.filter(lacks).with_columns(amount=pl.col("gap") * sign).join(opened, on=["part", "amount"])
        near = both.filter((pl.col("day") - pl.col("date")).abs().cast(pl.Int64) <= max(spec.reference_days, spec.days_after))
        found = found.scatter(near["at"].unique(), True)
    return found


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
