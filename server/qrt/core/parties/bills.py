"""Bill by bill, what is open between us and a party on a day.

The books' own word on bills is taken as it stands. Where nobody said which bill an amount settles, one is proposed, with the reason: a bill that the voucher
names, else a bill of just this amount (or of this amount before the tax that the customer deducts), else the oldest. What a person then says counts as stated.
In books that say of most of their money which bill it settles, money that says nothing was left on account: there only a bill that the voucher names is proposed,
for a payment made twice, set against the oldest bill by guess, would never be seen again. Whatever is said or not said, the parts add up to the ledger's balance, to the paisa.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.types import BillKind
from qrt.core.parties.book import BillBook
from qrt.core.parties.control import check_control, names_behind
from qrt.core.parties.draft import Draft, portion
from qrt.core.parties.entries import Entry, OpeningBill
from qrt.core.parties.types import Basis, Item, ItemKind, Party, PartyBills

BillWords = Mapping[str, Mapping[str, Any]]
"""What people said of a party's bills, by bill number: disputed, doubtful."""


def open_bills(
    party: Party,
    opening: Paise,
    opening_bills: Sequence[OpeningBill],
    entries: Sequence[Entry],
    as_of: date,
    *,
    allocated: Mapping[str, Sequence[tuple[str, Paise]]] | None = None,
    words: BillWords | None = None,
    by_name: bool = False,
) -> PartyBills:
    """Everything a party's balance is made of at the end of a day.

    opening        balance before the first entry, debit positive
    opening_bills  what of it is listed bill by bill
    entries        movements in their order (`entries_of`); those after `as_of` are left aside
    allocated      voucher -> pairs of bill and size in paise that a person chose for it
    by_name        the books name the bills that money settles (`name_bills`): what names none stays on account
    """
    counted = [entry for entry in entries if entry.day <= as_of]
    behind = names_behind(party.ledger, [entry.name for entry in entries])
    books = {name: BillBook(party, by_name) for name in ("", *behind.values())}
    for bill in opening_bills:
        books[behind.get(squeezed(bill.name), "")].open_with(bill)
    listed = sum(bill.amount for bill in opening_bills)
    if rest := opening - listed:
        books[""].add(Draft(ItemKind.OPENING, "", None, Paise(rest), Basis.STATED, due_from="the opening balance says no more"))
    chosen = allocated or {}
    for entry in counted:
        book = books[behind.get(squeezed(entry.name), "")]
        open_to_choice = entry.kind is None or book.is_ambiguous(entry)
        for part in _split(entry, chosen.get(entry.voucher, ())) if open_to_choice else (entry,):
            _take(book, part)
    balance = Paise(opening + sum(entry.amount for entry in counted))
    items = tuple(replace(_said(item, words or {}), name=name) for name, book in books.items() for item in book.items())
    findings = (*_check_opening(party, opening, opening_bills), *(found for book in books.values() for found in _check_named(party, book)))
    realised = tuple(each for book in books.values() for each in book.realised)
    return PartyBills(party, as_of, opening, balance, items, realised, (*findings, *check_control(party, items)))


def name_bills(parties: Mapping[str, Party], entries: Mapping[str, Sequence[Entry]]) -> bool:
    """Whether an entity's books are kept bill by bill: more than half of the money that settles bills says which."""
    settling = [entry for ledger, mine in entries.items() for entry in mine if entry.money and entry.amount * parties[ledger].side.sign < 0]
    return 2 * sum(bool(entry.bill or entry.kind) for entry in settling) > len(settling)


def _split(entry: Entry, chosen: Sequence[tuple[str, Paise]]) -> list[Entry]:
    """The entry in the parts that a person chose, each stated; what is left stays as it was. A choice of more than there is counts up to what there is."""
    if not chosen:
        return [entry]
    sign, left = (1 if entry.amount > 0 else -1), abs(entry.amount)
    parts: list[Entry] = []
    for bill, size in chosen:
        part = min(left, abs(size))
        if part:
            parts.append(replace(_share(entry, Paise(sign * part)), bill=bill, kind=BillKind.AGAINST))
            left -= part
    return [*parts, _share(entry, Paise(sign * left))] if left else parts


def _share(entry: Entry, amount: Paise) -> Entry:
    foreign = entry.foreign
    if foreign:
        foreign = replace(foreign, amount=portion(foreign.amount, amount, entry.amount))
    return replace(entry, amount=amount, foreign=foreign)


def _take(book: BillBook, entry: Entry) -> None:
    natural = entry.amount * book.sign > 0
    if (entry.exchange or (entry.restated and book.holds_foreign)) and (entry.foreign is None or not entry.foreign.amount) and entry.kind is not BillKind.NEW:
        book.exchange(entry)
    elif entry.kind is BillKind.NEW:
        book.new(entry, entry.bill or entry.number, Basis.STATED)
    elif entry.kind is BillKind.AGAINST:
        book.against(entry)
    elif entry.kind is BillKind.ADVANCE:
        book.unapplied(entry, ItemKind.ADVANCE, entry.bill, Basis.STATED)
    elif entry.kind is BillKind.ON_ACCOUNT:
        book.unapplied(entry, ItemKind.ON_ACCOUNT, entry.bill, Basis.STATED)
    elif natural and not entry.money:
        book.new(entry, entry.bill or entry.number, Basis.STATED if entry.bill else Basis.PROPOSED)
    elif natural:
        book.undo(entry)
    elif entry.bill and book.knows(entry):
        book.against(entry)
    else:
        book.propose(entry)


def _said(item: Item, words: BillWords) -> Item:
    own = words.get(item.number, {}) if item.number else {}
    if not own:
        return item
    return replace(item, disputed=bool(own.get("disputed", False)), doubtful=str(own.get("doubtful") or ""))


def _check_opening(party: Party, opening: Paise, bills: Sequence[OpeningBill]) -> tuple[Finding, ...]:
    """party.opening_bills_differ: the bills that somebody lists are not what the ledger opened with."""
    out = Paise(opening - sum(bill.amount for bill in bills))
    if not bills or not out:
        return ()
    sentence = (
        f"{party.ledger} opens at {rupee_text(opening)} and the bills listed for it ({bills[0].source}) come to {rupee_text(Paise(opening - out))}: "
        f"{rupee_text(Paise(abs(out)))} of the opening balance stand on no bill."
    )
    places = tuple(bill.place for bill in bills[:3] if bill.place)
    subject = f"party:{party.entity}/{party.ledger}/opening"
    return (Finding("party.opening_bills_differ", Severity.WARNING, subject, sentence, Paise(abs(out)), evidence=places, entity=party.entity),)


def _check_named(party: Party, book: BillBook) -> tuple[Finding, ...]:
    """party.bill_unknown, party.bill_overpaid, party.bill_ambiguous: an amount that names a bill which the books do not have, or not in this size, or in two spellings."""
    findings: list[Finding] = []
    for entry, name, amount in book.unknown:
        sentence = f"{entry.day:%d-%m-%Y}, {party.ledger}: {rupee_text(Paise(abs(amount)))} is booked against bill {name}, which no paper of the books has open. It stands on account."
        findings.append(_finding("party.bill_unknown", party, entry, sentence, amount))
    for entry, name, amount in book.overpaid:
        sentence = f"{entry.day:%d-%m-%Y}, {party.ledger}: bill {name} is settled for {rupee_text(Paise(abs(amount)))} more than was open of it. The excess stands on account."
        findings.append(_finding("party.bill_overpaid", party, entry, sentence, amount))
    for entry, numbers, amount in book.ambiguous:
        could = " and ".join(numbers)
        sentence = f"{entry.day:%d-%m-%Y}, {party.ledger}: {rupee_text(Paise(abs(amount)))} is booked against bill {entry.bill}, and {could} are open, which can both be meant. It stands on account: say which bill it settles."
        findings.append(_finding("party.bill_ambiguous", party, entry, sentence, amount))
    return tuple(findings)


def _finding(rule: str, party: Party, entry: Entry, sentence: str, amount: Paise) -> Finding:
    places = (entry.place,) if entry.place else ()
    return Finding(rule, Severity.WARNING, f"voucher:{party.entity}/{entry.voucher}", sentence, Paise(abs(amount)), evidence=places, entity=party.entity)
