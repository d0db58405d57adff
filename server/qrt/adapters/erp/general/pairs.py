"""Vouchers of one row: a debit and a credit account with one amount, or a party with a column for each ledger."""

import re
from itertools import product

from qrt.adapters.erp.general.books import BASE_OF_KIND, Notes, abstained, check_headings, check_span, kind_of_rows, made
from qrt.adapters.erp.general.heads import heads_of, kind_by_title
from qrt.adapters.erp.general.lists import currency_columns
from qrt.adapters.erp.general.taking import Columns, Taken
from qrt.adapters.erp.general.values import looks_like_money, read_amount, read_day
from qrt.core.base.finding import Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.cells import Sheet, SheetRow, column_letters
from qrt.core.documents.extracting import Pen
from qrt.core.documents.headings import is_note, is_total, plain_heading
from qrt.core.documents.types import DocumentKind, Extraction, Leg, Paper, RegisterRow
from qrt.core.documents.voucher_words import base_kind_of_type

_PARTY_SIDE = {"sales": 1, "purchase": -1, "credit_note": -1, "debit_note": 1}
_LESS = re.compile(r"\b(tds|discount|less|rabatt|skonto|remise|descuento|korting|retention)\b")


def is_matrix(columns: Columns) -> bool:
    """True for a table of rates with a column for each currency."""
    return columns.has("date") and bool(currency_columns(columns))


def _text(columns: Columns, row: SheetRow, *meanings: str) -> str:
    return next((text for column in columns.all(*meanings) if (text := " ".join(row.text(column).split()))), "")


def _fault(notes: Notes, row: int, number: str, rule: str, cause: str, column: int) -> None:
    sentence = f"row {row}, voucher {number or 'without number'}: {cause}; it was left out."
    notes.add(row, rule, Severity.BLOCKING, sentence, column=column_letters(column))


def _head(notes: Notes, columns: Columns, row: SheetRow, legs: tuple[Leg, ...], title: str, party: str) -> RegisterRow | None:
    number = _text(columns, row, "number", "reference")
    column = columns.one("date")
    assert column is not None
    try:
        day = read_day(row.cells.get(column), columns.month_first.get(column, False))
    except ValueError as wrong:
        _fault(notes, row.number, number, "register.date_invalid", f"{row.text(column)!r} is no date ({wrong})", column)
        return None
    if day is None:
        _fault(notes, row.number, number, "register.date_missing", "it has amounts but no date", column)
        return None
    type_name = _text(columns, row, "type")
    reference = _text(columns, row, "reference") if columns.has("number") else ""
    return RegisterRow(
        notes.pen.place(row.number), day, party, type_name, number, legs, narration=_text(columns, row, "narration"), reference=reference, party_gstin=_text(columns, row, "party_gstin").upper(),
        place_of_supply=_text(columns, row, "place_of_supply"), base_kind=base_kind_of_type(type_name) or title, branch=_text(columns, row, "branch"),
    )  # fmt: skip


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
    for row in columns.table.body:
        label = next((row.text(each) for each in sorted(row.cells)), "")
        if is_note(label) or is_total(label) or not row.text(money):
            continue
        number = _text(columns, row, "number", "reference")
        names = [" ".join(row.text(each).split()) for each in (debit, credit)]
        try:
            amount = read_amount(row.cells.get(money), columns.styles.get(money, ""))
        except ValueError as wrong:
            _fault(notes, row.number, number, "register.amount_unreadable", f"cell {column_letters(money)}{row.number} holds no usable amount ({wrong})", money)
            continue
        if amount is None or not all(names):
            _fault(notes, row.number, number, "register.amount_without_ledger", "its debit or credit account is not named", debit if not names[0] else credit)
            continue
        place = pen.place(row.number, column_letters(money))
        legs = (Leg(names[0], amount.size, place), Leg(names[1], Paise(-amount.size), place))
        if made_row := _head(notes, columns, row, legs, title, _text(columns, row, "party") or names[1]):
            key = (made_row.number, made_row.voucher_type, made_row.day, made_row.branch) if made_row.number else (row.number,)
            standing = rows.get(key)
            from dataclasses import replace

            rows[key] = made_row if standing is None else replace(standing, legs=(*standing.legs, *legs))
    if not rows:
        return abstained(pen, notes, columns, heads, DocumentKind.DAY_BOOK, "no row of it could be read", part)
    listed = list(rows.values())
    check_span(notes, heads, listed)
    return made(pen, notes, columns, heads, kind_of_rows(columns, listed), listed, part, confidence=0.9)


def read_columnar(paper: Paper, sheet: Sheet, columns: Columns, part: str) -> Extraction:
    """A row for each voucher: the party, its total, and a column for each ledger. The kind of register says on which side the party is.

    A heading that is only the word for a kind of amount ("Taxable value", "CGST") names no ledger: a person says which one it is.
    """
    pen = Pen(paper, sheet.name or None)
    notes, heads = Notes(pen), heads_of(columns.table.preamble)
    check_headings(notes, columns)
    kind = DocumentKind(columns.mapping.kind) if columns.mapping and columns.mapping.kind else kind_by_title(columns.table.preamble) or DocumentKind.DAY_BOOK
    gross, party, base = columns.one("gross"), columns.one("party", "account"), BASE_OF_KIND.get(kind, "")
    ledgers = _ledger_columns(columns)
    why = _why_not(columns, gross, base, ledgers)
    if why or gross is None or party is None:
        proposed = Columns(columns.table, {**columns.taken, **_proposed(columns)}, columns.mapping, columns.styles, columns.month_first, columns.unclear)
        return abstained(pen, notes, proposed, heads, kind, why or "it names no party", part)
    signs = _signs(columns, gross, ledgers)
    if signs is None:
        return abstained(pen, notes, columns, heads, kind, f"the columns of its ledgers do not add up to {columns.heading(gross)!r}", part)
    rows: list[RegisterRow] = []
    for row in columns.table.body:
        label = next((row.text(each) for each in sorted(row.cells) if isinstance(row.cells[each].value, str)), "")
        if is_note(label) or is_total(label) or not row.text(gross):
            continue
        number = _text(columns, row, "number", "reference")
        try:
            total = read_amount(row.cells.get(gross), columns.styles.get(gross, ""))
            parts = [(column, read_amount(row.cells.get(column), columns.styles.get(column, ""))) for column in ledgers]
        except ValueError as wrong:
            _fault(notes, row.number, number, "register.amount_unreadable", f"an amount is unreadable ({wrong})", gross)
            continue
        assert total is not None
        name = " ".join(row.text(party).split())
        side = _PARTY_SIDE[base]
        legs = [Leg(name, Paise(side * total.size), pen.place(row.number, column_letters(gross)))]
        legs += [
            Leg(ledgers[column], Paise(-side * signs[column] * amount.size), pen.place(row.number, column_letters(column)))
            for column, amount in parts
            if amount is not None and amount.size
        ]
        if difference := sum(leg.amount for leg in legs):
            sentence = (
                f"row {row.number}, voucher {number or name}: its columns differ from its total by {rupee_text(Paise(abs(difference)))}; it does not post."
            )
            notes.add(row.number, "register.row_unbalanced", Severity.ERROR, sentence, difference)
        if made_row := _head(notes, columns, row, tuple(legs), base, name):
            rows.append(made_row)
    if not rows:
        return abstained(pen, notes, columns, heads, kind, "no row of it could be read", part)
    check_span(notes, heads, rows)
    return made(pen, notes, columns, heads, kind, rows, part, confidence=0.85)


def _why_not(columns: Columns, gross: int | None, base: str, ledgers: dict[int, str]) -> str:
    unnamed = [column for column in (*columns.all("taxable"), *_tax_columns(columns)) if column not in ledgers and columns.table.column(column)]
    if base not in _PARTY_SIDE:
        return "nothing says which register it is, so nothing says on which side its parties are"
    if gross is None or gross in columns.unclear:
        return "no column holds a total that can be read"
    if unnamed:
        return f"{columns.heading(unnamed[0])!r} is an amount, but no ledger of the books: name the ledger for each such column"
    return "" if ledgers else "it has no column for a ledger"


def _tax_columns(columns: Columns) -> list[int]:
    return [
        column
        for column, heading in columns.table.headings.items()
        if re.fullmatch(
            r"(?:[csi]|ut)?gst(?: amount| amt)?|cess|tds|tcs|round ?off|(?:total )?tax(?: amount| amt)?|vat|mwst|tva|iva|btw", plain_heading(heading)
        )
    ]


def _proposed(columns: Columns) -> dict[int, Taken]:
    """Ledger columns as a person would have to agree to them."""
    found = {}
    for column in (*columns.all("taxable"), *_tax_columns(columns)):
        heading = columns.table.headings.get(column, "")
        if columns.taken.get(column) is None or columns.taken[column].source != "person":
            found[column] = Taken(column, heading, f"ledger:{heading}", 0.4, "label")
    return found


def _ledger_columns(columns: Columns) -> dict[int, str]:
    """Columns of one ledger each: those that a person named, and those with amounts whose heading is no known word."""
    named = {column: columns.taken[column].ledger for column in columns.all("ledger")}
    if account := columns.one("account"):
        _ = account
    plain = set(_tax_columns(columns))
    for column, heading in columns.table.headings.items():
        cells = columns.table.column(column)
        if column not in columns.taken and column not in plain and cells and sum(map(looks_like_money, cells)) * 10 >= 9 * len(cells):
            named[column] = " ".join(heading.split())
    return dict(sorted(named.items()))


def _signs(columns: Columns, gross: int, ledgers: dict[int, str]) -> dict[int, int] | None:
    """+1 for columns that add to the total, -1 for those that lessen it (tax deducted, discount), so that most rows add up; None when no choice does."""
    less = [column for column in ledgers if _LESS.search(plain_heading(ledgers[column]))][:6]
    rows = [row for row in columns.table.body if row.text(gross)]
    for choice in product((1, -1), repeat=len(less)):
        signs = {column: 1 for column in ledgers} | dict(zip(less, choice, strict=True))
        agreeing = counted = 0
        for row in rows:
            try:
                total = read_amount(row.cells.get(gross), columns.styles.get(gross, ""))
                parts = [(column, read_amount(row.cells.get(column), columns.styles.get(column, ""))) for column in ledgers]
            except ValueError:
                continue
            counted += 1
            agreeing += total is not None and total.size == sum(signs[column] * amount.size for column, amount in parts if amount)
        if counted and agreeing * 10 >= counted * 8:
            return signs
    return None
