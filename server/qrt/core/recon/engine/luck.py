"""Whether differences of amount fall on the usual taxes, charges and roundings of a run more often than any differences would: else their names say nothing.

A rate, on one of several bases, give or take a rupee: of small amounts such sizes cover a good part of all differences. Where books and bank differ as a rule, or only
part of them do by a per cent or so, many get a name that none of them has earned.
"""

import numpy as np
import polars as pl

from qrt.core.recon.engine.differences import CHARGES, NONE, ROUND_OFF, TDS, TOLERANCE, name_differences
from qrt.core.recon.engine.differences import NAMES as DIFFERENCES
from qrt.core.recon.engine.plan import Plan, part_of
from qrt.core.recon.engine.spec import EngineSpec

ASIDE = tuple(sign * paise for paise in (211, 307, 419, 523, 631, 743) for sign in (-1, 1))
"""Paise by which a difference is moved aside to see what chance gives about it: out of a name's window of a rupee either way, and no further than that differences
are about as frequent there."""
LUCKY_MOST, ALL_LUCKY = 0.1, 0.5
"""Share of the differences of one name that luck may have given, and of all that have a name. Where experience was had both are a hundredth, where all amounts are
altered nearly all of it; few differences are judged by all names together."""
OF_ONE_AMOUNT = 0.75
"""Amounts that lie further apart are rather a part and its whole."""
CHOICES_MOST = 3
"""Where a party has more lines of about an amount, its name brings no two of them together."""
FAMILIES = ("money", "plain")
CODES = (ROUND_OFF, CHARGES, TDS)
"""Names that follow from the size of a difference alone; a gateway's fee is measured by its rate (`held`)."""


def with_luck(pairs: pl.DataFrame, a: pl.DataFrame, spec: EngineSpec, plan: Plan) -> pl.DataFrame:
    """The pairs, with no name for a difference where names are luck, which goes into the plan; what somebody allows stays allowed. pairs: candidates with features.

    Looked at are pairs that a name or a reference brings together, without an equal amount for either line, each weighed by how few others its lines have. What luck
    gives follows from the differences without a name: how many of them would have one, had they been a little smaller or larger.
    """
    of = part_of(a)
    parts = int(of.max()) + 1 if len(of) else 1
    agrees = (pl.col("shared") > 0) | ((pl.col("name_set") >= 95) & (pl.col("name_size") >= 6) & (pl.col("days_apart") <= 10))
    lonely = (pl.col("crowd_a") == 0) & (pl.col("crowd_b") == 0)
    code = pl.col("named").cast(pl.Int8)
    of_one = pl.min_horizontal(pl.col("ratio"), 1 / pl.col("ratio").clip(1e-9)) >= OF_ONE_AMOUNT
    told = pairs.filter(agrees & lonely & of_one & (pl.col("conflict") == 0) & code.is_in([NONE, TOLERANCE, *CODES]))
    weight = (1 / pl.max_horizontal(pl.len().over("i"), pl.len().over("j"))).alias("weight")
    told = told.select("i", "j", x="a_amount", y="b_amount", code=code, weight=weight).sort("i", "x", "y")
    part, codes, weights = of[told["i"].to_numpy()], told["code"].to_numpy(), told["weight"].to_numpy()
    nameless = (codes == NONE) | (codes == TOLERANCE)
    odds = _odds(told.filter(pl.Series(nameless)), spec)
    named = np.stack([np.bincount(part, weights=weights * (codes == each), minlength=parts) for each in CODES], axis=1)
    luck = np.stack([np.bincount(part[nameless], weights=weights[nameless] * each, minlength=parts) for each in odds], axis=1)
    free = np.bincount(part, weights=weights * nameless, minlength=parts)
    plan.lucky = (luck > LUCKY_MOST * named) | (luck.sum(axis=1) > ALL_LUCKY * named.sum(axis=1))[:, None]
    if (named.sum(axis=1) - luck.sum(axis=1) < free / 2).all():
        few = told.filter(pl.col("weight") >= 1 / CHOICES_MOST)
        plan.altered = min(few["i"].n_unique(), few["j"].n_unique())
    if not plan.lucky.any():
        return pairs
    said = {"named": round(float(named[plan.lucky].sum()), 1), "by_luck": round(float(luck[plan.lucky].sum()), 1)}
    plan.rules.append({"rule": "luck", "parts": int(plan.lucky.any(axis=1).sum()), **said})
    held = pairs["named"].to_numpy()
    of_luck = _of_luck(held.astype(np.int8), of[pairs["i"].to_numpy()], plan.lucky)
    allowed = _allowed(pairs["a_amount"].to_numpy(), pairs["b_amount"].to_numpy(), spec)
    return pairs.with_columns(pl.Series("named", np.where(of_luck, np.where(allowed, TOLERANCE, NONE), held), dtype=pairs.schema["named"]))


def _odds(pairs: pl.DataFrame, spec: EngineSpec) -> list[np.ndarray]:
    """For each of CODES, of each pair without a name how many with that name luck makes beside it: of the differences about its own those with the name to those
    without any (and itself)."""
    x, y, apart = pairs["x"].to_numpy(), pairs["y"].to_numpy(), np.zeros(pairs.height, bool)
    moved = [name_differences(x, y + paise, apart, spec.usual, of_bank=spec.family == "money") for paise in ASIDE]
    hits = [np.sum([each == code for each in moved], axis=0) for code in CODES]
    return [each / (len(ASIDE) + 1 - np.sum(hits, axis=0)) for each in hits]


def _of_luck(codes: np.ndarray, part: np.ndarray, lucky: np.ndarray) -> np.ndarray:
    """Whether each difference has a name that is luck in its part; within 0.01 % is luck where any other name is."""
    told = np.zeros((len(lucky), len(DIFFERENCES)), dtype=bool)
    told[:, CODES], told[:, TOLERANCE] = lucky, lucky.any(axis=1)
    return told[part, codes.clip(0)]


def names_without_luck(names: pl.Series, sums: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame, lucky: np.ndarray, spec: EngineSpec) -> pl.Series:
    """The name of the difference of each match, "none" in parts where it is luck. sums: one row a match with left, right (paise), i, j (first line of either side)."""
    if not lucky.any():
        return names
    ours = sums["i"].is_not_null().to_numpy()
    part = np.zeros(sums.height, dtype=np.int64)
    for lines, key, rows in ((a, "i", ours), (b, "j", ~ours)):
        part[rows] = part_of(lines)[sums[key].to_numpy()[rows].astype(np.int64)]
    codes = names.replace_strict({name: code for code, name in enumerate(DIFFERENCES)}, default=NONE, return_dtype=pl.Int8).to_numpy()
    of_luck = pl.Series(_of_luck(codes, part, lucky))
    allowed = pl.Series(_allowed(sums["left"].to_numpy(), sums["right"].to_numpy(), spec))
    return names.set(of_luck & ~allowed, "none").set(of_luck & allowed, "tolerance")


def _allowed(left: np.ndarray, right: np.ndarray, spec: EngineSpec) -> np.ndarray:
    """Whether each difference (paise) is within what somebody allowed in the specification."""
    gap = np.abs(left - right)
    return (gap <= spec.tolerance_paise) | (gap <= np.abs(left) * spec.tolerance_share)
