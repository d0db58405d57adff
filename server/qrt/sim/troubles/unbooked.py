"""Papers of expenses that nobody booked: the voucher that each of them asks for is known to the paisa."""

from collections import Counter
from random import Random

from qrt.sim.troubles.bills import take
from qrt.sim.world import Bill, EntityBooks, World

_LEFT_OUT = ("legal", "job_work", "telephone", "courier", "stationery", "repairs", "freight", "advertisement", "commission", "goods")


def leave_unbooked(world: World, entity: EntityBooks, rng: Random) -> None:
    """`size.unbooked` bills of all kinds of expense; never the only bill of a ledger, which would leave nothing to learn from."""
    left = Counter(bill.category for bill in entity.bills if bill.booked is not None and _is_expense(bill))
    for index in range(world.size.unbooked):
        category = _LEFT_OUT[(world.seed + index) % len(_LEFT_OUT)]
        if left[category] < 3:
            continue
        if bill := take(entity, rng, "expense_not_booked", lambda each, wanted=category: _is_expense(each) and each.category == wanted):
            bill.booked = None
            left[category] -= 1
            note = f"{bill.number} of {bill.party.name} was never booked"
            amounts = (bill.tax.gst, bill.tax.total, bill.payable)
            world.plant(
                bill.trouble, ("paper.not_booked", "gst.missing_in_books", "audit.cutoff", "gst.rcm_not_booked"), entity.code, note, amounts=amounts, bill=bill
            )


def _is_expense(bill: Bill) -> bool:
    return not bill.outward and bill.document == "tax_invoice" and bool(bill.party.gstin)
