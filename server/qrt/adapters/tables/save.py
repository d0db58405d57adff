"""Writes a reconciliation as the files that `qrt recon` promises."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from qrt.adapters.tables.load import Tables
from qrt.core.base.errors import Refused
from qrt.core.recon.engine.held import UNSURE
from qrt.core.recon.engine.insights import insights_of
from qrt.core.recon.engine.outcome import Outcome

MATCHES = [
    "match_id",
    "side",
    "line_id",
    "allocated_paise",
    "stage",
    "score",
    "margin",
    "status",
    "reasons",
    "probability",
    "evidence",
    "difference_paise",
    "difference_name",
    "held",
]


def save_outcome(folder: Path, outcome: Outcome, summary: dict[str, Any]) -> None:
    """Write matches.parquet, breaks.parquet and summary.json into `folder` (made when missing)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise Refused("recon.out", f"{folder} cannot be made ({wrong.strerror}); name another folder to write to") from wrong
    matches = outcome.matches.join(outcome.all_reasons(), on="match_id", how="left", maintain_order="left")
    waits = pl.when((pl.col("status") != "auto") & ~pl.col("held").str.starts_with(UNSURE)).then("held").alias("held")
    matches.with_columns(waits).select(MATCHES).write_parquet(folder / "matches.parquet")
    outcome.breaks.write_parquet(folder / "breaks.parquet")
    (folder / "summary.json").write_text(json.dumps(summary, indent=2, ensure_ascii=False, default=str) + "\n", encoding="utf-8")


def summary_of(kind: str, tables: Tables, outcome: Outcome, seconds: float) -> dict[str, Any]:
    """Counts, totals (paise), how it came about, seconds and digest. The digest does not hold the seconds."""
    matches = outcome.matches.unique("match_id", keep="first", maintain_order=True)
    record = outcome.record
    several = [] if kind == "intercompany" else _currencies(tables)  # there the currency is the document's, and amounts are in one
    return {
        "kind": kind,
        "subject": f"{tables.left.name} against {tables.right.name}",
        "matches": matches.height,
        "breaks": outcome.breaks.height,
        "by_stage": _counted(matches["stage"]),
        "by_status": _counted(matches["status"]),
        "difference_paise": None if several else int(matches["difference_paise"].fill_null(0).sum()),
        "differences": _counted(matches["difference_name"].drop_nulls()),
        "sides": {side: _side(table.lines, outcome, side, several) for side, table in (("left", tables.left), ("right", tables.right))},
        "lead": tables.lead,
        "text": [list(pair) for pair in tables.text],
        "columns": {side: {role: list(heads) for role, heads in table.read.items()} for side, table in (("left", tables.left), ("right", tables.right))},
        "notes": [
            *tables.notes,
            *([f"the tables hold {', '.join(several)}: nothing is added up over currencies, and insights are left out"] if several else []),
        ],
        "insights": {} if several else insights_of(outcome, tables.left.lines, tables.right.lines),
        "digest": outcome.digest,
        "inputs": {
            "left": record["left"],
            "right": record["right"],
            "spec": record["spec"],
            "model": record["model"],
            "learnt": record["learnt"],
            "polars": record["polars"],
        },
        "plan": record["plan"],
        "seconds": round(seconds, 3),
    }


def _counted(values: pl.Series) -> dict[str, int]:
    return dict(values.to_frame("name").group_by("name").len().sort("name").iter_rows())


def _currencies(tables: Tables) -> list[str]:
    """The currencies of both tables where they are more than one; what amounts of two currencies add up to is no amount."""
    said = [t.lines["currency"].drop_nulls().str.strip_chars().str.to_uppercase() for t in (tables.left, tables.right) if "currency" in t.lines.columns]
    found = sorted({code for codes in said for code in codes.unique() if code})
    return found if len(found) > 1 else []


def _side(lines: pl.DataFrame, outcome: Outcome, side: str, several: list[str]) -> dict[str, Any]:
    amounts = lines.select("id", amount="amount") if "amount" in lines.columns else lines.select("id", amount=pl.lit(0))
    matched = outcome.matches.filter(pl.col("side") == side)
    open_ = amounts.join(outcome.breaks.filter(pl.col("side") == side), left_on="id", right_on="line_id", how="semi")
    counts = {"items": lines.height, "matched": matched.height, "open": open_.height}
    if several:
        sums = lines.with_columns(pl.col("currency").str.strip_chars().str.to_uppercase(), open=pl.col("id").is_in(open_["id"].implode()))
        of = sums.group_by("currency").agg(total_paise=pl.col("amount").sum(), open_paise=pl.col("amount").filter("open").sum()).sort("currency")
        return {**counts, "by_currency": of.to_dicts()}
    return {
        **counts,
        "total_paise": int(amounts["amount"].fill_null(0).sum()),
        "matched_paise": int(matched["allocated_paise"].fill_null(0).sum()),
        "open_paise": int(open_["amount"].fill_null(0).sum()),
    }
