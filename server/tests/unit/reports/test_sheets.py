"""Enquiries as files: what stands on them, what no cell may do, and how much memory a long one takes."""

import csv
import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from typing import IO

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from qrt.adapters.reports import sheets
from qrt.adapters.reports.sheets import Column, Head, open_writer, safe_text
from qrt.core.base.errors import Refused

HEAD = Head("=Asha Traders", "Ledger: Cash", "01-07-2026 to 30-09-2026, branch Pune", "Meera Iyer", datetime(2026, 11, 28, 9, 5, tzinfo=UTC))
COLUMNS = (Column("Day", "day"), Column("Narration", width=40), Column("Amount", "paise"))
EVIL = ["=1+1", "+91 98", "-5", "@sum", "\t=1", "plain", "＝1", '=cmd|"/c calc"!A1', "#link(1)", 'a"b\\c']


def written(form: sheets.Form, rows: list[list[sheets.Cell]]) -> IO[bytes]:
    writer = open_writer(form, HEAD, COLUMNS)
    writer.add(rows)
    file = writer.finish()
    file.seek(0)
    return file


def rows_of(texts: list[str]) -> list[list[sheets.Cell]]:
    return [[date(2026, 7, 1), text, -1_18_000_50] for text in texts]


def test_a_csv_says_whose_it_is_which_days_who_and_when_and_runs_nothing() -> None:
    text = written("csv", rows_of(EVIL)).read().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert [line[0] for line in lines[:4]] == [
        "'=Asha Traders",
        "Ledger: Cash",
        HEAD.asked,
        "Made by Meera Iyer on 28-11-2026 14:35 IST (UTC+05:30). Amounts in rupees.",
    ]
    assert lines[5] == ["Day", "Narration", "Amount"]
    for said, line in zip(EVIL, lines[6:], strict=True):
        assert line == ["2026-07-01", safe_text(said), "-118000.50"]
        assert not line[1].startswith(("=", "+", "-", "@", "\t", "＝"))


def test_a_workbook_holds_texts_as_texts_amounts_as_numbers_and_days_as_days() -> None:
    data = written("xlsx", rows_of(EVIL)).read()
    page = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert [row[0] for row in page[:4]] == list(HEAD.lines())
    for row, said in zip(page[6:], EVIL, strict=True):
        assert row == [date(2026, 7, 1), said, -118000.5]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and sheet.count('t="inlineStr"') >= len(EVIL)


def test_a_pdf_counts_its_pages_and_shows_names_as_they_are() -> None:
    file = pypdfium2.PdfDocument(written("pdf", rows_of(EVIL * 12)).read())
    pages = [page.get_textpage().get_text_range() for page in file]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
    assert "=Asha Traders" in pages[0] and HEAD.asked in pages[0] and "Meera Iyer" in pages[0]
    assert "#link(1)" in pages[0] and "(1,18,000.50)" in pages[0]
    assert "Narration" in pages[-1]


def test_a_pdf_that_nobody_would_print_is_refused_with_the_way_out() -> None:
    writer = open_writer("pdf", HEAD, COLUMNS)
    with pytest.raises(Refused, match="XLSX or CSV"):
        writer.add(rows_of(["x"] * (sheets.PDF_ROWS + 1)))


def test_what_does_not_fit_into_a_worksheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "SHEET_ROWS", 10)
    book = CalamineWorkbook.from_filelike(written("xlsx", rows_of(["a", "b", "c", "d", "e", "f"])))
    pages = [book.get_sheet_by_index(number).to_python(skip_empty_area=False) for number in range(2)]
    assert [[row[1] for row in page[6:]] for page in pages] == [["a", "b", "c", "d"], ["e", "f"]]
    assert all(page[5][1] == "Narration" for page in pages)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_long_file_is_not_held_in_memory(form: sheets.Form) -> None:
    writer = open_writer(form, HEAD, COLUMNS)
    chunk = rows_of([f"Narration number {number} of many, each another one" for number in range(2000)])
    writer.add(chunk)
    tracemalloc.start()
    for _ in range(10):
        writer.add(chunk)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    size = writer.finish().seek(0, 2)
    assert peak < 3_000_000, peak
    assert size > 100_000
