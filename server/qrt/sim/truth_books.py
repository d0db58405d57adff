"""The truth of subsidiary books: drafts, assets, open bills, ageing, foreign money, wages, chart."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from qrt.sim.ageing import PAYABLE, RECEIVABLE, age, late_to_enterprises, months_after
from qrt.sim.assets import between, of_year
from qrt.sim.foreign import by_ledger, revaluation
from qrt.sim.openbills import closing_accounts
from qrt.sim.payroll import month_pays, payroll_lines
from qrt.sim.world import Draft, EntityBooks, Leg, World

README = """# What the truth files mean

Amounts are whole paise, debit positive where signed. Every figure here is worked out by the simulator's own code.

- `drafts.jsonl`: vouchers that somebody should propose. `must` are the lines that make a draft right (all of `lines` where it is empty), `tolerance_paise` is what an estimate may
  be off in each line, `optional` drafts are right to propose and right to leave alone. A paper's draft is right when date, party, reference and the sum of every
  ledger are.
- `assets.csv`: depreciation of the quarter and up to its last day. A day is 1/365 of a year, 1/366 in a financial year with 29 February; the day of putting to use
  and the day of disposal both count. Residual value is 5 % of cost. SLM: (cost - residual) / life, or rate x cost where the register gives a rate. WDV: rate x (cost -
  depreciation up to the first day of the financial year). Never below the residual value. The year's depreciation up to a day is rounded once, half up, to the
  paisa, so every year closes in whole paise, straight line too; the quarter's is the difference of two such figures. Assets that the register forgot have `in_register` 0 and are not booked either.
- `cwip.csv`: work in progress by age of spending at the quarter's end.
- `open_bills.csv`, `ageing.csv`: at the quarter's end. A bill ages from the day it falls due; a bill that is not due (its due day included) has its own bucket; what settles no bill is `unadjusted`.
  Where the company hands in a day book, money settles the bills it names, and what names none stays `unadjusted`, whatever bills are open. Registers and bank books name none:
  there an amount settles the bill that its narration names, else the oldest one that stands on that day (of one day the one booked first); what is left waits for the next bill.
  Such papers give a new bill no due day: it falls due by the days agreed with the party, and where nothing was agreed it ages from its own day.
  Bills in foreign money are settled by the bill that the narration names, and a restatement at the closing rate is part of the bills that it restates.
- `msme.csv`: bills of micro and small enterprises open beyond the agreed days (at most 45; 15 where nothing was agreed), counted from the bill's day.
  What was agreed stands in the party's master. A due day that the books give a bill is no agreement: the MSMED Act asks for one in writing.
- `revaluation.csv`: open bills in foreign money at the closing rate. `difference_paise` is what a revaluation posts before any such entry; by ledger, `remaining_paise` in
  `revaluation_ledgers.csv` is what the books still lack.
- `payroll.jsonl`: the journal of each month; `state` says what the books have of it.
- `chart.csv`: every ledger with its line of Schedule III in the company's division. `merges.csv`: ledgers that are one and should be merged.
  Where a ledger stands in no group (trouble `unmapped_ledger`), the statements agree with the truth once a person has said where it belongs.
"""


def write_books(world: World, folder: Path) -> None:
    (folder / "README.md").write_text(README, encoding="utf-8", newline="\n")
    drafts = [draft for entity in world.entities for draft in entity.drafts]
    _lines(folder / "drafts.jsonl", (_draft(index, draft) for index, draft in enumerate(drafts, start=1)))
    _lines(folder / "payroll.jsonl", (row for entity in world.entities for row in _payroll(world, entity)))
    tables = {"assets": _ASSETS, "cwip": _CWIP, "open_bills": _BILLS, "ageing": _AGEING, "msme": _MSME, "revaluation": _REVALUATION}
    tables |= {"revaluation_ledgers": _LEDGERS, "chart": _CHART, "merges": _MERGES}
    for name, (head, rows) in tables.items():
        _table(folder / f"{name}.csv", head, (row for entity in world.entities for row in rows(world, entity)))


def _lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8", newline="\n")


def _table(path: Path, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["entity", *head])
        out.writerows(rows)


def _legs(legs: Iterable[Leg]) -> list[dict[str, Any]]:
    return [{"ledger": leg.ledger, "amount_paise": leg.amount} for leg in legs]


def _draft(index: int, draft: Draft) -> dict[str, Any]:
    return {
        "key": f"D{index:04d}", "kind": draft.kind, "entity": draft.entity, "date": draft.day.isoformat(), "lines": _legs(draft.lines), "must": _legs(draft.must),
        "tolerance_paise": draft.tolerance, "optional": draft.optional, "party": draft.party, "reference": draft.reference, "file": draft.bill.file if draft.bill else "", "note": draft.note,
    }  # fmt: skip


def _payroll(world: World, entity: EntityBooks) -> Iterable[dict[str, Any]]:
    for index, month in enumerate(world.quarter.months):
        lines = payroll_lines(entity, month_pays(world, entity, month))
        state = entity.states["payroll"] if index == 2 else "booked"
        yield {"entity": entity.code, "month": str(month), "date": month.last_day.isoformat(), "state": state, "lines": _legs(lines)}


def _assets(world: World, entity: EntityBooks) -> Iterable[Sequence[Any]]:
    first, last = world.quarter.first_day, world.quarter.last_day
    for asset in entity.assets:
        gone = asset.opening + of_year(asset, last)
        charge, net = between(asset, max(first, world.quarter.year.first_day), last), 0 if asset.disposed else asset.cost - gone
        sold = asset.disposed.isoformat() if asset.disposed else ""
        result = asset.proceeds - (asset.cost - gone) if asset.disposed else 0
        yield (
            entity.code, asset.code, asset.description, asset.ledger, asset.method, asset.put_to_use.isoformat(), asset.cost, charge, gone, net, sold, asset.proceeds, result, int(asset.in_register)
        )  # fmt: skip


def _cwip(world: World, entity: EntityBooks) -> Iterable[Sequence[Any]]:
    for project in entity.projects:
        for day, amount in project.spent:
            bucket = next(name for name, months in PAYABLE if months > 1_000 or world.quarter.last_day < months_after(day, months))
            yield entity.code, project.name, day.isoformat(), amount, bucket


def _bills(world: World, entity: EntityBooks) -> Iterable[Sequence[Any]]:
    for account in closing_accounts(entity, by_reference=world.export == "day_book").values():
        for bill in account.bills:
            late = max(0, (world.quarter.last_day - bill.due).days)
            yield entity.code, account.party, bill.name, bill.day.isoformat(), bill.due.isoformat(), bill.amount, late
        if account.unadjusted:
            yield entity.code, account.party, "", "", "", account.unadjusted, 0


def _ageing(world: World, entity: EntityBooks) -> Iterable[Sequence[Any]]:
    enterprises = {party.name: party.msme for group in entity.suppliers.values() for party in group}
    names = ["not_due", *dict.fromkeys(name for name, _ in (*RECEIVABLE, *PAYABLE))]
    for outward in (True, False):
        for aged in age(world, entity, outward):
            side = "receivable" if outward else "payable"
            yield entity.code, side, aged.party, enterprises.get(aged.party, ""), *(aged.buckets.get(name, 0) for name in names), aged.unadjusted


def _msme(world: World, entity: EntityBooks) -> Iterable[Sequence[Any]]:
    for late in late_to_enterprises(world, entity):
        party, bill = late.party, late.bill
        yield entity.code, party.name, party.msme, bill.name, bill.day.isoformat(), late.limit_days, -bill.amount, late.overdue_days


def _revaluation(world: World, entity: EntityBooks) -> Iterable[Sequence[Any]]:
    for row in revaluation(world, entity, restated=False):
        yield entity.code, row.ledger, row.bill, row.currency, row.foreign, row.carrying, row.rate, row.difference


def _ledgers(world: World, entity: EntityBooks) -> Iterable[Sequence[Any]]:
    right, left = by_ledger(revaluation(world, entity, restated=False)), by_ledger(revaluation(world, entity))
    for ledger in sorted(right | left):
        yield entity.code, ledger, right.get(ledger, 0), right.get(ledger, 0) - left.get(ledger, 0), left.get(ledger, 0)


def _chart(world: World, entity: EntityBooks) -> Iterable[Sequence[Any]]:
    for name, ledger in sorted(entity.chart.ledgers.items()):
        yield entity.code, name, ledger.group, ledger.nature, ledger.division_2 if world.division == "II" else ledger.division_1


def _merges(world: World, entity: EntityBooks) -> Iterable[Sequence[Any]]:
    for keep, merge in entity.merges:
        yield entity.code, keep, merge


_ASSETS = (
    (
        "code",
        "name",
        "ledger",
        "method",
        "put_to_use",
        "cost_paise",
        "depreciation_paise",
        "accumulated_paise",
        "net_paise",
        "disposed",
        "proceeds_paise",
        "gain_paise",
        "in_register",
    ),
    _assets,
)
_CWIP = (("project", "date", "amount_paise", "bucket"), _cwip)
_BILLS = (("party", "bill", "date", "due", "amount_paise", "overdue_days"), _bills)
_AGEING = (
    ("side", "party", "msme", "not_due", "under_6_months", "6_months_1_year", "1_2_years", "2_3_years", "over_3_years", "under_1_year", "unadjusted"),
    _ageing,
)
_MSME = (("party", "class", "bill", "date", "limit_days", "amount_paise", "overdue_days"), _msme)
_REVALUATION = (("ledger", "bill", "currency", "foreign_hundredths", "carrying_paise", "rate", "difference_paise"), _revaluation)
_LEDGERS = (("ledger", "difference_paise", "booked_paise", "remaining_paise"), _ledgers)
_CHART = (("ledger", "group", "nature", "schedule_key"), _chart)
_MERGES = (("keep", "merge"), _merges)
