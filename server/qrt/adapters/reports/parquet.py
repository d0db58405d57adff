"""Matches and breaks as Parquet: the columns that `qrt recon` promises."""

import io
import json
from collections.abc import Iterable
from typing import Any

import polars

MATCHES = {
    "match_id": polars.String,
    "side": polars.String,
    "line_id": polars.String,
    "allocated_paise": polars.Int64,
    "stage": polars.String,
    "score": polars.Float64,
    "margin": polars.Float64,
    "status": polars.String,
    "reasons": polars.String,
}
BREAKS = {"side": polars.String, "line_id": polars.String, "nearest": polars.String, "why_not": polars.String, "age_days": polars.Int64}


def matches_parquet(rows: Iterable[dict[str, Any]]) -> bytes:
    """One row for each item of each match; `reasons` is JSON text."""
    return _bytes([{name: json.dumps(row[name], ensure_ascii=False) if name == "reasons" else row[name] for name in MATCHES} for row in rows], MATCHES)


def breaks_parquet(rows: Iterable[dict[str, Any]]) -> bytes:
    """One row for each item without its counterpart."""
    return _bytes([{name: row[name] for name in BREAKS} for row in rows], BREAKS)


def _bytes(rows: list[dict[str, Any]], schema: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    polars.DataFrame(rows, schema=schema, orient="row").write_parquet(buffer, compression="zstd", statistics=False)
    return buffer.getvalue()
