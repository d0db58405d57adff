"""What the summary of `qrt recon` tells beside the matches: findings with the roles of their entry, and the words of GST."""

from datetime import date, timedelta
from typing import Any

import polars as pl

from qrt.adapters.rulebook.law import load_tax_rules
from qrt.adapters.tables import Tables
from qrt.core.recon.engine.ages import far_days
from qrt.core.recon.engine.check import to_lines
from qrt.core.recon.engine.deducted import NO_LAW
from qrt.core.recon.engine.experience import Experience
from qrt.core.recon.engine.findings import findings
from qrt.core.recon.engine.gst_status import gst_lines
from qrt.core.recon.engine.model import Model
from qrt.core.recon.engine.outcome import SUGGESTED_FROM, Outcome
from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.tax.rules import itc_last_day
from qrt.flows.deduction_law import law_of

EPOCH = date(1970, 1, 1)
SHOWN_MOST = 50


def told(tables: Tables, wanted: EngineSpec, outcome: Outcome) -> tuple[dict[str, Any], pl.DataFrame]:
    """For the summary, and all findings as a table. findings: the first of each rule; findings_by_rule: all, counted. Of GST by_word: lines of each side by status word, and ims: what is recommended."""
    left, right = to_lines(tables.left.lines, wanted, "left"), to_lines(tables.right.lines, wanted, "right")
    left_far, right_far = far_days(left, right)
    days = pl.concat([left["date"].filter(~left_far), right["date"].filter(~right_far)]).drop_nulls()
    newest = int(days.max()) if days.len() else 0  # type: ignore[arg-type]
    as_of = EPOCH + timedelta(wanted.as_of_day if wanted.as_of_day is not None else newest)
    last_days = _last_days(days) if wanted.family == "gst" else {}
    law = law_of(load_tax_rules()) if wanted.family == "tds" else NO_LAW
    rows = findings(left, right, outcome, wanted, last_days, as_of, law)
    counted = rows.group_by("rule").agg(pl.len().alias("findings"), pl.col("amount_paise").sum()).sort("rule").to_dicts()
    said: dict[str, Any] = {"findings": rows.filter(pl.int_range(pl.len()).over("rule") < SHOWN_MOST).to_dicts(), "findings_by_rule": counted}
    if wanted.family == "gst":
        lines = gst_lines(left, right, outcome, last_days, as_of)
        if wanted.name == "gstr1":
            # Of a sale there is no 2B: what our own return does not have has its name.
            lines = lines.with_columns(pl.col("status").replace("missing_in_2b", "missing_in_gstr1"))
        said["by_word"] = lines.group_by("side", "status").len("lines").sort("side", "status").to_dicts()
        said["ims"] = lines.filter(pl.col("side") == "right").group_by("action").len("lines").sort("action").to_dicts()
    return said, rows


def thresholds(wanted: EngineSpec, model: Model | None, experience: Experience | None) -> dict[str, Any]:
    """By what matches came to their status: the least probability of each, and what bounds the accepted ones besides.

    by: "experience" (how often such matches were right, of the rule book), "model" (a trained score), or "evidence": only fixed classes of evidence are accepted,
    and a score from the threshold on among them; of generic tables also a lead that they prove themselves, which the plan says. A threshold above 1 accepts nothing by it.
    """
    trained = model is not None and model.threshold <= 1
    by = "experience" if experience is not None else "model" if trained else "evidence"
    least = (
        experience.accepted_from(wanted.precision_target) if experience is not None else model.threshold if model is not None and trained else wanted.threshold
    )
    said: dict[str, Any] = {"by": by, "probability": round(least, 6), "margin": wanted.margin, "limit_paise": wanted.limit_paise}
    if experience is not None:
        said["without_experience"] = model.threshold if model is not None and trained else wanted.threshold
    return {
        "auto": {**said, "precision_target": wanted.precision_target},
        "suggested": {"probability": SUGGESTED_FROM},
        "review": {"probability": wanted.accept_from},
    }


def notes_on_days(tables: Tables, partition: tuple[str, ...]) -> tuple[str, ...]:
    """What is to be said of days that are not believed: they are left out of ages and of what is said of rhythms and double entries."""
    found = []
    for table, far in zip((tables.left, tables.right), far_days(tables.left.lines, tables.right.lines, partition), strict=True):
        if far.any():
            at, count = int(far.arg_true()[0]), int(far.sum())
            more = "" if count == 1 else f" (and so do {count - 1} more)"
            found.append(
                f"{table.name}, row {table.rows[at]}: the day {table.lines['date'][at]:%d-%m-%Y} lies decades from the others{more}. Ages and insights leave it "
                "out; matching takes it as it is"
            )
    return tuple(found)


def _last_days(days: pl.Series) -> dict[int, date]:
    """Year in which a financial year began -> last day for its credit, by the rule book; for the years that the days touch."""
    rules = load_tax_rules()
    years = sorted({year for found in days.cast(pl.Date).dt.year().unique() for year in (found - 1, found)})
    return {year: last for year in years if (last := itc_last_day(rules, date(year, 4, 1))) is not None}
