"""TDSValidator: tax deducted at source in a quarter against the law, by rule."""

from collections.abc import Iterable, Mapping

from qrt.agents.contract import Proposal
from qrt.core.base.company import Company
from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.documents.types import Extraction
from qrt.core.ledger.types import Chart, Voucher
from qrt.core.tax.rules import TaxRules
from qrt.core.tax.tds import check_tds

NAME, VERSION = "TDSValidator", "rules-1"


def propose_tds_findings(
    vouchers: Iterable[Voucher],
    chart: Chart,
    rules: TaxRules,
    company: Company,
    quarter: Quarter,
    prior_year_to_date: Mapping[tuple[str, str], Paise] | None = None,
    entity: str = "",
    papers: Iterable[Extraction] = (),
) -> Proposal[tuple[Finding, ...]]:
    """The findings of `check_tds`; less sure where the earlier part of the year is not known, as limits run over the year."""
    findings = check_tds(vouchers, chart, rules, company, quarter, prior_year_to_date, entity, papers)
    reasons = [f"{len(findings)} findings by the dated rules {rules.digest[:12]}"]
    confidence = 0.95
    if prior_year_to_date is None and quarter.number > 1:
        reasons.append("what was credited earlier in the year is not known, so limits of a year were judged on this quarter alone")
        confidence -= 0.2
    if not any(account.tds_key for account in chart.values()):
        reasons.append("no ledger account has a nature of payment, so nothing could be judged")
        confidence = 0.2
    evidence = tuple(dict.fromkeys(place for finding in findings for place in finding.evidence))
    return Proposal(NAME, VERSION, findings, round(confidence, 2), tuple(reasons), evidence)
