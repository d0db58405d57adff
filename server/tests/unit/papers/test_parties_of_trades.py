"""Who sells and who buys where a trade writes more firms, or other words, on its paper; and days and answers that stand in sentences."""

import pytest

from qrt.core.documents.invoice.extract import extract_invoice
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.types import DocumentKind, FieldStatus, Page, Word
from tests.unit.papers.test_party_evidence import GOODS, HEAD, OURS, THEIRS, TITLE, Cells, gstin, parties, sheet

SIGNED: Cells = ((70, "For Sahyadri Alloys Pvt Ltd"),)
THIRD = gstin("24AAACT9876C1Z")


def test_who_sends_goods_is_second_to_a_letterhead_that_signs() -> None:
    sent: tuple[Cells, ...] = (
        ((5, "Consignor:"), (50, "Freight payable by:")),
        ((5, "Tapti Castings Ltd"), (50, "Vindhya Motors Limited")),
        ((5, f"GSTIN: {THIRD}"), (50, f"GSTIN: {THEIRS}")),
    )
    found = parties(TITLE, HEAD, ((5, f"GSTIN: {OURS}"),), *sent, *GOODS, SIGNED)
    assert (found.seller_name and found.seller_name.candidate.value) == "Sahyadri Alloys Pvt Ltd"
    assert (found.seller_gstin and found.seller_gstin.candidate.value) == OURS
    assert (found.buyer_name and found.buyer_name.candidate.value, found.buyer_gstin and found.buyer_gstin.candidate.value) == (
        "Vindhya Motors Limited",
        THEIRS,
    )


@pytest.mark.parametrize("label", ["Name of the Insured", "Policyholder", "Host", "Member name", "Service receiver"])
def test_whoever_is_charged_buys_by_any_trades_word_for_it(label: str) -> None:
    found = parties(TITLE, HEAD, ((5, f"{label}: Vindhya Motors Limited"),), *GOODS)
    assert found.buyer_name is not None and found.buyer_name.candidate.value == "Vindhya Motors Limited"


def test_a_column_of_journeys_names_no_seller() -> None:
    head: Cells = ((5, "No"), (12, "From - To"), (50, "HSN"), (60, "Weight"), (70, "Rate"), (85, "Amount"))
    found = parties(TITLE, HEAD, head, ((5, "1"), (12, "Nashik - Hosur"), (50, "9967"), (60, "2"), (70, "10.00"), (85, "20.00")), SIGNED)
    assert found.seller_name is not None and found.seller_name.candidate.value == "Sahyadri Alloys Pvt Ltd"


def test_a_firm_under_the_label_outweighs_one_that_stands_far_beside_it() -> None:
    found = parties(TITLE, HEAD, ((5, "Bill To"), (60, "Deccan Logistics")), ((5, "Vindhya Motors Limited"), (60, "Terms of Delivery")), *GOODS)
    assert found.buyer_name is not None and found.buyer_name.candidate.value == "Vindhya Motors Limited"


def test_a_block_that_is_set_against_the_right_has_its_name_under_the_label() -> None:
    words = [
        Word(word, (0.9 - 0.01 * (len(text) - start), top, 0.9 - 0.01 * (len(text) - start - len(word)), top + 0.012))
        for top, text in ((0.1, "Billing Address :"), (0.114, "Vindhya Motors Limited"), (0.128, f"GSTIN: {THEIRS}"))
        for word, start in ((word, text.index(word)) for word in text.split())
    ]
    read = extract_invoice("bill.pdf", lay_out("a" * 64, (Page(1, 595.0, 842.0, tuple(words)),)), DocumentKind.TAX_INVOICE, 0.9)
    assert read.text("buyer.name") == "Vindhya Motors Limited"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((((5, "GST payable under reverse charge by the service recipient : Yes"),), ((5, "We have not taken credit"),)), "yes"),
        ((((5, "Whether tax is payable on reverse charge:"),), ((5, "No"),)), "no"),
        ((((5, "Reverse Charge"),), ((5, "No claim is taken after seven days"),)), ""),
    ],
)
def test_a_question_of_reverse_charge_is_answered_by_its_own_word(asked: tuple[Cells, ...], said: str) -> None:
    read = extract_invoice("bill.pdf", sheet(TITLE, HEAD, *GOODS, *asked), DocumentKind.TAX_INVOICE, 0.9)
    assert read.text("reverse_charge") == said


def test_the_day_of_an_agreement_is_not_the_bills() -> None:
    bill: tuple[Cells, ...] = (((5, "Invoice No. INV/7"),), ((5, "Date 04 Jul 2026"),))
    read = extract_invoice(
        "bill.pdf", sheet(TITLE, HEAD, *bill, *GOODS, ((5, "Agreement dated 01-04-2025 governs this invoice"),)), DocumentKind.TAX_INVOICE, 0.9
    )
    assert read.text("invoice_date") == "2026-07-04"
    dated = extract_invoice("bill.pdf", sheet(TITLE, HEAD, ((5, "Invoice No. INV/7 dated 04-07-2026"),), *GOODS), DocumentKind.TAX_INVOICE, 0.9)
    assert dated.text("invoice_date") == "2026-07-04"


def test_what_a_house_makes_is_not_its_name() -> None:
    found = parties(((5, "Nova Polyfilms"),), ((5, "Manufacturers of packaging film"),), TITLE, ((5, f"GSTIN: {OURS}"),), *GOODS)
    assert found.seller_name is not None and found.seller_name.candidate.value == "Nova Polyfilms"


def test_a_gstin_in_the_last_line_is_the_letterheads_and_a_person_looks_at_it() -> None:
    found = parties(HEAD, ((5, "Vindhya Motors Limited"),), ((5, "Nagar Road, Pune"),), ((5, f"GSTIN: {THEIRS}"),), TITLE, *GOODS, ((5, f"GSTIN: {OURS}"),))
    assert found.seller_gstin is not None and found.buyer_gstin is not None
    assert (found.seller_gstin.candidate.value, found.buyer_gstin.candidate.value) == (OURS, THEIRS)
    assert found.seller_gstin.doubt and found.buyer_gstin.doubt


@pytest.mark.parametrize("office", ["The Director", "The Managing Director,", "Accounts Department", "The Branch Manager"])
def test_an_office_in_a_house_is_not_the_house(office: str) -> None:
    found = parties(TITLE, HEAD, ((5, "To"),), ((5, office),), ((5, "Vindhya Motors Limited"),), ((5, f"GSTIN: {THEIRS}"),), *GOODS)
    assert found.buyer_name is not None and found.buyer_name.candidate.value == "Vindhya Motors Limited"


def test_whoever_issues_the_invoice_sells() -> None:
    found = parties(TITLE, ((5, "Invoice issued by Sahyadri Alloys Pvt Ltd"),), ((5, f"GSTIN: {OURS}"),), *GOODS)
    assert found.seller_name is not None and found.seller_name.candidate.value == "Sahyadri Alloys Pvt Ltd"


def test_a_page_without_a_word_has_no_parties() -> None:
    assert parties().seller_gstin is None


def test_of_an_unregistered_supplier_the_only_gstin_is_the_recipients_and_the_voucher_is_no_invoice() -> None:
    lines: tuple[Cells, ...] = (
        ((5, "Vindhya Motors Limited"),),
        ((5, f"GSTIN: {THEIRS}"),),
        ((40, "SELF INVOICE"),),
        ((5, "Self Invoice No."), (30, "SI/77"), (55, "Date"), (70, "21-10-2026")),
        ((5, "Supplier Name"), (30, "Bhim Singh Transport"), (55, "Supplier GSTIN"), (75, "Unregistered")),
        ((5, "Recipient"), (30, "Vindhya Motors Limited"), (55, "Reverse Charge"), (75, "Yes")),
        *GOODS,
        ((5, "Payment Voucher No. PV/28 dated 25-10-2026"),),
    )
    read = extract_invoice("bill.pdf", sheet(*lines), DocumentKind.TAX_INVOICE, 0.9)
    assert (read.text("seller.gstin"), read.text("buyer.gstin")) == ("", THEIRS)
    assert (read.text("invoice_number"), read.text("invoice_date")) == ("SI/77", "2026-10-21")


@pytest.mark.parametrize(
    ("lines", "want", "taken"),
    [
        ((((5, "Amount USD"), (50, "7,113.75")), ((5, "Exchange rate: 1 USD = INR 86.85"),)), "USD", True),
        ((((5, "Total ₹"), (50, "7,113.75")), ((5, "Exchange rate: 1 USD = INR 86.85"),)), "INR", True),
        ((((5, "Amount USD"), (50, "7,113.75")), ((5, "Payable INR"), (50, "6,17,829.18"))), "INR", False),
        ((((5, "Total ₹"), (50, "7,113.75")), ((5, "Spares for Euro VI motors"),)), "INR", True),
    ],
)
def test_a_rate_of_exchange_does_not_make_rupees_of_dollars(lines: tuple[Cells, ...], want: str, taken: bool) -> None:
    read = extract_invoice("bill.pdf", sheet(TITLE, HEAD, ((5, f"GSTIN: {OURS}"),), *lines), DocumentKind.EXPORT_INVOICE, 0.9)
    field = read.fields["currency"]
    assert (field.value, field.status is FieldStatus.AUTO) == (want, taken)


@pytest.mark.parametrize(
    ("lines", "name", "doubt"),
    [
        ((((5, "Recipient (SEZ Unit)"),), ((5, "Vindhya Motors Limited"),), ((5, f"GSTIN: {THEIRS}"),)), "Vindhya Motors Limited", ""),
        ((((5, "Debit to: Vindhya Motors Limited, Pune 411001"),), ((5, f"GSTIN: {THEIRS}"),)), "Vindhya Motors Limited", ""),
        ((((5, "Consignee:"),), ((5, "Nordhaus Living GmbH"),), ((5, "14 Harbour Road"),)), "Nordhaus Living GmbH", "it is the consignee's name"),
        ((((5, "Name : Vindhya Motors Limited"), (60, "Date : 05/04/2026")),), "Vindhya Motors Limited", "“Name” may be anybody's"),
    ],
    ids=["remark", "address", "consignee", "name"],
)
def test_a_buyer_is_found_behind_remarks_and_before_addresses_and_asked_about_where_no_label_names_it(lines: tuple[Cells, ...], name: str, doubt: str) -> None:
    found = parties(TITLE, HEAD, ((5, f"GSTIN: {OURS}"),), *lines, *GOODS, SIGNED)
    assert found.buyer_name is not None and found.buyer_name.candidate.value == name
    assert found.buyer_name.doubt.startswith(doubt) and bool(found.buyer_name.doubt) == bool(doubt)


def test_the_airports_of_a_flight_are_no_parties_and_its_number_is_not_the_bills() -> None:
    lines: tuple[Cells, ...] = (
        ((5, f"GSTIN : {OURS}"), (50, f"GSTIN of Customer : {THEIRS}")),
        ((5, "Number : MH12155AA"), (50, "GSTIN Customer Name : Vindhya Motors Limited")),
        ((5, "Date : 26-Dec-2026"), (50, "Flight No : 6V 280")),
        ((5, "From : BLR"), (50, "To : DEL")),
    )
    read = extract_invoice("bill.pdf", sheet(HEAD, TITLE, *lines, *GOODS, SIGNED), DocumentKind.TAX_INVOICE, 0.9)
    names = ("invoice_number", "seller.name", "buyer.name")
    assert [read.text(name) for name in names] == ["MH12155AA", "Sahyadri Alloys Pvt Ltd", "Vindhya Motors Limited"]
