"""A bare "Date" is taken without a person where it can only be the bill's own."""

import pytest

from qrt.core.documents.invoice.extract import extract_invoice
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.types import DocumentKind, Field, FieldStatus, Page, Word

DAY = "2026-04-05"


def dated(*lines: str) -> Field:
    """The date of a page of lines; cells of a line are parted by a bar and stand a quarter of the page apart."""
    words = [
        Word(word, (0.06 + cell * 0.24 + at * 0.05, 0.1 + number * 0.02, 0.104 + cell * 0.24 + at * 0.05, 0.112 + number * 0.02))
        for number, line in enumerate(("Tax Invoice", "GSTIN: 27AAACP1234Q1Z5", *lines))
        for cell, text in enumerate(line.split("|"))
        for at, word in enumerate(text.split())
    ]
    read = extract_invoice("x.pdf", lay_out("a" * 64, (Page(1, 595.0, 842.0, tuple(words)),)), DocumentKind.TAX_INVOICE, 0.9)
    return read.fields["invoice_date"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Invoice No: A/12|Date: 05/04/2026",),
        ("Invoice No: A/12", "Date: 05/04/2026"),
        ("Date: 05/04/2026", "Invoice No: A/12"),
        ("Date: 05/04/2026|Invoice No: A/12",),
        ("Invoice No|Date", "A/12|05/04/2026"),
        ("Invoice No: 26-27/12|Date: 05/04/2026", "PO No: 88|PO Date: 01/04/2026", "Due Date: 05/05/2026"),
        ("Invoice No: A/12|Date: 05/04/2026", "Bill printed 05/04/2026"),
    ],
)
def test_it_is_sure_beside_the_number_where_every_other_day_says_what_it_is(lines: tuple[str, ...]) -> None:
    read = dated(*lines)
    assert (read.value, read.status) == (DAY, FieldStatus.AUTO)


@pytest.mark.parametrize(
    "lines",
    [
        ("Invoice No: A/12", "Challan No: 55", "Date: 05/04/2026"),
        ("Invoice No: A/12", "Job Card: J-55", "Date: 05/04/2026"),
        ("Invoice No: A/12|Job Card: J-55|Date: 05/04/2026",),
        ("Invoice No: A/12|Order No: 44|Date: 05/04/2026",),
        ("Job Card J-55|Date: 05/04/2026|Invoice No: A/12",),
        ("Invoice No: A/12|Date: 05/04/2026", "Removed on 07/04/2026"),
        ("Invoice No: A/12|Date: 05/04/2026", "Received goods 03/04/2026"),
        ("Invoice No: 24-25/12|Date: 05/04/2026",),
        ("Invoice No: A/12|Date: 05/04/2016",),
        ("Invoice No: A/12|Date: 05/04/2026", "Due Date: 05/03/2026"),
        ("Invoice No: A/12", "Transport", "Driver", "Remarks", "Date: 05/04/2026"),
    ],
)
def test_it_is_left_to_a_person_where_it_may_date_something_else_or_does_not_fit(lines: tuple[str, ...]) -> None:
    assert dated(*lines).status is not FieldStatus.AUTO
