"""Customers pay and suppliers are paid: in full, in bulk, in part, net of TDS, and some not yet."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from qrt.core.base.money import Paise, round_to_rupee
from qrt.sim.banking import Till
from qrt.sim.openbills import open_up
from qrt.sim.world import Bill, BillRef, EntityBooks, Leg, Party, World, working


@dataclass(slots=True)
class Due:
    """An open amount of a party: a bill of this quarter, or one brought forward (bill None)."""

    party: Party
    day: date
    amount: int
    taxable: int
    reference: str
    bill: Bill | None = None
    refs: list[BillRef] = field(default_factory=list)


def settle_refs(dues: list[Due], amount: int, sign: int) -> list[BillRef]:
    """Which bills an amount settles, oldest first; what no bill is left for is on account. `sign` is that of the leg. Uses the references up."""
    found: list[BillRef] = []
    for due in dues:
        for ref in due.refs:
            part = min(ref.amount, amount)
            if part > 0:
                ref.amount, amount = ref.amount - part, amount - part
                found.append(BillRef(ref.name, "against", sign * part))
    return [*found, BillRef("", "on_account", sign * amount)] if amount else found


def settle(world: World, entity: EntityBooks, till: Till) -> None:
    """Receipts and payments of the quarter for bills of now and before. Fills the party's opening balances."""
    _collect(world, entity, till, _dues(world, entity, till, outward=True))
    _pay(world, entity, till, _dues(world, entity, till, outward=False))


def _dues(world: World, entity: EntityBooks, till: Till, outward: bool) -> dict[str, list[Due]]:
    """Open amounts by party, each with the day on which it will be paid; notes are taken off the bill that they name."""
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
            refs = open_up(world, entity, party, ledger, amount, outward)
            dues[party.name].append(Due(party, first + timedelta(days=rng.randrange(2, 45)), amount, 0, "opening balance", refs=refs))
    notes: list[tuple[Bill, Leg]] = []
    for bill in entity.bills:
        if bill.outward == outward and bill.vouchers and not (world.group and bill.category == "group"):
            voucher = bill.vouchers[0]
            amount = abs(voucher.legs[0].amount)
            if bill.document == "credit_note":
                notes.append((bill, voucher.legs[0]))
                continue
            late = rng.randrange(-4, 14) if bill.party.credit_days else 0
            day = working(max(bill.booked_day or bill.day, bill.day) + timedelta(days=max(0, bill.party.credit_days + late)))
            refs = [BillRef(ref.name, "against", abs(ref.amount), ref.day, ref.due) for each in bill.vouchers for ref in each.legs[0].bills[:1]][:1]
            dues[bill.party.name].append(Due(bill.party, day, amount, bill.tax.taxable, voucher.number or voucher.reference, bill, refs))
    for note, leg in notes:  # A note is taken off the bill that it gives back from.
        amount = abs(leg.amount)
        for due in dues[note.party.name]:
            if due.bill and due.bill.number == note.original and due.amount > amount:
                due.amount -= amount
                leg.bills = settle_refs([due], amount, 1 if leg.amount > 0 else -1)
    for waiting in dues.values():
        _in_turn(waiting)
    return dues


def _in_turn(waiting: list[Due]) -> None:
    """A party's bills are paid in the order in which they were made: no bill before an older one."""
    waiting.sort(key=lambda due: (due.bill.day if due.bill else date.min, due.reference))
    day = date.min
    for due in waiting:
        day = due.day = max(day, due.day)


def _collect(world: World, entity: EntityBooks, till: Till, dues: dict[str, list[Due]]) -> None:
    rng, last = till.rng, world.quarter.last_day
    for name in sorted(dues):
        waiting = [due for due in dues[name] if due.day <= last]
        while waiting:
            due = waiting.pop(0)
            ledger = entity.chart.name("debtor", party=name)
            if due.party.category == "online":
                continue  # The gateway collects it.
            if due.party.category == "retail":
                _collect_retail(entity, till, due, ledger)
                continue
            together = [due]
            while waiting and (waiting[0].day - due.day).days < 8 and rng.random() < 0.3:
                together.append(waiting.pop(0))
            held = sum(int(each.taxable * due.party.deducts / 10_000) * 100 for each in together if each.bill)
            amount = sum(each.amount for each in together) - held
            day, purpose = together[-1].day, together[-1].reference
            refs = settle_refs(together, amount + held, -1)
            legs = [Leg(ledger, -(amount + held), refs)] + ([Leg(entity.chart.name("tds_receivable"), held)] if held else [])
            if rng.random() < 0.05 and amount > 40_000_00 and day + timedelta(days=9) < last:
                part = round_to_rupee(Paise(amount * rng.choice((40, 50, 60)) // 100))
                early, rest = split_refs(refs, part)
                first, _ = till.move(day, part, [Leg(ledger, -part, early)], name, f"part payment {purpose}", ifsc=due.party.ifsc)
                second, _ = till.move(
                    working(day + timedelta(days=7)),
                    amount - part,
                    [Leg(ledger, -(amount + held - part), rest), *legs[1:]],
                    name,
                    f"balance {purpose}",
                    ifsc=due.party.ifsc,
                )
                world.plant("part_payment", (), entity.code, f"{name} paid {purpose} in two parts", vouchers=[first, second])
            else:
                till.move(day, amount, legs, name, purpose if len(together) == 1 else f"{len(together)} bills", ifsc=due.party.ifsc)


def split_refs(refs: list[BillRef], part: int) -> tuple[list[BillRef], list[BillRef]]:
    """The references of a settlement cut after `part` paise."""
    early: list[BillRef] = []
    rest: list[BillRef] = []
    for ref in refs:
        sign, size = (1 if ref.amount > 0 else -1), abs(ref.amount)
        first = min(size, part)
        part -= first
        early += [replace(ref, amount=sign * first)] if first else []
        rest += [replace(ref, amount=sign * (size - first))] if size > first else []
    return early, rest


def _collect_retail(entity: EntityBooks, till: Till, due: Due, ledger: str) -> None:
    legs = [Leg(ledger, -due.amount, settle_refs([due], due.amount, -1))]
    if till.rng.random() < 0.65:
        till.move(due.day, due.amount, legs, "Counter Sales", due.reference, account=entity.accounts[0], mode="UPI")
    else:
        till.voucher(
            "receipt",
            due.day,
            [*legs, Leg(entity.chart.name("cash"), due.amount)],
            None,
            "Counter Sales",
            f"Being cash received against {due.reference}",
        )


def _pay(world: World, entity: EntityBooks, till: Till, dues: dict[str, list[Due]]) -> None:
    """Payment runs on the 10th and 25th; every supplier gets one payment for all that is due."""
    runs = [date(month.year, month.number, day) for month in world.quarter.months for day in (10, 25)]
    for name in sorted(dues):
        waiting = dues[name]
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
            till.move(day, -amount, [Leg(ledger, amount, settle_refs(paid, amount, 1))], name, purpose, ifsc=paid[0].party.ifsc)
