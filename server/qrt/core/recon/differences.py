"""Names for the differences that amounts may have and still belong together."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from qrt.core.base.money import Paise, apply_rate, rupee_text
from qrt.core.recon.policy import MatchPolicy


@dataclass(frozen=True, slots=True)
class NamedDifference:
    """`name` is stable ("round_off", "bank_charge", "tds"), `words` go into the reason."""

    name: str
    words: str


def named_difference(left: Paise, right: Paise, policy: MatchPolicy) -> NamedDifference | None:
    """What explains that the amounts differ; None when nothing does. Amounts of opposite sign are never explained."""
    if left == right or left == 0 or right == 0 or (left > 0) != (right > 0):
        return None
    size = abs(left - right)
    larger = Paise(max(abs(left), abs(right)))
    if size <= policy.amount_tolerance:
        return NamedDifference("round_off", f"amounts differ by Rs {rupee_text(Paise(size))}, a rounding")
    if size <= apply_rate(larger, policy.rate_tolerance):
        return NamedDifference("within_rate", f"amounts differ by Rs {rupee_text(Paise(size))}, within {policy.rate_tolerance} %")
    if size in policy.bank_charges and size * 6 < larger:
        return NamedDifference("bank_charge", f"amounts differ by Rs {rupee_text(Paise(size))}, a bank charge with GST")
    return _tax_deducted(size, larger, policy)


def _tax_deducted(size: int, gross: Paise, policy: MatchPolicy) -> NamedDifference | None:
    """Tax deducted on the value before GST: the gross amount holds GST at one of the rates."""
    for tds, gst, part in _lattice(policy):
        # The quick look in binary only leaves out what is far off; the exact one decides.
        if abs(part * gross - size) <= policy.amount_tolerance + 1 and size > policy.amount_tolerance:
            expected = Decimal(gross) * 100 / (100 + gst) * tds / 100
            if abs(expected - size) <= policy.amount_tolerance:
                base = "" if gst == 0 else f" of the value before {gst} % GST"
                return NamedDifference("tds", f"amounts differ by Rs {rupee_text(Paise(size))}, {tds} % tax deducted{base}")
    return None


@cache
def _lattice(policy: MatchPolicy) -> tuple[tuple[Decimal, Decimal, float], ...]:
    return tuple((tds, gst, float(tds / (100 + gst))) for tds in policy.tds_rates for gst in policy.gst_rates)


def looks_transposed(left: Paise, right: Paise) -> bool:
    """Whether two digits may have changed places: same digits in another order, the difference a multiple of nine."""
    return left != right and (left - right) % 9 == 0 and sorted(str(abs(left))) == sorted(str(abs(right)))
