"""Rules that habits suggest: differences that people of an account always accept, though nothing says what they are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from typing import Literal

from qrt.core.recon.engine.held import FEE, HELD, TAX
from qrt.core.recon.rules import MatchRules
from qrt.core.recon.types import Match, MatchStatus, Reconciliation, Side

LEAST = 10
"""Accepted matches from which on something is a habit; one rejected among them, and it is none."""
STEP = Decimal("0.1")
"""Percent to which the largest fee that was accepted is rounded up."""


@dataclass(frozen=True, slots=True)
class RuleHabit:
    """A rule that would accept what people accept. accepted: decided by people, none of them rejected; waiting: suggestions that wait for the same reason.

    percent: of the amount, up to which fees were accepted; None for taxes.
    """

    rule: Literal["tax_alone", "fee_alone"]
    percent: Decimal | None
    accepted: int
    waiting: int

    def over(self, rules: MatchRules) -> MatchRules:
        """The rules with this one in them."""
        return replace(rules, tax_alone=True) if self.percent is None else replace(rules, fee_alone=self.percent)


def find_rule_habits(results: Iterable[Reconciliation]) -> tuple[RuleHabit, ...]:
    """What people of an account always accepted, out of its reconciliations as they left them."""
    matches = [match for result in results for match in result.matches]
    found = (_habit(reason, [match for match in matches if any(each.text == HELD[reason] for each in match.reasons)]) for reason in (TAX, FEE))
    return tuple(habit for habit in found if habit is not None)


def _habit(reason: str, held: list[Match]) -> RuleHabit | None:
    by_status = {status: [match for match in held if match.status is status] for status in MatchStatus}
    accepted = by_status[MatchStatus.ACCEPTED]
    if len(accepted) < LEAST or by_status[MatchStatus.REJECTED]:
        return None
    waiting = len(by_status[MatchStatus.SUGGESTED])
    if reason == TAX:
        return RuleHabit("tax_alone", None, len(accepted), waiting)
    return RuleHabit("fee_alone", max(map(_percent, accepted)).quantize(STEP, ROUND_CEILING), len(accepted), waiting)


def _percent(match: Match) -> Decimal:
    """The difference in percent of our side's amount."""
    ours = abs(sum(part.amount for part in match.allocations if part.side is Side.LEFT))
    return Decimal(abs(match.difference) * 100) / Decimal(max(ours, 1))
