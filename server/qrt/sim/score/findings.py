"""Findings against planted troubles, kind by kind."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qrt.sim.score.proposals import drafted_notes
from qrt.sim.score.reading import Package, Row, share, truth_lines

_BY_PARTY = ("tds.", "audit.")  # These rules speak of a party; the others must name the document, the voucher or the amount.
_TOO_SMALL_PAISE = 100_00


def score_findings(package: Package, truth_dir: Path) -> dict[str, Any]:
    """A trouble is found when an acceptable rule names it: by voucher or document number, by the planted amount, by its paper, or by its party where that is what a rule is about.

    A trouble that is a missing voucher is found too where the draft of that voucher waits for a person: a finding beside it would ask the same thing twice.
    Findings that fit no trouble are wrong, but for mere information. Optional troubles count in neither direction.
    """
    troubles = [row for row in truth_lines(truth_dir / "findings.jsonl") if row["rules"]]
    papers = {row["file"]: row["sha256"] for row in truth_lines(truth_dir / "documents.jsonl")}
    findings = [row for row in package.lines("findings.jsonl") if row.get("state", "open") == "open"]
    by_rule: dict[str, list[int]] = defaultdict(list)
    texts = [_text(row) for row in findings]
    for index, row in enumerate(findings):
        by_rule[str(row.get("rule"))].append(index)
    drafted = drafted_notes(package, truth_dir)
    used: set[int] = set()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    missed: list[str] = []
    for trouble in troubles:
        named = [rule for rule in by_rule if any(_is_rule(rule, wanted) for wanted in trouble["rules"])]
        answers = [index for rule in named for index in by_rule[rule] if _fits(trouble, findings[index], texts[index], papers)]
        used.update(answers)
        if not trouble["optional"]:
            seen = bool(answers) or (trouble["entity"], trouble["note"]) in drafted
            kinds[trouble["trouble"]].update(planted=1, found=int(seen))
            if not seen:
                missed.append(f"{trouble['id']} {trouble['trouble']}: {trouble['note']}")
    judged = [index for index, row in enumerate(findings) if row.get("severity") != "info" or index in used]
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    for index in judged:
        rules[str(findings[index].get("rule"))]["right" if index in used else "wrong"] += 1
    planted, found = sum(count["planted"] for count in kinds.values()), sum(count["found"] for count in kinds.values())
    return {
        "planted": planted,
        "found": found,
        "recall": share(found, planted),
        "judged": len(judged),
        "right": len(used),
        "precision": share(len(used), len(judged)),
        "kinds_found": sum(1 for count in kinds.values() if count["found"]),
        "kinds": {kind: {**count, "recall": share(count["found"], count["planted"])} for kind, count in sorted(kinds.items())},
        "by_rule": {rule: {"right": count["right"], "wrong": count["wrong"]} for rule, count in sorted(rules.items())},
        "missed": missed[:40],
        "false_positives": [f"{findings[index].get('rule')}: {findings[index].get('sentence')}" for index in judged if index not in used][:40],
    }


def _is_rule(rule: str, wanted: str) -> bool:
    """Whether a rule is the wanted one; "assets.*" wants any of that beginning."""
    return rule == wanted or (wanted.endswith("*") and rule.startswith(wanted[:-1]))


def _text(finding: Row) -> str:
    """All words of a finding in which a number or name may stand."""
    return json.dumps([finding.get("subject"), finding.get("sentence"), finding.get("evidence")], ensure_ascii=False).upper()


def _fits(trouble: Row, finding: Row, text: str, papers: dict[str, str]) -> bool:
    entity = str(finding.get("entity") or "")
    # What two companies of a group do not have alike is a finding of either.
    if entity and entity not in (trouble["entity"], trouble.get("other_entity")):
        return False
    amount = int(finding.get("amount_paise") or 0)
    if amount >= _TOO_SMALL_PAISE and amount in trouble["amounts_paise"]:
        return True
    digest = papers.get(trouble["file"], "")
    if (digest and digest.upper() in text) or _names(text, trouble["hints"]):
        return True
    speaks_of_party = str(finding.get("rule")).startswith(_BY_PARTY)
    return speaks_of_party and _names(text, [hint for hint in (trouble["party"], trouble["party_gstin"]) if hint])


def _names(text: str, hints: Iterable[str]) -> bool:
    """Whether one of the hints stands in the text as a word of its own."""
    for hint in hints:
        wanted = json.dumps(hint, ensure_ascii=False)[1:-1].upper()
        if len(wanted) > 2 and wanted in text and re.search(rf"(?<![A-Z0-9]){re.escape(wanted)}(?![A-Z0-9])", text):
            return True
    return False
