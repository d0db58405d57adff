"""What comes back at a regular step is told where it is missing."""

import datetime

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from qrt.core.recon.engine.recurring import expected_missing

APRIL = datetime.date(2026, 4, 5)


def lines(*rows: tuple[str, datetime.date, int, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"id": pl.String, "date": pl.Date, "amount": pl.Int64, "narration": pl.String}, orient="row")


NOTHING = lines()
RENT = [(f"r{month}", datetime.date(2026, month, 5 if month != 8 else 7), -5_000_000, "NEFT DR KAVERI ESTATES RENT") for month in (4, 5, 6, 7, 8, 9)]
OTHER = ("x", datetime.date(2026, 11, 2), 77_700, "NEFT CR MEGHDOOT PAPERS")


def test_rent_that_did_not_come_is_expected_a_step_after_the_last():
    found = expected_missing(NOTHING, lines(*RENT, OTHER))
    assert [(row["side"], row["paise"], row["every"], row["times"], row["after"], row["due"]) for row in found] == [
        ("right", -5_000_000, "month", 6, "r9", "2026-10-05"),
    ]
    assert "KAVERI" in found[0]["party"]


def test_a_month_left_out_is_told_by_the_line_before_it():
    found = expected_missing(lines(*(row for row in RENT if row[0] != "r6")), NOTHING)
    assert [(row["side"], row["after"], row["due"]) for row in found] == [("left", "r5", "2026-06-04")]


def test_salaries_that_differ_a_little_are_one_rhythm():
    paid = [(f"s{k}", datetime.date(2026, month, 30), -(4_000_000 + k * 30_000), "SALARY OM PRAKASH") for k, month in enumerate((4, 5, 6, 7))]
    assert [(row["every"], row["times"], row["due"]) for row in expected_missing(lines(*paid, OTHER), NOTHING)] == [("month", 4, "2026-08-29")]


def test_what_is_complete_or_has_no_rhythm_lets_nothing_be_expected():
    assert expected_missing(NOTHING, lines(*RENT)) == []
    wild = [
        ("a", APRIL, -100, "RAVI TRADERS"),
        ("b", APRIL + datetime.timedelta(3), -100, "RAVI TRADERS"),
        ("c", APRIL + datetime.timedelta(40), -100, "RAVI TRADERS"),
    ]
    assert expected_missing(NOTHING, lines(*wild, OTHER)) == []
    assert expected_missing(NOTHING, NOTHING) == []


@given(order=st.permutations([*RENT[:2], *RENT[3:], OTHER]))
def test_the_order_of_lines_changes_nothing(order: list[tuple[str, datetime.date, int, str]]):
    assert expected_missing(NOTHING, lines(*order)) == expected_missing(NOTHING, lines(*RENT[:2], *RENT[3:], OTHER))
