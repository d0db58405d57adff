"""Drafts against the vouchers that somebody should propose: right, wrong, missing, and wrong among those that were posted without a person."""

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from qrt.sim.score.reading import Package, Row, plain_number, share, truth_lines

_DRAFTED = frozenset({"paper", "rule", "person"})


def score_drafts(package: Package, truth_dir: Path) -> dict[str, Any]:
    """Per kind of draft. A paper's draft is right when day, party, reference and every ledger's sum are; another when its needed lines are, within their tolerance.

    `paper_right` is the share of paper-born drafts that need no touch; `wrong_automatic` counts posted drafts that are not right, over all posted drafts.
    Drafts that nothing asks for are counted as `unasked` and not judged while they wait.
    """
    truth = truth_lines(truth_dir / "drafts.jsonl")
    answers = _Answers(package)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: list[str] = []
    missing: list[str] = []
    for row in sorted(truth, key=lambda each: (each["kind"] != "paper", bool(each["optional"]))):
        outcome, why = answers.to(row)
        if row["optional"] and outcome != "right":
            outcome = "left_alone" if outcome == "missing" else "other"
        kinds[row["kind"]][outcome] += 1
        words = f"{row['key']} {row['kind']} {row['date']}: {row['note']}"
        if outcome == "wrong":
            wrong.append(f"{words} ({why})")
        elif outcome == "missing":
            missing.append(words)
    total = sum(kinds.values(), Counter[str]())
    papers = kinds["paper"]
    wanted = total["right"] + total["wrong"] + total["missing"]
    automatic = [row for row in answers.rows if row.get("status", "posted") == "posted"]
    bad = [row for row in automatic if id(row) not in answers.right]
    return {
        "wanted": wanted,
        "right": total["right"],
        "wrong": total["wrong"],
        "missing": total["missing"],
        "share_right": share(total["right"], wanted),
        "papers": sum(papers.values()),
        "paper_right": share(papers["right"], sum(papers.values())),
        "proposed": len(answers.rows),
        "unasked": len([row for row in answers.rows if id(row) not in answers.used]),
        "automatic": len(automatic),
        "wrong_automatic": len(bad),
        "share_wrong_automatic": share(len(bad), len(automatic)),
        "kinds": {kind: dict(count) for kind, count in sorted(kinds.items())},
        "wrong_drafts": wrong[:30],
        "missing_drafts": missing[:30],
    }


def score_automatic(package: Package, truth_dir: Path) -> dict[str, Any]:
    """What a policy posted without a person: how many, how many of them are the voucher that was wanted, and which are not."""
    answers = _Answers(package)
    for row in sorted(truth_lines(truth_dir / "drafts.jsonl"), key=lambda each: (each["kind"] != "paper", bool(each["optional"]))):
        answers.to(row)
    posted = [row for row in answers.rows if row.get("status") == "posted" and str(row.get("approver", "")).startswith("policy:")]
    wrong = [row for row in posted if id(row) not in answers.right]
    return {
        "posted": len(posted),
        "right": len(posted) - len(wrong),
        "wrong": len(wrong),
        "share_wrong": share(len(wrong), len(posted)),
        "wrong_vouchers": [f"{row.get('entity')} {row.get('party')} {row.get('reference')} of {row.get('date')}" for row in wrong[:30]],
    }


def drafted_notes(package: Package, truth_dir: Path) -> set[tuple[str, str]]:
    """Entity and note of every wanted voucher that a draft answers, right or nearly: the trouble of that note lies before a person."""
    answers = _Answers(package)
    rows = sorted(truth_lines(truth_dir / "drafts.jsonl"), key=lambda each: (each["kind"] != "paper", bool(each["optional"])))
    return {(row["entity"], row["note"]) for row in rows if row["note"] and answers.to(row)[0] != "missing"}


class _Answers:
    """The drafts of a package; each answers one thing."""

    def __init__(self, package: Package) -> None:
        self.rows = [row for row in package.vouchers if row.get("source") in _DRAFTED]
        self.used: set[int] = set()
        self.right: set[int] = set()

    def to(self, truth: Row) -> tuple[str, str]:
        """right, wrong or missing, and what is wrong with the best answer."""
        free = [row for row in self.rows if id(row) not in self.used and row.get("entity") == truth["entity"]]
        paper = truth["kind"] == "paper"
        wanted = [row for row in free if (_is_paper(row, truth) if paper else _is_alike(row, truth))]
        judged = [(_faults(row, truth, paper), row) for row in wanted]
        if not judged:
            return "missing", ""
        faults, row = min(judged, key=lambda each: (len(each[0]), str(each[1].get("key"))))
        made = [row]
        if faults and not paper and len(wanted) > 1 and not (apart := _faults(_joined(wanted), truth, paper)):
            faults, made = apart, wanted
        self.used.update(id(each) for each in made)
        if not faults:
            self.right.update(id(each) for each in made)
        return ("wrong", "; ".join(faults)) if faults else ("right", "")


def _joined(rows: list[Row]) -> Row:
    """Drafts of one day as one: a wanted voucher of many ledgers may be proposed ledger by ledger."""
    days = {str(row.get("date")) for row in rows}
    return {"date": days.pop() if len(days) == 1 else "", "lines": [line for row in rows for line in row.get("lines") or []]}


def _is_paper(row: Row, truth: Row) -> bool:
    return row.get("source") == "paper" and truth["reference"] != "" and plain_number(truth["reference"]) in (_number(row, "reference"), _number(row, "number"))


def _number(row: Row, name: str) -> str:
    return plain_number(str(row.get(name) or ""))


def _is_alike(row: Row, truth: Row) -> bool:
    """A draft by rule or person that moves one of the needed ledgers the same way, on about the same day."""
    if row.get("source") == "paper" or str(row.get("date", ""))[:7] != truth["date"][:7]:
        return False
    moved, wanted = sums(row["lines"]), sums(truth["must"] or truth["lines"])
    bank = truth["kind"].startswith("bank_")
    return any(moved.get(name) == amount if bank else moved.get(name, 0) * amount > 0 for name, amount in wanted.items())


def sums(lines: list[Row]) -> dict[str, int]:
    """Legs added up by ledger, nothing left out but zeros."""
    found: Counter[str] = Counter()
    for line in lines:
        found[str(line.get("ledger"))] += int(line.get("amount_paise") or 0)
    return {name: amount for name, amount in found.items() if amount}


def _faults(row: Row, truth: Row, paper: bool) -> list[str]:
    moved, wanted = sums(row.get("lines") or []), sums(truth["must"] or truth["lines"])
    names = wanted.keys() if truth["must"] else wanted.keys() | moved.keys()
    faults = [
        f"{name} {moved.get(name, 0)} instead of {wanted.get(name, 0)}"
        for name in sorted(names)
        if abs(moved.get(name, 0) - wanted.get(name, 0)) > int(truth["tolerance_paise"])
    ]
    if sum(moved.values()):
        faults.append("it does not balance")
    if str(row.get("date")) != truth["date"]:
        faults.append(f"day {row.get('date')}")
    if paper and str(row.get("party", "")).strip().upper() != truth["party"].upper():
        faults.append(f"party {row.get('party')!r}")
    return faults
