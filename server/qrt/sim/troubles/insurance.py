"""A year's insurance booked wholly to expense: what belongs to after the quarter is prepaid."""

from datetime import date, timedelta
from random import Random

from qrt.sim.world import Draft, EntityBooks, Leg, World

RULES = ("audit.prepaid*", "prepaid.*", "journals.*", "adjust.*", "quarter_end.*", "audit.cutoff")


def prepay_insurance(world: World, entity: EntityBooks, rng: Random) -> None:
    """The quarter's insurance bill is of a year from its own day, which paper and narration say."""
    bills = [bill for bill in entity.bills if bill.category == "insurance" and not bill.trouble]
    if not bills:
        return
    bill = rng.choice(bills)
    last = _year_on(bill.day)
    bill.trouble, bill.paper = "insurance_not_prepaid", True
    bill.items[0].description = f"Fire insurance premium {bill.day:%d-%m-%Y} to {last:%d-%m-%Y}"
    bill.items[0].unit_price = rng.randrange(60_000, 160_000, 500) * 100
    bill.price(rounded=bool(bill.round_off))
    days, after = (last - bill.day).days + 1, (last - world.quarter.last_day).days
    prepaid = bill.tax.taxable * after // days
    chart = entity.chart
    lines = [Leg(chart.name("prepaid"), prepaid), Leg(chart.name("insurance"), -prepaid)]
    note = f"{bill.number} insures until {last:%d-%m-%Y} and stands wholly in expense"
    # Half a month is what counting by days or by months may differ.
    entity.drafts.append(Draft("prepaid", entity.code, world.quarter.last_day, lines, note, tolerance=bill.tax.taxable // 24, party=bill.party.name))
    world.plant(bill.trouble, RULES, entity.code, note, amounts=(prepaid,), bill=bill, optional=True)


def _year_on(day: date) -> date:
    following = date(day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
    return following - timedelta(days=1)
