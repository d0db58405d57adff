"""What speaks for a pair of items, and how much: the weights of its reasons are its score."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from qrt.core.base.money import Paise
from qrt.core.recon.references import declared_keys, party_name, probed_keys
from qrt.core.recon.types import Item, Reason

PARTY_AGREES = 80
PARTY_DIFFERS = 45


@dataclass(frozen=True, slots=True)
class Prepared:
    """An item with everything that stages compare. `hard` are the keys of its own bank reference: two hard references that differ speak against a pair."""

    item: Item
    account: str
    keys: frozenset[str]
    hard: frozenset[str]
    party: str
    text: str

    @property
    def id(self) -> str:
        return self.item.id

    @property
    def amount(self) -> Paise:
        return self.item.amount


def prepare(left: Sequence[Item], right: Sequence[Item]) -> tuple[list[Prepared], list[Prepared]]:
    """Both sides with their keys, in an order that depends on content alone."""
    stated_left, stated_right = [declared_keys(item) for item in left], [declared_keys(item) for item in right]
    vocabulary_left = frozenset(key for keys in stated_left for key in keys if key[0] != "u")
    vocabulary_right = frozenset(key for keys in stated_right for key in keys if key[0] != "u")
    return _side(left, stated_left, vocabulary_right), _side(right, stated_right, vocabulary_left)


def _side(items: Sequence[Item], stated: Sequence[frozenset[str]], vocabulary: frozenset[str]) -> list[Prepared]:
    made = [
        Prepared(
            item=item,
            account=item.labels.get("account", ""),
            keys=keys | probed_keys(item, vocabulary),
            hard=frozenset(key for key in keys if key[0] in "un"),
            party=party_name(item.party),
            text=party_name(f"{item.party} {item.narration}"),
        )
        for item, keys in zip(items, stated, strict=True)
    ]
    return sorted(made, key=content_order)


def content_order(each: Prepared) -> tuple[object, ...]:
    """Order by what an item says; its id comes last, so that equal items alone are ordered by it."""
    item = each.item
    return (item.day, item.amount, item.reference, item.narration, item.party, item.id)


class PartyLikeness:
    """How alike two parties are, 0 to 100; -1 where one side names none. Remembers what it has compared."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str, str, str], float] = {}

    def __call__(self, left: Prepared, right: Prepared) -> float:
        key = (left.party, left.text, right.party, right.text)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = _likeness(left, right)
        return found


def _likeness(left: Prepared, right: Prepared) -> float:
    scores: list[float] = []
    if left.party and right.party:
        scores.append(fuzz.token_sort_ratio(left.party, right.party))
        if min(len(left.party), len(right.party)) >= 6:
            # Banks cut names off: MARUDHAM ENGINEE for Marudham Engineering.
            scores.append(fuzz.partial_ratio(left.party, right.party))
    for name, text in ((left.party, right.text), (right.party, left.text)):
        if len(name) >= 5 and name in text:
            scores.append(100.0)
        elif len(name) >= 8 and len(text) >= len(name):
            scores.append(fuzz.partial_ratio(name, text) - 5)
    if not scores:
        return -1.0
    best = max(scores)
    return best if (left.party and right.party) or best >= PARTY_AGREES else -1.0


def days_apart(left: Prepared, right: Prepared) -> int:
    """Signed: positive when the right side is later."""
    return (right.item.day - left.item.day).days


def date_reason(days: int, window: int) -> Reason:
    """Same day weighs .15, the edge of the window nothing."""
    weight = round(0.15 * max(0.0, 1 - abs(days) / (window + 1)), 4)
    if days == 0:
        return Reason("same day", weight)
    return Reason(f"{abs(days)} day{'s' if abs(days) != 1 else ''} {'later' if days > 0 else 'earlier'} on the other side", weight)


def party_reason(likeness: float) -> Reason | None:
    """Agreement weighs .3, clear difference -.2, no name nothing."""
    if likeness < 0:
        return None
    if likeness >= PARTY_AGREES:
        return Reason(f"party agrees ({likeness:.0f} of 100)", round(0.30 * likeness / 100, 4))
    if likeness < PARTY_DIFFERS:
        return Reason("the parties differ", -0.20)
    return Reason(f"party resembles ({likeness:.0f} of 100)", round(0.10 * likeness / 100, 4))


def references_conflict(left: Prepared, right: Prepared) -> bool:
    """Both state a bank reference of the same form, and none is shared."""
    if left.keys & right.keys:
        return False
    return any({key for key in left.hard if key[0] == form} and {key for key in right.hard if key[0] == form} for form in "un")


def shared_reference(left: Prepared, right: Prepared) -> str:
    """A reference that both have, for people; "" when they share none."""
    common = sorted(left.keys & right.keys, key=lambda key: (-len(key), key))
    return common[0][2:] if common else ""


def is_round(amount: Paise) -> bool:
    """Whole hundreds of rupees are met by chance; odd amounts seldom are."""
    return amount % 10_000 == 0


Likeness = Callable[[Prepared, Prepared], float]
