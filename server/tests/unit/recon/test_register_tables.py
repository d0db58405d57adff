"""Registers with a column for each ledger as the tables that other sides are held against."""

from datetime import date

from qrt.adapters.rulebook.chart import load_model_chart
from qrt.core.base.money import rupees
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind, Extraction, Leg, RegisterRow
from qrt.core.recon.register_tables import register_table

MODEL = load_model_chart()


def _row(particulars: str, *legs: tuple[str, str], number: str = "1", cancelled: bool = False) -> RegisterRow:
    made = tuple(Leg(ledger, rupees(amount), Place("p", row=6)) for ledger, amount in legs)
    return RegisterRow(Place("p", row=6), date(2026, 8, 4), particulars, "Purchase", number, made, reference=f"INV/{number}", cancelled=cancelled)


def _table(kind: str, *rows: RegisterRow) -> list[dict[str, str]] | None:
    found = register_table([Extraction("p", DocumentKind.PURCHASE_REGISTER, 1.0, "test", "1", rows=rows)], kind, MODEL)
    return [dict(zip(found[0].headings, row, strict=True)) for row in found[0].rows] if found else None


BILL = _row("Kaveri", ("Kaveri", "-1160"), ("Job Work", "1000"), ("Input CGST", "90"), ("Input SGST", "90"), ("TDS Payable - Contractors", "-20"))
PAID = _row("TDS Payable - Contractors", ("TDS Payable - Contractors", "20"), ("HDFC Bank", "-20"), number="2")


def test_the_value_of_a_bill_is_without_tax_tax_deducted_and_rounding() -> None:
    rounded = _row("Kaveri", ("Kaveri", "-1180.50"), ("Job Work", "1000"), ("Input IGST", "180"), ("Rounding Off", "0.50"), number="3")
    one, other = _table("gstr2b", BILL, PAID, rounded, _row("Kaveri", ("Kaveri", "-1"), ("Job Work", "1"), number="4")) or []
    assert (one["Invoice number"], one["Taxable value"], one["CGST"], one["SGST"], one["Invoice value"]) == ("INV/1", "1000.00", "90.00", "90.00", "1180.00")
    assert (other["Taxable value"], other["IGST"], other["Invoice value"], other["Row"]) == ("1000.00", "180.00", "1180.00", "6")


def test_paying_tax_to_the_office_deducts_nothing_and_a_cancelled_voucher_is_none() -> None:
    (line,) = _table("tds_payable", BILL, PAID, _row("Kaveri", ("Kaveri", "-1"), ("Input CGST", "1"), cancelled=True)) or []
    assert (line["Name"], line["Amount paid"], line["Tax deducted"]) == ("Kaveri", "1000.00", "20.00")
    assert _table("gstr1", BILL, PAID) is None, "it has no output tax"
