"""The depreciation of one asset from its beginning to its residual value, for people to look at."""

from dataclasses import dataclass
from datetime import date, timedelta

from qrt.core.assets.depreciation import accumulated
from qrt.core.assets.types import AssetLine
from qrt.core.base.money import Paise
from qrt.core.base.period import FinancialYear, Quarter

YEARS_MAX = 75


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One quarter of the current year, or one financial year, by what the basis gives."""

    label: str
    first_day: date
    last_day: date
    opening: Paise
    charge: Paise
    closing: Paise
    net: Paise


def draw_schedule(line: AssetLine, quarter: Quarter) -> tuple[tuple[ScheduleRow, ...], tuple[ScheduleRow, ...]]:
    """(the four quarters of the year, every year from the asset's first to its last). Empty where nothing is depreciated. It ends with the disposal."""
    basis = line.basis
    if basis is None:
        return (), ()
    quarters = [_row(line, str(each), each.first_day, each.last_day) for number in range(1, 5) for each in (Quarter(quarter.fy_start, number),)]
    years: list[ScheduleRow] = []
    start = FinancialYear.of(basis.start).start
    for year in (FinancialYear(each) for each in range(start, start + YEARS_MAX)):
        if line.asset.disposed and line.asset.disposed < year.first_day:
            break
        row = _row(line, str(year), year.first_day, year.last_day)
        years.append(row)
        if row.closing >= basis.floor and year.last_day >= quarter.last_day:
            break
    return tuple(quarters), tuple(years)


def _row(line: AssetLine, label: str, first: date, last: date) -> ScheduleRow:
    basis = line.basis
    assert basis
    end = min(last, line.asset.disposed) if line.asset.disposed else last
    opening, closing = accumulated(basis, min(first - timedelta(days=1), end)), accumulated(basis, end)
    return ScheduleRow(label, first, last, opening, Paise(closing - opening), closing, Paise(basis.cost - closing))
