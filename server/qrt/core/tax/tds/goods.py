"""Tax on the purchase of goods above 50 lakh from one seller in a year (s.194Q; s.393(1) Sl.8(ii))."""

from collections import defaultdict
from collections.abc import Iterator

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.ledger.types import Voucher, VoucherKind
from qrt.core.tax.deduction import deduction_due
from qrt.core.tax.rules import tds_rule_on
from qrt.core.tax.tds.events import TdsCase, finding, name_of

KEY = "purchase_goods"


def check_goods(case: TdsCase) -> Iterator[Finding]:
    """tds.not_deducted where a seller's goods exceed the limit. Whether the buyer's own turnover makes it liable is not in the books of a quarter,

    so it is an error only where the company deducts under this section from others, and a note otherwise.
    """
    liable = any(account.role == "tds_payable" and account.tds_key == KEY for account in case.chart.values())
    bought: dict[str, list[tuple[Voucher, int]]] = defaultdict(list)
    for voucher in case.vouchers:
        if voucher.kind is VoucherKind.PURCHASE and voucher.party and (value := _goods(case, voucher)) > 0:
            bought[voucher.party].append((voucher, value))
    for party, purchases in sorted(bought.items()):
        deducted = sum(each.amount for each in case.deducted if each.payee == party and each.key == KEY)
        total = case.prior.get((party, KEY), 0) + sum(value for _, value in purchases)
        last, _ = purchases[-1]
        rule = tds_rule_on(case.rules, KEY, last.day)
        if rule is None or case.pan(party)[3:4] == "G":
            continue
        due = deduction_due(rule, case.pan(party) or "AAACA0001A", Paise(total))
        if due.tax - deducted <= 100 * len(purchases):
            continue
        condition = "" if liable else " if the company's turnover of last year was above Rs 10 crore"
        sentence = (
            f"Goods of Rs {rupee_text(Paise(total))} were bought from {party} in the known part of the year, the last by {name_of(last)}: tax of {due.rate} % on what is above "
            f"Rs 50 lakh, Rs {rupee_text(due.tax)}, is due{condition}; Rs {rupee_text(Paise(deducted))} was deducted."
        )
        severity = Severity.ERROR if liable else Severity.INFO
        yield finding(last, "tds.not_deducted", severity, sentence, due.tax - deducted, f"s.{rule.section} of the Income-tax Act {rule.act}")


def _goods(case: TdsCase, voucher: Voucher) -> int:
    """Value under Purchase Accounts or stock, without tax."""
    accounts = ((line.amount, case.chart.get(line.ledger)) for line in voucher.lines)
    return sum(amount for amount, account in accounts if account and (account.group == "Purchase Accounts" or account.role == "inventory"))
