"""What entries that are not posted yet, or another chart, would do to the lines of the statements: both drawn, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from qrt.core.base.money import ZERO, Paise
from qrt.core.ledger.types import Chart, TrialBalance, TrialBalanceLine
from qrt.core.statements.draw import draw_faces
from qrt.core.statements.types import Layout, LineKind, Statement, StatementLine

Faces = tuple[Statement, Statement]
"""Balance sheet, and statement of profit and loss."""


@dataclass(frozen=True, slots=True)
class LineEffect:
    """One line before and after, in paise, positive on the line's own side as the statement shows it.

    unmapped  the ledgers without a line that it holds afterwards; () on every other line
    """

    entity: str
    statement: str
    key: str
    label: str
    before: Paise
    after: Paise
    unmapped: tuple[str, ...] = ()

    @property
    def change(self) -> Paise:
        """What is added to the figure before."""
        return Paise(self.after - self.before)


def effects_of(balance: TrialBalance, moves: Mapping[str, Paise], chart: Chart, layout: Layout) -> tuple[LineEffect, ...]:
    """Every line that these movements (debit positive, by ledger) change, and the profit. Figures before are those of `balance`."""
    return compare(balance.entity, draw_faces(balance, chart, layout), draw_faces(moved(balance, moves), chart, layout), layout, frozenset(moves))


def moved(balance: TrialBalance, moves: Mapping[str, Paise]) -> TrialBalance:
    """The trial balance with these movements in it; a ledger that is not there yet opens at nil."""
    standing = {line.ledger: line for line in balance.lines}
    for ledger, amount in moves.items():
        was = standing.get(ledger) or TrialBalanceLine(ledger, ZERO, ZERO, ZERO, ZERO)
        debit, credit = (amount, ZERO) if amount > 0 else (ZERO, Paise(-amount))
        standing[ledger] = TrialBalanceLine(ledger, was.opening, Paise(was.debit + debit), Paise(was.credit + credit), Paise(was.closing + amount))
    return TrialBalance(balance.entity, balance.first_day, balance.last_day, tuple(standing[name] for name in sorted(standing)))


def together(balance: TrialBalance, ledger: str, into: str) -> TrialBalance:
    """The trial balance with one ledger's figures in another one's line, as a merge leaves them."""
    standing = {line.ledger: line for line in balance.lines}
    taken = standing.pop(ledger, None)
    if taken is not None:
        was = standing.get(into) or TrialBalanceLine(into, ZERO, ZERO, ZERO, ZERO)
        figures = ((was.opening, taken.opening), (was.debit, taken.debit), (was.credit, taken.credit), (was.closing, taken.closing))
        standing[into] = TrialBalanceLine(into, *(Paise(mine + theirs) for mine, theirs in figures))
    return TrialBalance(balance.entity, balance.first_day, balance.last_day, tuple(standing[name] for name in sorted(standing)))


def compare(entity: str, before: Faces, after: Faces, layout: Layout, touched: frozenset[str]) -> tuple[LineEffect, ...]:
    """Lines whose figure differs, in the order of the faces. Of the totals the profit alone: the others follow.

    touched  ledgers that are the reason; those of them that stand in a red line are named there
    """
    found: list[LineEffect] = []
    for old, new in zip(before, after, strict=True):
        was, now = ({line.key: line for line in each.lines} for each in (old, new))
        for key in _in_order(old, new):
            line = now.get(key) or was[key]
            first, last = _amount(was.get(key)), _amount(now.get(key))
            shown = line.kind in (LineKind.LINE, LineKind.UNMAPPED) or key == layout.keys.profit
            if not shown or first == last:
                continue
            red = tuple(share.ledger for share in line.ledgers if share.ledger in touched) if line.kind == LineKind.UNMAPPED else ()
            found.append(LineEffect(entity, new.name, key, line.label, first, last, red))
    return tuple(found)


def _in_order(old: Statement, new: Statement) -> list[str]:
    """Keys of the newer face, with those that only the older one has at the end: a red line that is empty now."""
    keys = [line.key for line in new.lines]
    return keys + [line.key for line in old.lines if line.key not in set(keys)]


def _amount(line: StatementLine | None) -> Paise:
    return line.amount if line else ZERO
