"""Papers: is each told for what it is, and is every field that it prints read exactly?"""

from collections import Counter, defaultdict
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from qrt.sim.score.reading import Package, Row, share, truth_lines

_SURE = frozenset({"auto", "confirmed"})


def score_documents(package: Package, truth_dir: Path) -> dict[str, Any]:
    """Kinds and fields over all papers. `wrong_automatic` counts values that nobody would have looked at and that are wrong."""
    truth = truth_lines(truth_dir / "documents.jsonl")
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in package.lines("documents.jsonl"):
        parts[str(row.get("sha256"))].append(row)
    readable = [row for row in truth if row["readable"]]
    kinds: Counter[str] = Counter()
    confused: Counter[str] = Counter()
    fields = _Fields()
    for row in readable:
        told = {str(part.get("kind")) for part in parts.get(row["sha256"], [])}
        outcome = "right" if row["kind"] in told else "missing" if not told else "abstained" if told == {"other"} else "wrong"
        kinds[outcome] += 1
        if outcome == "wrong":
            confused[f"{row['kind']} taken for {', '.join(sorted(told))}"] += 1
        if row["fields"]:
            fields.add(row, parts.get(row["sha256"], []))
    broken = [row for row in truth if not row["readable"]]
    kept = sum(1 for row in broken if all(part.get("kind") == "other" for part in parts.get(row["sha256"], [])))
    return {
        "papers": len(readable),
        "kind_accuracy": share(kinds["right"], len(readable)),
        "kind_abstained": kinds["abstained"],
        "kind_wrong": kinds["wrong"],
        "kind_missing": kinds["missing"],
        "confused": dict(confused.most_common(10)),
        "unreadable": {"papers": len(broken), "not_guessed": kept},
        "fields": fields.result(),
    }


class _Fields:
    """Counts over the fields of invoices."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        self.papers = self.touchless = 0
        self.wrong: list[str] = []

    def add(self, truth: Row, parts: list[Row]) -> None:
        read: dict[str, Row] = {}
        for part in parts:
            read |= {name: field for name, field in (part.get("fields") or {}).items() if isinstance(field, dict)}
        self.papers += 1
        clean = True
        for name, value in truth["fields"].items():
            field = read.get(name) or {}
            got, sure = str(field.get("value") or ""), field.get("status") in _SURE
            count = self.counts[name]
            right = same(got, value)
            count["all"] += 1
            count["right"] += right
            count["covered"] += bool(got) or not value
            count["automatic"] += sure and bool(got)
            count["wrong_automatic"] += sure and bool(got) and not right
            clean = clean and right and (sure or not value)
            if got and not right:
                self.wrong.append(f"{truth['file']}: {name} is {value!r}, read {got!r}{' (automatic)' if sure else ''}")
        self.touchless += clean

    def result(self) -> dict[str, Any]:
        total: Counter[str] = Counter()
        for count in self.counts.values():
            total += count
        names = {
            name: {
                "accuracy": share(count["right"], count["all"]),
                "coverage": share(count["covered"], count["all"]),
                "wrong_automatic": count["wrong_automatic"],
            }
            for name, count in sorted(self.counts.items())
        }
        return {
            "papers": self.papers,
            "values": total["all"],
            "accuracy": share(total["right"], total["all"]),
            "coverage": share(total["covered"], total["all"]),
            "automatic": share(total["automatic"], total["all"]),
            "wrong_automatic": share(total["wrong_automatic"], total["automatic"]),
            "touchless": share(self.touchless, self.papers),
            "by_field": names,
            "wrong_values": sorted(self.wrong)[:25],
        }


def same(got: str, wanted: str) -> bool:
    """Whether two values say the same: amounts by size, text without case. A field that is not printed may be missing or nil."""
    try:
        return Decimal(got or "0") == Decimal(wanted or "0")
    except InvalidOperation:
        return got.strip().upper() == wanted.upper()
