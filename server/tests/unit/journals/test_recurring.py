"""Vouchers that come back, and sheets of journals."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.journals.recurring import Template, copied_day, days_in, draft_due, due_in, raised
from qrt.core.journals.sheet import find_columns, read_sheet
from qrt.core.ledger.types import Line, VoucherKind

Q2 = Quarter(2026, 2)
RENT = Template(
    "t1",
    "KT",
    VoucherKind.JOURNAL,
    "monthly",
    31,
    date(2026, 4, 1),
    None,
    (Line("Rent", Paise(50_000_00)), Line("Landlord", Paise(-50_000_00))),
    narration="Rent",
)


def test_a_monthly_template_has_a_day_in_each_month_and_the_last_one_where_there_are_fewer() -> None:
    assert days_in(RENT, Q2) == (("2026-07", date(2026, 7, 31)), ("2026-08", date(2026, 8, 31)), ("2026-09", date(2026, 9, 30)))


def test_a_quarterly_template_falls_in_the_last_month() -> None:
    assert days_in(replace(RENT, cadence="quarterly", day_of_month=30), Q2) == (("2026-27-Q2", date(2026, 9, 30)),)
    assert days_in(replace(RENT, cadence="quarterly", day_of_month=31), Quarter(2026, 4)) == (("2026-27-Q4", date(2027, 3, 31)),)


def test_nothing_is_due_before_the_start_after_the_end_or_twice() -> None:
    short = replace(RENT, start_on=date(2026, 8, 1), end_on=date(2026, 8, 31))
    assert [period for period, _ in days_in(short, Q2)] == ["2026-08"]
    assert [period for period, _ in due_in(RENT, Q2, {"2026-07", "2026-09"})] == ["2026-08"]


def test_a_template_that_follows_the_last_one_takes_its_amounts_and_the_percent_more() -> None:
    more = replace(RENT, amount_from="last", percent=Decimal(10))
    last = (Line("Rent", Paise(60_000_00)), Line("Landlord", Paise(-60_000_00)))
    assert [line.amount for line in draft_due(more, "2026-07", date(2026, 7, 31), last).lines] == [66_000_00, -66_000_00]
    # The first one has nothing to follow.
    assert [line.amount for line in draft_due(more, "2026-07", date(2026, 7, 31), None).lines] == [50_000_00, -50_000_00]
    assert [line.amount for line in draft_due(RENT, "2026-07", date(2026, 7, 31), last).lines] == [50_000_00, -50_000_00]


def test_a_draft_is_keyed_by_template_and_period_and_reverses_when_it_should() -> None:
    made = draft_due(replace(RENT, auto_reverse=True), "2026-07", date(2026, 7, 31), None)
    assert (made.key, made.reverses_on) == ("template:t1/2026-07", date(2026, 8, 1))
    quarterly = replace(RENT, cadence="quarterly", auto_reverse=True)
    assert draft_due(quarterly, "2026-27-Q2", date(2026, 9, 30), None).reverses_on == date(2026, 10, 1)
    assert draft_due(RENT, "2026-07", date(2026, 7, 31), None).reverses_on is None


@given(st.lists(st.integers(-(10**10), 10**10).filter(bool), min_size=1, max_size=7), st.decimals(-99, 900, places=4))
def test_raised_amounts_balance_to_the_paisa(legs: list[int], percent: Decimal) -> None:
    lines = tuple(Line("x", Paise(amount)) for amount in [*legs, -sum(legs)])
    assert sum(line.amount for line in raised(lines, percent)) == 0


@pytest.mark.parametrize(
    ("day", "copy"), [(date(2026, 7, 15), date(2026, 10, 15)), (date(2026, 8, 31), date(2026, 11, 30)), (date(2026, 9, 30), date(2026, 12, 30))]
)
def test_a_copy_stands_on_the_same_place_of_the_next_quarter(day: date, copy: date) -> None:
    assert copied_day(day, Quarter(2026, 3)) == copy


HEADING = ["Date", "Ledger", "Debit", "Credit", "Narration", "Voucher", "Cost Centre"]


def read(*rows: list[str]):
    return read_sheet([["Journals of September"], HEADING, *rows], "KT", Q2, {"Rent", "Landlord"}, {"Casting"}, "sheet:abc")


def test_a_sheet_gives_a_voucher_for_each_group() -> None:
    rows, vouchers = read(
        ["30-09-2026", "Rent", "50,000.00", "", "Rent for September", "1", "Casting"],
        ["", "Landlord", "", "50000", "", "", ""],
        ["2026-09-29", "Rent", "1.50", "", "More", "2", ""],
        ["29/09/2026", "Landlord", "", "1.50", "", "2", ""],
    )
    assert all(not row.errors for row in rows)
    assert [(each.group, each.day, each.amount, each.rows, each.errors) for each in vouchers] == [
        ("1", date(2026, 9, 30), 50_000_00, (3, 4), ()),
        ("2", date(2026, 9, 29), 1_50, (5, 6), ()),
    ]
    first = vouchers[0].draft
    assert first and first.key == "sheet:abc/1"
    assert [(line.ledger, line.amount, line.cost_centre) for line in first.lines] == [("Rent", 50_000_00, "Casting"), ("Landlord", -50_000_00, "")]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["31-02-2026", "Rent", "1", "", "n", "1", ""], "'31-02-2026' is no date"),
        (["", "Rent", "1", "", "n", "1", ""], "no date"),
        (["30-06-2026", "Rent", "1", "", "n", "1", ""], "does not lie in 2026-27-Q2"),
        (["30-09-2026", "rent ", "1", "", "n", "1", ""], "no ledger 'rent'; the books have 'Rent'"),
        (["30-09-2026", "", "1", "", "n", "1", ""], "no ledger"),
        (["30-09-2026", "Rent", "1.005", "", "n", "1", ""], "debit:"),
        (["30-09-2026", "Rent", "1", "2", "n", "1", ""], "both have an amount"),
        (["30-09-2026", "Rent", "", "", "n", "1", ""], "neither debit nor credit"),
        (["30-09-2026", "Rent", "-5", "", "n", "1", ""], "negative"),
        (["30-09-2026", "Rent", "1", "", "n", "1", "Foundry"], "no cost centre 'Foundry'"),
    ],
)
def test_what_is_wrong_in_a_row_is_said_in_its_row_and_hides_no_other(row: list[str], says: str) -> None:
    rows, vouchers = read(
        row, ["30-09-2026", "Landlord", "", "1", "n", "1", ""], ["30-09-2026", "Rent", "2", "", "n", "2", ""], ["", "Landlord", "", "2", "", "2", ""]
    )
    assert any(says in error for error in rows[0].errors)
    assert vouchers[0].draft is None and any("row 3: " in error for error in vouchers[0].errors)
    assert vouchers[1].draft is not None


def test_a_group_that_does_not_balance_or_has_one_row_is_told() -> None:
    _, vouchers = read(
        ["30-09-2026", "Rent", "5", "", "n", "1", ""], ["30-09-2026", "Landlord", "", "4", "", "1", ""], ["30-09-2026", "Rent", "5", "", "n", "2", ""]
    )
    assert vouchers[0].errors == ("debits and credits differ by 1.00",)
    assert "a voucher needs two rows" in vouchers[1].errors


def test_a_sheet_without_headings_has_no_columns() -> None:
    assert find_columns([["a", "b"], ["1", "2"]]) is None
    assert find_columns([HEADING]) == (0, {"day": 0, "ledger": 1, "debit": 2, "credit": 3, "narration": 4, "group": 5, "cost_centre": 6})
