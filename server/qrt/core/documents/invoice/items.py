"""The lines of an invoice: rows under a known header, columns by where its words stand, until the totals begin."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from qrt.core.base.money import Paise
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.item_cells import cells_of, money_of, row_of, said_code, shown, text_of
from qrt.core.documents.invoice.item_heads import Header, ItemColumn, header_at
from qrt.core.documents.invoice.labels import normal
from qrt.core.documents.invoice.layout import Line, Sheet, Token
from qrt.core.documents.invoice.prices import is_proved, settled
from qrt.core.documents.invoice.values import looks_like_money
from qrt.core.documents.types import InvoiceLine

FOOT = frozenset({"taxable", "cgst", "sgst", "igst", "cess", "tcs", "round_off", "grand_total", "due", "total_weak", "tax", "gross"})
_MONEY = ("taxable", "cgst", "sgst", "igst", "total")

_OVERLEAF = re.compile(r"\W*(?:contd|continued|cont\b|carried\s+(?:over|forward)|brought\s+forward|c/f\b|b/f\b|p\.?t\.?o\b|page\s+\d+)", re.IGNORECASE)
"""Lines that only say that the list goes on overleaf, with or without the sum so far."""

_TAX_WORDS = frozenset({"cgst", "sgst", "igst", "utgst", "ugst", "gst", "cess"})
_HEADS = frozenset({"cgst", "sgst", "igst", "utgst", "ugst"})
"""No goods begin with these words."""

_BESIDE_TAX = frozenset(
    {"tax", "central", "state", "integrated", "union", "territory", "goods", "and", "services", "add", "output", "on", "of", "at", "rs", "inr"}
)
_NUMBERED = re.compile(r"[A-Za-z]|[ivx]{1,4}|[A-Za-z]?\d{1,3}[a-z]?|\d{1,2}(?:\.\d{1,2}){1,2}")
"""What numbers a row or a part of a list: "1", "B", "B1", "iv", "2.1"."""

CLEAR = 0.15
"""White between rows is wider than between the lines of one row by at least this part of a line's height, where it shows at all."""

_AHEAD = 4
"""So many lines behind a tax there may be goods again."""


@dataclass(frozen=True, slots=True, eq=False)
class _Cut:
    """A line of the list cut into its columns."""

    line: Line
    cells: Mapping[str, tuple[Token, ...]]
    money: Mapping[str, Paise | None]

    @property
    def description(self) -> str:
        return shown(self.cells.get("description", ()))

    @property
    def counted(self) -> bool:
        return self.has_figures("quantity")

    @property
    def valued(self) -> bool:
        return self.money["taxable"] is not None or self.money["total"] is not None

    @property
    def is_text(self) -> bool:
        """Words of a description and nothing else. A letter or a figure alone is one where nothing stands in another column."""
        letters = sum(map(str.isalpha, self.description))
        return not self.valued and not self.counted and (letters >= 2 or (letters == 1 and self.cells.keys() == {"description"}))

    @property
    def numbered(self) -> bool:
        """It has a number of its own in the list: with words alone it is the heading of a part, or a row whose figures stand below."""
        return bool(_NUMBERED.fullmatch(shown(self.cells.get("serial", ())).strip(".)(")))

    def goes_on(self, start: float) -> bool:
        """Figures alone that begin where descriptions begin: the end of one ("2025-26", "40092200)")."""
        tokens = self.cells.get("description", ())
        return (
            self.cells.keys() == {"description"}
            and abs(tokens[0].x0 - start) < 0.2 * tokens[0].height
            and not any(looks_like_money(each.text) for each in tokens)
        )

    @property
    def is_taxed(self) -> bool:
        """It says a tax, its rate and its amount, and no goods ("CGST @ 9% 450.00"): a line under the goods it is charged on."""
        aside = {id(token) for name in ("day", "serial", "reference") for token in self.cells.get(name, ())}
        words = re.findall(r"[a-z]+", " ".join(token.text for token in self.line.tokens if id(token) not in aside).lower())
        return (
            any(word in _TAX_WORDS for word in words)
            and (words[0] in _HEADS or all(word in _TAX_WORDS or word in _BESIDE_TAX or len(word) == 1 for word in words))
            and not self.has_figures("hsn", "unit_price")
        )

    def has_figures(self, *columns: str) -> bool:
        """A figure stands in one of the columns."""
        return any(map(str.isdigit, text_of(tuple(token for name in columns for token in self.cells.get(name, ())))))


def find_items(paper: Labelled, comma_decimal: bool, header: Header | None = None, stops: frozenset[int] = frozenset()) -> tuple[InvoiceLine, ...]:
    """The item lines, () where no header row is recognised. Every page may repeat the header.

    header  knows the header row where its words are not general ones; `stops` are numbers of lines that are known to belong to the totals
    """
    header = header or header_at
    rows: list[InvoiceLine] = []
    number = 0
    lines = paper.sheet.lines
    while number < len(lines):
        columns, height = header(lines, number)
        if not columns:
            number += 1
            continue
        number += height
        listed: list[_Cut] = []
        while number < len(lines) and lines[number].page == lines[number - 1].page and number not in stops:
            if _ends(paper, number, columns, comma_decimal) or header(lines, number)[0]:
                break
            if not is_overleaf(lines[number]):
                listed.append(_cut(lines[number], columns, comma_decimal))
            number += 1
        _take_all(rows, paper, listed, comma_decimal)
        if rows and not (number < len(lines) and header(lines, number)[0]):
            # A second table on the same page is the tax summary, not more goods.
            page = lines[number - 1].page
            while number < len(lines) and lines[number].page == page:
                number += 1
    return settled([row for row in rows if row.taxable is not None or row.total is not None])


def rows_of(paper: Labelled, lines: Sequence[Line], columns: Sequence[ItemColumn], comma_decimal: bool = False) -> list[InvoiceLine]:
    """The rows of lines that are known to be those of a list of goods, by columns that are known."""
    rows: list[InvoiceLine] = []
    _take_all(rows, paper, [_cut(line, columns, comma_decimal) for line in lines], comma_decimal)
    return rows


def is_overleaf(line: Line) -> bool:
    """The line only says that the list goes on overleaf."""
    return bool(_OVERLEAF.match(line.text))


def _cut(line: Line, columns: Sequence[ItemColumn], comma_decimal: bool) -> _Cut:
    cells = cells_of(line, columns)
    return _Cut(line, cells, {name: money_of(cells.get(name, ()), comma_decimal) for name in _MONEY})


def _ends(paper: Labelled, number: int, columns: Sequence[ItemColumn], comma_decimal: bool) -> bool:
    """The totals begin here. A tax that stands under the goods it is charged on ends nothing while goods follow."""
    line = paper.sheet.lines[number]
    if not _is_foot(paper, line, columns):
        return False
    if not _cut(line, columns, comma_decimal).is_taxed:
        return not _goes_on_behind(paper, number, columns, comma_decimal)
    following = [each for each in paper.sheet.lines[number + 1 : number + 1 + _AHEAD] if each.page == line.page]
    for each in following:
        after = _cut(each, columns, comma_decimal)
        if after.is_taxed:
            continue
        return _is_foot(paper, each, columns) or not (after.valued and after.description and after.has_figures("hsn", "quantity", "serial", "day"))
    return True


def _goes_on_behind(paper: Labelled, number: int, columns: Sequence[ItemColumn], comma_decimal: bool) -> bool:
    """A sum of a part of the list: behind it, and headings of parts, stands a row whose quantity times price is its amount."""
    for each in paper.sheet.lines[number + 1 : number + 1 + _AHEAD]:
        if each.page != paper.sheet.lines[number].page or _is_foot(paper, each, columns):
            return False
        cut = _cut(each, columns, comma_decimal)
        if cut.valued:
            row = row_of(paper.sheet, each, cut.cells, cut.money, comma_decimal)
            return bool(row.description) and bool(row.unit_price) and is_proved(row)
    return False


def _is_foot(paper: Labelled, line: Line, columns: Sequence[ItemColumn]) -> bool:
    """The totals begin: a label of money, and before it nothing but blank columns."""
    money = [label for label in paper.by_line[line.number] if label.amount in FOOT]
    if not money:
        return False
    first = money[0]
    before = [token for token in line.tokens if token.x1 <= first.x0 and token.text.strip(":-–|₹")]
    description = next((each for each in columns if each.name == "description"), None)
    opens = not before or all(not any(each.isdigit() for each in token.text) for token in before)
    return opens and (len(before) <= 2 or description is None)


def _take_all(rows: list[InvoiceLine], paper: Labelled, listed: Sequence[_Cut], comma_decimal: bool) -> None:
    """Add the rows of one table. Words that stand above the figures of their row go to the row that follows."""
    ahead = _words_ahead(listed)
    waiting: list[_Cut] = []
    start = next((tokens[0].x0 for cut in listed if (tokens := cut.cells.get("description"))), 0.0)
    for number, cut in enumerate(listed):
        if number in ahead:
            waiting.append(cut)
            continue
        count = len(rows)
        if not cut.is_taxed and not _is_deduction(paper, cut) and not _is_part_sum(paper, cut):
            _take(rows, paper.sheet, cut, start, comma_decimal)
        if waiting and len(rows) > count:
            own = [each for each in waiting if not (each.numbered and cut.numbered)]
            words = " ".join((*(each.description for each in own), rows[-1].description)).strip()
            rows[-1] = replace(rows[-1], description=words, hsn=rows[-1].hsn or said_code(words))
            waiting = []


def _words_ahead(listed: Sequence[_Cut]) -> frozenset[int]:
    """Numbers of the lines of words that belong to the figures below them: where white shows that a row ends above them, and otherwise where such a line
    opens the table, as rows all stand alike."""
    read = [number for number, cut in enumerate(listed) if cut.valued or cut.counted or cut.is_text]
    whites = [_top(listed[after]) - _bottom(listed[before]) for before, after in pairwise(read)]
    close = 0.5 * _height(listed[0]) if listed else 0.0
    figures = [place for place, number in enumerate(read) if not listed[number].is_text]
    if not figures:
        return frozenset()
    opens = figures[0] > 0 and whites[figures[0] - 1] < close
    closes = figures[-1] + 1 < len(read) and whites[figures[-1]] < close
    ahead = set(range(figures[0])) if opens else set[int]()
    for above, below in pairwise(figures):
        between = whites[above:below]
        widest = max(between)
        clear = len(between) > 1 and not listed[0].line.tight and sorted(between)[-2] < widest - CLEAR * _height(listed[read[above]])
        last = above + between.index(widest) if clear else above + ((below - above - 1) // 2 if closes else 0) if opens else below
        ahead |= set(range(last + 1, below))
    return frozenset(read[place] for place in ahead)


def _top(cut: _Cut) -> float:
    """Where most words of the line begin: others may stand higher, as those that run up a margin."""
    return median(token.y0 for token in cut.line.tokens)


def _bottom(cut: _Cut) -> float:
    return median(token.y1 for token in cut.line.tokens)


def _height(cut: _Cut) -> float:
    return cut.line.tokens[0].height


def _is_part_sum(paper: Labelled, cut: _Cut) -> bool:
    """A sum of rows above by its words ("Sub Total (A)"), with neither code nor price."""
    labels = paper.by_line[cut.line.number]
    return (
        bool(labels)
        and labels[0].amount in ("taxable", "total_weak", "gross")
        and labels[0].tokens[0] in cut.line.tokens[:2]
        and not cut.has_figures("hsn", "unit_price")
    )


def _is_deduction(paper: Labelled, cut: _Cut) -> bool:
    """What goes off the goods above, by its words: no goods."""
    labels = paper.by_line[cut.line.number]
    before = [normal(token.text) for token in cut.line.tokens if labels and token.x1 <= labels[0].x0]
    opens = bool(labels) and labels[0].amount == "discount" and not any(word not in ("", "less", "add") for word in before)
    return opens and not cut.has_figures("hsn", "quantity", "unit_price")


def _take(rows: list[InvoiceLine], sheet: Sheet, cut: _Cut, start: float, comma_decimal: bool) -> None:
    """Add a row, or glue a line to the row above: one without money carries on its description, one with nothing else brings its money.

    start  where descriptions begin, in points from the left
    """
    cells, money, description = cut.cells, cut.money, cut.description
    last = rows[-1] if rows else None
    if not cut.valued:
        if cut.counted and cells.get("unit_price") and description:
            rows.append(row_of(sheet, cut.line, cells, money, comma_decimal))
        elif last and (cut.is_text and not cut.numbered or cut.goes_on(start)):
            words = f"{last.description} {description}".strip()
            rows[-1] = replace(last, description=words, hsn=last.hsn or said_code(words))
        return
    if last and last.taxable is None and last.total is None and not cut.counted and not cells.get("unit_price"):
        # The money of a row may stand half a line lower than the rest of it.
        rows[-1] = replace(last, taxable=money["taxable"], cgst=money["cgst"], sgst=money["sgst"], igst=money["igst"], total=money["total"])
        return
    told = cut.counted or cut.has_figures("hsn", "unit_price")
    if not told and (_is_sum(rows, money) or not (description or cells.get("quantity") or cells.get("hsn"))):
        return  # A sum under the lines.
    rows.append(row_of(sheet, cut.line, cells, money, comma_decimal))


def _is_sum(rows: Sequence[InvoiceLine], money: Mapping[str, Paise | None]) -> bool:
    """The amount is that of all lines above together, each of which says more than a name and an amount."""
    amount = money["taxable"] if money["taxable"] is not None else money["total"]
    above = [row.taxable if row.taxable is not None else row.total for row in rows]
    return bool(rows) and all(row.hsn or row.quantity for row in rows) and None not in above and sum(each or 0 for each in above) == amount
