"""GSTValidator: the GST of a quarter against the law, by rule."""

from collections.abc import Iterable, Sequence

from qrt.agents.contract import Proposal
from qrt.core.base.company import Company
from qrt.core.base.finding import Finding
from qrt.core.base.period import Quarter
from qrt.core.documents.types import Extraction
from qrt.core.ledger.types import Chart, Voucher
from qrt.core.recon.types import Reconciliation
from qrt.core.tax.gst import check_gst
from qrt.core.tax.rules import TaxRules

NAME, VERSION = "GSTValidator", "rules-1"


def propose_gst_findings(
    vouchers: Iterable[Voucher],
    chart: Chart,
    extractions: Sequence[Extraction],
    reconciliation_2b: Reconciliation | None,
    rules: TaxRules,
    company: Company,
    quarter: Quarter,
    entity: str = "",
) -> Proposal[tuple[Finding, ...]]:
    """The findings of `check_gst`, with how sure the validator can be: less where there is no GSTR-2B or no own GSTIN to hold against."""
    findings = check_gst(vouchers, chart, extractions, reconciliation_2b, rules, company, quarter, entity)
    reasons = [f"{len(findings)} findings by the dated rules {rules.digest[:12]}"]
    confidence = 0.95
    if reconciliation_2b is None:
        reasons.append("no GSTR-2B was handed in, so credit was not looked up")
        confidence -= 0.25
    if not any(each.gstins for each in company.entities if not entity or each.code == entity):
        reasons.append("the company's own GSTIN is not known, so heads of tax were not judged")
        confidence -= 0.2
    evidence = tuple(dict.fromkeys(place for finding in findings for place in finding.evidence))
    return Proposal(NAME, VERSION, findings, round(confidence, 2), tuple(reasons), evidence)
