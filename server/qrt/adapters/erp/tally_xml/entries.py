"""The entries of a Tally voucher as legs: sides by the reading that sums to zero, cut at each bill and cost centre, with foreign money beside."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from qrt.core.base.money import Paise, rupee_text, rupees
from qrt.core.base.place import Place
from qrt.core.documents.amounts import ForeignMoney, bounded, currency_of_amount
from qrt.core.documents.dates import parse_day
from qrt.core.documents.extracting import Pen
from qrt.core.documents.markup import Node
from qrt.core.documents.types import Leg

_LEDGER_LISTS = ("ALLLEDGERENTRIES.LIST", "LEDGERENTRIES.LIST")
_INVENTORY_LISTS = ("ALLINVENTORYENTRIES.LIST", "INVENTORYENTRIES.LIST", "INVENTORYENTRIESIN.LIST", "INVENTORYENTRIESOUT.LIST")


def is_yes(text: str) -> bool:
    return text.strip().lower() in ("yes", "true", "1")


def amount_of(node: Node | None) -> tuple[Paise, bool | None] | None:
    """The amount with the sign it carries, and whether the file says outright that it is a debit. None when there is no amount.

    A foreign amount "$100 @ ₹80/$ = ₹8000" counts in rupees. Raises ForeignMoney on foreign money without its rupees, ValueError on text that is no amount.
    """
    if node is None:
        return None
    inner = node.find("AMOUNT")
    text = (inner or node).text.strip()
    if not text:
        return None
    debit = node.value("ISDEBIT")
    counted = text.rpartition("=")[2].strip()
    if currency := currency_of_amount(counted.partition("@")[0]):
        raise ForeignMoney(currency, text)
    return bounded(rupees(counted)), is_yes(debit) if debit else None


def day_or_none(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        return None


def sizes_of(node: Node) -> Iterable[Paise]:
    for entry in _entries(node, _LEDGER_LISTS):
        try:
            if found := amount_of(entry.find("AMOUNT")):
                yield found[0]
        except ValueError:
            continue


def _entries(node: Node, lists: Sequence[str]) -> list[Node]:
    return [entry for entry in node.all(*lists) if entry.value("LEDGERNAME")]


@dataclass(frozen=True, slots=True)
class _Part:
    """A share of an entry: one bill or one cost centre, in rupees. A `size` below nil goes against the entry's side; `foreign` is the share in its currency."""

    size: int
    name: str = ""
    kind: str = ""
    due_day: date | None = None
    foreign: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    ledger: str
    place: Place
    amount: Paise
    deemed_debit: bool | None
    debit: bool | None
    bills: tuple[_Part, ...] = ()
    centres: tuple[_Part, ...] = ()
    foreign: "_Foreign | None" = None
    unclear: str = ""


@dataclass(frozen=True, slots=True)
class _Foreign:
    """What stands before the "=" of a foreign amount: currency, hundredths without sign, rupees for one unit."""

    currency: str
    hundredths: int
    rate: Decimal


_FOREIGN = re.compile(
    r"^\(?-?\s*(?P<before>[^\d\s().,=@-]*)\s*(?:\(?-?)\s*(?P<amount>[\d,]+(?:\.\d+)?)\)?\s*(?P<after>[^\d\s@=().,-]*)\s*@\s*[^\d]*?(?P<rate>[\d,]+(?:\.\d+)?)\s*(?:/\s*[^=]*)?="
)
_SYMBOLS = {"$": "USD", "us$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR", "£": "GBP", "gbp": "GBP", "¥": "JPY", "jpy": "JPY", "aed": "AED", "dhs": "AED", "s$": "SGD", "sgd": "SGD", "a$": "AUD", "aud": "AUD", "chf": "CHF", "cad": "CAD", "c$": "CAD", "cny": "CNY", "sar": "SAR"}  # fmt: skip
_BILL_KINDS = {"newref": "new", "agstref": "against", "advance": "advance", "onaccount": "on_account"}
CREDIT_PERIOD = re.compile(r"^\s*(\d+)\s*(days?|weeks?|months?|years?)?\s*$", re.IGNORECASE)


def _foreign(text: str) -> _Foreign | None:
    """ "$1000.00 @ ₹ 83.50/$ = ₹ 83500.00": None where there is no foreign part or its currency has no code we know. Never guessed."""
    found = _FOREIGN.match(text.strip())
    if found is None:
        return None
    word = (found.group("before") or found.group("after") or "").strip().casefold()
    currency = _SYMBOLS.get(word) or (word.upper() if re.fullmatch(r"[a-z]{3}", word) else "")
    if not currency or currency == "INR":
        return None
    try:
        hundredths = abs(rupees(found.group("amount")))
    except ValueError:
        return None
    return _Foreign(currency, hundredths, Decimal(found.group("rate").replace(",", "")))


def due_after(text: str, from_day: date) -> date | None:
    """The day that a credit period ends: a number of days, weeks or months from the bill, or a date; None where it says nothing."""
    if not text.strip():
        return None
    if found := CREDIT_PERIOD.match(text):
        count, unit = int(found.group(1)), (found.group(2) or "days").lower()
        if count > 3650:
            return None
        if unit.startswith(("month", "year")):
            months = from_day.month - 1 + count * (12 if unit.startswith("year") else 1)
            year, month = from_day.year + months // 12, months % 12 + 1
            return date(year, month, min(from_day.day, monthrange(year, month)[1]))
        return from_day + timedelta(days=count * (7 if unit.startswith("week") else 1))
    return day_or_none(text)


def _entry(pen: Pen, node: Node, day: date, billed: date) -> _Entry | None:
    found = amount_of(node.find("AMOUNT"))
    if found is None:
        return None
    deemed = node.value("ISDEEMEDPOSITIVE")
    # A credit that is a new bill is the supplier's: its days run from the day on the bill, not from the day on which it was booked.
    credit = not is_yes(deemed) if deemed else found[0] > 0
    bills, centres = _bills(node, billed if credit else day), _centres(node)
    text = (node.find("AMOUNT") or node).text
    unclear = ""
    if bills and sum(part.size for part in bills) != abs(found[0]):
        unclear = f"the bills of {node.value('LEDGERNAME')!r} come to {rupee_text(Paise(sum(part.size for part in bills)))}, its amount is {rupee_text(Paise(abs(found[0])))}"
        bills = (_Part(abs(found[0]), "; ".join(part.name for part in bills if part.name)),)
    if centres and sum(part.size for part in centres) != abs(found[0]):
        unclear = unclear or f"the cost centres of {node.value('LEDGERNAME')!r} do not come to its amount"
        centres = ()
    place = pen.place(node.line, node.tag)
    return _Entry(node.value("LEDGERNAME"), place, found[0], is_yes(deemed) if deemed else None, found[1], bills, centres, _foreign(text), unclear)


def _bills(node: Node, day: date) -> tuple[_Part, ...]:
    """Shares by bill: an entry that settles several bills is several legs. Raises ValueError on an amount that is none."""
    parts = []
    for each in node.all("BILLALLOCATIONS.LIST"):
        found = amount_of(each.find("AMOUNT"))
        name, kind = each.value("NAME"), _BILL_KINDS.get(re.sub(r"\W", "", each.value("BILLTYPE").casefold()), "")
        if found is None:
            if name:
                parts.append(_Part(0, name, kind))
            continue
        foreign = _foreign(each.value("AMOUNT"))
        due = due_after(each.value("BILLCREDITPERIOD"), day) if kind in ("new", "") else None
        parts.append(_Part(found[0], name, kind, due, foreign.hundredths if foreign else 0))
    if len(parts) == 1 and not parts[0].size:
        # A single bill without its amount is the whole entry.
        whole = amount_of(node.find("AMOUNT"))
        parts = [replace(parts[0], size=abs(whole[0]) if whole else 0)]
    whole = amount_of(node.find("AMOUNT"))
    sign = -1 if whole and whole[0] < 0 else 1
    relative = tuple(replace(part, size=sign * part.size) for part in parts if part.size)
    # Files that write no signs at all write none here either.
    sizes = tuple(replace(part, size=abs(part.size)) for part in relative)
    return sizes if whole and sum(part.size for part in sizes) == abs(whole[0]) else relative


def _centres(node: Node) -> tuple[_Part, ...]:
    """Shares by cost centre, of the first category that has any: a second one divides the same amount again."""
    groups = [category.all("COSTCENTREALLOCATIONS.LIST") for category in node.all("CATEGORYALLOCATIONS.LIST")] or [node.all("COSTCENTREALLOCATIONS.LIST")]
    for group in groups:
        parts = [_Part(abs(found[0]), each.value("NAME")) for each in group if (found := amount_of(each.find("AMOUNT"))) and each.value("NAME")]
        if parts:
            return tuple(parts)
    return ()


def _split(entry: _Entry, amount: Paise, day: date) -> tuple[Leg, ...]:
    """The legs of one entry: cut at every bill and every cost centre, so that each leg is of one bill and one centre. Nothing is lost: they add up to it."""
    cuts: list[tuple[int, _Part | None, _Part | None]] = []
    if any(part.size < 0 for part in entry.bills):
        only = entry.centres[0] if len(entry.centres) == 1 else None
        return _legs_of(entry, amount, day, [(part.size, part, only) for part in entry.bills])
    bills, centres = list(entry.bills) or [None], list(entry.centres) or [None]
    left_bill, left_centre = (bills[0].size if bills[0] else abs(amount)), (centres[0].size if centres[0] else abs(amount))
    bill = centre = 0
    while bill < len(bills) and centre < len(centres):
        size = min(left_bill, left_centre)
        cuts.append((size, bills[bill], centres[centre]))
        left_bill, left_centre = left_bill - size, left_centre - size
        if not left_bill:
            bill += 1
            left_bill = (part.size if (part := bills[bill]) else 0) if bill < len(bills) else 0
        if not left_centre:
            centre += 1
            left_centre = (part.size if (part := centres[centre]) else 0) if centre < len(centres) else 0
    if sum(size for size, _, _ in cuts) != abs(amount):
        cuts = [(abs(amount), None, None)]
    return _legs_of(entry, amount, day, cuts)


def _legs_of(entry: _Entry, amount: Paise, day: date, cuts: Sequence[tuple[int, _Part | None, _Part | None]]) -> tuple[Leg, ...]:
    sign = -1 if amount < 0 else 1
    legs, foreign_left, rupees_left = [], entry.foreign.hundredths if entry.foreign else 0, abs(amount)
    for size, part, share in cuts:
        money: dict[str, Any] = {}
        if entry.foreign and rupees_left:
            # The last leg takes what rounding left over.
            own = part.foreign if part and part.foreign and part.size == size else foreign_left * size // rupees_left
            foreign_left, rupees_left = foreign_left - own, rupees_left - size
            money = {"currency": entry.foreign.currency, "foreign_amount": sign * own, "rate": entry.foreign.rate, "rate_day": day}
        said: dict[str, Any] = {"bill": part.name, "bill_kind": part.kind, "due_day": part.due_day} if part else {}
        legs.append(Leg(entry.ledger, Paise(sign * size), entry.place, cost_centre=share.name if share else "", **said, **money))
    return tuple(legs)


def legs_of(pen: Pen, node: Node, day: date, billed: date) -> tuple[tuple[Leg, ...], str, str]:
    """The legs in the reading that sums to zero, "" or what is wrong ("unbalanced", "signs"), and what its shares leave open. `billed` is the day on a supplier's bill."""
    accounting = _entries(node, _LEDGER_LISTS[:1])
    invoice = _entries(node, _LEDGER_LISTS[1:])
    stock = [entry for item in node.all(*_INVENTORY_LISTS) for entry in _entries(item, ("ACCOUNTINGALLOCATIONS.LIST",))]
    first: tuple[Leg, ...] = ()
    for nodes in (accounting + invoice + stock if not (accounting and stock) else accounting, accounting + invoice + stock, accounting, invoice + stock):
        entries = [entry for each in nodes if (entry := _entry(pen, each, day, billed))]
        unclear = "; ".join(entry.unclear for entry in entries if entry.unclear)
        for name, amounts in _readings(entries):
            legs = tuple(leg for entry, amount in zip(entries, amounts, strict=True) for leg in _split(entry, amount, day))
            first = first or legs
            if legs and any(amounts) and sum(amounts) == 0:
                return (*_believe_flags(entries, name, amounts, legs), unclear)
            if legs and not any(amounts):
                first = legs
    return first, "unbalanced" if sum(leg.amount for leg in first) else "", ""


def _readings(entries: Sequence[_Entry]) -> list[tuple[str, tuple[Paise, ...]]]:
    """Every way to read the sides, the most explicit first."""
    if entries and all(entry.debit is not None for entry in entries):
        return [("debit", tuple(Paise(abs(entry.amount) if entry.debit else -abs(entry.amount)) for entry in entries))]
    by_sign = tuple(Paise(-entry.amount) for entry in entries)
    if any(entry.deemed_debit is None for entry in entries):
        return [("sign", by_sign)]
    by_flag = tuple(Paise(abs(entry.amount) if entry.deemed_debit else -abs(entry.amount)) for entry in entries)
    # Amounts that are never negative carry no sign at all.
    flag_times_amount = tuple(Paise(entry.amount if entry.deemed_debit else -entry.amount) for entry in entries)
    if by_flag == by_sign:
        return [("sign", by_sign)]
    return [("sign", by_sign), ("flag", by_flag), ("flag", flag_times_amount)]


def _believe_flags(entries: Sequence[_Entry], name: str, amounts: Sequence[Paise], legs: tuple[Leg, ...]) -> tuple[tuple[Leg, ...], str]:
    """Where every flag says the opposite of the sign, the whole file is written the other way round and the flags, being words, are right."""
    moved = [(entry, amount) for entry, amount in zip(entries, amounts, strict=True) if amount]
    if name == "sign" and all(entry.deemed_debit is not None and entry.deemed_debit != (amount > 0) for entry, amount in moved):
        return tuple(replace(leg, amount=Paise(-leg.amount), foreign_amount=-leg.foreign_amount) for leg in legs), "signs"
    return legs, ""
