"""Pairs in which neither line has a second choice."""

import polars as pl

from qrt.core.recon.engine.plan import hash_of
from qrt.core.recon.engine.spec import EngineSpec


def alone(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs (i, j, …) whose lines stand in no other pair."""
    return pairs.filter((pl.len().over("i") == 1) & (pl.len().over("j") == 1))


def near(pairs: pl.DataFrame, spec: EngineSpec) -> pl.DataFrame:
    """Pairs (…, date, date_j) within the days in which lines of one reference may lie."""
    days = (pl.col("date_j") - pl.col("date")).fill_null(0)
    return pairs.filter(days.is_between(-spec.days_before, max(spec.days_after, spec.reference_days)))


def unique_pairs(left: pl.DataFrame, right: pl.DataFrame, key: list[str], spec: EngineSpec, evidence: str) -> pl.DataFrame:
    """Pairs (i, j, evidence) of lines equal in `key` that no other line of their side equals."""
    carried = list(dict.fromkeys(["n", "date", *key]))
    # Joined by a hash, and kept where the columns are equal.
    a, b = (t.select(carried).drop_nulls(key).with_columns(hash=hash_of(key)).filter(~pl.col("hash").is_duplicated()) for t in (left, right))
    found = a.join(b, on="hash", suffix="_j").filter(pl.all_horizontal(pl.col(name) == pl.col(f"{name}_j") for name in key))
    if "date" not in key:
        found = near(found, spec)
    return found.select(i="n", j="n_j", evidence=pl.lit(evidence)).sort("i", "j")
