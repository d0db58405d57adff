"""Lists of documents with a row for each item: the document's total stands on each of its rows or on the first, the row has its own amount and the ledger of it.

What a column is a sum of, and whether it counts once for a document or on every row, is what all documents prove together: items, taxes and what else the document charges
or deducts come to its total. A list whose documents do not is none, and is asked like any register.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from math import prod

from qrt.adapters.erp.general.books import Notes, check_headings, kind_of_rows
from qrt.adapters.erp.general.flat import PARTY_SIDE, side_by_heads, without_record_ids
from qrt.adapters.erp.general.heads import heads_of
from qrt.adapters.erp.general.list_columns import (
    DEDUCTED,
    HEAD_OF_TAX,
    NO_NUMBER,
    SAID_SIDE,
    TAX,
    UNPROVEN,
    Amounts,
    Document,
    added,
    documents_by,
    finished,
    head_of,
    is_marked,
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
from qrt.adapters.erp.general.taking import Columns
from qrt.adapters.erp.general.values import read_day
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.cells import Sheet, SheetRow, column_letters
from qrt.core.documents.extracting import Pen
from qrt.core.documents.types import DocumentKind, Extraction, Leg, Paper, RegisterRow
from qrt.core.documents.voucher_words import base_kind_of_type

_NOT_BOOKED = re.compile(r"\b(balance|due|paid|open|outstanding|unused|received|applied|advance|cost|profit|margin|limit)\b")
_DISCOUNT = re.compile(r"\b(discount|rebate)\b")
_CHARGED = re.compile(r"\b(tcs|shipping|freight|delivery|packing|insurance|charges?|adjustment|adj|round|rounding|rounded off|r o)\b")
_TOTALS = (re.compile(r"\brounded total\b"), re.compile(r"\bgrand total\b"), re.compile(r"(?:invoice |bill |document |net |expense )?total(?: amount| value)?"))
_VALUE = re.compile(r"\b(total|subtotal|amount|amt|value|taxable|net|untaxed|lineamount)\b")
_SUBTOTAL = re.compile(r"sub ?total|(?:net )?untaxed (?:amount|total)|net total")
_CREDIT, _DEBIT = re.compile(r"\bcredit ?notes?\b"), re.compile(r"\b(?:vendor|supplier) credits?\b|\bdebit ?notes?\b")
_BILLED_TO = re.compile(r"\b(?:customer|client|buyer)\b")
_TRIES_MAX, _SAMPLE = 500, 40


@dataclass(frozen=True, slots=True)
class Sums:
    """How the documents add up. `more` is column -> (sign, once): beside the items, each counted once for a document or on each row."""

    total: int
    value: int
    more: Mapping[int, tuple[int, bool]]


def is_expense_list(columns: Columns) -> bool:
    """True for a list of expenses that says through which account each was paid: no party is owed anything, and nothing falls due."""
    till = till_of(columns)
    ledger = ledger_of(columns, till) if till is not None else None
    if till is None or ledger is None:
        return False
    outwards = own_heading(columns, till).startswith("paid ") or "expense" in own_heading(columns, ledger)
    return outwards and columns.has("date") and not _has_sides(columns) and not columns.has("due_date", "open", "balance") and bool(money_columns(columns))


def may_be_items(columns: Columns) -> bool:
    """True for a table with a party, a day, a document's number and a ledger on its rows, and at least two columns of amounts."""
    return (
        columns.has("date")
        and columns.has("party")
        and bool(numbers_of(columns))
        and ledger_of(columns, None) is not None
        and not _has_sides(columns)
        and len(money_columns(columns)) >= 2
    )


def marks_items(columns: Columns) -> bool:
    """True where the heading of an amount says that it is of the rows: "Item Total", "Amount (Items)", "Invoice lines/Subtotal"."""
    return any(is_marked(columns, column) for column in money_columns(columns))


def _has_sides(columns: Columns) -> bool:
    return columns.has("debit", "credit", "side", "posting_key", "debit_account", "credit_account")


def _roles(columns: Columns, money: Sequence[int], amounts: Amounts) -> tuple[list[list[int]], dict[int, tuple[int, ...]]]:
    """The sets of taxes that may count (by head, or their one sum), and for each other column the signs that it may have."""
    live = [column for column in money if any(found.get(column) for found in amounts.values())]
    heads: dict[str, int] = {}
    sums, more = [], {}
    for column in live:
        plain = own_heading(columns, column)
        if found := HEAD_OF_TAX.search(plain):
            heads.setdefault(found.group(1), column)
        elif TAX.fullmatch(plain):
            sums.append(column)
        elif DEDUCTED.search(plain):
            more[column] = (-1, 1)
        elif _DISCOUNT.search(plain):
            more[column] = (0, -1, 1)
        elif _CHARGED.search(plain) and not _TOTALS[0].search(plain):
            more[column] = (1,)
        elif columns.taken.get(column) and columns.taken[column].source == "person" and columns.taken[column].ledger:
            more[column] = (1, -1)
    taxes = [sorted(heads.values())] if heads else [[column] for column in sums] or [[]]
    return taxes, more


def sums_of(columns: Columns, documents: Sequence[Document], amounts: Amounts, money: Sequence[int], ledger: int) -> Sums | None:
    """The one way in which nearly all documents add up to their totals; None when there is none, or two that book different amounts."""
    sound = [each for each in documents if all(row.number in amounts for row in each.rows) and not any(columns.state(row)[0] for row in each.rows)]
    taxes, more = _roles(columns, money, amounts)
    free = [column for column in money if column not in more and column not in {each for some in taxes for each in some}]
    free = [column for column in free if not _NOT_BOOKED.search(own_heading(columns, column)) and not TAX.fullmatch(own_heading(columns, column))]
    totals = sorted((column for column in free if _total_rank(columns, column) < 9), key=lambda column: (_total_rank(columns, column), column))
    # The amount of a row stands on every row that names a ledger; what stands on the first of them alone is the document's.
    named = [row.number for each in sound for row in each.rows if row.text(ledger)]
    valued = {column for column in free if _VALUE.search(own_heading(columns, column))} | set(columns.all("taxable"))
    values = [column for column in free if column in valued and all(column in amounts[number] for number in named)]
    values.sort(key=lambda column: (not is_marked(columns, column), column))
    for total in totals:
        found = [sums for value, some in product(values, taxes) if value != total and (sums := _fitting(columns, sound, amounts, total, value, some, more))]
        if found:
            # Net of a discount where the rows say it so: the fewer columns are booked beside the items, the less is taken by a heading.
            return min(found, key=lambda each: len(each.more))
    return None


def _fitting(
    columns: Columns, sound: Sequence[Document], amounts: Amounts, total: int, value: int, taxes: Sequence[int], more: Mapping[int, tuple[int, ...]]
) -> Sums | None:
    """The choice of signs, and of what counts once, under which most documents come to their total; None when none does, or two that book different amounts."""
    levels = (False, True) if taxes and all(True in _levels(sound, amounts, column) for column in taxes) else (False,)
    choices = [[(1, one) for one in levels]]
    choices += [[(sign, one) for sign in signs for one in (_levels(sound, amounts, column) if sign else (False,))] for column, signs in more.items()]
    if prod(map(len, choices)) > _TRIES_MAX:
        return None
    fitting: dict[frozenset[tuple[int, tuple[int, ...]]], tuple[int, Sums]] = {}
    for first, *rest in product(*choices):
        sums = Sums(total, value, {**dict.fromkeys(taxes, first), **{column: each for column, each in zip(more, rest, strict=True) if each[0]}})
        if sum(proves(columns, each, amounts, sums) for each in sound[:_SAMPLE]) * 10 < len(sound[:_SAMPLE]) * 6:
            continue
        proved = sum(proves(columns, each, amounts, sums) for each in sound)
        if proved and proved * 10 >= len(sound) * 8:
            booked = {column: tuple(part(each, amounts, column, sums) for each in sound) for column in sums.more}
            fitting.setdefault(frozenset((column, each) for column, each in booked.items() if any(each)), (proved, sums))
    most = max((proved for proved, _ in fitting.values()), default=0)
    best = [sums for proved, sums in fitting.values() if proved == most]
    return best[0] if len(best) == 1 else None


def _levels(sound: Sequence[Document], amounts: Amounts, column: int) -> tuple[bool, ...]:
    """Whether a column may count once for a document (True), on each row (False), or either."""
    filled = [each for each in sound if added(each, amounts, column)]
    alike = [said for each in filled if (said := once(each, amounts, column)) is not None]
    if len(alike) * 10 < len(filled) * 8:
        return (False,)
    return (True,) if all(once(each, amounts, column) == added(each, amounts, column) for each in filled) else (True, False)


def _total_rank(columns: Columns, column: int) -> int:
    plain = own_heading(columns, column)
    if is_marked(columns, column) or _SUBTOTAL.fullmatch(plain):
        return 9
    meaning = columns.taken[column].meaning if column in columns.taken else ""
    return next((rank for rank, words in enumerate(_TOTALS) if words.fullmatch(plain)), 4 if meaning == "gross" else 9)


def part(document: Document, amounts: Amounts, column: int, sums: Sums) -> int:
    """What a column beside the items adds to a document's total."""
    sign, one = sums.more[column]
    return sign * ((once(document, amounts, column) or 0) if one else added(document, amounts, column))


def proves(columns: Columns, document: Document, amounts: Amounts, sums: Sums) -> bool:
    """Items, taxes and the rest come to the total, which all rows say alike, and the items to the subtotal where there is one."""
    total, items = once(document, amounts, sums.total), added(document, amounts, sums.value)
    if total is None or total != items + sum(part(document, amounts, column, sums) for column in sums.more):
        return False
    if any(
        one and once(document, amounts, column) is None and any(amounts[row.number].get(column) for row in document.rows)
        for column, (_, one) in sums.more.items()
    ):
        return False
    less = sum(part(document, amounts, column, sums) for column in sums.more if _DISCOUNT.search(own_heading(columns, column)))
    said = [once(document, amounts, column) for column in columns.table.headings if column != sums.value and _SUBTOTAL.fullmatch(own_heading(columns, column))]
    return all(each is None or each in (items, items + less) for each in said)


def read_document_list(paper: Paper, sheet: Sheet, columns: Columns, part_name: str, *, repeated: bool = False) -> Extraction | None:
    """A voucher for each document, or each expense that was paid at once; None where the documents do not add up. `repeated` wants one with several rows that say its total alike."""
    columns = without_record_ids(columns)
    till = till_of(columns)
    ledger = ledger_of(columns, till)
    money = money_columns(columns)
    if till is not None and not is_expense_list(columns):
        return None  # A bill that names an account which money went through may be settled already: it is asked.
    amounts = read_amounts(columns, money)
    if ledger is None:
        return None
    for number in numbers_of(columns) or [NO_NUMBER]:
        base = "payment" if till is not None else _base(columns, number)
        documents = documents_by(columns, number, amounts)
        sums = sums_of(columns, documents, amounts, money, ledger) if documents and base is not None else None
        if till is not None and sums is None and (alone := _alone(columns, amounts, money)) is not None:
            # An expense without taxes on each row: its one amount is all there is.
            documents = [replace(each, rows=(row,)) for each in documents for row in each.rows]
            sums = Sums(alone, alone, {})
        if sums and base is not None and (not repeated or any(len(each.rows) > 1 for each in documents)):
            return _read(paper, sheet, columns, part_name, _List(number, ledger, till, base, sums, money, amounts, documents))
    return None


def _alone(columns: Columns, amounts: Amounts, money: Sequence[int]) -> int | None:
    """The only column with amounts in it, None where there are more."""
    live = [column for column in money if any(found.get(column) for found in amounts.values())]
    return live[0] if len(live) == 1 and _VALUE.search(own_heading(columns, live[0])) else None


@dataclass(frozen=True, slots=True)
class _List:
    number: int
    ledger: int
    till: int | None
    base: str
    sums: Sums
    money: list[int]
    amounts: Amounts
    documents: list[Document]


def _base(columns: Columns, number: int) -> str | None:
    """What the documents are by headings and title, "" where each row's own type says it, None where nothing does or they contradict each other."""
    side, own = side_by_heads(columns), _KIND_OF_TITLE.get(kind_said(columns) or DocumentKind.OTHER, "")
    if own and columns.mapping and columns.mapping.kind:
        return own
    if side:
        words, note = {"sales": (_CREDIT, "credit_note"), "purchase": (_DEBIT, "debit_note")}[side]
        kind = note if words.search(own_heading(columns, number)) else side
        return kind if own in ("", kind) else own if own == note else None
    types = {base_kind_of_type(cell.text) for column in columns.all("type") for cell in columns.table.column(column)}
    return own or ("" if types and types <= PARTY_SIDE.keys() else None)


_KIND_OF_TITLE = {
    DocumentKind.SALES_REGISTER: "sales",
    DocumentKind.PURCHASE_REGISTER: "purchase",
    DocumentKind.CREDIT_NOTE_REGISTER: "credit_note",
    DocumentKind.DEBIT_NOTE_REGISTER: "debit_note",
}
_REGISTER_OF = {base: kind for kind, base in _KIND_OF_TITLE.items()} | {"payment": DocumentKind.PAYMENT_REGISTER, "receipt": DocumentKind.RECEIPT_REGISTER}


def _read(paper: Paper, sheet: Sheet, columns: Columns, part_name: str, listed: _List) -> Extraction:
    pen = Pen(paper, sheet.name or None)
    notes, heads = Notes(pen), heads_of(columns.table.preamble)
    check_headings(notes, columns)
    columns = numbered_by(columns, listed.number, supplier_s=listed.base in ("purchase", ""))
    rows = [voucher for document in listed.documents if (voucher := _voucher(notes, columns, listed, document))]
    booked = {leg.place.column for row in rows for leg in row.legs}
    more = [column for column in listed.sums.more if column_letters(column) in booked]
    for column in more:
        if (ledger := ledger_said(columns, column)) and columns.taken.get(column) is None and not SAID_SIDE.search(own_heading(columns, column)):
            tell_by_heading(notes, columns, column, ledger)
    unnamed = tuple(column for column in more if not ledger_said(columns, column))
    kind = _REGISTER_OF.get(listed.base) or kind_of_rows(columns, rows)
    return finished(notes, sheet, columns, heads, rows, part_name, kind, listed.sums.total, unnamed)


def _voucher(notes: Notes, columns: Columns, listed: _List, document: Document) -> RegisterRow | None:
    sums, amounts, first = listed.sums, listed.amounts, document.first
    if not usable(notes, columns, document, amounts, listed.money, sums.total):
        return None
    if not any(any(amounts[row.number].get(column) for column in (sums.total, sums.value, *sums.more)) for row in document.rows) and not any(
        columns.state(first)
    ):
        return None
    head = head_of(columns, document)
    own = base_kind_of_type(" ".join(first.text(column).strip() for column in columns.all("type")))
    kind = listed.base if listed.till is not None or own not in PARTY_SIDE else own
    side = -1 if listed.till is not None else PARTY_SIDE.get(kind, 0)
    column = listed.till if listed.till is not None else columns.one("party")
    name = " ".join(first.text(column).split()) if column is not None else ""
    total = once(document, amounts, sums.total)
    if not proves(columns, document, amounts, sums) or total is None or not name or not side:
        if any(columns.state(head)):
            return row_head(notes, columns, head, (), kind, name)
        row_fault(
            notes,
            first.number,
            document.number,
            UNPROVEN if name and side else "register.amount_without_ledger",
            _why(columns, listed, document, name, side),
            sums.total,
        )
        return None
    if listed.till is None and kind != listed.base and listed.base and total < 0:
        side = PARTY_SIDE[listed.base]  # A return among bills with a minus before it: the minus says already that it goes the other way.
    place = notes.pen.place(first.number, column_letters(sums.total))
    owed = listed.till is None and kind in ("sales", "purchase") and document.number and not any(columns.state(head))
    legs = [Leg(name, Paise(side * total), place, document.number, "new", _due(columns, head)) if owed else Leg(name, Paise(side * total), place)]
    # An expense names beside its vendor the customer that it is billed to.
    vendor = next((each for each in parties_of(columns) if listed.till is not None and not _BILLED_TO.search(own_heading(columns, each))), None)
    for row in document.rows:
        if size := amounts[row.number].get(sums.value):
            ledger, code = columns.ledger(row, listed.ledger)
            if not (ledger or code):
                row_fault(notes, row.number, document.number, "register.amount_without_ledger", "no ledger is named for its amount", listed.ledger)
                return None
            party = " ".join(row.text(vendor).split()) if vendor is not None else ""
            legs.append(Leg(ledger or code, Paise(-side * size), notes.pen.place(row.number, column_letters(sums.value)), party=party))
    legs += [
        Leg(ledger_said(columns, column), Paise(-side * size), notes.pen.place(first.number, column_letters(column)))
        for column in sums.more
        if (size := part(document, amounts, column, sums))
    ]
    return row_head(notes, columns, head, tuple(legs), kind, name)


def _due(columns: Columns, row: SheetRow) -> date | None:
    column = columns.one("due_date")
    try:
        return None if column is None else read_day(row.cells.get(column), columns.month_first.get(column, False))
    except ValueError:
        return None


def _why(columns: Columns, listed: _List, document: Document, name: str, side: int) -> str:
    """Why a document of a list that is proved is left out."""
    if not name:
        return "it names no party" if listed.till is None else "it does not say through which account it was paid"
    if not side:
        return "nothing says on which side its party is"
    sums, amounts = listed.sums, listed.amounts
    total, heading = once(document, amounts, sums.total), columns.heading(sums.total)
    if total is None:
        return f"its rows do not say one {heading!r}"
    own = added(document, amounts, sums.value) + sum(part(document, amounts, column, sums) for column in sums.more)
    return f"its rows come to {rupee_text(Paise(own))} and {heading!r} says {rupee_text(Paise(total))}, or its items are not its subtotal"
