"""Laws of depreciation: quarters make the year, nothing falls below its residual value, time never takes a charge back."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from qrt.core.assets.depreciation import Basis, Convention, Method, accumulated, charge, to_basis
from qrt.core.base.money import Paise
from qrt.core.base.period import FinancialYear, Quarter


@st.composite
def bases(draw: st.DrawFn) -> Basis:
    cost = draw(st.integers(1_00, 10**11))
    residual = cost * draw(st.integers(1, 20)) // 100 or 1
    used = draw(st.dates(date(2010, 4, 1), date(2028, 3, 31)))
    life = Decimal(draw(st.integers(1, 60)))
    method = draw(st.sampled_from(Method))
    forward = None
    if draw(st.booleans()):
        forward = (used + timedelta(days=draw(st.integers(1, 4000))), Paise(draw(st.integers(0, cost))))
    more = {"life": life} if draw(st.booleans()) else {"rate": Decimal(draw(st.integers(100, 9000))) / 100}
    made = to_basis(
        Paise(cost),
        Paise(residual),
        method,
        draw(st.sampled_from(Convention)),
        used,
        factor=draw(st.sampled_from([Fraction(1), Fraction(3, 2), Fraction(2)])),
        brought_forward=forward,
        **more,
    )
    return made if made is not None else Basis(Paise(cost), Paise(0), Method.SLM, Convention.DAYS, used, Paise(0), Fraction(cost), used)


@given(bases(), st.integers(2009, 2040))
def test_the_quarters_of_a_year_add_up_to_the_year_to_the_paisa(basis: Basis, start: int) -> None:
    year = FinancialYear(start)
    quarters = [Quarter(start, number) for number in (1, 2, 3, 4)]
    assert sum(charge(basis, each.first_day, each.last_day) for each in quarters) == charge(basis, year.first_day, year.last_day)


@given(bases(), st.dates(date(2009, 4, 1), date(2090, 3, 31)))
def test_nothing_is_charged_below_the_residual_value(basis: Basis, day: date) -> None:
    gone = accumulated(basis, day)
    assert 0 <= gone <= max(basis.cost - basis.residual, basis.opening)


@given(bases(), st.dates(date(2009, 4, 1), date(2060, 3, 31)), st.integers(0, 800))
def test_a_later_day_never_has_less_depreciation(basis: Basis, day: date, days: int) -> None:
    assert accumulated(basis, day + timedelta(days=days)) >= accumulated(basis, day)


@given(st.integers(1_00, 10**10), st.integers(2, 30), st.integers(2012, 2026), st.sampled_from(Method))
def test_a_close_that_opens_where_the_last_one_ended_gives_the_same_as_one_that_never_stopped(cost: int, life: int, start: int, method: Method) -> None:
    residual = Paise(cost * 5 // 100 or 1)
    used = date(start, 8, 17)
    whole = to_basis(Paise(cost), residual, method, Convention.DAYS, used, life=Decimal(life))
    if whole is None:
        return
    for quarter in (Quarter(start + 1, number) for number in (1, 2, 3, 4)):
        stood = accumulated(whole, quarter.first_day - timedelta(days=1))
        again = to_basis(Paise(cost), residual, method, Convention.DAYS, used, life=Decimal(life), brought_forward=(quarter.first_day, stood))
        assert again is not None
        assert charge(again, quarter.first_day, quarter.last_day) == charge(whole, quarter.first_day, quarter.last_day)


@given(bases(), st.integers(2009, 2040), st.integers(0, 1))
def test_a_register_that_opens_a_year_with_our_figure_or_a_paisa_off_has_the_same_charges_to_a_paisa(basis: Basis, start: int, off: int) -> None:
    day = date(start, 4, 1)
    if day <= basis.start or basis.opening != 0:  # A basis that begins later has nothing to open a year with.
        return
    opening = Paise(accumulated(basis, day - timedelta(days=1)) + off)
    again = replace(basis, start=day, opening=opening)
    for quarter in (Quarter(start, number) for number in (1, 2, 3, 4)):
        one, other = (charge(each, quarter.first_day, quarter.last_day) for each in (basis, again))
        assert abs(one - other) <= 1
