"""What exports of other programs do besides: serial days, odd delimiters, drafts, several companies, currencies, codes in names, hidden rows, pages of HTML."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from qrt.agents.reading import read_paper
from qrt.core.base.finding import Severity
from qrt.core.documents.books import load_sheets
from qrt.core.documents.headings import hear_heading
from qrt.core.documents.types import BankLine, DocumentKind, Extraction, OpenBillRow, Paper, RegisterRow
from qrt.core.documents.workbook import UnreadableWorkbook
from tests.unit.readers.general import one, read, rules, vouchers

JOURNAL = [("2026-07-01", "JE1", (("Bank", -10_50), ("Rent", 10_50))), ("2026-08-01", "JE2", (("Bank", -20_25), ("Rent", 20_25)))]
TABLE = """
    Journal ID,Effective Date,Natural Account,Net Amount,Header Description
    JE1,46204,Rent,10.50,July
    JE1,46204,Bank,-10.50,July
    JE2,46235.5,Rent,20.25,August
    JE2,46235.5,Bank,-20.25,August
"""


def whole(data: bytes, name: str) -> tuple[Extraction, ...]:
    return read_paper(Paper(hashlib.sha256(data).hexdigest(), name, len(data)), data)


@pytest.mark.parametrize("delimiter", ["|", "^", "~", ";", "\t"])
def test_serial_days_and_a_net_amount_under_any_delimiter(delimiter: str) -> None:
    assert vouchers(one(TABLE.replace(",", delimiter))) == JOURNAL


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("name", ["journal.txt", "journal.xls", "journal.csv"])
def test_any_encoding_under_any_name(encoding: str, name: str) -> None:
    text = "sep=;\r\n" + 'Date;Voucher No;Ledger;Debit;Credit;Narration\r\n13/07/2026;1;Café;1 234,50;0;"two\r\nlines"\r\n13/07/2026;1;Bank;0;1 234,50;\r\n'
    text = text if encoding != "cp1252" else text.replace("two", "zwei ü")
    (made,) = whole(text.encode(encoding), name)
    assert vouchers(made) == [("2026-07-13", "1", (("Bank", -1_234_50), ("Café", 1_234_50)))]


def test_currency_signs_apostrophes_zeros_and_negative_debits() -> None:
    made = one("""
        Date,Voucher No,Ledger,Debit,Credit
        13-07-2026,1,Rent,"₹ 1'234.50",0.00
        13-07-2026,1,Bank,0.00,"Rs. 1,234.50"
        14-07-2026,2,Rent,(50.00),0.00
        14-07-2026,2,Bank,50.00,0.00
    """)
    assert vouchers(made) == [("2026-07-13", "1", (("Bank", -1_234_50), ("Rent", 1_234_50))), ("2026-07-14", "2", (("Bank", 50_00), ("Rent", -50_00)))]


def test_totals_after_each_voucher_and_day_are_no_lines() -> None:
    made = one("""
        Date,Voucher No,Ledger,Debit,Credit,Narration
        13-07-2026,1,Rent,10.00,,
        13-07-2026,1,Bank,,10.00,
        ,,,10.00,10.00,Voucher Total
        14-07-2026,2,Rent,20.00,,
        14-07-2026,2,Bank,,20.00,
        ,,,20.00,20.00,Voucher Total
        14-07-2026,,,30.00,30.00,Day total
        ,,Grand Total,30.00,30.00,
    """)
    assert [number for _, number, _ in vouchers(made)] == ["1", "2"] and rules(made) == []


def test_code_and_name_in_one_cell_are_taken_apart() -> None:
    made = one("Date,Voucher No,G/L Account,Debit,Credit\n13-07-2026,1,400100 - Office Rent,10.00,\n13-07-2026,1,100100 - Bank,,10.00\n")
    assert vouchers(made) == [("2026-07-13", "1", (("Bank", -10_00), ("Office Rent", 10_00)))]


def test_a_number_inside_one_name_is_no_code() -> None:
    made = one("Date,Voucher No,Ledger,Debit,Credit\n13-07-2026,1,194 - Contractors,10.00,\n13-07-2026,1,Bank,,10.00\n")
    assert vouchers(made)[0][2] == (("194 - Contractors", 10_00), ("Bank", -10_00))


STATES = [("Status", "Draft", "Posted"), ("Posted", "No", "Yes"), ("Jrnl Hdr Status", "U", "P"), ("Approval Status", "Pending approval", "Approved")]


@pytest.mark.parametrize(("heading", "no", "yes"), STATES)
def test_what_is_not_posted_does_not_post(heading: str, no: str, yes: str) -> None:
    made = one(
        f"Date,Voucher No,Ledger,Debit,Credit,{heading}\n13-07-2026,1,Rent,1.00,,{no}\n13-07-2026,1,Bank,,1.00,{no}\n14-07-2026,2,Rent,2.00,,{yes}\n14-07-2026,2,Bank,,2.00,{yes}\n"
    )
    assert [(row.number, row.posts) for row in made.rows if isinstance(row, RegisterRow)] == [("1", False), ("2", True)]
    assert rules(made) == ["register.unposted"]


def test_a_reversed_document_posts_like_its_reversal() -> None:
    made = one(
        "Date,Voucher No,Ledger,Debit,Credit,Status\n13-07-2026,1,Rent,1.00,,Reversed\n13-07-2026,1,Bank,,1.00,Reversed\n14-07-2026,2,Bank,1.00,,Posted\n14-07-2026,2,Rent,,1.00,Posted\n"
    )
    assert all(row.posts and not row.cancelled for row in made.rows if isinstance(row, RegisterRow)) and len(made.rows) == 2


def test_each_company_of_a_file_is_an_extraction_of_its_own() -> None:
    alpha, beta = read("""
        Company,Date,Voucher No,Ledger,Debit,Credit
        Alpha Pvt Ltd,13-07-2026,1,Rent,10.00,
        ,13-07-2026,1,Bank,,10.00
        Beta Pvt Ltd,13-07-2026,1,Rent,20.00,
        ,13-07-2026,1,Bank,,20.00
    """)
    assert (alpha.text("company"), beta.text("company")) == ("Alpha Pvt Ltd", "Beta Pvt Ltd")
    assert (alpha.part, vouchers(beta)) == ("Alpha Pvt Ltd", [("2026-07-13", "1", (("Bank", -20_00), ("Rent", 20_00)))])


FOREIGN = "Date,Voucher No,Ledger,Debit,Credit,Currency\n13-07-2026,1,Rent,10.00,,INR\n13-07-2026,1,Bank,,10.00,INR\n14-07-2026,2,Imports,70.00,,USD\n14-07-2026,2,Globex,,70.00,{}\n"


def test_money_that_may_be_foreign_is_not_taken_for_rupees() -> None:
    made = one(FOREIGN.format("USD"))
    assert [number for _, number, _ in vouchers(made)] == ["1"] and rules(made) == ["register.currency_unclear"]


def test_amounts_that_balance_across_currencies_are_the_books_own() -> None:
    assert [number for _, number, _ in vouchers(one(FOREIGN.format("INR")))] == ["1", "2"]


UNKNOWN = """
    Sumber|Tanggal|Bukti|Akun|Nilai|Ket
    X|46204|J1|Rent|10.50|one
    X|46204|J1|Bank|-10.50|one
    X|46235|J2|Salary|20.25|two
    X|46235|J2|Bank|-20.25|two
    X|46236|J3|Salary|30.25|three
    X|46236|J3|Bank|-20.25|three
    X|46236|J3|Creditors|-10.00|three
"""


def test_unknown_headings_are_read_where_every_group_balances_and_the_ledgers_tell_the_sides() -> None:
    assert vouchers(one(UNKNOWN))[2] == ("2026-08-02", "J3", (("Bank", -20_25), ("Creditors", -10_00), ("Salary", 30_25)))


def test_unknown_headings_with_a_rival_or_a_broken_group_are_only_proposed() -> None:
    lone = one(UNKNOWN.replace("Rent", "Konto A").replace("Salary", "Konto B"))
    assert lone.rows == () and rules(lone) == ["register.columns_unproven"] and lone.fields["column.D"].value == "account"
    broken = read(UNKNOWN.replace("-10.00", "-11.00"))
    assert all(not each.rows for each in broken)
    rival = one(
        "\n".join(f"{line.strip()}|{word}" for line, word in zip(UNKNOWN.strip().splitlines(), ("Y", "a", "b", "a", "b", "a", "b", "c"), strict=True)) + "\n"
    )
    assert rival.rows == () and rules(rival) == ["register.columns_unproven"]


PAGE = b"""<html><head><style>td{x:1}</style></head><body><table><tr><td colspan=3>Journal Register</td></tr></table><table>
<tr><th>Date</th><th>Voucher No</th><th>Ledger</th><th>Debit</th><th>Credit</th></tr>
<tr><td>13-07-2026</td><td>1</td><td>Rent &amp; Rates</td><td>1,234.50</td><td></td></tr>
<tr><td>13-07-2026</td><td>1</td><td>Bank</td><td>&nbsp;</td><td>1,234.50</td></tr></table></body></html>"""


def test_a_page_of_html_called_xls_is_read_as_its_table() -> None:
    (made,) = whole(PAGE, "journal.xls")
    assert made.kind is DocumentKind.DAY_BOOK
    assert vouchers(made) == [("2026-07-13", "1", (("Bank", -1_234_50), ("Rent & Rates", 1_234_50)))]


def test_a_page_without_its_tables_is_refused_with_the_way_out() -> None:
    (made,) = whole(b"<html><frameset><frame src='sheet001.htm'></frameset></html>", "book.xls")
    assert made.rows == () and "save it as XLSX" in made.findings[-1].sentence
    with pytest.raises(UnreadableWorkbook, match="without a table"):
        load_sheets(b"<html><body>nothing</body></html>")


def test_spans_of_a_page_move_and_merge_its_cells() -> None:
    (sheet,) = load_sheets(b"<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>").sheets
    assert [sorted((column, cell.text) for column, cell in row.cells.items()) for row in sheet.rows] == [[(0, "a"), (1, "b")], [(1, "c")]]
    assert sheet.merged == ((1, 0, 2, 0),)


def test_hidden_rows_are_read_and_told(sheet_bytes: Callable[..., bytes], tmp_path: Path) -> None:
    import io
    import zipfile

    data = sheet_bytes(
        [["Date", "Voucher No", "Ledger", "Debit", "Credit"], [date(2026, 7, 13), "1", "Rent", 10.0, None], [date(2026, 7, 13), "1", "Bank", None, 10.0]],
    )
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.endswith("sheet1.xml"):
                assert b'<row r="3"' in body
                body = body.replace(b'<row r="3"', b'<row r="3" hidden="1"').replace(b"</sheetData>", b'</sheetData><autoFilter ref="A1:E3"/>')
            new.writestr(name, body)
    made = one(changed.getvalue())
    assert len(made.rows) == 1 and rules(made) == ["register.rows_hidden"] and "rows 3 are hidden by a filter" in made.findings[0].sentence


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Accounted Dr", "debit"), ("Entered Cr", "foreign_credit"), ("Monetary Amount", "amount"), ("Debit (INR)", "debit"), ("Amount in Currency", "foreign_amount"), ("Amount (Debit)", "debit"),
        ("Jrnl Hdr Status", "status"), ("Voucher Subtype", "information"), ("Against Voucher", "assignment"), ("Party Type", "information"), ("Do Ty", "type"), ("N/C", "account_code"),
        ("Vch/Bill No", "number"), ("Ledger Credit Amount", "credit"), ("External Document No.", "reference"), ("Dr/Cr Flag", "side"), ("Untaxed Amount Signed", "taxable"), ("Expense Ledger", "row_ledger"),
    ],
)  # fmt: skip
def test_words_of_many_programs(heading: str, meaning: str) -> None:
    assert hear_heading(heading).meanings[0] == meaning


@pytest.mark.parametrize(
    ("amounts", "wanted"),
    [
        (("-15,200.00", "-8,500.00", "1,200.00"), [-15200_00, -8500_00, 1200_00]),
        (("15,200.00", "8,500.00", "-1,200.00"), [-15200_00, -8500_00, 1200_00]),
    ],
)
def test_payables_that_a_program_writes_as_credits_with_a_minus_are_owed_all_the_same(amounts: tuple[str, ...], wanted: list[int]) -> None:
    lines = [f'Vendor {n},0{n}/28/2027,INV-{n},"{amount}",Accounts Payable' for n, amount in enumerate(amounts, start=1)]
    made = one("\n".join(["Vendor,Due Date,Num,Open Balance,Account", *lines]))
    assert [row.amount for row in made.rows if isinstance(row, OpenBillRow)] == wanted
    assert ("register.sign_by_minus" in rules(made)) is amounts[0].startswith("-")


def test_days_that_a_bill_is_outstanding_are_no_amount_of_it() -> None:
    assert hear_heading("Days Outstanding").meanings[:1] == hear_heading("pending_days").meanings[:1] == ("age",)
    head = "invoice_number,customer_name,invoice_date,due_date,total,status,days_outstanding"
    lines = [f"INV-{n},Customer {n},2026-07-0{n},2026-08-0{n},{n}1800.00,Overdue,{n}43" for n in range(1, 5)]
    (made,) = whole("\n".join([head, *lines]).encode(), "receivable.csv")
    assert not [row for row in made.rows if isinstance(row, OpenBillRow)]


@pytest.mark.parametrize("ledger", ["account_code", "GL Account", "Ledger Name", "account_name"])
def test_entries_that_each_name_a_ledger_are_no_statement_of_a_bank(ledger: str) -> None:
    head = f"entry,posting date,{ledger},debit amount,credit amount,description"
    lines = [f"E{n},2026-07-0{n},Ledger {n},{n}00.00,0.00,line {n}" for n in range(1, 6)]
    assert {each.kind for each in whole("\n".join([head, *lines]).encode(), "gl.csv")} & {DocumentKind.BANK_STATEMENT} == set()


@pytest.mark.parametrize(("out", "into"), [("outflow", "inflow"), ("Dr Amount", "Cr Amount"), ("Money Out", "Money In"), ("Debit Amt", "Credit Amt")])
def test_a_statement_is_told_by_every_heading_that_its_reader_knows(out: str, into: str) -> None:
    data = f"Booking Date,Description,{into},{out},Balance,Account Name\n2026-07-01,a,500.00,0.00,1500.00,Us\n2026-07-02,b,0.00,200.00,1300.00,Us\n".encode()
    (made,) = whole(data, "bank.csv")
    assert (made.kind, made.confidence, [row.amount for row in made.rows if isinstance(row, BankLine)]) == (
        DocumentKind.BANK_STATEMENT,
        0.99,
        [500_00, -200_00],
    )


def test_an_ageing_with_its_days_over_the_columns_gives_its_open_bills() -> None:
    head = "Customer,Invoice,Date,Amount,0-30,31-60,90+,Total Outstanding"
    made = one(f"{head}\nA Ltd,S1,15-07-2026,1000.00,0,600.00,0,600.00\nB Ltd,S2,13-08-2026,2000.00,2000.00,0,0,2000.00")
    assert [(row.party, row.bill, row.amount) for row in made.rows if isinstance(row, OpenBillRow)] == [("A Ltd", "S1", 600_00), ("B Ltd", "S2", 2000_00)]


def test_open_bills_in_another_currency_are_left_out_where_nothing_says_that_their_amounts_are_rupees() -> None:
    rows = "Acme Inc,E1,05-07-2026,04-08-2026,USD,5000.00\nOm Traders,E3,06-07-2026,05-08-2026,INR,5310.00"
    made = one(f"Customer,Invoice No,Invoice Date,Due Date,Currency,Outstanding\n{rows}")
    assert [(row.bill, row.amount) for row in made.rows if isinstance(row, OpenBillRow)] == [("E3", 5310_00)]
    assert [(each.rule, each.severity, each.amount) for each in made.findings] == [("register.currency_unclear", Severity.BLOCKING, 5000_00)]
    told = one(f"Customer,Invoice No,Invoice Date,Due Date,Currency,Outstanding (INR)\n{rows}")
    assert [(row.bill, row.amount) for row in told.rows if isinstance(row, OpenBillRow)] == [("E1", 5000_00), ("E3", 5310_00)]


def test_prices_of_a_stock_statement_with_a_currency_are_no_exchange_rates() -> None:
    made = one("Stock Statement as on 30-09-2026\nItem Name,Unit,Quantity,Rate,Currency,Value\nSteel,KG,10,100.00,INR,1000.00\nResin,KG,5,20.00,USD,100.00")
    assert (made.kind, made.rows, made.findings[0].rule) == (DocumentKind.OTHER, (), "document.header_missing")
