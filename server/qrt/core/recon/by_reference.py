"""Stages that start from a shared reference: equal amounts, groups that add up, amounts with a named difference."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from qrt.core.base.money import Paise, rupee_text
from qrt.core.recon.differences import looks_transposed, named_difference
from qrt.core.recon.evidence import PARTY_AGREES, PartyLikeness, Prepared, content_order, date_reason, days_apart, party_reason, shared_reference
from qrt.core.recon.making import make_match, pair
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Match, Reason, Stage

Sides = tuple[Sequence[Prepared], Sequence[Prepared]]


def match_exact(left: Sequence[Prepared], right: Sequence[Prepared], likeness: PartyLikeness, policy: MatchPolicy) -> list[Match]:
    """Same account, amount and reference, and no other item on either side could take the place."""
    by_key: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for position, each in enumerate(right):
        for key in each.keys:
            by_key[(each.account, key, each.amount)].append(position)
    wanted: list[set[int]] = []
    claims: dict[int, int] = defaultdict(int)
    for each in left:
        found = {position for key in each.keys for position in by_key.get((each.account, key, each.amount), ())}
        near = {position for position in found if abs(days_apart(each, right[position])) <= policy.reference_days}
        wanted.append(near)
        for position in near:
            claims[position] += 1
    made: list[Match] = []
    for each, near in zip(left, wanted, strict=True):
        if len(near) != 1 or each.amount == 0:
            continue
        (position,) = near
        if claims[position] == 1:
            made.append(_exact_pair(each, right[position], likeness, policy))
    return made


def _exact_pair(left: Prepared, right: Prepared, likeness: PartyLikeness, policy: MatchPolicy) -> Match:
    reasons = (
        Reason("same amount", 0.40),
        Reason(f"same reference {shared_reference(left, right)}", 0.40),
        date_reason(days_apart(left, right), policy.window_days),
        _small(party_reason(likeness(left, right))),
    )
    score = sum(reason.weight for reason in reasons if reason)
    return pair(left, right, Stage.EXACT, reasons, score, True, policy)


def _small(reason: Reason | None) -> Reason | None:
    """Beside a reference the party weighs little, so that the score stays at most 1."""
    return None if reason is None else Reason(reason.text, round(reason.weight / 6, 4))


def match_groups(left: Sequence[Prepared], right: Sequence[Prepared], policy: MatchPolicy) -> list[Match]:
    """Items that share references and whose sums agree: one of a side with several of the other, or (as a suggestion) several with several."""
    made: list[Match] = []
    for lefts, rights in components(left, right, policy):
        if len(lefts) + len(rights) < 3:
            continue
        if sum(each.amount for each in lefts) == sum(each.amount for each in rights):
            one_sided = len(lefts) == 1 or len(rights) == 1
            if one_sided or len(lefts) + len(rights) <= 12:
                made.append(_group(lefts, rights, one_sided, policy))
                continue
        made.extend(_stars(lefts, rights, policy))
    return made


def _stars(lefts: Sequence[Prepared], rights: Sequence[Prepared], policy: MatchPolicy) -> Iterable[Match]:
    """Inside a component that does not add up as a whole: single items that equal all their neighbours."""
    used: set[str] = set()
    for ones, many, flipped in ((rights, lefts, False), (lefts, rights, True)):
        for one in ones:
            if one.id in used:
                continue
            group = [each for each in many if each.id not in used and each.keys & one.keys]
            if len(group) < 2 or sum(each.amount for each in group) != one.amount:
                continue
            rivals = [other for other in ones if other.id != one.id and other.id not in used and other.amount == one.amount and other.keys & one.keys]
            used.update(each.id for each in (one, *group))
            yield _group([one] if flipped else group, group if flipped else [one], not rivals, policy)


def _group(lefts: Sequence[Prepared], rights: Sequence[Prepared], accept: bool, policy: MatchPolicy) -> Match:
    common = sorted({key for each in lefts for key in each.keys} & {key for each in rights for key in each.keys})
    same_sign = len({each.amount > 0 for each in (*lefts, *rights)}) == 1
    days = min((abs(days_apart(one, other)) for one in lefts[:50] for other in rights[:50]), default=0)
    reasons = (
        Reason(f"{len(lefts)} of ours and {len(rights)} of theirs add up to the same amount", 0.40),
        Reason(f"they share the reference {common[0][2:]}" + (f" and {len(common) - 1} more" if len(common) > 1 else ""), 0.40),
        date_reason(days, policy.window_days),
    )
    items = ([each.item for each in lefts], [each.item for each in rights])
    return make_match(*items, Stage.REFERENCE, reasons, 0.5 if accept else 0.0, accept and same_sign, policy)


def match_split_payments(left: Sequence[Prepared], right: Sequence[Prepared], likeness: PartyLikeness, policy: MatchPolicy) -> list[Match]:
    """One with one by reference, short by exactly what one other open item of the same party makes up: a payment that came in two. A suggestion."""
    made: list[Match] = []
    used: set[str] = set()
    by_amount: dict[tuple[str, int], list[Prepared]] = defaultdict(list)
    for each in (*left, *right):
        by_amount[(each.account, each.amount)].append(each)
    of_left = {each.id for each in left}
    for lefts, rights in components(left, right, policy):
        if len(lefts) != 1 or len(rights) != 1 or lefts[0].amount == rights[0].amount or used & {lefts[0].id, rights[0].id}:
            continue
        whole, part = sorted((lefts[0], rights[0]), key=lambda each: -abs(each.amount))
        rest = whole.amount - part.amount
        if (whole.amount > 0) != (part.amount > 0) or named_difference(whole.amount, part.amount, policy):
            continue
        on_left = part.id in of_left and part is lefts[0]
        fitting = [
            each
            for each in by_amount.get((whole.account, rest), ())
            if (each.id in of_left) == on_left
            and each.id not in used | {part.id}
            and abs(days_apart(whole, each)) <= policy.window_days
            and likeness(*((each, whole) if on_left else (whole, each))) >= PARTY_AGREES
        ]
        if len(fitting) == 1:
            used.update((whole.id, part.id, fitting[0].id))
            reasons = (
                Reason(f"same reference {shared_reference(lefts[0], rights[0])} for one part", 0.40),
                Reason("a second item of the same party makes up the rest exactly", 0.30),
                date_reason(days_apart(whole, part), policy.window_days),
            )
            parts, single = [part.item, fitting[0].item], [whole.item]
            made.append(make_match(*((parts, single) if on_left else (single, parts)), Stage.REFERENCE, reasons, 0.3, False, policy))
    return made


def match_named_differences(left: Sequence[Prepared], right: Sequence[Prepared], likeness: PartyLikeness, policy: MatchPolicy) -> list[Match]:
    """One with one by reference, where the amounts differ: a named difference is accepted, an unnamed one only suggested."""
    made: list[Match] = []
    for lefts, rights in components(left, right, policy):
        if len(lefts) != 1 or len(rights) != 1:
            continue
        one, other = lefts[0], rights[0]
        if one.amount == other.amount or one.amount == 0 or other.amount == 0 or (one.amount > 0) != (other.amount > 0):
            continue
        named = named_difference(one.amount, other.amount, policy)
        smaller, larger = sorted((abs(one.amount), abs(other.amount)))
        # An invoice number is quoted by part payments too; a transfer or cheque number stands for one payment.
        enough = 10 if any(key[0] in "un" for key in one.keys & other.keys) else 80
        if named is None and smaller * 100 < larger * enough:
            continue
        difference = Paise(abs(one.amount - other.amount))
        said = named.words if named else f"amounts differ by Rs {rupee_text(difference)}"
        if named is None and looks_transposed(one.amount, other.amount):
            said += ", two digits changed places"
        reasons = (
            Reason(f"same reference {shared_reference(one, other)}", 0.40),
            Reason(said, 0.30 if named else 0.05),
            date_reason(days_apart(one, other), policy.window_days),
            _small(party_reason(likeness(one, other))),
        )
        made.append(pair(one, other, Stage.TOLERANCE if named else Stage.REFERENCE, reasons, 0.4, named is not None, policy))
    return made


def components(left: Sequence[Prepared], right: Sequence[Prepared], policy: MatchPolicy) -> list[tuple[list[Prepared], list[Prepared]]]:
    """Items connected by shared references, account by account; a reference on more than `group_limit` items of a side connects nothing."""
    by_key: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, items in enumerate((left, right)):
        for position, each in enumerate(items):
            for key in each.keys:
                by_key[(each.account, key)][side].append(position)
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def root(node: tuple[int, int]) -> tuple[int, int]:
        while (above := parent.setdefault(node, node)) != node:
            parent[node] = node = parent[above]
        return node

    for lefts, rights in by_key.values():
        if lefts and rights and max(len(lefts), len(rights)) <= policy.group_limit:
            nodes = [*((0, position) for position in lefts), *((1, position) for position in rights)]
            first = root(nodes[0])
            for node in nodes[1:]:
                parent[root(node)] = first
    grouped: dict[tuple[int, int], tuple[list[Prepared], list[Prepared]]] = defaultdict(lambda: ([], []))
    for node in parent:
        side, position = node
        grouped[root(node)][side].append((left, right)[side][position])
    found = [(sorted(lefts, key=content_order), sorted(rights, key=content_order)) for lefts, rights in grouped.values()]
    return sorted((each for each in found if each[0] and each[1]), key=lambda each: content_order(each[0][0]))
