"""What the rule book says of usual differences, as values for a reconciliation."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.dated import T
from qrt.core.recon.engine.usual import Usual
from qrt.core.tax.rules import TaxRules


def usual_differences(rules: TaxRules, first: date, last: date) -> Usual:
    """Charges, rates and bases of the rows in force on any day from `first` to `last`, both included: lines of one run may stand on either side of a change.

    A nature's tax is looked up in the rows of TDS for those days: with PAN and without, of people and of companies, up to the most that its row names.
    """
    charges: set[int] = set()
    for row in _between(rules.bank_charges, first, last):
        charges |= {row.amount, int((row.amount * (100 + row.gst) / 100).quantize(Decimal(1), ROUND_HALF_UP))}
    most = {row.key: row.most for row in _between(rules.deducted, first, last)}
    rates: set[int] = set()
    for row in _between(rules.tds, first, last):
        found = (row.rate_individual, row.rate_other, row.rate_no_pan) if row.key in most else ()
        rates |= {int(rate * 100) for rate in found if rate is not None and 0 < rate <= most[row.key]}
    bases = {100} | {int(100 + row.rate) for row in _between(rules.gst_rates, first, last) if row.scope == "general" and row.rate == int(row.rate)}
    return Usual(tuple(sorted(charges)), tuple(sorted(rates)), tuple(sorted(bases)))


def _between(rows: Iterable[T], first: date, last: date) -> list[T]:
    return [row for row in rows if row.effective_from <= last and (row.effective_to is None or row.effective_to >= first)]
