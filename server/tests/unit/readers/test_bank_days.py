"""Days of bank statements that a program wrote in another order, and those that lie outside of what the paper says of itself."""

from datetime import date

import pytest

from qrt.adapters.bank import read_bank_table, read_mt940

HEAD = "Account No :50100012345678\n{span}Date,Narration,Withdrawal Amt.,Deposit Amt.,Closing Balance\n"
STEPS = ((100, "1100.00"), (200, "1300.00"), (300, "1600.00"), (400, "2000.00"))


def rules(extraction):
    return [finding.rule for finding in extraction.findings]


def days(extraction):
    return [(row.day.month, row.day.day) for row in extraction.rows]


def statement(texts: list[str], span: str = "") -> bytes:
    lines = "".join(f"{text},PAY,,{amount}.00,{balance}\n" for text, (amount, balance) in zip(texts, STEPS, strict=False))
    return (HEAD.format(span=span) + lines).encode()


@pytest.fixture
def table(paper):
    def run(data: bytes, name: str = "bank.csv"):
        (made,) = read_bank_table(paper(data, name), data)
        return made

    return run


def test_years_of_two_digits_that_stand_first_are_told_by_days_that_lie_over_decades(table) -> None:
    made = table(statement(["26/10/01", "26/10/03", "26/10/15", "26/10/28"]))
    assert [row.day for row in made.rows] == [date(2026, 10, 1), date(2026, 10, 3), date(2026, 10, 15), date(2026, 10, 28)]
    assert rules(made) == ["bank.days_put_right"]


def test_days_that_lie_close_together_stay_day_first(table) -> None:
    made = table(statement(["01/10/26", "03/10/26", "15/10/26", "28/10/26"]))
    assert (days(made), rules(made)) == ([(10, 1), (10, 3), (10, 15), (10, 28)], [])


def test_dates_that_a_spreadsheet_turned_round_are_told_by_the_texts_it_left(table, sheet_bytes) -> None:
    rows: list[list[object]] = [["Account No :50100012345678"], ["Date", "Narration", "Withdrawal Amt.", "Deposit Amt.", "Closing Balance"]]
    for day, (amount, balance) in zip((date(2026, 1, 10), date(2026, 3, 10), "15/10/2026", "28/10/2026"), STEPS, strict=True):
        rows.append([day, "PAY", None, float(amount), float(balance)])
    made = table(sheet_bytes(rows), "bank.xlsx")
    assert (days(made), rules(made)) == ([(10, 1), (10, 3), (10, 15), (10, 28)], ["bank.days_put_right"])


def test_true_dates_that_no_order_can_turn_stay_as_they_are(table, sheet_bytes) -> None:
    rows: list[list[object]] = [["Date", "Narration", "Withdrawal Amt.", "Deposit Amt.", "Closing Balance"]]
    for day, (amount, balance) in zip((date(2026, 10, 1), date(2026, 10, 13), "15/10/2026", "28/10/2026"), STEPS, strict=True):
        rows.append([day, "PAY", None, float(amount), float(balance)])
    made = table(sheet_bytes(rows), "bank.xlsx")
    assert (days(made), rules(made)) == ([(10, 1), (10, 13), (10, 15), (10, 28)], [])


def test_lines_outside_of_the_span_that_the_statement_states_are_told(table, paper) -> None:
    made = table(statement(["10/01/2026", "10/03/2026", "10/05/2026", "10/07/2026"], span="Statement From : 01/10/2026 To : 31/10/2026\n"))
    assert "bank.day_outside_period" in rules(made)
    assert "4 of its 4 lines" in next(finding.sentence for finding in made.findings if finding.rule == "bank.day_outside_period")
    message = b":20:ST\n:25:501\n:28C:1/1\n:60F:C261001INR100,00\n:61:0110261001C10,00NTRFX\n:62F:C261031INR110,00\n-\n"
    (read,) = read_mt940(paper(message), message)
    assert rules(read) == ["bank.day_outside_period"]


def test_days_just_around_the_span_are_booked_over_a_holiday(table) -> None:
    made = table(statement(["30/09/2026", "03/10/2026", "15/10/2026", "02/11/2026"], span="Statement From : 01/10/2026 To : 31/10/2026\n"))
    assert rules(made) == []
