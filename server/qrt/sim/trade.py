"""The quarter's bills: what the company sells and buys, and the notes that take some of it back."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from qrt.sim.world import Bill, EntityBooks, Item, Party, Tax, World, spread, working

PRODUCTS = (
    ("Boring head", "84661010", "NOS", 18), ("Ball bearing 6204", "84821020", "NOS", 18), ("Hex bolt M12", "73181500", "BOX", 18), ("PVC granules", "39042110", "KGS", 18),
    ("Corrugated box", "48191010", "NOS", 5), ("Cotton yarn 30s", "52052310", "KGS", 5), ("LED panel light", "94051100", "NOS", 18), ("Copper wire", "74081190", "KGS", 18),
    ("Hydraulic hose", "40092200", "MTR", 18), ("Bicycle frame", "87149100", "NOS", 5), ("Paint primer", "32089090", "LTR", 18), ("Gear coupling", "84836020", "NOS", 18),
)  # fmt: skip
SALE_SERVICES = (
    ("Installation and commissioning", "998732", "JOB", 18),
    ("Technical consultancy", "998311", "HRS", 18),
    ("Annual service contract", "998717", "MON", 18),
)
# category: description, HSN or SAC, rate, bill's value in rupees from and to, bills a month, TDS account, TDS rate
SERVICE_BILLS: dict[str, tuple[str, str, int, int, int, int, str, str]] = {
    "rent": ("Rent of factory premises", "997212", 18, 60_000, 140_000, 1, "tds_rent", "10"),
    "security": ("Security guards, monthly", "998525", 18, 42_000, 75_000, 1, "tds_contractor", "2"),
    "legal": ("Professional fees", "998221", 18, 60_000, 150_000, 1, "tds_professional", "10"),
    "advocate": ("Advocate's fees", "998212", 18, 55_000, 90_000, 1, "tds_professional", "10"),
    "commission": ("Commission on sales", "996111", 18, 26_000, 60_000, 1, "tds_commission", "2"),
    "advertisement": ("Advertisement in print media", "998361", 18, 40_000, 120_000, 1, "tds_contractor", "2"),
    "job_work": ("Job work: turning and grinding", "998873", 18, 35_000, 90_000, 1, "tds_contractor", "2"),
    "telephone": ("Leased line and telephone", "998413", 18, 4_000, 14_000, 1, "", "0"),
    "courier": ("Courier services", "996812", 18, 1_500, 7_000, 1, "", "0"),
    "stationery": ("Printed stationery", "48201090", 18, 2_000, 12_000, 1, "", "0"),
    "repairs": ("Repair of machine spindle", "998717", 18, 6_000, 24_000, 1, "", "0"),
    "freight": ("Freight by road", "996511", 5, 6_000, 24_000, 1, "", "0"),
    "catering": ("Catering for staff canteen", "996333", 5, 6_000, 20_000, 1, "", "0"),
    "car_hire": ("Hire of passenger car", "996601", 18, 9_000, 24_000, 1, "", "0"),
    "insurance": ("Fire insurance premium", "997137", 18, 9_000, 28_000, 0, "", "0"),
}
EXPENSE_LEDGER = {"advocate": "legal", "catering": "welfare", "stationery": "stationery", "hotel": "travel"}
NO_CREDIT = frozenset({"catering", "car_hire"})
REVERSE_CHARGE = frozenset({"freight", "advocate"})
GOODS_LIMIT = 2_200_000_00  # Kept well under the 50 lakh a year at which TDS on purchase of goods begins.


def trade(world: World, entity: EntityBooks) -> None:
    """Fill `entity.bills` for the quarter, papers, books and portal agreeing."""
    count = len(world.entities)
    rng = world.rng(f"trade/{entity.code}")
    _sell(world, entity, rng, world.size.sales // count)
    _buy_services(world, entity, rng)
    _buy_capital(world, entity, rng)
    _buy_goods(world, entity, rng, world.size.purchases // count - len([bill for bill in entity.bills if not bill.outward]))
    _return_some(world, entity, rng)


def _value(rng: Random, low: int, high: int) -> int:
    """Paise of a value between two rupee figures, leaning to the lower end, often with odd paise."""
    rupees = int(low * (high / low) ** rng.random())
    return rupees * 100 if rng.random() < 0.7 else rupees * 100 + rng.randrange(1, 100)


def priced_items(rng: Random, catalogue: tuple[tuple[str, str, str, int], ...], low: int, high: int) -> tuple[list[Item], Decimal]:
    """One to four lines at one GST rate, worth about `low` to `high` rupees together."""
    rate = rng.choice(catalogue)[3]
    chosen = rng.sample([each for each in catalogue if each[3] == rate], k=min(rng.choice((1, 1, 2, 2, 3)), sum(1 for each in catalogue if each[3] == rate)))
    items: list[Item] = []
    for description, hsn, unit, _ in chosen:
        value = _value(rng, low, high) // len(chosen)
        quantity = rng.choice((1, 2, 4, 5, 10, 12, 20, 25, 50))
        price = max(value // quantity, 500)
        items.append(Item(description, hsn, quantity, unit, price, discount=quantity * price // 20 if rng.random() < 0.08 else 0))
    return items, Decimal(rate)


def supplier_number(party: Party, day: date, rng: Random) -> str:
    """The supplier's next invoice number, at most 16 characters."""
    party.serial += rng.choice((1, 1, 2, 3, 7))
    start = day.year if day.month >= 4 else day.year - 1
    head = party.prefix.replace("{fy}", f"{start % 100}-{(start + 1) % 100:02d}").replace("{y}", str(start % 100))
    return f"{head}{party.serial:04d}"[:16]


def _sell(world: World, entity: EntityBooks, rng: Random, count: int) -> None:
    serials = {branch: rng.randint(300, 900) for branch in entity.branches or [""]}
    fy = f"{world.quarter.fy_start % 100}-{(world.quarter.fy_start + 1) % 100:02d}"
    retail = Party("Counter Sales", entity.state, "", "", "", entity.city, entity.pin, "retail", credit_days=0)
    sister_turns = set(range(5, count, max(count // (4 * len(entity.sisters)), 3))) if entity.sisters else set()
    for index, day in enumerate(spread(rng, world.quarter, count)):
        party = rng.choice(entity.sisters) if index in sister_turns else retail if rng.random() < 0.12 else rng.choice(entity.customers)
        service = bool(party.deducts) or (party.category == "customer" and rng.random() < 0.08)
        items, rate = priced_items(rng, SALE_SERVICES if service else PRODUCTS, 800 if party is retail else 6_000, 9_000 if party is retail else 220_000)
        inter = party.state != entity.state
        branch = rng.choice(entity.branches) if entity.branches else ""
        serials[branch] += 1
        middle = f"/{branch[:2].upper()}" if branch else ""
        category = "group" if party.category == "group" else "sales_services" if service else "sales_goods"
        bill = Bill(
            entity.code,
            True,
            party,
            f"{entity.prefix}{middle}/{fy}/{serials[branch]:04d}",
            day,
            items,
            rate,
            Tax(0),
            party.state,
            inter,
            category,
            branch=branch,
        )
        bill.price(rounded=entity.chart.style != 1)
        entity.bills.append(bill)


def make_purchase(entity: EntityBooks, party: Party, day: date, items: list[Item], rate: Decimal, category: str, rng: Random) -> Bill:
    """A supplier's bill on which all three sides agree."""
    bill = Bill(entity.code, False, party, supplier_number(party, day, rng), day, items, rate, Tax(0), entity.state, party.state != entity.state, category)
    bill.reverse_charge = category in REVERSE_CHARGE
    bill.credit_taken = category not in NO_CREDIT
    bill.branch = rng.choice(entity.branches) if entity.branches else ""
    bill.price(rounded=party.layout % 3 != 0)
    entity.bills.append(bill)
    return bill


def service_bill(entity: EntityBooks, party: Party, day: date, rng: Random, value: int = 0) -> Bill:
    """A bill for a service, with TDS where the law asks for it. `value` in paise, 0 for one by chance."""
    description, sac, rate, low, high, _, account, percent = SERVICE_BILLS[party.category]
    bill = make_purchase(entity, party, day, [Item(description, sac, 1, "JOB", value or _value(rng, low, high))], Decimal(rate), party.category, rng)
    if account:
        share = Decimal(1) if account == "tds_contractor" and party.pan[3] in "PH" else Decimal(percent)
        bill.tds_ledger, bill.tds = account, int(bill.tax.taxable * share / 100 / 100 + Decimal("0.5")) * 100
    return bill


def _buy_services(world: World, entity: EntityBooks, rng: Random) -> None:
    fixed: dict[str, int] = {}
    for category, (_, _, _, low, high, monthly, _, _) in SERVICE_BILLS.items():
        for party in entity.suppliers[category]:
            for position, month in enumerate(world.quarter.months):
                if not monthly and position:
                    continue
                if category not in {"rent", "security"} and rng.random() < (0.5 if world.size.name == "small" else 0.15):
                    continue
                day = month.first_day if category == "rent" else month.first_day + timedelta(days=rng.randrange(3, 27))
                value = fixed.setdefault(party.name, rng.randrange(low, high, 500) * 100) if category in {"rent", "security"} else 0
                service_bill(entity, party, working(day), rng, value)


def _buy_capital(world: World, entity: EntityBooks, rng: Random) -> None:
    for party in entity.suppliers["capital"][: 1 if world.size.name == "small" else 3]:
        day = working(world.quarter.first_day + timedelta(days=rng.randrange(10, 70)))
        machine = rng.choice(("Vertical milling machine", "Injection moulding machine", "Screw compressor 30 HP"))
        make_purchase(entity, party, day, [Item(machine, "84596110", 1, "NOS", rng.randrange(280_000, 1_400_000, 1_000) * 100)], Decimal(18), "capital", rng)


def _buy_goods(world: World, entity: EntityBooks, rng: Random, count: int) -> None:
    spent: dict[str, int] = {}
    dear = 120_000 if world.size.name != "large" else 60_000
    for day in spread(rng, world.quarter, max(count, 15)):
        party = rng.choice(entity.suppliers["goods"])
        items, rate = priced_items(rng, PRODUCTS, 3_000, dear)
        value = sum(item.taxable for item in items)
        while spent.get(party.name, 0) + value > GOODS_LIMIT:
            party = rng.choice(entity.suppliers["goods"])
        spent[party.name] = spent.get(party.name, 0) + value
        make_purchase(entity, party, day, items, rate, "goods", rng)


def _return_some(world: World, entity: EntityBooks, rng: Random) -> None:
    """About one bill in thirty comes back in part, on either side."""
    goods = [
        bill
        for bill in entity.bills
        if bill.category in {"goods", "sales_goods"} and bill.party.gstin and bill.day < world.quarter.months[2].last_day - timedelta(days=12)
    ]
    serial = rng.randint(20, 60)
    fy = f"{world.quarter.fy_start % 100}-{(world.quarter.fy_start + 1) % 100:02d}"
    outward = sorted(rng.sample([bill for bill in goods if bill.outward], k=max(3, world.size.sales // len(world.entities) // 30)), key=lambda bill: bill.day)
    inward = sorted(
        rng.sample([bill for bill in goods if not bill.outward], k=max(3, world.size.purchases // len(world.entities) // 30)), key=lambda bill: bill.day
    )
    for bill in outward:
        serial += 1
        take_back(entity, bill, f"CN/{fy}/{serial:03d}", working(bill.day + timedelta(days=rng.randrange(3, 11))))
    for bill in inward:
        number = f"CN-{bill.party.prefix[:1].strip('{')}{rng.randint(10, 999)}-{bill.party.serial}"[:16]
        take_back(entity, bill, number, working(bill.day + timedelta(days=rng.randrange(3, 11))))


def take_back(entity: EntityBooks, bill: Bill, number: str, day: date) -> Bill:
    """A credit note of the seller over part of a bill."""
    first = bill.items[0]
    back = Item(f"Return: {first.description}", first.hsn, max(first.quantity // 4, 1), first.unit, first.unit_price - first.discount // first.quantity)
    note = Bill(
        entity.code,
        bill.outward,
        bill.party,
        number,
        day,
        [back],
        bill.rate,
        Tax(0),
        bill.place_of_supply,
        bill.inter_state,
        bill.category,
        document="credit_note",
    )
    note.original, note.branch = bill.number, bill.branch
    note.price(rounded=bool(bill.round_off))
    entity.bills.append(note)
    return note
