"""Tables of any accounting program: vouchers by line, by ledger or by account pair, trial balances, charts, open bills, rates, statements of parties.

Headings are read by meaning, amounts and days by what a whole column proves, vouchers by their balance. What does not prove itself is not taken.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qrt.adapters.erp.general.books import Notes, abstained, read_lines
from qrt.adapters.erp.general.document_lists import is_expense_list, marks_items, may_be_items, read_document_list
from qrt.adapters.erp.general.flat import is_flat, read_flat
from qrt.adapters.erp.general.heads import heads_of, is_ledger_head, kind_by_title
from qrt.adapters.erp.general.list_columns import own_heading, till_of
from qrt.adapters.erp.general.lists import read_chart, read_open_bills, read_party_statement, read_rates, rises_with_debits
from qrt.adapters.erp.general.pairs import is_matrix, read_pairs
from qrt.adapters.erp.general.payment_lists import is_payment_list, read_payment_list
from qrt.adapters.erp.general.shape import by_shape
from qrt.adapters.erp.general.tables import find_tables
from qrt.adapters.erp.general.taking import Columns, take_columns
from qrt.adapters.erp.general.trial import read_balance
from qrt.core.base.finding import Severity
from qrt.core.documents.cells import Sheet, SheetRow, column_letters
from qrt.core.documents.columns import Layouts, chosen_mapping
from qrt.core.documents.extracting import Pen
from qrt.core.documents.headings import plain_heading
from qrt.core.documents.row_labels import is_total
from qrt.core.documents.types import REGISTERS, DocumentKind, Extraction, Paper

__all__ = ["Told", "is_payment_list", "read_general_sheet", "tell_tables"]

_MONEY = ("debit", "credit", "amount", "amount_credit_positive", "foreign_debit", "foreign_credit", "foreign_amount")
_BANK_WORDS = frozenset({"cheque", "chq", "ifsc", "micr", "withdrawal", "withdrawals", "deposit", "deposits", "utr", "chqno"})
_BANK_HEADS = re.compile(r"\b(bank|ifsc|micr|savings|current account|a c type|branch code|swift)\b")
_PARTY_TYPES = frozenset({"purchase", "sales", "credit_note", "debit_note"})
"""Types of lines that no bank writes."""


@dataclass(frozen=True, slots=True)
class Told:
    """One table with what it is taken for; None where nothing tells."""

    columns: Columns
    kind: DocumentKind | None


def tell_tables(sheet: Sheet, layouts: Layouts, said: DocumentKind | None = None) -> tuple[Told, ...]:
    """The tables of a sheet with their kinds, without reading them. said: what a person says the paper is; it decides where a table could be a party's statement."""
    told = []
    for table in find_tables(sheet):
        mapping = chosen_mapping(layouts, table.headings)
        columns = take_columns(table, mapping)
        if _kind(columns) is None and (shaped := by_shape(columns)):
            columns = shaped
        kind = _kind(columns)
        if said is DocumentKind.PARTY_STATEMENT and columns.has("date") and columns.has(*_MONEY):
            kind = said
        told.append(Told(columns, DocumentKind(mapping.kind) if mapping and mapping.kind else kind))
    return tuple(told)


def _kind(columns: Columns) -> DocumentKind | None:
    """What a table is by the columns that it has; its title decides where they leave a choice."""
    title = kind_by_title(columns.table.preamble)
    account = columns.has("account", "account_code")
    pair = columns.has("debit_account") and columns.has("credit_account")
    money = columns.has(*_MONEY)
    dated = columns.has("date")
    if (
        columns.has("rate")
        and columns.has("currency")
        and not account
        and not columns.has("debit", "credit", "number", "taxable", "gross", "closing", "balance")
    ):
        # A rate beside quantity and value is a price.
        return DocumentKind.EXCHANGE_RATES
    if is_payment_list(columns) or is_expense_list(columns):
        return DocumentKind.DAY_BOOK
    if is_matrix(columns) and not account and not money and not columns.has("number", "party"):
        return DocumentKind.EXCHANGE_RATES
    if pair and dated:
        return DocumentKind.DAY_BOOK
    booked = dated and is_flat(columns) and columns.has("account", "row_ledger") and columns.has("gross") and columns.has("taxable")
    if booked and title in REGISTERS | {None} and columns.has("number", "reference"):
        # What of a bill is still open stands in many a register; a list of open bills names no ledgers and no taxable value.
        return DocumentKind.DAY_BOOK
    if columns.has("gross") and title in REGISTERS | {None} and may_be_items(columns) and marks_items(columns):
        return DocumentKind.DAY_BOOK
    if columns.has("open") and columns.has("party", "account") and columns.has("reference", "number"):
        return DocumentKind.OPEN_BILLS
    if title is DocumentKind.OPEN_BILLS and columns.has("party", "account", "reference") and columns.has("open", "amount", "balance", "debit", "closing"):
        return DocumentKind.OPEN_BILLS
    if dated and is_flat(columns) and title in REGISTERS | {None} and columns.has("number", "reference"):
        return DocumentKind.DAY_BOOK
    if dated and account and title is DocumentKind.PARTY_STATEMENT and _is_one_ledger(columns):
        return DocumentKind.PARTY_STATEMENT
    if dated and money and account:
        return DocumentKind.OPEN_BILLS if title is DocumentKind.OPEN_BILLS else DocumentKind.DAY_BOOK
    if dated and money and columns.has("number") and title is not DocumentKind.PARTY_STATEMENT and _has_ledger_headings(columns):
        return DocumentKind.DAY_BOOK
    if dated and money and _is_party_statement(columns, title):
        return DocumentKind.PARTY_STATEMENT
    if dated and columns.has("gross") and columns.has("party", "account") and title in REGISTERS | {None}:
        return DocumentKind.DAY_BOOK if columns.has("number", "reference") else None
    if (
        account
        and not dated
        and not (columns.has("number") and columns.has("type"))
        and columns.has("closing", "closing_debit", "debit", "balance", "movement_debit", "movement")
        and _adds_up(columns)
    ):
        return DocumentKind.TRIAL_BALANCE
    if (
        account
        and not dated
        and not columns.has("debit", "credit", "closing", "closing_debit")
        and (columns.has("group", "nature", "type") or title is DocumentKind.CHART_OF_ACCOUNTS)
    ):
        return DocumentKind.CHART_OF_ACCOUNTS
    return None


def _is_one_ledger(columns: Columns) -> bool:
    """A party's ledger whose "Particulars" are words and no ledgers: one balance runs through all rows, and no bank stands on it."""
    return (
        columns.has("debit", "credit") and not columns.has("type") and _is_party_statement(columns, DocumentKind.PARTY_STATEMENT) and rises_with_debits(columns)
    )


def _adds_up(columns: Columns) -> bool:
    return columns.has("debit", "closing_debit", "movement_debit") == columns.has("credit", "closing_credit", "movement_credit")


def _has_ledger_headings(columns: Columns) -> bool:
    """Rows with a name and no date between rows with dates and numbers: ledgers with their lines below."""
    day, number = columns.one("date"), columns.one("number")
    assert day is not None and number is not None
    money = columns.all(*_MONEY)
    heads = lines = 0
    for row in columns.table.body:
        if row.text(day) and any(row.text(column) for column in money):
            lines += 1
        elif not any(row.text(column) for column in money) and len(row.cells) <= 4 and lines >= 0:
            heads += 1
    above = any(is_ledger_head(row) for row in columns.table.preamble)
    return heads + above >= 2 and lines >= heads and bool(columns.table.body) and (above or not columns.table.body[0].text(number))


def _is_party_statement(columns: Columns, title: DocumentKind | None) -> bool:
    words = {word for heading in columns.table.headings.values() for word in plain_heading(heading).split()}
    if words & _BANK_WORDS:
        return False
    above = " ".join(plain_heading(row.text(column)) for row in columns.table.preamble for column in sorted(row.cells))
    if title is DocumentKind.PARTY_STATEMENT and not _BANK_HEADS.search(above):
        return True
    from qrt.core.documents.voucher_words import base_kind_of_type

    types = [column for column in columns.all("type")]
    said = {base_kind_of_type(cell.text) for column in types for cell in columns.table.column(column)}
    return bool(said & _PARTY_TYPES) and columns.has("number", "reference") and columns.has("balance")


def read_general_sheet(paper: Paper, sheet: Sheet, tables: Sequence[Told], part: str) -> tuple[Extraction, ...]:
    """One extraction for each table that is told (`tell_tables`); () when there is none."""
    told = [each for each in tables if each.kind is not None]
    made = []
    for number, each in enumerate(told, 1):
        assert each.kind is not None
        name = part if len(told) == 1 else f"{part} table {number}".strip()
        for company, columns in _by_company(each.columns):
            read = _read(paper, sheet, columns, each.kind, f"{name} {company}".strip())
            read = _months_told(paper, sheet, columns, read) if columns.by_span and read.rows else read
            made.append(_put_right_told(paper, sheet, columns, read) if columns.put_right and read.rows else read)
    return tuple(made)


def _months_told(paper: Paper, sheet: Sheet, columns: Columns, read: Extraction) -> Extraction:
    """Days that were read month first on the word of a span are said."""
    heads, head, column = heads_of(columns.table.preamble), columns.table.header[-1], columns.one("date")
    assert heads.first_day and heads.last_day and column is not None
    letters = column_letters(column)
    span = f"{heads.first_day:%d-%m-%Y} to {heads.last_day:%d-%m-%Y}"
    sentence = f"the days of column {letters} were read with the month first: only so all of them lie in the span that the paper names, {span}."
    finding = Pen(paper, sheet.name or None).finding("register.month_first", Severity.INFO, sentence, row=head, column=letters)
    return replace(read, findings=(finding, *read.findings))


def _put_right_told(paper: Paper, sheet: Sheet, columns: Columns, read: Extraction) -> Extraction:
    """Days that were read otherwise than they are written are said."""
    rule, head = "register.days_put_right", columns.table.header[-1]
    return replace(read, findings=(Pen(paper, sheet.name or None).finding(rule, Severity.WARNING, f"{columns.put_right}.", row=head), *read.findings))


def _by_company(columns: Columns) -> list[tuple[str, Columns]]:
    """The table of each company that a column names; the table itself, with "", where it is of one. A row without a name belongs to the company above it."""
    column = columns.one("company")
    if column is None or len({" ".join(cell.text.split()) for cell in columns.table.column(column) if not is_total(cell.text)}) < 2:
        return [("", columns)]
    rows: dict[str, list[SheetRow]] = {}
    company = ""
    for row in columns.table.body:
        said = " ".join(row.text(column).split())
        company = said if said and not is_total(said) else company
        if company:
            rows.setdefault(company, []).append(row)
    return [(name, take_columns(replace(columns.table, body=tuple(each), kept={}), columns.mapping)) for name, each in rows.items()]


def _read(paper: Paper, sheet: Sheet, columns: Columns, kind: DocumentKind, part: str) -> Extraction:
    match kind:
        case DocumentKind.EXCHANGE_RATES:
            return read_rates(paper, sheet, columns, part)
        case DocumentKind.OPEN_BILLS:
            return read_open_bills(paper, sheet, columns, part)
        case DocumentKind.PARTY_STATEMENT:
            return read_party_statement(paper, sheet, columns, part)
        case DocumentKind.CHART_OF_ACCOUNTS:
            return read_chart(paper, sheet, columns, part)
        case DocumentKind.TRIAL_BALANCE:
            return read_balance(paper, sheet, columns, part)
        case _:
            if columns.has("debit_account") and columns.has("credit_account"):
                return read_pairs(paper, sheet, columns, part)
            if is_payment_list(columns):
                return read_payment_list(paper, sheet, columns, part)
            if is_expense_list(columns):
                read = read_document_list(paper, sheet, columns, part)
                return read or _not_taken(paper, sheet, columns, DocumentKind.PAYMENT_REGISTER, part, _EXPENSES)
            if may_be_items(columns) and (till := till_of(columns)) is not None and own_heading(columns, till).startswith(("deposit", "received")):
                return _not_taken(paper, sheet, columns, DocumentKind.DAY_BOOK, part, f"{columns.heading(till)!r} {_PAID_AT_ONCE}")
            if may_be_items(columns) and (read := read_document_list(paper, sheet, columns, part, repeated=True)):
                return read
            read = _read_register(paper, sheet, columns, part)
            return read if read.rows or not may_be_items(columns) else read_document_list(paper, sheet, columns, part) or read


_EXPENSES = "it lists expenses with the account that paid each, and its amounts and taxes do not come to a total"
_PAID_AT_ONCE = "names accounts that its sales were paid into, and nothing says whether a customer's account is between; say that it is not taken if it is"


def _not_taken(paper: Paper, sheet: Sheet, columns: Columns, kind: DocumentKind, part: str, why: str) -> Extraction:
    pen = Pen(paper, sheet.name or None)
    return abstained(pen, Notes(pen), columns, heads_of(columns.table.preamble), kind, why, part)


def _read_register(paper: Paper, sheet: Sheet, columns: Columns, part: str) -> Extraction:
    """A list of lines, or a register with a row for each bill."""
    if not is_flat(columns) and columns.has(*_MONEY) and (columns.has("account", "account_code") or not columns.has("gross")):
        return read_lines(paper, sheet, columns, part)
    return read_flat(paper, sheet, columns, part)
