"""The one contract of all named agents: propose with evidence; the core or a person accepts."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Proposal(Generic[T]):
    """What an agent believes. `reasons` is never empty, `evidence` are the places on papers that decided, confidence runs from 0 to 1."""

    agent: str
    version: str
    value: T
    confidence: float
    reasons: tuple[str, ...]
    evidence: tuple[Place, ...] = ()

    def __post_init__(self) -> None:
        assert self.reasons, self.agent
        assert 0.0 <= self.confidence <= 1.0, self.confidence


@dataclass(frozen=True, slots=True)
class AcceptancePolicy:
    """From which confidence on a kind is believed without a person."""

    kind_confidence: float = 0.7


@dataclass(frozen=True, slots=True)
class NeedsReview:
    """Not believed: what was proposed, and why a person is asked."""

    proposed: DocumentKind
    why: str


def accept(proposal: Proposal[DocumentKind], policy: AcceptancePolicy) -> DocumentKind | NeedsReview:
    """The kind when it is sure enough, else a question to a person. OTHER is never accepted by itself: it means that nobody knows."""
    if proposal.value is DocumentKind.OTHER:
        return NeedsReview(proposal.value, proposal.reasons[0])
    if proposal.confidence < policy.kind_confidence:
        return NeedsReview(proposal.value, f"only {proposal.confidence:.0%} sure: {proposal.reasons[0]}")
    return proposal.value
