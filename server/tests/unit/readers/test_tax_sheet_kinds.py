"""Papers of the tax offices are told by titles and headings, whatever their file is called; registers and lists of the company that look like them stay what they are."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from qrt.agents.reading import read_paper
from qrt.core.documents.kinds import kind_of_grid
from qrt.core.documents.tax_rows import ChallanLine, DeductionLine, TaxCreditLine
from qrt.core.documents.types import DocumentKind, Extraction, Gstr2bLine, Paper, RegisterRow
from qrt.sim.names import gstin
from tests.generators.tax_sheets import as_csv

SheetBytes = Callable[..., bytes]
SUPPLIER = gstin("29", "AABCB5678M")
DOCUMENTS = [
    "GSTIN of supplier",
    "Trade/Legal name",
    "Invoice number",
    "Invoice Date",
    "Invoice Value",
    "Place of supply",
    "Supply Attract Reverse Charge",
    "Taxable Value",
]
TAXES = ["Integrated Tax", "Central Tax", "State/UT Tax", "Cess"]
ROW = [SUPPLIER, "Bharat Mills", "BM/7", "05/09/2026", "118.00", "Karnataka", "No", "100.00", "0.00", "9.00", "9.00", "0.00"]
DEDUCTED = ["PAN", "Name", "Section", "Date", "Amount", "Rate", "TDS"]


def read(data: bytes, name: str) -> tuple[Extraction, ...]:
    return read_paper(Paper(hashlib.sha256(data).hexdigest(), name, len(data)), data)


def texts(rows: Sequence[Sequence[Any]]) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([[*DOCUMENTS, *TAXES, "GSTR-1/IFF/GSTR-5 Period", "GSTR-1/IFF/GSTR-5 Filing Date", "ITC Availability", "Reason"]], DocumentKind.GSTR_2B),
        ([["Goods and Services Tax - GSTR-2B"], [*DOCUMENTS, *TAXES]], DocumentKind.GSTR_2B),
        ([[*DOCUMENTS, *TAXES, "GSTR-1/5 Filing Status", "GSTR-3B Filing Status"]], DocumentKind.GSTR_2A),
        (
            [["Form GSTR-1"], ["GSTIN/UIN of Recipient", "Invoice Number", "Invoice date", "Invoice Value", "Place Of Supply", "Rate", "Taxable Value"]],
            DocumentKind.GSTR_1,
        ),
        (
            [["Form 26AS"], ["Sr. No.", "Name of Deductor", "TAN of Deductor", "Total Amount Paid", "Total Tax Deducted", "Total TDS Deposited"]],
            DocumentKind.FORM_26AS,
        ),
        ([["Section", "Transaction Date", "Status of Booking", "Date of Booking", "Amount Paid", "Tax Deducted", "TDS Deposited"]], DocumentKind.FORM_26AS),
        ([["Information Code", "Information Description", "Information Source", "Count", "Amount"]], DocumentKind.AIS),
        ([["Form 26Q"], DEDUCTED], DocumentKind.TDS_STATEMENT),
        ([[*DEDUCTED, "Challan No", "BSR Code"]], DocumentKind.TDS_STATEMENT),
        ([["Challan Serial No", "BSR Code", "Date of Deposit", "Nature of Payment", "Amount"]], DocumentKind.TDS_CHALLAN),
    ],
)
def test_a_paper_of_a_tax_office_is_told_by_its_title_or_headings(rows: list[list[str]], kind: DocumentKind) -> None:
    told, sure, words = kind_of_grid(texts(rows))
    assert told is kind and sure >= 0.85 and words


REGISTER = ["Invoice Date", "Supplier Name", "GSTIN of supplier", "Invoice number", "Taxable Value", "IGST", "CGST", "SGST", "Invoice Value"]
BOUGHT = ["05/09/2026", "Bharat Mills", SUPPLIER, "BM/7", "100.00", "0.00", "9.00", "9.00", "118.00"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Purchase Register"], ["1-Jul-2026 to 30-Sep-2026"], [*DOCUMENTS, *TAXES], ROW],
        [["Purchase Register with ITC"], [*DOCUMENTS, *TAXES, "ITC Availability", "GSTR-1 Filing Date"], [*ROW, "Yes", "11/10/2026"]],
        [[*DOCUMENTS, *TAXES], ROW],
        [REGISTER, BOUGHT],
        [["Vch No.", "Vch Type", *DOCUMENTS, *TAXES, "ITC Availability"], ["1", "Purchase", *ROW, "Yes"]],
        [["GSTR-2B Reconciliation"], [*DOCUMENTS, *TAXES, "ITC Availability", "GSTR-1 Filing Date"], [*ROW, "Yes", "11/10/2026"]],
        [["GSTR-2B"], [*DOCUMENTS, *TAXES, "Taxable value as per books", "Difference"], [*ROW, "100.00", "0.00"]],
        [
            ["Summary Of Supplies From Registered Suppliers B2B(3)"],
            [*DOCUMENTS, *TAXES, "Eligibility For ITC", "Availed ITC Integrated Tax"],
            [*ROW, "Inputs", "0.00"],
        ],
        [["Goods and Services Tax - Table 8A"], [*DOCUMENTS, *TAXES, "ITC Availability", "GSTR-1/IFF/GSTR-5 Filing Date"], [*ROW, "Yes", "11/10/2026"]],
    ],
)
def test_a_register_or_a_comparison_is_no_2b(rows: list[list[str]]) -> None:
    assert kind_of_grid(texts(rows))[0] not in (DocumentKind.GSTR_2B, DocumentKind.GSTR_2A)
    read_ = read(as_csv(rows), "GSTR2B_29AAKCK1234L1Z5_092026.csv")
    assert not [row for each in read_ for row in each.rows if isinstance(row, Gstr2bLine)]


@pytest.mark.parametrize("name", ["GSTR2B.csv", "Purchase Register.csv", "x.csv"])
def test_a_name_says_nothing(name: str) -> None:
    two_b = [[*DOCUMENTS, *TAXES, "GSTR-1/IFF/GSTR-5 Filing Date", "ITC Availability"], [*ROW, "11/10/2026", "Yes"]]
    assert [each.kind for each in read(as_csv(two_b), name)] == [DocumentKind.GSTR_2B]


def test_a_purchase_register_is_read_as_before() -> None:
    titled = [["Kaveri Tools Pvt Ltd"], ["Purchase Register"], ["01-07-2026 to 30-09-2026"], REGISTER, BOUGHT, BOUGHT[:3] + ["BM/8"] + BOUGHT[4:]]
    assert {each.kind for each in read(as_csv(titled), "GSTR 2B.csv")} == {DocumentKind.PURCHASE_REGISTER}


@pytest.mark.parametrize(
    "rows",
    [
        [["TDS Receivable Register"], [*DEDUCTED, "Challan No"], ["AABCB5678M", "Asha", "194C", "05/09/2026", "100", "2", "2", "00123"]],
        [["TDS Payable Ledger"], ["Date", "Particulars", "Vch Type", "Vch No.", "Debit", "Credit"], ["05/09/2026", "Asha", "Journal", "1", "", "2.00"]],
        [["Vendor Name", "PAN", "Section", "Rate"], ["Asha", "AABCB5678M", "194C", "2"]],
        [["Vch No.", *DEDUCTED], ["1", "AABCB5678M", "Asha", "194C", "05/09/2026", "100", "2", "2"]],
        [["Bill No", "Date", "Party", "TDS", "Amount"], ["1", "05/09/2026", "Asha", "2", "100"]],
    ],
)
def test_lists_about_tax_out_of_the_books_are_no_statement(rows: list[list[str]]) -> None:
    read_ = read(as_csv(rows), "26Q.csv")
    assert not [row for each in read_ for row in each.rows if isinstance(row, DeductionLine | ChallanLine | TaxCreditLine)]


def test_a_return_beside_a_register_leaves_the_register_to_its_reader(sheet_bytes: SheetBytes) -> None:
    register = [["Purchase Register"], REGISTER, BOUGHT]
    two_b = [["GSTR-2B"], [*DOCUMENTS, *TAXES], ROW]
    read_ = read(sheet_bytes(register, two_b, names=["Books", "2B"]), "both.xlsx")
    assert [each.kind for each in read_] == [DocumentKind.GSTR_2B, DocumentKind.PURCHASE_REGISTER]
    assert len({each.part for each in read_}) == 2


def test_what_a_person_said_counts(sheet_bytes: SheetBytes) -> None:
    data = sheet_bytes([[*DOCUMENTS, *TAXES], ROW])
    (extraction,) = read_paper(Paper(hashlib.sha256(data).hexdigest(), "x.xlsx", len(data)), data, said=DocumentKind.GSTR_2B)
    assert extraction.kind is DocumentKind.GSTR_2B and len(extraction.rows) == 1
    two_b = sheet_bytes([["GSTR-2B"], [*DOCUMENTS, *TAXES], ROW])
    said = read_paper(Paper(hashlib.sha256(two_b).hexdigest(), "x.xlsx", len(two_b)), two_b, said=DocumentKind.PURCHASE_REGISTER)
    assert not [row for each in said for row in each.rows if isinstance(row, Gstr2bLine)]


@pytest.mark.parametrize(
    ("sheet", "kind"), [("GSTR-2B", DocumentKind.GSTR_2B), ("GSTR2A", DocumentKind.GSTR_2A), ("2B vs books", None), ("GSTR-2B vs books", None), ("Data", None)]
)
def test_the_name_of_a_sheet_is_a_title_where_it_has_none(sheet_bytes: SheetBytes, sheet: str, kind: DocumentKind | None) -> None:
    found = {each.kind for each in read(sheet_bytes([[*DOCUMENTS, *TAXES], ROW], names=[sheet]), "x.xlsx")} & {DocumentKind.GSTR_2B, DocumentKind.GSTR_2A}
    assert found == ({kind} if kind else set())


IDS = ("record_id", "Record ID", "row_id", "id", "uuid", "Document ID", "invoice_id", "Reference ID", "sr_no", "index")


@pytest.mark.parametrize("id_heading", IDS)
def test_a_program_s_own_id_is_no_bill_s_number(id_heading: str) -> None:
    """Two rows of one bill are one bill, and it is called as its supplier calls it."""
    head = [
        id_heading,
        "supplier_gstin",
        "supplier_name",
        "invoice_no",
        "invoice_date",
        "taxable_value",
        "igst",
        "cgst",
        "sgst",
        "invoice_value",
        "itc_available",
        "return_period",
    ]
    bill = [SUPPLIER, "Bharat Mills", "BM/7", "2026-09-05"]
    rows = [[*bill, 1000, 0, 90, 90, 1180], [*bill, 500, 0, 30, 30, 560], [SUPPLIER, "Bharat Mills", "BM/8", "2026-09-06", 100, 0, 9, 9, 118]]
    ids = [f"REC{at:05d}" if "d" in id_heading.lower() and id_heading not in ("id", "index") else str(at) for at in range(1, 4)]
    listed = [head, *([own, *row, "Y", "092026"] for own, row in zip(ids, rows, strict=True))]
    (read_,) = read(as_csv(listed), "list.csv")
    assert [(row.number, row.reference) for row in read_.rows if isinstance(row, RegisterRow)] == [("BM/7", "BM/7"), ("BM/8", "BM/8")]
