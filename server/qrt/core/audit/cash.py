"""Cash beyond what the law allows: expenses and suppliers paid, sums received, loans taken and paid back (limits are the dated rows of server/rules/cash.yaml)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from qrt.core.base.dated import in_force
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.ledger.naming import plain_name
from qrt.core.ledger.types import PLACES_MOST, Chart, Line, Voucher
from qrt.core.tax.rules import CashLimit

_CARRIER = re.compile(r"\b(?:freight|transport(?:er|ers|ation)?|lorry|truck|cartage|carriers?|goods carriage|roadways|roadlines)\b", re.IGNORECASE)
_MANY = re.compile(r"\b(?:salary|salaries|wages|bonus|stipends?)\b", re.IGNORECASE)
"""Expenses that one voucher pays to many people."""

_RULES = {
    "expense": "audit.cash_payment",
    "carrier": "audit.cash_payment",
    "receipt": "audit.cash_receipt",
    "loan": "audit.cash_loan",
    "repayment": "audit.cash_loan",
}
_SAID = {
    "expense": "was paid in cash to {who}, beyond the Rs {limit} that may be paid to one person in a day: no deduction, unless rule 6DD excuses it",
    "carrier": "was paid in cash to {who}, beyond the Rs {limit} that may be paid to a carrier in a day: no deduction, unless rule 6DD excuses it",
    "receipt": "was received in cash from {who}: Rs {limit} or more from one person in a day draws a penalty of the whole sum",
    "loan": "was taken in cash as a loan or deposit from {who}: Rs {limit} or more draws a penalty of the whole sum",
    "repayment": "of a loan or deposit was paid back in cash to {who}: Rs {limit} or more draws a penalty of the whole sum",
}


def check_cash(vouchers: Sequence[Voucher], chart: Chart, limits: Sequence[CashLimit]) -> Iterator[Finding]:
    """audit.cash_payment, audit.cash_receipt, audit.cash_loan: by person and day.

    Who is paid is the party's ledger, or the voucher's party where an expense is paid directly; where neither is named, each expense of a voucher is somebody's own.
    Tax, wages, advances, a counter's sales and transfers to a bank are no business of these limits.
    """
    sums: defaultdict[tuple[str, date, str], int] = defaultdict(int)
    behind: defaultdict[tuple[str, date, str], list[Voucher]] = defaultdict(list)
    names: dict[tuple[str, date, str], str] = {}
    for voucher in vouchers:
        cash = sum(line.amount for line in voucher.lines if _role(chart, line) == "cash")
        against = [line for line in voucher.lines if _role(chart, line) != "cash" and (line.amount > 0) == (cash < 0)]
        # Cash beside a bank or a bill that is booked in the same voucher: how much of it was whose is not told.
        if not cash or sum(abs(line.amount) for line in against) > abs(cash):
            continue
        for number, line in enumerate(against):
            if found := _kind(voucher, line, chart, cash):
                kind, who = found
                key = (kind, voucher.day, plain_name(who) or f"{voucher.key}\x1f{number}")
                sums[key] += abs(line.amount)
                names[key] = who or line.ledger
                if voucher not in behind[key]:
                    behind[key].append(voucher)
    for (kind, day, who), amount in sorted(sums.items()):
        limit = in_force((row for row in limits if row.kind == kind), day)
        if limit is None or amount < limit.limit or (amount == limit.limit and kind in ("expense", "carrier")):
            continue
        key = (kind, day, who)
        said = _SAID[kind].format(who=names[key], limit=rupee_text(limit.limit))
        places = tuple(dict.fromkeys(voucher.place for voucher in behind[key] if voucher.place))[:PLACES_MOST]
        sentence = f"Rs {rupee_text(Paise(amount))} {said} ({', '.join(_name(voucher) for voucher in behind[key][:3])})."
        first = behind[key][0]
        yield Finding(_RULES[kind], Severity.WARNING, f"voucher:{first.key}", sentence, Paise(amount), limit.law, places, first.entity)


def _kind(voucher: Voucher, line: Line, chart: Chart, cash: int) -> tuple[str, str] | None:
    """Which limit a leg against cash falls under, and whose it is; none where no limit looks at it."""
    account = chart.get(line.ledger)
    if account is None:
        return None
    if account.role == "borrowing":
        return ("repayment" if cash < 0 else "loan"), line.ledger
    if account.role in ("creditor", "debtor"):
        if cash > 0:
            return "receipt", line.ledger
        return (_expense(voucher, line), line.ledger) if account.role == "creditor" else None
    named = voucher.party if voucher.party not in (each.ledger for each in voucher.lines) else ""
    if cash > 0:
        # What a counter takes in a day is many people's.
        return ("receipt", named) if account.nature == "income" and named else None
    if account.nature == "expense" and not account.role and not _MANY.search(line.ledger):
        return _expense(voucher, line), named
    return None


def _expense(voucher: Voucher, line: Line) -> str:
    return "carrier" if _CARRIER.search(f"{line.ledger} {voucher.party} {voucher.narration}") else "expense"


def _role(chart: Chart, line: Line) -> str:
    account = chart.get(line.ledger)
    return account.role if account else ""


def _name(voucher: Voucher) -> str:
    return f"{voucher.type_name or voucher.kind.value} {voucher.number or voucher.reference or voucher.key} of {voucher.day:%d-%m-%Y}"
