"""Assets, ageing, foreign money and micro enterprises: tables of the package beside the truth's. Where a table is missing, the stage says that it is not there."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from qrt.sim.score.reading import Package, share, truth_table

Table = list[dict[str, str]]


def plain(text: str) -> str:
    """A heading or name without case, units and separators: "Depreciation_paise" is "depreciation"."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_").removesuffix("_paise")


def whole(text: str | None) -> int:
    try:
        return int(str(text or "0").strip() or 0)
    except ValueError:
        return 0


def by_entity(package: Package, truth: Table, pattern: str) -> dict[str, Table]:
    """The package's table of each entity of the truth; `pattern` names it, "{}" is the entity. An entity whose table is missing is left out."""
    found: dict[str, Table] = {}
    for entity in sorted({row["entity"] for row in truth}):
        rows = package.optional_table(pattern.format(entity))
        if rows is not None:
            found[entity] = [{plain(name): value for name, value in row.items() if name is not None} for row in rows]
    return found


def column(row: Mapping[str, str], *names: str) -> str:
    """The first of the columns that is there, "" when none is."""
    return next((row[name] for name in names if name in row and row[name] is not None), "")


def score_assets(package: Package, truth_dir: Path) -> dict[str, Any]:
    """Per asset: depreciation of the quarter, depreciation up to its end, and net value; of a sold asset the quarter's depreciation alone."""
    truth = [row for row in truth_table(truth_dir / "assets.csv") if row["in_register"] == "1"]
    tables = by_entity(package, truth, "assets/{}-register.csv")
    rows = {(entity, column(row, "code", "asset_code").strip()): row for entity, table in tables.items() for row in table}
    equal = figures = charge_equal = 0
    wrong: list[str] = []
    for asset in truth:
        row = rows.get((asset["entity"], asset["code"]), {})
        got = {name: whole(column(row, *_ASSET_COLUMNS[name])) for name in _ASSET_COLUMNS}
        wanted = {name: int(asset[f"{name}_paise"]) for name in (("depreciation",) if asset["disposed"] else _ASSET_COLUMNS)}
        figures += 1
        charge_equal += bool(row) and got["depreciation"] == wanted["depreciation"]
        if row and all(got[name] == amount for name, amount in wanted.items()):
            equal += 1
        else:
            wrong.append(f"{asset['entity']} {asset['code']}: {[got[name] for name in wanted] if row else None} instead of {list(wanted.values())}")
    return {
        "there": bool(tables),
        "assets": figures,
        "equal": equal,
        "depreciation_equal": charge_equal,
        "share_equal": share(equal, figures),
        "wrong": wrong[:20],
    }


_ASSET_COLUMNS = {
    "depreciation": ("depreciation", "charge", "depreciation_of_quarter"),
    "accumulated": ("accumulated", "closing_accumulated"),
    "net": ("net", "net_block", "closing_net"),
}
_BUCKETS = ("not_due", "under_6_months", "6_months_1_year", "under_1_year", "1_2_years", "2_3_years", "over_3_years", "unadjusted")


def bucket_of(heading: str) -> str:
    """Which bucket a heading means, "" for none: "less_than_6_months", "6m_1y", "1_2_years", "more than 3 years", "advances"."""
    text = plain(heading)
    if re.search(r"not(_yet)?_due|unbilled", text):
        return "not_due"
    if re.search(r"advance|unadjusted|unapplied|on_account|unallocated", text):
        return "unadjusted"
    if re.search(r"total|overdue|outstanding|balance|days|unknown", text):
        return ""
    digits = re.findall(r"\d+", text)
    if digits == ["6"] or digits == ["0", "6"]:
        return "under_6_months"
    if digits in (["6", "1"], ["6", "12"]):
        return "6_months_1_year"
    if digits in (["1"], ["0", "1"]):
        return "under_1_year"
    if digits in (["1", "2"], ["2", "3"]):
        return f"{digits[0]}_{digits[1]}_years"
    return "over_3_years" if digits == ["3"] else ""


def score_ageing(package: Package, truth_dir: Path) -> dict[str, Any]:
    """Per party and side: every bucket of Schedule III to the paisa; and by how much the sides' totals differ."""
    result: dict[str, Any] = {}
    for side, youngest in (("receivable", "under_6_months"), ("payable", "under_1_year")):
        truth = [row for row in truth_table(truth_dir / "ageing.csv") if row["side"] == side]
        tables = by_entity(package, truth, f"ageing/{{}}-{side}s.csv")
        found: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for entity, table in tables.items():
            for row in [each for each in table if each.get("part", "party") in {"party", "elsewhere"}]:  # Beside totals of the schedule.
                for heading, value in row.items():
                    if bucket := bucket_of(heading):
                        found[(entity, column(row, "party", "name", "ledger"))][bucket] += whole(value)
        split = any(bucket_of(heading) == "not_due" for table in tables.values() for row in table[:1] for heading in row)
        pairs = [((row["entity"], row["party"]), _merged({name: int(row[name]) for name in _BUCKETS}, youngest if not split else "")) for row in truth]
        got = {key: _merged(buckets, youngest if not split else "") for key, buckets in found.items()}
        equal = sum(1 for key, wanted in pairs if got.get(key, {}) == wanted)
        off = {name: sum(each.get(name, 0) for each in got.values()) - sum(each.get(name, 0) for _, each in pairs) for name in _BUCKETS}
        wrong = [f"{' '.join(key)}: {got.get(key)} instead of {wanted}" for key, wanted in pairs if got.get(key, {}) != wanted]
        result[side] = {
            "there": bool(tables), "parties": len(pairs), "equal": equal, "share_equal": share(equal, len(pairs)),
            "difference_paise": {name: amount for name, amount in off.items() if amount}, "wrong": wrong[:15],
        }  # fmt: skip
    return result


def _merged(buckets: Mapping[str, int], youngest: str) -> dict[str, int]:
    """Buckets that hold something. Where a table has no bucket for what is not due, that counts as `youngest`."""
    merged: dict[str, int] = defaultdict(int)
    for name, amount in buckets.items():
        merged[youngest if youngest and name == "not_due" else name] += amount
    return {name: abs(amount) for name, amount in merged.items() if amount}


def score_open_bills(package: Package, truth_dir: Path) -> dict[str, Any]:
    """Per party and bill what is open at the quarter's end; money without a bill counts under its party."""
    truth = truth_table(truth_dir / "open_bills.csv")
    tables = by_entity(package, truth, "open_bills/{}.csv")
    wanted = _open(truth)
    got = _open(({**row, "entity": entity} for entity, table in tables.items() for row in table), wanted)
    equal = sum(1 for key, amount in wanted.items() if got.get(key) == amount)
    extra = len(got.keys() - wanted.keys())
    wrong = [f"{' '.join(key)}: {got.get(key)} instead of {amount}" for key, amount in sorted(wanted.items()) if got.get(key) != amount]
    return {"there": bool(tables), "bills": len(wanted), "equal": equal, "extra": extra, "share_equal": share(equal, len(wanted) + extra), "wrong": wrong[:15]}


def _open(rows: Iterable[Mapping[str, str]], listed: Collection[tuple[str, str, str]] = ()) -> dict[tuple[str, str, str], int]:
    """Money without a bill has "" for one; so has what stands on account of a bill that is not `listed`, for a bill credited beyond its amount may stand there or below nothing."""
    found: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in rows:
        party, bill = column(row, "party", "ledger"), column(row, "bill", "reference")
        if row.get("kind") in {"advance", "on_account", "exchange"} and (row["entity"], party, bill) not in listed:
            bill = ""
        found[(row["entity"], party, bill)] += whole(column(row, "open", "amount_paise", "amount"))
    return {key: amount for key, amount in found.items() if amount}


def score_revaluation(package: Package, truth_dir: Path) -> dict[str, Any]:
    """Per ledger: what a revaluation at the closing rate still has to post. `gross_equal` compares with what it posts in all, for a table made before the books' own entry."""
    truth = truth_table(truth_dir / "revaluation_ledgers.csv")
    tables = by_entity(package, truth, "revaluation/{}.csv")
    got: dict[tuple[str, str], int] = defaultdict(int)
    for entity, table in tables.items():
        for row in table:
            got[(entity, column(row, "ledger", "party"))] += whole(column(row, "difference", "unrealised", "exchange_difference"))
    equal = sum(1 for row in truth if bool(tables) and got.get((row["entity"], row["ledger"]), 0) == int(row["remaining_paise"]))
    gross = sum(1 for row in truth if got.get((row["entity"], row["ledger"])) == int(row["difference_paise"]))
    wrong = [f"{row['entity']} {row['ledger']}: {got.get((row['entity'], row['ledger']))} instead of {row['remaining_paise']}" for row in truth]
    return {
        "there": bool(tables), "ledgers": len(truth), "equal": equal, "gross_equal": gross, "share_equal": share(max(equal, gross), len(truth)),
        "wrong": [] if equal == len(truth) else wrong[:15],
    }  # fmt: skip


_DAYS = ("overdue_days", "days_overdue", "days_late")


def score_msme(package: Package, truth_dir: Path) -> dict[str, Any]:
    """Bills of micro and small enterprises beyond the law's days: found, with the right amount and the right days."""
    truth = truth_table(truth_dir / "msme.csv")
    tables = by_entity(package, truth, "msme/{}.csv")
    rows = [{**row, "entity": entity} for entity, table in tables.items() for row in table]
    late = [row for row in rows if whole(column(row, *_DAYS)) > 0 and whole(column(row, "open", "amount"))]
    got = {(row["entity"], column(row, "party", "supplier"), column(row, "bill", "reference")): row for row in late}
    found = right = 0
    wrong: list[str] = []
    for bill in truth:
        row = got.get((bill["entity"], bill["party"], bill["bill"]))
        found += row is not None
        days = whole(column(row, *_DAYS)) if row else 0
        amount = abs(whole(column(row, "open", "amount"))) if row else 0
        if row and days == int(bill["overdue_days"]) and amount == int(bill["amount_paise"]):
            right += 1
        else:
            wrong.append(
                f"{bill['entity']} {bill['party']} {bill['bill']}: {(amount, days) if row else None} instead of {(bill['amount_paise'], bill['overdue_days'])}"
            )
    return {
        "there": bool(tables),
        "bills": len(truth),
        "found": found,
        "right": right,
        "share_right": share(right, len(truth)),
        "extra": len(got) - found,
        "wrong": wrong[:15],
    }
