"""GSTINs that a recogniser misread: put right where the check character leaves one reading, and sure only where the paper says them once more."""

import pytest

from qrt.core.base.identifiers import gstin_check_character
from qrt.core.documents.invoice.extract import extract_invoice
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.invoice.repair import repaired_gstin
from qrt.core.documents.types import DocumentKind, Field, FieldStatus, Page, Word

GSTIN = "07WUGFA9010F1Z"
GSTIN += gstin_check_character(GSTIN)


def seller(*lines: str, confidence: float = 0.95) -> Field:
    """The seller's GSTIN of a page of lines as two recognisers read it."""
    words = [
        Word(word, (0.06 + at * 0.12, 0.1 + number * 0.02, 0.16 + at * 0.12, 0.112 + number * 0.02), confidence, True)
        for number, line in enumerate(("Tax Invoice", *lines))
        for at, word in enumerate(line.split())
    ]
    page = Page(1, 595.0, 842.0, tuple(words), source="tesseract")
    return extract_invoice("x.pdf", lay_out("a" * 64, (page,)), DocumentKind.TAX_INVOICE, 0.9).fields["seller.gstin"]


@pytest.mark.parametrize("misread", ["O" + GSTIN[1:], "0O" + GSTIN[1:], GSTIN[:-1].replace("Z", "2Z") + GSTIN[-1], GSTIN.replace("90", "9O")])
def test_one_reading_is_left_by_form_and_check_character(misread: str) -> None:
    assert repaired_gstin(misread) == GSTIN


@pytest.mark.parametrize("misread", ["07WXGFA9010F1Z" + GSTIN[-1], GSTIN + "X", "0X" + GSTIN[1:], GSTIN[:10]])
def test_what_no_look_alike_explains_is_not_put_right(misread: str) -> None:
    assert repaired_gstin(misread) == ""


def test_what_was_put_right_is_left_to_a_person_unless_the_paper_says_it_once_more() -> None:
    misread = f"GSTIN: 0O{GSTIN[1:]}"
    alone = seller(misread)
    assert (alone.value, alone.status) == (GSTIN, FieldStatus.REVIEW)
    for again in (f"PAN: {GSTIN[2:12]}", f"GST Number: {GSTIN}"):
        read = seller(misread, again)
        assert (read.value, read.status) == (GSTIN, FieldStatus.AUTO), again
    assert seller(f"GSTIN: {GSTIN}").status is FieldStatus.AUTO
