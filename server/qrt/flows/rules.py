"""`qrt rules explain`: which dated row applies to a case."""

from datetime import date

from qrt.adapters.rulebook.law import load_tax_rules
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, rupees
from qrt.core.tax.explain import Explanation, explain


def explain_rule(topic: str, day: date, case: dict[str, str]) -> Explanation:
    """The row for a case given in words; `amount` and `prior` are rupees. Raises Refused("rules.amount") and what `explain` raises."""
    given: dict[str, str | Paise | None] = {name: value for name, value in case.items() if value}
    for name in ("amount", "prior"):
        if name in given:
            try:
                given[name] = rupees(case[name])
            except ValueError as wrong:
                raise Refused("rules.amount", f"{case[name]} is not an amount in rupees.") from wrong
    return explain(load_tax_rules(), topic, day, **given)
