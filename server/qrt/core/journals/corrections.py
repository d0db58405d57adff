"""What a person changed in one draft, and whether the next one of the same party asks for the same change."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Legs = Sequence[tuple[str, int]]
"""Ledger and signed paise of each leg."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A person moved an amount from one ledger to another in a draft. `who` and `on` say who and when, `entry` where."""

    was: str
    now: str
    who: str
    on: str
    entry: str


def moved_ledger(proposed: Legs, written: Legs) -> tuple[str, str] | None:
    """From which ledger to which a person moved an amount; None where nothing moved, or more than one thing, or the amount changed too."""
    gone, come = Counter(proposed), Counter(written)
    lost, won = list((gone - come).elements()), list((come - gone).elements())
    if len(lost) == len(won) == 1 and lost[0][1] == won[0][1] and lost[0][0] != won[0][0]:
        return lost[0][0], won[0][0]
    return None


def fitting_correction(legs: Legs, corrections: Iterable[Correction]) -> Correction | None:
    """The newest correction that this draft asks for too: it has the ledger that was wrong then, once, and not the right one. `corrections` newest first.

    A later correction the other way round takes an earlier one back: only the newest word on a ledger counts.
    """
    ledgers = Counter(name for name, _ in legs)
    spoken: set[str] = set()
    for each in corrections:
        if each.was not in spoken and each.now not in spoken and ledgers[each.was] == 1 and not ledgers[each.now]:
            return each
        spoken |= {each.was, each.now}
    return None
