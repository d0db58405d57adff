"""A page in points from the top left that notes what it wrote where, and tables whose cells may be several lines high."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from qrt.core.base.money import Paise, decimal_text
from tests.generators.papers.draw import Drawn, Told
from tests.generators.papers.hard.case import Goods, money

WIDE, TALL = A4
_BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}

Spot = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: key of its cells, lines of its heading, its edges, and how cells stand in it ("l", "r", "c")."""

    key: str
    heads: tuple[str, ...]
    x0: float
    x1: float
    side: str = "l"


class Desk:
    """One bill on its pages."""

    def __init__(self, font: str = "Helvetica", size: float = 8.5) -> None:
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4, invariant=1)
        self.font, self.size, self.page = font, size, 1
        self.drawn = Drawn()

    def put(self, x: float, y: float, words: str, size: float | None = None, bold: bool = False, side: str = "l") -> Spot:
        """Write words with their base line at y; returns their box."""
        size = size or self.size
        font = _BOLD[self.font] if bold else self.font
        width = stringWidth(words, font, size)
        x0 = {"l": x, "r": x - width, "c": x - width / 2}[side]
        self.canvas.setFont(font, size)
        self.canvas.drawString(x0, TALL - y, words)
        return x0, y - 0.8 * size, x0 + width, y + 0.2 * size

    def told(self, value: str, spot: Spot) -> Told:
        x0, y0, x1, y1 = spot
        return Told(value, self.page, (x0 / WIDE, y0 / TALL, x1 / WIDE, y1 / TALL))

    def say(self, name: str, value: str, x: float, y: float, shown: str = "", size: float | None = None, bold: bool = False, side: str = "l") -> Spot:
        """Write the value of a field; its first place counts."""
        spot = self.put(x, y, shown or value, size, bold, side)
        self.drawn.fields.setdefault(name, self.told(value, spot))
        return spot

    def amount(self, name: str, amount: int, x: float, y: float, bold: bool = False, shown: str = "") -> None:
        """Write the amount of a total against the right; "" as name for one that is no field."""
        if name:
            self.say(f"totals.{name}", decimal_text(Paise(amount)), x, y, shown or money(amount), bold=bold, side="r")
        else:
            self.put(x, y, shown or money(amount), bold=bold, side="r")

    def width(self, words: str, size: float | None = None) -> float:
        return stringWidth(words, self.font, size or self.size)

    def wrap(self, words: str, width: float, size: float | None = None) -> list[str]:
        """Words broken into lines of a width."""
        lines: list[str] = []
        for word in words.split():
            if lines and self.width(f"{lines[-1]} {word}", size) <= width:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines

    def rule(self, y: float, x0: float = 30.0, x1: float = WIDE - 30) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, TALL - y, x1, TALL - y)

    def turn(self) -> None:
        self.canvas.showPage()
        self.page += 1

    def done(self) -> Drawn:
        self.canvas.save()
        self.drawn.data = self.file.getvalue()
        return self.drawn

    # --- tables ---------------------------------------------------------------------------------------------------------------------------------

    def heads(self, y: float, columns: Sequence[Column], size: float = 8, lead: float = 9.5, bold: bool = True, stand: str = "top") -> float:
        """The headings, each over as many lines as it has; returns the height below them."""
        most = max(len(each.heads) for each in columns)
        for column in columns:
            down = {"top": 0, "middle": (most - len(column.heads)) / 2, "bottom": most - len(column.heads)}[stand]
            for number, words in enumerate(column.heads):
                self._in(column, y + (number + down) * lead, words, size, bold)
        return y + most * lead

    def row(self, y: float, columns: Sequence[Column], cells: Mapping[str, Sequence[str]], size: float = 8, lead: float = 9.5, stand: str = "top") -> float:
        """A row whose cells are lists of lines, standing at its top, middle or bottom; returns the height below it."""
        most = max((len(lines) for lines in cells.values()), default=1)
        for column in columns:
            lines = cells.get(column.key, ())
            down = {"top": 0, "middle": (most - len(lines)) // 2, "bottom": most - len(lines)}[stand]
            for number, words in enumerate(lines):
                if words:
                    self._in(column, y + (number + down) * lead, words, size)
        return y + most * lead

    def _in(self, column: Column, y: float, words: str, size: float, bold: bool = False) -> Spot:
        x = {"l": column.x0 + 2, "r": column.x1 - 2, "c": (column.x0 + column.x1) / 2}[column.side]
        return self.put(x, y, words, size, bold, column.side)

    def note(self, goods: Goods, *, words: str = "", hsn: bool = True, count: bool = True, price: bool = True) -> None:
        """Note a row of goods: what of it is printed. Its places do not count."""
        spot = (0.0, 0.0, 1.0, 1.0)
        told = {"description": self.told(words or goods.words, spot), "taxable": self.told(decimal_text(Paise(goods.value)), spot)}
        if hsn:
            told["hsn"] = self.told(goods.hsn, spot)
        if count:
            told["quantity"] = self.told(str(goods.count), spot)
        if price:
            told["unit_price"] = self.told(decimal_text(Paise(goods.price)), spot)
        self.drawn.lines.append(told)
