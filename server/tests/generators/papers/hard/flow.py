"""Bills as a flow of words and tables that a typesetter places; what they say is noted, where it lands is not."""

import io
from collections.abc import Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from qrt.core.base.money import Paise, decimal_text
from tests.generators.papers.draw import Drawn, Told
from tests.generators.papers.hard.case import money
from tests.generators.papers.hard.trade import Deal, Line, Sold
from tests.generators.papers.words import CITIES, STATES

_SIDES: dict[str, Any] = {"l": TA_LEFT, "c": TA_CENTER, "r": TA_RIGHT}
SPOT = (0.0, 0.0, 1.0, 1.0)


class Sheet:
    """A flow of tables and words that notes what it says. Places are not noted."""

    def __init__(self, font: str = "Helvetica", size: float = 8, wide: bool = False) -> None:
        self.flow: list[Flowable] = []
        self.drawn = Drawn()
        self.font, self.size, self.page = font, size, landscape(A4) if wide else A4
        self.bold = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}[font]

    def words(self, text: str, side: str = "l", size: float | None = None, bold: bool = False) -> Paragraph:
        size = size or self.size
        return Paragraph(
            text,
            ParagraphStyle("w", fontName=self.bold if bold else self.font, fontSize=size, leading=size * 1.2, alignment=_SIDES[side]),
        )

    def say(self, **values: str) -> None:
        """Note fields: "__" in a name is a point."""
        for name, value in values.items():
            self.drawn.fields[name.replace("__", ".")] = Told(value, 1, SPOT)

    def add(self, *parts: Flowable | float) -> None:
        self.flow += [Spacer(1, part) if isinstance(part, float | int) else part for part in parts]

    def table(self, rows: Sequence[Sequence[Any]], widths: Sequence[float], sides: str, style: Sequence[tuple[Any, ...]] = (), repeat: int = 0) -> Table:
        """Cells are words that wrap inside their column; lists are words one under another. `sides` has a letter for each column."""
        body = [[self._cell(cell, sides[place]) for place, cell in enumerate(row)] for row in rows]
        base = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2.5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2.5),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ]
        return Table(body, colWidths=list(widths), style=[*base, *style], repeatRows=repeat)

    def _cell(self, cell: Any, side: str) -> Any:
        if isinstance(cell, Flowable):
            return cell
        return [self._cell(each, side) for each in cell] if isinstance(cell, list) else self.words(str(cell), side)

    def parties(self, deal: Deal) -> None:
        self.say(
            seller__name=deal.seller, seller__gstin=deal.seller_gstin, buyer__name=deal.buyer, buyer__gstin=deal.buyer_gstin,
            invoice_number=deal.number, invoice_date=deal.day.isoformat(),
        )  # fmt: skip

    def totals(self, deal: Deal, *heads: str) -> None:
        """Note totals that are printed."""
        known = {"taxable": deal.taxable, **deal.taxes, "round_off": deal.rounding, "grand_total": deal.total}
        for head in heads or known:
            if head in known and (head != "round_off" or deal.rounding):
                self.say(**{f"totals__{head}": decimal_text(Paise(known[head]))})

    def row(self, sold: Sold, *, hsn: bool = True, count: bool = True, price: bool = True, words: str = "", value: int | None = None) -> None:
        told = {"description": words or sold.words, "taxable": decimal_text(Paise(sold.value if value is None else value))}
        told |= {"hsn": sold.code} if hsn else {}
        told |= {"quantity": sold.counted} if count else {}
        told |= {"unit_price": decimal_text(Paise(sold.price))} if price else {}
        self.drawn.lines.append({name: Told(text, 1, SPOT) for name, text in told.items()})

    def done(self) -> Drawn:
        out = io.BytesIO()
        SimpleDocTemplate(out, pagesize=self.page, leftMargin=28, rightMargin=28, topMargin=26, bottomMargin=30, invariant=1).build(self.flow)
        self.drawn.data = out.getvalue()
        return self.drawn


GRID = [("GRID", (0, 0), (-1, -1), 0.4, colors.black)]
UNDER_HEAD = [
    ("LINEABOVE", (0, 0), (-1, 0), 0.6, colors.black),
    ("LINEBELOW", (0, 0), (-1, 0), 0.6, colors.black),
    ("LINEBELOW", (0, -1), (-1, -1), 0.6, colors.black),
]

TAX_NAMES = {"cgst": "Central", "sgst": "State", "igst": "Integrated"}

HARDWARE: tuple[Line, ...] = (
    ("GI Pipe 'B' Class 50 mm (6 mtr length)", "73063090", "NOS"),
    ("Ball Valve CF8 Screwed End 25 NB", "84818030", "NOS"),
    ("Welding Electrode E-6013 3.15 x 350", "83111000", "PKT"),
    ("V-Belt B-68", "40103290", "PCS"),
    ("Cutting Wheel 4\" x 1.2 mm", "68042290", "BOX"),
    ("Hydraulic Jack 10 Ton", "84254200", "NOS"),
    ("M.S. Flat 50 x 6", "72119090", "KGS"),
)  # fmt: skip
OFFICE: tuple[Line, ...] = (
    ("Wireless Keyboard Combo MK-270", "84716040", "pcs"),
    ("Annual Cloud Backup Subscription, 500 GB, 10 users", "997331", "unit"),
    ("A4 Copier Paper 75 GSM", "48025690", "ream"),
    ("Toner Cartridge 88A compatible black", "84439959", "pcs"),
    ("Onsite Engineer Visit", "998713", "visit"),
    ("Conference Speakerphone, USB and Bluetooth", "85182900", "pcs"),
)
DRUGS: tuple[Line, ...] = (
    ("PANTOCID-40 TAB", "30049039", "15'S"),
    ("AUGMENTIN 625 DUO", "30041030", "10'S"),
    ("DOLO 650 TAB", "30049069", "15'S"),
    ("ECOSPRIN AV 75 CAP", "30049099", "10'S"),
    ("BETADINE OINT 20GM", "30049087", "1 TUBE"),
    ("GLYCOMET GP 2 TAB", "30049099", "15'S"),
    ("ZERODOL SP", "30049066", "10'S"),
)


def town(gstin: str) -> str:
    return CITIES[gstin[:2]]


def state(gstin: str) -> str:
    return STATES[gstin[:2]]


def letterhead(sheet: Sheet, deal: Deal, title: str, facts: list[list[str]], to: str, mine: str = "GSTIN", theirs: str = "GSTIN") -> None:
    """Seller at the left, title at the right, facts beside the buyer."""
    sheet.parties(deal)
    seller = [
        sheet.words(deal.seller, bold=True, size=11),
        sheet.words(f"Regd. Office: 21 Mill Road, {CITIES[deal.seller_gstin[:2]]}"),
        sheet.words(f"{mine} {deal.seller_gstin}"),
    ]
    sheet.add(Table([[seller, sheet.words(title, "r", 12, True)]], colWidths=[340, 199]), 6)
    buyer = [to, deal.buyer, CITIES[deal.buyer_gstin[:2]], f"{theirs} {deal.buyer_gstin}"]
    sheet.add(
        Table(
            [[[sheet.words(each) for each in buyer], sheet.table(facts, [110, 150], "ll")]], colWidths=[279, 260], style=[("VALIGN", (0, 0), (-1, -1), "TOP")]
        ),
        8,
    )


def totals_at_right(sheet: Sheet, rows: list[tuple[str, str, int]], prefix: str = "") -> None:
    """Totals at the right: name of the field ("" for none), label, amount."""
    for name, _, amount in rows:
        if name:
            sheet.say(**{f"totals__{name}": decimal_text(Paise(amount))})
    sheet.add(4, sheet.table([["", label, f"{prefix}{money(amount)}"] for _, label, amount in rows], [280, 160, 99], "lrr"))


def rounded(deal: Deal, label: str) -> list[tuple[str, str, int]]:
    return [("round_off", label, deal.rounding)] if deal.rounding else []
