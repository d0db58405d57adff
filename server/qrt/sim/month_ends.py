"""What the accountant books by journal at each month's end, beside wages and depreciation; the last of them may be forgotten."""

from qrt.core.base.money import Paise, round_to_rupee
from qrt.sim.banking import Till
from qrt.sim.routine import journal
from qrt.sim.troubles.forgotten import forget
from qrt.sim.world import EntityBooks, Leg, World


def close_months(world: World, entity: EntityBooks, till: Till) -> None:
    """Prepaid insurance, audit fee, interest on the directors' loan, electricity; stock and tax when the quarter ends."""
    chart = entity.chart
    _spread_insurance(world, entity)
    _provide(world, entity, till)
    _accrue_interest(world, entity)
    _accrue_power(world, entity, till)
    last = world.quarter.last_day
    stock = till.rng.randrange(2_000_000, 6_000_000) * 100
    change = till.rng.randrange(-400_000, 700_000) * 100
    entity.opening[chart.name("stock")] = stock
    words = "Being stock brought to its closing value as per stock statement"
    journal(entity, last, [Leg(chart.name("stock"), change), Leg(chart.name("stock_change"), -change)], words)
    tax = till.rng.randrange(100_000, 600_000) * 100
    journal(entity, last, [Leg(chart.name("current_tax"), tax), Leg(chart.name("tax_provision"), -tax)], "Being provision for income tax of the quarter")


def _spread_insurance(world: World, entity: EntityBooks) -> None:
    """A twelfth of the premium paid before the quarter, month by month."""
    chart, share = entity.chart, 6_500_00
    entity.opening[chart.name("prepaid")] = share * 9
    for month in world.quarter.months:
        lines = [Leg(chart.name("insurance"), share), Leg(chart.name("prepaid"), -share)]
        if not forget(world, entity, month, "prepaid_release", lines, "insurance of the month is not written off from prepaid"):
            journal(entity, month.last_day, lines, "Being insurance of the month written off from prepaid")


def _provide(world: World, entity: EntityBooks, till: Till) -> None:
    chart, share = entity.chart, till.rng.randrange(12_000, 40_000, 500) * 100
    entity.opening[chart.name("expenses_payable")] = entity.opening.get(chart.name("expenses_payable"), 0) - share * 3 * max(world.quarter.number - 1, 0)
    for month in world.quarter.months:
        lines = [Leg(chart.name("audit_fee"), share), Leg(chart.name("expenses_payable"), -share)]
        if not forget(world, entity, month, "audit_fee", lines, "audit fee of the month is not provided"):
            journal(entity, month.last_day, lines, f"Being audit fee provided for {month.first_day:%B %Y}")


def _accrue_interest(world: World, entity: EntityBooks) -> None:
    """Simple interest of a twelfth a month on a loan that stays as it is; it is paid once a year."""
    chart, rng = entity.chart, world.rng(f"loan/{entity.code}")
    loan, rate = rng.randrange(1_500_000, 6_000_000, 50_000) * 100, rng.choice((9, 10, 12))
    share = round_to_rupee(Paise(loan * rate // 1200))
    entity.opening[chart.name("director_loan")] = -loan
    entity.opening[chart.name("interest_accrued")] = -share * 3 * max(world.quarter.number - 1, 0)
    for month in world.quarter.months:
        lines = [Leg(chart.name("director_interest"), share), Leg(chart.name("interest_accrued"), -share)]
        if not forget(world, entity, month, "interest", lines, "interest of the month on the directors' loan is not accrued"):
            journal(entity, month.last_day, lines, f"Being interest at {rate} % accrued for {month.first_day:%B %Y}")


def _accrue_power(world: World, entity: EntityBooks, till: Till) -> None:
    """The bill of a month comes on the 12th of the next: it is accrued at the quarter's end and the accrual taken back on the first day."""
    chart, first, last = entity.chart, world.quarter.first_day, world.quarter.months[2]
    accrued = till.rng.randrange(18_000, 80_000) * 100
    entity.opening[chart.name("expenses_payable")] = entity.opening.get(chart.name("expenses_payable"), 0) - accrued
    journal(entity, first, [Leg(chart.name("expenses_payable"), accrued), Leg(chart.name("power"), -accrued)], "Being accrual of the previous month reversed")
    lines = [Leg(chart.name("power"), accrued), Leg(chart.name("expenses_payable"), -accrued)]
    if not forget(world, entity, last, "electricity", lines, "electricity of the last month is not provided", tolerance=accrued * 6 // 10):
        journal(entity, last.last_day, lines, "Being electricity of the month provided, bill awaited")
