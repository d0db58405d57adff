"""Whether the tax deducted in a month was deposited by its due date."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from qrt.core.base.dated import is_in_force
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Month
from qrt.core.base.place import Place
from qrt.core.ledger.types import PLACES_MOST, Voucher
from qrt.core.tax.deduction import late_deposit_interest
from qrt.core.tax.rules import due_date
from qrt.core.tax.tds.events import TdsCase, finding, name_of


def check_deposit(case: TdsCase) -> Iterator[Finding]:
    """tds.late_deposit and tds.not_deposited, ledger by ledger. Deposits answer the oldest tax first, what was owed at the opening before all else."""
    ledgers = sorted(account.name for account in case.chart.values() if account.role == "tds_payable")
    for ledger in ledgers:
        yield from _ledger(case, ledger)


def _ledger(case: TdsCase, ledger: str) -> Iterator[Finding]:
    owed: dict[Month, int] = defaultdict(int)
    last: dict[Month, date] = {}
    deposits: list[tuple[Voucher, int]] = []
    booked: dict[Month, list[Place]] = defaultdict(list)
    for voucher in case.vouchers:
        amount = sum(line.amount for line in voucher.lines if line.ledger == ledger)
        if amount < 0:
            owed[Month.of(voucher.day)] -= amount
            booked[Month.of(voucher.day)] += [voucher.place] if voucher.place else []
            last[Month.of(voucher.day)] = max(voucher.day, last.get(Month.of(voucher.day), voucher.day))
        elif amount > 0:
            deposits.append((voucher, amount))
    before = max(0, -case.chart[ledger].opening)
    if not before and deposits and deposits[0][0].day <= min(last.values(), default=date.max):
        # The opening is not known; what was deposited before any deduction belongs to it.
        before = deposits[0][1]
    yield from _match(case, ledger, dict(owed), last, deposits, before, booked)


def _match(
    case: TdsCase,
    ledger: str,
    owed: dict[Month, int],
    last: dict[Month, date],
    deposits: list[tuple[Voucher, int]],
    before: int,
    booked: Mapping[Month, Sequence[Place]],
) -> Iterator[Finding]:
    for voucher, amount in deposits:
        used = min(before, amount)
        before, left = before - used, amount - used
        for month in sorted(owed):
            part = min(left, owed[month])
            due = due_date(case.rules, "tds_deposit", month)
            if part <= 0 or due is None:
                continue
            owed[month] -= part
            left -= part
            rule = next((row for row in case.rules.interest if is_in_force(row, last[month])), None)
            if voucher.day > due and rule:
                interest = late_deposit_interest(rule, Paise(part), last[month], due, voucher.day)
                sentence = f"Tax of {month} in {ledger}, Rs {rupee_text(Paise(part))}, was deposited by {name_of(voucher)}, due on {due:%d-%m-%Y}: interest of Rs {rupee_text(interest)} ({rule.late_deposit} % a month)."
                yield finding(voucher, "tds.late_deposit", Severity.WARNING, sentence, interest, f"s.{rule.section} of the Income-tax Act {rule.act}")
    for month, amount in sorted(owed.items()):
        due = due_date(case.rules, "tds_deposit", month)
        if amount > 100 and due and due <= case.quarter.last_day:
            sentence = f"Tax of {month} in {ledger}, Rs {rupee_text(Paise(amount))}, was due on {due:%d-%m-%Y} and is not deposited by {case.quarter.last_day:%d-%m-%Y}."
            yield Finding(
                "tds.not_deposited",
                Severity.ERROR,
                f"ledger:{case.entity}/{ledger}",
                sentence,
                Paise(amount),
                "Rule 218 of 2026; Rule 30 of 1962",
                tuple(dict.fromkeys(booked.get(month, ())))[:PLACES_MOST] or case.chart[ledger].places,
                case.entity,
            )
