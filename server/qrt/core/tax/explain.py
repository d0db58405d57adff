"""Which dated row applies to a case, in one sentence with its source: `qrt rules explain`."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import FinancialYear, Month, Quarter
from qrt.core.tax.deduction import deduction_due
from qrt.core.tax.rules import GstRate, TaxRules, due_date, due_date_row, gst_rates_on, hsn_rates_on, tds_key_of_section, tds_rule_on


@dataclass(frozen=True, slots=True)
class Explanation:
    """`row` is the dated row as it stands in the rule book, `source` what a reviewer can open, `tax` paise where an amount was asked."""

    row: Any
    source: str
    sentence: str
    tax: Paise | None = None


def explain(rules: TaxRules, topic: str, day: date, **case: str | Paise | None) -> Explanation:
    """Explain a case of "tds" (key or section, amount, pan, prior, prior_taxed, month), "gst" (rate, hsn) or "due" (form, filer, state, period).

    Amounts are paise. Raises Refused("rules.unknown_topic" or "rules.no_row") naming what is known instead.
    """
    if topic == "tds":
        return _explain_tds(rules, day, case)
    if topic == "gst":
        return _explain_gst(rules, day, case)
    if topic == "due":
        return _explain_due(rules, day, case)
    raise Refused("rules.unknown_topic", f"{topic!r} is not one of tds, gst, due")


def _explain_tds(rules: TaxRules, day: date, case: dict[str, Any]) -> Explanation:
    keys = (case["key"],) if case.get("key") else tds_key_of_section(rules, str(case.get("section") or ""), day)
    found = [row for key in keys if (row := tds_rule_on(rules, key, day))]
    if not found:
        known = ", ".join(sorted({row.key for row in rules.tds}))
        raise Refused("rules.no_row", f"no row of tds for {case.get('key') or case.get('section') or 'no key'} on {day}; keys are {known}")
    row = found[0]
    limits = [
        f"{name} Rs {limit // 100:,}"
        for name, limit in (("single", row.threshold_single), ("month", row.threshold_per_month), ("year", row.threshold_annual))
        if limit is not None
    ]
    rates = f"{_percent(row.rate_individual)} for individuals and families, {_percent(row.rate_other)} for others, {_percent(row.rate_no_pan)} without PAN"
    sentence = f"{row.nature}: s.{row.section} of the Income-tax Act {row.act}" + (f" (code {row.code})" if row.code else "")
    sentence += f", {rates}; limit: {', '.join(limits) or 'none'}."
    tax = None
    if case.get("amount") is not None:
        taxed = case.get("prior_taxed") or Paise(0)
        due = deduction_due(row, str(case.get("pan") or ""), case["amount"], case.get("prior") or Paise(0), taxed, case.get("month"), taxed)
        tax = due.tax
        rate = "a rate that a person must find" if due.rate is None else f"{due.rate} %"
        sentence += f" On Rs {rupee_text(case['amount'])}: Rs {rupee_text(due.tax)} ({rate} on Rs {rupee_text(due.base)}; {due.why})."
    if len(found) > 1:
        sentence += f" The section also covers {', '.join(each.key for each in found[1:])}."
    return Explanation(row, f"{row.source} (confidence {row.confidence}, from {row.effective_from})", sentence, tax)


def _percent(rate: Decimal | None) -> str:
    return "a slab or treaty rate" if rate is None else f"{rate} %"


def _explain_gst(rules: TaxRules, day: date, case: dict[str, Any]) -> Explanation:
    if hsn := str(case.get("hsn") or ""):
        rows = hsn_rates_on(rules, hsn, day)
        if not rows:
            raise Refused("rules.no_row", f"the rule book has no rate for HSN {hsn} on {day}")
        said = "; ".join(f"{row.item}: {row.rate} %" + (f" (depends on {row.conditional})" if row.conditional else "") for row in rows)
        return Explanation(rows[0], f"{rows[0].source} (confidence {rows[0].confidence})", f"On {day}, {said}.")
    allowed = gst_rates_on(rules, day)
    listed = ", ".join(f"{row.rate} %" + ("" if row.scope == "general" else f" ({row.kind.replace('_', ' ')})") for row in allowed)
    if case.get("rate") is None:
        return Explanation(allowed, "notifications 1/2017, 9/2025, 19/2025 CT(R)", f"On {day} these rates are in force: {listed}.")
    rate = Decimal(str(case["rate"]))
    fitting: list[GstRate] = [row for row in allowed if row.rate == rate]
    if fitting:
        row = fitting[0]
        only = "" if row.scope == "general" else f", but only for {row.kind.replace('_', ' ')}"
        return Explanation(row, f"{row.source} (confidence {row.confidence})", f"{rate} % is allowed on {day}{only}.")
    past = max((row for row in rules.gst_rates if row.rate == rate), key=lambda row: row.effective_from, default=None)
    ended = f"; it ended on {past.effective_to}" if past and past.effective_to else ""
    return Explanation(
        past, past.source if past else "notifications 1/2017, 9/2025, 19/2025 CT(R)", f"{rate} % is not allowed on {day}{ended}. In force: {listed}."
    )


def _explain_due(rules: TaxRules, day: date, case: dict[str, Any]) -> Explanation:
    form = str(case.get("form") or case.get("key") or "").lower().replace("-", "_").replace(" ", "_")
    filer, state = str(case.get("filer") or ""), str(case.get("state") or "")
    wanted = str(case.get("period") or "")
    periods = {"month": Month.of(day), "quarter": Quarter.of(day), "year": FinancialYear.of(day)}
    for name, period in periods.items():
        row = due_date_row(rules, form, period, filer, state)
        if row and wanted in ("", name):
            due = due_date(rules, form, period, filer, state)
            who = f" ({row.who})" if row.who else ""
            return Explanation(row, f"{row.source} (confidence {row.confidence})", f"{row.form}{who} for {period} is due on {due}.")
    known = ", ".join(sorted({row.key for row in rules.due_dates}))
    raise Refused("rules.no_row", f"no due date for {form or 'no form'} in the period of {day}; forms are {known}")
