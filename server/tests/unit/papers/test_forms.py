"""Printed forms: fields and rows with their places, nothing taken that is wrong, and sums that do not close told."""

import random
import re
from dataclasses import replace
from functools import cache

import pytest

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.agents.classifier import of_person
from qrt.agents.extractor import propose_extraction
from qrt.agents.reading import read_paper
from qrt.core.documents.grid.listed import table_rows
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.tax_rows import ChallanLine, ReturnLine
from qrt.core.documents.types import DocumentKind, Extraction, FieldStatus, Gstr2bLine, InvoiceLine, LoanLine, Page, Paper, StockLine, Word
from qrt.flows.reading import state_of
from qrt.sim.names import gstin
from tests.generators.papers import tax_forms, trade_forms
from tests.generators.papers.ink import Drawing, Ink, Printed, scanned
from tests.generators.papers.make import FORMS

SEEDS = (8101, 8102, 8103)
"""Papers of these numbers were never looked at while the readers were written."""
FORM_NAMES = [form.__name__ for form in FORMS]


@cache
def paper_of(form: Drawing, layout: int, seed: int) -> Printed:
    return form(random.Random(seed * 10 + layout), layout)


def read(printed: Printed, pages: tuple[Page, ...] = ()) -> Extraction:
    data = printed.data
    return read_paper(Paper("ab" * 32, "form.pdf", len(data)), data, recognised=pages, said=printed.kind)[0]


def rows_of(extraction: Extraction) -> list[tuple[object, ...]]:
    """Rows as the generator tells them."""
    made: list[tuple[object, ...]] = []
    for row in extraction.rows:
        match row:
            case ChallanLine():
                full = (row.number, row.bsr, row.day, row.tax, row.total, row.interest, row.fee)
                made.append(full if extraction.kind is DocumentKind.TDS_CHALLAN else (row.number, row.bsr, row.day, row.tax))
            case ReturnLine():
                made.append((row.table, row.taxable, row.igst, row.cgst, row.sgst, row.cess))
            case LoanLine():
                made.append((row.day, row.instalment, row.principal, row.interest, row.balance))
            case StockLine():
                made.append((row.item, row.value))
            case InvoiceLine() if extraction.kind is DocumentKind.PURCHASE_ORDER:
                made.append((row.description, row.total))
            case _:
                pass
    return made


@pytest.mark.parametrize("form", FORMS, ids=FORM_NAMES)
def test_fields_of_a_form_are_read_where_they_stand_and_none_is_taken_wrongly(form: Drawing) -> None:
    asked = right = 0
    for seed in SEEDS:
        for layout in range(2):
            printed = paper_of(form, layout, seed)
            extraction = read(printed)
            words = " ".join(word.text for page in fetch_pages(printed.data) for word in page.words)
            for name, value in printed.truth.items():
                field = extraction.fields.get(name)
                asked += 1
                if field is None or not field.value:
                    continue
                right += field.value == value
                assert field.value == value or field.status is not FieldStatus.AUTO, (name, field.value, value)
                assert field.place is not None and field.place.box is not None or field.source == "arithmetic", name
                assert all(part in words for part in field.raw.split()), name
    assert right >= 0.95 * asked


@pytest.mark.parametrize("form", [each for each in FORMS if paper_of(each, 0, SEEDS[0]).rows], ids=lambda form: form.__name__)
def test_rows_of_a_form_are_read_in_its_order_or_left_out_and_told(form: Drawing) -> None:
    for seed in SEEDS:
        for layout in range(2):
            printed = paper_of(form, layout, seed)
            extraction = read(printed)
            rows = rows_of(extraction)
            left = [row for row in printed.rows if row not in rows]
            assert not [row for row in rows if row not in printed.rows], (layout, seed)
            assert len(left) <= 0.1 * len(printed.rows)
            assert not left or extraction.findings, "what is left out is told"
            assert all(row.place.page and row.place.box for row in extraction.rows)


@pytest.mark.parametrize("form", FORMS, ids=FORM_NAMES)
def test_nothing_that_a_bad_scan_shows_wrongly_is_taken_without_a_person(form: Drawing) -> None:
    for layout in range(2):
        printed = paper_of(form, layout, SEEDS[0])
        extraction = read(printed, scanned(fetch_pages(printed.data), random.Random(layout), 0.03))
        wrong = [
            (name, extraction.fields[name].value, value)
            for name, value in printed.truth.items()
            if name in extraction.fields and extraction.fields[name].status is FieldStatus.AUTO and extraction.fields[name].value != value
        ]
        assert not wrong


def changed(printed: Printed, text: str, other: str) -> tuple[Page, ...]:
    """The paper's first page with a word printed otherwise, where it stands first."""
    first, *others = fetch_pages(printed.data)
    spot = next(index for index, word in enumerate(first.words) if word.text == text)
    words = (*first.words[:spot], replace(first.words[spot], text=other), *first.words[spot + 1 :])
    return (replace(first, words=words), *others)


def told(extraction: Extraction) -> list[str]:
    return [finding.sentence for finding in extraction.findings if finding.rule == "document.sums_differ"]


@pytest.mark.parametrize(
    ("form", "layout", "field"),
    [
        (tax_forms.bill_of_entry, 1, "totals.igst"),
        (tax_forms.tds_challan, 1, "totals.tax"),
        (trade_forms.purchase_order, 0, "totals.grand_total"),
        (trade_forms.inventory_statement, 0, "totals.value"),
    ],
    ids=["customs", "challan", "order", "stock"],
)
def test_a_planted_amount_is_told_and_the_total_waits_for_a_person(form: Drawing, layout: int, field: str) -> None:
    printed = paper_of(form, layout, SEEDS[0])
    raw = read(printed).fields[field].raw
    assert not told(read(printed))
    spoilt = read(printed, changed(printed, raw, "1,23,456.00"))
    assert told(spoilt)
    totals = [each for name, each in spoilt.fields.items() if name in ("totals.duty", "totals.deposited", "totals.grand_total", "totals.value")]
    assert totals
    assert all(each.status is FieldStatus.REVIEW for each in totals)


def test_an_instalment_that_does_not_follow_from_the_balance_is_told() -> None:
    printed = paper_of(trade_forms.loan_statement, 0, SEEDS[0])
    line = next(row for row in read(printed).rows[2:] if isinstance(row, LoanLine) and row.balance)
    assert line.balance is not None
    raw = next(word.text for page in fetch_pages(printed.data) for word in page.words if word.text.replace(",", "") == f"{line.balance / 100:.2f}")
    assert any("breaks" in sentence for sentence in told(read(printed, changed(printed, raw, "1,00,000.00"))))


def test_a_form_of_which_nothing_was_found_waits_for_a_person() -> None:
    letter = read_paper(Paper("cd" * 32, "form.pdf", 1), paper_of(trade_forms.contract, 0, SEEDS[0]).data, said=DocumentKind.TDS_CHALLAN)[0]
    assert "document.needs_person" in [finding.rule for finding in letter.findings]


def test_a_name_in_a_sentence_ends_where_the_sentence_goes_on() -> None:
    ink = Ink(random.Random(3))
    ink.head("Everest Fasteners", "OFFICIAL RECEIPT", size=13)
    ink.pairs((("Receipt No.", "771"), ("Date", "04/08/2026")))
    ink.prose("Received with thanks from Bank of Salem Mills the sum of Rupees Nine Hundred Only by cheque towards bill 12.")
    ink.pairs((("Amount", "900.00"),))
    read_back = read(Printed(DocumentKind.RECEIPT_VOUCHER, ink.done()))
    assert read_back.text("party.name") == "Bank of Salem Mills"


def _certificate() -> Printed:
    """Form 16A whose tables follow each other closely and number their rows in the column of the amount; no ruling is drawn."""
    ink = Ink(random.Random(4))
    ink.head("FORM NO. 16A", "Certificate under section 203 of the Income-tax Act, 1961", size=11)
    at = (40.0, 90.0, 220.0, 330.0, 460.0)
    for cells in (
        ("PAN of the deductor", "", "TAN of the deductor", "", "PAN of the deductee"), ("AAACA1234A", "", "MUMA12345B", "", "AAPFU0939F"),
        ("Summary of payment",), ("Sl. No.", "Amount paid/credited", "Nature of payment", "", "Date of payment/credit"),
        ("1", "60000.00", "194J", "", "15-07-2026"), ("2", "40000.00", "194J", "", "20-08-2026"), ("Total (Rs.)", "100000.00"),
        ("Quarter", "Receipt number", "", "Tax deducted", "Tax deposited in total"), ("Q2", "QVABCDEF", "", "10000.00", "10000.00"),
        ("Sl. No.", "Tax deposited (Rs.)", "BSR Code", "Date on which tax deposited", "Challan Serial Number"),
        ("1", "6000.00", "0510308", "07-08-2026", "12345"), ("2", "4000.00", "0510308", "07-09-2026", "12399"),
    ):  # fmt: skip
        for x, text in zip(at, cells, strict=False):
            ink.at(x, text, size=8)
        ink.down()
    return Printed(DocumentKind.FORM_16A, ink.done())


def test_a_rows_own_number_is_no_digit_of_its_amount_and_a_table_ends_where_another_begins() -> None:
    extraction = read(_certificate())
    assert [(row.number, row.tax) for row in extraction.rows if isinstance(row, ChallanLine)] == [("12345", 6000_00), ("12399", 4000_00)]
    assert extraction.text("totals.paid") == "100000.00"


def test_who_is_billed_for_an_order_is_its_buyer_and_a_form_that_lacks_what_it_needs_asks_a_person() -> None:
    ink = Ink(random.Random(5))
    ink.head("Mahesh Traders", "PURCHASE ORDER", size=13)
    ink.pairs((("Bill To", "Bhairav Agro Pvt Ltd"), ("PO Date", "14-08-2026"), ("Grand Total", "6,000.00")))
    data = ink.done()
    extraction = read(Printed(DocumentKind.PURCHASE_ORDER, data))
    assert (extraction.text("buyer.name"), extraction.text("seller.name")) == ("Bhairav Agro Pvt Ltd", "")
    whole = replace(extraction, fields={name: field for name, field in extraction.fields.items() if field.status is not FieldStatus.REVIEW})
    state, reason = state_of(Paper("ab" * 32, "order.pdf", len(data)), (whole,))
    assert (state, "po_number" in reason and "A person has to fill it in" in reason) == ("needs_person", True)
    filled = {name: replace(field, value="X", status=FieldStatus.CORRECTED) if not field.value else field for name, field in whole.fields.items()}
    assert state_of(Paper("ab" * 32, "order.pdf", len(data)), (replace(whole, fields=filled),))[0] == "read"


@pytest.mark.parametrize(("value", "more", "left"), [("Value", "Currency", 1), ("Value (USD)", "", 0)])
def test_stock_in_another_currency_gives_no_total(value: str, more: str, left: int) -> None:
    ink = Ink(random.Random(1))
    ink.head("KAVERI TOOLS", "STOCK STATEMENT", "Stock as on 30/09/2026", size=14)
    rows = [("1", "Bolt M8", "NOS", "100", "5.00", "500.00"), ("2", "Nut M8", "NOS", "200", "2.50", "500.00"), ("", "Total", "", "", "", "1,000.00")]
    codes = ("INR", "USD", "")
    ink.table(
        ("Sr", "Item Name", "Unit", "Closing Qty", "Rate", value, *([more] if more else [])),
        [(*row, *([code] if more else [])) for row, code in zip(rows, codes, strict=True)],
        (35, 170, 45, 70, 60, 85, *([60] if more else [])),
        numbers=3,
    )
    extraction = read(Printed(DocumentKind.INVENTORY_STATEMENT, ink.done(), {}, ()))
    assert len([row for row in extraction.rows if isinstance(row, StockLine)]) == left
    assert not extraction.text("totals.value") and any("USD" in sentence for sentence in told(extraction))


def test_the_figure_that_the_words_of_a_receipt_give_is_its_total_and_not_the_first_under_a_heading() -> None:
    lines = (
        "FEE RECEIPT", "Receipt No. : R-47203      Date : 26-08-2026", "Name of Student : Aarav Joshi", "Particulars               Amount",
        "Term Fee               20,100.00", "Tuition Fee            46,000.00", "Total                  66,100.00", "Rupees Sixty Six Thousand One Hundred Only",
    )  # fmt: skip
    words = [
        Word(part, (0.05 + at * 0.012, 0.1 + 0.02 * number, 0.05 + (at + len(part)) * 0.012, 0.112 + 0.02 * number))
        for number, line in enumerate(lines)
        for part, at in ((found.group(), found.start()) for found in re.finditer(r"\S+", line))
    ]
    page = Page(1, 600, 800, tuple(words))
    sheet = lay_out("ab" * 32, (page,))
    read_form = propose_extraction(
        Paper("ab" * 32, "fee.pdf", 1), of_person(DocumentKind.RECEIPT_VOUCHER, Paper("ab" * 32, "fee.pdf", 1)), sheet, (), table_rows("ab" * 32, (page,))
    )
    assert (read_form.value.text("totals.grand_total"), read_form.value.text("party.name")) == ("66100.00", "Aarav Joshi")


@pytest.mark.parametrize(
    ("kind", "title", "credits"), [(DocumentKind.GSTR_2B, "GSTR-2B", [True, False, False]), (DocumentKind.GSTR_2A, "GSTR-2A", [False, False, False])]
)
def test_printed_documents_of_suppliers_give_credit_only_where_they_say_so(kind: DocumentKind, title: str, credits: list[bool]) -> None:
    ink = Ink(random.Random(3), wide=True)
    ink.head(title, size=13)
    ink.pairs((("GSTIN", gstin("29", "AAKCK1234L")), ("Financial Year", "2026-27"), ("Tax Period", "September")))
    party = gstin("29", "AABCB5678M")
    heads = ("GSTIN of supplier", "Invoice number", "Invoice date", "Taxable value", "Integrated tax", "Central tax", "State/UT tax", "ITC availability")
    rows = [(party, f"INV/{at}", "05/09/2026", "100.00", "0.00", "9.00", "9.00", said) for at, said in enumerate(("Yes", "No", ""), 1)]
    ink.table(heads, rows, (130, 90, 80, 90, 80, 80, 80, 80), numbers=3)
    extraction = read(Printed(kind, ink.done(), {}, ()))
    found = [row for row in extraction.rows if isinstance(row, Gstr2bLine)]
    assert [(row.supplier_gstin, row.taxable, row.cgst) for row in found] == [(party, 100_00, 9_00)] * 3 and [row.itc_available for row in found] == credits
    assert bool(told(extraction)) == (kind is DocumentKind.GSTR_2B)
