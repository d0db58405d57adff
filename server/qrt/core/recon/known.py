"""Reconciliations that were made before, by all that they follow from: a paper that comes late makes those anew whose lines it touches, and no other.

What is found is what would be found without it, for a reconciliation is a function of its items, policy, day and experience alone.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from qrt.core.base.canonical import digest
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Item, Reconciliation, ReconciliationKind

LINES_MOST = 100_000
"""Lines of both sides that are kept in all, some 1 kB each; the longest unasked go first."""


def follows_from(
    kind: ReconciliationKind, subject: str, left: Sequence[Item], right: Sequence[Item], policy: MatchPolicy, as_of: date, learnt: Learnt | None
) -> str:
    """SHA-256 over all that a reconciliation follows from; the order of the items is no part of it."""
    sides = [sorted(items, key=lambda item: item.id) for items in (left, right)]
    return digest([kind, subject, *sides, policy, as_of, learnt.digest if learnt else ""])


@dataclass
class Known:
    """What was made, by `follows_from`. It can be lost at any moment. asked, made: reconciliations that were asked for, and those of them that were made anew."""

    most: int = LINES_MOST
    asked: int = 0
    made: int = 0
    _found: OrderedDict[str, Reconciliation] = field(default_factory=OrderedDict)
    _lines: int = 0
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: str) -> Reconciliation | None:
        """What was made of the same, or None."""
        with self._lock:
            self.asked += 1
            found = self._found.get(key)
            if found is None:
                self.made += 1
            else:
                self._found.move_to_end(key)
            return found

    def keep(self, key: str, made: Reconciliation) -> None:
        """Keep what was made, and let the longest unasked go where that is too much."""
        with self._lock:
            if key not in self._found:
                self._found[key] = made
                self._lines += _size(made)
            while self._lines > self.most and self._found:
                self._lines -= _size(self._found.popitem(last=False)[1])


def _size(made: Reconciliation) -> int:
    return len(made.left) + len(made.right)
