"""Trouble in the chart: names that only the company understands, a ledger that differs from another in case alone, one without a group."""

from datetime import timedelta
from random import Random

from qrt.sim.banking import Till
from qrt.sim.chart import LedgerName
from qrt.sim.world import EntityBooks, Leg, World, working

RULES = ("chart.*", "ledger.*", "statement.unmapped_line", "statement.cash_flow_unexplained")
_ODD = ("Kharcha Misc 2", "Sundry (MD approved)", "X-Petty Adj.")


def trouble_ledgers(world: World, entity: EntityBooks, till: Till) -> None:
    """An odd name in every company; of every five seeds one has twins in case, another one a ledger that stands in no group."""
    rng = world.rng(f"ledgers/{entity.code}")
    _add(entity, _ODD[world.seed % 3], "Indirect Expenses")
    _spend(world, entity, till, rng, _ODD[world.seed % 3], "sundry items")
    if world.seed % 5 == 2:
        name = entity.chart.name("office")
        twin = name.upper()
        _add(entity, twin, "Indirect Expenses")
        _spend(world, entity, till, rng, name, "office supplies")
        _spend(world, entity, till, rng, twin, "office supplies")
        note = f"{name} and {twin} are two ledgers that differ in case alone"
        entity.merges.append((name, twin))
        world.plant("ledgers_differ_in_case", RULES, entity.code, note, hints=[name, twin])
    if world.seed % 5 == 4:
        name = "Zorro 9 Clearing"
        _add(entity, name, "")
        _spend(world, entity, till, rng, name, "purpose unknown")
        world.plant("unmapped_ledger", RULES, entity.code, f"{name} stands in no group", hints=[name])


def _add(entity: EntityBooks, name: str, group: str) -> None:
    entity.chart.ledgers.setdefault(name, LedgerName(name, group, "expense", "D1.PL.OTH", "D2.PL.OTH"))


def _spend(world: World, entity: EntityBooks, till: Till, rng: Random, ledger: str, words: str) -> None:
    for month in world.quarter.months[:2]:
        day = working(month.first_day + timedelta(days=rng.randrange(6, 26)))
        amount = rng.randrange(300, 2_500) * 100
        till.voucher("payment", day, [Leg(ledger, amount), Leg(entity.chart.name("cash"), -amount)], None, words, f"Being {words}")
