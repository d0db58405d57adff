"""A journal that was booked every month and not in the last: which ones a seed forgets, and the draft that would be right."""

from qrt.core.base.period import Month
from qrt.sim.world import Draft, EntityBooks, Leg, World

FORGETTABLE = ("audit_fee", "electricity", "interest", "prepaid_release")
RULES = ("audit.missing_recurring", "journals.*", "adjust.*", "quarter_end.*", "accrual.*", "provision.*")


def forget(world: World, entity: EntityBooks, month: Month, kind: str, lines: list[Leg], note: str, tolerance: int = 0) -> bool:
    """Whether this month's journal is left out; then the trouble and the missing draft are written down. A small company forgets one, others all.

    The expense is what must be right: under which liability it waits is the accountant's choice.
    """
    small = world.size.name == "small"
    if month.number != world.quarter.months[2].number or (small and world.turn("forgotten", FORGETTABLE) != kind):
        return False
    debit = next(leg for leg in lines if leg.amount > 0)
    must = [debit] if kind != "prepaid_release" else []
    entity.drafts.append(Draft(kind, entity.code, month.last_day, lines, note, must, tolerance))
    world.plant(f"{kind}_forgotten", RULES, entity.code, note, amounts=(debit.amount,), hints=[debit.ledger])
    return True
