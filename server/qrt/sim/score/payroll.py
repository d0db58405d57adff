"""Wages: a month that the books lack should be drafted, a month that they have wrong should be named."""

from pathlib import Path
from typing import Any

from qrt.sim.score.proposals import sums
from qrt.sim.score.reading import Package, share, truth_lines


def score_payroll(package: Package, truth_dir: Path) -> dict[str, Any]:
    """Of the months with a trouble, how many are answered; `drafted` are those whose missing journal is proposed to the paisa."""
    months = truth_lines(truth_dir / "payroll.jsonl")
    drafts = [row for row in package.vouchers if row.get("source") not in {None, "register"}]
    findings = [row for row in package.lines("findings.jsonl") if "payroll" in str(row.get("rule")) and row.get("severity") != "info"]
    missing = [row for row in months if row["state"] == "missing"]
    drafted = sum(1 for row in missing if any(_is_it(row, draft) for draft in drafts))
    wrong = [row for row in months if row["state"] == "wrong"]
    named = sum(1 for row in wrong if any(row["entity"] == each.get("entity") for each in findings))
    answered = drafted + named
    return {
        "months": len(months), "missing": len(missing), "drafted": drafted, "wrong": len(wrong), "named": named,
        "share_answered": share(answered, len(missing) + len(wrong)), "nothing_to_find": not missing and not wrong,
    }  # fmt: skip


def _is_it(month: dict[str, Any], draft: dict[str, Any]) -> bool:
    return draft.get("entity") == month["entity"] and draft.get("date") == month["date"] and sums(draft.get("lines") or []) == sums(month["lines"])
