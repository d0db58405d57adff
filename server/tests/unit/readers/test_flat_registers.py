"""Registers with one row for each bill."""

from hypothesis import given
from hypothesis import strategies as st

from qrt.core.base.finding import Severity
from qrt.core.documents.types import DocumentKind, RegisterRow
from qrt.core.ledger.rows import drafts_of
from tests.unit.readers.general import one, rules, vouchers

BILLS = """
    Bill Date,Voucher No,Supplier,Supplier Bill No,Expense Ledger,Taxable Amount,Input CGST,Input SGST,Input IGST,Round Off,Invoice Total
    01/07/2026,PV-1,Acme,A/1,410000 - Purchases,1000.00,90.00,90.00,0.00,0.00,1180.00
    13/07/2026,PV-2,Globex,G/1,420000 - Rent,1000.40,0.00,0.00,180.07,-0.47,1180.00
    14/07/2026,PV-3,Globex,G/2,420000 - Rent,1000.00,0.00,0.00,180.00,0.00,1180.00
    15/07/2026,PV-4,Globex,G/3,430000 - Freight,1000.00,0.00,0.00,180.00,0.00,1180.00
    16/07/2026,PV-5,Globex,G/4,430000 - Freight,1000.00,0.00,0.00,180.00,0.00,1190.00
    Total,,,,,5000.40,90.00,90.00,720.07,-0.47,5910.00
"""


def test_the_row_names_the_ledger_of_its_value_and_the_headings_those_of_its_taxes() -> None:
    made = one(BILLS)
    assert made.kind is DocumentKind.PURCHASE_REGISTER
    found = vouchers(made)
    assert found[0] == ("2026-07-01", "PV-1", (("Acme", -1_180_00), ("Input CGST", 90_00), ("Input SGST", 90_00), ("Purchases", 1_000_00)))
    assert found[1] == ("2026-07-13", "PV-2", (("Globex", -1_180_00), ("Input IGST", 180_07), ("Rent", 1_000_40), ("Round Off", -47)))
    assert [row.reference for row in made.rows if isinstance(row, RegisterRow)][:2] == ["A/1", "G/1"]


def test_a_row_that_does_not_add_up_is_told_and_does_not_balance() -> None:
    made = one(BILLS)
    assert rules(made) == ["register.ledger_by_heading", "register.row_unbalanced"]
    assert "PV-5" in made.findings[1].sentence and made.findings[1].amount == 10_00


def test_customers_and_output_taxes_say_that_it_is_a_sales_register() -> None:
    made = one("""
        Invoice Date|Invoice No|Customer Name|Sales Account|Amount|Output CGST|Output SGST|Total
        01/07/2026|S1|Acme|Sales|1,000.00|90.00|90.00|1,180.00
        13/07/2026|S2|Beta|Service Income|2,000.00|180.00|180.00|2,360.00
    """)
    assert made.kind is DocumentKind.SALES_REGISTER
    assert vouchers(made)[1] == ("2026-07-13", "S2", (("Beta", 2_360_00), ("Output CGST", -180_00), ("Output SGST", -180_00), ("Service Income", -2_000_00)))


def test_headings_that_contradict_the_title_are_not_believed() -> None:
    made = one("""
        Sales Register,,,,,
        Bill Date,Bill No,Supplier,Expense Ledger,Taxable Amount,Input IGST,Invoice Total
        01/07/2026,B1,Acme,Rent,100.00,18.00,118.00
    """)
    assert made.rows == () and rules(made) == ["register.columns_unproven"] and "headings say purchase" in made.findings[0].sentence


def test_a_bare_tax_heading_waits_for_a_person_even_where_the_value_has_its_ledger() -> None:
    made = one("Bill Date,Bill No,Supplier,Expense Ledger,Taxable Amount,CGST,SGST,Total\n13/07/2026,B1,Acme,Rent,100.00,9.00,9.00,118.00\n")
    assert rules(made) == ["register.ledger_open"] and "'CGST'" in made.findings[0].sentence
    assert vouchers(made) == [("2026-07-13", "B1", (("", 9_00), ("", 9_00), ("Acme", -118_00), ("Rent", 100_00)))]
    assert not any(row.posts for row in made.rows)
    assert made.fields["column.F"].value == "ledger:CGST"


PLAIN = """
    Purchase Register
    Date,Supplier,GSTIN,Invoice No,Taxable Value,CGST,SGST,IGST,Total
    03-07-2026,Asha,27AAACA1234A1Z5,A1,10000.00,900.00,900.00,,11800.00
    09-07-2026,Bharat,29AAACB1234B1Z3,B2,20000.00,,,3600.00,23600.00
"""


def test_bills_that_add_up_under_no_ledger_are_there_and_none_posts() -> None:
    made = one(PLAIN)
    assert (made.kind, rules(made)) == (DocumentKind.PURCHASE_REGISTER, ["register.ledger_open"])
    (finding,) = made.findings
    assert finding.amount == 35_400_00 and finding.severity is Severity.ERROR
    assert vouchers(made) == [
        ("2026-07-03", "A1", (("", 900_00), ("", 900_00), ("", 10000_00), ("Asha", -11800_00))),
        ("2026-07-09", "B2", (("", 3600_00), ("", 20000_00), ("Bharat", -23600_00))),
    ]
    drafted = drafts_of((made,), "AA")
    assert drafted.drafts == () and len(drafted.unposted) == 2


def test_bills_that_do_not_add_up_under_no_ledger_give_no_row() -> None:
    made = one(PLAIN.replace("11800.00", "11900.00").replace("23600.00", "25000.00"))
    assert (made.rows, rules(made)) == ((), ["register.columns_unproven"])


def test_a_bare_tax_heading_without_an_amount_needs_nobody() -> None:
    made = one("Bill Date,Bill No,Supplier,Expense Ledger,Taxable Amount,CGST,Input IGST,Total\n13/07/2026,B1,Acme,Rent,100.00,0.00,18.00,118.00\n")
    assert vouchers(made) == [("2026-07-13", "B1", (("Acme", -118_00), ("Input IGST", 18_00), ("Rent", 100_00)))]


def test_two_values_of_one_bill_are_one_voucher_and_the_same_row_twice_is_two() -> None:
    made = one("""
        Bill Date,Voucher No,Vendor,Expense Account,Taxable Amount,Input IGST,Invoice Total
        13/07/2026,1,Acme,Rent,100.00,18.00,118.00
        13/07/2026,1,Acme,Freight,50.00,9.00,59.00
        14/07/2026,2,Acme,Rent,10.00,1.80,11.80
        14/07/2026,2,Acme,Rent,10.00,1.80,11.80
    """)
    assert [number for _, number, _ in vouchers(made)] == ["1", "2", "2"]
    assert vouchers(made)[0][2] == (("Acme", -177_00), ("Freight", 50_00), ("Input IGST", 9_00), ("Input IGST", 18_00), ("Rent", 100_00))


def test_a_total_of_the_taxes_is_not_counted_beside_them() -> None:
    made = one(
        "Bill Date,Bill No,Supplier,Expense Ledger,Taxable Amount,Input CGST,Input SGST,Total GST,Total\n13/07/2026,B1,Acme,Rent,100.00,9.00,9.00,18.00,118.00\n"
    )
    assert vouchers(made) == [("2026-07-13", "B1", (("Acme", -118_00), ("Input CGST", 9_00), ("Input SGST", 9_00), ("Rent", 100_00)))]


@given(st.lists(st.tuples(st.integers(1, 10**8), st.integers(0, 10**7)), min_size=1, max_size=8))
def test_what_the_columns_say_is_what_is_posted(bills: list[tuple[int, int]]) -> None:
    rows = ["Bill Date,Voucher No,Supplier,Expense Ledger,Taxable Amount,Input IGST,Invoice Total"]
    rows += [f"13/07/2026,P{at},Acme,Rent,{value / 100:.2f},{tax / 100:.2f},{(value + tax) / 100:.2f}" for at, (value, tax) in enumerate(bills)]
    made = one("\n".join(rows) + "\n")
    legs = {row.number: {leg.ledger: leg.amount for leg in row.legs} for row in made.rows if isinstance(row, RegisterRow)}
    assert legs == {f"P{at}": {"Acme": -(value + tax), "Rent": value, **({"Input IGST": tax} if tax else {})} for at, (value, tax) in enumerate(bills)}


def test_the_one_number_of_a_purchase_is_its_supplier_s_and_that_of_a_sale_the_company_s() -> None:
    """A bill of GSTR-2B is looked for by the supplier's number."""
    bought = one(
        BILLS.replace("Voucher No,", "")
        .replace("PV-1,", "")
        .replace("PV-2,", "")
        .replace("PV-3,", "")
        .replace("PV-4,", "")
        .replace("PV-5,", "")
        .replace("Total,,", "Total,")
    )
    assert [(row.number, row.reference) for row in bought.rows if isinstance(row, RegisterRow)][:2] == [("A/1", "A/1"), ("G/1", "G/1")]
    sold = one(
        """
        Date,Invoice No,Customer,Sales Ledger,Taxable Amount,Output CGST,Output SGST,Invoice Total
        01/07/2026,S/1,Acme,Sales,1000.00,90.00,90.00,1180.00
        02/07/2026,S/2,Globex,Sales,2000.00,180.00,180.00,2360.00
        """
    )
    assert [(row.number, row.reference) for row in sold.rows if isinstance(row, RegisterRow)] == [("S/1", ""), ("S/2", "")]
