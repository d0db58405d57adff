"""Tally registers, day books, bank and cash books."""

from datetime import date

import pytest

from qrt.adapters.erp import read_books, read_tally_xlsx
from qrt.core.base.finding import Severity
from qrt.core.documents.types import DocumentKind

DR, CR = '""0.00" Dr"', '""0.00" Cr"'
HEADER = ["Date", "Particulars", "Voucher Type", "Voucher No.", "Narration", "Value", "Addl. Cost", "Gross Total", "Sales", "CGST", "SGST", "Round Off"]
HEAD = [["X LLP - Chennai"], ["Sales Register"], [], ["1-Apr-25 to 30-Jun-25"], []]
SALE = [date(2025, 4, 5), "ABC LLP", "Sales", "1", "goods\nsent", (100.0, "0.00"), None, (118.0, DR), (100.0, CR), (9.0, CR), (9.0, CR)]


def rules(extraction):
    return [finding.rule for finding in extraction.findings]


def legs(row):
    return [(leg.ledger, leg.amount) for leg in row.legs]


@pytest.fixture
def read(sheet_bytes, paper):
    def run(rows, **options):
        data = sheet_bytes(rows, **options)
        (made,) = read_tally_xlsx(paper(data, "register.xlsx"), data)
        return made

    return run


def test_the_side_of_an_amount_comes_from_the_number_format_alone(read) -> None:
    made = read([*HEAD, HEADER, SALE], merged=["A1:C1", "A2:C2", "A4:C4"])
    (row,) = made.rows
    assert made.kind is DocumentKind.SALES_REGISTER
    assert legs(row) == [("ABC LLP", 118_00), ("Sales", -100_00), ("CGST", -9_00), ("SGST", -9_00)]
    assert (row.day, row.particulars, row.voucher_type, row.number, row.base_kind) == (date(2025, 4, 5), "ABC LLP", "Sales", "1", "sales")
    assert row.narration == "goods\nsent"
    assert rules(made) == []


def test_every_leg_knows_its_cell(read) -> None:
    (row,) = read([*HEAD, HEADER, SALE]).rows
    assert [(leg.place.sheet, leg.place.row, leg.place.column) for leg in row.legs] == [("Sheet1", 7, letter) for letter in "HIJK"]


def test_company_branch_title_and_span_are_found_above_the_header(read) -> None:
    made = read([*HEAD, HEADER, SALE])
    assert {name: field.value for name, field in made.fields.items()} == {
        "company": "X LLP",
        "branch": "Chennai",
        "title": "Sales Register",
        "period_from": "2025-04-01",
        "period_to": "2025-06-30",
    }


def test_a_name_with_a_legal_form_behind_the_dash_is_no_branch(read) -> None:
    made = read([["North - South Traders Pvt Ltd"], ["Sales Register"], HEADER, SALE])
    assert made.text("company") == "North - South Traders Pvt Ltd"
    assert made.text("branch") == ""


@pytest.mark.parametrize(
    ("debit", "credit"),
    [
        ('""0.00" Dr"', '""0.00" Cr"'),
        ('#,##0.00" Dr"', '#,##0.00" Cr"'),
        (
            '[>=10000000]##\\,##\\,##\\,##0.00" Dr";[>=100000]##\\,##\\,##0.00" Dr";##,##0.00" Dr"',
            '[>=10000000]##\\,##\\,##\\,##0.00" Cr";[>=100000]##\\,##\\,##0.00" Cr";##,##0.00" Cr"',
        ),
        ('[$₹-4009] #,##0.00" Dr"', '[$₹-4009] #,##0.00" Cr"'),
        ("0.00\\ \\D\\r", "0.00\\ \\C\\r"),
        ('"₹ "0.00" Dr."', '"₹ "0.00" Cr."'),
    ],
)
def test_grouping_currency_and_escapes_in_the_format_change_no_side(read, debit, credit) -> None:
    (row,) = read([*HEAD, HEADER, [date(2025, 4, 5), "ABC", "Sales", "1", None, None, None, (118.0, debit), (118.0, credit)]]).rows
    assert legs(row) == [("ABC", 118_00), ("Sales", -118_00)]


def test_a_format_of_two_sections_gives_the_side_by_the_sign_of_the_value(read) -> None:
    code = '0.00" Dr";0.00" Cr"'
    (row,) = read([*HEAD, HEADER, [date(2025, 4, 5), "ABC", "Sales", "1", None, None, None, (118.0, code), (-118.0, code)]]).rows
    assert legs(row) == [("ABC", 118_00), ("Sales", -118_00)]


def test_a_side_as_text_behind_the_amount_is_read(read) -> None:
    (row,) = read([*HEAD, HEADER, [date(2025, 4, 5), "ABC", "Sales", "1", None, None, None, "1,180.00 Dr", "1,180.00 Cr"]]).rows
    assert legs(row) == [("ABC", 1180_00), ("Sales", -1180_00)]


def test_amounts_without_any_side_are_never_guessed(read) -> None:
    made = read([*HEAD, HEADER, [date(2025, 4, 5), "ABC", "Sales", "1", None, None, None, (118.0, "0.00"), (118.0, "0.00")]])
    assert rules(made) == ["register.unsigned"]
    assert made.findings[0].severity is Severity.ERROR
    assert sum(leg.amount for leg in made.rows[0].legs) != 0, "such a row must not be able to post"


def test_plain_minus_is_a_credit_when_rows_balance_and_the_party_stands_on_its_usual_side(read) -> None:
    made = read([*HEAD, HEADER, [date(2025, 4, 5), "ABC", "Sales", "1", None, None, None, 118.0, -118.0]])
    assert legs(made.rows[0]) == [("ABC", 118_00), ("Sales", -118_00)]
    assert rules(made) == []


def test_plain_minus_on_the_unusual_side_waits_for_a_person(read) -> None:
    made = read([*HEAD, HEADER, [date(2025, 4, 5), "ABC", "Sales", "1", None, None, None, -118.0, 118.0]])
    assert rules(made) == ["register.sign_unclear"]
    assert sum(leg.amount for leg in made.rows[0].legs) != 0


def test_one_missing_side_follows_from_the_others(read) -> None:
    made = read([*HEAD, HEADER, [date(2025, 4, 5), "ABC", "Sales", "1", None, None, None, (118.0, "0.00"), (100.0, CR), (18.0, CR)]])
    assert legs(made.rows[0])[0] == ("ABC", 118_00)
    assert rules(made) == []


def test_value_and_additional_cost_are_no_legs(read) -> None:
    made = read([*HEAD, HEADER, [date(2025, 4, 5), "ABC", "Sales", "1", None, 999.0, 55.0, (118.0, DR), (118.0, CR)]])
    assert [leg.ledger for leg in made.rows[0].legs] == ["ABC", "Sales"]


def test_columns_of_information_are_never_ledgers(read) -> None:
    header = [
        "Date",
        "Particulars",
        "Voucher Type",
        "Voucher No.",
        "Supplier Invoice No.",
        "Supplier Inv. Date",
        "GSTIN/UIN",
        "Quantity",
        "Rate",
        "Gross Total",
        "Purchase",
        "Cost Centre",
    ]
    row = [date(2025, 4, 5), "ABC", "Purchase", "7", "INV/9", date(2025, 4, 2), "33aaacb1234c1z5", 5.0, 20.0, (100.0, CR), (100.0, DR), "Head office"]
    (got,) = read([["X Ltd"], ["Purchase Register"], header, row]).rows
    assert legs(got) == [("ABC", -100_00), ("Purchase", 100_00)]
    assert (got.reference, got.reference_day, got.party_gstin, got.base_kind) == ("INV/9", date(2025, 4, 2), "33AAACB1234C1Z5", "purchase")


def test_a_ledger_that_is_named_like_a_column_of_information_is_still_a_ledger(read) -> None:
    header = [*HEADER[:8], "Sales", "Rate"]
    (row,) = read([*HEAD, header, [date(2025, 4, 5), "ABC", "Sales", "1", None, None, None, (118.0, DR), (100.0, CR), (18.0, CR)]]).rows
    assert ("Rate", -18_00) in legs(row)


def test_a_cancelled_voucher_keeps_its_number_and_has_no_legs(read) -> None:
    made = read([*HEAD, HEADER, SALE, [date(2025, 4, 6), "(cancelled )", "Sales", "2"]])
    assert [(row.number, row.cancelled, row.legs) for row in made.rows[1:]] == [("2", True, ())]
    assert rules(made) == []


def test_the_grand_total_is_checked_column_by_column_and_never_imported(read) -> None:
    good = read([*HEAD, HEADER, SALE, ["Grand Total", None, None, None, None, 100.0, None, (118.0, DR), (100.0, CR), (9.0, CR), (9.0, CR)]])
    assert len(good.rows) == 1
    assert rules(good) == []
    bad = read([*HEAD, HEADER, SALE, [None, "Grand Total", None, None, None, 100.0, None, (118.0, DR), (100.0, CR), (9.0, CR), (8.0, CR)]])
    (finding,) = bad.findings
    assert (finding.rule, finding.amount, finding.evidence[0].column) == ("register.total_mismatch", 1_00, "K")
    assert "SGST" in finding.sentence


def test_a_row_that_does_not_balance_is_kept_and_named(read) -> None:
    made = read([*HEAD, HEADER, [date(2025, 4, 5), "ABC", "Sales", "1", None, None, None, (118.0, DR), (100.0, CR)], SALE])
    assert len(made.rows) == 2
    (finding,) = made.findings
    assert (finding.rule, finding.amount, finding.evidence[0].row) == ("register.row_unbalanced", 18_00, 7)
    assert "register.xlsx, sheet Sheet1" in finding.sentence


def test_a_type_that_may_not_post_is_kept_and_asked_about_once(read) -> None:
    odd = [[date(2025, 4, day), "ABC", "Performa", str(day), None, None, None, (50.0, DR), (50.0, CR)] for day in (7, 8)]
    made = read([*HEAD, HEADER, SALE, *odd])
    assert [row.posts for row in made.rows] == [True, True, True]
    (finding,) = made.findings
    assert (finding.rule, finding.amount) == ("register.type_may_not_post", 100_00)
    assert "7, 8" in finding.sentence


def test_legs_on_rows_of_their_own_belong_to_the_voucher_above(read) -> None:
    made = read(
        [
            *HEAD,
            HEADER,
            [date(2025, 4, 5), "ABC", "Sales", "1", None, None, None, (118.0, DR)],
            [None, None, None, None, None, None, None, None, (100.0, CR)],
            [None, None, None, None, "more words", None, None, None, None, (18.0, CR)],
            SALE,
        ]
    )
    assert legs(made.rows[0]) == [("ABC", 118_00), ("Sales", -100_00), ("CGST", -18_00)]
    assert made.rows[0].narration == "more words"
    assert rules(made) == []


def test_a_register_of_one_line_a_voucher_says_that_it_is_one_sided(read) -> None:
    rows = [
        ["X Ltd"],
        ["Sales Register"],
        ["Date", "Particulars", "Vch Type", "Vch No.", "Debit", "Credit"],
        [date(2025, 4, 5), "ABC", "Sales", "1", 118.0, None],
    ]
    made = read(rows)
    assert legs(made.rows[0]) == [("ABC", 118_00)]
    assert rules(made) == ["register.one_sided"]


def test_a_detailed_day_book_has_both_sides(read) -> None:
    rows = [
        ["X Ltd"],
        ["Day Book"],
        ["Date", "Particulars", "Vch Type", "Vch No.", "Debit Amount", "Credit Amount"],
        [date(2025, 4, 5), "ABC", "Sales", "1", 118.0, None],
        [None, "Sales", None, None, None, 100.0],
        [None, "IGST", None, None, None, 18.0],
        [None, "Being goods sold"],
        [date(2025, 4, 6), "(as per details)", "Journal", "1"],
        [None, "Rent", None, None, 50.0, None],
        [None, "Landlord", None, None, None, 50.0],
    ]
    made = read(rows)
    assert [legs(row) for row in made.rows] == [[("ABC", 118_00), ("Sales", -100_00), ("IGST", -18_00)], [("Rent", 50_00), ("Landlord", -50_00)]]
    assert [(row.base_kind, row.particulars) for row in made.rows] == [("sales", "ABC"), ("journal", "Rent")]
    assert made.rows[0].narration == "Being goods sold"
    assert made.kind is DocumentKind.DAY_BOOK
    assert rules(made) == []


def test_in_a_bank_book_gross_total_is_the_leg_of_the_named_ledger(read) -> None:
    header = ["Date", "Particulars", "Voucher Type", "Voucher No.", "Narration", "Value", "Gross Total", "HDFC Bank", "Bank Charges", "Rent"]
    rows = [
        ["X LLP - Chennai"],
        ["HDFC Bank  Book"],
        ["1-Apr-25 to 30-Jun-25"],
        header,
        [date(2025, 4, 5), "ABC LLP", "Receipt", "1", "NET/NEFT/ABC", None, (118.0, CR), (118.0, DR)],
        [date(2025, 4, 6), "HDFC Bank", "Bank Payment", "1", None, None, (60.0, CR), None, (10.0, DR), (50.0, DR)],
        [date(2025, 4, 7), "Landlord", "Payment", "2", None, None, (30.0, DR)],
    ]
    made = read(rows)
    assert made.kind is DocumentKind.BANK_BOOK
    assert made.text("ledger") == "HDFC Bank"
    assert [legs(row) for row in made.rows] == [
        [("ABC LLP", -118_00), ("HDFC Bank", 118_00)],
        [("HDFC Bank", -60_00), ("Bank Charges", 10_00), ("Rent", 50_00)],
        [("Landlord", 30_00), ("HDFC Bank", -30_00)],
    ]
    assert [row.base_kind for row in made.rows] == ["receipt", "payment", "payment"]
    assert rules(made) == []


def test_a_bank_book_with_debit_and_credit_columns_shows_the_banks_own_side(read) -> None:
    rows = [
        ["X Ltd"],
        ["HDFC Bank Book"],
        ["Date", "Particulars", "Vch Type", "Vch No.", "Debit", "Credit"],
        [date(2025, 4, 1), "Opening Balance", None, None, 500.0, None],
        [date(2025, 4, 5), "ABC LLP", "Receipt", "1", 118.0, None],
        [date(2025, 4, 6), "(as per details)", "Payment", "1", None, 60.0],
        [None, "Rent", None, None, 50.0, None],
        [None, "Charges", None, None, 10.0, None],
        [None, "Closing Balance", None, None, None, 558.0],
    ]
    made = read(rows)
    assert [legs(row) for row in made.rows] == [[("HDFC Bank", 118_00), ("ABC LLP", -118_00)], [("HDFC Bank", -60_00), ("Rent", 50_00), ("Charges", 10_00)]]
    assert [row.base_kind for row in made.rows] == ["receipt", "payment"]
    assert rules(made) == []


def test_dates_as_text_and_as_bare_serials_are_read_day_first(read) -> None:
    tail = ["ABC", "Sales", "1", None, None, None, (1.0, DR), (1.0, CR)]
    made = read([*HEAD, HEADER, ["5-4-2025", *tail], [45752.0, *tail], ["05-Apr-25", *tail]])
    assert [row.day for row in made.rows] == [date(2025, 4, 5)] * 3


def test_a_date_that_does_not_exist_leaves_the_voucher_out_loudly(read) -> None:
    made = read([*HEAD, HEADER, ["30-Feb-25", "ABC", "Sales", "1", None, None, None, (1.0, DR), (1.0, CR)], SALE])
    assert [row.number for row in made.rows] == ["1"]
    assert rules(made) == ["register.date_invalid"]


def test_a_cell_that_is_no_amount_is_named(read) -> None:
    made = read([*HEAD, HEADER, [date(2025, 4, 5), "ABC", "Sales", "1", None, None, None, "#REF!", (1.0, CR)]])
    assert rules(made) == ["register.amount_unreadable"]
    assert "H7" in made.findings[0].sentence


def test_a_day_outside_the_stated_span_is_told(read) -> None:
    late = [date(2025, 7, 1), *SALE[1:]]
    assert rules(read([*HEAD, HEADER, late])) == ["register.outside_span"]


def test_each_sheet_of_a_workbook_is_its_own_extraction(sheet_bytes, paper) -> None:
    second = [["X LLP"], ["Purchase Register"], [*HEADER[:8], "Purchase"], [date(2025, 4, 5), "V", "Purchase", "1", None, None, None, (5.0, CR), (5.0, DR)]]
    data = sheet_bytes([*HEAD, HEADER, SALE], second, [], names=["Sales", "Buy", "Empty"])
    made = read_books(paper(data, "b.xlsx"), data)
    assert [(each.part, each.kind) for each in made] == [("Sales", DocumentKind.SALES_REGISTER), ("Buy", DocumentKind.PURCHASE_REGISTER)]


def test_a_csv_register_with_sides_in_text_is_read_alike(paper) -> None:
    data = b'X Ltd\nSales Register\nDate,Particulars,Voucher Type,Voucher No.,Gross Total,Sales\n5-Apr-25,ABC,Sales,1,"1,18,000.00 Dr","1,18,000.00 Cr"\n'
    (made,) = read_books(paper(data, "r.csv"), data)
    assert legs(made.rows[0]) == [("ABC", 118000_00), ("Sales", -118000_00)]
    assert made.rows[0].place.row == 4


@pytest.mark.parametrize("damage", ["cut", "empty", "text", "zip", "encrypted", "headless", "blank"])
def test_an_unreadable_file_is_answered_in_one_plain_sentence(sheet_bytes, paper, damage) -> None:
    whole = sheet_bytes([*HEAD, HEADER, SALE])
    data = {
        "cut": whole[: len(whole) // 2],
        "empty": b"",
        "text": b"\x00\x01\x02 nothing",
        "zip": b"PK\x05\x06" + bytes(18),
        "encrypted": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "headless": sheet_bytes([["just"], ["words"]]),
        "blank": sheet_bytes([]),
    }[damage]
    (made,) = read_books(paper(data, "bad.xlsx"), data)
    assert made.kind is DocumentKind.OTHER
    assert made.rows == ()
    (finding,) = made.findings
    assert "bad.xlsx" in finding.sentence
    assert finding.severity is Severity.ERROR
    if damage == "encrypted":
        assert "password" in finding.sentence


def test_a_voucher_without_date_takes_that_of_the_one_above_and_says_so(read) -> None:
    made = read([*HEAD, HEADER, SALE, [None, "DEF", "Sales", "2", None, None, None, (118.0, DR), (118.0, CR)]])
    assert [(row.number, row.day) for row in made.rows] == [("1", date(2025, 4, 5)), ("2", date(2025, 4, 5))]
    assert rules(made) == ["register.date_carried"]


def test_words_where_the_date_should_be_never_add_to_the_voucher_above(read) -> None:
    made = read([*HEAD, HEADER, SALE, ["someday", "DEF", "Sales", None, None, None, None, (118.0, DR), (118.0, CR)]])
    assert len(made.rows) == 1
    assert len(made.rows[0].legs) == 4
    assert rules(made) == ["register.date_invalid"]


def test_a_company_whose_name_ends_like_a_title_is_still_the_company(read) -> None:
    made = read([["Penguin Book"], ["Sales Register"], HEADER, SALE])
    assert (made.text("company"), made.text("title"), made.kind) == ("Penguin Book", "Sales Register", DocumentKind.SALES_REGISTER)


@pytest.mark.parametrize("value", [1e300, 1e16])
def test_a_number_that_no_book_holds_is_told_and_not_taken(read, value) -> None:
    assert "register.amount_unreadable" in rules(read([*HEAD, HEADER, [date(2025, 4, 5), "ABC", "Sales", "1", None, None, None, (value, DR), (118.0, CR)]]))


def test_a_table_that_starts_in_another_column_is_read_alike(read) -> None:
    made = read(
        [
            [None, None, *row]
            for row in [*HEAD, HEADER, SALE, ["Grand Total", None, None, None, None, None, None, (118.0, DR), (100.0, CR), (9.0, CR), (9.0, CR)]]
        ]
    )
    assert legs(made.rows[0]) == [("ABC LLP", 118_00), ("Sales", -100_00), ("CGST", -9_00), ("SGST", -9_00)]
    assert made.text("branch") == "Chennai"
    assert rules(made) == []


def test_an_amount_with_three_decimals_is_named_and_its_voucher_is_left_out_whole(sheet_bytes, paper, amount) -> None:
    rows = [
        ["Kaveri Tools Pvt Ltd"],
        ["Journal Register"],
        ["1-Jul-26 to 30-Sep-26"],
        ["Date", "Particulars", "Voucher Type", "Voucher No.", "Gross Total", "Rent"],
        [date(2026, 7, 1), "Landlord", "Journal", "1", amount(-100_12), (100.123, '""0.00" Dr"')],
    ]
    data = sheet_bytes(rows)
    (made,) = read_tally_xlsx(paper(data), data)
    assert [(finding.rule, finding.severity) for finding in made.findings] == [("register.amount_unreadable", Severity.BLOCKING)]
    assert not made.rows
    assert "finer than a paisa: 100.123" in made.findings[0].sentence and "F5" in made.findings[0].sentence


def test_vouchers_of_one_ledger_are_named_with_their_rows(read) -> None:
    header = ["Date", "Particulars", "Voucher Type", "Voucher No.", "Debit", "Credit"]
    made = read(
        [["X LLP"], ["Journal Register"], header, [date(2025, 4, 5), "Rent", "Journal", "J1", 500.0], [date(2025, 4, 6), "Fees", "Journal", "J2", 300.0]]
    )
    (told,) = [each for each in made.findings if each.rule == "register.one_sided"]
    assert "2 vouchers show one ledger only (J1 in row 4, J2 in row 5)" in told.sentence
    assert [place.row for place in told.evidence] == [4, 5]


def test_two_ledgers_under_one_heading_are_both_taken_and_the_finding_says_so(read) -> None:
    # 60 and 40 of sales, 9 and 9 of tax: 118.
    sale = [*SALE[:7], (118.0, DR), (60.0, CR), (40.0, CR), (9.0, CR), (9.0, CR)]
    made = read([*HEAD, [*HEADER[:8], "Sales", "sales", "CGST", "SGST"], sale])
    assert legs(made.rows[0]) == [("ABC LLP", 118_00), ("Sales", -60_00), ("sales", -40_00), ("CGST", -9_00), ("SGST", -9_00)]
    (finding,) = [each for each in made.findings if each.rule == "register.header_duplicate"]
    assert "column J repeats the heading 'sales'; both were taken, each by itself" in finding.sentence


@pytest.mark.parametrize(
    ("head", "company", "ledger"),
    [
        (["Bank Book", "HDFC Bank A/c 1234", "01-07-2026 to 30-09-2026"], "", "HDFC Bank A/c 1234"),
        (["ABC Pvt Ltd", "Bank Book", "HDFC Bank A/c 1234", "01-07-2026 to 30-09-2026"], "ABC Pvt Ltd", "HDFC Bank A/c 1234"),
        (["ABC Pvt Ltd", "HDFC Bank Book", "01-07-2026 to 30-09-2026"], "ABC Pvt Ltd", "HDFC Bank"),
        (["ABC Pvt Ltd", "Bank Book", "As on 30-09-2026"], "ABC Pvt Ltd", ""),
        (["As on 30-09-2026", "Cash Book"], "", "Cash"),
    ],
)
def test_a_book_that_is_only_called_a_banks_takes_its_ledger_from_the_line_that_names_the_account(paper, head, company, ledger) -> None:
    rows = [*head, "Date,Particulars,Vch Type,Vch No,Debit,Credit", "14-07-2026,Mahesh Traders,Payment,P/1,,5000.00", "15-07-2026,XYZ Ltd,Receipt,R/1,8000.00,"]
    data = "\n".join(rows).encode()
    (made,) = read_books(paper(data, "book.csv"), data)
    assert (made.text("company"), made.text("ledger")) == (company, ledger)
    assert ("register.one_sided" in rules(made)) == (not ledger)


def test_a_register_whose_money_stands_in_columns_of_another_program_asks_and_is_no_list_of_vouchers_without_amounts(paper) -> None:
    head = "Date,Voucher No,Party Name,GSTIN/UIN,Voucher Type,Taxable Value,IGST,CGST,SGST,Total Amount,Narration"
    data = "\n".join([head, *(f"0{n}-07-2026,P-{n},Vendor {n},,Purchase,1000.00,0.00,90.00,90.00,1180.00,goods" for n in range(1, 5))]).encode()
    (made,) = read_books(paper(data, "r.csv"), data)
    assert rules(made) == ["register.ledger_open"]
    assert [sum(leg.amount for leg in row.legs if leg.ledger) for row in made.rows] == [-1180_00] * 4 and not any(row.posts for row in made.rows)
