"""AuditAgent: what an auditor would ask about the whole book, by rule."""

from collections.abc import Iterable

from qrt.agents.contract import Proposal
from qrt.core.audit.checks import AuditPolicy, check_book
from qrt.core.base.finding import Finding
from qrt.core.ledger.types import Chart, TrialBalance, Voucher
from qrt.core.tax.rules import TaxRules

NAME, VERSION = "AuditAgent", "rules-1"


def propose_audit_findings(
    vouchers: Iterable[Voucher], chart: Chart, trial_balance: TrialBalance, policy: AuditPolicy | None = None, rules: TaxRules | None = None
) -> Proposal[tuple[Finding, ...]]:
    """The findings of `check_book`; they are questions to people, so the agent is never more than fairly sure."""
    findings = check_book(vouchers, chart, trial_balance, policy, rules)
    unmapped = sum(1 for line in trial_balance.lines if line.ledger not in chart)
    reasons = [f"{len(findings)} questions over {len(trial_balance.lines)} ledger accounts"]
    if unmapped:
        reasons.append(f"{unmapped} ledger accounts are not in the chart and were not looked at")
    evidence = tuple(dict.fromkeys(place for finding in findings for place in finding.evidence))
    return Proposal(NAME, VERSION, findings, 0.6 if unmapped else 0.8, tuple(reasons), evidence)
