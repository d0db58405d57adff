"""A list with date, debit, credit and balance can be a bank's, a party's or the books' own: what stands in it tells."""

import hashlib

from qrt.agents.reading import read_paper
from qrt.core.documents.types import DocumentKind, Paper, PartyLine


def _kinds(table: str) -> list[DocumentKind]:
    data = table.encode()
    return [each.kind for each in read_paper(Paper(hashlib.sha256(data).hexdigest(), "list.csv", len(data)), data)]


def test_a_general_ledger_with_a_running_balance_is_the_books() -> None:
    table = "Date,Account,Description,Debit,Credit,Balance,Doc No\n01/07/2026,Rent,July,10.00,,10.00,1\n01/07/2026,Bank,July,,10.00,-10.00,1\n"
    assert _kinds(table) == [DocumentKind.DAY_BOOK]


def test_a_bank_statement_that_names_its_account_on_each_line_stays_a_bank_statement() -> None:
    table = (
        "Account No,Date,Description,Transaction ID,Debit,Credit,Balance\n500123,01/07/2026,NEFT A,T1,10.00,,90.00\n500123,02/07/2026,NEFT B,T2,,20.00,110.00\n"
    )
    assert _kinds(table) == [DocumentKind.BANK_STATEMENT]


def test_a_bank_statement_with_types_of_payment_is_no_partys_statement() -> None:
    table = (
        "Kotak Bank\nStatement of Account\nDate,Transaction Type,Reference No,Description,Debit,Credit,Balance\n"
        "01/07/2026,Payment,T1,NEFT A,10.00,,90.00\n02/07/2026,Deposit,T2,NEFT B,,20.00,110.00\n"
    )
    assert _kinds(table) == [DocumentKind.BANK_STATEMENT]


def test_a_vendors_list_of_invoices_and_payments_is_a_partys_statement() -> None:
    table = "Date,Type,Doc No,Debit,Credit,Balance\n01/07/2026,Invoice,I1,10.00,,10.00\n02/07/2026,Payment,P1,,10.00,0.00\n"
    assert _kinds(table) == [DocumentKind.PARTY_STATEMENT]


def test_an_account_with_voucher_types_is_out_of_the_books_and_never_a_banks_list() -> None:
    table = "Ledger Account: Narmada Spares\nDate,Particulars,Vch Type,Vch No.,Debit,Credit,Balance\n05-07-2026,Purchase,Purchase,P/101,,11800.00,61800.00\n15-07-2026,HDFC Bank,Payment,PY/7,50000.00,,11800.00\n"
    assert _kinds(table) == [DocumentKind.DAY_BOOK]


def test_a_bank_book_with_voucher_types_stays_a_bank_book() -> None:
    table = (
        "HDFC Bank Book\nDate,Particulars,Vch Type,Vch No.,Debit,Credit,Balance\n"
        "05-07-2026,Acme,Receipt,R/1,11800.00,,61800.00\n15-07-2026,Narmada Spares,Payment,PY/7,,50000.00,11800.00\n"
    )
    assert _kinds(table) == [DocumentKind.BANK_BOOK]


PARTYS = (
    "Kaveri Castings Pvt Ltd\n{title}\nDate,Particulars,Vch No.,Debit,Credit,Balance\n01-07-2026,Opening Balance,,,,50000.00\n"
    "05-07-2026,Sales,INV/101,118000.00,,168000.00\n15-07-2026,Receipt NEFT,RC/55,,50000.00,118000.00\n20-08-2026,Sales,INV/140,59000.00,,177000.00\n"
)


def test_a_partys_ledger_with_particulars_and_one_balance_is_its_statement() -> None:
    assert _kinds(PARTYS.format(title="Statement of account of Shakti Precision Parts")) == [DocumentKind.PARTY_STATEMENT]


def test_the_same_under_a_banks_name_or_with_a_balance_that_rises_with_credits_is_a_banks() -> None:
    assert _kinds(PARTYS.format(title="Statement of account with Federal Bank")) == [DocumentKind.BANK_STATEMENT]
    turned = PARTYS.replace("Debit,Credit", "Credit,Debit").format(title="Statement of account")
    assert _kinds(turned) == [DocumentKind.BANK_STATEMENT]


def test_where_a_person_says_that_it_is_a_partys_statement_it_is_read_as_one() -> None:
    data = PARTYS.format(title="From 01-07-2026 to 30-09-2026").encode()
    paper = Paper(hashlib.sha256(data).hexdigest(), "list.csv", len(data))
    (unsaid,) = read_paper(paper, data)
    assert [(each.rule, each.severity.value) for each in unsaid.findings if each.rule == "bank.columns_swapped"] == [("bank.columns_swapped", "error")]
    (said,) = read_paper(paper, data, said=DocumentKind.PARTY_STATEMENT)
    assert said.kind is DocumentKind.PARTY_STATEMENT
    assert [row.amount for row in said.rows if isinstance(row, PartyLine)] == [-5_000_000, -11_800_000, 5_000_000, -5_900_000]
