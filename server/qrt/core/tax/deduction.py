"""How much tax a payment asks to be deducted, and what lateness costs. Pure arithmetic over one dated row."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qrt.core.base.money import ZERO, Paise, apply_rate
from qrt.core.tax.rules import InterestRule, TdsRule

_INDIVIDUAL = frozenset("PH")


@dataclass(frozen=True, slots=True)
class Deduction:
    """Tax due on a payment: `base` is what it is taken on, `why` names the threshold and rate in words. `rate` None: a slab or treaty, a person decides."""

    tax: Paise
    base: Paise
    rate: Decimal | None
    why: str


def rate_for(rule: TdsRule, pan: str) -> Decimal | None:
    """Percent for this payee. A PAN's fourth letter P or H is an individual or family; no PAN costs the higher rate (s.206AA, 397(2))."""
    standard = rule.rate_individual if pan[3:4] in _INDIVIDUAL else rule.rate_other
    if pan:
        return standard
    known = [rate for rate in (rule.rate_individual, rule.rate_other, rule.rate_no_pan) if rate is not None]
    return max(known, default=None) if rule.rate_no_pan is not None else None


def threshold_crossed(rule: TdsRule, single: Paise, year: Paise, month: Paise) -> str:
    """Which limit is exceeded, in words; "" while none is. A limit is exceeded only by more than its amount. No limit at all: from the first rupee."""
    limits = (
        (rule.threshold_single, single, "a single payment"),
        (rule.threshold_per_month, month, "the month"),
        (rule.threshold_annual, year, "the year so far"),
    )
    if all(limit is None for limit, _, _ in limits):
        return "no threshold" if max(single, year, month) > 0 else ""
    for limit, amount, what in limits:
        if limit is not None and amount > limit:
            return f"{what} exceeds the limit of Rs {limit // 100:,}"
    return ""


def deduction_due(
    rule: TdsRule, pan: str, amount: Paise, prior: Paise = ZERO, prior_taxed: Paise = ZERO, month: Paise | None = None, month_taxed: Paise = ZERO
) -> Deduction:
    """Tax to deduct from one payment of `amount` paise, GST excluded.

    prior        credited or paid to the payee earlier in the year; `prior_taxed` the part of it that tax was already taken on
    month        all of the month with this payment, for limits by the month; the payment itself when not given; `month_taxed` the part of its earlier payments
                 that tax was already taken on
    Once a limit is exceeded, rows with base "whole" tax the earlier untaxed part too: of the year, or of the month where the limit is one of the month. There the
    payment that exceeds it takes the earlier ones along; a later one answers for itself. Rows with "excess" tax only what lies above the limit.
    """
    rate = rate_for(rule, pan)
    year = Paise(prior + amount)
    why = threshold_crossed(rule, amount, year, amount if month is None else month)
    if not why:
        return Deduction(ZERO, ZERO, rate, "below the threshold")
    annual = rule.threshold_annual
    if rule.excess_only and annual is not None:
        base = Paise(max(0, year - max(annual, prior)))
    elif annual is not None and year > annual:
        base = Paise(amount + max(0, prior - prior_taxed))
    else:
        base = Paise(amount + _earlier_of_month(rule, amount, month, month_taxed))
    tax = ZERO if rate is None else apply_rate(base, rate)
    return Deduction(tax, base, rate, why)


def _earlier_of_month(rule: TdsRule, amount: Paise, month: Paise | None, month_taxed: Paise) -> int:
    """What this payment takes along because it is the one with which the month exceeds its limit."""
    earlier = 0 if month is None else month - amount
    exceeds = rule.threshold_per_month is not None and earlier <= rule.threshold_per_month < earlier + amount
    return max(0, earlier - month_taxed) if exceeds and not rule.excess_only else 0


def months_touched(start: date, end: date) -> int:
    """Calendar months that a delay touches; 0 when there is none."""
    return 0 if end <= start else (end.year - start.year) * 12 + end.month - start.month + 1


def late_deposit_interest(rule: InterestRule, tax: Paise, deducted: date, due: date, paid: date) -> Paise:
    """Interest on tax deducted but paid after its due date, counted from the day of deduction."""
    return ZERO if paid <= due else apply_rate(tax, rule.late_deposit * months_touched(deducted, paid))


def late_deduction_interest(rule: InterestRule, tax: Paise, deductible: date, deducted: date) -> Paise:
    """Interest on tax deducted later than it should have been."""
    return apply_rate(tax, rule.late_deduction * months_touched(deductible, deducted))
