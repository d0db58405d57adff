"""Vouchers, trial balance and statements against the truth: to the paisa."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

from qrt.sim.score.reading import Package, Row, read_json, share, truth_lines


def score_vouchers(package: Package, truth_dir: Path) -> dict[str, Any]:
    """Register vouchers: right when number, day and every leg agree. Drafts that wait for a person are counted and not judged."""
    truth = Counter(_signature(row) for row in truth_lines(truth_dir / "vouchers.jsonl"))
    posted = [row for row in package.vouchers if row.get("status", "posted") == "posted" and row.get("source", "register") == "register"]
    found = Counter(_signature(row) for row in posted)
    right = sum((truth & found).values())
    return {
        "truth": truth.total(),
        "posted": found.total(),
        "right": right,
        "precision": share(right, found.total()),
        "recall": share(right, truth.total()),
        "waiting": len(package.vouchers) - len(posted),
        "not_found": [_words(each) for each in sorted((truth - found).elements())[:15]],
        "not_true": [_words(each) for each in sorted((found - truth).elements())[:15]],
    }


Signature = tuple[str, str, str, tuple[tuple[str, int], ...]]


def _signature(row: Row) -> Signature:
    legs: Counter[str] = Counter()
    for line in row.get("lines") or []:
        legs[str(line.get("ledger"))] += int(line.get("amount_paise") or 0)
    return (
        str(row.get("entity", "")),
        str(row.get("number", "")),
        str(row.get("date", "")),
        tuple(sorted((name, amount) for name, amount in legs.items() if amount)),
    )


def _words(signature: Signature) -> str:
    entity, number, day, legs = signature
    return f"{entity} {number} {day}: " + "; ".join(f"{name} {amount}" for name, amount in legs[:4])


def score_trial_balance(package: Package, truth_dir: Path) -> dict[str, Any]:
    """Every ledger's opening, debits, credits and closing."""
    with (truth_dir / "trial_balance.csv").open(encoding="utf-8", newline="") as file:
        truth = _balances(list(csv.DictReader(file)))
    found = _balances(package.table("trial_balance.csv"))
    differences = {key: abs(truth.get(key, _NIL)[3] - found.get(key, _NIL)[3]) for key in truth.keys() | found.keys()}
    worst = sorted((key for key, off in differences.items() if off), key=lambda key: (-differences[key], key))[:15]
    equal = sum(1 for key, row in truth.items() if found.get(key) == row)
    extra = sum(1 for key, row in found.items() if key not in truth and any(row))
    return {
        "lines": len(truth),
        "equal": equal,
        "extra": extra,
        "share_equal": share(equal, len(truth) + extra),
        "max_difference_paise": max(differences.values(), default=0) if found else None,
        "ties": bool(found) and equal == len(truth) and not extra,
        "worst": [f"{' '.join(key)}: {found.get(key, _NIL)[3]} instead of {truth.get(key, _NIL)[3]}" for key in worst],
    }


_NIL = (0, 0, 0, 0)
_COLUMNS = ("opening_paise", "debit_paise", "credit_paise", "closing_paise")


def _balances(rows: list[dict[str, str]]) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    found: dict[tuple[str, str], tuple[int, int, int, int]] = {}
    for row in rows:
        opening, debit, credit, closing = (int(row.get(column) or 0) for column in _COLUMNS)
        found[(row.get("entity") or "", row.get("ledger") or "")] = (opening, debit, credit, closing)
    return found


_TOTALS = {"revenue": "REV", "total_income": "TI", "total_expenses": "TE", "profit_before_tax": "PBT", "profit": "PAT"}


def score_statements(package: Package, truth_dir: Path) -> dict[str, Any]:
    """Lines of profit and loss for the quarter and the year, cash, and total assets."""
    truth = read_json(truth_dir / "statements.json") or {}
    found = package.value("statements.json")
    figures = right = 0
    wrong: list[str] = []
    for entity, wanted in truth.items():
        drawn = _drawn(found.get(entity) if isinstance(found, dict) else None)
        for key, amount in _wanted(wanted).items():
            figures += 1
            got = drawn.get(key)
            if got == amount or (got is None and amount == 0 and drawn):
                right += 1
            else:
                wrong.append(f"{entity} {key}: {got} instead of {amount}")
    return {"figures": figures, "equal": right, "share_equal": share(right, figures), "wrong": wrong[:30]}


def _wanted(truth: Row) -> dict[str, int]:
    """Truth by the keys that `_drawn` gives: "quarter D1.PL.REV", "year D1.PL.REV", "sheet D1.AS.TOTAL"."""
    division = "D2" if truth["division"] == "II" else "D1"
    wanted: dict[str, int] = {}
    for column, name in (("quarter", "quarter"), ("year_to_date", "year")):
        for key, amount in truth[column].items():
            wanted[f"{name} {f'{division}.PL.{_TOTALS[key]}' if key in _TOTALS else key}"] = amount
    cash = "D2.AS.CA.FA_CASH" if division == "D2" else "D1.AS.CA.CASH"
    return wanted | {f"sheet {cash}": truth["cash_paise"], f"sheet {division}.AS.TOTAL": truth["total_assets_paise"]}


def _drawn(statements: Any) -> dict[str, int | None]:
    """The figures of an entity's statements by column and key."""
    drawn: dict[str, int | None] = {}
    if isinstance(statements, dict):
        for name, columns in (("profit_and_loss", {"quarter": "amount", "year": "year_to_date"}), ("balance_sheet", {"sheet": "amount"})):
            for line in (statements.get(name) or {}).get("lines") or []:
                for column, attribute in columns.items():
                    drawn[f"{column} {line.get('key')}"] = line.get(attribute, line.get(f"{attribute}_paise"))
    return drawn
