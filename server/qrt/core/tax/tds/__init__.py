"""TDS checks over the books of a quarter."""

from collections.abc import Iterable, Mapping

from qrt.core.base.company import Company
from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.documents.types import Extraction
from qrt.core.ledger.types import Chart, Voucher
from qrt.core.tax.rules import TaxRules
from qrt.core.tax.tds.deducted import check_deduction
from qrt.core.tax.tds.deposit import check_deposit
from qrt.core.tax.tds.events import TdsCase, to_tds_case
from qrt.core.tax.tds.goods import check_goods
from qrt.core.tax.tds.returned import check_returned

__all__ = ["TdsCase", "check_tds"]


def check_tds(
    vouchers: Iterable[Voucher],
    chart: Chart,
    rules: TaxRules,
    company: Company,
    quarter: Quarter,
    prior_year_to_date: Mapping[tuple[str, str], Paise] | None = None,
    entity: str = "",
    papers: Iterable[Extraction] = (),
) -> tuple[Finding, ...]:
    """All that is wrong with the tax deducted by one entity in a quarter.

    `prior_year_to_date` holds what was credited earlier in the year, by (payee ledger, nature key) in paise; without it, limits of a year are judged on the
    known part alone, and the sentences say so. Amounts below a limit are never reported. `papers` are what was read: Form 26AS, AIS and our own statements among
    them are compared with the books, printed or not.
    """
    case = to_tds_case(vouchers, chart, rules, company, quarter, prior_year_to_date, entity)
    return (*check_deduction(case), *check_goods(case), *check_deposit(case), *check_returned(case, papers))
