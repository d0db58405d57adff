"""Bank lines without a voucher that settle something standing: a customer's bill less tax deducted, a supplier's bill, wages and taxes that are owed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate

from qrt.core.base.money import ZERO, Paise, apply_rate, rupee_text
from qrt.core.journals.ledgers import ESI_PAYABLE, GST_PAYABLE, PF_PAYABLE, PT_PAYABLE, SALARY_PAYABLE, TDS_RECEIVABLE, Matter, choose
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.naming import document_number, likeness, squeezed, words
from qrt.core.ledger.types import BillKind, Chart, LedgerAccount, Line, Voucher
from qrt.core.parties.types import Item as BillItem
from qrt.core.parties.types import ItemKind
from qrt.core.recon.narration import narration_of
from qrt.core.recon.types import Item

RATES = tuple(Decimal(rate) for rate in ("0", "0.1", "1", "2", "5", "10"))
"""Percent that customers deduct: nothing, goods (194Q), contracts 1 and 2, commission of old 5, rent and fees 10."""

ROUNDING = Paise(100)
_ALIKE = 0.6
_TDS_PAYABLE = Matter("2301", "tax deducted", frozenset({"liability"}), role="tds_payable")
_RCM = tuple(f"rcm_output_{head}" for head in ("igst", "cgst", "sgst", "cess"))
_DUES: tuple[tuple[str, re.Pattern[str], tuple[Matter, ...]], ...] = (
    ("net pay", re.compile(r"\bSAL(?:ARY|ARIES)?\b|\bWAGES?\b|\bPAYROLL\b"), (SALARY_PAYABLE,)),
    ("provident fund", re.compile(r"\bE?PF\b|\bEPFO\b|PROVIDENT"), (PF_PAYABLE,)),
    ("ESI", re.compile(r"\bESIC?\b"), (ESI_PAYABLE,)),
    ("professional tax", re.compile(r"PROF(?:ESSION(?:AL)?)? ?TAX|\bPTAX\b|\bPTRC\b"), (PT_PAYABLE,)),
    ("tax deducted at source", re.compile(r"\bTDS\b|\bOLTAS\b|\b281\b"), (_TDS_PAYABLE,)),
    ("GST", re.compile(r"\bGST(?:PMT|N)?\b|\bCBIC\b|PMT-?06"), (GST_PAYABLE,)),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What money may settle: what is open of each party, and the vouchers with the opening balances in the chart for everything else that is owed."""

    bills: Mapping[str, tuple[BillItem, ...]]
    vouchers: Sequence[Voucher]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a bank line settles, in words for the narration; the party's ledger, and how sure all of it is."""

    legs: tuple[Line, ...]
    what: str
    party: str
    confidence: float


def settle(item: Item, chart: Chart, model: ModelChart, standing: Standing) -> Settlement | None:
    """What the money of a bank line settles. None where the narration names nobody, or nothing that stands open is of its size: nothing is guessed."""
    return _dues(item, chart, standing) or _bill(item, chart, model, standing) if item.amount < 0 else _bill(item, chart, model, standing)


def _bill(item: Item, chart: Chart, model: ModelChart, standing: Standing) -> Settlement | None:
    role = "debtor" if item.amount > 0 else "creditor"
    known = _named(item, [name for name in standing.bills if name in chart and chart[name].role == role], standing)
    fits = [(party, bills, rate) for party in known for bills, rate in _fitting(item, standing.bills[party], role)]
    if len({party for party, _, _ in fits}) != 1:
        return None
    party, bills, rate = fits[0]
    several = len(fits) > 1
    taken = sum(abs(bill.open) for bill in bills)
    withheld = Paise(taken - abs(item.amount))
    sign = -1 if item.amount > 0 else 1
    named = " and ".join(_called(bill) for bill in bills)
    why = f"the narration names {party}, whose bill {named} is open with {rupee_text(Paise(taken))}"
    legs = [
        Line(party, Paise(sign * abs(bill.open)), bill.place, bill=bill.number, reason=why, bill_kind=BillKind.AGAINST if bill.number else BillKind.ON_ACCOUNT)
        for bill in bills
    ]
    sure = 0.85 if not several else 0.6
    if withheld:
        choice = choose(TDS_RECEIVABLE, chart, model)
        base = rupee_text(bills[0].value or ZERO)
        legs.append(
            Line(choice.ledger, withheld, bills[0].place, reason=f"the customer kept {rate} % of {base}, the value without GST, as tax; {choice.reason}")
        )
        sure = min(sure, choice.confidence, 0.8)
    side = "Received from" if item.amount > 0 else "Paid to"
    tax = f" less tax of {rupee_text(withheld)} deducted" if withheld else ""
    return Settlement(tuple(legs), f"{side} {party} against {named}{tax}", party, sure)


def _named(item: Item, parties: Iterable[str], standing: Standing) -> list[str]:
    """Parties that the narration names: by name, cut short or not, or by the number of an open bill."""
    said = narration_of(item.narration).party
    whole, short = squeezed(item.narration), squeezed(said)
    numbers = document_number(item.narration)
    found = []
    for party in parties:
        own = squeezed(party)
        by_name = bool(said) and (
            likeness(words(said), words(party)) >= _ALIKE or (len(short) >= 8 and own.startswith(short)) or (len(own) >= 6 and own in whole)
        )
        by_bill = any(len(number) >= 5 and number in numbers for bill in standing.bills[party] if (number := document_number(bill.number)))
        if by_name or by_bill:
            found.append(party)
    return found


def _called(bill: BillItem) -> str:
    return f"{bill.number or 'without a number'} of {bill.day:%d-%m-%Y}" if bill.day else bill.number or "opening balance"


def _fitting(item: Item, items: Sequence[BillItem], role: str) -> list[tuple[tuple[BillItem, ...], Decimal]]:
    """Single bills that the money is the whole of, perhaps less tax; else the oldest bills together to the paisa.

    A bill for which the books hold just its amount unapplied may be paid already: which money was its own, a person says.
    """
    money = abs(item.amount)
    bills = [bill for bill in items if bill.kind in (ItemKind.BILL, ItemKind.OPENING) and (bill.open > 0) == (item.amount > 0)]
    unapplied = {-other.open for other in items if other.kind in (ItemKind.ADVANCE, ItemKind.ON_ACCOUNT)}
    owed = [bill for bill in bills if bill.open not in unapplied and (bill.day is None or bill.day <= item.day)]
    single: list[tuple[tuple[BillItem, ...], Decimal]] = []
    for bill in owed:
        short = abs(bill.open) - money
        if not short:
            single.append(((bill,), Decimal(0)))
        elif role == "debtor" and short > 0 and bill.value and bill.open == bill.amount:
            rate = next((each for each in RATES[1:] if abs(short - apply_rate(bill.value, each)) <= ROUNDING), None)
            if rate is not None:
                single.append(((bill,), rate))
    if single:
        return single
    sums = list(accumulate(abs(bill.open) for bill in owed))
    count = next((number for number, total in enumerate(sums, start=1) if total == money), 0)
    return [(tuple(owed[:count]), Decimal(0))] if count > 1 else []


def _dues(item: Item, chart: Chart, standing: Standing) -> Settlement | None:
    text = " ".join(item.narration.upper().split())
    if narration_of(item.narration).charge:
        return None
    for what, pattern, matters in _DUES:
        if not pattern.search(text):
            continue
        accounts = sorted((account for account in chart.values() if any(matter.fits(account) for matter in matters)), key=lambda each: each.name)
        more = [account for account in chart.values() if what == "GST" and account.role in _RCM]
        if found := _owed(item, accounts, sorted(more, key=lambda each: each.name), standing):
            when, parts = found
            reason = f"the narration says {what}; that much was owed at {when}"
            legs = tuple(Line(account.name, amount, item.place, reason=reason) for account, amount in parts)
            return Settlement(legs, f"{what[0].upper()}{what[1:]} paid", legs[0].ledger, 0.85 if len(parts) == 1 else 0.8)
        return None
    return None


def _owed(
    item: Item, accounts: Sequence[LedgerAccount], more: Sequence[LedgerAccount], standing: Standing
) -> tuple[str, list[tuple[LedgerAccount, Paise]]] | None:
    """Ledgers whose debt is the money to the paisa: one alone, or all of the matter; as it stands on the day, or as it stood at the month's end before."""
    money = -item.amount
    before = date(item.day.year, item.day.month, 1)
    for when, upto, since in (("its day", item.day, None), (f"the end of the month before {before:%d-%m-%Y}", before, item.day)):
        owed = [(account, _debt(account, upto, since, standing.vouchers)) for account in accounts]
        also = [(account, _debt(account, upto, since, standing.vouchers)) for account in more]
        for group in (*([each] for each in owed), owed, [*owed, *also]):
            parts = [(account, Paise(amount)) for account, amount in group if amount > 0]
            if parts and sum(amount for _, amount in parts) == money:
                return when, parts
    return None


def _debt(account: LedgerAccount, upto: date, since: date | None, vouchers: Sequence[Voucher]) -> int:
    """What is owed on an account: its balance on a day; or, with `since`, before `upto` less what was paid from then to `since`."""
    owed = -account.opening
    for voucher in vouchers:
        moved = sum(line.amount for line in voucher.lines if line.ledger == account.name)
        if (since is None and voucher.day <= upto) or (since is not None and (voucher.day < upto or (voucher.day <= since and moved > 0))):
            owed -= moved
    return owed
