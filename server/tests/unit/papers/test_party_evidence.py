"""A party of an invoice is accepted without a person where the paper proves it, and not for the place alone."""

import pytest

from qrt.core.base.identifiers import gstin_check_character
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.extract import AUTO_FROM, extract_invoice
from qrt.core.documents.invoice.heads import Choice
from qrt.core.documents.invoice.layout import Sheet, lay_out
from qrt.core.documents.invoice.parties import Parties, find_parties
from qrt.core.documents.invoice.party_evidence import is_company, weighed
from qrt.core.documents.types import DocumentKind, FieldStatus, Page, Word

Cells = tuple[tuple[float, str], ...]


def gstin(body: str) -> str:
    return body + gstin_check_character(body)


OURS, THEIRS = gstin("27AAACS1234A1Z"), gstin("29AABCV5678B1Z")


def sheet(*lines: Cells) -> Sheet:
    """Lines of cells, each at a place from the left in hundredths of the width."""
    words: list[Word] = []
    for number, cells in enumerate(lines):
        top = 0.05 + 0.016 * number
        for left, text in cells:
            x = left / 100
            for word in text.split():
                words.append(Word(word, (x, top, x + 0.008 * len(word), top + 0.012)))
                x += 0.008 * len(word) + 0.006
    return lay_out("a" * 64, (Page(1, 595.0, 842.0, tuple(words)),))


def parties(*lines: Cells) -> Parties:
    paper = Labelled.of(sheet(*lines))
    return weighed(paper, find_parties(paper))


def is_taken(choice: Choice | None) -> bool:
    assert choice is not None
    taken = choice.confidence >= AUTO_FROM and not choice.doubt
    assert taken or (choice.confidence < AUTO_FROM and choice.doubt)
    return taken


HEAD: Cells = ((5, "Sahyadri Alloys Pvt Ltd"),)
BUYER: tuple[Cells, ...] = (((5, "Bill To:"),), ((5, "Vindhya Motors Limited"),), ((5, f"GSTIN: {THEIRS}"),))
GOODS: tuple[Cells, ...] = (((5, "Description"), (60, "Qty"), (70, "Rate"), (85, "Amount")), ((5, "Pump"), (60, "2"), (70, "10.00"), (85, "20.00")))
TITLE: Cells = ((40, "TAX INVOICE"),)


@pytest.mark.parametrize(
    "proof",
    [
        ((70, "For Sahyadri Alloys Private Limited"),),
        ((5, "Account Name: Sahyadri Alloys Pvt. Ltd."),),
        ((5, "Cheques payable to SAHYADRI ALLOYS PVT LTD"),),
    ],
)
def test_a_heading_is_the_sellers_name_where_another_place_says_it(proof: Cells) -> None:
    assert is_taken(parties(TITLE, HEAD, *BUYER, *GOODS, proof).seller_name)


def test_the_place_alone_is_no_proof_of_the_sellers_name() -> None:
    assert not is_taken(parties(TITLE, HEAD, *BUYER, *GOODS).seller_name)
    # A signature alone is one place as well.
    assert not is_taken(parties(TITLE, *BUYER, *GOODS, ((70, "For Sahyadri Alloys Pvt Ltd"),)).seller_name)


def test_two_firms_that_sign_leave_the_seller_to_a_person() -> None:
    both = parties(TITLE, HEAD, *BUYER, *GOODS, ((70, "For Sahyadri Alloys Pvt Ltd"),), ((5, "For Deccan Motors Ltd"),))
    assert not is_taken(both.seller_name)


def test_a_name_in_a_block_is_one_place_and_not_a_heading_as_well() -> None:
    """A label that carriers write over others says little, wherever it stands."""
    head: tuple[Cells, ...] = (TITLE, ((5, "Consignor:"),), ((5, "Sahyadri Alloys Pvt Ltd"),), ((5, "Plot 7"),))
    assert not is_taken(parties(*head, *GOODS).seller_name)
    assert is_taken(parties(*head, *GOODS, ((70, "For Sahyadri Alloys Pvt Ltd"),)).seller_name)


def test_a_block_with_a_plain_label_proves_a_firm() -> None:
    assert is_taken(parties(TITLE, HEAD, *BUYER, *GOODS).buyer_name)
    assert is_taken(parties(TITLE, ((5, "Sold By: Sahyadri Alloys Pvt Ltd"),), *BUYER, *GOODS).seller_name)


def test_a_name_without_a_firms_form_needs_its_gstin() -> None:
    person: tuple[Cells, ...] = (((5, "Bill To:"),), ((5, "Ramesh Kulkarni"),))
    assert is_taken(parties(TITLE, HEAD, *person, ((5, f"GSTIN: {THEIRS}"),), *GOODS).buyer_name)
    assert not is_taken(parties(TITLE, HEAD, *person, ((5, "14 Station Road"),), *GOODS).buyer_name)
    # Between the two another firm stands: the GSTIN is that firm's.
    assert not is_taken(parties(TITLE, HEAD, *person, ((5, "Vindhya Motors Limited"),), ((5, f"GSTIN: {THEIRS}"),), *GOODS).buyer_name)


def test_what_another_label_may_ask_for_is_not_taken() -> None:
    assert not is_taken(parties(TITLE, HEAD, ((5, "Bill To:"),), ((5, "Booked through:"),), ((5, "Deccan Roadways Ltd"),), *GOODS).buyer_name)
    assert not is_taken(parties(TITLE, HEAD, ((5, "Bill To"), (70, "Deccan Roadways Ltd")), *GOODS).buyer_name)


def test_who_is_to_be_paid_is_no_buyer() -> None:
    assert not is_taken(parties(TITLE, *BUYER, *GOODS, ((5, "Payable to: Vindhya Motors Ltd"),)).buyer_name)


def test_a_name_of_both_parties_is_neithers() -> None:
    found = parties(TITLE, ((5, "Supplier: Vindhya Motors Ltd"),), ((5, "Buyer: Vindhya Motors Limited"),), *GOODS)
    assert not is_taken(found.seller_name)
    assert not is_taken(found.buyer_name)


def test_the_rest_of_a_label_is_no_firm() -> None:
    for text in ("Systems", "Company Services", "and Company", "Bank Details", "Travels"):
        assert not is_company(text), text
    for text in ("Shree Ganesh Traders", "Mehta & Sons", "V P Associates", "Infosys Ltd"):
        assert is_company(text), text


def test_of_two_gstins_the_sellers_is_known_by_a_label_of_either() -> None:
    top: Cells = ((5, f"GSTIN: {OURS}"),)
    by_buyer = parties(TITLE, HEAD, top, *BUYER, *GOODS)
    assert is_taken(by_buyer.seller_gstin)
    assert is_taken(by_buyer.buyer_gstin)
    by_seller = parties(TITLE, HEAD, ((5, f"Supplier GSTIN: {OURS}"),), *GOODS, ((5, f"GSTIN: {THEIRS}"),))
    assert is_taken(by_seller.seller_gstin)


def test_of_two_gstins_without_a_label_neither_is_taken() -> None:
    found = parties(TITLE, HEAD, ((5, f"GSTIN: {OURS}"),), ((5, "Vindhya Motors Ltd"),), ((5, f"GSTIN: {THEIRS}"),), *GOODS)
    assert not is_taken(found.seller_gstin)
    # "Consignee" says where the goods went, not who bought them; that it is not the seller agrees with the other one's place at the head.
    consigned = parties(TITLE, HEAD, ((5, f"GSTIN: {OURS}"),), ((5, "Consignee:"),), ((5, "Vindhya Motors Ltd"),), ((5, f"GSTIN: {THEIRS}"),), *GOODS)
    assert is_taken(consigned.seller_gstin)
    assert not is_taken(consigned.buyer_gstin)


def test_labels_that_gainsay_each_other_prove_no_gstin() -> None:
    found = parties(TITLE, HEAD, ((5, f"Supplier GSTIN: {OURS}"),), *BUYER, *GOODS, ((5, f"Buyer GSTIN: {OURS}"),))
    assert not is_taken(found.seller_gstin)
    rivals = parties(TITLE, HEAD, ((5, f"Supplier GSTIN: {OURS}"),), *GOODS, ((5, f"Seller GSTIN: {THEIRS}"),))
    assert not is_taken(rivals.seller_gstin)


def test_a_hotels_bill_with_one_gstin_may_bear_the_guests_firms() -> None:
    hotel: tuple[Cells, ...] = (TITLE, ((5, "Hotel Vaishali"),), ((5, f"GSTIN: {OURS}"),))
    assert is_taken(parties(*hotel, *GOODS).seller_gstin)
    assert not is_taken(parties(*hotel, ((5, "Guest: R Kulkarni"),), *GOODS).seller_gstin)


def test_what_is_not_proved_goes_to_a_person() -> None:
    read = extract_invoice("bill.pdf", sheet(TITLE, HEAD, *BUYER, *GOODS), DocumentKind.TAX_INVOICE, 0.95)
    assert read.text("seller.name") == "Sahyadri Alloys Pvt Ltd"
    assert read.fields["seller.name"].status is FieldStatus.REVIEW
    assert read.fields["seller.name"].confidence < AUTO_FROM
    assert read.fields["buyer.name"].status is FieldStatus.AUTO


@pytest.mark.parametrize(("pan", "taken"), [("UCTPS1305D", False), (OURS[2:12], True)])
def test_the_only_gstin_is_not_the_sellers_beside_the_pan_of_another(pan: str, taken: bool) -> None:
    letter: tuple[Cells, ...] = (HEAD, ((5, f"PAN: {pan}"),), ((5, "Vindhya Motors Limited"),), ((5, f"GSTIN {OURS}"),))
    assert is_taken(parties(*letter, *GOODS, ((70, "For Sahyadri Alloys Pvt Ltd"),)).seller_gstin) is taken
