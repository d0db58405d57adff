"""Invoices between group companies, one by one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from qrt.core.base.money import Paise, rupees
from qrt.core.base.place import Place
from qrt.core.consol.documents import check_intercompany_documents
from qrt.core.consol.intercompany import intercompany_trade
from qrt.core.ledger.types import Foreign, LedgerAccount, Line, SourceKind, Voucher, VoucherKind

CHARTS = {
    "A": {"Beta": LedgerAccount("A", "Beta", nature="asset", role="debtor", counterparty="B"), "Sales": LedgerAccount("A", "Sales", nature="income")},
    "B": {
        "Alpha": LedgerAccount("B", "Alpha", nature="liability", role="creditor", counterparty="A"),
        "Purchases": LedgerAccount("B", "Purchases", nature="expense"),
    },
}


def deal(entity, amount, number, reference=""):
    party, ledger, kind, sign = ("Beta", "Sales", VoucherKind.SALES, 1) if entity == "A" else ("Alpha", "Purchases", VoucherKind.PURCHASE, -1)
    lines = (Line(party, Paise(sign * rupees(amount))), Line(ledger, Paise(-sign * rupees(amount))))
    place = Place(entity.lower() * 64, row=4)
    return Voucher(
        f"{entity}/{number}", entity, kind, date(2026, 8, 1), lines, SourceKind.REGISTER, number, reference=reference, place=place, evidence=(place,)
    )


def check(sold, bought):
    return check_intercompany_documents({"A": sold, "B": bought}, CHARTS, Paise(100))


def test_documents_that_agree_leave_nothing():
    assert check([deal("A", "118", "S/7")], [deal("B", "118.50", "P/1", "S-007")]) == ()


@pytest.mark.parametrize(
    ("sold", "bought", "amount", "says"),
    [
        ([("118", "S/7")], [("181", "P/1", "S/7")], "63", "booked it at 181.00 (P/1)"),
        ([("118", "S/7"), ("50", "S/8")], [("118", "P/1", "S/7")], "50", "B has not booked it"),
        ([("118", "S/7")], [("118", "P/1", "S/7"), ("40", "P/2", "S/9")], "40", "A has no such sale"),
        ([("118", "S/7")], [("118", "P/1", "S/7"), ("118", "P/2", "S/7")], "118", "booked it at 236.00 (P/1, P/2)"),
    ],
)
def test_a_difference_names_the_document_and_both_papers(sold, bought, amount, says):
    (finding,) = check([deal("A", *each) for each in sold], [deal("B", *each) for each in bought])
    assert (finding.rule, finding.amount) == ("consol.intercompany_difference", rupees(amount))
    assert says in finding.sentence
    assert finding.evidence


def test_a_buyer_without_references_is_passed_over():
    assert check([deal("A", "118", "S/7")], [deal("B", "999", "P/1")]) == ()


def test_trade_is_what_group_vouchers_booked_to_income_and_expense():
    assert intercompany_trade("A", [deal("A", "118", "S/7"), deal("A", "2", "S/8")], CHARTS["A"]) == {("A", "B", "Sales"): rupees("-120")}


def test_an_invoice_that_is_booked_in_two_parts_is_one_document():
    assert check([deal("A", "118", "S/7")], [deal("B", "100", "P/1", "S/7"), deal("B", "18", "P/2", "S/7")]) == ()


def in_dollars(voucher, amount, rate):
    """The voucher as agreed in dollars, in books in rupees."""
    lines = tuple(
        replace(line, foreign=Foreign("USD", (1 if line.amount > 0 else -1) * rupees(amount), Decimal(rate), voucher.day)) if n == 0 else line
        for n, line in enumerate(voucher.lines)
    )
    return replace(voucher, lines=lines)


def across(sold, bought):
    return check_intercompany_documents({"A": sold, "B": bought}, CHARTS, Paise(100), {"A": "INR", "B": "USD"})


def test_books_in_two_currencies_are_compared_in_the_one_that_both_say_and_never_rupees_with_dollars():
    assert across([in_dollars(deal("A", "83100", "S/7"), "1000", "83.10")], [deal("B", "1000", "P/1", "S/7")]) == ()
    (finding,) = across([in_dollars(deal("A", "83100", "S/7"), "1000", "83.10")], [deal("B", "990", "P/1", "S/7")])
    assert "A sold S/7 to B for USD 1,000.00, B booked it at USD 990.00 (P/1)" in finding.sentence and finding.amount == 0
    assert across([deal("A", "83100", "S/7")], [deal("B", "1000", "P/1", "S/7")]) == (), "at a rate they may be one: that is their reconciliation's matter"


def test_what_one_of_two_currencies_has_alone_is_told_in_it():
    missing, strange = across([deal("A", "83100", "S/7")], [deal("B", "1000", "P/1", "S/8")])
    assert "A sold S/7 to B for 83,100.00, B has not booked it" in missing.sentence and missing.amount == rupees("83100")
    assert "B booked S/8 of A at USD 1,000.00 (P/1), A has no such sale" in strange.sentence and strange.amount == 0
