"""Columns of the lists that online bookkeeping programs export: which holds the rows' amounts, their ledger, the account that paid; and the documents that the rows make up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from qrt.adapters.erp.general.books import Notes, check_formulas, check_hidden, check_span, made
from qrt.adapters.erp.general.flat import tell_open
from qrt.adapters.erp.general.foreign import foreign_fault, rule_of_fault
from qrt.adapters.erp.general.heads import kind_by_title
from qrt.adapters.erp.general.pairs import row_fault
from qrt.adapters.erp.general.taking import Columns, Taken, column_fields
from qrt.adapters.erp.general.values import looks_like_date, looks_like_money, read_amount, says_nothing
from qrt.adapters.erp.register.layout import Heads
from qrt.core.base.finding import Severity
from qrt.core.documents.cells import Sheet, SheetRow, column_letters
from qrt.core.documents.extracting import by_name
from qrt.core.documents.headings import hear_heading, internal_rank, plain_heading
from qrt.core.documents.row_labels import is_note, is_total
from qrt.core.documents.types import DocumentKind, Extraction, RegisterRow

UNPROVEN = "register.document_unproven"
_OF_ROW = re.compile(
    r"^(?:(?:invoice|bill|order|journal|document|sales|purchase)\s+)?(?:lines?|items?)\s*/\s*|\s*\((?:[\w ]*\b)?(?:items?|lines?|taxes)\)\s*$", re.IGNORECASE
)
"""What exports write beside the heading of a column of the rows: "Invoice lines/Account", "Amount (Items)"."""
_NO_MONEY = re.compile(
    r"\b(id|uuid|rate|percent|percentage|qty|quantity|days|hsn|sac|no|number|code|pin|phone|mobile|price|mrp|unit|count|year)\b|%|^(?:item|line) cost$"
)
HEAD_OF_TAX = re.compile(r"\b([csi]gst|utgst|cess)\b")
TAX = re.compile(r"(?:item |line |total )?(?:tax|taxes|gst|vat)(?: total)?(?: amount| amt)?")
DEDUCTED = re.compile(r"\b(tds|withholding|withheld|retention)\b")
_OF_ITEM = re.compile(r"\b(item|line|row)\b")
SAID_SIDE = re.compile(r"\b(input|output|payable|receivable)\b")
_OTHER_LEDGERS = re.compile(r"\b(tax|adjustment|discount|payable|receivable|inventory|shipping|code)\b")
_OTHER_CODES = re.compile(r"^(?:paid|deposit|deposited|received|payment|bank|cash|tax|adjustment|discount)\b")
_AMOUNT_WORD = re.compile(r"\s*\b(?:amount|amt)\b\.?\s*|\s*\((?:inr|rs\.?|₹|fcy|bcy)\)\s*", re.IGNORECASE)
_REFERS = re.compile(r"\b(ref|reference|supplier|vendor|utr|cheque|chq)\b")
_TILL = re.compile(
    r"(?:deposit(?:ed)? (?:to|in|into)|paid (?:through|from|via)|received in(?:to)?|(?:payment|deposit|cash bank|bank cash|bank or cash|bank|cash and bank)(?= (?:account|a c|ledger)))"
    r"(?: account| a c| ledger)?(?: name)?"
)
"""Headings of the company's own bank or cash account that a payment went through."""
NO_NUMBER = -1
Amounts = dict[int, dict[int, int]]
"""Row number -> column -> paise; a row that has an unreadable amount is absent."""


@dataclass(frozen=True, slots=True)
class Document:
    """The rows of one document, the first of which carries its day and party."""

    number: str
    rows: tuple[SheetRow, ...]

    @property
    def first(self) -> SheetRow:
        return self.rows[0]


def own_heading(columns: Columns, column: int) -> str:
    """The heading as it is compared, without what says that it is of the rows; words written together ("LineAmount") are parted."""
    return _own(columns.heading(column))


@lru_cache(maxsize=5_000)
def _own(heading: str) -> str:
    return plain_heading(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _OF_ROW.sub("", heading.strip(" *"))))


def till_of(columns: Columns) -> int | None:
    """The column that names the company's own bank or cash account, None without one or where a person says that it is not taken."""
    for column in sorted(columns.table.headings):
        if column in columns.taken and columns.taken[column].source == "person":
            continue
        cells = columns.table.column(column)
        if _TILL.fullmatch(own_heading(columns, column)) and cells and sum(any(map(str.isalpha, cell.text)) for cell in cells) * 10 >= 8 * len(cells):
            return column
    return None


def parties_of(columns: Columns) -> list[int]:
    """Columns of parties by their headings: beside the code of an account their names were taken for the account's."""
    own = set(columns.all("party"))
    said = {column for column in columns.all("account") if hear_heading(columns.heading(column)).meanings[:1] == ("party",)}
    return sorted(own | said)


def ledger_of(columns: Columns, till: int | None) -> int | None:
    """The column that names the ledger of a row's own amount."""
    held = [
        column
        for column in sorted(columns.table.headings)
        if column not in (till, columns.one("party"))
        and (own_heading(columns, column) in _LEDGER_WORDS or hear_heading(own_heading(columns, column)).meanings[:1] in (("row_ledger",), ("account",)))
        and not _OTHER_LEDGERS.search(own_heading(columns, column))
        and columns.table.column(column)
    ]
    codes = [
        column
        for column in columns.all("account_code")
        if columns.table.column(column) and column != till and not _OTHER_CODES.search(own_heading(columns, column))
    ]
    return next(iter([*held, *codes]), None)


_LEDGER_WORDS = ("account", "income account", "expense account", "expense head", "sales account", "purchase account", "ledger", "account name")


def is_marked(columns: Columns, column: int) -> bool:
    """True for a heading that says that the column is of the rows."""
    return bool(_OF_ROW.search(columns.heading(column)) or _OF_ITEM.search(own_heading(columns, column)))


def money_columns(columns: Columns) -> list[int]:
    """Columns that hold amounts by their cells and by their headings."""
    found = []
    for column in sorted(columns.table.headings):
        taken, cells = columns.taken.get(column), [cell for cell in columns.table.column(column) if not says_nothing(cell)]
        if taken and (taken.meaning in ("date", "document_date", "due_date", "rate", "ignore", "number", "reference", "account", "account_code", "party_code")):
            continue
        if _NO_MONEY.search(own_heading(columns, column)) or not cells or column in columns.unclear:
            continue
        if sum(looks_like_money(cell) for cell in cells) * 10 >= 9 * len(cells) and not all(map(looks_like_date, cells)):
            found.append(column)
    return found


def read_amounts(columns: Columns, wanted: Sequence[int]) -> Amounts:
    """The columns of amounts, each once."""
    found: Amounts = {}
    for row in columns.table.body:
        try:
            each = {column: amount for column in wanted if (amount := read_amount(row.cells.get(column), columns.styles.get(column, ""))) is not None}
        except ValueError:
            continue
        found[row.number] = {column: int(amount.size) for column, amount in each.items()}
    return found


def documents_by(columns: Columns, number: int, amounts: Amounts) -> list[Document]:
    """The documents in order. Rows of one number, day and party are one; a row that has amounts but none of the three belongs to the document above it."""
    head = [each for each in (columns.one("date"), columns.one("party")) if each is not None]
    rows: dict[tuple[str, ...], list[SheetRow]] = {}
    last: tuple[str, ...] = ()
    for row in columns.table.body:
        label, said = next((row.text(each) for each in sorted(row.cells)), ""), " ".join(row.text(number).split())
        if is_note(label) or (is_total(label) and said in ("", label)):
            continue
        own = tuple(" ".join(row.text(each).split()) for each in head)
        if not said and not any(own):
            if last and any(amounts.get(row.number, {1: 1}).values()):
                rows[last].append(row)
            continue
        if not said:
            last = (f"\0{row.number}",)
        elif last[:1] == (said,):
            last = (said, *(each or before for each, before in zip(own, last[1:], strict=True)))
        else:
            last = (said, *own)
        rows.setdefault(last, []).append(row)
    return [Document("" if key[0].startswith("\0") else key[0], tuple(each)) for key, each in rows.items()]


def numbers_of(columns: Columns) -> list[int]:
    """Columns that may number the documents, a program's own ids last."""
    held = [column for column in columns.all("number", "reference") if columns.table.column(column)]
    held = held or [column for column in sorted(columns.table.headings) if plain_heading(columns.heading(column)) == "id" and column not in columns.taken]
    return sorted(
        held,
        key=lambda column: (
            internal_rank(columns.heading(column)) == 2,
            bool(_REFERS.search(own_heading(columns, column))),
            internal_rank(columns.heading(column)),
            column,
        ),
    )


def once(document: Document, amounts: Amounts, column: int) -> int | None:
    """What a column says of the whole document: the same on all its rows, or on the first alone. None where its rows differ or it is empty."""
    said = [amounts[row.number].get(column) for row in document.rows]
    filled = {each for each in said if each is not None}
    return said[0] if len(filled) == 1 and (None not in said or said[1:].count(None) == len(said) - 1) else None


def added(document: Document, amounts: Amounts, column: int) -> int:
    return sum(amounts[row.number].get(column, 0) for row in document.rows)


def kind_said(columns: Columns) -> DocumentKind | None:
    """The kind that a person says, else the one that the title names."""
    return DocumentKind(columns.mapping.kind) if columns.mapping and columns.mapping.kind else kind_by_title(columns.table.preamble)


def numbered_by(columns: Columns, number: int, *, supplier_s: bool = False) -> Columns:
    """The columns with one that numbers the documents, and of the others only what refers to the other side's document."""
    others = [column for column in columns.all("number", "reference") if column != number]
    refers = next((column for column in others if _REFERS.search(own_heading(columns, column)) and internal_rank(columns.heading(column)) < 2), None)
    taken = {column: each for column, each in columns.taken.items() if column not in others or column == refers}
    if refers is not None:
        taken[refers] = replace(taken[refers], meaning="reference")
    if number != NO_NUMBER and not (number in taken and supplier_s and refers is None):
        taken[number] = replace(taken.get(number) or Taken(number, columns.heading(number), "", 0.7, "label"), meaning="number")
    return replace(columns, taken=dict(sorted(taken.items())), found={})


def ledger_said(columns: Columns, column: int) -> str:
    """The ledger of a column beside the items: a person's word, or its heading; "" where that says a kind of tax and no ledger of the books."""
    taken, plain = columns.taken.get(column), own_heading(columns, column)
    if taken and taken.source == "person" and taken.ledger:
        return taken.ledger
    kind_alone = HEAD_OF_TAX.search(plain) or TAX.fullmatch(plain) or DEDUCTED.search(plain) or re.search(r"\btcs\b", plain)
    return "" if kind_alone and not SAID_SIDE.search(plain) else _AMOUNT_WORD.sub(" ", " ".join(columns.heading(column).split())).strip()


def finished(
    notes: Notes,
    sheet: Sheet,
    columns: Columns,
    heads: Heads,
    rows: list[RegisterRow],
    part_name: str,
    kind: DocumentKind,
    total: int,
    unnamed: Sequence[int] = (),
) -> Extraction:
    """The extraction of a list. A document of which a column names no ledger does not post until a person says that ledger."""
    if unnamed:
        rows = [replace(row, posts=row.posts and all(leg.ledger for leg in row.legs)) for row in rows]
        tell_open(notes, columns, [row for row in rows if not all(leg.ledger for leg in row.legs)], unnamed, total)
    check_span(notes, heads, rows)
    check_formulas(notes, sheet, columns)
    check_hidden(notes, sheet, columns)
    if columns.mapping and columns.mapping.kind:
        kind = DocumentKind(columns.mapping.kind)
    read = made(notes.pen, notes, columns, heads, kind, rows, part_name, confidence=0.5 if unnamed else 0.85)
    if not unnamed:
        return read
    asked = {column: Taken(column, columns.heading(column), f"ledger:{columns.heading(column)}", 0.4, "label") for column in unnamed}
    fields = column_fields(notes.pen, replace(columns, taken={**columns.taken, **asked}, found={}), sure=False)
    return replace(read, fields={**read.fields, **by_name(fields)})


def tell_by_heading(notes: Notes, columns: Columns, column: int, ledger: str) -> None:
    """A ledger that only a heading names is said once."""
    letters = column_letters(column)
    sentence = f"column {letters} names no ledger but what it is; it was taken to {ledger!r}. Say the ledger if the books call it otherwise."
    notes.add(columns.table.header[-1], "register.ledger_by_heading", Severity.WARNING, sentence, column=letters)


def usable(notes: Notes, columns: Columns, document: Document, amounts: Amounts, money: Sequence[int], total: int) -> bool:
    """False, with the finding, for a document whose amounts cannot be read or are not known in rupees."""
    for row in document.rows:
        if fault := foreign_fault(columns, row, total, filled=any(amounts.get(row.number, {}).values())):
            row_fault(notes, row.number, document.number, *fault)
            return False
        if row.number not in amounts:
            for column in money:
                try:
                    read_amount(row.cells.get(column), columns.styles.get(column, ""))
                except ValueError as wrong:
                    cause = f"cell {column_letters(column)}{row.number} holds no usable amount ({wrong})"
                    row_fault(notes, row.number, document.number, rule_of_fault(wrong), cause, column)
                    return False
    return True


def state_row(columns: Columns, document: Document) -> SheetRow:
    """The row that says the document is cancelled or a draft, else its first."""
    return next((row for row in document.rows if any(columns.state(row))), document.first)


def head_of(columns: Columns, document: Document) -> SheetRow:
    """The first row with the state of the document, for its day and the rest of its head stand on the first alone in some exports."""
    return SheetRow(
        document.first.number,
        {**document.first.cells, **{each: cell for each in columns.all("status") if (cell := state_row(columns, document).cells.get(each))}},
    )
