"""Vouchers of one row: a debit and a credit account with one amount."""

from dataclasses import replace
from datetime import date

from qrt.adapters.erp.general.books import BASE_OF_KIND, Notes, abstained, check_formulas, check_headings, check_hidden, check_span, kind_of_rows, made
from qrt.adapters.erp.general.foreign import foreign_fault, rule_of_fault
from qrt.adapters.erp.general.heads import heads_of, kind_by_title
from qrt.adapters.erp.general.lists import currency_columns
from qrt.adapters.erp.general.taking import Columns
from qrt.adapters.erp.general.values import read_amount, read_day
from qrt.core.base.finding import Severity
from qrt.core.base.money import Paise
from qrt.core.documents.cells import Sheet, SheetRow, column_letters
from qrt.core.documents.extracting import Pen
from qrt.core.documents.row_labels import is_note, is_total
from qrt.core.documents.types import DocumentKind, Extraction, Leg, Paper, RegisterRow
from qrt.core.documents.voucher_words import base_kind_of_type


def is_matrix(columns: Columns) -> bool:
    """True for a table of rates with a column for each currency."""
    return columns.has("date") and bool(currency_columns(columns))


def cell_text(columns: Columns, row: SheetRow, *meanings: str) -> str:
    """The first filled text of the columns with these meanings."""
    return next((text for column in columns.all(*meanings) if (text := " ".join(row.text(column).split()))), "")


def row_fault(notes: Notes, row: int, number: str, rule: str, cause: str, column: int) -> None:
    """Say why a row was left out as a whole."""
    sentence = f"row {row}, voucher {number or 'without number'}: {cause}; it was left out."
    notes.add(row, rule, Severity.BLOCKING, sentence, column=column_letters(column))


def whole(rows: list[RegisterRow], broken: set[str]) -> list[RegisterRow]:
    """The vouchers without those of which a row was left out: the rest of them would be another voucher. A row without a number is a voucher by itself."""
    return [row for row in rows if not row.number or row.number not in broken]


def row_head(notes: Notes, columns: Columns, row: SheetRow, legs: tuple[Leg, ...], title: str, party: str) -> RegisterRow | None:
    """The voucher of one row; None, with the finding, where its day cannot be read. A cancelled one has no legs."""
    number = cell_text(columns, row, "number", "reference")
    column = columns.one("date")
    assert column is not None
    try:
        day = read_day(row.cells.get(column), columns.month_first.get(column, False))
    except ValueError as wrong:
        row_fault(notes, row.number, number, "register.date_invalid", f"{row.text(column)!r} is no date ({wrong})", column)
        return None
    if day is None:
        row_fault(notes, row.number, number, "register.date_missing", "it has amounts but no date", column)
        return None
    type_name = cell_text(columns, row, "type")
    cancelled, unposted = columns.state(row)
    if cancelled and legs:
        sentence = f"row {row.number}, voucher {number or 'without number'} is marked as cancelled but carries amounts, which were not taken."
        notes.add(row.number, "register.cancelled_with_amounts", Severity.WARNING, sentence, sum(leg.amount for leg in legs if leg.amount > 0))
        legs = ()
    if unposted:
        notes.add(
            row.number, "register.unposted", Severity.INFO, f"row {row.number}, voucher {number or 'without number'} is marked as not posted; it does not post."
        )
    # The one number of a purchase is its supplier's, under which a GSTR-2B lists it; that of a sale is the company's own.
    bought = (base_kind_of_type(type_name) or title) == "purchase"
    reference = cell_text(columns, row, "reference") if columns.has("number") or bought else ""
    return RegisterRow(
        notes.pen.place(row.number), day, "" if cancelled else party, type_name, number, legs, narration=cell_text(columns, row, "narration"), reference=reference, party_gstin=cell_text(columns, row, "party_gstin").upper(),
        place_of_supply=cell_text(columns, row, "place_of_supply"), base_kind=base_kind_of_type(type_name) or title, branch=cell_text(columns, row, "branch"), cancelled=cancelled,
        posts=not unposted, reference_day=_reference_day(columns, row),
    )  # fmt: skip


def _reference_day(columns: Columns, row: SheetRow) -> date | None:
    column = columns.one("document_date")
    try:
        return None if column is None else read_day(row.cells.get(column), columns.month_first.get(column, False))
    except ValueError:
        return None


def read_pairs(paper: Paper, sheet: Sheet, columns: Columns, part: str) -> Extraction:
    """One amount from a credit account to a debit account on each row; rows of one number, type and day are one voucher."""
    pen = Pen(paper, sheet.name or None)
    notes, heads = Notes(pen), heads_of(columns.table.preamble)
    check_headings(notes, columns)
    money, debit, credit = columns.one("amount", "debit", "gross"), columns.one("debit_account"), columns.one("credit_account")
    assert debit is not None and credit is not None
    if money is None:
        return abstained(pen, notes, columns, heads, DocumentKind.DAY_BOOK, "no column holds the amounts", part)
    if money in columns.unclear:
        return abstained(
            pen,
            notes,
            columns,
            heads,
            DocumentKind.DAY_BOOK,
            f"the amounts of {columns.heading(money)!r} can be read with a decimal point and with a decimal comma",
            part,
        )
    title = BASE_OF_KIND.get(kind_by_title(columns.table.preamble) or DocumentKind.OTHER, "")
    rows: dict[tuple[object, ...], RegisterRow] = {}
    broken: set[str] = set()
    for row in columns.table.body:
        label = next((row.text(each) for each in sorted(row.cells)), "")
        if is_note(label) or is_total(label):
            continue
        number = cell_text(columns, row, "number", "reference")
        if fault := foreign_fault(columns, row, money, filled=bool(row.text(money))):
            row_fault(notes, row.number, number, *fault)
            broken.add(number)
            continue
        if not row.text(money):
            continue
        names = [columns.ledger(row, each)[0] for each in (debit, credit)]
        try:
            amount = read_amount(row.cells.get(money), columns.styles.get(money, ""))
        except ValueError as wrong:
            row_fault(notes, row.number, number, rule_of_fault(wrong), f"cell {column_letters(money)}{row.number} holds no usable amount ({wrong})", money)
            broken.add(number)
            continue
        if amount is None or not all(names):
            row_fault(
                notes, row.number, number, "register.amount_without_ledger", "its debit or credit account is not named", debit if not names[0] else credit
            )
            continue
        place = pen.place(row.number, column_letters(money))
        party = cell_text(columns, row, "party")
        legs = (Leg(names[0], amount.size, place, party=party), Leg(names[1], Paise(-amount.size), place, party=party))
        if made_row := row_head(notes, columns, row, legs, title, party or names[1]):
            key = (made_row.number, made_row.voucher_type, made_row.day, made_row.branch) if made_row.number else (row.number,)
            standing = rows.get(key)
            rows[key] = made_row if standing is None else replace(standing, legs=(*standing.legs, *legs))
    if not rows:
        return abstained(pen, notes, columns, heads, DocumentKind.DAY_BOOK, "no row of it could be read", part)
    listed = whole(list(rows.values()), broken)
    check_span(notes, heads, listed)
    check_formulas(notes, sheet, columns)
    check_hidden(notes, sheet, columns)
    return made(pen, notes, columns, heads, kind_of_rows(columns, listed), listed, part, confidence=0.9)
