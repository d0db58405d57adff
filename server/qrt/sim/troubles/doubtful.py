"""A debt that nobody will pay any more: over three years old and nothing heard."""

from qrt.sim.world import Draft, EntityBooks, Leg, World

RULES = ("audit.doubtful*", "parties.*", "ageing.*", "quarter_end.*", "adjust.*")


def doubt_debt(world: World, entity: EntityBooks) -> None:
    """The oldest open bill of a customer should be provided for; whether and how much is a judgement, so nothing asks for it."""
    old = [bill for bill in entity.open_bills if bill.amount > 0 and (world.quarter.last_day - bill.due).days > 3 * 365]
    for bill in old[:1]:
        chart = entity.chart
        note = f"{bill.name} of {bill.party} is over three years old"
        lines = [Leg(chart.name("bad_debt"), bill.amount), Leg(bill.party, -bill.amount)]
        entity.drafts.append(
            Draft("doubtful_debt", entity.code, world.quarter.last_day, lines, note, [lines[0]], tolerance=bill.amount, optional=True, party=bill.party)
        )
        world.plant("doubtful_debt", RULES, entity.code, note, amounts=(bill.amount,), hints=[bill.party, bill.name], optional=True)
