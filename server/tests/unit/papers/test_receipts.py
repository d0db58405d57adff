"""Till slips, and the doubt that what a recogniser read must bear. The slips are written here, in forms of several countries."""

from dataclasses import replace

import pytest

from qrt.adapters.ocr.agreeing import with_agreement
from qrt.adapters.scan.sniff import MediaType
from qrt.agents.classifier import propose_kind
from qrt.agents.extractor import propose_extraction
from qrt.core.base.identifiers import gstin_check_character, gstin_fault
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.invoice.repair import repaired_gstin, repaired_pan
from qrt.core.documents.receipt.extract import extract_receipt
from qrt.core.documents.types import DocumentKind, Extraction, FieldStatus, Page, Paper, Word

GSTIN = "29ABCDE1234F1Z" + gstin_check_character("29ABCDE1234F1Z")

HOTEL = f"""\
HOTEL NANDINI PRIVATE LIMITED
No 14, Church Street,
Bengaluru 560001
GSTIN: {GSTIN}
TAX INVOICE
Bill No: R-4471   Date: 12/07/2026 13:42
Cashier: Latha
Masala Dosa    2    90.00    180.00
Filter Coffee    2    45.00    90.00
Sub Total    270.00
CGST 2.5%    6.75
SGST 2.5%    6.75
Round Off    0.50
Grand Total Rs    284.00
Cash    500.00
Change    216.00
Thank you, visit again"""

KIOSK = """\
CORNER KIOSK SDN BHD (812345-K)
7, Jalan Besar, Taman Indah,
43000 Kajang, Selangor
TEL: 03-87331122
INVOICE #: K0098
27/03/2026 18:46
Bread    4.20
Milk    6.75
TOTAL    10.95
ROUNDING ADJ    0.00
CASH    20.00
CHANGE    9.05
THANK YOU"""


def slip(text: str, confidence: float = 0.97, doubtful: str = "", source: str = "rapidocr") -> Page:
    """A narrow page with the lines of `text`; four blanks part columns. `doubtful` is a word that the recogniser was not sure of."""
    words: list[Word] = []
    lines = text.splitlines()
    for row, line in enumerate(lines):
        column = 0
        for part in line.split(" "):
            if part:
                box = (0.05 + column * 0.019, row / len(lines), 0.05 + (column + len(part)) * 0.019, (row + 0.7) / len(lines))
                words.append(Word(part, box, 0.5 if part == doubtful else confidence))
            column += len(part) + 1
    return Page(1, 240.0, 12.0 * len(lines), tuple(words), source)


def read(page: Page) -> Extraction:
    paper, sheet = Paper("ab" * 32, "slip.jpg", 1), lay_out("ab" * 32, (page,))
    return propose_extraction(paper, propose_kind(paper, MediaType.JPEG, sheet), sheet).value


def test_a_slip_of_a_restaurant_is_a_receipt_with_its_seller_day_tax_and_total() -> None:
    found = read(slip(HOTEL))
    assert found.kind is DocumentKind.RECEIPT
    expected = {
        "seller.name": "HOTEL NANDINI PRIVATE LIMITED",
        "seller.address": "No 14, Church Street, Bengaluru 560001",
        "seller.gstin": GSTIN,
        "invoice_date": "2026-07-12",
        "invoice_number": "R-4471",
        "currency": "INR",
        "totals.grand_total": "284.00",
    }
    assert {name: found.text(name) for name in expected} == expected
    assert found.text("totals.cgst") == found.text("totals.sgst") == "6.75"


@pytest.mark.parametrize(
    ("goods", "street"),
    [
        ("Plain Dosa 2 No    45.00    90.00\nLassi, sweet    60.00 S", "14, Church Street"),
        ("Particulars    Qty    Amt\nPen, blue ink    4    40.00", "14, Church Street, Near Plaza"),
        ("Parking lot 2 hours, level 3    80.00", "Unit 14, Ground Floor"),
    ],
)
def test_what_is_sold_is_no_part_of_the_address(goods: str, street: str) -> None:
    found = read(slip(f"HOTEL NANDINI PRIVATE LIMITED\n{street}\n{goods}\nTotal Rs    150.00\nCash    200.00\nChange    50.00\n12/07/2026 13:42"))
    assert (found.kind, found.text("seller.address")) == (DocumentKind.RECEIPT, street)


def test_a_total_is_proved_by_the_money_given_less_the_change() -> None:
    total = read(slip(HOTEL)).fields["totals.grand_total"]
    assert total.status is FieldStatus.AUTO
    assert "cash_less_change" in total.checks


def test_a_slip_without_a_sign_of_currency_has_none_and_says_so() -> None:
    found = read(slip(KIOSK))
    assert found.fields["currency"].status is FieldStatus.MISSING
    assert found.text("currency") == ""
    assert any(finding.rule == "document.field_missing" and "currency" in finding.sentence for finding in found.findings)
    assert found.text("totals.grand_total") == "10.95"
    assert found.text("seller.name") == "CORNER KIOSK SDN BHD"


def test_a_bare_dollar_says_no_currency() -> None:
    assert read(slip(KIOSK.replace("    10.95", "    $10.95"))).text("currency") == ""


def test_money_given_and_change_do_not_pass_for_the_total_when_its_own_figure_is_broken() -> None:
    found = read(slip(KIOSK.replace("TOTAL    10.95", "TOTAL    1O.9S")))
    total = found.fields["totals.grand_total"]
    assert total.value != "20.00" or total.status is not FieldStatus.AUTO


def test_figures_that_one_reading_saw_are_not_taken_without_a_proof() -> None:
    found = read(slip(HOTEL))
    assert found.fields["invoice_date"].status is FieldStatus.REVIEW
    assert found.fields["invoice_number"].status is FieldStatus.REVIEW
    assert found.fields["seller.gstin"].status is FieldStatus.AUTO


def test_the_same_words_in_a_text_layer_need_none() -> None:
    assert read(slip(HOTEL, 1.0, source="text")).fields["invoice_number"].status is FieldStatus.AUTO


def test_a_field_is_no_surer_than_its_worst_word_and_is_not_taken_below_the_bound() -> None:
    sure, doubtful = read(slip(HOTEL)), read(slip(HOTEL, doubtful="284.00"))
    assert doubtful.fields["totals.grand_total"].confidence < sure.fields["totals.grand_total"].confidence
    assert doubtful.fields["totals.grand_total"].status is FieldStatus.REVIEW


@pytest.mark.parametrize(("right", "wrong"), [("0", "O"), ("1", "I")])
def test_a_letter_read_for_a_figure_is_put_right_inside_a_gstin_and_the_raw_text_is_kept(right: str, wrong: str) -> None:
    first = "29ABCDE1034F1Z" if right == "0" else "29ABCDE1234F1Z"
    gstin = first + gstin_check_character(first)
    broken = gstin[:7] + gstin[7:11].replace(right, wrong) + gstin[11:]
    assert broken != gstin
    field = read(slip(HOTEL.replace(GSTIN, broken))).fields["seller.gstin"]
    assert (field.value, field.raw) == (gstin, broken)


def test_a_gstin_of_a_text_layer_is_not_repaired() -> None:
    broken = GSTIN[:9] + "O" + GSTIN[10:]
    assert read(slip(HOTEL.replace(GSTIN, broken), 1.0, source="text")).text("seller.gstin") != GSTIN[:9] + "0" + GSTIN[10:]


def test_a_gstin_that_no_exchange_makes_sound_stays_broken() -> None:
    wrong = GSTIN[:14] + ("A" if GSTIN[14] != "A" else "C")
    assert gstin_fault(wrong)
    assert repaired_gstin(wrong) == ""


def test_a_pan_is_put_right_by_its_order_of_letters_and_figures() -> None:
    assert repaired_pan("ABCPEI234F") == "ABCPE1234F"
    assert repaired_pan("ABCPE12345678") == ""


def test_a_paper_with_two_parties_is_an_invoice_however_narrow_it_is() -> None:
    other = "27AAACB1234C1Z" + gstin_check_character("27AAACB1234C1Z")
    found = read(slip(HOTEL.replace("Cashier: Latha", f"Buyer GSTIN: {other}")))
    assert found.kind is not DocumentKind.RECEIPT


def agreed(page: Page, *but: str) -> Page:
    """The page as two recognisers read it alike, but for these words."""
    return replace(page, words=tuple(replace(word, agreed=word.text not in but) for word in page.words))


def test_figures_that_two_recognisers_read_alike_are_taken_and_those_that_one_read_otherwise_are_not() -> None:
    found = read(agreed(slip(HOTEL)))
    assert (found.fields["invoice_date"].status, found.fields["invoice_date"].checks) == (FieldStatus.AUTO, ("read_twice",))
    assert read(agreed(slip(HOTEL), "12/07/2026")).fields["invoice_date"].status is FieldStatus.REVIEW
    assert read(agreed(slip(HOTEL, doubtful="12/07/2026"))).fields["invoice_date"].status is FieldStatus.REVIEW


PLAIN = (
    "HOTEL NANDINI PRIVATE LIMITED\nReceipt No: 71\nDate: 14/07/2026 13:42\nCashier: Latha\nMeals    1    250.00\nTotal Rs    250.00\nThank you, visit again"
)


def test_a_total_that_only_its_label_names_is_taken_when_two_recognisers_read_it() -> None:
    assert read(slip(PLAIN)).fields["totals.grand_total"].status is FieldStatus.REVIEW
    assert read(agreed(slip(PLAIN))).fields["totals.grand_total"].status is FieldStatus.AUTO
    rounded = read(agreed(slip(PLAIN.replace("Total Rs    250.00", "Total Rs    249.80\nRound Off    0.20"))))
    assert rounded.fields["totals.grand_total"].status is FieldStatus.REVIEW, "what the rounding leaves does not stand on the slip"
    two = read(agreed(slip(PLAIN.replace("Total Rs    250.00", "Total    250.00\nTotal    260.00"))))
    assert two.fields["totals.grand_total"].status is FieldStatus.REVIEW


def test_day_and_month_cannot_be_exchanged_where_the_slip_is_of_a_country_that_writes_the_day_first() -> None:
    assert read(agreed(slip(PLAIN.replace("14/07", "04/07")))).fields["invoice_date"].status is FieldStatus.AUTO
    silent = read(agreed(slip(PLAIN.replace("14/07", "04/07").replace("Total Rs", "Total"))))
    assert silent.fields["invoice_date"].status is FieldStatus.REVIEW


@pytest.mark.parametrize(
    ("line", "status", "check"),
    [
        ("Date: 14/07/2026 (Tue)", FieldStatus.AUTO, "weekday_agrees"),
        ("Date: 14/07/2026 (Wed)", FieldStatus.REVIEW, ""),
        ("Date: 14/07/2026\n14 July, 2026 13:42", FieldStatus.AUTO, "written_two_ways"),
        ("Date: 14/07/2026\n14/07/2026 13:42", FieldStatus.REVIEW, "seen_twice"),
    ],
)
def test_a_weekday_or_another_spelling_proves_a_day_that_one_recogniser_read(line: str, status: FieldStatus, check: str) -> None:
    day = read(slip(PLAIN.replace("Date: 14/07/2026 13:42", line))).fields["invoice_date"]
    assert (day.value, day.status) == ("2026-07-14", status)
    assert not check or check in day.checks


def test_letters_read_for_figures_in_a_day_are_put_right_and_looked_at() -> None:
    day = read(agreed(slip(PLAIN.replace("14/07/2026", "l4/O7/2026")))).fields["invoice_date"]
    assert (day.value, day.raw, day.status) == ("2026-07-14", "l4/O7/2026", FieldStatus.REVIEW)
    assert read(slip(PLAIN.replace("14/07/2026", "Bill/Oslo/2026"))).fields["invoice_date"].value == ""


def test_money_given_is_known_beside_the_word_amount() -> None:
    text = "SHOP PRIVATE LIMITED\nReceipt No: 9\nCashier: Latha\nTotal Amt Incl GST    7.42\nTotal Amt Poyable    7.40\nPaid Amount    10.00\nChange    2.60\nThank you"
    total = read(slip(text)).fields["totals.grand_total"]
    assert total.value == "7.40" and "cash_less_change" in total.checks


def test_words_agree_only_where_the_other_recogniser_read_the_same_at_the_same_place() -> None:
    box = (0.2, 0.5, 0.4, 0.52)
    here = Word("26.80", box, 0.9)

    def said(text: str, at: tuple[float, float, float, float] = (0.19, 0.5, 0.42, 0.52)) -> bool:
        return with_agreement([here], [Word(text, at)])[0].agreed

    assert said("26.80") and said(":26.80") and with_agreement([Word("(26.80)", box)], [Word("26.80", box)])[0].agreed
    assert not said("126.80") and not said("26.801") and not said("1,26.80") and not said("26.8O") and not said("S26.80")
    assert not said("26.80", (0.19, 0.7, 0.42, 0.72)) and not said("26.80", (0.6, 0.5, 0.8, 0.52))
    halves = [Word("26.", (0.19, 0.5, 0.3, 0.52)), Word("80", (0.31, 0.5, 0.42, 0.52))]
    assert not with_agreement([here], halves)[0].agreed


COUNTED = """\
Apna Super Bazaar
Shop 3, MG Road
Pune 411001
GSTIN: 29ABCDE1234F1ZW
Bill No: 45/572    Dt: 28/05/2026
Surf    66.96
Atta    1490.64
Items: 2    Qty: 7    TOTAL    1557.60
Cash    1600.00
Change    42.40"""


def till(page: Page) -> Extraction:
    return extract_receipt("slip.pdf", lay_out("ab" * 32, (page,)), 1.0)


def test_a_count_beside_the_total_leaves_it_the_total() -> None:
    told = till(slip(COUNTED, source="text"))
    assert told.text("totals.grand_total") == "1557.60"
    saved = till(slip(COUNTED.replace("TOTAL    1557.60", "TOTAL SAVINGS    20.00").replace("Cash ", "TOTAL    1557.60\nCash "), source="text"))
    assert saved.text("totals.grand_total") == "1557.60"


def test_what_a_house_is_and_whose_goods_it_sells_is_neither_its_name_nor_its_address() -> None:
    told = till(slip(COUNTED.replace("Apna Super Bazaar", "INDIAN OIL DEALER\nSai Service Point\nAffiliated to NHAI, New Delhi (No. 11)"), source="text"))
    assert (told.text("seller.name"), told.text("seller.address")) == ("Sai Service Point", "Shop 3, MG Road Pune 411001")


WARD = f"""\
AAROGYA HEART INSTITUTE
Bengaluru 560001
GSTIN: {GSTIN}
INPATIENT FINAL BILL (BILL OF SUPPLY)
Bill No. IP/26/7591
Bill Date 23/05/2026 14:20
Counter 4
S.No    Description    SAC    Qty    Rate    Amount
1    Nursing Care    999311    5    655.15    3275.75
2    Pathology    999316    1    3482.91    3482.91
Net Bill Amount    6,758.66
Received with thanks"""


def test_a_list_with_codes_across_a_whole_sheet_is_a_bill_that_thanks() -> None:
    wide = replace(slip(WARD), width=595.0, height=842.0)
    told = propose_kind(Paper("0" * 64, "paper.pdf", 10), MediaType.PDF, lay_out("0" * 64, (wide,)))
    assert told.value is DocumentKind.BILL_OF_SUPPLY
    roll = replace(slip(WARD), height=900.0)
    # On a till's roll the same words are a slip's.
    assert propose_kind(Paper("0" * 64, "paper.pdf", 10), MediaType.PDF, lay_out("0" * 64, (roll,))).value is DocumentKind.RECEIPT
