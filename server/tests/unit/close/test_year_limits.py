"""Limits of tax deduction in a paper's draft are judged on the year that the registers show, worked by hand."""

from datetime import date

from qrt.core.base.company import Company, Entity
from qrt.core.base.money import rupees
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.close.compute import Computation
from qrt.core.close.types import HandInPaper, PaperRole, PaperState
from qrt.core.documents.types import DocumentKind, Extraction, Field, InvoiceLine, Leg, MasterRow, Paper, RegisterRow, Row
from qrt.flows.desk import load_rules
from qrt.sim.names import gstin

Q2 = Quarter(2026, 2)
OURS, THEIRS = gstin("29", "AAKCK1234L"), gstin("29", "AABCS1429B")
COMPANY = Company("Kaveri Tools Pvt Ltd", entities=(Entity("KT", "Kaveri Tools Pvt Ltd", gstins=(OURS,)),))
SPOT = Place("p", sheet="S", row=1)
GROUPS = {
    "Shree Contractors": "Sundry Creditors",
    "Repairs to Building": "Indirect Expenses",
    "Input CGST": "Duties & Taxes",
    "Input SGST": "Duties & Taxes",
    "TDS on Contractors 194C": "Duties & Taxes",
}


def paper(name: str, kind: DocumentKind, rows: tuple[Row, ...], **fields: str) -> HandInPaper:
    sha256 = (name.encode().hex() * 64)[:64]
    made = {key.replace("__", "."): Field(key, value, value, SPOT, 0.99) for key, value in fields.items()}
    return HandInPaper(Paper(sha256, name, 1), PaperRole.INBOX, PaperState.READ, (Extraction(sha256, kind, 0.99, "test", "1", fields=made, rows=rows),))


def withheld(day: date) -> int:
    """Tax in the draft of a bill of 40,000 in August, after one of 65,000 booked on a day."""
    masters = tuple(MasterRow(SPOT, name, group, gstin=THEIRS if name == "Shree Contractors" else "") for name, group in GROUPS.items())
    legs = (Leg("Shree Contractors", rupees("-65000"), SPOT), Leg("Repairs to Building", rupees("65000"), SPOT))
    earlier = RegisterRow(SPOT, day, "Shree Contractors", "Purchase", "P-1", legs, reference="SC/1", base_kind="purchase")
    bill = InvoiceLine(SPOT, "Painting of building", "995473", "1", taxable=rupees("40000"))
    totals = {"totals__taxable": "40000", "totals__cgst": "3600", "totals__sgst": "3600", "totals__grand_total": "47200"}
    parties = {"seller__name": "Shree Contractors", "seller__gstin": THEIRS, "buyer__gstin": OURS, "invoice_number": "SC/9", "invoice_date": "2026-08-03"}
    papers = [
        paper("Masters.xml", DocumentKind.TALLY_MASTERS, masters),
        paper("Day Book.xlsx", DocumentKind.DAY_BOOK, (earlier,)),
        paper("SC-9.pdf", DocumentKind.TAX_INVOICE, (bill,), **totals, **parties),
    ]
    work = Computation(COMPANY, Q2, papers, (), load_rules(COMPANY.division))
    (draft,) = (each for each in work.books("KT").waiting if each.key.startswith("paper:"))
    return sum(line.amount for line in draft.lines if line.ledger == "TDS on Contractors 194C")


def test_a_bill_of_an_earlier_quarter_counts_for_the_limit_of_the_year_and_one_of_last_year_does_not() -> None:
    # 65,000 in May and 40,000 in August pass 1,00,000: 2 % of 1,05,000. After 65,000 in March the one bill above 30,000 is taxed alone: 2 % of 40,000.
    assert withheld(date(2026, 5, 20)) == rupees("-2100")
    assert withheld(date(2026, 3, 20)) == rupees("-800")
