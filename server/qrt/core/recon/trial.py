"""What other rules would change: two reconciliations of the same items side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qrt.core.base.money import Paise
from qrt.core.recon.acceptance import match_size
from qrt.core.recon.types import Item, Match, MatchStatus, Reconciliation, Side

ROWS_MOST = 100
"""Rows of one kind of change that are kept; counts and sums are of all."""


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One match that other rules make, lose or decide otherwise; the texts are of its first line."""

    match: str
    before: str
    after: str
    amount: Paise
    difference: Paise
    day: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class TrialPart:
    """Matches of one kind of change: how many, what they come to, and the largest of them."""

    name: str
    count: int
    total: Paise
    rows: tuple[TrialRow, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What other rules would change. `before` and `after` count matches by status, and lines without a counterpart as "open"."""

    parts: tuple[TrialPart, ...]
    before: Mapping[str, int]
    after: Mapping[str, int]


def compare(before: Reconciliation, after: Reconciliation) -> Trial:
    """Matches that are gained, lost, accepted without a person from now on, and no longer so. A match is the same when it is of the same items."""
    old = {match.id: match for match in before.matches if match.status is not MatchStatus.REJECTED}
    new = {match.id: match for match in after.matches if match.status is not MatchStatus.REJECTED}
    texts = {item.id: item for item in (*before.left, *before.right)}
    both = old.keys() & new.keys()
    moved = [name for name in both if old[name].status is not new[name].status]
    freed = [name for name in moved if new[name].status is MatchStatus.AUTO]
    parts = (
        _part("gained", [(None, new[name]) for name in new.keys() - old.keys()], texts),
        _part("lost", [(old[name], None) for name in old.keys() - new.keys()], texts),
        _part("accepted", [(old[name], new[name]) for name in freed], texts),
        _part("to_decide", [(old[name], new[name]) for name in set(moved) - set(freed)], texts),
    )
    return Trial(parts, _counts(before), _counts(after))


def _part(name: str, pairs: Sequence[tuple[Match | None, Match | None]], items: Mapping[str, Item]) -> TrialPart:
    rows = sorted((_row(one, other, items) for one, other in pairs), key=lambda row: (-row.amount, row.match))
    return TrialPart(name, len(rows), Paise(sum(row.amount for row in rows)), tuple(rows[:ROWS_MOST]))


def _row(before: Match | None, after: Match | None, items: Mapping[str, Item]) -> TrialRow:
    match = after or before
    assert match is not None
    first = items[min((part.item for part in match.allocations if part.side is Side.LEFT), default=match.allocations[0].item)]
    text = " · ".join(text for text in (first.party, first.reference or first.narration) if text)
    why = match.reasons[-1].text if after and after.status is MatchStatus.SUGGESTED else match.reasons[0].text
    return TrialRow(
        match=match.id,
        before=before.status.value if before else "",
        after=after.status.value if after else "",
        amount=match_size(match),
        difference=match.difference,
        day=first.day.isoformat(),
        text=text,
        why=why,
    )


def _counts(result: Reconciliation) -> dict[str, int]:
    counts = {status.value: sum(match.status is status for match in result.matches) for status in MatchStatus}
    return counts | {"open": len(result.breaks)}
