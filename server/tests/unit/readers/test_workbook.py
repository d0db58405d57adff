"""Workbooks, tables, dates and kinds: the ground under the readers."""

import io
import zipfile
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from qrt.core.base.money import paise_of_cell
from qrt.core.documents import workbook as module
from qrt.core.documents.dates import months_come_first, parse_day, parse_span
from qrt.core.documents.kinds import kind_of_grid
from qrt.core.documents.markup import BrokenMarkup, UnsafeMarkup, iterate_nodes, parse_tree
from qrt.core.documents.tables import read_text_table
from qrt.core.documents.types import DocumentKind
from qrt.core.documents.workbook import UnreadableWorkbook, column_letters, read_workbook


def rewritten(data: bytes, name: str, change) -> bytes:
    """The workbook with one of its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
    return target.getvalue()


ROWS = [["a", ("b", None, {"bold": True, "indent": 2})], [], [1.5, date(2025, 4, 5), True], [(12.0, '""0.00" Dr"'), "a & b", "x\ny"]]


def test_values_styles_and_positions_come_out_of_the_sheet(sheet_bytes) -> None:
    (sheet,) = read_workbook(sheet_bytes(ROWS, merged=["A8:C8"])).sheets
    assert [row.number for row in sheet.rows] == [1, 3, 4]
    assert (sheet.rows[0].cells[1].style.bold, sheet.rows[0].cells[1].style.indent) == (True, 2)
    assert [cell.value for cell in sheet.rows[1].cells.values()] == [1.5, date(2025, 4, 5), True]
    assert sheet.rows[2].cells[0].style.format == '""0.00" Dr"'
    assert [sheet.rows[2].text(column) for column in (1, 2)] == ["a & b", "x\ny"]
    assert sheet.merged == ((8, 0, 8, 2),)


def test_the_quick_way_and_the_xml_parser_give_the_same_rows(sheet_bytes) -> None:
    data = sheet_bytes([[f"t{row}", float(row), (row / 7, "0.00"), date(2025, 1, 1), None, row % 2 == 0] for row in range(200)], merged=["A300:B301"])
    quick = read_workbook(data)
    slow = read_workbook(rewritten(data, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"<sheetData>", b"<!-- --><sheetData>")))
    assert quick == slow
    assert len(quick.sheets[0].rows) == 200


@pytest.mark.parametrize(
    "strings",
    [
        '<si><t>M/s A &amp; B</t></si><si><t xml:space="preserve"> two </t></si><si><t>_x000D_x</t></si>',
        "<si><t>a</t></si><si><t>&#8377; 5</t></si>",
        "<si><t>a</t></si><si><r><t>b</t></r><r><t>c</t></r></si>",
        "<si><t>a</t></si><si><t/></si><si><t>c</t></si>",
        '<si><t>a</t></si>\n<si><t>b</t><rPh sb="0" eb="1"><t>never</t></rPh></si>',
        '<si><t>a</t><phoneticPr fontId="1"/></si><si><t>b\r\nc</t></si>',
    ],
)
def test_shared_texts_by_pattern_are_those_of_the_xml_parser(strings) -> None:
    raw = f'<?xml version="1.0" encoding="UTF-8"?><sst xmlns="x">{strings}</sst>'.encode()
    quick, slow = module._plain_strings(raw), module._strings(iter([raw]))
    assert quick in (None, slow)
    assert (quick is None) == any(part in strings for part in ("<r>", "<t/>", "rPh", "&#", "phonetic", "\r"))


def test_a_number_that_two_decimals_write_is_the_money_that_its_digits_say() -> None:
    for value in (0.07, 0.07000000000000001, 1.005, 2.675, -2.675, 1e11 + 0.01, 123456789.995, 4.35 * 100, 5e15):
        assert paise_of_cell(value) == int((Decimal(repr(value)) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def test_texts_in_the_cell_itself_are_read(sheet_bytes) -> None:
    data = rewritten(
        sheet_bytes([["a"]]),
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b'<c r="A1" t="s"><v>0</v></c>', b'<c r="A1" t="inlineStr"><is><t>in &amp; out</t></is></c>'),
    )
    assert read_workbook(data).sheets[0].rows[0].text(0) == "in & out"


def test_the_1904_calendar_is_four_years_later(sheet_bytes) -> None:
    data = sheet_bytes([[date(2025, 4, 5)]])
    moved = rewritten(data, "xl/workbook.xml", lambda part: part.replace(b"<workbookPr ", b'<workbookPr date1904="1" '))
    assert read_workbook(moved).sheets[0].rows[0].cells[0].value == date(2029, 4, 6)


def test_a_formula_without_result_is_no_value(sheet_bytes) -> None:
    data = rewritten(sheet_bytes([[1.0, 2.0]]), "xl/worksheets/sheet1.xml", lambda part: part.replace(b'<c r="B1"><v>2</v></c>', b'<c r="B1"><f>A1*2</f></c>'))
    (sheet,) = read_workbook(data).sheets
    assert sheet.uncalculated == ((1, 1),)
    assert list(sheet.rows[0].cells) == [0]


def test_what_is_inflated_is_counted_not_believed(sheet_bytes, monkeypatch) -> None:
    monkeypatch.setattr(module, "PART_BYTES_MAX", 1000)
    with pytest.raises(UnreadableWorkbook, match="unpacks to more"):
        read_workbook(sheet_bytes([["word " * 100] for _ in range(100)]))


def test_a_document_type_in_a_sheet_is_refused(sheet_bytes) -> None:
    hostile = rewritten(
        sheet_bytes([[1.0]]), "xl/worksheets/sheet1.xml", lambda part: part.replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1)
    )
    with pytest.raises(UnreadableWorkbook, match="document type"):
        read_workbook(hostile)


def test_xml_keeps_lines_and_refuses_depth_entities_and_breaks() -> None:
    root = parse_tree(b"<a>\n<p:b xmlns:p='u' k='1'>text</p:b>\n</a>")
    assert (root.find("b").line, root.value("b"), root.find("b").attributes["k"]) == (2, "text", "1")
    for hostile in (b"<a>" * 65 + b"</a>" * 65, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'):
        with pytest.raises(UnsafeMarkup):
            parse_tree(hostile)
    with pytest.raises(BrokenMarkup, match="line 2"):
        parse_tree(b"<a>\n<b></a>")


def test_wanted_subtrees_are_handed_over_as_they_end_and_outermost_only() -> None:
    data = b"<r><v><n>1</n><v><n>2</n></v></v><x/><v><n>3</n></v></r>"
    assert [node.value("n") for node in iterate_nodes(data, ("v",))] == ["1", "3"]


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(column, letters) -> None:
    assert column_letters(column) == letters


def test_a_delimited_text_knows_the_line_of_each_row() -> None:
    table = read_text_table(b'a;b\n"x\ny";1,5\nc;d\n')
    assert (table.delimiter, table.rows, table.lines) == (";", (("a", "b"), ("x\ny", "1,5"), ("c", "d")), (1, 2, 4))


@pytest.mark.parametrize("text", ["", "hello", "32/01/2026", "30-Feb-26", "2026-13-01", "12", "1/2", "Total"])
def test_what_is_no_day_is_refused(text) -> None:
    with pytest.raises(ValueError, match=r"not a date|does not exist"):
        parse_day(text)


def test_month_first_needs_proof() -> None:
    assert not months_come_first(["01/02/2026", "03/04/2026"])
    assert months_come_first(["01/02/2026", "03/25/2026"])
    assert not months_come_first(["25/02/2026", "03/25/2026"])


@pytest.mark.parametrize(
    "text",
    [
        "1-Apr-25 to 30-Jun-25",
        "For the period 1-Apr-2025 to 30-Jun-2025",
        "From : 01/04/2025 To : 30/06/2025",
        "(01-04-2025 to 30-06-2025)",
        "Statement Period: 1 Apr 2025 - 30 Jun 2025",
    ],
)
def test_a_span_is_found_among_words(text) -> None:
    assert parse_span(text) == (date(2025, 4, 1), date(2025, 6, 30))


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([["X"], ["Purchase Register"], ["Date", "Particulars", "Voucher Type", "Voucher No.", "Gross Total"]], DocumentKind.PURCHASE_REGISTER),
        ([["X"], ["Credit Note Register"], ["Date", "Particulars", "Vch Type", "Vch No."]], DocumentKind.CREDIT_NOTE_REGISTER),
        ([["X"], ["HDFC Bank  Book"], ["Date", "Particulars", "Vch Type", "Vch No.", "Debit", "Credit"]], DocumentKind.BANK_BOOK),
        ([["X"], ["Petty Cash Book"], ["Date", "Particulars", "Vch Type", "Vch No.", "Debit", "Credit"]], DocumentKind.CASH_BOOK),
        ([["X"], ["Day Book"], ["Date", "Particulars", "Vch Type", "Vch No.", "Debit Amount", "Credit Amount"]], DocumentKind.DAY_BOOK),
        ([["Date", "Narration", "Chq./Ref.No.", "Value Dt", "Withdrawal Amt.", "Deposit Amt.", "Closing Balance"]], DocumentKind.BANK_STATEMENT),
        ([["Axis Bank"], ["Tran Date", "CHQNO", "PARTICULARS", "DR", "CR", "BAL", "SOL"]], DocumentKind.BANK_STATEMENT),
        ([["X"], ["Trial Balance"], ["Particulars", "Closing Balance"], ["", "Debit", "Credit"]], DocumentKind.TRIAL_BALANCE),
        ([["Account Code", "Account Name", "Debit", "Credit"]], DocumentKind.TRIAL_BALANCE),
        ([["Salary Register"], ["Employee Code", "Employee Name", "Basic", "HRA", "PF", "Net Pay"]], DocumentKind.PAYROLL_REGISTER),
        ([["Asset Code", "Asset Name", "Date of Purchase", "Cost", "Depreciation", "WDV"]], DocumentKind.ASSET_REGISTER),
        ([["Deductee Name", "PAN", "Section", "Amount Paid", "TDS Amount", "Challan No"]], DocumentKind.TDS_STATEMENT),
        ([["A letter"], ["to", "somebody"]], DocumentKind.OTHER),
        ([], DocumentKind.OTHER),
    ],
)
def test_the_kind_of_a_sheet_is_told_by_its_titles_and_headings(rows, kind) -> None:
    found, confidence, words = kind_of_grid(rows)
    assert found is kind
    assert (confidence > 0.6 and words) or kind is DocumentKind.OTHER
