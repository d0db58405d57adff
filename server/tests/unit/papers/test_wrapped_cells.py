"""Drawn boxes of labels and values: a label that is broken inside its cell is one label, a full cell ends at its line, and a firm's name goes on under itself."""

from collections.abc import Sequence

import pytest

from qrt.core.documents.invoice.extract import extract_invoice
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.types import DocumentKind, Extraction, FieldStatus, Page, Word

SELLER, BUYER = "27AAACR5055K1Z7", "29AABCU9603R1ZJ"
EDGES = (40, 110, 300, 370, 560)


def boxed(rows: Sequence[Sequence[str]], ruled: bool = True) -> Extraction:
    """Rows of four cells with a line around each; a stroke breaks a line inside a cell, and words begin two points from the edge."""
    words = [Word(each, (0.1 + 0.08 * at, 0.05, 0.17 + 0.08 * at, 0.06)) for at, each in enumerate(("TAX", "INVOICE"))]
    rules: list[tuple[float, float, float, float]] = []
    y = 100.0
    for row in rows:
        rules.append((EDGES[0] / 600, y / 800, EDGES[-1] / 600, y / 800))
        for left, cell in zip(EDGES, row, strict=False):
            for line, text in enumerate(cell.split("|")):
                x = left + 2.0
                for word in text.split():
                    words.append(Word(word, (x / 600, (y + 3 + 11 * line) / 800, (x + 7 * len(word)) / 600, (y + 12 + 11 * line) / 800)))
                    x += 7 * len(word) + 3
        y += 6 + 11 * max(cell.count("|") + 1 for cell in row)
    rules += [(EDGES[0] / 600, y / 800, EDGES[-1] / 600, y / 800), *((x / 600, 100 / 800, x / 600, y / 800) for x in EDGES)]
    page = Page(1, 600, 800, tuple(words), rulings=tuple(rules) if ruled else ())
    return extract_invoice("x.pdf", lay_out("0" * 64, (page,)), DocumentKind.TAX_INVOICE, 1.0)


ROWS = (
    ("Policy No.", "P/300/0000/07", "Tax|Invoice|No.", "TI/27/36"),
    ("Insured|Name", "Kaveri Polymers Bearings Pvt|Ltd", "Invoice|Date", "28/06/2026"),
    ("Insured|GSTIN", BUYER, "Receipt|No.", "RC96550306"),
    ("Place of|Supply", "Karnataka (29)", "GSTIN of|Insurer", SELLER),
    ("Reverse|Charge", "No", "Due|Date", "28/07/2026"),
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("invoice_number", "TI/27/36"),
        ("invoice_date", "2026-06-28"),
        ("due_date", "2026-07-28"),
        ("buyer.gstin", BUYER),
        ("seller.gstin", SELLER),
        ("place_of_supply", "29"),
        ("reverse_charge", "no"),
    ],
)
def test_a_label_that_is_broken_inside_its_cell_is_one_label(name: str, value: str) -> None:
    assert boxed(ROWS).text(name) == value


def test_a_number_of_a_receipt_does_not_pass_for_that_of_the_invoice() -> None:
    field = boxed(ROWS).fields["invoice_number"]
    assert (field.value, field.status) == ("TI/27/36", FieldStatus.AUTO)


def test_a_full_cell_ends_at_its_line_and_the_name_in_it_goes_on_below() -> None:
    # The cell is as full as it can be: without its line the words of the next cell would follow.
    assert boxed(ROWS).text("buyer.name") == "Kaveri Polymers Bearings Pvt Ltd"


def test_a_line_of_an_address_is_no_end_of_a_name() -> None:
    rows = (("Insured|Name", "Kaveri Polymers|Peenya, Bengaluru", "Tax|Invoice|No.", "TI/27/36"),)
    assert boxed(rows).text("buyer.name") == "Kaveri Polymers"


STRIP = ("Tax'ble|Amt", "CGST|Amt", "SGST|Amt", "Tot Inv.|Amt")


def test_totals_in_a_drawn_strip_are_what_the_cell_over_them_says() -> None:
    told = boxed((STRIP, ("1000.00", "90.00", "90.00", "1180.00")))
    names = ("taxable", "cgst", "sgst", "grand_total")
    assert [told.text(f"totals.{name}") for name in names] == ["1000.00", "90.00", "90.00", "1180.00"]
    assert {told.fields[f"totals.{name}"].status for name in names} == {FieldStatus.AUTO}


def test_names_over_more_rows_than_one_head_a_list() -> None:
    listed = boxed((STRIP, ("1000.00", "90.00", "90.00", "1180.00"), ("500.00", "45.00", "45.00", "590.00")))
    assert listed.fields["totals.grand_total"].status is not FieldStatus.AUTO


def test_a_name_behind_its_label_goes_on_where_the_label_began() -> None:
    rows = (("Tax|Invoice|No.", "Billed to: Kaveri Foods Pvt|Ltd", "Invoice|Date", "28/06/2026"),)
    assert boxed(rows).text("buyer.name") == "Kaveri Foods Pvt Ltd"


def test_a_number_that_its_cell_is_too_narrow_for_goes_on_below() -> None:
    rows = (("GSTIN", SELLER, "Invoice|No.", "VMT/INV/9038/26-|27"), ("Place", "Pune", "Date", "28/06/2026"))
    field = boxed(rows).fields["invoice_number"]
    assert (field.value, field.status) == ("VMT/INV/9038/26-27", FieldStatus.AUTO)
    assert boxed(rows, ruled=False).fields["invoice_number"].status is not FieldStatus.AUTO


@pytest.mark.parametrize("below", ["28/06/2026", "P/7"])
def test_a_number_that_ends_in_a_stroke_without_its_rest_is_asked_about(below: str) -> None:
    rows = (("GSTIN", SELLER, "Bill No.", "VMT/INV/9038/26-"), ("Place", "Pune", "PO No." if below == "P/7" else "Date", below))
    field = boxed(rows).fields["invoice_number"]
    assert (field.value, field.status) == ("VMT/INV/9038/26-", FieldStatus.REVIEW)
