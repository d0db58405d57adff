"""What each column of a table is taken for: by a person's word, by its heading, by the shape of its cells, each with its reason."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qrt.adapters.erp.general.tables import Table
from qrt.adapters.erp.general.values import (
    is_open,
    likely_style,
    looks_like_date,
    looks_like_money,
    looks_like_serial,
    month_stands_first,
    read_day,
    says_nothing,
)
from qrt.core.documents.cells import Cell, SheetRow, column_letters
from qrt.core.documents.columns import COLUMN, DECIDED, LAYOUT, SAMPLE, ColumnMapping, fingerprint_of, header_keys
from qrt.core.documents.decimal_signs import decimal_style
from qrt.core.documents.extracting import Pen
from qrt.core.documents.headings import POSTING_KEYS, SIDE_WORDS, hear_heading, plain_heading
from qrt.core.documents.row_labels import is_total
from qrt.core.documents.turned_days import rows_with_days_put_right
from qrt.core.documents.types import Field, FieldStatus

_DAYS = frozenset({"date", "document_date", "due_date"})
_NUMBERS = frozenset(
    {
        "debit", "credit", "amount", "amount_credit_positive", "foreign_debit", "foreign_credit", "foreign_amount", "balance", "taxable", "gross", "open", "opening", "opening_debit",
        "opening_credit", "closing", "closing_debit", "closing_credit", "movement", "movement_debit", "movement_credit", "rate", "age", "ledger",
    }
)  # fmt: skip
_CURRENCY = re.compile(r"^[A-Za-z]{3}\b.{0,12}$|^\d+ [A-Za-z]{3}$")
SAMPLE_MAX = 2000
_CODE = re.compile(r"^[\d.\-/ ]+$")


CANCELLED = re.compile(r"\b(cancell?ed|void(?:ed)?|deleted|storniert|annul[ée]e?|anulado|geannuleerd|रद्द)\b", re.IGNORECASE)
_UNPOSTED = re.compile(
    r"\b(drafts?|un ?posted|not posted|to be posted|parked|on hold|held|un ?approved|not approved|pending(?: (?:approval|posting))?|awaiting (?!payment)\w+|submitted for approval|rejected|incomplete|entwurf|brouillon|borrador|concept)\b"
)
_YES, _NO = frozenset({"y", "yes", "true", "1", "x"}), frozenset({"n", "no", "false", "0"})
_CODE_AND_NAME = (
    re.compile(r"(?P<code>\d{3,}[\d.\-/]*)\s*(?:-|–|—|:|·|\||/)\s*(?P<name>\S*[^\W\d_].*)"),
    re.compile(r"(?P<code>\d{4,}(?:[.\-]\d+)*)\s+(?P<name>\S*[^\W\d_].*)"),
    re.compile(r"(?P<name>.*[^\W\d_]\S*)\s*[\[(](?P<code>\d{3,}[\d.\-/]*)[\])]"),
)
"""How programs write code and name of an account in one cell."""


def coded_by(cells: Sequence[Cell]) -> re.Pattern[str] | None:
    """The pattern by which nearly all names of a column hold a code, each name with one code; None where they do not."""
    names = {" ".join(cell.text.split()) for cell in cells if not is_total(cell.text)}
    for pattern in _CODE_AND_NAME:
        found = [match for name in names if (match := pattern.fullmatch(name))]
        if len(found) >= 2 and len(found) * 10 >= len(names) * 9 and len({match.group("name") for match in found}) == len(found):
            return pattern
    return None


@dataclass(frozen=True, slots=True)
class Taken:
    """One column: what it is taken for, how sure (0 to 1), and by whom: "person", "label", "values"."""

    column: int
    heading: str
    meaning: str
    confidence: float
    source: str
    rest: tuple[str, ...] = ()

    @property
    def ledger(self) -> str:
        """The ledger that the column is one of, "" for none."""
        name, _, said = self.meaning.partition(":")
        return (said or self.heading).strip() if name == "ledger" else ""


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a table. `styles` is the decimal sign by column, "" where nothing proves one and it matters.

    by_span    True where its months are read first because only so its days lie in the span that stands above it
    put_right  a clause on days that are read otherwise than they are written, because their column proves it; "" for none
    """

    table: Table
    taken: Mapping[int, Taken]
    mapping: ColumnMapping | None
    styles: Mapping[int, str] = field(default_factory=dict)
    month_first: Mapping[int, bool] = field(default_factory=dict)
    unclear: tuple[int, ...] = ()
    by_span: bool = False
    put_right: str = ""
    found: dict[tuple[str, ...], list[int]] = field(default_factory=dict, compare=False, repr=False)
    numbered: dict[int, SheetRow] = field(default_factory=dict, compare=False, repr=False)
    coded: dict[int, re.Pattern[str] | None] = field(default_factory=dict, compare=False, repr=False)

    def all(self, *meanings: str) -> list[int]:
        """Columns with one of the meanings, in the order of the meanings, then of the sheet."""
        if meanings not in self.found:
            self.found[meanings] = [column for meaning in meanings for column in sorted(self.taken) if self.taken[column].meaning.partition(":")[0] == meaning]
        return self.found[meanings]

    def one(self, *meanings: str) -> int | None:
        """The first such column."""
        return next(iter(self.all(*meanings)), None)

    def has(self, *meanings: str) -> bool:
        return self.one(*meanings) is not None

    def ledger(self, row: SheetRow, column: int) -> tuple[str, str]:
        """Name and code of the ledger that a cell names; a column that writes both in one ("400100 - Office Rent") is taken apart."""
        text = " ".join(row.text(column).split())
        if not text:
            return "", ""
        if column not in self.coded:
            self.coded[column] = coded_by(self.table.column(column))
        pattern = self.coded[column]
        if pattern is None or not (found := pattern.match(text)):
            return text, ""
        return found.group("name"), found.group("code")

    def row(self, number: int) -> SheetRow | None:
        """The row of the table with this number."""
        if not self.numbered:
            self.numbered.update((row.number, row) for row in self.table.body)
        return self.numbered.get(number)

    def state(self, row: SheetRow) -> tuple[bool, bool]:
        """Whether a row says that its voucher is cancelled, and whether it says that it is not posted (a draft, parked, waiting for approval)."""
        cancelled = unposted = False
        for column in self.all("status"):
            said = plain_heading(row.text(column))
            if not said:
                continue
            about = plain_heading(self.heading(column))
            if said in _NO or said in _YES:
                cancelled |= "cancel" in about and said in _YES
                unposted |= "posted" in about and said in _NO
                continue
            cancelled |= bool(CANCELLED.search(said))
            unposted |= bool(_UNPOSTED.search(said)) or (said == "u" and self._codes(column) <= {"p", "u"})
        return cancelled, unposted

    def _codes(self, column: int) -> set[str]:
        return {cell.text.strip().casefold() for cell in self.table.column(column)}

    def heading(self, column: int) -> str:
        return self.table.headings.get(column, f"column {column_letters(column)}")


def take_columns(table: Table, mapping: ColumnMapping | None) -> Columns:
    """Give each column its meaning. Nothing is decided about which of two like columns counts: that the vouchers prove."""
    columns = sorted({*table.headings, *(column for row in table.body[:200] for column in row.cells)})
    keys = header_keys(table.headings)
    taken: dict[int, Taken] = {}
    for column in columns:
        heading = table.headings.get(column, "")
        said = mapping.columns.get(keys.get(column, ""), "") if mapping else ""
        if said:
            taken[column] = Taken(column, heading, said, 1.0, "person")
        elif each := _by_words(table, column, heading):
            taken[column] = each
    _settle_names(table, taken)
    _by_shape(table, columns, taken)
    ordered = Columns(table, dict(sorted(taken.items())), mapping)
    return _with_styles(ordered)


def _cells(table: Table, column: int) -> list[Cell]:
    """The cells of a column without the labels of totals; `-1 - column` keeps them."""
    kept = table.kept.get(-1 - column)
    if kept is None:
        kept = table.kept[-1 - column] = [cell for cell in table.column(column) if not (isinstance(cell.value, str) and is_total(cell.value))]
    return kept


def _share(cells: Sequence[Cell], test: object) -> float:
    sample = cells[:400]
    return sum(1 for cell in sample if test(cell)) / len(sample) if sample else 0.0  # type: ignore[operator]


def fits(meaning: str, cells: Sequence[Cell]) -> bool:
    """Whether the cells of a column can be what the meaning says; an empty column can be anything."""
    if not cells:
        return True
    name = meaning.partition(":")[0]
    if name in _DAYS:
        # In a ledger form the names of the ledgers stand in the column of the dates.
        return _share(cells, looks_like_date) >= 0.15 or _share(cells, looks_like_serial) >= 0.6
    if name in _NUMBERS:
        # A register may hold one date where an amount should be; a column of dates is no amount. A dash is an amount of nothing.
        filled = [cell for cell in cells if not says_nothing(cell)]
        return not filled or _share(filled, lambda cell: looks_like_money(cell)) >= 0.5
    if name == "side":
        return _share(cells, lambda cell: cell.text.strip().casefold() in SIDE_WORDS) >= 0.8
    if name == "posting_key":
        return _share(cells, lambda cell: cell.text.strip().zfill(2) in POSTING_KEYS) >= 0.8
    if name in ("currency", "local_currency"):
        return _share(cells, lambda cell: bool(_CURRENCY.match(cell.text.strip())) or cell.text.strip() in ("₹", "$", "€", "£", "Rs.", "Rs")) >= 0.8
    if name in ("account", "particulars", "party", "narration", "group", "debit_account", "credit_account", "contra_account", "cost_centre", "row_ledger"):
        return (
            _share(cells, lambda cell: isinstance(cell.value, float) and not cell.value.is_integer()) < 0.5
            and _share(cells, lambda cell: not isinstance(cell.value, str) and looks_like_date(cell)) < 0.5
        )
    if name == "type":
        return _share(cells, looks_like_date) < 0.5 and len({cell.text for cell in cells}) <= max(12, len(cells) // 2)
    return True


def _by_words(table: Table, column: int, heading: str) -> Taken | None:
    heard = hear_heading(heading) if heading else None
    if heard is None or not heard.meanings:
        return None
    cells = _cells(table, column)
    fitting = [meaning for meaning in heard.meanings if fits(meaning, cells)]
    if not fitting:
        return None
    return Taken(column, heading, fitting[0], heard.confidence, "label", tuple(fitting[1:]))


def _settle_names(table: Table, taken: dict[int, Taken]) -> None:
    """Codes and names of accounts, and words that mean one thing beside one column and another beside another."""

    def columns(meaning: str) -> list[int]:
        return [column for column, each in sorted(taken.items()) if each.meaning == meaning]

    def change(column: int, meaning: str) -> None:
        if taken[column].source != "person":
            taken[column] = Taken(column, taken[column].heading, meaning, min(taken[column].confidence, 0.9), taken[column].source)

    # Dutch "Naam" is a name, Hindi "naam" a debit: only beside "jama" is it the latter.
    for column in columns("debit"):
        if taken[column].heading.strip().casefold() == "naam" and not columns("credit"):
            change(column, "party")
    for column in columns("number"):
        # "Journal name" tells vouchers apart only where nothing else does.
        if "type" in taken[column].rest and len(columns("number")) > 1:
            change(column, "type")
    for column in columns("account_code"):
        cells = _cells(table, column)
        if cells and not columns("account") and _share(cells, lambda cell: bool(_CODE.match(cell.text.strip()))) < 0.5:
            change(column, "account")
    for column in columns("account"):
        cells = _cells(table, column)
        codes = bool(cells) and _share(cells, lambda cell: bool(_CODE.match(cell.text.strip()))) > 0.8
        if codes and not columns("account_code"):
            change(column, "account_code")
    accounts = columns("account")
    if len(accounts) > 1 or (accounts and columns("account_code")):
        # Of "Ledger" and "Account", the one that says the same on every line is the set of books ("0L", "Primary").
        for column in accounts:
            cells = _cells(table, column)
            if (
                len(cells) >= 4
                and len({cell.text for cell in cells}) == 1
                and hear_heading(taken[column].heading).meanings
                and plain_heading(taken[column].heading) in ("ledger", "ledger name")
            ):
                change(column, "ignore")
        accounts = columns("account")
    if len(accounts) > 1:
        # "Account" beside "Account Name": the one that is a number is the code.
        numeric = [each for each in accounts if _share(_cells(table, each), lambda cell: bool(re.match(r"^[\d.\-]+$", cell.text.strip()))) > 0.8]
        for column in numeric[: len(accounts) - 1]:
            change(column, "account_code")
    if columns("account_code") and not columns("account"):
        code = columns("account_code")[0]
        named = [each for each in ("particulars", "party", "narration", "group", "alias") for each in columns(each) if _depends(table, code, each)]
        if named:
            change(min(named, key=lambda each: (abs(each - code), each)), "account")
    _settle_amounts(taken, columns, change)
    for column in columns("row_ledger"):
        # A ledger on each row of a list of lines, or on each bill of a register: the total of the bill tells.
        if not columns("gross") and not columns("taxable") and not columns("account") and not columns("account_code"):
            change(column, "account")
    if columns("particulars") and not columns("account") and not columns("debit_account"):
        change(columns("particulars")[0], "account")
    days = columns("date")
    if len(days) == 1 and columns("document_date") and set(plain_heading(taken[days[0]].heading).split()) & _OF_BANKS:
        change(days[0], "ignore")
    if len(days) > 1:
        # Of several days the one that the books go by; of two that say it alike the first, which `check_headings` tells.
        best = min(days, key=lambda column: (day_rank(taken[column].heading), column))
        for column in days:
            if column != best and day_rank(taken[column].heading) > day_rank(taken[best].heading):
                change(column, "ignore")
    for column in columns("party"):
        # A list of accounts calls them by "Name".
        if not columns("account") and not columns("date") and columns("account_code") and _depends(table, columns("account_code")[0], column):
            change(column, "account")


_OF_BANKS = frozenset({"value", "valor", "wertstellung", "created"})
"""Words of days that say when money counts or a row was made: beside a document's own day they are no voucher's."""


def day_rank(heading: str) -> int:
    """How surely a day is the one that the books go by, 0 the surest: a voucher is of its posting, whenever somebody typed it or the bank valued it."""
    words = set(plain_heading(heading).split())
    if words & {"posting", "posted", "pstng", "post", "gl", "voucher", "vch", "journal", "accounting", "effective", "buchungsdatum", "comptable", "contable"}:
        return 0
    return 2 if words & {"entry", "value", "created", "registration", "wertstellung", "valor"} else 1


def _settle_amounts(taken: Mapping[int, Taken], columns: Callable[[str], list[int]], change: Callable[[int, str], None]) -> None:
    """ "Net amount" beside a ledger on each line and no other amount is the line's amount; "Ledger" beside an account may be the set of books."""
    if not columns("account_code") and not columns("account"):
        return
    others = (
        "debit",
        "credit",
        "amount",
        "amount_credit_positive",
        "gross",
        "foreign_debit",
        "foreign_amount",
        "closing",
        "closing_debit",
        "debit_account",
        "open",
        "opening",
    )
    lone = [column for meaning in ("taxable", "movement") for column in columns(meaning)]
    if len(lone) == 1 and not any(columns(meaning) for meaning in others) and (columns("date") or columns("document_date")) and columns("number"):
        change(lone[0], "amount")


def _depends(table: Table, code: int, name: int) -> bool:
    """True when each code stands beside one name, and there are several of both."""
    found: dict[str, set[str]] = {}
    rows = 0
    for row in table.body[:2000]:
        if row.text(code) and row.text(name):
            found.setdefault(row.text(code), set()).add(row.text(name))
            rows += 1
    several = len(found) >= 2 and len({next(iter(each)) for each in found.values()}) >= 2
    lone = sum(1 for row in table.body[:2000] if row.text(code) and not row.text(name))
    return several and all(len(each) == 1 for each in found.values()) and lone * 10 <= rows


def _by_shape(table: Table, columns: Sequence[int], taken: dict[int, Taken]) -> None:
    """Columns that no word explains: the one column of dates, and numbers of one filled side each."""
    rest = [column for column in columns if column not in taken]

    def meaning_there(*names: str) -> bool:
        return any(each.meaning in names for each in taken.values())

    days = [column for column in rest if len(_cells(table, column)) >= 2 and _share(_cells(table, column), looks_like_date) >= 0.9]
    if not days and not meaning_there("date", "document_date"):
        days = [column for column in rest if _are_serials(_cells(table, column))]
    if len(days) == 1 and not meaning_there("date", "document_date"):
        taken[days[0]] = Taken(days[0], table.headings.get(days[0], ""), "date", 0.6, "values")
    elif not meaning_there("date"):
        documents = [column for column, each in sorted(taken.items()) if each.meaning == "document_date" and each.source != "person"]
        if documents:
            taken[documents[0]] = Taken(documents[0], table.headings.get(documents[0], ""), "date", 0.9, "label")
    money = [column for column in rest if column not in taken and len(_cells(table, column)) >= 2 and _share(_cells(table, column), looks_like_money) >= 0.95]
    if (
        meaning_there("debit", "credit", "amount", "foreign_amount", "foreign_debit", "closing", "closing_debit", "open", "gross", "rate", "opening", "balance")
        or not money
    ):
        return
    pairs = [(left, right) for left in money for right in money if left < right and _complement(table, left, right)]
    if len(pairs) == 1:
        for column, meaning in zip(pairs[0], ("debit", "credit"), strict=True):
            taken[column] = Taken(column, table.headings.get(column, ""), meaning, 0.5, "values")
    elif len(money) == 1:
        taken[money[0]] = Taken(money[0], table.headings.get(money[0], ""), "amount", 0.5, "values")


def _are_serials(cells: Sequence[Cell]) -> bool:
    """A column of whole numbers that are all days of the same two years, as spreadsheets count them, and come again."""
    if len(cells) < 2 or not all(looks_like_serial(cell) and cell.text.strip().isdigit() for cell in cells):
        return False
    numbers = [int(cell.text) for cell in cells]
    return max(numbers) - min(numbers) <= 731 and (len(set(numbers)) < len(numbers) or numbers == sorted(numbers))


def _complement(table: Table, left: int, right: int) -> bool:
    """True when nearly every row fills one of the two columns and not the other."""
    one = sum((left in row.cells) != (right in row.cells) for row in table.body)
    both = sum(left in row.cells and right in row.cells for row in table.body)
    return one >= 2 and both <= max(1, one // 5)


def _with_styles(columns: Columns) -> Columns:
    """Decimal sign and order of day and month of each column. A file has one way of writing: what one column proves holds where another proves nothing."""
    table, mapping = columns.table, columns.mapping
    texts = {
        column: [cell.text for cell in _cells(table, column) if isinstance(cell.value, str) and looks_like_money(cell)]
        for column, each in columns.taken.items()
        if each.meaning.partition(":")[0] in _NUMBERS
    }
    for column in table.headings:
        if column not in columns.taken and _share(_cells(table, column), looks_like_money) > 0.8:
            texts[column] = [cell.text for cell in _cells(table, column) if isinstance(cell.value, str)]
    money = {column: each for column, each in texts.items() if column not in columns.taken or columns.taken[column].meaning not in ("rate", "age")}
    # The first thousands prove it as well as all; only where they do not is the rest asked.
    own = {column: decimal_style(each[:SAMPLE_MAX]) or decimal_style(each[SAMPLE_MAX:]) for column, each in money.items()}
    proven = {style for style in own.values() if style in (".", ",")}
    shared = proven.pop() if len(proven) == 1 and "?" not in own.values() else ""
    if not shared and not proven:
        shared = likely_style([text for each in money.values() for text in each])
    if mapping and mapping.decimal:
        shared, own = mapping.decimal, {}
    styles, unclear = {}, []
    for column, each in texts.items():
        style = own.get(column, "")
        style = shared if style in ("", "?") else style
        styles[column] = style
        if column in money and (own.get(column) == "?" or (not style and any(map(is_open, each)))):
            unclear.append(column)
    for column in columns.all("rate"):
        styles[column] = shared
    days = columns.all("date", "document_date", "due_date")
    said = mapping.dates if mapping else ""
    clauses: list[str] = []
    for column in () if said else days:
        rows, clause = rows_with_days_put_right(table.body, column)
        if clause:
            table = replace(table, body=rows, kept={})
            clauses.append(f"{clause} (column {column_letters(column)})")
    columns = replace(columns, table=table)
    first = {column: said == "month_first" if said else month_stands_first(table.column(column)) for column in days}
    if any(first.values()):
        # The proof of one date column goes for the others of the same paper, where they can be read so.
        first = dict.fromkeys(first, True) if all(first[column] or _can_be_month_first(table.column(column)) for column in first) else first
    by_span = not said and not any(first.values()) and _span_wants_months_first(columns)
    if by_span:
        first = {column: _can_be_month_first([cell for cell in table.column(column) if looks_like_date(cell)]) for column in first}
    return Columns(table, columns.taken, mapping, styles, first, tuple(unclear), by_span, "; ".join(clauses))


def _span_wants_months_first(columns: Columns) -> bool:
    """True where days first throw rows out of the span above the table, and months first put every row into it."""
    from qrt.adapters.erp.general.heads import heads_of

    column, heads = columns.one("date"), heads_of(columns.table.preamble)
    if column is None or heads.first_day is None or heads.last_day is None:
        return False
    cells = [cell for cell in columns.table.column(column) if looks_like_date(cell)]

    def inside(month_first: bool) -> bool:
        try:
            days = [day for cell in cells if (day := read_day(cell, month_first))]
        except ValueError:
            return False
        assert heads.first_day and heads.last_day
        return bool(days) and all(heads.first_day <= day <= heads.last_day for day in days)

    return not inside(False) and inside(True)


def _can_be_month_first(cells: Sequence[Cell]) -> bool:
    for cell in cells:
        try:
            read_day(cell, True)
        except ValueError:
            return False
    return True


def column_fields(pen: Pen, columns: Columns, *, sure: bool) -> list[Field]:
    """What each column was taken for, with some of its cells, as fields of the extraction; `sure` says that the vouchers proved it."""
    head = columns.table.header[-1]
    decided = columns.mapping.digest() if columns.mapping else ""
    fields = [pen.field(LAYOUT, fingerprint_of(columns.table.headings), "", head), pen.field(DECIDED, decided)]
    for column in sorted({*columns.table.headings, *columns.taken}):
        letters = column_letters(column)
        each = columns.taken.get(column)
        heading = columns.table.headings.get(column, "")
        confidence = each.confidence if each else 0.0
        source = each.source if each else "label"
        status = FieldStatus.CONFIRMED if source == "person" else FieldStatus.AUTO if sure else FieldStatus.REVIEW
        meaning = each.meaning if each else "ignore"
        fields.append(
            Field(f"{COLUMN}{letters}", meaning, heading, pen.place(head, letters), max(confidence, 0.9) if sure and each else confidence, source, status)
        )
        samples = [cell.text.strip()[:40] for cell in columns.table.column(column)[:3]]
        if samples:
            fields.append(Field(f"{SAMPLE}{letters}", " | ".join(samples), "", pen.place(columns.table.body[0].number, letters)))
    return fields
