"""Credits to payees that tax may have to be deducted from, and the tax that was."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from qrt.core.base.company import Company
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.ledger.types import Chart, LedgerAccount, Voucher, VoucherKind
from qrt.core.tax.rules import TaxRules

_BANK = re.compile(r"\bbank\b|\bnbfc\b|financial corporation", re.IGNORECASE)
_EXEMPT_PAYEE = re.compile(
    r"\b(?:government|municipal|municipality|corporation of (?:city|greater)|reserve bank|collector|treasury|rto|customs|gst department)\b", re.IGNORECASE
)
_CREDIT_KINDS = frozenset({VoucherKind.PURCHASE, VoucherKind.JOURNAL, VoucherKind.PAYMENT})
_PARTY_ROLES = frozenset({"creditor", "intercompany", "debtor"})


@dataclass(frozen=True, slots=True)
class Credit:
    """One credit or payment to a payee under one nature of payment. `named` is False where the books name no payee."""

    voucher: Voucher
    payee: str
    key: str
    day: date
    amount: Paise
    ledger: str
    named: bool = True


@dataclass(frozen=True, slots=True)
class Deducted:
    """Tax put aside: `ledger` the liability it went to, `key` the nature that ledger stands for ("" when it is for all)."""

    voucher: Voucher
    payee: str
    ledger: str
    key: str
    amount: Paise


@dataclass(frozen=True, slots=True)
class TdsCase:
    """Everything the checks look at."""

    credits: tuple[Credit, ...]
    deducted: tuple[Deducted, ...]
    vouchers: tuple[Voucher, ...]
    chart: Chart
    rules: TaxRules
    company: Company
    quarter: Quarter
    prior: Mapping[tuple[str, str], Paise]
    knows_prior: bool
    entity: str

    def pan(self, payee: str) -> str:
        """PAN of a payee, from its ledger or inside its GSTIN; "" when the books have none."""
        account = self.chart.get(payee)
        if account is None:
            return ""
        return account.pan.upper() or (account.gstin[2:12].upper() if len(account.gstin) == 15 else "")


def to_tds_case(
    vouchers: Iterable[Voucher],
    chart: Chart,
    rules: TaxRules,
    company: Company,
    quarter: Quarter,
    prior: Mapping[tuple[str, str], Paise] | None,
    entity: str,
) -> TdsCase:
    """Find the credits and deductions in the vouchers of one entity."""
    kept = tuple(sorted((voucher for voucher in vouchers if not entity or voucher.entity == entity), key=lambda each: (each.day, each.key)))
    credits = tuple(credit for voucher in kept if voucher.kind in _CREDIT_KINDS for credit in _credits(voucher, chart))
    deducted = tuple(each for voucher in kept for each in _deducted(voucher, chart))
    code = entity or (kept[0].entity if kept else "")
    return TdsCase(credits, deducted, kept, chart, rules, company, quarter, prior or {}, prior is not None, code)


def _credits(voucher: Voucher, chart: Chart) -> Iterable[Credit]:
    payee, named = _payee(voucher, chart)
    if not payee or _EXEMPT_PAYEE.search(payee):
        return
    amounts: dict[tuple[str, str], int] = {}
    ahead = _paid_ahead(voucher, chart)
    for line in voucher.lines:
        account = ahead if ahead and line.ledger in chart and chart[line.ledger].role == "prepaid" else chart.get(line.ledger)
        if account and account.tds_key and account.nature in ("expense", "asset") and account.role != "tds_payable" and line.amount > 0:
            first = next((ledger for key, ledger in amounts if key == account.tds_key), line.ledger)
            spot = (account.tds_key, first)
            amounts[spot] = amounts.get(spot, 0) + line.amount
    for (key, ledger), amount in amounts.items():
        # Interest paid to a bank is outside the duty to deduct (s.194A(3)(iii) of the 1961 Act).
        if not (key.startswith("interest") and (_BANK.search(payee) or not named)):
            yield Credit(voucher, payee, key, voucher.day, Paise(amount), ledger, named)


def _paid_ahead(voucher: Voucher, chart: Chart) -> LedgerAccount | None:
    """The cost whose part for later days the voucher takes to prepaid: the one ledger of cost in it. Tax is deducted from the whole bill."""
    costs = {
        line.ledger
        for line in voucher.lines
        if line.amount > 0 and line.ledger in chart and chart[line.ledger].nature == "expense" and not chart[line.ledger].role
    }
    return chart[costs.pop()] if len(costs) == 1 else None


def _payee(voucher: Voucher, chart: Chart) -> tuple[str, bool]:
    """The ledger that is credited: the party where it is one; for payments straight from bank the ledger of the expense stands in, unnamed."""
    credited = [line.ledger for line in voucher.lines if line.amount < 0 and _is_party(chart.get(line.ledger))]
    if voucher.party in credited or (_is_party(chart.get(voucher.party)) and voucher.kind is not VoucherKind.JOURNAL):
        return voucher.party, True
    if len(set(credited)) == 1:
        return credited[0], True
    if credited or voucher.kind is not VoucherKind.PAYMENT:
        return "", False
    expense = next((line.ledger for line in voucher.lines if line.amount > 0 and (account := chart.get(line.ledger)) and account.tds_key), "")
    return expense, False


def _is_party(account: LedgerAccount | None) -> bool:
    return account is not None and (account.role in _PARTY_ROLES or account.group in ("Sundry Creditors", "Sundry Debtors"))


def _deducted(voucher: Voucher, chart: Chart) -> Iterable[Deducted]:
    payee, _ = _payee(voucher, chart)
    if not payee:
        debited = [line.ledger for line in voucher.lines if line.amount > 0 and _is_party(chart.get(line.ledger))]
        payee = debited[0] if len(set(debited)) == 1 else voucher.party
    for line in voucher.lines:
        account = chart.get(line.ledger)
        if account and account.role == "tds_payable" and line.amount < 0:
            yield Deducted(voucher, payee, line.ledger, account.tds_key, Paise(-line.amount))


def finding(voucher: Voucher, rule: str, severity: Severity, sentence: str, amount: int, law: str, places: Iterable[Place | None] = ()) -> Finding:
    """A finding about a voucher with its place as evidence."""
    evidence = tuple(dict.fromkeys(place for place in (voucher.place, *places) if place))
    return Finding(rule, severity, f"voucher:{voucher.key}", sentence, Paise(abs(amount)), law, evidence, voucher.entity)


def name_of(voucher: Voucher) -> str:
    """How a controller finds a voucher."""
    return f"{voucher.type_name or voucher.kind.value} {voucher.number or voucher.reference or voucher.key} of {voucher.day:%d-%m-%Y}"
