"""Input tax credit that may not be taken, or not any more."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from qrt.core.base.dated import is_in_force
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.tax.gst.reverse import says
from qrt.core.tax.gst.supply import GstCase, Supply, finding, role_of
from qrt.core.tax.rules import itc_last_day

PAYMENT_DAYS = 180


def check_blocked(case: GstCase) -> Iterator[Finding]:
    """gst.blocked_credit: credit taken on supplies that s.17(5) excludes, recognised by words; a person decides."""
    for supply in case.supplies:
        if supply.inward and supply.tax > 0:
            category = next((each for each in case.rules.blocked_credit if is_in_force(each, supply.day) and says(supply.words, each)), None)
            if category:
                sentence = f"Credit of Rs {rupee_text(supply.tax)} was taken on {supply.name}, which looks like {category.item}: such credit is blocked unless an exception applies."
                yield finding(supply, "gst.blocked_credit", Severity.WARNING, sentence, supply.tax, category.law)


def check_time_bar(case: GstCase) -> Iterator[Finding]:
    """gst.time_barred: credit booked after the last day for documents of its year."""
    for supply in case.supplies:
        last = itc_last_day(case.rules, supply.day)
        if supply.inward and supply.tax > 0 and not supply.reverse and last and supply.voucher.day > last:
            sentence = f"Credit of Rs {rupee_text(supply.tax)} on {supply.name}, dated {supply.day:%d-%m-%Y}, was lost on {last:%d-%m-%Y}: reverse it."
            yield finding(supply, "gst.time_barred", Severity.ERROR, sentence, supply.tax, "s.16(4) CGST Act")


def check_payment_term(case: GstCase) -> Iterator[Finding]:
    """gst.unpaid_180_days: a bill whose own voucher and payments are all known, still owed 180 days after its date at the end of the quarter."""
    owed: dict[tuple[str, str], int] = defaultdict(int)
    for voucher in case.vouchers:
        for line in voucher.lines:
            if line.bill and role_of(case.chart, line.ledger) == "creditor":
                owed[(line.ledger, line.bill)] += line.amount
    for supply in case.supplies:
        if not (supply.inward and supply.tax > 0) or supply.reverse or supply.day + timedelta(days=PAYMENT_DAYS) > case.quarter.last_day:
            continue
        yield from _unpaid(supply, owed)


def _unpaid(supply: Supply, owed: dict[tuple[str, str], int]) -> Iterator[Finding]:
    for line in supply.voucher.lines:
        still = -owed.get((line.ledger, line.bill), 0) if line.bill else 0
        if still > 0 and line.amount < 0:
            share = Paise(supply.tax * min(still, -line.amount) // -line.amount)
            sentence = f"Rs {rupee_text(Paise(still))} of {supply.name} is unpaid more than {PAYMENT_DAYS} days after {supply.day:%d-%m-%Y}: reverse credit of Rs {rupee_text(share)} with interest; it comes back on payment."
            yield finding(supply, "gst.unpaid_180_days", Severity.WARNING, sentence, share, "Rule 37 CGST Rules; second proviso to s.16(2)")
