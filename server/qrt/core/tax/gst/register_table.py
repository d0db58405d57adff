"""A register of an accounting program with a column for each ledger, as the table of documents that GSTR-2B and GSTR-1 are reconciled with."""

from collections import Counter
from collections.abc import Iterable, Sequence

from qrt.core.base.money import Paise
from qrt.core.documents.row_tables import RowTable, cell_text
from qrt.core.documents.types import Extraction, RegisterRow
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.naming import plain_name
from qrt.core.ledger.taxnames import tax_name
from qrt.core.tax.gst.supply import HEADS

HEADINGS = (
    "Line id", "GSTIN", "Name", "Invoice number", "Invoice date", "Document type", "Invoice value", "Place of supply", "Reverse charge", "Taxable value", "IGST", "CGST",
    "SGST", "Cess", "Row",
)  # fmt: skip
_SIDES = {"gstr2b": "input", "gstr1": "output"}


def register_table(extractions: Sequence[Extraction], kind: str, model: ModelChart) -> tuple[RowTable, int] | None:
    """(the documents with GST of a purchase or sales register, vouchers that have none of it); None where no ledger of it is a tax ledger of that side by its name.

    kind  "gstr2b" for input tax, "gstr1" for output tax
    """
    side = _SIDES[kind]
    rows = [row for each in extractions for row in each.rows if isinstance(row, RegisterRow) and row.posts and not row.cancelled]
    roles = {leg.ledger: _role(leg.ledger, model) for row in rows for leg in row.legs}
    if not any(role.startswith(f"{side}_") for role in roles.values()):
        return None
    made: list[tuple[str, ...]] = []
    for row in rows:
        if document := _document(row, side, roles):
            made.append((f"line {len(made) + 1}", *(cell_text(value) for value in document)))
    papers = tuple(sorted({each.kind.value for each in extractions if any(isinstance(row, RegisterRow) for row in each.rows)}))
    return RowTable(HEADINGS, tuple(made), papers), len(rows) - len(made)


def _document(row: RegisterRow, side: str, roles: dict[str, str]) -> tuple[object, ...] | None:
    """The cells after the line's id; None for a voucher without tax of this side."""
    sign = 1 if side == "input" else -1
    taxes: Counter[str] = Counter()
    value, reverse = 0, False
    for leg in row.legs:
        role = roles[leg.ledger]
        own, _, head = role.rpartition("_")
        if head in HEADS and own in (side, f"rcm_{side}"):
            taxes[head] += sign * leg.amount
            reverse = reverse or own.startswith("rcm_")
        elif not role and leg.ledger != row.particulars:
            value += sign * leg.amount
    if not any(taxes.values()):
        return None
    total = value + sum(taxes.values())
    number = row.reference or row.number if side == "input" else row.number or row.reference
    what = "invoice" if total >= 0 else "debit note" if side == "input" else "credit note"
    day = row.reference_day or row.day if side == "input" else row.day
    return (
        row.party_gstin, row.particulars, number, day, what, Paise(total), row.place_of_supply, reverse, Paise(value), *(Paise(taxes[head]) for head in HEADS),
        str(row.place.row or ""),
    )  # fmt: skip


def _role(ledger: str, model: ModelChart) -> str:
    """Role of a tax ledger, "other" for one that carries no value of the supply (rounding), "" for any that may."""
    found = tax_name(ledger, model)
    if found is not None:
        return found.role or "other"
    return "other" if _is_rounding(plain_name(ledger).split()) else ""


def _is_rounding(words: Iterable[str]) -> bool:
    return any(word.startswith("round") for word in words)
