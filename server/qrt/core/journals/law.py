"""What the books and the law say to a draft: tax deducted from a payee so far, credit taken or not, rates of foreign money. Made once for an entity."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from qrt.core.base.company import Company
from qrt.core.base.period import Quarter
from qrt.core.documents.types import RateRow
from qrt.core.journals.ledgers import BLOCKED_GST
from qrt.core.journals.memory import party_ledger
from qrt.core.ledger.types import Chart, Voucher, VoucherKind
from qrt.core.tax.rules import TaxRules
from qrt.core.tax.tds.events import TdsCase, to_tds_case

RATE_DAYS_MOST = 7
"""How old a rate of exchange may be: one week of holidays."""


@dataclass(frozen=True, slots=True)
class Law:
    """rules    the dated rows
    case     credits and deductions of the books, as the TDS checks see them; None in a draft without books
    to_cost  parties whose tax went to cost, `claimed` those whose tax was claimed, with how many vouchers
    reverse  rate of tax under reverse charge that a party's last such voucher was booked at
    whole    tax deducted stands in whole rupees throughout the books
    """

    rules: TaxRules = field(default_factory=TaxRules)
    case: TdsCase | None = None
    to_cost: Mapping[str, int] = field(default_factory=dict)
    claimed: Mapping[str, int] = field(default_factory=dict)
    reverse: Mapping[str, Decimal] = field(default_factory=dict)
    rates: tuple[RateRow, ...] = ()
    whole: bool = True

    def rate_on(self, currency: str, day: date) -> tuple[Decimal, RateRow] | None:
        """Rupees for a unit on the day, or on the last day before it within a week; None where no paper says it."""
        known = [
            row
            for row in self.rates
            if row.currency == currency and day - timedelta(days=RATE_DAYS_MOST) <= row.day <= day and row.kind in ("closing", "reference")
        ]
        best = max(known, key=lambda row: (row.day, row.kind == "reference"), default=None)
        return (best.rate, best) if best else None


def to_law(vouchers: Sequence[Voucher], chart: Chart, rules: TaxRules, company: Company, quarter: Quarter, entity: str, rates: Iterable[RateRow] = ()) -> Law:
    """The law with the posted vouchers of one entity."""
    case = to_tds_case(vouchers, chart, rules, company, quarter, None, entity)
    reverse: dict[str, Decimal] = {}
    habits: defaultdict[bool, Counter[str]] = defaultdict(Counter)
    for voucher in vouchers:
        if voucher.kind not in (VoucherKind.PURCHASE, VoucherKind.JOURNAL) or not (party := party_ledger(voucher, chart)):
            continue
        if rate := _reverse_rate(voucher, party, chart):
            reverse[party] = rate
        accounts = [account for line in voucher.lines if line.amount > 0 and (account := chart.get(line.ledger))]
        if any(account.role.startswith("input_") for account in accounts):
            habits[True][party] += 1
        elif any(BLOCKED_GST.fits(account) for account in accounts):
            habits[False][party] += 1
    whole = all(each.amount % 100 == 0 for each in case.deducted)
    return Law(rules, case, dict(habits[False]), dict(habits[True]), reverse, tuple(rates), whole)


def _reverse_rate(voucher: Voucher, party: str, chart: Chart) -> Decimal | None:
    """The rate of tax under reverse charge in a voucher, to a tenth of a percent, by what the party is owed."""
    owed = -sum(line.amount for line in voucher.lines if (account := chart.get(line.ledger)) and account.role.startswith("rcm_output_"))
    value = -sum(line.amount for line in voucher.lines if line.ledger == party)
    return (Decimal(owed * 100) / Decimal(value)).quantize(Decimal("0.1")) if owed > 0 and value > 0 else None
