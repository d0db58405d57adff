"""Bills that were open when the quarter began, and what of all bills is open when it ends."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from qrt.sim.banking import Till
from qrt.sim.holdings import OpenBill
from qrt.sim.world import BillRef, EntityBooks, Leg, Party, World, working


def open_up(world: World, entity: EntityBooks, party: Party, ledger: str, amount: int, outward: bool) -> list[BillRef]:
    """Cut a party's opening balance (positive size) into one to three bills of before the quarter, oldest first; gives what is to be settled."""
    rng = world.rng(f"opening/{entity.code}/{party.name}/{outward}")
    count = rng.choice((1, 1, 2, 3)) if amount > 20_000_00 else 1
    ages = sorted((rng.randrange(3, 150) for _ in range(count)), reverse=True)
    stem = f"{entity.prefix}/" if outward else (party.prefix.split("/")[0].split("-")[0].strip("{fy}") or "B")
    left, refs = amount, list[BillRef]()
    for index, age in enumerate(ages):
        part = left if index == count - 1 else amount // count // 100 * 100
        left -= part
        day = world.quarter.first_day - timedelta(days=age)
        name = f"{stem}OLD/{rng.randrange(10, 99)}{index}" if outward else f"{stem}-{rng.randrange(1000, 9999)}{index}"
        due = day + timedelta(days=party.credit_days)
        entity.open_bills.append(OpenBill(ledger, name, day, due, part if outward else -part))
        refs.append(BillRef(name, "against", part, day, due))
    return refs


def add_old_parties(world: World, entity: EntityBooks, till: Till) -> None:
    """Parties that nothing happens with any more: bills of every age, one of them doubtful; and money paid and received ahead of its bill."""
    rng, first = world.rng(f"old/{entity.code}"), world.quarter.first_day
    ages = (210, 500, 900, 1300) if world.size.name != "small" else (rng.choice((210, 500)), 1300)
    for index, age in enumerate(ages):
        for outward in (True, False):
            party = _stranger(
                entity, f"{('Old', 'Former', 'Closed', 'Dormant')[index % 4]} {'Traders' if outward else 'Supply Co'} {entity.prefix}{index + 1}", outward
            )
            ledger = entity.chart.name("debtor" if outward else "creditor", party=party.name)
            day = first - timedelta(days=age)
            size = rng.randrange(20_000, 140_000) * 100
            entity.open_bills.append(
                OpenBill(ledger, f"{'S' if outward else 'B'}/{day:%y}/{index + 71}", day, day + timedelta(days=30), size if outward else -size)
            )
            entity.opening[ledger] = size if outward else -size
    for outward, words in ((True, "received ahead of supply"), (False, "paid ahead of supply")):
        party = _stranger(entity, f"{'Advance Buyer' if outward else 'Advance Supplier'} {entity.prefix} Ltd", outward)
        ledger = entity.chart.name("debtor" if outward else "creditor", party=party.name)
        amount = rng.randrange(30_000, 150_000, 500) * 100 * (1 if outward else -1)
        day = working(world.quarter.months[1].first_day + timedelta(days=rng.randrange(3, 20)))
        name = f"ADV-{day:%d%m}"
        till.move(day, amount, [Leg(ledger, -amount, [BillRef(name, "advance", -amount, day)])], party.name, f"advance {words}", mode="NEFT")


def _stranger(entity: EntityBooks, name: str, outward: bool) -> Party:
    """A party without a GST registration, so that no supply of the quarter is ever looked for."""
    party = Party(name, entity.state, "", "", entity.street, entity.city, entity.pin, "old", credit_days=30, agreed_days=30)
    (entity.customers if outward else entity.suppliers.setdefault("old", [])).append(party)
    return party


@dataclass(slots=True)
class ClosingBill:
    """What is open of a bill at the quarter's end, debit positive. `foreign` hundredths of the party's currency."""

    party: str
    name: str
    day: date
    due: date
    amount: int
    foreign: int = 0
    currency: str = ""


@dataclass(slots=True)
class PartyAccount:
    """A party's open bills and what stands beside them without a bill (advances, money on account), debit positive."""

    party: str
    bills: list[ClosingBill] = field(default_factory=list)
    unadjusted: int = 0


def closing_accounts(entity: EntityBooks, by_reference: bool) -> dict[str, PartyAccount]:
    """Every party's account at the quarter's end.

    by_reference  as the vouchers name the bills; otherwise as papers without references can be read: the bill that the narration names, else the oldest one that stands
                  on the day; money settles no bill that comes later, it waits for it. Without references a bill falls due by the days agreed with its party, if any.
    """
    ledgers = {name for name, ledger in entity.chart.ledgers.items() if ledger.group in {"Sundry Debtors", "Sundry Creditors"}}
    bills: dict[str, dict[str, ClosingBill]] = defaultdict(dict)
    rest: dict[str, int] = defaultdict(int)
    for each in entity.open_bills:
        bills[each.party][each.name] = ClosingBill(each.party, each.name, each.day, each.due, each.amount)
    agreed = {party.name: party.agreed_days for party in _parties(entity)}
    moves = [
        (voucher.day, by_reference or not any(ref.kind == "new" for ref in leg.bills), voucher.order, voucher, leg)
        for voucher in entity.vouchers
        if not voucher.cancelled
        for leg in voucher.legs
        if leg.ledger in ledgers
    ]
    for day, _, _, voucher, leg in sorted(moves, key=lambda each: each[:1] + each[2:3] if by_reference else each[:3]):
        rest[leg.ledger] += leg.amount - sum(ref.amount for ref in leg.bills)
        natural = (leg.amount > 0) == (entity.chart.ledgers[leg.ledger].group == "Sundry Debtors")
        for ref in leg.bills:
            if by_reference or (ref.kind == "new" and natural) or any(bill.foreign for bill in bills[leg.ledger].values()):
                _take(bills[leg.ledger], rest, leg, ref, day)
                if not by_reference and ref.kind == "new" and (bill := bills[leg.ledger][ref.name]).day == (ref.day or day):
                    bill.due = bill.day + timedelta(days=agreed.get(leg.ledger) or 0)
            else:
                named = [bill] if (bill := bills[leg.ledger].get(ref.name)) and ref.name in voucher.narration else []
                rest[leg.ledger] += _settle_oldest(named, ref.amount)
        if not by_reference:
            rest[leg.ledger] = _settle_oldest(bills[leg.ledger].values(), rest[leg.ledger])
    found: dict[str, PartyAccount] = {}
    for party in sorted(ledgers):
        account = PartyAccount(party, list(bills[party].values()), rest[party])
        account.bills = [bill for bill in account.bills if bill.amount or bill.foreign]
        found[party] = account
    return found


def _parties(entity: EntityBooks) -> list[Party]:
    suppliers = [party for group in entity.suppliers.values() for party in group]
    return [*entity.customers, *suppliers, *entity.foreign_customers, *entity.foreign_suppliers]


def _take(bills: dict[str, ClosingBill], rest: dict[str, int], leg: Leg, ref: BillRef, day: date) -> None:
    bill = bills.get(ref.name)
    if ref.kind == "new" and bill is None:
        bills[ref.name] = bill = ClosingBill(leg.ledger, ref.name, ref.day or day, ref.due or ref.day or day, 0)
    if bill is None or ref.kind in {"advance", "on_account"}:
        rest[leg.ledger] += ref.amount
        return
    bill.amount += ref.amount
    if leg.foreign:
        bill.foreign += leg.foreign.amount
        bill.currency = leg.foreign.currency


def oldest_first(account: PartyAccount) -> PartyAccount:
    """The same account with all that names no bill set against the oldest bills of the other side."""
    left = _settle_oldest(account.bills, account.unadjusted)
    return PartyAccount(account.party, [bill for bill in account.bills if bill.amount], left)


def _settle_oldest(bills: Iterable[ClosingBill], left: int) -> int:
    """Set an amount against the oldest bills of the other side, of one day in the order in which they were booked; gives what is left of it."""
    for bill in sorted(bills, key=lambda each: each.day):
        if bill.amount * left < 0 and not bill.foreign:
            part = min(abs(bill.amount), abs(left)) * (1 if left > 0 else -1)
            bill.amount, left = bill.amount + part, left - part
    return left
