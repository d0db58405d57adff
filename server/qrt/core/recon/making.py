"""Makes matches: ids from content, weights that add up to the score, and the one place that decides who may accept."""

import hashlib
from collections.abc import Iterable, Sequence

from qrt.core.base.money import Paise
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Allocation, Item, Match, MatchStatus, Reason, Side, Stage


def make_match(
    left: Iterable[Item], right: Iterable[Item], stage: Stage, reasons: Iterable[Reason | None], margin: float, accept: bool, policy: MatchPolicy
) -> Match:
    """A match over whole items. `accept` asks for automatic acceptance; the amount limit of the policy has the last word."""
    lefts, rights = sorted(left, key=lambda item: item.id), sorted(right, key=lambda item: item.id)
    kept = tuple(reason for reason in reasons if reason is not None)
    total_left, total_right = sum(item.amount for item in lefts), sum(item.amount for item in rights)
    if accept and max(abs(total_left), abs(total_right)) > policy.auto_accept_limit:
        accept = False
        kept = (*kept, Reason("above the amount that may be accepted without a person", 0.0))
    score = round(sum(reason.weight for reason in kept), 4)
    return Match(
        id=match_id((item.id for item in lefts), (item.id for item in rights)),
        stage=stage,
        allocations=(*_allocations(Side.LEFT, lefts), *_allocations(Side.RIGHT, rights)),
        score=score,
        margin=round(margin, 4),
        status=MatchStatus.AUTO if accept else MatchStatus.SUGGESTED,
        reasons=kept,
        difference=Paise(total_left - total_right),
    )


def match_id(left: Iterable[str], right: Iterable[str]) -> str:
    """Stable id of "these items belong together", whatever found it."""
    text = "\x1f".join(sorted(left)) + "\x1e" + "\x1f".join(sorted(right))
    return "match:" + hashlib.sha256(text.encode()).hexdigest()[:20]


def _allocations(side: Side, items: Sequence[Item]) -> tuple[Allocation, ...]:
    return tuple(Allocation(side, item.id, item.amount) for item in items)


def item_ids(match: Match, side: Side) -> tuple[str, ...]:
    """Ids of one side's items in a match."""
    return tuple(allocation.item for allocation in match.allocations if allocation.side == side)
