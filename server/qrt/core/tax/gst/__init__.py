"""GST checks over the books of a quarter."""

from collections.abc import Iterable, Sequence

from qrt.core.base.company import Company
from qrt.core.base.finding import Finding
from qrt.core.base.period import Quarter
from qrt.core.documents.types import Extraction
from qrt.core.ledger.types import Chart, Voucher
from qrt.core.recon.types import Reconciliation
from qrt.core.tax.gst.arithmetic import check_heads, check_tax
from qrt.core.tax.gst.credit import check_blocked, check_payment_term, check_time_bar
from qrt.core.tax.gst.duplicates import check_duplicates
from qrt.core.tax.gst.filed import check_filed
from qrt.core.tax.gst.numbers import check_numbers
from qrt.core.tax.gst.reverse import check_reverse_charge
from qrt.core.tax.gst.statement import check_foreign_statement, check_statement
from qrt.core.tax.gst.supply import GstCase, Supply, to_case
from qrt.core.tax.rules import TaxRules

__all__ = ["GstCase", "Supply", "check_gst"]


def check_gst(
    vouchers: Iterable[Voucher],
    chart: Chart,
    extractions: Sequence[Extraction],
    reconciliation_2b: Reconciliation | None,
    rules: TaxRules,
    company: Company,
    quarter: Quarter,
    entity: str = "",
) -> tuple[Finding, ...]:
    """All that is wrong with the GST of one entity's quarter, in the order a reviewer would read it.

    `extractions` are the papers of the entity (invoices for place of supply and reverse charge, GSTR-2B for whose it is);
    `entity` is needed where the company has several. Without a 2B nothing is said about it.
    """
    case = to_case(vouchers, chart, extractions, rules, company, quarter, entity)
    duplicates = check_duplicates(case, reconciliation_2b)
    heads = tuple(check_heads(case))
    twice, headed = (frozenset(finding.subject for finding in found) for found in (duplicates, heads))
    return (
        *check_foreign_statement(case),
        *check_numbers(case, reconciliation_2b),
        *check_tax(case),
        *heads,
        *duplicates,
        *(check_statement(case, reconciliation_2b, twice, headed) if reconciliation_2b else ()),
        *check_time_bar(case),
        *check_reverse_charge(case, reconciliation_2b),
        *check_blocked(case),
        *check_payment_term(case),
        *check_filed(case),
    )
