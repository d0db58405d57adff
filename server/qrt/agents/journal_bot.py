"""JournalBot: what papers and breaks should become in the books. Its local implementation is the core's rules; it posts nothing."""

from qrt.agents.contract import Proposal
from qrt.core.base.company import Entity
from qrt.core.documents.types import Extraction
from qrt.core.journals.breaks import draft_adjustments
from qrt.core.journals.law import Law
from qrt.core.journals.memory import Memory
from qrt.core.journals.money import Standing
from qrt.core.journals.paper import draft_voucher
from qrt.core.journals.quarter_end import Proposed, QuarterEnd, draft_quarter_end
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.types import Chart, VoucherDraft
from qrt.core.recon.types import Reconciliation

NAME, VERSION = "JournalBot", "local-1"


def propose_voucher(
    extraction: Extraction, entity: Entity, chart: Chart, model: ModelChart, memory: Memory | None = None, law: Law | None = None
) -> Proposal[VoucherDraft | None]:
    """The voucher that one invoice paper calls for; None, with the reasons, where it cannot be drafted."""
    draft, findings = draft_voucher(extraction, entity, chart, model, memory, law)
    if draft is None:
        places = tuple(place for finding in findings for place in finding.evidence)
        return Proposal(NAME, VERSION, None, 0.0, tuple(finding.sentence for finding in findings), places)
    reasons = tuple(f"{line.ledger}: {line.reason}" for line in draft.lines)
    return Proposal(NAME, VERSION, draft, draft.confidence, reasons, draft.evidence)


def propose_quarter_end(case: QuarterEnd) -> Proposal[Proposed]:
    """What the quarter's end calls for: one reason a draft, and one for each thing that could not be drafted."""
    made = draft_quarter_end(case)
    reasons = tuple(f"{draft.narration}: {draft.lines[0].reason}" for draft in made.drafts) + tuple(finding.sentence for finding in made.findings)
    places = tuple(dict.fromkeys(place for draft in made.drafts for place in draft.evidence))
    least = min((draft.confidence for draft in made.drafts), default=1.0)
    return Proposal(NAME, VERSION, made, least, reasons or ("history and papers call for no entry of the quarter's end",), places)


def propose_adjustments(
    reconciliation: Reconciliation, chart: Chart, entity: str, ledger: str, model: ModelChart, standing: Standing | None = None
) -> Proposal[tuple[VoucherDraft, ...]]:
    """Drafts for bank lines without a voucher that their narration explains, or that settle what stands open."""
    drafts = draft_adjustments(reconciliation, chart, entity, ledger, model, standing)
    reasons = tuple(f"{draft.day:%d-%m-%Y}: {draft.narration}" for draft in drafts) or ("no bank line without a voucher explains itself",)
    return Proposal(
        NAME, VERSION, drafts, min((draft.confidence for draft in drafts), default=1.0), reasons, tuple(place for draft in drafts for place in draft.evidence)
    )
