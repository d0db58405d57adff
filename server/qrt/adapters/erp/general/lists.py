"""Lists that are no vouchers: chart of accounts, open bills, statements that parties sent, exchange rates."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from qrt.adapters.erp.general.bill_words import LESS_OWED, LESS_OWING, bill_number, is_unsigned, settled_status
from qrt.adapters.erp.general.books import READER, VERSION, Notes, abstained, check_headings
from qrt.adapters.erp.general.foreign import foreign_fault
from qrt.adapters.erp.general.heads import head_fields, heads_of
from qrt.adapters.erp.general.taking import Columns, column_fields
from qrt.adapters.erp.general.values import Amount, looks_like_date, read_amount, read_day, read_rate
from qrt.core.base.finding import Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.cells import Cell, Sheet, SheetRow, column_letters
from qrt.core.documents.dates import parse_day
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.headings import SIDE_WORDS, plain_heading
from qrt.core.documents.row_labels import is_balance_row, is_note, is_total
from qrt.core.documents.types import DocumentKind, Extraction, MasterRow, OpenBillRow, Paper, PartyLine, RateRow, Row
from qrt.core.documents.voucher_words import base_kind_of_type

_PAYABLE = re.compile(
    r"\b(payables?|creditors?|vendors?|suppliers?|ap|a p|kreditor\w*|lieferant\w*|fournisseurs?|proveedor\w*|crediteur\w*|leverancier\w*|verbindlichkeiten|विक्रेता|देय|आपूर्तिकर्ता)\b"
)
_RECEIVABLE = re.compile(
    r"\b(receivables?|debtors?|customers?|ar|a r|debitor\w*|kunden?|kundenname|clients?|cliente\w*|debiteur\w*|klant\w*|forderungen|ग्राहक|प्राप्य)\b"
)
_EMPTY = Cell("")
_UNITS = re.compile(r"\b(?:per\s*)?(1|10|100|1000)\b")
_AS_ON = re.compile(r"(?:as\s+(?:on|at|of)|per|au|am|stand|zum|al|op|दिनांक)\s*:?\s*(.{6,18})$", re.IGNORECASE)


def _done(pen: Pen, notes: Notes, columns: Columns, kind: DocumentKind, rows: Sequence[Row], part: str) -> Extraction:
    heads = heads_of(columns.table.preamble)
    if not rows:
        return abstained(pen, notes, columns, heads, kind, "no row of it could be read", part)
    fields = [*head_fields(pen, heads), *column_fields(pen, columns, sure=True)]
    if day := _as_on(columns):
        fields.append(pen.field("as_on", day.isoformat()))
    return Extraction(pen.paper.sha256, kind, 0.9, READER, VERSION, part=part, fields=by_name(fields), rows=tuple(rows), findings=notes.sorted())


def _begin(paper: Paper, sheet: Sheet, columns: Columns) -> tuple[Pen, Notes]:
    pen = Pen(paper, sheet.name or None)
    notes = Notes(pen)
    check_headings(notes, columns)
    return pen, notes


def _text(columns: Columns, row: SheetRow, *meanings: str) -> str:
    return next((text for column in columns.all(*meanings) if (text := " ".join(row.text(column).split()))), "")


def _label(row: SheetRow) -> str:
    return next((row.text(column) for column in sorted(row.cells) if isinstance(row.cells[column].value, str)), "")


def _day(notes: Notes, columns: Columns, row: SheetRow, meaning: str, *, needed: bool) -> date | None:
    column = columns.one(meaning)
    if column is None:
        return None
    try:
        return read_day(row.cells.get(column), columns.month_first.get(column, False))
    except ValueError as wrong:
        letters = column_letters(column)
        severity = Severity.ERROR if needed else Severity.WARNING
        notes.add(
            row.number, "register.date_invalid", severity, f"row {row.number}: {row.text(column)!r} in column {letters} is no date ({wrong}).", column=letters
        )
        return None


def _money(notes: Notes, columns: Columns, row: SheetRow, column: int) -> Amount | None:
    try:
        return read_amount(row.cells.get(column), columns.styles.get(column, ""))
    except ValueError as wrong:
        letters = column_letters(column)
        notes.add(
            row.number,
            "register.amount_unreadable",
            Severity.ERROR,
            f"cell {letters}{row.number} holds no usable amount: {wrong}; the row was left out.",
            column=letters,
        )
        return None


def _as_on(columns: Columns) -> date | None:
    for row in columns.table.preamble:
        for cell in row.cells.values():
            if isinstance(cell.value, date):
                return cell.value
            if found := _AS_ON.search(" ".join(cell.text.split())):
                try:
                    return parse_day(found.group(1).strip(" ().:"))
                except ValueError:
                    continue
    return None


def read_chart(paper: Paper, sheet: Sheet, columns: Columns, part: str) -> Extraction:
    """A list of accounts as masters. A row that others name as their parent is a group."""
    pen, notes = _begin(paper, sheet, columns)
    found: list[MasterRow] = []
    parents = {plain_heading(row.text(column)) for column in columns.all("group") for row in columns.table.body}
    for row in columns.table.body:
        code, name = _text(columns, row, "account_code"), _text(columns, row, "account")
        label = _label(row)
        if not (name or code) or is_note(label) or (is_total(label) and not code):
            continue
        group = _text(columns, row, "group") or _text(columns, row, "nature", "type")
        aliases = tuple(each for each in (code, _text(columns, row, "alias")) if each and each != name)
        days = re.search(r"\d+", _text(columns, row, "credit_days"))
        found.append(
            MasterRow(
                pen.place(row.number), name or code, group, is_group=plain_heading(name) in parents and bool(name), gstin=_text(columns, row, "party_gstin").upper(), pan=_text(columns, row, "pan").upper(),
                msme=_size(_text(columns, row, "msme")),
                udyam=_text(columns, row, "udyam").upper(),
                state=_text(columns, row, "state"), opening=_opening(notes, columns, row), aliases=aliases, credit_days=int(days.group()) if days else None,
            )
        )  # fmt: skip
    return _done(pen, notes, columns, DocumentKind.CHART_OF_ACCOUNTS, found, part)


def _size(text: str) -> str:
    found = re.search(r"micro|small|medium", text.casefold())
    return found.group() if found else ""


def _opening(notes: Notes, columns: Columns, row: SheetRow) -> Paise | None:
    debit, credit, net = columns.one("opening_debit"), columns.one("opening_credit"), columns.one("opening", "balance")
    if debit is not None and credit is not None:
        one, other = _money(notes, columns, row, debit), _money(notes, columns, row, credit)
        return Paise((abs(one.size) if one else 0) - (abs(other.size) if other else 0)) if one or other else None
    if net is None:
        return None
    amount = _money(notes, columns, row, net)
    if amount is None:
        return None
    side = next((SIDE_WORDS.get(row.text(column).casefold()) for column in columns.all("side")), None)
    return Paise(side * abs(amount.size)) if side else amount.signed


def read_open_bills(paper: Paper, sheet: Sheet, columns: Columns, part: str) -> Extraction:
    """Bills that are open. Whether they are owed to us or by us is said by Dr and Cr, by the title, or by what the parties are called."""
    pen, notes = _begin(paper, sheet, columns)
    money = columns.one("open", "amount", "balance", "closing", "gross")
    pair = (columns.one("debit"), columns.one("credit")) if not columns.has("open") else (None, None)
    side = _owed(columns)
    by_minus = side < 0 and money is not None and _minus_is_credit(columns, money)
    by_type = money is not None and pair == (None, None) and is_unsigned(columns, money)
    turned: list[int] = []
    found: list[OpenBillRow] = []
    party = ""
    unsided = False
    for row in columns.table.body:
        label = _label(row)
        if is_total(label) or is_note(label) or is_balance_row(label):
            continue
        bill, own = bill_number(columns, row), _text(columns, row, "party", "account")
        if not bill or (own and not any(row.text(column) for column in {money, *pair} if column is not None)):
            # A party with its bills below it.
            party = own or (label if len(row.cells) <= 2 and not bill else party)
            continue
        amount = _open_amount(notes, columns, row, money, pair, 1 if by_minus else side)
        if amount is None:
            unsided |= side == 0 and money is not None
            continue
        counted = next((column for column in (money, *pair) if column is not None and row.text(column)), None)
        if counted is not None and (fault := foreign_fault(columns, row, counted, filled=True)):
            rule, cause, named = fault
            notes.add(row.number, rule, Severity.BLOCKING, f"row {row.number}, bill {bill}: {cause}; it was left out.", abs(amount), column_letters(named))
            continue
        if settled := settled_status(columns, row):
            sentence = f"row {row.number}: bill {bill} is marked {settled!r} and has an amount that is open; it was left out."
            notes.add(row.number, "register.bill_settled", Severity.WARNING, sentence, abs(amount))
            continue
        if by_type and base_kind_of_type(_text(columns, row, "type", "bill_kind")) in (LESS_OWED if amount > 0 else LESS_OWING):
            amount = Paise(-amount)
            turned.append(row.number)
        name = own or party
        if not name:
            notes.add(row.number, "register.row_stray", Severity.WARNING, f"row {row.number}: bill {bill} names no party; it was not taken.", amount)
            continue
        found.append(
            OpenBillRow(
                pen.place(row.number, column_letters(money or 0)),
                name,
                bill,
                amount,
                _day(notes, columns, row, "date", needed=False),
                _day(notes, columns, row, "due_date", needed=False),
            )
        )
    if unsided and not found:
        return abstained(
            pen, notes, columns, heads_of(columns.table.preamble), DocumentKind.OPEN_BILLS, "nothing says whether its bills are receivable or payable", part
        )
    if turned:
        sentence = f"none of its amounts has a sign: {len(turned)} of its rows (row {turned[0]} first) were read as what is owed less, by their type."
        notes.add(turned[0], "register.sign_by_type", Severity.WARNING, sentence)
    if side > 0 and len(found) >= MINUS_LEAST and money is not None and all(each.amount < 0 for each in found):
        sentence = "it lists what is receivable, and all of its amounts are below nothing: look whether its program writes a debit with a minus."
        notes.add(columns.table.header[-1], "register.sign_unclear", Severity.WARNING, sentence)
    if by_minus and found:
        sentence = "it lists what is payable, and most of its amounts have a minus, which was read as credit: a bill that is owed. Check one vendor."
        notes.add(columns.table.header[-1], "register.sign_by_minus", Severity.WARNING, sentence)
    _check_total(notes, columns, money, found)
    return _done(pen, notes, columns, DocumentKind.OPEN_BILLS, found, part)


MINUS_LEAST = 2
"""Rows of a list of payables that must have a minus before it is how the program writes a credit: one alone is an advance."""


def _minus_is_credit(columns: Columns, money: int) -> bool:
    """Whether a list of payables writes what is owed with a minus, as programs do that keep a credit negative: most of its rows, and all of them together."""
    sizes: list[int] = []
    for row in columns.table.body:
        if is_total(_label(row)) or is_note(_label(row)) or is_balance_row(_label(row)):
            continue
        try:
            amount = read_amount(row.cells.get(money), columns.styles.get(money, ""))
        except ValueError:
            continue
        if amount and amount.side:
            return False
        sizes.append(amount.size if amount else 0)
    below = sum(1 for size in sizes if size < 0)
    return below >= MINUS_LEAST and below > sum(1 for size in sizes if size > 0) and sum(sizes) < 0


def _owed(columns: Columns) -> int:
    """+1 for bills receivable, -1 for payable, 0 when neither title nor headings say it."""
    words = [plain_heading(row.text(column)) for row in columns.table.preamble for column in row.cells]
    for texts in (words, [plain_heading(heading) for heading in columns.table.headings.values()]):
        payable = any(_PAYABLE.search(text) for text in texts)
        receivable = any(_RECEIVABLE.search(text) for text in texts)
        if payable != receivable:
            return -1 if payable else 1
    return 0


def _open_amount(notes: Notes, columns: Columns, row: SheetRow, money: int | None, pair: tuple[int | None, int | None], side: int) -> Paise | None:
    if pair[0] is not None and pair[1] is not None and (row.text(pair[0]) or row.text(pair[1])):
        debit, credit = _money(notes, columns, row, pair[0]), _money(notes, columns, row, pair[1])
        return Paise((debit.size if debit else 0) - (credit.size if credit else 0))
    if money is None:
        return None
    amount = _money(notes, columns, row, money)
    if amount is None or not amount.size:
        return None
    if amount.side:
        return amount.signed
    said = next((SIDE_WORDS.get(row.text(column).casefold()) for column in columns.all("side")), None)
    # A minus in a list of one side is a bill of the other: a credit note, an advance.
    return Paise(said * abs(amount.size)) if said else Paise(side * amount.size) if side else None


def _check_total(notes: Notes, columns: Columns, money: int | None, rows: Sequence[OpenBillRow]) -> None:
    totals = [row for row in columns.table.body if is_total(_label(row)) and money is not None and row.text(money)]
    if not totals or money is None:
        return
    theirs = _money(notes, columns, totals[-1], money)
    ours = sum(row.amount for row in rows)
    if theirs is not None and abs(theirs.size) != abs(ours):
        sentence = f"the total in row {totals[-1].number} is {rupee_text(Paise(abs(theirs.size)))} on the paper and {rupee_text(Paise(abs(ours)))} by its rows."
        notes.add(totals[-1].number, "register.total_mismatch", Severity.ERROR, sentence, abs(ours) - abs(theirs.size), column_letters(money))


_WHAT = {"purchase": "invoice", "sales": "invoice", "payment": "payment", "receipt": "payment", "credit_note": "credit_note", "debit_note": "debit_note"}


_PAID = frozenset({"payment", "credit_note", "tds"})
_CARRIED = re.compile(r"(?:balance |bal )?(?:b f|b d|bf|bd|brought (?:forward|down|over))")
RISES_LEAST = 2
"""Rows that must show which way a balance goes before it says whose paper that is."""


def read_party_statement(paper: Paper, sheet: Sheet, columns: Columns, part: str) -> Extraction:
    """What a party's books say of us, turned to our side: their debit is our credit. Proven by its running balance where it has one."""
    pen, notes = _begin(paper, sheet, columns)
    debit, credit, net, balance = columns.one("debit"), columns.one("credit"), columns.one("amount"), columns.one("balance", "closing", "open")
    found: list[PartyLine] = []
    before: int | None = None
    by_type = net is not None and (debit is None or credit is None) and is_unsigned(columns, net)
    turned: list[int] = []
    lost = False
    turn = _balance_sign(columns, debit, credit, net, balance)
    for row in columns.table.body:
        label = _label(row)
        text = " ".join(filter(None, (_text(columns, row, "type"), _text(columns, row, "narration", "particulars", "account"))))
        states = is_balance_row(label) or is_balance_row(text) or is_total(label) or is_note(label)
        day = None if states and not looks_like_date(row.cells.get(columns.one("date") or 0, _EMPTY)) else _day(notes, columns, row, "date", needed=True)
        theirs = _their_amount(notes, columns, row, debit, credit, net)
        stands = _money(notes, columns, row, balance) if balance is not None else None
        carried = not found and any(_CARRIED.fullmatch(plain_heading(each)) for each in (label, text))
        opening = carried or is_balance_row(label) or is_balance_row(text)
        if by_type and theirs and not opening and _what(text, theirs) in _PAID:
            theirs = -theirs
            turned.append(row.number)
        counted = next((column for column in (debit, credit, net, balance) if column is not None and row.text(column)), None)
        if counted is not None and (theirs or stands) and (fault := foreign_fault(columns, row, counted, filled=True)):
            rule, cause, named = fault
            notes.add(row.number, rule, Severity.BLOCKING, f"row {row.number}: {cause}; it was left out.", abs(theirs or 0), column_letters(named))
            continue
        if opening and re.search(r"open|begin|initial|anfang|vortrag|inicial|forward|b f|b d|brought", plain_heading(f"{label} {text}")):
            size = turn * stands.signed if stands else theirs
            if size:
                opened = PartyLine(pen.place(row.number), day or _first_day(columns), "", text or label, Paise(-size), "opening", Paise(-size))
                found.append(opened)
                before = size
            elif stands is None and theirs is None:
                sentence = f"row {row.number}: no amount of the balance that it opens with is known; it was not taken."
                notes.add(row.number, "party.amount_unknown", Severity.WARNING, sentence)
            continue
        if theirs is None and day is not None and stands is not None and (before is None or abs(stands.signed) != abs(before)):
            lost = True
            sentence = f"row {row.number}: its balance moves and no amount of it is known; it was not taken."
            notes.add(row.number, "party.amount_unknown", Severity.ERROR, sentence)
        if opening or is_total(label) or is_note(label) or theirs is None:
            continue
        if day is None:
            notes.add(row.number, "register.date_missing", Severity.ERROR, f"row {row.number} has an amount but no date; it was not taken.", theirs)
            continue
        if stands is not None and before is not None and abs(stands.signed) != abs(before + theirs):
            notes.add(
                row.number,
                "party.balance_broken",
                Severity.WARNING,
                f"row {row.number}: the balance does not follow from the row above and its amount.",
                theirs,
            )
        before = (before + theirs) if before is not None else turn * stands.signed if stands else None
        reference = bill_number(columns, row)
        found.append(
            PartyLine(
                pen.place(row.number),
                day,
                reference,
                text,
                Paise(-theirs),
                _what(text, theirs),
                Paise(-before) if stands is not None and before is not None else None,
            )
        )
    if turned:
        sentence = f"none of its amounts has a sign: {len(turned)} of its rows (row {turned[0]} first) were read as payments and credits, by their type."
        notes.add(turned[0], "party.sign_by_type", Severity.WARNING, sentence)
    if lost and all(each.what == "opening" for each in found):
        # A statement of which no line could be read says nothing by what it opens with.
        found = []
    return _done(pen, notes, columns, DocumentKind.PARTY_STATEMENT, found, part)


def _balance_sign(columns: Columns, debit: int | None, credit: int | None, net: int | None, balance: int | None) -> int:
    """-1 where their balance without Dr and Cr counts what they owe as positive: it rises with their credits, as the rows show. Else 1."""
    rises, falls = _moves(columns, debit, credit, net, balance)
    return -1 if falls > rises else 1


def rises_with_debits(columns: Columns) -> bool:
    """Whether the rows show a running balance that rises by their debits, as a ledger's does and a bank's statement does not."""
    rises, falls = _moves(columns, columns.one("debit"), columns.one("credit"), columns.one("amount"), columns.one("balance"))
    return rises >= RISES_LEAST and not falls


def _moves(columns: Columns, debit: int | None, credit: int | None, net: int | None, balance: int | None) -> tuple[int, int]:
    """How many rows move the balance by their amount, and how many by its opposite."""
    if balance is None:
        return 0, 0
    rises = falls = 0
    before: Amount | None = None
    # What cannot be read is told where the row itself is read.
    aside = Notes(Pen(Paper("", "", 0)))
    for row in columns.table.body:
        stands, theirs = _money(aside, columns, row, balance), _their_amount(aside, columns, row, debit, credit, net)
        if stands is not None and before is not None and theirs:
            rises, falls = rises + (stands.signed - before.signed == theirs), falls + (stands.signed - before.signed == -theirs)
        before = stands
    return rises, falls


def _first_day(columns: Columns) -> date:
    """The first day of a statement: as it says, else of its first line."""
    if first := heads_of(columns.table.preamble).first_day:
        return first
    column = columns.one("date")
    assert column is not None
    for cell in columns.table.column(column):
        try:
            if day := read_day(cell, columns.month_first.get(column, False)):
                return day
        except ValueError:
            continue
    return date.min


def _what(text: str, theirs: int) -> str:
    plain = plain_heading(text)
    if re.search(r"\btds\b|tax deducted|withholding", plain):
        return "tds"
    return _WHAT.get(base_kind_of_type(text), "")


def _their_amount(notes: Notes, columns: Columns, row: SheetRow, debit: int | None, credit: int | None, net: int | None) -> int | None:
    if debit is not None and credit is not None:
        one, other = _money(notes, columns, row, debit), _money(notes, columns, row, credit)
        return None if one is None and other is None else (abs(one.size) if one else 0) - (abs(other.size) if other else 0)
    if net is None:
        return None
    amount = _money(notes, columns, row, net)
    if amount is None:
        return None
    side = next((SIDE_WORDS.get(row.text(column).casefold()) for column in columns.all("side")), None)
    return side * abs(amount.size) if side else amount.signed


def read_rates(paper: Paper, sheet: Sheet, columns: Columns, part: str) -> Extraction:
    """Rupees for one unit: a rate on each row, or a column for each currency. A quotation for 100 units is divided."""
    pen, notes = _begin(paper, sheet, columns)
    as_on = _as_on(columns)
    currency, rate = columns.one("currency"), columns.one("rate")
    found: list[RateRow] = []
    heading = " ".join([*(row.text(column) for row in columns.table.preamble for column in row.cells), columns.heading(rate) if rate is not None else ""])
    kind = (
        "average"
        if re.search(r"average|durchschnitt|moyen|promedio|gemiddeld", heading, re.IGNORECASE)
        else "closing"
        if re.search(r"closing|stichtag|cloture|clôture|cierre|slotkoers|year end|quarter end", heading, re.IGNORECASE)
        else "reference"
    )
    for row in columns.table.body:
        day = _day(notes, columns, row, "date", needed=True) if columns.has("date") else as_on
        cells = (
            [(row.text(currency), rate)] if currency is not None and rate is not None else [(heading, column) for column, heading in currency_columns(columns)]
        )
        for name, column in cells:
            code = re.search(r"\b([A-Z]{3})\b", name.upper().replace("INR", "") if name.upper().strip() != "INR" else "")
            if code is None or column is None:
                continue
            try:
                value = read_rate(row.cells.get(column), columns.styles.get(column, ""))
            except ValueError as wrong:
                notes.add(
                    row.number,
                    "register.amount_unreadable",
                    Severity.ERROR,
                    f"row {row.number}: the rate of {name} cannot be read ({wrong}).",
                    column=column_letters(column),
                )
                continue
            if value is None:
                continue
            if day is None:
                notes.add(row.number, "register.date_missing", Severity.ERROR, f"row {row.number}: the rate of {name} is of no day; it was not taken.")
                continue
            units = _UNITS.search(re.sub(r"[A-Za-z]{3}", " ", name))
            found.append(RateRow(pen.place(row.number, column_letters(column)), code.group(1), day, value / Decimal(units.group(1)) if units else value, kind))
    return _done(pen, notes, columns, DocumentKind.EXCHANGE_RATES, found, part)


def currency_columns(columns: Columns) -> list[tuple[int, str]]:
    """Columns whose heading names one currency ("USD", "INR / 100 JPY"): each holds that currency's rates."""
    return [(column, columns.heading(column)) for column in columns.all("rate_of")]
