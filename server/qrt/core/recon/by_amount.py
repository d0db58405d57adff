"""Stages without a common reference: equal amounts near in time, named differences of one party, a party's items that add up."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

import numpy

from qrt.core.base.money import Paise, rupee_text
from qrt.core.recon.differences import NamedDifference, named_difference
from qrt.core.recon.evidence import (
    PARTY_AGREES,
    PARTY_DIFFERS,
    PartyLikeness,
    Prepared,
    content_order,
    date_reason,
    days_apart,
    is_round,
    party_reason,
    references_conflict,
    shared_reference,
)
from qrt.core.recon.in_order import Candidate, pair_in_order
from qrt.core.recon.making import make_match, pair
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Match, Reason, Stage

PAIRS_PER_BLOCK = 4_000
"""Above this many pairs of equal amount, each item looks only at its nearest in time."""
NEAREST = 8
SOLVER_LIMIT = 400
SIZE_STEP = 1.2
"""No named difference joins amounts further apart than this ratio."""
CLEAR_MARGIN = 0.15
SURE_PARTY = 90
SOME_MARGIN = 0.03


def match_equal_amounts(left: Sequence[Prepared], right: Sequence[Prepared], likeness: PartyLikeness, policy: MatchPolicy) -> list[Match]:
    """Same account and amount inside the window. Ambiguous sets are never accepted: a clear best is suggested, a tie stays open."""
    made: list[Match] = []
    rights: dict[tuple[str, int], list[Prepared]] = defaultdict(list)
    lefts: dict[tuple[str, int], list[Prepared]] = defaultdict(list)
    for each in right:
        rights[(each.account, each.amount)].append(each)
    for each in left:
        if each.amount and (each.account, each.amount) in rights:
            lefts[(each.account, each.amount)].append(each)
    for block in sorted(lefts):
        made.extend(_match_block(sorted(lefts[block], key=content_order), sorted(rights[block], key=content_order), likeness, policy))
    return made


def _match_block(lefts: Sequence[Prepared], rights: Sequence[Prepared], likeness: PartyLikeness, policy: MatchPolicy) -> list[Match]:
    candidates = _candidates(lefts, rights, likeness, policy)
    if not candidates:
        return []
    made: list[Match] = []
    ordered = pair_in_order(candidates, lefts, rights)
    for each in ordered:
        one, other = lefts[each.candidate.left], rights[each.candidate.right]
        why = Reason(f"{each.count} equal lines of the same party on both sides, the first with the first", 0.0)
        made.append(pair(one, other, Stage.EXACT, (*each.candidate.reasons, why), 0.0, each.sure and not is_round(one.amount), policy))
    done = {each.candidate.left for each in ordered}
    candidates = [each for each in candidates if each.left not in done]
    if not candidates:
        return made
    by_left, by_right = _rivals(candidates)
    for chosen in _assign(candidates, len(lefts), len(rights)):
        one, other = lefts[chosen.left], rights[chosen.right]
        rival = max((each.score for each in (*by_left[chosen.left], *by_right[chosen.right]) if each is not chosen), default=0.0)
        alone = len(by_left[chosen.left]) == 1 and len(by_right[chosen.right]) == 1
        margin = chosen.score - rival
        if match := _decide(one, other, chosen, alone, margin, (by_left, by_right, lefts, rights), policy):
            made.append(match)
    return made


def _candidates(lefts: Sequence[Prepared], rights: Sequence[Prepared], likeness: PartyLikeness, policy: MatchPolicy) -> list[Candidate]:
    ordinals = [each.item.day.toordinal() for each in rights]
    crowded = len(lefts) * len(rights) > PAIRS_PER_BLOCK
    found: list[Candidate] = []
    for position, one in enumerate(lefts):
        day = one.item.day.toordinal()
        first, last = bisect_left(ordinals, day - policy.window_days), bisect_right(ordinals, day + policy.window_days)
        span: Sequence[int] = range(first, last)
        if crowded and len(span) > NEAREST:
            span = sorted(sorted(span, key=lambda other: (abs(ordinals[other] - day), other))[:NEAREST])
        found.extend(_candidate(position, other, one, rights[other], likeness, policy) for other in span)
    return [each for each in found if each.score > 0.2]


def _candidate(position: int, other_position: int, one: Prepared, other: Prepared, likeness: PartyLikeness, policy: MatchPolicy) -> Candidate:
    alike = likeness(one, other)
    conflict = references_conflict(one, other)
    common = shared_reference(one, other)
    possible = (
        Reason("same amount, a round figure", 0.30) if is_round(one.amount) else Reason("same amount", 0.40),
        date_reason(days_apart(one, other), policy.window_days),
        party_reason(alike),
        Reason(f"same reference {common}", 0.30) if common else None,
        Reason("their bank references differ", -0.15) if conflict else None,
    )
    reasons = tuple(reason for reason in possible if reason)
    return Candidate(position, other_position, reasons, round(sum(reason.weight for reason in reasons), 4), alike, conflict, bool(common))


def _rivals(candidates: Sequence[Candidate]) -> tuple[dict[int, list[Candidate]], dict[int, list[Candidate]]]:
    by_left: dict[int, list[Candidate]] = defaultdict(list)
    by_right: dict[int, list[Candidate]] = defaultdict(list)
    for each in candidates:
        by_left[each.left].append(each)
        by_right[each.right].append(each)
    return by_left, by_right


def _assign(candidates: Sequence[Candidate], lefts: int, rights: int) -> list[Candidate]:
    """The choice with the greatest total score; ties fall to the earlier in content order. Large blocks are chosen greedily, best first."""
    if len(candidates) == 1:
        return list(candidates)
    if max(lefts, rights) <= SOLVER_LIMIT:
        table = {(each.left, each.right): each for each in candidates}
        worth = numpy.zeros((lefts, rights), dtype=numpy.int64)
        for each in candidates:
            # The last digits prefer keeping the order of days, so that equal lines pair first with first.
            worth[each.left, each.right] = round(each.score * 10_000) * 1_000_000 - abs(each.left - each.right)
        # Imported where it is wanted: it takes most of the time that a process needs to start.
        from scipy.optimize import linear_sum_assignment

        rows, columns = linear_sum_assignment(worth, maximize=True)
        return [table[spot] for spot in zip(rows.tolist(), columns.tolist(), strict=True) if spot in table]
    chosen: list[Candidate] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for each in sorted(candidates, key=lambda one: (-one.score, abs(one.left - one.right), one.left, one.right)):
        if each.left not in used_left and each.right not in used_right:
            chosen.append(each)
            used_left.add(each.left)
            used_right.add(each.right)
    return sorted(chosen, key=lambda one: one.left)


Rivals = tuple[dict[int, list[Candidate]], dict[int, list[Candidate]], Sequence[Prepared], Sequence[Prepared]]


def _decide(one: Prepared, other: Prepared, chosen: Candidate, alone: bool, margin: float, rivals: Rivals, policy: MatchPolicy) -> Match | None:
    """Accept, suggest or leave open."""
    agrees = chosen.likeness >= PARTY_AGREES
    differs = 0 <= chosen.likeness < PARTY_DIFFERS
    if chosen.conflict and not agrees:
        return None
    if alone:
        accept = not chosen.conflict and not differs and (chosen.likeness >= SURE_PARTY or not is_round(one.amount))
        return pair(one, other, Stage.EXACT, (*chosen.reasons, Reason("the only candidate of this amount in the window", 0.10)), margin + 0.1, accept, policy)
    count = max(len(rivals[0][chosen.left]), len(rivals[1][chosen.right]))
    of_several = Reason(f"best of {count} candidates of this amount", 0.0)
    # Round figures among rivals are never accepted: the true counterpart may be the one that names no party.
    if margin >= CLEAR_MARGIN and chosen.likeness >= SURE_PARTY and not chosen.conflict and not is_round(one.amount):
        return pair(one, other, Stage.EXACT, (*chosen.reasons, of_several), margin, True, policy)
    if margin >= SOME_MARGIN and not differs:
        return pair(one, other, Stage.EXACT, (*chosen.reasons, of_several), margin, False, policy)
    if agrees and _interchangeable(chosen, rivals):
        in_order = Reason(f"{count} equal lines of the same party, taken in order", 0.0)
        return pair(one, other, Stage.EXACT, (*chosen.reasons, in_order), max(margin, 0.0), False, policy)
    return None


def _interchangeable(chosen: Candidate, rivals: Rivals) -> bool:
    """Whether every tied rival names the same party, so that only the order of equal lines is open."""
    by_left, by_right, lefts, rights = rivals
    tied_rights = [rights[each.right] for each in by_left[chosen.left] if each.score > chosen.score - SOME_MARGIN]
    tied_lefts = [lefts[each.left] for each in by_right[chosen.right] if each.score > chosen.score - SOME_MARGIN]
    return _one_name({each.party for each in tied_rights}) and _one_name({each.party for each in tied_lefts})


def _one_name(names: set[str]) -> bool:
    """One name, perhaps cut short by the bank: RUDRA MACHINERY EN for Rudra Machinery Enterprises."""
    shortest = min(names, key=len)
    return len(names) == 1 or (len(shortest) >= 8 and all(name.startswith(shortest) for name in names))


def match_party_differences(left: Sequence[Prepared], right: Sequence[Prepared], likeness: PartyLikeness, policy: MatchPolicy) -> list[Match]:
    """One party, near in time, amounts with a named difference: accepted only for a rounding, suggested otherwise. Both sides must have no other choice."""
    blocks: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for position, each in enumerate(right):
        for word in _words(each):
            blocks[(each.account, word, _size_class(each.amount))].append(position)
    pairs: list[tuple[int, int, NamedDifference]] = []
    for position, one in enumerate(left):
        classes = (_size_class(one.amount) + step for step in (-1, 0, 1)) if one.amount else ()
        near = sorted({other for size in classes for word in _words(one) for other in blocks.get((one.account, word, size), ())})
        for other_position in near:
            other = right[other_position]
            if abs(days_apart(one, other)) > policy.window_days or references_conflict(one, other):
                continue
            named = named_difference(one.amount, other.amount, policy)
            if named and likeness(one, other) >= PARTY_AGREES:
                pairs.append((position, other_position, named))
    of_left, of_right = Counter(each[0] for each in pairs), Counter(each[1] for each in pairs)
    made: list[Match] = []
    for position, other_position, named in pairs:
        if of_left[position] > 1 or of_right[other_position] > 1:
            continue
        one, other = left[position], right[other_position]
        reasons = (party_reason(likeness(one, other)), Reason(named.words, 0.30), date_reason(days_apart(one, other), policy.window_days))
        made.append(pair(one, other, Stage.TOLERANCE, reasons, 0.3, named.name in ("round_off", "within_rate"), policy))
    return made


def _size_class(amount: int) -> int:
    """Amounts that a named difference can join lie in the same or neighbouring classes; the sign keeps money in and out apart."""
    size = 2 + round(log(max(1, abs(amount))) / log(SIZE_STEP))
    return size if amount > 0 else -size


def _words(each: Prepared) -> list[str]:
    """Telling words of the party, or of the narration where no party is known."""
    return sorted({word[:6] for word in (each.party or each.text).split() if len(word) >= 4 and word.isalpha()})[:6]


def match_party_sums(left: Sequence[Prepared], right: Sequence[Prepared], likeness: PartyLikeness, policy: MatchPolicy) -> list[Match]:
    """Open items of one party inside the window that together equal one item of the other side: all of them, or the only two that do. Always a suggestion."""
    made: list[Match] = []
    used: set[str] = set()
    for ones, many, flipped in ((right, left, False), (left, right, True)):
        by_party: dict[tuple[str, str, bool], list[Prepared]] = defaultdict(list)
        for each in many:
            if start := _start(each):
                by_party[(each.account, start, each.amount > 0)].append(each)
        for one in ones:
            if one.id in used or not _start(one):
                continue
            same = [
                each
                for each in by_party.get((one.account, _start(one), one.amount > 0), ())
                if each.id not in used and abs(days_apart(each, one)) <= policy.window_days
            ]
            near = [each for each in same if likeness(one, each) >= PARTY_AGREES] if len(same) <= policy.group_limit else []
            group = _adding_up(near, one)
            if group:
                used.update(each.id for each in (one, *group))
                made.append(_sum_match(one, group, flipped, policy))
    return made


def _start(each: Prepared) -> str:
    """The first letters of the party: banks cut names off at the end."""
    return each.party.replace(" ", "")[:8]


def _adding_up(near: Sequence[Prepared], one: Prepared) -> list[Prepared]:
    if len(near) >= 2 and sum(each.amount for each in near) == one.amount:
        return list(near)
    pairs = (
        [[first, second] for index, first in enumerate(near) for second in near[:index] if first.amount + second.amount == one.amount]
        if len(near) <= 20
        else []
    )
    return pairs[0] if len(pairs) == 1 else []


def _sum_match(one: Prepared, group: Sequence[Prepared], flipped: bool, policy: MatchPolicy) -> Match:
    reasons = (
        Reason(f"{len(group)} items of this party add up to Rs {rupee_text(Paise(abs(one.amount)))}", 0.40),
        Reason("party agrees", 0.20),
        date_reason(min((days_apart(each, one) for each in group), key=abs), policy.window_days),
    )
    many, single = [each.item for each in group], [one.item]
    return make_match(*((single, many) if flipped else (many, single)), Stage.REFERENCE, reasons, 0.2, False, policy)
