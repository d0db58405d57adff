"""Bank lines without a voucher that settle something standing."""

from dataclasses import replace
from datetime import date

from qrt.adapters.rulebook.chart import load_model_chart
from qrt.core.base.money import rupees
from qrt.core.base.place import Place
from qrt.core.journals.breaks import draft_adjustments
from qrt.core.journals.money import Standing
from qrt.core.ledger.types import BillKind, LedgerAccount, Line, SourceKind, Voucher, VoucherKind
from qrt.core.ledger.voucher import is_sound
from qrt.core.parties.entries import OpeningBill
from qrt.core.recon.types import Break, Item, Reconciliation, ReconciliationKind, Side
from tests.unit.journals.open_items import open_items

LAST = date(2026, 9, 30)
BANK = "HDFC Bank"
ACCOUNTS = {
    BANK: ("bank", "asset", ""),
    "Balaji Traders": ("debtor", "asset", ""),
    "Om Balaji Stores": ("debtor", "asset", ""),
    "Steel House": ("creditor", "liability", ""),
    "Sales": ("", "income", ""),
    "Purchases": ("", "expense", ""),
    "Output IGST": ("output_igst", "liability", ""),
    "TDS Receivable": ("tds_receivable", "asset", ""),
    "Salary Payable": ("", "liability", ""),
    "PF Payable": ("statutory", "liability", ""),
    "TDS Payable 194C": ("tds_payable", "liability", "contractor"),
    "TDS Payable 194J": ("tds_payable", "liability", "professional"),
    "GST Payable": ("gst_payable", "liability", ""),
    "RCM IGST Payable": ("rcm_output_igst", "liability", ""),
}
CHART = {name: LedgerAccount("A", name, role=role, nature=nature, tds_key=key) for name, (role, nature, key) in ACCOUNTS.items()}


def voucher(number, day, legs, kind=VoucherKind.JOURNAL, party="", bill=""):
    lines = tuple(Line(name, rupees(amount), Place("f" * 64, row=7), bill=bill if name == party else "") for name, amount in legs)
    return Voucher(f"register:{number}", "A", kind, day, lines, SourceKind.REGISTER, number, party=party)


def sale(number, taxable, day=date(2026, 7, 10), party="Balaji Traders"):
    value = rupees(taxable) // 100
    tax = value * 18 // 100
    return voucher(number, day, [(party, str(value + tax)), ("Sales", f"-{value}"), ("Output IGST", f"-{tax}")], VoucherKind.SALES, party, number)


def drafts(vouchers, *lines, chart=CHART, opening=None):
    items = tuple(Item(f"s:{n}", day, rupees(amount), narration=text, place=Place("b" * 64, row=n)) for n, (day, text, amount) in enumerate(lines))
    breaks = tuple(Break(Side.RIGHT, item.id, "", "nothing in the books", 0) for item in items)
    recon = Reconciliation(ReconciliationKind.BANK, BANK, date(2026, 9, 30), (), items, (), breaks)
    return draft_adjustments(recon, chart, "A", BANK, load_model_chart(), Standing(open_items(vouchers, chart, opening or {}, LAST), vouchers))


def legs(draft):
    return {line.ledger: line.amount for line in draft.lines}


DAY = date(2026, 8, 20)


def test_a_receipt_less_tax_deducted_by_the_customer():
    # 1,00,000 with 18 % is 1,18,000; the customer keeps 2 % of 1,00,000.
    (made,) = drafts([sale("S/101", "100000")], (DAY, "NEFT CR-BALAJI TRADERS-HDFC0001234", "116000"))
    assert legs(made) == {BANK: rupees("116000"), "Balaji Traders": rupees("-118000"), "TDS Receivable": rupees("2000")}
    party = next(line for line in made.lines if line.ledger == "Balaji Traders")
    assert (party.bill, party.bill_kind) == ("S/101", BillKind.AGAINST)
    assert made.kind == VoucherKind.RECEIPT
    assert is_sound(made)
    assert set(made.evidence) == {Place("b" * 64, row=0), Place("f" * 64, row=7)}
    assert "2 % of 1,00,000.00" in next(line.reason for line in made.lines if line.ledger == "TDS Receivable")


def test_every_rate_that_customers_deduct_is_known_and_no_other():
    for rate, paid in (("0", "118000"), ("0.1", "117900"), ("1", "117000"), ("2", "116000"), ("10", "108000")):
        assert len(drafts([sale("S/101", "100000")], (DAY, "BALAJI TRADERS", paid))) == 1, rate
    assert drafts([sale("S/101", "100000")], (DAY, "BALAJI TRADERS", "115500")) == ()


def test_several_bills_in_one_receipt_and_the_number_of_a_bill_in_the_narration():
    books = [sale("S/101", "1000"), sale("S/102", "2000", date(2026, 7, 12))]
    (made,) = drafts(books, (DAY, "RTGS BALAJI TRADERS", "3540"))
    assert [(line.bill, line.amount) for line in made.lines[1:]] == [("S/101", rupees("-1180")), ("S/102", rupees("-2360"))]
    (made,) = drafts([sale("INV/26-27/1012", "1000")], (DAY, "NEFT UTIB0001 INV26271012", "1180"))
    assert made.party == "Balaji Traders"


def test_nobody_named_or_two_parties_alike_or_no_such_bill_stays_for_a_person():
    books = [sale("S/101", "1000"), sale("S/201", "1000", party="Om Balaji Stores")]
    assert drafts(books, (DAY, "NEFT CR 000123", "1180")) == ()
    assert drafts(books, (DAY, "NEFT BALAJI TRADERS / OM BALAJI STORES", "1180")) == ()
    assert drafts(books, (DAY, "NEFT BALAJI TRADERS", "1000")) == ()
    assert drafts(books, (date(2026, 7, 5), "NEFT BALAJI TRADERS", "1180")) == ()  # Before the bill was written.


def test_a_bill_is_settled_once():
    two = drafts([sale("S/101", "1000")], (DAY, "BALAJI TRADERS", "1180"), (date(2026, 8, 25), "BALAJI TRADERS", "1180"))
    assert [draft.day for draft in two] == [DAY]
    paid = voucher("R-1", date(2026, 8, 1), [(BANK, "1180"), ("Balaji Traders", "-1180")], VoucherKind.RECEIPT, "Balaji Traders")
    assert drafts([sale("S/101", "1000"), paid], (DAY, "BALAJI TRADERS", "1180")) == ()


def test_a_payment_to_a_creditor_whose_open_bill_equals_it():
    bill = voucher("P-1", date(2026, 7, 8), [("Purchases", "5000"), ("Steel House", "-5000")], VoucherKind.PURCHASE, "Steel House", "SH/7")
    (made,) = drafts([bill], (DAY, "NEFT-STEEL HOUSE-PYMT", "-5000"))
    assert legs(made) == {BANK: rupees("-5000"), "Steel House": rupees("5000")}
    assert made.kind == VoucherKind.PAYMENT
    opening = {"Steel House": (OpeningBill("SH/1", rupees("-700"), date(2026, 5, 2), None, "a list"),)}
    chart = CHART | {"Steel House": replace(CHART["Steel House"], opening=rupees("-700"))}
    (made,) = drafts([], (DAY, "STEEL HOUSE", "-700"), chart=chart, opening=opening)
    assert made.lines[1].bill == "SH/1"


def test_wages_and_taxes_that_are_owed_are_recognised_by_narration_and_amount():
    chart = CHART | {"PF Payable": replace(CHART["PF Payable"], opening=rupees("-6480"))}
    salary = voucher("J-1", date(2026, 7, 31), [("Purchases", "71225"), ("Salary Payable", "-71225")])
    tds = voucher("J-2", date(2026, 7, 31), [("Purchases", "3000"), ("TDS Payable 194C", "-1000"), ("TDS Payable 194J", "-2000")])
    gst = voucher("J-3", date(2026, 7, 31), [("Purchases", "9000"), ("GST Payable", "-8000"), ("RCM IGST Payable", "-1000")])
    after = voucher("J-4", date(2026, 8, 3), [("Purchases", "50"), ("TDS Payable 194C", "-50")])
    made = drafts(
        [salary, tds, gst, after],
        (date(2026, 8, 1), "SALARY JUL 26 BULK", "-71225"),
        (date(2026, 8, 7), "TDS CHALLAN 281 OLTAS", "-3000"),
        (date(2026, 8, 14), "EPFO PAYMENT", "-6480"),
        (date(2026, 8, 20), "GSTPMT CBIC", "-9000"),
        (date(2026, 8, 21), "GSTPMT CBIC", "-123"),
        chart=chart,
    )
    assert [legs(draft) for draft in made] == [
        {BANK: rupees("-71225"), "Salary Payable": rupees("71225")},
        {BANK: rupees("-3000"), "TDS Payable 194C": rupees("1000"), "TDS Payable 194J": rupees("2000")},
        {BANK: rupees("-6480"), "PF Payable": rupees("6480")},
        {BANK: rupees("-9000"), "GST Payable": rupees("8000"), "RCM IGST Payable": rupees("1000")},
    ]


def test_a_bill_that_money_on_account_may_have_paid_already_is_not_settled_again():
    def on_account(amount):
        line = Line("Balaji Traders", rupees(f"-{amount}"), bill_kind=BillKind.ON_ACCOUNT)
        bank = Line(BANK, rupees(amount))
        return Voucher("register:R-1", "A", VoucherKind.RECEIPT, date(2026, 8, 1), (bank, line), SourceKind.REGISTER, "R-1", party="Balaji Traders")

    books = [sale("S/101", "1000"), sale("S/102", "2000")]
    assert drafts([*books, on_account("1180")], (DAY, "BALAJI TRADERS", "1180")) == ()
    (made,) = drafts([*books, on_account("1180")], (DAY, "BALAJI TRADERS", "2360"))
    assert made.lines[1].bill == "S/102"
    (made,) = drafts([*books, on_account("700")], (DAY, "BALAJI TRADERS", "1180"))
    assert made.lines[1].bill == "S/101"
