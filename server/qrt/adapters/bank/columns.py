"""Columns of a bank's own table and what stands above and below it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from qrt.adapters.bank.statement import BANKS
from qrt.core.base.money import Paise
from qrt.core.documents.amounts import amount_of_cell, amount_of_text
from qrt.core.documents.currencies import IN_MONEY
from qrt.core.documents.dates import parse_day, parse_span
from qrt.core.documents.headers import meanings, normal, vocabulary
from qrt.core.documents.workbook import Cell, Sheet, SheetRow

HEADER_ROWS = 80

_HEADINGS = vocabulary(
    {
        "day": (
            "date", "txn date", "transaction date", "tran date", "trans date", "post date", "posting date", "booking date", "entry date", "txn posted date", "transaction posted date",
            "posted date", "posted on", "transacted on", "trxn date", "dt", "date of transaction", "transaction date time", "txn date time", "post dt", "book date", "date and time", "date time",
            "transaction date and time", "txn date and time",
        ),
        "value_day": ("value date", "value dt", "val date", "val dt", "valuedate", "value"),
        "narration": (
            "narration", "description", "transaction remarks", "particulars", "remarks", "details", "transaction particulars", "transaction description", "transaction details",
            "narrative", "description narration", "naration", "account description", "payment details", "transaction narration", "remark", "txn description", "desc",
            "details of transaction", "narration remarks", "transaction info", "transaction information", "info", "user ref description", "particulars remarks", "remarks narration", "description remarks",
        ),
        "reference": (
            "chq ref no", "chq no", "cheque no", "cheque number", "ref no cheque no", "ref no", "reference", "reference no", "utr", "utr no", "utr number", "transaction id", "tran id",
            "chqno", "instrument id", "instrument no", "cheque ref no", "chq ref number", "chq no ref no", "cheque no ref no", "ref chq no", "instrument number", "reference number",
            "ref no chq no", "cheque", "chq", "instrument", "txn id", "chq inst no", "instr id", "cheque reference no", "inst no", "bank reference", "transaction reference", "transaction ref no",
            "ref", "chq ref", "ref cheque no", "utr ref no", "cheque ref",
        ),
        "out": (
            "withdrawal amt", "withdrawal", "withdrawals", "withdrawal amount", "debit", "dr", "debit amount", "paid out", "debits", "withdrawal dr", "payments", "payment", "debit amt",
            "dr amount", "withdrawals dr", "withdrawal debit", "money out", "amount debited", "debit dr", "withdrawl", "withdrawl amt", "amount withdrawn", "dr amt", "outflow",
            "debited", "amount dr", "amt dr", "amount debit", "spent", "transfers out", "out", "debit turnover",
        ),
        "in": (
            "deposit amt", "deposit", "deposits", "deposit amount", "credit", "cr", "credit amount", "paid in", "credits", "deposit cr", "receipts", "receipt", "credit amt", "cr amount",
            "deposits cr", "deposit credit", "money in", "amount credited", "credit cr", "amount deposited", "cr amt", "inflow",
            "credited", "amount cr", "amt cr", "amount credit", "received", "transfers in", "deposite", "lodgement", "lodgements", "credit turnover",
        ),
        "amount": (
            "amount", "transaction amount", "txn amount", "amt", "amount rs", "trans amount", "tran amount", "withdrawal dr deposit cr", "withdrawal deposit", "withdrawals deposits",
            "deposit cr withdrawal dr", "deposit withdrawal", "debit credit amount", "amount dr cr", "amount cr dr",
        ),
        "side": ("dr cr", "cr dr", "debit credit", "drcr", "crdr", "type", "transaction type", "txn type", "d c", "c d", "dr or cr", "cr or dr", "dc", "credit debit", "tran type", "dr cr indicator", "sign", "d c mark", "dr cr flag", "debit credit flag", "debit credit indicator"),
        "status": ("status", "txn status", "transaction status", "payment status", "state"),
        "balance": (
            "closing balance", "balance", "bal", "running balance", "available balance", "balance amount", "balance amt", "closing bal", "book balance", "ledger balance", "total balance",
            "running bal", "line balance", "account balance", "available balance amount", "outstanding balance", "balance cr dr", "balance dr cr",
            "clear balance", "balance after txn", "balance after transaction", "cumulative balance", "ledger bal", "remaining balance", "outstanding", "net balance", "current balance", "end balance",
            "dr balance", "debit balance", "balance dr", "balance debit", "cr balance", "credit balance", "balance cr", "balance credit",
        ),
    }
)  # fmt: skip

_WORDS_ELSE = frozenset(
    map(
        normal,
        (
            "payee",
            "beneficiary",
            "beneficiary remitter",
            "beneficiary name",
            "memo",
            "text",
            "party",
            "party name",
            "name",
            "counterparty",
            "purpose",
            "message",
            "notes",
            "comments",
        ),
    )
)
"""Headings of the words of a line where no other column has them."""
_DAY_LAST = frozenset({"post", "posted", "posting", "booking", "book", "entry", "value"})
_DAY_FIRST = frozenset({"transaction", "txn", "tran", "trans", "trxn"})
_WORDS_MIN = 4
"""Letters that the cells of a column of words have at least, on average."""

_ACCOUNT = re.compile(r"\b(?:account|a\s*/?\s*c)\.?\s*(?:no|number|num|#)?\.?\s*[:\-]?\s*(?:(?:SB|CA|CC|OD|SA|CD)\s*[/-]\s*)?([0-9X*]{6,20})\b", re.IGNORECASE)
"""Co-operative banks write what the account is before its number: "A/C NO : CA/004512"."""
_ACCOUNT_LABEL = re.compile(r"^(?:bank\s+)?(?:account|a\s*/?\s*c)\s*\.?\s*(?:no|number|num|#)\s*\.?\s*:?\s*$", re.IGNORECASE)
_DIGITS = re.compile(r"^[\s'`:_]*([0-9X*][0-9X* -]{4,22}[0-9])\b")
_IFSC = re.compile(r"\b([A-Z]{4}0[A-Z0-9]{6})\b")
_BANK = re.compile(r"\b((?:[A-Z][A-Za-z&.'-]*\s+){0,4}?(?:Bank|BANK)(?:\s+(?:of|OF)\s+[A-Z][A-Za-z]+)?)\b")
_CURRENCY = re.compile(r"\bcurrency\b\s*[:\-]?\s*([A-Z]{3})\b", re.IGNORECASE)
_OPENING = re.compile(r"\b(opening\s+bal(ance)?|balance\s+(b\s*/?\s*f|brought\s+forward)|brought\s+forward|b\s*/\s*f)\b", re.IGNORECASE)
_CLOSING = re.compile(r"\b(closing\s+bal(ance)?|balance\s+(c\s*/?\s*f|carried\s+forward)|carried\s+forward|c\s*/\s*f)\b", re.IGNORECASE)
_ROW_OPENING = re.compile(
    r"\bop(?:ening|g|\.)?\s*bal(?:ance|\.)?(?!\w)|\bbal(?:ance|\.)?\s+(?:b\s*/?\s*[df]\b|brought|forward\b|as\s+(?:on|at|of)\b)|\bprev(?:ious)?\s+bal(?:ance)?\b",
    re.IGNORECASE,
)
"""Other words of a row that opens a statement. Around the table they may say what was there at its end."""
_ROW_CLOSING = re.compile(r"\bcl(?:osing|g|\.)?\s*bal(?:ance|\.)?(?!\w)|\bbal(?:ance|\.)?\s+(?:c\s*/?\s*[df]\b|carried)", re.IGNORECASE)
_NO_MORE = re.compile(
    r"^(?:by|to)?\s*(?:opening|closing|op\.?|cl\.?|prev(?:ious)?|brought|carried|forward|fwd|bal(?:ance|\.)?|[bc]\s*/?\s*[df]|as|on|at|of|[\s\d/.:\-])+$",
    re.IGNORECASE,
)
"""A row that says nothing but that it opens or closes."""
_OWED = re.compile(
    r"\b(?:cash\s*credit|over\s*-?\s*draft|(?:od|cc|cc\s*/\s*od)\s+(?:a\s*/\s*c|account|limit)|drawing\s+power|sanction(?:ed)?\s+limit|(?:dr|debit)\.?\s+bal(?:ance)?|bal(?:ance)?\s*\(?\s*(?:dr|debit))\b",
    re.IGNORECASE,
)
"""Words of an account whose balance is what is owed to the bank."""
_OUT = frozenset(
    {
        "dr",
        "d",
        "db",
        "debit",
        "debits",
        "debited",
        "withdrawal",
        "withdrawals",
        "withdrawn",
        "withdraw",
        "wdl",
        "w",
        "wd",
        "-",
        "expense",
        "sent",
        "outflow",
        "outgoing",
        "out",
        "outward",
    }
)
_INTO = frozenset(
    {
        "cr",
        "c",
        "credit",
        "credits",
        "credited",
        "deposit",
        "deposits",
        "deposited",
        "dep",
        "+",
        "income",
        "received",
        "inflow",
        "incoming",
        "in",
        "inward",
    }
)
_CARD = re.compile(r"\b(?:credit|debit)\s+(?:card|note)s?\b")
"""What moved the money, not which way."""
_FROM = re.compile(r"\bfrom\b(?:\s+date)?\s*[:\-]?\s*(\S.{5,16}?)(?:\s{2,}|$|\s+to\b)", re.IGNORECASE)
_TO = re.compile(r"\bto\b(?:\s+date)?\s*[:\-]?\s*(\S.{5,16}?)\s*(?:\s{2,}|$|\))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableColumns:
    """Column (from 0) of each meaning; `header_row` is the sheet's own number."""

    header_row: int
    by_meaning: dict[str, int]
    headings: dict[int, str]

    def text(self, row: SheetRow, meaning: str) -> str:
        """Stripped text of the meaning's cell, "" when there is none."""
        column = self.by_meaning.get(meaning)
        return row.text(column) if column is not None else ""

    def cell(self, row: SheetRow, meaning: str) -> Cell | None:
        """The meaning's cell, or None."""
        column = self.by_meaning.get(meaning)
        return row.cells.get(column) if column is not None else None


@dataclass(slots=True)
class Surroundings:
    """What the rows around the table say of the account."""

    account: str = ""
    ifsc: str = ""
    bank: str = ""
    currency: str = ""
    first_day: date | None = None
    last_day: date | None = None
    opening: Paise | None = None
    closing: Paise | None = None
    owed: bool = False
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Row and column (from 0) in which each was found."""


def _bare(text: str) -> str:
    """A heading without the money that it names."""
    return IN_MONEY.sub("", text) or text


def known_headings(texts: Sequence[str]) -> int:
    """How many of a row's headings are those of a bank's table; 0 when it has no day, no amounts, or neither words nor a balance."""
    found = set(meanings(enumerate(map(_bare, texts)), _HEADINGS).values())
    return len(found) if _is_bank(found | ({"day"} if "value_day" in found else set())) else 0


def _is_bank(found: set[str]) -> bool:
    return "day" in found and ({"in", "out"} <= found or "amount" in found) and bool(found & {"narration", "balance", "reference"})


def find_columns(sheet: Sheet) -> TableColumns | None:
    """The header row of a bank's table, or None. A heading may stand in two rows, of which the second says which amounts are which."""
    rows = sheet.rows[: HEADER_ROWS + 1]
    for position, row in enumerate(rows[:HEADER_ROWS]):
        found = _columns_of(sheet, row)
        below = rows[position + 1] if position + 1 < len(rows) else None
        if below is not None and below.number == row.number + 1 and _names_columns(below) and not (found and {"in", "out"} <= found.by_meaning.keys()):
            both = _columns_of(sheet, _joined(row, below))
            if both and {"in", "out"} <= both.by_meaning.keys():
                return both
        if found:
            return found
    return None


def _names_columns(row: SheetRow) -> bool:
    """True for a row of words alone."""
    return len(row.cells) >= 2 and not any(character.isdigit() for column in row.cells for character in row.text(column))


def _joined(above: SheetRow, below: SheetRow) -> SheetRow:
    """Two rows of a heading as one: both words where they stand over each other and mean something together, else the lower one."""
    cells = dict(above.cells)
    for column, cell in below.cells.items():
        over = above.text(column)
        both = f"{over} {below.text(column)}".strip()
        known = any(normal(_bare(both)) in each for each in _HEADINGS.values())
        cells[column] = Cell(both) if over and known else cell
    return SheetRow(below.number, cells)


def _columns_of(sheet: Sheet, row: SheetRow) -> TableColumns | None:
    named = meanings(((column, _bare(row.text(column))) for column in sorted(row.cells)), _HEADINGS)
    found = set(named.values())
    if "day" not in found and "value_day" in found:
        named = {column: "day" if meaning == "value_day" else meaning for column, meaning in named.items()}
        found = set(named.values())
    body = [each for each in sheet.rows if each.number > row.number][:HEADER_ROWS]
    if "narration" not in found and (words := _words_column(row, named, body)) is not None:
        named[words] = "narration"
        found = set(named.values())
    if not _is_bank(found):
        return None
    by_meaning = _with_side(sheet, row, _with_balance_side(row, named))
    for meaning, rank in (("day", _day_rank), ("balance", _balance_rank)):
        if meaning in by_meaning and normal(_bare(row.text(by_meaning[meaning]))) in _HEADINGS[meaning]:
            others = [column for column in sorted(row.cells) if normal(_bare(row.text(column))) in _HEADINGS[meaning]]
            by_meaning[meaning] = min(others, key=lambda column: rank(row.text(column)))
    if (
        "amount" in by_meaning
        and "side" not in by_meaning
        and not {"in", "out"} <= by_meaning.keys()
        and (flag := _flag_column(row, by_meaning, body)) is not None
    ):
        by_meaning["side"] = flag
    return TableColumns(row.number, by_meaning, {column: row.text(column) for column in row.cells})


def _day_rank(heading: str) -> int:
    """Of several days a line has the one on which it was made, not the one on which the bank posted it."""
    words = set(normal(heading).split())
    return 2 if words & _DAY_LAST else 0 if words & _DAY_FIRST else 1


def _balance_rank(heading: str) -> int:
    """What is available has limits and holds in it."""
    return int("available" in normal(heading).split())


def _words_column(row: SheetRow, named: Mapping[int, str], body: Sequence[SheetRow]) -> int | None:
    """The column of words where no heading says so: one whose heading may hold them, else the wordiest that nobody knows."""
    free = [column for column in sorted(row.cells) if column not in named and row.text(column)]
    for column in free:
        if normal(row.text(column)) in _WORDS_ELSE:
            return column
    held = {column: [text for each in body if (text := each.text(column))] for column in free}
    letters = {column: sum(map(str.isalpha, "".join(texts))) / len(texts) for column, texts in held.items() if texts and len(set(texts)) * 2 > len(texts)}
    best = max(letters, key=lambda column: letters[column], default=None)
    return best if best is not None and letters[best] >= _WORDS_MIN else None


def _flag_column(row: SheetRow, by_meaning: Mapping[str, int], body: Sequence[SheetRow]) -> int | None:
    """A column that nobody knows, all of whose words are sides, and not all one side."""
    for column in sorted(row.cells):
        texts = {text for each in body if each.cells.get(by_meaning["day"]) and (text := each.text(column))}
        if column not in by_meaning.values() and {side_of_words(text) for text in texts} == {1, -1}:
            return column
    return None


def side_of_words(text: str) -> int:
    """1 for money in, -1 for money out, 0 where the words of a flag say neither or both: "Cash", "Cheque" and "Charges" begin as a credit does and are none."""
    words = set(_CARD.sub(" ", text.strip().lower()).replace("/", " / ").replace(".", " ").split()) if text.strip() not in ("+", "-") else {text.strip()}
    out, into = bool(words & _OUT), bool(words & _INTO)
    return 0 if out is into else -1 if out else 1


def _with_side(sheet: Sheet, header: SheetRow, by_meaning: dict[str, int]) -> dict[str, int]:
    """Of several columns that may be flags ("Type" of NEFT or UPI, and "Dr/Cr") the one whose words are sides."""
    flags = [column for column in sorted(header.cells) if normal(header.text(column)) in _HEADINGS["side"] and column != by_meaning.get("balance_side")]
    if "side" not in by_meaning or len(flags) < 2:
        return by_meaning
    body = [row for row in sheet.rows if row.number > header.number][:HEADER_ROWS]
    return by_meaning | {"side": max(flags, key=lambda column: (sum(1 for row in body if side_of_words(row.text(column))), -column))}


def _with_balance_side(row: SheetRow, named: dict[int, str]) -> dict[str, int]:
    """Where a Dr/Cr column stands right behind the balance and the amounts have their own sides, it is the balance's side (overdrawn or not)."""
    by_meaning = {meaning: column for column, meaning in named.items()}
    sides = [column for column in sorted(row.cells) if normal(row.text(column)) in _HEADINGS["side"]]
    behind = by_meaning.get("balance", -2) + 1
    if behind in sides and (len(sides) > 1 or {"in", "out"} <= by_meaning.keys()):
        by_meaning["balance_side"] = behind
        by_meaning.pop("side", None)
        if rest := [column for column in sides if column != behind]:
            by_meaning["side"] = rest[0]
    return by_meaning


_UNDONE = re.compile(r"\b(?:fail|declin|reject|cancel|pending|initiat|expired|abort|awaiting|unsuccess|timed?\s*out)", re.IGNORECASE)


def says_not_done(text: str) -> bool:
    """True for a status of a payment that moved no money (yet)."""
    return bool(_UNDONE.search(text))


def read_surroundings(rows: Sequence[SheetRow]) -> Surroundings:
    """Account number, IFSC, bank, currency, span and stated balances, wherever around the table they stand."""
    found = Surroundings()
    for position, row in enumerate(rows):
        texts = [(column, row.text(column)) for column in sorted(row.cells)]
        line = "  ".join(text for _, text in texts)
        before = _found_names(found)
        _identity(found, line, texts)
        found.owed = found.owed or says_owed(line)
        _span(found, line, texts)
        for name in _found_names(found) - before:
            found.places[name] = (row.number, _column_of(name, found, texts))
        _stated(found, row, texts, rows[position + 1] if position + 1 < len(rows) else None)
    return found


_PLACED = ("account", "ifsc", "bank", "currency", "first_day")


def _found_names(found: Surroundings) -> set[str]:
    return {name for name in _PLACED if getattr(found, name)}


def _column_of(name: str, found: Surroundings, texts: list[tuple[int, str]]) -> int:
    """The column whose text holds the value; of a span, or of a name that is written otherwise, the one that speaks of it."""
    value = getattr(found, name)
    if name == "first_day":
        return next((column for column, text in texts if parse_span(text)), next((column for column, text in texts if _FROM.search(text)), texts[0][0]))
    plain = re.sub(r"[ -]", "", str(value)).casefold()
    held = next((column for column, text in texts if plain in re.sub(r"[ -]", "", text).casefold()), None)
    return held if held is not None else next((column for column, text in texts if name == "bank" and _BANK.search(text)), texts[0][0])


def _identity(found: Surroundings, line: str, texts: list[tuple[int, str]]) -> None:
    if not found.account:
        if match := _ACCOUNT.search(line):
            found.account = match.group(1)
        words = [text for _, text in texts if text.strip(" :-")]
        for label, value in zip(words, words[1:], strict=False):
            if not found.account and _ACCOUNT_LABEL.match(label) and (match := _DIGITS.match(value)):
                found.account = re.sub(r"[ -]", "", match.group(1))
    if not found.ifsc and (match := _IFSC.search(line)):
        found.ifsc = match.group(1)
    if not found.bank and (match := _BANK.search(line)) and match.group(1).lower() not in ("bank",):
        found.bank = next((name for name in BANKS.values() if name.lower() in match.group(1).lower()), match.group(1).strip())
    if not found.currency and (match := _CURRENCY.search(line)):
        found.currency = match.group(1).upper()


def _span(found: Surroundings, line: str, texts: list[tuple[int, str]]) -> None:
    if found.first_day:
        return
    span = next((each for each in (parse_span(line), *(parse_span(text) for _, text in texts)) if each), None)
    if span is None and (first := _FROM.search(line)) and (last := _TO.search(line)):
        try:
            span = parse_day(first.group(1)), parse_day(last.group(1))
        except ValueError:
            return
    if span:
        found.first_day, found.last_day = span


def _stated(found: Surroundings, row: SheetRow, texts: list[tuple[int, str]], below: SheetRow | None) -> None:
    """A balance stands in the label's own cell, in the next cell, or in the cell below."""
    for index, (column, text) in enumerate(texts):
        for pattern, name in ((_OPENING, "opening"), (_CLOSING, "closing")):
            if not pattern.search(text) or getattr(found, name) is not None:
                continue
            candidates = [text[pattern.search(text).end() :].strip(" :-")]  # type: ignore[union-attr]
            following = row.cells[texts[index + 1][0]] if index + 1 < len(texts) else None
            under = below.cells.get(column) if below else None
            for candidate in (*candidates, following, under):
                amount = _balance(candidate)
                if amount is not None:
                    setattr(found, name, amount)
                    found.places[name] = (row.number, column)
                    if candidate is following and index + 1 < len(texts):
                        found.places[name] = (row.number, texts[index + 1][0])
                    elif candidate is under and below is not None:
                        found.places[name] = (below.number, column)
                    break


def _balance(value: str | Cell | None) -> Paise | None:
    try:
        read = amount_of_text(value) if isinstance(value, str) else amount_of_cell(value)
    except ValueError:
        return None
    return None if read is None else balance_side(*read)


def balance_side(amount: Paise, sided: bool) -> Paise:
    """A bank writes "Cr" for money that is there: the other way round than the company's books."""
    return Paise(-amount) if sided else amount


def says_owed(text: str) -> bool:
    """True for words of a cash credit or overdraft, whose balance may stand there without a Dr."""
    return bool(_OWED.search(text))


def is_opening(text: str) -> bool:
    """True for the row that carries the opening balance."""
    return bool(_OPENING.search(text) or _ROW_OPENING.search(text))


def is_closing(text: str) -> bool:
    """True for the row that carries the closing balance."""
    return bool(_CLOSING.search(text) or _ROW_CLOSING.search(text))


def says_balance_alone(text: str) -> bool:
    """True for words that say nothing but an opening or closing balance: what stands beside them moved nothing."""
    return bool(_NO_MORE.match(text.strip())) and (is_opening(text) or is_closing(text))


def states_balance(columns: TableColumns, row: SheetRow) -> bool:
    """True for a row of the table that says a balance was brought or carried and moves nothing: its day is that of the next line."""
    return says_balance_alone(columns.text(row, "narration")) and not any(columns.text(row, meaning) for meaning in ("out", "in", "amount"))
