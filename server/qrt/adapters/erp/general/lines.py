"""The rows of a table as lines of vouchers: each row once, as a line, a heading, a total, a balance or a note."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from qrt.adapters.erp.general.foreign import RUPEES_MISSING, foreign_alone, rule_of_fault
from qrt.adapters.erp.general.heads import LEDGER_HEAD, is_ledger_head
from qrt.adapters.erp.general.taking import CANCELLED, Columns
from qrt.adapters.erp.general.values import Amount, looks_like_date, looks_like_money, read_amount, read_day, read_rate
from qrt.core.base.money import Paise
from qrt.core.documents.cells import SheetRow, column_letters
from qrt.core.documents.headings import POSTING_KEYS, SIDE_WORDS, plain_heading
from qrt.core.documents.row_labels import is_balance_row, is_carried, is_grand_total, is_note, is_total

_CODE_FIRST = re.compile(r"^([\d][\d.\-/]*)\s*(?:[-–:·|]\s*|\s+)(\S.*)$")
_TOTAL_OF = re.compile(r"^(?:sub)?(?:total|totaal|suma|summe|कुल|योग)\b", re.IGNORECASE)
"""In a ledger form, a row without date and number that begins so adds up the ledger it names."""


@dataclass(frozen=True, slots=True)
class Money:
    """How a reading takes the amount of a row.

    how    "pair" (debit and credit), "signed", "flipped" (signed, credit positive), "side" (amount with an indicator), "key" (with a posting key)
    first  column of the debit or the amount; `second` that of the credit, indicator or key
    """

    how: str
    first: int
    second: int | None = None
    credits_signed: bool = False
    storno: bool = False


@dataclass(slots=True)
class Line:
    """One row that moves a ledger. `faults` are cells that could not be read: a voucher with one cannot be believed."""

    row: int
    day: date | None
    number: str
    type_name: str
    branch: str
    ledger: str
    code: str
    party: str
    narration: str
    reference: str
    column: int = 0
    amount: Paise = Paise(0)
    empty: bool = True
    carried: bool = False
    dated: bool = True
    cost_centre: str = ""
    tax_code: str = ""
    due_day: date | None = None
    reference_day: date | None = None
    bill: str = ""
    bill_kind: str = ""
    gstin: str = ""
    place_of_supply: str = ""
    currency: str = ""
    foreign: Paise | None = None
    rate: Decimal | None = None
    cancelled: bool = False
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    block: int = 0
    ids: dict[int, str] = field(default_factory=dict)
    unposted: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """A row that adds up others: its amounts by column. `grand` where it says so, `section` the ledger it closes."""

    row: int
    label: str
    amounts: dict[int, Amount]
    grand: bool
    section: str = ""


@dataclass(slots=True)
class Lines:
    """All rows of a table, each once."""

    lines: list[Line] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    stray: list[tuple[int, str, str]] = field(default_factory=list)
    sections: bool = False


class LineReader:
    """Goes down the rows of one table once, for one choice of the number column and the money."""

    def __init__(self, columns: Columns, money: Money, number: int | None, *, sections: bool) -> None:
        self.columns, self.money, self.number, self.by_section = columns, money, number, sections
        self.account, self.code = columns.one("account"), columns.one("account_code")
        self.numbers = columns.all("number")
        self.money_columns = sorted({money.first, *((money.second,) if money.how == "pair" and money.second is not None else ())})
        self.section = self.section_code = ""
        self.above: Line | None = None
        self.block = 0
        self.last_row = 0

    def read(self, rows: Sequence[SheetRow]) -> Lines:
        made = Lines(sections=self.by_section)
        if self.by_section:
            # The first ledger is named above the header, which each ledger repeats.
            for row in self.columns.table.preamble:
                if is_ledger_head(row):
                    self._begin_section(row)
        for row in rows:
            gap = row.number - self.last_row > 1
            self.last_row = row.number
            self._take(row, made, gap)
        return made

    def _text(self, row: SheetRow, *meanings: str) -> str:
        for column in self.columns.all(*meanings):
            if text := " ".join(row.text(column).split()):
                return text
        return ""

    def _label(self, row: SheetRow) -> str:
        """The first words of a row that are not in an amount's column."""
        numeric = {*self.money_columns, *self.columns.all("balance", "foreign_debit", "foreign_credit", "foreign_amount")}
        for column in sorted(row.cells):
            cell = row.cells[column]
            if column not in numeric and isinstance(cell.value, str) and not looks_like_money(cell):
                return " ".join(cell.text.split())
        return ""

    def _take(self, row: SheetRow, made: Lines, gap: bool) -> None:
        label = self._label(row)
        number = row.text(self.number) if self.number is not None else ""
        day_column = self.columns.one("date")
        day_text = row.text(day_column) if day_column is not None else ""
        filled = [column for column in self.money_columns if row.text(column)]
        loose = not number or number == label
        if loose and (not day_text or day_text == label) and is_note(label) and not (filled and self._ledger(row)[0]):
            return
        adds_up = is_total(label) or (self.by_section and bool(_TOTAL_OF.match(label)))
        if (loose and label and (not day_text or day_text == label) and adds_up) or (day_text and not number and filled and self._totals_a_day(row)):
            made.totals.append(self._total(row, label))
            return
        states = (not day_text or day_text == label) and is_balance_row(label)
        if (states or is_balance_row(self._text(row, "narration", "type", "number"))) and not self._names_account(row):
            if self.by_section and (name := self._ledger(row)[0]) and not is_balance_row(name):
                # The ledger stands on the row of its opening balance, its lines leave the column blank.
                self.section, self.section_code = name, self._ledger(row)[1]
            return
        if not filled:
            self._without_money(row, made, label, day_text, number, gap)
            return
        self._line(row, made, day_text, number, label, gap)

    def _totals_a_day(self, row: SheetRow) -> bool:
        """A row with a day, without number and ledger, one of whose texts says that it adds up."""
        name = self._ledger(row)[0]
        return (not name or is_total(name)) and any(is_total(cell.value) for cell in row.cells.values() if isinstance(cell.value, str))

    def _total(self, row: SheetRow, label: str) -> Total:
        amounts = {}
        for column in self.money_columns:
            try:
                if found := read_amount(row.cells.get(column), self.columns.styles.get(column, "")):
                    amounts[column] = found
            except ValueError:
                continue
        # In a ledger form each account has a total; only one that says so adds up everything.
        grand = is_grand_total(label) and not (self.by_section and plain_heading(label) in ("total", "totals", "summe", "totaal", "suma", "totaux"))
        return Total(row.number, label, amounts, grand, self.section)

    def _without_money(self, row: SheetRow, made: Lines, label: str, day_text: str, number: str, gap: bool) -> None:
        name, code = self._ledger(row)
        named = bool(name) or (self.by_section and bool(self.section))
        if (day_text or number or self.above is not None) and named and not any(self.columns.state(row)) and (alone := foreign_alone(self.columns, row)):
            # A line of foreign money that nobody put into rupees: its voucher cannot be believed without it.
            line = self._new_line(row, day_text, number, gap)
            line.ledger, line.code = (self.section, self.section_code) if self.by_section and not name else (name, code)
            line.faults.append((alone[0], RUPEES_MISSING, alone[1]))
            line.column = alone[0]
            made.lines.append(line)
            self.above = line
            return
        texts = [" ".join(row.text(column).split()) for column in sorted(row.cells) if isinstance(row.cells[column].value, str)]
        account = self._ledger(row)[0]
        if self.by_section and (not day_text or day_text == label) and texts and (not number or number == label or len(row.cells) <= 3):
            self._begin_section(row)
            return
        cell = row.cells.get(self.columns.one("date") or 0)
        if not number and day_text and (cell is None or not looks_like_date(cell)):
            return
        if day_text or number:
            # The head of a voucher whose lines stand below it.
            line = self._new_line(row, day_text, number, gap)
            if not account or not self.by_section:
                line.empty = True
                line.cancelled, line.unposted = self.columns.state(row)
                line.cancelled |= bool(CANCELLED.search(" ".join(texts)))
                made.lines.append(line)
                self.above = line
            return
        if self.above is not None and texts and not gap and len(texts) <= 2 and not self.by_section and not account:
            self.above.narration = f"{self.above.narration}\n{' '.join(texts)}".strip()

    def _adds_up(self, row: SheetRow, made: Lines) -> bool:
        """An unnamed row with amounts alone adds up what stands above it: both sides equal, or nil, or the sum so far. It is no line of its own."""
        total = self._total(row, "")
        sizes = [abs(amount.size) for amount in total.amounts.values()]
        sums = {abs(sum(line.amount for line in made.lines)), sum(line.amount for line in made.lines if line.amount > 0), 0}
        fits = len(sizes) == 2 and sizes[0] == sizes[1] if self.money.how == "pair" else len(sizes) == 1 and sizes[0] in sums
        if fits:
            made.totals.append(total)
        return fits

    def _begin_section(self, row: SheetRow) -> None:
        """A row that names the ledger of the rows below it."""
        cells = [" ".join(row.text(column).split()) for column in sorted(row.cells) if column not in self.columns.all("balance", "debit", "credit", "amount")]
        head = next((position for position, text in enumerate(cells) if LEDGER_HEAD.match(text)), None)
        if head is not None:
            # What else stands in the row of "Account: 1000 Cash" is no part of the name, unless the name itself stands in the next cell.
            cells = cells[head:] if not LEDGER_HEAD.sub("", cells[head]).strip(" :-–") else cells[head : head + 1]
        joined = " ".join(cells)
        body = LEDGER_HEAD.sub("", joined).strip(" :-–")
        if not body or is_total(joined) or is_note(joined):
            return
        code, name = "", body
        if found := _CODE_FIRST.match(body):
            code, name = found.group(1), found.group(2).strip()
        self.section, self.section_code = name, code
        self.above = None

    def _names_account(self, row: SheetRow) -> bool:
        """A row of a ledger whose name is no balance's; a line that says "balance" in its text is a line all the same."""
        name = self._ledger(row)[0]
        return not self.by_section and bool(name) and not is_balance_row(name)

    def _ledger(self, row: SheetRow) -> tuple[str, str]:
        name, inner = self.columns.ledger(row, self.account) if self.account is not None else ("", "")
        code = " ".join(row.text(self.code).split()) if self.code is not None else ""
        return name or code, code or inner

    def _new_line(self, row: SheetRow, day_text: str, number: str, gap: bool) -> Line:
        day, faults = None, []
        day_column = self.columns.one("date")
        if day_column is not None and day_text:
            try:
                day = read_day(row.cells.get(day_column), self.columns.month_first.get(day_column, False))
            except ValueError as wrong:
                faults.append((day_column, "register.date_invalid", f"{day_text!r} in column {column_letters(day_column)} is no date ({wrong})"))
        ids = {column: text for column in self.numbers if (text := row.text(column))} if len(self.numbers) > 1 else {}
        above = self.above
        continues = not day_text and not number and above is not None
        if day_text or number or gap or above is None:
            self.block += 1
        line = Line(
            row.number, day, number, self._text(row, "type"), self._text(row, "branch"), "", "", self._text(row, "party"), self._text(row, "narration"), self._text(row, "reference"),
            faults=faults, block=self.block, dated=bool(day_text), ids=ids,
        )  # fmt: skip
        if continues and above is not None:
            line.carried = True
            line.day, line.number = above.day, above.number
            line.block = above.block
            line.type_name = line.type_name or above.type_name
            line.branch = line.branch or above.branch
            line.party = line.party or above.party
        elif above is not None and number and not day_text and number == above.number:
            line.day, line.carried, line.type_name, line.branch = above.day, True, line.type_name or above.type_name, line.branch or above.branch
        elif (
            above is not None and day_text and not number and self.number is not None and above.number and day == above.day and not self.by_section and not gap
        ):
            # A day on every line, the number on the first line of a voucher alone.
            line.number, line.carried = above.number, True
            line.type_name = line.type_name or above.type_name
        return line

    def _line(self, row: SheetRow, made: Lines, day_text: str, number: str, label: str, gap: bool) -> None:
        name, code = self._ledger(row)
        if self.by_section:
            if name and name not in (number, day_text):
                self.section, self.section_code = name, code
            name, code = self.section, self.section_code
        if not name:
            if day_text or number:
                line = self._new_line(row, day_text, number, gap)
                line.faults.append((self.money_columns[0], "register.amount_without_ledger", "an amount stands without a ledger"))
                self._fill(line, row)
                made.lines.append(line)
                self.above = line
            elif not self._adds_up(row, made):
                made.stray.append((row.number, label, "amounts without date, number and ledger"))
            return
        if (is_total(name) or is_carried(name)) and not number:
            made.totals.append(self._total(row, name))
            return
        line = self._new_line(row, day_text, number, gap)
        line.ledger, line.code = name, code
        if self.above is not None and line.carried and self.above.empty and self.above.row != line.row and not self.above.ledger:
            line.narration = line.narration or self.above.narration
        self._fill(line, row)
        if line.empty and not line.faults:
            return
        made.lines.append(line)
        self.above = line

    def _fill(self, line: Line, row: SheetRow) -> None:
        try:
            found = self._amount(row, line)
        except ValueError as wrong:
            line.faults.append((line.column, rule_of_fault(wrong), f"cell {column_letters(line.column)}{row.number} holds no usable amount: {wrong}"))
            line.empty = False
            found = None
        if found is not None:
            line.amount, line.empty = found, False
        line.cost_centre, line.tax_code = self._text(row, "cost_centre"), self._text(row, "tax_code")
        line.gstin, line.place_of_supply = self._text(row, "party_gstin").upper(), self._text(row, "place_of_supply")
        line.cancelled, line.unposted = self.columns.state(row)
        line.due_day, line.reference_day = self._extra_day(row, "due_date"), self._extra_day(row, "document_date")
        self._foreign(line, row)

    def _extra_day(self, row: SheetRow, meaning: str) -> date | None:
        column = self.columns.one(meaning)
        if column is None or column == self.columns.one("date"):
            return None
        try:
            return read_day(row.cells.get(column), self.columns.month_first.get(column, False))
        except ValueError:
            return None

    def _read(self, row: SheetRow, column: int, line: Line | None = None) -> Amount | None:
        """The amount of a cell; without a line, of a column of foreign money."""
        if line is not None:
            line.column = column
        return read_amount(row.cells.get(column), self.columns.styles.get(column, ""), foreign=line is None)

    def _amount(self, row: SheetRow, line: Line) -> Paise | None:
        return self._of(row, self.money, line)

    def _of(self, row: SheetRow, money: Money, line: Line | None = None) -> Paise | None:
        first = self._read(row, money.first, line)
        if money.how == "pair":
            assert money.second is not None
            second = self._read(row, money.second, line)
            if first is None and second is None:
                return None
            debit = 0 if first is None else first.signed if first.side else first.size
            credit = 0 if second is None else -second.signed if second.side else -second.size if money.credits_signed else second.size
            if line is not None and first is not None and first.size:
                line.column = money.first
            return Paise(debit - credit)
        if first is None:
            return None
        if money.how in ("signed", "flipped"):
            return Paise(-first.signed) if money.how == "flipped" and not first.side else first.signed
        assert money.second is not None
        said = row.text(money.second)
        words = SIDE_WORDS if money.how == "side" else POSTING_KEYS
        side = words.get(said.strip().casefold() if money.how == "side" else said.strip().zfill(2))
        if side is None:
            if not first.size:
                return Paise(0)
            raise ValueError(f"column {column_letters(money.second)} says {said!r} and not whether it is a debit or a credit")
        return Paise(side * (first.size if money.storno else abs(first.size)))

    def _foreign(self, line: Line, row: SheetRow) -> None:
        currency = self._text(row, "currency").upper().strip(". ")
        if not re.fullmatch(r"[A-Z]{3}", currency) or currency == "INR":
            return
        debit, credit, amount = self.columns.one("foreign_debit"), self.columns.one("foreign_credit"), self.columns.one("foreign_amount")
        try:
            if debit is not None and credit is not None:
                size = self._of(row, Money("pair", debit, credit))
            elif amount is not None:
                found = self._read(row, amount)
                size = abs(found.size) if found else None
            else:
                return
            rate = read_rate(row.cells.get(column), self.columns.styles.get(column, "")) if (column := self.columns.one("rate")) is not None else None
        except ValueError:
            return
        if not size or not line.amount:
            return
        sign = 1 if line.amount > 0 else -1
        line.currency, line.foreign = currency, Paise(sign * abs(size))
        line.rate = rate or round(Decimal(abs(line.amount)) / Decimal(abs(size)), 6)
