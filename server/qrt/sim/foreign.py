"""Trade in foreign money: invoices at the day's rate, settlements at another, and what is open revalued when the quarter ends."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from qrt.sim.banking import Till
from qrt.sim.openbills import closing_accounts
from qrt.sim.routine import journal
from qrt.sim.world import BillRef, BookVoucher, Draft, EntityBooks, ForeignMoney, Leg, Party, World, working

START = {"USD": Decimal("88.4200"), "EUR": Decimal("102.1500"), "JPY": Decimal("0.5912")}
SYMBOLS = {"USD": "$", "EUR": "€", "JPY": "¥"}
_CUSTOMERS = (
    ("Northwind Tooling Inc", "USD", "United States"),
    ("Blaufeld Werkzeuge GmbH", "EUR", "Germany"),
    ("Harbor Lane Supply LLC", "USD", "United States"),
)
_SUPPLIERS = (("Kisaragi Seiki KK", "JPY", "Japan"), ("Summit Ridge Metals Inc", "USD", "United States"))


def rates_of(world: World) -> dict[date, dict[str, Decimal]]:
    """Reference rates of every working day from the evening before the quarter to its last day: rupees for one unit, to four decimals."""
    rng = world.rng("rates")
    now = dict(START)
    rates: dict[date, dict[str, Decimal]] = {}
    day = world.quarter.first_day - timedelta(days=3)
    while day <= world.quarter.last_day:
        if day.weekday() < 5 or day == world.quarter.last_day:
            now = {name: (rate * (1 + Decimal(rng.randrange(-45, 52)) / 10_000)).quantize(Decimal("0.0001")) for name, rate in now.items()}
            rates[day] = now
        day += timedelta(days=1)
    return rates


def rate_on(rates: dict[date, dict[str, Decimal]], currency: str, day: date) -> Decimal:
    """The rate of the day, or of the last working day before it."""
    return rates[max(each for each in rates if each <= day)][currency]


def in_rupees(hundredths: int, rate: Decimal) -> int:
    """Paise of hundredths of a unit, rounded once, half up in size."""
    return int((hundredths * rate).quantize(Decimal(1), ROUND_HALF_UP))


def add_foreign_parties(world: World, entity: EntityBooks) -> None:
    """Customers and suppliers abroad: two in a small company, all of them in others."""
    small = world.size.name == "small"
    for outward, rows in ((True, _CUSTOMERS), (False, _SUPPLIERS)):
        chosen = (rows[world.seed % len(rows)],) if small else rows
        for name, currency, country in chosen:
            party = Party(
                name, entity.state, "", "", "Main Street 1", country, "", "foreign", credit_days=45, agreed_days=45, country=country, currency=currency
            )
            (entity.foreign_customers if outward else entity.foreign_suppliers).append(party)


def trade_abroad(world: World, entity: EntityBooks, till: Till) -> None:
    """Invoices, settlements with the difference that they realise, and the revaluation as this company's books have it: right, wrong or missing."""
    rates, rng = rates_of(world), world.rng(f"abroad/{entity.code}")
    fy = f"{world.quarter.fy_start % 100}-{(world.quarter.fy_start + 1) % 100:02d}"
    serial = rng.randint(11, 60)
    deals = 3 if world.size.name == "small" else 6
    days = sorted((working(world.quarter.first_day + timedelta(days=rng.randrange(2, 84))), index) for index in range(deals * len(entity.foreign_customers)))
    for day, index in days:
        party = entity.foreign_customers[index % len(entity.foreign_customers)]
        serial += 1
        _deal(world, entity, till, rates, party, True, day, f"EXP/{fy}/{serial:03d}")
    for party in entity.foreign_suppliers:
        for index in range(deals - 1):
            day = working(world.quarter.first_day + timedelta(days=rng.randrange(2, 84)))
            _deal(world, entity, till, rates, party, False, day, f"{party.name.split()[0][:3].upper()}-{rng.randrange(1000, 9000)}{index}")
    _revalue(world, entity, rates)


def _deal(world: World, entity: EntityBooks, till: Till, rates: dict[date, dict[str, Decimal]], party: Party, outward: bool, day: date, number: str) -> None:
    rng, chart, sign = till.rng, entity.chart, 1 if outward else -1
    units = (
        rng.randrange(400_000, 2_400_000, 5_000)
        if party.currency == "JPY"
        else rng.randrange(2_000, 24_000)
        if rng.random() < 0.5
        else rng.randrange(2_000, 24_000, 50)
    )
    money = units * 100 + (0 if party.currency == "JPY" or units % 50 == 0 else rng.randrange(1, 100))
    rate = rate_on(rates, party.currency, day)
    value = in_rupees(money, rate)
    ledger = chart.name("debtor" if outward else "creditor", party=party.name)
    side = chart.name("sales_export" if outward else "purchase_import")
    leg = Leg(ledger, sign * value, [BillRef(number, "new", sign * value, day, day + timedelta(days=party.credit_days))])
    leg.foreign = ForeignMoney(party.currency, sign * money, rate, day)
    kind, type_name = ("sales", "Sales-GST" if chart.style == 2 else "Sales") if outward else ("purchase", "Purchase")
    words = f"Being {'goods exported under LUT' if outward else 'components imported against advance authorisation'}, {said(party.currency, money, rate)}"
    voucher = BookVoucher(entity.code, kind, type_name, day, [leg, Leg(side, -sign * value)], kind, party.name, words, branch=(entity.branches or [""])[0])
    if outward:
        voucher.number = number
    else:
        voucher.reference, voucher.reference_day, voucher.narration = number, day, f"{words} as per bill no. {number}"
    entity.post(voucher)
    paid_day = working(day + timedelta(days=rng.randrange(15, 60)))
    if paid_day > world.quarter.last_day - timedelta(days=3):
        return
    part = money if rng.random() < 0.75 else money * rng.choice((40, 60)) // 100 // 100 * 100
    carried = value if part == money else in_rupees(part, rate)
    moved = in_rupees(part, rate_on(rates, party.currency, paid_day))
    legs = [Leg(ledger, -sign * carried, [BillRef(number, "against", -sign * carried)], foreign=ForeignMoney(party.currency, -sign * part, rate, day))]
    legs.append(Leg(chart.name("forex"), -sign * (moved - carried)))
    purpose = f"{number} {said(party.currency, part, rate_on(rates, party.currency, paid_day))}"
    till.move(paid_day, sign * moved, legs, party.name, purpose, entity.accounts[0], mode="RTGS")


def said(currency: str, hundredths: int, rate: Decimal) -> str:
    """ "USD 12,500.00 @ 88.4200"; yen have no decimals."""
    amount = f"{hundredths // 100:,}" if currency == "JPY" else f"{hundredths // 100:,}.{hundredths % 100:02d}"
    return f"{currency} {amount} @ {rate}"


@dataclass(frozen=True, slots=True)
class Revalued:
    """An open bill at the closing rate. `difference` is what a revaluation must post to its ledger; `booked` what the books did post to the ledger."""

    ledger: str
    bill: str
    currency: str
    foreign: int
    carrying: int
    rate: Decimal
    difference: int


RESTATED = "Being foreign currency balances restated at the closing rate"


def revaluation(world: World, entity: EntityBooks, restated: bool = True) -> list[Revalued]:
    """Every open bill in foreign money at the closing rate. `restated` False leaves out what the books' own revaluation posted."""
    rates, found = rates_of(world), list[Revalued]()
    posted = {} if restated else {ref.name: ref.amount for each in entity.vouchers if each.narration == RESTATED for leg in each.legs for ref in leg.bills}
    for account in closing_accounts(entity, by_reference=True).values():
        for bill in account.bills:
            if bill.foreign:
                rate = rate_on(rates, bill.currency, world.quarter.last_day)
                carrying = bill.amount - posted.get(bill.name, 0)
                found.append(Revalued(account.party, bill.name, bill.currency, bill.foreign, carrying, rate, in_rupees(bill.foreign, rate) - carrying))
    return found


def by_ledger(rows: list[Revalued]) -> dict[str, int]:
    moved: dict[str, int] = {}
    for row in rows:
        moved[row.ledger] = moved.get(row.ledger, 0) + row.difference
    return {ledger: amount for ledger, amount in sorted(moved.items()) if amount}


def _revalue(world: World, entity: EntityBooks, rates: dict[date, dict[str, Decimal]]) -> None:
    state = entity.states["revaluation"] = world.turn("revaluation", ("booked", "missing", "wrong"))
    rows, last, forex = revaluation(world, entity), world.quarter.last_day, entity.chart.name("forex")
    if state != "missing":
        stale = working(world.quarter.months[2].first_day)  # The wrong one takes the rate of a month before.
        legs = [_restate(row, rate_on(rates, row.currency, stale if state == "wrong" else last)) for row in rows]
        if any(leg.amount for leg in legs):
            journal(entity, last, [*legs, Leg(forex, -sum(leg.amount for leg in legs))], RESTATED)
    rest = by_ledger(revaluation(world, entity))
    if not rest:
        return
    off = sum(rest.values())
    note = "balances in foreign money are not at the closing rate"
    lines = [Leg(ledger, amount) for ledger, amount in rest.items()]
    entity.drafts.append(Draft("revaluation", entity.code, last, [*lines, *([Leg(forex, -off)] if off else [])], note, optional=state == "wrong"))
    rules = ("forex.*", "currency.*", "revaluation.*", "audit.revaluation*", "books.revaluation*", "parties.revaluation*")
    world.plant(f"revaluation_{state}", rules, entity.code, note, amounts=(off, *rest.values(), *(row.difference for row in rows)), hints=list(rest))


def _restate(row: Revalued, rate: Decimal) -> Leg:
    amount = in_rupees(row.foreign, rate) - row.carrying
    return Leg(row.ledger, amount, [BillRef(row.bill, "against", amount)])
