"""What a run gives: allocations, breaks, the run record, and its digest."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

SUGGESTED_FROM = 0.5
"""Probability from which a match that is not accepted alone is suggested; below it is for review."""
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
    "held": pl.String,
}
REASONS = {"match_id": pl.String, "reasons": pl.String}
PATTERNS = {"match_id": pl.String, "pattern": pl.String, "alone": pl.Boolean}
BREAKS = {
    "side": pl.String,
    "line_id": pl.String,
    "nearest": pl.String,
    "why_not": pl.String,
    "age_days": pl.Int32,
    "score": pl.Float64,
    "reasons": pl.String,
}


@dataclass(frozen=True)
class Reason:
    """One signed part of a score, in words."""

    words: str
    points: float


@dataclass(frozen=True)
class Outcome:
    """matches: one row a line and match (columns of MATCHES; held: why its difference is a person's to name, a key of `held.HELD`, or null); breaks: one row an unmatched line (BREAKS), whose reasons are signed
    parts as of a match, which add up to the score of it and its nearest line; record: how it came about.

    reasons: of one match; all_reasons: of every match (match_id, reasons as JSON text). patterns: what can be seen of each match (PATTERNS), where there is
    experience of such: what people decide on a match is remembered by it. looks: of matches that wait what can be seen in numbers (`looks.py`), a table a part;
    none where lines were worked off in parts that are kept.
    """

    matches: pl.DataFrame
    breaks: pl.DataFrame
    record: dict[str, Any]
    reasons: Callable[[str], tuple[Reason, ...]] = field(default=lambda _: ())
    all_reasons: Callable[[], pl.DataFrame] = field(default=lambda: pl.DataFrame(schema=REASONS))
    patterns: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PATTERNS))
    looks: Callable[[], list[pl.DataFrame]] = field(default=list)

    @property
    def digest(self) -> str:
        return str(self.record["digest"])


def digest_of(matches: pl.DataFrame) -> str:
    """SHA-256 over the sorted hashes of the allocations without scores: what was matched with what, for how much, how and how surely. Holds for one version
    of polars, which the record names."""
    kept = ["match_id", "side", "line_id", "allocated_paise", "stage", "status", "difference_paise", "difference_name"]
    return hashlib.sha256(matches.select(kept).hash_rows(seed=0).sort().to_numpy().tobytes()).hexdigest()


def content_digest(lines: pl.DataFrame) -> str:
    """SHA-256 over the hashes of canonical lines, which are sorted by content already. Holds for one version of polars, which the record names."""
    return hashlib.sha256(lines.hash_rows(seed=0).to_numpy().tobytes()).hexdigest()


def assert_invariants(matches: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame) -> None:
    """No line in two matches, none allocated beyond its amount or against its sign, both sides of a match allocate the same, or the lines of
    one side cancel each other. Our fault when broken."""
    nets = []
    undone = matches.filter(pl.col("stage") == "reversal").group_by("match_id").agg(pl.col("allocated_paise").sum(), pl.col("side").n_unique())
    assert ((undone["allocated_paise"] == 0) & (undone["side"] == 1)).all(), "a reversal does not cancel lines of one side"
    for side, lines in (("left", left), ("right", right)):
        own = matches.filter(pl.col("side") == side)
        row = _rows(own["line_id"], lines["id"])
        assert row is not None, "a line of a match is not in the tables"
        assert np.bincount(row, minlength=1).max() <= 1, "a line is used twice"
        given, amount = own["allocated_paise"], lines["amount"].gather(row)
        assert ((given.abs() <= amount.abs()).fill_null(True)).all(), "more is allocated than a line has"
        assert ((given * amount.sign() >= 0).fill_null(True)).all(), "a line is allocated against its sign"
        sign = 1 if side == "left" else -1
        nets.append(own.filter(pl.col("stage") != "reversal").select(match=pl.col("match_id").hash(), net=pl.col("allocated_paise").fill_null(0) * sign))
    assert (pl.concat(nets).group_by("match").agg(pl.col("net").sum())["net"] == 0).all(), "the sides of a match do not tie"


def _rows(wanted: pl.Series, ids: pl.Series) -> np.ndarray | None:
    """The row of each wanted id among `ids`, which are unique; None where one is not there. Found by a hash; where two texts have one hash the texts decide."""
    known = ids.hash().to_frame("key").with_row_index("row")
    found = wanted.hash().to_frame("key").join(known, on="key", how="left", maintain_order="left")["row"]
    if found.len() > wanted.len():
        found = wanted.to_frame("id").join(ids.to_frame("id").with_row_index("row"), on="id", how="left", maintain_order="left")["row"]
    if found.null_count() or not (ids.gather(found) == wanted).all():
        return None
    return found.to_numpy()
