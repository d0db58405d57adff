"""Rules that habits suggest: differences that people of an account always accept, though nothing says what they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from typing import Literal

import polars as pl

from qrt.core.recon.engine.held import FEE, HELD, TAX, UNSURE, WAITS
from qrt.core.recon.rules import PERCENT_MOST, MatchRules
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


@dataclass(frozen=True, slots=True)
class HeldCount:
    """How many matches of one status wait, or waited, for one reason (a key of `HELD`; suggestions for it alone), and how far the largest difference among them goes in percent of our side's amount."""

    reason: str
    status: MatchStatus
    matches: int
    percent_most: Decimal


def find_rule_habits(results: Iterable[Reconciliation]) -> tuple[RuleHabit, ...]:
    """What people of an account always accepted, out of its reconciliations as they left them."""
    return habits_of(
        HeldCount(reason, match.status, 1, _percent(match))
        for result in results
        for match in result.matches
        for reason in (TAX, FEE)
        if any(each.text == HELD[reason] for each in match.reasons)
        and not (match.status is MatchStatus.SUGGESTED and any(each.text == WAITS for each in match.reasons))
    )


def habits_of(counts: Iterable[HeldCount]) -> tuple[RuleHabit, ...]:
    """The same out of counts; there may be several of one reason and status."""
    counted = list(counts)
    found = (_habit(reason, [each for each in counted if each.reason == reason]) for reason in (TAX, FEE))
    return tuple(habit for habit in found if habit is not None)


def _habit(reason: str, held: list[HeldCount]) -> RuleHabit | None:
    by_status = {status: sum(each.matches for each in held if each.status is status) for status in MatchStatus}
    accepted, waiting = by_status[MatchStatus.ACCEPTED], by_status[MatchStatus.SUGGESTED]
    if accepted < LEAST or by_status[MatchStatus.REJECTED]:
        return None
    if reason == TAX:
        return RuleHabit("tax_alone", None, accepted, waiting)
    most = max(each.percent_most for each in held if each.status is MatchStatus.ACCEPTED).quantize(STEP, ROUND_CEILING)
    # Rules do not go as far as a person may: what nobody could ask for is not proposed.
    return RuleHabit("fee_alone", most, accepted, waiting) if most <= PERCENT_MOST else None


def find_pair_habits(matches: pl.DataFrame, must: Sequence[tuple[str, str]], cannot: Sequence[tuple[str, str]]) -> tuple[RuleHabit, ...]:
    """The same of two tables: what somebody said of pairs of their lines, (left, right). matches: allocations of a run that did not know it (columns of MATCHES)."""
    reason = pl.col("held").str.strip_prefix(UNSURE)
    ours = (pl.col("side") == "left").fill_null(False)
    held = matches.filter(reason.is_in([TAX, FEE])).group_by("match_id")
    each = held.agg(
        reason.first().alias("reason"),
        pl.col("difference_paise").first().abs().alias("gap"),
        pl.col("held").str.starts_with(UNSURE).first().alias("unsure"),
        left=pl.col("line_id").filter(ours),
        right=pl.col("line_id").filter(~ours),
        met=pl.col("allocated_paise").filter(ours).sum().abs(),
    )
    said = dict.fromkeys(must, True) | dict.fromkeys(cannot, False)
    counts = []
    for why, gap, unsure, left, right, met in each.select("reason", "gap", "unsure", "left", "right", "met").iter_rows():
        answers = [said[pair] for pair in ((a, b) for a in left for b in right) if pair in said]
        status = (MatchStatus.ACCEPTED if all(answers) else MatchStatus.REJECTED) if answers else MatchStatus.SUGGESTED
        if answers or not unsure:
            counts.append(HeldCount(why, status, 1, Decimal(gap * 100) / Decimal(max(met + gap, 1))))
    return habits_of(counts)


def _percent(match: Match) -> Decimal:
    """The difference in percent of our side's amount."""
    ours = abs(sum(part.amount for part in match.allocations if part.side is Side.LEFT))
    return Decimal(abs(match.difference) * 100) / Decimal(max(ours, 1))
