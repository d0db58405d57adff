"""By what an amount usually falls short on its way: values that the rule book's dated rows give for the days of two tables."""

from dataclasses import dataclass

_CHARGES = (200, 225, 250, 400, 450, 500, 1000, 1400, 1500, 2000, 2400, 2450, 2500, 3000, 4500, 4950, 5000, 7500, 10000, 15000, 20000, 25000, 30000, 35000)
_CHARGES = (*_CHARGES, 40000, 50000)


@dataclass(frozen=True, slots=True)
class Usual:
    """charges: paise that a bank takes for one act, bare and with GST, ascending. rates: tax deducted, per ten thousand of the value before GST, ascending.
    bases: the value with GST, in percent of the value before it (100: without), ascending.

    The defaults are what the rule book's rows give for July 2026, for callers that have no rule book; a test holds the two together.
    """

    charges: tuple[int, ...] = tuple(sorted({paise for bare in _CHARGES for paise in (bare, (bare * 118 + 50) // 100)}))
    rates: tuple[int, ...] = (10, 100, 200, 500, 1000)
    bases: tuple[int, ...] = (100, 105, 118, 140)
