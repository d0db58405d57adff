"""GSTR-2B as the portal lets it be downloaded for Excel gives the rows of its JSON; GSTR-2A and GSTR-1 as sheets give theirs. What cannot be read is named, the rest is kept."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from qrt.agents.reading import read_paper
from qrt.core.base.place import Place
from qrt.core.documents.tax_rows import ReturnLine
from qrt.core.documents.types import DocumentKind, Extraction, FieldStatus, Gstr2bLine, Paper
from qrt.sim.names import gstin
from tests.generators.tax_sheets import as_csv, portal_2b

OWN, SUPPLIER, OTHER, SEZ = gstin("29", "AAKCK1234L"), gstin("29", "AABCB5678M"), gstin("27", "AAACV4321K"), gstin("33", "AAECS7777Q")
SheetBytes = Callable[..., bytes]


def invoice(number: str, day: str, taxable: float, *, igst: float = 0, cgst: float = 0, **more: Any) -> dict[str, Any]:
    tax = {"igst": igst} if igst else {"cgst": cgst, "sgst": cgst}
    return {
        "inum": number,
        "typ": "R",
        "dt": day,
        "val": taxable + igst + 2 * cgst,
        "pos": "29",
        "rev": "N",
        "itcavl": "Y",
        "rsn": "",
        "txval": taxable,
        **tax,
        **more,
    }


def a_2b(**sections: Any) -> bytes:
    """A statement with a document in every section."""
    docdata = {
        "b2b": [
            {
                "ctin": SUPPLIER, "trdnm": "Bharat Mills", "supprd": "092026", "supfildt": "11-10-2026",
                "inv": [
                    invoice("BM/101", "02-09-2026", 1000, cgst=90, irn="ab" * 32, irngendate="02-09-2026", srctyp="e-Invoice"),
                    invoice("0042", "15-09-2026", 2500.55, cgst=225.05, rev="Y"),
                ],
            },
            {"ctin": OTHER, "trdnm": "Vindhya Steel", "supprd": "092026", "supfildt": "10-10-2026", "inv": [invoice("V-9", "30-09-2026", 400, igst=72, itcavl="N", rsn="P", pos="27")]},
        ],
        "b2ba": [{"ctin": OTHER, "trdnm": "Vindhya Steel", "supprd": "092026", "supfildt": "10-10-2026", "inv": [invoice("V-2", "01-08-2026", 90, igst=16.2, oinum="V-1", oidt="31-07-2026")]}],
        "cdnr": [
            {
                "ctin": SUPPLIER, "trdnm": "Bharat Mills", "supprd": "092026", "supfildt": "11-10-2026",
                "nt": [
                    {"ntnum": "CN-1", "typ": "C", "suptyp": "R", "dt": "20-09-2026", "val": 118, "pos": "29", "rev": "N", "itcavl": "Y", "rsn": "", "txval": 100, "cgst": 9, "sgst": 9},
                    {"ntnum": "DN-1", "typ": "D", "suptyp": "R", "dt": "21-09-2026", "val": 59, "pos": "29", "rev": "N", "itcavl": "Y", "rsn": "", "txval": 50, "cgst": 4.5, "sgst": 4.5},
                ],
            }
        ],
        "cdnra": [
            {
                "ctin": OTHER, "trdnm": "Vindhya Steel", "supprd": "092026", "supfildt": "10-10-2026",
                "nt": [{"ntnum": "VC-2", "typ": "C", "onttyp": "C", "ontnum": "VC-1", "ontdt": "01-07-2026", "dt": "02-07-2026", "val": 11.8, "pos": "29", "rev": "N", "itcavl": "Y", "rsn": "", "txval": 10, "igst": 1.8}],
            }
        ],
        "ecom": [{"ctin": OTHER, "trdnm": "Kurier Eats", "supprd": "092026", "supfildt": "10-10-2026", "inv": [invoice("KE/7", "19-09-2026", 300, igst=15)]}],
        "isd": [
            {
                "ctin": SUPPLIER, "trdnm": "Head Office", "supprd": "092026", "supfildt": "13-10-2026",
                "doclist": [
                    {"doctyp": "ISDI", "docnum": "ISD/1", "docdt": "30-09-2026", "igst": 700, "cgst": 0, "sgst": 0, "itcelg": "Y"},
                    {"doctyp": "ISDC", "docnum": "ISD/2", "docdt": "30-09-2026", "oinvnum": "ISD/0", "oinvdt": "31-08-2026", "igst": 30, "itcelg": "N"},
                ],
            }
        ],
        "impg": [{"refdt": "12-09-2026", "portcode": "INMAA1", "boenum": "4456789", "boedt": "10-09-2026", "isamd": "N", "txval": 50000, "igst": 9000, "cess": 0}],
        "impgsez": [{"ctin": SEZ, "trdnm": "SEZ Unit", "boe": [{"refdt": "12-09-2026", "portcode": "INSEZ6", "boenum": "778899", "boedt": "11-09-2026", "txval": 6000, "igst": 1080}]}],
    }  # fmt: skip
    docdata |= sections
    summary = {
        "itcavl": {
            "nonrevsup": {"cgst": 94.5, "sgst": 94.5, "b2b": {"cgst": 90, "sgst": 90}, "cdnr": {"cgst": 4.5, "sgst": 4.5}},
            "revsup": {"b2b": {"cgst": 225.05, "sgst": 225.05}},
            "isdsup": {"isd": {"igst": 700}},
            "imports": {"impg": {"igst": 9000}, "impgsez": {"igst": 1080}},
            "othersup": {"cdnr": {"cgst": 9, "sgst": 9}},
        },
        "itcunavl": {"nonrevsup": {"b2b": {"igst": 72}}, "othersup": {"isd": {"igst": 30}}},
    }
    return json.dumps({"data": {"gstin": OWN, "rtnprd": "092026", "version": "2.0", "gendt": "14-10-2026", "itcsumm": summary, "docdata": docdata}}).encode()


def read(data: bytes, name: str = "paper.xlsx") -> Extraction:
    (extraction,) = read_paper(Paper(hashlib.sha256(data).hexdigest(), name, len(data)), data)
    return extraction


def inward(extraction: Extraction) -> list[Gstr2bLine]:
    """Documents without what the portal's workbook does not say, and without where they stand."""
    nowhere = Place("")
    return [replace(row, place=nowhere, ims_status="") for row in extraction.rows if isinstance(row, Gstr2bLine)]


@pytest.mark.parametrize("repeat_groups", [False, True])
def test_a_2b_for_excel_gives_the_rows_and_fields_of_its_json(repeat_groups: bool) -> None:
    source = a_2b()
    of_json, of_sheets = read(source, "2b.json"), read(portal_2b(source, repeat_groups=repeat_groups))
    assert of_sheets.kind is DocumentKind.GSTR_2B and of_sheets.confidence == 0.99
    assert inward(of_sheets) == inward(of_json) and len(of_sheets.rows) == 12
    for name in ("gstin", "period", "generated_on"):
        assert of_sheets.text(name) == of_json.text(name)
    assert of_sheets.findings == ()


def test_each_row_says_sheet_and_row() -> None:
    extraction = read(portal_2b(a_2b()))
    places = {row.number: row.place for row in extraction.rows if isinstance(row, Gstr2bLine)}
    assert (places["BM/101"].sheet, places["BM/101"].row) == ("B2B", 7)
    assert (places["V-2"].sheet, places["V-2"].row) == ("B2BA", 8)
    assert extraction.fields["gstin"].place == Place(extraction.document, sheet="Read me", row=5, column="B")


@pytest.mark.parametrize(
    ("path", "value", "cause"),
    [
        ("Invoice Details|Invoice Date", "32/09/2026", "does not exist"),
        ("Taxable Value (₹)", "abc", "Taxable Value"),
        ("Tax Amount|Central Tax(₹)", -90, "negative"),
        ("GSTIN of supplier", SUPPLIER[:-1] + ("A" if SUPPLIER[-1] != "A" else "B"), "check character"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_everything_else_is_kept(path: str, value: Any, cause: str) -> None:
    extraction = read(portal_2b(a_2b(), spoil=("B2B", 0, path, value), leave_out=("ITC Available",)))
    assert [row.number for row in inward(extraction)][:2] == ["0042", "V-9"] and len(extraction.rows) == 11
    (told,) = extraction.findings
    assert told.rule == "gstr2b.line_unreadable" and cause in told.sentence and "sheet B2B: row 7: document BM/101" in told.sentence
    assert (told.evidence[0].sheet, told.evidence[0].row) == ("B2B", 7)


def test_a_note_that_does_not_say_its_side_is_not_guessed() -> None:
    extraction = read(portal_2b(a_2b(), spoil=("B2B-CDNR", 0, "Credit note/Debit note details|Note type", ""), leave_out=("ITC Available",)))
    assert "CN-1" not in {row.number for row in inward(extraction)}
    assert ["whether it is a credit or a debit note" in finding.sentence for finding in extraction.findings] == [True]


def test_the_summary_of_the_workbook_proves_its_documents() -> None:
    extraction = read(portal_2b(a_2b(), spoil=("B2B", 0, "Tax Amount|Central Tax(₹)", 91)))
    (told,) = extraction.findings
    assert told.rule == "gstr2b.summary_mismatch" and "CGST 90.00 against 91.00" in told.sentence and told.evidence[0].sheet == "ITC Available"


def test_a_document_that_does_not_say_its_credit_has_none_and_says_so() -> None:
    extraction = read(portal_2b(a_2b(), spoil=("B2B", 0, "ITC Availability", ""), leave_out=("ITC Available", "ITC not available")))
    assert [row.itc_available for row in inward(extraction) if row.number == "BM/101"] == [False]
    assert [finding.rule for finding in extraction.findings] == ["gstr2b.credit_unknown"]


def test_a_2b_without_its_read_me_asks_for_what_is_missing(sheet_bytes: SheetBytes) -> None:
    head = ["GSTIN of supplier", "Trade/Legal name", "Invoice number", "Invoice Date", "Invoice Value", "Place of supply", "Taxable Value"]
    head += ["Integrated Tax", "Central Tax", "State/UT Tax", "Cess", "GSTR-1/IFF/GSTR-5 Filing Date", "ITC Availability"]
    row = [SUPPLIER, "Bharat Mills", "BM/7", date(2026, 9, 5), 118.0, "29-Karnataka", 100.0, 0.0, 9.0, 9.0, 0.0, "11/10/2026", "Yes"]
    extraction = read(sheet_bytes([head, row], names=["Sheet1"]))
    assert extraction.kind is DocumentKind.GSTR_2B and extraction.confidence == 0.7
    assert [(r.number, r.day, r.taxable, r.cgst, r.place_of_supply) for r in inward(extraction)] == [("BM/7", date(2026, 9, 5), 100_00, 9_00, "29")]
    assert extraction.fields["period"].status is FieldStatus.MISSING
    assert [finding.rule for finding in extraction.findings] == ["document.field_missing"]


def test_rows_by_rate_are_one_document_and_a_row_of_totals_is_none(sheet_bytes: SheetBytes) -> None:
    titles = [["Goods and Services Tax - GSTR-2B"], ["GSTIN", OWN], ["Tax Period", "Sep-2026"]]
    head = [
        "GSTIN of supplier",
        "Trade/Legal name",
        "Invoice number",
        "Invoice Date",
        "Invoice Value",
        "Rate(%)",
        "Taxable Value",
        "Integrated Tax",
        "Central Tax",
    ]
    head += ["State/UT Tax", "Cess", "ITC Availability", "GSTR-1/5 Period"]
    rows = [
        [SUPPLIER, "Bharat Mills", "BM/7", "05/09/2026", 2300, "18", 1000, 0, 90, 90, 0, "Yes", "Sep'26"],
        [SUPPLIER, "Bharat Mills", "BM/7", "05/09/2026", 2300, "12", 1000, 0, 60, 60, 0, "Yes", "Sep'26"],
        [SUPPLIER, "Total Oil India Ltd", "BM/8", "05/09/2026", 118, "18", 100, 0, 9, 9, 0, "Yes", "Sep'26"],
        ["Total", None, None, None, None, None, 2100, 0, 159, 159, 0],
    ]
    extraction = read(sheet_bytes([*titles, head, *rows], names=["B2B"]))
    assert [(r.number, r.taxable, r.cgst, r.total, r.period) for r in inward(extraction)] == [
        ("BM/7", 2000_00, 150_00, 2300_00, "2026-09"),
        ("BM/8", 100_00, 9_00, 118_00, "2026-09"),
    ]
    assert extraction.findings == ()


def test_an_amount_that_is_a_formula_without_a_result_is_no_zero() -> None:
    (told,) = read(portal_2b(a_2b(), spoil=("B2B", 0, "Tax Amount|Central Tax(₹)", "=90"), leave_out=("ITC Available",))).findings
    assert told.rule == "gstr2b.line_unreadable" and "a formula without a result" in told.sentence


@pytest.mark.parametrize(
    "period", [("Financial Year", "2026-27", "Tax Period", "September"), ("FY", "2026-2027", "Return Period", "Sep"), ("", "", "Period", "092026")]
)
def test_the_month_is_read_as_it_is_written(sheet_bytes: SheetBytes, period: Sequence[str]) -> None:
    titles = [["GSTR-2B"], [f"GSTIN : {OWN}"], list(period[:2]), list(period[2:])]
    head = [
        "GSTIN of supplier",
        "Trade/Legal name",
        "Invoice number",
        "Invoice Date",
        "Taxable Value",
        "IGST",
        "CGST",
        "SGST",
        "ITC Availability",
        "Filing Date",
    ]
    extraction = read(sheet_bytes([*titles, head, [SUPPLIER, "A", "B/1", "05-09-2026", 100, 0, 9, 9, "Yes", "11-10-2026"]], names=["Sheet1"]))
    assert (extraction.text("gstin"), extraction.text("period")) == (OWN, "2026-09")


@pytest.mark.parametrize(
    ("title", "period"), [("GSTR-2B for September 2026", "2026-09"), ("GSTR-2B generated on 14 Oct 2026", ""), ("GSTR-2B as on 14-Oct-2026", "")]
)
def test_a_title_that_names_a_day_says_no_month(sheet_bytes: SheetBytes, title: str, period: str) -> None:
    head = [
        "GSTIN of supplier",
        "Trade/Legal name",
        "Invoice number",
        "Invoice Date",
        "Taxable Value",
        "IGST",
        "CGST",
        "SGST",
        "ITC Availability",
        "Filing Date",
    ]
    dated = ["Date of generation", "14-Oct-2026"]
    extraction = read(
        sheet_bytes([[title], ["GSTIN", OWN], dated, head, [SUPPLIER, "A", "B/1", "05-09-2026", 100, 0, 9, 9, "Yes", "11-10-2026"]], names=["Sheet1"])
    )
    assert (extraction.text("period"), extraction.text("generated_on")) == (period, "2026-10-14")


def test_months_of_a_year_side_by_side_are_returns_of_their_own(sheet_bytes: SheetBytes) -> None:
    head = [
        "GSTIN of supplier",
        "Trade/Legal name",
        "Invoice number",
        "Invoice Date",
        "Taxable Value",
        "IGST",
        "CGST",
        "SGST",
        "ITC Availability",
        "Filing Date",
    ]

    def month(name: str, number: str) -> list[list[Any]]:
        return [
            ["GSTR-2B"],
            ["GSTIN", OWN],
            ["Tax Period", f"{name} 2026"],
            head,
            [SUPPLIER, "A", number, f"05-{number}-2026", 100, 0, 9, 9, "Yes", "11-10-2026"],
        ]

    data = sheet_bytes(month("August", "08"), month("September", "09"), names=["Aug 26", "Sep 26"])
    read_ = read_paper(Paper(hashlib.sha256(data).hexdigest(), "x.xlsx", len(data)), data)
    assert [(each.part, each.text("period"), [row.number for row in inward(each)]) for each in read_] == [
        ("Aug 26", "2026-08", ["08"]),
        ("Sep 26", "2026-09", ["09"]),
    ]


def test_a_list_of_all_documents_says_of_each_what_it_is(sheet_bytes: SheetBytes) -> None:
    titles = [["GSTR-2B", "GSTR-2B", "GSTR-2B", "GSTR-2B"], ["GSTIN", OWN], ["Tax Period", "Sep-2026"]]
    head = [
        "GSTIN of supplier",
        "Trade/Legal name",
        "Document type",
        "Document number",
        "Document date",
        "Taxable Value",
        "IGST",
        "CGST",
        "SGST",
        "ITC Available",
    ]
    kinds = ("Invoice", "Credit Note", "Debit note")
    rows = [
        [SUPPLIER, "Bharat Mills", kind, f"N/{at}", "05/09/2026", 100, 0, 9, 9, said]
        for at, (kind, said) in enumerate(zip(kinds, ("Available", "No", "perhaps"), strict=True))
    ]
    extraction = read(sheet_bytes([*titles, head, *rows, [None, None, None, None, None, 300, 0, 27, 27]]))
    assert [(r.section, r.document_type, r.itc_available) for r in inward(extraction)] == [
        ("b2b", "invoice", True),
        ("cdnr", "credit_note", False),
        ("cdnr", "debit_note", False),
    ]
    assert [finding.rule for finding in extraction.findings] == ["gstr2b.credit_unknown"]


def test_a_row_with_tax_and_no_number_and_a_sheet_of_unknown_headings_are_named(sheet_bytes: SheetBytes) -> None:
    head = ["GSTIN of supplier", "Trade/Legal name", "Invoice number", "Invoice Date", "Taxable Value", "IGST", "CGST", "SGST", "ITC Availability"]
    sheet = [["GSTR-2B"], ["GSTIN", OWN], ["Tax Period", "Sep-2026"], head, [None, "Lost Supplies", None, "05/09/2026", 100, 0, 9, 9, "Yes"]]
    extraction = read(sheet_bytes(sheet, [["Section", "Figure one", "Figure two"], ["x", 5, 7]], names=["B2B", "ITC other"]))
    assert extraction.rows == ()
    assert [finding.rule for finding in extraction.findings] == ["gstr2b.line_unreadable", "gstr2b.section_unknown"]


def test_months_in_one_list_are_parted_by_their_column(sheet_bytes: SheetBytes) -> None:
    head = [
        "Tax Period",
        "GSTIN of supplier",
        "Trade/Legal name",
        "Invoice number",
        "Invoice Date",
        "Taxable Value",
        "IGST",
        "CGST",
        "SGST",
        "ITC Availability",
        "Filing Date",
    ]
    rows = [[month, SUPPLIER, "A", number, "05-08-2026", 100, 0, 9, 9, "Yes", "11-10-2026"] for month, number in (("092026", "2"), ("Aug-26", "1"))]
    data = sheet_bytes([["GSTR-2B"], ["GSTIN", OWN], head, *rows])
    read_ = read_paper(Paper(hashlib.sha256(data).hexdigest(), "x.xlsx", len(data)), data)
    assert [(each.part, each.text("period"), [row.number for row in inward(each)]) for each in read_] == [
        ("2026-08", "2026-08", ["1"]),
        ("2026-09", "2026-09", ["2"]),
    ]
    assert not any(each.findings for each in read_)


def test_a_2a_lists_by_rate_with_a_total_of_its_own(sheet_bytes: SheetBytes) -> None:
    groups = [
        "GSTIN of supplier",
        "Trade/Legal name of the Supplier",
        "Invoice details",
        None,
        None,
        None,
        "Place of supply",
        "Supply Attract Reverse Charge",
        "Rate (%)",
    ]
    groups += [
        "Taxable Value (₹)",
        "Tax Amount",
        None,
        None,
        None,
        "GSTR-1/5 Filing Status",
        "GSTR-1/5 Filing Date",
        "GSTR-1/5 Filing Period",
        "GSTR-3B Filing Status",
    ]
    heads = [
        None,
        None,
        "Invoice number",
        "Invoice type",
        "Invoice Date",
        "Invoice Value (₹)",
        None,
        None,
        None,
        None,
        "Integrated Tax  (₹)",
        "Central Tax (₹)",
    ]
    heads += ["State/UT tax (₹)", "Cess  (₹)"]

    def row(number: str, rate: Any, taxable: float, tax: float, total: float = 236.0) -> list[Any]:
        return [
            SUPPLIER,
            "Bharat Mills",
            number,
            "R",
            "05-09-2026",
            total,
            "Karnataka",
            "N",
            rate,
            taxable,
            0,
            tax,
            tax,
            0,
            "Yes",
            "11-10-2026",
            "Sep-26",
            "Yes",
        ]

    read_me = [["Goods and Services Tax - GSTR-2A"], ["Financial Year", "2026-27"], ["Tax Period", "September"], ["GSTIN", OWN]]
    table = [["Goods and Services Tax - GSTR 2A"], groups, heads, row("A/1", 18, 100, 9), row("A/1", 12, 100, 6), row("A/1-Total", "-", 200, 15)]
    extraction = read(sheet_bytes(read_me, table, names=["Read me", "B2B"]))
    assert extraction.kind is DocumentKind.GSTR_2A and extraction.text("period") == "2026-09"
    (line,) = inward(extraction)
    assert (line.number, line.taxable, line.cgst, line.total, line.itc_available, line.filed_day) == ("A/1", 200_00, 15_00, 236_00, False, date(2026, 10, 11))
    assert extraction.findings == ()
    wrong = read(sheet_bytes(read_me, [*table[:-1], row("A/1-Total", "-", 300, 15)], names=["Read me", "B2B"]))
    assert [finding.rule for finding in wrong.findings] == ["gstr2a.total_mismatch"]


def test_a_distributors_invoices_and_credit_notes_of_a_2a_stand_in_columns_of_their_own(sheet_bytes: SheetBytes) -> None:
    read_me = [["Goods and Services Tax - GSTR-2A"], ["Financial Year", "2026-27"], ["Tax Period", "September"], ["GSTIN", OWN]]
    groups = [
        "Eligibility of ITC",
        "GSTIN of ISD",
        "Trade/Legal name of the ISD",
        "ISD Document type",
        "ISD Invoice number",
        "ISD Invoice date",
        "ISD credit note number",
    ]
    groups += [
        "ISD credit note date",
        "Original Invoice Number",
        "Original invoice date",
        "Input tax distribution by ISD",
        None,
        None,
        None,
        "ISD GSTR-6 Filing Status",
    ]
    heads = [*[None] * 10, "Integrated Tax (₹)", "Central Tax (₹)", "State/UT Tax (₹)", "Cess (₹)"]
    invoice_ = ["Yes", SUPPLIER, "Head Office", "Invoice", "ISD/1", "30-09-2026", None, None, None, None, 700, 0, 0, 0, "Y"]
    credit = ["Yes", SUPPLIER, "Head Office", "Credit note", None, None, "ISD/2", "29-09-2026", "ISD/0", "31-08-2026", 30, 0, 0, 0, "Y"]
    b2b = [
        ["Goods and Services Tax - GSTR 2A"],
        ["GSTIN of supplier", "Invoice number", "Invoice Date", "Taxable Value", "Integrated Tax", "GSTR-3B Filing Status"],
    ]
    extraction = read(sheet_bytes(read_me, b2b, [["Goods and Services Tax - GSTR 2A"], groups, heads, invoice_, credit], names=["Read me", "B2B", "ISD"]))
    assert [(r.section, r.document_type, r.number, r.day, r.igst, r.original_number) for r in inward(extraction)] == [
        ("isd", "invoice", "ISD/1", date(2026, 9, 30), 700_00, ""),
        ("isd", "credit_note", "ISD/2", date(2026, 9, 29), 30_00, "ISD/0"),
    ]
    assert extraction.findings == ()


def test_a_gstr_1_of_the_offline_tool_gives_its_documents_and_says_that_it_lists_no_tax(sheet_bytes: SheetBytes) -> None:
    b2b = [
        ["Summary For B2B, SEZ, DE (4A, 4B, 6B, 6C)"],
        ["No. of Recipients", None, "No. of Invoices", None, "Total Invoice Value", None, None, None, None, None, None, "Total Taxable Value", "Total Cess"],
        [1, None, 1, None, 236, None, None, None, None, None, None, 200, 0],
        ["GSTIN/UIN of Recipient", "Receiver Name", "Invoice Number", "Invoice date", "Invoice Value", "Place Of Supply", "Reverse Charge", "Applicable % of Tax Rate", "Invoice Type",
         "E-Commerce GSTIN", "Rate", "Taxable Value", "Cess Amount"],
        [OTHER, "Vindhya Steel", "S/1", date(2026, 9, 5), 236, "27-Maharashtra", "N", None, "Regular B2B", None, 18, 100, 0],
        [OTHER, "Vindhya Steel", "S/1", date(2026, 9, 5), 236, "27-Maharashtra", "N", None, "Regular B2B", None, 12, 100, 0],
    ]  # fmt: skip
    notes = [
        ["Summary For CDNR(9B)"],
        ["GSTIN/UIN of Recipient", "Receiver Name", "Note Number", "Note Date", "Note Type", "Place Of Supply", "Reverse Charge", "Note Supply Type", "Note Value", "Rate", "Taxable Value", "Cess Amount"],
        [OTHER, "Vindhya Steel", "CN/1", date(2026, 9, 8), "C", "27-Maharashtra", "N", "Regular B2B", 118, 18, 100, 0],
    ]  # fmt: skip
    goods = [
        ["Summary For HSN(12)"],
        [
            "HSN",
            "Description",
            "UQC",
            "Total Quantity",
            "Total Value",
            "Rate",
            "Taxable Value",
            "Integrated Tax Amount",
            "Central Tax Amount",
            "State/UT Tax Amount",
            "Cess Amount",
        ],
        ["84159000", "Parts", "NOS-NUMBERS", 10, 236, 18, 200, 36, 0, 0, 0],
    ]
    consumers = [
        ["Summary For B2CS(7)"],
        ["Type", "Place Of Supply", "Applicable % of Tax Rate", "Rate", "Taxable Value", "Cess Amount", "E-Commerce GSTIN"],
        ["OE", "29-Karnataka", None, 18, 5000, 0],
    ]
    extraction = read(sheet_bytes(b2b, notes, goods, consumers, names=["b2b,sez,de", "cdnr", "hsn(b2b)", "b2cs"]))
    assert extraction.kind is DocumentKind.GSTR_1
    rows = [row for row in extraction.rows if isinstance(row, ReturnLine)]
    assert [(r.table, r.document_type, r.number, r.taxable, r.total, r.hsn, r.igst) for r in rows] == [
        ("b2b", "invoice", "S/1", 200_00, 236_00, "", 0),
        ("cdnr", "credit_note", "CN/1", 100_00, 118_00, "", 0),
        ("hsn_b2b", "", "", 200_00, 236_00, "84159000", 36_00),
        ("b2cs", "", "", 5000_00, None, "", 0),
    ]
    assert [finding.rule for finding in extraction.findings] == [*["gstr1.tax_not_listed"] * 3, "document.field_missing"]


def test_a_gstr_1_sheet_with_a_value_that_its_rows_do_not_give_names_the_document(sheet_bytes: SheetBytes) -> None:
    head = ["GSTIN/UIN of Recipient", "Receiver Name", "Invoice Number", "Invoice date", "Invoice Value", "Place Of Supply", "Reverse Charge", "Invoice Type", "Rate", "Taxable Value",
            "Integrated Tax", "Central Tax", "State/UT Tax", "Cess"]  # fmt: skip

    def row(number: str, value: float, rate: float, tax: float) -> list[Any]:
        return [OTHER, "Vindhya Steel", number, date(2026, 9, 5), value, "29-Karnataka", "N", "Regular B2B", rate, 100, tax, 0, 0, 0]

    rows = [row("S/1", 230, 18, 18), row("S/2", 500, 18, 18), row("S/1", 230, 12, 12)]
    extraction = read(sheet_bytes([["FORM GSTR-1"], ["GSTIN", OWN], ["Tax Period", "September 2026"], head, *rows], names=["b2b"]))
    told = [(each.amount, each.evidence[0].row) for each in extraction.findings if each.rule == "gstr1.value_differs"]
    assert extraction.kind is DocumentKind.GSTR_1 and told == [(382_00, 6)]


def test_the_summary_of_a_gstr_1_gives_its_tables(sheet_bytes: SheetBytes) -> None:
    head = ["Description", "No. of records", "Total Taxable Value", "Integrated Tax", "Central Tax", "State/UT Tax", "Cess"]
    rows = [
        ["4A - Taxable outward supplies made to registered persons - B2B Regular", 12, 5000, 90, 405, 405, 0],
        ["Total liability", 12, 5000, 90, 405, 405, 0],
    ]
    extraction = read(sheet_bytes([["FORM GSTR-1"], ["GSTIN", OWN], ["Financial Year", "2026-27"], ["Tax Period", "September"], head, *rows]))
    assert extraction.kind is DocumentKind.GSTR_1 and extraction.text("period") == "2026-09"
    (row,) = [row for row in extraction.rows if isinstance(row, ReturnLine)]
    assert (row.table, row.count, row.taxable, row.igst, row.cgst, row.period) == ("4A", 12, 5000_00, 90_00, 405_00, "2026-09")


def test_a_2b_saved_as_a_web_page_or_with_tabs_is_read_alike() -> None:
    head = [
        "GSTIN of supplier",
        "Trade/Legal name",
        "Invoice number",
        "Invoice Date",
        "Taxable Value (₹)",
        "Integrated Tax(₹)",
        "Central Tax(₹)",
        "State/UT Tax(₹)",
    ]
    head += ["GSTR-1/IFF/GSTR-5 Period", "ITC Availability"]
    row = [SUPPLIER, "Bharat Mills", "BM/7", "05/09/2026", "1,000.00", "0.00", "90.00", "90.00", "Sep'26", "Yes"]
    titles = [["GSTR-2B"], ["GSTIN", OWN], ["Tax Period", "September 2026"]]
    page = (
        "<html><body><table>"
        + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>" for cells in (*titles, head, row))
        + "</table></body></html>"
    )
    for data, name in ((as_csv([*titles, head, row]), "a.csv"), (as_csv([*titles, head, row], "\t"), "a.tsv"), (page.encode(), "a.xls")):
        extraction = read(data, name)
        assert (extraction.kind, extraction.text("period"), [(r.number, r.taxable) for r in inward(extraction)]) == (
            DocumentKind.GSTR_2B,
            "2026-09",
            [("BM/7", 1000_00)],
        )
