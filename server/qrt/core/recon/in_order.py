"""Equal amounts of one party on both sides: which of them belong together shows only in their order.

Two payments of one size to one supplier, a day apart, and the bank a day behind with both: no pair stands out, for the second of the books is nearest to the
first of the bank. The group as a whole leaves no choice: as many on both sides, all of one party, the first with the first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qrt.core.recon.evidence import PARTY_AGREES, Prepared, days_apart
from qrt.core.recon.types import Reason

LAG_MOST = 1
"""By how many days the pairs of a group may lag differently, for its order to be beyond doubt."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible pair with its reasons; `score` is the sum of their weights, `common` says that it shares a reference."""

    left: int
    right: int
    reasons: tuple[Reason, ...]
    score: float
    likeness: float
    conflict: bool
    common: bool = False


@dataclass(frozen=True, slots=True)
class Ordered:
    """A pair of such a group; `sure` where days bear the order out."""

    candidate: Candidate
    count: int
    sure: bool


def pair_in_order(candidates: Sequence[Candidate], lefts: Sequence[Prepared], rights: Sequence[Prepared]) -> list[Ordered]:
    """Pairs of the groups that are closed: two or more on each side, equally many, all of one party, and no reference speaking for or against any pair.

    `lefts` and `rights` are of one amount and account, by day. A group is sure when no two of a side share a day and all pairs lag alike, the bank never first.
    """
    made: list[Ordered] = []
    for mine, theirs, group in _groups(candidates):
        table = {(each.left, each.right): each for each in group}
        spots = list(zip(mine, theirs, strict=False))
        closed = len(mine) == len(theirs) >= 2 and all(spot in table for spot in spots)
        if not closed or any(each.likeness < PARTY_AGREES or each.conflict or each.common for each in group):
            continue
        lags = [days_apart(lefts[left], rights[right]) for left, right in spots]
        apart = all(len({side[each].item.day for each in those}) == len(those) for side, those in ((lefts, mine), (rights, theirs)))
        sure = apart and min(lags) >= 0 and max(lags) - min(lags) <= LAG_MOST
        made += [Ordered(table[spot], len(mine), sure) for spot in spots]
    return made


def _groups(candidates: Iterable[Candidate]) -> Iterable[tuple[list[int], list[int], list[Candidate]]]:
    """Items that candidates tie together, directly or through others: those of both sides in their order, and the candidates."""
    of_left: dict[int, list[Candidate]] = {}
    of_right: dict[int, list[Candidate]] = {}
    for each in candidates:
        of_left.setdefault(each.left, []).append(each)
        of_right.setdefault(each.right, []).append(each)
    seen: set[int] = set()
    for start in sorted(of_left):
        if start not in seen:
            lefts, rights = _reached(start, of_left, of_right)
            seen |= lefts
            yield sorted(lefts), sorted(rights), [each for left in sorted(lefts) for each in of_left[left]]


def _reached(start: int, of_left: Mapping[int, Sequence[Candidate]], of_right: Mapping[int, Sequence[Candidate]]) -> tuple[set[int], set[int]]:
    lefts, rights, waiting = {start}, set[int](), [start]
    while waiting:
        for each in of_left[waiting.pop()]:
            if each.right not in rights:
                rights.add(each.right)
                more = {other.left for other in of_right[each.right]} - lefts
                lefts |= more
                waiting += sorted(more)
    return lefts, rights
