"""What moves a party's balance, in the order in which it counts: lines of vouchers, and the bills that the books opened with."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qrt.core.base.money import ZERO, Paise
from qrt.core.base.place import Place
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.types import BillKind, Chart, Foreign, LedgerAccount, Line, Voucher, VoucherKind
from qrt.core.parties.types import Party

MONEY_KINDS = frozenset({VoucherKind.PAYMENT, VoucherKind.RECEIPT, VoucherKind.CONTRA})
_EXCHANGE = re.compile(r"exchange (gain|loss|fluct|diff|rate)|forex|foreign exchange", re.IGNORECASE)
_NOT_VALUE = re.compile(r"^(input|output|rcm_|tds_|tcs_|gst_)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement of a party's ledger.

    bill, kind   as the line says; `kind` None where nobody said
    day, bill_day  of the voucher, and of the document that a new bill stands on
    tds          of the voucher, tax that the customer deducted
    withheld     the voucher's other side is tax that one of us deducted, and nothing else
    exchange     the other side is a difference of exchange rates, and nothing else
    restated     the voucher moves parties against exchange differences alone, no foreign money in it: balances restated at another rate, several parties at once
    name         whom the line names behind a control ledger; "" where it names nobody
    value, expense  what the voucher moved besides parties, money and tax, and how much of it was charged to income; None for money
    """

    voucher: str
    day: date
    amount: Paise
    money: bool
    number: str = ""
    bill: str = ""
    kind: BillKind | None = None
    bill_day: date | None = None
    due_day: date | None = None
    text: str = ""
    foreign: Foreign | None = None
    tds: Paise = ZERO
    withheld: bool = False
    exchange: bool = False
    restated: bool = False
    value: Paise | None = None
    expense: Paise | None = None
    place: Place | None = None
    index: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class OpeningBill:
    """A bill that was open when the books opened. `amount` is signed, debit positive; `source` says who lists it, `name` whose it is under a control ledger."""

    number: str
    amount: Paise
    day: date | None
    due_day: date | None
    source: str
    place: Place | None = None
    currency: str = ""
    foreign_amount: int = 0
    name: str = ""


def is_exchange(account: LedgerAccount | None) -> bool:
    """Whether a ledger takes differences of exchange rates."""
    return account is not None and (account.role == "exchange_result" or (account.nature in ("income", "expense") and bool(_EXCHANGE.search(account.name))))


def entries_of(vouchers: Iterable[Voucher], chart: Chart, parties: Mapping[str, Party], own_currency: str) -> dict[str, list[Entry]]:
    """Movements by party ledger, in their order: by day, new bills before what settles them, then by voucher.

    Lines of one voucher on one party that say nothing of a bill are taken together: a receipt and the tax deducted from it settle one bill.
    """
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for voucher in vouchers:
        mine = {line.ledger for line in voucher.lines if line.ledger in parties and line.amount}
        for ledger in mine:
            found[ledger] += _entries(voucher, ledger, chart, parties, own_currency)
    for ledger, entries in found.items():
        sign = parties[ledger].side.sign
        entries.sort(key=lambda each: (each.day, _place_in_day(each, sign), each.voucher, each.index))
    return dict(found)


def _place_in_day(entry: Entry, sign: int) -> int:
    """New bills come first in their day, exchange differences on what is left of them last."""
    if (entry.exchange or entry.restated) and (entry.foreign is None or not entry.foreign.amount):
        return 2
    return 0 if entry.kind is BillKind.NEW or (entry.kind is None and entry.amount * sign > 0 and not entry.money) else 1


def _entries(voucher: Voucher, ledger: str, chart: Chart, parties: Mapping[str, Party], own_currency: str) -> list[Entry]:
    lines = [(index, line) for index, line in enumerate(voucher.lines) if line.ledger == ledger and line.amount]
    others = [line for line in voucher.lines if line.ledger != ledger and line.amount]
    money = voucher.kind in MONEY_KINDS
    roles = {line.ledger: chart[line.ledger].role for line in others if line.ledger in chart}
    tds = abs(sum(line.amount for line in others if roles.get(line.ledger) == "tds_receivable"))
    withheld = bool(others) and all(roles.get(line.ledger) in ("tds_payable", "tds_receivable") for line in others)
    exchange = bool(others) and all(is_exchange(chart.get(line.ledger)) for line in others)
    restated = not money and _is_restatement(voucher, chart, parties, own_currency)
    alone = len({line.ledger for line in voucher.lines if line.ledger in parties}) == 1
    value, expense = _value(others, chart) if alone and not money and not exchange and not withheld else (None, None)
    made: list[Entry] = []
    silent: list[Entry] = []
    for index, line in lines:
        foreign = line.foreign if line.foreign and line.foreign.currency != own_currency else None
        entry = Entry(
            voucher=voucher.key,
            day=voucher.day,
            amount=line.amount,
            money=money,
            number=_number(voucher, parties[ledger]),
            bill=line.bill.strip(),
            kind=line.bill_kind,
            bill_day=_bill_day(voucher, parties[ledger]),
            due_day=line.due_day,
            text=f"{voucher.reference} {voucher.narration}",
            foreign=foreign,
            tds=Paise(tds),
            withheld=withheld,
            exchange=exchange,
            restated=restated,
            value=value if len(lines) == 1 else None,
            expense=expense if len(lines) == 1 else None,
            place=line.place or voucher.place,
            index=index,
            name=line.party,
        )
        (made if entry.bill or entry.kind else silent).append(entry)
    return [*made, *_together(silent)]


def _is_restatement(voucher: Voucher, chart: Chart, parties: Mapping[str, Party], own_currency: str) -> bool:
    lines = [line for line in voucher.lines if line.amount]
    differences = [is_exchange(chart.get(line.ledger)) for line in lines]
    moved = any(line.foreign and line.foreign.amount and line.foreign.currency != own_currency for line in lines)
    return not moved and any(differences) and all(known or line.ledger in parties for known, line in zip(differences, lines, strict=True))


def _together(silent: Sequence[Entry]) -> list[Entry]:
    """Lines without a bill, one entry for each direction, currency and name."""
    joined: dict[tuple[bool, str, str], Entry] = {}
    for entry in silent:
        key = (entry.amount > 0, entry.foreign.currency if entry.foreign else "", squeezed(entry.name))
        standing = joined.get(key)
        if standing is None:
            joined[key] = entry
            continue
        foreign = standing.foreign
        if foreign and entry.foreign:
            foreign = replace(foreign, amount=foreign.amount + entry.foreign.amount)
        joined[key] = replace(standing, amount=Paise(standing.amount + entry.amount), foreign=foreign)
    return list(joined.values())


def _value(others: Sequence[Line], chart: Chart) -> tuple[Paise, Paise]:
    value = expense = 0
    for line in others:
        account = chart.get(line.ledger)
        if account is None or _NOT_VALUE.match(account.role) or account.role in ("debtor", "creditor", "bank", "cash", "round_off"):
            continue
        value += line.amount
        if account.nature in ("income", "expense") or account.role == "inventory":
            expense += line.amount
    return Paise(abs(value)), Paise(abs(expense))


def _number(voucher: Voucher, party: Party) -> str:
    """A vendor's bill has the vendor's number, ours has our own."""
    return (voucher.reference or voucher.number) if party.side.sign < 0 else (voucher.number or voucher.reference)


def _bill_day(voucher: Voucher, party: Party) -> date:
    day = voucher.reference_day if party.side.sign < 0 else None
    return day if day and day <= voucher.day else voucher.day
