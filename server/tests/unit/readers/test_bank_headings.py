"""What headings and rows of a bank's table are called otherwise, and what proves them: words, flags, totals, openings, several accounts, payments that failed."""

import hashlib

import pytest

from qrt.adapters.bank import read_bank_table
from qrt.agents.reading import read_paper
from qrt.core.documents.types import DocumentKind, Paper

BODY = (
    ("01/10/2026", "NEFT MARUDHAM", "", "1160.00", "9160.00"),
    ("13/10/2026", "RTGS TUNGA SPARES", "2360.00", "", "6800.00"),
    ("15/10/2026", "CHQ PAID KAVERI", "125.00", "", "6675.00"),
)
AMOUNTS = [1160_00, -2360_00, -125_00]


def csv(head: str, *rows: tuple[str, ...]) -> bytes:
    return "\n".join([head, *(",".join(row) for row in rows)]).encode()


def rules(extraction):
    return [finding.rule for finding in extraction.findings]


@pytest.fixture
def table(paper):
    def run(data: bytes):
        return read_bank_table(paper(data, "bank.csv"), data)

    return run


@pytest.mark.parametrize("words", ["Transaction Info", "Payee", "Memo", "Narration / Remarks", "Wozu"])
def test_the_column_of_words_is_taken_whatever_it_is_called(table, words) -> None:
    (made,) = table(csv(f"Date,{words},Debit,Credit,Balance", *BODY))
    assert [row.narration for row in made.rows] == ["NEFT MARUDHAM", "RTGS TUNGA SPARES", "CHQ PAID KAVERI"]


@pytest.mark.parametrize(("other", "own"), [("Posted Date", "Transaction Date"), ("Entry Date", "Date"), ("Transaction Posted Date", "Txn Date")])
def test_a_line_is_of_the_day_on_which_it_was_made(table, other, own) -> None:
    rows = [("30/10/2026", day, *rest) for day, *rest in BODY]
    (made,) = table(csv(f"{other},{own},Narration,Debit,Credit,Balance", *rows))
    assert [row.day.day for row in made.rows] == [1, 13, 15]


def test_what_is_available_is_no_balance_where_there_is_one(table) -> None:
    rows = [(*row[:4], "12000.00", row[4]) for row in BODY]
    (made,) = table(csv("Date,Narration,Debit,Credit,Available Balance,Balance", *rows))
    assert ([row.balance for row in made.rows], rules(made)) == ([9160_00, 6800_00, 6675_00], [])


@pytest.mark.parametrize("label", ["Balance b/d", "Op. Bal.", "Balance Forward", "Previous Balance", "Balance as on 01/10/2026"])
def test_an_opening_balance_among_the_deposits_is_no_deposit(table, label) -> None:
    (made,) = table(csv("Date,Narration,Debit,Credit,Balance", ("01/10/2026", label, "", "8000.00", "8000.00"), *BODY))
    assert ([row.amount for row in made.rows], made.text("opening_balance"), rules(made)) == (AMOUNTS, "8000.00", [])
    (bare,) = table(csv("Date,Narration,Debit,Credit", ("01/10/2026", label, "", "8000.00"), *(row[:4] for row in BODY)))
    assert ([row.amount for row in bare.rows], bare.text("opening_balance")) == (AMOUNTS, "8000.00")


@pytest.mark.parametrize("label", ["Month Total", "Turnover", "October 2026", "C/F"])
def test_a_row_of_what_the_lines_came_to_is_no_line_whatever_it_is_called(table, label) -> None:
    for row in (("31/10/2026", label, "2485.00", "1160.00", ""), ("31/10/2026", label, "2485.00", "1160.00", "6675.00")):
        (made,) = table(csv("Date,Narration,Debit,Credit,Balance", *BODY, row))
        assert ([each.amount for each in made.rows], made.text("closing_balance"), rules(made)) == (AMOUNTS, "6675.00", [])


def test_a_minus_that_repeats_the_column_of_withdrawals_is_no_sign(table) -> None:
    rows = [(day, words, f"-{out}" if out else "", into, balance) for day, words, out, into, balance in BODY]
    (made,) = table(csv("Date,Narration,Withdrawal,Deposit,Balance", *rows))
    assert ([row.amount for row in made.rows], rules(made)) == (AMOUNTS, [])
    (bare,) = table(csv("Date,Narration,Withdrawal,Deposit", *(row[:4] for row in rows)))
    assert [row.amount for row in bare.rows] == AMOUNTS


def test_a_withdrawal_that_was_taken_back_keeps_its_minus(table) -> None:
    rows = (*BODY, ("16/10/2026", "REVERSAL", "-25.00", "", "6700.00"))
    (made,) = table(csv("Date,Narration,Withdrawal,Deposit,Balance", *rows))
    assert ([row.amount for row in made.rows], rules(made)) == ([*AMOUNTS, 25_00], [])


@pytest.mark.parametrize(("heading", "out", "into"), [("Flow", "Out", "In"), ("Direction", "Outward", "Inward"), ("+/-", "-", "+"), ("D/C Mark", "D", "C")])
def test_a_column_of_sides_is_told_by_its_words(table, heading, out, into) -> None:
    rows = [(day, words, paid or got, out if paid else into) for day, words, paid, got, _ in BODY]
    (made,) = table(csv(f"Date,Narration,Amount,{heading}", *rows))
    assert [row.amount for row in made.rows] == AMOUNTS


def test_sides_that_stand_in_a_second_row_of_the_heading_are_heard(table) -> None:
    (made,) = table(csv("Date,Narration,Amount,,Balance", ("", "", "Dr", "Cr", ""), *BODY))
    assert ([row.amount for row in made.rows], rules(made)) == (AMOUNTS, [])


def test_a_payment_that_failed_moved_nothing_where_no_balance_says_so(table) -> None:
    rows = [(*row[:4], "Failed" if "KAVERI" in row[1] else "Success") for row in BODY]
    (made,) = table(csv("Date,Narration,Debit,Credit,Status", *rows))
    assert [row.amount for row in made.rows] == AMOUNTS[:2]
    assert "bank.not_done" in rules(made)
    (proved,) = table(csv("Date,Narration,Debit,Credit,Balance,Status", *((*row, "Failed") for row in BODY)))
    assert ([row.amount for row in proved.rows], rules(proved)) == (AMOUNTS, [])


def test_accounts_that_a_column_names_are_statements_of_their_own(table) -> None:
    rows = [("50100012345678", *row) for row in BODY] + [("60200012345678", "05/10/2026", "B", "100.00", "", "900.00")]
    first, second = table(csv("Account No,Date,Narration,Debit,Credit,Balance", *rows))
    assert (first.text("account_number"), [row.amount for row in first.rows], rules(first)) == ("50100012345678", AMOUNTS, [])
    assert (second.text("account_number"), [row.amount for row in second.rows], rules(second)) == ("60200012345678", [-100_00], [])
    assert first.part != second.part


def test_a_heading_that_comes_again_under_another_account_begins_another_statement(table) -> None:
    head = ("Date", "Narration", "Debit", "Credit", "Balance")
    rows = (head, *BODY, (), ("Account No : 60200012345678",), head, ("05/10/2026", "B", "100.00", "", "900.00"))
    first, second = table(csv("Account No :50100012345678,,,,", *rows))
    assert (first.text("account_number"), len(first.rows), rules(first)) == ("50100012345678", 3, [])
    assert (second.text("account_number"), [row.amount for row in second.rows], rules(second)) == ("60200012345678", [-100_00], [])


def test_headings_that_nobody_knows_as_a_banks_are_believed_where_every_balance_proves_them() -> None:
    def kind(data: bytes) -> DocumentKind:
        return read_paper(Paper(hashlib.sha256(data).hexdigest(), "list.csv", len(data)), data)[0].kind

    assert kind(csv("Date,Narration,Debited,Credited,Balance", *BODY)) is DocumentKind.BANK_STATEMENT
    assert kind(csv("Date,Narration,Debited,Credited,Balance", *((*row[:4], "1.00") for row in BODY))) is not DocumentKind.BANK_STATEMENT


def test_a_statement_with_marks_of_text_and_solidi_is_read(table) -> None:
    rows = [("'" + row[0].replace("/", ""), row[1], *(f"'{text}/-" if text else "" for text in row[2:])) for row in BODY]
    (made,) = table(csv("Date,Narration,Debit,Credit,Balance", *rows))
    assert ([row.amount for row in made.rows], [row.day.day for row in made.rows], rules(made)) == (AMOUNTS, [1, 13, 15], [])


def test_the_day_may_be_posted_on_and_the_cheque_an_instrument(table) -> None:
    rows = [(day, "448812", words, *money) for day, words, *money in BODY]
    (made,) = table(csv("Posted On,Instrument,Remarks,Debit,Credit,Balance", *rows))
    assert [row.amount for row in made.rows] == AMOUNTS
    assert {row.reference for row in made.rows} == {"448812"}
