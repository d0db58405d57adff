"""How the numbers of two documents stand to each other."""

import numpy as np
import polars as pl
from rapidfuzz.distance import OSA

from qrt.core.recon.engine.likeness import distances

BILL = (
    "another bill number",
    "perhaps the next bill of the series",
    "bill numbers alike but for a slip",
    "a bill number that says nothing",
    "one bill number ends with the other",
    "same digits in the bill number",
    "same bill number",
)
OTHER_BILL, BILL_NEXT, BILL_SLIP, BILL_SILENT, BILL_ENDS, BILL_DIGITS, BILL_SAME = range(7)
SERIES = 20
TAIL = 3
RUN = 2


def bill_levels(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, workers: int) -> pl.Series:
    """Column bill_like: the level of BILL of each pair of rows. left, right: with plain and the columns of `with_numbers`."""
    columns = ("plain", "bill", "number", "digits", "run")
    both = pl.DataFrame({f"{c}_{k}": t[c].gather(rows) for k, t, rows in (("a", left, i), ("b", right, j)) for c in columns})
    same = {c: (pl.col(f"{c}_a") == pl.col(f"{c}_b")).fill_null(False) for c in columns}
    first_shorter = pl.col("number_a").str.len_bytes() <= pl.col("number_b").str.len_bytes()
    shorter, longer = (pl.when(first_shorter).then(x).otherwise(y) for x, y in (("number_a", "number_b"), ("number_b", "number_a")))
    ends = (shorter.str.len_bytes() >= TAIL) & longer.str.ends_with(shorter)
    # The whole number of one is the last run of the other: bill 83 of the series PCP-06.
    runs = [(pl.col(f"number_{x}") == pl.col(f"run_{y}")) & (pl.col(f"number_{x}").str.len_bytes() >= RUN) for x, y in ("ab", "ba")]
    ends = ends | runs[0].fill_null(False) | runs[1].fill_null(False)
    silent = pl.any_horizontal(pl.col(f"number_{k}").is_null() for k in "ab")
    level = (
        pl.when(same["plain"] | same["bill"])
        .then(BILL_SAME)
        .when(same["number"] | same["digits"])
        .then(BILL_DIGITS)
        .when(silent)
        .then(BILL_SILENT)
        .when(ends)
        .then(BILL_ENDS)
        .otherwise(OTHER_BILL)
    )
    found = both.select(level=level)["level"].to_numpy().astype(np.float32)
    other = np.flatnonzero(found == OTHER_BILL)
    if len(other):
        found[other] = _slips(left, right, i[other], j[other], workers)
    return pl.Series("bill_like", found, dtype=pl.Float32)


def _slips(left: pl.DataFrame, right: pl.DataFrame, i: np.ndarray, j: np.ndarray, workers: int) -> np.ndarray:
    """BILL_SLIP where one key was hit wrong, left out or changed places; BILL_NEXT where that gives a number close by in the series."""
    number, plain = (distances(left[c], right[c], i, j, OSA.distance, 2, workers) == 1 for c in ("number", "plain"))
    x, y = (t["number"].str.slice(-15).cast(pl.Int64, strict=False).fill_null(0).to_numpy()[k] for t, k in ((left, i), (right, j)))
    close = np.abs(x - y) <= SERIES
    return np.where(number | plain, np.where(number & close, BILL_NEXT, BILL_SLIP), OTHER_BILL).astype(np.float32)
