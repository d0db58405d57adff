"""What a run accepted without a person: the last word of the policy on it, the sample that a person looks at, and how right it was found."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from scipy.special import betaincinv

from qrt.core.base.money import Paise
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.rules import rules_digest
from qrt.core.recon.types import Match, MatchStatus, Reason, Reconciliation, Side, Stage

SAMPLE_PERCENT = 2
LARGEST_SHARE = 4
"""One in so many of a sample are the largest amounts; the others are drawn."""

CONFIDENCE = 0.95
PAIRS = (Stage.EXACT, Stage.IN_ORDER, Stage.SCORED)
"""Stages whose matches may be one with one, equal to the paisa."""


class Sampled(StrEnum):
    """Why a person is asked to look at a match that nobody decided."""

    NOT = ""
    LARGEST = "largest"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What a run accepted without a person, before people decided anything, and by which limits.

    accepted   match id -> whether a person is asked to look at it
    threshold  the least probability that the run accepted by score; None where rules alone accepted
    model      digest of the model that the company's decisions taught and that said how sure suggestions are; "" for none
    tax_alone, fee_alone   which differences rules of the company leave to it (`MatchPolicy`)
    """

    accepted: Mapping[str, Sampled]
    auto_accept: bool
    exact_only: bool
    limit: Paise
    margin_least: Decimal
    precision_target: Decimal
    threshold: float | None
    rules: str
    model: str = ""
    tax_alone: bool = False
    fee_alone: Decimal = Decimal(0)

    def to_content(self) -> dict[str, Any]:
        """The limits, as summaries and packages say them."""
        return {
            "auto_accept": self.auto_accept,
            "exact_only": self.exact_only,
            "limit_paise": self.limit,
            "margin_least": str(self.margin_least),
            "precision_target": str(self.precision_target),
            "threshold": self.threshold,
            "rules": self.rules,
            "model": self.model,
            "tax_alone": self.tax_alone,
            "fee_alone": str(self.fee_alone),
        }


def accept_within(result: Reconciliation, policy: MatchPolicy, threshold: float | None = None, model: str = "") -> tuple[Reconciliation, Acceptance]:
    """The result with every automatic match that the policy does not allow turned into a suggestion, and what is left of them with its sample. threshold, model: as of
    `Acceptance`."""
    kept = tuple(_held_back(match, policy) for match in result.matches)
    automatic = [match for match in kept if match.status is MatchStatus.AUTO]
    acceptance = Acceptance(
        accepted=sample_of(result.kind, result.subject, automatic),
        auto_accept=policy.auto_accept,
        exact_only=policy.exact_only,
        limit=policy.auto_accept_limit,
        margin_least=policy.margin_least,
        precision_target=policy.precision_target,
        threshold=threshold,
        rules=rules_digest(policy),
        model=model,
        tax_alone=policy.tax_alone,
        fee_alone=policy.fee_alone,
    )
    return replace(result, matches=kept), acceptance


def _held_back(match: Match, policy: MatchPolicy) -> Match:
    if match.status is not MatchStatus.AUTO or not (why := held_back_because(match, policy)):
        return match
    return replace(match, status=MatchStatus.SUGGESTED, reasons=(*match.reasons, Reason(why, 0.0)))


def held_back_because(match: Match, policy: MatchPolicy) -> str:
    """Why a match may not be accepted without a person, in words; "" when it may."""
    size = match_size(match)
    if not policy.auto_accept:
        return "nothing of this account is accepted without a person"
    if size > policy.auto_accept_limit:
        return "above the amount that may be accepted without a person"
    if policy.exact_only and (match.stage not in PAIRS or match.difference or len(match.allocations) != 2):
        return "only pairs that are equal to the paisa are accepted without a person here"
    if Decimal(str(match.margin)) < policy.margin_least:
        return f"its margin to the next best is less than {policy.margin_least}"
    if any("blind" in reason.text for reason in match.reasons):
        # Lines that only add up have a sum in common and nothing else: somebody has to say that they belong together.
        return "lines that only add up are never accepted without a person"
    return ""


def match_size(match: Match) -> Paise:
    """The larger side of a match, without its sign."""
    sums = dict.fromkeys(Side, 0)
    for part in match.allocations:
        sums[part.side] += part.amount
    return Paise(max(abs(amount) for amount in sums.values()))


def sample_of(kind: str, subject: str, automatic: Sequence[Match]) -> dict[str, Sampled]:
    """Two in a hundred of what nobody decided, for a person to look at: the largest amounts surely, the others drawn by lot.

    The lot follows from everything that the run accepted, so it is the same for the same content in any order, and nobody can choose it. At least one is drawn
    beside the largest, where there is one.
    """
    size = -(-len(automatic) * SAMPLE_PERCENT // 100)
    largest = -(-size // LARGEST_SHARE)
    by_size = sorted(automatic, key=lambda match: (-match_size(match), match.id))
    found = {match.id: Sampled.NOT for match in sorted(automatic, key=lambda match: match.id)}
    found |= {match.id: Sampled.LARGEST for match in by_size[:largest]}
    seed = hashlib.sha256(f"{kind}|{subject}".encode())
    for match in sorted(automatic, key=lambda match: match.id):
        seed.update(f"|{match.id}:{match_size(match)}:{match.difference}:{match.stage}".encode())
    lot = sorted(by_size[largest:], key=lambda match: hashlib.sha256(seed.digest() + match.id.encode()).hexdigest())
    return found | {match.id: Sampled.DRAWN for match in lot[: max(size - largest, 1)]}


@dataclass(frozen=True, slots=True)
class Precision:
    """How right the automatic matches of a run were found, as far as people looked.

    largest, drawn   sizes of the two parts of the sample; `_seen` of them were looked at, `_right` were right
    measured         best estimate of the share that is right; None before anybody looked at a drawn one
    at_least         the share that is right with a certainty of 95 %: the lower bound of Clopper and Pearson over the drawn ones, the largest as they were found
    """

    accepted: int
    largest: int
    largest_seen: int
    largest_right: int
    drawn: int
    drawn_seen: int
    drawn_right: int
    measured: float | None
    at_least: float | None


def measured_precision(accepted: Mapping[str, Sampled], ticks: Mapping[str, bool], total: int | None = None) -> Precision:
    """Precision by the ticks "right" and "wrong" on the sample. A large one that nobody looked at counts as not known to be right in `at_least`.

    total  how many were accepted, where `accepted` holds the sample alone
    """
    total = len(accepted) if total is None else total
    parts = {part: [name for name, sampled in accepted.items() if sampled is part] for part in (Sampled.LARGEST, Sampled.DRAWN)}
    seen = {part: [ticks[name] for name in names if name in ticks] for part, names in parts.items()}
    large, drawn = seen[Sampled.LARGEST], seen[Sampled.DRAWN]
    rest = total - len(parts[Sampled.LARGEST])
    measured = at_least = None
    if drawn or (large and not rest):
        share = sum(drawn) / len(drawn) if drawn else 0.0
        bound = lower_bound(sum(drawn), len(drawn))
        known = sum(large) + (len(parts[Sampled.LARGEST]) - len(large)) * share
        measured, at_least = (known + rest * share) / total, (sum(large) + rest * bound) / total
    return Precision(
        accepted=total,
        largest=len(parts[Sampled.LARGEST]),
        largest_seen=len(large),
        largest_right=sum(large),
        drawn=len(parts[Sampled.DRAWN]),
        drawn_seen=len(drawn),
        drawn_right=sum(drawn),
        measured=None if measured is None else round(measured, 6),
        at_least=None if at_least is None else round(at_least, 6),
    )


def lower_bound(right: int, seen: int) -> float:
    """The share that is right with a certainty of 95 %, after `right` of `seen` were (Clopper and Pearson, one-sided); 0 before anybody looked."""
    return float(betaincinv(right, seen - right + 1, 1 - CONFIDENCE)) if right else 0.0
