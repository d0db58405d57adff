"""Lists of payments with the company's account that each went through and the bills that it settles."""

import hashlib

from qrt.adapters.erp import are_books
from qrt.core.documents.books import load_sheets
from qrt.core.documents.types import DocumentKind, Extraction, Paper, RegisterRow
from tests.unit.readers.general import one, rules, vouchers

HEAD = "Payment Number,Mode,Exchange Rate,Amount,Unused Amount,Bank Charges,Payment Status,Reference Number,Currency Code,Vendor Name,Date,Paid Through,Bill Amount,Bill Number,Withholding Tax Amount,Amount Applied\n"
PAID = HEAD + (
    "1,NEFT,1,1500.00,0,0,Paid,UTR1,INR,Kiran,2026-07-10,HDFC Bank,1000.00,K-1,0,1000.00\n"
    "1,NEFT,1,1500.00,0,0,Paid,UTR1,INR,Kiran,2026-07-10,HDFC Bank,900.00,K-2,0,500.00\n"
    "2,Cash,1,250.00,250.00,0,Paid,,INR,Rao,2026-07-22,Petty Cash,,,0,\n"
)


def legs(made: Extraction, number: str) -> list[tuple[str, int, str, str]]:
    return [
        (leg.ledger, int(leg.amount), leg.bill, leg.bill_kind) for row in made.rows if isinstance(row, RegisterRow) and row.number == number for leg in row.legs
    ]


def test_a_payment_of_several_bills_is_one_voucher_of_its_amount() -> None:
    made = one(PAID)
    assert (made.kind, rules(made)) == (DocumentKind.PAYMENT_REGISTER, [])
    assert legs(made, "1") == [("Kiran", 1_000_00, "K-1", "against"), ("Kiran", 500_00, "K-2", "against"), ("HDFC Bank", -1_500_00, "", "")]
    assert legs(made, "2") == [("Rao", 250_00, "", ""), ("Petty Cash", -250_00, "", "")]
    assert [row.reference for row in made.rows if isinstance(row, RegisterRow)] == ["UTR1", ""]


def test_what_is_withheld_or_charged_is_booked_where_the_bills_prove_it() -> None:
    made = one(
        PAID
        + "3,NEFT,1,900.00,0,0,Paid,U3,INR,Rao,2026-07-11,HDFC Bank,1000.00,R-1,100.00,900.00\n"
        + "4,NEFT,1,900.00,0,0,Paid,U4,INR,Rao,2026-07-11,HDFC Bank,5000.00,R-2,100.00,900.00\n"
        + "5,NEFT,1,700.00,200.00,11.80,Paid,U5,INR,Rao,2026-07-12,HDFC Bank,5000.00,R-3,0,500.00\n"
        + "6,NEFT,1,250.00,0,0,Paid,U6,INR,Rao,2026-07-12,HDFC Bank,900.00,R-4,0,300.00\n"
    )
    assert legs(made, "3") == [("Rao", 900_00, "R-1", "against"), ("Rao", 100_00, "", "on_account"), ("HDFC Bank", -900_00, "", ""), ("", -100_00, "", "")]
    assert legs(made, "5") == [
        ("Rao", 500_00, "R-3", "against"),
        ("Rao", 200_00, "", "on_account"),
        ("HDFC Bank", -711_80, "", ""),
        ("Bank Charges", 11_80, "", ""),
    ]
    assert legs(made, "4") == legs(made, "6") == []
    assert rules(made) == ["register.ledger_by_heading", "register.ledger_open", "register.document_unproven", "register.document_unproven"]
    assert [row.posts for row in made.rows if isinstance(row, RegisterRow)] == [True, True, False, True]  # Only what was withheld waits for its ledger.


def test_money_received_is_debited_to_the_account_that_it_was_deposited_in() -> None:
    made = one("""
        Receipt No,Receipt Date,Client,Deposited To,Amount Received,TDS Receivable,Invoice No,Amount Settled
        R1,13/07/2026,Acme,ICICI,900.00,100.00,I-1,1000.00
        R2,14/07/2026,Beta,ICICI,500.00,0,I-2,500.00
    """)
    assert made.kind is DocumentKind.RECEIPT_REGISTER
    assert vouchers(made)[0] == ("2026-07-13", "R1", (("Acme", -1_000_00), ("ICICI", 900_00), ("TDS Receivable", 100_00)))


def test_void_and_foreign_payments_book_nothing() -> None:
    made = one(PAID + "3,NEFT,1,90.00,90.00,0,Void,,INR,Rao,2026-07-11,HDFC Bank,,,,\n" + "4,NEFT,83,90.00,90.00,0,Paid,,USD,Rao,2026-07-11,HDFC Bank,,,,\n")
    assert legs(made, "3") == legs(made, "4") == []
    assert rules(made) == ["register.cancelled_with_amounts", "register.currency_unclear"]


def test_rows_without_a_number_are_one_payment_only_where_they_come_to_its_amount() -> None:
    made = one("""
        Payment Date,Customer,Deposit To Account,Invoice No,Amount Applied,Payment Amount
        13/07/2026,Acme,ICICI Bank,1001,500.00,800.00
        13/07/2026,Acme,ICICI Bank,1002,300.00,800.00
        14/07/2026,Beta,ICICI Bank,1003,300.00,300.00
        14/07/2026,Beta,ICICI Bank,1004,300.00,300.00
        15/07/2026,Gama,ICICI Bank,1005,100.00,900.00
        15/07/2026,Gama,ICICI Bank,1006,100.00,900.00
    """)
    assert [(row.particulars, int(row.legs[-1].amount)) for row in made.rows if isinstance(row, RegisterRow)] == [
        ("Acme", 800_00),
        ("Beta", 300_00),
        ("Beta", 300_00),
    ]
    assert rules(made) == ["register.document_unproven"] * 2


def test_a_bill_s_amount_is_what_is_settled_of_it_only_where_it_comes_to_the_payment() -> None:
    made = one("""
        Payment Number,Date,Vendor Name,Paid Through,Amount,Unused Amount,Bill Number,Bill Amount
        1,2026-07-13,Acme,HDFC,500.00,0,B-1,300.00
        1,2026-07-13,Acme,HDFC,500.00,0,B-2,200.00
        2,2026-07-14,Acme,HDFC,70.00,0,B-3,900.00
    """)
    assert legs(made, "1") == [("Acme", 300_00, "B-1", "against"), ("Acme", 200_00, "B-2", "against"), ("HDFC", -500_00, "", "")]
    assert legs(made, "2") == [("Acme", 70_00, "", ""), ("HDFC", -70_00, "", "")]


def test_the_code_of_the_account_that_paid_makes_no_ledger_of_the_party() -> None:
    made = one("""
        Payment Number,Date,Vendor Name,Paid Through,Paid Through Account Code,Amount
        1,2026-07-13,Acme,HDFC,1031,500.00
        2,2026-07-14,Rao,Petty Cash,1030,70.00
    """)
    assert vouchers(made)[1] == ("2026-07-14", "2", (("Petty Cash", -70_00), ("Rao", 70_00)))


def test_one_amount_on_several_rows_of_a_payment_is_doubtful_where_nothing_says_what_each_settles() -> None:
    made = one("Payment No,Date,Vendor,Paid Through,Amount\n1,13/07/2026,Acme,HDFC,500.00\n1,13/07/2026,Acme,HDFC,500.00\n2,14/07/2026,Acme,HDFC,70.00\n")
    assert vouchers(made) == [("2026-07-14", "2", (("Acme", 70_00), ("HDFC", -70_00)))] and rules(made) == ["register.document_unproven"]


def test_a_list_whose_direction_nothing_says_is_asked() -> None:
    for table in (
        "Date,Voucher No,Party Name,Payment Account,Amount\n13/07/2026,1,Acme,HDFC Bank,100.00\n",
        "Date,Refund No,Customer Name,Paid Through,Amount\n13/07/2026,1,Acme,HDFC Bank,100.00\n",
    ):
        made = one(table)
        assert made.rows == () and rules(made) == ["register.columns_unproven"] and "received or paid" in made.findings[0].sentence


def test_a_list_of_payments_is_no_bank_statement_unless_a_balance_runs_through_it() -> None:
    def told(table: str) -> bool:
        data = table.encode()
        return are_books(Paper(hashlib.sha256(data).hexdigest(), "list.csv", len(data)), load_sheets(data).sheets[0])

    assert told("Date,Description,Reference Number,Party Name,Payment Account,Amount\n13/07/2026,a,1,Acme,HDFC,100.00\n")
    assert not told("Date,Description,Reference Number,Party Name,Payment Account,Amount,Balance\n13/07/2026,a,1,Acme,HDFC,100.00,100.00\n")
