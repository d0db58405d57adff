"""The lines of an invoice whose table is drawn: what stands between the lines of one cell belongs together, however often it is broken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qrt.core.documents.grid.ruled import SNAP, Lattice, joined_cells, slot
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.item_cells import money_of, row_of, shown, text_of
from qrt.core.documents.invoice.item_heads import column_named, describes
from qrt.core.documents.invoice.items import FOOT
from qrt.core.documents.invoice.labels import labels
from qrt.core.documents.invoice.layout import Line, Token
from qrt.core.documents.invoice.prices import settled
from qrt.core.documents.invoice.values import amount_of, looks_like_money
from qrt.core.documents.types import InvoiceLine

_MONEY = ("taxable", "cgst", "sgst", "igst", "total")
KNOWN_FROM = 4
"""Headings that must be known before a drawn row is the head of a list of goods."""


@dataclass(frozen=True, slots=True, eq=False)
class _Cell:
    """A drawn cell in points, with the words inside it in reading order."""

    x0: float
    y0: float
    x1: float
    tokens: tuple[Token, ...]


Row = tuple[_Cell, ...]


def find_drawn_items(paper: Labelled, comma_decimal: bool) -> tuple[InvoiceLine, ...]:
    """The item lines of tables in which lines part every row from the next; () where there is no such table, or where a cell holds the amounts of several rows."""
    found: list[InvoiceLine] = []
    heads: dict[str, _Cell] = {}
    for page, tables in sorted(paper.sheet.drawn.items()):
        tokens = [token for line in paper.sheet.lines if line.page == page for token in line.tokens]
        for table in tables:
            rows = list(_rows(table, tokens))
            if not any(_heads(row) for row in rows) and not _goes_on(rows, heads):
                continue
            taken = _take(paper, rows, heads, comma_decimal)
            if taken is None:
                return ()
            found += taken
    return settled(found)


def _rows(table: Lattice, tokens: Sequence[Token]) -> Iterator[Row]:
    """The cells that begin at one height, from the top of the table, with what stands in them."""
    owner = {small: number for number, group in enumerate(joined_cells(table)) for small in group}
    held: dict[int, list[Token]] = {}
    area = table.area
    for token in tokens:
        centre = (token.x0 + token.x1) / 2
        if area.holds(centre, token.middle):
            held.setdefault(owner[slot(table.ys, token.middle), slot(table.xs, centre)], []).append(token)
    by_top: dict[int, list[_Cell]] = {}
    for number, group in enumerate(joined_cells(table)):
        top, left, right = min(i for i, _ in group), min(j for _, j in group), max(j for _, j in group)
        words = sorted(held.get(number, ()), key=lambda each: (each.line, each.x0))
        by_top.setdefault(top, []).append(_Cell(table.xs[left], table.ys[top], table.xs[right + 1], tuple(words)))
    for top in sorted(by_top):
        yield tuple(sorted(by_top[top], key=lambda each: each.x0))


def _heads(row: Row) -> dict[str, _Cell]:
    """The cells of a heading row by column, each name once; cells of other headings under "other N". {} where this is none."""
    if any(looks_like_money(token.text) and any(map(str.isdigit, token.text)) for cell in row for token in cell.tokens):
        return {}
    named: dict[str, _Cell] = {}
    for number, cell in enumerate(row):
        name = column_named(cell.tokens)
        if name == "description" and name in named and ("serial" not in named or describes(cell.tokens) and not describes(named[name].tokens)):
            # "Item" before "Description" heads the numbers of the rows, and "Material" their codes.
            named[f"other {number}s" if "serial" in named else "serial"] = named.pop(name)
        named[name if name and name not in named else f"other {number}"] = cell
    known = sum(not each.startswith("other") for each in named)
    return named if known >= KNOWN_FROM and "description" in named and ("total" in named or "taxable" in named) else {}


def _goes_on(rows: Sequence[Row], heads: Mapping[str, _Cell]) -> bool:
    """The table begins with a row of the same columns as the one on the page before."""
    return bool(heads and rows) and [(each.x0, each.x1) for each in rows[0]] == [
        (each.x0, each.x1) for each in sorted(heads.values(), key=lambda each: each.x0)
    ]


def _take(paper: Labelled, rows: Sequence[Row], heads: dict[str, _Cell], comma_decimal: bool) -> list[InvoiceLine] | None:
    """The goods of one table; None where a row of it holds several. `heads` is what the table before left, and is left for the next."""
    found: list[InvoiceLine] = []
    ended = False
    for row in rows:
        if new := _heads(row):
            heads.clear()
            heads.update(new)
            continue
        if not heads or not any(cell.tokens for cell in row):
            continue
        cells = _by_column(row, heads)
        if cells is None or _is_foot(cells):
            ended = bool(found)
            continue
        if ended and not _is_goods(cells):
            # The heading of another part, or what stands behind the list.
            if any(_amounts(tokens, comma_decimal) for tokens in cells.values()):
                break
            continue
        ended = False
        if any(_amounts(cells.get(name, ()), comma_decimal) > 1 for name in ("taxable", "total")):
            return None
        money = {name: money_of(cells.get(name, ()), comma_decimal) for name in _MONEY}
        told = any(any(map(str.isdigit, text_of(cells.get(name, ())))) for name in ("hsn", "quantity", "unit_price"))
        if (money["taxable"] is None and money["total"] is None) or not (told or shown(cells.get("description", ()))):
            continue
        tokens = tuple(token for cell in row for token in cell.tokens)
        found.append(row_of(paper.sheet, Line(tokens[0].line, tokens[0].page, tokens), cells, money, comma_decimal))
    return found


def _by_column(row: Row, heads: Mapping[str, _Cell]) -> dict[str, tuple[Token, ...]] | None:
    """What stands under each heading; None where a filled cell lies under several or under none."""
    cells: dict[str, tuple[Token, ...]] = {}
    for cell in row:
        if not cell.tokens:
            continue
        over = [name for name, head in heads.items() if head.x0 - SNAP <= cell.x0 and cell.x1 <= head.x1 + SNAP]
        if len(over) != 1:
            return None
        cells[over[0]] = (*cells.get(over[0], ()), *cell.tokens)
    return cells


def _is_foot(cells: Mapping[str, tuple[Token, ...]]) -> bool:
    """A row of totals: a label of money opens its words, and neither a code nor a price stands in it."""
    if any(any(map(str.isdigit, text_of(cells.get(name, ())))) for name in ("hsn", "unit_price")):
        return False
    words = cells.get("description") or cells.get("serial") or next(iter(cells.values()), ())
    return any(label.amount in FOOT for label in labels(Line(0, 1, words))) if words else False


def _is_goods(cells: Mapping[str, tuple[Token, ...]]) -> bool:
    """A row behind a sum is one of goods again where it has words, a quantity and a price: what a sum stood under was a part of the list."""
    return bool(shown(cells.get("description", ()))) and all(any(map(str.isdigit, text_of(cells.get(name, ())))) for name in ("quantity", "unit_price"))


def _amounts(tokens: Sequence[Token], comma_decimal: bool) -> int:
    return sum(looks_like_money(token.text) and amount_of(token.text, comma_decimal) is not None for token in tokens)
