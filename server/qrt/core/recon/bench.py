"""A reconciliation as people decide on it: matches accepted, rejected and made by hand, lines split, decisions taken back.

The page's flows and the replay of decisions in a later run work on this one table, so they cannot come to different states.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from qrt.core.base.canonical import digest
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, rupee_text
from qrt.core.recon.making import match_id
from qrt.core.recon.offers import weigh
from qrt.core.recon.types import Allocation, Break, Item, Match, MatchStatus, Reason, Side, Stage

MATCHED_BY_HAND = "a person matched these by hand"
PAIRED_OTHERWISE = "a person paired its lines otherwise"
"""Why a match is rejected that another one took the place of."""
TAKEN_BACK = "a person took the match back"
BEFORE = "Before the match: "
THE_REST = "the rest of a line that a person split"
RESTS_MOST = 99
"""Rests that one line can leave: more is no split but a ledger of its own."""

_REST = re.compile(r"^(.*)/rest(\d{1,2})$", re.DOTALL)
Key = tuple[Side, str]


def rejected_because(reason: str) -> str:
    """Why an item is open after a person rejected its match."""
    return "a person rejected the match" + (f": {reason.strip()}" if reason.strip() else "")


def _own_words(why: str) -> str:
    """What was said of a line before anybody matched it by hand, of a line that such a match was taken back of too."""
    return why.partition(BEFORE)[2] or (why.partition("Nearest now: ")[2] if why.startswith(TAKEN_BACK) else why)


def manual_match_id(left: Iterable[str], right: Iterable[str]) -> str:
    """The id of a match made by hand: it follows from its items."""
    return "manual:" + digest([sorted(left), sorted(right)])[:32]


def line_of(item: str) -> str:
    """The line that an item is, or is the rest of."""
    found = _REST.match(item)
    return found.group(1) if found else item


def line_called(item: Item | None) -> str:
    """A line as people know it: its day, its words, its amount. None is a line that the reconciliation does not have."""
    if item is None:
        return "A line that you chose"
    words = item.narration or item.party or item.reference
    return f"The line of {item.day:%d-%m-%Y}{f', “{words[:80]}”,' if words else ''} of {rupee_text(item.amount)}"


def rests_of(line: str) -> list[str]:
    """Names that rests of a line can have."""
    return [f"{line}/rest{number}" for number in range(1, RESTS_MOST + 1)]


def whole_lines(items: Iterable[Item]) -> tuple[Item, ...]:
    """The lines as their papers have them, whatever people split."""
    kept = (item for item in items if line_of(item.id) == item.id)
    return tuple(
        replace(item, amount=Paise(int(item.labels["whole_paise"])), labels={name: text for name, text in item.labels.items() if name != "whole_paise"})
        if "whole_paise" in item.labels
        else item
        for item in kept
    )


@dataclass(frozen=True, slots=True)
class Split:
    """The part of one line that a match uses, signed like the line; the rest stays open."""

    side: Side
    item: str
    part: Paise


@dataclass(frozen=True, slots=True)
class Named:
    """Why two sides that belong together differ, and the entry that will book it ("" for none). `amount` is left minus right."""

    amount: Paise
    cause: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a person brings together."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    split: Split | None = None
    named: Named | None = None

    @property
    def name(self) -> str:
        """The id of the match that this makes."""
        return manual_match_id(self.left, self.right)

    def content(self) -> dict[str, Any]:
        """What the decision keeps."""
        kept: dict[str, Any] = {"left": sorted(self.left), "right": sorted(self.right)}
        if self.split:
            kept["split"] = {"side": self.split.side.value, "item": self.split.item, "part_paise": self.split.part}
        if self.named:
            kept["difference"] = {"amount_paise": self.named.amount, "cause": self.named.cause, "entry": self.named.entry}
        return kept

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "ByHand":
        """From what a decision kept."""
        split, named = content.get("split"), content.get("difference")
        return cls(
            left=tuple(str(each) for each in content["left"]),
            right=tuple(str(each) for each in content["right"]),
            split=Split(Side(split["side"]), str(split["item"]), Paise(int(split["part_paise"]))) if split else None,
            named=Named(Paise(int(named["amount_paise"])), str(named["cause"]), str(named.get("entry", ""))) if named else None,
        )


@dataclass(slots=True)
class Bench:
    """Items, matches and breaks under work. It may hold a part of a reconciliation, if it has all pieces of each line that it has.

    Every act asks first whether it may be done and changes nothing when it raises Refused.
    """

    as_of: date
    items: dict[Key, Item]
    matches: dict[str, Match]
    breaks: dict[Key, Break]
    holders: dict[Key, str] = field(init=False)
    """Which live match holds an item."""
    said: dict[Key, str] = field(default_factory=dict)
    """What stood beside a line before a person matched it by hand: it is said again where that match is taken back."""

    def __post_init__(self) -> None:
        live = (match for match in self.matches.values() if match.status is not MatchStatus.REJECTED)
        self.holders = {(part.side, part.item): match.id for match in live for part in match.allocations}

    def accept(self, name: str) -> None:
        """Agree with a match. Raises Refused recon.unknown, recon.not_suggested."""
        match = self._match(name)
        if match.status not in (MatchStatus.AUTO, MatchStatus.SUGGESTED):
            raise Refused("recon.not_suggested", f"This match is {match.status} already.")
        self._decide(match, MatchStatus.ACCEPTED)

    def release(self, name: str) -> None:
        """Let a match that was accepted without a person wait for one. Raises Refused recon.unknown, recon.not_automatic."""
        match = self._match(name)
        if match.status is not MatchStatus.AUTO:
            raise Refused("recon.not_automatic", f"This match is {match.status}: nobody accepted it without a person.")
        self._decide(match, MatchStatus.SUGGESTED)

    def reject(self, name: str, reason: str = "") -> None:
        """Disagree with a match: its items are open again. Raises Refused recon.unknown, recon.not_suggested."""
        match = self._match(name)
        if match.status is MatchStatus.REJECTED:
            raise Refused("recon.not_suggested", "This match is rejected already.")
        self._decide(match, MatchStatus.REJECTED)
        self._open(match, rejected_because(reason), near=False)

    def offer(self, rejected: str, left: str, right: str) -> None:
        """Let the next candidate take the place of a rejected match, where both lines are open and one of them was that match's. Else nothing happens."""
        match, name, keys = self._match(rejected), match_id((left,), (right,)), {(Side.LEFT, left), (Side.RIGHT, right)}
        if match.status is not MatchStatus.REJECTED or name in self.matches or not keys <= self.breaks.keys():
            return
        if not any((part.side, part.item) in keys for part in match.allocations):
            return
        ours, theirs = self.items[Side.LEFT, left], self.items[Side.RIGHT, right]
        found = weigh(theirs, ours)
        allocations = (Allocation(Side.LEFT, left, ours.amount), Allocation(Side.RIGHT, right, theirs.amount))
        difference = Paise(ours.amount - theirs.amount)
        self._put(Match(name, Stage.NEXT_BEST, allocations, found.score, 0.0, MatchStatus.SUGGESTED, found.reasons, difference))

    def stands(self, side: Side, item: str, nearest: str, failed: str) -> None:
        """Say of an open line what came nearest to it when a person opened it, and what keeps the two apart."""
        broken, before = self.breaks[side, item], self.said.get((side, item), failed)
        why = f"{broken.why_not}. Nearest now: {failed}" + (f". {BEFORE}{before}" if before not in ("", failed) and broken.why_not == TAKEN_BACK else "")
        self.breaks[side, item] = replace(broken, nearest=nearest, why_not=why)

    def make(self, wanted: ByHand) -> str:
        """Bring open items of both sides together and give the match's name.

        Raises Refused recon.one_sided, recon.not_open, recon.not_splittable, recon.unbalanced (the sentence names the difference).
        """
        if not wanted.left or not wanted.right:
            raise Refused("recon.one_sided", "Choose at least one line of each side.")
        keys = [(Side.LEFT, item) for item in dict.fromkeys(wanted.left)] + [(Side.RIGHT, item) for item in dict.fromkeys(wanted.right)]
        for key in keys:
            if key not in self.breaks or key not in self.items:
                raise Refused("recon.not_open", f"{line_called(self.items.get(key))} is not open here any more: it is matched, or split. Choose again.")
        amounts = {key: self.items[key].amount for key in keys}
        if wanted.split:
            amounts[wanted.split.side, wanted.split.item] = self._checked_part(wanted.split, keys)
        difference = Paise(sum(amount if side is Side.LEFT else -amount for (side, _), amount in amounts.items()))
        if difference != (wanted.named.amount if wanted.named else 0):
            raise Refused(
                "recon.unbalanced", f"The two sides differ by {rupee_text(difference)}. Choose lines that agree, split one, or say what the difference is."
            )
        self.said |= {key: _own_words(self.breaks[key].why_not) for key in keys}
        if wanted.split:
            self._split(wanted.split)
        reasons = (Reason(MATCHED_BY_HAND, 1.0), *self._why_differs(wanted.named))
        if wanted.named and wanted.named.entry:
            keys += [key for key in self._booked(wanted.named.entry) if key not in keys]
            difference = Paise(sum(self.items[key].amount if key[0] is Side.LEFT else -self.items[key].amount for key in keys))
        earlier = (*before.earlier, before.status) if (before := self.matches.get(wanted.name)) else ()
        allocations = tuple(Allocation(side, item, self.items[side, item].amount) for side, item in sorted(keys))
        self._put(Match(wanted.name, Stage.MANUAL, allocations, 1.0, 1.0, MatchStatus.ACCEPTED, reasons, difference, earlier))
        return wanted.name

    def undo(self, name: str) -> None:
        """Take back the last decision on a match: it is as it was before; one made by hand is gone and its items are open.

        Raises Refused recon.unknown, recon.nothing_to_undo, recon.not_open (its items are in use since then).
        """
        match = self._match(name)
        if match.stage is not Stage.MANUAL and not match.earlier:
            raise Refused("recon.nothing_to_undo", "Nobody decided on this match.")
        if not match.earlier:
            self._open(match, TAKEN_BACK)
            del self.matches[name]
            return
        status, earlier = match.earlier[-1], match.earlier[:-1]
        again = replace(match, status=status, earlier=earlier)
        if match.status is MatchStatus.REJECTED:
            self._retake(match)
            self._put(again)
            return
        self.matches[name] = again
        if status is MatchStatus.REJECTED:
            self._open(match, TAKEN_BACK)

    def _match(self, name: str) -> Match:
        if name not in self.matches:
            raise Refused("recon.unknown", "There is no such match.")
        return self.matches[name]

    def _decide(self, match: Match, status: MatchStatus) -> None:
        self.matches[match.id] = replace(match, status=status, earlier=(*match.earlier, match.status))

    def _put(self, match: Match) -> None:
        """A live match takes its items out of the open ones."""
        self.matches[match.id] = match
        for part in match.allocations:
            del self.breaks[part.side, part.item]
            self.holders[part.side, part.item] = match.id

    def _retake(self, match: Match) -> None:
        """Make the items of a rejected match open: a candidate that only took its place steps back. Raises Refused("recon.not_open")."""
        held = {self.holders[part.side, part.item] for part in match.allocations if (part.side, part.item) in self.holders}
        stand_in = {name for name in held if self.matches[name].stage is Stage.NEXT_BEST and self.matches[name].status is MatchStatus.SUGGESTED}
        freed = {(part.side, part.item) for name in stand_in for part in self.matches[name].allocations}
        for part in match.allocations:
            key = (part.side, part.item)
            if key not in self.items and self._host(part, freed):
                continue
            if key not in freed and key not in self.breaks:
                raise Refused("recon.not_open", "A line of this match is matched with another since then. Take that back first.")
            amount = self.items[key].amount
            if abs(amount) < abs(part.amount) or (amount > 0) != (part.amount > 0):
                raise Refused("recon.not_open", "A line of this match is split since then. Take that back first.")
        for name in sorted(stand_in):
            self._open(self.matches[name], "its match is as it was")
            del self.matches[name]
        for part in match.allocations:
            # It used a part of the line, and the pieces are one line again meanwhile: under the name of this one, or of another.
            if (part.side, part.item) not in self.items:
                self._cut_out(part)
            elif self.items[part.side, part.item].amount != part.amount:
                self._split(Split(part.side, part.item, part.amount))

    def _host(self, part: Allocation, freed: Collection[Key] = ()) -> str:
        """The open piece of the line, or the one about to be (`freed`), that took in the piece that a match used; "" where there is none that is as large."""
        for item in self._pieces(part.side, line_of(part.item)):
            amount = self.items[part.side, item].amount
            opens = (part.side, item) in self.breaks or (part.side, item) in freed
            if opens and abs(amount) > abs(part.amount) and (amount > 0) == (part.amount > 0):
                return item
        return ""

    def _cut_out(self, part: Allocation) -> None:
        """That piece under its own name again, open beside what is left of the one that took it in."""
        item = self._host(part)
        host = self.items[part.side, item]
        labels = {**host.labels, "whole_paise": host.labels.get("whole_paise") or str(host.amount)}
        self.items[part.side, item] = replace(host, amount=Paise(host.amount - part.amount), labels=labels)
        self.items[part.side, part.item] = replace(host, id=part.item, amount=part.amount, labels=labels)
        self.breaks[part.side, part.item] = Break(part.side, part.item, "", THE_REST, self._age((part.side, part.item)))

    def _open(self, match: Match, why: str, near: bool = True) -> None:
        """The items of a match are open; the open pieces of one line are one line again. near: what they were matched with is still what comes nearest to them."""
        sides = {side: sorted(part.item for part in match.allocations if part.side is side) for side in Side}
        for part in match.allocations:
            key = (part.side, part.item)
            self.holders.pop(key, None)
            nearest = min(sides[Side.RIGHT if part.side is Side.LEFT else Side.LEFT], default="") if near else ""
            self.breaks[key] = Break(part.side, part.item, nearest, why, self._age(key))
            self._join(part.side, line_of(part.item))

    def _age(self, key: Key) -> int:
        return max((self.as_of - self.items[key].day).days, 0)

    def _pieces(self, side: Side, line: str) -> list[str]:
        """The line and its rests, in order. Rests have no gaps: a new one takes the next number and an old one goes only into a piece before it."""
        return [item for item in (line, *rests_of(line)) if (side, item) in self.items]

    def _checked_part(self, split: Split, keys: Sequence[Key]) -> Paise:
        key = (split.side, split.item)
        if key not in keys:
            raise Refused("recon.not_splittable", "Only a line that you chose can be split.")
        item = self.items[key]
        if item.taxes:
            raise Refused("recon.not_splittable", "A document with its taxes is matched whole.")
        if not 0 < abs(split.part) < abs(item.amount) or (split.part > 0) != (item.amount > 0):
            raise Refused("recon.not_splittable", f"{rupee_text(split.part)} is no part of {rupee_text(item.amount)}.")
        if len(self._pieces(split.side, line_of(split.item))) > RESTS_MOST:
            raise Refused("recon.not_splittable", "This line is split into a hundred pieces already.")
        return split.part

    def _split(self, split: Split) -> None:
        """The line shrinks to its part, and the rest stands open as a line of its own."""
        key, line = (split.side, split.item), line_of(split.item)
        item, pieces = self.items[key], self._pieces(split.side, line)
        whole = item.labels.get("whole_paise") or str(item.amount)
        labels = {**item.labels, "whole_paise": whole}
        free = next(name for name in rests_of(line) if name not in pieces)
        self.items[key] = replace(item, amount=split.part, labels=labels)
        rest = replace(item, id=free, amount=Paise(item.amount - split.part), labels=labels)
        self.items[split.side, free] = rest
        self.breaks[split.side, free] = Break(split.side, free, "", THE_REST, self._age(key))

    def _join(self, side: Side, line: str) -> None:
        """The open pieces of one line are one open line, under the name of the first of them."""
        pieces = self._pieces(side, line) if "whole_paise" in self.items[side, line].labels else []
        opens = [item for item in pieces if (side, item) in self.breaks]
        if len(opens) < 2:
            return
        first, *others = opens
        total = Paise(sum(self.items[side, item].amount for item in opens))
        joined = replace(self.items[side, first], amount=total)
        if len(pieces) == len(opens):
            joined = replace(joined, labels={name: text for name, text in joined.labels.items() if name != "whole_paise"})
        self.items[side, first] = joined
        for item in others:
            del self.items[side, item], self.breaks[side, item]

    def _why_differs(self, named: Named | None) -> tuple[Reason, ...]:
        return (Reason(f"the sides differ by Rs {rupee_text(Paise(abs(named.amount)))}: {named.cause}", 0.0),) if named else ()

    def _booked(self, entry: str) -> list[Key]:
        """The open legs of the entry that books a difference: they belong to the match."""
        return [key for key in sorted(self.breaks) if key[0] is Side.LEFT and key[1].rpartition("#")[0] == entry]


def assert_pieces(before: Iterable[tuple[Side, Item]], bench: Bench) -> None:
    """What a line is worth stands in its pieces, each in one live match with its own amount, or open; and at most one piece of a line is open."""
    worth: dict[Key, int] = {}
    opens: dict[Key, int] = {}
    for (side, item), row in bench.items.items():
        line = (side, line_of(item))
        worth[line] = worth.get(line, 0) + row.amount
        opens[line] = opens.get(line, 0) + ((side, item) in bench.breaks)
    for side, item in before:
        assert worth.pop((side, item.id), None) == item.amount, f"{item.id}: its pieces are not its amount"
        assert opens[side, item.id] <= 1, f"{item.id}: two pieces of it are open"
    assert not worth, "a line was made out of nothing"
