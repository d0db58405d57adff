"""Days of numbers alone: the paper's own span decides where it can, else a person is asked."""

from datetime import date

import pytest

from qrt.core.base.finding import Severity
from qrt.core.documents.dates import parse_span
from qrt.core.documents.types import RegisterRow
from tests.unit.readers.general import one, vouchers


def journal(span: str, *days: str) -> str:
    lines = "".join(f"{day},{number},Rent,100,\n{day},{number},Landlord,,100\n" for number, day in enumerate(days, 1))
    return f'Audit Co Private Limited\nJournal\n"{span}"\nDate,Num,Account,Debit,Credit\n{lines}'


def days(made) -> list[str]:
    return [day for day, _, _ in vouchers(made)]


@pytest.mark.parametrize(
    "span",
    ["July 1 - September 30, 2026", "1-Jul-26 to 30-Sep-26", "July - September, 2026", "07/01/2026 to 09/30/2026", "From July 1, 2026 to September 30, 2026"],
)
def test_the_month_is_first_where_only_so_every_day_lies_in_the_span(span: str) -> None:
    # Day first: 7 January, 8 September, 9 July. Month first: 1 July, 9 August, 7 September.
    made = one(journal(span, "07/01/2026", "08/09/2026", "09/07/2026"))
    assert days(made) == ["2026-07-01", "2026-08-09", "2026-09-07"]
    (finding,) = made.findings
    assert (finding.rule, finding.severity, finding.evidence[0].row, finding.evidence[0].column) == ("register.month_first", Severity.INFO, 4, "A")


def test_a_total_in_the_column_of_days_is_no_day() -> None:
    # Day first: 7 May; month first: 5 July.
    made = one(journal("July 1 - September 30, 2026", "07/05/2026") + "TOTAL,,,100,100\n")
    assert (days(made), [finding.rule for finding in made.findings]) == (["2026-07-05"], ["register.month_first"])


def test_days_that_lie_in_the_span_day_first_stay_day_first() -> None:
    made = one(journal("1-Jul-26 to 30-Sep-26", "07/09/2026", "08/07/2026"))
    assert (days(made), made.findings) == (["2026-07-08", "2026-09-07"], ())


def test_where_neither_reading_fits_the_span_a_person_is_asked() -> None:
    # Day first: 7 January, 5 August; month first: 1 July, 8 May. Each reading leaves one outside.
    made = one(journal("1-Jul-26 to 30-Sep-26", "07/01/2026", "05/08/2026"))
    (finding,) = made.findings
    assert (made.rows, finding.rule, finding.severity) == ((), "register.day_order_unclear", Severity.BLOCKING)
    assert "row 5" in finding.sentence and "1 of 2" in finding.sentence


def test_a_day_that_can_only_be_read_day_first_proves_the_rest() -> None:
    made = one(journal("1-Jul-26 to 30-Sep-26", "07/01/2026", "25/08/2026"))
    assert days(made) == ["2026-01-07", "2026-08-25"]
    assert [finding.rule for finding in made.findings] == ["register.outside_span"]


def test_days_with_a_name_for_the_month_ask_nobody() -> None:
    made = one(journal("1-Jul-26 to 30-Sep-26", "07-Jan-2026", "05-Aug-2026"))
    assert [finding.rule for finding in made.findings] == ["register.outside_span"]
    assert len([row for row in made.rows if isinstance(row, RegisterRow)]) == 2


def test_a_register_without_a_span_says_that_its_days_can_be_read_both_ways() -> None:
    assert one(journal("", "07/01/2026", "05/08/2026")).text("dates_either") == "yes"
    assert one(journal("", "07/01/2026", "25/08/2026")).text("dates_either") == ""
    assert one(journal("", "2026-07-01", "2026-08-05")).text("dates_either") == ""
    assert one(journal("", "07/07/2026")).text("dates_either") == ""


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("July 1 - September 30, 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("July - September 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("1 July to 30 September 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("December 2026 - February 2027", date(2026, 12, 1), date(2027, 2, 28)),
        ("07/01/2026 to 09/30/2026", date(2026, 7, 1), date(2026, 9, 30)),
    ],
)
def test_spans_with_the_year_said_once_and_with_the_month_first(text: str, first: date, last: date) -> None:
    assert parse_span(text) == (first, last)


@pytest.mark.parametrize("text", ["Rent - Landlord 2026", "September 30 - July 1, 2026", "31 February - 30 March 2026"])
def test_words_that_look_like_a_span_are_none(text: str) -> None:
    assert parse_span(text) is None


def test_years_that_stand_first_are_told_by_days_that_lie_over_decades() -> None:
    made = one(journal("", "26/07/01", "26/07/09", "26/07/28"))
    assert days(made) == ["2026-07-01", "2026-07-09", "2026-07-28"]
    assert "register.days_put_right" in [finding.rule for finding in made.findings]


def test_dates_that_a_spreadsheet_turned_round_are_told_by_the_texts_it_left(sheet_bytes) -> None:
    rows: list[list[object]] = [["Date", "Num", "Account", "Debit", "Credit"]]
    for number, day in enumerate((date(2026, 1, 7), date(2026, 9, 7), "07/15/2026", "07/28/2026"), 1):
        rows += [[day, number, "Rent", 100.0, None], [day, number, "Landlord", None, 100.0]]
    made = one(sheet_bytes(rows))
    assert days(made) == ["2026-07-01", "2026-07-09", "2026-07-15", "2026-07-28"]
    assert "register.days_put_right" in [finding.rule for finding in made.findings]
