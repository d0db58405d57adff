"""Paper-born drafts, each judged as if its voucher had never been booked: the paper is drafted from the books without it, then compared with it.

A company's own registers are the truth here, so any hand-in whose papers prove vouchers can be scored, not only a simulated one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qrt.core.documents.types import Extraction
from qrt.core.ledger.types import Chart, Voucher, VoucherDraft

Draft = Callable[[Extraction, Chart, Sequence[Voucher]], VoucherDraft | None]
"""Drafts one paper from a chart and the other vouchers of the books."""


@dataclass
class LeftOut:
    """Counts over all papers. `wrong` names each draft that is not fully right: paper, what it says, what the books say, its confidence."""

    papers: int = 0
    drafted: int = 0
    right: int = 0
    sure: int = 0
    sure_wrong: int = 0
    by_confidence: Counter[str] = field(default_factory=Counter)
    wrong: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Shares and counts; `sure` counts drafts of a confidence of `SURE` and more."""
        return {
            "papers": self.papers,
            "drafted": self.drafted,
            "right": self.right,
            "share_right": round(self.right / self.papers, 4) if self.papers else None,
            "sure": self.sure,
            "sure_wrong": self.sure_wrong,
            "by_confidence": dict(sorted(self.by_confidence.items())),
            "wrong": self.wrong,
        }


SURE = 0.85


def score_left_out(pairs: Iterable[tuple[Extraction, Voucher]], chart: Chart, posted: Sequence[Voucher], draft: Draft, into: LeftOut | None = None) -> LeftOut:
    """Draft each paper from the books without its voucher and compare leg by leg, to the paisa.

    The chart stays whole: a ledger that only this voucher used would stand in the company's masters too.
    """
    score = into or LeftOut()
    for extraction, voucher in pairs:
        score.papers += 1
        made = draft(extraction, chart, [each for each in posted if each.key != voucher.key])
        if made is None:
            score.wrong.append({"paper": extraction.text("invoice_number"), "draft": None, "books": _legs(voucher)})
            continue
        score.drafted += 1
        right = _legs(made) == _legs(voucher)
        score.right += right
        score.by_confidence[f"{int(made.confidence * 10) / 10:.1f} {'right' if right else 'wrong'}"] += 1
        score.sure += made.confidence >= SURE
        score.sure_wrong += made.confidence >= SURE and not right
        if not right:
            score.wrong.append(
                {
                    "paper": extraction.text("invoice_number"),
                    "party": voucher.party,
                    "draft": _legs(made),
                    "books": _legs(voucher),
                    "confidence": made.confidence,
                }
            )
    return score


def _legs(voucher: Voucher | VoucherDraft) -> Mapping[str, int]:
    legs: Counter[str] = Counter()
    for line in voucher.lines:
        legs[line.ledger] += line.amount
    return {name: amount for name, amount in sorted(legs.items()) if amount}
