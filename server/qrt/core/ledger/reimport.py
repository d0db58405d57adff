"""The same register handed in again: what a later export has otherwise than an earlier one, voucher by voucher.

Nothing posts twice (`merge_duplicates`); here it is said what changed, so that a person can leave the paper out that is out of date. Which of the two is the
later one no paper says, so both are named and neither is called wrong.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.place import Place
from qrt.core.ledger.types import VoucherDraft
from qrt.core.ledger.voucher import legs_sum

SHOWN = 12
"""Vouchers that a sentence names; the others are counted."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One register of one entity as a paper has it. `series` tells registers of different kinds apart; the span is what the paper says, or what its vouchers do."""

    document: str
    part: str
    name: str
    series: str
    drafts: tuple[VoucherDraft, ...]
    first_day: date | None = None
    last_day: date | None = None

    def span(self) -> tuple[date, date]:
        """First and last day that the register can speak of."""
        days = [draft.day for draft in self.drafts]
        return self.first_day or min(days), self.last_day or max(days)


def check_changed(entity: str, registers: Sequence[HandedIn]) -> tuple[Finding, ...]:
    """For each two exports of one register: vouchers that differ, and those that one has and the other has not, over the days that both cover."""
    filled = sorted((each for each in registers if each.drafts), key=lambda each: (each.series, each.name, each.document, each.part))
    findings: list[Finding] = []
    for index, one in enumerate(filled):
        for other in filled[index + 1 :]:
            if other.series == one.series and (other.document, other.part) != (one.document, one.part):
                findings += _compare(entity, one, other)
    return tuple(findings)


def _compare(entity: str, one: HandedIn, other: HandedIn) -> list[Finding]:
    (first, last), (others_first, others_last) = one.span(), other.span()
    start, end = max(first, others_first), min(last, others_last)
    if start > end:
        return []
    ours, theirs = _by_key(one, start, end), _by_key(other, start, end)
    shared = ours.keys() & theirs.keys()
    # Two exports of one register have most vouchers in common; two registers that happen to touch have not.
    if not shared or 2 * len(shared) < min(len(ours), len(theirs)):
        return []
    changed = sorted(key for key in shared if ours[key][1] != theirs[key][1])
    gone = sorted(ours.keys() - shared)
    added = sorted(theirs.keys() - shared)
    subject = f"register:{entity}/{one.document[:12]}{one.part}/{other.document[:12]}{other.part}"
    places = tuple(place for key in (*changed, *gone, *added)[:50] for side in (ours, theirs) if key in side for place in side[key][0].evidence)
    places = tuple(dict.fromkeys(places)) or (Place(one.document), Place(other.document))
    if not (changed or gone or added):
        sentence = f"{one.name} and {other.name} hold the same {len(shared)} vouchers of {start:%d-%m-%Y} to {end:%d-%m-%Y}: nothing was posted twice, nothing differs."
        return [Finding("register.repeated", Severity.INFO, subject, sentence, evidence=places, entity=entity)]
    parts = []
    if changed:
        parts.append(f"{len(changed)} changed ({_listed([_change(ours[key], theirs[key]) for key in changed])})")
    if gone:
        parts.append(f"{len(gone)} only in {one.name} ({_listed([_named(ours[key][0]) for key in gone])})")
    if added:
        parts.append(f"{len(added)} only in {other.name} ({_listed([_named(theirs[key][0]) for key in added])})")
    stake = sum(abs(_size(ours[key][0]) - _size(theirs[key][0])) for key in changed) + sum(
        _size(side[key][0]) for side, keys in ((ours, gone), (theirs, added)) for key in keys
    )
    sentence = (
        f"{one.name} and {other.name} are exports of one register and differ over {start:%d-%m-%Y} to {end:%d-%m-%Y}: {'; '.join(parts)}. "
        f"{len(shared) - len(changed)} vouchers are the same and were posted once. Reject the paper that is out of date."
    )
    return [Finding("register.changed_since", Severity.ERROR, subject, sentence, Paise(stake), evidence=places, entity=entity)]


def _by_key(register: HandedIn, start: date, end: date) -> Mapping[tuple[str, int], tuple[VoucherDraft, tuple[tuple[str, int], ...]]]:
    """Vouchers of the days by key; the nth of one key is the nth of the other's."""
    seen: Counter[str] = Counter()
    found = {}
    for draft in register.drafts:
        if start <= draft.day <= end:
            seen[draft.key] += 1
            found[draft.key, seen[draft.key]] = (draft, legs_sum(draft.lines))
    return found


def _size(draft: VoucherDraft) -> int:
    return sum(line.amount for line in draft.lines if line.amount > 0)


def _named(draft: VoucherDraft) -> str:
    return f"{draft.type_name or draft.kind.value} {draft.number or '(no number)'} of {draft.day:%d-%m-%Y}, {rupee_text(Paise(_size(draft)))}"


def _change(ours: tuple[VoucherDraft, object], theirs: tuple[VoucherDraft, object]) -> str:
    one, other = ours[0], theirs[0]
    name = f"{one.type_name or one.kind.value} {one.number or '(no number)'}"
    if _size(one) != _size(other):
        return f"{name}: {rupee_text(Paise(_size(one)))} and {rupee_text(Paise(_size(other)))}"
    return f"{name}: other ledgers"


def _listed(texts: Sequence[str]) -> str:
    return "; ".join(texts[:SHOWN]) + (f"; and {len(texts) - SHOWN} more" if len(texts) > SHOWN else "")
