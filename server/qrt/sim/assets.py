"""Fixed assets of a simulated company, and their depreciation worked out here on its own.

The conventions, which `truth/README.md` repeats:
- A day is 1/365 of a year, 1/366 in a financial year with 29 February. The day of putting to use and the day of disposal both count.
- Residual value is 5 % of cost, to the paisa, half up.
- SLM: (cost - residual) / life a year; where the register gives a rate instead, rate x cost a year.
- WDV: rate x (cost - depreciation up to the first day of the financial year) a year; an asset of this year: rate x cost.
- Depreciation never goes below the residual value.
- The year's depreciation up to a day is rounded once, half up, to the paisa; a quarter's is the difference of two such figures.
"""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.period import FinancialYear
from qrt.sim.banking import Till
from qrt.sim.holdings import Asset, Project
from qrt.sim.routine import journal
from qrt.sim.world import Bill, Draft, EntityBooks, Leg, World, working

_KINDS: tuple[tuple[str, str, int, str], ...] = (
    ("machinery", "CNC lathe,Hydraulic press,Air compressor,Packing line,Boiler,Diesel generator", 15, "18.10"),
    ("computers", "Server,Laptops,Printer", 3, "63.16"),
    ("furniture", "Office desks,Storage racks,Chairs", 10, "25.89"),
)
_SLM_RATE = {15: "6.33", 3: "31.67", 10: "9.50"}


def residual(asset: Asset) -> int:
    return _whole(Decimal(asset.cost) * 5 / 100)


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def of_year(asset: Asset, upto: date) -> int:
    """Depreciation from the first day of the financial year of `upto` to that day, both counted. 0 before the asset is used."""
    year = FinancialYear.of(upto)
    first, last = max(year.first_day, asset.put_to_use), min(upto, asset.disposed or upto)
    if last < first:
        return 0
    if asset.method == "wdv":
        annual = (asset.cost - asset.opening) * asset.rate / 100
    elif asset.life:
        annual = Decimal(asset.cost - residual(asset)) / asset.life
    else:
        annual = asset.cost * asset.rate / 100
    days, whole_year = (last - first).days + 1, (year.last_day - year.first_day).days + 1
    return min(_whole(annual * days / whole_year), max(0, asset.cost - residual(asset) - asset.opening))


def between(asset: Asset, first: date, last: date) -> int:
    """Depreciation of a span inside one financial year, both days counted."""
    before = first - timedelta(days=1)
    return of_year(asset, last) - (of_year(asset, before) if before in FinancialYear.of(last) else 0)


def _grow_old(asset: Asset, year: FinancialYear) -> None:
    """Set `opening`: every financial year before this one, one after the other."""
    each = FinancialYear.of(asset.put_to_use)
    while each.first_day < year.first_day:
        asset.opening += of_year(asset, each.last_day)
        each = FinancialYear(each.last_day.year)


def add_assets(world: World, entity: EntityBooks) -> None:
    """What the company owned before the year began, and its work in progress."""
    rng, year = world.rng(f"assets/{entity.code}"), world.quarter.year
    for key, descriptions, life, wdv_rate in _KINDS:
        for description in descriptions.split(","):
            for copy in range(1 if world.size.name == "small" else 3):
                cost = rng.randrange(80_000, 1_800_000 if key == "machinery" else 300_000, 1_000) * 100 + (rng.randrange(1, 100) if rng.random() < 0.2 else 0)
                bought = year.first_day - timedelta(days=rng.randint(20, 1500))
                asset = Asset(
                    "",
                    f"{description}{f' {copy + 1}' if copy else ''}",
                    entity.chart.name(key),
                    bought,
                    bought + timedelta(days=rng.choice((0, 0, 3, 12))),
                    cost,
                    "",
                )
                _choose_method(world, asset, key, life, wdv_rate)
                asset.location = rng.choice((*entity.branches, entity.city))
                entity.assets.append(asset)
    if world.turn("asset paper", ("flat", "classes", "lives", "components")) == "components":
        _take_apart(entity)
    for number, asset in enumerate(entity.assets, start=1):
        asset.code = f"FA-{number:03d}"
        _grow_old(asset, year)
    for asset in entity.assets:  # A part names its whole by the code that the whole has now.
        if asset.parent:
            asset.parent = next(each.code for each in entity.assets if each.description == asset.parent)
    _start_projects(world, entity)


def _choose_method(world: World, asset: Asset, key: str, life: int, wdv_rate: str) -> None:
    if world.turn("method", ("slm", "wdv", "both")) in {"wdv", "both"} and (key == "machinery" or world.turn("method", ("slm", "wdv", "both")) == "wdv"):
        asset.method, asset.rate = "wdv", Decimal(wdv_rate)
    elif world.turn("slm by", ("life", "rate")) == "rate":
        asset.method, asset.rate = "slm", Decimal(_SLM_RATE[life])
    else:
        asset.method, asset.life = "slm", life


def _take_apart(entity: EntityBooks) -> None:
    """The first machine's drive is a component with a shorter life of its own."""
    whole = next(asset for asset in entity.assets if "CNC" in asset.description)
    part = Asset("", "CNC lathe - drive unit", whole.ledger, whole.bought, whole.put_to_use, whole.cost // 4, "slm", life=8, location=whole.location)
    part.parent = whole.description
    whole.cost -= part.cost
    entity.assets.insert(entity.assets.index(whole) + 1, part)


def _start_projects(world: World, entity: EntityBooks) -> None:
    rng, first = world.rng(f"projects/{entity.code}"), world.quarter.first_day
    names = ("New paint shop", "Rooftop solar plant", "ERP implementation", "Second factory shed")
    for name, age in list(zip(names, (140, 560, 900, 1300), strict=True))[: 1 if world.size.name == "small" else 4]:
        entity.projects.append(Project(name, [(first - timedelta(days=age), rng.randrange(150_000, 900_000, 500) * 100)]))
    entity.opening[entity.chart.name("cwip")] = sum(project.total for project in entity.projects)


def capitalise(world: World, entity: EntityBooks) -> None:
    """The quarter's machines go from their bills into the register; one of them is forgotten there."""
    rng, key = world.rng(f"capitalise/{entity.code}"), "machinery"
    bills = [bill for bill in entity.bills if bill.category == "capital" and bill.vouchers]
    for index, bill in enumerate(bills):
        used = min(bill.day + timedelta(days=rng.choice((0, 4, 9))), world.quarter.last_day)
        asset = Asset(f"FA-{len(entity.assets) + 1:03d}", bill.items[0].description, entity.chart.name(key), bill.day, used, bill.tax.taxable, "")
        _choose_method(world, asset, key, 15, "18.10")
        asset.location = entity.city
        entity.assets.append(asset)
        if index == 0 and len(bills) > 1:
            asset.in_register = False
            _forget(world, entity, asset, bill)


def _forget(world: World, entity: EntityBooks, asset: Asset, bill: Bill) -> None:
    rules = ("assets.*", "asset.*", "audit.asset*")
    note = f"{asset.description} of {bill.number} is in the ledger and not in the register"
    world.plant("addition_not_in_register", rules, entity.code, note, amounts=(asset.cost,), bill=bill, hints=[asset.description])


def dispose(world: World, entity: EntityBooks, till: Till) -> None:
    """One asset is sold with gain or loss; in larger companies a second one, whose sale is booked wrongly."""
    rng, year = world.rng(f"dispose/{entity.code}"), world.quarter.year
    old = [asset for asset in entity.assets if asset.in_register and asset.bought < year.first_day and not asset.parent and not _has_parts(entity, asset)]
    for index, asset in enumerate(rng.sample(old, 1 if world.size.name == "small" else 2)):
        asset.disposed = working(world.quarter.months[1].first_day + timedelta(days=rng.randrange(2, 25)))
        gone = asset.opening + of_year(asset, asset.disposed)
        net = asset.cost - gone
        asset.proceeds = net * rng.choice((70, 85, 112, 125)) // 100 // 100 * 100
        chart, result = entity.chart, net - asset.proceeds
        whole = [Leg(asset.ledger, -asset.cost), Leg(chart.name("accumulated"), gone), Leg(chart.name("asset_sale"), result)]
        wrong = index == 1
        legs = [Leg(asset.ledger, -asset.proceeds)] if wrong else whole
        buyer = ("Pragati Scrap Dealers", "Usha Used Machinery")[index]
        till.move(asset.disposed, asset.proceeds, legs, buyer, f"sale of {asset.description} {asset.code}", entity.accounts[0], mode="NEFT")
        if wrong:
            note = f"the sale of {asset.code} {asset.description} went straight to its ledger: cost and depreciation still stand there"
            lines = [Leg(asset.ledger, asset.proceeds - asset.cost), Leg(chart.name("accumulated"), gone), Leg(chart.name("asset_sale"), result)]
            entity.drafts.append(Draft("disposal", entity.code, asset.disposed, [line for line in lines if line.amount], note, optional=True))
            rules = ("assets.*", "asset.*", "audit.asset*")
            world.plant(
                "disposal_booked_wrong",
                rules,
                entity.code,
                note,
                amounts=(result, asset.cost - asset.proceeds, gone, asset.cost),
                hints=[asset.code, asset.description],
            )


def _has_parts(entity: EntityBooks, asset: Asset) -> bool:
    return any(each.parent == asset.code for each in entity.assets)


def charge(world: World, entity: EntityBooks) -> None:
    """Depreciation by journal each month: as the register gives it, or with the last month missing or wrong."""
    chart, quarter = entity.chart, world.quarter
    state = entity.states["depreciation"] = world.turn("depreciation charge", ("booked", "missing", "wrong"))
    listed = [asset for asset in entity.assets if asset.in_register]
    entity.opening[chart.name("accumulated")] = -sum(opening_of(asset, quarter.first_day) for asset in listed)
    for index, month in enumerate(quarter.months):
        right = sum(between(asset, month.first_day, month.last_day) for asset in listed)
        booked = right if index < 2 or state == "booked" else 0 if state == "missing" else _transposed(right)
        lines = [Leg(chart.name("depreciation"), booked), Leg(chart.name("accumulated"), -booked)]
        if booked:
            journal(entity, month.last_day, lines, f"Being depreciation for {month.first_day:%B %Y}")
        if booked != right:
            off = right - booked
            note = f"depreciation of {month.first_day:%B %Y} is {'not booked' if not booked else 'not what the register gives'}"
            lines = [Leg(chart.name("depreciation"), off), Leg(chart.name("accumulated"), -off)]
            entity.drafts.append(Draft("depreciation", entity.code, month.last_day, lines, note, optional=state == "wrong"))
            rules = ("assets.*", "asset.*", "audit.missing_recurring", "audit.depreciation*", "journals.*", "adjust.*", "quarter_end.*")
            world.plant(f"depreciation_{state}", rules, entity.code, note, amounts=(off, right), hints=[chart.name("depreciation")])


def opening_of(asset: Asset, day: date) -> int:
    """Depreciation up to, and without, a day of the financial year that `asset.opening` is of."""
    before = day - timedelta(days=1)
    return asset.opening + (of_year(asset, before) if before in FinancialYear.of(day) else 0)


def _transposed(amount: int) -> int:
    """The amount with the first two rupee digits that differ changed over."""
    digits = list(str(amount // 100))
    place = next((index for index in range(len(digits) - 1) if digits[index] != digits[index + 1]), 0)
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    return int("".join(digits)) * 100 + amount % 100
