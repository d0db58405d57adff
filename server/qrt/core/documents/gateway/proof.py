"""What proves the amounts of a settlement report: in which unit they are, and how fee and tax lie between gross and net."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qrt.core.base.money import Paise, apply_rate

GST = Decimal(18)
"""Percent on a gateway's fee (financial services, heading 9971; notification 11/2017-Central Tax (Rate), S.No. 15)."""
ROUNDED = 2
"""Paise by which a row's GST may lie off the rate: gateways round its halves, or the sum."""
HOLDS_LEAST = Decimal("0.8")
"""Share of rows that a convention has to hold for; the others are faults and are named one by one."""
FEE_MOST = Decimal("0.1")
"""Share of the gross up to which the gap to the net is a fee, where the report has no column for it."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """One row as it is written, in hundredths of its unit: gross and net signed as the row's type says, fee and tax as they stand. None: there is no such cell."""

    gross: int
    fee: int | None
    tax: int | None
    net: int | None


@dataclass(frozen=True, slots=True)
class Convention:
    """How a report writes fees: `sign` -1 where they are written negative, `within` where the fee includes its tax, `derived` where fee is what net leaves of gross."""

    sign: int = 1
    within: bool = False
    derived: bool = False

    def parts(self, row: Amounts) -> tuple[int, int | None, int]:
        """(fee without tax, tax or None, net) of a row, in the row's unit."""
        tax = None if row.tax is None else self.sign * row.tax
        if self.derived:
            assert row.net is not None
            return row.gross - row.net - (tax or 0), tax, row.net
        fee = self.sign * (row.fee or 0) - ((tax or 0) if self.within else 0)
        return fee, tax, row.gross - fee - (tax or 0)

    def holds(self, row: Amounts) -> bool:
        """Whether gross less fee and tax is what the row states as net, to the hundredth."""
        return row.net is None or self.parts(row)[2] == row.net


_ALL = tuple(Convention(sign, within) for sign in (1, -1) for within in (False, True))


def convention_of(rows: Sequence[Amounts]) -> Convention | None:
    """The convention that the rows prove; None where none holds, or two would read the rows differently.

    Net amounts prove it; where a report has none, the rate of GST says whether the fee holds its tax.
    """
    if not rows:
        return None
    if all(row.fee is None for row in rows):
        return _derived(rows)
    told = [row for row in rows if row.net is not None]
    if len(told) * 2 < len(rows):
        return _by_rate(rows)
    holding = {each: sum(map(each.holds, told)) for each in _ALL}
    most = max(holding.values())
    if Decimal(most) < HOLDS_LEAST * len(told):
        return None
    best = [each for each in _ALL if holding[each] == most]
    # Two that hold alike are one where they read every row alike: no tax, or no fee at all.
    if any(each.parts(row) != best[0].parts(row) for each in best[1:] for row in rows):
        return None
    return best[0]


def _derived(rows: Sequence[Amounts]) -> Convention | None:
    if any(row.net is None for row in rows):
        return None
    found = Convention(derived=True)
    kept = [row for row in rows if row.gross > 0]
    small = all(0 <= row.gross - (row.net or 0) <= FEE_MOST * row.gross for row in kept)
    return found if kept and small else None


def _by_rate(rows: Sequence[Amounts]) -> Convention | None:
    taxed = [row for row in rows if row.fee and row.tax]
    fits = [each for each in _ALL if taxed and all(fits_rate(*each.parts(row)[:2]) and each.parts(row)[0] >= 0 for row in taxed)]
    return fits[0] if len(fits) == 1 else None


def fits_rate(fee: int, tax: int | None) -> bool:
    """Whether the tax is GST on the fee at its rate, to the rounding."""
    return tax is not None and abs(apply_rate(Paise(fee), GST) - tax) <= ROUNDED


def rounds_to_whole(rows: Sequence[Amounts], convention: Convention) -> bool:
    """Whether the tax of whole numbers was rounded to them: GST is rounded to the paisa, so the whole numbers are paise. Needs two rows, and none against it.

    The amounts are hundredths of what is written.
    """
    seen = 0
    for row in rows:
        fee, tax, _ = convention.parts(row)
        if not fee or not tax:
            continue
        exact = Decimal(fee) * GST / 100
        if abs(exact - tax) > 100:
            return False
        seen += exact != tax
    return seen >= 2
