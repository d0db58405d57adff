"""Form 26AS, AIS, TDS statements, registers of TDS software and lists of challans on sheets: the rows of the offices' own files, each proved by what the paper states."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from qrt.agents.reading import read_paper
from qrt.core.documents.tax_rows import ChallanLine, DeductionLine, TaxCreditLine
from qrt.core.documents.types import DocumentKind, Extraction, FieldStatus, Paper
from tests.generators.tax_sheets import as_csv

SheetBytes = Callable[..., bytes]
PAN, TAN, OTHER_TAN = "AAKCK1234L", "BLRA12345B", "MUMB54321C"

DEDUCTORS = [
    "Sr. No.",
    "Name of Deductor",
    "TAN of Deductor",
    None,
    None,
    None,
    None,
    "Total Amount Paid / Credited(Rs.)",
    "Total Tax Deducted(Rs.)",
    "Total TDS Deposited(Rs.)",
]
PAYMENTS = [
    None,
    "Sr. No.",
    "Section",
    "Transaction Date",
    "Status of Booking",
    "Date of Booking",
    "Remarks",
    "Amount Paid / Credited(Rs.)",
    "Tax Deducted(Rs.)",
    "TDS Deposited(Rs.)",
]
HEAD_26AS = [
    ["Form 26AS", None],
    ["File Creation Date", "Permanent Account Number (PAN)", "Current Status of PAN", "Financial Year", "Assessment Year", "Name of Assessee"],
    ["20-10-2026", PAN, "Active", "2026-2027", "2027-2028", "KAVERI TOOLS PVT LTD"],
    ["PART-I - Details of Tax Deducted at Source"],
]


def read(data: bytes, name: str = "paper.xlsx") -> Extraction:
    (extraction,) = read_paper(Paper(hashlib.sha256(data).hexdigest(), name, len(data)), data)
    return extraction


def credits_of(extraction: Extraction) -> list[tuple[Any, ...]]:
    return [(r.part, r.deductor, r.tan, r.section, r.day, r.status, r.amount, r.tax, r.deposited) for r in extraction.rows if isinstance(r, TaxCreditLine)]


def a_26as(*, repeat: bool) -> list[list[Any]]:
    """Deductors with their payments below; `repeat` writes the heading of payments under each of them."""
    first = [["1", "ASHA TRADERS", TAN, None, None, None, None, 300000, 6000, 6000]]
    first += [
        PAYMENTS,
        [None, "1", "194Q", "10-Aug-2026", "F", "01-Nov-2026", "-", 200000, 4000, 4000],
        [None, "2", "194Q", "12-Sep-2026", "U", "-", "-", 100000, 2000, 2000],
    ]
    second = [["2", "BLUE HERON LLP", OTHER_TAN, None, None, None, None, 50000, 1000, 1000], *([PAYMENTS] if repeat else [])]
    second += [[None, "1", "194C", "30-Sep-2026", "F", "01-Nov-2026", "B", 50000, 1000, 1000]]
    rest = [["PART-III - Details of Transactions for which 15G/15H was filed"], ["PART-VII - Details of Paid Refund"]]
    return [*HEAD_26AS, DEDUCTORS, *first, *second, *rest]


@pytest.mark.parametrize("repeat", [False, True])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_26as_on_a_sheet_gives_each_payment_under_its_deductor(sheet_bytes: SheetBytes, repeat: bool, form: str) -> None:
    rows = a_26as(repeat=repeat)
    extraction = read(sheet_bytes(rows) if form == "xlsx" else as_csv(rows), f"a.{form}")
    assert extraction.kind is DocumentKind.FORM_26AS
    assert {name: extraction.text(name) for name in ("pan", "financial_year", "company", "generated_on")} == {
        "pan": PAN,
        "financial_year": "2026-27",
        "company": "KAVERI TOOLS PVT LTD",
        "generated_on": "2026-10-20",
    }
    assert credits_of(extraction) == [
        ("I", "ASHA TRADERS", TAN, "194Q", date(2026, 8, 10), "F", 200000_00, 4000_00, 4000_00),
        ("I", "ASHA TRADERS", TAN, "194Q", date(2026, 9, 12), "U", 100000_00, 2000_00, 2000_00),
        ("I", "BLUE HERON LLP", OTHER_TAN, "194C", date(2026, 9, 30), "F", 50000_00, 1000_00, 1000_00),
    ]
    assert extraction.findings == ()


def test_the_total_of_a_deductor_proves_its_payments(sheet_bytes: SheetBytes) -> None:
    rows = a_26as(repeat=False)
    rows[5][8] = 6500
    (told,) = read(sheet_bytes(rows)).findings
    assert told.rule == "form_26as.total_mismatch" and told.amount == 500_00 and "ASHA TRADERS" in told.sentence and told.evidence[0].row == 6


def test_a_26as_with_the_deductor_in_each_row_is_read(sheet_bytes: SheetBytes) -> None:
    head = [
        "Name of Deductor",
        "TAN of Deductor",
        "Section",
        "Transaction Date",
        "Status of Booking",
        "Date of Booking",
        "Remarks",
        "Amount Paid/Credited",
        "Tax Deducted",
        "TDS Deposited",
    ]
    extraction = read(
        sheet_bytes([["PAN", PAN], ["Financial Year", "2026-27"], head, ["Asha Traders", TAN, "194Q", date(2026, 8, 10), "F", None, None, 200000, 4000, 4000]])
    )
    assert extraction.kind is DocumentKind.FORM_26AS and extraction.text("pan") == PAN
    assert credits_of(extraction) == [("I", "Asha Traders", TAN, "194Q", date(2026, 8, 10), "F", 200000_00, 4000_00, 4000_00)]


def test_an_ais_gives_each_payment_with_the_code_and_the_name_above_it() -> None:
    rows = [
        ["Annual Information Statement (AIS)"],
        ["Financial Year", "2026-27"],
        ["Permanent Account Number (PAN)", PAN],
        ["SR. NO.", "INFORMATION CODE", "INFORMATION DESCRIPTION", "INFORMATION SOURCE", "COUNT", "AMOUNT"],
        ["1", "TDS-194Q", "Purchase of goods (Section 194Q)", f"ASHA TRADERS ({TAN})", "1", "200000"],
        ["SR. NO.", "QUARTER", "DATE OF PAYMENT/CREDIT", "AMOUNT PAID/CREDITED", "TDS DEDUCTED", "TDS DEPOSITED", "STATUS"],
        ["1", "Q2(Jul-Sep)", "10/08/2026", "200000", "4000", "4000", "Active"],
    ]
    extraction = read(as_csv(rows), "ais.csv")
    assert extraction.kind is DocumentKind.AIS and extraction.text("financial_year") == "2026-27"
    (line,) = [row for row in extraction.rows if isinstance(row, TaxCreditLine)]
    assert (line.part, line.deductor, line.tan, line.section, line.day, line.quarter, line.amount, line.tax) == (
        *("ais", "ASHA TRADERS", TAN, "194Q", date(2026, 8, 10), "Q2", 200000_00, 4000_00),
    )
    assert extraction.findings == ()


STATEMENT = ["Sl. No.", "Date of Payment/Credit", "Name of Deductee", "PAN of Deductee", "Section", "Payment Code", "Amount Paid/Credited", "TDS Deducted"]
LINES = [
    ["1", "01/07/2026", "Bharat Mills", "AABCB5678M", "393(1) Sl.6(i)", "1024", 98500.0, 1970.0],
    ["2", "30/09/2026", "Vindhya & Co", "AAFFV1234K", "393(1) Sl.6(iii)", "1027", 1000.5, 100.0],
]


@pytest.mark.parametrize(
    "titles",
    [
        (["TDS Statement - Quarter 2026-27-Q2"],),
        (["Form 26Q - Q2 FY 2026-27"],),
        (["TDS Return"], ["Quarter", "Q2"], ["Financial Year", "2026-2027"]),
        (["TDS Register for Jul-Sep 2026"],),
        (["TDS Register from 01-07-2026 to 30-09-2026"],),
        (["TDS Statement"],),
    ],
)
def test_year_and_quarter_are_taken_from_labels_titles_or_days(sheet_bytes: SheetBytes, titles: Sequence[list[str]]) -> None:
    extraction = read(sheet_bytes([["Kaveri Tools Pvt Ltd"], *titles, [f"TAN of Deductor: {TAN}"], [], STATEMENT, *LINES]))
    assert extraction.kind is DocumentKind.TDS_STATEMENT
    assert {name: extraction.text(name) for name in ("financial_year", "quarter", "tan")} == {"financial_year": "2026-27", "quarter": "Q2", "tan": TAN}
    rows = [row for row in extraction.rows if isinstance(row, DeductionLine)]
    assert [(r.party, r.pan, r.section, r.day, r.amount, r.tax, r.deposited) for r in rows] == [
        ("Bharat Mills", "AABCB5678M", "1024", date(2026, 7, 1), 98500_00, 1970_00, 1970_00),
        ("Vindhya & Co", "AAFFV1234K", "1027", date(2026, 9, 30), 1000_50, 100_00, 100_00),
    ]
    assert extraction.findings == ()


def test_days_of_two_quarters_leave_the_quarter_to_a_person(sheet_bytes: SheetBytes) -> None:
    extraction = read(sheet_bytes([["TDS Register"], STATEMENT, *LINES, ["3", "01/10/2026", "Bharat Mills", "AABCB5678M", "194C", None, 1000, 20]]))
    assert extraction.fields["quarter"].status is FieldStatus.MISSING and len(extraction.rows) == 3
    assert [finding.rule for finding in extraction.findings] == ["document.field_missing"]


def test_a_register_of_one_month_is_no_statement_of_a_quarter(sheet_bytes: SheetBytes) -> None:
    extraction = read(sheet_bytes([["TDS Register for the month of July 2026"], STATEMENT, LINES[0]]))
    assert extraction.fields["quarter"].status is FieldStatus.MISSING and len(extraction.rows) == 1


def test_columns_of_the_return_utility_are_known_however_their_headings_go_on(sheet_bytes: SheetBytes) -> None:
    challans = [
        "Sr. No.",
        "TDS",
        "Surcharge",
        "Education Cess",
        "Interest",
        "Fee",
        "Penalty / Others",
        "Total Tax Deposited",
        "BSR Code / Receipt Number of Form No. 24G",
    ]
    challans += ["Challan Serial No. / DDO Serial No. of Form No. 24G", "Date on which tax deposited (dd/mm/yyyy)", "Minor Head of Challan"]
    deductions = [
        "Sr. No.",
        "Challan Sr. No.",
        "Section under which payment made",
        "PAN of the deductee",
        "Name of the deductee",
        "Date of payment or credit (dd/mm/yyyy)",
    ]
    deductions += ["Amount paid or credited (Rs.)", "Total TDS", "Total TDS Deposited", "Date of Deduction", "Rate at which deducted"]
    rows = [
        ["Form No. 26Q"], ["Tax Deduction and Collection Account Number (TAN)", TAN], ["Financial Year", "2026-27"], ["Quarter", "Q2"], ["Challan Details"],
        challans, [1, 1000, 0, 0, 15, 0, 0, 1015, "0510308", "00123", "07/08/2026", "200"], ["Deductee Details"], deductions,
        ["(401)", "(402)", "(403)", "(404)", "(405)", "(406)", "(407)", "(408)", "(409)", "(410)", "(411)"],
        [1, 1, "94C", "AABCB5678M", "Bharat Mills", "05/07/2026", 50000, 1000, 1000, "05/07/2026", 2],
    ]  # fmt: skip
    extraction = read(sheet_bytes(rows))
    assert [extraction.text(name) for name in ("tan", "financial_year", "quarter", "form")] == [TAN, "2026-27", "Q2", "26Q"]
    challan, line = extraction.rows
    assert isinstance(challan, ChallanLine) and (challan.tax, challan.interest, challan.total, challan.minor_head) == (1000_00, 15_00, 1015_00, "200")
    assert isinstance(line, DeductionLine) and (line.challan, line.section, line.tax, line.day) == (1, "194C", 1000_00, date(2026, 7, 5))
    assert extraction.findings == ()


def test_a_statement_none_of_whose_days_lies_in_its_quarter_is_told(sheet_bytes: SheetBytes) -> None:
    (told,) = read(sheet_bytes([["TDS Statement Q3 FY 2026-27"], STATEMENT, *LINES])).findings
    assert told.rule == "tds_sheet.other_quarter"


def test_totals_are_checks_and_a_broken_row_is_named(sheet_bytes: SheetBytes) -> None:
    broken = ["3", "31/08/2026", "No Pan Ltd", None, "194C", None, 500, 10]
    extraction = read(sheet_bytes([["TDS Statement Q2 2026-27"], STATEMENT, *LINES, broken, ["Total", None, None, None, None, None, 100000.5, 2080]]))
    assert len(extraction.rows) == 2
    assert [finding.rule for finding in extraction.findings] == ["tds_sheet.line_unreadable", "tds_sheet.total_mismatch", "tds_sheet.total_mismatch"]
    assert "row 5: the deduction of No Pan Ltd was left out: its PAN is empty" in extraction.findings[0].sentence


def test_a_register_of_software_numbers_its_challans(sheet_bytes: SheetBytes) -> None:
    head = ["PAN", "Name", "Section", "Date", "Amount", "Rate", "TDS", "Challan No", "BSR Code", "Challan Date"]
    rows = [
        ["AABCB5678M", "Bharat Mills", "94C", "05-07-2026", 50000, "2.00", 1000, "00123", "0510308", "07-08-2026"],
        ["AAFFV1234K", "Vindhya & Co", "194J", "09-08-2026", 30000, "10", 3000, "00456", "0510308", "07-09-2026"],
        ["PANNOTAVBL", "Cash Vendor", "194C", "10-08-2026", 10000, "20", 2000, "00123", "0510308", "07-08-2026"],
    ]
    extraction = read(sheet_bytes([head, *rows]))
    assert extraction.kind is DocumentKind.TDS_STATEMENT and extraction.text("quarter") == "Q2"
    lines = [row for row in extraction.rows if isinstance(row, DeductionLine)]
    assert [(r.challan, r.section, r.rate, r.tax) for r in lines] == [(1, "194C", "2", 1000_00), (2, "194J", "10", 3000_00), (1, "194C", "20", 2000_00)]
    # What a challan paid in all stands nowhere: no challan is made of its deductions.
    assert not [row for row in extraction.rows if isinstance(row, ChallanLine)]


def test_of_two_columns_of_tax_the_whole_counts(sheet_bytes: SheetBytes) -> None:
    head = [
        "PAN of the deductee",
        "Name of the deductee",
        "Section Code",
        "Date of payment/credit",
        "Amount paid/credited (Rs.)",
        "TDS (Rs.)",
        "Surcharge",
        "Total tax deducted (Rs.)",
    ]
    extraction = read(sheet_bytes([["Form 26Q Q2 2026-27"], head, ["AABCB5678M", "Bharat Mills", "194C", "05-07-2026", 50000, 1000, 100, 1100]]))
    assert [row.tax for row in extraction.rows if isinstance(row, DeductionLine)] == [1100_00]


CHALLANS = ["Sr. No.", "TDS", "Interest", "Fee", "Total Amount Deposited", "BSR Code", "Date of Deposit", "Challan Serial No", "Section", "Minor Head"]


def test_challans_on_a_sheet_of_the_statement_prove_its_deductions(sheet_bytes: SheetBytes) -> None:
    challans = [["Form 26Q - Challans"], CHALLANS, [1, 2000, 50, 0, 2050, "0510308", "07/08/2026", "00123", "194C", "200"]]
    deductions = [["Form 26Q - Q2 FY 2026-27"], ["Challan Sr No", *STATEMENT[1:]], ["1", *LINES[0][1:]], ["1", *LINES[1][1:]]]
    extraction = read(sheet_bytes(challans, deductions, names=["Challan", "Deductee"]))
    (challan,) = [row for row in extraction.rows if isinstance(row, ChallanLine)]
    assert (challan.number, challan.bsr, challan.day, challan.tax, challan.interest, challan.total) == (
        "00123",
        "0510308",
        date(2026, 8, 7),
        2000_00,
        50_00,
        2050_00,
    )
    assert [row.challan for row in extraction.rows if isinstance(row, DeductionLine)] == [1, 1]
    (told,) = extraction.findings
    assert told.rule == "tds_sheet.total_mismatch" and "the tax of challan 00123 is 2,000.00, its rows give 2,070.00" in told.sentence


def test_a_list_of_challans_leaves_other_taxes_out(sheet_bytes: SheetBytes) -> None:
    rows = [
        ["List of TDS challans"],
        CHALLANS,
        [1, 1000, 0, 0, 1000, "0510308", date(2026, 8, 7), "00123", "94C", "200"],
        [2, 5000, 0, 0, 5000, "0510308", date(2026, 9, 15), "00777", "-", "100"],
        [3, 1000, 0, 0, 1500, "0510308", date(2026, 9, 7), "00124", "94C", "200"],
        ["Total", 7000, 0, 0, 7500],
    ]
    extraction = read(sheet_bytes(rows))
    assert extraction.kind is DocumentKind.TDS_CHALLAN
    assert [(row.number, row.tax, row.section) for row in extraction.rows if isinstance(row, ChallanLine)] == [
        ("00123", 1000_00, "194C"),
        ("00124", 1000_00, "194C"),
    ]
    assert [finding.rule for finding in extraction.findings] == ["challan_sheet.other_tax", "challan_sheet.total_mismatch"]
