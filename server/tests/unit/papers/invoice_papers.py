"""Invoices in many layouts, drawn for the tests: each drawing comes with what is printed on it. Not a test module itself."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from qrt.core.base.identifiers import gstin_check_character
from qrt.core.base.money import Paise, decimal_text, rupee_text

STATES = {"27": "Maharashtra", "29": "Karnataka", "33": "Tamil Nadu", "24": "Gujarat", "07": "Delhi", "36": "Telangana", "19": "West Bengal"}
NAMES = (
    "Sunrise Steel Traders",
    "Kaveri Polymers Pvt Ltd",
    "Orbit Infotech Solutions LLP",
    "Mehta & Sons",
    "Deccan Roadways",
    "Nandi Electricals Private Limited",
)
BUYERS = ("Sahyadri Pumps Private Limited", "Vindhya Motors Ltd", "Coastal Foods Pvt. Ltd.")
GOODS = (
    ("MS Angle 50x50", "7216"),
    ("HDPE Granules", "3901"),
    ("Annual support", "998313"),
    ("Freight, Pune to Surat", "996511"),
    ("Copper wire 2.5 sqmm", "8544"),
)


@dataclass
class Bill:
    """What is printed. Amounts in paise; `absent` names what the layout does not print."""

    number: str
    day: date
    seller: str
    seller_gstin: str
    buyer: str
    buyer_gstin: str
    items: list[tuple[str, str, int, int, int]]  # description, HSN, quantity, price, rate in percent
    place: str
    due: date | None = None
    po: str = ""
    reverse: bool = False
    round_off: bool = True
    tcs: int = 0
    original: str = ""
    kind: str = "tax_invoice"
    taxed: bool = True
    heads: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        taxable = sum(quantity * price for _, _, quantity, price, _ in self.items)
        tax = sum(round(quantity * price * rate / 100) for _, _, quantity, price, rate in self.items) if self.taxed else 0
        self.heads = {"taxable": taxable}
        if self.seller_gstin[:2] == self.place and tax:
            half = sum(round(quantity * price * rate / 200) for _, _, quantity, price, rate in self.items)
            self.heads |= {"cgst": half, "sgst": half}
        elif tax:
            self.heads["igst"] = tax
        if self.tcs:
            self.heads["tcs"] = self.tcs
        total = sum(self.heads.values())
        rounded = round(total / 100) * 100
        if self.round_off and rounded != total:
            self.heads["round_off"] = rounded - total
            total = rounded
        self.heads["grand_total"] = total

    def expected(self) -> dict[str, str]:
        """Field values as the extraction must give them."""
        values = {
            "invoice_number": self.number,
            "invoice_date": self.day.isoformat(),
            "seller.gstin": self.seller_gstin,
            "buyer.gstin": self.buyer_gstin,
            "seller.name": self.seller,
            "buyer.name": self.buyer,
        }
        return values | {f"totals.{head}": decimal_text(Paise(amount)) for head, amount in self.heads.items()}


def make_gstin(state: str, rng: random.Random, company: bool = True) -> str:
    """A GSTIN with a right check character."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    pan = "".join(rng.choices(letters, k=3)) + ("C" if company else "F") + rng.choice(letters) + f"{rng.randrange(1, 10_000):04d}" + rng.choice(letters)
    body = f"{state}{pan}1Z"
    return body + gstin_check_character(body)


def make_bill(rng: random.Random, **changes: object) -> Bill:
    """A bill with invented parties and goods."""
    states = rng.sample(sorted(STATES), 2)
    same = rng.random() < 0.6
    buyer_state = states[0] if same else states[1]
    items = [
        (*rng.choice(GOODS), rng.randrange(1, 40), rng.randrange(50, 90_000) * rng.choice((1, 50, 100)), rng.choice((5, 12, 18, 18, 28)))
        for _ in range(rng.randrange(1, 5))
    ]
    shape = rng.choice(("INV/{y}/{n:04d}", "{n}", "GST-{n:03d}", "SST/24-25/{n}", "TI{n:06d}", "{n:03d}/2026-27"))
    day = date(2026, 4, 1) + timedelta(days=rng.randrange(0, 180))
    values: dict = {
        "number": shape.format(y="26-27", n=rng.randrange(100, 9000)),
        "day": day,
        "seller": rng.choice(NAMES),
        "seller_gstin": make_gstin(states[0], rng),
        "buyer": rng.choice(BUYERS),
        "buyer_gstin": make_gstin(buyer_state, rng),
        "items": items,
        "place": buyer_state,
        "due": day + timedelta(days=30),
        "po": f"PO-{rng.randrange(1000, 9999)}",
    }
    return Bill(**(values | changes))


_ONES = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
]
_TENS = ["x", "x", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]


def in_words(amount: int) -> str:
    """The amount as Indian invoices write it out."""

    def below_hundred(n: int) -> str:
        return _ONES[n] if n < 20 else _TENS[n // 10] + (f" {_ONES[n % 10]}" if n % 10 else "")

    def whole(n: int) -> str:
        parts = []
        for size, name in ((10_000_000, "Crore"), (100_000, "Lakh"), (1000, "Thousand"), (100, "Hundred")):
            if n >= size:
                parts.append(f"{whole(n // size)} {name}")
                n %= size
        if n or not parts:
            parts.append(below_hundred(n))
        return " ".join(parts)

    cents = amount % 100
    return f"INR {whole(amount // 100)}{f' and {below_hundred(cents)} Paise' if cents else ''} Only"


# --- drawing -------------------------------------------------------------------------------------------------------------------------------------


class Desk:
    """A page in points from the top left."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4)
        self.size = 9.0

    def put(self, x: float, y: float, text: str, size: float | None = None, bold: bool = False, right: bool = False) -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size or self.size)
        draw = self.canvas.drawRightString if right else self.canvas.drawString
        draw(x, A4[1] - y, text)

    def page(self) -> None:
        self.canvas.showPage()

    def done(self) -> bytes:
        self.canvas.save()
        return self.out.getvalue()


def _money(amount: int) -> str:
    return rupee_text(Paise(amount)) if amount >= 0 else "-" + rupee_text(Paise(-amount))


def _item_table(desk: Desk, bill: Bill, y: float, total_head: str = "Amount") -> float:
    for x, head in ((40, "S.No"), (75, "Description of Goods"), (260, "HSN/SAC")):
        desk.put(x, y, head, bold=True)
    for x, head in ((350, "Qty"), (430, "Rate"), (550, total_head)):
        desk.put(x, y, head, bold=True, right=True)
    for index, (description, hsn, quantity, price, _) in enumerate(bill.items, start=1):
        y += 16
        desk.put(40, y, str(index))
        desk.put(75, y, description)
        desk.put(260, y, hsn)
        desk.put(350, y, str(quantity), right=True)
        desk.put(430, y, _money(price), right=True)
        desk.put(550, y, _money(quantity * price), right=True)
    return y + 20


def _totals(desk: Desk, bill: Bill, y: float, names: dict[str, str], x: float = 400, prefix: str = "") -> float:
    for head, amount in bill.heads.items():
        desk.put(x, y, names[head], bold=head == "grand_total")
        desk.put(550, y, prefix + _money(amount), right=True, bold=head == "grand_total")
        y += 15
    return y


def classic(bill: Bill) -> bytes:
    """Seller at the top, number and date at the right, totals at the right foot."""
    desk = Desk()
    desk.put(40, 50, bill.seller, 16, True)
    desk.put(40, 66, f"Plot 14, MIDC, {STATES[bill.seller_gstin[:2]]} 411018")
    desk.put(40, 80, f"GSTIN: {bill.seller_gstin}")
    desk.put(250, 110, "TAX INVOICE", 14, True)
    desk.put(360, 140, f"Invoice No.: {bill.number}")
    desk.put(360, 154, f"Invoice Date: {bill.day:%d-%m-%Y}")
    desk.put(360, 168, f"Due Date: {bill.due:%d-%m-%Y}")
    desk.put(360, 182, f"PO No.: {bill.po}")
    desk.put(40, 140, "Bill To:", bold=True)
    desk.put(40, 154, bill.buyer)
    desk.put(40, 168, "Survey 88, Industrial Estate")
    desk.put(40, 182, f"GSTIN: {bill.buyer_gstin}")
    desk.put(40, 196, f"Place of Supply: {bill.place}-{STATES[bill.place]}")
    y = _item_table(desk, bill, 230)
    names = {
        "taxable": "Sub Total",
        "cgst": "CGST",
        "sgst": "SGST",
        "igst": "IGST",
        "round_off": "Round Off",
        "tcs": "TCS u/s 206C(1H)",
        "grand_total": "Grand Total",
    }
    y = _totals(desk, bill, y, names)
    desk.put(40, y + 20, f"Amount in words: {in_words(bill.heads['grand_total'])}")
    desk.put(400, y + 60, f"For {bill.seller}")
    return desk.done()


def boxed(bill: Bill) -> bytes:
    """Labels over values in boxes, seller and buyer down the left, as the commonest Indian program prints it; a tax summary by HSN."""
    desk = Desk()
    desk.put(270, 30, "Tax Invoice", 11, True)
    desk.put(480, 30, "(ORIGINAL FOR RECIPIENT)", 7)
    desk.put(40, 60, bill.seller, 10, True)
    desk.put(40, 72, "Gat No. 1120, Chakan Road")
    desk.put(40, 84, f"GSTIN/UIN: {bill.seller_gstin}")
    desk.put(40, 96, f"State Name : {STATES[bill.seller_gstin[:2]]}, Code : {bill.seller_gstin[:2]}")
    desk.put(300, 56, "Invoice No.", 7)
    desk.put(300, 68, bill.number, bold=True)
    desk.put(430, 56, "Dated", 7)
    desk.put(430, 68, f"{bill.day.day}-{bill.day:%b-%y}", bold=True)
    desk.put(300, 84, "Delivery Note", 7)
    desk.put(430, 84, "Mode/Terms of Payment", 7)
    desk.put(430, 96, "30 Days", bold=True)
    desk.put(300, 112, "Buyer's Order No.", 7)
    desk.put(300, 124, bill.po, bold=True)
    desk.put(430, 112, "Dated", 7)
    desk.put(430, 124, f"{(bill.day - timedelta(days=9)).day}-{bill.day - timedelta(days=9):%b-%y}", bold=True)
    desk.put(40, 118, "Consignee (Ship to)", 7)
    desk.put(40, 130, bill.buyer, 10, True)
    desk.put(40, 142, f"GSTIN/UIN : {bill.buyer_gstin}")
    desk.put(40, 166, "Buyer (Bill to)", 7)
    desk.put(40, 178, bill.buyer, 10, True)
    desk.put(40, 190, f"GSTIN/UIN : {bill.buyer_gstin}")
    desk.put(40, 202, f"Place of Supply : {STATES[bill.place]}")
    y = 230
    for x, head in ((40, "Sl"), (70, "Description of Goods"), (280, "HSN/SAC"), (350, "Quantity"), (420, "Rate"), (465, "per")):
        desk.put(x, y, head, 8)
    desk.put(550, y, "Amount", 8, right=True)
    for index, (description, hsn, quantity, price, _) in enumerate(bill.items, start=1):
        y += 14
        desk.put(40, y, str(index))
        desk.put(70, y, description, bold=True)
        desk.put(280, y, hsn)
        desk.put(385, y, f"{quantity} Nos", right=True)
        desk.put(455, y, _money(price), right=True)
        desk.put(465, y, "Nos")
        desk.put(550, y, _money(quantity * price), right=True, bold=True)
    y += 14
    desk.put(550, y, _money(bill.heads["taxable"]), right=True)
    for head, name in (("cgst", "Output CGST"), ("sgst", "Output SGST"), ("igst", "Output IGST"), ("tcs", "TCS"), ("round_off", "Round Off")):
        if head in bill.heads:
            y += 14
            desk.put(200, y, name, bold=True)
            desk.put(550, y, ("(-)" if bill.heads[head] < 0 else "") + _money(abs(bill.heads[head])), right=True)
    y += 20
    desk.put(200, y, "Total")
    desk.put(385, y, f"{sum(item[2] for item in bill.items)} Nos", right=True)
    desk.put(550, y, "Rs. " + _money(bill.heads["grand_total"]), right=True, bold=True)
    desk.put(40, y + 16, "Amount Chargeable (in words)", 7)
    desk.put(40, y + 28, in_words(bill.heads["grand_total"]), bold=True)
    y += 46
    desk.put(40, y, "HSN/SAC", 8)
    desk.put(250, y, "Taxable Value", 8, right=True)
    heads = [head for head in ("cgst", "sgst", "igst") if head in bill.heads]
    for position, head in enumerate(heads):
        desk.put(340 + 100 * position, y, {"cgst": "CGST Amount", "sgst": "SGST Amount", "igst": "IGST Amount"}[head], 8, right=True)
    y += 13
    desk.put(40, y, bill.items[0][1], 8)
    desk.put(250, y, _money(bill.heads["taxable"]), 8, right=True)
    for position, head in enumerate(heads):
        desk.put(340 + 100 * position, y, _money(bill.heads[head]), 8, right=True)
    desk.put(40, y + 40, f"Company's PAN : {bill.seller_gstin[2:12]}")
    desk.put(400, y + 40, f"for {bill.seller}", bold=True)
    return desk.done()


def sides(bill: Bill) -> bytes:
    """Bill-to and ship-to side by side, numbers in a strip of headed cells, totals named in full."""
    desk = Desk()
    desk.put(40, 48, "INVOICE", 20, True)
    desk.put(555, 44, bill.seller, 13, True, right=True)
    desk.put(555, 58, f"GST No: {bill.seller_gstin}", right=True)
    for x, head, value in (
        (40, "Invoice Number", bill.number),
        (180, "Invoice Date", f"{bill.day:%d/%m/%Y}"),
        (310, "Purchase Order", bill.po),
        (440, "Due Date", f"{bill.due:%d/%m/%Y}"),
    ):
        desk.put(x, 100, head, 8)
        desk.put(x, 113, value, 10)
    desk.put(40, 145, "Billed To", 9, True)
    desk.put(310, 145, "Shipped To", 9, True)
    for x in (40, 310):
        desk.put(x, 158, bill.buyer)
        desk.put(x, 170, "12 Harbour Road")
        desk.put(x, 182, f"GSTIN {bill.buyer_gstin}")
    desk.put(40, 200, f"Place of supply: {STATES[bill.place]} ({bill.place})")
    desk.put(310, 200, f"Reverse charge: {'Yes' if bill.reverse else 'No'}")
    y = _item_table(desk, bill, 225, "Taxable Value")
    names = {
        "taxable": "Total Taxable Value",
        "cgst": "Central Tax (CGST)",
        "sgst": "State Tax (SGST)",
        "igst": "Integrated Tax (IGST)",
        "tcs": "TCS",
        "round_off": "Rounding Off",
        "grand_total": "Total Invoice Value",
    }
    _totals(desk, bill, y, names, 330, "Rs. ")
    return desk.done()


def listing(bill: Bill) -> bytes:
    """A service bill as running lines: label, colon, value; dates with the month's name; amounts with "/-" nowhere aligned."""
    desk = Desk()
    desk.size = 10
    desk.put(40, 50, bill.seller.upper(), 13, True)
    lines = [
        "Tax Invoice",
        f"Bill No : {bill.number}    Bill Date : {bill.day:%d %B %Y}",
        f"Our GSTIN : {bill.seller_gstin}",
        f"Customer : {bill.buyer}",
        f"Customer GSTIN : {bill.buyer_gstin}",
        f"Place of Supply : {bill.place}",
        "",
        *[f"{description} (SAC {hsn})  {quantity} x {_money(price)} = {_money(quantity * price)}" for description, hsn, quantity, price, _ in bill.items],
        "",
        f"Taxable Amount : {_money(bill.heads['taxable'])}",
        *[f"{head.upper()} : {_money(bill.heads[head])}" for head in ("cgst", "sgst", "igst", "tcs") if head in bill.heads],
        *([f"Round off : {_money(bill.heads['round_off'])}"] if "round_off" in bill.heads else []),
        f"Invoice Total : Rs. {_money(bill.heads['grand_total'])}",
        f"Rupees {in_words(bill.heads['grand_total'])[4:]}",
    ]
    for index, line in enumerate(lines):
        desk.put(40, 72 + 17 * index, line)
    return desk.done()


def columns(bill: Bill) -> bytes:
    """Tax in columns of the item table; its total row carries every head; nothing else names them."""
    desk = Desk()
    desk.size = 8
    desk.put(40, 45, "GST INVOICE", 13, True)
    desk.put(40, 70, f"Supplier: {bill.seller}")
    desk.put(40, 82, f"Supplier GSTIN: {bill.seller_gstin}")
    desk.put(320, 70, f"Recipient: {bill.buyer}")
    desk.put(320, 82, f"Recipient GSTIN: {bill.buyer_gstin}")
    desk.put(40, 100, "Document No")
    desk.put(120, 100, bill.number)
    desk.put(320, 100, "Document Date")
    desk.put(420, 100, f"{bill.day:%d.%m.%Y}")
    taxes = [head for head in ("cgst", "sgst", "igst") if head in bill.heads]
    y = 130
    heads = ["Taxable Value", *[head.upper() for head in taxes], "Total"]
    stops = [290 + 265 * index / (len(heads) - 1) for index in range(len(heads))]
    desk.put(40, y, "Particulars", bold=True)
    desk.put(170, y, "HSN", bold=True)
    for x, head in zip(stops, heads, strict=True):
        desk.put(x, y, head, bold=True, right=True)
    sums = [0] * len(heads)
    for description, hsn, quantity, price, rate in bill.items:
        y += 15
        taxable = quantity * price
        cells = [taxable, *[round(taxable * rate / (200 if head != "igst" else 100)) for head in taxes]]
        cells.append(sum(cells))
        sums = [a + b for a, b in zip(sums, cells, strict=True)]
        desk.put(40, y, description)
        desk.put(170, y, hsn)
        for x, cell in zip(stops, cells, strict=True):
            desk.put(x, y, _money(cell), right=True)
    y += 18
    desk.put(40, y, "Total", bold=True)
    for x, cell in zip(stops, sums, strict=True):
        desk.put(x, y, _money(cell), right=True, bold=True)
    y += 20
    if "tcs" in bill.heads:
        desk.put(400, y, "TCS")
        desk.put(555, y, _money(bill.heads["tcs"]), right=True)
        y += 14
    if "round_off" in bill.heads:
        desk.put(400, y, "Round off")
        desk.put(555, y, _money(bill.heads["round_off"]), right=True)
        y += 14
    desk.put(400, y, "Amount Payable", bold=True)
    desk.put(555, y, _money(bill.heads["grand_total"]), right=True, bold=True)
    return desk.done()


def right_block(bill: Bill) -> bytes:
    """Labels left, values far right; the buyer above the seller; total in large type before its parts."""
    desk = Desk()
    desk.put(40, 45, "Retail Invoice", 15, True)
    desk.put(350, 45, "Total due", 9)
    desk.put(555, 45, "INR " + _money(bill.heads["grand_total"]), 15, True, right=True)
    for index, (label, value) in enumerate(
        (("Invoice #", bill.number), ("Date of Invoice", f"{bill.day:%d-%b-%Y}"), ("Payment Due", f"{bill.due:%d-%b-%Y}"), ("P.O. Number", bill.po))
    ):
        desk.put(350, 70 + 14 * index, label)
        desk.put(555, 70 + 14 * index, value, right=True)
    desk.put(40, 70, "Invoice to", 8)
    desk.put(40, 82, bill.buyer, 10, True)
    desk.put(40, 96, "7th Floor, Trade Tower")
    desk.put(40, 110, f"GSTIN: {bill.buyer_gstin}")
    desk.put(40, 140, "From", 8)
    desk.put(40, 152, bill.seller, 10, True)
    desk.put(40, 166, f"GSTIN: {bill.seller_gstin}")
    y = _item_table(desk, bill, 200)
    names = {
        "taxable": "Amount before tax",
        "cgst": "Add: CGST",
        "sgst": "Add: SGST",
        "igst": "Add: IGST",
        "tcs": "Add: TCS",
        "round_off": "Round off (+/-)",
        "grand_total": "Total amount after tax",
    }
    _totals(desk, bill, y, names, 330)
    return desk.done()


LAYOUTS: dict[str, Callable[[Bill], bytes]] = {
    "classic": classic,
    "boxed": boxed,
    "sides": sides,
    "listing": listing,
    "columns": columns,
    "right_block": right_block,
}


def note(bill: Bill) -> bytes:
    """A credit note against an earlier invoice."""
    desk = Desk()
    desk.put(40, 50, bill.seller, 14, True)
    desk.put(40, 64, f"GSTIN: {bill.seller_gstin}")
    desk.put(240, 90, "CREDIT NOTE", 14, True)
    desk.put(40, 120, f"Credit Note No: {bill.number}")
    desk.put(40, 134, f"Credit Note Date: {bill.day:%d-%m-%Y}")
    desk.put(320, 120, f"Original Invoice No: {bill.original}")
    desk.put(320, 134, f"Original Invoice Date: {bill.day - timedelta(days=40):%d-%m-%Y}")
    desk.put(40, 160, "To,")
    desk.put(40, 172, f"M/s {bill.buyer}")
    desk.put(40, 186, f"GSTIN: {bill.buyer_gstin}")
    y = _item_table(desk, bill, 215)
    names = {
        "taxable": "Taxable Value",
        "cgst": "CGST",
        "sgst": "SGST",
        "igst": "IGST",
        "tcs": "TCS",
        "round_off": "Round Off",
        "grand_total": "Total Credit Note Value",
    }
    _totals(desk, bill, y, names, 330)
    return desk.done()
