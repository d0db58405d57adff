"""Tables on pages: what lines draw, what columns that stand apart show, and books that read as their spreadsheets do."""

import csv
import hashlib
import io
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from qrt.adapters.ocr.pdf import fetch_pages
from qrt.adapters.scan.sandbox import dump_extractions, load_extractions
from qrt.agents.reading import read_paper
from qrt.core.base.place import Box, Place
from qrt.core.documents.grid import find_tables
from qrt.core.documents.grid.paged import paged_sheet, told_on_pages
from qrt.core.documents.types import DocumentKind, Extraction, Page, Paper, Row, TableRow, Word
from tests.bench.tables import read as read_relations
from tests.bench.tables import truth

ICDAR = Path(os.environ.get("QRT_SAMPLES", "absent")) / "docs" / "tables" / "icdar2013"
PLACE = Place("0" * 64)

Rows = list[list[str]]

TRIAL_BALANCE: Rows = [
    ["Particulars", "Debit", "Credit"],
    ["Cash", "1,000.00", ""],
    ["Acme Steel", "", "5,000.00"],
    ["Purchases", "12,500.00", ""],
    ["Sales", "", "20,000.00"],
    ["Bank", "11,500.00", ""],
    ["Grand Total", "25,000.00", "25,000.00"],
]
REGISTER: Rows = [["Date", "Particulars", "Voucher Type", "Voucher No.", "GSTIN/UIN", "Gross Total", "Purchases", "CGST", "SGST"]] + [
    [f"{day}-Apr-2026", "Acme Steel", "Purchase", f"P-{day}", "27AAPFU0939F1ZV", "1,180.00 Cr", "1,000.00 Dr", "90.00 Dr", "90.00 Dr"] for day in range(1, 29)
]
SALARIES: Rows = [["Employee Code", "Employee Name", "PAN", "Basic", "HRA", "Gross", "PF", "Net Pay"]] + [
    [f"E{number:03}", f"Worker {chr(65 + number)}", "ABCPK1234L", "10,000.00", "5,000.00", "15,000.00", "1,200.00", "13,800.00"] for number in range(1, 9)
]
ASSETS: Rows = [["Asset Code", "Asset Name", "Purchase Date", "Cost", "Rate", "Accumulated Depreciation", "Net Block"]] + [
    [f"A{number:03}", f"Lathe {number}", "01-Apr-2024", "1,00,000.00", "10", "20,000.00", "80,000.00"] for number in range(1, 9)
]
BOOKS = {
    "trial_balance": ("Trial Balance", TRIAL_BALANCE),
    "purchase_register": ("Purchase Register", REGISTER),
    "payroll_register": ("Salary Register for April 2026", SALARIES),
    "asset_register": ("Fixed Asset Register as on 30-Jun-2026", ASSETS),
}


def printed(titles: Sequence[str], rows: Rows, *, ruled: bool) -> bytes:
    """The table as a PDF; its heading stands on every page."""
    out = io.BytesIO()
    style = getSampleStyleSheet()["Normal"]
    table = Table(rows, repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []))
    SimpleDocTemplate(out, pagesize=landscape(A4), invariant=1).build([*(Paragraph(title, style) for title in titles), Spacer(1, 10), table])
    return out.getvalue()


def read(name: str, data: bytes) -> tuple[Extraction, ...]:
    return read_paper(Paper(hashlib.sha256(data).hexdigest(), name, len(data)), data)


def content(row: Row) -> str:
    """A row without its places."""
    text = str(replace(row, place=PLACE))
    return text if "legs=" not in text else str([(leg.ledger, leg.amount) for leg in getattr(row, "legs", ())]) + str(getattr(row, "number", ""))


@pytest.mark.parametrize("kind", BOOKS)
@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "open"])
def test_a_book_printed_to_pdf_reads_as_its_spreadsheet_with_every_row_on_its_page(kind: str, ruled: bool) -> None:
    title, rows = BOOKS[kind]
    titles = ["Lotus Paper Works", title, "1-Apr-2026 to 30-Jun-2026"]
    text = io.StringIO()
    csv.writer(text).writerows([*([each] for each in titles), [], *rows])
    (sheet,) = read("book.csv", text.getvalue().encode())
    (pages,) = read("book.pdf", printed(titles, rows, ruled=ruled))
    assert pages.kind is sheet.kind is DocumentKind(kind)
    assert pages.rows and [content(row) for row in pages.rows] == [content(row) for row in sheet.rows]
    assert all(row.place.page and row.place.box and row.place.sheet is None for row in pages.rows)
    assert [(finding.rule, finding.severity) for finding in pages.findings] == [(finding.rule, finding.severity) for finding in sheet.findings]


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "open"])
def test_a_table_that_no_reader_knows_comes_out_as_rows_of_cells_and_goes_on_overleaf(ruled: bool) -> None:
    rows = [["River", "Length in km", "States", "Mouth"]] + [
        [f"River {number}", str(700 + 3 * number), str(number % 4 + 1), f"Coast {number}"] for number in range(1, 41)
    ]
    (extraction,) = load_extractions(dump_extractions(read("rivers.pdf", printed(["Rivers of a country that is not"], rows, ruled=ruled))))
    tables = [row for row in extraction.rows if isinstance(row, TableRow)]
    assert extraction.kind is DocumentKind.OTHER
    assert [[cell.text for cell in row.cells] for row in tables] == rows
    assert {row.table for row in tables} == {1}
    assert {row.place.page for row in tables} == {1, 2}
    assert all(cell.box[0] < cell.box[2] and cell.box[1] < cell.box[3] for row in tables for cell in row.cells)


def test_rows_with_a_day_and_an_amount_that_a_reader_passes_over_are_told() -> None:
    pages = fetch_pages(printed(["Purchase Register"], REGISTER, ruled=False))
    paged = paged_sheet(pages, lambda texts: sum(text in REGISTER[0] for text in texts))
    assert paged is not None and len(paged.entries) == 28
    nothing = Extraction("0" * 64, DocumentKind.PURCHASE_REGISTER, 0.9, "none", "1")
    (told,) = told_on_pages(Paper("0" * 64, "book.pdf", 1), (nothing,), paged, len(pages))
    (finding,) = told.findings
    assert finding.rule == "document.rows_not_read" and "28 rows" in finding.sentence and "page 1, line" in finding.sentence
    assert told.confidence <= 0.5


def drawn(words: Sequence[tuple[str, float, float]], rulings: Sequence[Box] = ()) -> Page:
    """A page of 100 by 100 points; each word is 8 wide and 4 tall."""
    return Page(1, 100.0, 100.0, tuple(Word(text, (x / 100, y / 100, (x + 8) / 100, (y + 4) / 100)) for text, x, y in words), rulings=tuple(rulings))


def test_a_piece_of_line_that_is_missing_joins_two_cells() -> None:
    level = [(0.1, y, 0.7, y) for y in (0.1, 0.2, 0.3)]
    upright = [(0.1, 0.1, 0.1, 0.3), (0.4, 0.2, 0.4, 0.3), (0.7, 0.1, 0.7, 0.3), (0.55, 0.2, 0.55, 0.3)]
    (table,) = find_tables(drawn([("Sizes", 20, 13), ("a", 15, 23), ("b", 43, 23), ("c", 58, 23)], [*level, *upright]))
    assert [(cell.text, cell.row, cell.column, cell.columns) for cell in table.cells] == [("Sizes", 0, 0, 3), ("a", 1, 0, 1), ("b", 1, 1, 1), ("c", 1, 2, 1)]


def test_running_text_is_no_table() -> None:
    words = [("word", x, y) for y in range(10, 60, 6) for x in range(10, 88, 10)]
    assert find_tables(drawn(words)) == ()


def test_a_page_without_words_has_no_table() -> None:
    assert find_tables(drawn([], [(0.1, 0.1, 0.9, 0.1), (0.1, 0.2, 0.9, 0.2), (0.1, 0.1, 0.1, 0.2), (0.9, 0.1, 0.9, 0.2)])) == ()


@pytest.mark.skipif(not ICDAR.is_dir(), reason="the data set is not on this machine")
def test_tables_of_public_documents_are_found() -> None:
    right = read_in_all = true_in_all = 0
    for path in sorted(ICDAR.glob("*.pdf")):
        labels, (found, _) = truth(path.with_name(f"{path.stem}-str.xml")), read_relations(path)
        right, read_in_all, true_in_all = right + (labels & found).total(), read_in_all + found.total(), true_in_all + labels.total()
    assert 2 * right / (read_in_all + true_in_all) >= 0.85
