"""What a tenant allows a reconciliation to do by itself. Amounts in paise, days as whole days."""

from dataclasses import dataclass
from decimal import Decimal

from qrt.core.base.company import Policy
from qrt.core.base.money import Paise
from qrt.core.recon.engine.usual import Usual


@dataclass(frozen=True, slots=True)
class MatchPolicy:
    """Limits of a reconciliation.

    amount_tolerance    round-off that needs no explanation
    rate_tolerance      percent of the amount that counts as round-off
    window_days         how far apart two items without a common reference may lie
    reference_days      the same for items that share a reference (a cheque may be presented months later)
    usual               charges of banks and rates of tax by which amounts usually differ, from the rule book's rows for the quarter
    auto_accept_limit   above this amount nothing is accepted without a person
    auto_accept         whether anything is accepted without a person
    exact_only          whether only pairs of one with one, equal to the paisa, are accepted without a person
    precision_target    share of what is accepted without a person that has to be right, 0 to 1
    margin_least        how much better than the next best a match must be to be accepted without a person, in points of its own score
    tax_alone           whether what differs by the size of a usual tax may be accepted without a person where nobody is known to take one
    fee_alone           up to how many percent of the amount so may a fee of a rate that hardly any other match has
    patterns            where a reference stands in a narration (core/recon/patterns.py)
    """

    amount_tolerance: Paise = Paise(100)
    rate_tolerance: Decimal = Decimal("0.01")
    window_days: int = 7
    reference_days: int = 120
    stale_cheque_days: int = 90
    auto_accept_limit: Paise = Paise(10_000_000_00)
    usual: Usual = Usual()
    auto_accept: bool = True
    exact_only: bool = False
    precision_target: Decimal = Decimal("0.999")
    margin_least: Decimal = Decimal(0)
    tax_alone: bool = False
    fee_alone: Decimal = Decimal(0)
    patterns: tuple[str, ...] = ()


def policy_of(policy: Policy, usual: Usual | None = None) -> MatchPolicy:
    """The match policy that follows from what the company decided. usual: by what amounts usually differ in the quarter."""
    return MatchPolicy(
        usual=usual or Usual(),
        amount_tolerance=policy.amount_tolerance,
        window_days=policy.date_window_days,
        stale_cheque_days=policy.stale_cheque_days,
        auto_accept_limit=policy.auto_accept_limit,
        precision_target=Decimal(policy.precision_target) / 100,
        margin_least=Decimal(policy.auto_accept_margin),
    )
