"""Workbooks of Excel 97 to 2003 give what an XLSX gives, and are read as that."""

import struct
from datetime import date

import pytest

from qrt.agents.layouts import layout_of_paper
from qrt.agents.reading import read_paper
from qrt.agents.wording import words_of_paper
from qrt.core.documents.books import load_sheets
from qrt.core.documents.types import BankLine, DocumentKind, Paper, TrialBalanceRow
from qrt.core.documents.workbook import UnreadableWorkbook
from tests.generators.hostile.office import ole2
from tests.generators.old_excel import BOLD, xls

STATEMENT = [
    ["Neem Bank"],
    ["Account No :", "50200012345678"],
    [],
    ["Date", "Narration", "Chq./Ref.No.", "Value Dt", "Withdrawal Amt.", "Deposit Amt.", "Closing Balance"],
    [date(2026, 7, 1), "NEFT देयक", "N1", date(2026, 7, 1), 1180.50, None, 98819.50],
    [date(2026, 7, 2), "UPI LOTUS", "U2", date(2026, 7, 3), None, 500.0, 99319.50],
]


def read(data: bytes):
    return read_paper(Paper("a" * 64, "paper.xls", len(data)), data)


@pytest.mark.parametrize("split", [False, True])
def test_texts_numbers_days_and_styles_are_those_of_the_file(split: bool) -> None:
    rows = [["Receivable", 0.01, -1234567.89, True, date(2026, 9, 30)], [], [("Total", BOLD), (5.0, 2), None, "₹ रुपये"]]
    (sheet,) = load_sheets(xls({"Tab": rows}, split_texts=split)).sheets
    assert (sheet.name, [row.number for row in sheet.rows]) == ("Tab", [1, 3])
    assert [sheet.rows[0].cells[column].value for column in range(5)] == ["Receivable", 0.01, -1234567.89, True, date(2026, 9, 30)]
    total, amount, word = (sheet.rows[1].cells[column] for column in (0, 1, 3))
    assert (total.value, total.style.bold, total.style.indent, amount.style.format, word.value) == ("Total", True, 2, '"" 0.00" Dr"', "₹ रुपये")


def test_a_bank_statement_in_the_old_form_is_read_with_its_proof() -> None:
    (made,) = read(xls({"Sheet 1": STATEMENT}))
    assert (made.kind, made.confidence, made.findings) == (DocumentKind.BANK_STATEMENT, 0.99, ())
    assert [(row.day, row.amount, row.balance) for row in made.rows if isinstance(row, BankLine)] == [
        (date(2026, 7, 1), -1180_50, 98819_50),
        (date(2026, 7, 2), 500_00, 99319_50),
    ]
    assert made.text("account_number") == "50200012345678"


def test_the_side_of_an_amount_that_only_its_number_format_says_is_kept() -> None:
    rows = [["Trial Balance"], ["Particulars", "Closing Balance"], ["Cash", (900.0, 2)], ["Sales", (900.0, 3)]]
    (made,) = read(xls({"TB": rows}))
    assert made.kind is DocumentKind.TRIAL_BALANCE
    assert [(row.name, row.closing) for row in made.rows if isinstance(row, TrialBalanceRow)] == [("Cash", 900_00), ("Sales", -900_00)]


def test_a_formula_without_a_stored_result_is_unknown_and_not_nought() -> None:
    whole = xls({"Tab": [["Amount", 7.0]]})
    cell = struct.pack("<HHHHHI", 0x27E, 10, 0, 1, 0, 700 << 2 | 3)
    formula = struct.pack("<HHHHHdHIH", 0x06, 22, 0, 1, 0, 0.0, 1, 0, 0)
    at = whole.index(cell)
    data = whole[:at] + formula + struct.pack("<HH", 0x0A, 0) + whole[at + len(formula) + 4 :]
    (sheet,) = load_sheets(data).sheets
    assert (sheet.uncalculated, 1 in sheet.rows[0].cells) == (((1, 1),), False)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (ole2({"Book": b"\x09\x08" + b"\0" * 40}), "Excel 95"),
        (ole2({"Workbook": struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 0) + struct.pack("<HHH", 0x2F, 2, 0)}), "password"),
        (ole2({"Workbook": struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 0) + struct.pack("<HH", 0x31, 60000)}), "cut off"),
        (xls({"Tab": [["Amount"]]})[:900], "cut off"),
        (ole2({"Note": b"x"}), "not an Excel workbook"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, cause: str) -> None:
    with pytest.raises(UnreadableWorkbook, match=cause):
        load_sheets(data)


def test_no_cut_of_a_file_gives_other_values_than_the_file() -> None:
    whole = xls({"Tab": STATEMENT})
    wanted = {(row.number, column): cell.value for row in load_sheets(whole).sheets[0].rows for column, cell in row.cells.items()}
    for end in range(512, len(whole), 97):
        try:
            sheets = load_sheets(whole[:end]).sheets
        except UnreadableWorkbook:
            continue
        assert {(row.number, column): cell.value for sheet in sheets for row in sheet.rows for column, cell in row.cells.items()} == wanted


def test_its_words_are_found_and_its_layout_is_remembered_as_those_of_any_table() -> None:
    data = xls({"Sheet 1": STATEMENT})
    assert words_of_paper(data, "paper.xls")["lotus"] == 1
    assert layout_of_paper(data, "paper.xls", ())
