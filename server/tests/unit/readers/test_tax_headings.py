"""Lists of documents whose columns are named in the words of other programs: each head of tax is read, and what is not known is told instead of passing for no tax."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from qrt.agents.reading import read_paper
from qrt.core.documents.tax_rows import ReturnLine
from qrt.core.documents.tax_sheets.hearing import head_of, hears, speaks_of_tax, words_of
from qrt.core.documents.types import DocumentKind, Extraction, Gstr2bLine, Paper
from qrt.sim.names import gstin

OWN, LOCAL, AWAY = gstin("29", "AAKCK1234L"), gstin("29", "AABCB5678M"), gstin("27", "AAACV4321K")
SheetBytes = Callable[..., bytes]


def read(data: bytes, name: str = "paper.xlsx") -> Extraction:
    (extraction,) = read_paper(Paper(hashlib.sha256(data).hexdigest(), name, len(data)), data)
    return extraction


def a_gstr1(heads: Sequence[str], local: Sequence[Any], away: Sequence[Any], party: str = "GSTIN/UIN of Recipient") -> list[list[Any]]:
    """Two documents of one GSTR-1: one within the state, one beyond it."""
    head = [party, "Receiver Name", "Invoice Number", "Invoice date", "Invoice Value", "Place Of Supply", "Rate", "Taxable Value", *heads]
    return [
        ["GSTR-1"], ["GSTIN", OWN], ["Tax Period", "Sep-2026"], head,
        [LOCAL, "Bharat Mills", "S/1", date(2026, 9, 5), 1180, "29-Karnataka", 18, 1000, *local],
        [AWAY, "Vindhya Steel", "S/2", date(2026, 9, 6), 2360, "27-Maharashtra", 18, 2000, *away],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heads",
    [
        ("Integrated Tax Amount", "Central Tax Amount", "State/UT Tax Amount", "Cess Amount"),
        ("IGST Amt", "CGST Amt", "SGST/UTGST Amt", "Cess Amt"),
        ("IgstAmount", "CgstAmount", "SgstAmount", "CessAmount"),
        ("iamt", "camt", "samt", "csamt"),
        ("Amount of Integrated Tax", "Amount of Central Tax", "Amount of State/UT Tax", "Amount of Cess"),
        ("Integrated Tax Paid (Rs.)", "Central Tax Paid (Rs.)", "State/UT Tax Paid (Rs.)", "Cess Paid (Rs.)"),
        ("Integrated Goods and Services Tax", "Central Goods and Services Tax", "State Goods and Services Tax", "Compensation Cess"),
        ("Total IGST", "Total CGST", "Total SGST or UTGST", "Total Cess"),
    ],
)
def test_heads_of_tax_are_heard_in_the_words_of_other_programs(sheet_bytes: SheetBytes, heads: Sequence[str]) -> None:
    extraction = read(sheet_bytes(a_gstr1(heads, (0, 90, 90, 0), (360, 0, 0, 0)), names=["b2b"]))
    assert [(r.igst, r.cgst, r.sgst) for r in extraction.rows if isinstance(r, ReturnLine)] == [(0, 90_00, 90_00), (360_00, 0, 0)]
    assert extraction.kind is DocumentKind.GSTR_1 and extraction.findings == () and extraction.confidence == 0.99


def test_a_rate_beside_each_head_is_not_its_tax(sheet_bytes: SheetBytes) -> None:
    heads = ("IGST @", "IGST Amount", "CGST Rate", "CGST Amount", "SGST %", "SGST Amount")
    extraction = read(sheet_bytes(a_gstr1(heads, (0, 0, 9, 90, 9, 90), (18, 360, 0, 0, 0, 0)), names=["b2b"]))
    assert [(r.igst, r.cgst, r.sgst) for r in extraction.rows if isinstance(r, ReturnLine)] == [(0, 90_00, 90_00), (360_00, 0, 0)]


@pytest.mark.parametrize(
    ("heads", "cause"),
    [
        (("IGST", "CGST", "SGST Cr"), "its column 'SGST Cr' may hold tax"),
        (("GST Amount", "x", "y"), "its column 'GST Amount' may hold tax"),
        (("IGST", "CGST", "other half"), "a column of central tax and none of its other half"),
    ],
)
def test_tax_under_headings_that_are_not_known_is_told_and_not_called_unlisted(sheet_bytes: SheetBytes, heads: Sequence[str], cause: str) -> None:
    extraction = read(sheet_bytes(a_gstr1(heads, (0, 90, 90), (360, 0, 0)), names=["b2b"]))
    told = [finding for finding in extraction.findings if finding.rule == "gstr1.column_unknown"]
    assert len(told) == 1 and cause in told[0].sentence and extraction.confidence < 0.9
    assert not [finding for finding in extraction.findings if finding.rule == "gstr1.tax_not_listed"]


def test_customers_under_a_heading_that_is_not_known_are_told(sheet_bytes: SheetBytes) -> None:
    heads = ("IGST", "CGST", "SGST", "Cess")
    named = read(sheet_bytes(a_gstr1(heads, (0, 90, 90, 0), (360, 0, 0, 0), "Buyer GSTIN"), names=["b2b"]))
    assert [r.party_gstin for r in named.rows if isinstance(r, ReturnLine)] == [LOCAL, AWAY] and named.findings == ()
    unnamed = read(sheet_bytes(a_gstr1(heads, (0, 90, 90, 0), (360, 0, 0, 0), "Regn of debtor"), names=["b2b"]))
    assert [(finding.rule, "column A holds GSTINs" in finding.sentence) for finding in unnamed.findings] == [("gstr1.column_unknown", True)]


@pytest.mark.parametrize(
    ("names", "values"),
    [
        (("Vendor GSTIN", "Inv No.", "Inv Dt", "Total Invoice Amount", "Taxable Amt"), (0, 1)),
        (("Supplier's GSTIN", "InvoiceNo", "Date of Invoice", "Grand Total", "Net Taxable Value"), (0, 1)),
        (("GSTIN/UIN of Supplier", "Document No / Invoice No", "Invoice Date (DD/MM/YYYY)", "Gross Amount", "txval"), (0, 1)),
    ],
)
def test_documents_of_a_2b_are_read_in_the_words_of_other_programs(sheet_bytes: SheetBytes, names: Sequence[str], values: Sequence[int]) -> None:
    head = [*names, "IGST", "CGST", "SGST", "Cess", "ITC Availability", "GSTR-1/IFF/GSTR-5 Filing Date"]
    rows = [
        [LOCAL, "S/1", "05/09/2026", 1180.5, 1000, 0, 90, 90, 0, "Yes", "11/10/2026"],
        [AWAY, "42", "06/09/2026", 2360, 2000, 360, 0, 0, 0, "No", "11/10/2026"],
    ]
    extraction = read(sheet_bytes([["GSTR-2B"], ["GSTIN", OWN], ["Tax Period", "Sep-2026"], head, *rows], names=["B2B"]))
    assert [(r.supplier_gstin, r.number, r.day, r.total, r.taxable, r.itc_available) for r in extraction.rows if isinstance(r, Gstr2bLine)] == [
        (LOCAL, "S/1", date(2026, 9, 5), 1180_50, 1000_00, True),
        (AWAY, "42", date(2026, 9, 6), 2360_00, 2000_00, False),
    ]
    assert extraction.findings == ()


def test_a_2b_without_a_known_column_of_taxable_values_says_so(sheet_bytes: SheetBytes) -> None:
    head = ["GSTIN of supplier", "Invoice number", "Invoice Date", "Invoice Value", "Basic", "IGST", "CGST", "SGST", "ITC Availability", "Filing Date"]
    row = [LOCAL, "S/1", "05/09/2026", 1180, 1000, 0, 90, 90, "Yes", "11/10/2026"]
    (told,) = read(sheet_bytes([["GSTR-2B"], ["GSTIN", OWN], ["Tax Period", "Sep-2026"], head, row], names=["B2B"])).findings
    assert told.rule == "gstr2b.column_unknown" and "taxable value" in told.sentence


@pytest.mark.parametrize(
    ("heading", "inward", "outward"),
    [
        ("Recipient GSTIN", "", "party"), ("Supplier GSTIN", "party", ""), ("My GSTIN", "", ""), ("E-way Bill No", "", ""), ("Original Invoice Amt", "", ""),
        ("Due Date", "", ""), ("Total Tax", "", ""), ("Eligible IGST", "", ""), ("IGST Rate", "", ""), ("State", "", ""), ("Voucher No", "", ""), ("Shipping Bill No", "", ""),
        ("Non Taxable Value", "", ""), ("Taxable %", "", ""), ("Total Amount incl. GST", "value", "value"), ("Central", "", ""), ("IGST CGST", "", ""),
    ],
)  # fmt: skip
def test_a_heading_with_a_word_that_is_not_known_is_not_heard(heading: str, inward: str, outward: str) -> None:
    assert (hears("inward")(words_of(heading)), hears("outward")(words_of(heading))) == (inward, outward)


def test_what_may_be_tax_is_told_from_rates_and_credit() -> None:
    assert all(map(speaks_of_tax, ("Total GST", "SGST Cr", "Tax Amt (C+S)", "UTGST levy", "Flood Cess")))
    assert not any(map(speaks_of_tax, ("GST Rate", "ITC IGST", "TDS Amount", "Taxable Value", "Tax Period", "Invoice Type", "GST Treatment Code")))
    assert head_of(words_of("SGSTAmt")) == "sgst"
