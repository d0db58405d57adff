"""The trial balance: what vouchers and opening balances add up to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.ledger.types import Chart, TrialBalance, TrialBalanceLine, Voucher, places_of


def trial_balance(entity: str, vouchers: Iterable[Voucher], opening: Mapping[str, Paise], first_day: date, last_day: date) -> TrialBalance:
    """All ledgers of an entity over the days first_day to last_day, both included.

    Vouchers of other entities and other days are left out: what lies before stands in `opening`. A ledger that has an opening balance or a movement
    stands in the result, sorted by name. One pass over the lines, no object for each.
    """
    debit: defaultdict[str, int] = defaultdict(int)
    credit: defaultdict[str, int] = defaultdict(int)
    for voucher in vouchers:
        if voucher.entity != entity or not first_day <= voucher.day <= last_day:
            continue
        for line in voucher.lines:
            if line.amount > 0:
                debit[line.ledger] += line.amount
            else:
                credit[line.ledger] -= line.amount
    names = sorted(debit.keys() | credit.keys() | {name for name, amount in opening.items() if amount})
    lines = []
    for name in names:
        start, more, less = opening.get(name, ZERO), debit.get(name, 0), credit.get(name, 0)
        lines.append(TrialBalanceLine(name, start, Paise(more), Paise(less), Paise(start + more - less)))
    return TrialBalance(entity, first_day, last_day, tuple(lines))


def movements(vouchers: Iterable[Voucher], entity: str, first_day: date, last_day: date) -> dict[str, Paise]:
    """Net movement of each ledger over the days, debit positive: what the registers say."""
    return {line.ledger: Paise(line.debit - line.credit) for line in trial_balance(entity, vouchers, {}, first_day, last_day).lines}


def check_trial_balance(balance: TrialBalance, chart: Chart | None = None) -> tuple[Finding, ...]:
    """Does it sum to nil, and do the branch ledgers (whose other side stands in the same entity) cancel out?"""
    findings: list[Finding] = []
    if balance.difference:
        started = Paise(sum(line.opening for line in balance.lines))
        cause = "the opening balances are out by the same amount" if started == balance.difference else f"the opening balances are out by {rupee_text(started)}"
        sentence = f"The trial balance of {balance.entity} is out by {rupee_text(balance.difference)}: {cause}, every voucher balances."
        findings.append(
            Finding(
                "trial_balance.difference",
                Severity.BLOCKING,
                f"trial_balance:{balance.entity}",
                sentence,
                Paise(abs(balance.difference)),
                evidence=places_of(chart or {}, (line.ledger for line in balance.lines if line.opening)),
                entity=balance.entity,
            )
        )
    branches = [line for line in balance.lines if chart and line.ledger in chart and chart[line.ledger].role == "branch"]
    if net := sum(line.closing for line in branches):
        sentence = f"The branch ledgers of {balance.entity} ({', '.join(line.ledger for line in branches)}) net to {rupee_text(Paise(net))} instead of nil: a transfer is booked in one branch only."
        findings.append(
            Finding(
                "ledger.branch_difference",
                Severity.ERROR,
                f"branch:{balance.entity}",
                sentence,
                Paise(abs(net)),
                evidence=places_of(chart or {}, (line.ledger for line in branches)),
                entity=balance.entity,
            )
        )
    return tuple(findings)
