"""What stands on bills of products that were not seen before, as words in lines: labels of their own, taxes at several rates, discounts, words that go on below."""

from datetime import date

import pytest

from qrt.core.base.company import Company
from qrt.core.base.identifiers import invoice_reference_number
from qrt.core.documents.checks import check_extraction
from qrt.core.documents.invoice.extract import extract_invoice
from qrt.core.documents.invoice.labels import meaning
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.types import DocumentKind, Extraction, FieldStatus, InvoiceLine, Page, Word

SELLER, BUYER = "27AAACR5055K1Z7", "29AABCU9603R1ZJ"


def read(*lines: str, kind: DocumentKind = DocumentKind.TAX_INVOICE) -> Extraction:
    """Lines of a page: two blanks or more set phrases apart, and where a phrase begins in the text it begins on the page."""
    words: list[Word] = []
    for number, line in enumerate(lines):
        at, y = 0, 0.05 + 0.02 * number
        for part in line.split(" "):
            if part:
                words.append(Word(part, (0.02 + at * 0.009, y, 0.02 + (at + len(part)) * 0.009, y + 0.012)))
            at += len(part) + 1
    sheet = lay_out("0" * 64, (Page(1, 600, 800, tuple(words)),))
    return extract_invoice("bill.pdf", sheet, kind, 1.0)


def taken(extraction: Extraction, name: str) -> str:
    """The value of a field that no person looks at."""
    found = extraction.fields.get(name)
    return found.value if found and found.status is FieldStatus.AUTO else ""


def test_a_lone_sign_for_number_is_a_label_and_an_address_has_none() -> None:
    extraction = read("Acme Traders Pvt Ltd", "Survey No. 118/2, 4th Cross", f"GSTIN {SELLER}", "#              : INV-597602", "Invoice Date   : 02/09/2026")
    assert extraction.text("invoice_number") == "INV-597602"


def test_the_number_is_the_one_that_the_irn_was_made_from() -> None:
    irn = invoice_reference_number(SELLER, date(2026, 9, 2), "INV", "79")
    lines = ("Invoice", f"GSTIN {SELLER}", "Their mark : 122001", "Our mark : 79   Date: 02/09/2026")
    assert taken(read(*lines, f"IRN: {irn}"), "invoice_number") == "79"
    wrong = read(*lines, f"IRN: {irn[:-1]}{'0' if irn[-1] != '0' else '1'}")
    assert taken(wrong, "invoice_number") == "" == taken(wrong, "irn")


def test_a_bank_code_is_no_number_of_a_bill() -> None:
    assert read("TAX INVOICE", "SHYG0000403", f"GSTIN {SELLER}").text("invoice_number") == ""


def test_a_number_inside_a_text_is_no_value_of_the_heading_above_it() -> None:
    extraction = read("Purchase Order", "1 Ball bearing 6204 ZZ        84821011        2,000.00")
    assert extraction.text("po_number") == ""


def test_a_date_behind_the_number_of_another_paper_is_the_date_of_that() -> None:
    extraction = read(
        "Credit Note", "CREDIT NOTE # CN-1373", "DATE    06/06/2026", "", "ORIGINAL INVOICE", "3603 dated 11/05/2026", kind=DocumentKind.CREDIT_NOTE
    )
    assert extraction.text("invoice_date") == "2026-06-06"


def test_where_money_is_foreign_a_due_date_that_can_be_read_two_ways_is_a_question() -> None:
    extraction = read(f"Invoice No. EX/7   GSTIN {SELLER}", "Invoice Date: 04/20/2026", "Due Date: 05/04/2026", "Total   € 1,000.00")
    assert extraction.text("due_date") and taken(extraction, "due_date") == ""


def test_two_figures_of_an_address_are_no_state_of_supply() -> None:
    extraction = read("PLACE OF SUPPLY", "Gala 12, Laxmi Estate")
    assert taken(extraction, "place_of_supply") == ""


def test_the_value_under_place_of_supply_is_the_one_in_its_column() -> None:
    extraction = read("CREDIT TO                  PLACE OF SUPPLY", "Gala 12, Laxmi Estate, Link Road   33 - Tamil Nadu")
    assert extraction.text("place_of_supply") == "33"


def test_taxes_with_their_rates_in_the_label_are_summed() -> None:
    extraction = read(
        f"Tax Invoice   GSTIN {SELLER}",
        "Sub Total          83,052.91",
        "CGST6 (6%)            190.72",
        "SGST6 (6%)            190.72",
        "CGST9 (9%)          7,188.69",
        "SGST9 (9%)          7,188.69",
        "Rounding                0.27",
        "Total              97,812.00",
    )
    assert [extraction.text(f"totals.{each}") for each in ("taxable", "cgst", "sgst", "grand_total")] == ["83052.91", "7379.41", "7379.41", "97812.00"]


def test_taxable_value_is_the_sum_of_what_taxes_at_several_rates_are_charged_on() -> None:
    extraction = read(
        "IGST @ 5% on 1,000.00          50.00",
        "IGST @ 18% on 2,000.00        360.00",
        "Received                        0.00",
        "Total                       3,410.00",
    )
    assert [extraction.text(f"totals.{each}") for each in ("taxable", "igst", "grand_total")] == ["3000.00", "410.00", "3410.00"]


def test_goods_whose_sum_is_not_printed_are_the_taxable_value_that_total_and_taxes_leave() -> None:
    goods = ("Pump          2          400.00          800.00", "Valve         3          100.00          300.00")
    taxes = (
        "Add : CGST    @ 6 %          48.00",
        "Add : CGST    @ 9 %          27.00",
        "Add : SGST    @ 6 %          48.00",
        "Add : SGST    @ 9 %          27.00",
    )
    extraction = read(
        "TAX INVOICE", f"GSTIN {SELLER}", "Description   Qty          Rate          Amount", *goods, *taxes, "Grand Total   5.00          1,250.00"
    )
    assert [extraction.text(f"totals.{head}") for head in ("taxable", "cgst", "sgst", "grand_total")] == ["1100.00", "75.00", "75.00", "1250.00"]
    assert extraction.fields["totals.taxable"].status is FieldStatus.REVIEW


def test_a_sum_of_quantities_is_no_taxable_value() -> None:
    rows = ("Pump          2.00          400.00", "Valve         3.00          100.00")
    extraction = read("TAX INVOICE", f"GSTIN {SELLER}", "Description   Qty          Rate", *rows, "Grand Total   5.00          1,337.00")
    assert extraction.text("totals.taxable") != "5.00"


def test_what_a_discount_leaves_is_the_taxable_value_where_it_is_printed() -> None:
    lines = ["SUB TOTAL          3,300.00", "LESS DISCOUNT        300.00", "IGST                 410.00", "GRAND TOTAL        3,410.00"]
    extraction = read(*lines, "CLASS           3,000.00     410.00")
    assert taken(extraction, "totals.taxable") == "3000.00"
    assert taken(extraction, "totals.igst") == "410.00"


def test_where_nothing_shows_what_a_discount_leaves_a_person_looks() -> None:
    extraction = read("SUB TOTAL          3,300.00", "LESS DISCOUNT        300.00", "IGST                 410.00", "GRAND TOTAL        3,410.00")
    assert taken(extraction, "totals.taxable") == ""
    assert taken(extraction, "totals.grand_total") == "3410.00"


def test_the_year_of_a_law_is_no_tax() -> None:
    extraction = read("(Issued under Section 31 of CGST Act, 2017)", "Taxable Value     1,000.00", "IGST               180.00", "Grand Total       1,180.00")
    assert taken(extraction, "totals.igst") == "180.00"


def test_an_amount_in_words_goes_on_below_beside_other_columns() -> None:
    extraction = read(
        "Total In Words",
        "Rupees One Lakh Eighteen Thousand Four       Taxable     1,00,350.00",
        "Hundred Thirteen Only                        IGST           18,063.00",
        "                                             Total       1,18,413.00",
    )
    assert taken(extraction, "totals.grand_total") == "118413.00"
    assert "amount_in_words" in extraction.fields["totals.grand_total"].checks


def test_a_block_against_the_right_belongs_to_the_label_that_ends_where_it_ends() -> None:
    extraction = read(
        "Sold By :                                    Billing Address :",
        "Acme Traders                                    Bharat Retail",
        f"GST Registration No: {SELLER}",
        f"                         GST Registration No: {BUYER}",
    )
    assert (extraction.text("seller.gstin"), extraction.text("buyer.gstin")) == (SELLER, BUYER)


def test_numbers_in_the_words_of_goods_are_no_amount_in_words() -> None:
    extraction = read(
        f"Tax Invoice   GSTIN {SELLER}",
        "Site supervision, three engineers, two year warranty    1,000.00",
        "Taxable Value          1,000.00",
        "CGST 9%                   90.00",
        "SGST 9%                   90.00",
        "Invoice Total          1,180.00",
    )
    assert taken(extraction, "totals.grand_total") == "1180.00"


def test_a_printed_total_that_does_not_follow_is_the_total_and_is_said_to_be_wrong() -> None:
    lines = (f"Tax Invoice   GSTIN {SELLER}", "Total                  1,000.00", "Taxable Value          1,000.00", "CGST 9%   90.00", "SGST 9%   90.00")
    extraction = read(*lines, "Grand Total            1,280.00")
    assert extraction.text("totals.grand_total") == "1280.00"
    assert taken(extraction, "totals.grand_total") == ""
    assert "document.arithmetic" in {finding.rule for finding in check_extraction(extraction, Company("Nobody"))}


def test_an_advance_explains_an_amount_payable_that_is_less_than_the_total() -> None:
    lines = (f"Tax Invoice   GSTIN {SELLER}", "Taxable Value          1,000.00", "CGST 9%   90.00", "SGST 9%   90.00", "Total   1,180.00")
    assert read(*lines, "Less: Advance   180.00", "Net Payable   1,000.00").text("totals.grand_total") == "1180.00"


@pytest.mark.parametrize(
    ("label", "role", "amount"),
    [
        ("bill ref number", "number", ""),
        ("bill raised on", "date", ""),
        ("date of issue of bill", "date", ""),
        ("value exclusive of gst", "", "taxable"),
        ("net sum payable", "", "grand_total"),
        ("gst no of client", "gstin_buyer", ""),
    ],
)
def test_a_label_that_nobody_wrote_down_is_known_by_its_words(label: str, role: str, amount: str) -> None:
    assert meaning(label) == (role, amount)


@pytest.mark.parametrize("words", ["gate pass no", "customer solutions", "total weight", "date of travel", "invoice subject to"])
def test_a_word_that_is_not_known_makes_a_label_unknown(words: str) -> None:
    assert meaning(words) is None


@pytest.mark.parametrize("name", ["Swift Parcel Services Pvt Ltd", "Account Systems Private Limited", "Date Palm Foods LLP"])
def test_a_firm_whose_first_word_is_a_label_elsewhere_is_a_firm(name: str) -> None:
    extraction = read(name, f"GSTIN {SELLER}", "Invoice No : A/1", "Invoice Date : 02/09/2026", "Rupees One Thousand One Hundred Eighty Only")
    assert extraction.text("seller.name") == name


def test_an_amount_in_words_is_nobodys_name() -> None:
    extraction = read("Rupees One Thousand One Hundred Eighty Only", f"GSTIN {SELLER}", "Invoice No : A/1", "Taxable 1,000.00  IGST 18% 180.00  Total 1,180.00")
    assert extraction.text("seller.name") == ""


def test_a_work_order_is_the_customers_order_for_a_person_to_look_at_and_yields_to_one_that_is_called_so() -> None:
    head = ("Acme Constructions Pvt Ltd", f"GSTIN {SELLER}", "Invoice No : A/1", "Invoice Date : 02/09/2026")
    alone = read(*head, "Work Order No : WO/77/26")
    assert (alone.text("po_number"), alone.fields["po_number"].status, alone.text("invoice_number")) == ("WO/77/26", FieldStatus.REVIEW, "A/1")
    beside = read(*head, "Your Ref : LTR-9", "PO No : 4500091")
    assert taken(beside, "po_number") == "4500091"
    assert taken(read(*head, "Your Order Reference : 4575859906"), "po_number") == "4575859906"


NOTE = ("CREDIT NOTE", f"GSTIN {SELLER}", "Credit Note No: CN-7", "{}", "Invoice#: SI/26/88", "Invoice Date: 11/02/2027")


def test_on_a_note_the_date_of_an_invoice_is_that_of_the_invoice_it_corrects() -> None:
    dated = read(*(line.format("Credit Date: 23/02/2027") for line in NOTE), kind=DocumentKind.CREDIT_NOTE)
    assert (taken(dated, "invoice_number"), taken(dated, "invoice_date")) == ("CN-7", "2027-02-23")
    undated = read(*(line.format("Reason: Sales Return") for line in NOTE), kind=DocumentKind.CREDIT_NOTE)
    assert taken(undated, "invoice_date") == ""
    alone = read("CREDIT NOTE", f"GSTIN {SELLER}", "Credit Note No: CN-7", "Invoice Date: 11/02/2027", kind=DocumentKind.CREDIT_NOTE)
    assert taken(alone, "invoice_date") == "2027-02-11"


def test_no_tax_is_as_large_as_what_it_is_on() -> None:
    # Fare with tax, a fee without, and their sum: the fee is no taxable value, and the fare is no tax on it.
    extraction = read(
        "TAX INVOICE", f"GSTIN {SELLER}", "Taxable Value        1,228.16", "Total Tax           18,432.91", "Grand Total         19,661.07",
    )  # fmt: skip
    assert {name: taken(extraction, f"totals.{name}") for name in ("taxable", "tax", "grand_total")} == {"taxable": "", "tax": "", "grand_total": ""}


def test_a_rounding_with_its_minus_in_brackets_is_taken_off() -> None:
    extraction = read(
        "TAX INVOICE", f"GSTIN {SELLER}", "Taxable Value        1,000.48", "CGST                    90.04", "SGST                    90.04",
        "Less : Round Off      (-)0.56", "Grand Total          1,180.00",
    )  # fmt: skip
    assert taken(extraction, "totals.round_off") == "-0.56"


def test_the_comma_behind_to_ends_the_label_of_a_letter() -> None:
    extraction = read("Tax Invoice", f"GSTIN {SELLER}", "", "To, Kaveri Polymers Pvt Ltd", "Peenya, Bengaluru", f"GSTIN : {BUYER}")
    assert extraction.text("buyer.name") == "Kaveri Polymers Pvt Ltd"


def test_tax_that_is_to_be_paid_on_reverse_charge_is_the_buyers_to_pay() -> None:
    told = read("Invoice", "[1] Tax to be paid on reverse charge basis").fields["reverse_charge"]
    assert (told.value, told.status) == ("yes", FieldStatus.REVIEW)


UNSUMMED = (
    "TAX INVOICE", f"GSTIN {SELLER}", "Sl  Particulars        HSN          Amount", "1   Ball Valve         84818030   1,000.00", "2   Copper Lug         85369090     500.00",
    "CGST                                135.00", "SGST                                135.00", "Total                             1,770.00",
)  # fmt: skip
SPELLED = "Amount in words: Rupees One Thousand Seven Hundred Seventy Only"


def test_totals_whose_sum_of_goods_is_not_printed_are_proved_by_the_goods_and_the_words() -> None:
    proved = read(*UNSUMMED, SPELLED)
    assert [taken(proved, f"totals.{name}") for name in ("cgst", "sgst", "grand_total")] == ["135.00", "135.00", "1770.00"]
    assert (proved.text("totals.taxable"), proved.fields["totals.taxable"].status) == ("1500.00", FieldStatus.REVIEW)
    assert taken(read(*UNSUMMED), "totals.grand_total") == ""
    assert taken(read(*UNSUMMED[:4], "2   Copper Lug         85369090     480.00", *UNSUMMED[5:], SPELLED), "totals.grand_total") == ""


def test_the_same_amount_twice_under_a_name_is_one_rate_and_its_sum() -> None:
    extraction = read(
        "TAX INVOICE", f"GSTIN {SELLER}", "", "Taxable Amount       Total Tax       Invoice Total", "1,000.00                180.00            1,180.00",
        "1,000.00                180.00            1,180.00",
    )  # fmt: skip
    assert taken(extraction, "totals.taxable") == "1000.00"


@pytest.mark.parametrize("label", ["Toll & Parking", "Reimbursement of travel"])
def test_what_is_put_on_behind_the_taxes_is_a_charge(label: str) -> None:
    lines = ("Sub-Total   1,000.00", "CGST 9%   90.00", "SGST 9%   90.00", f"{label}   250.00", "Total Payable   1,430.00")
    found = read(f"GSTIN {SELLER}", *lines)
    assert [taken(found, f"totals.{name}") for name in ("taxable", "charge", "grand_total")] == ["1000.00", "250.00", "1430.00"]


def test_a_chemists_licence_and_a_flight_are_no_numbers_of_a_bill() -> None:
    assert [meaning(label) for label in ("dl no", "flight no")] == [("other_number", "")] * 2


@pytest.mark.parametrize(("said", "code"), [("HSN/SAC Code: 997212", "997212"), ("GST on rent (SAC 997212) is 18%", ""), ("SAC: 997212   HSN: 9963", "")])
def test_rows_without_a_code_have_the_one_that_is_said_over_all_of_them(said: str, code: str) -> None:
    found = read(
        "TAX INVOICE", f"GSTIN {SELLER}", said, "", "Particulars                Amount (INR)",
        "Office rent                  81,765.00", "Maintenance                  18,235.00",
        "Taxable value              1,00,000.00", "IGST 18%                     18,000.00", "Total invoice value        1,18,000.00",
    )  # fmt: skip
    assert [row.hsn for row in found.rows if isinstance(row, InvoiceLine)] == [code, code]
