"""A register of an accounting program with a column for each ledger, as the table that a bank's statement, a return or a statement of tax is reconciled with."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qrt.core.base.money import Paise
from qrt.core.documents.row_tables import RowTable, cell_text
from qrt.core.documents.types import Extraction, RegisterRow
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.naming import plain_name
from qrt.core.ledger.taxnames import tax_name
from qrt.core.recon.engine.kinds.gst import HEADS

Cells = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Book:
    """rows: vouchers that post; roles: of tax ledgers by their names, "other" for what carries no value (rounding), "" for any other; ledger: of a book that is one."""

    rows: Sequence[RegisterRow]
    roles: Mapping[str, str]
    ledger: str


def register_table(extractions: Sequence[Extraction], kind: str, model: ModelChart) -> tuple[RowTable, int] | None:
    """(the vouchers of a register that a kind of reconciliation is about, how many are not); None where it has none of them.

    kind  "gstr2b", "gstr1": documents with input or output tax, which ledgers are is told by their names; "tds_receivable" (or "tds"), "tds_payable": vouchers that
          deduct; "bank": of a book of one bank, debit positive
    """
    rows = [row for each in extractions for row in each.rows if isinstance(row, RegisterRow) and row.posts and not row.cancelled]
    named = {each.text("ledger") for each in extractions if each.rows} - {""}
    book = _Book(rows, {leg.ledger: _role(leg.ledger, model) for row in rows for leg in row.legs}, named.pop() if len(named) == 1 else "")
    made = [cells for row in rows if (cells := _KINDS[kind](row, book))]
    if not made:
        return None
    papers = tuple(sorted({each.kind.value for each in extractions if any(isinstance(row, RegisterRow) for row in each.rows)}))
    lines = tuple((f"line {at}", *map(cell_text, cells.values())) for at, cells in enumerate(made, 1))
    return RowTable(("Line id", *made[0]), lines, papers), len(rows) - len(made)


def _document(row: RegisterRow, book: _Book, side: str) -> Cells | None:
    """A document with tax of a side; under reverse charge with the tax that we owe and take."""
    sign = 1 if side == "input" else -1
    taxes: Counter[str] = Counter()
    value, reverse = 0, False
    for leg in row.legs:
        role = book.roles[leg.ledger]
        own, _, head = role.rpartition("_")
        if head in HEADS and own in (side, f"rcm_{side}"):
            taxes[head] += sign * leg.amount
            reverse = reverse or own.startswith("rcm_")
        elif not role and leg.ledger != row.particulars:
            value += sign * leg.amount
    if not any(taxes.values()):
        return None
    total = value + sum(taxes.values())
    bought = side == "input"
    return {
        "GSTIN": row.party_gstin,
        "Name": row.particulars,
        "Invoice number": row.reference or row.number if bought else row.number or row.reference,
        "Invoice date": row.reference_day or row.day if bought else row.day,
        "Document type": "invoice" if total >= 0 else "debit note" if bought else "credit note",
        "Invoice value": Paise(total),
        "Place of supply": row.place_of_supply,
        "Reverse charge": reverse,
        "Taxable value": Paise(value),
        **{head.upper() if head != "cess" else "Cess": Paise(taxes[head]) for head in HEADS},
        "Row": str(row.place.row or ""),
    }


def _deduction(row: RegisterRow, book: _Book, role: str) -> Cells | None:
    """A voucher that deducts: what was paid is what the party settled with the tax, or the value of the bill. One that pays the tax to the office deducts nothing."""
    if book.roles.get(row.particulars) == role:
        return None
    sign = 1 if role == "tds_receivable" else -1
    tax = sign * sum(leg.amount for leg in row.legs if book.roles[leg.ledger] == role)
    if not tax:
        return None
    party = abs(sum(leg.amount for leg in row.legs if leg.ledger == row.particulars))
    value = abs(sum(leg.amount for leg in row.legs if not book.roles[leg.ledger] and leg.ledger != row.particulars))
    paid = party if role == "tds_receivable" else value
    return {
        "Transaction date": row.day,
        "Name": row.particulars,
        "Reference": row.reference or row.number,
        "Amount paid": Paise(paid),
        "Tax deducted": Paise(tax),
        "Row": str(row.place.row or ""),
    }


def _payment(row: RegisterRow, book: _Book) -> Cells | None:
    amount = sum(leg.amount for leg in row.legs if leg.ledger == book.ledger)
    if not book.ledger or not amount:
        return None
    party = next((leg.ledger for leg in row.legs if leg.ledger != book.ledger), row.particulars)
    return {
        "Date": row.day,
        "Party": party,
        "Narration": row.narration,
        "Reference": row.reference,
        "Amount": Paise(amount),
        "Row": str(row.place.row or ""),
    }


_KINDS: Mapping[str, Callable[[RegisterRow, _Book], Cells | None]] = {
    "gstr2b": lambda row, book: _document(row, book, "input"),
    "gstr1": lambda row, book: _document(row, book, "output"),
    "tds": lambda row, book: _deduction(row, book, "tds_receivable"),
    "tds_receivable": lambda row, book: _deduction(row, book, "tds_receivable"),
    "tds_payable": lambda row, book: _deduction(row, book, "tds_payable"),
    "bank": _payment,
}
REGISTER_KINDS = frozenset(_KINDS)


def _role(ledger: str, model: ModelChart) -> str:
    found = tax_name(ledger, model)
    if found is not None:
        return found.role or "other"
    return "other" if _is_rounding(plain_name(ledger).split()) else ""


def _is_rounding(words: Iterable[str]) -> bool:
    return any(word.startswith("round") for word in words)
