"""Bills and statements that come as running text: read as if they were printed, with places as lines of the file; any other text waits for a person."""

import hashlib
from datetime import date

from qrt.agents.reading import read_paper
from qrt.core.documents.text_page import LINES_MAX, WIDEST_MAX, text_page
from qrt.core.documents.types import BankLine, DocumentKind, Extraction, InvoiceLine, Paper

HEAD = """\
TAX INVOICE
Sarvottam Tools Pvt Ltd
GSTIN: 27AAACR5055K1Z7

Invoice No : SMT/77          Invoice Date : 05-04-2026
Bill To    : Kaveri Polymers Pvt Ltd
GSTIN      : 27AABCU9603R1ZN
"""
ALIGNED = """\
------------------------------------------------------------------
Sl  Description              HSN         Qty      Rate      Amount
------------------------------------------------------------------
1   Gate Valve DN50          84818030      4     50.00      200.00
2   Copper Lug 35 sqmm       85369090     10     80.00      800.00
------------------------------------------------------------------
"""
PIPED = """\
| Item | HSN | Qty | Rate | Amount |
|---|---|---:|---:|---:|
| Gate Valve DN50 | 84818030 | 4 | 50.00 | 200.00 |
| Copper Lug 35 sqmm | 85369090 | 10 | 80.00 | 800.00 |
"""
FOOT = """\
Taxable Value: 1,000.00
CGST @ 9%: 90.00
SGST @ 9%: 90.00
Grand Total: 1,180.00
"""
GOODS = [("Gate Valve DN50", "84818030", "4", 20000), ("Copper Lug 35 sqmm", "85369090", "10", 80000)]


def read(text: str, name: str = "bill.txt") -> Extraction:
    data = text.encode()
    (made,) = read_paper(Paper(hashlib.sha256(data).hexdigest(), name, len(data)), data)
    return made


def goods(extraction: Extraction) -> list[tuple[str, str, str, int | None]]:
    return [(row.description, row.hsn, row.quantity, row.taxable) for row in extraction.rows if isinstance(row, InvoiceLine)]


def test_a_bill_in_running_text_is_read_with_its_lines() -> None:
    made = read(HEAD + ALIGNED + FOOT)
    assert made.kind is DocumentKind.TAX_INVOICE
    assert {name: made.text(name) for name in ("invoice_number", "invoice_date", "buyer.name", "totals.grand_total")} == {
        "invoice_number": "SMT/77", "invoice_date": "2026-04-05", "buyer.name": "Kaveri Polymers Pvt Ltd", "totals.grand_total": "1180.00",
    }  # fmt: skip
    assert goods(made) == GOODS
    places = [made.fields["invoice_number"].place, made.rows[0].place]
    assert [(place.page, place.box, place.row) for place in places if place] == [(None, None, 5), (None, None, 11)]


def test_cells_between_strokes_stand_in_columns_wherever_they_end() -> None:
    assert goods(read(HEAD + PIPED + FOOT)) == GOODS


def test_a_statement_in_one_type_is_read() -> None:
    made = read(
        """\
SHRI MAHALAXMI CO-OP BANK LTD            STATEMENT OF ACCOUNT
Account No: 002120012345   IFSC: SMCB0000002
------------------------------------------------------------------------------
Date        Narration                Chq No    Withdrawals    Deposits  Closing Balance
------------------------------------------------------------------------------
            OPENING BALANCE                                             1,000.00CR
01/04/2026  CHQ PAID RAMESH          424265         300.00                700.00CR
03/04/2026  NEFT CR OM STORES                                  50.50      750.50CR
""",
        "statement.txt",
    )
    assert [(row.day, row.amount, row.narration) for row in made.rows if isinstance(row, BankLine)] == [
        (date(2026, 4, 1), -30000, "CHQ PAID RAMESH"), (date(2026, 4, 3), 5050, "NEFT CR OM STORES"),
    ]  # fmt: skip
    assert made.rows[0].place.row == 7


def test_other_text_waits_for_a_person() -> None:
    made = read("Dear all,\n\nthe meeting about invoice formats is on 5 April at 11.\nBring the list of vendors.\n\nThanks\n", "note.txt")
    assert (made.kind, made.rows, dict(made.fields)) == (DocumentKind.OTHER, (), {})
    assert text_page("a line\n" * (LINES_MAX + 1)) is None and text_page("word " * (WIDEST_MAX // 5 + 1)) is None and text_page(" \n\n") is None
