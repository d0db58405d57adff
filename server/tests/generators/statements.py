"""Bank statements of banks that do not exist, drawn as PDFs in a dozen layouts, with their answers. Names, numbers and amounts are invented.

Only tests use it, and no reader was fitted to it: layouts vary in what real statements vary in (lines drawn or not, wrapped narrations, heads and feet of pages, one amount
column or two, order of days), each by its own drawing code of a few lines.
"""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Line:
    """One movement as printed: paise, money in positive. `wrong` names what was planted in it."""

    day: date
    narration: str
    reference: str
    amount: int
    balance: int
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """heading ("\\n" between its lines), what it shows, left and right edge in points, and how it is set."""

    heading: str
    shows: str
    x0: float
    x1: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a bank prints. rules: none, rows, grid, columns, head; `middle` sets short cells to the middle of a wrapped row."""

    name: str
    columns: tuple[Column, ...]
    rules: str = "none"
    day_format: str = "%d/%m/%Y"
    size: float = 8.0
    leading: float = 10.0
    padding: float = 4.0
    wide: bool = False
    newest_first: bool = False
    head_again: bool = True
    forwarded: bool = False
    opening_row: bool = False
    summary: str = "foot"
    side: str = ""
    middle: bool = False
    grouping: str = "indian"
    foot: str = "This is a computer generated statement and needs no signature."


@dataclass(slots=True)
class Statement:
    """The answer: what the PDF says. `lines` are in the order of days."""

    layout: Layout
    account: str
    ifsc: str
    opening: int
    closing: int
    first: date
    last: date
    lines: list[Line]
    pages: int = 0
    planted: list[int] = field(default_factory=list)


def _two(names: Sequence[str], xs: Sequence[float], shows: str = "day narration reference value out in balance") -> tuple[Column, ...]:
    keys = shows.split()
    return tuple(
        Column(name, key, x0, x1 - 4, "right" if key in ("out", "in", "balance", "amount") else "left")
        for name, key, x0, x1 in zip(names, keys, xs[:-1], xs[1:], strict=True)
    )


LAYOUTS: tuple[Layout, ...] = (
    Layout("meridian", _two(("Date", "Narration", "Chq./Ref.No.", "Value Dt", "Withdrawal Amt.", "Deposit Amt.", "Closing Balance"), (30, 78, 232, 322, 370, 434, 500, 570)), "columns", "%d/%m/%y"),
    Layout("saraswat_hill", _two(("Txn Date", "Value\nDate", "Description", "Ref No./Cheque\nNo.", "Debit", "Credit", "Balance"), (28, 82, 136, 280, 374, 438, 500, 570), "day value narration reference out in balance"), "grid", "%d %b %Y", opening_row=True),
    Layout("coromandel", _two(("Tran Date", "Chq No", "Particulars", "Debit", "Credit", "Balance"), (36, 96, 150, 330, 410, 490, 566), "day reference narration out in balance"), "none", "%d-%m-%Y", opening_row=True, summary="none", padding=6),
    Layout("vindhya", _two(("S No.", "Value Date", "Transaction Date", "Cheque Number", "Transaction Remarks", "Withdrawal Amount (INR )", "Deposit Amount (INR )", "Balance (INR )"), (28, 62, 130, 220, 300, 520, 630, 730, 815), "serial value day reference narration out in balance"), "rows", "%d/%m/%Y", wide=True),
    Layout("narmada", _two(("Date", "Particulars", "Withdrawals", "Deposits", "Balance"), (40, 110, 330, 410, 490, 566), "day narration out in balance"), "head", "%d-%b-%y", forwarded=True, opening_row=True, side="balance"),
    Layout("konkan_one", (*_two(("Post Date", "Narration", "Reference", "Amount"), (36, 100, 290, 390, 460), "day narration reference amount"), Column("Dr/Cr", "side", 470, 496), Column("Balance", "balance", 500, 566, "right")), "rows", "%d.%m.%Y"),
    Layout("deccan_signed", _two(("Transaction Date", "Description", "Reference No", "Amount", "Running Balance"), (36, 120, 310, 400, 480, 566), "day narration reference amount balance"), "none", "%d-%b-%Y", side="minus", head_again=False),
    Layout("malabar_suffix", _two(("Date", "Details", "Cheque No", "Amount", "Balance"), (36, 100, 320, 390, 480, 566), "day narration reference amount balance"), "head", "%d/%m/%Y", side="suffix"),
    Layout("aravalli_newest", _two(("Txn Date", "Description", "Chq No", "Debit", "Credit", "Balance"), (36, 96, 300, 360, 430, 500, 570), "day narration reference out in balance"), "none", "%d %b %Y", newest_first=True),
    Layout("godavari_middle", _two(("Date", "Transaction Details", "Cheque/Ref No", "Debit", "Credit", "Balance"), (36, 96, 260, 350, 425, 500, 570), "day narration reference out in balance"), "grid", "%d/%m/%Y", middle=True),
    Layout("satpura_loose", _two(("Date", "Narration", "Ref No", "Withdrawal", "Deposit", "Balance"), (36, 96, 290, 370, 435, 500, 570), "day narration reference out in balance"), "none", "%d/%m/%Y", middle=True, padding=12, grouping="western"),
    Layout("palar_small", _two(("Date", "Value Date", "Narration", "Chq No", "Debit", "Credit", "Balance"), (28, 70, 112, 330, 390, 450, 510, 572), "day value narration reference out in balance"), "none", "%d-%m-%y", size=6.5, leading=7.6, padding=1.5, forwarded=True),
)  # fmt: skip


def amount_text(paise: int, grouping: str = "indian") -> str:
    """12,34,567.89 or 1,234,567.89, never signed."""
    whole, cents = divmod(abs(paise), 100)
    if grouping == "western" or whole < 1000:
        return f"{whole:,}.{cents:02d}"
    head, tail = divmod(whole, 1000)
    parts = []
    while head >= 100:
        head, part = divmod(head, 100)
        parts.insert(0, f"{part:02d}")
    return ",".join([str(head), *parts, f"{tail:03d}"]) + f".{cents:02d}"


_PEOPLE = (
    "ARVIND KEMBHAVI",
    "LOTUS PAPER WORKS",
    "SHREE GANGA TRADERS",
    "BHAGIRATH ENGINEERING LLP",
    "NILGIRI SOFTWARE PVT LTD",
    "MEENAKSHI TEXTILES",
    "TAX COLLECTION",
)
_WAYS = ("NEFT", "UPI", "IMPS", "RTGS", "CHQ PAID", "ACH D", "POS", "CASH DEP", "INT.PD", "CHARGES GST")


def make(seed: int, layout: Layout, count: int = 60, plant: Sequence[str] = ()) -> tuple[bytes, Statement]:
    """A statement of `count` lines and its answer. `plant` lists troubles, each put into a row of its own: amount_digit, balance_digit, missing."""
    dice = random.Random(f"{seed}:{layout.name}")
    day = date(2026, 4, 1)
    opening = balance = dice.randrange(5_000_00, 90_00_000_00)
    lines: list[Line] = []
    has_reference = any(column.shows == "reference" for column in layout.columns)
    for _ in range(count):
        day += timedelta(days=dice.choice((0, 0, 1, 1, 2)))
        amount = dice.choice((-1, -1, 1)) * dice.choice((dice.randrange(1_00, 5_000_00), dice.randrange(5_000_00, 9_00_000_00)))
        if balance + amount < 0:
            amount = -amount
        balance += amount
        way = dice.choice(_WAYS)
        number = f"{dice.randrange(10**11, 10**12)}"
        words = f"{way}-{number}-{dice.choice(_PEOPLE)}" + (f"-{dice.choice(_PEOPLE)} INV {dice.randrange(1, 999)} OF APRIL" if dice.random() < 0.4 else "")
        lines.append(
            Line(day, words, f"{dice.randrange(100000, 999999)}" if has_reference and (way == "CHQ PAID" or dice.random() < 0.3) else "", amount, balance)
        )
    statement = Statement(
        layout,
        f"{dice.randrange(10**13, 10**14)}",
        f"ZZ{layout.name[:2].upper()}0{dice.randrange(10**5, 10**6)}",
        opening,
        balance,
        date(2026, 4, 1),
        day,
        lines,
    )
    for spot, trouble in zip(dice.sample(range(3, count - 3, 4), len(plant)), plant, strict=True):
        statement.planted.append(spot)
        lines[spot] = replace(_spoilt(lines[spot], trouble, dice), wrong=trouble)
    printed = [line for line in lines if line.wrong != "missing"]
    data = _draw(statement, printed)
    return data, statement


def _spoilt(line: Line, trouble: str, dice: random.Random) -> Line:
    if trouble == "amount_digit":
        return replace(line, amount=_changed(line.amount, dice))
    if trouble == "balance_digit":
        return replace(line, balance=_changed(line.balance, dice))
    return line


def _changed(amount: int, dice: random.Random) -> int:
    digits = list(str(abs(amount)))
    spot = dice.randrange(len(digits))
    digits[spot] = dice.choice([each for each in "123456789" if each != digits[spot]])
    return int("".join(digits)) * (1 if amount >= 0 else -1)


def _text(line: Line, shows: str, layout: Layout, index: int) -> str:
    money = lambda paise: amount_text(paise, layout.grouping)
    side = "Cr" if line.amount > 0 else "Dr"
    match shows:
        case "day" | "value":
            return line.day.strftime(layout.day_format)
        case "narration":
            return line.narration
        case "reference":
            return line.reference
        case "serial":
            return str(index + 1)
        case "out":
            return money(line.amount) if line.amount < 0 else ""
        case "in":
            return money(line.amount) if line.amount > 0 else ""
        case "amount":
            return {"minus": ("-" if line.amount < 0 else "") + money(line.amount), "suffix": f"{money(line.amount)} {side}"}.get(
                layout.side, money(line.amount)
            )
        case "side":
            return side.upper()
        case _:
            return money(line.balance) + (" Cr" if layout.side in ("balance", "suffix") else "")


class _Sheet:
    """Draws from the top of the page; `y` is measured from there."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.buffer = layout, io.BytesIO()
        self.size = landscape(A4) if layout.wide else A4
        self.canvas = Canvas(self.buffer, pagesize=self.size, invariant=1)
        self.page, self.y = 1, 40.0

    def put(self, x0: float, x1: float, y: float, text: str, align: str = "left", bold: bool = False) -> None:
        font = "Helvetica-Bold" if bold else "Helvetica"
        self.canvas.setFont(font, self.layout.size)
        x = x1 - stringWidth(text, font, self.layout.size) if align == "right" else x0
        self.canvas.drawString(x, self.size[1] - y, text)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.size[1] - y0, x1, self.size[1] - y1)


def _wrapped(text: str, width: float, size: float) -> list[str]:
    lines = [""]
    for word in text.replace("-", "- ").split(" "):
        tail = word
        while tail:
            trial = f"{lines[-1]}{'' if lines[-1].endswith('-') or not lines[-1] else ' '}{tail}"
            if stringWidth(trial, "Helvetica", size) <= width:
                lines[-1], tail = trial, ""
            elif lines[-1]:
                lines.append("")
            else:
                cut = max(1, int(len(tail) * width / stringWidth(tail, "Helvetica", size)))
                lines[-1], tail = tail[:cut], tail[cut:]
                lines += [""] if tail else []
    return [line for line in lines if line] or [""]


def _draw(statement: Statement, lines: Sequence[Line]) -> bytes:
    layout = statement.layout
    sheet = _Sheet(layout)
    for text in (f"{layout.name.replace('_', ' ').title()} Bank Limited", f"Account No : {statement.account}", f"IFSC : {statement.ifsc}    MICR : 400999001",
                 f"Statement From : {statement.first:%d/%m/%Y} To : {statement.last:%d/%m/%Y}", "Customer : LOTUS PAPER WORKS, 14 MILL ROAD, PUNE 411001"):  # fmt: skip
        sheet.put(36, 300, sheet.y, text, bold=sheet.y == 40)
        sheet.y += 14
    if layout.summary == "top" or (layout.summary == "foot" and layout.newest_first):
        sheet.put(36, 300, sheet.y, f"Opening Balance : {amount_text(statement.opening, layout.grouping)}")
        sheet.y += 14
    sheet.y += 6
    top = _head(sheet)
    ordered = list(reversed(lines)) if layout.newest_first else list(lines)
    if layout.opening_row:
        _labelled(sheet, "Opening Balance", statement.opening)
    balance = statement.opening
    for index, line in enumerate(ordered):
        cells = {column.shows: _wrapped(_text(line, column.shows, layout, index), column.x1 - column.x0 - 2, layout.size) for column in layout.columns}
        tall = max(map(len, cells.values())) * layout.leading + layout.padding
        if sheet.y + tall > sheet.size[1] - 70:
            if layout.forwarded:
                _labelled(sheet, "Carried Forward", balance)
            top = _new_page(sheet, top)
            if layout.forwarded:
                _labelled(sheet, "Brought Forward", balance)
        _row(sheet, cells, tall)
        balance = line.balance
    _end_of_table(sheet, top)
    if layout.summary == "foot" and not layout.newest_first:
        sheet.y += 14
        sheet.put(36, 300, sheet.y, "STATEMENT SUMMARY :-", bold=True)
        for label, paise in (("Opening Balance", statement.opening), ("Closing Balance", statement.closing)):
            sheet.y += 14
            sheet.put(36, 300, sheet.y, f"{label} : {amount_text(paise, layout.grouping)}")
    _foot(sheet)
    sheet.canvas.save()
    statement.pages = sheet.page
    return sheet.buffer.getvalue()


def _head(sheet: _Sheet) -> float:
    layout = sheet.layout
    top = sheet.y
    tall = max(len(column.heading.split("\n")) for column in layout.columns) * layout.leading
    for column in layout.columns:
        for number, part in enumerate(column.heading.split("\n")):
            fitted = _wrapped(part, column.x1 - column.x0, layout.size) if "\n" not in column.heading else [part]
            for deeper, each in enumerate(fitted):
                sheet.put(column.x0, column.x1, top + (number + deeper + 1) * layout.leading, each, column.align, bold=False)
                tall = max(tall, (number + deeper + 1) * layout.leading)
    sheet.y = top + tall + 4
    if layout.rules != "none":
        sheet.rule(layout.columns[0].x0 - 3, top, layout.columns[-1].x1 + 3, top)
        sheet.rule(layout.columns[0].x0 - 3, sheet.y, layout.columns[-1].x1 + 3, sheet.y)
    return top


def _row(sheet: _Sheet, cells: dict[str, list[str]], tall: float) -> None:
    layout = sheet.layout
    most = max(map(len, cells.values()))
    for column in layout.columns:
        lines = cells[column.shows]
        drop = (most - len(lines)) / 2 * layout.leading if layout.middle else 0.0
        for number, text in enumerate(lines):
            sheet.put(column.x0, column.x1, sheet.y + drop + (number + 1) * layout.leading, text, column.align)
    sheet.y += tall
    if layout.rules in ("rows", "grid"):
        sheet.rule(layout.columns[0].x0 - 3, sheet.y, layout.columns[-1].x1 + 3, sheet.y)


def _labelled(sheet: _Sheet, label: str, balance: int) -> None:
    cells = {column.shows: [""] for column in sheet.layout.columns}
    cells["narration"] = [label]
    cells["balance"] = [amount_text(balance, sheet.layout.grouping) + (" Cr" if sheet.layout.side in ("balance", "suffix") else "")]
    _row(sheet, cells, sheet.layout.leading + sheet.layout.padding)


def _end_of_table(sheet: _Sheet, top: float) -> None:
    layout = sheet.layout
    left, right = layout.columns[0].x0 - 3, layout.columns[-1].x1 + 3
    if layout.rules in ("columns", "grid"):
        for x in (left, *(column.x0 - 2 for column in layout.columns[1:]), right):
            sheet.rule(x, top, x, sheet.y)
        sheet.rule(left, sheet.y, right, sheet.y)


def _foot(sheet: _Sheet) -> None:
    sheet.put(36, 300, sheet.size[1] - 40, sheet.layout.foot)
    sheet.put(36, 300, sheet.size[1] - 28, f"Page {sheet.page}")


def _new_page(sheet: _Sheet, top: float) -> float:
    _end_of_table(sheet, top)
    _foot(sheet)
    sheet.canvas.showPage()
    sheet.page, sheet.y = sheet.page + 1, 40.0
    if not sheet.layout.head_again:
        return sheet.y
    sheet.put(36, 300, sheet.y, f"{sheet.layout.name.replace('_', ' ').title()} Bank Limited")
    sheet.y += 20
    return _head(sheet)
