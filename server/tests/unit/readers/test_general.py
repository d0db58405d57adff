"""Exports of other programs: the vouchers that a bookkeeper would read in them, worked by hand."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from qrt.core.documents.columns import LAYOUT, ColumnMapping, decided_fields, layouts_from
from qrt.core.documents.types import DocumentKind, FieldStatus, MasterRow, OpenBillRow, PartyLine, RateRow, RegisterRow, TrialBalanceRow
from tests.unit.readers.general import one, read, rules, vouchers

STEEL = [
    ("2026-07-01", "1900000001", (("Acme Steel", -118_000_00), ("Input IGST", 18_000_00), ("Purchases Steel", 100_000_00))),
    ("2026-07-05", "1500000002", (("Acme Steel", 118_000_00), ("HDFC Bank", -118_000_00))),
]


def test_a_line_item_list_with_indicator_and_decimal_comma() -> None:
    made = one("""
        Posting Date;Document Number;Document Type;G/L Account;Account Text;Amount in local currency;D/C;Text;Cost Center
        01.07.2026;1900000001;KR;410000;Purchases Steel;100.000,00;S;Steel;CC10
        01.07.2026;1900000001;KR;154000;Input IGST;18.000,00;S;;
        01.07.2026;1900000001;KR;200100;Acme Steel;118.000,00;H;;
        05.07.2026;1500000002;KZ;200100;Acme Steel;118.000,00;S;;
        05.07.2026;1500000002;KZ;113100;HDFC Bank;118.000,00;H;;
        *;;;;;236.000,00;;;
    """)
    assert vouchers(made) == sorted(STEEL)
    assert {row.number: row.base_kind for row in made.rows if isinstance(row, RegisterRow)} == {"1900000001": "purchase", "1500000002": "payment"}
    assert next(leg.cost_centre for row in made.rows if isinstance(row, RegisterRow) for leg in row.legs if leg.ledger == "Purchases Steel") == "CC10"
    assert made.findings == ()


def test_trailing_minus_repeated_headers_and_accounts_above_their_lines() -> None:
    made = one("""
        G/L Account;410000 Purchases Steel;;;
        Pstng Date;DocumentNo;Type;LC amnt amount;Text
        Posting Date;DocumentNo;Type;Amount in local currency;Text
        01.07.2026;1900000001;KR;100.000,00;Steel
        *;;;100.000,00;
        G/L Account;154000 Input IGST;;;
        Posting Date;DocumentNo;Type;Amount in local currency;Text
        01.07.2026;1900000001;KR;18.000,00;
        *;;;18.000,00;
        G/L Account;200100 Acme Steel;;;
        Posting Date;DocumentNo;Type;Amount in local currency;Text
        01.07.2026;1900000001;KR;118.000,00-;
        05.07.2026;1500000002;KZ;118.000,00;
        *;;;0,00;
        G/L Account;113100 HDFC Bank;;;
        Posting Date;DocumentNo;Type;Amount in local currency;Text
        05.07.2026;1500000002;KZ;118.000,00-;
    """)
    assert vouchers(made) == sorted(STEEL)


def test_a_general_ledger_with_ledger_headings_totals_and_balances() -> None:
    made = one("""
        Widgets Pvt Ltd,,,,,,,
        General Ledger,,,,,,,
        "July 1, 2026 - September 30, 2026",,,,,,,
        Date,Transaction Type,Num,Name,Memo/Description,Debit,Credit,Balance
        Cash,,,,,,,
        Beginning Balance,,,,,,,500.00
        05/07/2026,Expense,12,Landlord,July,,100.00,400.00
        31/08/2026,Expense,13,Landlord,August,,150.00,250.00
        Total for Cash,,,,,,250.00,
        Rent,,,,,,,
        05/07/2026,Expense,12,Landlord,July,100.00,,100.00
        31/08/2026,Expense,13,Landlord,August,150.00,,250.00
        Total for Rent,,,,,250.00,,
    """)
    assert vouchers(made) == [("2026-07-05", "12", (("Cash", -100_00), ("Rent", 100_00))), ("2026-08-31", "13", (("Cash", -150_00), ("Rent", 150_00)))]
    assert made.text("company") == "Widgets Pvt Ltd"


@pytest.mark.parametrize("above", ["Company,Widgets Pvt Ltd", "Company:,Widgets Pvt Ltd", "Widgets Pvt Ltd"])
def test_who_keeps_the_books_may_stand_right_above_the_headings(above: str) -> None:
    made = one(
        above
        + """
Date,Voucher No,Voucher Type,Ledger,Debit,Credit,Narration
15-07-2026,S1,Sales,Asha,500,,sale
15-07-2026,S1,Sales,Sales,,500,sale
"""
    )
    assert made.text("company") == "Widgets Pvt Ltd"
    assert len(vouchers(made)) == 1


def test_a_printed_journal_whose_lines_leave_date_and_number_blank() -> None:
    made = one("""
        Date,Voucher No.,Voucher Type,Ledger,Debit,Credit,Narration
        01-Jul-2026,JV/1,Journal,Rent,50000.00,,July rent
        ,,,TDS Payable,,5000.00,
        ,,,Landlord,,45000.00,
        02-Jul-2026,JV/2,Journal,Salary,"1,90,000.00",,
        ,,,Bank,,"1,90,000.00",
        Page 1 of 1,,,,,,
        ,,,Grand Total,"2,40,000.00","2,40,000.00",
        *** End of report ***,,,,,,
    """)
    assert [(day, number) for day, number, _ in vouchers(made)] == [("2026-07-01", "JV/1"), ("2026-07-02", "JV/2")]
    assert made.findings == ()


@pytest.mark.parametrize(
    ("header", "lines"),
    [
        (
            "Buchungsdatum;Belegnummer;Konto;Kontobezeichnung;Soll;Haben;Buchungstext",
            ("01.07.2026;7;4200;Miete;1.000,50;;x", "01.07.2026;7;1200;Bank;;1.000,50;x"),
        ),
        (
            "Date d'écriture;N° de pièce;Compte;Intitulé du compte;Débit;Crédit;Libellé",
            ("01/07/2026;7;613;Miete;1 000,50;;x", "01/07/2026;7;512;Bank;;1 000,50;x"),
        ),
        ("Fecha;Asiento;Cuenta;Descripción cuenta;Debe;Haber;Concepto", ("01/07/2026;7;621;Miete;1.000,50;;x", "01/07/2026;7;572;Bank;;1.000,50;x")),
        (
            "Boekdatum;Boekstuknummer;Grootboek;Naam rekening;Debet;Credit;Omschrijving",
            ("01-07-2026;7;4000;Miete;1.000,50;;x", "01-07-2026;7;1000;Bank;;1.000,50;x"),
        ),
        ("दिनांक;वाउचर संख्या;खाता;नाम;जमा;विवरण", ("01-07-2026;7;Miete;1,000.50;;x", "01-07-2026;7;Bank;;1,000.50;x")),
        ("Dinank;Voucher Kramank;Khata;Naam;Jama;Vivaran", ("01-07-2026;7;Miete;1,000.50;;x", "01-07-2026;7;Bank;;1,000.50;x")),
        (
            "Effective Date;Journal No;Account;Account Description;Accounted DR;Accounted CR;Line Description",
            ("01-JUL-26;7;10.4200;Miete;1000.50;;x", "01-JUL-26;7;10.1200;Bank;;1000.50;x"),
        ),
    ],
)
def test_headings_of_seven_ways_of_writing_name_the_same_voucher(header: str, lines: tuple[str, str]) -> None:
    made = one("\n".join((header, *lines)))
    assert vouchers(made) == [("2026-07-01", "7", (("Bank", -1_000_50), ("Miete", 1_000_50)))]


def test_the_books_own_currency_counts_and_the_foreign_one_is_kept_beside() -> None:
    made = one("""
        Posting date,Doc no,Account,Currency,Document currency,,Local currency,,Exchange rate
        ,,,,Debit,Credit,Debit,Credit,
        01/07/2026,1,Import purchases,USD,1000.00,,83500.00,,83.5
        01/07/2026,1,Globex Inc,USD,,1000.00,,83500.00,83.5
        02/07/2026,2,Rent,INR,500.00,,500.00,,1
        02/07/2026,2,Bank,INR,,500.00,,500.00,1
    """)
    assert vouchers(made)[0][2] == (("Globex Inc", -83_500_00), ("Import purchases", 83_500_00))
    legs = {leg.ledger: leg for row in made.rows if isinstance(row, RegisterRow) for leg in row.legs}
    assert (legs["Globex Inc"].currency, legs["Globex Inc"].foreign_amount, legs["Globex Inc"].rate) == ("USD", -1_000_00, Decimal("83.5"))
    assert legs["Rent"].currency == ""


def test_a_debit_and_a_credit_account_on_one_row() -> None:
    made = one("""
        Date,Ref,Debit Account,Credit Account,Amount,Description
        01/07/2026,1,Rent,Bank,"5,000.00",July
        02/07/2026,2,Salary,Bank,"60,000.00",July
    """)
    assert vouchers(made)[1] == ("2026-07-02", "2", (("Bank", -60_000_00), ("Salary", 60_000_00)))


def test_several_tables_in_one_sheet_are_read_each_by_its_own_header() -> None:
    bills, rates = read("""
        Bills Payable as on 30-09-2026,,,,
        Date,Ref. No.,Party's Name,Pending Amount,Due on
        1-Jul-26,A/1,Acme,"1,000.00",31-Jul-26
        5-Jul-26,A/2,Acme,500.00,4-Aug-26
        Total,,,"1,500.00",
        ,,,,
        Exchange rates as on 30-09-2026,,,,
        Currency,Exchange Rate,Date,,
        USD,83.5012,30-09-2026,,
        JPY (100),56.10,30-09-2026,,
    """)
    assert [(row.party, row.bill, row.amount, row.due_day) for row in bills.rows if isinstance(row, OpenBillRow)] == [
        ("Acme", "A/1", -1_000_00, date(2026, 7, 31)),
        ("Acme", "A/2", -500_00, date(2026, 8, 4)),
    ]
    assert [(row.currency, row.rate) for row in rates.rows if isinstance(row, RateRow)] == [("USD", Decimal("83.5012")), ("JPY", Decimal("0.561"))]
    assert bills.part != rates.part


def test_a_trial_balance_in_german_is_the_same_trial_balance() -> None:
    made = one("""
        Summen- und Saldenliste;;;;;
        Kontonummer;Kontobezeichnung;Anfangssaldo;Soll;Haben;Endsaldo
        1000;Kasse;100,00;1.050,00;0,00;1.150,00
        2000;Kapital;-100,00;0,00;1.050,00;-1.150,00
        Summe;;0,00;1.050,00;1.050,00;0,00
    """)
    assert [(row.name, row.opening, row.debit, row.closing) for row in made.rows if isinstance(row, TrialBalanceRow)] == [
        ("Kasse", 100_00, 1_050_00, 1_150_00),
        ("Kapital", -100_00, 0, -1_150_00),
    ]


def test_a_chart_of_accounts_gives_masters_with_their_groups() -> None:
    made = one("""
        Account Code,Account Name,Account Type
        1000,Cash,Bank
        4000,Sales,Income
    """)
    assert made.kind is DocumentKind.CHART_OF_ACCOUNTS
    assert [(row.name, row.parent, row.aliases) for row in made.rows if isinstance(row, MasterRow)] == [
        ("Cash", "Bank", ("1000",)),
        ("Sales", "Income", ("4000",)),
    ]


def test_a_vendors_statement_is_turned_to_our_side() -> None:
    made = one("""
        Acme Steel Pvt Ltd,,,,,
        Vendor Statement,,,,,
        Date,Document Type,Document No,Debit,Credit,Balance
        Opening Balance,,,,,100.00
        01/07/2026,Invoice,INV-1,1000.00,,1100.00
        05/07/2026,Payment,R-1,,900.00,200.00
    """)
    assert [(row.what, row.amount) for row in made.rows if isinstance(row, PartyLine)] == [("opening", -100_00), ("invoice", -1_000_00), ("payment", 900_00)]
    assert made.findings == ()


def test_an_opening_balance_without_dr_or_cr_is_on_the_side_to_which_the_rows_move_it() -> None:
    made = one("""
        Ojas Instruments,,,,,
        Vendor Statement,,,,,
        Date,Document Type,Document No,Debit,Credit,Balance
        Opening Balance,,,,,100.00
        01/07/2026,Invoice,INV-1,,1000.00,1100.00
        05/07/2026,Payment,R-1,900.00,,200.00
    """)
    rows = [row for row in made.rows if isinstance(row, PartyLine)]
    # They owe us 100 and 1,000 more, and paid 900: what we are owed is positive.
    assert [(row.what, row.amount, row.balance) for row in rows] == [("opening", 100_00, 100_00), ("invoice", 1_000_00, 1_100_00), ("payment", -900_00, 200_00)]
    assert made.findings == ()


def test_month_first_only_where_the_column_proves_it() -> None:
    american = "Date,Journal No,Account,Debit,Credit\n07/13/2026,1,Rent,10.00,\n07/13/2026,1,Bank,,10.00\n07/02/2026,2,Rent,5.00,\n07/02/2026,2,Bank,,5.00\n"
    assert [day for day, _, _ in vouchers(one(american))] == ["2026-07-02", "2026-07-13"]
    undecided = "Date,Journal No,Account,Debit,Credit\n07/02/2026,2,Rent,5.00,\n07/02/2026,2,Bank,,5.00\n"
    assert [day for day, _, _ in vouchers(one(undecided))] == ["2026-02-07"]
    both = american.replace("07/02/2026", "25/07/2026")
    assert "register.date_invalid" in rules(one(both))


def test_merged_cells_and_serial_dates_of_a_workbook(sheet_bytes: Callable[..., bytes]) -> None:
    made = one(
        sheet_bytes(
            [
                ["Date", "Document No", "Account Name", "Debit", "Credit"],
                [(46204.0, "General"), "J1", "Rent", 100.5, None],
                [None, None, "Bank", None, 100.5],
                [date(2026, 7, 3), "J2", "Salary", 200.0, None],
                [None, None, "Bank", None, 200.0],
            ],
            merged=("A2:A3", "B2:B3"),
        )
    )
    assert [(day, number) for day, number, _ in vouchers(made)] == [("2026-07-01", "J1"), ("2026-07-03", "J2")]


BAD = """
    Date,Voucher No,Ledger,Debit,Credit
    31-Feb-2026,1,Rent,100.00,
    31-Feb-2026,1,Bank,,100.00
    01-Jul-2026,2,Rent,100.123,
    01-Jul-2026,2,Bank,,100.12
    02-Jul-2026,3,Rent,abc,
    02-Jul-2026,3,Bank,,90.00
    03-Jul-2026,4,Rent,100.00,
    03-Jul-2026,4,Bank,,90.00
    04-Jul-2026,5,Rent,70.00,
    04-Jul-2026,5,Bank,,70.00
    05-Jul-2026,6,Rent,10.00,
    05-Jul-2026,6,Bank,,10.00
    06-Jul-2026,7,Rent,20.00,
    06-Jul-2026,7,Bank,,20.00
    ,,Bank,5.00,
    Total,,,999.00,390.12
"""


def test_each_bad_row_is_named_with_its_row_and_cause_and_no_half_voucher_is_left() -> None:
    made = one(BAD)
    said = {finding.evidence[0].row: (finding.rule, finding.sentence) for finding in made.findings}
    assert said[2][0] == "register.date_invalid" and "31-Feb-2026" in said[2][1] and "does not exist" in said[2][1]
    assert said[4][0] == "register.amount_unreadable" and "finer than a paisa: 100.123" in said[4][1] and "D4" in said[4][1]
    assert said[6][0] == "register.amount_unreadable" and "'abc'" in said[6][1]
    assert said[8][0] == "register.row_unbalanced" and "10.00" in said[8][1] and "rows 8, 9" in said[8][1]
    assert said[16][0] == "register.date_missing"
    assert [finding.rule for finding in made.findings if finding.evidence[0].row == 17] == ["register.total_mismatch", "register.total_mismatch"]
    assert all("export.csv" in finding.sentence for finding in made.findings)
    assert {number for _, number, _ in vouchers(made)} == {"4", "5", "6", "7"}


def test_a_voucher_outside_the_papers_own_span_is_named() -> None:
    made = one("""
        Journal Listing,,,,
        Period: 01-07-2026 to 30-09-2026,,,,
        Date,Voucher No,Ledger,Debit,Credit
        01-07-2026,1,Rent,10.00,
        01-07-2026,1,Bank,,10.00
        01-10-2026,2,Rent,10.00,
        01-10-2026,2,Bank,,10.00
    """)
    assert rules(made) == ["register.outside_span"]


def test_two_headings_that_are_equal_are_told() -> None:
    made = one("""
        Date,Voucher No,Ledger,Debit,Credit,Ledger
        01-07-2026,1,Rent,10.00,,x
        01-07-2026,1,Bank,,10.00,y
    """)
    assert "register.header_duplicate" in rules(made)


def test_amounts_that_two_decimal_signs_fit_are_not_taken() -> None:
    table = 'Date,Txn No,Account,Amount\n01/07/2026,1,Rent,"1,500"\n01/07/2026,1,Cash,"-1,500"\n'
    made = one(table)
    assert made.rows == () and rules(made) == ["register.columns_unproven"] and "decimal" in made.findings[0].sentence
    assert made.fields["column.D"].status is FieldStatus.REVIEW
    said = one(table, {made.text(LAYOUT): ColumnMapping(decimal=".")})
    assert vouchers(said) == [("2026-07-01", "1", (("Cash", -1_500_00), ("Rent", 1_500_00)))]


def test_a_table_that_nothing_balances_keeps_its_kind_and_shows_what_its_columns_were_taken_for() -> None:
    made = one("""
        Date,Voucher No,Ledger,Debit,Credit
        01-07-2026,1,Rent,10.00,
        02-07-2026,2,Bank,,20.00
    """)
    assert made.rows == () and made.kind is DocumentKind.DAY_BOOK
    assert decided_fields(made.fields) == {"A": "date", "B": "number", "C": "account", "D": "debit", "E": "credit"}


PURCHASES = """
    Purchase Register,,,,,,
    Bill Date,Bill No,Supplier,Taxable Value,CGST,SGST,Total
    01/07/2026,B1,Acme,1000.00,90.00,90.00,1180.00
"""


def test_a_heading_that_names_no_ledger_waits_until_a_person_names_it() -> None:
    first = one(PURCHASES)
    assert rules(first) == ["register.ledger_open"] and not any(row.posts for row in first.rows) and first.kind is DocumentKind.PURCHASE_REGISTER
    mapping = layouts_from({"columns": {"Taxable Value": "ledger:Purchase of goods", "CGST": "ledger:Input CGST", "SGST": "ledger:Input SGST"}}, "test")
    (made,) = read(PURCHASES, mapping)
    assert vouchers(made) == [("2026-07-01", "B1", (("Acme", -1_180_00), ("Input CGST", 90_00), ("Input SGST", 90_00), ("Purchase of goods", 1_000_00)))]
    assert made.fields["column.D"].source == "person"


def test_a_corrected_mapping_turns_the_side_of_signed_amounts() -> None:
    table = "Date,Txn No,Account,Amount\n01/07/2026,1,Rent,-100.50\n01/07/2026,1,Cash,100.50\n02/07/2026,2,Salary,-7.25\n02/07/2026,2,Cash,7.25\n"
    doubtful = one(table)
    assert "register.sign_unclear" in rules(doubtful)
    turned = one(table, {doubtful.text(LAYOUT): ColumnMapping({"amount": "amount_credit_positive"})})
    assert vouchers(turned)[0] == ("2026-07-01", "1", (("Cash", -100_50), ("Rent", 100_50)))


def test_a_bank_statement_is_not_taken_for_books() -> None:
    (made,) = read("Date,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance\n01/07/26,NEFT,1,01/07/26,,100.00,100.00\n")
    assert made.kind is DocumentKind.OTHER and made.rows == ()
