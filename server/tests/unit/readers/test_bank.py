"""Bank statements: tables, MT940, CAMT."""

import json
from datetime import date
from decimal import Decimal

import pytest

from qrt.adapters.bank import read_bank_table, read_camt, read_mt940
from qrt.core.base.finding import Severity
from qrt.core.documents.types import DocumentKind

MT940 = (
    "betterplace__sepa_mt9401", "betterplace__sepa_snippet_broken", "cmxl__mt940", "jejik__abnamro", "jejik__ing", "jejik__postfinance", "jejik__rabobank", "jejik__triodos", "mBank__mt942",
    "sberbank__171011_01234945", "self-provided__february_30", "self-provided__malformed_details", "self-provided__multiline", "self-provided__raiffeisen-cmi",
    "self-provided__transaction_details_wrapped", "self-provided__wrapped_timestamp",
)  # fmt: skip
CAMT = (
    "camt052.v1", "camt052.v2.with-account-name", "camt052.v4", "camt052.v6", "camt053.v2.all-balance-types", "camt053.v2.minimal.ultimate", "camt053.v2.multi.statement",
    "camt053.v2.with-party-ids", "camt053.v3", "camt053.v8", "camt054.v2", "camt054.v8-with-UETR", "camt054.v8",
)  # fmt: skip


def rules(extraction):
    return [finding.rule for finding in extraction.findings]


def amounts(extraction):
    return [row.amount for row in extraction.rows]


@pytest.fixture
def table(paper):
    def run(text: str | bytes, encoding: str = "utf-8"):
        data = text if isinstance(text, bytes) else text.encode(encoding)
        (made,) = read_bank_table(paper(data, "bank.csv"), data)
        return made

    return run


HDFC = """HDFC BANK Ltd.,,,,,,
Account No :50100012345678,,,,,,
RTGS/NEFT IFSC : HDFC0001234,,,,,,
Statement From : 01/10/2026 To : 31/10/2026,,,,,,
********,**********,********,****,****,****,****
Date,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance
01/10/26,NEFT CR-SBIN0001234-MARUDHAM,SBINN26274112345,01/10/26,,"1,16,000.00","9,16,000.00"
03/10/26,RTGS DR-TUNGABHADRA,HDFCR52026100398765432,03/10/26,"2,36,000.00",,"6,80,000.00"
,SPARES LTD,,,,,
31/10/26,CHARGES INCL GST 18%,,31/10/26,118.00,,"6,79,882.00"
STATEMENT SUMMARY :-,,,,,,
Opening Balance,Dr Count,Cr Count,Debits,Credits,Closing Bal,
"8,00,000.00",2,1,"2,36,118.00","1,16,000.00","6,79,882.00",
"""


def test_a_line_with_a_withdrawal_and_a_deposit_is_one_amount_and_that_is_said(table) -> None:
    made = table(HDFC.replace('"2,36,000.00",,"6,80,000.00"', '"2,37,000.00","1,000.00","6,80,000.00"'))
    assert amounts(made) == [1_16_000_00, -2_36_000_00, -118_00]
    (said,) = [finding for finding in made.findings if finding.rule == "bank.both_sides"]
    assert said.severity is Severity.WARNING and said.amount == 1_000_00 and [place.row for place in said.evidence] == [8]


def test_a_statement_with_address_above_and_summary_below_is_read_and_proven(table) -> None:
    made = table(HDFC)
    assert made.kind is DocumentKind.BANK_STATEMENT
    assert amounts(made) == [116000_00, -236000_00, -118_00]
    assert made.rows[1].narration == "RTGS DR-TUNGABHADRA SPARES LTD"
    assert (made.rows[0].reference, made.rows[0].day, made.rows[0].balance, made.rows[0].place.row) == ("SBINN26274112345", date(2026, 10, 1), 916000_00, 7)
    assert {name: field.value for name, field in made.fields.items()} == {
        "account_number": "50100012345678",
        "ifsc": "HDFC0001234",
        "bank": "HDFC Bank",
        "currency": "INR",
        "opening_balance": "800000.00",
        "closing_balance": "679882.00",
        "period_from": "2026-10-01",
        "period_to": "2026-10-31",
    }
    assert rules(made) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_encoding_of_the_file_changes_nothing(table, encoding) -> None:
    assert amounts(table(HDFC.replace("CHARGES", "CHARGÉS"), encoding)) == [116000_00, -236000_00, -118_00]


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_any_delimiter_is_found(table, delimiter) -> None:
    rows = [
        "Txn Date,Value Date,Description,Ref No./Cheque No.,Debit,Credit,Balance",
        "1 Sep 2026,1 Sep 2026,TO X,,100.00,,900.00",
        "2 Sep 2026,1 Sep 2026,BY Y,,,1.50,901.50",
    ]
    assert amounts(table("\n".join(row.replace(",", delimiter) for row in rows))) == [-100_00, 1_50]


def test_newest_first_comes_out_oldest_first(table) -> None:
    made = table("Date,Description,Debit,Credit,Balance\n03/10/2026,c,,5.00,95.00\n02/10/2026,b,,10.00,90.00\n01/10/2026,a,20.00,,80.00\n")
    assert [row.narration for row in made.rows] == ["a", "b", "c"]
    assert rules(made) == []


def test_the_order_within_one_day_follows_the_balances(table) -> None:
    made = table("Date,Description,Debit,Credit,Balance\n01/10/2026,b,,10.00,90.00\n01/10/2026,a,20.00,,80.00\n")
    assert [row.narration for row in made.rows] == ["a", "b"]
    assert rules(made) == []


def test_columns_are_exchanged_only_when_that_alone_proves_the_balances(table) -> None:
    made = table("Tran Date,CHQNO,PARTICULARS,DR,CR,BAL\n03-10-2026,-,a,500.00,,500.00\n04-10-2026,-,b,500.00,,1000.00\n05-10-2026,-,c,,100.00,900.00\n")
    assert amounts(made) == [500_00, 500_00, -100_00]
    assert [(each.rule, each.severity) for each in made.findings] == [("bank.columns_swapped", Severity.ERROR)]


def test_a_break_in_the_balances_names_both_rows(table) -> None:
    made = table(
        "Date,Description,Debit,Credit,Balance\n01/10/2026,a,,10.00,100.00\n02/10/2026,b,,10.00,110.00\n03/10/2026,c,,10.00,125.00\n04/10/2026,d,5.00,,120.00\n"
    )
    (finding,) = made.findings
    assert (finding.rule, finding.amount, finding.severity) == ("bank.balance_breaks", 5_00, Severity.ERROR)
    assert [place.row for place in finding.evidence] == [4, 3]


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("Date,Description,Amount,Dr/Cr,Balance", ['"1,23,456.78",DR,"1,000.00 Cr"', '500.00,CR,"1,500.00 Cr"'], [-123456_78, 500_00]),
        ("Date,Description,Amount,Balance", ['"1,000.00 Cr",5000.00', "200.00 Dr,4800.00"], [1000_00, -200_00]),
        ("Date,Description,Amount,Balance", ["-1000.00,5000.00", "200.00,5200.00"], [-1000_00, 200_00]),
        ("Date,Description,Amount,Balance", ["(1000.00),5000.00", "200.00,5200.00"], [-1000_00, 200_00]),
        ("Date,Description,Withdrawal Amount (INR ),Deposit Amount (INR ),Balance (INR )", ["10.00,0.00,90.00", "0.00,5.00,95.00"], [-10_00, 5_00]),
        ("Date,Description,Debit,Credit,Balance", ["10.00 Dr,,500.00 Dr", ",5.00 Cr,495.00 Dr"], [-10_00, 5_00]),
    ],
)
def test_every_way_to_write_the_side_of_an_amount_is_understood(table, header, cells, expected) -> None:
    made = table(header + "\n" + "\n".join(f"0{day}/10/2026,x,{cell}" for day, cell in enumerate(cells, 1)) + "\n")
    assert amounts(made) == expected
    assert rules(made) == []


def test_an_overdrawn_balance_is_negative(table) -> None:
    made = table("Date,Description,Debit,Credit,Balance\n01/10/2026,x,10.00,,500.00 Dr\n02/10/2026,y,,5.00,495.00 Dr\n")
    assert [row.balance for row in made.rows] == [-500_00, -495_00]


def test_an_amount_without_side_takes_the_one_that_its_balance_proves_or_stays_out(table) -> None:
    made = table("Date,Description,Amount,Balance\n01/04/2026,x,100,1000\n02/04/2026,y,50,950\n03/04/2026,z,25,975\n")
    assert amounts(made) == [-50_00, 25_00]
    assert rules(made) == ["bank.unsigned"]


def test_impossible_dates_and_amounts_finer_than_a_paisa_stay_out_loudly(table) -> None:
    made = table("Date,Description,Debit,Credit\n30/02/2026,a,10.00,\n01/03/2026,b,10.001,\n02/03/2026,c,10.00,\n")
    assert [row.narration for row in made.rows] == ["c"]
    assert rules(made) == ["bank.no_balance", "bank.date_invalid", "bank.amount_invalid"]
    assert [finding.evidence[0].row for finding in made.findings] == [1, 2, 3]


def test_month_first_is_believed_only_when_day_first_is_impossible(table) -> None:
    made = table("Date,Description,Debit,Credit\n04/25/2026,a,10.00,\n05/01/2026,b,,10.00\n")
    assert [row.day for row in made.rows] == [date(2026, 4, 25), date(2026, 5, 1)]
    assert sorted(rules(made)) == ["bank.month_first", "bank.no_balance"]


def test_a_stated_closing_balance_that_does_not_follow_is_told(table) -> None:
    made = table(HDFC.replace('"1,16,000.00","6,79,882.00"', '"1,16,000.00","6,79,883.00"'))
    assert [(finding.rule, finding.amount) for finding in made.findings] == [("bank.totals_mismatch", 1_00)]


def test_an_xlsx_statement_with_real_dates_is_read_alike(sheet_bytes, paper) -> None:
    rows = [
        ["ICICI Bank"],
        ["Account Number", "012345678901"],
        [
            "S No.",
            "Value Date",
            "Transaction Date",
            "Cheque Number",
            "Transaction Remarks",
            "Withdrawal Amount (INR )",
            "Deposit Amount (INR )",
            "Balance (INR )",
        ],
        [1, date(2026, 10, 1), date(2026, 10, 1), "-", "UPI/1", 100.0, 0.0, 900.0],
        [2, date(2026, 10, 2), date(2026, 10, 3), "000451", "NEFT", 0.0, 50.25, 950.25],
    ]
    data = sheet_bytes(rows)
    (made,) = read_bank_table(paper(data, "icici.xlsx"), data)
    assert amounts(made) == [-100_00, 50_25]
    assert (made.rows[1].day, made.rows[1].value_day, made.rows[1].reference, made.rows[0].reference) == (date(2026, 10, 3), date(2026, 10, 2), "000451", "")
    assert (made.text("account_number"), made.text("bank")) == ("012345678901", "ICICI Bank")


def test_repeated_headers_page_totals_and_opening_rows_are_no_lines(table) -> None:
    head = "Date,Particulars,Cheque No,Debit,Credit,Balance\n"
    made = table(
        f"{head}01/10/2026,Opening Balance,,,,100.00\n02/10/2026,a,,10.00,,90.00\n,Page Total,,10.00,,\n{head}03/10/2026,b,,,5.00,95.00\n,Closing Balance,,,,95.00\n"
    )
    assert amounts(made) == [-10_00, 5_00]
    assert (made.text("opening_balance"), made.text("closing_balance")) == ("100.00", "95.00")
    assert rules(made) == []


@pytest.mark.parametrize("data", [b"", b"no table here", b"\x00\x01\x02\x03", b"a,b\n1,2\n", b"PK\x03\x04broken"])
def test_what_is_no_statement_is_answered_and_never_raised(paper, data) -> None:
    for read in (read_bank_table, read_mt940, read_camt):
        (made,) = read(paper(data, "x"), data)
        assert made.kind is DocumentKind.OTHER
        assert len(made.findings) == 1


INDIAN = """:20:STMT261031
:25:HDFCINBB/50100012345678
:28C:00210/001
:60F:C261001INR800000,00
:61:2610011001C116000,00NTRFNONREF//SBINN26274112345
:86:NEFT CR SBIN0001234 MARUDHAM ENGINEERING LTD QT/26-27/0098
:61:2610031003D236000,00NTRFTS2627118//HDFCR52026100398765432
:86:RTGS DR TUNGABHADRA SPARES LTD
:62F:C261003INR680000,00
:64:C261003INR680000,00
-
"""


def test_an_mt940_statement_is_read_and_proven(paper) -> None:
    data = INDIAN.encode()
    (made,) = read_mt940(paper(data), data)
    assert amounts(made) == [116000_00, -236000_00]
    assert [row.reference for row in made.rows] == ["SBINN26274112345", "HDFCR52026100398765432"]
    assert made.rows[0].narration == "NEFT CR SBIN0001234 MARUDHAM ENGINEERING LTD QT/26-27/0098"
    assert (made.text("account_number"), made.text("opening_balance"), made.text("closing_balance"), made.text("currency")) == (
        "50100012345678",
        "800000.00",
        "680000.00",
        "INR",
    )
    assert rules(made) == []


def test_mt940_windows_line_ends_and_swift_envelope_change_nothing(paper) -> None:
    data = b"{1:F01HDFCINBBAXXX0000000000}{2:O9400000}{4:\r\n" + INDIAN.replace("\n", "\r\n").encode().replace(b"\r\n-\r\n", b"\r\n-}\r\n")
    (made,) = read_mt940(paper(data), data)
    assert amounts(made) == [116000_00, -236000_00]
    assert rules(made) == []


@pytest.mark.parametrize("name", MT940)
def test_the_labelled_mt940_samples_have_every_line_and_the_right_sum(samples, paper, name) -> None:
    file = samples / "bank" / "mt940" / f"{name}.sta"
    data = file.read_bytes()
    expected = json.loads((file.parent / f"{file.name}.expected.json").read_text())["fields"]
    made = read_mt940(paper(data, name), data)
    rows = [row for each in made for row in each.rows]
    assert len(rows) == expected["transactions"]
    ours = Decimal(sum(row.amount for row in rows)) / 100
    if name == "betterplace__sepa_mt9401":
        # Its label counts two reversed credits (RC 204.88) as money in; the statements' own balances prove that they are money out.
        assert not [rule for each in made for rule in rules(each)]
        assert ours == Decimal(expected["sum"]) - 4 * Decimal("204.88")
    else:
        assert ours == Decimal(expected["sum"])


def test_the_thirtieth_of_february_is_told_and_the_booking_date_taken(samples, paper) -> None:
    data = (samples / "bank" / "mt940" / "self-provided__february_30.sta").read_bytes()
    (made,) = read_mt940(paper(data), data)
    assert (made.rows[0].day, made.rows[0].value_day) == (date(2016, 3, 1), None)
    assert rules(made) == ["bank.date_invalid"]


def _entries(value, found):
    if isinstance(value, dict):
        if str(value.get("__CLASS__", "")).endswith("DTO\\Entry"):
            found.append(value)
        for each in value.values():
            _entries(each, found)
    elif isinstance(value, list):
        for each in value:
            _entries(each, found)
    return found


@pytest.mark.parametrize("name", CAMT)
def test_the_labelled_camt_samples_have_every_booked_entry(samples, paper, name) -> None:
    file = samples / "bank" / "camt" / f"{name}.xml"
    data = file.read_bytes()
    made = read_camt(paper(data, name), data)
    rows = [row for each in made for row in each.rows]
    # The labels show the last statement of a file in full.
    labels = _entries(json.loads((file.parent / f"{file.name}.expected.json").read_text())["fields"], [])
    booked = [each for each in labels if each["getStatus"] in ("BOOK", None)]
    waiting = [finding for each in made for finding in each.findings if finding.rule == "bank.entry_not_booked"]
    assert len(labels) == len(booked) + len(waiting)
    assert [row.amount for row in rows][-len(booked) :] == [int(each["getAmount"]["getAmount"]) for each in booked] if booked else not rows
    for row, label in zip(rows[-len(booked) :] if booked else [], booked, strict=True):
        if label["getBookingDate"]:
            assert row.day.isoformat() == label["getBookingDate"]["0"][:10]
        if label["getValueDate"]:
            assert row.value_day.isoformat() == label["getValueDate"]["0"][:10]


def test_camt_statements_that_follow_each_other_are_one_account(samples, paper) -> None:
    data = (samples / "bank" / "camt" / "camt053.v2.multi.statement.xml").read_bytes()
    (made,) = read_camt(paper(data), data)
    assert amounts(made) == [8_85, -7_00]
    assert (made.text("opening_balance"), made.text("closing_balance")) == ("18.15", "20.00")
    assert rules(made) == []


def test_a_camt_with_a_document_type_is_refused(paper) -> None:
    data = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Document><BkToCstmrStmt><Stmt><Id>&a;</Id></Stmt></BkToCstmrStmt></Document>'
    (made,) = read_camt(paper(data), data)
    assert made.kind is DocumentKind.OTHER
    assert "document type" in made.findings[0].sentence


@pytest.mark.parametrize(
    "text",
    [
        "Date,Description,Amount,Dr / Cr,Balance,Dr / Cr\n01-07-2026,UPI,1000.00,DR,9000.00,DR\n02-07-2026,NEFT,2000.00,CR,7000.00,DR\n",
        "Date,Description,Debit,Credit,Balance,Dr / Cr\n01-07-2026,UPI,1000.00,,9000.00,DR\n02-07-2026,NEFT,,2000.00,7000.00,DR\n",
    ],
)
def test_a_side_in_a_column_behind_the_balance_belongs_to_the_balance(table, text) -> None:
    made = table(text)
    assert [(row.amount, row.balance) for row in made.rows] == [(-1000_00, -9000_00), (2000_00, -7000_00)]
    assert rules(made) == []


def test_amounts_with_a_decimal_comma_are_read_as_such_and_small_ones_are_never_a_hundred_times_more(table) -> None:
    made = table("Date;Narration;Debit;Credit;Balance\n01.07.2026;A;10,00;;90,00\n02.07.2026;B;;5,00;95,00\n14.07.2026;C;;1.125,50;1.220,50\n")
    assert (amounts(made), [row.balance for row in made.rows], made.findings) == ([-1000, 500, 112550], [9000, 9500, 122050], ())
    small = table("Date;Narration;Amount;Balance\n01.07.2026;A;-10,00;90,00\n14.07.2026;B;5,00;95,00\n")
    assert amounts(small) == [-1000, 500]


def test_an_amount_whose_comma_fits_no_grouping_is_left_out_and_told(table) -> None:
    made = table(
        'Date,Narration,Debit,Credit,Balance\n13/07/2026,A,"10,00",,"1,00,000.00"\n14/07/2026,B,"1,000.50",,"98,999.50"\n15/07/2026,C,"2,000.50",,"96,999.00"\n'
    )
    assert amounts(made) == [-100050, -200050]
    assert rules(made) == ["bank.amount_invalid"]


def test_dates_that_could_have_the_month_first_are_told_unless_the_stated_span_proves_them(table) -> None:
    lines = "Date,Narration,Debit,Credit,Balance\n07/01/2026,A,10.00,,90.00\n07/02/2026,B,,5.00,95.00\n"
    made = table(lines)
    assert ([row.day for row in made.rows], rules(made)) == ([date(2026, 1, 7), date(2026, 2, 7)], ["bank.dates_either"])
    assert rules(table("Statement From : 01/01/2026 To : 31/03/2026,,,,\n" + lines)) == []
    assert rules(table(lines.replace("07/02/2026", "13/02/2026"))) == []
    # The same month with the day first, the fourth of each month with the month first.
    assert rules(table(lines.replace("07/01/2026", "01/04/2026").replace("07/02/2026", "05/04/2026"))) == []
    assert rules(table(lines.replace("/01/2026", "-Jan-2026").replace("/02/2026", "-Feb-2026"))) == []


OWED = '{title}\nDate,Narration,Ref,Debit,Credit,{balance}\n01/07/2026,A,000123,"1,000.00",,"51,000.00"\n02/07/2026,B,,,"5,000.00","46,000.00"\n13/07/2026,C,,"2,000.00",,"48,000.00"\n'


@pytest.mark.parametrize(
    ("title", "balance"), [("Cash Credit Account 123456789012", "Balance"), ("Account No: 123456789012", "Dr. Balance"), ("OD A/c No 123456789012", "Balance")]
)
def test_the_balance_of_a_cash_credit_is_what_is_owed_though_no_dr_stands_beside_it(table, title, balance) -> None:
    made = table(OWED.format(title=title, balance=balance))
    assert (amounts(made), [row.balance for row in made.rows], rules(made)) == ([-100000, 500000, -200000], [-5100000, -4600000, -4800000], [])
    assert (made.fields["opening_balance"].value, made.fields["closing_balance"].value, made.rows[0].reference) == ("-50000.00", "-48000.00", "000123")


def test_where_no_word_says_that_a_balance_is_owed_a_person_is_asked_which_way_the_columns_go(table) -> None:
    made = table(OWED.format(title="Account No: 123456789012", balance="Balance"))
    assert [(each.rule, each.severity) for each in made.findings] == [("bank.columns_swapped", Severity.ERROR)]
    sound = table(OWED.format(title="Cash Credit Account 123456789012", balance="Balance").replace("51,", "49,").replace("46,", "54,").replace("48,", "52,"))
    assert (amounts(sound), sound.rows[0].balance, rules(sound)) == ([-100000, 500000, -200000], 4900000, [])


def test_a_number_beside_an_amount_is_no_part_of_it(table) -> None:
    made = table("Date,Narration,Debit,Credit,Balance\n13/07/2026,A,1 500.00,,900.00\n14/07/2026,B,1\u00a0000.00,,400.00\n")
    assert (amounts(made), rules(made)[0]) == ([-1000_00], "bank.amount_invalid")


def _mt940(paper, opening: str, line: str, closing: str):
    data = f":20:X\n:25:50200012345678\n:28C:1/1\n:60F:C260701INR{opening}\n:61:{line}\n:86:CHQ PAID\n:62F:C260701INR{closing}\n".encode()
    (made,) = read_mt940(paper(data, "day.sta"), data)
    return made


def test_an_amount_of_mt940_may_have_a_point_for_its_comma_and_is_left_out_where_it_could_be_either(paper) -> None:
    made = _mt940(paper, "1000.00", "260701D250.50NCHK000123", "749.50")
    assert (amounts(made), made.fields["closing_balance"].value, rules(made)) == ([-25050], "749.50", [])
    assert amounts(_mt940(paper, "10.000,00", "260701D9.250,5NCHK000123", "749,50")) == [-925050]
    for amount in ("1.000", "12.34,50", "1.00.00"):
        assert "bank.amount_invalid" in rules(_mt940(paper, "1000,00", f"260701D{amount}NCHK000123", "749,50")), amount


def test_an_amount_of_mt940_whose_end_nothing_shows_is_left_out(paper) -> None:
    made = _mt940(paper, "30000,00", "260701D25000X50NCHK000123", "5000,00")
    assert (amounts(made), rules(made)) == ([], ["bank.totals_mismatch", "bank.amount_invalid"])
    assert amounts(_mt940(paper, "30000,00", "260701D25000NCHK000123", "5000,00")) == [-2500000]


@pytest.mark.parametrize(("codes", "currency"), [(("USD", "USD"), "USD"), (("INR", "INR"), "INR"), (("USD", "INR"), ""), (("Cash", "Cash"), "")])
def test_a_column_of_currencies_says_the_currency_of_the_account_where_it_says_one(table, codes, currency) -> None:
    lines = f"13/07/2026,A,{codes[0]},10.00,,90.00\n14/07/2026,B,{codes[1]},,5.00,95.00\n"
    made = table(f"Date,Narration,Currency,Debit,Credit,Balance\n{lines}")
    assert (amounts(made), made.text("currency")) == ([-1000, 500], currency)


def test_lines_that_say_several_currencies_are_told_and_block_where_no_balance_proves_one_money(table) -> None:
    def told(head, *lines):
        return [(each.rule, each.severity, each.amount, each.evidence[0].row) for each in table("\n".join((head, *lines))).findings]

    lines = ("12/07/2026,A,INR,10.00,,90.00", "13/07/2026,B,USD,,5.00,95.00", "14/07/2026,C,INR,,1.00,96.00")
    assert told("Date,Narration,Currency,Debit,Credit,Balance", *lines) == [("bank.currencies_mixed", Severity.WARNING, 5_00, 3)]
    bare = [line.rpartition(",")[0] for line in lines]
    assert ("bank.currencies_mixed", Severity.BLOCKING, 5_00, 3) in told("Date,Narration,Currency,Debit,Credit,Reference", *(f"{line},R" for line in bare))
    assert told("Date,Narration,Currency,Debit (INR),Credit (INR),Balance", *lines) == []


def test_headings_that_name_another_money_say_the_currency_of_the_account(table) -> None:
    made = table("IFSC: HDFC0001234,,,,\nDate,Narration,Debit (USD),Credit in USD,Balance USD\n13/07/2026,A,10.00,,90.00\n14/07/2026,B,,5.00,95.00\n")
    assert (amounts(made), made.text("currency"), rules(made)) == ([-1000, 500], "USD", [])
    ours = table("IFSC: HDFC0001234,,,,\nDate,Narration,Debit (INR),Credit (Rs.),Balance\n13/07/2026,A,10.00,,90.00\n14/07/2026,B,,5.00,95.00\n")
    assert (amounts(ours), ours.text("currency")) == ([-1000, 500], "INR")


def test_a_plus_behind_an_amount_is_money_in(table) -> None:
    made = table('Date,Narration,Amount,Balance\n13/07/2026,A,"1,000.50-","9,000.00+"\n14/07/2026,B,500.00+,"9,500.00+"\n')
    assert (amounts(made), rules(made)) == ([-100050, 50000], [])


def test_an_export_without_lines_and_balances_does_not_pass_for_an_account_that_did_not_move(paper) -> None:
    data = b"Date,Particulars,Debit (Rs.),Credit (Rs.)\n"
    (made,) = read_bank_table(paper(data, "empty.csv"), data)
    assert ([each.rule for each in made.findings], made.confidence) == (["bank.empty"], 0.7)


def _flagged(paper, flags, head="Date,Narration,Amount,Type", more=""):
    lines = [f"{n:02}/07/2026,line {n},{n}00.00,{flag}{more}" for n, flag in enumerate(flags, start=1)]
    data = "\n".join([head, *lines]).encode()
    (made,) = read_bank_table(paper(data, "flags.csv"), data)
    return [row.amount for row in made.rows], rules(made)


def test_what_moved_the_money_is_no_side_of_it(paper) -> None:
    words = ["Cash", "CHQ", "Card Payment", "Charges", "Dividend", "Credit Card Payment", "Dr/Cr"]
    found, told = _flagged(paper, [*words, "Direct Debit", "Cash Deposit", "CR."])
    assert (found, "bank.unsigned" in told) == ([-800_00, 900_00, 1000_00], True)


@pytest.mark.parametrize(
    ("word", "side"),
    [("DR", -1), ("Cr", 1), ("D", -1), ("C", 1), ("W", -1), ("+", 1), ("-", -1), ("Debited", -1), ("Income", 1), ("Expense", -1), ("ATM Withdrawal", -1)],
)
def test_words_that_say_a_side_are_heard(paper, word, side) -> None:
    assert _flagged(paper, [word])[0] == [side * 100_00]


def test_of_two_columns_of_flags_the_one_that_says_sides_is_taken(paper) -> None:
    assert _flagged(paper, ["NEFT", "UPI"], "Date,Narration,Amount,Transaction Type,Dr/Cr", ",DR")[0] == [-100_00, -200_00]
