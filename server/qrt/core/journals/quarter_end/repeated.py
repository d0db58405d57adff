"""A cost that was provided when the last quarter ended, was taken back when this one began, and is not provided again at its end: its bill comes a month later."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise, rupee_text
from qrt.core.journals.cover import LEAST
from qrt.core.journals.quarter_end.accruals import draft_accruals
from qrt.core.journals.quarter_end.case import Proposed, QuarterEnd, is_provision, median, month_name, note, proposal, spoken
from qrt.core.ledger.types import Line, Voucher, VoucherDraft, VoucherKind

TAKEN_BACK_DAYS = 7
"""Days from the quarter's first in which a provision is taken back."""

APART_MOST = 3
"""Months' bills whose greatest is more than so many times the least give no estimate."""


def draft_repeated(case: QuarterEnd) -> Proposed:
    """Key `provision:<ledger>/<liability>/<month>`, at the median of the quarter's bills. Where these lie too far apart, quarter_end.provision_unknown says so.

    A cost without a bill in each month, or whose bill was booked after the quarter, is proposed as recurring or as an accrual and not again here.
    """
    accrued = {line.ledger for draft in draft_accruals(case).drafts for line in draft.lines if line.amount > 0}
    drafts: list[VoucherDraft] = []
    findings: list[Finding] = []
    seen: set[tuple[str, str]] = set()
    for voucher, cost, liability in _taken_back(case):
        ledger = cost.ledger
        if ledger in accrued or (ledger, liability) in seen or _provided(case, ledger):
            continue
        seen.add((ledger, liability))
        bills = _bills(case, ledger)
        by_month = [sum(amount for each, amount in bills if each.day in month) for month in case.quarter.months]
        if not all(by_month):
            continue
        if max(by_month) > APART_MOST * min(by_month):
            findings.append(_unknown(case, ledger, voucher, by_month))
        elif (amount := median(by_month)) >= LEAST:
            drafts.append(_draft(case, voucher, cost, liability, bills, amount))
    return Proposed(tuple(drafts), tuple(findings))


def _taken_back(case: QuarterEnd) -> Iterator[tuple[Voucher, Line, str]]:
    """Journals of the first days: an expense credited against a liability that the quarter opened with, of no party."""
    till = case.quarter.first_day + timedelta(days=TAKEN_BACK_DAYS)
    for voucher in case.posted:
        if voucher.kind is not VoucherKind.JOURNAL or voucher.day >= till or len(voucher.lines) != 2:
            continue
        for cost, other in (voucher.lines, voucher.lines[::-1]):
            account = case.chart.get(other.ledger)
            if cost.amount < 0 and _is_cost(case, cost.ledger) and account and is_provision(case, other.ledger) and -account.opening >= other.amount:
                yield voucher, cost, other.ledger


def _is_cost(case: QuarterEnd, ledger: str) -> bool:
    return case.nature(ledger) == "expense" and case.role(ledger) == "" and case.chart[ledger].group != "Purchase Accounts"


def _provided(case: QuarterEnd, ledger: str) -> bool:
    """The last month has it against a provision already, in the books or in a draft that waits."""
    last = case.quarter.months[-1]
    return any(
        any(line.ledger == ledger and line.amount > 0 for line in each.lines)
        and any(line.amount < 0 and is_provision(case, line.ledger) for line in each.lines)
        for each in (*case.posted, *case.waiting)
        if each.day in last
    )


def _bills(case: QuarterEnd, ledger: str) -> list[tuple[Voucher, int]]:
    found: defaultdict[str, int] = defaultdict(int)
    by_key = {voucher.key: voucher for voucher in case.posted}
    for voucher in case.posted:
        for line in voucher.lines:
            if line.ledger == ledger and line.amount > 0:
                found[voucher.key] += line.amount
    return [(by_key[key], amount) for key, amount in found.items()]


def _draft(case: QuarterEnd, voucher: Voucher, cost: Line, liability: str, bills: list[tuple[Voucher, int]], amount: Paise) -> VoucherDraft:
    month = case.quarter.months[-1]
    name = voucher.number or voucher.key
    why = (
        f"{name} of {voucher.day:%d-%m-%Y} took back {rupee_text(Paise(-cost.amount))} provided for the month before the quarter, and {month_name(month)} "
        f"has no provision; the median of the quarter's months: {spoken(bills)}"
    )
    lines = (
        Line(cost.ledger, amount, cost.place or voucher.place, reason=why),
        Line(liability, Paise(-amount), reason=f"{name} took the last provision out of {liability}"),
    )
    narration = f"{cost.ledger} for {month_name(month)}, bill awaited: provided as at the end of the quarter before"
    places = [voucher.place, *(each.place for each, _ in bills)]
    return proposal(case, f"provision:{cost.ledger}/{liability}/{month}", month.last_day, lines, narration, 0.55, places, reverses=True)


def _unknown(case: QuarterEnd, ledger: str, voucher: Voucher, by_month: list[int]) -> Finding:
    sentence = (
        f"{ledger} was provided at the end of the quarter before ({voucher.number or voucher.key} took it back) and is not at the end of this one; its months lie "
        f"between {rupee_text(Paise(min(by_month)))} and {rupee_text(Paise(max(by_month)))}, too far apart for an estimate, so none is drafted."
    )
    return note(case, "provision_unknown", f"provision/{ledger}", sentence, law="AS 1 / Ind AS 1: accrual", evidence=[voucher.place])
