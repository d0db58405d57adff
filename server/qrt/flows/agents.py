"""The named agents at work in a close: their local implementations in the places of the rules, with a record of what they said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from qrt.agents.audit_agent import propose_audit_findings
from qrt.agents.contract import Proposal
from qrt.agents.gst_validator import propose_gst_findings
from qrt.agents.journal_bot import propose_adjustments, propose_quarter_end
from qrt.agents.tds_validator import propose_tds_findings
from qrt.core.base.finding import Finding
from qrt.core.close.compute import Computation, Validators
from qrt.core.close.journals import quarter_end_of, standing_of
from qrt.core.close.reconciling import reconciliation_2b
from qrt.core.close.steps import extractions_of
from qrt.core.journals.quarter_end import Proposed
from qrt.core.ledger.types import VoucherDraft
from qrt.core.recon.types import ReconciliationKind

T = TypeVar("T")

LOCAL = "local-1"
"""Version of the implementations that need no model."""

_SAID: WeakKeyDictionary[Computation, dict[str, list[Proposal[Any]]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Said:
    """What an agent gave as reasons over all companies, and its lowest confidence."""

    reasons: tuple[str, ...]
    confidence: float | None


class Ledger:
    """The proposals that agents made in one computation."""

    def __init__(self, proposals: dict[str, list[Proposal[Any]]]) -> None:
        self._proposals = proposals

    @classmethod
    def of(cls, work: Computation) -> "Ledger":
        """The record of this computation."""
        return cls(_SAID.get(work, {}))

    def said(self, agent: str) -> Said:
        """Reasons and confidence of one agent; none when it was not asked."""
        proposals: Sequence[Proposal[Any]] = self._proposals.get(agent, [])
        reasons = tuple(dict.fromkeys(reason for proposal in proposals for reason in proposal.reasons))
        return Said(reasons, min((proposal.confidence for proposal in proposals), default=None))


def agent_validators() -> Validators:
    """GSTValidator, TDSValidator and AuditAgent where the computation asks for findings, JournalBot where it asks for drafts."""
    return Validators(gst=_gst, tds=_tds, audit=_audit, bank=_bank, quarter_end=_quarter_end)


def _bank(work: Computation, entity: str) -> tuple[VoucherDraft, ...]:
    books = work.books(entity)
    standing = standing_of(books, work.bills(entity))
    drafts: list[VoucherDraft] = []
    for recon in work.reconciled(entity).reconciliations:
        if recon.kind is ReconciliationKind.BANK:
            drafts += _keep(work, propose_adjustments(recon, books.chart, entity, recon.subject, work.rules.model, standing))
    return tuple(drafts)


def _quarter_end(work: Computation, entity: str, waiting: tuple[VoucherDraft, ...]) -> Proposed:
    books, parties, placed = work.books(entity), work.bills(entity), work.handin.of(entity)
    case = quarter_end_of(books, parties, placed, work.quarter, work.company.policy, work.rules.model, waiting)
    return _keep(work, propose_quarter_end(case))


def _gst(work: Computation, entity: str) -> tuple[Finding, ...]:
    books, placed = work.books(entity), work.handin.of(entity)
    recon = reconciliation_2b(work.reconciled(entity).reconciliations)
    papers = extractions_of(placed)
    return _keep(work, propose_gst_findings(books.posted, books.chart, papers, recon, work.rules.tax, work.company, work.quarter, entity))


def _tds(work: Computation, entity: str) -> tuple[Finding, ...]:
    books, papers = work.books(entity), extractions_of(work.handin.of(entity))
    return _keep(work, propose_tds_findings(books.posted, books.chart, work.rules.tax, work.company, work.quarter, entity=entity, papers=papers))


def _audit(work: Computation, entity: str) -> tuple[Finding, ...]:
    books = work.books(entity)
    return _keep(work, propose_audit_findings((*books.posted, *books.beyond), books.chart, work.balanced(entity).trial_balance, rules=work.rules.tax))


def _keep(work: Computation, proposal: Proposal[T]) -> T:
    _SAID.setdefault(work, {}).setdefault(proposal.agent, []).append(proposal)
    return proposal.value
