"""Plants troubles between the books and the company's own returns of outward supplies, on sales that nothing else is wrong with."""

from random import Random

from qrt.core.base.period import Month
from qrt.sim.world import Bill, EntityBooks, Tax, World

_LEAST = 10_000_00


def plant_in_returns(world: World, entity: EntityBooks) -> None:
    """A sale that GSTR-1 does not have, one that it has with another value, and tax of a month that GSTR-3B did not pay."""
    rng = world.rng(f"returns/{entity.code}")
    for _ in range(world.size.troubles):
        _not_filed(world, entity, rng)
        _filed_otherwise(world, entity, rng)
    _not_paid(world, entity, rng)


def _take(entity: EntityBooks, rng: Random) -> Bill | None:
    """A sale to a registered customer that nothing is wrong with. The papers that the company hands in stay as they are."""
    free = [bill for bill in entity.bills if bill.outward and bill.document == "tax_invoice" and bill.party.gstin and bill.category != "group"]
    free = [bill for bill in free if not bill.trouble and not bill.unfiled and not bill.filed and bill.booked == bill.tax and bill.tax.taxable > _LEAST]
    return rng.choice(free) if free else None


def _month(bill: Bill) -> Month:
    assert bill.booked_day is not None
    return Month.of(bill.booked_day)


def _consequence(world: World, entity: EntityBooks, bill: Bill) -> None:
    """What a month's sums say of it as well."""
    note = f"{bill.number} makes GSTR-1 and GSTR-3B of its month differ"
    world.plant("returns_apart", ("gst.gstr1_differs_from_gstr3b",), entity.code, note, hints=[str(_month(bill))], optional=True)


def _not_filed(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := _take(entity, rng):
        bill.unfiled = True
        note = f"sale {bill.number} is not in GSTR-1"
        world.plant("sale_not_in_gstr1", ("gst.sale_not_in_gstr1",), entity.code, note, amounts=(bill.tax.gst,), bill=bill, vouchers=bill.vouchers)
        _consequence(world, entity, bill)


def _filed_otherwise(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := _take(entity, rng):
        bill.filed = Tax(*(amount * 9 // 10 for amount in bill.tax))
        world.plant(
            "gstr1_value_differs", ("gst.gstr1_differs",), entity.code, f"GSTR-1 has sale {bill.number} a tenth too low", bill=bill, vouchers=bill.vouchers
        )
        _consequence(world, entity, bill)


def _not_paid(world: World, entity: EntityBooks, rng: Random) -> None:
    if bill := _take(entity, rng):
        month = _month(bill)
        entity.unpaid[month] = bill.tax
        rules = ("gst.books_differ_from_gstr3b", "gst.gstr1_differs_from_gstr3b")
        note = f"GSTR-3B of {month} leaves out the tax of {bill.number}"
        world.plant("gstr3b_short", rules, entity.code, note, amounts=(bill.tax.gst,), hints=[str(month)])
