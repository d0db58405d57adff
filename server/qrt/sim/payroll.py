"""Wages of a quarter: what each employee earns and what is held back, and the journals that the books have of it, right, wrong or missing.

Provident fund 12 % of basic (of at most 15,000 where the company keeps the ceiling), to the rupee; ESI 0.75 % and 3.25 % of gross up to 21,000 a month, up to the
next rupee; professional tax by the state's slabs; basic, HRA and special allowance of a month with unpaid days are cut by days of the month, to the rupee.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from random import Random

from qrt.core.base.period import Month
from qrt.sim.banking import Till
from qrt.sim.holdings import Employee
from qrt.sim.names import Namer
from qrt.sim.routine import journal
from qrt.sim.world import Draft, EntityBooks, Leg, World, working

_PT_SLABS = {"27": ((10_000, 200),), "29": ((24_999, 200),), "33": ((12_500, 208),), "24": ((12_000, 200),), "36": ((20_000, 200), (15_000, 150))}
_DEPARTMENTS = ("Production", "Stores", "Accounts", "Sales", "Maintenance")


@dataclass(frozen=True, slots=True)
class Pay:
    """One employee's month in paise, none negative."""

    employee: Employee
    month: Month
    basic: int
    hra: int
    special: int
    pf: int
    esi: int
    esi_employer: int
    tax: int
    tds: int
    loan: int

    @property
    def gross(self) -> int:
        return self.basic + self.hra + self.special

    @property
    def net(self) -> int:
        return self.gross - self.pf - self.esi - self.tax - self.tds - self.loan


def add_staff(entity: EntityBooks, rng: Random, namer: Namer, count: int) -> None:
    for index in range(count):
        name = namer.person()
        low = index % 4 == 3
        basic = rng.randrange(9_000, 13_000, 250) * 100 if low else rng.randrange(15_000, 60_000, 500) * 100
        tds = rng.randrange(2_000, 9_000, 100) * 100 if basic > 4_500_000 else 0
        employee = Employee(
            f"E{index + 1:03d}", name, namer.pan(name.split()[-1], "P"), _DEPARTMENTS[index % 5], basic, basic * 4 // 10 // 100 * 100, basic // 10, tds
        )
        if index % 7 == 2:
            employee.loan = rng.choice((1_000_00, 2_000_00, 2_500_00))
        if index % 6 == 4:
            employee.absent = {rng.randrange(3): rng.choice((1, 2, 3))}
        entity.employees.append(employee)


def _rupee(amount: Decimal, rounding: str = ROUND_HALF_UP) -> int:
    return int((amount / 100).quantize(Decimal(1), rounding)) * 100


def pay_of(world: World, entity: EntityBooks, employee: Employee, month: Month) -> Pay:
    days, position = month.last_day.day, [each.number for each in world.quarter.months].index(month.number)
    worked = days - employee.absent.get(position, 0)
    basic, hra, special = (_rupee(Decimal(amount) * worked / days) for amount in (employee.basic, employee.hra, employee.special))
    gross = basic + hra + special
    base = min(basic, 15_000_00) if world.turn("pf ceiling", ("ceiling", "full")) == "ceiling" else basic
    covered = employee.basic + employee.hra + employee.special <= 21_000_00
    esi, esi_employer = (_rupee(Decimal(gross) * rate / 10_000, ROUND_UP) for rate in (75, 325)) if covered else (0, 0)
    tax = next((amount * 100 for floor, amount in _PT_SLABS.get(entity.state, ()) if gross > floor * 100), 0)
    if entity.state == "27" and month.number == 2 and tax:
        tax = 300_00
    return Pay(employee, month, basic, hra, special, _rupee(Decimal(base) * 12 / 100), esi, esi_employer, tax, employee.tds, employee.loan)


def payroll_lines(entity: EntityBooks, pays: list[Pay]) -> list[Leg]:
    """The journal of a month's pay."""
    name = entity.chart.name
    pf, esi, esi_employer = sum(pay.pf for pay in pays), sum(pay.esi for pay in pays), sum(pay.esi_employer for pay in pays)
    lines = [Leg(name("salary"), sum(pay.gross for pay in pays)), Leg(name("pf"), pf)]
    if esi_employer:
        lines += [Leg(name("esi"), esi_employer), Leg(name("esi_payable"), -esi - esi_employer)]
    lines += [Leg(name("pf_payable"), -2 * pf), Leg(name("pt_payable"), -sum(pay.tax for pay in pays)), Leg(name("tds_salary"), -sum(pay.tds for pay in pays))]
    if any(pay.loan for pay in pays):
        lines.append(Leg(name("staff_loan"), -sum(pay.loan for pay in pays)))
    lines.append(Leg(name("salary_payable"), -sum(pay.net for pay in pays)))
    return [line for line in lines if line.amount]


def month_pays(world: World, entity: EntityBooks, month: Month) -> list[Pay]:
    return [pay_of(world, entity, employee, month) for employee in entity.employees]


def pay_wages(world: World, entity: EntityBooks, till: Till) -> None:
    """Payroll journal on the month's last day; net pay on the 1st of the next, provident fund and ESI on the 15th, professional tax on the 19th."""
    chart = entity.chart
    state = entity.states["payroll"] = world.turn("payroll journal", ("booked", "missing", "wrong"))
    first = {leg.ledger: leg.amount for leg in payroll_lines(entity, month_pays(world, entity, world.quarter.months[0]))}
    payables = [chart.name(key) for key in ("salary_payable", "pf_payable", "esi_payable", "pt_payable")]
    owed = {ledger: -first.get(ledger, 0) for ledger in payables}
    entity.opening |= {ledger: -amount for ledger, amount in owed.items() if amount}
    if any(employee.loan for employee in entity.employees):
        entity.opening[chart.name("staff_loan")] = sum(employee.loan * 14 for employee in entity.employees)
    for index, month in enumerate(world.quarter.months):
        _pay_out(entity, till, month, owed)
        lines = payroll_lines(entity, month_pays(world, entity, month))
        owed = {ledger: -sum(leg.amount for leg in lines if leg.ledger == ledger) for ledger in payables}
        if index == 2 and state == "missing":
            _miss(world, entity, month, lines)
        elif index == 2 and state == "wrong":
            _book_wrong(world, entity, month, lines)
        else:
            journal(entity, month.last_day, [Leg(leg.ledger, leg.amount) for leg in lines], f"Being salary for {month.first_day:%B %Y}")


def _pay_out(entity: EntityBooks, till: Till, month: Month, owed: dict[str, int]) -> None:
    main, start = entity.accounts[0], month.first_day
    rows = (("salary_payable", 0, "Salary", f"salary {start - timedelta(days=1):%b %Y}", "NEFT"), ("pf_payable", 14, "EPFO", "provident fund", "IMPS"))
    rows += (("esi_payable", 14, "ESIC", "ESI contribution", "IMPS"), ("pt_payable", 18, "State Treasury", "profession tax", "IMPS"))
    for key, days, who, words, mode in rows:
        ledger = entity.chart.name(key)
        if amount := owed[ledger]:
            till.move(working(start + timedelta(days=days)), -amount, [Leg(ledger, amount)], who, words, main, mode=mode)


_RULES = ("payroll.*", "journals.*", "adjust.*", "audit.missing_recurring", "audit.payroll*", "quarter_end.*", "books.payroll*")


def _miss(world: World, entity: EntityBooks, month: Month, lines: list[Leg]) -> None:
    note = f"the payroll of {month.first_day:%B %Y} is not in the books"
    entity.drafts.append(Draft("payroll", entity.code, month.last_day, lines, note))
    world.plant("payroll_missing", _RULES, entity.code, note, amounts=tuple(leg.amount for leg in lines), hints=[lines[0].ledger])


def _book_wrong(world: World, entity: EntityBooks, month: Month, lines: list[Leg]) -> None:
    """The employer's provident fund is left out on both sides."""
    chart = entity.chart
    pf = next(leg.amount for leg in lines if leg.ledger == chart.name("pf"))
    wrong = [Leg(leg.ledger, leg.amount + (pf if leg.ledger == chart.name("pf_payable") else 0)) for leg in lines if leg.ledger != chart.name("pf")]
    journal(entity, month.last_day, wrong, f"Being salary for {month.first_day:%B %Y}")
    note = f"the payroll journal of {month.first_day:%B %Y} leaves the employer's provident fund out"
    lines = [Leg(chart.name("pf"), pf), Leg(chart.name("pf_payable"), -pf)]
    entity.drafts.append(Draft("payroll", entity.code, month.last_day, lines, note, optional=True))
    world.plant("payroll_wrong", _RULES, entity.code, note, amounts=(pf,), hints=[chart.name("pf")])
