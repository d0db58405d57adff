"""Depreciation worked by hand: straight line, written-down value, parts of a year, shifts, transition, residual value."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from qrt.core.assets.depreciation import Basis, Convention, Method, accumulated, charge, to_basis, transition, wdv_rate
from qrt.core.base.money import Paise, rupees

DAYS, MONTHS = Convention.DAYS, Convention.MONTHS


def basis(cost: str, residual: str, method: Method, used: date, convention: Convention = DAYS, **more) -> Basis:
    made = to_basis(rupees(cost), rupees(residual), method, convention, used, **more)
    assert made is not None
    return made


@pytest.mark.parametrize(("years", "rate"), [(3, "63.16"), (5, "45.07"), (8, "31.23"), (10, "25.89"), (15, "18.10"), (30, "9.50"), (60, "4.87")])
def test_the_written_down_rates_are_those_that_practice_prints_for_five_percent(years: int, rate: str) -> None:
    assert wdv_rate(rupees("1,00,000"), rupees("5,000"), Decimal(years)) == Decimal(rate)


def test_nothing_left_gives_no_written_down_rate() -> None:
    assert wdv_rate(rupees("1,00,000"), Paise(0), Decimal(5)) is None


def test_straight_line_by_days_counts_the_first_day_and_the_last() -> None:
    # 1,20,000 less 5 % = 1,14,000 over 3 years = 38,000 a year. 15-Aug to 30-Sep-2026: 17 + 30 = 47 days of 365: 38,000 x 47 / 365 = 4,893.150... -> 4,893.15.
    asset = basis("1,20,000", "6,000", Method.SLM, date(2026, 8, 15), life=Decimal(3))
    assert charge(asset, date(2026, 7, 1), date(2026, 9, 30)) == rupees("4,893.15")
    assert charge(asset, date(2026, 7, 1), date(2026, 8, 14)) == 0


def test_a_leap_year_has_366_days() -> None:
    # FY 2027-28 holds 29-Feb-2028. 36,600 a year: a day is 100.00; April has 30.
    asset = basis("1,09,800", "0", Method.SLM, date(2027, 4, 1), life=Decimal(3))
    assert charge(asset, date(2027, 4, 1), date(2027, 4, 30)) == rupees("3,000")


def test_by_months_a_month_begun_is_a_whole_one() -> None:
    # 12,000 a year is 1,000 a month; used from 20-Aug: August and September.
    asset = basis("36,000", "0", Method.SLM, date(2026, 8, 20), MONTHS, life=Decimal(3))
    assert charge(asset, date(2026, 7, 1), date(2026, 9, 30)) == rupees("2,000")


def test_written_down_value_takes_its_rate_on_what_the_year_opened_with() -> None:
    # 15 years, 5 %: 18.10 %. 1st year 1,00,000 x 18.10 % = 18,100; 2nd 81,900 x 18.10 % = 14,823.90; 3rd 67,076.10 x 18.10 % = 12,140.774 -> 12,140.77.
    asset = basis("1,00,000", "5,000", Method.WDV, date(2024, 4, 1), life=Decimal(15))
    years = [charge(asset, date(year, 4, 1), date(year + 1, 3, 31)) for year in (2024, 2025, 2026)]
    assert years == [rupees("18,100"), rupees("14,823.90"), rupees("12,140.77")]


def test_written_down_value_of_a_quarter_is_its_days_of_the_year() -> None:
    # 3rd year 12,140.774 by 92 days of 365 (July to September), out of cumulated: after June 91/365: 3,026.878; after September 183/365: 6,087.018.
    asset = basis("1,00,000", "5,000", Method.WDV, date(2024, 4, 1), life=Decimal(15))
    # 32,923.90 + 3,026.87... = 35,950.78; 32,923.90 + 6,087.01... = 39,010.97 (67,076.10 x .1810 = 12,140.7741; x 91/365 = 3,026.8779; x 183/365 = 6,087.0181).
    assert charge(asset, date(2026, 7, 1), date(2026, 9, 30)) == rupees("39,010.92") - rupees("35,950.78")


def test_no_charge_takes_an_asset_below_its_residual_value() -> None:
    slm = basis("1,00,000", "5,000", Method.SLM, date(2020, 4, 1), rate=Decimal(25))
    assert accumulated(slm, date(2030, 3, 31)) == rupees("95,000")
    wdv = basis("1,00,000", "5,000", Method.WDV, date(2020, 4, 1), rate=Decimal(60))
    # 60,000; 24,000; 9,600 -> 93,600; the 4th year 3,840 would make 97,440: it stops at 95,000.
    assert [accumulated(wdv, date(year, 3, 31)) for year in (2021, 2022, 2023, 2024)] == [rupees(each) for each in ("60,000", "84,000", "93,600", "95,000")]


def test_two_shifts_add_half_and_three_add_the_whole() -> None:
    # 14,250 a year over 20 years on 3,00,000 less 5 %; a full year at 1, 1.5 and 2.
    charges = [
        charge(basis("3,00,000", "15,000", Method.SLM, date(2026, 4, 1), life=Decimal(20), factor=Fraction(shift)), date(2026, 4, 1), date(2027, 3, 31))
        for shift in ("1", "3/2", "2")
    ]
    assert charges == [rupees("14,250"), rupees("21,375"), rupees("28,500")]


def test_a_register_that_opens_where_the_life_would_be_goes_on_as_if_nothing_had_happened() -> None:
    # 10 years on 1,00,000 less 5,000: 9,500 a year; after exactly 2 years 19,000.
    whole = basis("1,00,000", "5,000", Method.SLM, date(2024, 4, 1), life=Decimal(10))
    opened = basis("1,00,000", "5,000", Method.SLM, date(2024, 4, 1), life=Decimal(10), brought_forward=(date(2026, 4, 1), rupees("19,000")))
    for day in (date(2026, 3, 31), date(2026, 9, 30), date(2027, 3, 31), date(2033, 3, 31), date(2034, 3, 31), date(2040, 3, 31)):
        assert accumulated(opened, day) == accumulated(whole, day), day
    assert accumulated(opened, date(2034, 3, 31)) == rupees("95,000")


def test_each_year_of_the_straight_line_closes_in_whole_paise_as_a_register_prints_it() -> None:
    # 6.33 % of 12,93,000 is 81,846.90 a year. Put to use on 5 May 2023: 332 of 366 days are 74,243.6361: 74,243.64; two whole years more make 2,37,937.44.
    asset = basis("12,93,000", "64,650", Method.SLM, date(2023, 5, 5), rate=Decimal("6.33"))
    assert [accumulated(asset, date(year, 3, 31)) for year in (2024, 2026)] == [rupees("74,243.64"), rupees("2,37,937.44")]
    # 91 of 365 days: 20,405.6655, 183: 41,035.5690. July to September is the difference of the two as they are printed, 20,405.67 and 41,035.57.
    assert charge(asset, date(2026, 7, 1), date(2026, 9, 30)) == rupees("20,629.90")
    # A register that prints a paisa more goes on from its own figure.
    printed = basis("12,93,000", "64,650", Method.SLM, date(2023, 5, 5), rate=Decimal("6.33"), brought_forward=(date(2026, 4, 1), rupees("2,37,937.45")))
    assert accumulated(printed, date(2026, 9, 30)) == rupees("2,78,973.02")


def test_what_was_charged_too_much_before_is_spread_over_the_rest_of_the_life() -> None:
    # 31,000 charged in 2 of 10 years: (1,00,000 - 5,000 - 31,000) / 8 = 8,000 a year.
    asset = basis("1,00,000", "5,000", Method.SLM, date(2024, 4, 1), life=Decimal(10), brought_forward=(date(2026, 4, 1), rupees("31,000")))
    assert charge(asset, date(2026, 4, 1), date(2027, 3, 31)) == rupees("8,000")


def test_written_down_value_brought_forward_inside_a_year_is_worked_back_to_the_years_opening() -> None:
    # The year opened at 50,000, rate 36.5 %: 18,250 a year, 50.00 a day. After 91 days 4,550 are charged; July to September are 92 days: 4,600.
    asset = basis("1,00,000", "5,000", Method.WDV, date(2020, 4, 1), rate=Decimal("36.5"), brought_forward=(date(2026, 7, 1), rupees("54,550")))
    assert charge(asset, date(2026, 7, 1), date(2026, 9, 30)) == rupees("4,600")


def test_on_transition_the_carrying_amount_goes_over_what_is_left_of_the_life() -> None:
    # 2,00,000 bought 1-Apr-2010, 80,000 charged by 31-Mar-2014; life 10, 4 used: (1,20,000 - 10,000) / 6 = 18,333.33 a year.
    found = transition(rupees("2,00,000"), rupees("80,000"), rupees("10,000"), Decimal(10), date(2010, 4, 1), date(2014, 4, 1))
    assert (found.years_left, found.yearly, found.write_off) == (6, rupees("18,333.33"), 0)


def test_on_transition_an_asset_whose_life_is_over_goes_down_to_its_residual_value() -> None:
    found = transition(rupees("50,000"), rupees("30,000"), rupees("2,500"), Decimal(3), date(2010, 4, 1), date(2014, 4, 1))
    assert (found.years_left, found.yearly, found.write_off) == (0, 0, rupees("17,500"))
