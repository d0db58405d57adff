"""A bill drawn as a PDF, with where each value stands on it: what a person would click."""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from qrt.core.base.identifiers import invoice_reference_number
from qrt.core.base.money import Paise, decimal_text, rupee_text
from qrt.core.base.place import Box
from tests.generators.papers.bills import Bill, Row, Vendor
from tests.generators.papers.hindi import DIGITS, HINDI, in_hindi, lettered
from tests.generators.papers.spelled import spelled
from tests.generators.papers.words import CITIES, STATES

WIDTH, HEIGHT = A4
LEFT, RIGHT = 36.0, WIDTH - 36.0


@dataclass(frozen=True, slots=True)
class Told:
    """A value that is printed, by the reader's name of its field, and where."""

    value: str
    page: int
    box: Box


@dataclass
class Drawn:
    """The bytes of a bill and its answers. `lines` has one mapping a row of goods, by the reader's name of the column."""

    data: bytes = b""
    fields: dict[str, Told] = field(default_factory=dict)
    lines: list[dict[str, Told]] = field(default_factory=list)


class Pen:
    """A canvas that goes down the page and notes what it wrote where."""

    def __init__(self, vendor: Vendor, bill: Bill, drawn: Drawn) -> None:
        self.vendor, self.bill, self.drawn = vendor, bill, drawn
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4, invariant=1)
        self.font = vendor.habit["font"]
        self.bold = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}[self.font]
        if vendor.pool in HINDI:
            self.font, self.bold = lettered("Vera"), lettered("VeraBd")
        self.rng = random.Random(f"pen {vendor.pool} {vendor.seed}")
        self.page, self.y = 1, HEIGHT - 40

    def put(
        self, x: float, words: str, size: float = 8.5, bold: bool = False, align: str = "left", y: float | None = None
    ) -> tuple[float, float, float, float]:
        """Write words; returns x0, top, x1, bottom in points from the top left."""
        y = self.y if y is None else y
        font = self.bold if bold else self.font
        width = stringWidth(words, font, size)
        x0 = {"left": x, "right": x - width, "centre": x - width / 2}[align]
        self.canvas.setFont(font, size)
        self.canvas.drawString(x0, y, words)
        return x0, HEIGHT - y - 0.8 * size, x0 + width, HEIGHT - y + 0.2 * size

    def told(self, value: str, spot: tuple[float, float, float, float]) -> Told:
        x0, y0, x1, y1 = spot
        return Told(value, self.page, (x0 / WIDTH, y0 / HEIGHT, x1 / WIDTH, y1 / HEIGHT))

    def value(self, name: str, value: str, x: float, shown: str, size: float = 8.5, bold: bool = False, align: str = "left", y: float | None = None) -> None:
        """Write a value and note where; the first place of a field counts."""
        self.drawn.fields.setdefault(name, self.told(value, self.put(x, shown, size, bold, align, y)))

    def label(self, key: str) -> str:
        return self.vendor.label[key] + self.vendor.label["sign"]

    def money(self, amount: int, *, bare: bool = False) -> str:
        style = self.vendor.habit["money"]
        text = self.figures(decimal_text(Paise(amount)) if style == "plain" else rupee_text(Paise(amount)))
        return text if bare or style == "plain" else style + text

    def figures(self, text: str) -> str:
        """Figures as this vendor writes them."""
        return text.translate(DIGITS) if self.vendor.habit["digits"] else text

    def day(self, day: date) -> str:
        """A day as this vendor writes it."""
        shown = day.strftime(self.vendor.habit["day"])
        return self.figures(in_hindi(shown) if self.vendor.pool in HINDI and self.vendor.seed % 2 else shown)

    def turn(self) -> None:
        """The next page."""
        self.canvas.showPage()
        self.page, self.y = self.page + 1, HEIGHT - 40

    def rule(self) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(LEFT, self.y + 9, RIGHT, self.y + 9)


def draw(vendor: Vendor, bill: Bill) -> Drawn:
    """The bill as a PDF, with its answers."""
    drawn = Drawn()
    pen = Pen(vendor, bill, drawn)
    _title(pen)
    _parties(pen)
    _goods(pen)
    if pen.y < 250:
        pen.turn()
    _totals(pen)
    _foot(pen)
    pen.canvas.save()
    drawn.data = pen.file.getvalue()
    return drawn


def _title(pen: Pen) -> None:
    vendor, habit = pen.vendor, pen.vendor.habit
    pen.put(WIDTH / 2, vendor.label["title"], 12, bold=True, align="centre")
    pen.y -= 20
    x = {"left": LEFT, "right": 330.0, "centre": WIDTH / 2}[habit["head"]]
    align = "centre" if habit["head"] == "centre" else "left"
    top = pen.y
    if habit["seller_label"] and align == "left":
        pen.put(x, f"{habit['seller_label']}:", 8)
        pen.y -= 12
    pen.value("seller.name", vendor.name, x, vendor.name, 13, bold=True, align=align)
    for line in (vendor.street, CITIES[vendor.state], f"State: {STATES[vendor.state]} ({vendor.state})"):
        pen.y -= 11
        pen.put(x, line, 8.5, align=align)
    pen.y -= 11
    _gstin(pen, "seller.gstin", vendor.gstin, x, align)
    if habit["pan"] == "yes":
        pen.y -= 11
        pen.put(x, f"PAN{vendor.label['sign']} {vendor.gstin[2:12]}", align=align)
    if habit["irn"]:
        _irn(pen)
    under = pen.y - 18
    if habit["meta"] in ("strip", "row", "pairs") or habit["head"] == "centre":
        pen.y = under
        _meta(pen, LEFT)
    else:
        pen.y = top
        _meta(pen, LEFT if habit["head"] == "right" else 350.0)
        pen.y = min(pen.y, under)
    pen.y -= 6


def _irn(pen: Pen) -> None:
    """The reference number of the portal, over the whole width or broken in two."""
    irn = invoice_reference_number(pen.vendor.gstin, pen.bill.day, "INV", pen.bill.number)
    if pen.vendor.habit.get("irn_wrong"):
        irn = irn[:30] + ("0" if irn[30] != "0" else "1") + irn[31:]
    pen.y -= 14
    spot = pen.put(LEFT, "IRN: ", 7)
    whole = pen.vendor.habit["irn"] == "line"
    pen.value("irn", irn, spot[2] + 2, irn if whole else irn[:40], 7)
    if not whole:
        pen.y -= 9
        pen.put(spot[2] + 2, irn[40:], 7)


def _gstin(pen: Pen, name: str, gstin: str, x: float, align: str = "left") -> None:
    label = pen.label("gstin")
    if align == "centre":
        whole = f"{label} {gstin}"
        _x0, y0, x1, y1 = pen.put(x, whole, align="centre")
        pen.drawn.fields.setdefault(name, pen.told(gstin, (x1 - stringWidth(gstin, pen.font, 8.5), y0, x1, y1)))
        return
    spot = pen.put(x, f"{label} ")
    pen.value(name, gstin, spot[2] + 2, gstin)


def _meta(pen: Pen, x: float) -> None:
    """Number, day and what else stands beside them, in one of five arrangements."""
    vendor, bill, style = pen.vendor, pen.bill, pen.vendor.habit["meta"]
    rows = [("invoice_number", "number", bill.number, bill.number), ("invoice_date", "date", bill.day.isoformat(), pen.day(bill.day))]
    if bill.due:
        rows.append(("due_date", "due", bill.due.isoformat(), pen.day(bill.due)))
    if bill.po:
        rows.append(("po_number", "po", bill.po, bill.po))
    if vendor.habit["kind"] != "export":
        rows.append(("place_of_supply", "supply", vendor.supply, f"{STATES[vendor.supply]} ({vendor.supply})"))
    if bill.reverse or vendor.habit["reverse"] == "yes":
        rows.append(("reverse_charge", "reverse", "yes" if bill.reverse else "no", "Yes" if bill.reverse else "No"))
    if vendor.habit["ack"] == "yes":
        rows.insert(1, ("", "", "", f"Vehicle No. {vendor.state}AB{1000 + vendor.seed}"))
    for position, (name, key, value, shown) in enumerate(rows):
        _pair(pen, x, position, name, pen.label(key) if key else "", value, shown)
    if style in ("strip", "pairs", "row"):
        pen.y -= 30 if style == "strip" else 14
    if style == "strip" and len(rows) > 4:
        pen.y -= 26


def _pair(pen: Pen, x: float, position: int, name: str, label: str, value: str, shown: str) -> None:
    style = pen.vendor.habit["meta"]
    say = (
        (lambda *args, **more: pen.value(name, value, *args, **more))
        if name
        else (lambda at, words, **more: pen.put(at, words, more.get("size", 8.5), y=more.get("y")))
    )
    if style == "stack":
        spot = pen.put(x, label)
        say(max(x + 110, spot[2] + 6), shown)
        pen.y -= 13
    elif style == "boxes":
        pen.canvas.rect(x - 4, pen.y - 15, 195, 24, stroke=1, fill=0)
        pen.put(x, label, 7)
        say(x, shown, size=9, y=pen.y - 11)
        pen.y -= 26
    elif style == "strip":
        column, down = position % 4, position // 4 * 26
        pen.put(LEFT + 132 * column, label, 7.5, bold=True, y=pen.y - down)
        say(LEFT + 132 * column, shown, y=pen.y - down - 12)
    elif style == "pairs":
        if position and position % 2 == 0:
            pen.y -= 13
        at = LEFT + 270 * (position % 2)
        pen.put(at, label)
        say(at + 175, shown)
    else:
        if position and position % 2 == 0:
            pen.y -= 13
        spot = pen.put(LEFT + 270 * (position % 2), f"{label} ")
        say(spot[2] + 3, shown)


def _parties(pen: Pen) -> None:
    vendor = pen.vendor
    pen.rule()
    top = pen.y
    _buyer(pen, LEFT, vendor.label["buyer"])
    under = pen.y
    if vendor.habit["ship"] == "yes":
        pen.y = top
        pen.put(320, "Ship To / Delivery Address:", 8)
        for line in (vendor.buyer, "Godown 3, Industrial Estate", CITIES[vendor.supply]):
            pen.y -= 12
            pen.put(320, line)
    pen.y = min(under, pen.y) - 14
    pen.rule()


def _buyer(pen: Pen, x: float, label: str) -> None:
    vendor = pen.vendor
    if label.startswith("M/s"):
        spot = pen.put(x, f"{label} ", 8.5)
        pen.value("buyer.name", vendor.buyer, spot[2] + 3, vendor.buyer)
    else:
        pen.put(x, f"{label}:", 8)
        pen.y -= 12
        pen.value("buyer.name", vendor.buyer, x, vendor.buyer, 9.5, bold=True)
    for line in ("Survey No. 88, Village Road", CITIES[vendor.supply]):
        pen.y -= 11
        pen.put(x, line)
    pen.y -= 11
    _gstin(pen, "buyer.gstin", vendor.buyer_gstin, x)


def _edges(columns: Sequence[tuple[str, str]]) -> list[tuple[float, float]]:
    wide = {"serial": 30.0, "hsn": 76.0, "quantity": 58.0, "unit": 36.0, "price": 70.0, "amount": 86.0}
    rest = RIGHT - LEFT - sum(wide.get(name, 0.0) for name, _ in columns)
    edges, x = [], LEFT
    for name, _ in columns:
        width = wide.get(name, rest)
        edges.append((x, x + width))
        x += width
    return edges


def _goods(pen: Pen) -> None:
    columns, style = pen.vendor.columns, pen.vendor.habit["table"]
    edges = _edges(columns)
    pen.y -= 6
    _heading(pen, edges)
    for number, row in enumerate(pen.bill.rows, 1):
        if pen.y < 90:
            pen.put(RIGHT, "Continued on next page", 8, align="right", y=60)
            pen.turn()
            _heading(pen, edges)
        _row(pen, edges, number, row)
    if style != "plain":
        pen.canvas.line(LEFT, pen.y + 8, RIGHT, pen.y + 8)
    pen.y -= 8


def _heading(pen: Pen, edges: Sequence[tuple[float, float]]) -> None:
    for (name, words), (x0, x1) in zip(pen.vendor.columns, edges, strict=True):
        right = name in ("quantity", "price", "amount")
        pen.put(x1 - 4 if right else x0 + 2, words, 8, bold=True, align="right" if right else "left")
    if pen.vendor.habit["table"] != "plain":
        pen.canvas.line(LEFT, pen.y + 11, RIGHT, pen.y + 11)
        pen.canvas.line(LEFT, pen.y - 4, RIGHT, pen.y - 4)
    pen.y -= 15


_CELLS = {"description": "description", "hsn": "hsn", "quantity": "quantity", "unit": "unit", "price": "unit_price", "amount": "taxable"}
"""Columns of ours, and what the reader calls their cells."""


def _row(pen: Pen, edges: Sequence[tuple[float, float]], number: int, row: Row) -> None:
    told: dict[str, Told] = {}
    shown = {
        "serial": str(number), "description": row.description, "hsn": row.hsn, "quantity": pen.figures(str(row.quantity)), "unit": row.unit,
        "price": pen.money(row.price, bare=True), "amount": pen.money(row.amount, bare=True),
    }  # fmt: skip
    more = ""
    for (name, _), (x0, x1) in zip(pen.vendor.columns, edges, strict=True):
        text = shown[name]
        if name == "description" and stringWidth(text, pen.font, 8) > x1 - x0 - 6:
            text, more = _wrapped(text, pen.font, x1 - x0 - 6)
        right = name in ("quantity", "price", "amount")
        spot = pen.put(x1 - 4 if right else x0 + 2, text, 8, align="right" if right else "left")
        if name in _CELLS:
            said = {"amount": decimal_text(Paise(row.amount)), "price": decimal_text(Paise(row.price)), "quantity": str(row.quantity)}
            told[_CELLS[name]] = pen.told(said.get(name, shown[name]), spot)
    if pen.vendor.habit["table"] == "grid":
        for x0, _ in edges:
            pen.canvas.line(x0, pen.y + 11, x0, pen.y - 4)
    while more:
        pen.y -= 10
        x0, x1 = next(edge for (name, _), edge in zip(pen.vendor.columns, edges, strict=True) if name == "description")
        text, more = _wrapped(more, pen.font, x1 - x0 - 6)
        pen.put(x0 + 2, text, 8)
    pen.y -= 14
    pen.drawn.lines.append(told)


def _wrapped(text: str, font: str, width: float) -> tuple[str, str]:
    words = text.split()
    kept = 1
    while kept < len(words) and stringWidth(" ".join(words[: kept + 1]), font, 8) <= width:
        kept += 1
    return " ".join(words[:kept]), " ".join(words[kept:])


_FIELD_OF = {"total": "totals.grand_total", "discount": "totals.goods_discount", "freight": "totals.goods_charge"}
"""What lies inside the taxable value is no head of the total."""


def _totals(pen: Pen) -> None:
    vendor, bill, style = pen.vendor, pen.bill, pen.vendor.habit["totals"]
    top = pen.y
    at = {"right": RIGHT - 120, "box": RIGHT - 190, "wide": LEFT + 4, "in_table": LEFT + 40}[style]
    order = ("discount", "freight", "taxable", "cgst", "sgst", "igst", "round_off", "total")
    gross = sum(row.amount for row in bill.rows)
    if gross != bill.heads["taxable"]:
        pen.put(at, "Gross", align="right" if style == "right" else "left")
        pen.put(RIGHT - 4, pen.money(gross), align="right")
        pen.y -= 13
    for head in (each for each in order if each in bill.heads):
        amount, last = bill.heads[head], head == "total"
        shown = pen.money(amount) if amount >= 0 else f"-{pen.money(-amount, bare=True)}"
        pen.put(at, _head_words(vendor, bill, head), 9 if last else 8.5, bold=last, align="right" if style == "right" else "left")
        spot = pen.put(RIGHT - 4, shown, 9 if last else 8.5, bold=last, align="right")
        pen.drawn.fields.setdefault(_FIELD_OF.get(head, f"totals.{head}"), pen.told(decimal_text(Paise(amount)), spot))
        pen.y -= 13
    if style == "box":
        pen.canvas.rect(RIGHT - 196, pen.y + 8, 196, top - pen.y + 4, stroke=1, fill=0)


def _head_words(vendor: Vendor, bill: Bill, head: str) -> str:
    words = vendor.label[head] if head != "total" else vendor.label["total"]
    share = bill.rate if head == "igst" else bill.rate // 2
    if head not in ("cgst", "sgst", "igst") or vendor.habit["rate"] == "plain":
        return words
    return f"{words} @ {share / 100:g}%" if vendor.habit["rate"] == "split" else f"{words} ({share / 100:.2f} %)"


def _foot(pen: Pen) -> None:
    vendor, bill = pen.vendor, pen.bill
    pen.y -= 8
    if vendor.habit["words"] == "yes":
        pen.put(LEFT, f"{vendor.label['in_words']}: {rupees_in_words(bill.heads['total'])}", 8)
        pen.y -= 18
    if vendor.habit["bank"] == "yes":
        pen.put(LEFT, "Bank: Sahyog Co-operative Bank, Main Branch", 8)
        pen.y -= 12
        number, ifsc = f"{vendor.seed * 7919 % 10**5:05}{vendor.seed * 104729 % 10**6:06}", f"SHYG0{vendor.seed * 31 % 10**6:06}"
        for name, key, value in (("bank.account", "account", number), ("bank.ifsc", "ifsc", ifsc)):
            spot = pen.put(LEFT, f"{pen.label(key)} ", 8)
            pen.value(name, value, spot[2] + 3, value, 8)
            pen.y -= 12
    if vendor.habit["kind"] == "export":
        pen.put(LEFT, "Supply meant for export under LUT without payment of integrated tax", 8)
        pen.y -= 12
    pen.put(RIGHT, f"For {vendor.name}", 8.5, align="right")
    pen.y -= 30
    pen.put(RIGHT, "Authorised Signatory", 8, align="right")
    pen.put(LEFT, "Goods once sold will not be taken back. Subject to local jurisdiction.", 7, y=34)


def rupees_in_words(paise: int) -> str:
    """ "Rupees One Lakh Two Hundred Five And Fifty Paise Only"."""
    rupees, rest = divmod(paise, 100)
    tail = f" and {spelled(rest)} paise" if rest else ""
    return f"rupees {spelled(rupees)}{tail} only".title()
