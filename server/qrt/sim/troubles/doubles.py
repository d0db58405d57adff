"""A supplier that stands in the books twice: under its name and under another spelling, with one GSTIN and one PAN. Somebody should merge the two."""

from dataclasses import replace
from datetime import timedelta

from qrt.sim.holdings import OpenBill
from qrt.sim.world import EntityBooks, World

RULES = ("chart.*", "ledger.*", "party.*", "parties.*")


def double_a_party(world: World, entity: EntityBooks) -> None:
    """The second ledger has an old bill and nothing else, so that no supply of the quarter is counted twice. In a small company of every second seed there is none."""
    if world.size.name == "small" and world.turn("doubles", ("one", "none")) == "none":
        return
    rng = world.rng(f"doubles/{entity.code}")
    used = {leg.ledger for voucher in entity.vouchers for leg in voucher.legs}
    known = [party for party in entity.suppliers["goods"] if party.name in used and party.master_gstin == party.gstin and not party.msme]
    if not known:
        return
    party = rng.choice(known)
    twin = replace(party, name=f"{party.name} (Old A/c)")
    entity.suppliers.setdefault("old", []).append(twin)
    ledger = entity.chart.name("creditor", party=twin.name)
    day = world.quarter.first_day - timedelta(days=rng.randrange(100, 160))
    amount = rng.randrange(4_000, 60_000) * 100
    entity.open_bills.append(OpenBill(ledger, f"OB/{day:%d%m}", day, day + timedelta(days=party.credit_days), -amount))
    entity.opening[ledger] = -amount
    note = f"{party.name} and {twin.name} are one supplier"
    world.plant("party_twice", RULES, entity.code, note, hints=[party.name, twin.name, party.gstin], optional=True)
    entity.merges.append((party.name, twin.name))
