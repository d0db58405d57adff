"""Journal lists, general-ledger dumps and registers by line, as vouchers with all that speaks against them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qrt.adapters.erp.general.foreign import CURRENCY_UNCLEAR, RUPEES_MISSING, amounts_in_foreign, are_rupees, currency_of_row
from qrt.adapters.erp.general.heads import head_fields, heads_of, kind_by_title
from qrt.adapters.erp.general.lines import Line, Total
from qrt.adapters.erp.general.shape import guessed, proved
from qrt.adapters.erp.general.taking import Columns, column_fields, day_rank
from qrt.adapters.erp.general.values import read_amount
from qrt.adapters.erp.general.vouchers import Grouped, Reading, choose_reading, name_vouchers, sign_votes
from qrt.adapters.erp.register.layout import Heads
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.cells import Sheet, column_letters
from qrt.core.documents.columns import header_keys
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.headings import hear_heading, plain_heading
from qrt.core.documents.types import DocumentKind, Extraction, Leg, Paper, RegisterRow
from qrt.core.documents.voucher_words import are_sap_types, base_kind_of_type

READER, VERSION = "general_table", "1"

_KIND_OF_BASE = {
    "sales": DocumentKind.SALES_REGISTER,
    "purchase": DocumentKind.PURCHASE_REGISTER,
    "journal": DocumentKind.JOURNAL_REGISTER,
    "credit_note": DocumentKind.CREDIT_NOTE_REGISTER,
    "debit_note": DocumentKind.DEBIT_NOTE_REGISTER,
    "payment": DocumentKind.PAYMENT_REGISTER,
    "receipt": DocumentKind.RECEIPT_REGISTER,
    "contra": DocumentKind.CONTRA_REGISTER,
}
BASE_OF_KIND = {kind: base for base, kind in _KIND_OF_BASE.items()}
SEEN_MAX = 40
_REPEAT = re.compile(r" #\d+$")


@dataclass(slots=True)
class Notes:
    """Findings of a table with the row that they are sorted by."""

    pen: Pen
    found: list[tuple[int, Finding]] = field(default_factory=list)

    def add(self, row: int, rule: str, severity: Severity, sentence: str, amount: int = 0, column: str | None = None, more: Sequence[int] = ()) -> None:
        places = [self.pen.place(each) for each in more]
        self.found.append((row, self.pen.finding(rule, severity, sentence, amount=amount, row=row, column=column, more=places)))

    def sorted(self) -> tuple[Finding, ...]:
        return tuple(each for _, each in sorted(self.found, key=lambda each: each[0]))


def read_lines(paper: Paper, sheet: Sheet, columns: Columns, part: str) -> Extraction:
    """The vouchers of a table by line. Where no reading of its columns proves itself, none, and the proposal for a person."""
    pen = Pen(paper, sheet.name or None)
    notes = Notes(pen)
    heads = heads_of(columns.table.preamble)
    check_headings(notes, columns)
    reading, why_not = choose_reading(columns)
    if why_not and (foreign := amounts_in_foreign(columns)):
        why_not = foreign
    if not why_not:
        why_not = why_unclear(columns, reading)
    if reading is None or why_not:
        return abstained(pen, notes, columns, heads, kind_by_title(columns.table.preamble) or DocumentKind.DAY_BOOK, why_not, part)
    rows = _rows(notes, columns, reading, heads)
    kind = kind_of_rows(columns, rows)
    _check_signs(notes, columns, reading)
    _check_totals(notes, columns, reading)
    check_span(notes, heads, rows)
    check_formulas(notes, sheet, columns)
    check_hidden(notes, sheet, columns)
    for row, label, what in reading.lines.stray:
        notes.add(row, "register.row_stray", Severity.WARNING, f"row {row} ({label or 'no text'}) has {what}; it was not taken.")
    return made(pen, notes, columns, heads, kind, rows, part, confidence=0.9 if reading.share > 0.9 else 0.75)


def made(
    pen: Pen, notes: Notes, columns: Columns, heads: Heads, kind: DocumentKind, rows: Sequence[RegisterRow], part: str, *, confidence: float
) -> Extraction:
    """The extraction of vouchers that were believed."""
    fields = by_name([*head_fields(pen, _with_columns(columns, heads)), *column_fields(pen, columns, sure=True)])
    return Extraction(pen.paper.sha256, kind, confidence, READER, VERSION, part=part, fields=fields, rows=tuple(rows), findings=notes.sorted())


def abstained(pen: Pen, notes: Notes, columns: Columns, heads: Heads, kind: DocumentKind, why: str, part: str) -> Extraction:
    """A table that does not prove itself: its kind, the proposed columns for a person, and no row."""
    head = columns.table.header[-1]
    sentence = f"nothing was taken from the table below row {head}: {why}. Look at what its columns were taken for and correct it."
    notes.add(head, "register.columns_unproven", Severity.ERROR, sentence)
    fields = by_name([*head_fields(pen, heads), *column_fields(pen, columns, sure=False)])
    return Extraction(pen.paper.sha256, kind, 0.5, READER, VERSION, part=part, fields=fields, findings=notes.sorted())


def _with_columns(columns: Columns, heads: Heads) -> Heads:
    """A company that every row names the same is the paper's."""
    from dataclasses import replace

    if heads.company or (column := columns.one("company")) is None:
        return heads
    names = {" ".join(cell.text.split()) for cell in columns.table.column(column)}
    return replace(heads, company=names.pop()) if len(names) == 1 else heads


def why_unclear(columns: Columns, reading: Reading | None) -> str:
    """Why a reading whose vouchers balance is still no reading: two values fit its amounts, or no word explains its columns."""
    if reading is None:
        return ""
    used = {reading.money.first, reading.money.second}
    if open_columns := [column for column in columns.unclear if column in used]:
        return f"the amounts of {columns.heading(open_columns[0])!r} can be read with a decimal point and with a decimal comma"
    unsaid = guessed(columns)
    if unsaid and not proved(columns, reading):
        names = " and ".join(repr(each.heading) for each in unsaid)
        return f"no word says what {names} holds, only the cells do, and they do not prove it"
    return ""


def check_headings(notes: Notes, columns: Columns) -> None:
    """Two columns with the same heading cannot be told apart by it."""
    again = [column for column, key in header_keys(columns.table.headings).items() if _REPEAT.search(key)]
    head = columns.table.header[-1]
    for column in again:
        letters = column_letters(column)
        sentence = f"column {letters} repeats the heading {columns.heading(column)!r}; only one of them was taken, see what each is taken for."
        notes.add(head, "register.header_duplicate", Severity.WARNING, sentence, column=letters)
    _check_days(notes, columns)


def _check_days(notes: Notes, columns: Columns) -> None:
    """A "Date" beside a "Posting Date", or a day that says as much: where they differ, which was taken is told."""
    own = columns.one("date")
    if own is None:
        return
    for column, each in columns.taken.items():
        as_sure = column != own and each.meaning in ("date", "ignore") and hear_heading(each.heading).meanings[:1] == ("date",) and day_rank(each.heading) < 2
        differ = [row.number for row in columns.table.body if row.text(column) and row.text(own) and row.text(column) != row.text(own)] if as_sure else []
        if differ:
            sentence = f"the days of {columns.heading(own)!r} were taken; those of {each.heading!r} differ in {len(differ)} rows (first: row {differ[0]})."
            notes.add(differ[0], "register.days_differ", Severity.WARNING, sentence, column=column_letters(column))


def check_formulas(notes: Notes, sheet: Sheet, columns: Columns) -> None:
    for row, column in sheet.uncalculated:
        if column in columns.taken and row > columns.table.header[-1]:
            cell = f"{column_letters(column)}{row}"
            notes.add(
                row, "register.formula_without_value", Severity.ERROR, f"cell {cell} holds a formula without its result; open and save the file in Excel."
            )


def check_hidden(notes: Notes, sheet: Sheet, columns: Columns) -> None:
    """Rows that a filter or a person hid are part of the file: they were read, and that is said."""
    last = max((row.number for row in columns.table.body), default=0)
    rows = [row for row in sheet.hidden_rows if columns.table.header[-1] < row <= last]
    if rows:
        listed = ", ".join(map(str, rows[:12])) + (f" and {len(rows) - 12} more" if len(rows) > 12 else "")
        sentence = f"rows {listed} are hidden{' by a filter' if sheet.filtered else ''} in the sheet; they were read all the same."
        notes.add(rows[0], "register.rows_hidden", Severity.WARNING, sentence, more=rows[1:SEEN_MAX])


def _rows(notes: Notes, columns: Columns, reading: Reading, heads: Heads) -> list[RegisterRow]:
    names = _ledger_names(notes, reading)
    types = {line.type_name for each in reading.vouchers for line in each.lines}
    sap = are_sap_types(types)
    # Programs that write "Invoice" and "Bill payment" call the money that customers send a "Payment".
    receives = any(plain_heading(name) in ("invoice", "bill payment", "customer payment") or plain_heading(name).startswith("bill p") for name in types)
    title = BASE_OF_KIND.get(kind_by_title(columns.table.preamble) or DocumentKind.OTHER, "")
    dense = sum(line.dated for each in reading.vouchers for line in each.filled) * 10 >= 8 * sum(len(each.filled) for each in reading.vouchers)
    rows = []
    numbers = name_vouchers(columns, reading)
    for each in reading.vouchers:
        named = numbers.get(each.lines[0].row)
        if dense:
            _drop_undated(notes, each)
        if row := _row(notes, each, names, sap, receives, title, named):
            rows.append(row)
    _check_currencies(notes, columns, reading, rows)
    rows.sort(key=lambda row: row.place.row or 0)
    return rows


def _check_currencies(notes: Notes, columns: Columns, reading: Reading, rows: list[RegisterRow]) -> None:
    """Vouchers in another currency whose only amounts may be foreign money are left out.

    Amounts beside a second set of foreign ones, under a heading that names the books' own money, or that balance across currencies inside a voucher are the books' own.
    """
    column = columns.one("currency")
    if column is None or are_rupees(columns, reading.money.first):
        return
    said = {line.row: currency_of_row(columns, columns.row(line.row)) for each in reading.vouchers for line in each.filled}
    if not any(said.values()):
        return
    if any(_mixes(columns, column, each) and not each.difference for each in reading.vouchers):
        return
    doubtful = {each.lines[0].row: each for each in reading.vouchers if any(said[line.row] for line in each.filled)}
    for each in doubtful.values():
        first, size = each.lines[0], sum(line.amount for line in each.filled if line.amount > 0)
        currency = next(said[line.row] for line in each.filled if said[line.row])
        sentence = f"row {first.row}, voucher {first.number or 'without number'} is in {currency} and nothing says whether its amounts are {currency} or rupees; it was left out."
        notes.add(first.row, CURRENCY_UNCLEAR, Severity.BLOCKING, sentence, size, column_letters(column))
    gone = {line.row for each in doubtful.values() for line in each.lines}
    rows[:] = [row for row in rows if row.place.row not in gone]


def _mixes(columns: Columns, column: int, each: Grouped) -> bool:
    """A voucher whose lines name different currencies: what balances across them is one currency's money."""
    rows = [columns.row(line.row) for line in each.filled]
    return len({said for row in rows if row and (said := row.text(column).upper().strip(". "))}) > 1


def _drop_undated(notes: Notes, each: Grouped) -> None:
    """Where every line has a date, a line without one that breaks a sound voucher belongs to nobody."""
    loose = [line for line in each.filled if not line.dated]
    if not loose or not each.difference or sum(line.amount for line in each.filled if line.dated):
        return
    for line in loose:
        sentence = f"row {line.row} ({line.ledger or 'no ledger'}) has an amount but no date; it was not taken."
        notes.add(line.row, "register.date_missing", Severity.ERROR, sentence, line.amount, column_letters(line.column))
    each.lines = [line for line in each.lines if line not in loose]


def _ledger_names(notes: Notes, reading: Reading) -> dict[tuple[str, str], str]:
    """Ledgers by name. Two codes with one name are two ledgers: the code goes before the name."""
    codes: dict[str, set[str]] = {}
    for each in reading.vouchers:
        for line in each.lines:
            codes.setdefault(line.ledger, set()).add(line.code)
    names = {}
    for name, own in codes.items():
        filled = sorted(code for code in own if code)
        for code in own:
            names[name, code] = f"{code} {name}" if len(filled) > 1 and code and code != name else name
    for name, own in sorted(codes.items()):
        if len([code for code in own if code]) > 1:
            row = next(line.row for each in reading.vouchers for line in each.lines if line.ledger == name)
            sentence = f"{name!r} is the name of {len(own)} accounts ({', '.join(sorted(filter(None, own)))}); each is kept apart with its number."
            notes.add(row, "register.account_name_shared", Severity.WARNING, sentence)
    return names


def _row(
    notes: Notes, each: Grouped, names: dict[tuple[str, str], str], sap: bool, receives: bool, title: str, named: tuple[str, str] | None
) -> RegisterRow | None:
    first = next((line for line in each.lines if line.day), each.lines[0])
    number, guid = named or (first.number, "")
    where = f"row {first.row}, voucher {number or guid or 'without number'}"
    size = max(sum(line.amount for line in each.lines if line.amount > 0), -sum(line.amount for line in each.lines if line.amount < 0))
    filled = each.filled
    seen = [line.row for line in each.lines[1:SEEN_MAX]]
    foreign = [line for line in each.lines if any(rule == RUPEES_MISSING for _, rule, _ in line.faults)]
    for line in each.lines:
        for column, rule, cause in line.faults:
            if rule == RUPEES_MISSING and line is not foreign[0]:
                continue  # Said once for the voucher: its other lines are the same money.
            sentence = f"row {line.row}, voucher {line.number or 'without number'}: {cause}; the voucher was left out as a whole."
            notes.add(line.row, rule, Severity.BLOCKING, sentence, size, column_letters(column), seen)
    if each.faulty:
        return None
    if first.day is None:
        if filled:
            notes.add(first.row, "register.date_missing", Severity.BLOCKING, f"{where} has amounts but no date; it was left out.", size, more=seen)
        return None
    cancelled = any(line.cancelled for line in each.lines)
    if not filled and not cancelled:
        notes.add(first.row, "register.row_without_amounts", Severity.WARNING, f"{where} has no amounts and is not marked as cancelled.")
        return None
    if cancelled and filled:
        notes.add(
            first.row, "register.cancelled_with_amounts", Severity.WARNING, f"{where} is marked as cancelled but carries amounts, which were not taken.", size
        )
    if any(line.unposted for line in each.lines) and not cancelled:
        notes.add(first.row, "register.unposted", Severity.INFO, f"{where} is marked as not posted; it does not post.", size)
    if each.difference and not cancelled:
        rows = ", ".join(str(line.row) for line in filled[:12]) + (f" and {len(filled) - 12} more" if len(filled) > 12 else "")
        sentence = f"{where} (rows {rows}): debits and credits differ by {rupee_text(Paise(abs(each.difference)))}; it does not post."
        notes.add(first.row, "register.row_unbalanced", Severity.ERROR, sentence, each.difference, more=seen)
    type_name = next((line.type_name for line in each.lines if line.type_name), "")
    base = base_kind_of_type(type_name, sap=sap) or title
    if base == "payment" and receives and plain_heading(type_name) == "payment":
        base = "receipt"

    def of(name: str) -> str:
        return next((text for line in each.lines if (text := getattr(line, name))), "")

    legs = () if cancelled else tuple(_leg(notes, line, names) for line in filled if line.amount)
    return RegisterRow(
        notes.pen.place(first.row), first.day, "" if cancelled else of("party") or (legs[0].ledger if legs else ""), type_name, number, legs, narration=of("narration"), reference=of("reference"),
        reference_day=next((line.reference_day for line in each.lines if line.reference_day), None), party_gstin=of("gstin"), place_of_supply=of("place_of_supply"), base_kind=base,
        cancelled=cancelled, branch=first.branch, guid=guid, posts=not any(line.unposted for line in each.lines),
    )  # fmt: skip


def _leg(notes: Notes, line: Line, names: dict[tuple[str, str], str]) -> Leg:
    place = notes.pen.place(line.row, column_letters(line.column))
    return Leg(
        names[line.ledger, line.code], line.amount, place, due_day=line.due_day, cost_centre=line.cost_centre, currency=line.currency, foreign_amount=line.foreign or 0,
        rate=line.rate, rate_day=line.day if line.currency else None, tax_code=line.tax_code, party=line.party,
    )  # fmt: skip


def kind_of_rows(columns: Columns, rows: Sequence[RegisterRow]) -> DocumentKind:
    """A register of one kind by its title or by its vouchers; a list of several kinds is a day book."""
    if columns.mapping and columns.mapping.kind:
        return DocumentKind(columns.mapping.kind)
    bases = {row.base_kind for row in rows}
    if len(bases) == 1 and (only := bases.pop()) in _KIND_OF_BASE and any(row.voucher_type for row in rows):
        return _KIND_OF_BASE[only]
    title = kind_by_title(columns.table.preamble)
    if (
        title is not None
        and title in BASE_OF_KIND
        and not {row.base_kind for row in rows} - {"", BASE_OF_KIND[title]}
        and title is not DocumentKind.JOURNAL_REGISTER
    ):
        return title
    return DocumentKind.DAY_BOOK


def _check_signs(notes: Notes, columns: Columns, reading: Reading) -> None:
    if reading.money.how != "signed":
        return
    head = columns.table.header[-1]
    agree, against = sign_votes(reading)
    if against > agree:
        sentence = f"its amounts show a side only by a minus, read as credit, and {against} of {agree + against} lines whose ledger tells its side speak against that; say that {columns.heading(reading.money.first)!r} is an amount with credits positive if so."
        notes.add(head, "register.sign_unclear", Severity.BLOCKING, sentence)
    elif not agree:
        notes.add(head, "register.sign_by_minus", Severity.WARNING, "its amounts show a side only by a minus, which was read as credit; check one ledger.")


def _check_totals(notes: Notes, columns: Columns, reading: Reading) -> None:
    """The paper's own total of the whole table, column by column, against its lines."""
    grand = [each for each in reading.lines.totals if each.grand]
    if not grand and len(reading.lines.totals) == 1 and not reading.lines.sections:
        grand = reading.lines.totals
    if not grand:
        return
    theirs: Total = grand[-1]
    taken = {line.row for line in reading.lines.lines}
    for column, amount in sorted(theirs.amounts.items()):
        sizes = []
        for row in columns.table.body:
            if row.number in taken and row.number != theirs.row:
                try:
                    found = read_amount(row.cells.get(column), columns.styles.get(column, ""))
                except ValueError:
                    found = None
                sizes.append((found.size if found else 0, found.signed if found else 0))
        signed = sum(line.amount for line in reading.lines.lines)
        debits = sum(line.amount for line in reading.lines.lines if line.amount > 0)
        ours = sum(size for size, _ in sizes)
        fitting = {ours, sum(size for _, size in sizes)}
        if reading.money.how != "pair":
            fitting |= {signed, debits, sum(abs(size) for size, _ in sizes), 0}
        if abs(amount.size) not in {abs(each) for each in fitting}:
            name, letters = columns.heading(column), column_letters(column)
            sentence = f"the total of column {letters} ({name}) in row {theirs.row} is {rupee_text(amount.size)} on the paper and {rupee_text(Paise(ours))} by its rows."
            notes.add(theirs.row, "register.total_mismatch", Severity.BLOCKING, sentence, ours - amount.size, letters)


def check_span(notes: Notes, heads: Heads, rows: Sequence[RegisterRow]) -> None:
    """Vouchers dated outside of what the paper says it covers."""
    if not heads.first_day or not heads.last_day:
        return
    for row in rows:
        if not heads.first_day <= row.day <= heads.last_day:
            size = sum(leg.amount for leg in row.legs if leg.amount > 0)
            sentence = f"row {row.place.row}, voucher {row.number or 'without number'}: {row.day:%d-%m-%Y} lies outside the paper's own span."
            notes.add(row.place.row or 0, "register.outside_span", Severity.WARNING, sentence, size)
