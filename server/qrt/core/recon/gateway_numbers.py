"""What lines of the books and of a gateway's report have in common by number: each payment by its own, entries of a settlement by the settlement's.

A number in common and amounts equal to the paisa are accepted; sums of days and months without a number are suggested. What is left goes to the engine, which has no
number to go by then: whatever it finds waits for a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from qrt.core.recon.gateway import FEE, PAYOUT, TAX, key_of, named_in
from qrt.core.recon.making import match_id
from qrt.core.recon.types import Allocation, Item, Match, MatchStatus, Reason, Side, Stage

NO_NUMBER = "no number in common: a person says that they belong together"
NUMBER_POINTS, AMOUNT_POINTS, SUM_POINTS = 8.0, 4.0, 2.0
DAYS_APART_MOST = 120
"""A number may be used again after so long: order numbers begin anew with a year."""


def matched_by_number(left: Sequence[Item], right: Sequence[Item]) -> tuple[list[Match], list[Item], list[Item]]:
    """(matches, our lines that are left, theirs). No line is in two matches."""
    work = _Work(left, right)
    work.payments()
    work.settlements()
    work.fees_of_payments()
    work.sums()
    return work.matches, [item for item in left if item.id not in work.used[Side.LEFT]], [item for item in right if item.id not in work.used[Side.RIGHT]]


def for_a_person(matches: Iterable[Match]) -> list[Match]:
    """What the engine accepted without a number, as suggestions."""
    return [
        replace(each, status=MatchStatus.SUGGESTED, reasons=(*each.reasons, Reason(NO_NUMBER, 0.0))) if each.status is MatchStatus.AUTO else each
        for each in matches
    ]


class _Work:
    def __init__(self, left: Sequence[Item], right: Sequence[Item]) -> None:
        self.left, self.right = left, right
        self.matches: list[Match] = []
        self.used: dict[Side, set[str]] = {Side.LEFT: set(), Side.RIGHT: set()}
        self.names = {item.id: named_in(item) for item in left}
        self.by_name: defaultdict[str, list[Item]] = defaultdict(list)
        for item in left:
            for name in self.names[item.id]:
                self.by_name[name].append(item)

    def payments(self) -> None:
        """Rows by their own number and amount; the surest of a row's numbers first. Two equal lines of one number are one doubt for a person."""
        rows = [item for item in self.right if item.labels.get("ids")]
        depth = max((len(item.labels["ids"].split("|")) for item in rows), default=0)
        for place in range(depth):
            pairs: defaultdict[tuple[str, int], tuple[list[Item], list[Item]]] = defaultdict(lambda: ([], []))
            for item in rows:
                ids = item.labels["ids"].split("|")
                if item.id not in self.used[Side.RIGHT] and place < len(ids):
                    pairs[ids[place], item.amount][1].append(item)
            for (number, amount), (ours, _) in pairs.items():
                ours += [item for item in self.by_name[number] if item.amount == amount and item.id not in self.used[Side.LEFT]]
            for (number, _), (ours, theirs) in pairs.items():
                # A line may name a payment and its order: what another number of its own took meanwhile is gone.
                free = [item for item in ours if item.id not in self.used[Side.LEFT]]
                if free and theirs and abs((free[0].day - theirs[0].day).days) <= DAYS_APART_MOST:
                    self._pair(number, free, theirs)

    def _pair(self, number: str, ours: list[Item], theirs: list[Item]) -> None:
        alone = len(ours) == len(theirs) == 1
        order = sorted(ours, key=lambda item: (item.day, item.id)), sorted(theirs, key=lambda item: (item.day, item.id))
        for one, other in zip(*order, strict=False):
            doubt = () if alone else (Reason("the number stands in several lines of this amount: which is which is for a person to say", 0.0),)
            said = Reason(f"same number {other.reference if key_of(other.reference) == number else number}", NUMBER_POINTS)
            self._match(Stage.EXACT, [one], [other], (said, Reason("amounts equal", AMOUNT_POINTS), *doubt), accepted=alone)

    def settlements(self) -> None:
        """Entries that name a settlement or its transfer: its payout, its fee and tax, each or together, and its receipts in one sum."""
        numbers: defaultdict[str, set[str]] = defaultdict(set)
        parts: defaultdict[str, list[Item]] = defaultdict(list)
        for item in self.right:
            if settlement := item.labels.get("settlement"):
                parts[settlement].append(item)
                numbers[settlement] |= {key_of(text) for text in (settlement, item.labels.get("utr", "")) if text}
        known: defaultdict[str, set[str]] = defaultdict(set)
        for settlement, names in numbers.items():
            for name in names:
                known[name].add(settlement)
        entries: defaultdict[str, list[Item]] = defaultdict(list)
        for item in self._free(Side.LEFT, self.left):
            named = {settlement for name in self.names[item.id] for settlement in known.get(name, ())}
            if len(named) == 1:
                entries[named.pop()].append(item)
        for settlement, ours in sorted(entries.items()):
            self._settlement(settlement, ours, parts[settlement])

    def _settlement(self, settlement: str, ours: list[Item], parts: list[Item]) -> None:
        reasons = (Reason(f"both name settlement {settlement}", NUMBER_POINTS), Reason("sums equal to the paisa", AMOUNT_POINTS))
        taxed = any(item.labels.get("what") == TAX for item in parts)
        for mine in _groups_of_ours(ours):
            mine = self._free(Side.LEFT, mine)
            options = [
                group
                for group in _groups_of(self._free(Side.RIGHT, parts), taxed=taxed)
                if mine and sum(i.amount for i in group) == sum(i.amount for i in mine)
            ]
            if len(options) == 1:
                self._match(Stage.REFERENCE_AND_SUM, mine, options[0], reasons, accepted=True)

    def fees_of_payments(self) -> None:
        """Fees and their tax that the books have payment by payment, against those of the settlement that holds the payments."""
        home: dict[str, str] = {}
        for item in self.right:
            for number in item.labels.get("ids", "").split("|"):
                home.setdefault(number, item.labels.get("settlement", ""))
        entries: defaultdict[str, list[Item]] = defaultdict(list)
        for item in self._free(Side.LEFT, self.left):
            named = {home[name] for name in self.names[item.id] if home.get(name)}
            if item.amount < 0 and len(named) == 1:
                entries[named.pop()].append(item)
        for settlement, ours in sorted(entries.items()):
            kept = [
                item for item in self._free(Side.RIGHT, self.right) if item.labels.get("settlement") == settlement and item.labels.get("what") in (FEE, TAX)
            ]
            options = [group for group in _some_of(kept) if sum(i.amount for i in group) == sum(i.amount for i in ours)]
            reasons = (Reason(f"fees of payments that settlement {settlement} holds", NUMBER_POINTS), Reason("sums equal to the paisa", AMOUNT_POINTS))
            if len(options) == 1:
                self._match(Stage.REFERENCE_AND_SUM, ours, options[0], reasons, accepted=True)

    def sums(self) -> None:
        """Entries without a number that are the sum of a day's payments, or of a month's fees: suggested, where one sum alone fits."""
        groups: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
        for item in self._free(Side.RIGHT, self.right):
            what, month = item.labels.get("what", ""), f"{item.day:%Y-%m}"
            if what in (FEE, TAX):
                groups["the gateway's fees and their GST of", month].append(item)
                groups["the gateway's fees of" if what == FEE else "GST on the gateway's fees of", month].append(item)
            elif what != PAYOUT:
                groups[f"every {what} of", f"{item.day:%d-%m-%Y}"].append(item)
                groups["all rows of", f"{item.day:%d-%m-%Y}"].append(item)
        by_sum: defaultdict[int, list[tuple[str, list[Item]]]] = defaultdict(list)
        for (words, when), items in sorted(groups.items()):
            if len(items) > 1:
                by_sum[sum(item.amount for item in items)].append((f"{words} {when}", items))
        for item in sorted(self._free(Side.LEFT, self.left), key=lambda each: (each.day, each.id)):
            fits = [(said, items) for said, items in by_sum.get(item.amount, ()) if _close(item, items) and items == self._free(Side.RIGHT, items)]
            if fits and all({i.id for i in items} == {i.id for i in fits[0][1]} for _, items in fits):
                reasons = (Reason(f"the sum of {fits[0][0]}, to the paisa", SUM_POINTS), Reason(NO_NUMBER, 0.0))
                self._match(Stage.SUM_OF_RIGHT, [item], fits[0][1], reasons, accepted=False)

    def _free(self, side: Side, items: Iterable[Item]) -> list[Item]:
        return [item for item in items if item.id not in self.used[side]]

    def _match(self, stage: Stage, ours: Sequence[Item], theirs: Sequence[Item], reasons: tuple[Reason, ...], *, accepted: bool) -> None:
        parts = [(Side.LEFT, item) for item in ours] + [(Side.RIGHT, item) for item in theirs]
        allocations = tuple(Allocation(side, item.id, item.amount) for side, item in sorted(parts, key=lambda part: (part[0], part[1].id)))
        score = sum(reason.weight for reason in reasons)
        status = MatchStatus.AUTO if accepted else MatchStatus.SUGGESTED
        name = match_id([item.id for item in ours], [item.id for item in theirs])
        self.matches.append(Match(name, stage, allocations, score, score if accepted else 0.0, status, reasons))
        for side, item in parts:
            self.used[side].add(item.id)


def _groups_of_ours(items: Sequence[Item]) -> list[list[Item]]:
    """Each entry by itself, then all receipts, all that went out, and all together: the books may have a settlement in one leg or in several."""
    ordered = sorted(items, key=lambda item: (item.day, item.id))
    inward, outward = [item for item in ordered if item.amount > 0], [item for item in ordered if item.amount < 0]
    return [*([item] for item in ordered), *(some for some in (inward, outward, ordered) if len(some) > 1)]


def _some_of(items: Sequence[Item]) -> list[list[Item]]:
    return [list(some) for size in range(1, len(items) + 1) for some in combinations(items, size)]


def _groups_of(items: Sequence[Item], *, taxed: bool) -> list[list[Item]]:
    """What an entry about a settlement can be of its open lines: each of payout, fee and tax, what was kept, all that went out; its receipts, or those less what went
    back. A payout with the tax alone is nobody's entry: it is a payout that was typed wrong by as much.

    taxed: whether the settlement states tax, open or not.
    """
    whole = [item for item in items if item.labels.get("what") in (FEE, TAX, PAYOUT)]
    rows = [item for item in items if item not in whole]
    inward = [item for item in rows if item.amount > 0]
    kept = [item for item in whole if item.labels.get("what") != PAYOUT]
    options = [[item] for item in whole]
    if {item.labels.get("what") for item in kept} == ({FEE, TAX} if taxed else {FEE}):
        options += [kept] if taxed else []
        options += [whole] if len(whole) > len(kept) else []
    options += [inward] if inward else []
    options += [rows] if len(rows) > len(inward) else []
    # What is left of the receipts after fee and tax: the entry of a company that books what it gets.
    options += [[*rows, *kept]] if rows and kept else []
    return options


def _close(item: Item, others: Sequence[Item]) -> bool:
    """A day's sum is booked within a week, a month's fees within the month after."""
    last = max(other.day for other in others)
    fees = all(other.labels.get("what") in (FEE, TAX) for other in others)
    return -7 <= (item.day - last).days <= (31 if fees else 7)
