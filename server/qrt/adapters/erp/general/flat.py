"""Registers with one row for each bill: a party, the total, the value with its ledger, and a column for each tax or other ledger."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from qrt.adapters.erp.general.books import BASE_OF_KIND, Notes, abstained, check_formulas, check_headings, check_hidden, check_span, kind_of_rows, made
from qrt.adapters.erp.general.foreign import amounts_in_foreign, foreign_fault, rule_of_fault
from qrt.adapters.erp.general.heads import heads_of, kind_by_title
from qrt.adapters.erp.general.pairs import cell_text, row_fault, row_head, whole
from qrt.adapters.erp.general.taking import Columns, Taken, column_fields
from qrt.adapters.erp.general.values import looks_like_money, read_amount, says_nothing
from qrt.core.base.finding import Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.amounts import ForeignMoney
from qrt.core.documents.cells import Sheet, SheetRow, column_letters
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.headings import internal_rank, plain_heading
from qrt.core.documents.row_labels import is_note, is_total
from qrt.core.documents.types import DocumentKind, Extraction, Leg, Paper, RegisterRow
from qrt.core.documents.voucher_words import base_kind_of_type

PARTY_SIDE = {"sales": 1, "purchase": -1, "credit_note": -1, "debit_note": 1}
_LESS = re.compile(r"\b(tds|discount|less|rabatt|skonto|remise|descuento|korting|retention)\b")
_BARE_TAX = re.compile(
    r"(?:total )?(?:[csi]|ut)?gst(?: amount| amt)?|(?:gst )?cess(?: amount| amt)?|tds(?: amount| amt)?|tcs(?: amount| amt)?|(?:total )?tax(?:es)?(?: amount| amt)?|vat|mwst|tva|iva|btw"
)
"""Headings that name a kind of tax and not which ledger of the books it is."""
_ROUND = re.compile(
    r"(?:round(?:ed|ing)? ?(?:off)?|rounding adjustment|round ?off)(?: amount| amt)?(?: value)?|r o|roundup|(?:round )?off|others?|adj(?:ustments?)?|misc|diff(?:erence)?"
)
_ID = 2
"""`internal_rank` of an id."""
_SUM_OF_TAXES = re.compile(r"(?:total|sum of) (?:gst|tax|taxes)(?: amount| amt)?|(?:gst|tax) total|total (?:input|output) (?:gst|tax)")
_NOT_MONEY = re.compile(
    r"\b(id|uuid|guid|index|serial|seq|row|rate|percent|percentage|qty|quantity|days|hsn|sac|no|number|code|year|pin|pincode|count)\b|%$|^%"
)
_OF_SALES = re.compile(r"\b(customer|customers|buyer|client|debtor|sold to|bill to|kunde|kundenname|klant|cliente|ग्राहक|grahak)\b")
_OF_PURCHASE = re.compile(r"\b(supplier|vendor|creditor|seller|lieferant|lieferantenname|fournisseur|proveedor|leverancier|आपूर्तिकर्ता|विक्रेता|vikreta)\b")
_SOLD, _BOUGHT = re.compile(r"\b(output|sales?|income|revenue)\b"), re.compile(r"\b(input|purchases?|expenses?|itc)\b")
_AMOUNT_WORD = re.compile(r"\s*\b(?:amount|amt)\b\.?\s*|\s*\((?:inr|rs\.?|₹)\)\s*", re.IGNORECASE)

Parsed = dict[int, dict[int, int]]
"""Row number -> column -> paise; a row that has an unreadable amount is absent."""


@dataclass(frozen=True, slots=True)
class Flat:
    """How a register adds up: its total, its value with the column that names its ledger, and the sign of each ledger column."""

    total: int
    value: int | None
    ledger: int | None
    columns: dict[int, str]
    signs: dict[int, int]


def is_flat(columns: Columns) -> bool:
    """True for a table with a party, a bill's total and a ledger for its value on each row."""
    if not columns.has("party") or columns.has("side", "posting_key") or columns.has("debit", "credit"):
        return False
    if columns.has("row_ledger"):
        return columns.has("gross", "taxable", "amount")
    return columns.has("account") and columns.has("gross") and columns.has("taxable", "amount")


def side_by_heads(columns: Columns) -> str:
    """sales or purchase by what the headings say of the parties, the taxes and the ledgers; "" where they say nothing or both."""
    votes = set()
    for column, heading in columns.table.headings.items():
        plain = plain_heading(heading)
        meaning = columns.taken[column].meaning if column in columns.taken else ""
        if meaning in ("party", "party_gstin", "party_code", "reference"):
            votes |= {"sales"} if _OF_SALES.search(plain) else {"purchase"} if _OF_PURCHASE.search(plain) else set()
        elif meaning == "row_ledger" or _names_tax(plain):
            votes |= {"sales"} if _SOLD.search(plain) else {"purchase"} if _BOUGHT.search(plain) else set()
    return votes.pop() if len(votes) == 1 else ""


def _names_tax(plain: str) -> bool:
    return bool(re.search(r"\b(?:[csi]|ut)?gst\b|\bcess\b|\btax\b|\bvat\b|\bledger\b|\baccount\b", plain))


def read_flat(paper: Paper, sheet: Sheet, columns: Columns, part: str) -> Extraction:
    """A voucher for each row, when its columns add up to its total. The title, the headings or the rows' own type say on which side the party is.

    A heading that is only the word for a kind of amount ("Taxable value", "CGST") names no ledger: a person says which one it is. Until then the bills are
    there, proved by their sums, and none of them posts.
    """
    pen = Pen(paper, sheet.name or None)
    columns = without_record_ids(columns)
    notes, heads = Notes(pen), heads_of(columns.table.preamble)
    check_headings(notes, columns)
    by_title = DocumentKind(columns.mapping.kind) if columns.mapping and columns.mapping.kind else kind_by_title(columns.table.preamble)
    base, why = _base(columns, BASE_OF_KIND.get(by_title or DocumentKind.OTHER, ""))
    kind = (
        by_title
        if by_title in BASE_OF_KIND
        else {"sales": DocumentKind.SALES_REGISTER, "purchase": DocumentKind.PURCHASE_REGISTER}.get(base, DocumentKind.DAY_BOOK)
    )
    party = columns.one("party", "account")
    parsed = _parse(columns)
    flat = None if why else _adding_up(columns, parsed)
    unnamed = () if why else _unnamed(columns, flat, parsed)
    flat = flat or (_adding_up(columns, parsed, open_value=True) if unnamed else None)
    why = why or _why_not(columns, flat, unnamed)
    why = amounts_in_foreign(columns) or why if why else why
    if why or flat is None or party is None:
        proposed = replace(columns, taken={**columns.taken, **_proposed(columns, parsed)}, found={})
        return abstained(pen, notes, proposed, heads, kind, why or "it names no party", part)
    flat = replace(flat, columns={column: "" if column in unnamed else name for column, name in flat.columns.items()})
    rows: dict[tuple[object, ...], RegisterRow] = {}
    totals = [row for row in columns.table.body if _adds_up(columns, row)]
    broken: set[str] = set()
    for row in columns.table.body:
        if is_note(_label(row)) or row in totals:
            continue
        number = cell_text(columns, row, "number", "reference")
        if number and (fault := foreign_fault(columns, row, flat.total, filled=_has_money(row, flat))):
            row_fault(notes, row.number, number, *fault)
            broken.add(number)
            continue
        if not _has_money(row, flat):
            continue
        if made_row := _voucher(notes, columns, row, flat, party, base, parsed):
            _join(rows, made_row)
        else:
            broken.add(number)
    if not rows:
        return abstained(pen, notes, columns, heads, kind, "no row of it could be read", part)
    for column in flat.columns:
        if _ROUND.fullmatch(plain_heading(columns.heading(column))) and columns.taken.get(column) is None:
            letters = column_letters(column)
            sentence = (
                f"column {letters} names no ledger but what it is; it was taken to {flat.columns[column]!r}. Say the ledger if the books call it otherwise."
            )
            notes.add(columns.table.header[-1], "register.ledger_by_heading", Severity.WARNING, sentence, column=letters)
    if len(totals) == 1:
        _check_total(notes, columns, flat, totals[0], parsed)
    listed = whole(list(rows.values()), broken)
    if unnamed:
        listed = [replace(row, posts=False) for row in listed]
        tell_open(notes, columns, listed, unnamed, flat.total)
    check_span(notes, heads, listed)
    check_formulas(notes, sheet, columns)
    check_hidden(notes, sheet, columns)
    read = made(pen, notes, columns, heads, kind_of_rows(columns, listed) if not base else kind, listed, part, confidence=0.5 if unnamed else 0.85)
    if not unnamed:
        return read
    asked = replace(columns, taken={**columns.taken, **_proposed(columns, parsed)}, found={})
    return replace(read, fields={**read.fields, **by_name(column_fields(pen, asked, sure=False))})


def without_record_ids(columns: Columns) -> Columns:
    """The columns with a program's own ids aside ("record_id", "uuid") where another column numbers the bills: by ids two rows of one bill would be two bills.

    They stay where the bills' column is often empty, for then they are all that tells its rows apart.
    """
    ids = [
        column for column in columns.all("number", "reference") if internal_rank(columns.heading(column)) == _ID and columns.taken[column].source != "person"
    ]
    bills = [column for column in columns.all("number", "reference") if column not in ids]
    rows = [row for row in columns.table.body if not is_total(_label(row)) and any(row.text(column) for column in ids)]
    if not ids or not bills or sum(any(row.text(column) for column in bills) for row in rows) * 20 < len(rows) * 19:
        return columns
    return replace(columns, taken={column: taken for column, taken in columns.taken.items() if column not in ids}, found={})


def tell_open(notes: Notes, columns: Columns, rows: Sequence[RegisterRow], unnamed: Sequence[int], total: int) -> None:
    """What is asked once for the whole register, and how much waits for it."""
    waiting = Paise(sum(abs(row.legs[0].amount) for row in rows if row.legs))
    names = ", ".join(f"{columns.heading(column)!r} ({column_letters(column)})" for column in unnamed)
    sentence = (
        f"its {len(rows)} bills of {rupee_text(waiting)} add up to {columns.heading(total)!r}, but {names} say a kind of amount and no ledger of the books: "
        "say the ledger once for each such column, and the bills post. Until then none of them does."
    )
    notes.add(columns.table.header[-1], "register.ledger_open", Severity.ERROR, sentence, waiting, column_letters(unnamed[0]))


def _base(columns: Columns, title: str) -> tuple[str, str]:
    """The base kind of the register, or why there is none. A title that the headings contradict is no title."""
    heads = side_by_heads(columns)
    family = {"sales": "sales", "credit_note": "sales", "purchase": "purchase", "debit_note": "purchase"}
    if title in PARTY_SIDE:
        if heads and family[title] != heads:
            return "", f"its title says {title.replace('_', ' ')} and its headings say {heads}"
        return title, ""
    if heads:
        return heads, ""
    said = {base_kind_of_type(cell.text) for column in columns.all("type") for cell in columns.table.column(column)}
    if said and said <= PARTY_SIDE.keys():
        return "", ""
    return "", "nothing says which register it is, so nothing says on which side its parties are"


def _parse(columns: Columns) -> Parsed:
    """Every column of amounts once. An amount that cannot be read leaves its row out: it is told when the row is read."""
    wanted = {*columns.all("gross", "taxable", "amount", "ledger"), *_open_columns(columns)}
    parsed: Parsed = {}
    for row in columns.table.body:
        if _adds_up(columns, row):
            continue
        found = {}
        try:
            for column in wanted & row.cells.keys():
                if amount := read_amount(row.cells[column], columns.styles.get(column, "")):
                    found[column] = int(amount.size)
        except ValueError:
            continue
        parsed[row.number] = found
    return parsed


def _label(row: SheetRow) -> str:
    return next((row.text(each) for each in sorted(row.cells) if isinstance(row.cells[each].value, str)), "")


def _adds_up(columns: Columns, row: SheetRow) -> bool:
    """A row that adds up others: it says so and has no number of its own."""
    label = _label(row)
    number = cell_text(columns, row, "number", "reference")
    return is_total(label) and number in ("", label)


def _check_total(notes: Notes, columns: Columns, flat: Flat, row: SheetRow, parsed: Parsed) -> None:
    """The paper's own total against its rows."""
    column = flat.total
    try:
        theirs = read_amount(row.cells.get(column), columns.styles.get(column, ""))
    except ValueError:
        return
    ours = sum(found.get(column, 0) for found in parsed.values())
    if theirs is not None and theirs.size != ours:
        letters = column_letters(column)
        sentence = f"the total of column {letters} ({columns.heading(column)}) in row {row.number} is {rupee_text(theirs.size)} on the paper and {rupee_text(Paise(ours))} by its rows."
        notes.add(row.number, "register.total_mismatch", Severity.BLOCKING, sentence, ours - theirs.size, letters)


def _open_columns(columns: Columns) -> list[int]:
    """Columns of amounts whose heading no word explains, or only as a tax or a rounding: each holds one ledger's amounts."""
    found = []
    for column, heading in sorted(columns.table.headings.items()):
        # A dash or "NIL" in a column of amounts is an amount of nothing, however many there are.
        plain, cells = plain_heading(heading), [cell for cell in columns.table.column(column) if not says_nothing(cell)]
        taken = columns.taken.get(column)
        if taken is not None and (
            taken.source == "person" or taken.meaning not in ("tax_code", "information") or not (_BARE_TAX.fullmatch(plain) or _SUM_OF_TAXES.fullmatch(plain))
        ):
            continue
        if not _NOT_MONEY.search(plain) and cells and sum(map(looks_like_money, cells)) * 10 >= 9 * len(cells):
            found.append(column)
    return found


def _adding_up(columns: Columns, parsed: Parsed, *, open_value: bool = False) -> Flat | None:
    """The one way in which most rows add up to their total: which column is the total, which the value, which taxes are sums of others, which lessen it.

    open_value  the value may be one that no column names a ledger for
    """
    named = {column: columns.taken[column].ledger for column in columns.all("ledger")}
    free = {column: _AMOUNT_WORD.sub(" ", " ".join(columns.heading(column).split())).strip() for column in _open_columns(columns)}
    nonzero = {column for found in parsed.values() for column, size in found.items() if size}
    ledgers = {column: name for column, name in sorted({**free, **named}.items()) if column in nonzero}
    row_ledger = columns.one("row_ledger", "account")
    row_ledger = None if row_ledger is not None and row_ledger == columns.one("party", "account") else row_ledger
    totals = [*columns.all("gross"), *columns.all("amount"), *reversed(columns.all("taxable"))]
    values: list[int | None] = [*columns.all("taxable"), *columns.all("amount"), *columns.all("gross")] if row_ledger is not None or open_value else []
    sums = [column for column in ledgers if _SUM_OF_TAXES.fullmatch(plain_heading(columns.heading(column)))]
    for total, value in product(totals, [*values, None] if not values or named else values):
        if total == value or (value is None and not ledgers):
            continue
        for dropped in (sums, []) if sums else ([],):
            kept = {column: name for column, name in ledgers.items() if column not in dropped and column not in (total, value)}
            if open_value and not kept:
                continue  # A value that is the total proves nothing.
            if (signs := _signs(columns, parsed, total, value, kept)) is not None:
                return Flat(total, value, row_ledger if value is not None else None, kept, signs)
    return None


def _signs(columns: Columns, parsed: Parsed, total: int, value: int | None, ledgers: dict[int, str]) -> dict[int, int] | None:
    """+1 for columns that add to the total, -1 for those that lessen it (tax deducted, discount), so that most rows add up; None when no choice does."""
    less = [column for column in ledgers if _LESS.search(plain_heading(columns.heading(column)))][:6]
    rows = [found for found in parsed.values() if total in found]
    for choice in product((1, -1), repeat=len(less)):
        signs = {column: 1 for column in ledgers} | dict(zip(less, choice, strict=True))
        agreeing = sum(
            found[total] == (found.get(value, 0) if value is not None else 0) + sum(sign * found.get(column, 0) for column, sign in signs.items())
            for found in rows
        )
        if rows and agreeing * 10 >= len(rows) * 8:
            return signs
    return None


def _unnamed(columns: Columns, flat: Flat | None, parsed: Parsed) -> tuple[int, ...]:
    """Columns with amounts that are booked, of which no word says the ledger."""
    nonzero = {column for found in parsed.values() for column, size in found.items() if size}
    bare = [column for column in _open_columns(columns) if column in nonzero and _BARE_TAX.fullmatch(plain_heading(columns.heading(column)))]
    if flat is not None:
        bare = [column for column in bare if column in flat.columns]
    if (flat is not None and flat.value is not None) or columns.has("row_ledger"):
        return tuple(bare)
    return (*(column for column in columns.all("taxable") if column in nonzero and (flat is None or column != flat.total)), *bare)


def _why_not(columns: Columns, flat: Flat | None, unnamed: Sequence[int]) -> str:
    totals = columns.all("gross", "amount")
    if not totals and not columns.has("taxable"):
        return "no column holds a total that can be read"
    for column in totals if flat is None else [flat.total, *([flat.value] if flat.value is not None else [])]:
        if column in columns.unclear:
            return f"the amounts of {columns.heading(column)!r} can be read with a decimal point and with a decimal comma"
    if flat is None and unnamed:
        return f"{columns.heading(unnamed[0])!r} is an amount, but no ledger of the books: name the ledger for each such column"
    if flat is None:
        return f"the columns of its ledgers do not add up to {columns.heading(totals[0] if totals else columns.all('taxable')[0])!r}"
    return "" if flat.columns or flat.value is not None else "it has no column for a ledger"


def _proposed(columns: Columns, parsed: Parsed) -> dict[int, Taken]:
    """Ledger columns as a person would have to agree to them."""
    found = {}
    held = [] if columns.has("row_ledger") else columns.all("taxable")
    for column in (*held, *(each for each in _open_columns(columns) if _BARE_TAX.fullmatch(plain_heading(columns.heading(each))))):
        heading = columns.table.headings.get(column, "")
        if columns.taken.get(column) is None or columns.taken[column].source != "person":
            found[column] = Taken(column, heading, f"ledger:{heading}", 0.4, "label")
    return found


def _has_money(row: SheetRow, flat: Flat) -> bool:
    return any(row.text(column) for column in (flat.total, *([flat.value] if flat.value is not None else []), *flat.columns))


def _voucher(notes: Notes, columns: Columns, row: SheetRow, flat: Flat, party: int, base: str, parsed: Parsed) -> RegisterRow | None:
    number = cell_text(columns, row, "number", "reference")
    name = " ".join(row.text(party).split())
    if row.number not in parsed:
        for column in sorted(row.cells):
            try:
                read_amount(row.cells[column], columns.styles.get(column, "")) if column in (flat.total, flat.value, *flat.columns) else None
            except ValueError as wrong:
                row_fault(
                    notes,
                    row.number,
                    number,
                    rule_of_fault(wrong),
                    f"cell {column_letters(column)}{row.number} holds no usable amount ({wrong})",
                    column,
                )
                if isinstance(wrong, ForeignMoney):
                    break  # Said once for the voucher: its other amounts are the same money.
        return None
    found = parsed[row.number]
    own = base_kind_of_type(cell_text(columns, row, "type"))
    own = own if own in PARTY_SIDE else ""
    kind = own or base
    total, side = found.get(flat.total), PARTY_SIDE.get(kind, 0)
    if total is None or not name or not side:
        cause = "it has amounts but no total" if total is None else "it names no party" if not name else "nothing says on which side its party is"
        row_fault(notes, row.number, number, "register.row_without_amounts" if total is None else "register.amount_without_ledger", cause, flat.total)
        return None
    if own and base and own != base and total < 0:
        # A return among bills with a minus before it: the minus says already that it goes the other way.
        side = PARTY_SIDE[base]
    legs = [Leg(name, Paise(side * total), notes.pen.place(row.number, column_letters(flat.total)))]
    if flat.value is not None and (size := found.get(flat.value)):
        ledger, _ = columns.ledger(row, flat.ledger) if flat.ledger is not None else ("", "")
        if not ledger and flat.ledger is not None:
            row_fault(notes, row.number, number, "register.amount_without_ledger", "no ledger is named for its value", flat.ledger)
            return None
        legs.append(Leg(ledger, Paise(-side * size), notes.pen.place(row.number, column_letters(flat.value))))
    legs += [
        Leg(ledger, Paise(-side * flat.signs[column] * size), notes.pen.place(row.number, column_letters(column)))
        for column, ledger in flat.columns.items()
        if (size := found.get(column))
    ]
    if difference := sum(leg.amount for leg in legs):
        sentence = f"row {row.number}, voucher {number or name}: its columns differ from its total by {rupee_text(Paise(abs(difference)))}; it does not post."
        notes.add(row.number, "register.row_unbalanced", Severity.ERROR, sentence, difference)
    return row_head(notes, columns, row, tuple(legs), kind, name)


def _join(rows: dict[tuple[object, ...], RegisterRow], row: RegisterRow) -> None:
    """Rows of one number, day, type and party are one voucher of several values; the same row twice is two vouchers, for a person to see."""
    key: tuple[object, ...] = (row.number, row.day, row.voucher_type, row.particulars, row.branch, row.cancelled) if row.number else (row.place.row,)
    standing = rows.get(key)
    if standing is None:
        rows[key] = row
    elif row.legs and _amounts(standing.legs) != _amounts(row.legs):
        party = standing.legs[0]
        rows[key] = replace(standing, legs=(replace(party, amount=Paise(party.amount + row.legs[0].amount)), *standing.legs[1:], *row.legs[1:]))
    else:
        rows[*key, row.place.row] = row


def _amounts(legs: Sequence[Leg]) -> list[tuple[str, int]]:
    return [(leg.ledger, int(leg.amount)) for leg in legs]
