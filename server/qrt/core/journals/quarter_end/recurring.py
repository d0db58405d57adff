"""Costs that come once a month and are missing in one month of the quarter: rent booked every month but the last, the power bill that is still to come."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qrt.core.base.money import Paise, round_to_rupee, rupee_text
from qrt.core.base.period import Month
from qrt.core.journals.cover import LEAST, months_paid
from qrt.core.journals.ledgers import ACCRUED, ESI_COST, PF_COST, SALARY, STOCK_CHANGE, choose
from qrt.core.journals.memory import party_ledger
from qrt.core.journals.quarter_end.case import Proposed, QuarterEnd, is_provision, median, month_name, proposal, spoken
from qrt.core.ledger.naming import plain_name
from qrt.core.ledger.types import Line, SourceKind, Voucher, VoucherDraft, VoucherKind

_STEADY = re.compile(r"\b(rent|lease|hire|retainer(ship)?|subscription|security|housekeeping|amc|internet|broadband|software|cloud|hosting|manpower)\b")
_METERED = re.compile(r"\b(electric\w*|power|fuel|water|gas|telephone|mobile|communication|internet|broadband|cloud)\b")


@dataclass(frozen=True, slots=True)
class Series:
    """One cost of one party: its postings by month. `party` is "" where the books name none."""

    ledger: str
    party: str
    months: Mapping[Month, tuple[tuple[Voucher, int], ...]]

    @property
    def postings(self) -> list[tuple[Voucher, int]]:
        return [each for month in sorted(self.months) for each in self.months[month]]

    @property
    def amounts(self) -> list[int]:
        return [sum(amount for _, amount in self.months[month]) for month in sorted(self.months)]


def draft_recurring(case: QuarterEnd) -> Proposed:
    """One draft for each cost with exactly one month of the quarter missing. Key `recurring:<ledger>/<party>/<month>`.

    A steady cost (greatest month within a quarter above the least) is proposed at its last amount where all are equal, else at the median of at least three
    months; a metered one may vary threefold, and two months are enough where the last bill is awaited. A cost that no name calls recurring needs three equal months. What another voucher, or a draft that waits, brings into the month
    is not proposed again, nor is a month that a voucher of another month names as paid. An estimate takes itself back on the first day of the next quarter; what comes out of prepaid expenses does not.
    """
    every = _series(case)
    drafts = [draft for series in every if (month := _missing(case, series)) and (draft := _draft(case, series, month, every))]
    return Proposed(tuple(drafts))


def _series(case: QuarterEnd) -> list[Series]:
    found: defaultdict[tuple[str, str], defaultdict[Month, list[tuple[Voucher, int]]]] = defaultdict(lambda: defaultdict(list))
    for voucher in (*case.history, *case.posted):
        if voucher.reverses or voucher.source is SourceKind.RULE:
            continue  # What a rule drafted repeats history; it is none.
        party = party_ledger(voucher, case.chart) or (voucher.party if voucher.kind is VoucherKind.PAYMENT else "")
        for line in voucher.lines:
            if line.amount > 0 and _may_recur(case, line.ledger):
                found[line.ledger, party if party != line.ledger else ""][Month.of(voucher.day)].append((voucher, line.amount))
    return [Series(ledger, party, {month: tuple(each) for month, each in months.items()}) for (ledger, party), months in sorted(found.items())]


def _may_recur(case: QuarterEnd, ledger: str) -> bool:
    account = case.chart.get(ledger)
    if account is None or account.nature != "expense" or account.role or account.group == "Purchase Accounts":
        return False
    # Pay has its register; stock its statement.
    return not any(matter.fits(account) for matter in (SALARY, PF_COST, ESI_COST, STOCK_CHANGE))


def _missing(case: QuarterEnd, series: Series) -> Month | None:
    """The one month of the quarter without it, where it stands in every other month since it began."""
    first = min(series.months)
    span = [month for month in _months(first, case.quarter.months[-1])]
    absent = [month for month in span if month not in series.months]
    before = [month for month in case.quarter.months if month not in series.months]
    if len(absent) != 1 or before != absent or len(series.months) < 2:
        return None
    return absent[0]


def _months(first: Month, last: Month) -> Iterator[Month]:
    month = first
    while month <= last:
        yield month
        month = Month(month.year + month.number // 12, month.number % 12 + 1)


def _draft(case: QuarterEnd, series: Series, month: Month, every: list[Series]) -> VoucherDraft | None:
    amounts = series.amounts
    plain = plain_name(series.ledger)
    equal, spread = len(set(amounts)) == 1, max(amounts) / min(amounts)
    steady = spread <= 1.25 and max(len(each) for each in series.months.values()) == 1
    metered = bool(_METERED.search(plain)) and spread <= 3 and max(len(each) for each in series.months.values()) == 1
    prepaid = _prepaid_side(case, series)
    named = bool(_STEADY.search(plain)) or metered or bool(prepaid) or (equal and _is_provided(case, series))
    if not (steady or metered) or not (named or (equal and len(amounts) >= 3)):
        return None
    if not equal and len(amounts) < 3 and not (metered and month == case.quarter.months[-1]):
        return None  # Two bills of two amounts are no custom yet; only a meter's bill is awaited on their strength.
    amount = Paise(amounts[-1]) if equal else median(amounts)
    if not equal and all(each % 100 == 0 for each in amounts):
        amount = round_to_rupee(amount)
    if amount < LEAST or _is_named(case, series, month) or _there_already(case, series, month, every, amount):
        return None
    confidence = {2: 0.6, 3: 0.75, 4: 0.75, 5: 0.75}.get(len(amounts), 0.85) - (0 if equal else 0.1) - (0 if steady else 0.15)
    if prepaid:
        if case.balances[prepaid] < amount:
            return None
        ledger, why, reverses = prepaid, f"it came out of {prepaid} each time", False
    else:
        choice = choose(ACCRUED, case.chart, case.model)
        ledger, why, reverses, confidence = choice.ledger, choice.reason, True, min(confidence, max(choice.confidence, 0.5))
    how = (
        f"{rupee_text(amount)} each month"
        if equal
        else f"the median of {len(amounts)} months, {rupee_text(Paise(min(amounts)))} to {rupee_text(Paise(max(amounts)))}"
    )
    history = spoken(series.postings)
    account = case.chart[series.ledger]
    tax = f"; tax under “{account.tds_key}” falls due with the credit, to a suspense account too" if account.tds_key and not prepaid else ""
    whose = f" of {series.party}" if series.party else ""
    lines = (
        Line(series.ledger, amount, series.postings[-1][0].place, reason=f"booked in every month but {month_name(month)}: {history}; {how}{tax}"),
        Line(ledger, Paise(-amount), reason=why),
    )
    head = "prepaid" if prepaid else "recurring"
    return proposal(
        case,
        f"{head}:{series.ledger}/{series.party}/{month}",
        month.last_day,
        lines,
        f"{series.ledger}{whose} for {month_name(month)}" + (", written off from what was prepaid" if prepaid else ", bill awaited: as in the months before"),
        confidence,
        [voucher.place for voucher, _ in series.postings],
        reverses,
    )


def _is_provided(case: QuarterEnd, series: Series) -> bool:
    """Every posting is a journal against one liability of no party: what the accountant provides month by month needs no name to be a custom."""
    sides = {line.ledger for voucher, _ in series.postings for line in voucher.lines if line.amount < 0}
    journals = all(voucher.kind is VoucherKind.JOURNAL and len(voucher.lines) == 2 for voucher, _ in series.postings)
    return journals and len(sides) == 1 and is_provision(case, next(iter(sides)))


def _is_named(case: QuarterEnd, series: Series, month: Month) -> bool:
    """A voucher of another month says that it pays for this one too ("rent of August and September"). What every voucher says alike is a standing text."""
    names = [
        any(month in months_paid(text, voucher.day) for text in (voucher.narration, case.texts.get(voucher.key, "")) if text) for voucher, _ in series.postings
    ]
    return any(names) and not all(names)


def _there_already(case: QuarterEnd, series: Series, month: Month, every: list[Series], amount: Paise) -> bool:
    """Another party's bill of that size (the landlord changed), an accrual, or a draft that waits brings the cost into the month."""
    others = sum(
        each.amounts[sorted(each.months).index(month)]
        for each in every
        if each.ledger == series.ledger and each.party != series.party and month in each.months and not (each.months.keys() & series.months.keys())
    )
    drafted = (*case.waiting, *(voucher for voucher in case.posted if voucher.source is SourceKind.RULE))
    waiting = sum(line.amount for draft in drafted if draft.day in month for line in draft.lines if line.ledger == series.ledger and line.amount > 0)
    return (others + waiting) * 2 >= amount


def _prepaid_side(case: QuarterEnd, series: Series) -> str:
    """The prepaid ledger that every posting of the series took it from; "" where there is none."""
    sides = {line.ledger for voucher, _ in series.postings for line in voucher.lines if line.amount < 0}
    return sides.pop() if len(sides) == 1 and case.role(next(iter(sides))) == "prepaid" else ""
