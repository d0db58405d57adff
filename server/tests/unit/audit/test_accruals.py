"""Accruals of the period before: one that nobody took back while its bills came again is told, all others are left alone."""

from dataclasses import replace
from datetime import date

import pytest

from qrt.core.audit.accruals import check_standing_accruals
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupees
from qrt.core.base.place import Place
from qrt.core.ledger.types import LedgerAccount, Line, SourceKind, TrialBalance, TrialBalanceLine, Voucher, VoucherKind

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
AT = Place("trial balance", row=9)
EXPENSES = ("Audit Fees", "Electricity Charges", "Printing and Stationery", "Salaries")


def bill(expense: str, amount: str, *, kind: VoucherKind = VoucherKind.PURCHASE, against: str = "Rao & Co", dated: date | None = None) -> Voucher:
    lines = (Line(expense, rupees(amount)), Line(against, Paise(-rupees(amount))))
    return Voucher("P1", "Q", kind, date(2026, 8, 4), lines, SourceKind.REGISTER, "P/1", reference_day=dated, place=Place("register", row=5))


def told(
    accrual: str, *vouchers: Voucher, opening: str = "-50000", debit: str = "0", credit: str = "0", nature: str = "liability", role: str = ""
) -> list[Finding]:
    chart = {name: LedgerAccount("Q", name, nature="expense") for name in EXPENSES} | {
        "Rao & Co": LedgerAccount("Q", "Rao & Co", role="creditor", nature="liability"),
        accrual: LedgerAccount("Q", accrual, nature=nature, role=role, places=(AT,)),
    }
    start, more, less = rupees(opening), rupees(debit), rupees(credit)
    line = TrialBalanceLine(accrual, start, more, less, Paise(start + more - less))
    return list(check_standing_accruals(vouchers, chart, TrialBalance("Q", FIRST, LAST, (line,))))


def test_an_accrual_that_stood_still_while_its_bill_was_charged_again_is_told_with_both_places() -> None:
    (found,) = told("Provision for Audit Fee", bill("Audit Fees", "60000"))
    assert (found.rule, found.severity, found.amount) == ("audit.accrual_not_reversed", Severity.WARNING, rupees("50000"))
    assert found.evidence == (AT, Place("register", row=5)) and found.subject == "ledger:Q/Provision for Audit Fee"
    assert "Rs 50,000.00 Cr" in found.sentence and "Audit Fees (purchase P/1 of 04-08-2026)" in found.sentence and "Rs 60,000.00" in found.sentence


def test_a_new_accrual_on_top_does_not_hide_the_old_one_that_nobody_took_back() -> None:
    assert told("Outstanding Electricity", bill("Electricity Charges", "20000"), credit="21000")


@pytest.mark.parametrize("accrual", ["Outstanding Expenses", "Expenses Payable", "Accrued Expenses", "Provision for Expenses"])
def test_an_accrual_without_a_name_is_told_only_where_a_bill_of_the_time_before_was_charged(accrual: str) -> None:
    assert told(accrual, bill("Printing and Stationery", "700", dated=date(2026, 6, 28)))
    assert not told(accrual, bill("Printing and Stationery", "700", dated=date(2026, 7, 28)))
    assert not told(accrual, bill("Printing and Stationery", "700"))
    assert not told(accrual, bill("Printing and Stationery", "700", dated=date(2026, 6, 28)), credit="900")


def test_an_accrual_that_was_taken_back_is_no_finding() -> None:
    assert not told("Provision for Audit Fee", bill("Audit Fees", "60000"), debit="50000")


def test_a_bill_that_is_set_against_the_accrual_is_no_second_charge() -> None:
    both = bill("Audit Fees", "60000")
    settled = replace(both, lines=(*both.lines, Line("Provision for Audit Fee", Paise(-1)), Line("Audit Fees", Paise(1))))
    assert not told("Provision for Audit Fee", settled)


@pytest.mark.parametrize(
    "accrual",
    [
        "Provision for Income Tax",
        "Provision for Gratuity",
        "Outstanding Salaries",
        "Interest Accrued but not Due",
        "Provision for Doubtful Debts",
        "Audit Fee Control",
    ],
)
def test_what_stands_over_a_quarter_by_right_is_left_alone(accrual: str) -> None:
    assert not told(accrual, bill("Audit Fees", "60000"), bill("Salaries", "60000", dated=date(2026, 6, 1)))


def test_another_expense_an_accrual_at_nil_or_in_debit_and_a_journal_of_nobody_are_no_finding() -> None:
    assert not told("Provision for Audit Fee", bill("Electricity Charges", "60000"))
    assert not told("Provision for Audit Fee", bill("Audit Fees", "60000"), opening="0")
    assert not told("Provision for Audit Fee", bill("Audit Fees", "60000"), opening="50000")
    assert not told("Provision for Audit Fee", bill("Audit Fees", "60000"), nature="asset")
    assert not told("Provision for Audit Fee", bill("Audit Fees", "60000", kind=VoucherKind.JOURNAL, against="Printing and Stationery"))
    assert not told("Provision for Audit Fee")
