"""Money between the companies of a group, which both of them book: bills that are paid, one sum that is lent on through three of them, and a smaller one that comes back, which
closes a circle of debts."""

from dataclasses import dataclass
from datetime import date, timedelta

from qrt.sim.banking import Till, narrate
from qrt.sim.world import BillRef, BookVoucher, EntityBooks, Leg, World, working

LAKH = 100_000_00
WAY = "RTGS"
Tills = dict[str, Till]


@dataclass(slots=True)
class Loan:
    """Money that one company lent another on a day; paise. `vouchers` are the payment and the receipt."""

    giver: EntityBooks
    taker: EntityBooks
    day: date
    amount: int
    vouchers: tuple[BookVoucher, BookVoucher]


def lend_round(world: World) -> list[Loan]:
    """The first company lends to the second, which lends the same on to the third within days; weeks later the third lends a part of it to the first.

    Each is a payment of one and a receipt of the other under one transfer reference, in both books and on both statements.
    """
    first, second, third = world.entities[:3]
    rng = world.rng("dealings")
    tills = {entity.code: _till(world, entity, "loans") for entity in (first, second, third)}
    amount = rng.randrange(40, 90) * LAKH
    back = amount * rng.randrange(60, 85) // 100 // LAKH * LAKH
    sent = working(world.quarter.first_day + timedelta(days=rng.randrange(8, 25)))
    passed_on = working(sent + timedelta(days=rng.randrange(1, 6)))
    came_back = working(passed_on + timedelta(days=rng.randrange(20, 30)))
    legs = ((first, second, sent, amount), (second, third, passed_on, amount), (third, first, came_back, back))
    return [Loan(giver, taker, day, paise, _lend(tills, giver, taker, day, paise)) for giver, taker, day, paise in legs]


def plant_dealings(world: World, loans: list[Loan]) -> None:
    """Both as findings to be made, after all books are written: the circle comes to the least that both books of each two companies say, trade between them included."""
    first, second, _ = loans
    note = f"{first.amount} paise run from {first.giver.code} over {first.taker.code} to {second.taker.code}"
    world.plant(
        "sum_passed_on",
        ("consol.passed_on",),
        first.giver.code,
        note,
        amounts=(first.amount,),
        vouchers=[*first.vouchers, *second.vouchers],
    )
    for trouble in [each for each in world.troubles if each.bill is not None and each.other]:
        # What two companies do not agree on shows in the balances between them as well, where several such bills come together.
        one, other = (next(entity for entity in world.entities if entity.code == code) for code in (trouble.entity, trouble.other))
        trouble.amounts = (*trouble.amounts, _balance(one, other) + _balance(other, one))
    debts = [_agreed(loan.giver, loan.taker) for loan in loans]
    if all(amount > 0 for amount in debts):  # Trade may turn a debt round; then there is no circle.
        start = min(loan.giver.code for loan in loans)
        names = [loan.giver.code for loan in loans]
        world.plant("debts_in_circle", ("consol.could_be_netted",), start, f"{', '.join(names)} owe each other in a circle", amounts=(min(debts),))


def pay_each_other(world: World) -> None:
    """What is due of the bills between companies of the group, each paid by itself and for what both books have; what they do not agree on stays open."""
    tills = {entity.code: _till(world, entity, "bills") for entity in world.entities}
    companies = {entity.code: entity for entity in world.entities}
    rng = world.rng("dealings/bills")
    for buyer in world.entities:
        for bill in [each for each in buyer.bills if each.category == "group" and not each.outward and not each.trouble]:
            day = working(bill.day + timedelta(days=rng.randrange(24, 40)))
            if day < world.quarter.last_day:
                seller = companies[bill.party.entity]
                paid = buyer.chart.name("creditor", party=seller.name), seller.chart.name("debtor", party=buyer.name)
                _send(tills, buyer, seller, day, bill.payable, paid, bill.number, bill.number)


def _lend(tills: Tills, giver: EntityBooks, taker: EntityBooks, day: date, amount: int) -> tuple[BookVoucher, BookVoucher]:
    ledgers = giver.chart.name("group_loan_given", party=taker.name), taker.chart.name("group_loan_taken", party=giver.name)
    return _send(tills, giver, taker, day, amount, ledgers, "inter corporate loan")


def _send(
    tills: Tills, giver: EntityBooks, taker: EntityBooks, day: date, amount: int, ledgers: tuple[str, str], purpose: str, bill: str = ""
) -> tuple[BookVoucher, BookVoucher]:
    """Payment and receipt of one transfer. ledgers: of the taker in the giver's books, and of the giver in the taker's."""
    reference = tills[giver.code].reference(giver.accounts[0], WAY, day, incoming=False)
    paid = _book(tills[giver.code], giver, taker, day, -amount, ledgers[0], purpose, reference, bill)
    return paid, _book(tills[taker.code], taker, giver, day, amount, ledgers[1], purpose, reference, bill)


def _book(till: Till, own: EntityBooks, other: EntityBooks, day: date, amount: int, ledger: str, purpose: str, reference: str, bill: str) -> BookVoucher:
    account, kind = own.accounts[0], "receipt" if amount > 0 else "payment"
    words = f"Being {purpose} {'received from' if amount > 0 else 'paid to'} {other.name} {WAY} {reference}"
    leg = Leg(ledger, -amount, [BillRef(bill, "against", -amount)] if bill else [])
    voucher = till.voucher(kind, day, [leg, Leg(account.ledger, amount)], account, other.name, words, reference)
    said = narrate(account.bank, WAY, amount > 0, other.name, purpose, reference, other.accounts[0].ifsc, till.rng)
    till.line(account, day, amount, said, reference, [voucher])
    return voucher


def _till(world: World, entity: EntityBooks, what: str) -> Till:
    """A till with a stream of its own: what else is paid stays as it would be."""
    till = Till(world, entity)
    till.rng = world.rng(f"dealings/{what}/{entity.code}")
    return till


def _agreed(giver: EntityBooks, taker: EntityBooks) -> int:
    """What the taker owes the giver by both their books, paise; the smaller figure, 0 where they say the opposite."""
    claimed, owed = _balance(giver, taker), -_balance(taker, giver)
    return min(claimed, owed) if claimed > 0 and owed > 0 else 0


def _balance(own: EntityBooks, other: EntityBooks) -> int:
    """Closing balance of all that one company's books have of another, its shares aside; debit positive."""
    names = {own.chart.name(key, party=other.name) for key in ("debtor", "creditor", "group_loan_given", "group_loan_taken")}
    moved = own.movements()
    return sum(own.opening.get(name, 0) + moved.get(name, 0) for name in names)
