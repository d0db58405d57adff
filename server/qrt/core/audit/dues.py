"""Provident fund and insurance of employees that was held back or accrued and not paid in by its day."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Month
from qrt.core.ledger.naming import plain_name
from qrt.core.ledger.types import PLACES_MOST, Chart, TrialBalance, Voucher
from qrt.core.tax.rules import TaxRules, due_date

_FUNDS = re.compile(r"\b(?:pf|epf|esi|esic|provident fund|employees state insurance)\b")
_LAW = "s.36(1)(va) and s.43B of the 1961 Act; para 38 EPF Scheme"
_LEAST = Paise(1_00)


def check_dues(vouchers: Sequence[Voucher], chart: Chart, trial_balance: TrialBalance, rules: TaxRules) -> Iterator[Finding]:
    """audit.dues_not_deposited: what was credited to a fund's ledger in a month and not paid by its due date nor by the end of the period.

    vouchers  those of the period. Payments answer the opening balance first, then the oldest month. One finding a ledger: the employees' part that is late is no
    deduction at all, whenever it is paid.
    """
    for line in trial_balance.lines:
        account = chart.get(line.ledger)
        if account is None or account.role != "statutory" or not _FUNDS.search(plain_name(line.ledger)):
            continue
        owed: dict[Month, int] = defaultdict(int)
        behind: dict[Month, list[Voucher]] = defaultdict(list)
        paid = 0
        for voucher in vouchers:
            amount = sum(leg.amount for leg in voucher.lines if leg.ledger == line.ledger)
            paid += max(amount, 0)
            if amount < 0:
                owed[Month.of(voucher.day)] -= amount
                behind[Month.of(voucher.day)].append(voucher)
        paid -= min(paid, max(0, -line.opening))
        late: list[Month] = []
        for month in sorted(owed):
            used = min(paid, owed[month])
            paid, owed[month] = paid - used, owed[month] - used
            due = due_date(rules, "epf", month)
            if owed[month] > _LEAST and due and due <= trial_balance.last_day:
                late.append(month)
        if late:
            amount = sum(owed[month] for month in late)
            said = ", ".join(f"{month} (due {due_date(rules, 'epf', month):%d-%m-%Y})" for month in late)
            sentence = f"Rs {rupee_text(Paise(amount))} of {said} stands in {line.ledger} and is not paid by {trial_balance.last_day:%d-%m-%Y}: what employees paid into it is no deduction once it is late."
            places = tuple(dict.fromkeys(voucher.place for month in late for voucher in behind[month] if voucher.place))[:PLACES_MOST] or account.places
            subject = f"ledger:{trial_balance.entity}/{line.ledger}"
            yield Finding("audit.dues_not_deposited", Severity.ERROR, subject, sentence, Paise(amount), _LAW, places, trial_balance.entity)
