"""An accrual of the period before that nobody took back, while the bills it stood for are booked again: the expense then stands twice.

Only liabilities that say what they are ("Provision for audit fee", "Outstanding expenses") are looked at. Tax, wages, interest and the long provisions (gratuity,
leave, warranty, doubtful debts) stand over a quarter by right and are passed over.
"""

import re
from collections.abc import Iterator, Sequence

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.ledger.naming import plain_name, words
from qrt.core.ledger.types import PLACES_MOST, Chart, LedgerAccount, SourceKind, TrialBalance, TrialBalanceLine, Voucher, VoucherKind

_ACCRUAL = re.compile(r"\b(?:provisions?|outstanding|accrued|accruals?)\b|\bexpenses? payable\b")
_BY_RIGHT = re.compile(
    r"\b(?:tax|taxes|taxation|gst|igst|cgst|sgst|tds|tcs|cess|duty|salary|salaries|wages?|bonus|incentives?|gratuity|leave|pf|epf|esi|esic|provident|pension|interest|"
    r"dividend|warrant(?:y|ies)|doubtful|bad|depreciation|diminution|csr|litigation|contingen\w+|restructuring|employees?|staff)\b"
)
_FILLER = frozenset(
    {
        "provision",
        "outstanding",
        "accrued",
        "accrual",
        "payable",
        "for",
        "of",
        "and",
        "the",
        "expense",
        "expenditure",
        "charge",
        "cost",
        "account",
        "liability",
        "other",
    }
    | {"ac", "towards", "on", "fy", "quarter", "sundry", "misc", "miscellaneous", "general"}
)
_SPOKEN_MOST = 3


def check_standing_accruals(vouchers: Sequence[Voucher], chart: Chart, trial_balance: TrialBalance) -> Iterator[Finding]:
    """audit.accrual_not_reversed: nothing was taken off the opening credit of an accrual, and bills of its expense were charged to the expense in the period.

    vouchers  those of the period, by day. An accrual that names its expense is held against that expense's bills; one that names none ("Outstanding
    expenses") only where nothing moved it at all, against bills that are dated before the period.
    """
    for line in trial_balance.lines:
        account = chart.get(line.ledger)
        if account is None or account.nature != "liability" or account.role or line.opening >= 0 or line.debit:
            continue
        name = plain_name(line.ledger)
        if not _ACCRUAL.search(name) or _BY_RIGHT.search(name):
            continue
        meant = frozenset(word for word in words(line.ledger) if word not in _FILLER and not word.isdigit())
        if not meant and line.credit:
            continue
        charged = [(voucher, ledger, amount) for voucher in vouchers for ledger, amount in _charges(voucher, line.ledger, meant, chart, trial_balance)]
        if charged:
            yield _finding(account, line, charged, trial_balance)


def _charges(voucher: Voucher, accrual: str, meant: frozenset[str], chart: Chart, period: TrialBalance) -> Iterator[tuple[str, int]]:
    """Expense ledgers that a supplier's bill charges: those the accrual names; any, for a bill of the time before, where it names none."""
    if voucher.source is SourceKind.RULE or any(leg.ledger == accrual for leg in voucher.lines):
        return
    roles = {chart[leg.ledger].role for leg in voucher.lines if leg.ledger in chart}
    if voucher.kind is not VoucherKind.PURCHASE and "creditor" not in roles:
        return
    if not meant and (voucher.reference_day is None or voucher.reference_day >= period.first_day):
        return
    for leg in voucher.lines:
        account = chart.get(leg.ledger)
        if account and account.nature == "expense" and leg.amount > 0 and (meant <= words(leg.ledger) if meant else account.group != "Purchase Accounts"):
            yield leg.ledger, leg.amount


def _finding(account: LedgerAccount, line: TrialBalanceLine, charged: Sequence[tuple[Voucher, str, int]], period: TrialBalance) -> Finding:
    total = sum(amount for _, _, amount in charged)
    ledgers = " and ".join(sorted({ledger for _, ledger, _ in charged})[:_SPOKEN_MOST])
    said = ", ".join(
        f"{voucher.type_name or voucher.kind.value} {voucher.number or voucher.reference or voucher.key} of {voucher.day:%d-%m-%Y}"
        for voucher, _, _ in charged[:_SPOKEN_MOST]
    )
    more = f" and {len(charged) - _SPOKEN_MOST} more" if len(charged) > _SPOKEN_MOST else ""
    sentence = (
        f"{line.ledger} opened at Rs {rupee_text(Paise(-line.opening))} Cr and nothing was taken off it up to {period.last_day:%d-%m-%Y}, while bills of Rs {rupee_text(Paise(total))} "
        f"were charged to {ledgers} ({said}{more}): where it was accrued for them, the expense stands twice. Reverse the accrual or say what it still stands for."
    )
    places = (*account.places, *(voucher.place for voucher, _, _ in charged if voucher.place))
    return Finding(
        "audit.accrual_not_reversed",
        Severity.WARNING,
        f"ledger:{period.entity}/{line.ledger}",
        sentence,
        Paise(min(-line.opening, total)),
        "AS 1 / Ind AS 1: accrual",
        tuple(dict.fromkeys(places))[:PLACES_MOST],
        period.entity,
    )
