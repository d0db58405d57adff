"""Opening balances of a quarter: from the best paper that gives them, never from a guess."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.documents.types import MasterRow, TrialBalanceRow
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.types import Chart

PROFIT_LEDGER = "Profit & Loss A/c"
"""The ledger that holds the profits of closed years in Tally's books."""


@dataclass(frozen=True, slots=True)
class Opening:
    """balances  ledger -> paise on the first day of the quarter, debit positive, ledgers at nil left out
    source    which paper they come from, in words; "" when there is none
    places    ledger -> where its figure stands
    """

    balances: Mapping[str, Paise] = field(default_factory=dict)
    source: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def leaves(rows: Sequence[TrialBalanceRow]) -> tuple[TrialBalanceRow, ...]:
    """The rows that may be added up: ledgers, and groups shown closed."""
    return tuple(row for row in rows if not row.is_group or row.collapsed)


def opening_balances(
    entity: str,
    chart: Chart,
    masters: Sequence[MasterRow],
    opening_rows: Sequence[TrialBalanceRow],
    inbox_rows: Sequence[TrialBalanceRow],
    quarter: Quarter,
) -> Opening:
    """Balances on the quarter's first day.

    opening_rows  the trial balance that the company names as its opening one: its closing column is our opening
    inbox_rows    a handed-in trial balance that covers the quarter: its opening column
    masters       opening balances of the ledger masters: those of the year's first day, so only for the first quarter
    """
    balances, places, source = _from_rows(opening_rows, inbox_rows, masters, quarter)
    if not source:
        sentence = f"No paper gives the balances of {entity} on {quarter.first_day:%d-%m-%Y}: hand in a trial balance as at the day before, or one with an opening column."
        return Opening(findings=(Finding("opening.missing", Severity.BLOCKING, f"opening:{entity}", sentence, entity=entity),))
    findings: list[Finding] = []
    if quarter.number == 1:
        balances, moved = _close_profit(balances, chart)
        findings += [_profit_finding(entity, moved, quarter)] if moved else []
    if out := sum(balances.values()):
        where = " The difference stands in the ledger that Tally shows for it." if any("difference" in squeezed(name) for name in balances) else ""
        sentence = f"The opening balances of {entity} ({source}) do not sum to nil: they are out by {rupee_text(Paise(out))}.{where}"
        findings.append(Finding("opening.difference", Severity.ERROR, f"opening:{entity}", sentence, Paise(abs(out)), entity=entity))
    return Opening(dict(sorted((name, amount) for name, amount in balances.items() if amount)), source, places, tuple(findings))


def _from_rows(
    opening_rows: Sequence[TrialBalanceRow],
    inbox_rows: Sequence[TrialBalanceRow],
    masters: Sequence[MasterRow],
    quarter: Quarter,
) -> tuple[dict[str, Paise], dict[str, Place], str]:
    if given := leaves(opening_rows):
        return (*_sum_of((row.name, row.closing, row.place) for row in given), "the opening trial balance")
    if with_opening := [row for row in leaves(inbox_rows) if row.opening is not None]:
        return (*_sum_of((row.name, row.opening or ZERO, row.place) for row in with_opening), "the opening column of the handed-in trial balance")
    with_master = [row for row in masters if row.opening is not None and not row.is_group]
    if quarter.number == 1 and with_master:
        return (*_sum_of((row.name, row.opening or ZERO, row.place) for row in with_master), "the opening balances of the ledger masters")
    return {}, {}, ""


def _sum_of(rows: Iterable[tuple[str, Paise, Place]]) -> tuple[dict[str, Paise], dict[str, Place]]:
    balances: dict[str, Paise] = {}
    places: dict[str, Place] = {}
    for name, amount, place in rows:
        balances[name] = Paise(balances.get(name, ZERO) + amount)
        places.setdefault(name, place)
    return balances, places


def _close_profit(balances: Mapping[str, Paise], chart: Chart) -> tuple[dict[str, Paise], Paise]:
    """Income and expense start at nil on 1 April: what a paper still shows there is last year's profit."""
    moved = {name: amount for name, amount in balances.items() if amount and name in chart and chart[name].nature in ("income", "expense")}
    if not moved:
        return dict(balances), ZERO
    kept = {name: amount for name, amount in balances.items() if name not in moved}
    total = Paise(sum(moved.values()))
    ledger = next((name for name in kept if name in chart and chart[name].role == "retained_earnings"), PROFIT_LEDGER)
    kept[ledger] = Paise(kept.get(ledger, ZERO) + total)
    return kept, total


def _profit_finding(entity: str, moved: Paise, quarter: Quarter) -> Finding:
    side = "loss" if moved > 0 else "profit"
    sentence = f"The opening balances of {entity} still hold income and expense of the year before {quarter.year}: their {side} of {rupee_text(Paise(abs(moved)))} was taken to retained earnings."
    return Finding("opening.profit_not_closed", Severity.WARNING, f"opening:{entity}", sentence, Paise(abs(moved)), entity=entity)
