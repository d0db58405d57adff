"""Rows of returns that look right and would be wrong: notes taken for invoices, what a note is about taken for what it amends, days with their month first, rates without their document's cells."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from qrt.agents.reading import read_paper
from qrt.core.base.identifiers import gstin_check_character
from qrt.core.documents.tax_rows import ReturnLine
from qrt.core.documents.types import DocumentKind, Extraction, Gstr2bLine, Paper
from qrt.sim.names import gstin

OWN, PARTY = gstin("29", "AAKCK1234L"), gstin("29", "AABCB5678M")
SheetBytes = Callable[..., bytes]
TAIL = ("Yes", "11/10/2026")


def read(data: bytes, name: str = "paper.xlsx") -> Extraction:
    (extraction,) = read_paper(Paper(hashlib.sha256(data).hexdigest(), name, len(data)), data)
    return extraction


def titled(form: str, *rows: Sequence[Any]) -> list[list[Any]]:
    return [[form], ["GSTIN", OWN], ["Tax Period", "Sep-2026"], *map(list, rows)]


def outward(extraction: Extraction) -> list[tuple[str, str, str, date | None, str]]:
    return [(r.table, r.document_type, r.number, r.day, r.original_number) for r in extraction.rows if isinstance(r, ReturnLine)]


def inward(extraction: Extraction) -> list[tuple[str, str, str, date, str]]:
    return [(r.section, r.document_type, r.number, r.day, r.original_number) for r in extraction.rows if isinstance(r, Gstr2bLine)]


NOTE_HEAD = ["GSTIN", "Name", "Invoice Number", "Invoice Date", "Note Number", "Note Date", "Note Type", "Note Value", "Taxable Value", "IGST", "CGST", "SGST"]


def test_a_note_beside_its_invoice_keeps_its_own_number_and_is_no_invoice(sheet_bytes: SheetBytes) -> None:
    note = [PARTY, "B", "INV/1", "01/08/2026", "CN/1", "05/09/2026", "Credit", 118, 100, 0, 9, 9]
    sold = read(sheet_bytes(titled("GSTR-1", NOTE_HEAD, note), names=["Sheet1"]))
    assert outward(sold) == [("cdnr", "credit_note", "CN/1", date(2026, 9, 5), "INV/1")]
    bought = read(sheet_bytes(titled("GSTR-2B", [*NOTE_HEAD, "ITC Availability", "Filing Date"], [*note, *TAIL]), names=["Sheet1"]))
    assert inward(bought) == [("cdnr", "credit_note", "CN/1", date(2026, 9, 5), "INV/1")]


def test_in_a_list_of_invoices_and_notes_each_row_is_what_it_names(sheet_bytes: SheetBytes) -> None:
    rows = [
        [PARTY, "B", "INV/1", "01/09/2026", "", "", "", 118, 100, 0, 9, 9],
        [PARTY, "B", "INV/1", "01/09/2026", "CN/1", "05/09/2026", "Cr. Note", 59, 50, 0, 4.5, 4.5],
        [PARTY, "B", "", "", "XN/2", "05/09/2026", "", 59, 50, 0, 4.5, 4.5],
    ]
    sold = read(sheet_bytes(titled("GSTR-1", NOTE_HEAD, *rows), names=["Sheet1"]))
    assert outward(sold) == [("b2b", "invoice", "INV/1", date(2026, 9, 1), ""), ("cdnr", "credit_note", "CN/1", date(2026, 9, 5), "INV/1")]
    assert [finding.rule for finding in sold.findings] == ["gstr1.line_unreadable"] and "credit or a debit note" in sold.findings[0].sentence


@pytest.mark.parametrize(
    ("said", "kind"), [("Credit Note", "credit_note"), ("CRN", "credit_note"), ("Cr. Note", "credit_note"), ("DN", "debit_note"), ("Dr Note", "debit_note")]
)
def test_a_list_of_all_documents_says_its_notes_in_a_column(sheet_bytes: SheetBytes, said: str, kind: str) -> None:
    head = ["GSTIN", "Name", "Document Type", "Document Number", "Document Date", "Document Value", "Taxable Value", "IGST", "CGST", "SGST"]
    rows = [[PARTY, "B", "Invoice", "I/1", "01/09/2026", 118, 100, 0, 9, 9], [PARTY, "B", said, "N/1", "05/09/2026", 118, 100, 0, 9, 9]]
    sold = read(sheet_bytes(titled("GSTR-1", head, *rows), names=["Sheet1"]))
    assert [each[:3] for each in outward(sold)] == [("b2b", "invoice", "I/1"), ("cdnr", kind, "N/1")]
    bought = read(sheet_bytes(titled("GSTR-2B", [*head, "ITC Availability", "Filing Date"], *([*row, *TAIL] for row in rows)), names=["Sheet1"]))
    assert [each[:3] for each in inward(bought)] == [("b2b", "invoice", "I/1"), ("cdnr", kind, "N/1")]


def test_a_sale_on_credit_is_not_guessed_to_be_a_note(sheet_bytes: SheetBytes) -> None:
    head = ["GSTIN", "Invoice No", "Invoice Date", "Type", "Taxable Value", "IGST", "CGST", "SGST"]
    rows = [[PARTY, "I/1", "05/09/2026", "Credit", 100, 0, 9, 9], [PARTY, "I/2", "05/09/2026", "Cash", 100, 0, 9, 9]]
    sold = read(sheet_bytes(titled("GSTR-1", head, *rows), names=["Sheet1"]))
    assert [each[:3] for each in outward(sold)] == [("b2b", "invoice", "I/2")]
    assert ["may say how it is paid" in finding.sentence for finding in sold.findings] == [True]


def test_an_invoice_that_a_note_is_about_is_not_amended_by_it(sheet_bytes: SheetBytes) -> None:
    """As an amendment the note would take the place of the invoice, which would be missing from the statement."""
    head = [
        "Section",
        "GSTIN",
        "Document Type",
        "Document Number",
        "Document Date",
        "Original Invoice Number",
        "Original Invoice Date",
        "Taxable Value",
        "IGST",
        "CGST",
        "SGST",
    ]
    rows = [
        ["B2B", PARTY, "INV", "I/1", "01/09/2026", "", "", 100, 0, 9, 9],
        ["CDNR", PARTY, "CRN", "C/1", "06/09/2026", "I/1", "01/09/2026", 50, 0, 4.5, 4.5],
        ["B2BA", PARTY, "INV", "I/9", "07/09/2026", "I/8", "05/08/2026", 100, 0, 9, 9],
    ]
    sections = [("b2b", "invoice", "I/1"), ("cdnr", "credit_note", "C/1"), ("b2ba", "invoice", "I/9")]
    assert [each[:3] for each in outward(read(sheet_bytes(titled("GSTR-1", head, *rows), names=["Sheet1"])))] == sections
    bought = read(sheet_bytes(titled("GSTR-2B", [*head, "ITC Availability", "Filing Date"], *([*row, *TAIL] for row in rows)), names=["Sheet1"]))
    assert [each[:3] for each in inward(bought)] == sections
    of_notes = [
        "GSTIN",
        "Note Number",
        "Note Type",
        "Note Date",
        "Original Invoice Number",
        "Taxable Value",
        "IGST",
        "CGST",
        "SGST",
        "ITC Availability",
        "Filing Date",
    ]
    noted = read(sheet_bytes(titled("GSTR-2B", of_notes, [PARTY, "C/1", "Credit Note", "06/09/2026", "I/1", 50, 0, 4.5, 4.5, *TAIL]), names=["B2B-CDNR"]))
    assert inward(noted) == [("cdnr", "credit_note", "C/1", date(2026, 9, 6), "I/1")]


def test_the_heading_of_refund_vouchers_is_no_sign_of_own_books(sheet_bytes: SheetBytes) -> None:
    head = [
        "GSTIN/UIN of Recipient",
        "Invoice/Advance Receipt Number",
        "Invoice/Advance Receipt date",
        "Note/Refund Voucher Number",
        "Note/Refund Voucher date",
        "Document Type",
    ]
    head += ["Note/Refund Voucher Value", "Rate", "Taxable Value", "Cess Amount", "Pre GST"]
    sold = read(sheet_bytes(titled("GSTR-1", head, [PARTY, "INV/1", "01/08/2026", "CN/1", "05/09/2026", "C", 118, 18, 100, 0, "N"]), names=["cdnr"]))
    assert [each[:3] for each in outward(sold)] == [("cdnr", "credit_note", "CN/1")]


BY_RATE = ["GSTIN", "Invoice Number", "Invoice date", "Invoice Value", "Rate", "Taxable Value", "IGST", "CGST", "SGST"]


def test_rates_below_a_document_s_merged_cells_belong_to_it(sheet_bytes: SheetBytes) -> None:
    rows = [
        [PARTY, "I/1", "05/09/2026", 230, 18, 100, 0, 9, 9],
        ["", "", "", "", 12, 100, 0, 6, 6],
        [PARTY, "I/2", "06/09/2026", 230, 18, 100, 0, 9, 9],
        [PARTY, "I/2", "06/09/2026", "", 12, 100, 0, 6, 6],
        ["", "", "", 460, "", 400, 0, 30, 30],
    ]
    sold = read(sheet_bytes(titled("GSTR-1", BY_RATE, *rows), names=["b2b"]))
    assert [(r.number, r.taxable, r.cgst, r.total) for r in sold.rows if isinstance(r, ReturnLine)] == [
        ("I/1", 200_00, 15_00, 230_00),
        ("I/2", 200_00, 15_00, 230_00),
    ]
    assert sold.findings == ()
    bought = read(sheet_bytes(titled("GSTR-2B", [*BY_RATE, "ITC Availability", "Filing Date"], [*rows[0], *TAIL], rows[1]), names=["B2B"]))
    assert [(r.number, r.taxable, r.cgst) for r in bought.rows if isinstance(r, Gstr2bLine)] == [("I/1", 200_00, 15_00)]


def test_a_document_without_a_number_is_told(sheet_bytes: SheetBytes) -> None:
    rows = [[PARTY, "", "05/09/2026", 118, 18, 100, 0, 9, 9], [PARTY, "FIRST", "05/09/2026", 118, 18, 100, 0, 9, 9]]
    sold = read(sheet_bytes(titled("GSTR-1", BY_RATE, *rows), names=["b2b"]))
    assert [each[2] for each in outward(sold)] == ["FIRST"]
    assert ["it has no number" in finding.sentence for finding in sold.findings] == [True]


@pytest.mark.parametrize(
    ("days", "read_as", "rule"),
    [
        (["09/05/2026", "09/06/2026", "09/12/2026"], ["05", "06", "12"], "month_first"),
        (["09/01/2026", "09/02/2026", "09/03/2026"], ["01", "02", "03"], "month_first"),
        ([date(2026, 5, 9), date(2026, 12, 9), "25/09/2026"], ["05", "12", "25"], "month_first"),
        (["05/09/2026", "09/09/2026", "25/09/2026"], ["05", "09", "25"], ""),
    ],
)
def test_days_of_a_return_lie_in_its_month(sheet_bytes: SheetBytes, days: Sequence[Any], read_as: Sequence[str], rule: str) -> None:
    rows = [[PARTY, f"I/{at}", day, 118, 18, 100, 0, 9, 9] for at, day in enumerate(days)]
    sold = read(sheet_bytes(titled("GSTR-1", BY_RATE, *rows), names=["b2b"]))
    assert [f"{each[3]:%m-%d}" for each in outward(sold) if each[3]] == [f"09-{day}" for day in read_as]
    assert [finding.rule for finding in sold.findings] == ([f"gstr1.{rule}"] if rule else [])


@pytest.mark.parametrize(
    ("days", "rule"), [(["09/08/2026"], "month_may_be_first"), (["05-Oct-2026"], "day_after_period"), (["09/08/2026", "25/09/2026"], ""), (["05/07/2026"], "")]
)
def test_days_that_nothing_proves_stay_as_they_are_and_are_told(sheet_bytes: SheetBytes, days: Sequence[str], rule: str) -> None:
    rows = [[PARTY, f"I/{at}", day, 118, 18, 100, 0, 9, 9] for at, day in enumerate(days)]
    sold = read(sheet_bytes(titled("GSTR-1", BY_RATE, *rows), names=["b2b"]))
    assert [finding.rule for finding in sold.findings] == ([f"gstr1.{rule}"] if rule else [])


DEDUCTOR, OPERATOR = ((made := gstin("29", pan)[:13] + letter) + gstin_check_character(made) for pan, letter in (("AAAGD1234A", "D"), ("AABCE5678M", "C")))
HEADS_2A = ["Integrated Tax (₹)", "Central Tax (₹)", "State/UT Tax (₹)"]


def a_2a(tds: Sequence[Any], tcs: Sequence[Any]) -> list[list[list[Any]]]:
    """Sheets TDS, TDSA and TCS, their headings in two rows."""
    title = [["Goods and Services Tax  - GSTR 2A"], [], ["Taxpayer's GSTIN", OWN, "Tax period", "092026"], []]
    group = ["GSTIN of Deductor", "Deductor's Name", "Tax period of GSTR 7", "Taxable Value (₹)", "Amount of Tax Deducted", "", ""]
    amended = [
        "GSTIN of Deductor",
        "Deductor's Name",
        "Tax period of original GSTR 7",
        "Tax period of amended GSTR 7",
        "Revised taxable value (₹)",
        "Amount of Tax Deducted",
        "",
        "",
    ]
    operator = ["GSTIN of E-com. Operator", "E-com. Operator's name", "Tax period of GSTR 8", "Gross Value of supplies (₹)", "Value of supplies returned (₹)"]
    operator += ["Net amount liable for TCS (₹)", "Amount of Tax collected", "", ""]
    return [
        [*title, group, ["", "", "", "", *HEADS_2A], list(tds), ["Total", "", "", 50000, 0, 500, 500]],
        [*title, amended, ["", "", "", "", "", *HEADS_2A], [DEDUCTOR, "Works", "072026", "092026", 40000, 0, 400, 400]],
        [*title, operator, ["", "", "", "", "", "", *HEADS_2A], list(tcs)],
    ]


def test_tax_of_gst_that_others_took_is_read_of_a_2a(sheet_bytes: SheetBytes) -> None:
    sheets = a_2a([DEDUCTOR, "Works", "092026", 50000, 0, 500, 500], [OPERATOR, "Shop", "092026", 10000, 1000, 9000, 90, 0, 0])
    extraction = read(sheet_bytes(*sheets, names=["TDS", "TDSA", "TCS"]))
    assert extraction.kind is DocumentKind.GSTR_2A and extraction.text("gstin") == OWN and extraction.findings == ()
    assert [(r.table, r.party_gstin, r.taxable, r.igst, r.cgst, r.total, r.period) for r in extraction.rows if isinstance(r, ReturnLine)] == [
        ("tds", DEDUCTOR, 50_000_00, 0, 500_00, None, "2026-09"),
        ("tdsa", DEDUCTOR, 40_000_00, 0, 400_00, None, "2026-09"),
        ("tcs", OPERATOR, 9_000_00, 90_00, 0, 10_000_00, "2026-09"),
    ]
    assert "for 2026-07" in [r.description for r in extraction.rows if isinstance(r, ReturnLine)][1]


def test_what_others_took_proves_itself_by_its_totals_and_its_net(sheet_bytes: SheetBytes) -> None:
    sheets = a_2a([DEDUCTOR, "Works", "092026", 40000, 0, 400, 400], [OPERATOR, "Shop", "092026", 10000, 1000, 9500, 95, 0, 0])
    rules = [finding.rule for finding in read(sheet_bytes(*sheets, names=["TDS", "TDSA", "TCS"])).findings]
    assert rules.count("gstr2a.total_mismatch") == 3 and rules.count("gstr2a.value_differs") == 1


def test_tax_of_gst_that_others_took_is_read_of_the_file() -> None:
    taken = {"gstin_deductor": DEDUCTOR, "deductor_name": "Works", "month": "092026", "amt_ded": 50000, "camt": 500, "samt": 500}
    amended = {"gstin_ded": DEDUCTOR, "omonth": "072026", "oamt_ded": 60000, "amt_ded": 40000, "camt": 400, "samt": 400}
    body = {
        "gstin": OWN,
        "fp": "092026",
        "b2b": [],
        "tds": [taken],
        "tdsa": [amended],
        "tcs": [{"etin": OPERATOR, "sup_val": 10000, "tx_val": 9000, "iamt": 90}],
    }
    extraction = read(json.dumps(body).encode(), "2a.json")
    assert extraction.kind is DocumentKind.GSTR_2A and extraction.findings == ()
    assert [(r.table, r.party_gstin, r.taxable, r.igst, r.cgst, r.total) for r in extraction.rows if isinstance(r, ReturnLine)] == [
        ("tds", DEDUCTOR, 50_000_00, 0, 500_00, None),
        ("tdsa", DEDUCTOR, 40_000_00, 0, 400_00, None),
        ("tcs", OPERATOR, 9_000_00, 90_00, 0, 10_000_00),
    ]


def test_the_return_of_who_deducts_is_no_statement_of_what_was_deducted_from_the_company() -> None:
    """A GSTR-7 names those from whom its filer deducted; read as a GSTR-2A its tax would be the company's."""
    body = {"gstin": OWN, "fp": "092026", "tds": [{"gstin_ded": PARTY, "amt_ded": 50000, "camt": 500, "samt": 500}]}
    assert read(json.dumps(body).encode(), "r7.json").kind is not DocumentKind.GSTR_2A


@pytest.mark.parametrize(
    "body",
    [
        {"cdnr": [{"ctin": PARTY, "nt": [{"nt_num": "N/1", "nt_dt": "05-09-2026", "val": 118, "itms": []}]}]},
        {"cdn": [{"ctin": PARTY, "cfs": "Y", "nt": [{"nt_num": "N/1", "nt_dt": "05-09-2026", "val": 118, "itms": []}]}]},
        {"docdata": {"cdnr": [{"ctin": PARTY, "nt": [{"ntnum": "N/1", "dt": "05-09-2026", "val": 118, "txval": 100}]}]}, "rtnprd": "092026"},
    ],
)
def test_a_note_of_a_file_that_does_not_say_its_side_is_not_guessed(body: dict[str, Any]) -> None:
    extraction = read(json.dumps({"gstin": OWN, "fp": "092026", **body}).encode(), "return.json")
    assert extraction.rows == () and ["whether it is a credit or a debit note" in finding.sentence for finding in extraction.findings] == [True]


def test_the_minus_of_a_credit_note_says_what_its_kind_says_and_that_of_an_invoice_is_told(sheet_bytes: SheetBytes) -> None:
    head = ["GSTIN", "Document Type", "Document Number", "Document Date", "Document Value", "Taxable Value", "IGST", "CGST", "SGST"]
    rows = [[PARTY, "Credit Note", "C/1", "05/09/2026", -118, -100, 0, -9, -9], [PARTY, "Invoice", "I/1", "05/09/2026", -118, -100, 0, -9, -9]]
    bought = read(sheet_bytes(titled("GSTR-2B", [*head, "ITC Availability", "Filing Date"], *([*row, *TAIL] for row in rows)), names=["Sheet1"]))
    assert [(r.number, r.total, r.taxable, r.cgst) for r in bought.rows if isinstance(r, Gstr2bLine)] == [("C/1", 118_00, 100_00, 9_00)]
    assert ["an amount is negative" in finding.sentence for finding in bought.findings] == [True]
    sold = read(sheet_bytes(titled("GSTR-1", head, *rows), names=["Sheet1"]))
    assert [(finding.rule, "I/1" in finding.sentence) for finding in sold.findings] == [("gstr1.value_negative", True)]


def test_of_tax_and_what_of_it_is_credit_the_tax_counts(sheet_bytes: SheetBytes) -> None:
    head = [
        "GSTIN of supplier",
        "Invoice number",
        "Invoice Date",
        "Taxable Value",
        "ITC Available",
        "",
        "",
        "Tax Amount",
        "",
        "",
        "ITC Availability",
        "Filing Date",
    ]
    heads = ["", "", "", "", "IGST", "CGST", "SGST", "IGST", "CGST", "SGST"]
    bought = read(sheet_bytes(titled("GSTR-2B", head, heads, [PARTY, "I/1", "05/09/2026", 100, 1, 2, 3, 0, 9, 9, *TAIL]), names=["B2B"]))
    assert [(r.igst, r.cgst, r.sgst) for r in bought.rows if isinstance(r, Gstr2bLine)] == [(0, 9_00, 9_00)] and bought.findings == ()


@pytest.mark.parametrize("form", ["GSTR-1", "GSTR-2B"])
def test_amounts_in_lakhs_are_not_read_as_rupees(sheet_bytes: SheetBytes, form: str) -> None:
    head = ["GSTIN", "Invoice number", "Invoice Date", "Taxable Value", "IGST", "CGST", "SGST", "Rate"]
    extraction = read(sheet_bytes(titled(form, ["(Amounts in Rs. lakhs)"], head, [PARTY, "I/1", "05/09/2026", 1, 0, 0.09, 0.09, 18]), names=["B2B"]))
    assert extraction.rows == () and [finding.rule.partition(".")[2] for finding in extraction.findings] == ["scale"] and extraction.confidence < 0.9


def test_a_document_in_another_currency_is_left_out_where_nothing_says_rupees(sheet_bytes: SheetBytes) -> None:
    rows = [["E/1", "05/09/2026", 0, 100, 0, 0, 0, "USD"], ["E/2", "05/09/2026", 0, 8000, 0, 0, 0, "INR"]]
    for heading, left in (("Taxable Value", ["E/2"]), ("Taxable Value (INR)", ["E/1", "E/2"])):
        head = ["Invoice Number", "Invoice date", "Rate", heading, "IGST", "CGST", "SGST", "Currency"]
        sold = read(sheet_bytes(titled("GSTR-1", head, *rows), names=["exp"]))
        assert [each[2] for each in outward(sold)] == left and ["it is in USD" in finding.sentence for finding in sold.findings] == [True] * (2 - len(left))


def test_a_cancelled_document_is_no_sale(sheet_bytes: SheetBytes) -> None:
    head = ["GSTIN", "Invoice Number", "Invoice date", "Taxable Value", "IGST", "CGST", "SGST", "Rate", "Invoice Status"]
    rows = [[PARTY, f"I/{at}", "05/09/2026", 100, 0, 9, 9, 18, said] for at, said in enumerate(("Cancelled", "Active", ""))]
    sold = read(sheet_bytes(titled("GSTR-1", head, *rows), names=["b2b"]))
    assert [each[2] for each in outward(sold)] == ["I/1", "I/2"] and [finding.rule for finding in sold.findings] == ["gstr1.cancelled"]
