"""GSTR-3B as a sheet gives the rows of its file; its own sums prove them, and what they do not prove waits for a person."""

import copy
import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from qrt.agents.reading import read_paper
from qrt.core.documents.tax_rows import ReturnLine
from qrt.core.documents.types import DocumentKind, Extraction, Paper
from qrt.sim.names import gstin

OWN = gstin("29", "AAKCK1234L")
SheetBytes = Callable[..., bytes]
Rows = list[list[Any]]
HEAD: Rows = [
    ["GSTR-3B"],
    ["[See rule 61(5)]"],
    ["", "Year", "2026-27"],
    ["", "Month", "September"],
    ["GSTIN", OWN],
    ["Legal name of the registered person", "KAVERI TOOLS"],
]
SUPPLIES: Rows = [
    ["3.1 Details of Outward Supplies and inward supplies liable to reverse charge"],
    ["Nature of Supplies", "Total Taxable Value", "Integrated Tax", "Central Tax", "State/UT Tax", "Cess"],
    ["(a) Outward taxable supplies (other than zero rated, nil rated and exempted)", 500000, 18000, 36000, 36000, 0],
    ["(b) Outward taxable supplies (zero rated)", 10000, 0, "", "", 0],
    ["(c) Other outward supplies (Nil rated, exempted)", 2500, "", "", "", ""],
    ["(d) Inward supplies (liable to reverse charge)", 4000, 0, 360, 360, 0],
    ["(e) Non-GST outward supplies", 0, "", "", "", ""],
]
INTER: Rows = [
    ["3.2 Of the supplies shown in 3.1 (a) above, details of inter-State supplies"],
    ["Nature of Supplies", "Total taxable value", "Integrated tax"],
    ["Supplies made to Unregistered Persons", 20000, 3600],
    ["Supplies made to Composition Taxable Persons", 0, 0],
]
CREDIT: Rows = [
    ["4. Eligible ITC"],
    ["Details", "Integrated Tax", "Central Tax", "State/UT Tax", "Cess"],
    ["(A) ITC Available (whether in full or part)"],
    ["(1) Import of goods", 9000, "", "", 0],
    ["(3) Inward supplies liable to reverse charge (other than 1 & 2 above)", 0, 360, 360, 0],
    ["(4) Inward supplies from ISD", 700, 0, 0, 0],
    ["(5) All other ITC", 300, 20000, 20000, 0],
    ["(B) ITC Reversed"],
    ["(1) As per rules 38,42 & 43 of CGST Rules and section 17(5)", 0, 500, 500, 0],
    ["(2) Others", 0, 0, 0, 0],
    ["(C) Net ITC Available (A) - (B)", 10000, 19860, 19860, 0],
    ["(D) Other Details"],
    ["(1) ITC reclaimed which was reversed under Table 4(B)(2) in earlier tax period", 0, 0, 0, 0],
    ["(2) Ineligible ITC under section 16(4) & ITC restricted due to PoS rules", 72, 0, 0, 0],
]
EXEMPT: Rows = [
    ["5. Values of exempt, nil-rated and non-GST inward supplies"],
    ["Nature of Supplies", "Inter-State supplies", "Intra-State supplies"],
    ["From a supplier under composition scheme, Exempt and Nil rated supply", 1000, 2000],
    ["Non GST supply", 0, 300],
    ["5.1 Interest and Late fee for previous tax period"],
    ["Details", "Integrated Tax", "Central Tax", "State/UT Tax", "Cess"],
    ["System computed Interest", 0, 99, 99, 0],
    ["Interest Paid", 0, 10, 10, 0],
    ["Late fee", "", 50, 50, ""],
]
PAYMENT: Rows = [
    ["6.1 Payment of tax"],
    [
        "Description",
        "Total tax payable",
        "Tax paid through ITC",
        "",
        "",
        "",
        "Tax paid TDS/TCS",
        "Tax/Cess paid in cash",
        "Interest paid in cash",
        "Late fee paid in cash",
    ],
    ["", "", "Integrated Tax", "Central Tax", "State/UT Tax", "Cess"],
    ["(A) Other than reverse charge"],
    ["Integrated Tax", 18000, 10000, 0, 0, "", 500, 7500, 0, ""],
    ["Central Tax", 36000, 0, 19860, "", "", "", 16140, 10, 50],
    ["State/UT Tax", 36000, 0, "", 19860, "", "", 16140, 10, 50],
    ["(B) Reverse charge and supplies made u/s 9(5)"],
    ["Central Tax", 360, "", "", "", "", "", 360, "", ""],
    ["State/UT Tax", 360, "", "", "", "", "", 360, "", ""],
]
WHOLE: Rows = [*HEAD, *SUPPLIES, *INTER, *CREDIT, *EXEMPT, *PAYMENT]


def read(data: bytes, name: str = "paper.xlsx") -> Extraction:
    (extraction,) = read_paper(Paper(hashlib.sha256(data).hexdigest(), name, len(data)), data)
    return extraction


def lines(extraction: Extraction) -> dict[str, tuple[int, int, int, int]]:
    return {
        f"{r.table} {r.description.split(' ')[-1] if r.table in ('3.2', '5', '5.1') else ''}".strip(): (r.taxable, r.igst, r.cgst, r.sgst)
        for r in extraction.rows
        if isinstance(r, ReturnLine)
    }


def changed(begins: str, column: int, value: Any) -> Rows:
    """The return with another value in the first row that begins so."""
    rows = copy.deepcopy(WHOLE)
    next(row for row in rows if str(row[0]).startswith(begins))[column] = value
    return rows


def test_a_3b_is_read_line_by_line_and_proved_by_its_net_credit_and_its_payment(sheet_bytes: SheetBytes) -> None:
    extraction = read(sheet_bytes(WHOLE, names=["GSTR-3B"]))
    assert (extraction.kind, extraction.confidence, extraction.findings) == (DocumentKind.GSTR_3B, 0.99, ())
    assert (extraction.text("gstin"), extraction.text("period")) == (OWN, "2026-09")
    found = lines(extraction)
    assert found["3.1(a)"] == (500_000_00, 18_000_00, 36_000_00, 36_000_00) and found["3.1(d)"] == (4_000_00, 0, 360_00, 360_00)
    assert found["4(A)(3)"] == (0, 0, 360_00, 360_00) and found["4(A)(4)"] == (0, 700_00, 0, 0) and found["4(A)(5)"] == (0, 300_00, 20_000_00, 20_000_00)
    assert found["4(B)(1)"] == (0, 0, 500_00, 500_00) and found["4(C)"] == (0, 10_000_00, 19_860_00, 19_860_00) and found["4(D)(2)"] == (0, 72_00, 0, 0)
    assert found["3.2 persons"] == (20_000_00, 3_600_00, 0, 0) and found["5 intra-state"] == (300_00, 0, 0, 0)
    assert found["5.1 Paid"] == (0, 0, 10_00, 10_00) and found["5.1 fee"] == (0, 0, 50_00, 50_00)


def test_its_tables_may_stand_on_sheets_of_their_own_and_without_their_titles(sheet_bytes: SheetBytes) -> None:
    apart = read(sheet_bytes([*HEAD, *SUPPLIES], [["GSTR-3B"], *CREDIT], [["GSTR-3B"], *PAYMENT], names=["3.1", "4", "6.1"]))
    bare = read(sheet_bytes([row for row in WHOLE if str(row[0])[:2] not in ("3.", "4.", "5.", "6.")], names=["GSTR-3B"]))
    for extraction in (apart, bare):
        assert extraction.findings == () and lines(extraction)["4(C)"] == (0, 10_000_00, 19_860_00, 19_860_00)


def test_lines_under_their_numbers_in_a_list_of_one_heading(sheet_bytes: SheetBytes) -> None:
    rows = [
        ["GSTR-3B"], ["GSTIN", OWN], ["Period", "Sep-2026"], ["Table", "Particulars", "Taxable Value", "IGST", "CGST", "SGST", "Cess"],
        ["3.1(a)", "Outward taxable supplies (other than zero rated, nil and exempted)", 500000, 18000, 36000, 36000, 0],
        ["3.1(d)", "Inward supplies liable to reverse charge", 4000, 0, 360, 360, 0], ["Total", "", 504000, 18000, 36360, 36360, 0],
        ["4(A)(3)", "Inward supplies liable to reverse charge", "", 0, 360, 360, 0], ["4(A)(5)", "All other ITC", "", 1000, 20000, 20000, 0],
        ["4(B)(1)", "As per rules", "", 0, 500, 500, 0], ["4(C)", "Net ITC", "", 1000, 19860, 19860, 0],
    ]  # fmt: skip
    extraction = read(sheet_bytes(rows, names=["Sheet1"]))
    assert extraction.findings == () and list(lines(extraction)) == ["3.1(a)", "3.1(d)", "4(A)(3)", "4(A)(5)", "4(B)(1)", "4(C)"]


def test_inter_state_supplies_by_place_are_read_for_each_kind_of_customer(sheet_bytes: SheetBytes) -> None:
    place = [
        INTER[0],
        ["Place of Supply (State/UT)", "Supplies made to Unregistered Persons", "", "Supplies made to Composition Taxable Persons", ""],
        ["", "Total Taxable value", "Amount of Integrated Tax", "Total Taxable value", "Amount of Integrated Tax"],
        ["27-Maharashtra", 20000, 3600, 1000, 180], ["Total", 20000, 3600, 1000, 180],
    ]  # fmt: skip
    extraction = read(sheet_bytes([*HEAD, *SUPPLIES, *place, *PAYMENT], names=["GSTR-3B"]))
    found = [(r.taxable, r.igst, r.place_of_supply) for r in extraction.rows if isinstance(r, ReturnLine) and r.table == "3.2"]
    assert found == [(20_000_00, 3_600_00, "27"), (1_000_00, 180_00, "27")] and extraction.findings == ()


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (changed("(C) Net", 2, 19861), "gstr3b.net_credit"),
        (changed("(a) Outward", 2, 19000), "gstr3b.payment_differs"),
        (changed("Central Tax", 7, 16142), "gstr3b.payment_differs"),
        (changed("(a) Outward", 2, "abc"), "gstr3b.line_unreadable"),
        (changed("(a) Outward", 0, "(b) Outward taxable supplies (other than zero rated, nil rated and exempted)"), "gstr3b.line_unreadable"),
        ([*WHOLE, *SUPPLIES], "gstr3b.line_twice"),
        ([*HEAD, *SUPPLIES, *CREDIT], "gstr3b.unproven"),
        ([*HEAD, *CREDIT[:10], *SUPPLIES, *PAYMENT], "gstr3b.unproven"),
    ],
)
def test_what_does_not_prove_itself_waits_for_a_person(sheet_bytes: SheetBytes, rows: Rows, rule: str) -> None:
    extraction = read(sheet_bytes(rows, names=["GSTR-3B"]))
    rules = [finding.rule for finding in extraction.findings]
    assert rule in rules and rules[-1] == "gstr3b.unproven" and extraction.confidence < 0.9


@pytest.mark.parametrize("title", ["GSTR-3B Working", "GSTR-3B vs GSTR-1", "Draft GSTR-3B", "Sales of September"])
def test_a_working_or_a_comparison_is_no_return(sheet_bytes: SheetBytes, title: str) -> None:
    extraction = read(sheet_bytes([[title], *WHOLE[2:]], names=["Sheet1"]))
    assert not [row for row in extraction.rows if isinstance(row, ReturnLine)]
