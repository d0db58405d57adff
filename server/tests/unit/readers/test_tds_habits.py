"""Statements of tax deducted, lists of challans, Form 26AS and AIS as programs write them: other words, signs, forms of a section, rows that were taken back."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from qrt.agents.reading import read_paper
from qrt.core.base.finding import Severity
from qrt.core.documents.tax_rows import ChallanLine, DeductionLine, TaxCreditLine
from qrt.core.documents.types import Extraction, Paper

SheetBytes = Callable[..., bytes]
PAN, TAN = "AAKCK1234L", "BLRA12345B"
HEAD = ["Date of Payment", "Name of Deductee", "PAN of Deductee", "Section", "Amount Paid", "Rate", "Tax Deducted", "Tax Deposited"]
ROWS = [
    ["05/07/2026", "Bharat Mills", "AABCB5678M", "194C", 98500.0, 2.0, 1970.0, 1970.0],
    ["20/08/2026", "Vindhya & Co", "AAFFV1234K", "194J", 30000.0, 10.0, 3000.0, 3000.0],
]
TITLES = [["Form 26Q - Q2 FY 2026-27"], ["TAN", TAN]]


def read(data: bytes, name: str = "paper.xlsx") -> Extraction:
    (extraction,) = read_paper(Paper(hashlib.sha256(data).hexdigest(), name, len(data)), data)
    return extraction


def rules(extraction: Extraction) -> list[str]:
    return [finding.rule for finding in extraction.findings]


def statement(sheet_bytes: SheetBytes, rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD) -> tuple[Extraction, list[DeductionLine]]:
    extraction = read(sheet_bytes([*TITLES, head, *rows]))
    return extraction, [row for row in extraction.rows if isinstance(row, DeductionLine)]


def changed(rows: Sequence[Sequence[Any]], change: dict[int, Callable[[Any], Any]]) -> list[list[Any]]:
    return [[change[at](cell) if at in change else cell for at, cell in enumerate(row)] for row in rows]


@pytest.mark.parametrize("write", [lambda amount: -amount, lambda amount: f"({amount:.2f})", lambda amount: f"{amount:.2f} Cr"])
def test_a_ledger_of_tax_payable_writes_credits_and_the_statement_reports_sizes(sheet_bytes: SheetBytes, write: Callable[[float], Any]) -> None:
    extraction, lines = statement(
        sheet_bytes, [*changed(ROWS, dict.fromkeys((6, 7), write)), ["Total", "", "", "", 128500.0, "", write(4970.0), write(4970.0)]]
    )
    assert [(row.tax, row.deposited) for row in lines] == [(1970_00, 1970_00), (3000_00, 3000_00)]
    assert rules(extraction) == []


def test_one_deduction_below_nothing_is_told(sheet_bytes: SheetBytes) -> None:
    extraction, lines = statement(sheet_bytes, [*ROWS, ["21/08/2026", "Vindhya & Co", "AAFFV1234K", "194J", -30000.0, 10.0, -3000.0, -3000.0]])
    assert [row.tax for row in lines] == [1970_00, 3000_00, -3000_00]
    assert [(each.rule, each.amount) for each in extraction.findings] == [("tds_sheet.below_nothing", 3000_00)]


@pytest.mark.parametrize(
    ("written", "section"),
    [
        *(("Sec 194C", "194C"), ("194 C", "194C"), ("194-C", "194C"), ("u/s 194C", "194C"), ("194C - Contractors", "194C"), ("194J (b)", "194J(b)")),
        *(("94C", "194C"), ("1024", "1024"), ("393(1) Sl.6(i)", "393(1) Sl.6(i)")),
    ],
)
def test_a_section_is_known_however_it_is_written(sheet_bytes: SheetBytes, written: str, section: str) -> None:
    assert [row.section for row in statement(sheet_bytes, changed(ROWS[:1], {3: lambda _: written}))[1]] == [section]


@pytest.mark.parametrize(("rate", "style"), [(0.02, None), (0.02, "0%"), (2.0, None)])
def test_rates_in_hundredths_are_told_by_their_format_or_by_the_tax(sheet_bytes: SheetBytes, rate: float, style: str | None) -> None:
    assert [row.rate for row in statement(sheet_bytes, changed(ROWS[:1], {5: lambda _: (rate, style) if style else rate}))[1]] == ["2"]


def test_cancelled_entries_and_other_money_are_left_out_and_told(sheet_bytes: SheetBytes) -> None:
    extraction, lines = statement(sheet_bytes, [[*ROWS[0], "Cancelled"], [*ROWS[1], "Posted"]], [*HEAD, "Status"])
    assert ([row.party for row in lines], rules(extraction)) == (["Vindhya & Co"], ["tds_sheet.cancelled"])
    extraction, lines = statement(sheet_bytes, [[*ROWS[0], "USD"], [*ROWS[1], "INR"]], [*HEAD, "Currency"])
    assert ([row.party for row in lines], rules(extraction)) == (["Vindhya & Co"], ["tds_sheet.line_unreadable"])


def test_days_that_lost_their_format_and_days_outside_of_the_quarter(sheet_bytes: SheetBytes) -> None:
    extraction, lines = statement(sheet_bytes, changed(ROWS, {0: lambda day: float((date(2026, int(day[3:5]), int(day[:2])) - date(1899, 12, 30)).days)}))
    assert ([row.day for row in lines], rules(extraction)) == ([date(2026, 7, 5), date(2026, 8, 20)], [])
    extraction, _ = statement(sheet_bytes, [["07/05/2026", *ROWS[0][1:]], ["08/09/2026", *ROWS[1][1:]]])
    (told,) = extraction.findings
    assert (told.rule, told.severity) == ("tds_sheet.day_outside", Severity.WARNING) and "if the month stands first" in told.sentence


@pytest.mark.parametrize(("at", "heading"), [(1, "Vendor"), (1, "Supplier Name"), (3, "Nature of Payment"), (3, "Sec."), (4, "Amt Paid/Cr"), (6, "TDS Amt")])
def test_more_words_for_the_columns_of_a_register(sheet_bytes: SheetBytes, at: int, heading: str) -> None:
    extraction, lines = statement(sheet_bytes, ROWS, [*HEAD[:at], heading, *HEAD[at + 1 :]])
    assert next((row.party, row.section, row.amount, row.tax) for row in lines) == ("Bharat Mills", "194C", 98500_00, 1970_00)
    assert rules(extraction) == []


def test_a_register_whose_sections_or_names_stand_under_other_words_is_told(sheet_bytes: SheetBytes) -> None:
    extraction, _ = statement(sheet_bytes, ROWS, [HEAD[0], "Whom", HEAD[2], "Clause", *HEAD[4:]])
    (told,) = extraction.findings
    assert (told.rule, told.severity) == ("tds_sheet.column_unknown", Severity.ERROR) and "'Whom', 'Clause'" in told.sentence


def test_the_amount_counts_before_the_gross_amount(sheet_bytes: SheetBytes) -> None:
    rows = [[*row[:4], row[4] * 1.18, *row[4:]] for row in ROWS]
    assert [row.amount for row in statement(sheet_bytes, rows, [*HEAD[:4], "Gross Amount", "Amount", *HEAD[5:]])[1]] == [98500_00, 30000_00]


CHALLANS = ["Section", "Date of Deposit", "BSR Code", "Challan Serial No", "TDS", "Interest", "Late Fee", "Total Amount Deposited", "Status"]


def test_challans_keep_the_zeros_of_their_codes_and_those_never_paid_stay_out(sheet_bytes: SheetBytes) -> None:
    rows = [
        ["194C", date(2026, 8, 7), 510308.0, 123.0, 1970.0, 15.0, 200.0, 2185.0, "Success"],
        ["194J", date(2026, 9, 4), "0510308", "00456", 3000.0, 0.0, 0.0, 3000.0, "Failed"],
    ]
    for heads in (CHALLANS, [*CHALLANS[:5], "Int. u/s 201(1A)", "Fee u/s 234E", *CHALLANS[7:]], [*CHALLANS[:5], "Int.", "Late Filing Fee", *CHALLANS[7:]]):
        extraction = read(sheet_bytes([["List of TDS challans"], ["TAN", TAN], heads, *rows]))
        (challan,) = [row for row in extraction.rows if isinstance(row, ChallanLine)]
        assert (challan.bsr, challan.number, challan.interest, challan.fee, challan.total) == ("0510308", "00123", 15_00, 200_00, 2185_00)
        assert rules(extraction) == ["challan_sheet.cancelled"]


def test_challans_whose_section_stands_under_other_words_are_told(sheet_bytes: SheetBytes) -> None:
    row = ["194C", date(2026, 8, 7), "0510308", "00123", 1970.0, 0.0, 0.0, 1970.0, "Success"]
    (told,) = read(sheet_bytes([["List of TDS challans"], ["TAN", TAN], ["Payment Type", *CHALLANS[1:]], row])).findings
    assert told.rule == "challan_sheet.column_unknown" and "Payment Type" in told.sentence


CREDITS = ["Deductor", "TAN No", "TDS Section", "Txn Date", "Booking Status", "Amount Paid/Credited", "TDS Amount", "Amount Deposited"]


def credited(sheet_bytes: SheetBytes, head: Sequence[str]) -> tuple[Extraction, list[TaxCreditLine]]:
    row = ["Asha Traders", TAN, "194Q", date(2026, 8, 10), "U", 200000.0, 4000.0, 1500.0]
    extraction = read(sheet_bytes([["Form 26AS"], ["PAN", PAN], ["Financial Year", "2026-27"], head, row]))
    return extraction, [row for row in extraction.rows if isinstance(row, TaxCreditLine)]


def test_a_26as_under_other_words_is_read_and_what_it_lacks_is_told(sheet_bytes: SheetBytes) -> None:
    extraction, (line,) = credited(sheet_bytes, CREDITS)
    assert (line.deductor, line.tan, line.section, line.status, line.tax, line.deposited, rules(extraction)) == (
        "Asha Traders",
        TAN,
        "194Q",
        "U",
        4000_00,
        1500_00,
        [],
    )
    for at, word in ((7, "TDS Claimable"), (2, "Clause"), (4, "Flag")):
        extraction, lines = credited(sheet_bytes, [*CREDITS[:at], word, *CREDITS[at + 1 :]])
        assert (len(lines), rules(extraction)) == (1, ["form_26as.column_unknown"]), word
        assert word in extraction.findings[0].sentence


TEXT = f"""File Creation Date^Permanent Account Number (PAN)^Current Status of PAN^Financial Year^Assessment Year^Name of Assessee
20-10-2026^{PAN}^Active^2026-2027^2027-2028^KAVERI
^PART-I - Details of Tax Deducted at Source^
Sr. No.^Name of Deductor^TAN of Deductor^^^^^Total Amount Paid / Credited(Rs.)^Total Tax Deducted(Rs.)^Total TDS Deposited(Rs.)
1^Asha Traders^{TAN}^^^^^200000.00^4000.00^1500.00
^Sr. No.^Section^Transaction Date^Status of Booking^Date of Booking^Remarks^Amount Paid / Credited(Rs.)^{{columns}}
^1^194Q^10-Aug-2026^U^-^-^200000.00^{{amounts}}
"""


@pytest.mark.parametrize(
    ("columns", "amounts"),
    [
        ("Tax Deducted(Rs.)^TDS Deposited(Rs.)", "4000.00^1500.00"),
        ("TDS Deposited(Rs.)^Tax Deducted(Rs.)", "1500.00^4000.00"),
        ("Tax Deducted(Rs.)^TDS Deposited(Rs.)^GST(Rs.)", "4000.00^1500.00^36000.00"),
    ],
)
def test_amounts_of_a_26as_as_text_stand_where_its_heading_says(columns: str, amounts: str) -> None:
    extraction = read(TEXT.format(columns=columns, amounts=amounts).encode(), "26as.txt")
    assert [(row.amount, row.tax, row.deposited) for row in extraction.rows if isinstance(row, TaxCreditLine)] == [(200000_00, 4000_00, 1500_00)]
    assert rules(extraction) == []


ENTRY = {"dateOfPayment": "10/08/2026", "amountPaid": "200000", "taxDeducted": "4000", "tdsDeposited": "1500"}


def ais(entry: dict[str, Any], **above: Any) -> tuple[list[tuple[int, int, int]], list[str]]:
    source = {"informationSource": "Asha Traders", "tan": TAN, "section": "194Q", "transactions": [entry], **above}
    extraction = read(json.dumps({"pan": PAN, "name": "KAVERI", "financialYear": "2026-27", "tdsTcs": [source]}).encode(), "ais.json")
    return [(row.amount, row.tax, row.deposited) for row in extraction.rows if isinstance(row, TaxCreditLine)], rules(extraction)


def without(name: str, **more: Any) -> dict[str, Any]:
    return {**{key: value for key, value in ENTRY.items() if key != name}, **more}


def test_of_an_ais_what_is_not_known_or_does_not_count_is_told() -> None:
    whole = [(200000_00, 4000_00, 1500_00)]
    assert ais(ENTRY, amountPaid="200000", taxDeducted="4000", tdsDeposited="1500") == (whole, [])
    assert ais(without("taxDeducted", tdsAmount="4000")) == (whole, [])
    assert ais(without("taxDeducted", tdsByPayer="4000")) == ([], ["ais.line_unreadable"])
    assert ais(without("tdsDeposited", tdsRemitted="1500")) == ([], ["ais.line_unreadable"])
    assert ais(without("dateOfPayment")) == ([], ["ais.line_unreadable"])
    assert ais({**ENTRY, "status": "Inactive"}) == ([], ["ais.inactive"])
