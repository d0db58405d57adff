"""From a sheet to the rows of a gateway's settlement report. What its arithmetic does not prove gives no rows, and says so."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.cells import Sheet, SheetRow, Workbook
from qrt.core.documents.extracting import Pen
from qrt.core.documents.gateway.proof import Amounts, Convention, convention_of, fits_rate, rounds_to_whole
from qrt.core.documents.gateway.telling import told_rows
from qrt.core.documents.gateway.words import DETAIL, IN, MONEY, OUT, direction_of, name_of_ids, names_in, not_made, type_of
from qrt.core.documents.gateway_rows import SettlementLine
from qrt.core.documents.tax_sheets.tables import Block, Line, blocks_of
from qrt.core.documents.types import DocumentKind, Extraction, Field, FieldStatus, Paper

READER, VERSION = "gateway_sheet", "1"
HEAD_ROWS = 60
TRANSFERS_MOST = 3
"""Transfers that one settlement is paid in at the most."""
_EPOCH = re.compile(r"^1[0-9]{9}(?:\.0+)?$")
_INDIA = timedelta(hours=5, minutes=30)
_PAISE = re.compile(r"\bpais[ae]\b|\(\s*p\s*\)", re.IGNORECASE)
_RUPEES = re.compile(r"₹|\binr\b|\brs\b|\brupees?\b", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:grand |sub[\s-]?)?totals?\b")
_NOTHING = frozenset({"", "-", "--", "na", "n/a", "null", "none", "nil"})


@dataclass(frozen=True, slots=True)
class _Row:
    """A row before its amounts are proved."""

    line: Line
    type: str
    day: date
    settled: date | None
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class GatewaySheets:
    """What was read of a workbook, and the sheets that are no settlement report."""

    read: tuple[Extraction, ...]
    rest: Workbook


def read_settlements(paper: Paper, book: Workbook, said: DocumentKind | None = None) -> GatewaySheets:
    """The settlement reports that the sheets hold, one for each sheet. `said` is the kind that a person named: sheets are read as that where their headings allow."""
    if said not in (None, DocumentKind.GATEWAY_SETTLEMENT):
        return GatewaySheets((), book)
    taken: list[Sheet] = []
    for sheet in book.sheets:
        head = [{column: text for column in row.cells if (text := row.text(column))} for row in sheet.rows[:HEAD_ROWS]]
        blocks = blocks_of(Pen(paper), sheet, (DETAIL,))[0] if said else ()
        if sheet.rows and (told_rows(head) or blocks):
            taken.append(sheet)
    read = tuple(_read(paper, sheet, sheet.name if len(taken) > 1 else "") for sheet in taken)
    names = {sheet.name for sheet in taken}
    return GatewaySheets(read, Workbook(tuple(sheet for sheet in book.sheets if sheet.name not in names)))


def _read(paper: Paper, sheet: Sheet, part: str) -> Extraction:
    pen = Pen(paper, sheet.name or None)
    blocks, above = blocks_of(pen, sheet, (DETAIL,))
    reading = _Reading(pen)
    rows = [row for block in blocks for line in block.lines if (row := reading.row(line)) is not None]
    lines, findings = reading.proved(rows, blocks)
    lines, more = _whole(pen, lines)
    fields = _fields(pen, blocks, above, lines)
    missing = [name for name in ("gateway",) if name not in fields]
    fields |= {name: Field(name, "", confidence=0.0, source="label", status=FieldStatus.MISSING) for name in missing}
    sure = 0.98 if lines and not missing else 0.7 if lines else 0.5
    found = (*reading.findings, *findings, *more)
    return Extraction(paper.sha256, DocumentKind.GATEWAY_SETTLEMENT, sure, READER, VERSION, part, fields=fields, rows=tuple(lines), findings=found)


class _Reading:
    """The rows of one sheet, and what is wrong with those that were left out."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.findings: list[Finding] = []
        self.passed = 0

    def refuse(self, line: Line, cause: str, rule: str = "gateway.line_unreadable") -> None:
        number = _number(line) or "without a number"
        sentence = f"row {line.row.number}: the row {number} was left out: {cause}."
        self.findings.append(self.pen.finding(rule, Severity.ERROR, sentence, row=line.row.number))

    def row(self, line: Line) -> _Row | None:
        """None for totals, notes, rows of payments that were not made, and what cannot be read."""
        filled = [name for name in MONEY if line.filled(name)]
        ids = _number(line) or _text(line, "settlement") or _text(line, "utr")
        if not filled or (_TOTAL.match(line.beginning) and not _text(line, "payment")) or not (ids or _text(line, "type")):
            return None
        if not_made(_text(line, "status")):
            self.passed += 1
            return None
        currency = _text(line, "currency").upper()
        if currency not in ("", "INR", "RS", "RUPEES", "₹"):
            self.refuse(line, f"its amounts are {currency}, not rupees", "gateway.foreign_currency")
            return None
        try:
            settled = _day(line, "settled_day")
            day = _day(line, "day") or settled
            if day is None:
                raise ValueError("it has no day")
            kind, amounts = _amounts(line)
        except ValueError as wrong:
            self.refuse(line, str(wrong))
            return None
        return _Row(line, kind, day, settled, amounts)

    def proved(self, rows: Sequence[_Row], blocks: Sequence[Block]) -> tuple[list[SettlementLine], list[Finding]]:
        """The rows in rupees and paise where unit and arithmetic are proved; else none, and why."""
        if not rows:
            return [], []
        asked = [row.amounts for row in rows if row.type != "payout"]
        convention = convention_of(asked)
        if convention is None:
            sentence = (
                f"gross less fee and tax does not come to the net of its {len(asked)} rows, with the fee taken with its tax or without: nothing was read."
            )
            return [], [self.pen.finding("gateway.arithmetic_open", Severity.ERROR, sentence, row=rows[0].line.row.number)]
        unit, why = _unit(rows, blocks, convention)
        if not unit:
            return [], [self.pen.finding("gateway.unit_unknown", Severity.ERROR, f"{why}: nothing was read.", row=rows[0].line.row.number)]
        made = []
        for row in rows:
            if row.type != "payout" and not convention.holds(row.amounts):
                fee, tax, net = convention.parts(row.amounts)
                came = f"{_said(net, unit)}, and it states {_said(row.amounts.net or 0, unit)}"
                self.refuse(row.line, f"gross {_said(row.amounts.gross, unit)} less fee {_said(fee, unit)} and tax {_said(tax or 0, unit)} is {came}", "gateway.row_differs")  # fmt: skip
                continue
            made.append(_line(row, convention, unit))
        if self.passed:
            sentence = f"{self.passed} rows of payments that failed, were cancelled or are pending were left out: they settle nothing."
            self.findings.append(self.pen.finding("gateway.not_made", Severity.INFO, sentence))
        return made, []


def _amounts(line: Line) -> tuple[str, Amounts]:
    """Type and amounts of a row, signed by its type. Raises ValueError where the row contradicts itself or its type is not known."""
    said = _text(line, "type")
    kind = type_of(said) if said else ""
    if said and not kind:
        raise ValueError(f"its type {said!r} is not known")
    gross = line.money("gross") if line.filled("gross") else None
    refunded = line.money("refunded") if line.filled("refunded") else None
    sided = line.filled("credit") or line.filled("debit")
    net = int(line.money("credit") - abs(line.money("debit"))) if sided else int(line.money("net")) if line.filled("net") else None
    if refunded and (not gross or kind == "refund"):
        kind, gross = kind or "refund", refunded
    if not kind:
        first = gross if gross is not None else net
        kind = "payment" if (first or 0) >= 0 and not (sided and (net or 0) < 0) else "refund"
    sign = 1 if kind in IN else -1 if kind in OUT else _sign(line, gross, net, sided=sided)
    if gross is None:
        gross = Paise(net if net is not None and not line.filled("fee") else 0)
        if net is None or line.filled("fee"):
            raise ValueError("its gross amount is empty")
    if kind in IN and gross < 0:
        raise ValueError(f"a {kind} of a negative amount")
    if not sided and net is not None and sign < 0 and net > 0:
        net = -net
    fee = int(line.money("fee")) if line.filled("fee") else None
    parts = [line.money(head) for head in ("igst", "cgst", "sgst") if line.filled(head)]
    tax = int(line.money("tax")) if line.filled("tax") else int(sum(parts)) if parts else None
    size = sign * abs(int(gross))
    if kind == "fee":
        # A charge of its own: what stands as its amount is the fee.
        return kind, Amounts(0, fee if fee else abs(int(gross)), tax, net)
    if kind == "payout":
        return kind, Amounts(size or (net or 0), None, None, None)
    return kind, Amounts(size, fee, tax, net)


def _sign(line: Line, gross: int | None, net: int | None, *, sided: bool) -> int:
    """Which way an adjustment goes."""
    told = direction_of(_text(line, "direction"))
    if told:
        return told
    if sided or (net or 0) < 0:
        return -1 if (net or 0) < 0 else 1
    return -1 if (gross or 0) < 0 else 1


def _unit(rows: Sequence[_Row], blocks: Sequence[Block], convention: Convention) -> tuple[int, str]:
    """(1 for rupees, 100 for paise) of what is written, or (0, why it is not known)."""
    headed = [shown for block in blocks for name, shown in block.heading.shown.items() if name in MONEY]
    paise, rupees = any(map(_PAISE.search, headed)), any(map(_RUPEES.search, headed))
    columns = {column for block in blocks for column, name in block.heading.columns.items() if name in MONEY}
    broken = any(_has_decimals(row.line.row, column) for row in rows for column in columns)
    if paise and (broken or rupees):
        return 0, "its headings say paise, and its amounts or other headings say rupees"
    if paise:
        return 100, ""
    if rupees or broken:
        return 1, ""
    if rounds_to_whole([row.amounts for row in rows if row.type != "payout"], convention):
        return 100, ""
    return 0, "its amounts are whole numbers, and nothing proves whether they are rupees or paise; export it with decimals, or name the unit in its headings"


def _has_decimals(row: SheetRow, column: int) -> bool:
    cell = row.cells.get(column)
    if cell is None:
        return False
    if isinstance(cell.value, float):
        return not cell.value.is_integer() or bool(re.search(r"\d\.\d", cell.text))
    return bool(re.search(r"\d\.\d", cell.text))


def _line(row: _Row, convention: Convention, unit: int) -> SettlementLine:
    line = row.line
    fee, tax, net = (0, None, row.amounts.gross) if row.type == "payout" else convention.parts(row.amounts)
    heads = ",".join(head for head in ("igst", "cgst", "sgst") if line.filled(head) and line.money(head))
    own, payment, utr = _text(line, "entity"), _text(line, "payment"), _text(line, "utr")
    return SettlementLine(
        line.place(), row.type, row.day, Paise(row.amounts.gross // unit), Paise(fee // unit), None if tax is None else Paise(tax // unit),
        Paise(net // unit), own or payment, _text(line, "order"), _text(line, "receipt"), payment if own and own != payment else "",
        _text(line, "settlement") or utr, utr, row.settled, heads, _text(line, "method"),
    )  # fmt: skip


def _whole(pen: Pen, lines: list[SettlementLine]) -> tuple[list[SettlementLine], list[Finding]]:
    """Each settlement has one UTR, else each of its transfers is one; and it pays what its rows come to where the report states what it paid."""
    findings: list[Finding] = []
    by_number: defaultdict[str, list[SettlementLine]] = defaultdict(list)
    turned: set[str] = set()
    if _of_customers(lines):
        sentence = "its UTR is another in every row, so it is the customer's, and nothing else says which rows were settled together: nothing was read."
        return [], [pen.finding("gateway.settlement_unknown", Severity.ERROR, sentence, row=lines[0].place.row)]
    for line in lines:
        if line.settlement:
            by_number[line.settlement].append(line)
    varying = {number for number, own in by_number.items() if len({line.utr for line in own if line.utr}) > 1}
    transfers = varying if _are_transfers(by_number, varying) else frozenset[str]()
    for number, own in by_number.items():
        utrs = sorted({line.utr for line in own if line.utr})
        row = own[0].place.row
        if number in transfers:
            sentence = f"settlement {number} was paid in {len(utrs)} transfers ({', '.join(utrs)}): each is taken as a settlement of its own."
            findings.append(pen.finding("gateway.several_transfers", Severity.INFO, sentence, row=row))
            continue
        paid = -sum(line.gross for line in own if line.type == "payout")
        due = sum(line.net for line in own if line.type != "payout")
        if paid == -due and due < 0:
            # More went back to customers than came in: the gateway took it from the bank.
            turned.add(number)
        elif paid and any(line.type != "payout" for line in own) and paid != due:
            sentence = f"settlement {number} paid {rupee_text(Paise(paid))}, and its rows come to {rupee_text(Paise(due))}."
            findings.append(pen.finding("gateway.settlement_differs", Severity.ERROR, sentence, amount=paid - due, row=row))
    lines = [_turned(line) if line.type == "payout" and line.settlement in turned else line for line in lines]
    if varying and not transfers:
        sentence = f"the rows of {len(varying)} settlements have each a reference of their own, which tells no payout at the bank: it was left out."
        findings.append(pen.finding("gateway.several_utrs", Severity.WARNING, sentence, row=lines[0].place.row))
    kept = [_told(line, transfers, own=bool(varying and not transfers)) for line in lines]
    findings += _off_rate(pen, kept)
    return kept, findings


def _of_customers(lines: Sequence[SettlementLine]) -> bool:
    """Whether rows that have no settlement but their UTR have each another one, on several days with several rows: such a UTR is that of the customer's payment."""
    if any(line.settlement != line.utr for line in lines):
        return False
    days: defaultdict[date, list[str]] = defaultdict(list)
    for line in lines:
        if line.settled and line.type == "payment":
            days[line.settled].append(line.utr)
    full = [own for own in days.values() if len(own) > 1]
    return len(full) > 1 and all(len(set(own)) == len(own) for own in full)


def _are_transfers(by_number: Mapping[str, Sequence[SettlementLine]], varying: Collection[str]) -> bool:
    """Whether settlements with several UTRs were paid in as many transfers: few of them are, into two or three, and rows share them."""
    few = len(varying) == 1 or len(varying) * 5 <= len(by_number)
    parted = (len({line.utr for line in by_number[number] if line.utr}) for number in varying)
    return few and all(
        parts <= TRANSFERS_MOST and sum(bool(line.utr) for line in by_number[number]) > parts for parts, number in zip(parted, varying, strict=True)
    )


def _told(line: SettlementLine, transfers: Collection[str], *, own: bool) -> SettlementLine:
    if line.settlement in transfers and line.utr:
        return replace(line, settlement=f"{line.settlement}/{line.utr}")
    return replace(line, utr="") if own else line


def _turned(line: SettlementLine) -> SettlementLine:
    return replace(line, gross=Paise(-line.gross), net=Paise(-line.net))


def _off_rate(pen: Pen, lines: Iterable[SettlementLine]) -> Iterator[Finding]:
    off = [line for line in lines if line.fee > 0 and line.gst and not fits_rate(line.fee, line.gst)]
    if off:
        shown = ", ".join(str(line.place.row) for line in off[:5])
        sentence = f"GST on the fee is not 18 % in {len(off)} rows ({shown}{', …' if len(off) > 5 else ''})."
        yield pen.finding("gateway.tax_off_rate", Severity.WARNING, sentence, amount=sum(line.gst or 0 for line in off), row=off[0].place.row)


def _fields(pen: Pen, blocks: Sequence[Block], above: Sequence[SheetRow], lines: Sequence[SettlementLine]) -> dict[str, Field]:
    made: dict[str, Field] = {}
    if name := _gateway(pen, blocks, above, lines):
        made["gateway"] = pen.field("gateway", name)
    for field in ("merchant", "gateway_gstin"):
        said = Counter(text for block in blocks for line in block.lines if (text := _text(line, field)))
        if len(said) == 1:
            made[field] = pen.field(field, next(iter(said)))
    if lines:
        first, last = min(line.day for line in lines), max(max(line.day, line.settled or line.day) for line in lines)
        made["period_from"], made["period_to"] = pen.field("period_from", first.isoformat()), pen.field("period_to", last.isoformat())
        made["settlements"] = pen.field("settlements", str(len({line.settlement for line in lines if line.settlement})))
    return made


def _gateway(pen: Pen, blocks: Sequence[Block], above: Sequence[SheetRow], lines: Sequence[SettlementLine]) -> str:
    """Whose report it is: as its rows, its titles, its headings, its numbers or its file's name say; "" where none of them says one."""
    cells = [_text(line, "gateway") for block in blocks for line in block.lines]
    titles = [row.text(column) for row in above for column in row.cells]
    heads = [shown for block in blocks for shown in (*block.heading.shown.values(), *block.heading.others)]
    ids = [line.settlement for line in lines if line.settlement]
    for said in (names_in(cells), names_in(titles), names_in(heads), frozenset({name} if (name := name_of_ids(ids)) else ()), names_in(pen.paper.name)):
        if said:
            return next(iter(said)) if len(said) == 1 else ""
    return ""


def _number(line: Line) -> str:
    return _text(line, "entity") or _text(line, "payment") or _text(line, "order")


def _text(line: Line, name: str) -> str:
    found = line.text(name).strip("'\"` ")
    return "" if found.casefold() in _NOTHING else found


def _day(line: Line, name: str) -> date | None:
    """The cell's day; seconds since 1970 are a day in India. None for an empty one."""
    text = _text(line, name)
    if _EPOCH.match(text):
        return (datetime.fromtimestamp(int(float(text)), UTC) + _INDIA).date()
    return line.day_or_none(name) if text else None


def _said(amount: int, unit: int) -> str:
    return rupee_text(Paise(amount // unit))
