"""Customers pay and suppliers are paid: in full, in bulk, in part, net of TDS, and some not yet."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from qrt.core.base.money import Paise, round_to_rupee
from qrt.sim.banking import Till
from qrt.sim.world import Bill, EntityBooks, Leg, Party, World, working


@dataclass(slots=True)
class Due:
    """An open amount of a party: a bill of this quarter, or one brought forward (bill None)."""

    party: Party
    day: date
    amount: int
    taxable: int
    reference: str
    bill: Bill | None = None


def settle(world: World, entity: EntityBooks, till: Till) -> None:
    """Receipts and payments of the quarter for bills of now and before. Fills the party's opening balances."""
    _collect(world, entity, till, _dues(world, entity, till, outward=True))
    _pay(world, entity, till, _dues(world, entity, till, outward=False))


def _dues(world: World, entity: EntityBooks, till: Till, outward: bool) -> dict[str, list[Due]]:
    """Open amounts by party, each with the day on which it will be paid; notes are taken off the party's next bill."""
    rng, first = till.rng, world.quarter.first_day
    dues: dict[str, list[Due]] = defaultdict(list)
    parties = (
        entity.customers if outward else [party for category, group in entity.suppliers.items() if category not in {"hotel", "capital"} for party in group]
    )
    for party in parties:
        if rng.random() < 0.65:
            amount = rng.randrange(8_000, 240_000 if outward or party.category == "goods" else 40_000) * 100
            ledger = entity.chart.name("debtor" if outward else "creditor", party=party.name)
            entity.opening[ledger] = entity.opening.get(ledger, 0) + (amount if outward else -amount)
            dues[party.name].append(Due(party, first + timedelta(days=rng.randrange(2, 45)), amount, 0, "opening balance"))
    notes: dict[str, int] = defaultdict(int)
    for bill in entity.bills:
        if bill.outward == outward and bill.vouchers:
            voucher = bill.vouchers[0]
            amount = abs(voucher.legs[0].amount)
            if bill.document == "credit_note":
                notes[bill.party.name] += amount
                continue
            late = rng.randrange(-4, 14) if bill.party.credit_days else 0
            day = working(max(bill.booked_day or bill.day, bill.day) + timedelta(days=max(0, bill.party.credit_days + late)))
            dues[bill.party.name].append(Due(bill.party, day, amount, bill.tax.taxable, voucher.number or voucher.reference, bill))
    for name, amount in notes.items():
        for due in reversed(dues[name]):
            if due.amount > amount * 2:
                due.amount -= amount
                break
    return dues


def _collect(world: World, entity: EntityBooks, till: Till, dues: dict[str, list[Due]]) -> None:
    rng, last = till.rng, world.quarter.last_day
    for name in sorted(dues):
        waiting = sorted((due for due in dues[name] if due.day <= last), key=lambda due: (due.day, due.reference))
        while waiting:
            due = waiting.pop(0)
            ledger = entity.chart.name("debtor", party=name)
            if due.party.category == "retail":
                _collect_retail(entity, till, due, ledger)
                continue
            together = [due]
            while waiting and (waiting[0].day - due.day).days < 8 and rng.random() < 0.3:
                together.append(waiting.pop(0))
            held = sum(int(each.taxable * due.party.deducts / 10_000) * 100 for each in together if each.bill)
            amount = sum(each.amount for each in together) - held
            day, purpose = together[-1].day, together[-1].reference
            legs = [Leg(ledger, -(amount + held))] + ([Leg(entity.chart.name("tds_receivable"), held)] if held else [])
            if rng.random() < 0.05 and amount > 40_000_00 and day + timedelta(days=9) < last:
                part = round_to_rupee(Paise(amount * rng.choice((40, 50, 60)) // 100))
                first, _ = till.move(day, part, [Leg(ledger, -part)], name, f"part payment {purpose}", ifsc=due.party.ifsc)
                second, _ = till.move(
                    working(day + timedelta(days=7)),
                    amount - part,
                    [Leg(ledger, -(amount + held - part)), *legs[1:]],
                    name,
                    f"balance {purpose}",
                    ifsc=due.party.ifsc,
                )
                world.plant("part_payment", (), entity.code, f"{name} paid {purpose} in two parts", vouchers=[first, second])
            else:
                till.move(day, amount, legs, name, purpose if len(together) == 1 else f"{len(together)} bills", ifsc=due.party.ifsc)


def _collect_retail(entity: EntityBooks, till: Till, due: Due, ledger: str) -> None:
    if till.rng.random() < 0.65:
        till.move(due.day, due.amount, [Leg(ledger, -due.amount)], "Counter Sales", due.reference, account=entity.accounts[0], mode="UPI")
    else:
        till.voucher(
            "receipt",
            due.day,
            [Leg(ledger, -due.amount), Leg(entity.chart.name("cash"), due.amount)],
            None,
            "Counter Sales",
            f"Being cash received against {due.reference}",
        )


def _pay(world: World, entity: EntityBooks, till: Till, dues: dict[str, list[Due]]) -> None:
    """Payment runs on the 10th and 25th; every supplier gets one payment for all that is due."""
    runs = [date(month.year, month.number, day) for month in world.quarter.months for day in (10, 25)]
    for name in sorted(dues):
        waiting = sorted(dues[name], key=lambda due: (due.day, due.reference))
        if till.rng.random() < 0.1:
            waiting = waiting[:-1]
        for run in runs:
            paid = [due for due in waiting if due.day <= run]
            waiting = waiting[len(paid) :]
            amount = sum(due.amount for due in paid)
            if amount <= 0:
                continue
            day = working(run + timedelta(days=till.rng.randrange(0, 3)))
            ledger = entity.chart.name("creditor", party=name)
            purpose = paid[0].reference if len(paid) == 1 else f"{len(paid)} bills"
            till.move(day, -amount, [Leg(ledger, amount)], name, purpose, ifsc=paid[0].party.ifsc)
