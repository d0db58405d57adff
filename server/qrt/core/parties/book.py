"""The working book of one party's bills, and the ways in which an entry may take from them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.parties.draft import UNDATED, Draft, due_day, portion, to_item
from qrt.core.parties.entries import Entry, OpeningBill
from qrt.core.parties.index import BillIndex
from qrt.core.parties.spelling import BillNames, read_as
from qrt.core.parties.types import Basis, Item, ItemKind, Party, Realised, Settlement

_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9/\\_.-]*[A-Za-z0-9]|[A-Za-z0-9]")


@dataclass(slots=True)
class _Rest:
    """What of an entry is still to be placed."""

    amount: int
    foreign: int


class BillBook:
    """Items of one party. Every method places the whole of an entry, so the items always add up to the balance."""

    def __init__(self, party: Party, by_name: bool = False) -> None:
        self.party, self.sign, self.by_name = party, party.side.sign, by_name
        self.realised: list[Realised] = []
        self.unknown: list[tuple[Entry, str, Paise]] = []
        self.overpaid: list[tuple[Entry, str, Paise]] = []
        self.ambiguous: list[tuple[Entry, tuple[str, ...], Paise]] = []
        self._items: list[Draft] = []
        self._names = BillNames()
        self._index = BillIndex(self.sign)
        self._opening: list[Draft] = []
        self._waiting: list[Draft] = []
        self._exchange: defaultdict[str, int] = defaultdict(int)

    def add(self, item: Draft) -> Draft:
        """Put an item in, whole and open."""
        item.open, item.foreign_open, item.sequence = item.amount, item.foreign_amount, len(self._items)
        self._items.append(item)
        self._names.add(item)
        self._index.add(item)
        if item.amount * self.sign <= 0 and (item.basis is Basis.PROPOSED or item.kind is ItemKind.OPENING):
            self._waiting.append(item)
        if item.kind is ItemKind.OPENING:
            self._opening.append(item)
        return item

    def open_with(self, bill: OpeningBill) -> None:
        """A bill, or an advance, that was open before the first entry."""
        kind = ItemKind.BILL if bill.amount * self.sign > 0 else ItemKind.ADVANCE
        due, said = self._due(bill.day, bill.due_day)
        item = Draft(kind, bill.number, bill.day, bill.amount, Basis.STATED, due, said, place=bill.place)
        item.currency, item.foreign_amount = bill.currency, bill.foreign_amount
        self.add(item)

    def knows(self, entry: Entry) -> bool:
        """Whether there is an open item, or several, that the entry's bill can be."""
        named = self._names.of(entry.bill, entry.amount)
        return bool(named.items or named.between) or self._names.knows(entry.bill)

    def is_ambiguous(self, entry: Entry) -> bool:
        """Whether the books name a bill for it that can be two."""
        return bool(entry.bill and self._names.of(entry.bill, entry.amount).between)

    def new(self, entry: Entry, number: str, basis: Basis) -> None:
        """A new bill; what was paid ahead without naming a bill is proposed against it, oldest first."""
        due, said = self._due(entry.bill_day or entry.day, entry.due_day)
        kind = ItemKind.BILL if entry.amount * self.sign > 0 else ItemKind.ADVANCE if entry.money else ItemKind.ON_ACCOUNT
        item = Draft(kind, number, entry.bill_day or entry.day, entry.amount, basis, due, said, entry.voucher, value=entry.value, expense=entry.expense)
        item.place = entry.place
        if entry.foreign:
            item.currency, item.foreign_amount = entry.foreign.currency, entry.foreign.amount
        # An amount that named this bill before it was there settles it now; not one that could have meant another.
        early = [each for each in self._names.alike(number, entry.amount) if each.number == number or not self._meant(each)]
        self.add(item)
        for ahead in early:
            self._offset(item, ahead, Basis.STATED, f"named bill {read_as(ahead.number, number)} before it was booked")
        if early and not any(ahead.open for ahead in early):
            settled = {ahead.number for ahead in early}
            self.unknown = [each for each in self.unknown if each[1] not in settled]
            self.overpaid = [each for each in self.overpaid if each[1] not in settled]
            self.ambiguous = [each for each in self.ambiguous if each[0].bill not in settled]
        if kind is ItemKind.BILL and not self.by_name:
            for ahead in self._free():
                if not item.open:
                    break
                self._offset(item, ahead, Basis.PROPOSED, "was paid ahead and names no bill")

    def against(self, entry: Entry) -> None:
        """An amount that names its bill, or its advance. What is more than the bill stands on account and is told."""
        rest = _rest(entry)
        named = self._names.of(entry.bill, entry.amount)
        for item in named.items:
            self._settle(item, entry, rest, Basis.STATED, f"names bill {read_as(entry.bill, item.number)}")
        if rest.amount and not named.items and not named.exact and not named.between:
            for item in self._opening:
                if item.open * entry.amount < 0:
                    self._settle(item, entry, rest, Basis.STATED, f"names bill {entry.bill}, which the opening balance does not list")
        if rest.amount:
            if named.between:
                self.ambiguous.append((entry, named.between, Paise(rest.amount)))
            elif entry.money or named.items or not named.exact:  # a credit note of a bill that is paid is the party's, to be given back or set off
                told = self.overpaid if named.items or named.exact else self.unknown
                told.append((entry, entry.bill, Paise(rest.amount)))
            self._leave(entry, rest, ItemKind.ON_ACCOUNT, entry.bill, Basis.STATED)

    def unapplied(self, entry: Entry, kind: ItemKind, number: str, basis: Basis) -> None:
        """An advance, or an amount on account: somebody said that it settles nothing yet."""
        self._leave(entry, _rest(entry), kind, number, basis)

    def undo(self, entry: Entry) -> None:
        """Money that runs the way of a bill: a refund of what was paid ahead or credited to a settled bill, or a payment that came back."""
        rest = _rest(entry)
        for item, text in self._referred(entry, (ItemKind.ON_ACCOUNT, ItemKind.ADVANCE)):
            self._settle(item, entry, rest, Basis.PROPOSED, f"gives back what stood on account of {read_as(text, item.number)}")
        free = self._free()
        exact = [item for item in free if item.open == -entry.amount]
        for item in exact[:1] or free:
            self._settle(item, entry, rest, Basis.PROPOSED, "gives back what stood unapplied")
        if rest.amount:
            self._leave(entry, rest, ItemKind.ON_ACCOUNT, "", Basis.PROPOSED)

    def propose(self, entry: Entry) -> None:
        """An amount that settles bills nobody named."""
        rest = _rest(entry)
        for item, text in self._referred(entry):
            self._settle(item, entry, rest, Basis.PROPOSED, f"the voucher speaks of {read_as(text, item.number)}")
        if rest.amount and (entry.withheld or not self.by_name):
            self._exactly(entry, rest)
        while not self.by_name and rest.amount and (oldest := self._index.oldest(entry.foreign.currency if entry.foreign else "")):
            self._settle(oldest, entry, rest, Basis.PROPOSED, "the oldest open bill")
        if rest.amount:
            kind = ItemKind.ADVANCE if entry.money else ItemKind.ON_ACCOUNT
            self._leave(entry, rest, kind, "", Basis.PROPOSED)

    @property
    def holds_foreign(self) -> bool:
        """Whether a bill in foreign money is, or was, in the book."""
        return any(item.currency for item in self._items)

    def exchange(self, entry: Entry) -> None:
        """A difference of exchange rates that the books took: into the bill it names, else first against what settlements left and then into all bills of the currency.

        A line that says its currency beside an amount of nil and names no bill is of the ledger as a whole: it stays beside the bills.
        """
        currency = entry.foreign.currency if entry.foreign else ""
        if entry.bill or not entry.foreign:
            amount = entry.amount if entry.bill else self._clear(entry.amount, self._only_currency())
            items = self._names.of(entry.bill, -self.sign).items if entry.bill else self._items
            named = [item for item in items if item.open * self.sign > 0 and item.foreign_open * self.sign > 0 and item.currency]
            wanted = currency or (named[0].currency if entry.bill and named else self._only_currency())
            named = [item for item in named if item.currency == wanted]
        else:
            amount, named = entry.amount, []
        whole, foreign = sum(item.open for item in named) + amount, sum(item.foreign_open for item in named)
        if not named or not amount or not entry.bill and whole * self.sign <= 0:
            self._exchange[currency or self._only_currency()] += amount
            return
        # They stand at one rate afterwards: each at its share of the foreign money.
        for item in named:
            share = portion(whole, item.foreign_open, foreign)
            whole, foreign = whole - share, foreign - item.foreign_open
            item.revalued += share - item.open
            item.open = share
            self._index.changed(item)

    def _clear(self, amount: int, currency: str) -> int:
        """Set an amount against the difference that settlements left; gives what is left of it."""
        left = self._exchange[currency]
        part = min(abs(amount), abs(left)) * (1 if amount > 0 else -1) if amount * left < 0 else 0
        self._exchange[currency] += part
        return amount - part

    def items(self) -> Iterable[Item]:
        """All items, settled ones too, in the order of their days; differences of exchange rates last."""
        for each in sorted(self._items, key=lambda item: (item.day or UNDATED, item.sequence)):
            yield to_item(each)
        for currency, amount in sorted(self._exchange.items()):
            if amount:
                yield Item(ItemKind.EXCHANGE, "", None, Paise(amount), Paise(amount), Basis.STATED, currency=currency)

    def _exactly(self, entry: Entry, rest: _Rest) -> None:
        """A bill of just this amount; the tax on a bill's value; a bill short by the tax that the customer deducts."""
        same = self._index.of_foreign(entry.foreign.currency, -rest.foreign) if entry.foreign else self._index.of_amount(-rest.amount)
        found, why = same, "is just what is open of it"
        if not found and entry.withheld:
            found, why = self._index.of_tax(rest.amount), "is tax on its value"
        elif not found and entry.money and self.sign > 0 and not entry.foreign:
            found, why = self._index.of_net(rest.amount), "is its amount less tax deducted by the customer"
        if found:
            more = ", the oldest of several such bills" if len(found) > 1 else ""
            self._settle(found[0], entry, rest, Basis.PROPOSED, f"{rupee_text(Paise(abs(rest.amount)))} {why}{more}")

    def _referred(self, entry: Entry, kinds: Sequence[ItemKind] = (ItemKind.BILL, ItemKind.OPENING)) -> list[tuple[Draft, str]]:
        """Open bills (or items of other `kinds`) that the voucher speaks of, each with the word that names it."""
        found: dict[int, tuple[Draft, str]] = {}
        for text in (entry.bill, *_TOKEN.findall(entry.text)):
            if _telling(text):
                for item in self._names.of(text, entry.amount).items:
                    if item.kind in kinds:
                        found.setdefault(item.sequence, (item, text))
        return [found[key] for key in sorted(found)]

    def _meant(self, ahead: Draft) -> bool:
        """Whether what stands unapplied names, or may name, a bill that was there before."""
        named = self._names.of(ahead.number, ahead.open)
        return named.exact or bool(named.items or named.between)

    def _settle(self, item: Draft, entry: Entry, rest: _Rest, basis: Basis, why: str) -> None:
        """Take from an item as much as the rest of an entry holds. In one foreign currency the foreign amounts meet, and what the rates leave is a difference."""
        if not item.open or not rest.amount or item.open * rest.amount > 0:
            return
        foreign = entry.foreign
        if foreign and item.currency == foreign.currency and item.foreign_open and rest.foreign:
            part, carried = self._settle_foreign(item, entry, rest)
        else:
            part = min(abs(rest.amount), abs(item.open)) * (1 if rest.amount > 0 else -1)
            carried = -part
            if item.currency:
                item.unsure = True
                item.foreign_open = 0 if item.open == carried else item.foreign_open - portion(item.foreign_open, carried, item.open)
            rest.foreign -= portion(rest.foreign, part, rest.amount)
        item.open -= carried
        rest.amount -= part
        self._index.changed(item)
        share = entry.tds if part == entry.amount else ZERO
        item.settlements.append(Settlement(entry.voucher, entry.day, Paise(part), basis, why, share))

    def _settle_foreign(self, item: Draft, entry: Entry, rest: _Rest) -> tuple[int, int]:
        taken = min(abs(rest.foreign), abs(item.foreign_open))
        part = rest.amount if taken == abs(rest.foreign) else portion(rest.amount, taken, abs(rest.foreign))
        carried = item.open if taken == abs(item.foreign_open) else _share(item, taken, part)
        difference = part + carried
        item.foreign_open += taken if item.foreign_open < 0 else -taken
        rest.foreign += taken if rest.foreign < 0 else -taken
        self._exchange[item.currency] += difference
        if difference:
            settled = Realised(item.number, entry.voucher, entry.day, item.currency, taken, Paise(carried), Paise(part), Paise(difference))
            self.realised.append(settled)
        return part, carried

    def _offset(self, bill: Draft, ahead: Draft, basis: Basis, why: str) -> None:
        """Set an amount that came first against a bill."""
        if not ahead.open or not bill.open or ahead.open * bill.open > 0 or (bill.currency or ahead.currency) and bill.currency != ahead.currency:
            return
        entry = Entry(ahead.voucher, bill.day or UNDATED, Paise(ahead.open), money=True)
        if bill.currency:
            taken = min(abs(bill.foreign_open), abs(ahead.foreign_open))
            if not taken:
                return
            from_ahead = ahead.open if taken == abs(ahead.foreign_open) else portion(ahead.open, taken, abs(ahead.foreign_open))
            from_bill = bill.open if taken == abs(bill.foreign_open) else _share(bill, taken, from_ahead)
            # The two met at different rates: what is left in the ledger is a difference for a person to see, booked as the bill's or as exchange.
            self._exchange[bill.currency] += from_bill + from_ahead
            if from_bill + from_ahead:
                told = Realised(bill.number, ahead.voucher, entry.day, bill.currency, taken, Paise(from_bill), Paise(from_ahead), Paise(from_bill + from_ahead))
                self.realised.append(told)
            bill.foreign_open -= taken if bill.foreign_open > 0 else -taken
            ahead.foreign_open -= taken if ahead.foreign_open > 0 else -taken
        else:
            from_ahead = min(abs(ahead.open), abs(bill.open)) * (1 if ahead.open > 0 else -1)
            from_bill = -from_ahead
        bill.open -= from_bill
        ahead.open -= from_ahead
        self._index.changed(bill)
        bill.settlements.append(Settlement(ahead.voucher, entry.day, Paise(from_ahead), basis, why))
        ahead.settlements.append(Settlement(bill.voucher, entry.day, Paise(from_bill), basis, f"set against bill {bill.number}"))

    def _leave(self, entry: Entry, rest: _Rest, kind: ItemKind, number: str, basis: Basis) -> None:
        item = Draft(kind, number, entry.day, Paise(rest.amount), basis, voucher=entry.voucher, place=entry.place)
        if entry.foreign:
            item.currency, item.foreign_amount = entry.foreign.currency, rest.foreign
        self.add(item)

    def _free(self) -> list[Draft]:
        """What stands unapplied without a person's or the books' word on it, oldest first."""
        self._waiting = [item for item in self._waiting if item.open]
        return self._waiting

    def _due(self, day: date | None, stated: date | None) -> tuple[date | None, str]:
        return due_day(day, stated, self.party.credit_days)

    def _only_currency(self) -> str:
        found = {item.currency for item in self._items if item.currency}
        return next(iter(found)) if len(found) == 1 else ""


def _rest(entry: Entry) -> _Rest:
    return _Rest(entry.amount, entry.foreign.amount if entry.foreign else 0)


def _share(item: Draft, taken: int, against: int) -> int:
    """The rupees that a part of an item's foreign money carries, signed as the item. Bill and settlement are each rounded to the paisa: where they are one paisa
    apart at one rate, the settlement's own rupees are taken, since no rate made that difference."""
    share = portion(item.open, taken, abs(item.foreign_open))
    return -against if abs(share + against) <= 1 else share


def _telling(text: str) -> bool:
    """A word that can be a document's number: it has a digit, and is long enough not to be met by chance."""
    digits = sum(character.isdigit() for character in text)
    return digits >= 4 if text.isdigit() else digits >= 1 and len(text) >= 3
