"""Invents the companies: identifiers, bank accounts, staff, assets, customers and suppliers."""

from decimal import Decimal
from random import Random

from qrt.core.base.period import Quarter
from qrt.sim.assets import add_assets
from qrt.sim.chart import Chart
from qrt.sim.foreign import add_foreign_parties
from qrt.sim.names import STATES, Namer, gstin
from qrt.sim.payroll import add_staff
from qrt.sim.sizes import Size
from qrt.sim.world import Account, EntityBooks, Party, World

BANKS = {
    "HDFC": ("HDFC0", "HDFCINBB"),
    "ICICI": ("ICIC0", "ICICINBB"),
    "SBI": ("SBIN0", "SBININBB"),
    "Axis": ("UTIB0", "AXISINBB"),
    "Kotak": ("KKBK0", "KKBKINBB"),
}
NATIVE = {
    "HDFC": ("hdfc_csv", "hdfc_xlsx"),
    "ICICI": ("icici_xlsx", "icici_csv"),
    "SBI": ("sbi_tsv", "sbi_csv"),
    "Axis": ("axis_csv",),
    "Kotak": ("amount_flag_csv",),
}
# category: trade word, how many of them in a small company, the supplier's form where the law depends on it
SERVICES: dict[str, tuple[str, int, str]] = {
    "rent": ("Properties", 1, "LLP"),
    "security": ("Security Services", 1, "Pvt Ltd"),
    "legal": ("Legal Advisers", 2, "LLP"),
    "advocate": ("", 1, ""),
    "commission": ("Sales Agency", 1, "& Co"),
    "advertisement": ("Media", 1, "Pvt Ltd"),
    "job_work": ("Job Works", 2, "Industries"),
    "telephone": ("Telecom", 1, "Ltd"),
    "courier": ("Couriers", 1, "Pvt Ltd"),
    "stationery": ("Stationers", 1, "Traders"),
    "repairs": ("Machine Services", 2, "Enterprises"),
    "freight": ("Roadlines", 3, "& Co"),
    "catering": ("Caterers", 1, "Enterprises"),
    "car_hire": ("Car Rentals", 1, "Pvt Ltd"),
    "insurance": ("General Insurance", 1, "Ltd"),
    "hotel": ("Hotels", 1, "Pvt Ltd"),
    "capital": ("Machine Works", 2, "Pvt Ltd"),
    "erection": ("Erectors", 1, "Pvt Ltd"),
}


def invent(seed: int, size: Size, quarter: Quarter) -> World:
    """The world of a seed before anything has happened in the quarter."""
    world = World(seed, size, quarter, division="II" if seed % 5 == 0 else "I")
    rng = world.rng("company")
    namer = Namer(rng)
    states = rng.sample(("27", "29", "33", "24", "36"), 2)
    for index in range(size.entities):
        state = states[1] if index == 2 else states[0]
        name, _ = namer.firm(form="Pvt Ltd" if index % 2 == 0 else "Private Limited")
        pan = namer.pan(name, "C")
        street, city, pin = namer.address(state)
        words = name.split()
        prefix = words[0][0] + words[1][0]
        branches = list(STATES[state][2][:2]) if size.name != "small" and seed % 3 == 1 else []
        code = f"{prefix}{index + 1}" if size.entities > 1 else prefix
        entity = EntityBooks(
            code,
            name,
            state,
            pan,
            gstin(state, pan),
            Chart(seed + index, str(quarter.year)),
            street,
            city,
            pin,
            branches,
            prefix,
            rng.randrange(12),
            parent=world.entities[0].code if index else "",
        )
        world.entities.append(entity)
        _add_accounts(entity, rng, namer, seed + index)
        add_staff(entity, rng, namer, max(4, size.employees // size.entities))
        add_assets(world, entity)
        _add_parties(entity, rng, namer, size.customers // size.entities, size.goods_suppliers // size.entities, size.name)
        add_foreign_parties(world, entity)
        _register_enterprises(world, entity)
    for entity in world.entities:
        for sister in world.entities:
            if sister is not entity:
                entity.sisters.append(
                    Party(
                        sister.name,
                        sister.state,
                        sister.gstin,
                        sister.pan,
                        sister.street,
                        sister.city,
                        sister.pin,
                        "group",
                        sister.layout,
                        master_gstin=sister.gstin,
                        entity=sister.code,
                    )
                )
    return world


def _add_accounts(entity: EntityBooks, rng: Random, namer: Namer, turn: int) -> None:
    for index, bank in enumerate(rng.sample(sorted(BANKS), 2)):
        number = namer.account_number()
        layouts = NATIVE[bank]
        layout = ("mt940", "camt053")[turn // 3 % 2] if index == 1 and turn % 3 == 2 else layouts[turn % len(layouts)]
        ledger = entity.chart.name("bank", bank=bank, tail=number[-4:])
        entity.accounts.append(Account(entity.code, bank, number, f"{BANKS[bank][0]}{rng.randint(100, 9999):06d}", ledger, layout))


def _add_parties(entity: EntityBooks, rng: Random, namer: Namer, customers: int, goods: int, size_name: str) -> None:
    for _ in range(max(customers, 12)):
        name, letter = namer.firm()
        entity.customers.append(_party(entity, rng, namer, name, letter, "customer", home=0.6))
    deducting = [party for party in entity.customers if party.pan[3] == "C"]
    for party in deducting[: max(3, len(deducting) // 6)]:
        party.deducts = Decimal(rng.choice((2, 10)))
    entity.suppliers["goods"] = []
    for _ in range(max(goods, 12)):
        name, letter = namer.firm()
        entity.suppliers["goods"].append(_party(entity, rng, namer, name, letter, "goods", home=0.6))
    more = {"small": 1, "medium": 3, "large": 3}[size_name]
    for category, (trade, count, form) in SERVICES.items():
        entity.suppliers[category] = []
        for _ in range(count if category in {"rent", "security"} else count * more):
            name, letter = namer.firm(trade, form) if trade else (namer.person(), "P")
            party = _party(entity, rng, namer, name, letter, category, home=0 if category == "hotel" else 1)
            if category == "advocate":
                party.name = f"Adv. {name}"
                party.gstin = party.master_gstin = ""
            entity.suppliers[category].append(party)


def _register_enterprises(world: World, entity: EntityBooks) -> None:
    """Suppliers that are micro, small or medium enterprises, with their Udyam numbers, and the days that were agreed with each party (None: nothing was)."""
    rng = world.rng(f"udyam/{entity.code}")
    for group in (entity.customers, *entity.suppliers.values()):
        for party in group:
            party.agreed_days = party.credit_days
    for category in ("goods", "job_work", "repairs", "stationery"):
        for party in entity.suppliers[category]:
            if rng.random() < 0.35:
                party.msme = rng.choice(("micro", "micro", "small", "small", "medium"))
                party.udyam = f"UDYAM-{STATES[party.state][1]}-{rng.randint(1, 40):02d}-{rng.randint(0, 9_999_999):07d}"
                party.credit_days = party.agreed_days = rng.choice((15, 30, 45, 60))
                if rng.random() < 0.25:
                    party.agreed_days, party.credit_days = None, 30


def _party(entity: EntityBooks, rng: Random, namer: Namer, name: str, letter: str, category: str, home: float) -> Party:
    others = [state for state in STATES if state != entity.state]
    state = entity.state if rng.random() < home else rng.choice(others)
    pan = namer.pan(name, letter)
    street, city, pin = namer.address(state)
    number = gstin(state, pan)
    words = name.replace("&", "").replace(".", "").split()
    styles = ("{a}{b}/{fy}/", "{a}{b}-", "INV/{a}{b}/", "{a}{b}{y}", "{fy}/{a}-", "{a}/{b}/", "GST/{a}{b}-")
    return Party(
        name,
        state,
        number,
        pan,
        street,
        city,
        pin,
        category,
        layout=rng.randrange(12),
        ifsc=f"{BANKS[rng.choice(sorted(BANKS))][0]}{rng.randint(100, 9999):06d}",
        credit_days=rng.choice((15, 21, 30, 30, 45)),
        master_gstin=number,
        prefix=rng.choice(styles).replace("{a}", words[0][:1].upper()).replace("{b}", words[1][:1].upper()),
        serial=rng.randint(40, 2500),
    )
