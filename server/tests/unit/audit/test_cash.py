"""Cash beyond the law, and funds of employees that were not paid in: by person and day, by month and due date."""

from datetime import date

import pytest

from qrt.adapters.rulebook.law import load_tax_rules
from qrt.core.audit.checks import check_book
from qrt.core.base.money import Paise, rupees
from qrt.core.ledger.types import Chart, LedgerAccount, Line, SourceKind, TrialBalance, TrialBalanceLine, Voucher, VoucherKind

_LEDGERS = {
    "Cash": ("cash", "asset"),
    "Bank": ("bank", "asset"),
    "Repairs": ("", "expense"),
    "Freight Inward": ("", "expense"),
    "Wages": ("", "expense"),
    "Ramu Steel": ("creditor", "liability"),
    "Om Traders": ("debtor", "asset"),
    "Counter Sales": ("", "income"),
    "Loan from S Rao": ("borrowing", "liability"),
    "EPF Payable": ("statutory", "liability"),
}
CHART: Chart = {name: LedgerAccount("Q", name, nature=nature, role=role) for name, (role, nature) in _LEDGERS.items()}


def voucher(key: str, day: str, debit: str, credit: str, amount: str, party: str = "") -> Voucher:
    money = rupees(amount)
    kind = VoucherKind.PAYMENT if credit in ("Cash", "Bank") else VoucherKind.RECEIPT
    return Voucher(key, "Q", kind, date.fromisoformat(day), (Line(debit, money), Line(credit, Paise(-money))), SourceKind.REGISTER, key, party=party)


def found(*vouchers: Voucher, opening: str = "0") -> list[tuple[str, int]]:
    """Rule and amount of what the law on cash and on dues says; `opening` of the fund's ledger."""
    lines = [TrialBalanceLine("EPF Payable", rupees(opening), Paise(0), Paise(0), rupees(opening))]
    book = TrialBalance("Q", date(2026, 7, 1), date(2026, 9, 30), tuple(lines))
    return [
        (each.rule, each.amount) for each in check_book(vouchers, CHART, book, rules=load_tax_rules()) if each.rule.startswith(("audit.cash", "audit.dues"))
    ]


@pytest.mark.parametrize(
    ("vouchers", "rule", "amount"),
    [
        ([("Repairs", "Cash", "10001", "")], "audit.cash_payment", 10001),
        ([("Ramu Steel", "Cash", "6000", ""), ("Ramu Steel", "Cash", "6000", "")], "audit.cash_payment", 12000),
        ([("Repairs", "Cash", "6000", "M/s Jai"), ("Repairs", "Cash", "5000", "M/S JAI")], "audit.cash_payment", 11000),
        ([("Freight Inward", "Cash", "35001", "Om Roadways")], "audit.cash_payment", 35001),
        ([("Cash", "Om Traders", "200000", "")], "audit.cash_receipt", 200000),
        ([("Cash", "Loan from S Rao", "20000", "")], "audit.cash_loan", 20000),
        ([("Loan from S Rao", "Cash", "25000", "")], "audit.cash_loan", 25000),
    ],
)
def test_cash_beyond_the_law_is_named(vouchers: list[tuple[str, str, str, str]], rule: str, amount: int) -> None:
    made = [voucher(f"V{n}", "2026-08-05", debit, credit, money, party) for n, (debit, credit, money, party) in enumerate(vouchers)]
    assert found(*made) == [(rule, amount * 100)]


@pytest.mark.parametrize(
    ("debit", "credit", "amount"),
    [
        ("Repairs", "Cash", "10000"),  # the limit itself may be paid
        ("Freight Inward", "Cash", "35000"),
        ("Wages", "Cash", "90000"),  # many people's
        ("Cash", "Counter Sales", "500000"),  # many customers'
        ("Cash", "Bank", "500000"),
        ("Cash", "Om Traders", "199999.99"),
        ("Repairs", "Bank", "500000"),
        ("Cash", "Loan from S Rao", "19999"),
    ],
)
def test_cash_within_the_law_raises_no_question(debit: str, credit: str, amount: str) -> None:
    assert found(voucher("V", "2026-08-05", debit, credit, amount)) == []


def test_payments_of_two_days_or_two_people_are_not_added_up() -> None:
    days = [voucher("A", "2026-08-05", "Ramu Steel", "Cash", "6000"), voucher("B", "2026-08-06", "Ramu Steel", "Cash", "6000")]
    unnamed = [voucher("C", "2026-08-07", "Repairs", "Cash", "6000"), voucher("D", "2026-08-07", "Repairs", "Cash", "6000")]
    assert found(*days, *unnamed) == []


def test_a_fund_that_is_not_paid_in_is_named_with_its_months_and_one_that_is_paid_is_not() -> None:
    accrued = [voucher(f"W{month}", f"2026-0{month}-28", "Wages", "EPF Payable", "3000") for month in (7, 8, 9)]
    paid = voucher("P", "2026-08-14", "EPF Payable", "Bank", "3000")
    assert found(*accrued) == [("audit.dues_not_deposited", 600000)]  # September is due in October
    assert found(*accrued, paid) == [("audit.dues_not_deposited", 300000)]
    assert found(*accrued, paid, voucher("P2", "2026-09-15", "EPF Payable", "Bank", "3000")) == []
    assert found(*accrued, paid, opening="-3000") == [("audit.dues_not_deposited", 600000)]  # that payment was June's
