"""What an open line may belong to, from what the two lines say: signed parts that add up to a score. A person decides; nothing here accepts.

The weights are a plain order of evidence, not probabilities: the same amount outranks a shared number, a number outranks words, words outrank days.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qrt.core.base.money import Paise, rupee_text
from qrt.core.recon.types import Item, Reason

ENOUGH = 0.5
"""From this score on the next candidate takes a rejected one's place: the same amount, or nearly the same and a number in common."""

_NUMBER = re.compile(r"[A-Z]*\d[A-Z\d]{3,}")
_WORD = re.compile(r"[A-Z]{3,}")
_COMMON = frozenset({"AND", "BANK", "FOR", "FROM", "IMPS", "IND", "LIMITED", "LTD", "NEFT", "PAYMENT", "PRIVATE", "PVT", "RTGS", "THE", "TRANSFER", "UPI"})


@dataclass(frozen=True, slots=True)
class Offer:
    """A line of the other side that may be the counterpart; the weights of its reasons add up to its score."""

    item: str
    score: float
    reasons: tuple[Reason, ...]


def weigh(one: Item, other: Item) -> Offer:
    """How well `other` fits `one`."""
    reasons = [_amounts(one, other), *_numbers(one, other), *_words(one, other), _days(one, other), *_labels(one, other)]
    return Offer(other.id, round(sum(reason.weight for reason in reasons), 4), tuple(reasons))


def rank_offers(one: Item, others: Iterable[Item], most: int = 5) -> tuple[Offer, ...]:
    """The best of `others` for `one`, best first; money that goes the other way is never offered. The order of `others` does not matter."""
    found = [(weigh(one, other), other) for other in others if (other.amount > 0) == (one.amount > 0) and one.amount and other.amount]
    found.sort(key=lambda pair: (-pair[0].score, abs(pair[1].amount - one.amount), abs((pair[1].day - one.day).days), pair[1].id))
    return tuple(offer for offer, _ in found[:most])


def _amounts(one: Item, other: Item) -> Reason:
    gap = abs(one.amount - other.amount)
    if not gap:
        return Reason("amounts agree to the paisa", 0.5)
    # In thousandths of the larger one, in whole numbers: no float touches money.
    share = gap * 1000 // max(abs(one.amount), abs(other.amount))
    weight = 0.4 if share < 1 else 0.25 if share < 20 else 0.1 if share < 100 else -0.2
    return Reason(f"amounts differ by Rs {rupee_text(Paise(gap))}", weight)


def _numbers(one: Item, other: Item) -> tuple[Reason, ...]:
    ours, theirs = (frozenset(_NUMBER.findall(f"{each.reference} {each.narration}".upper())) for each in (one, other))
    if shared := sorted(ours & theirs, key=lambda text: (-len(text), text)):
        return (Reason(f"both name {shared[0]}", 0.3),)
    if one.reference and other.reference and ours and theirs:
        return (Reason("their numbers differ", -0.05),)
    return ()


def _words(one: Item, other: Item) -> tuple[Reason, ...]:
    ours, theirs = (frozenset(_WORD.findall(f"{each.party} {each.narration}".upper())) - _COMMON for each in (one, other))
    shared = sorted(ours & theirs)
    if not shared:
        return ()
    weight = round(0.15 * len(shared) / min(len(ours), len(theirs)), 4)
    return (Reason(f"words in common: {' '.join(shared[:4]).capitalize()}", weight),)


def _days(one: Item, other: Item) -> Reason:
    apart = abs((one.day - other.day).days)
    weight = 0.05 if apart <= 3 else 0.0 if apart <= 15 else -0.05 if apart <= 45 else -0.1
    return Reason("same day" if not apart else f"{apart} day{'' if apart == 1 else 's'} apart", weight)


def _labels(one: Item, other: Item) -> tuple[Reason, ...]:
    ours, theirs = (each.labels.get("gstin", "") for each in (one, other))
    if not ours or not theirs:
        return ()
    return (Reason("same GSTIN", 0.1),) if ours == theirs else (Reason("GSTINs differ", -0.3),)
