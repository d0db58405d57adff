"""Writes a reconciliation as the files that `qrt recon` promises."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from qrt.adapters.tables.load import Tables
from qrt.core.base.errors import Refused
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
]


def save_outcome(folder: Path, outcome: Outcome, summary: dict[str, Any]) -> None:
    """Write matches.parquet, breaks.parquet and summary.json into `folder` (made when missing)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise Refused("recon.out", f"{folder} cannot be made ({wrong.strerror}); name another folder to write to") from wrong
    matches = outcome.matches.join(outcome.all_reasons(), on="match_id", how="left", maintain_order="left")
    matches.select(MATCHES).write_parquet(folder / "matches.parquet")
    outcome.breaks.write_parquet(folder / "breaks.parquet")
    (folder / "summary.json").write_text(json.dumps(summary, indent=2, ensure_ascii=False, default=str) + "\n", encoding="utf-8")


def summary_of(kind: str, tables: Tables, outcome: Outcome, seconds: float) -> dict[str, Any]:
    """Counts, totals (paise), how it came about, seconds and digest. The digest does not hold the seconds."""
    matches = outcome.matches.unique("match_id", keep="first", maintain_order=True)
    record = outcome.record
    return {
        "kind": kind,
        "subject": f"{tables.left.name} against {tables.right.name}",
        "matches": matches.height,
        "breaks": outcome.breaks.height,
        "by_stage": _counted(matches["stage"]),
        "by_status": _counted(matches["status"]),
        "difference_paise": int(matches["difference_paise"].fill_null(0).sum()),
        "differences": _counted(matches["difference_name"].drop_nulls()),
        "sides": {side: _side(table.lines, outcome, side) for side, table in (("left", tables.left), ("right", tables.right))},
        "lead": tables.lead,
        "text": [list(pair) for pair in tables.text],
        "notes": list(tables.notes),
        "insights": insights_of(outcome, tables.left.lines, tables.right.lines),
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


def _side(lines: pl.DataFrame, outcome: Outcome, side: str) -> dict[str, int]:
    amounts = lines.select("id", amount="amount") if "amount" in lines.columns else lines.select("id", amount=pl.lit(0))
    matched = outcome.matches.filter(pl.col("side") == side)
    open_ = amounts.join(outcome.breaks.filter(pl.col("side") == side), left_on="id", right_on="line_id", how="semi")
    return {
        "items": lines.height,
        "matched": matched.height,
        "open": open_.height,
        "total_paise": int(amounts["amount"].fill_null(0).sum()),
        "matched_paise": int(matched["allocated_paise"].fill_null(0).sum()),
        "open_paise": int(open_["amount"].fill_null(0).sum()),
    }
