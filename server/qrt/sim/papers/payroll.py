"""Salary registers in several layouts: one list, a sheet for each month, other headings, departments with subtotals."""

from collections.abc import Callable
from pathlib import Path

from qrt.core.base.period import Month
from qrt.sim.papers.sheets import Cell, Money, Sheet, write_sheets
from qrt.sim.payroll import Pay, month_pays
from qrt.sim.world import EntityBooks, World

Column = tuple[str, Callable[[Pay], Cell]]


def write_payroll(path: Path, world: World, entity: EntityBooks) -> None:
    """The register in the seed's layout. What nobody in the company has (ESI, loans) has no column, unless the layout always shows it."""
    layout = world.turn("payroll paper", ("list", "months", "abbreviated", "departments"))
    months = {month: month_pays(world, entity, month) for month in world.quarter.months}
    pays = [pay for each in months.values() for pay in each]
    span = f"{world.quarter.first_day:%d-%b-%Y} to {world.quarter.last_day:%d-%b-%Y}"
    if layout == "list":
        columns = _used([_MONTH, _CODE, _NAME, _PAN, *_long_columns()], pays)
        write_sheets(path, [_sheet("Salary Register", [entity.name, "Salary Register", span], columns, [pays], [])])
        return
    sheets: list[Sheet] = []
    for month, own in months.items():
        head = [entity.name, "Pay Sheet" if layout == "abbreviated" else "Salary Register", f"For the month of {month.first_day:%B %Y}"]
        columns = _used([_CODE, _NAME, *(_short_columns() if layout == "abbreviated" else _long_columns())], pays)
        groups = [[pay for pay in own if pay.employee.department == name] for name in sorted({pay.employee.department for pay in own})]
        names = [group[0].employee.department for group in groups]
        sheets.append(_sheet(f"{month.first_day:%b %Y}", head, columns, groups if layout == "departments" else [own], names if layout == "departments" else []))
    write_sheets(path, sheets)


def _used(columns: list[Column], pays: list[Pay]) -> list[Column]:
    """Columns that hold something."""
    return [each for each in columns if any(value for pay in pays if not isinstance(value := each[1](pay), Money) or value.paise)]


def _sheet(name: str, head: list[str], columns: list[Column], groups: list[list[Pay]], names: list[str]) -> Sheet:
    rows: list[list[Cell]] = [*([text] for text in head), [], [title for title, _ in columns]]
    bold = {0, 1, 2, 4}
    for index, group in enumerate(groups):
        if names:
            bold.add(len(rows))
            rows.append([None, f"Department: {names[index]}"])
        rows += [[cell(pay) for _, cell in columns] for pay in group]
        if names:
            bold.add(len(rows))
            rows.append(_total("Sub Total", columns, group))
    bold.add(len(rows))
    rows.append(_total("Grand Total" if names else "Total", columns, [pay for group in groups for pay in group]))
    return Sheet(name, rows, frozenset(bold))


def _total(words: str, columns: list[Column], pays: list[Pay]) -> list[Cell]:
    sums: list[Cell] = [words]
    for _, cell in columns[1:]:
        amounts = [value.paise for pay in pays if isinstance(value := cell(pay), Money)]
        sums.append(Money(sum(amounts)) if amounts else None)
    return sums


def _month(pay: Pay) -> Cell:
    return _said(pay.month)


def _said(month: Month) -> str:
    return f"{month.first_day:%b-%y}"


_MONTH: Column = ("Month", _month)
_CODE: Column = ("Emp Code", lambda pay: pay.employee.code)
_NAME: Column = ("Employee Name", lambda pay: pay.employee.name)
_PAN: Column = ("PAN", lambda pay: pay.employee.pan)


def _long_columns() -> list[Column]:
    return [
        ("Basic", lambda pay: Money(pay.basic)), ("HRA", lambda pay: Money(pay.hra)), ("Special Allowance", lambda pay: Money(pay.special)), ("Gross", lambda pay: Money(pay.gross)),
        ("PF (Employee)", lambda pay: Money(pay.pf)), ("PF (Employer)", lambda pay: Money(pay.pf)), ("ESI (Employee)", lambda pay: Money(pay.esi)),
        ("ESI (Employer)", lambda pay: Money(pay.esi_employer)), ("Professional Tax", lambda pay: Money(pay.tax)), ("TDS", lambda pay: Money(pay.tds)),
        ("Loan Recovery", lambda pay: Money(pay.loan)), ("Net Pay", lambda pay: Money(pay.net)),
    ]  # fmt: skip


def _short_columns() -> list[Column]:
    return [
        ("BASIC", lambda pay: Money(pay.basic)), ("H.R.A.", lambda pay: Money(pay.hra)), ("SPL ALL.", lambda pay: Money(pay.special)), ("TOTAL EARNINGS", lambda pay: Money(pay.gross)),
        ("EPF", lambda pay: Money(pay.pf)), ("ESIC", lambda pay: Money(pay.esi)), ("P.TAX", lambda pay: Money(pay.tax)), ("I.TAX", lambda pay: Money(pay.tds)),
        ("LOAN", lambda pay: Money(pay.loan)), ("NET PAYABLE", lambda pay: Money(pay.net)), ("EMPLOYER EPF", lambda pay: Money(pay.pf)), ("EMPLOYER ESIC", lambda pay: Money(pay.esi_employer)),
    ]  # fmt: skip
