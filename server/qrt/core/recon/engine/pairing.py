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
    # Joined by a hash, and kept where the columns are equal: what is compared is looked up for the few that are found.
    known = pl.all_horizontal(pl.col(key).is_not_null())
    sides = [t.select("n", *dict.fromkeys(["date", *key])) for t in (left, right)]
    hashes = [t.select(row=pl.int_range(pl.len(), dtype=pl.UInt32), hash=pl.when(known).then(hash_of(key))).drop_nulls() for t in sides]
    a, b = (t.filter(~pl.col("hash").is_duplicated()) for t in hashes)
    rows = a.join(b, on="hash", suffix="_j")
    found = sides[0][rows["row"]].hstack(sides[1][rows["row_j"]].rename(lambda name: f"{name}_j"))
    found = found.filter(pl.all_horizontal(pl.col(name) == pl.col(f"{name}_j") for name in key))
    if "date" not in key:
        found = near(found, spec)
    return found.select(i="n", j="n_j", evidence=pl.lit(evidence)).sort("i", "j")
