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


PAST_DAYS = 7
AHEAD_DAYS = 45


def statutory_dates(quarter: Quarter, today: date, rules: TaxRules | None = None) -> list[dict[str, Any]]:
    """What falls due around today for the quarter and what came after it, by date: a week back, 45 days ahead. Days left are negative when it is past."""
    book = rules or _rules()
    quarters = _from(quarter, Quarter.of(today))
    wanted: list[tuple[str, Month | Quarter]] = [(key, month) for each in quarters for month in each for key in _MONTHLY]
    wanted += [(key, each) for each in quarters for key in _QUARTERLY]
    found: list[dict[str, Any]] = []
    for key, period in wanted:
        filer = "monthly" if key.startswith("gstr_") and key != "gstr_2b" else ""
        row, due = due_date_row(book, key, period, filer), due_date(book, key, period, filer)
        if row and due and -PAST_DAYS <= (due - today).days <= AHEAD_DAYS:
            found.append({"title": f"{row.form}, {period}", "due_on": due, "days_left": (due - today).days, "note": row.source})
    return sorted(found, key=lambda each: (each["due_on"], each["title"]))


def _from(first: Quarter, last: Quarter) -> list[Quarter]:
    """The first quarter, and the two before today's end when time has gone on."""
    near = [each for each in (last.previous(), last) if each > first]
    return [first, *near]
