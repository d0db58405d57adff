"""Open bills and statements of parties: what counts the other way, what is open no more, and lines of which no amount is known."""

import pytest

from qrt.core.base.finding import Severity
from qrt.core.documents.types import Extraction, OpenBillRow, PartyLine
from tests.unit.readers.general import one, rules


def bills(made: Extraction) -> list[tuple[str, int]]:
    return [(row.bill, row.amount) for row in made.rows if isinstance(row, OpenBillRow)]


def lines(made: Extraction) -> list[tuple[str, str, int]]:
    return [(row.what, row.reference, row.amount) for row in made.rows if isinstance(row, PartyLine)]


@pytest.mark.parametrize(
    ("title", "types", "signs"),
    [
        ("Bills Receivable", ("Invoice", "Credit Note", "Debit Note"), (1, -1, 1)),
        ("Bills Receivable", ("Invoice", "Receipt", "Invoice"), (1, -1, 1)),
        ("Bills Payable", ("Bill", "Debit Note", "Payment"), (-1, 1, 1)),
    ],
)
def test_a_credit_among_open_bills_without_a_sign_counts_the_other_way_and_is_told(title: str, types: tuple[str, ...], signs: tuple[int, ...]) -> None:
    body = "\n".join(f"{said},D/{n},Acme,0{n}-07-2026,{n}00.00" for n, said in enumerate(types, start=1))
    made = one(f"{title}\nType,Ref. No.,Party's Name,Date,Pending Amount\n{body}")
    assert bills(made) == [(f"D/{n}", sign * n * 100_00) for n, sign in enumerate(signs, start=1)]
    assert rules(made) == ["register.sign_by_type"]
    signed = one(f"{title}\nType,Ref. No.,Party's Name,Date,Pending Amount\n{body.replace('200.00', '-200.00')}")
    assert "register.sign_by_type" not in rules(signed)


@pytest.mark.parametrize("status", ["Paid", "Fully paid", "Settled", "Void", "Cancelled"])
def test_a_bill_that_is_marked_as_settled_is_left_out_with_its_amount(status: str) -> None:
    made = one(f"Bills Receivable\nRef. No.,Party's Name,Date,Pending Amount,Status\nS/1,Acme,01-07-2026,100.00,Open\nS/2,Acme,05-07-2026,200.00,{status}")
    assert bills(made) == [("S/1", 100_00)]
    assert [(each.rule, each.severity, each.amount) for each in made.findings] == [("register.bill_settled", Severity.WARNING, 200_00)]


def test_the_number_of_an_order_is_not_that_of_the_bill() -> None:
    made = one("Bills Receivable\nDate,PO No,Invoice No,Customer,Outstanding\n01-07-2026,P1,S/1,Acme,100.00\n05-07-2026,P2,S/2,Acme,200.00")
    assert bills(made) == [("S/1", 100_00), ("S/2", 200_00)]
    assert bills(one("Bills Receivable\nDate,PO No,Customer,Outstanding\n01-07-2026,P1,Acme,100.00")) == [("P1", 100_00)]


def test_receivables_that_are_all_below_nothing_are_told() -> None:
    made = one("Bills Receivable\nDate,Invoice No,Customer,Outstanding\n01-07-2026,S/1,Acme,-100.00\n05-07-2026,S/2,Acme,(200.00)")
    assert (bills(made), rules(made)) == ([("S/1", -100_00), ("S/2", -200_00)], ["register.sign_unclear"])


STATEMENT = """
Acme Steel Pvt Ltd,,,,,
Vendor Statement,,,,,
Date,Document Type,Document No,{debit},{credit},{balance}
{opening},,,,,100.00
01/07/2026,Invoice,INV-1,1000.00,,1100.00
05/07/2026,Payment,R-1,,900.00,200.00
"""
READ = [("opening", "", -100_00), ("invoice", "INV-1", -1_000_00), ("payment", "R-1", 900_00)]


def statement(debit: str = "Debit", credit: str = "Credit", balance: str = "Balance", opening: str = "Opening Balance") -> Extraction:
    return one(STATEMENT.lstrip("\n").format(debit=debit, credit=credit, balance=balance, opening=opening))


@pytest.mark.parametrize(
    "words", [{"balance": "Balance Due"}, {"balance": "Outstanding"}, {"opening": "B/F"}, {"opening": "Balance b/d"}, {"opening": "Brought forward"}]
)
def test_a_statement_opens_with_what_it_calls_by_other_words(words: dict[str, str]) -> None:
    made = statement(**words)
    assert (lines(made), rules(made)) == (READ, [])


@pytest.mark.parametrize("words", [{"debit": "Charges"}, {"debit": "Invoice Amount"}, {"credit": "Received"}])
def test_lines_whose_amounts_are_not_known_are_told_and_not_passed_over(words: dict[str, str]) -> None:
    made = statement(**words)
    assert not made.rows
    assert rules(made).count("party.amount_unknown") == 2


def test_payments_of_a_statement_without_signs_are_told_by_their_type() -> None:
    made = one("Acme Steel Pvt Ltd\nVendor Statement\nDate,Document Type,Document No,Amount\n01/07/2026,Invoice,INV-1,1000.00\n05/07/2026,Payment,R-1,900.00")
    assert (lines(made), rules(made)) == (READ[1:], ["party.sign_by_type"])
    signed = one(
        "Acme Steel Pvt Ltd\nVendor Statement\nDate,Document Type,Document No,Amount\n01/07/2026,Invoice,INV-1,1000.00\n05/07/2026,Payment,R-1,-900.00"
    )
    assert (lines(signed), rules(signed)) == (READ[1:], [])


def test_a_statement_in_another_currency_is_left_out() -> None:
    head = "Acme Inc\nVendor Statement\nDate,Document Type,Document No,Currency,Debit,Credit"
    made = one(f"{head}\n01/07/2026,Invoice,INV-1,USD,1000.00,\n05/07/2026,Payment,R-1,INR,,900.00")
    assert lines(made) == READ[2:]
    assert [(each.rule, each.severity, each.amount) for each in made.findings] == [("register.currency_unclear", Severity.BLOCKING, 1000_00)]
