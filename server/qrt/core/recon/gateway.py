"""Our ledger of a payment gateway against the rows of its settlement reports: items of both sides.

Signed as our ledger has them: what a customer paid is positive; refunds, chargebacks, what the gateway kept and what it paid to the bank are negative. So the rows of a
settlement come to nil with its payout, and what is left stands with the gateway.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from qrt.core.base.money import Paise, apply_rate
from qrt.core.base.place import Place
from qrt.core.documents.gateway.proof import GST, ROUNDED
from qrt.core.documents.gateway_rows import SettlementLine
from qrt.core.ledger.types import Voucher
from qrt.core.recon.lines import line_ids
from qrt.core.recon.types import Item

FEE, TAX, PAYOUT = "fee", "gst", "payout"
"""What a line of a whole settlement is (label `what`); a row's own line has its type there."""
ID_LEAST = 6
"""Signs from which on a number is told in a text; a shorter one has to be the reference itself."""
WORD_LEAST = 10
"""Signs from which on it may be letters alone: numbers drawn by lot now and then are."""
_APART = re.compile(r"[\s,;:()\[\]#|]+")
_INSIDE = re.compile(r"[/\-.]+")
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Settled:
    """One settlement over all of its `rows`. fee, gst, paid: paise; gst None where no row states it; day: of its payment."""

    number: str
    utr: str
    day: date
    fee: Paise
    gst: Paise | None
    paid: Paise
    heads: str
    place: Place
    rows: int = 1


@lru_cache(maxsize=200_000)
def key_of(number: str) -> str:
    """A number without case and signs: "pay_Ab1" and "PAY-AB1" are one."""
    return _SIGNS.sub("", number.casefold())


def named_in(item: Item) -> frozenset[str]:
    """Numbers that a line of the books names (`key_of`): in its words those of six signs and more, as its reference any.

    A sale that is booked on the gateway at once has the order's number as its own.
    """
    own = item.labels.get("voucher", "") if item.labels.get("kind") == "sales" else ""
    exact = {key_of(text) for text in (item.reference, own, *item.labels.get("bills", "").split("|")) if text}
    words = [word for text in (item.reference, item.narration, item.labels.get("voucher", "")) for word in _APART.split(text) if word]
    pieces = {key_of(part) for word in words for part in (word, *_INSIDE.split(word))}
    return frozenset(exact | {piece for piece in pieces if len(piece) >= ID_LEAST and (len(piece) >= WORD_LEAST or any(map(str.isdigit, piece)))} - {""})


def gateway_book_items(vouchers: Iterable[Voucher], ledger: str, first: date, last: date) -> tuple[Item, ...]:
    """The legs of the gateway's ledger in those days; money that the gateway holds for us is a debit, positive."""
    made: list[Item] = []
    for voucher in vouchers:
        if not first <= voucher.day <= last:
            continue
        for index, line in enumerate(voucher.lines):
            if line.ledger != ledger or not line.amount:
                continue
            others = [each for each in voucher.lines if each.ledger != ledger and (each.amount > 0) != (line.amount > 0)]
            largest = max(others, key=lambda each: (abs(each.amount), each.ledger), default=None)
            bills = sorted({each.bill for each in voucher.lines if each.bill})
            labels = {"account": "", "voucher": voucher.number, "kind": voucher.kind.value, "bills": "|".join(bills)}
            party = largest.ledger if largest else voucher.party
            made.append(
                Item(f"{voucher.key}#{index}", voucher.day, line.amount, voucher.reference, voucher.narration, party, line.place or voucher.place, {}, labels)
            )
    return tuple(made)


def settlements_of(lines: Iterable[SettlementLine]) -> tuple[Settled, ...]:
    """The settlements that were paid, in order of days. One whose rows were paid on several days was paid on the last."""
    rows: defaultdict[str, list[SettlementLine]] = defaultdict(list)
    for line in lines:
        if line.settlement and line.settled:
            rows[line.settlement].append(line)
    found: list[Settled] = []
    for number, own in rows.items():
        moved = [line for line in own if line.type != "payout"]
        stated = -sum(line.gross for line in own if line.type == "payout")
        # More given back than came in is carried into the next settlement, unless a row says that the bank paid it.
        due = max(sum(line.net for line in moved), 0)
        taxes = [line.gst for line in moved if line.gst is not None]
        utrs = {line.utr for line in own if line.utr}
        heads = {line.heads for line in moved if line.heads}
        found.append(
            Settled(
                number,
                utrs.pop() if len(utrs) == 1 else "",
                max(line.settled for line in own if line.settled),
                Paise(sum(line.fee for line in moved)),
                Paise(sum(taxes)) if taxes else None,
                Paise(stated or due),
                heads.pop() if len(heads) == 1 else "",
                own[0].place,
                len(moved),
            )
        )
    return tuple(sorted(found, key=lambda each: (each.day, each.number)))


@dataclass(frozen=True, slots=True)
class Report:
    """What the reports say of the days compared.

    items   lines of the other side
    held    paise that the gateway held before the first day: rows of earlier days that it settled since
    stated  what it held at the end of each day that moved it, paise
    paid    settlements paid in the days compared
    """

    items: tuple[Item, ...]
    held: Paise
    stated: Mapping[date, Paise]
    paid: tuple[Settled, ...]


def report_of(lines: Sequence[SettlementLine], ours: Sequence[Item], first: date, last: date, labels: Mapping[str, str]) -> Report:
    """The report's rows as items: each payment, refund and chargeback, and of each settlement its fee, the GST on it and its payout.

    ours: our lines, carried ones too. Where they have a row less its fee the row stands so, and its fee is no part of the settlement's. labels: for every item, of what
    the books use for fees and their tax.
    """
    once = _once(lines)
    # What was paid before the first day is over; what is paid after the last one was not yet kept or paid.
    live = [line for line in once if line.day <= last and not (line.settled and line.settled < first)]
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    payers: defaultdict[str, set[str]] = defaultdict(set)
    for item in ours:
        for number in named_in(item):
            numbers[number].append(item.amount)
            if item.amount > 0 and item.party:
                payers[number].add(item.party)
    rows = [line for line in live if line.type not in ("fee", "payout") and line.gross]
    bare = {id(line) for line in rows if _net_booked(line, numbers)}
    early = [line for line in rows if line.day < first]
    shown = [line for line in rows if line.day >= first or _booked(line, numbers)]
    made = [_of_row(line, payers, net=id(line) in bare) for line in shown]
    kept = [replace(line, fee=Paise(0), gst=None if line.gst is None else Paise(0)) if id(line) in bare else line for line in once]
    paid = tuple(each for each in settlements_of(kept) if first <= each.day <= last)
    whole = {each.number: each for each in settlements_of(once)}
    paid = tuple(replace(each, paid=whole[each.number].paid) for each in paid)
    made += [item for each in paid for item in _of_settlement(each)]
    ids = line_ids((day, said) for day, said, _ in made)
    items = tuple(replace(item, id=name, labels={**labels, **item.labels}) for name, (_, _, item) in zip(ids, made, strict=True))
    held = Paise(sum(line.net if id(line) in bare else line.gross for line in early))
    return Report(items, held, _stated(items, held, first), paid)


def _once(lines: Sequence[SettlementLine]) -> list[SettlementLine]:
    """A row that two overlapping reports have counts once; the number of a settlement may come with the later of them."""
    latest: dict[tuple[object, ...], SettlementLine] = {}
    by_paper: defaultdict[str, Counter[tuple[object, ...]]] = defaultdict(Counter)
    for line in lines:
        said = (line.type, line.day, line.gross, line.payment, line.order, line.receipt, line.settlement if not line.payment else "")
        by_paper[line.place.document][said] += 1
        key = (*said, by_paper[line.place.document][said])
        if key not in latest or (line.settled and not latest[key].settled):
            latest[key] = line
    return list(latest.values())


def ids_of(line: SettlementLine) -> tuple[str, ...]:
    """Numbers by which the books may know a row, the surest first."""
    return tuple(dict.fromkeys(key_of(text) for text in (line.payment, line.receipt, line.order, line.original) if text))


def _net_booked(line: SettlementLine, numbers: Mapping[str, list[int]]) -> bool:
    amounts = [amount for number in ids_of(line) for amount in numbers.get(number, ())]
    return line.net != line.gross and line.net in amounts and line.gross not in amounts


def _booked(line: SettlementLine, numbers: Mapping[str, list[int]]) -> bool:
    amounts = {amount for number in ids_of(line) for amount in numbers.get(number, ())}
    return bool(amounts & {line.gross, line.net})


Made = tuple[date, tuple[object, ...], Item]


def _of_row(line: SettlementLine, payers: Mapping[str, set[str]], *, net: bool) -> Made:
    """A refund goes by the customer whose payment the books have under one of its numbers, where that is one."""
    who = {name for number in ids_of(line) for name in payers.get(number, ())}
    amount = line.net if net else line.gross
    about = [line.type.capitalize(), line.payment, f"order {line.receipt or line.order}" if line.receipt or line.order else ""]
    labels = {
        "account": "",
        "what": line.type,
        "settlement": line.settlement,
        "ids": "|".join(ids_of(line)),
        "order": line.receipt or line.order,
        **({"basis": "net"} if net else {}),
    }
    said = (line.type, int(amount), line.payment, line.order)
    item = Item(
        "", line.day, amount, line.payment or line.order, " ".join(text for text in about if text), who.pop() if len(who) == 1 else "", line.place, {}, labels
    )
    return line.day, said, item


def _of_settlement(each: Settled) -> list[Made]:
    made: list[Made] = []
    words = {FEE: "Gateway's fee" if each.gst is not None else "Gateway's fee with any tax in it", TAX: "GST on the gateway's fee", PAYOUT: "Paid to the bank"}
    for what, amount in ((FEE, -each.fee), (TAX, -(each.gst or 0)), (PAYOUT, -each.paid)):
        if not amount:
            continue
        text = f"{words[what]}, settlement {each.number}" + (f", UTR {each.utr}" if what == PAYOUT and each.utr and each.utr != each.number else "")
        labels = {"account": "", "what": what, "settlement": each.number, "utr": each.utr}
        if what == TAX:
            # Each row's tax is rounded by itself, so a settlement's may lie off by as many.
            proved = abs(apply_rate(each.fee, GST) - (each.gst or 0)) <= max(ROUNDED, each.rows)
            labels |= {"rate": str(GST) if proved else "", **({"heads": each.heads} if each.heads else {})}
        item = Item("", each.day, Paise(amount), each.number, text, "", each.place, {}, labels)
        made.append((each.day, (what, int(amount), each.number), item))
    return made


def _stated(items: Iterable[Item], held: Paise, first: date) -> dict[date, Paise]:
    moved: defaultdict[date, int] = defaultdict(int)
    for item in items:
        if item.day >= first:
            moved[item.day] += item.amount
    found: dict[date, Paise] = {first: held}
    total = int(held)
    for day in sorted(moved):
        total += moved[day]
        found[day] = Paise(total)
    return found
