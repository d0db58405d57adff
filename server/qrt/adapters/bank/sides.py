"""Which way the lines of a bank's table went, and in which order they stand: balances prove it, days and signs where there are none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qrt.adapters.bank.columns import Surroundings, TableColumns, says_owed
from qrt.core.base.money import Paise

_BREAKS_MAX = 0.2
"""A column of amounts without signs breaks at every second line; one with signs only where a line is wrong."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A line as it stands on the paper. `out` and `into` are sizes by column, `single` is the one amount column with the sign that is known for it; `minus` says that its own minus told it, and no word."""

    row: int
    day: date
    value_day: date | None
    narration: str
    reference: str
    out: Paise | None
    into: Paise | None
    single: Paise | None
    single_known: bool
    balance: Paise | None
    minus: bool = False

    def amount(self, swapped: bool) -> Paise:
        """Money in positive."""
        if self.single is not None:
            return self.single
        out, into = (self.into, self.out) if swapped else (self.out, self.into)
        return Paise((into or 0) - (out or 0))


def is_owed(columns: TableColumns, around: Surroundings, lines: list[Raw], opening: Paise | None) -> bool:
    """Whether the balances are what is owed to the bank, without a Dr beside them: the paper's words allow it, and so alone every line proves."""
    if not (around.owed or says_owed(columns.headings.get(columns.by_meaning.get("balance", -1), ""))):
        return False
    turned = [replace(line, balance=None if line.balance is None else Paise(-line.balance)) for line in lines]
    start = None if opening is None else Paise(-opening)

    def fits(these: list[Raw], first: Paise | None) -> bool:
        return any(_breaks(ordered, False, first) == 0 for ordered in (these, these[::-1]))

    return sum(line.balance is not None for line in lines) > 1 and fits(turned, start) and not fits(lines, opening)


def _sizes(lines: list[Raw], opening: Paise | None) -> list[Raw]:
    """Withdrawals whose minus repeats their column, as sizes: all have one, and no balance speaks against it."""
    outs = [line.out for line in lines if line.out]
    if not outs or max(outs) > 0:
        return lines
    plain = [replace(line, out=Paise(abs(line.out)) if line.out else line.out) for line in lines]

    def breaks(these: list[Raw]) -> int:
        return min(_breaks(these, False, opening), _breaks(these[::-1], False, opening))

    as_written, as_sizes = breaks(lines), breaks(plain)
    return plain if as_sizes < as_written or (as_sizes == as_written and len(outs) > 1) else lines


def order_and_sides(lines: list[Raw], opening: Paise | None) -> tuple[list[Raw], bool, list[Raw]]:
    """Lines oldest first, whether the two amount columns are exchanged, and lines whose side nothing tells.

    The balances decide; where they say nothing, the days do.
    """
    lines = _sizes(lines, opening)
    if len(lines) > 1:
        forward_days = sum(1 for one, other in zip(lines, lines[1:], strict=False) if other.day > one.day)
        backward_days = sum(1 for one, other in zip(lines, lines[1:], strict=False) if other.day < one.day)
        readings = []
        for reverse in (False, True):
            ordered = lines[::-1] if reverse else lines
            against = forward_days if reverse else backward_days
            # Of two readings that the balances bear out the one is none in which every day goes backwards: equal amounts come and go alike.
            nowhere = against > 0 and against == forward_days + backward_days
            for swapped in (False, True):
                readings.append((_breaks(ordered, swapped, opening), nowhere, swapped, against, reverse, ordered))
        best = min(readings, key=lambda each: each[:5])
        ordered, swapped = best[5], best[2] and best[0] == 0
        if best[2] and best[0] != 0:
            ordered = min((each for each in readings if not each[2]), key=lambda each: each[:5])[5]
    else:
        ordered, swapped = list(lines), False
    if any(line.single is not None and not line.single_known for line in ordered):
        ordered, unsigned = _sides_from_balances(ordered, opening)
        return ordered, False, unsigned
    return list(ordered), swapped, []


def _breaks(lines: Sequence[Raw], swapped: bool, opening: Paise | None) -> int:
    running = opening
    count = 0
    for line in lines:
        amount = line.amount(swapped)
        if (
            line.single is not None
            and not line.single_known
            and running is not None
            and line.balance is not None
            and abs(line.balance - running) == abs(amount)
        ):
            amount = Paise(line.balance - running)
        running = None if running is None else Paise(running + amount)
        if line.balance is not None:
            count += running is not None and running != line.balance
            running = line.balance
    return count


def _sides_from_balances(lines: list[Raw], opening: Paise | None) -> tuple[list[Raw], list[Raw]]:
    """Give lines without a side the one that their balance proves. A column in which some amounts have a minus has its sign already; a word beside some says nothing of the others."""
    signed_column = any(line.minus for line in lines)
    if signed_column:
        signed = [replace(line, single_known=True) for line in lines]
        # Signs that nearly every balance proves are signs: the few lines that break are told by the proof and not left out.
        if _breaks(lines, False, opening) == 0 or _breaks(signed, False, opening) <= _BREAKS_MAX * len(lines):
            return lines, []
    if signed_column and all(line.balance is None for line in lines):
        return lines, []
    kept: list[Raw] = []
    unsigned: list[Raw] = []
    running = opening
    for line in lines:
        if line.single_known or line.single is None:
            kept.append(line)
            running = line.balance if line.balance is not None else None if running is None else Paise(running + line.amount(False))
        elif running is not None and line.balance is not None and abs(line.balance - running) == abs(line.single):
            kept.append(replace(line, single=Paise(line.balance - running), single_known=True))
            running = line.balance
        else:
            unsigned.append(line)
            running = line.balance
    return kept, unsigned
