"""Bank statements as tables: CSV and its kin, XLSX, and .xls files that are text inside."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qrt.adapters.bank.accounts import by_account
from qrt.adapters.bank.columns import (
    Surroundings,
    TableColumns,
    balance_side,
    find_columns,
    is_closing,
    is_opening,
    read_surroundings,
    says_balance_alone,
    says_not_done,
    side_of_words,
)
from qrt.adapters.bank.currencies import column_currencies, mixed_currencies
from qrt.adapters.bank.sides import Raw, is_owed, order_and_sides
from qrt.adapters.bank.statement import Statement, to_extractions
from qrt.adapters.bank.written import glued_amount, is_serial, looks_like_day_month_first, read_day, with_points, with_years
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.amounts import amount_of_cell
from qrt.core.documents.books import load_sheets
from qrt.core.documents.currencies import heading_currency
from qrt.core.documents.dates import looks_like_day, months_come_first, months_may_come_first
from qrt.core.documents.extracting import Pen
from qrt.core.documents.turned_days import with_days_put_right
from qrt.core.documents.types import BankLine, Extraction, Paper
from qrt.core.documents.workbook import Sheet, SheetRow, UnreadableWorkbook, Workbook, column_letters

READER = "bank_table"

_TOTAL = re.compile(r"^(grand\s+)?(sub\s*)?totals?\b|^(page|transaction|statement)\s+(total|summary)|^summary\b", re.IGNORECASE)
_DECORATION = re.compile(r"^[*=_\-\s.#]+$")


def read_bank_table(paper: Paper, data: bytes, book: Workbook | None = None) -> tuple[Extraction, ...]:
    """One extraction for each sheet with a statement, in the order of days whatever the paper's order. `book` is the file's content where the caller has loaded it already."""
    try:
        book = book or load_sheets(data)
    except UnreadableWorkbook as wrong:
        return (Pen(paper).unreadable(READER, str(wrong)),)
    filled = [sheet for sheet in book.sheets if sheet.rows]
    made: list[Extraction] = []
    for sheet in filled:
        for account, own in by_account(sheet):
            if columns := find_columns(own):
                made += read_sheet(
                    Pen(paper, sheet.name or None), own, columns, " ".join(filter(None, (sheet.name if len(filled) > 1 else "", account))), account
                )
    return tuple(made) or (
        Pen(paper).unreadable(READER, "no row names the columns of a bank statement" if filled else "it is empty", rule="document.header_missing"),
    )


def is_proved_statement(paper: Paper, sheet: Sheet) -> bool:
    """True for a sheet whose headings may be a bank's, and whose every balance is the one before and the amount: nothing else proves itself so, read as a bank writes."""
    columns = find_columns(sheet)
    if columns is None:
        return False
    made = read_sheet(Pen(paper), sheet, columns, "")
    lines = [row for each in made for row in each.rows if isinstance(row, BankLine)]
    signs = {line.amount > 0 for line in lines if line.amount}
    sound = not any(finding.severity is Severity.ERROR for each in made for finding in each.findings)
    return sound and len(lines) > 2 and len(signs) == 2 and all(line.balance is not None for line in lines)


class _SheetReader:
    """Goes down the rows once."""

    def __init__(self, pen: Pen, columns: TableColumns, month_first: bool) -> None:
        self.pen, self.columns, self.month_first = pen, columns, month_first
        self.lines: list[Raw] = []
        self.findings: list[tuple[int, Finding]] = []
        self.opening: Paise | None = None
        self.closing: Paise | None = None
        self.rest: list[SheetRow] = []
        self.places: dict[str, tuple[int, int]] = {}
        self.refused: list[int] = []
        self.ended = False
        self.below, self.words_over = 0, False

    def take(self, row: SheetRow) -> None:
        columns = sorted(row.cells)
        if all(isinstance(row.cells[column].value, str) and _DECORATION.match(row.text(column)) for column in columns) or self._is_header_again(row):
            return
        texts = [row.text(column) for column in columns[:3]]
        label = " ".join(texts)
        day_text = self.columns.text(row, "day")
        if _TOTAL.match(texts[0]) or _TOTAL.match(self.columns.text(row, "narration")):
            self.rest.append(row)
            self.ended = self.ended or not looks_like_day(day_text)
        elif self._balance_row(row, label):
            pass
        elif self._holds_day(row):
            self._line(row)
        elif not self.ended and self._same_day(row):
            self._line(row, self.lines[-1].day)
        elif self.ended or not self._continues(row):
            self.rest.append(row)
            if self.has_money(row) and not self.ended:
                self._refuse(row, "bank.line_unreadable", f"row {row.number} has amounts but no date; it was left out.")

    def _holds_day(self, row: SheetRow) -> bool:
        cell = self.columns.cell(row, "day")
        return cell is not None and (isinstance(cell.value, date) or looks_like_day(cell.text) or looks_like_day_month_first(cell.text) or is_serial(cell))

    def _same_day(self, row: SheetRow) -> bool:
        """A row under a day that is printed once for all lines of it: its balance proves that it is the next line, or the one before where the newest stands first."""
        if not self.lines or self.columns.text(row, "day"):
            return False
        last, balance = self.lines[-1], self._amount(row, "balance", quiet=True)
        sizes = [abs(found[0]) for meaning in ("out", "in", "amount") if (found := self._amount(row, meaning, quiet=True)) and found[0]]
        if balance is None or last.balance is None or len(sizes) != 1:
            return False
        step = abs((self._balance(row, balance) or 0) - last.balance)
        return step == sizes[0] or step == abs(last.amount(swapped=False))

    def has_money(self, row: SheetRow) -> bool:
        """True for a row with an amount that moved."""
        for meaning in ("out", "in", "amount"):
            try:
                found = amount_of_cell(self.columns.cell(row, meaning))
            except ValueError:
                continue
            if found and found[0]:
                return True
        return False

    def _is_header_again(self, row: SheetRow) -> bool:
        cell = self.columns.cell(row, "day")
        if cell is not None and (
            not isinstance(cell.value, str) or cell.value.strip() not in ("", self.columns.headings.get(self.columns.by_meaning["day"], ""))
        ):
            return False  # One cell tells a line from a heading.
        same = [row.text(column) == heading for column, heading in self.columns.headings.items() if heading and row.text(column)]
        return len(same) >= 3 and all(same)

    def _balance_row(self, row: SheetRow, label: str) -> bool:
        """A row that only states the opening or closing balance."""
        opening, closing = is_opening(label), is_closing(label)
        if "balance" not in self.columns.by_meaning and says_balance_alone(self.columns.text(row, "narration")):
            return self._balance_as_amount(row, opening=is_opening(self.columns.text(row, "narration")))
        if not (opening or closing) or self._has_money_beside_balance(row):
            return False
        try:
            found = amount_of_cell(self.columns.cell(row, "balance"))
        except ValueError:
            return False
        if found is None:
            return False
        if opening and self.opening is None and not self.lines:
            self.opening = balance_side(*found)
            self._stated_at("opening", row)
        elif closing:
            self.closing = balance_side(*found)
            self._stated_at("closing", row)
        return True

    def _balance_as_amount(self, row: SheetRow, *, opening: bool) -> bool:
        """An opening or closing balance that stands among the amounts of a list without balances, as in a ledger: what was there stands where it came in, what is left where it goes out."""
        out, into = (abs(found[0]) if (found := self._amount(row, meaning, quiet=True)) else 0 for meaning in ("out", "in"))
        if bool(out) is bool(into):
            return False
        balance = Paise((into - out) if opening else (out - into))
        if opening and self.opening is None and not self.lines:
            self.opening = balance
        elif not opening:
            self.closing = balance
        return True

    def _is_total_by_sums(self, out: Paise | None, into: Paise | None) -> bool:
        """A row whose two amounts are what the lines came to, whatever it is called."""
        return (
            bool(out and into)
            and len(self.lines) > 1
            and (out, into) == (sum(line.out or 0 for line in self.lines), sum(line.into or 0 for line in self.lines))
        )

    def _not_done(self, row: SheetRow, balance: tuple[Paise, bool] | None) -> bool:
        """A payment that failed or waits moved nothing, where no balance says that it did."""
        said = self.columns.text(row, "status")
        if balance is not None or not says_not_done(said):
            return False
        self.findings.append(
            (row.number, self.pen.finding("bank.not_done", Severity.WARNING, f"row {row.number} says {said!r}; it was left out.", row=row.number))
        )
        return True

    def _stated_at(self, name: str, row: SheetRow) -> None:
        self.places[name] = (row.number, self.columns.by_meaning["balance"])

    def _has_money_beside_balance(self, row: SheetRow) -> bool:
        """Some banks repeat the opening balance in the deposit column; that is no movement."""
        balance = self._amount(row, "balance", quiet=True)
        for meaning in ("out", "in", "amount"):
            found = self._amount(row, meaning, quiet=True)
            if found and found[0] and (balance is None or abs(found[0]) != abs(balance[0])):
                return True
        return False

    def _continues(self, row: SheetRow) -> bool:
        """A row with text in the narration column alone belongs to the line above."""
        if "narration" not in self.columns.by_meaning:
            return self._stands_under(row)
        text = self.columns.text(row, "narration")
        others = [column for column in row.cells if column != self.columns.by_meaning.get("narration") and row.text(column)]
        if not text or others or not self.lines:
            return False
        last = self.lines[-1]
        self.lines[-1] = replace(last, narration=f"{last.narration} {' '.join(text.split())}".strip())
        return True

    def _stands_under(self, row: SheetRow) -> bool:
        """Where no column has the words, those right under a line are its words. Words over the first line say that they stand over every one: they are left."""
        if any(column <= max(self.columns.headings) for column in row.cells):
            return False
        if not self.lines or self.words_over:
            self.words_over = True
            return False
        if row.number != max(self.below, self.lines[-1].row) + 1:
            return False
        line = self.lines[-1]
        words = " ".join(row.text(column) for column in sorted(row.cells))
        self.lines[-1], self.below = replace(line, narration=f"{line.narration} {' '.join(words.split())}".strip()), row.number
        return True

    def _amount(self, row: SheetRow, meaning: str, quiet: bool = False) -> tuple[Paise, bool] | None:
        """The amount of the cell. Raises ValueError when it is none or finer than a paisa, unless `quiet`."""
        cell = self.columns.cell(row, meaning)
        try:
            if cell is not None and isinstance(cell.value, float) and abs(cell.value * 100 - round(cell.value * 100)) > 0.001:
                raise ValueError(f"finer than a paisa: {cell.value!r}")
            return amount_of_cell(cell)
        except ValueError:
            if quiet:
                return None
            raise

    def _refuse(self, row: SheetRow, rule: str, sentence: str, column: str | None = None) -> None:
        self.refused.append(row.number)
        self.findings.append((row.number, self.pen.finding(rule, Severity.ERROR, sentence, row=row.number, column=column)))

    def _line(self, row: SheetRow, above: date | None = None) -> None:
        try:
            day = above or read_day(self.columns.cell(row, "day"), self.month_first)
        except ValueError as wrong:
            return self._refuse(row, "bank.date_invalid", f"row {row.number}: {wrong}; the line was left out.", self._letters("day"))
        try:
            value_day = read_day(self.columns.cell(row, "value_day"), self.month_first)
        except ValueError:
            value_day = None
        amounts: dict[str, tuple[Paise, bool] | None] = {}
        for meaning in ("out", "in", "amount", "balance"):
            try:
                amounts[meaning] = self._amount(row, meaning)
            except ValueError as wrong:
                return self._refuse(row, "bank.amount_invalid", f"row {row.number}: {wrong}; the line was left out.", self._letters(meaning))
        single, known, minus = self._single(row, amounts["amount"])
        out, into = (_size(amounts["out"]), _size(amounts["in"]))
        if self._is_total_by_sums(out, into) or self._not_done(row, amounts["balance"]):
            return None
        balance = self._balance(row, amounts["balance"])
        narration, reference = " ".join(self.columns.text(row, "narration").split()), self.columns.text(row, "reference")
        if out is None and into is None and single is None:
            if balance is not None and not self.lines and self.opening is None:
                self.opening = balance
                self._stated_at("opening", row)
            step = None if balance is None or not self.lines or self.lines[-1].balance is None else Paise(balance - self.lines[-1].balance)
            cuts = [glued_amount(text, step) for text in (narration, reference)] if step else [None, None]
            if cuts == [None, None]:
                return None
            narration, reference = (text if cut is None else cut for text, cut in zip((narration, reference), cuts, strict=True))
            single, known = step, True
        reference = "" if set(reference) <= set("-0. '") else reference.strip("'` ")
        assert day is not None
        if self.lines and self.closing is not None:
            # What was carried forward at the foot of a page is no closing balance.
            self.closing = None
        self.lines.append(Raw(row.number, day, value_day, narration, reference, out, into, single, known, balance, minus))
        return None

    def _balance(self, row: SheetRow, found: tuple[Paise, bool] | None) -> Paise | None:
        """The balance, money there positive: its side stands in the cell, in a column of its own, or as a minus."""
        if found is None:
            return None
        flag = self.columns.text(row, "balance_side").strip().lower()[:1]
        if flag in ("d", "c") and not found[1]:
            return Paise(-abs(found[0]) if flag == "d" else abs(found[0]))
        return balance_side(*found)

    def _letters(self, meaning: str) -> str | None:
        column = self.columns.by_meaning.get(meaning)
        return None if column is None else column_letters(column)

    def _single(self, row: SheetRow, found: tuple[Paise, bool] | None) -> tuple[Paise | None, bool, bool]:
        """One amount column: its side stands beside it, in a flag column, or as a minus. Whether it is known, and whether by a minus alone."""
        if found is None or {"in", "out"} <= set(self.columns.by_meaning):
            return None, False, False
        amount, sided = found
        if sided:
            return balance_side(amount, sided), True, False
        if side := side_of_words(self.columns.text(row, "side")):
            return Paise(side * abs(amount)), True, False
        return amount, amount < 0, amount < 0


def _size(found: tuple[Paise, bool] | None) -> Paise | None:
    """An amount in a withdrawal or deposit column: a Dr or Cr beside it repeats the column and is no sign."""
    if found is None or not found[0]:
        return None
    return Paise(abs(found[0])) if found[1] else found[0]


def read_sheet(pen: Pen, sheet: Sheet, columns: TableColumns, part: str, account: str = "") -> tuple[Extraction, ...]:
    """The statement of one sheet whose columns were found; `account` is whose rows they are, where a column says it."""
    around = read_surroundings([row for row in sheet.rows if row.number < columns.header_row])
    sheet, put_right = with_days_put_right(with_years(with_points(sheet, columns), columns, around), columns.by_meaning["day"], columns.header_row)
    if "value_day" in columns.by_meaning:
        sheet, _ = with_days_put_right(sheet, columns.by_meaning["value_day"], columns.header_row)
    body = [row for row in sheet.rows if row.number > columns.header_row]
    cells = [cell for row in body if (cell := columns.cell(row, "day")) is not None]
    # A spreadsheet's own days are proved already.
    days = [
        text for cell in cells if isinstance(cell.value, str) and (text := cell.value.strip()) and (looks_like_day(text) or looks_like_day_month_first(text))
    ]
    typed = any(isinstance(cell.value, date) for cell in cells)
    month_first = months_come_first(days)
    reader = _SheetReader(pen, columns, month_first)
    for row in body:
        reader.take(row)
    outside = [*(row for row in sheet.rows if row.number < columns.header_row), *reader.rest]
    around = read_surroundings(outside)
    if moved := {row.number for row in reader.rest if reader.has_money(row)}:
        # A line that could not be read may say in its words whose account the money came from: that is not the statement's.
        around.account = read_surroundings([row for row in outside if row.number not in moved]).account
    if put_right:
        reader.findings.append((columns.header_row, pen.finding("bank.days_put_right", Severity.WARNING, f"{put_right}.", row=columns.header_row)))
    if month_first:
        sentence = "its dates cannot all be read day first, so they were read month first."
        reader.findings.append((columns.header_row, pen.finding("bank.month_first", Severity.WARNING, sentence, row=columns.header_row)))
    elif not typed and months_may_come_first(days) and not _within(around, reader.lines):
        sentence = "its dates can be read with the day or with the month first; the day was taken first."
        reader.findings.append((columns.header_row, pen.finding("bank.dates_either", Severity.WARNING, sentence, row=columns.header_row)))
    around.account = account or around.account
    statement = _statement(pen, columns, reader, around)
    taken = {line.row for line in reader.lines}
    told = column_currencies(columns, [row for row in body if row.number in taken])
    if len(codes := set(told.values())) == 1:
        # Several say nothing of the account: a card's purchases abroad are billed in one.
        statement.currency = statement.currency or codes.pop()
    elif codes:
        reader.findings += mixed_currencies(pen, columns, statement, told)
    return to_extractions(pen, (statement,), READER, reader.findings, part)


def _within(around: Surroundings, lines: Sequence[Raw]) -> bool:
    """Whether the span that the paper states proves the days as they were read."""
    first, last = around.first_day, around.last_day
    return first is not None and last is not None and all(first <= line.day <= last for line in lines)


def _statement(pen: Pen, columns: TableColumns, reader: _SheetReader, around: Surroundings) -> Statement:
    opening = reader.opening if reader.opening is not None else around.opening
    closing = reader.closing if reader.closing is not None else around.closing
    if is_owed(columns, around, reader.lines, opening):
        reader.lines = [replace(line, balance=None if line.balance is None else Paise(-line.balance)) for line in reader.lines]
        opening, closing = (None if each is None else Paise(-each) for each in (opening, closing))
    lines, swapped, unsigned = order_and_sides(reader.lines, opening)
    head = columns.header_row
    if swapped:
        sentence = "its balances fit where its withdrawal and deposit columns are exchanged, and so they were read."
        if around.account or around.ifsc or around.bank:
            sentence += " They fit as well where the balance is what is owed to the bank and no Dr says so: say which it is."
        else:
            sentence += " It names no bank and no account, and a ledger or a party's statement is written so: say what it is."
        reader.findings.append((head, pen.finding("bank.columns_swapped", Severity.ERROR, sentence, row=head)))
    if unsigned:
        size = sum(abs(line.single or 0) for line in unsigned)
        rows = ", ".join(str(line.row) for line in unsigned[:20])
        sentence = f"nothing shows whether the amounts of {len(unsigned)} lines went in or out (rows {rows}); they were left out."
        reader.findings.append((head, pen.finding("bank.unsigned", Severity.ERROR, sentence, amount=size, row=head)))
    if netted := [line for line in lines if line.out and line.into]:
        size = sum(min(abs(line.out or 0), abs(line.into or 0)) for line in netted)
        rows = ", ".join(str(line.row) for line in netted[:20])
        sentence = f"{len(netted)} of its lines have a withdrawal and a deposit (rows {rows}); each was taken as one amount, the difference: see whether it is two movements."
        reader.findings.append((head, pen.finding("bank.both_sides", Severity.WARNING, sentence, amount=size, row=netted[0].row)))
    statement = Statement(around.account, around.ifsc, around.bank, around.currency, opening, closing, around.first_day, around.last_day, head)
    foreign = {
        code for meaning in ("out", "in", "amount", "balance") if (code := heading_currency(columns.headings.get(columns.by_meaning.get(meaning, -1), "")))
    }
    statement.currency = (
        statement.currency
        or (foreign.pop() if len(foreign) == 1 else "")
        or ("INR" if around.ifsc or any("inr" in heading.lower() for heading in columns.headings.values()) else "")
    )
    statement.places = {
        field: (row, column_letters(column))
        for name, fields in _STATED.items()
        if (spot := reader.places.get(name) or around.places.get(name))
        for field in fields
        for row, column in [spot]
    }
    statement.unread = len(reader.refused) + len(unsigned)
    statement.left_out = (*reader.refused, *(each.row for each in unsigned))
    statement.lines = [
        BankLine(pen.place(line.row), line.day, line.narration, line.amount(swapped), line.reference, line.value_day, line.balance) for line in lines
    ]
    if closing is not None and opening is None and lines and lines[-1].balance is not None and lines[-1].balance != closing:
        sentence = f"its last line shows the balance {rupee_text(lines[-1].balance)}, the stated closing balance is {rupee_text(closing)}."
        gap = closing - lines[-1].balance
        reader.findings.append((lines[-1].row, pen.finding("bank.totals_mismatch", Severity.ERROR, sentence, amount=gap, row=lines[-1].row)))
    return statement


_STATED = {
    "account": ("account_number",), "ifsc": ("ifsc",), "bank": ("bank",), "currency": ("currency",), "first_day": ("period_from", "period_to"),
    "opening": ("opening_balance",), "closing": ("closing_balance",),
}  # fmt: skip
"""What stands around a table, and the fields that say it."""
