"""A document's number is the same however it was typed; a year is told from a number by the day."""

import datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrt.core.recon.engine.numbers import with_numbers


def numbers(*typed: str | None, day: datetime.date | None = datetime.date(2026, 8, 5)) -> pl.DataFrame:
    """What `with_numbers` makes of numbers of one day."""
    lines = pl.DataFrame({"bill_no": list(typed), "date": [day] * len(typed)}, schema={"bill_no": pl.String, "date": pl.Date})
    return with_numbers(lines.with_columns(pl.col("date").cast(pl.Int32)))


@pytest.mark.parametrize(
    "typed",
    ["TS/26-27/0118", "TS-118", "ts 118/2026-2027", "TS0118", "Bill No TS 118", "TS/2026/27/118", "TS 26 27 118", "TS/0118/2627", "TS/002627/118"],
)
def test_a_bill_is_the_same_however_it_was_typed(typed: str):
    found = numbers(typed)
    assert (found["bill"][0], found["number"][0]) == ("TS118", "118")


def test_a_year_joined_to_the_number_is_cut_off():
    assert numbers("CNT13152627", "20262700026", "SRP2627282", "2627005697")["number"].to_list() == ["1315", "26", "282", "5697"]


def test_a_number_that_looks_like_a_year_stays_a_number_when_it_stands_alone():
    assert numbers("2627", "INV-2627", "02627")["number"].to_list() == ["2627", "2627", "2627"]


def test_nothing_but_a_year_says_nothing():
    assert numbers("GST/26-27/MSM", "MSC/2026-27", "", None)["number"].to_list() == [None, None, None, None]


def test_the_day_tells_which_pair_of_numbers_is_the_year():
    assert numbers("25/26-27")["number"][0] == "25"
    assert numbers("25/26-27", day=datetime.date(2025, 8, 5))["number"][0] == "27"


def test_a_bill_of_last_year_states_its_year():
    found = numbers("A/2025-26/9", "A/9", day=datetime.date(2026, 4, 20))
    assert found["number"].to_list() == ["9", "9"] and found["year"].to_list() == [25, None]


def test_letters_typed_for_digits_are_digits_and_names_stay_names():
    assert numbers("1O5", "PO105", "I18", "2I8")["bill"].to_list() == ["105", "PO105", "I18", "218"]


def test_without_a_day_any_two_following_years_are_a_year():
    assert numbers("TS/26-27/118", "26-29/118", day=None)["number"].to_list() == ["118", "2629118"]


@given(serial=st.integers(1, 99_999), zeros=st.integers(0, 4), between=st.sampled_from(["/", "-", " ", ""]), prefix=st.sampled_from(["TS", "A", "GST", "XY"]))
def test_the_number_survives_zeros_separators_and_the_year(serial: int, zeros: int, between: str, prefix: str):
    printed = f"{prefix}{between}{'0' * zeros}{serial}/26-27"
    assert numbers(printed)["number"][0] == str(serial)
    assert numbers(printed)["bill"][0] == f"{prefix}{serial}"
