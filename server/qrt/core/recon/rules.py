"""What people decided for one kind of reconciliation, or for one account of it: how lines may differ, and what is accepted without a person."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from qrt.core.base.canonical import digest, plain
from qrt.core.base.money import Paise
from qrt.core.recon.patterns import PATTERNS_MOST, check_pattern
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import ReconciliationKind

DAYS_MOST = 400
PERCENT_MOST = Decimal(5)
TOLERANCE_MOST = Paise(100_000_00)
TAX_ALONE_IN = frozenset({ReconciliationKind.BANK, ReconciliationKind.PARTY})
FEE_ALONE_IN = frozenset({ReconciliationKind.BANK})
"""Kinds in whose matches such differences are named and nothing else keeps a match for a person: in others a rule about them would only look as if it did something."""
TARGET_LEAST = Decimal("0.9")
MARGIN_MOST = Decimal(100)


@dataclass(frozen=True, slots=True)
class MatchRules:
    """Rules of one account or kind. None leaves a thing to the company's policy.

    exact_only         only one with one, equal to the paisa, is accepted without a person
    amount_tolerance   paise of round-off that needs no explanation
    rate_tolerance     the same in percent of the amount
    window_days        days between two lines without a common reference
    patterns           where a reference stands in a narration (core/recon/patterns.py)
    auto_accept        whether anything is accepted without a person
    auto_accept_limit  above this amount in paise nothing is
    precision_target   share of what is accepted without a person that has to be right, 0 to 1
    margin_least       how much better than the next best a match must be, in points of its score
    tax_alone          whether a difference of the size of a usual tax needs no person to name it
    fee_alone          up to how many percent of the amount a fee of an unusual rate needs none
    """

    exact_only: bool = False
    amount_tolerance: Paise | None = None
    rate_tolerance: Decimal | None = None
    window_days: int | None = None
    patterns: tuple[str, ...] = ()
    auto_accept: bool = True
    auto_accept_limit: Paise | None = None
    precision_target: Decimal | None = None
    margin_least: Decimal | None = None
    tax_alone: bool = False
    fee_alone: Decimal | None = None


def check_match_rules(rules: MatchRules, kind: ReconciliationKind = ReconciliationKind.BANK) -> tuple[str, ...]:
    """All that is wrong with the rules for reconciliations of a kind, a sentence each."""
    wrong: list[str] = []
    if rules.amount_tolerance is not None and not 0 <= rules.amount_tolerance <= TOLERANCE_MOST:
        wrong.append("The tolerance is between nil and one lakh rupees.")
    if rules.rate_tolerance is not None and not 0 <= rules.rate_tolerance <= PERCENT_MOST:
        wrong.append(f"The tolerance in percent is between 0 and {PERCENT_MOST}.")
    if rules.window_days is not None and not 0 <= rules.window_days <= DAYS_MOST:
        wrong.append(f"The window is between 0 and {DAYS_MOST} days.")
    if rules.auto_accept_limit is not None and rules.auto_accept_limit < 0:
        wrong.append("The limit of what is accepted without a person is nil or more.")
    if rules.precision_target is not None and not TARGET_LEAST <= rules.precision_target < 1:
        wrong.append("The precision to reach is at least 90 % and less than 100 %.")
    if rules.margin_least is not None and not 0 <= rules.margin_least <= MARGIN_MOST:
        wrong.append(f"The margin is between 0 and {MARGIN_MOST} points.")
    if rules.fee_alone is not None and not 0 <= rules.fee_alone <= PERCENT_MOST:
        wrong.append(f"The fee in percent is between 0 and {PERCENT_MOST}.")
    if rules.tax_alone and kind not in TAX_ALONE_IN:
        wrong.append("Differences of the size of a tax are accepted without a person between books and banks or parties only.")
    if rules.fee_alone and kind not in FEE_ALONE_IN:
        wrong.append("Fees of an unusual rate are accepted without a person between books and banks only.")
    if len(rules.patterns) > PATTERNS_MOST:
        wrong.append(f"There are more than {PATTERNS_MOST} reference patterns.")
    return (*wrong, *(said for pattern in rules.patterns if (said := check_pattern(pattern))))


def under(base: MatchPolicy, rules: MatchRules | None) -> MatchPolicy:
    """The policy with the rules of an account over it."""
    if rules is None:
        return base
    said = {name: value for name, value in asdict(rules).items() if value is not None}
    return replace(base, **said)


def rules_content(rules: MatchRules) -> dict[str, Any]:
    """The rules as a decision keeps them: rates as text, amounts as paise."""
    return plain(rules)


def to_rules(content: Mapping[str, Any]) -> MatchRules:
    """Rules out of a decision. What a later version may have added is passed over; a rate that is none counts as not said."""
    amounts = {name: None if content.get(name) is None else Paise(int(content[name])) for name in ("amount_tolerance", "auto_accept_limit")}
    rates = {name: _rate(content.get(name)) for name in ("rate_tolerance", "precision_target", "margin_least", "fee_alone")}
    days = content.get("window_days")
    return MatchRules(
        exact_only=bool(content.get("exact_only", False)),
        amount_tolerance=amounts["amount_tolerance"],
        rate_tolerance=rates["rate_tolerance"],
        window_days=None if days is None else int(days),
        patterns=tuple(str(each) for each in content.get("patterns", ())),
        auto_accept=bool(content.get("auto_accept", True)),
        auto_accept_limit=amounts["auto_accept_limit"],
        precision_target=rates["precision_target"],
        margin_least=rates["margin_least"],
        tax_alone=bool(content.get("tax_alone", False)),
        fee_alone=rates["fee_alone"],
    )


def _rate(text: Any) -> Decimal | None:
    try:
        rate = None if text is None else Decimal(str(text))
    except InvalidOperation:
        return None
    return rate if rate is not None and rate.is_finite() else None


def rules_digest(policy: MatchPolicy) -> str:
    """The name of a policy with its rules: what a run is measured by."""
    return digest(policy)[:16]
