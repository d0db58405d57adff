"""Plants troubles. Each kind has a name and the rules that would be a right answer to it."""

from qrt.sim.troubles.bank import note_transit, plant_on_bank
from qrt.sim.troubles.bills import foreign_gstin
from qrt.sim.troubles.insurance import prepay_insurance
from qrt.sim.troubles.matching import MATCHING, plant_between
from qrt.sim.troubles.rent import miss_rent
from qrt.sim.troubles.taxes import TAXES
from qrt.sim.troubles.unbooked import leave_unbooked
from qrt.sim.world import EntityBooks, World

__all__ = ["foreign_gstin", "note_transit", "plant_between", "plant_on_bank", "plant_on_bills"]


def plant_on_bills(world: World, entity: EntityBooks) -> None:
    """Plant every kind `size.troubles` times on an entity's bills, before they are booked. A kind that finds no bill left for it is not planted."""
    rng = world.rng(f"troubles/{entity.code}")
    miss_rent(world, entity, rng)
    prepay_insurance(world, entity, rng)
    for planter in (*TAXES, *MATCHING):
        for _ in range(world.size.troubles):
            planter(world, entity, rng)
    leave_unbooked(world, entity, rng)
