"""Naive Bayes over signs, from whole counts: no random start, no order of the rows, the same answer everywhere."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

SMOOTH = 0.3
"""Added to every count, so that a sign that a class has never shown does not rule it out. Lists made by hand, where every word is meant, need less."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: examples by class, signs by class, and how many different signs there are."""

    classes: Mapping[str, int]
    signs: Mapping[str, Mapping[str, int]]
    totals: Mapping[str, int]
    vocabulary: int

    @property
    def size(self) -> int:
        return sum(self.classes.values())


def count(examples: Iterable[tuple[Sequence[str], str, int]]) -> Counted:
    """From (signs, class, weight) to counts. Weights are whole: an example of weight 3 counts as three."""
    classes: Counter[str] = Counter()
    signs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    for shown, label, weight in examples:
        classes[label] += weight
        for sign in shown:
            signs[sign][label] += weight
            totals[label] += weight
    return Counted(classes, signs, totals, max(len(signs), 1))


def posterior(counted: Counted, shown: Sequence[str], even: bool = False, smooth: float = SMOOTH) -> dict[str, float]:
    """Share of belief by class, summing to 1; {} when nothing was counted or no sign is known. `even` leaves out how frequent a class is.

    Signs that were never counted say nothing of any class and are passed over.
    """
    known = [sign for sign in shown if sign in counted.signs]
    if not known or not counted.classes:
        return {}
    size = counted.size
    scores: dict[str, float] = {}
    for label in sorted(counted.classes):
        room = counted.totals[label] + smooth * counted.vocabulary
        score = 0.0 if even else log(counted.classes[label] / size)
        scores[label] = score + sum(log((counted.signs[sign].get(label, 0) + smooth) / room) for sign in known)
    highest = max(scores.values())
    # Signs of one paper are not independent of each other: dividing by the root of their number keeps belief from being too sure of itself.
    soft = {label: exp((score - highest) / max(len(known), 1) ** 0.5) for label, score in scores.items()}
    total = sum(soft.values())
    return {label: value / total for label, value in soft.items()}
