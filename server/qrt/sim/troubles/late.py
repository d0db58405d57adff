"""What nobody planted and is true all the same: small enterprises that were not paid in their days."""

from collections import defaultdict

from qrt.sim.ageing import LateBill, late_to_enterprises
from qrt.sim.world import EntityBooks, World

RULES = ("party.msme_overdue",)


def note_late(world: World, entity: EntityBooks) -> None:
    """One optional trouble a micro or small enterprise with bills open beyond its days: right to report. Called when the books are whole."""
    found: defaultdict[str, list[LateBill]] = defaultdict(list)
    for late in late_to_enterprises(world, entity):
        found[late.party.name].append(late)
    for name, rows in sorted(found.items()):
        open_paise = -sum(late.bill.amount for late in rows)
        note = f"{len(rows)} bills of the {rows[0].party.msme} enterprise {name} are unpaid beyond its days"
        world.plant("enterprise_paid_late", RULES, entity.code, note, amounts=(open_paise,), hints=[name], optional=True)
