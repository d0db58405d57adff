"""Bank reconciliation, pair by pair: a statement line and a voucher that are two halves of one movement."""

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from qrt.sim.score.reading import Package, Row, VoucherName, plain_number, share, truth_lines, voucher_name


def score_bank(package: Package, truth_dir: Path) -> dict[str, Any]:
    """Precision and recall of pairs, over all matches and over those that were accepted without a person (`auto_precision`, `touchless`)."""
    truth = truth_lines(truth_dir / "bank_matches.jsonl")
    wanted = {(index, voucher_name(row["entity"], voucher)) for index, row in enumerate(truth) for voucher in row["vouchers"]}
    lines = _TruthLines(truth)
    pairs: dict[tuple[int, VoucherName], bool] = {}
    unknown = placed = 0
    for files in package.reconciliations("bank"):
        indexes = lines.find(files.entity, files.subject, files.right)
        placed += len(indexes)
        for lefts, rights, sure in files.matches.values():
            names = [package.named(files.entity, left) for left in sorted(lefts)]
            for right in sorted(rights):
                for name in names:
                    if name is None or right not in indexes:
                        unknown += 1
                    else:
                        pair = (indexes[right], name)
                        pairs[pair] = pairs.get(pair, False) or sure
    right = sum(1 for pair in pairs if pair in wanted)
    automatic = [pair for pair, sure in pairs.items() if sure]
    right_automatic = sum(1 for pair in automatic if pair in wanted)
    several = {index for index, count in Counter(index for index, _ in wanted).items() if count > 1}
    return {
        "lines": len(truth),
        "lines_in_package": placed,
        "pairs": len(wanted),
        "predicted": len(pairs) + unknown,
        "precision": share(right, len(pairs) + unknown),
        "recall": share(right, len(wanted)),
        "auto_precision": share(right_automatic, len(automatic)),
        "touchless": share(right_automatic, len(wanted)),
        "wrong_automatic": len(automatic) - right_automatic,
        "many_to_one_recall": share(sum(1 for pair in pairs if pair in wanted and pair[0] in several), sum(1 for pair in wanted if pair[0] in several)),
        "wrong": [
            f"{truth[index]['date']} {truth[index]['narration']} {truth[index]['amount_paise']} with {' '.join(name)}"
            for index, name in sorted(pairs)
            if (index, name) not in wanted
        ][:15],
    }


class _TruthLines:
    """Finds the truth's line behind a package's item: by entity, day and amount, then by what is written on it and by its account. Each is given out once."""

    def __init__(self, truth: list[Row]) -> None:
        self.truth = truth
        self.free: dict[tuple[str, str, int], list[int]] = defaultdict(list)
        for index, row in enumerate(truth):
            self.free[(row["entity"], row["date"], row["amount_paise"])].append(index)

    def find(self, entity: str, ledger: str, items: dict[str, Row]) -> dict[str, int]:
        found: dict[str, int] = {}
        for strict in (3, 2, 1, 0):
            for line_id, item in items.items():
                if line_id not in found:
                    candidates = self.free.get((entity, str(item.get("date")), int(item.get("amount_paise") or 0)), [])
                    best = max(candidates, key=lambda index: (_likeness(self.truth[index], item), self.truth[index]["ledger"] == ledger, -index), default=None)
                    if best is not None and _likeness(self.truth[best], item) >= strict:
                        found[line_id] = best
                        candidates.remove(best)
        return found


def _likeness(row: Row, item: Row) -> int:
    """3 when the narration is the same, 2 when it begins or ends the same, 1 when the reference is, 0 otherwise."""
    ours, theirs = plain_number(row["narration"]), plain_number(str(item.get("narration") or ""))
    if ours == theirs:
        return 3
    if theirs and (ours in theirs or theirs in ours):
        return 2
    return int(bool(row["reference"]) and plain_number(row["reference"]) == plain_number(str(item.get("reference") or "")))
