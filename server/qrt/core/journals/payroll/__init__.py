"""Salary registers against the books: what the law asks of them, what was booked, and drafts for what was not."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from qrt.core.base.finding import Finding
from qrt.core.base.period import Quarter
from qrt.core.documents.types import Extraction
from qrt.core.journals.payroll.booked import compare_month
from qrt.core.journals.payroll.draft import draft_month
from qrt.core.journals.payroll.law import check_month
from qrt.core.journals.payroll.month import to_months
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.types import Chart, Voucher, VoucherDraft
from qrt.core.tax.rules import TaxRules


@dataclass(frozen=True, slots=True)
class PayrollResult:
    """links  (paper, part) -> keys of the vouchers that its months stand in"""

    drafts: tuple[VoucherDraft, ...] = ()
    findings: tuple[Finding, ...] = ()
    links: tuple[tuple[str, str, str, tuple[str, ...]], ...] = field(default=())


def check_payroll(
    extractions: Sequence[Extraction],
    entity: str,
    quarter: Quarter,
    chart: Chart,
    model: ModelChart,
    rules: TaxRules,
    vouchers: Sequence[Voucher],
    states: Sequence[str],
) -> PayrollResult:
    """Every month of the quarter that a salary register covers.

    `states` are the GST codes of the states that the entity is registered in: professional tax is judged where there is one only.
    """
    months, findings = to_months(extractions, entity, quarter)
    drafts: list[VoucherDraft] = []
    links: list[tuple[str, str, str, tuple[str, ...]]] = []
    found = list(findings)
    for each in months:
        found += check_month(each, entity, rules, states)
        compared = compare_month(each, entity, chart, vouchers)
        found += compared.findings
        if compared.agrees:
            links += [(sha256, part, key, compared.reasons) for sha256, part in each.papers for key in compared.vouchers]
        if not compared.vouchers:
            draft, faults = draft_month(each, entity, chart, model, vouchers)
            found += faults
            drafts += [draft] if draft else []
    return PayrollResult(tuple(drafts), tuple(found), tuple(links))
