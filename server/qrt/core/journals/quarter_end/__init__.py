"""What a quarter's end calls for and the books do not have: proposed from history and papers, never booked by itself. One file a kind."""

from collections.abc import Callable

from qrt.core.base.finding import Finding
from qrt.core.journals.quarter_end.accruals import draft_accruals
from qrt.core.journals.quarter_end.case import Proposed, QuarterEnd, to_case
from qrt.core.journals.quarter_end.doubtful import draft_doubtful
from qrt.core.journals.quarter_end.income_tax import draft_income_tax
from qrt.core.journals.quarter_end.interest import draft_interest
from qrt.core.journals.quarter_end.inventory import draft_inventory
from qrt.core.journals.quarter_end.prepaid import draft_prepaid
from qrt.core.journals.quarter_end.recurring import draft_recurring
from qrt.core.journals.quarter_end.repeated import draft_repeated
from qrt.core.journals.quarter_end.rounding import draft_rounding
from qrt.core.ledger.types import VoucherDraft

__all__ = ["KINDS", "Proposed", "QuarterEnd", "draft_quarter_end", "to_case"]

KINDS: dict[str, Callable[[QuarterEnd], Proposed]] = {
    "recurring:": draft_recurring,
    "interest:": draft_interest,
    "prepaid:": draft_prepaid,
    "accrual:": draft_accruals,
    "provision:": draft_repeated,
    "round_off:": draft_rounding,
    "doubtful:": draft_doubtful,
    "income_tax:": draft_income_tax,
    "stock:": draft_inventory,
}
"""Every kind by the head of its keys. Depreciation and revaluation are proposed where assets and currencies are kept; deferred tax stays with a person."""


def draft_quarter_end(case: QuarterEnd) -> Proposed:
    """Drafts of all kinds by key, and what could not be drafted. Each draft's key begins with its kind's head."""
    drafts: dict[str, VoucherDraft] = {}
    findings: list[Finding] = []
    for draw in KINDS.values():
        made = draw(case)
        drafts |= {draft.key: draft for draft in made.drafts}
        findings += made.findings
    return Proposed(tuple(drafts[key] for key in sorted(drafts)), tuple(findings))
