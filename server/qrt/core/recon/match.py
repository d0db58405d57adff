"""Brings two sides together by a cascade: each stage sees only what the earlier ones left open, and no stage takes an item twice."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from qrt.core.recon.by_amount import match_equal_amounts, match_party_differences, match_party_sums
from qrt.core.recon.by_reference import match_exact, match_groups, match_named_differences, match_split_payments
from qrt.core.recon.evidence import PartyLikeness, Prepared, prepare
from qrt.core.recon.making import item_ids
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Break, Item, Match, MatchStatus, Reconciliation, ReconciliationKind, Side
from qrt.core.recon.whynot import explain_breaks

StageFunction = Callable[[Sequence[Prepared], Sequence[Prepared]], list[Match]]


def reconcile(kind: ReconciliationKind, subject: str, left: Sequence[Item], right: Sequence[Item], policy: MatchPolicy, as_of: date) -> Reconciliation:
    """Match ours (left) with theirs (right). Every item stands in exactly one match or one break.

    The result depends on what the items say and on nothing else: not on their order, not on the clock. Ids must be unique within a side.
    """
    check_unique(left), check_unique(right)
    open_left, open_right = prepare(left, right)
    likeness = PartyLikeness()
    stages: tuple[StageFunction, ...] = (
        lambda ours, theirs: match_exact(ours, theirs, likeness, policy),
        # Groups come before single pairs by amount, else a pair steals a member.
        lambda ours, theirs: match_groups(ours, theirs, policy),
        lambda ours, theirs: match_split_payments(ours, theirs, likeness, policy),
        lambda ours, theirs: match_named_differences(ours, theirs, likeness, policy),
        lambda ours, theirs: match_equal_amounts(ours, theirs, likeness, policy),
        lambda ours, theirs: match_party_differences(ours, theirs, likeness, policy),
        lambda ours, theirs: match_party_sums(ours, theirs, likeness, policy),
    )
    everything = (open_left, open_right)
    matches: list[Match] = []
    for stage in stages:
        found = stage(open_left, open_right)
        open_left, open_right = _without(open_left, found, Side.LEFT), _without(open_right, found, Side.RIGHT)
        matches.extend(found)
    breaks = explain_breaks(everything, (open_left, open_right), matches, policy, as_of)
    return assemble(kind, subject, as_of, left, right, matches, breaks)


def assemble(
    kind: ReconciliationKind, subject: str, as_of: date, left: Iterable[Item], right: Iterable[Item], matches: Iterable[Match], breaks: Iterable[Break]
) -> Reconciliation:
    """The result in canonical order, with its invariants asserted."""
    result = Reconciliation(
        kind=kind,
        subject=subject,
        as_of=as_of,
        left=tuple(sorted(left, key=lambda item: (item.day, item.id))),
        right=tuple(sorted(right, key=lambda item: (item.day, item.id))),
        matches=tuple(sorted(matches, key=lambda match: match.id)),
        breaks=tuple(sorted(breaks, key=lambda each: (each.side, each.item))),
    )
    assert_whole(result)
    return result


def assert_whole(result: Reconciliation) -> None:
    """Every item once, in a live match or open, whole and with its own amount (a split line is several items); weights add up to scores."""
    live = [match for match in result.matches if match.status is not MatchStatus.REJECTED]
    for side, items in ((Side.LEFT, result.left), (Side.RIGHT, result.right)):
        amounts = {item.id: item.amount for item in items}
        used = [allocation for match in live for allocation in match.allocations if allocation.side == side]
        seen = [allocation.item for allocation in used] + [each.item for each in result.breaks if each.side == side]
        assert len(seen) == len(amounts) and set(seen) == set(amounts), f"{result.subject}: an item of the {side} side is lost or used twice"
        assert all(allocation.amount == amounts[allocation.item] for allocation in used), result.subject
    for match in result.matches:
        assert abs(sum(reason.weight for reason in match.reasons) - match.score) < 0.001, match.id


def check_unique(items: Sequence[Item]) -> None:
    """Asserts that ids are unique: readers number their rows."""
    assert len({item.id for item in items}) == len(items), "two items of one side have the same id"


def _without(items: list[Prepared], found: Sequence[Match], side: Side) -> list[Prepared]:
    taken = [item for match in found for item in item_ids(match, side)]
    assert len(taken) == len(set(taken)), "a stage used an item twice"
    gone = set(taken)
    return [each for each in items if each.id not in gone] if gone else items


def reconciliation_digest(result: Reconciliation) -> str:
    """SHA-256 over every match and break: the same items and policy give the same digest on every machine and in every order."""
    total = hashlib.sha256(f"{result.kind}|{result.subject}|{result.as_of}".encode())
    for match in result.matches:
        parts = [f"{each.side}:{each.item}:{each.amount}" for each in match.allocations]
        total.update("|".join((match.id, match.stage, match.status, f"{match.score:.4f}", f"{match.margin:.4f}", str(match.difference), *parts)).encode())
        total.update("|".join(f"{reason.text}={reason.weight:.4f}" for reason in match.reasons).encode())
    for each in result.breaks:
        total.update("|".join((each.side, each.item, each.nearest, each.why_not, str(each.age_days))).encode())
    return total.hexdigest()
