"""Which register is missing: read off the nature, group and sign of the ledgers that differ."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from qrt.core.base.money import Paise
from qrt.core.documents.types import DocumentKind
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.tree import Tree
from qrt.core.ledger.types import Chart


@dataclass(frozen=True, slots=True)
class _Shape:
    """A ledger as far as causes care, with what the registers lack of it (trial balance less registers, debit positive)."""

    ledger: str
    kind: str
    lacking: int


_BANK, _CASH, _DEBTOR, _CREDITOR, _OUTPUT, _INPUT, _SALES, _PURCHASE, _STOCK, _OTHER = (
    "bank",
    "cash",
    "debtor",
    "creditor",
    "output tax",
    "input tax",
    "sales",
    "purchases",
    "stock",
    "other",
)
_ROUNDED_MOST = 100_00
"""A hundred rupees: what the round-offs of a register may add up to."""

_REGISTERS = {
    DocumentKind.SALES_REGISTER: "sales register",
    DocumentKind.PURCHASE_REGISTER: "purchase register",
    DocumentKind.CREDIT_NOTE_REGISTER: "credit note register",
    DocumentKind.DEBIT_NOTE_REGISTER: "debit note register",
    DocumentKind.JOURNAL_REGISTER: "journal register",
}


_CLOSED_GROUPS = {
    squeezed(name): kind
    for name, kind in {
        "Sundry Debtors": _DEBTOR, "Trade Receivables": _DEBTOR, "Sundry Creditors": _CREDITOR, "Trade Payables": _CREDITOR, "Bank Accounts": _BANK, "Bank OD A/c": _BANK, "Bank OCC A/c": _BANK,
        "Cash-in-Hand": _CASH, "Sales Accounts": _SALES, "Purchase Accounts": _PURCHASE, "Stock-in-Hand": _STOCK,
    }.items()
}  # fmt: skip


def name_causes(differences: Mapping[str, Paise], chart: Chart, tree: Tree, handed_in: Collection[DocumentKind]) -> dict[str, str]:
    """ledger -> likely cause, in words; "" never stands in it. `differences` are registers less trial balance."""
    shapes = [_Shape(ledger, _kind(ledger, chart, tree), -difference) for ledger, difference in sorted(differences.items())]
    causes: dict[str, str] = {}
    causes |= _notes_and_invoices(shapes, handed_in)
    causes |= _money(shapes, handed_in, causes)
    causes |= _journal(shapes, handed_in, causes)
    return {ledger: cause for ledger, cause in causes.items() if ledger in differences}


def _kind(ledger: str, chart: Chart, tree: Tree) -> str:
    account = chart.get(ledger)
    if not account:
        return _closed_group(ledger, tree)
    if account.role.startswith(("output_", "rcm_output_")) or account.role == "gst_payable":
        return _OUTPUT
    if account.role.startswith(("input_", "rcm_input_")) or account.role == "gst_receivable":
        return _INPUT
    group = account.group or (tree.chain(ledger) or ("",))[-1]
    by_group = {"Sales Accounts": _SALES, "Purchase Accounts": _PURCHASE, "Sundry Debtors": _DEBTOR, "Sundry Creditors": _CREDITOR, "Stock-in-Hand": _STOCK}
    by_role = {"bank": _BANK, "cash": _CASH, "debtor": _DEBTOR, "creditor": _CREDITOR, "inventory": _STOCK}
    return by_role.get(account.role) or by_group.get(group) or _closed_group(ledger, tree)


def _closed_group(ledger: str, tree: Tree) -> str:
    """A group that the trial balance shows closed is compared as one row under its own name."""
    above = (squeezed(name) for name in (ledger, *tree.chain(ledger)))
    return next((_CLOSED_GROUPS[name] for name in above if name in _CLOSED_GROUPS), _OTHER)


def _lacks(shapes: Iterable[_Shape], kind: str) -> int:
    return sum(shape.lacking for shape in shapes if shape.kind == kind)


def _notes_and_invoices(shapes: list[_Shape], handed_in: Collection[DocumentKind]) -> dict[str, str]:
    causes: dict[str, str] = {}
    sales = _lacks(shapes, _SALES)
    if sales:
        kind = DocumentKind.CREDIT_NOTE_REGISTER if sales > 0 else DocumentKind.SALES_REGISTER
        # Sales that the registers lack in debit are returns; output tax and the customers then move the other way.
        causes |= {shape.ledger: _missing(kind, handed_in) for shape in shapes if _goes_with(shape, sales, (_SALES, _OUTPUT), _DEBTOR)}
    purchases = _lacks(shapes, _PURCHASE)
    if purchases:
        kind = DocumentKind.PURCHASE_REGISTER if purchases > 0 else DocumentKind.DEBIT_NOTE_REGISTER
        causes |= {shape.ledger: _missing(kind, handed_in) for shape in shapes if _goes_with(shape, purchases, (_PURCHASE, _INPUT), _CREDITOR)}
    elif _lacks(shapes, _INPUT) > 0 > _lacks(shapes, _CREDITOR):
        # Services alone: input tax and suppliers without a purchase ledger.
        causes |= {shape.ledger: _missing(DocumentKind.PURCHASE_REGISTER, handed_in) for shape in shapes if _goes_with(shape, 1, (_INPUT,), _CREDITOR)}
    return causes | _what_follows(shapes, causes, handed_in)


def _what_follows(shapes: list[_Shape], causes: Mapping[str, str], handed_in: Collection[DocumentKind]) -> dict[str, str]:
    """Expenses, assets, tax deducted and rounding come with the register that is missing, as long as the journal register is there to explain the rest."""
    if not causes or DocumentKind.JOURNAL_REGISTER not in handed_in or any(shape.kind in (_BANK, _CASH) for shape in shapes):
        return {}
    purchases = _missing(DocumentKind.PURCHASE_REGISTER, handed_in)
    named = sorted(set(causes.values()))
    if purchases not in named and len(named) > 1:
        return {}
    cause = purchases if purchases in named else named[0]
    followers = [
        shape
        for shape in shapes
        if shape.ledger not in causes and (shape.kind in (_OTHER, _OUTPUT, _INPUT) if cause == purchases else abs(shape.lacking) <= _ROUNDED_MOST)
    ]
    return {shape.ledger: cause for shape in followers}


def _goes_with(shape: _Shape, direction: int, same: tuple[str, ...], opposite: str) -> bool:
    return (shape.kind in same and shape.lacking * direction > 0) or (shape.kind == opposite and shape.lacking * direction < 0)


def _money(shapes: list[_Shape], handed_in: Collection[DocumentKind], known: Mapping[str, str]) -> dict[str, str]:
    books = [shape for shape in shapes if shape.kind in (_BANK, _CASH)]
    if not books:
        return {}
    names = " and ".join(f"“{shape.ledger}”" for shape in books[:3])
    has_some = {DocumentKind.BANK_BOOK, DocumentKind.CASH_BOOK, DocumentKind.PAYMENT_REGISTER, DocumentKind.RECEIPT_REGISTER, DocumentKind.DAY_BOOK} & set(
        handed_in
    )
    cause = f"book of {names} is {'not complete or was' if has_some else ''} not handed in".replace("  ", " ")
    net = sum(shape.lacking for shape in books)
    # With every other register at hand, what a book moves on either side is missing with it: interest, charges, transfers.
    everything = DocumentKind.JOURNAL_REGISTER in handed_in and not known
    others = [
        shape
        for shape in shapes
        if shape.kind not in (_BANK, _CASH) and shape.ledger not in known and (everything or shape.kind in (_DEBTOR, _CREDITOR) or shape.lacking * net < 0)
    ]
    return {shape.ledger: cause for shape in (*books, *others)}


def _journal(shapes: list[_Shape], handed_in: Collection[DocumentKind], known: Mapping[str, str]) -> dict[str, str]:
    rest = [shape for shape in shapes if shape.ledger not in known]
    if not rest:
        return {}
    mirrored = {-shape.lacking for shape in rest if shape.kind != _STOCK}
    stock = [shape for shape in rest if shape.kind == _STOCK and shape.lacking not in mirrored]
    causes = {shape.ledger: "closing stock is kept outside the vouchers" for shape in stock}
    others = [shape for shape in rest if shape not in stock]
    both_sides = any(shape.lacking > 0 for shape in others) and any(shape.lacking < 0 for shape in others)
    cause = _missing(DocumentKind.JOURNAL_REGISTER, handed_in) if both_sides else "a voucher with this ledger was not handed in, or its opening balance differs"
    return causes | {shape.ledger: cause for shape in others}


def _missing(kind: DocumentKind, handed_in: Collection[DocumentKind]) -> str:
    return f"{_REGISTERS[kind]} {'is not complete' if kind in handed_in else 'was not handed in'}"
