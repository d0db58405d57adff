"""Dates that the law sets for a quarter, for the board."""

from datetime import date
from functools import cache
from typing import Any

from qrt.adapters.rulebook.law import load_tax_rules
from qrt.core.base.period import Month, Quarter
from qrt.core.tax.rules import TaxRules, due_date, due_date_row

_MONTHLY = ("gstr_1", "gstr_2b", "gstr_3b", "tds_deposit")
_QUARTERLY = ("form_140", "form_138")


@cache
def _rules() -> TaxRules:
    return load_tax_rules()


def statutory_dates(quarter: Quarter, today: date, rules: TaxRules | None = None) -> list[dict[str, Any]]:
    """What is due for the quarter's last month and for the quarter itself, by date. Days left are negative when the day is past."""
    book = rules or _rules()
    last = quarter.months[-1]
    wanted: list[tuple[str, Month | Quarter]] = [*((key, last) for key in _MONTHLY), *((key, quarter) for key in _QUARTERLY)]
    found: list[dict[str, Any]] = []
    for key, period in wanted:
        filer = "monthly" if key.startswith("gstr_") and key != "gstr_2b" else ""
        row, due = due_date_row(book, key, period, filer), due_date(book, key, period, filer)
        if row and due:
            found.append({"title": f"{row.form}, {period}", "due_on": due, "days_left": (due - today).days, "note": row.source})
    return sorted(found, key=lambda each: (each["due_on"], each["title"]))
