"""Why an item found no counterpart: its nearest candidate on the other side, and what spoke against it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from qrt.core.base.money import Paise, rupee_text
from qrt.core.recon.evidence import Prepared, days_apart, references_conflict
from qrt.core.recon.making import item_ids
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Break, Match, Side

MOST_SHOWN = 50


class Finder:
    """The items of one side by reference, amount and size, so that a nearest one is found without looking at all."""

    def __init__(self, items: Sequence[Prepared], taken: frozenset[str]) -> None:
        self.taken = taken
        self.by_key: dict[tuple[str, str], list[Prepared]] = defaultdict(list)
        self.by_amount: dict[tuple[str, int], list[Prepared]] = defaultdict(list)
        self.open_by_amount: dict[tuple[str, int], list[Prepared]] = defaultdict(list)
        self.sizes: dict[str, list[tuple[int, str, Prepared]]] = defaultdict(list)
        for each in items:
            for key in each.keys:
                self.by_key[(each.account, key)].append(each)
            (self.by_amount if each.id in taken else self.open_by_amount)[(each.account, each.amount)].append(each)
            if each.id not in taken:
                self.sizes[each.account].append((each.amount, each.id, each))
        for listed in self.sizes.values():
            listed.sort(key=lambda entry: (entry[0], entry[1]))

    def sharing(self, one: Prepared) -> list[Prepared]:
        """Items with a common reference, the closest amount first."""
        found = {each.id: each for key in sorted(one.keys) for each in self.by_key.get((one.account, key), ())[:MOST_SHOWN]}
        return sorted(found.values(), key=lambda each: (abs(each.amount - one.amount), abs(days_apart(one, each)), each.id))

    def equal(self, one: Prepared) -> tuple[list[Prepared], bool]:
        """Items of the same amount in order of day, and whether they are open: matched ones only where no open one is left."""
        spot = (one.account, one.amount)
        opens = self.open_by_amount.get(spot)
        return (opens, True) if opens else (self.by_amount.get(spot, []), False)

    def nearest_size(self, one: Prepared) -> Prepared | None:
        """The open item whose amount comes closest, of the same sign."""
        listed = self.sizes.get(one.account, [])
        spot = bisect_left(listed, (one.amount, ""), key=lambda entry: (entry[0], entry[1]))
        around = [entry[2] for entry in listed[max(0, spot - 1) : spot + 1] if (entry[0] > 0) == (one.amount > 0)]
        return min(around, key=lambda each: (abs(each.amount - one.amount), each.id), default=None)


def explain_breaks(
    everything: tuple[Sequence[Prepared], Sequence[Prepared]],
    still_open: tuple[Sequence[Prepared], Sequence[Prepared]],
    matches: Iterable[Match],
    policy: MatchPolicy,
    as_of: date,
) -> list[Break]:
    """One break for every open item of both sides."""
    found = list(matches)
    taken = tuple(frozenset(item for match in found for item in item_ids(match, side)) for side in (Side.LEFT, Side.RIGHT))
    finders = (Finder(everything[0], taken[0]), Finder(everything[1], taken[1]))
    made: list[Break] = []
    for side, items, finder in ((Side.LEFT, still_open[0], finders[1]), (Side.RIGHT, still_open[1], finders[0])):
        for one in items:
            nearest, why = _why_not(one, finder, policy)
            made.append(Break(side, one.id, nearest, why, max(0, (as_of - one.item.day).days)))
    return made


def _why_not(one: Prepared, finder: Finder, policy: MatchPolicy) -> tuple[str, str]:
    if one.amount == 0:
        return "", "its amount is nil"
    if sharing := finder.sharing(one):
        return _about_reference(one, sharing, finder)
    equal, are_open = finder.equal(one)
    if equal:
        return _about_amount(one, equal, are_open, policy)
    nearest = finder.nearest_size(one)
    if nearest is None:
        return "", "the other side has no open item of this sign on this account"
    return nearest.id, f"no item has this amount or reference; the nearest open amount differs by Rs {rupee_text(_gap(one, nearest))}"


def _about_reference(one: Prepared, sharing: Sequence[Prepared], finder: Finder) -> tuple[str, str]:
    first = sharing[0]
    opens = [each for each in sharing if each.id not in finder.taken]
    if not opens:
        return first.id, "the item with its reference is matched with another: this may be a duplicate"
    if first.amount == one.amount:
        return opens[0].id, f"{len(sharing)} items share its reference and amount, none clearly the right one"
    if (opens[0].amount > 0) != (one.amount > 0):
        return opens[0].id, "same reference, but the money goes the other way"
    if len(opens) > 1:
        return opens[0].id, f"{len(opens)} items share its reference, and no set of them adds up to its amount"
    return opens[0].id, f"same reference, but the amount differs by Rs {rupee_text(_gap(one, opens[0]))}"


def _about_amount(one: Prepared, equal: Sequence[Prepared], are_open: bool, policy: MatchPolicy) -> tuple[str, str]:
    day = one.item.day
    spot = bisect_left(equal, day, key=lambda each: each.item.day)
    first = min(equal[max(0, spot - 1) : spot + 1], key=lambda each: (abs(days_apart(one, each)), each.id))
    apart = abs(days_apart(one, first))
    if not are_open:
        return first.id, "the item of this amount is matched with another"
    if apart > policy.window_days:
        return first.id, f"same amount, but {apart} days apart (window {policy.window_days})"
    window = timedelta(days=policy.window_days)
    near = bisect_right(equal, day + window, key=lambda each: each.item.day) - bisect_left(equal, day - window, key=lambda each: each.item.day)
    if near > 1:
        return first.id, f"{near} equal candidates inside the window, none clearly the right one"
    if references_conflict(one, first):
        return first.id, "same amount, but the bank references differ"
    return first.id, "same amount, but other items claim the same counterpart equally well"


def _gap(one: Prepared, other: Prepared) -> Paise:
    return Paise(abs(one.amount - other.amount))
