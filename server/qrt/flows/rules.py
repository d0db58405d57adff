"""`qrt rules`: which dated row applies to a case, and the model chart of accounts."""

from collections.abc import Iterator, Sequence
from datetime import date

from qrt.adapters.rulebook.chart import load_layout, load_model_chart
from qrt.adapters.rulebook.law import load_tax_rules
from qrt.core.base.company import Division
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, rupees
from qrt.core.ledger.naming import plain_name
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


def list_chart(division: str, words: Sequence[str]) -> Iterator[str]:
    """Accounts of the model chart with a word that begins with each of `words`, one a line with tabs: code, name, group, line, the line's words."""
    layout = load_layout(Division(division))
    labels = {line.key: line.label for line in (*layout.balance_sheet, *layout.profit_and_loss)}
    for account in load_model_chart().accounts:
        key = account.keys.of(layout.division)
        row = "\t".join((account.code, account.name, account.group, key or "-", labels.get(key, "no line in this division")))
        said = f" {plain_name(f'{account.code} {account.name} {account.group} {key}')}"
        if all(f" {plain_name(word)}" in said for word in words):
            yield row
