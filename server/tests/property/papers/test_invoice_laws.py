"""Laws of reading: words and figures come back, noise does no harm, nothing is read that is not printed."""

import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qrt.adapters.scan.limits import safe_name
from qrt.adapters.scan.sniff import MediaType, sniff
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.invoice.extract import extract_invoice
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.invoice.values import amount_of
from qrt.core.documents.invoice.words import amount_in_words
from qrt.core.documents.types import DocumentKind, Page, Word
from tests.generators.papers.spelled import spelled


@given(st.integers(1, 10**10), st.integers(0, 99))
def test_an_amount_written_out_comes_back(whole: int, cents: int) -> None:
    text = f"Rupees {spelled(whole)}" + (f" and {spelled(cents)} paise" if cents else "") + " only"
    assert amount_in_words(text) == whole * 100 + cents


@given(st.integers(0, 10**13))
def test_a_printed_amount_comes_back(amount: int) -> None:
    text = rupee_text(Paise(amount))
    assert amount_of(text, False) == amount
    assert amount_of("₹" + text, False) == amount
    assert amount_of(f"({text})", False) == -amount


@given(st.integers(0, 10**11), st.sampled_from([".", "'", ""]))
def test_a_continental_amount_comes_back(amount: int, mark: str) -> None:
    text = f"{amount // 100:,}".replace(",", mark) + f",{amount % 100:02d}"
    assert amount_of(text, True) == amount


_WORDS = st.sampled_from(
    [
        "Invoice",
        "No.",
        "Date",
        "Total",
        "CGST",
        "SGST",
        "IGST",
        "Taxable",
        "Value",
        "1,180.00",
        "1,000.00",
        "90.00",
        "180.00",
        "12/07/2026",
        "INV/7",
        "Bill",
        "To:",
        "GSTIN",
        "27AAACP1234Q1Z5",
        "#",
        ":",
        "-",
        "Yes",
        "Reverse",
        "Charge",
        "Place",
        "of",
        "Supply",
        "Maharashtra",
        "Rupees",
        "One",
        "Thousand",
        "Only",
        "HSN",
        "7216",
        "Qty",
        "Rate",
        "Amount",
        "Round",
        "Off",
        "(0.45)",
        "9%",
        "PAN",
        "€",
        "$",
    ]
)
_BOXES = st.tuples(st.floats(0, 0.9), st.floats(0, 0.95), st.floats(0.01, 0.1), st.floats(0.008, 0.02)).map(lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3]))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_WORDS, _BOXES), max_size=60))
def test_any_scatter_of_words_is_read_without_a_crash_and_only_printed_values_are_given(words: list[tuple[str, tuple[float, float, float, float]]]) -> None:
    page = Page(1, 595.0, 842.0, tuple(Word(text, box) for text, box in words))
    extraction = extract_invoice("x.pdf", lay_out("a" * 64, (page,)), DocumentKind.TAX_INVOICE, 0.9)
    printed = {part for text, _ in words for part in (text, *text.replace(":", " ").split())}
    for field in extraction.fields.values():
        if field.place is not None:
            assert all(part in printed or part == "+" for part in field.raw.split()), field


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_the_order_of_the_text_layer_changes_nothing(seed: int) -> None:
    lines = (
        ("Tax Invoice",),
        ("Invoice No:", "INV/7"),
        ("Date:", "12/07/2026"),
        ("Taxable Value", "1,000.00"),
        ("IGST", "180.00"),
        ("Grand Total", "1,180.00"),
    )
    words = [
        Word(word, (0.1 + 0.3 * column + 0.06 * index, 0.05 + 0.03 * row, 0.155 + 0.3 * column + 0.06 * index, 0.062 + 0.03 * row))
        for row, cells in enumerate(lines)
        for column, cell in enumerate(cells)
        for index, word in enumerate(cell.split())
    ]
    straight = extract_invoice("x", lay_out("a" * 64, (Page(1, 595.0, 842.0, tuple(words)),)), DocumentKind.TAX_INVOICE, 0.9)
    random.Random(seed).shuffle(words)
    shuffled = extract_invoice("x", lay_out("a" * 64, (Page(1, 595.0, 842.0, tuple(words)),)), DocumentKind.TAX_INVOICE, 0.9)
    assert straight == shuffled
    assert straight.text("totals.grand_total") == "1180.00"


@given(st.binary(max_size=3000))
def test_any_bytes_have_a_type(data: bytes) -> None:
    assert sniff(data, "x.bin") in MediaType


@given(st.text(max_size=600))
def test_a_safe_name_is_short_and_has_no_control_characters(name: str) -> None:
    safe = safe_name(name)
    assert 1 <= len(safe) <= 255
    assert not set(safe) & set(string.whitespace.replace(" ", ""))
    assert safe_name(safe) == safe or safe.startswith(" ")


@pytest.mark.parametrize(("stamp", "marked"), [("CANCELLED", True), ("*** VOID ***", True), ("Orders cancelled late are charged", False)])
def test_a_stamp_that_takes_the_paper_back_is_named_and_words_in_a_sentence_are_not(stamp: str, marked: bool) -> None:
    rows = ["Tax Invoice", "Invoice No: A-1", "Date: 03-08-2026", "Total 1,180.00", stamp]
    words = tuple(
        Word(word, (0.1 + 0.07 * place, 0.1 + 0.05 * line, 0.165 + 0.07 * place, 0.115 + 0.05 * line))
        for line, row in enumerate(rows)
        for place, word in enumerate(row.split())
    )
    read = extract_invoice("x.pdf", lay_out("a" * 64, (Page(1, 595.0, 842.0, words),)), DocumentKind.TAX_INVOICE, 0.9)
    assert any(found.rule == "document.cancelled" for found in read.findings) == marked
