"""Trial balances with headings of any language: brought to the words and numbers that the reader of trial balances knows, so that there is one way to read them."""

from dataclasses import replace

from qrt.adapters.erp.general.books import Notes, abstained, check_headings
from qrt.adapters.erp.general.heads import head_fields, heads_of
from qrt.adapters.erp.general.taking import Columns, column_fields
from qrt.adapters.erp.general.values import looks_like_money, read_amount
from qrt.adapters.erp.trial_balance import find_trial_balance, read_trial_balance_sheet
from qrt.core.base.money import decimal_text
from qrt.core.documents.cells import Cell, Sheet, SheetRow
from qrt.core.documents.extracting import Pen
from qrt.core.documents.row_labels import is_note, is_total
from qrt.core.documents.types import DocumentKind, Extraction, Paper, TrialBalanceRow

_CANONICAL = {
    "account": "Ledger Name", "account_code": "Account Code", "group": "Group", "debit": "Debit", "credit": "Credit", "closing_debit": "Closing Debit", "closing_credit": "Closing Credit", "closing": "Closing Balance",
    "balance": "Closing Balance", "opening": "Opening Balance", "opening_debit": "Opening Debit", "opening_credit": "Opening Credit", "movement_debit": "Transactions Debit", "movement_credit": "Transactions Credit",
    "movement": "Net Change",
}  # fmt: skip


def read_balance(paper: Paper, sheet: Sheet, columns: Columns, part: str) -> Extraction:
    """The trial balance by its translated sheet; abstains where amounts can be read two ways or no columns are found."""
    pen = Pen(paper, sheet.name or None)
    notes = Notes(pen)
    check_headings(notes, columns)
    heads = heads_of(columns.table.preamble)
    meanings = _meanings(columns)
    if unclear := [column for column in columns.unclear if column in meanings]:
        why = f"the amounts of {columns.heading(unclear[0])!r} can be read with a decimal point and with a decimal comma"
        return abstained(pen, notes, columns, heads, DocumentKind.TRIAL_BALANCE, why, part)
    translated = _translated(sheet, columns, meanings)
    found = find_trial_balance(translated)
    if found is None:
        return abstained(pen, notes, columns, heads, DocumentKind.TRIAL_BALANCE, "its columns name no balances", part)
    read = read_trial_balance_sheet(paper, translated, found, part)
    balances = [row for row in read.rows if isinstance(row, TrialBalanceRow)]
    proven = bool(balances) and not sum(row.closing for row in balances if not row.is_group or row.collapsed)
    own = {
        each.name: each
        for each in (
            *head_fields(pen, heads),
            *column_fields(pen, columns, sure=proven),
        )
        if each.value
    }
    kept = {name: each for name, each in read.fields.items() if name not in ("company", "branch", "title")}
    return replace(read, fields={**kept, **own}, findings=(*notes.sorted(), *read.findings))


def _meanings(columns: Columns) -> dict[int, str]:
    """Each column's word. "Debit" and "Credit" beside a closing column are what moved."""
    moved = columns.has("closing_debit") or (columns.has("closing", "balance") and columns.has("opening", "opening_debit"))
    found: dict[int, str] = {}
    for column, each in columns.taken.items():
        meaning = f"movement_{each.meaning}" if moved and each.meaning in ("debit", "credit") else each.meaning
        if meaning in _CANONICAL and _CANONICAL[meaning] not in found.values():
            found[column] = _CANONICAL[meaning]
    if "Ledger Name" not in found.values():
        found = {column: "Ledger Name" if word == "Account Code" else word for column, word in found.items()}
    return found


def _translated(sheet: Sheet, columns: Columns, meanings: dict[int, str]) -> Sheet:
    table = columns.table
    head = SheetRow(table.header[-1], {column: Cell(word) for column, word in meanings.items()})
    rows = [*table.preamble, head]
    for row in table.body:
        label = next(
            (row.text(column) for column in sorted(row.cells) if isinstance(row.cells[column].value, str) and not looks_like_money(row.cells[column])), ""
        )
        if is_note(label) and not any(row.text(column) for column in meanings if meanings[column] not in ("Ledger Name", "Account Code", "Group")):
            continue
        cells = {}
        for column, cell in row.cells.items():
            if column not in meanings:
                continue
            cells[column] = _plain(cell, columns.styles.get(column, "")) if column in columns.styles else cell
            if cells[column].text.strip() and is_total(cell.text) and column not in columns.styles:
                cells[column] = Cell("Grand Total", cell.style)
        if label and is_total(label) and "Grand Total" not in {cell.text for cell in cells.values()}:
            name = next(column for column, word in meanings.items() if word == "Ledger Name")
            cells[name] = Cell("Grand Total")
        rows.append(SheetRow(row.number, cells))
    return Sheet(sheet.name, tuple(rows), (), sheet.hidden, sheet.uncalculated)


def _plain(cell: Cell, style: str) -> Cell:
    """A text amount in the one form that every reader knows."""
    if not isinstance(cell.value, str):
        return cell
    try:
        amount = read_amount(cell, style)
    except ValueError:
        return cell
    if amount is None:
        return cell
    return Cell(decimal_text(amount.size) + {1: " Dr", -1: " Cr", 0: ""}[amount.side], cell.style)
