"""What a company's decisions on matches teach its experience, measured on decisions that did not teach it before it counts in a close."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from qrt.core.recon.engine.experience import NEVER, STANDARD, Decided, Experience
from qrt.core.recon.engine.outcome import Outcome
from qrt.core.recon.engine.traits import may_be_alone

HELD_BACK = 5
"""Of so many decisions the newest one is held back, and measured on."""


@dataclass(frozen=True)
class Said:
    """One decision on a match that waited: what can be seen of the match, and whether people found it right."""

    pattern: str
    right: bool


@dataclass(frozen=True)
class Figures:
    """What an experience makes of decisions that did not teach it. loss: mean of -log of the probability of what people said; alone: matches that it would accept
    without a person, and how many of them people rejected."""

    decisions: int
    loss: float
    alone: int
    wrong: int


@dataclass(frozen=True)
class Lesson:
    """taught: the base with all decisions. better: whether, taught by the older decisions alone, it said the newest better than the base and accepted no more of what
    people rejected. stands: whether that still holds of the lesson in use."""

    taught: Experience
    base: Figures
    held: Figures
    better: bool
    stands: bool
    why: str

    def metrics(self) -> dict[str, Any]:
        """Figures of both, as they are kept."""
        return {name: vars(each) for name, each in (("champion", self.base), ("challenger", self.held))}


@dataclass(frozen=True)
class Material:
    """What one reconciliation tells. said: (order, decision) of matches that waited; waiting: patterns of all that did; alone: how many did not."""

    said: tuple[tuple[int, Said], ...]
    waiting: tuple[str, ...]
    alone: int


def material_of(outcome: Outcome, decided: Mapping[tuple[frozenset[str], frozenset[str]], tuple[int, bool]]) -> Material:
    """What people said of the matches of an outcome under the base. decided: by the lines of both sides, in which order and whether it was right."""
    lines = outcome.matches.group_by("match_id", maintain_order=True).agg(
        pl.col("status").first(), *(pl.col("line_id").filter(side=side).alias(side) for side in ("left", "right"))
    )
    rows = lines.join(outcome.patterns, on="match_id", maintain_order="left").select("status", "left", "right", "pattern").rows()
    said: list[tuple[int, Said]] = []
    waiting = [pattern for status, *_, pattern in rows if status != "auto"]
    for status, left, right, pattern in rows:
        found = decided.get((frozenset(left), frozenset(right)))
        if status != "auto" and found is not None:
            said.append((found[0], Said(pattern, found[1])))
    return Material(tuple(said), tuple(waiting), len(rows) - len(waiting))


def lesson_of(said: Sequence[Said], waiting: Iterable[str], alone: int, base: Experience, in_use: Experience | None = None) -> Lesson:
    """What decisions teach. said: oldest first, of matches that waited; waiting: the pattern of every match that did, decided or not; alone: matches of the same
    runs that were accepted without a person; in_use: the base with an earlier lesson."""
    count = Counter(waiting)
    pending = tuple((pattern, n, 0) for pattern, n in sorted(count.items()))
    kept = len(said) - max(1, len(said) // HELD_BACK)
    before = base.taught(_counted(said[:kept]), pending, alone, STANDARD)
    now, held = (_figures(each, said[kept:]) for each in (base, before))
    used = _figures(in_use, said[kept:]) if in_use else now
    why = (
        f"taught by {kept} decisions it says the {len(said) - kept} after them with a loss of {held.loss:.3f} instead of {now.loss:.3f}, and would accept "
        f"{held.alone} alone instead of {now.alone}, {held.wrong} instead of {now.wrong} of them wrong"
    )
    return Lesson(base.taught(_counted(said), pending, alone, STANDARD), now, held, _beats(held, now) and held.loss < now.loss, _beats(used, now), why)


def _beats(one: Figures, other: Figures) -> bool:
    return one.loss <= other.loss and one.wrong <= other.wrong


def lesson_content(taught: Experience) -> dict[str, Any]:
    """What a close is handed of it: counts by pattern, and the threshold that they bear."""
    return {"seen": [list(row) for row in taught.seen], "threshold": taught.threshold}


NO_LESSON: Mapping[str, Any] = {"seen": [], "threshold": NEVER}
"""What a close is handed where an earlier lesson does not count any more: `with_lesson` of it is the base."""


def with_lesson(base: Experience, content: Mapping[str, Any]) -> Experience:
    """The base with what a company's decisions taught (`lesson_content`). The threshold falls by it and never rises: to ask for more is the policy's."""
    seen: Decided = tuple((str(pattern), int(right), int(wrong)) for pattern, right, wrong in content["seen"])
    return replace(base.having_seen(seen), threshold=min(base.threshold, float(content["threshold"])))


def _counted(said: Sequence[Said]) -> Decided:
    counts = Counter((each.pattern, each.right) for each in said)
    return tuple((pattern, counts[pattern, True], counts[pattern, False]) for pattern in sorted({each.pattern for each in said}))


def _figures(experience: Experience, said: Sequence[Said]) -> Figures:
    patterns = pl.Series("pattern", [each.pattern for each in said], dtype=pl.String)
    p = experience.probability(patterns).fill_null(0.5).clip(1e-6, 1 - 1e-6).to_numpy()
    right = np.array([each.right for each in said], dtype=bool)
    alone = (p >= experience.threshold) & may_be_alone(patterns).to_numpy()
    loss = float(-np.log(np.where(right, p, 1 - p)).mean()) if len(said) else 0.0
    return Figures(len(said), round(loss, 6), int(alone.sum()), int((alone & ~right).sum()))
