"""Lists of payments: who paid or was paid, through which account of the company, and which bills it settles.

A payment that settles several bills stands on several rows, with its amount on each. What was withheld or charged beside it is booked where the bills that it settles prove
how much of the party's account it clears; a payment of which they do not is left out and said.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from qrt.adapters.erp.general.books import Notes, abstained, check_headings
from qrt.adapters.erp.general.flat import side_by_heads, without_record_ids
from qrt.adapters.erp.general.heads import heads_of
from qrt.adapters.erp.general.list_columns import (
    NO_NUMBER,
    UNPROVEN,
    Amounts,
    Document,
    added,
    documents_by,
    finished,
    head_of,
    kind_said,
    ledger_of,
    ledger_said,
    money_columns,
    numbered_by,
    numbers_of,
    once,
    own_heading,
    parties_of,
    read_amounts,
    tell_by_heading,
    till_of,
    usable,
)
from qrt.adapters.erp.general.pairs import row_fault, row_head
from qrt.adapters.erp.general.taking import Columns, Taken
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.cells import Sheet, column_letters
from qrt.core.documents.extracting import Pen
from qrt.core.documents.headings import plain_heading
from qrt.core.documents.types import DocumentKind, Extraction, Leg, Paper, RegisterRow

_IN, _OUT = re.compile(r"^(?:deposit|received)"), re.compile(r"^paid (?:through|from|via)")
_REF = re.compile(r"\bref")
_OF_BILL = re.compile(r"\b(?:invoice|bill)(?: number| no| num)?")
_APPLIED = re.compile(r"\b(?:applied|allocated|adjusted|settled)\b")
_REST = re.compile(r"\b(?:unused|unapplied|unallocated|excess|on account)\b")
_BILLED = re.compile(r"\b(?:invoice|bill) (?:amount|total|value)\b")
_WITHHELD = re.compile(r"\b(?:tds|withholding|withheld|discount)\b")
_CHARGED = re.compile(r"\b(?:charges?|fees?)\b")
_OTHER_TAX = re.compile(r"\b(?:tax|[csi]?gst|utgst|cess)\b")
_PAID = re.compile(r"(?:(?:payment|paid|receipt|received|total|net) )?(?:amount|amt|total)(?: (?:paid|received))?")
_BASES = {DocumentKind.RECEIPT_REGISTER: "receipt", DocumentKind.PAYMENT_REGISTER: "payment"}
_OWN_MONEY = re.compile(r"\b(?:bcy|fcy)\b")


def is_payment_list(columns: Columns) -> bool:
    """True for a table with a party, a day, an amount and the company's account that it went through, and no balance or sides: a bank writes no such list."""
    till = till_of(columns)
    return (
        till is not None
        and bool(parties_of(columns))
        and columns.has("date")
        and bool(_paid_columns(columns))
        and not columns.has("debit", "credit", "side", "balance", "debit_account", "credit_account")
        and ledger_of(columns, till) is None
    )


def _paid_columns(columns: Columns) -> list[int]:
    """Columns that may hold what was paid as a whole, likeliest first."""
    own = {column: own_heading(columns, column) for column in sorted(columns.table.headings)}
    said = [column for column, plain in own.items() if _PAID.fullmatch(plain)]
    other = [column for column in columns.all("amount", "gross") if column not in said]
    return [column for column in (*said, *other) if not _APPLIED.search(own[column]) and not _BILLED.search(own[column]) and not _REST.search(own[column])]


def read_payment_list(paper: Paper, sheet: Sheet, columns: Columns, part: str) -> Extraction:
    """A receipt or payment for each number of the list. Which of the two, its headings say together; where they do not, nothing is taken."""
    pen = Pen(paper, sheet.name or None)
    columns = _with_status(without_record_ids(columns))
    notes, heads = Notes(pen), heads_of(columns.table.preamble)
    till, party = till_of(columns), parties_of(columns)[0]
    assert till is not None
    base = _base(columns, till)
    if not base:
        why = "its headings do not say, or say both, whether the company received or paid these amounts"
        return abstained(pen, notes, columns, heads, DocumentKind.DAY_BOOK, why, part)
    kind = DocumentKind.RECEIPT_REGISTER if base == "receipt" else DocumentKind.PAYMENT_REGISTER
    bill = next((each for each in columns.all("number", "reference") if _OF_BILL.fullmatch(own_heading(columns, each))), None)
    money = [column for column in money_columns(columns) if not _OWN_MONEY.search(own_heading(columns, column))]
    amounts = read_amounts(columns, money)
    number = next((each for each in sorted(numbers_of(columns), key=lambda each: bool(_REF.search(own_heading(columns, each)))) if each != bill), NO_NUMBER)
    total = next((each for each in _paid_columns(columns) if each in money), None)
    if total is None:
        return abstained(pen, notes, columns, heads, kind, "no column holds what was paid", part)
    check_headings(notes, columns)
    columns = numbered_by(columns, number)
    if bill is not None:
        columns = _without(columns, bill)
    documents = documents_by(columns, number, amounts)
    list_ = _Payments(columns, amounts, money, total, till, party, bill, base)
    rows = [row for document in list_.joined(documents) if (row := list_.voucher(notes, document))]
    beside = [column for column in (*list_.withheld, *list_.charged) if any(leg.place.column == column_letters(column) for row in rows for leg in row.legs)]
    for column in beside:
        if (ledger := ledger_said(columns, column)) and columns.taken.get(column) is None:
            tell_by_heading(notes, columns, column, ledger)
    if not rows:
        return abstained(pen, notes, columns, heads, kind, "no row of it could be read", part)
    return finished(notes, sheet, columns, heads, rows, part, kind, total, tuple(column for column in beside if not ledger_said(columns, column)))


def _with_status(columns: Columns) -> Columns:
    """ "Payment Status" is the state of a payment; of a bill it says only whether it was paid."""
    said = {
        column: Taken(column, heading, "status", 0.9, "label")
        for column, heading in columns.table.headings.items()
        if column not in columns.taken and plain_heading(heading) in ("payment status", "receipt status")
    }
    return replace(columns, taken=dict(sorted({**columns.taken, **said}.items())), found={})


def _without(columns: Columns, *gone: int) -> Columns:
    return replace(columns, taken={column: each for column, each in columns.taken.items() if column not in gone}, found={})


def _base(columns: Columns, till: int) -> str:
    """receipt or payment, "" where the headings of account, party and bills say nothing or contradict each other."""
    said = _BASES.get(kind_said(columns) or DocumentKind.OTHER, "")
    if said and columns.mapping and columns.mapping.kind:
        return said
    plain, side = own_heading(columns, till), side_by_heads(columns)
    votes = {"receipt"} if _IN.search(plain) else {"payment"} if _OUT.search(plain) else set()
    votes |= {said} - {""}
    votes |= {"sales": {"receipt"}, "purchase": {"payment"}}.get(side, set())
    return votes.pop() if len(votes) == 1 else ""


class _Payments:
    """The columns of a list of payments by what they say."""

    def __init__(self, columns: Columns, amounts: Amounts, money: Sequence[int], total: int, till: int, party: int, bill: int | None, base: str) -> None:
        self.columns, self.amounts, self.money, self.total, self.till, self.party, self.bill, self.base = (
            columns,
            amounts,
            money,
            total,
            till,
            party,
            bill,
            base,
        )

        def of(words: re.Pattern[str]) -> list[int]:
            return [column for column in money if column != total and words.search(own_heading(columns, column))]

        self.doubtful: set[int] = set()
        self.rest = next(iter(of(_REST)), None)
        self.applied = next((column for column in of(_APPLIED) if column != self.rest), None)
        self.billed = next((column for column in of(_BILLED) if column != self.applied), None)
        # Some programs call what a payment settles of a bill the bill's amount: it is that only where it comes to the payment.
        self.by_bill = self.applied is None and self.billed is not None
        if self.by_bill:
            self.applied, self.billed = self.billed, None
        self.withheld, self.charged = of(_WITHHELD), of(_CHARGED)
        self.taxed = [column for column in of(_OTHER_TAX) if column not in (*self.withheld, *self.charged)]

    def joined(self, documents: Sequence[Document]) -> list[Document]:
        """Rows without a number that repeat day, party, account and amount are one payment where what they settle comes to that amount. Else each is by itself."""
        alike: dict[tuple[str, ...], list[Document]] = {}
        date = self.columns.one("date")
        for each in documents:
            texts = [each.first.text(column) for column in (date, self.party, self.till, self.total) if column is not None]
            alike.setdefault((f"{each.number}\0{each.first.number}",) if each.number else (*texts,), []).append(each)
        found: list[Document] = []
        for group in alike.values():
            whole = Document("", tuple(row for each in group for row in each.rows))
            paid = once(whole, self.amounts, self.total) if all(row.number in self.amounts for row in whole.rows) else None
            one = (
                len(group) > 1
                and paid is not None
                and self._settled(whole) in (paid, paid + sum(added(whole, self.amounts, column) for column in self.withheld))
            )
            found += [whole] if one else group
            self.doubtful |= set() if one or len(group) == 1 else {each.first.number for each in group if self._settled(each) not in (None, paid)}
        return sorted(found, key=lambda each: each.first.number)

    def voucher(self, notes: Notes, document: Document) -> RegisterRow | None:
        """The voucher of one payment; None, with the finding, where its amounts leave a choice."""
        columns, first = self.columns, document.first
        if not usable(notes, columns, document, self.amounts, self.money, self.total):
            return None
        head = head_of(columns, document)
        name, bank = " ".join(first.text(self.party).split()), " ".join(first.text(self.till).split())
        if any(columns.state(head)) and not any(self.amounts[row.number].get(self.total) for row in document.rows):
            return row_head(notes, columns, head, (), self.base, name)
        paid = once(document, self.amounts, self.total)
        if not paid and paid is not None:
            return None
        if paid is None or not name or not bank:
            cause = (
                "its rows do not say one amount" if paid is None else "it names no party" if not name else "it does not say through which account it was paid"
            )
            row_fault(notes, first.number, document.number, UNPROVEN if paid is None else "register.amount_without_ledger", cause, self.total)
            return None
        if taxed := next((column for column in self.taxed if added(document, self.amounts, column)), None):
            cause = f"it holds {columns.heading(taxed)!r}, and nothing proves how that is part of it"
            row_fault(notes, first.number, document.number, UNPROVEN, cause, taxed)
            return None
        parts = (
            self._parts(document, paid)
            if first.number not in self.doubtful
            else "its amount stands on several rows, and nothing says whether that is one payment"
        )
        if isinstance(parts, str):
            row_fault(notes, first.number, document.number, UNPROVEN, parts, self.total)
            return None
        cleared, cash, beside = parts
        side = 1 if self.base == "receipt" else -1
        place = notes.pen.place(first.number, column_letters(self.total))
        legs = [*self._party_legs(notes, document, name, side, cleared), Leg(bank, Paise(side * cash), place)]
        for column, size in beside:
            sign = 1 if column in self.charged else side
            legs.append(Leg(ledger_said(columns, column), Paise(sign * size), notes.pen.place(first.number, column_letters(column))))
        return row_head(notes, columns, head, tuple(legs), self.base, name)

    def _settled(self, document: Document) -> int | None:
        """What its rows say it settles, with what is left of it; None where no column says it."""
        if self.applied is None or not any(self.amounts[row.number].get(self.applied) for row in document.rows):
            return None
        settled = added(document, self.amounts, self.applied) + ((once(document, self.amounts, self.rest) or 0) if self.rest is not None else 0)
        paid, held = once(document, self.amounts, self.total), sum(added(document, self.amounts, column) for column in self.withheld)
        return None if self.by_bill and paid is not None and settled not in (paid, paid + held) else settled

    def _parts(self, document: Document, paid: int) -> tuple[int, int, list[tuple[int, int]]] | str:
        """What is cleared of the party's account, what went through the bank and what stands beside, each in paise; the cause where the rows prove none."""
        settled = self._settled(document)
        charges = [(column, size) for column in self.charged if (size := once(document, self.amounts, column) or 0)]
        if any(once(document, self.amounts, column) is None and added(document, self.amounts, column) for column in self.charged):
            return "its rows do not say one bank charge"
        charge = sum(size for _, size in charges)
        inwards = -1 if self.base == "receipt" else 1
        held = [(column, size) for column in self.withheld if (size := added(document, self.amounts, column))]
        whole = sum(size for _, size in held)
        if settled is None and len(document.rows) > 1:
            return "it stands on several rows, and nothing says whether its amount is that of each or of all"
        if not held and not charges:
            if settled is not None and settled > paid:
                return f"it settles {rupee_text(Paise(settled))} with {rupee_text(Paise(paid))}"
            return paid, paid, []
        if settled is None:
            return "nothing proves whether its amount is before or after what was withheld or charged"
        if held:
            on_top = (
                self.billed is not None
                and self.applied is not None
                and all(
                    self.amounts[row.number].get(self.billed, 0)
                    == self.amounts[row.number].get(self.applied, 0) + sum(self.amounts[row.number].get(column, 0) for column, _ in held)
                    for row in document.rows
                    if any(self.amounts[row.number].get(column) for column, _ in held)
                )
            )
            if settled == paid + whole:
                return settled, paid + inwards * charge, [*held, *charges]
            if settled == paid and on_top:
                return paid + whole, paid + inwards * charge, [*held, *charges]
            return "nothing proves whether its amount is before or after what was withheld"
        if settled == paid:
            return paid, paid + inwards * charge, charges
        if settled == paid - inwards * charge:
            return settled, paid, charges
        return f"it settles {rupee_text(Paise(settled))} with {rupee_text(Paise(paid))}, and that is not what was charged"

    def _party_legs(self, notes: Notes, document: Document, name: str, side: int, cleared: int) -> list[Leg]:
        """The party's account, bill by bill where the rows say how much each is settled by; what is left is on account."""
        legs: list[Leg] = []
        place = notes.pen.place(document.first.number, column_letters(self.total))
        if self.bill is not None and self.applied is not None and self._settled(document) is not None:
            for row in document.rows:
                number, size = " ".join(row.text(self.bill).split()), self.amounts[row.number].get(self.applied, 0)
                if number and size:
                    legs.append(Leg(name, Paise(-side * size), notes.pen.place(row.number, column_letters(self.applied)), bill=number, bill_kind="against"))
        rest = cleared - sum(-side * leg.amount for leg in legs)
        if rest < 0:
            return [Leg(name, Paise(-side * cleared), place)]
        kind = "on_account" if legs else ""
        return [*legs, *([Leg(name, Paise(-side * rest), place, bill_kind=kind)] if rest or not legs else [])]
