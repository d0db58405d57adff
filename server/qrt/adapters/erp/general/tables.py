"""The tables of a sheet: header rows found by what they say, one or two deep, and what stands above and below them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qrt.adapters.erp.general.values import looks_like_date, looks_like_money, looks_like_serial
from qrt.core.documents.cells import Cell, Sheet, SheetRow
from qrt.core.documents.headings import hear_heading, plain_heading
from qrt.core.documents.row_labels import is_balance_row, is_note, is_total

HEAD_ROWS = 60
_BUCKET = re.compile(r"\d{1,3}\s*(?:-|–|to)\s*\d{1,3}|[<>]\s*\d{1,3}|\d{2,3}\s*\+")
"""Days of an ageing over a column: "31-60", "90+"."""
_UPPER_WORDS = frozenset({"balance"})


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its headings by column, its rows, and the rows above it that belong to it.

    header  numbers of the header's rows; `again` are rows that repeat it on later pages
    """

    headings: Mapping[int, str]
    header: tuple[int, ...]
    preamble: tuple[SheetRow, ...]
    body: tuple[SheetRow, ...]
    again: tuple[int, ...] = field(default=())
    kept: dict[int, list[Cell]] = field(default_factory=dict, compare=False, repr=False)

    def column(self, column: int) -> list[Cell]:
        """The filled cells of a column (`find_tables` leaves no other)."""
        if column not in self.kept:
            self.kept[column] = [row.cells[column] for row in self.body if column in row.cells]
        return self.kept[column]


@dataclass(frozen=True, slots=True)
class _Head:
    position: int
    rows: int
    headings: dict[int, str]
    score: int


def find_tables(sheet: Sheet) -> tuple[Table, ...]:
    """Every table of a sheet in order; () when no row names columns that are known."""
    rows = [_filled(row) for row in sheet.rows]
    rows = [row for row in rows if row.cells]
    first = _first_header(sheet, rows) or _header_by_shape(rows)
    if first is None:
        return ()
    tables: list[Table] = []
    head, start = first, 0
    while True:
        following, again = _next_header(sheet, rows, head)
        end = following.position if following else len(rows)
        begin = head.position + head.rows
        preamble_at = _preamble_start(rows, begin, end) if following else end
        body = tuple(row for row in rows[begin:preamble_at] if row.number not in again)
        header = tuple(row.number for row in rows[head.position : head.position + head.rows])
        tables.append(Table(head.headings, header, tuple(rows[start : head.position]), _unmerged(sheet, body), tuple(sorted(again))))
        if following is None:
            return tuple(tables)
        head, start = following, preamble_at


def _filled(row: SheetRow) -> SheetRow:
    if all(cell[0].strip() if isinstance(cell[0], str) else True for cell in row.cells.values()):
        return row
    return SheetRow(row.number, {column: cell for column, cell in row.cells.items() if cell.text.strip()})


def _unmerged(sheet: Sheet, body: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
    """A cell merged over several rows stands in each of them; amounts stay where they are, or they would count twice."""
    down = [each for each in sheet.merged if each[2] > each[0]]
    if not down:
        return tuple(body)
    by_number = {row.number: dict(row.cells) for row in body}
    for top, left, bottom, _ in down:
        cell = by_number.get(top, {}).get(left)
        if cell is None or (looks_like_money(cell) and not looks_like_date(cell) and isinstance(cell.value, float)):
            continue
        for number in range(top + 1, bottom + 1):
            if number in by_number:
                by_number[number].setdefault(left, cell)
    return tuple(SheetRow(row.number, by_number[row.number]) for row in body)


def _is_words(row: SheetRow) -> bool:
    return all(
        isinstance(cell.value, str)
        and (_BUCKET.fullmatch(cell.text.strip()) or not (looks_like_date(cell) or (looks_like_money(cell) and cell.text.strip() not in "-–—#")))
        for cell in row.cells.values()
    )


def _known(headings: Mapping[int, str]) -> set[str]:
    found: set[str] = set()
    for text in headings.values():
        heard = hear_heading(text)
        fresh = next((each for each in heard.meanings if each not in found), "")
        if fresh:
            found.add(fresh)
    return found


def _score(headings: Mapping[int, str]) -> int:
    return len(_known(headings) - {"information", "people"})


def _candidate(sheet: Sheet, rows: Sequence[SheetRow], position: int) -> _Head | None:
    """The header that begins at a row: one row, or two where the second names what the first only spans."""
    row = rows[position]
    if len(row.cells) < 2 or not _is_words(row):
        return None
    single = {column: row.text(column) for column in sorted(row.cells)}
    best = _Head(position, 1, single, _score(single))
    if position + 1 < len(rows) and rows[position + 1].number == row.number + 1 and _is_words(rows[position + 1]) and _is_lower(row, rows[position + 1]):
        double = _joined(sheet, row, rows[position + 1])
        score = _score(double)
        if score > best.score and not _says_nothing(row, rows[position + 1], score):
            best = _Head(position, 2, double, score)
    filled = len(best.headings)
    if best.score < 2:
        return None
    return best if best.score * 2 >= min(filled, 8) or _holds_values(rows, position + best.rows, filled) else None


def _says_nothing(above: SheetRow, below: SheetRow, score: int) -> bool:
    """A row of two cells over a header that names as much without it: "Company | Acme Ltd" belongs to what stands above the table."""
    return len(above.cells) == 2 and above.cells.keys() <= below.cells.keys() and score <= _score({column: below.text(column) for column in below.cells})


def _holds_values(rows: Sequence[SheetRow], position: int, filled: int) -> bool:
    """Below a header whose words are mostly unknown stand days and amounts in as many columns."""
    below = rows[position : position + 3]
    shaped = [row for row in below if any(looks_like_date(cell) for cell in row.cells.values()) and any(looks_like_money(cell) for cell in row.cells.values())]
    return bool(below) and len(shaped) * 2 >= len(below) and any(len(row.cells) * 3 >= filled * 2 for row in shaped)


def _is_lower(above: SheetRow, below: SheetRow) -> bool:
    """A second header row names at least two columns by itself, or most columns below a spanning word."""
    known = [column for column in below.cells if hear_heading(below.text(column)).meanings]
    return len(known) >= 2 and (len(known) * 2 >= len(below.cells) or not hear_heading(above.text(min(above.cells))).meanings)


def _joined(sheet: Sheet, above: SheetRow, below: SheetRow) -> dict[int, str]:
    """Headings of two rows: the word above a column, or merged or standing left over it, before the column's own."""
    headings: dict[int, str] = {}
    for column in sorted({*above.cells, *below.cells}):
        own, over = below.text(column), _over(sheet, above, column)
        both = f"{over} {own}".strip()
        if own and over:
            headings[column] = both if hear_heading(both).meanings and not _is_worse(both, own) else own
        else:
            headings[column] = own or above.text(column)
    return {column: text for column, text in headings.items() if text}


def _is_worse(both: str, own: str) -> bool:
    return hear_heading(own).confidence > hear_heading(both).confidence


def _over(sheet: Sheet, above: SheetRow, column: int) -> str:
    if above.text(column):
        return above.text(column)
    for top, left, bottom, right in sheet.merged:
        if top <= above.number <= bottom and left <= column <= right:
            return above.text(left)
    left_of = [each for each in above.cells if each < column]
    return above.text(max(left_of)) if left_of else ""


def _first_header(sheet: Sheet, rows: Sequence[SheetRow]) -> _Head | None:
    best: _Head | None = None
    for position in range(min(len(rows), HEAD_ROWS)):
        head = _candidate(sheet, rows, position)
        if head is None:
            continue
        if best is None or head.score > best.score + (0 if position <= best.position + 1 else 1):
            best = head
        if best.score >= 3 and position > best.position + best.rows + 1:
            break
    return best


def _header_by_shape(rows: Sequence[SheetRow]) -> _Head | None:
    """A row of words that nobody knows above rows as wide as it, each with a day and an amount: a header, whatever its language."""
    for position, row in enumerate(rows[:HEAD_ROWS]):
        below = rows[position + 1 : position + 21]
        if len(row.cells) < 4 or not _is_words(row) or len(below) < 4:
            continue
        wide = [each for each in below if len(each.cells) * 3 >= len(row.cells) * 2 and each.cells.keys() <= row.cells.keys()]
        days = [
            column
            for column in row.cells
            if sum(column in each.cells and (looks_like_date(each.cells[column]) or looks_like_serial(each.cells[column])) for each in below) * 10
            >= 9 * len(below)
        ]
        money = [
            column
            for column in row.cells
            if column not in days and sum(column in each.cells and looks_like_money(each.cells[column]) for each in below) * 10 >= 4 * len(below)
        ]
        if len(wide) * 10 >= 9 * len(below) and days and money:
            return _Head(position, 1, {column: row.text(column) for column in sorted(row.cells)}, 0)
    return None


def _next_header(sheet: Sheet, rows: Sequence[SheetRow], head: _Head) -> tuple[_Head | None, set[int]]:
    """The header of the next table, and the rows that repeat this one's header before it."""
    own = [{column: plain_heading(row.text(column)) for column in row.cells} for row in rows[head.position : head.position + head.rows]]
    again: set[int] = set()
    position = head.position + head.rows
    while position < len(rows):
        row = rows[position]
        if not _may_be_header(row):
            position += 1
            continue
        words = {column: plain_heading(row.text(column)) for column in row.cells}
        if any(len(words) >= 2 and sum(each.get(column) == text for column, text in words.items()) * 10 >= 8 * max(len(words), len(each)) for each in own):
            again.add(row.number)
        elif len(row.cells) >= 3 and _is_words(row) and (following := _candidate(sheet, rows, position)) and following.score >= 3:
            if (
                set(map(plain_heading, following.headings.values())) == set(map(plain_heading, head.headings.values()))
                and following.headings.keys() == head.headings.keys()
            ):
                again |= {rows[position + each].number for each in range(following.rows)}
                position += following.rows
                continue
            return following, again
        position += 1
    return None, again


def _may_be_header(row: SheetRow) -> bool:
    """Quick answer for the many rows that hold a number or a bare amount: they name no columns."""
    return len(row.cells) >= 2 and sum(not isinstance(cell.value, str) or cell.value.strip()[:1].isdigit() for cell in row.cells.values()) * 5 <= len(row.cells)


def _preamble_start(rows: Sequence[SheetRow], begin: int, end: int) -> int:
    """Title rows right above the next table belong to it: rows of few words behind the last row of the table before."""
    position = end
    while position > begin:
        row = rows[position - 1]
        label = row.text(min(row.cells))
        if len(row.cells) > 2 or not _is_words(row) or is_total(label) or is_note(label) or is_balance_row(label):
            break
        position -= 1
    return position
