"""Interest of a loan or deposit for the month that the books lack, from its balance and the rate that its other months show."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise, round_to_rupee, rupee_text
from qrt.core.base.period import Month
from qrt.core.journals.cover import LEAST
from qrt.core.journals.ledgers import INTEREST_DUE, INTEREST_OWED, choose
from qrt.core.journals.quarter_end.case import Proposed, QuarterEnd, month_name, note, proposal, spoken
from qrt.core.ledger.naming import words
from qrt.core.ledger.types import Line, SourceKind, Voucher, VoucherDraft

_DULL = frozenset({"loan", "term", "interest", "on", "account", "bank", "deposit", "fixed", "from", "to", "unsecured", "secured", "of"})
_PLAIN = frozenset({"loan", "loans", "bank", "deposit", "deposits", "and", "interest", "from", "on"})

RATE_APART_MOST = Decimal("0.30")
"""Percentage points that the months' rates may lie apart and still be one rate: rounding, and days that instalments slip."""

_KINDS = (("borrowing", "interest_expense", -1), ("deposit", "interest_income", 1), ("loan_given", "interest_income", 1))


def draft_interest(case: QuarterEnd) -> Proposed:
    """Key `interest:<ledger>/<month>`. Where no month shows a rate nothing is drafted: quarter_end.interest_unknown names the balance."""
    drafts: list[VoucherDraft] = []
    findings: list[Finding] = []
    for role, result_role, sign in _KINDS:
        for name in sorted(name for name, account in case.chart.items() if account.role == role):
            charged = _charged(case, name, result_role, sign) or _accrued(case, name, result_role, sign)
            absent = [month for month in case.quarter.months if month not in charged]
            if not charged:
                findings += _unknown(case, name, result_role)
            elif len(absent) == 1 and len(charged) >= 2 and (draft := _draft(case, name, sign, charged, absent[0])):
                drafts.append(draft)
    return Proposed(tuple(drafts), tuple(findings))


def _charged(case: QuarterEnd, ledger: str, result_role: str, sign: int) -> dict[Month, list[tuple[Voucher, int, int, str]]]:
    """Month -> (voucher, interest, balance before the voucher, interest ledger), of vouchers that move both the interest and the balance's own ledger.

    Balances before the quarter are not known, so of earlier months only those that the books show count: none is read backwards from an opening balance.
    """
    found: defaultdict[Month, list[tuple[Voucher, int, int, str]]] = defaultdict(list)
    balance = int(case.chart[ledger].opening)
    for voucher in case.posted:
        moved = [line.amount for line in voucher.lines if line.ledger == ledger]
        for line in voucher.lines:
            if moved and case.role(line.ledger) == result_role and line.amount * sign < 0:
                found[Month.of(voucher.day)].append((voucher, abs(line.amount), abs(balance), line.ledger))
        balance += sum(moved)
    return dict(found)


def _accrued(case: QuarterEnd, ledger: str, result_role: str, sign: int) -> dict[Month, list[tuple[Voucher, int, int, str]]]:
    """The same of vouchers that accrue interest beside the balance, where the interest ledger's name tells which balance it is on: a word that only it shares,
    of its name or of its group ("Interest on Unsecured Loan", where one balance alone is under Unsecured Loans)."""
    balances = [name for name, account in case.chart.items() if account.role == case.role(ledger) and name != ledger]
    others = {word for name in balances for word in words(name)}
    telling = (words(ledger) - _DULL - others) | (
        words(case.chart[ledger].group) - _PLAIN - {word for name in balances for word in words(case.chart[name].group)}
    )
    found: defaultdict[Month, list[tuple[Voucher, int, int, str]]] = defaultdict(list)
    balance = int(case.chart[ledger].opening)
    for voucher in case.posted:
        beside = not any(line.ledger in (ledger, *balances) for line in voucher.lines) and voucher.source is not SourceKind.RULE
        for line in voucher.lines:
            if beside and case.role(line.ledger) == result_role and line.amount * sign < 0 and words(line.ledger) & telling:
                found[Month.of(voucher.day)].append((voucher, abs(line.amount), abs(balance), line.ledger))
        balance += sum(line.amount for line in voucher.lines if line.ledger == ledger)
    return dict(found)


def _unknown(case: QuarterEnd, ledger: str, result_role: str) -> Iterator[Finding]:
    balance = case.balances[ledger]
    any_interest = any(case.role(line.ledger) == result_role for voucher in case.posted for line in voucher.lines)
    if abs(balance) >= LEAST and not any_interest:
        sentence = (
            f"{ledger} stands at {rupee_text(Paise(abs(balance)))} and no interest was booked in the quarter: the books show no rate, so none is drafted."
        )
        yield note(case, "interest_unknown", f"interest/{ledger}", sentence, law="AS 1 / Ind AS 1: accrual")


def _draft(case: QuarterEnd, ledger: str, sign: int, charged: dict[Month, list[tuple[Voucher, int, int, str]]], month: Month) -> VoucherDraft | None:
    rows = [row for each in sorted(charged) for row in charged[each]]
    if any(len(each) != 1 for each in charged.values()) or any(base <= 0 for _, _, base, _ in rows):
        return None
    rates = [Decimal(amount) * 1200 / base for _, amount, base, _ in rows]
    if max(rates) - min(rates) > RATE_APART_MOST:
        return None
    rate = sum(rates, Decimal(0)) / len(rates)
    base = _balance_at(case, ledger, month)
    amount = Paise(int((Decimal(base) * rate / 1200).quantize(Decimal(1), ROUND_HALF_UP)))
    if all(each % 100 == 0 for _, each, _, _ in rows):
        amount = round_to_rupee(amount)
    if amount < LEAST:
        return None
    choice = choose(INTEREST_OWED if sign < 0 else INTEREST_DUE, case.chart, case.model)
    shown = rate.quantize(Decimal("0.01"))
    history = spoken([(voucher, each) for voucher, each, _, _ in rows])
    why = f"{rupee_text(Paise(base))} of {ledger} at {shown} % a year for one month; the rate is what {history} come to on the balances before them"
    lines = (
        Line(rows[-1][3], Paise(-sign * amount), rows[-1][0].place, reason=why),
        Line(choice.ledger, Paise(sign * amount), reason=choice.reason),
    )
    narration = f"Interest on {ledger} for {month_name(month)}, not booked yet"
    places = [voucher.place for voucher, *_ in rows]
    return proposal(case, f"interest:{ledger}/{month}", month.last_day, lines, narration, min(0.8, max(choice.confidence, 0.5)), places, reverses=True)


def _balance_at(case: QuarterEnd, ledger: str, month: Month) -> int:
    """Size of the balance with which the month began."""
    moved = sum(line.amount for voucher in case.posted if voucher.day < month.first_day for line in voucher.lines if line.ledger == ledger)
    return abs(int(case.chart[ledger].opening) + moved)
