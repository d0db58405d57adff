"""Fixed asset registers in several layouts. All run from the first day of the financial year to the quarter's last day."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from qrt.sim.assets import of_year, residual
from qrt.sim.holdings import Asset
from qrt.sim.papers.sheets import Cell, Money, Sheet, write_sheets
from qrt.sim.world import EntityBooks, World

Column = tuple[str, Callable[[Asset, date], Cell]]


def write_assets(path: Path, world: World, entity: EntityBooks) -> None:
    """The register in the seed's layout, with a sheet for work in progress where there is any."""
    start, last = world.quarter.year.first_day, world.quarter.last_day
    layout = world.turn("asset paper", tuple(_LAYOUTS))
    head: list[list[Cell]] = [[entity.name], ["Fixed Asset Register"], [f"From {start:%d-%m-%Y} to {last:%d-%m-%Y}"], []]
    columns = _LAYOUTS[layout](start, last)
    rows: list[list[Cell]] = [*head, [title for title, _ in columns]]
    listed = [asset for asset in entity.assets if asset.in_register]
    bold = {0, 1, 2, 4}
    for group in sorted({asset.ledger for asset in listed}) if layout == "classes" else [""]:
        own = [asset for asset in listed if not group or asset.ledger == group]
        if group:
            bold.add(len(rows))
            rows.append([None, group])
        rows += [[cell(asset, last) for _, cell in columns] for asset in own]
        bold.add(len(rows))
        rows.append(_total(f"Total {group}".strip(), columns, own, last))
    if layout == "classes":
        bold.add(len(rows))
        rows.append(_total("Grand Total", columns, listed, last))
    sheets = [Sheet("Fixed Assets", rows, frozenset(bold))]
    if entity.projects:
        sheets.append(_projects(entity, last))
    write_sheets(path, sheets)


def _total(words: str, columns: list[Column], assets: list[Asset], last: date) -> list[Cell]:
    sums: list[Cell] = []
    for index, (title, cell) in enumerate(columns):
        amounts = [value.paise for asset in assets if isinstance(value := cell(asset, last), Money)]
        sums.append(words if index == 1 else Money(sum(amounts)) if amounts and title != "Sale Value" else None)
    return sums


def _projects(entity: EntityBooks, last: date) -> Sheet:
    rows: list[list[Cell]] = [[entity.name], ["Capital Work in Progress"], [f"As on {last:%d-%m-%Y}"], [], ["Project", "Date", "Amount Spent"]]
    rows += [[project.name, day, Money(amount)] for project in entity.projects for day, amount in project.spent]
    rows.append(["Total", None, Money(sum(project.total for project in entity.projects))])
    return Sheet("CWIP", rows, frozenset({0, 1, 2, 4, len(rows) - 1}))


def _gone(asset: Asset, last: date) -> int:
    return asset.opening + of_year(asset, last)


def _net(asset: Asset, last: date) -> Cell:
    return Money(0 if asset.disposed else asset.cost - _gone(asset, last))


def _method(asset: Asset, _: date) -> Cell:
    return {"slm": "SLM", "wdv": "WDV"}[asset.method]


def _proceeds(asset: Asset, _: date) -> Cell:
    return Money(asset.proceeds) if asset.disposed else None


_CODE: Column = ("Asset Code", lambda asset, _: asset.code)
_NAME: Column = ("Description", lambda asset, _: asset.description)
_CLASS: Column = ("Asset Class", lambda asset, _: asset.ledger)
_BOUGHT: Column = ("Date of Purchase", lambda asset, _: asset.bought)
_USED: Column = ("Date Put to Use", lambda asset, _: asset.put_to_use)
_COST: Column = ("Cost", lambda asset, _: Money(asset.cost))
_METHOD: Column = ("Method", _method)
_LIFE: Column = ("Useful Life (Years)", lambda asset, _: asset.life or None)
_RATE: Column = ("Rate %", lambda asset, _: asset.rate or None)
_SOLD: Column = ("Date of Disposal", lambda asset, _: asset.disposed)
_FOR: Column = ("Sale Value", _proceeds)


def _flat(start: date, last: date) -> list[Column]:
    return [
        _CODE, _NAME, _CLASS, _BOUGHT, _USED, _COST, _METHOD, _LIFE, _RATE, (f"Accumulated Depreciation as on {start:%d-%m-%Y}", lambda asset, _: Money(asset.opening)),
        ("Depreciation for the Period", lambda asset, day: Money(of_year(asset, day))), ("Closing Accumulated Depreciation", lambda asset, day: Money(_gone(asset, day))), ("Net Block", _net),
        _SOLD, _FOR,
    ]  # fmt: skip


def _classes(start: date, last: date) -> list[Column]:
    return [
        ("Asset ID", lambda asset, _: asset.code), ("Particulars", lambda asset, _: asset.description), ("Location", lambda asset, _: asset.location),
        ("Put to use date", lambda asset, _: asset.put_to_use), ("Acquisition date", lambda asset, _: asset.bought), ("Depreciation Method", _method),
        ("Rate of Depreciation", lambda asset, _: asset.rate or None), ("Life in years", lambda asset, _: asset.life or None), ("Gross Block", lambda asset, _: Money(asset.cost)),
        ("Opening Accumulated Depreciation", lambda asset, _: Money(asset.opening)), ("Opening WDV", lambda asset, _: Money(asset.cost - asset.opening)),
        ("Depreciation for the Period", lambda asset, day: Money(of_year(asset, day))), ("Closing WDV", _net), _SOLD, _FOR,
    ]  # fmt: skip


def _lives(start: date, last: date) -> list[Column]:
    """No depreciation of the period: whoever closes the quarter has to work it out."""
    return [
        ("Asset No", lambda asset, _: asset.code), ("Asset Description", lambda asset, _: asset.description), ("Asset Group", lambda asset, _: asset.ledger),
        ("Original Cost", lambda asset, _: Money(asset.cost)), ("Residual Value", lambda asset, _: Money(residual(asset))), _USED, _METHOD, _LIFE, _RATE,
        (f"Accumulated Depreciation up to {start - timedelta(days=1):%d-%m-%Y}", lambda asset, _: Money(asset.opening)), _SOLD, _FOR,
    ]  # fmt: skip


def _components(start: date, last: date) -> list[Column]:
    return [_CODE, _NAME, ("Component of", lambda asset, _: asset.parent), *_flat(start, last)[2:]]


_LAYOUTS: dict[str, Callable[[date, date], list[Column]]] = {"flat": _flat, "classes": _classes, "lives": _lives, "components": _components}
