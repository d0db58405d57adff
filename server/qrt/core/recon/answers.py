"""What a reconciliation itself answers when a person asks about a line: why, what else it could be, how this party's lines went so far. No model is asked.

Everything said here follows from lines, matches and decisions that anybody can open; days are whole, amounts stay with the lines.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_low

from qrt.core.recon.engine.why import ASKED
from qrt.core.recon.offers import ENOUGH, Offer
from qrt.core.recon.types import Break, Match, MatchStatus, Reason

_BY = {
    MatchStatus.AUTO: "A rule accepted it",
    MatchStatus.SUGGESTED: "It is suggested and nobody decided yet",
    MatchStatus.ACCEPTED: "A person accepted it",
    MatchStatus.REJECTED: "A person rejected it",
}
AHEAD = 0.1
"""By how much the best of several candidates must lead to be called clearly ahead."""


@dataclass(frozen=True, slots=True)
class Past:
    """One other line of a party: how it was matched (None: it stands open) and how many days the other side's line came after ours."""

    stage: str | None
    status: str
    days_after: int | None


def why_words(match: Match | None, broken: Break | None) -> str:
    """Why a line is matched, or why it stands alone."""
    if match is not None:
        against = _said(reason for reason in match.reasons if reason.weight < 0)
        speaks = _said(reason for reason in match.reasons if reason.weight > 0)
        beside = _said(reason for reason in match.reasons if not reason.weight)
        said = " ".join(f"{head}: {words}." for head, words in (("For it", speaks), ("Against it", against), ("To know", beside)) if words)
        return f"{_BY[match.status]}, by {match.stage.value.replace('_', ' ')}. {said}"
    if broken is None:
        return "This line is in no match and not open."
    near = "" if broken.nearest else " No line of the other side was near enough to be named."
    return f"It stands alone, {_many(broken.age_days, 'day')} old: {broken.why_not}.{near}"


def _said(reasons: Iterable[Reason]) -> str:
    return "; ".join(reason.text for reason in reasons if reason.text != ASKED)


def candidates_words(offers: Sequence[Offer]) -> str:
    """How many open lines of the other side come near, and whether one is good enough to be offered."""
    if not offers:
        return "No open line of the other side is near in amount, names its number, or was named as nearest."
    good = [offer for offer in offers if offer.score >= ENOUGH]
    if not good:
        return "None of the open lines of the other side is near enough to be offered."
    clear = len(good) == 1 or good[0].score - good[1].score >= AHEAD
    return f"{_many(len(good), 'open line')} of the other side could be its counterpart; {'one is' if clear else 'no one is'} clearly ahead."


def party_words(party: str, past: Sequence[Past]) -> str:
    """How other lines of a party went, in this quarter and the ones before."""
    if not party:
        return "The line names no party."
    if not past:
        return f"No other line here names {party}."
    matched = [each for each in past if each.stage is not None and each.status != "rejected"]
    stages = sorted(Counter(str(each.stage) for each in matched).items(), key=lambda pair: (-pair[1], pair[0]))
    how = ": " + ", ".join(f"{many} by {stage.replace('_', ' ')}" for stage, many in stages) if stages else ""
    words = [f"Of {_many(len(past), 'other line')} of {party} {len(matched)} {'is' if len(matched) == 1 else 'are'} matched{how}."]
    people, rejected = (sum(each.status == status for each in past) for status in ("accepted", "rejected"))
    if people or rejected:
        words.append(f"People accepted {people} and rejected {rejected}.")
    if lags := sorted(each.days_after for each in matched if each.days_after is not None):
        words.append(f"The other side came {_many(median_low(lags), 'day')} after ours as a rule, between {lags[0]} and {lags[-1]}.")
    return " ".join(words)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
