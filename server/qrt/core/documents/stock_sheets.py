"""Statements of stock as sheets: each item with quantity, rate and value; quantity times rate and the total prove them. Statements of drawing power, whose margins prove them.

A stock statement is told by its title, or by headings that speak of stock on hand; lists of bought or sold goods have nearly the same columns, so what is not sure is none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, decimal_text, rupee_text, to_paise
from qrt.core.documents.cells import Cell, Sheet, SheetRow, Workbook, column_letters
from qrt.core.documents.currencies import left_out, rows_in_other_money
from qrt.core.documents.dates import parse_day, parse_span
from qrt.core.documents.extracting import Pen
from qrt.core.documents.headers import normal
from qrt.core.documents.row_labels import is_total
from qrt.core.documents.scales import find_scale
from qrt.core.documents.stock_words import DRAWING, STOCK, speaks_of_stock
from qrt.core.documents.tax_sheets.tables import Block, Cells, Line, blocks_of, heading_at
from qrt.core.documents.types import FIELD_MISSING, DocumentKind, Extraction, Field, FieldStatus, Paper, StockLine

READER, VERSION = "stock_sheet", "1"
_HEAD_ROWS = 40
_TITLE_CELLS = 3
_TITLE = re.compile(
    r"\b(?:stock|inventory|inventories|godown)\b.*\b(?:statement|summary|report|valuation|list|position|status|sheet|as (?:on|at|of))\b|\bclosing stock\b"
    r"|\b(?:statement|summary|valuation|list|details) of (?:closing )?(?:stocks?|inventor)|\binventory\b|^stock$",
    re.IGNORECASE,
)
_NOT_STOCK = re.compile(
    r"\b(?:journal|transfer|exchange|broker|movement|issue|receipt|purchases?|sales?|order|ledger|trial|ageing|adjustment)\b", re.IGNORECASE
)
_DRAWING = re.compile(r"\bdrawing power\b|\bdp (?:statement|calculation|limit)\b", re.IGNORECASE)
_BOOKS = re.compile(r"\b(?:invoice|inv|voucher|vch|gstin|[cisu]gst|utgst|debit|credit|customer|party|buyer|po|order|depreciation|narration)\b")
"""Headings of lists of bills, orders and books."""
_AS_ON = re.compile(r"\bas\s+(?:on|at|of)\b\s*(?:date)?\s*[:\-]?\s*(.+)$", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(\(?)\s*(-?)\s*(\d[\d,]*(?:\.\d+)?|\.\d+)\s*(\)?)\s*([A-Za-z][A-Za-z .]*)?$")
_ROWS_TOLD = 5
"""Rows that do not prove themselves and are told one by one."""


@dataclass(slots=True)
class _Read:
    """What one table gives: its items, amounts without a quantity (items or sums of groups), its total, and what is wrong."""

    rows: list[StockLine] = field(default_factory=list)
    alone: list[StockLine] = field(default_factory=list)
    total: Line | None = None
    findings: list[Finding] = field(default_factory=list)
    unproven: int = 0
    priced: int = 0


@dataclass(frozen=True, slots=True)
class StockSheets:
    """What was read of a workbook, and the sheets that are no statements of stock."""

    read: tuple[Extraction, ...]
    rest: Workbook


def read_stock(paper: Paper, book: Workbook, said: DocumentKind | None = None) -> StockSheets:
    """The statements of stock and of drawing power that the sheets hold. `said` is the kind that a person named: then every sheet with their columns is read."""
    if said not in (None, DocumentKind.INVENTORY_STATEMENT):
        return StockSheets((), book)
    read: dict[str, Extraction] = {}
    for sheet in book.sheets:
        if sheet.rows and (made := _sheet(paper, sheet, said=said is not None)):
            read[sheet.name] = made
    rest = Workbook(tuple(sheet for sheet in book.sheets if sheet.name not in read))
    several = len(read) > 1 or any(sheet.rows for sheet in rest.sheets)
    return StockSheets(tuple(replace(each, part=name) if several else each for name, each in read.items()), rest)


def _sheet(paper: Paper, sheet: Sheet, *, said: bool) -> Extraction | None:
    cells: list[Cells] = [{column: row.text(column) for column in row.cells if row.text(column)} for row in sheet.rows[:_HEAD_ROWS]]
    at = next((index for index in range(len(cells)) if heading_at(cells, index, (STOCK, DRAWING))), None)
    if at is None:
        return None
    heading = heading_at(cells, at, (STOCK, DRAWING))
    assert heading is not None
    titles = [text for row in cells[:at] if len(set(row.values())) <= _TITLE_CELLS for text in row.values()]
    titled = any(_TITLE.search(text) and not _NOT_STOCK.search(text) for text in (*titles, sheet.name))
    drawing = heading.table is DRAWING
    words = " ".join(normal(text) for text in (*heading.shown.values(), *heading.others))
    known = (drawing or titled or any(map(speaks_of_stock, heading.shown.values()))) and not any(_NOT_STOCK.search(text) for text in titles)
    if not said and (not known or _BOOKS.search(words)):
        return None
    pen = Pen(paper, sheet.name or None)
    blocks, above = blocks_of(pen, sheet, (STOCK, DRAWING))
    fields = _head(pen, above, sheet)
    if scale := find_scale(sheet):
        sentence = f"{scale.text!r}: its amounts are not in rupees and paise, so nothing was taken from it. Export it in full rupees."
        finding = pen.finding("stock.scale", Severity.ERROR, sentence, row=scale.row)
        return Extraction(paper.sha256, DocumentKind.INVENTORY_STATEMENT, 0.5, READER, VERSION, fields=fields, findings=(finding,))
    if drawing:
        return _drawing(paper, pen, [block for block in blocks if block.heading.table is DRAWING], fields)
    return _stock(paper, pen, sheet, [block for block in blocks if block.heading.table is STOCK], above, fields)


def _head(pen: Pen, above: Sequence[SheetRow], sheet: Sheet) -> dict[str, Field]:
    """The day behind "as on" or at the end of the span, and the company: the first words that are no title."""
    made: dict[str, Field] = {}
    for row in above[:15]:
        texts = [(column, row.text(column)) for column in sorted(row.cells) if row.text(column)]
        if not 0 < len({text for _, text in texts}) <= _TITLE_CELLS:
            continue
        joined = " ".join(text for _, text in texts)
        for column, text in (*texts, (texts[0][0], joined)):
            if "as_on" not in made and (day := _day_in(text)):
                made["as_on"] = pen.field("as_on", day.isoformat(), text, row.number, column_letters(column))
        column, text = texts[0]
        plain = (
            not _TITLE.search(text)
            and not _DRAWING.search(text)
            and not any(map(str.isdigit, text))
            and not re.search(r"\b(?:stock|as on)\b|:", text, re.IGNORECASE)
        )
        if "company" not in made and plain and any(map(str.isalpha, text)):
            made["company"] = pen.field("company", text, "", row.number, column_letters(column))
    if "as_on" not in made and sheet.name and (day := _day_in(sheet.name)):
        made["as_on"] = pen.field("as_on", day.isoformat(), sheet.name)
    return made


def _day_in(text: str) -> date | None:
    if found := _AS_ON.search(text):
        try:
            return parse_day(found[1].strip(" .:-()"))
        except ValueError:
            return None
    span = parse_span(text)
    return span[1] if span else None


def _stock(paper: Paper, pen: Pen, sheet: Sheet, blocks: Sequence[Block], above: Sequence[SheetRow], fields: dict[str, Field]) -> Extraction:
    read = _Read()
    foreign: dict[int, str] = {}
    for block in blocks:
        foreign |= _other_money(sheet, block, above)
        for line in block.lines:
            _take(read, line, foreign)
    if foreign:
        first = min(foreign)
        read.findings.append(pen.finding("stock.foreign_money", Severity.ERROR, left_out("items of stock", foreign), row=first))
    given = sum(row.value for row in read.rows)
    if read.total is not None and not foreign:
        given = _check_total(read, given)
    else:
        read.rows += read.alone
        given += sum(row.value for row in read.alone)
    _tell_unproven(read, pen)
    fields = dict(fields)
    proved = not read.findings and read.total is not None
    if read.total is not None and not foreign:
        fields["totals.value"] = _stated(pen, read.total, proved=proved)
    elif read.rows:
        place = read.rows[0].place
        fields["totals.value"] = Field("totals.value", decimal_text(Paise(given)), "", place, 0.6, "arithmetic", FieldStatus.REVIEW)
    return _made(paper, pen, fields, tuple(read.rows), read.findings, ("as_on", "totals.value"), sure=0.99 if proved else 0.85 if not read.findings else 0.6)


def _other_money(sheet: Sheet, block: Block, above: Sequence[SheetRow]) -> dict[int, str]:
    """Row -> the other currency that a column of currencies, or the heading of the value, says."""
    if not block.lines:
        return {}
    first = next(index for index, row in enumerate(sheet.rows) if row.number == block.lines[0].row.number)
    heads = sheet.rows[max(0, first - block.heading.rows - 1) : first]
    headings: dict[int, str] = {}
    for row in heads:
        for column in row.cells:
            headings[column] = f"{headings.get(column, '')} {row.text(column)}".strip()
    money = [column for name in ("value", "rate") if (column := block.heading.column(name)) is not None]
    return rows_in_other_money(headings, money, above, [line.row for line in block.lines if line.filled("value")])


def _take(read: _Read, line: Line, foreign: Mapping[int, str]) -> None:
    name = line.text("item") or line.text("code")
    label = next((text for column in sorted(line.row.cells) if any(map(str.isalpha, text := line.row.text(column)))), "")
    if is_total(label) or is_total(name):
        # A total of a group stands above the one of all.
        read.total = line if line.filled("value") else read.total
        return
    if not name or not (line.filled("value") or line.filled("quantity")) or line.row.number in foreign:
        return
    try:
        value = line.money("value")
        quantity, unit = _quantity(_cell(line, "quantity"))
        rate, _ = _quantity(_cell(line, "rate"))
    except ValueError as wrong:
        sentence = f"row {line.row.number}: the item {name!r} was left out: {wrong}."
        read.findings.append(line.pen.finding("stock.line_unreadable", Severity.ERROR, sentence, row=line.row.number))
        return
    if quantity is None and not value:
        return
    price = to_paise(rate.quantize(Decimal("0.01"))) if rate is not None else None
    row = StockLine(line.place(), name, str(quantity) if quantity is not None else "", value, line.text("code"), line.text("unit") or unit, price)
    if quantity is None:
        read.alone.append(row)
        return
    read.rows.append(row)
    if rate is None:
        return
    read.priced += 1
    gap = int(quantity * rate * 100) - value
    # A rate of two decimals may be half a paisa off for each piece.
    if abs(gap) > 100 + abs(quantity) / 2:
        read.unproven += 1
        if read.unproven <= _ROWS_TOLD:
            sentence = f"row {line.row.number}: {name!r}: quantity times rate is {rupee_text(Paise(value + gap))}, its value is {rupee_text(value)}."
            read.findings.append(line.pen.finding("stock.value_differs", Severity.WARNING, sentence, amount=gap, row=line.row.number))


def _cell(line: Line, name: str) -> Cell | None:
    column = line.column(name)
    return line.row.cells.get(column) if column is not None else None


def _quantity(cell: Cell | None) -> tuple[Decimal | None, str]:
    """A number with its unit ("1,200.500 Kgs"); None for an empty cell. Raises ValueError for anything else."""
    if cell is None or cell.text.strip() in ("", "-", "--"):
        return None, ""
    if isinstance(cell.value, float) and not isinstance(cell.value, bool):
        return Decimal(repr(cell.value)).normalize() if cell.value != int(cell.value) else Decimal(int(cell.value)), ""
    found = _NUMBER.match(cell.text.replace("₹", "").replace("Rs.", "").strip())
    if not found or bool(found[1]) != bool(found[4]):
        raise ValueError(f"{cell.text!r} is no number")
    try:
        size = Decimal(found[3].replace(",", ""))
    except InvalidOperation as wrong:
        raise ValueError(f"{cell.text!r} is no number") from wrong
    return -size if found[1] or found[2] else size, (found[5] or "").strip()


def _check_total(read: _Read, given: int) -> int:
    """The rows against the paper's total: amounts without a quantity are items where only with them the total is reached, sums of groups else. Gives what the rows come to."""
    assert read.total is not None
    line, alone = read.total, sum(row.value for row in read.alone)
    try:
        stated = line.money("value")
    except ValueError as wrong:
        read.findings.append(
            line.pen.finding("stock.line_unreadable", Severity.ERROR, f"row {line.row.number}: the total was not read: {wrong}.", row=line.row.number)
        )
        return given
    if abs(given - stated) >= 100 > abs(given + alone - stated):
        read.rows += read.alone
        return given + alone
    if abs(given - stated) >= 100:
        why = " They may hold groups and the items below them." if abs(given - 2 * stated) < 100 else ""
        sentence = f"row {line.row.number}: its total is {rupee_text(stated)}, its items give {rupee_text(Paise(given))}.{why}"
        read.findings.append(line.pen.finding("stock.total_mismatch", Severity.ERROR, sentence, amount=stated - given, row=line.row.number))
    return given


def _tell_unproven(read: _Read, pen: Pen) -> None:
    if read.unproven > _ROWS_TOLD:
        sentence = f"quantity times rate is not the value of {read.unproven} of its {read.priced} items; the first {_ROWS_TOLD} are told one by one."
        read.findings.append(pen.finding("stock.value_differs", Severity.WARNING, sentence, row=read.rows[0].place.row))


def _stated(pen: Pen, line: Line, *, proved: bool) -> Field:
    column = line.column("value")
    text = line.text("value")
    try:
        value = decimal_text(line.money("value"))
    except ValueError:
        value = ""
    made = pen.field("totals.value", value, text, line.row.number, column_letters(column) if column is not None else None)
    return replace(made, confidence=0.99, checks=("arithmetic_closed",)) if proved else replace(made, confidence=0.5, status=FieldStatus.REVIEW)


def _drawing(paper: Paper, pen: Pen, blocks: Sequence[Block], fields: dict[str, Field]) -> Extraction:
    """The drawing power of a bank's statement: each value less its margin, added up. Its lines are no items of stock."""
    findings: list[Finding] = []
    power, total = 0, None
    for line in (line for block in blocks for line in block.lines):
        what = line.text("what")
        if is_total(what) or normal(what) in ("drawing power", "net drawing power", "total drawing power"):
            total = line if line.filled("power") else total
            continue
        try:
            amount, own = line.money("amount"), line.money("power")
            margin, _ = _quantity(_cell(line, "margin"))
        except ValueError as wrong:
            findings.append(
                pen.finding("stock.line_unreadable", Severity.ERROR, f"row {line.row.number}: {what!r} was left out: {wrong}.", row=line.row.number)
            )
            continue
        power += own
        if margin is None or not line.filled("power"):
            continue
        share = margin if 0 < margin < 1 else margin / 100
        if abs(gap := own - int(amount * (1 - share))) > 100:
            sentence = f"row {line.row.number}: of {what!r} {rupee_text(amount)} less {share:.2%} are {rupee_text(Paise(own - gap))}, its drawing power is {rupee_text(own)}."
            findings.append(pen.finding("stock.value_differs", Severity.WARNING, sentence, amount=gap, row=line.row.number))
    fields = dict(fields)
    if total is not None:
        try:
            stated = total.money("power")
        except ValueError:
            stated = None
        if stated is not None and abs(stated - power) >= 100:
            sentence = f"row {total.row.number}: its drawing power is {rupee_text(stated)}, its lines give {rupee_text(Paise(power))}."
            findings.append(pen.finding("stock.total_mismatch", Severity.ERROR, sentence, amount=stated - power, row=total.row.number))
        if stated is not None:
            column = total.column("power")
            made = pen.field(
                "drawing_power", decimal_text(stated), total.text("power"), total.row.number, column_letters(column) if column is not None else None
            )
            fields["drawing_power"] = replace(made, status=FieldStatus.REVIEW, confidence=0.5) if findings else made
    return _made(paper, pen, fields, (), findings, ("as_on", "drawing_power"), sure=0.6 if findings or total is None else 0.95)


def _made(
    paper: Paper, pen: Pen, fields: dict[str, Field], rows: tuple[StockLine, ...], findings: Sequence[Finding], required: Sequence[str], *, sure: float
) -> Extraction:
    missing = [name for name in required if name not in fields]
    told = list(findings)
    if missing:
        sentence = f"not found on the sheet: {', '.join(missing)}. A person has to fill it in."
        told.append(pen.finding(FIELD_MISSING, Severity.WARNING, sentence))
        fields |= {name: Field(name, "", confidence=0.0, source="label", status=FieldStatus.MISSING) for name in missing}
    return Extraction(
        paper.sha256, DocumentKind.INVENTORY_STATEMENT, min(sure, 0.7) if missing else sure, READER, VERSION, fields=fields, rows=rows, findings=tuple(told)
    )
