"""Lists of bills and expenses with a row for each item, as online bookkeeping programs export them."""

from hypothesis import given
from hypothesis import strategies as st

from qrt.core.documents.columns import ColumnMapping
from qrt.core.documents.types import DocumentKind, Extraction, RegisterRow
from tests.unit.readers.general import one, rules, vouchers

HEAD = (
    "Invoice Date,Invoice ID,Invoice Number,Invoice Status,Customer Name,Due Date,Currency Code,Exchange Rate,SubTotal,Total,Balance,"
    "Entity Discount Amount,Shipping Charge,Item Name,Quantity,Item Price,Item Total,Account,Item Tax Amount,Output CGST,Output SGST\n"
)
SOLD = HEAD + (
    "2026-07-03,9811,S-1,Sent,Acme,2026-08-02,INR,1,1500.00,1820.00,0,50.00,100.00,A,1,1000,1000.00,Sales,180,90,90\n"
    "2026-07-03,9811,S-1,Sent,Acme,2026-08-02,INR,1,1500.00,1820.00,0,50.00,100.00,B,1,500,500.00,Services,90,45,45\n"
    "2026-07-14,9812,S-2,Overdue,Beta,2026-08-02,INR,1,200.00,236.00,236,0,0,A,1,100,100.00,Sales,18,9,9\n"
    "2026-07-14,9812,S-2,Overdue,Beta,2026-08-02,INR,1,200.00,236.00,236,0,0,A,1,100,100.00,Sales,18,9,9\n"
)
ACME = ("2026-07-03", "S-1", (("Acme", 1_820_00), ("Entity Discount", 50_00), ("Output CGST", -135_00), ("Output SGST", -135_00), ("Sales", -1_000_00), ("Services", -500_00), ("Shipping Charge", -100_00)))  # fmt: skip


def booked(made: Extraction) -> list[RegisterRow]:
    return [row for row in made.rows if isinstance(row, RegisterRow)]


def test_rows_of_one_number_are_one_voucher_whose_total_counts_once() -> None:
    made = one(SOLD)
    assert made.kind is DocumentKind.SALES_REGISTER and rules(made) == ["register.ledger_by_heading"] * 2
    assert vouchers(made)[0] == ACME
    assert vouchers(made)[1] == (
        "2026-07-14",
        "S-2",
        (("Beta", 236_00), ("Output CGST", -18_00), ("Output SGST", -18_00), ("Sales", -100_00), ("Sales", -100_00)),
    )
    first = booked(made)[0].legs[0]
    assert (first.bill, first.bill_kind, str(first.due_day)) == ("S-1", "new", "2026-08-02")


def test_a_document_that_does_not_add_up_or_says_two_totals_is_left_out_whole() -> None:
    more = (
        "2026-07-15,9813,S-3,Sent,Beta,,INR,1,100.00,120.00,0,0,0,A,1,100,100.00,Sales,18,9,9\n"
        + "2026-07-16,9814,S-4,Sent,Beta,,INR,1,200.00,236.00,0,0,0,A,1,100,100.00,Sales,18,9,9\n"
        + "2026-07-16,9814,S-4,Sent,Beta,,INR,1,200.00,240.00,0,0,0,A,1,100,100.00,Sales,18,9,9\n"
    )
    sound = "".join(f"2026-07-17,99{n},S-1{n},Sent,Beta,,INR,1,100.00,118.00,0,0,0,A,1,100,100.00,Sales,18,9,9\n" for n in range(10, 17))
    made = one(SOLD + sound + more)
    left_out = [finding.sentence for finding in made.findings if finding.rule == "register.document_unproven"]
    assert len(booked(made)) == 9 and len(left_out) == 2
    assert "S-3: its rows come to 118.00 and 'Total' says 120.00" in left_out[0] and "S-4: its rows do not say one 'Total'" in left_out[1]


def test_void_and_draft_documents_do_not_post_and_foreign_ones_have_no_rupees() -> None:
    made = one(
        SOLD
        + "2026-07-15,9813,S-3,Void,Beta,,INR,1,100.00,118.00,0,0,0,A,1,100,100.00,Sales,18,9,9\n"
        + "2026-07-16,9814,S-4,Draft,Beta,,INR,1,100.00,118.00,0,0,0,A,1,100,100.00,Sales,18,9,9\n"
        + "2026-07-17,9815,S-5,Sent,Gama,,USD,83.5,100.00,100.00,0,0,0,A,1,100,100.00,Sales,0,0,0\n"
    )
    states = {row.number: (row.cancelled, row.posts, bool(row.legs)) for row in booked(made)}
    assert states["S-3"] == (True, True, False) and states["S-4"] == (False, False, True) and "S-5" not in states
    assert {"register.cancelled_with_amounts", "register.unposted", "register.currency_unclear"} <= set(rules(made))


BOUGHT = """
    Bill Date,Bill Number,Vendor Name,SubTotal,Total,Item Total,Account,CGST,SGST,TDS Name,TDS Amount
    2026-07-10,K-7,Kiran,400.00,472.00,400.00,Purchases,36,36,,
    2026-08-22,C-8,Rao,600.00,648.00,500.00,Consulting,45,45,194J,50.00
    2026-08-22,C-8,Rao,600.00,648.00,100.00,Repairs,9,9,194J,10.00
"""


def test_bare_taxes_wait_for_their_ledgers_and_post_when_they_are_said() -> None:
    made = one(BOUGHT)
    assert made.kind is DocumentKind.PURCHASE_REGISTER and rules(made) == ["register.ledger_open"] and not any(row.posts for row in booked(made))
    said = ColumnMapping({"cgst": "ledger:Input CGST", "sgst": "ledger:Input SGST", "tds amount": "ledger:TDS on fees"})
    made = one(BOUGHT, {"*1": said})
    assert rules(made) == [] and all(row.posts for row in booked(made))
    assert vouchers(made)[1] == (
        "2026-08-22",
        "C-8",
        (("Consulting", 500_00), ("Input CGST", 54_00), ("Input SGST", 54_00), ("Rao", -648_00), ("Repairs", 100_00), ("TDS on fees", -60_00)),
    )
    assert booked(made)[1].reference == "C-8"


def test_rows_below_the_first_belong_to_it_and_a_total_that_stands_once_is_the_documents() -> None:
    made = one("""
        ID,Customer,Posting Date,Status,Net Total,Output Tax IGST,Grand Total,Rounding Adjustment,Rounded Total,ID (Items),Amount (Items),Income Account (Items)
        SI-1,Acme,2026-07-13,Paid,1500.40,270.07,1770.47,-0.47,1770.00,a1,1000.40,Sales
        ,,,,,,,,,a2,500.00,Services
        SI-2,Beta,2026-07-14,Unpaid,100.00,18.00,118.00,0,118.00,a3,100.00,Sales
    """)
    assert vouchers(made)[0] == ("2026-07-13", "SI-1", (("Acme", 1_770_00), ("Output Tax IGST", -270_07), ("Rounding Adjustment", 47), ("Sales", -1_000_40), ("Services", -500_00)))  # fmt: skip


NEUTRAL = """
    ContactName,InvoiceNumber,InvoiceDate,Total,LineAmount,AccountCode,IGST,Status
    Acme,I-1,13/07/2026,177.00,100.00,200,18.00,Awaiting Payment
    Acme,I-1,13/07/2026,177.00,50.00,210,9.00,Awaiting Payment
"""


def test_which_list_it_is_must_be_said() -> None:
    made = one(NEUTRAL)
    assert made.rows == () and rules(made) == ["register.columns_unproven"]
    said = one(NEUTRAL, {"*1": ColumnMapping({"igst": "ledger:Output IGST"}, kind="sales_register")})
    assert vouchers(said) == [("2026-07-13", "I-1", (("200", -100_00), ("210", -50_00), ("Acme", 177_00), ("Output IGST", -27_00)))]


def test_a_bill_that_awaits_its_payment_is_posted_and_one_that_awaits_approval_is_not() -> None:
    table = NEUTRAL.replace("IGST", "Output IGST")
    assert [row.posts for row in booked(one(table))] == [True]
    assert [row.posts for row in booked(one(table.replace("Awaiting Payment", "Awaiting Approval")))] == [False]


def test_credit_notes_turn_the_sides() -> None:
    made = one("""
        Credit Note Date,Credit Note Number,Customer Name,Associated Invoice Number,Total,SubTotal,Item Total,Account,Output IGST
        2026-07-20,CN-1,Acme,INV-1,236.00,200.00,100.00,Sales,18.00
        2026-07-20,CN-1,Acme,INV-1,236.00,200.00,100.00,Sales Returns,18.00
    """)
    assert made.kind is DocumentKind.CREDIT_NOTE_REGISTER
    assert vouchers(made) == [("2026-07-20", "CN-1", (("Acme", -236_00), ("Output IGST", 36_00), ("Sales", 100_00), ("Sales Returns", 100_00)))]


def test_one_number_of_two_vendors_is_two_bills() -> None:
    made = one("""
        Bill No,Bill Date,Vendor,Line Total,Expense Ledger,Input IGST,Total
        1,13/07/2026,Acme,1000.00,Rent,180.00,1180.00
        1,13/07/2026,Beta,500.00,Rent,90.00,590.00
        7,14/07/2026,Gama,500.00,Rent,90.00,1180.00
        7,14/07/2026,Gama,500.00,Repairs,90.00,1180.00
    """)
    assert [(row.particulars, int(row.legs[0].amount)) for row in booked(made)] == [("Acme", -1_180_00), ("Beta", -590_00), ("Gama", -1_180_00)]


EXPENSES = """
    Entry Number,Expense Date,Expense Account,Paid Through,Vendor,Expense Amount,Tax Amount,Input CGST,Input SGST,Total
    1,2026-07-15,Office Supplies,Petty Cash,Depot,100.00,18.00,9.00,9.00,118.00
    2,2026-07-16,Travel,HDFC Bank,,500.00,0,0,0,800.00
    2,2026-07-16,Meals,HDFC Bank,,300.00,0,0,0,800.00
    3,2026-07-17,Meals,,Depot,300.00,0,0,0,300.00
"""


def test_an_expense_is_paid_by_the_account_that_it_names_and_owes_its_vendor_nothing() -> None:
    made = one(EXPENSES)
    assert (made.kind, rules(made)) == (DocumentKind.PAYMENT_REGISTER, ["register.amount_without_ledger"])
    assert vouchers(made)[0] == ("2026-07-15", "1", (("Input CGST", 9_00), ("Input SGST", 9_00), ("Office Supplies", 100_00), ("Petty Cash", -118_00)))
    assert vouchers(made)[1] == ("2026-07-16", "2", (("HDFC Bank", -800_00), ("Meals", 300_00), ("Travel", 500_00)))


def test_an_expense_goes_by_its_entry_and_its_vendor_not_by_what_it_is_billed_to() -> None:
    made = one("""
        Expense Date,Expense Account,Paid Through,Paid Through Account Code,Vendor,Customer Name,Entry Number,Expense Amount,Total,Reference#
        2026-07-15,Office Supplies,Petty Cash,1030,Depot,Acme,E1,100.00,100.00,R1
        2026-07-16,Rent,HDFC Bank,1031,Owner,,E2,500.00,500.00,R2
    """)
    assert [(row.number, row.reference, row.legs[1].party) for row in booked(made)] == [("E1", "R1", "Depot"), ("E2", "R2", "Owner")]


def test_an_expense_whose_tax_may_be_in_its_amount_or_on_top_is_asked() -> None:
    made = one("Date,Expense Account,Paid Through,Vendor,Amount,Tax Amount\n14/07/2026,Rent,HDFC,Acme,118.00,18.00\n")
    assert made.rows == () and rules(made) == ["register.columns_unproven"]


def test_a_sale_that_was_paid_into_an_account_is_asked_and_a_person_says_that_it_is_on_account() -> None:
    table = "Date,Receipt No,Customer Name,Deposit To,Item Total,Account,Output IGST,Total\n14/07/2026,1,Acme,HDFC,100.00,Sales,18.00,118.00\n"
    assert one(table).rows == () and rules(one(table)) == ["register.columns_unproven"]
    said = one(table, {"*1": ColumnMapping({"deposit to": "ignore"})})
    assert vouchers(said) == [("2026-07-14", "1", (("Acme", 118_00), ("Output IGST", -18_00), ("Sales", -100_00)))]


@given(st.lists(st.lists(st.integers(1, 9_999_99), min_size=1, max_size=4), min_size=1, max_size=5))
def test_every_voucher_holds_its_rows_and_its_total(bills: list[list[int]]) -> None:
    text = "Bill No,Bill Date,Vendor,Line Total,Expense Ledger,Input IGST,Total\n"
    for number, items in enumerate(bills):
        total = sum(items) + sum(size // 5 for size in items)
        text += "".join(
            f"{number},{13 + number}/07/2026,V{number},{size / 100:.2f},L{place},{size // 5 / 100:.2f},{total / 100:.2f}\n" for place, size in enumerate(items)
        )
    for row in booked(one(text)):
        items = bills[int(row.number)]
        assert sum(leg.amount for leg in row.legs) == 0 and -row.legs[0].amount == sum(items) + sum(size // 5 for size in items)
