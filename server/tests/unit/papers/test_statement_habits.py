"""Habits of banks that print a statement in their own way: days said once or without a year, amounts under their narration, columns that touch, several accounts in one paper."""

import hashlib
import io
from collections.abc import Sequence
from datetime import date

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from qrt.agents.reading import read_paper
from qrt.core.base.finding import Severity
from qrt.core.documents.types import BankLine, DocumentKind, Extraction, Paper

Row = Sequence[tuple[float, str]]
"""Texts of one line by where they begin; a negative place is where they end."""
HEAD: list[Row] = [
    [(40, "KOSHI CO-OPERATIVE BANK LTD")], [(40, "Statement of Account")],
    [(40, "Name: BHAIRAV AGRO PVT LTD"), (350, "Account No: 00412020001234")], [(40, "IFSC: KOSH0000041"), (350, "Period: 01-07-2026 to 30-09-2026")],
]  # fmt: skip
COLUMNS: Row = [(40, "Date"), (100, "Particulars"), (-380, "Debit"), (-460, "Credit"), (-550, "Balance")]


def drawn(*pages: Sequence[Row], step: float = 12.0) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for rows in pages:
        canvas.setFont("Helvetica", 8)
        for index, row in enumerate(rows):
            for x, text in row:
                (canvas.drawString if x > 0 else canvas.drawRightString)(abs(x), 800 - index * step, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def read(data: bytes) -> tuple[Extraction, ...]:
    return read_paper(Paper(hashlib.sha256(data).hexdigest(), "statement.pdf", len(data)), data)


def lines(extraction: Extraction) -> list[tuple[date, int, str]]:
    return [(row.day, row.amount, row.narration) for row in extraction.rows if isinstance(row, BankLine)]


def test_the_amount_under_a_narration_belongs_to_the_day_above_it() -> None:
    rows = []
    for day, first, second, debit, credit, balance in (
        ("02-07-2026", "NEFT CR-XYZ LTD", "TOWARDS SUPPLY", "", "5,000.00", "1,05,000.00"), ("04-07-2026", "CHQ PAID-ABC TRADERS", "BILL 12", "1,000.00", "", "1,04,000.00"),
        ("05-07-2026", "CASH DEPOSIT", "BY SELF", "", "250.50", "1,04,250.50"), ("09-07-2026", "SERVICE CHARGES", "INCL GST", "118.00", "", "1,04,132.50"),
    ):  # fmt: skip
        rows += [[(40, day), (100, first)], [(100, second), *([(-380, debit)] if debit else []), *([(-460, credit)] if credit else []), (-550, balance)]]
    (made,) = read(drawn([*HEAD, COLUMNS, *rows]))
    assert lines(made) == [
        (date(2026, 7, 2), 5000_00, "NEFT CR-XYZ LTD TOWARDS SUPPLY"), (date(2026, 7, 4), -1000_00, "CHQ PAID-ABC TRADERS BILL 12"),
        (date(2026, 7, 5), 250_50, "CASH DEPOSIT BY SELF"), (date(2026, 7, 9), -118_00, "SERVICE CHARGES INCL GST"),
    ]  # fmt: skip
    assert not [each for each in made.findings if each.severity is Severity.ERROR]


def test_a_day_that_is_printed_once_and_without_its_year_is_that_of_the_stated_span() -> None:
    rows: list[Row] = [
        [(40, "02 Jul"), (100, "NEFT CR-XYZ LTD"), (-460, "5,000.00"), (-550, "1,05,000.00")], [(100, "CHQ PAID"), (-380, "1,000.00"), (-550, "1,04,000.00")],
        [(40, "29 Sep"), (100, "CASH DEPOSIT"), (-460, "250.50"), (-550, "1,04,250.50")], [(100, "TOTAL"), (-380, "1,000.00"), (-460, "5,250.50")],
    ]  # fmt: skip
    (made,) = read(drawn([*HEAD, COLUMNS, *rows]))
    assert [each[:2] for each in lines(made)] == [(date(2026, 7, 2), 5000_00), (date(2026, 7, 2), -1000_00), (date(2026, 9, 29), 250_50)]
    unproved = [*rows[:1], [(100, "CHQ PAID"), (-380, "1,000.00"), (-550, "9,99,999.00")], *rows[2:]]
    (told,) = read(drawn([*HEAD, COLUMNS, *unproved]))
    assert "bank.line_unreadable" in [each.rule for each in told.findings]


def test_columns_that_touch_are_told_apart_by_their_headings_and_by_the_balance() -> None:
    columns: Row = [(40, "Date"), (100, "Particulars"), (330, "Chq No"), (-400, "Withdrawal"), (-480, "Deposit"), (-560, "Balance")]
    rows: list[Row] = [
        [(40, "02-07-2026"), (100, "CHQ PAID-ABC"), (330, "424265"), (-400, "100.00"), (-560, "99,900.00")],
        [(40, "03-07-2026"), (100, "CHQ PAID-DEF"), (330, "4242663,26,000.00"), (-560, "-2,26,100.00")],
        [(40, "04-07-2026"), (100, "NEFT CR-XYZ LTD"), (-480, "5,000.00"), (-560, "-2,21,100.00")],
    ]
    (made,) = read(drawn([*HEAD, columns, *rows]))
    assert made.kind is DocumentKind.BANK_STATEMENT
    assert [(row.amount, row.reference) for row in made.rows if isinstance(row, BankLine)] == [(-100_00, "424265"), (-326000_00, "424266"), (5000_00, "")]


def test_accounts_on_pages_of_their_own_are_parts_and_each_field_stands_where_it_is_printed() -> None:
    rows: list[Row] = [
        [(40, "02-07-2026"), (100, "NEFT CR-XYZ LTD"), (-460, "5,000.00"), (-550, "1,05,000.00")],
        [(40, "03-07-2026"), (100, "CHQ"), (-380, "1.00"), (-550, "1,04,999.00")],
    ]
    other = [[(x, text.replace("00412020001234", "00417090009999")) for x, text in row] for row in HEAD]
    first, second = read(drawn([*HEAD, COLUMNS, *rows], [*other, COLUMNS, *rows]))
    assert [(each.part, each.text("account_number"), len(each.rows)) for each in (first, second)] == [
        ("00412020001234", "00412020001234", 2), ("00417090009999", "00417090009999", 2),
    ]  # fmt: skip
    assert {row.place.page for row in second.rows} == {2}
    assert first.text("bank") == "KOSHI CO-OPERATIVE BANK"
    for name, page, text in (("account_number", 1, 2), ("ifsc", 1, 3), ("bank", 1, 0)):
        place = first.fields[name].place
        assert place is not None and place.box is not None
        assert (place.page, abs(place.box[3] * 842 - (842 - (800 - text * 12)))) <= (page, 4.0), name
    (same,) = read(drawn([*HEAD, COLUMNS, *rows], [*HEAD, COLUMNS, *rows]))
    assert same.part == ""


def two_on_one_page(second: str = "50200087654321", wrong: int = 0) -> bytes:
    """Two statements one under the other; the second goes on overleaf under its heading alone. `wrong` is added to the last balance on the first page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    y = 800.0

    def put(*cells: tuple[float, str]) -> None:
        nonlocal y
        for x, text in cells:
            (canvas.drawRightString if x > 300 else canvas.drawString)(x, y, text)
        y -= 14

    def lines(balance: int, *moved: int) -> int:
        put((40, "Date"), (110, "Narration"), (360, "Withdrawal"), (450, "Deposit"), (540, "Balance"))
        for number, amount in enumerate(moved, 3):
            balance += amount
            put((40, f"{number:02}/07/2026"), (110, f"NEFT party {number}"), (360 if amount < 0 else 450, f"{abs(amount):,.2f}"), (540, f"{balance:,.2f}"))
        return balance

    put((40, "Deccan Commercial Bank Ltd"))
    put((40, "Account No : 50200012345678"), (270, "IFSC : DCBL0000101"))
    lines(100_000, -5_000, 7_000, -2_500)
    y -= 30
    put((40, f"Account No : {second}"), (270, "IFSC : DCBL0000202"))
    left = lines(40_000 if second != "50200012345678" else 99_500, 1_000, -700)
    canvas.showPage()
    y = 800.0
    lines(left + wrong, 250, -50)
    canvas.save()
    return out.getvalue()


def test_two_accounts_on_one_page_are_two_statements_and_a_page_that_names_none_goes_on_with_the_second() -> None:
    data = two_on_one_page()
    first, second = read_paper(Paper(hashlib.sha256(data).hexdigest(), "both.pdf", len(data)), data)
    assert [(each.text("account_number"), each.text("ifsc")) for each in (first, second)] == [
        ("50200012345678", "DCBL0000101"),
        ("50200087654321", "DCBL0000202"),
    ]
    assert [row.amount for row in first.rows if isinstance(row, BankLine)] == [-5_000_00, 7_000_00, -2_500_00]
    assert [(row.amount, row.place.page) for row in second.rows if isinstance(row, BankLine)] == [(1_000_00, 1), (-700_00, 1), (250_00, 2), (-50_00, 2)]
    assert not [finding for finding in (*first.findings, *second.findings) if finding.severity is Severity.ERROR]


def test_what_breaks_in_the_second_account_of_a_page_is_told_by_the_line_of_the_page() -> None:
    data = two_on_one_page(wrong=5)
    _, second = read_paper(Paper(hashlib.sha256(data).hexdigest(), "both.pdf", len(data)), data)
    (said,) = [finding for finding in second.findings if finding.rule == "bank.balance_breaks"]
    assert "page 1, line 10" in said.sentence and "page 2, line 2" in said.sentence


def test_one_account_that_is_named_twice_on_a_page_is_one_statement() -> None:
    data = two_on_one_page(second="50200012345678")
    (only,) = read_paper(Paper(hashlib.sha256(data).hexdigest(), "one.pdf", len(data)), data)
    assert len(only.rows) == 7
