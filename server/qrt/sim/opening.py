"""Opening balances: what must have stood in the books for the quarter to be possible. The surplus of earlier years closes the sheet."""

from collections import defaultdict
from datetime import date

from qrt.sim.banking import Till
from qrt.sim.world import EntityBooks, World


def open_books(world: World, entity: EntityBooks, till: Till) -> None:
    """Complete `entity.opening` (signed, debit positive) so that it sums to zero. From the second quarter on it holds the year's income and expense so far."""
    chart, rng, opening = entity.chart, till.rng, entity.opening
    if world.quarter.number > 1:
        _open_income(world, entity, till)
    for asset in [each for each in entity.assets if each.bought < world.quarter.first_day]:
        opening[asset.ledger] = opening.get(asset.ledger, 0) + asset.cost
    opening[chart.name("deposit")] = rng.randrange(200_000, 600_000, 10_000) * 100
    opening[chart.name("capital")] = -rng.randrange(2_000_000, 9_000_000, 100_000) * 100
    opening[chart.name("general_reserve")] = -rng.randrange(500_000, 3_000_000, 50_000) * 100
    opening[chart.name("tds_receivable")] = opening.get(chart.name("tds_receivable"), 0) + rng.randrange(20_000, 160_000) * 100
    if world.quarter.number > 1:
        opening[chart.name("advance_tax")] = rng.randrange(50_000, 300_000, 5_000) * 100
        opening[chart.name("tax_provision")] = -max(0, opening.get(chart.name("current_tax"), 0))
    for account in entity.accounts:
        account.opening = opening[account.ledger] = _cover(entity, account.ledger, rng.randrange(300_000, 2_500_000) * 100)
    opening[chart.name("cash")] = _cover(entity, chart.name("cash"), rng.randrange(5_000, 60_000) * 100)
    for sister in [each for each in world.entities if each.parent == entity.code]:
        opening[chart.name("investment", party=sister.name)] = -sister.opening.get(sister.chart.name("capital"), 0)
    surplus = -sum(opening.values())
    if surplus > 0:  # Earlier years must show a profit: the money is in the bank.
        entity.accounts[0].opening += surplus * 5 // 4
        opening[entity.accounts[0].ledger] = entity.accounts[0].opening
    opening[chart.name("surplus")] = -sum(opening.values())
    entity.opening = {ledger: amount for ledger, amount in opening.items() if amount}


def _open_income(world: World, entity: EntityBooks, till: Till) -> None:
    """Income and expense of the quarters before, at about the pace of this one."""
    moved = entity.movements()
    for ledger in sorted(moved):
        if entity.chart.ledgers[ledger].nature in {"income", "expense"}:
            pace = (world.quarter.number - 1) * till.rng.randint(78, 112)
            entity.opening[ledger] = entity.opening.get(ledger, 0) + moved[ledger] * pace // 100


def _cover(entity: EntityBooks, ledger: str, cushion: int) -> int:
    """An opening balance with which the account never falls below its cushion."""
    daily: dict[date, int] = defaultdict(int)
    for voucher in entity.vouchers:
        for leg in voucher.legs:
            if leg.ledger == ledger:
                daily[voucher.day] += leg.amount
    balance = lowest = 0
    for day in sorted(daily):
        balance += daily[day]
        lowest = min(lowest, balance)
    return cushion - lowest
