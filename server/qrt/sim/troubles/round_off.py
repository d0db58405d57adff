"""Paise that gathered in the round-off ledger and may be cleared when the quarter ends."""

from qrt.sim.world import Draft, EntityBooks, Leg, World


def leave_round_off(world: World, entity: EntityBooks) -> None:
    ledger = entity.chart.name("round_off")
    gathered = sum(leg.amount for voucher in entity.vouchers for leg in voucher.legs if leg.ledger == ledger)
    if gathered:
        lines = [Leg(entity.chart.name("misc"), gathered), Leg(ledger, -gathered)]
        note = "the quarter's round-off can be cleared"
        entity.drafts.append(Draft("round_off", entity.code, world.quarter.last_day, lines, note, [lines[1]], tolerance=abs(gathered), optional=True))
