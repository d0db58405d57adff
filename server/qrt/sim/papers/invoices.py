"""Invoice and note PDFs: twelve layouts with their own words, fonts, places and ways to write dates and amounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from qrt.core.base.money import Paise, decimal_text, rupee_text
from qrt.sim.booking import heads_of
from qrt.sim.chart import rate_text
from qrt.sim.names import STATES
from qrt.sim.papers.words import amount_in_words
from qrt.sim.world import Bill, Item

WIDTH, HEIGHT = A4
LEFT, RIGHT = 40.0, WIDTH - 40.0


@dataclass(frozen=True, slots=True)
class Layout:
    """How one supplier's program prints a bill."""

    font: str
    title: str
    number: str
    date: str
    day_format: str
    seller_at: str  # left, right, centre, foot
    meta: str  # stack, row, grid
    items: str  # grid, ruled, plain, none
    totals: str  # right, box, summary
    taxable: str
    total: str
    buyer: str
    gstin: str = "GSTIN"
    grouping: bool = True
    currency: str = ""
    words: bool = True
    split_rate: bool = True
    ship_to: bool = False


LAYOUTS: tuple[Layout, ...] = (
    Layout("Helvetica", "TAX INVOICE", "Invoice No.", "Dated", "%d-%b-%Y", "left", "grid", "grid", "summary", "Taxable Value", "Total", "Buyer (Bill to)", "GSTIN/UIN", ship_to=True),
    Layout("Times-Roman", "Tax Invoice", "Invoice Number:", "Invoice Date:", "%d/%m/%Y", "centre", "stack", "ruled", "right", "Taxable Amount", "Grand Total", "Billed To", "GSTIN:"),
    Layout("Helvetica", "INVOICE", "Invoice #", "Date", "%d %B %Y", "right", "row", "plain", "right", "Sub Total", "Total Due", "Bill To", "GSTIN", currency="Rs. "),
    Layout("Courier", "TAX INVOICE", "Bill No :", "Bill Date :", "%d-%m-%Y", "left", "stack", "plain", "right", "TAXABLE VALUE", "NET AMOUNT", "TO", "GSTIN NO :", grouping=False),
    Layout("Helvetica", "GST INVOICE", "Inv No", "Inv Dt", "%d.%m.%Y", "centre", "grid", "grid", "box", "Assessable Value", "Invoice Total", "Customer", "GST No."),
    Layout("Times-Roman", "Tax Invoice (Original for Recipient)", "Document No.", "Document Date", "%d-%b-%y", "left", "row", "ruled", "box", "Total Taxable Value", "Total Invoice Value", "Recipient", "GSTIN", words=False),
    Layout("Helvetica", "TAX INVOICE", "Invoice No:", "Date:", "%Y-%m-%d", "right", "stack", "none", "right", "Amount before tax", "Amount after tax", "M/s.", "GSTIN:", currency="INR "),
    Layout("Courier", "Tax Invoice", "INVOICE NUMBER", "INVOICE DATE", "%d/%m/%y", "foot", "row", "grid", "right", "Net Value", "Gross Total", "Consignee / Buyer", "GSTIN", split_rate=False),
    Layout("Helvetica", "Tax Invoice", "Invoice No.", "Invoice Date", "%d-%m-%Y", "left", "grid", "ruled", "right", "Total before Tax", "Total Amount", "Details of Receiver (Billed to)", "GSTIN", ship_to=True),
    Layout("Times-Roman", "TAX-INVOICE", "No.", "Dt.", "%d/%m/%Y", "centre", "row", "grid", "right", "Taxable", "Amount Payable", "Buyer", "GSTIN -", currency="Rs."),
    Layout("Helvetica", "Invoice", "Invoice ID", "Issued on", "%b %d, %Y", "right", "stack", "plain", "box", "Subtotal", "Total", "Billed to", "GST Number", words=False),
    Layout("Courier", "TAX INVOICE / CHALLAN", "Invoice No :", "Date :", "%d-%m-%Y", "left", "row", "ruled", "box", "Taxable Amt", "Bill Amount", "Name of Party", "GSTIN :", grouping=False, split_rate=False),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """Seller or buyer as printed."""

    name: str
    street: str
    city: str
    pin: str
    state: str
    gstin: str
    pan: str


class InvoiceWriter:
    """Draws one bill on one page."""

    def __init__(self, path: Path, bill: Bill, seller: Side, buyer: Side, layout: Layout, password: str = "") -> None:
        encrypt = None
        if password:
            from reportlab.lib.pdfencrypt import StandardEncryption

            encrypt = StandardEncryption(password, ownerPassword=password + "-owner", strength=128)
        self.canvas = Canvas(str(path), pagesize=A4, invariant=1, pageCompression=1, encrypt=encrypt)
        self.bill, self.seller, self.buyer, self.layout = bill, seller, buyer, layout
        self.bold = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}[layout.font]
        self.y = HEIGHT - 45

    def draw(self) -> None:
        layout = self.layout
        title = "Credit Note" if self.bill.document == "credit_note" else layout.title
        self.text(WIDTH / 2, HEIGHT - 36, title.upper() if layout.title.isupper() else title, 13, bold=True, align="centre")
        self.y = HEIGHT - 62
        meta_top = self.y
        if layout.seller_at != "foot":
            x = {"left": LEFT, "right": 330.0, "centre": WIDTH / 2}[layout.seller_at]
            self.party(self.seller, x, "centre" if layout.seller_at == "centre" else "left", head="")
        self.y = self.meta(self.y if layout.seller_at in {"centre", "foot"} else min(meta_top, self.y + 50), self.y)
        self.y -= 12
        top = self.y
        self.party(self.buyer, LEFT, "left", head=layout.buyer)
        if layout.ship_to:
            self.y = top
            self.party(self.buyer, 330, "left", head="Ship to / Consignee")
        self.rule()
        self.facts()
        self.item_table()
        self.total_block()
        self.foot()
        self.canvas.showPage()
        self.canvas.save()

    def text(self, x: float, y: float, words: str, size: float = 9, bold: bool = False, align: str = "left") -> None:
        self.canvas.setFont(self.bold if bold else self.layout.font, size)
        draw = {"left": self.canvas.drawString, "right": self.canvas.drawRightString, "centre": self.canvas.drawCentredString}[align]
        draw(x, y, words)

    def rule(self) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(LEFT, self.y + 8, RIGHT, self.y + 8)

    def party(self, side: Side, x: float, align: str, head: str) -> None:
        if head:
            self.text(x, self.y, head, 8, align=align)
            self.y -= 12
        self.text(x, self.y, side.name, 11, bold=True, align=align)
        name = STATES[side.state][0]
        lines = [side.street, f"{side.city} - {side.pin}", f"State Name : {name}, Code : {side.state}"]
        if side.gstin:
            lines.append(f"{self.layout.gstin} {side.gstin}" if self.layout.gstin.endswith((":", "-")) else f"{self.layout.gstin}: {side.gstin}")
        if head == "" and self.layout.meta == "stack":
            lines.append(f"PAN: {side.pan}")
        for line in [line for line in lines if line.strip()]:
            self.y -= 11
            self.text(x, self.y, line, 8.5, align=align)
        self.y -= 16

    def meta(self, top: float, under: float) -> float:
        """Number, date and the note's original, in one of three arrangements. Returns the lowest line in use."""
        layout, bill = self.layout, self.bill
        number_label = "Credit Note No." if bill.document == "credit_note" else layout.number
        pairs = [(number_label, bill.number), (layout.date, day_text(bill.day, layout.day_format))]
        if bill.original:
            pairs.append(("Against Invoice No.", bill.original))
        if layout.meta == "row":
            x = LEFT
            for label, value in pairs:
                shown = f"{label} {value}" if label.endswith(":") else f"{label}: {value}"
                self.text(x, under, shown, 9, bold=True)
                x += 190
            return under - 14
        x = 370.0 if layout.seller_at in {"left", "foot"} else LEFT
        y = top if layout.seller_at in {"left", "right"} else under
        for label, value in pairs:
            if layout.meta == "grid":
                self.canvas.rect(x - 4, y - 15, 180, 24, stroke=1, fill=0)
                self.text(x, y, label, 7.5)
                self.text(x, y - 11, value, 9, bold=True)
                y -= 26
            else:
                self.text(x, y, label, 9)
                self.text(x + 95, y, value, 9, bold=True)
                y -= 13
        return min(y, under)

    def facts(self) -> None:
        bill = self.bill
        name = STATES[bill.place_of_supply][0]
        self.text(LEFT, self.y - 4, f"Place of Supply: {bill.place_of_supply}-{name}", 8.5)
        if says_reverse_charge(bill, self.layout):
            self.text(300, self.y - 4, f"Whether tax is payable on reverse charge: {'Yes' if bill.reverse_charge else 'No'}", 8.5)
        self.y -= 22

    def money(self, amount: int) -> str:
        return self.layout.currency + (rupee_text(Paise(amount)) if self.layout.grouping else decimal_text(Paise(amount)))

    def item_table(self) -> None:
        bill, style = self.bill, self.layout.items
        if style == "none":
            self.text(LEFT, self.y, "Particulars: " + "; ".join(f"{item.description} (HSN/SAC {item.hsn})" for item in bill.items)[:95], 9)
            self.y -= 26
            return
        discounted = any(item.discount for item in bill.items)
        heads = ["Sl", "Description of Goods" if style == "grid" else "Description", "HSN/SAC", "Qty", "Rate", *(["Disc."] if discounted else []), "Amount"]
        edges = [LEFT, LEFT + 24, LEFT + 230, LEFT + 295, LEFT + 350, *([LEFT + 420] if discounted else []), RIGHT - 85, RIGHT]
        top = self.y
        self._row(heads, edges, bold=True)
        if style == "ruled":
            self.canvas.line(LEFT, self.y + 9, RIGHT, self.y + 9)
        for index, item in enumerate(bill.items, start=1):
            self._row(_cells(index, item, discounted), edges)
        if style == "grid":
            for edge in edges:
                self.canvas.line(edge - 2, top + 11, edge - 2, self.y + 9)
            self.canvas.rect(LEFT - 2, self.y + 9, RIGHT - LEFT, top - self.y + 2, stroke=1, fill=0)
        self.y -= 14

    def _row(self, cells: Sequence[str], edges: Sequence[float], bold: bool = False) -> None:
        for index, cell in enumerate(cells):
            if index < 3:
                self.text(edges[index], self.y, cell[:38], 8.5, bold=bold)
            else:
                self.text(edges[index + 1] - 6, self.y, cell, 8.5, bold=bold, align="right")
        self.y -= 14

    def total_lines(self) -> list[tuple[str, int]]:
        bill, layout = self.bill, self.layout
        lines = [(layout.taxable, bill.tax.taxable)]
        for head, amount in heads_of(bill.tax) if shows_tax(bill, layout) else ():
            share = rate_text(bill.rate if head == "igst" else bill.rate / 2)
            note = " (payable by recipient)" if bill.reverse_charge else ""
            lines.append((f"{head.upper()}{note}" if not layout.split_rate else f"{head.upper()} @ {share}%{note}", amount))
        if bill.round_off:
            lines.append(("Round Off", bill.round_off))
        return [*lines, (layout.total, bill.payable)]

    def total_block(self) -> None:
        lines, bill = self.total_lines(), self.bill
        if self.layout.totals == "summary":
            self._summary()
        top = self.y
        for index, (label, amount) in enumerate(lines):
            last = index == len(lines) - 1
            shown = self.money(amount) if amount >= 0 else f"(-){self.money(-amount)}"
            self.text(RIGHT - 110, self.y, label, 9.5 if last else 9, bold=last, align="right")
            self.text(RIGHT - 6, self.y, shown, 9.5 if last else 9, bold=last, align="right")
            self.y -= 14
        if self.layout.totals == "box":
            self.canvas.rect(RIGHT - 260, self.y + 8, 260, top - self.y + 6, stroke=1, fill=0)
        if self.layout.words:
            self.text(LEFT, self.y - 6, "Amount in words: " + amount_in_words(bill.payable), 8.5)
            self.y -= 18

    def _summary(self) -> None:
        """The HSN-wise tax table that Tally prints under the items."""
        bill = self.bill
        self.text(LEFT, self.y, "HSN/SAC", 8, bold=True)
        self.text(LEFT + 130, self.y, "Taxable", 8, bold=True, align="right")
        x = LEFT + 210
        for head, _ in heads_of(bill.tax) if shows_tax(bill, self.layout) else ():
            self.text(x, self.y, f"{head.upper()} Amount", 8, bold=True, align="right")
            x += 90
        self.y -= 12
        self.text(LEFT, self.y, bill.items[0].hsn, 8)
        self.text(LEFT + 130, self.y, rupee_text(Paise(bill.tax.taxable)), 8, align="right")
        x = LEFT + 210
        for _, amount in heads_of(bill.tax) if shows_tax(bill, self.layout) else ():
            self.text(x, self.y, rupee_text(Paise(amount)), 8, align="right")
            x += 90
        self.y -= 22

    def foot(self) -> None:
        if self.layout.seller_at == "foot":
            self.y -= 14
            self.text(LEFT, self.y, "Supplier:", 8)
            self.y -= 12
            self.party(self.seller, LEFT, "left", head="")
        self.text(RIGHT, max(self.y - 30, 60), f"for {self.seller.name}", 9, align="right")
        self.text(RIGHT, max(self.y - 62, 40), "Authorised Signatory", 8, align="right")
        self.text(LEFT, 40, "Subject to jurisdiction of courts at the supplier's place. E. & O.E.", 7)


def _cells(index: int, item: Item, discounted: bool) -> list[str]:
    price, discount = rupee_text(Paise(item.unit_price)), rupee_text(Paise(item.discount)) if item.discount else ""
    return [str(index), item.description, item.hsn, f"{item.quantity} {item.unit}", price, *([discount] if discounted else []), rupee_text(Paise(item.taxable))]


def shows_tax(bill: Bill, layout: Layout) -> bool:
    """Under reverse charge some suppliers print the tax that the recipient owes, others none."""
    return not bill.reverse_charge or layout.words


def says_reverse_charge(bill: Bill, layout: Layout) -> bool:
    """Some layouts speak of reverse charge only where it applies."""
    return bill.reverse_charge or layout.meta != "row"


def day_text(day: date, form: str) -> str:
    return day.strftime(form)


def write_scan(path: Path, seed: int) -> None:
    """A page with lines but no text, as a bad scan leaves it."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setFillGray(0.93)
    canvas.rect(30, 30, WIDTH - 60, HEIGHT - 60, stroke=0, fill=1)
    canvas.setFillGray(0.2)
    for row in range(28):
        canvas.rect(60, HEIGHT - 90 - row * 24, 120 + (row * 67 + seed * 31) % 330, 7, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
