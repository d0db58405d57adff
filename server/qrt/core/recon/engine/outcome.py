"""What a run gives: allocations, breaks, the run record, and its digest."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import polars as pl

MATCHES = {
    "match_id": pl.String,
    "side": pl.String,
    "line_id": pl.String,
    "allocated_paise": pl.Int64,
    "stage": pl.String,
    "evidence": pl.String,
    "score": pl.Float64,
    "probability": pl.Float64,
    "margin": pl.Float64,
    "status": pl.String,
    "difference_paise": pl.Int64,
    "difference_name": pl.String,
}
REASONS = {"match_id": pl.String, "reasons": pl.String}
BREAKS = {"side": pl.String, "line_id": pl.String, "nearest": pl.String, "why_not": pl.String, "age_days": pl.Int32}


@dataclass(frozen=True)
class Reason:
    """One signed part of a score, in words."""

    words: str
    points: float


@dataclass(frozen=True)
class Outcome:
    """matches: one row a line and match (columns of MATCHES); breaks: one row an unmatched line (BREAKS); record: how it came about.

    reasons: of one match; all_reasons: of every match (match_id, reasons as JSON text).
    """

    matches: pl.DataFrame
    breaks: pl.DataFrame
    record: dict[str, Any]
    reasons: Callable[[str], tuple[Reason, ...]] = field(default=lambda _: ())
    suggestions: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MATCHES))
    all_reasons: Callable[[], pl.DataFrame] = field(default=lambda: pl.DataFrame(schema=REASONS))

    @property
    def digest(self) -> str:
        return str(self.record["digest"])


def digest_of(matches: pl.DataFrame) -> str:
    """SHA-256 over the sorted allocations without scores: what was matched with what, for how much, how and how surely."""
    kept = ["match_id", "side", "line_id", "allocated_paise", "stage", "status", "difference_paise", "difference_name"]
    return hashlib.sha256(matches.select(kept).sort(kept).write_csv().encode()).hexdigest()


def content_digest(lines: pl.DataFrame) -> str:
    """SHA-256 over the hashes of canonical lines, which are sorted by content already. Holds for one version of polars, which the record names."""
    return hashlib.sha256(lines.hash_rows(seed=0).to_numpy().tobytes()).hexdigest()


def assert_invariants(matches: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame) -> None:
    """No line in two matches, none allocated beyond its amount or against its sign, both sides of a match allocate the same. Our fault when broken."""
    keys = matches.select("side", "line_id")
    assert not keys.is_duplicated().any(), "a line is used twice"
    amounts = pl.concat([t.select(pl.lit(s).alias("side"), line_id="id", amount="amount") for s, t in (("left", left), ("right", right))])
    held = matches.join(amounts, on=["side", "line_id"], how="left")
    assert held.height == matches.height, "a line of a match is not in the tables"
    known = held.filter(pl.col("amount").is_not_null() & pl.col("allocated_paise").is_not_null())
    assert (known["allocated_paise"].abs() <= known["amount"].abs()).all(), "more is allocated than a line has"
    assert (known["allocated_paise"] * known["amount"].sign() >= 0).all(), "a line is allocated against its sign"
    sides = (
        matches.filter(pl.col("stage") != "reversal")
        .group_by("match_id")
        .agg(left=pl.col("allocated_paise").filter(pl.col("side") == "left").sum(), right=pl.col("allocated_paise").filter(pl.col("side") == "right").sum())
    )
    assert (sides["left"] == sides["right"]).all(), "the sides of a match do not tie"
