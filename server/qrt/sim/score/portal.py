"""GSTR-2B reconciliation: a document of the portal and the voucher that takes its credit."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from qrt.sim.score.reading import Package, Row, VoucherName, plain_number, share, truth_lines, voucher_name


def score_portal(package: Package, truth_dir: Path) -> dict[str, Any]:
    """Precision and recall of pairs. Documents whose credit the books rightly leave alone (`claimed` false) may be matched and need not be.

    A document that is booked twice has two vouchers, either of which is right; it counts once.
    """
    truth = truth_lines(truth_dir / "gstr2b_matches.jsonl")
    reported = [row for row in truth if row["reported"]]
    vouchers = [{voucher_name(row["entity"], voucher) for voucher in row["vouchers"]} for row in reported]
    expected = {index for index, row in enumerate(reported) if row["claimed"] and row["vouchers"]}
    found: dict[int, bool] = {}
    right = wrong = right_automatic = wrong_automatic = unknown = placed = 0
    mistakes: list[str] = []
    lines = _index(reported)
    for files in package.reconciliations("gstr2b"):
        for lefts, rights, sure in files.matches.values():
            for line_id in sorted(rights):
                index = _find(lines, files.entity, files.right.get(line_id))
                for left in sorted(lefts):
                    name = package.named(files.entity, left)
                    if index is None or name is None:
                        unknown += 1
                        continue
                    placed += 1
                    good = name in vouchers[index]
                    right, wrong = right + good, wrong + (not good)
                    right_automatic, wrong_automatic = right_automatic + (sure and good), wrong_automatic + (sure and not good)
                    if good and index in expected:
                        found[index] = found.get(index, False) or sure
                    if not good:
                        mistakes.append(_words(reported[index], name))
    return {
        "rows": len(reported),
        "pairs": len(expected),
        "predicted": placed + unknown,
        "precision": share(right, placed + unknown),
        "recall": share(len(found), len(expected)),
        "auto_precision": share(right_automatic, right_automatic + wrong_automatic),
        "touchless": share(sum(found.values()), len(expected)),
        "wrong_automatic": wrong_automatic,
        "wrong": sorted(mistakes)[:15],
    }


def _words(row: Row, name: VoucherName) -> str:
    return f"{row['supplier']} {row['number']} of {row['date']} with {' '.join(name)}"


def _index(rows: list[Row]) -> dict[tuple[str, str, str], list[int]]:
    found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        found[(row["entity"], plain_number(row["number"]), row["date"])].append(index)
    return found


def _find(lines: dict[tuple[str, str, str], list[int]], entity: str, item: Row | None) -> int | None:
    """The truth's row of the entity with the item's number and date; None when there is none or more than one that fits."""
    if item is None:
        return None
    fitting = lines.get((entity, plain_number(str(item.get("reference") or "")), str(item.get("date"))), [])
    return fitting[0] if len(fitting) == 1 else None
