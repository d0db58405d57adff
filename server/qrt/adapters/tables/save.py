"""Writes a reconciliation as the files that `qrt recon` promises."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import polars

from qrt.core.recon.match import reconciliation_digest
from qrt.core.recon.types import Reconciliation, Side

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


def save_result(folder: Path, result: Reconciliation, seconds: float) -> dict[str, Any]:
    """Write matches.parquet, breaks.parquet and summary.json into `folder` (made when missing); returns the summary. The digest does not hold the seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    polars.DataFrame(match_rows(result), schema=MATCHES, orient="row").write_parquet(folder / "matches.parquet")
    polars.DataFrame(break_rows(result), schema=BREAKS, orient="row").write_parquet(folder / "breaks.parquet")
    summary = summary_of(result, seconds)
    (folder / "summary.json").write_text(json.dumps(summary, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return summary


def match_rows(result: Reconciliation) -> list[tuple[Any, ...]]:
    """One row for each item in a match, in the order of `MATCHES`."""
    made: list[tuple[Any, ...]] = []
    for match in result.matches:
        said = "; ".join(f"{reason.text} ({reason.weight:+.2f})" for reason in match.reasons)
        made.extend(
            (match.id, each.side.value, each.item, each.amount, match.stage.value, match.score, match.margin, match.status.value, said)
            for each in match.allocations
        )
    return made


def break_rows(result: Reconciliation) -> list[tuple[Any, ...]]:
    """One row for each open item, in the order of `BREAKS`."""
    return [(each.side.value, each.item, each.nearest, each.why_not, each.age_days) for each in result.breaks]


def summary_of(result: Reconciliation, seconds: float) -> dict[str, Any]:
    """Counts, totals (paise), seconds and digest."""
    amounts = {(Side.LEFT, item.id): item.amount for item in result.left} | {(Side.RIGHT, item.id): item.amount for item in result.right}
    sides: dict[str, Any] = {}
    for side, items in ((Side.LEFT, result.left), (Side.RIGHT, result.right)):
        matched = [each for match in result.matches for each in match.allocations if each.side == side]
        broken = [each for each in result.breaks if each.side == side]
        sides[side.value] = {
            "items": len(items),
            "matched": len(matched),
            "open": len(broken),
            "total_paise": sum(item.amount for item in items),
            "matched_paise": sum(each.amount for each in matched),
            "open_paise": sum(amounts[(side, each.item)] for each in broken),
        }
    return {
        "kind": result.kind.value,
        "subject": result.subject,
        "as_of": result.as_of.isoformat(),
        "matches": len(result.matches),
        "breaks": len(result.breaks),
        "by_stage": dict(sorted(Counter(match.stage.value for match in result.matches).items())),
        "by_status": dict(sorted(Counter(match.status.value for match in result.matches).items())),
        "difference_paise": sum(match.difference for match in result.matches),
        "findings": dict(sorted(Counter(finding.rule for finding in result.findings).items())),
        "sides": sides,
        "digest": reconciliation_digest(result),
        "seconds": round(seconds, 3),
    }
