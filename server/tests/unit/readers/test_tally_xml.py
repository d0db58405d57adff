"""Tally's XML."""

import json
from datetime import date

import pytest

from qrt.adapters.erp import read_tally_xml
from qrt.core.base.finding import Severity
from qrt.core.documents.types import DocumentKind


def rules(extraction):
    return [finding.rule for finding in extraction.findings]


def voucher(*legs: str, **tags: str) -> str:
    head = {"DATE": "20261009", "VOUCHERTYPENAME": "Purchase", "VOUCHERNUMBER": "P/1", **tags}
    return "<VOUCHER>" + "".join(f"<{tag}>{text}</{tag}>" for tag, text in head.items()) + "".join(legs) + "</VOUCHER>"


def leg(ledger: str, amount: str, deemed: str = "", tag: str = "ALLLEDGERENTRIES.LIST", more: str = "") -> str:
    flag = f"<ISDEEMEDPOSITIVE>{deemed}</ISDEEMEDPOSITIVE>" if deemed else ""
    return f"<{tag}><LEDGERNAME>{ledger}</LEDGERNAME>{flag}<AMOUNT>{amount}</AMOUNT>{more}</{tag}>"


@pytest.fixture
def read(paper):
    def run(text: str, encoding: str = "utf-8"):
        data = text.encode(encoding)
        return read_tally_xml(paper(data, "tally.xml"), data)

    return run


def legs(row):
    return [(each.ledger, each.amount) for each in row.legs]


GOOD = (leg("Purchases", "-100000.00", "Yes"), leg("Input IGST", "-18000.00", "Yes"), leg("Tungabhadra", "118000.00", "No"))


def test_a_debit_is_a_negative_amount_that_is_deemed_positive(read) -> None:
    (made,) = read(f"<ENVELOPE><BODY><DATA><TALLYMESSAGE>{voucher(*GOOD)}</TALLYMESSAGE></DATA></BODY></ENVELOPE>")
    (row,) = made.rows
    assert made.kind is DocumentKind.TALLY_VOUCHERS
    assert legs(row) == [("Purchases", 100000_00), ("Input IGST", 18000_00), ("Tungabhadra", -118000_00)]
    assert (row.day, row.base_kind, row.number, row.posts, row.cancelled) == (date(2026, 10, 9), "purchase", "P/1", True, False)
    assert made.findings == ()


@pytest.mark.parametrize(
    ("legs_of", "expected"),
    [
        ((leg("A", "100", "Yes"), leg("B", "100", "No")), []),  # Sizes alone: the flags tell.
        ((leg("A", "-100", "Yes"), leg("R", "1", "Yes"), leg("B", "99", "No")), []),  # A round-off against its flag: the signs tell.
        ((leg("A", "100", "Yes"), leg("B", "-100", "No")), ["tally_xml.sign_conflict"]),  # Written the other way round.
        ((leg("A", "-100"), leg("B", "100")), []),  # No flags at all.
    ],
)
def test_the_zero_sum_decides_which_reading_of_the_signs_is_right(read, legs_of, expected) -> None:
    (made,) = read(voucher(*legs_of))
    assert made.rows[0].legs[0].amount == 100_00
    assert sum(amount for _, amount in legs(made.rows[0])) == 0
    assert rules(made) == expected


def test_a_voucher_that_balances_in_no_reading_is_kept_and_named(read) -> None:
    (made,) = read(voucher(leg("A", "-100", "Yes"), leg("B", "90", "No")))
    assert [(finding.rule, finding.amount) for finding in made.findings] == [("tally_xml.voucher_unbalanced", 10_00)]
    assert len(made.rows) == 1


def test_the_invoice_view_takes_sales_from_the_stock_lines(read) -> None:
    stock = f"<ALLINVENTORYENTRIES.LIST><STOCKITEMNAME>Head</STOCKITEMNAME><AMOUNT>100</AMOUNT>{leg('Sales', '100', 'No', 'ACCOUNTINGALLOCATIONS.LIST')}</ALLINVENTORYENTRIES.LIST>"
    (made,) = read(voucher(leg("Buyer", "-118", "Yes", "LEDGERENTRIES.LIST"), leg("IGST", "18", "No", "LEDGERENTRIES.LIST"), stock, VOUCHERTYPENAME="Sales"))
    assert legs(made.rows[0]) == [("Buyer", 118_00), ("IGST", -18_00), ("Sales", -100_00)]
    assert made.rows[0].base_kind == "sales"


def test_stock_lines_beside_all_ledger_entries_are_not_counted_twice(read) -> None:
    stock = f"<ALLINVENTORYENTRIES.LIST>{leg('Sales', '100', 'No', 'ACCOUNTINGALLOCATIONS.LIST')}</ALLINVENTORYENTRIES.LIST>"
    (made,) = read(voucher(leg("Buyer", "-100", "Yes"), leg("Sales", "100", "No"), stock))
    assert legs(made.rows[0]) == [("Buyer", 100_00), ("Sales", -100_00)]


@pytest.mark.parametrize(
    ("tags", "posts", "cancelled"),
    [
        ({"ISOPTIONAL": "Yes"}, False, False),
        ({"ISCANCELLED": "Yes"}, True, True),
        ({"VOUCHERTYPENAME": "Memorandum"}, False, False),
        ({"VOUCHERTYPENAME": "Reversing Journal"}, False, False),
    ],
)
def test_optional_memorandum_and_cancelled_vouchers_do_not_move_the_books(read, tags, posts, cancelled) -> None:
    (made,) = read(voucher(*GOOD, **tags))
    assert (made.rows[0].posts, made.rows[0].cancelled) == (posts, cancelled)
    assert bool(made.rows[0].legs) is not cancelled


def test_a_type_of_the_companys_own_inherits_from_its_parent_in_the_file(read) -> None:
    text = f'<ENVELOPE><VOUCHERTYPE NAME="Stores"><PARENT>Purchase</PARENT></VOUCHERTYPE>{voucher(*GOOD, VOUCHERTYPENAME="Stores")}</ENVELOPE>'
    assert read(text)[0].rows[0].base_kind == "purchase"


def test_utf16_and_forbidden_control_references_are_read(read) -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?><ENVELOPE>{voucher(*GOOD, NARRATION="a&#4;b &#x1F; c")}</ENVELOPE>'
    assert read(text, "utf-16")[0].rows[0].narration == "ab  c"


def test_a_foreign_amount_counts_in_rupees(read) -> None:
    (made,) = read(voucher(leg("A", "-$ 100.00 @ ₹ 80/$ = -₹ 8000.00", "Yes"), leg("B", "8000.00", "No")))
    assert legs(made.rows[0])[0] == ("A", 8000_00)


def test_masters_carry_parent_gstin_pan_and_a_signed_opening_balance(read) -> None:
    text = """<ENVELOPE><TALLYMESSAGE><GROUP NAME="North"><PARENT>Sundry Debtors</PARENT></GROUP></TALLYMESSAGE><TALLYMESSAGE><LEDGER NAME="Acme">
    <PARENT>North</PARENT><PARTYGSTIN>29aabct1332l1za</PARTYGSTIN><INCOMETAXNUMBER>AABCT1332L</INCOMETAXNUMBER><OPENINGBALANCE>-500.00</OPENINGBALANCE>
    <LANGUAGENAME.LIST><NAME.LIST><NAME>Acme</NAME><NAME>Acme Co</NAME></NAME.LIST></LANGUAGENAME.LIST></LEDGER></TALLYMESSAGE></ENVELOPE>"""
    (made,) = read(text)
    group, ledger = made.rows
    assert (group.is_group, group.name, group.parent) == (True, "North", "Sundry Debtors")
    assert (ledger.name, ledger.gstin, ledger.pan, ledger.opening, ledger.aliases) == ("Acme", "29AABCT1332L1ZA", "AABCT1332L", 500_00, ("Acme Co",))
    assert made.kind is DocumentKind.TALLY_MASTERS


def test_masters_and_vouchers_of_one_file_are_two_extractions(read) -> None:
    made = read(f'<ENVELOPE><LEDGER NAME="A"><PARENT>P</PARENT></LEDGER>{voucher(*GOOD)}</ENVELOPE>')
    assert [(each.part, each.kind) for each in made] == [("masters", DocumentKind.TALLY_MASTERS), ("vouchers", DocumentKind.TALLY_VOUCHERS)]


def test_a_file_that_breaks_off_gives_what_stood_before_and_says_so(read) -> None:
    (made,) = read(f"<ENVELOPE>{voucher(*GOOD)}<VOUCHER><DATE>2026")
    assert len(made.rows) == 1
    assert rules(made) == ["tally_xml.cut_off"]


@pytest.mark.parametrize(
    "text",
    ['<!DOCTYPE a [<!ENTITY b "c">]><ENVELOPE>&b;</ENVELOPE>', "<ENVELOPE></ENVELOPE>", "no xml", "", "<A>" * 200 + "</A>" * 200],
)
def test_hostile_or_empty_xml_is_answered_and_never_raised(read, text) -> None:
    (made,) = read(text)
    assert made.kind is DocumentKind.OTHER
    assert rules(made) == ["document.unreadable"]


def test_an_impossible_date_leaves_the_voucher_out_loudly(read) -> None:
    (made,) = read(f"<ENVELOPE>{voucher(*GOOD, DATE='20260230')}{voucher(*GOOD)}</ENVELOPE>")
    assert len(made.rows) == 1
    assert [(each.rule, each.severity) for each in made.findings] == [("tally_xml.date_invalid", Severity.BLOCKING)]


@pytest.mark.parametrize("amount", ["$1000.00", "USD 1,000.00", "$1000.00 @ Rs 84.50/$"])
def test_foreign_money_without_rupees_leaves_the_voucher_out_with_that_cause_once(read, amount) -> None:
    (made,) = read(f"<ENVELOPE>{voucher(leg('Debtor Inc', f'-{amount}', 'Yes'), leg('Export Sales', amount, 'No'))}{voucher(*GOOD)}</ENVELOPE>")
    assert [legs(row)[0] for row in made.rows] == [("Purchases", 100000_00)]
    (finding,) = made.findings
    assert (finding.rule, finding.severity) == ("register.rupees_missing", Severity.BLOCKING)
    assert "money in USD" in finding.sentence and "without rupees" in finding.sentence


def test_foreign_money_with_its_rupees_counts_in_rupees(read) -> None:
    # 1,000 dollars at 84.50 are 84,500 rupees.
    (made,) = read(
        f"<ENVELOPE>{voucher(leg('Debtor Inc', '-$1000.00 @ Rs 84.50/$ = -Rs 84500.00', 'Yes'), leg('Export Sales', '$1000.00 @ Rs 84.50/$ = Rs 84500.00', 'No'))}</ENVELOPE>"
    )
    assert legs(made.rows[0]) == [("Debtor Inc", 84500_00), ("Export Sales", -84500_00)]
    assert made.findings == ()


@pytest.mark.parametrize("name", ["Groups_complete", "Vouchers_Credit_Note_complete", "Vouchers_Payment_complete", "Vouchers_Sales_complete"])
def test_the_labelled_samples_have_every_master_and_every_voucher_in_balance(samples, paper, name) -> None:
    file = samples / "tally" / f"{name}.xml"
    data = file.read_bytes()
    expected = json.loads((samples / "tally" / f"{name}.xml.expected.json").read_text())["fields"]
    (made,) = read_tally_xml(paper(data, name), data)
    if expected["groups"]:
        assert len(made.rows) == expected["groups"]
    else:
        assert len(made.rows) == expected["vouchers"]
        assert all(row.legs and sum(each.amount for each in row.legs) == 0 for row in made.rows)
    # One sample's bills come to more than its party's amount: that is told, and nothing else.
    assert [finding.rule for finding in made.findings] in ([], ["tally_xml.allocation_mismatch"])


def test_single_object_samples_are_read_without_an_envelope(samples, paper) -> None:
    data = (samples / "tally" / "ledger_complete.xml").read_bytes()
    (made,) = read_tally_xml(paper(data), data)
    assert (made.rows[0].name, made.rows[0].opening, made.rows[0].pan) == ("Test Party Ledger", 50000_00, "ABCDE1234F")
    data = (samples / "tally" / "voucher_sales.xml").read_bytes()
    (made,) = read_tally_xml(paper(data), data)
    assert legs(made.rows[0]) == [("Party B", 250000_00), ("Sales", -250000_00)]
    assert made.rows[0].legs[0].bill == "INV-001"


IMPORT = b"""<ENVELOPE><BODY><IMPORTDATA><REQUESTDATA><TALLYMESSAGE><VOUCHER VCHTYPE="Purchase"><DATE>20260701</DATE><VOUCHERTYPENAME>Purchase</VOUCHERTYPENAME>
<VOUCHERNUMBER>1</VOUCHERNUMBER>
<ALLLEDGERENTRIES.LIST><LEDGERNAME>Imports</LEDGERNAME><ISDEEMEDPOSITIVE>Yes</ISDEEMEDPOSITIVE><AMOUNT>-$1000.00 @ Rs 83.50/$ = -Rs 83500.00</AMOUNT>
<CATEGORYALLOCATIONS.LIST><CATEGORY>Plant</CATEGORY><COSTCENTREALLOCATIONS.LIST><NAME>North</NAME><AMOUNT>-50000.00</AMOUNT></COSTCENTREALLOCATIONS.LIST>
<COSTCENTREALLOCATIONS.LIST><NAME>South</NAME><AMOUNT>-33500.00</AMOUNT></COSTCENTREALLOCATIONS.LIST></CATEGORYALLOCATIONS.LIST></ALLLEDGERENTRIES.LIST>
<ALLLEDGERENTRIES.LIST><LEDGERNAME>Globex</LEDGERNAME><ISDEEMEDPOSITIVE>No</ISDEEMEDPOSITIVE><AMOUNT>$1000.00 @ Rs 83.50/$ = Rs 83500.00</AMOUNT>
<BILLALLOCATIONS.LIST><NAME>B1</NAME><BILLTYPE>New Ref</BILLTYPE><BILLCREDITPERIOD>30 Days</BILLCREDITPERIOD><AMOUNT>$600.00 @ Rs 83.50/$ = Rs 50100.00</AMOUNT></BILLALLOCATIONS.LIST>
<BILLALLOCATIONS.LIST><NAME>B2</NAME><BILLTYPE>Agst Ref</BILLTYPE><AMOUNT>$400.00 @ Rs 83.50/$ = Rs 33400.00</AMOUNT></BILLALLOCATIONS.LIST></ALLLEDGERENTRIES.LIST>
</VOUCHER></TALLYMESSAGE><TALLYMESSAGE><LEDGER NAME="Globex"><PARENT>Sundry Creditors</PARENT><OPENINGBALANCE>500.00</OPENINGBALANCE>
<BILLCREDITPERIOD>45 Days</BILLCREDITPERIOD><MSMEREGNUMBER>UDYAM-MH-26-0012345</MSMEREGNUMBER><ENTERPRISETYPE>Small</ENTERPRISETYPE>
<BILLALLOCATIONS.LIST><NAME>OLD</NAME><BILLDATE>20260301</BILLDATE><BILLCREDITPERIOD>1 Month</BILLCREDITPERIOD><OPENINGBALANCE>500.00</OPENINGBALANCE>
</BILLALLOCATIONS.LIST></LEDGER></TALLYMESSAGE></REQUESTDATA></IMPORTDATA></BODY></ENVELOPE>"""


def test_a_leg_is_cut_at_each_bill_and_each_cost_centre_and_keeps_its_foreign_money(paper) -> None:
    masters, books = read_tally_xml(paper(IMPORT), IMPORT)
    (voucher,) = books.rows
    bills = [(leg.amount, leg.bill, leg.bill_kind, leg.due_day, leg.currency, leg.foreign_amount) for leg in voucher.legs if leg.ledger == "Globex"]
    assert bills == [
        (-50_100_00, "B1", "new", date(2026, 7, 31), "USD", -600_00),
        (-33_400_00, "B2", "against", None, "USD", -400_00),
    ]
    centres = [(leg.amount, leg.cost_centre) for leg in voucher.legs if leg.ledger == "Imports"]
    assert centres == [(50_000_00, "North"), (33_500_00, "South")]
    assert sum(leg.foreign_amount for leg in voucher.legs) == 0 and {str(leg.rate) for leg in voucher.legs} == {"83.50"}
    master, opening = masters.rows
    assert (master.msme, master.udyam, master.credit_days) == ("small", "UDYAM-MH-26-0012345", 45)
    assert (opening.party, opening.bill, opening.amount, opening.day, opening.due_day) == ("Globex", "OLD", -500_00, date(2026, 3, 1), date(2026, 4, 1))


def test_bills_that_do_not_come_to_the_amount_are_told_and_the_ledgers_own_amount_stands(paper) -> None:
    broken = IMPORT.replace(b"Rs 33400.00</AMOUNT></BILL", b"Rs 30000.00</AMOUNT></BILL")
    _, books = read_tally_xml(paper(broken), broken)
    assert [finding.rule for finding in books.findings] == ["tally_xml.allocation_mismatch"]
    assert [leg.amount for leg in books.rows[0].legs if leg.ledger == "Globex"] == [-83_500_00]


def test_the_days_of_a_suppliers_bill_run_from_the_day_on_the_bill(paper) -> None:
    day = IMPORT[IMPORT.index(b"<DATE>") : IMPORT.index(b"</DATE>") + len(b"</DATE>")]
    dated = IMPORT.replace(day, day + b"<REFERENCEDATE>20260301</REFERENCEDATE>", 1)
    _, books = read_tally_xml(paper(dated), dated)
    assert next(leg.due_day for leg in books.rows[0].legs if leg.bill == "B1") == date(2026, 3, 31)
    later = IMPORT.replace(day, day + b"<REFERENCEDATE>20270301</REFERENCEDATE>", 1)
    _, books = read_tally_xml(paper(later), later)
    assert next(leg.due_day for leg in books.rows[0].legs if leg.bill == "B1") == date(2026, 7, 31)
