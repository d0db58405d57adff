"""`qrt sim`: a company's quarter as papers in `inbox/`, `company.yaml` with its opening trial balance, and `truth/`."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from qrt.core.base.period import Quarter
from qrt.sim.names import cin, tan
from qrt.sim.papers.inbox import Inbox, balances_of
from qrt.sim.papers.tally_xlsx import Balance, tally_day, write_trial_balance
from qrt.sim.play import play
from qrt.sim.sizes import SIZES
from qrt.sim.truth import write_truth
from qrt.sim.world import EntityBooks, World


def simulate(
    seed: int, size: str, quarter: str = "2026-27-Q2", out: Path = Path("sim"), withhold: tuple[str, ...] = (), gateway: bool = False, group: bool = False
) -> None:
    """Write the hand-in of a seed: the same bytes for the same arguments.

    size      small (60 papers beside our own returns, 300 bank lines), medium (1,000; 5,000) or large (2,300; 10,000; three entities)
    quarter   like "2026-27-Q2"
    gateway   with sales over the web that a payment gateway collects, and its settlement report
    group     three companies, each of the size, that lend each other money
    withhold  registers left out of the inbox ("credit_note", "journal", "bank_book", ...); the truth still holds them

    Raises ValueError on a size or quarter that does not exist. `inbox/` and `truth/` of an earlier run are replaced.
    """
    if size not in SIZES:
        raise ValueError(f"not a size: {size!r} (one of {', '.join(SIZES)})")
    world = play(seed, size, Quarter.parse(quarter), gateway, group)
    for name in ("inbox", "truth"):
        shutil.rmtree(out / name, ignore_errors=True)
        (out / name).mkdir(parents=True)
    inbox = Inbox(world, out / "inbox", withhold)
    inbox.write()
    _write_company(world, out)
    write_truth(world, inbox.papers, out / "inbox", out / "truth", withhold)


def _write_company(world: World, out: Path) -> None:
    first, rng = world.entities[0], world.rng("registrar")
    several = len(world.entities) > 1
    entities: list[dict[str, Any]] = []
    for entity in world.entities:
        name = f"opening_trial_balance_{entity.code}.xlsx" if several else "opening_trial_balance.xlsx"
        _write_opening(world, entity, out / name)
        row: dict[str, Any] = {"code": entity.code, "name": entity.name, "currency": "INR", "gstins": [entity.gstin]}
        if entity.branches:
            row["branches"] = entity.branches
        if entity.parent:
            row |= {"parent": entity.parent, "ownership": entity.ownership}
        entities.append(row | {"opening": name})
    company: dict[str, Any] = {
        "name": first.name, "cin": cin(rng, first.state, rng.randint(1996, 2019)), "pan": first.pan, "tan": tan(world.rng(f"tan/{first.code}"), first.name), "division": world.division,
        "e_invoice_turnover": 50_000_000, "entities": entities,
        "bank_accounts": [{"entity": each.entity, "ledger": each.ledger, "number": each.number, "ifsc": each.ifsc} for entity in world.entities for each in entity.accounts],
        "materiality": 100_000,
    }  # fmt: skip
    if not several:
        company["opening"] = entities[0]["opening"]
    (out / "company.yaml").write_text(yaml.safe_dump(company, sort_keys=False, allow_unicode=True, width=160), encoding="utf-8", newline="\n")


def _write_opening(world: World, entity: EntityBooks, path: Path) -> None:
    """The trial balance on the evening before the quarter, all ledgers shown."""
    day = world.quarter.first_day - timedelta(days=1)
    start = world.quarter.year.first_day if world.quarter.number > 1 else world.quarter.previous().year.first_day
    balances = {name: Balance(balance.opening, 0, 0) for name, balance in balances_of(entity).items() if balance.opening}
    write_trial_balance(path, entity.name, f"{tally_day(start)} to {tally_day(day)}", balances, entity.chart.ledgers, 2)
