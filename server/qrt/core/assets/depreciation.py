"""Depreciation as arithmetic: what has been charged on an asset up to a day. No register, no books, no law here: only a basis and a day.

Conventions, stated once. By days: the days of use over the days of the financial year (365 or 366), the first day and the day of disposal included
(Schedule II, Part C, note 2: pro rata from the date of addition, up to the date of sale). By months: a month begun is a whole month from addition, and a
month of disposal counts when it was used to its last day; some companies book so, and a register proves it.

What a financial year closes with is whole paise, as books and registers print it; what stands at a day within a year is that and the year's part, rounded once,
half up. A charge is the difference between two days, so the quarters of a year always add up to the year.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from qrt.core.base.money import ZERO, Paise
from qrt.core.base.period import FinancialYear, Month

_DAY = timedelta(days=1)


class Method(StrEnum):
    """Straight line or written-down value."""

    SLM = "slm"
    WDV = "wdv"


class Convention(StrEnum):
    """How a part of a year is counted."""

    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Basis:
    """All that a charge depends on.

    start     the day from which `opening` runs on: put to use, or the first day of the period whose opening balance is known
    opening   depreciation up to the day before `start`
    annual    straight line: paise a year; written-down value: percent a year, as a fraction (0.1810)
    factor    1 for a single shift, 1.5 and 2 for two and three
    first_use when the asset was put to use: before `start` for an asset brought forward
    """

    cost: Paise
    residual: Paise
    method: Method
    convention: Convention
    start: date
    opening: Paise
    annual: Fraction
    first_use: date
    factor: Fraction = Fraction(1)

    @property
    def floor(self) -> Paise:
        """The most that may have been charged: cost less residual value, or what was charged before where that is more already."""
        return Paise(max(self.cost - self.residual, self.opening))


def years_between(first: date, last: date, convention: Convention) -> Fraction:
    """Length of use from `first` to `last`, both included, in years; 0 when `last` is before `first`. By days each financial year has its own length."""
    if last < first:
        return Fraction(0)
    if convention is Convention.MONTHS:
        months = (last.year - first.year) * 12 + last.month - first.month
        # A whole month counts from its first day of use; the month that `last` lies in counts when it is over.
        return Fraction(months + (1 if last == Month.of(last).last_day else 0), 12)
    total = Fraction(0)
    for start in range(FinancialYear.of(first).start, FinancialYear.of(last).start + 1):
        year = FinancialYear(start)
        inside = (min(last, year.last_day) - max(first, year.first_day)).days + 1
        total += Fraction(inside, days_of_year(year))
    return total


def days_of_year(year: FinancialYear) -> int:
    """365 or 366."""
    return (year.last_day - year.first_day).days + 1


def accumulated(basis: Basis, day: date) -> Paise:
    """Depreciation charged from the asset's first day to the end of `day`; before the basis begins, what was brought forward."""
    if day < basis.start:
        return basis.opening
    return _straight(basis, day) if basis.method is Method.SLM else _written_down(basis, day)


def charge(basis: Basis, first: date, last: date) -> Paise:
    """Depreciation of the days `first` to `last`, both included."""
    return Paise(accumulated(basis, last) - accumulated(basis, first - _DAY))


def _straight(basis: Basis, day: date) -> Paise:
    """Year by year: what a financial year closes with is whole paise, and the next one starts from there."""
    total, first, yearly = basis.opening, basis.start, basis.annual * basis.factor
    while first <= day and total < basis.floor:
        last = min(day, FinancialYear.of(first).last_day)
        total = Paise(min(_rounded(total + yearly * years_between(first, last, basis.convention)), basis.floor))
        first = last + _DAY
    return total


def _written_down(basis: Basis, day: date) -> Paise:
    """Each financial year takes the rate on what it opened with; a year's closing figure is whole paise, as registers print it."""
    year = FinancialYear.of(basis.start)
    value = _opening_of_year(basis, year)
    total = Fraction(basis.opening)
    rate = basis.annual * basis.factor
    while True:
        first, last = max(basis.start, year.first_day), min(day, year.last_day)
        total = min(total + value * rate * years_between(first, last, basis.convention), Fraction(basis.floor))
        if last == day:
            return _rounded(total)
        total = Fraction(_rounded(total))
        value = Fraction(basis.cost) - total
        year = FinancialYear(year.start + 1)


def _opening_of_year(basis: Basis, year: FinancialYear) -> Fraction:
    """Written-down value that the year of `start` opened with. Brought forward inside a year, it is worked back from what the year has charged since."""
    if basis.start == year.first_day or basis.start <= basis.first_use:
        return Fraction(basis.cost - basis.opening)
    if basis.first_use >= year.first_day:
        return Fraction(basis.cost)
    part = basis.annual * basis.factor * years_between(year.first_day, basis.start - _DAY, basis.convention)
    return (basis.cost - basis.opening) / (1 - part) if part < 1 else Fraction(basis.cost - basis.opening)


def _rounded(amount: Fraction) -> Paise:
    return Paise((2 * amount.numerator + amount.denominator) // (2 * amount.denominator))


def percent_of_cost(cost: Paise, percent: Decimal) -> Paise:
    """Percent of the cost, rounded once to the paisa."""
    return Paise(int((Decimal(cost) * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)))


def wdv_rate(cost: Paise, residual: Paise, life: Decimal) -> Decimal | None:
    """Percent a year that leaves `residual` after `life` years: 1 - (s/c)^(1/n), to two decimals half up.

    Two decimals because the Guidance Note of the ICAI and the registers of practice print it so (15 years and 5 %: 18.10), and a register can only be
    checked with the rate that it was made with. None when the residual or the life is nil: no rate leaves nothing.
    """
    if cost <= 0 or residual <= 0 or life <= 0 or residual >= cost:
        return None
    with localcontext() as context:
        context.prec = 40
        kept = (Decimal(residual) / Decimal(cost)) ** (1 / life)
        return ((1 - kept) * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def to_basis(
    cost: Paise,
    residual: Paise,
    method: Method,
    convention: Convention,
    put_to_use: date,
    *,
    life: Decimal | None = None,
    rate: Decimal | None = None,
    factor: Fraction = Fraction(1),
    brought_forward: tuple[date, Paise] | None = None,
) -> Basis | None:
    """The basis of an asset at its life, or at the company's own rate where one is given; None when neither gives one.

    brought_forward  (first day, depreciation before it) of a register that opens later than the asset. Where that is what the asset's own basis gives at that
                     day the basis simply goes on; else straight line spreads what is left over what is left of the life (Schedule II, note 7; a change of
                     estimate runs forward, AS 10 and Ind AS 16), and written-down value takes its rate on what is left.
    """
    per_year = _annual(cost, residual, method, life, rate)
    if per_year is None:
        return None
    whole = Basis(cost, residual, method, convention, put_to_use, ZERO, per_year, put_to_use, factor)
    if brought_forward is None or brought_forward[0] <= put_to_use:
        return replace(whole, opening=brought_forward[1]) if brought_forward and brought_forward[1] else whole
    start, opening = brought_forward
    if abs(accumulated(whole, start - _DAY) - opening) <= 1:
        # A paisa is rounding: what the register prints stands, and the basis goes on from it.
        return replace(whole, start=start, opening=opening) if start == FinancialYear.of(start).first_day else whole
    if method is Method.SLM and rate is None and life is not None:
        left = Fraction(life) - years_between(put_to_use, start - _DAY, convention)
        to_go = Fraction(max(cost - residual - opening, 0))
        per_year = to_go / left if left > 0 else Fraction(0)
    return Basis(cost, residual, method, convention, start, opening, per_year, put_to_use, factor)


def _annual(cost: Paise, residual: Paise, method: Method, life: Decimal | None, rate: Decimal | None) -> Fraction | None:
    if method is Method.SLM:
        if rate is not None:
            return Fraction(cost) * Fraction(rate) / 100
        return Fraction(cost - residual) / Fraction(life) if life else None
    percent = rate if rate is not None else wdv_rate(cost, residual, life) if life else None
    return Fraction(percent) / 100 if percent is not None else None


@dataclass(frozen=True, slots=True)
class Transition:
    """An asset on the day the Act of 2013 (or a shorter life) takes hold: what is carried, over how long it goes on, or what is written off at once.

    write_off  carrying amount less residual value of an asset whose life is over: against retained earnings on transition (Schedule II, note 7(b)), else
               through the statement of profit and loss; which of the two is for a person to say
    """

    carrying: Paise
    residual: Paise
    years_left: Fraction
    yearly: Paise
    write_off: Paise


def transition(
    cost: Paise, opening: Paise, residual: Paise, life: Decimal, put_to_use: date, day: date, convention: Convention = Convention.DAYS
) -> Transition:
    """Schedule II, note 7: the carrying amount on `day` goes over the rest of the life; where the life is over it goes down to the residual value at once."""
    left = max(Fraction(life) - years_between(put_to_use, day - _DAY, convention), Fraction(0))
    to_go = Fraction(max(cost - opening - residual, 0))
    yearly = _rounded(to_go / left) if left else ZERO
    return Transition(Paise(cost - opening), residual, left, yearly, ZERO if left else Paise(int(to_go)))
