"""Tables on a sheet by their headings, wherever they stand: one to three heading rows, a group ("Invoice Details") merged above its columns."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from qrt.core.base.identifiers import gstin_fault, pan_fault, tan_fault
from qrt.core.base.money import ZERO, Paise
from qrt.core.base.place import Place
from qrt.core.documents.amounts import amount_of_cell
from qrt.core.documents.cells import Sheet, SheetRow, column_letters
from qrt.core.documents.dates import day_turned, looks_like_day, months_come_first, parse_day
from qrt.core.documents.extracting import Pen
from qrt.core.documents.headers import Vocabulary, normal, vocabulary
from qrt.core.documents.tax_sheets.hearing import of_invoice, of_note, words_of

HEADING_ROWS = 3
"""Rows that may name the columns together: amendments have the group, the part of it and the column."""
_NUMERIC = re.compile(r"^[\s₹(+-]*(?:rs\.?)?\s*\d[\d,./:\- ]*\)?%?$", re.IGNORECASE)
_NOT_OURS = re.compile(r"^(?:amount declared|itc reduc|as per books|in books)")
"""Groups whose columns repeat the names of the document's own."""
_CREDIT_OF = re.compile(r"^(?:(?:net |total )?(?:eligible|ineligible|available|availed) (?:itc|credit)|itc (?:available|availed|eligible|claimed))$")
"""Groups of what of the tax is credit. Alone such a heading says whether it is."""
_BY_PATTERN = 99
"""Words that begin like a heading of ours are less sure than the heading itself."""
_AT = re.compile(r"\s*@\s*$")
"""A column "CGST @" holds the rate."""
_COUNTED = re.compile(r"^[\[(]?\s*\d{1,3}\s?[a-z]?\s*[\])]?$", re.IGNORECASE)
_COUNTED_CELLS = 4
_SERIALS = (36_526, 73_050)
"""Days as a spreadsheet counts them, of the years 2000 to 2099: a column of days that lost its format."""
_ORIGINAL = frozenset({"number", "day", "type"})

Cells = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a return: its name, what its headings are called, and what it must name (one of each set). `patterns` name headings that are written in many ways,
    `hears` tells by its words what no phrase and no pattern knows. Columns under a group that `aside` finds are not the table's."""

    name: str
    headings: Mapping[str, tuple[str, ...]]
    needed: tuple[frozenset[str], ...]
    patterns: tuple[tuple[re.Pattern[str], str], ...] = ()
    hears: Callable[[tuple[str, ...]], str] | None = None
    aside: re.Pattern[str] | None = None
    _phrases: dict[str, tuple[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        words: Vocabulary = vocabulary(self.headings)
        for meaning, phrases in words.items():
            for rank, phrase in enumerate(phrases):
                self._phrases.setdefault(phrase, (meaning, rank))

    def mean(self, parts: Sequence[str]) -> tuple[str, int]:
        """What a heading means, by its groups and itself, and how sure that is (0 the surest, as the phrases are listed); "" for none of ours.

        Under "Original Details" number and day are those that were amended.
        """
        plain = [normal(_AT.sub(" rate", part)) for part in parts]
        if any(_NOT_OURS.match(part) for part in plain) or any(map(_CREDIT_OF.match, plain[:-1])) or (self.aside and any(map(self.aside.search, plain[:-1]))):
            return "", 0
        leaf = plain[-1]
        known = self._phrases.get(" ".join(plain[-2:])) or self._phrases.get(leaf)
        found, rank = known or (next((name for pattern, name in self.patterns if pattern.match(leaf)), "") or self._hear(parts), _BY_PATTERN)
        if any(part.startswith("original") for part in plain[:-1]):
            return (f"original_{found}" if found in _ORIGINAL else ""), rank
        return found, rank

    def _hear(self, parts: Sequence[str]) -> str:
        """By the heading's own words, or with those of its group above it ("Integrated Tax | Amount"); a "Total" under a group is one of the group."""
        if self.hears is None:
            return ""
        own = words_of(_AT.sub(" rate", parts[-1]))
        if len(parts) == 1:
            return self.hears(own)
        return (self.hears(own) if own != ("total",) else "") or self.hears((*words_of(parts[-2]), *own))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that was found: `rows` rows high. `columns` say what each column means, `shown` how each meaning is written, `others` what no meaning was found for."""

    table: Table
    rows: int
    columns: Mapping[int, str]
    shown: Mapping[str, str]
    others: tuple[str, ...] = ()
    _columns: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._columns.update((meaning, column) for column, meaning in self.columns.items())

    def column(self, name: str) -> int | None:
        """The column of a meaning, None where the heading has none."""
        return self._columns.get(name)

    @property
    def names(self) -> frozenset[str]:
        """What it names."""
        return frozenset(self.columns.values())


def is_value(text: str) -> bool:
    """A number, a day or an identifier: never part of a heading."""
    if not any(map(str.isdigit, text)):
        return False
    body = text.strip()
    return bool(_NUMERIC.match(body)) or looks_like_day(body) or not all((gstin_fault(body), pan_fault(body), tan_fault(body)))


def heading_at(rows: Sequence[Cells], index: int, tables: Sequence[Table]) -> Heading | None:
    """The heading that begins at this row; of several readings the one that names most, in the fewest rows."""
    best: Heading | None = None
    for height in range(1, HEADING_ROWS + 1):
        block = rows[index : index + height]
        if len(block) < height or any(is_value(text) for text in block[-1].values()):
            break
        for table in tables:
            found = _heard(block, table)
            if found and (best is None or len(found.columns) > len(best.columns)):
                best = found
    if best is not None and best.rows > 1:
        # A title above adds nothing: the heading begins below it.
        without = _heard(rows[index + 1 : index + best.rows], best.table)
        if without is not None and len(without.columns) >= len(best.columns):
            return None
    return best


def _heard(block: Sequence[Cells], table: Table) -> Heading | None:
    """The columns that the block names. Of two of one meaning ("TDS", "Total Tax Deducted") the one with the surer words, then the first."""
    best: dict[str, tuple[int, int, str]] = {}
    others: list[str] = []
    heard = [(column, " ".join(parts), *table.mean(parts)) for column, parts in _composed(block).items()]
    notes = {meaning for _, shown, meaning, _ in heard if meaning in ("number", "day") and of_note(shown)}
    for column, shown, meaning, rank in heard:
        # Beside a note's own number and day those of an invoice are what the note is about.
        bare = meaning.removeprefix("original_")
        name = f"about_{bare}" if bare in notes and of_invoice(shown) else meaning
        if not name:
            others.append(shown)
        elif name not in best or rank < best[name][0]:
            best[name] = (rank, column, shown)
    if not all(best.keys() & each for each in table.needed):
        return None
    columns = {column: meaning for meaning, (_, column, _) in sorted(best.items(), key=lambda each: each[1][1])}
    return Heading(table, len(block), columns, {meaning: shown for meaning, (_, _, shown) in best.items()}, tuple(others))


def _composed(block: Sequence[Cells]) -> dict[int, list[str]]:
    """The texts above each column, from the top. A group stands over its own column and over those to its right that it leaves to the row below."""
    found: dict[int, list[str]] = {}
    width = max((max(cells, default=-1) for cells in block), default=-1) + 1
    for at, cells in enumerate(block):
        last = at == len(block) - 1
        group = ""
        for column in range(width):
            text = cells.get(column, "").strip()
            below = any(lower.get(column, "").strip() for lower in block[at + 1 :])
            if text:
                group = text
            elif last or not below or not group:
                continue
            parts = found.setdefault(column, [])
            said = text or group
            if not parts or parts[-1] != said:
                parts.append(said)
    return {column: parts for column, parts in found.items() if parts}


@dataclass(frozen=True, slots=True)
class Line:
    """A row under a heading. What a cell cannot be read as raises ValueError with the cause, for the finding.

    `months_first` are columns whose texts have their month first, `turned` those whose dates a program made of such texts day first.
    """

    pen: Pen
    row: SheetRow
    heading: Heading
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    months_first: frozenset[str] = frozenset()
    turned: frozenset[str] = frozenset()

    def column(self, name: str) -> int | None:
        """The column of a meaning, None where the heading has none."""
        return self.heading.column(name)

    def text(self, name: str) -> str:
        """The cell's text, "" for none."""
        column = self.column(name)
        return self.row.text(column).strip() if column is not None else ""

    def money(self, name: str) -> Paise:
        """The cell's amount, zero where it is empty. Raises ValueError where it holds something else."""
        column = self.column(name)
        if column is None:
            return ZERO
        if (self.row.number, column) in self.uncalculated:
            raise ValueError(f"its {self.heading.shown[name]!r} is a formula without a result")
        try:
            found = amount_of_cell(self.row.cells.get(column))
        except ValueError as wrong:
            raise ValueError(f"its {self.heading.shown[name]!r} is {wrong}") from wrong
        return found[0] if found else ZERO

    def filled(self, name: str) -> bool:
        """True where the cell holds an amount, be it zero."""
        return self.text(name) not in ("", "-", "--")

    def day(self, name: str) -> date:
        """The cell's day. Raises ValueError where it is none."""
        found = self.day_or_none(name)
        if found is None:
            raise ValueError(f"its {self.heading.shown.get(name, name)!r} is empty")
        return found

    def day_or_none(self, name: str) -> date | None:
        """The cell's day, None for an empty one. Raises ValueError where it is filled with something else."""
        column = self.column(name)
        cell = self.row.cells.get(column) if column is not None else None
        if cell is None or cell.text.strip() in ("", "-"):
            return None
        if isinstance(cell.value, date):
            return day_turned(cell.value) if name in self.turned else cell.value
        if isinstance(cell.value, float) and cell.value.is_integer() and _SERIALS[0] < cell.value < _SERIALS[1]:
            return date(1899, 12, 30) + timedelta(days=int(cell.value))
        if not isinstance(cell.value, str):
            raise ValueError(f"its {self.heading.shown[name]!r} is no date: {cell.text!r}")  # noqa: TRY004 - a cell of the wrong kind is bad data, not a wrong call
        return parse_day(cell.value, month_first=name in self.months_first)

    def place(self, name: str = "") -> Place:
        """Where the cell stands; the row where no meaning is given."""
        column = self.column(name) if name else None
        return self.pen.place(self.row.number, column_letters(column) if column is not None else None)

    @property
    def beginning(self) -> str:
        """The row's first words, small letters: numbers and identifiers before them are passed over."""
        return next((text.lower() for column in sorted(self.row.cells) if (text := self.row.text(column)) and not is_value(text)), "")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and the rows under it, up to the next heading."""

    heading: Heading
    lines: tuple[Line, ...]


def blocks_of(pen: Pen, sheet: Sheet, tables: Sequence[Table]) -> tuple[tuple[Block, ...], tuple[SheetRow, ...]]:
    """Every table of the sheet in order, and the rows above the first of them (all of them where there is none)."""
    cells = [{column: row.text(column) for column in row.cells if row.text(column)} for row in sheet.rows]
    starts: list[tuple[int, Heading]] = []
    index = 0
    while index < len(cells):
        heading = heading_at(cells, index, tables)
        if heading is not None:
            starts.append((index, heading))
        index += heading.rows if heading is not None else 1
    if not starts:
        return (), sheet.rows
    open_formulas = frozenset(sheet.uncalculated)
    blocks: list[Block] = []
    for (first, heading), (after, _) in zip(starts, [*starts[1:], (len(cells), starts[-1][1])], strict=True):
        rows = sheet.rows[first + heading.rows : after]
        if rows and _numbers_columns(cells[first + heading.rows]):
            rows = rows[1:]
        months = frozenset(_month_first(rows, heading))
        block = Block(heading, tuple(Line(pen, row, heading, open_formulas, months) for row in rows))
        if blocks and blocks[-1].heading.table.name == heading.table.name and blocks[-1].heading.columns == heading.columns:
            # The heading of a printed page once more.
            block = Block(heading, (*blocks.pop().lines, *block.lines))
        blocks.append(block)
    return tuple(blocks), sheet.rows[: starts[0][0]]


def _numbers_columns(cells: Cells) -> bool:
    """The row under the heading of many forms that counts the columns: (401), (402), …"""
    return len(cells) >= _COUNTED_CELLS and all(_COUNTED.match(text) for text in cells.values())


def _month_first(rows: Sequence[SheetRow], heading: Heading) -> Iterator[str]:
    """Columns whose days can be read with the month first alone: a file that went through a program of another country."""
    for column, name in heading.columns.items():
        if name.endswith("day") or name in ("filed", "deducted", "booked"):
            texts = [value for row in rows if (cell := row.cells.get(column)) and isinstance(value := cell.value, str) and looks_like_either(value)]
            if texts and months_come_first(texts):
                yield name


def looks_like_either(text: str) -> bool:
    """A text of the form of a day, in either order of day and month."""
    try:
        parse_day(text, month_first=True)
    except ValueError:
        return looks_like_day(text)
    return True
