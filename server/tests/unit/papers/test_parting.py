"""Several papers in one PDF: each page stands in exactly one of them, and where nobody can be sure a person is asked."""

import io
import random

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.adapters.scan.cut import cut_pdf
from qrt.core.documents.parting import Parting, groups_fault, propose_parting
from tests.evals.parting import measure, papers, together

SHA = "a" * 64
SELLER, OTHER = "27AAPFU0939F1ZV", "29AAGCB7383J1Z4"


def drawn(*pages: list[str]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for lines in pages:
        for index, line in enumerate(lines):
            canvas.drawString(72, 800 - 24 * index, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def bill(number: str, total: str = "1,180.00", title: str = "Tax Invoice", seller: str = SELLER, *more: str) -> list[str]:
    return [
        title, *more, "Asha Traders", f"GSTIN: {seller}", f"Invoice No: {number}", "Invoice Date: 04-07-2026",
        f"Taxable Value {total.partition(',')[0]},000.00", "IGST 180.00", f"Grand Total {total}",
    ]  # fmt: skip


def parting(*pages: list[str]) -> Parting:
    return propose_parting(SHA, fetch_pages(drawn(*pages)))


def test_two_bills_of_one_vendor_are_two_papers_by_their_numbers() -> None:
    assert parting(bill("INV/7"), bill("INV/8")) == Parting(((1, 1), (2, 2)))


def test_three_copies_of_one_bill_are_one_paper() -> None:
    copies = [bill("INV/7", title=f"Tax Invoice ({copy})") for copy in ("Original for Recipient", "Duplicate", "Triplicate")]
    assert parting(*copies).is_one


def test_a_page_that_counts_itself_goes_on_with_the_page_before() -> None:
    first = bill("INV/7", "1,180.00", "Tax Invoice", SELLER, "Page 1 of 2")
    assert parting(first, ["Page 2 of 2", "Terms and conditions"], bill("INV/8")) == Parting(((1, 2), (3, 3)))


def test_a_second_first_page_begins_a_paper_and_one_that_is_not_whole_is_asked_about() -> None:
    one, two = (bill(number, "1,180.00", "Tax Invoice", SELLER, "Page 1 of 1") for number in ("INV/7", "INV/8"))
    assert parting(one, two) == Parting(((1, 1), (2, 2)))
    missing = bill("INV/7", "1,180.00", "Tax Invoice", SELLER, "Page 1 of 3")
    found = parting(missing, two)
    assert found.groups == ((1, 1), (2, 2)) and "not whole" in found.doubt


def test_one_number_with_two_totals_is_asked_about() -> None:
    assert "another total" in parting(bill("INV/7", "1,180.00"), bill("INV/7", "5,180.00")).doubt


def test_a_letter_before_a_bill_is_asked_about_and_a_page_of_another_firm_too() -> None:
    letter = ["Dear Sir,", "please find our bills below."]
    assert parting(letter, bill("INV/7")).doubt
    assert "other GSTINs" in parting(bill("INV/7"), ["Annexure", f"GSTIN {OTHER}", "some text of somebody else"]).doubt


def test_groups_tile_the_paper_or_say_why_not() -> None:
    assert groups_fault(((1, 2), (3, 3)), 3) == ""
    for groups in (((1, 1), (3, 3)), ((1, 2), (2, 3)), ((1, 2),), ((1, 4),), ((2, 3),), ((1, 0), (1, 3)), ()):
        assert groups_fault(groups, 3)


def test_no_page_is_lost_or_doubled_and_each_part_is_what_stood_there() -> None:
    rng = random.Random(3)
    data, groups = together(list(papers(rng, 4)))
    parts = cut_pdf(data, SHA, groups)
    assert parts == cut_pdf(data, SHA, groups), "the bytes of a part follow from the file alone"
    texts = [[word.text for word in page.words] for page in fetch_pages(data)]
    assert [[word.text for word in page.words] for part in parts for page in fetch_pages(part)] == texts


def test_two_blank_sheets_are_two_papers() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(2):
            pdf.add_blank_page()
        pdf.save(out)
    one, two = cut_pdf(out.getvalue(), SHA, ((1, 1), (2, 2)))
    assert one != two


@pytest.mark.filterwarnings("ignore")
def test_bundles_are_never_cut_wrong_and_single_papers_never_cut() -> None:
    told = measure(25)
    assert [each["WRONG"] for each in told.values()] == [0, 0, 0]
    assert told["bundles of bills"]["right"] >= 15
    assert told["single bills"]["right"] == 25
