"""A month without its rent: the middle one or the last."""

from datetime import timedelta
from random import Random

from qrt.sim.world import Draft, EntityBooks, Leg, World

RULES = ("audit.missing_recurring", "journals.*", "adjust.*", "quarter_end.*", "accrual.*")


def miss_rent(world: World, entity: EntityBooks, rng: Random) -> None:
    """In a small company of every second seed the middle month's bill never came; else the last month's, which has to be accrued without tax."""
    last = world.size.name != "small" or world.turn("rent", ("last", "middle")) == "last"
    month = world.quarter.months[2 if last else 1]
    rents = [
        bill for bill in entity.bills if bill.category == "rent" and month.first_day <= bill.day <= month.first_day + timedelta(days=6) and not bill.trouble
    ]
    if not rents:
        return
    bill = rng.choice(rents)
    entity.bills.remove(bill)
    note, amounts = f"no rent of {month} from {bill.party.name}", (bill.tax.taxable, bill.tax.total)
    world.plant("missing_month_rent", RULES, entity.code, note, amounts=amounts, hints=[bill.party.name])
    expense = Leg(entity.chart.name("rent"), bill.tax.taxable)
    lines = [expense, Leg(entity.chart.name("expenses_payable"), -bill.tax.taxable)]
    entity.drafts.append(Draft("rent", entity.code, month.last_day, lines, note, [expense], party=bill.party.name, optional=not last))
