"""Finds a bill that a trouble can be planted on."""

from collections.abc import Callable
from random import Random

from qrt.core.base.identifiers import gstin_fault
from qrt.sim.names import gstin
from qrt.sim.world import Bill, EntityBooks, World

Planter = Callable[[World, EntityBooks, Random], None]


def take(entity: EntityBooks, rng: Random, kind: str, fits: Callable[[Bill], bool]) -> Bill | None:
    """A bill without a trouble yet, which from now on has this one and a paper."""
    free = [bill for bill in entity.bills if not bill.trouble and bill.booked is not None and bill.category != "group" and fits(bill)]
    if not free:
        return None
    bill = rng.choice(free)
    bill.trouble, bill.paper = kind, True
    return bill


def is_goods(bill: Bill) -> bool:
    return not bill.outward and bill.category == "goods" and bill.document == "tax_invoice" and bill.tax.taxable > 5_000_00


def wrong_digit(number: str, rng: Random) -> str:
    """The GSTIN with one digit of its PAN changed, so that the check character no longer fits."""
    while True:
        place = rng.randrange(7, 11)
        changed = number[:place] + str((int(number[place]) + rng.randint(1, 8)) % 10) + number[place + 1 :]
        if changed != number and gstin_fault(changed):
            return changed


def foreign_gstin(entity: EntityBooks) -> str:
    """A valid GSTIN that is not the entity's: the same letters under another state."""
    return gstin("30", entity.pan[:5] + f"{(int(entity.pan[5:9]) + 77) % 9999 + 1:04d}" + entity.pan[9])
