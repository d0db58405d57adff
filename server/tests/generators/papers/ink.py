"""What draws the papers: a PDF page from the top left, invented values, and what a bad scan does to words."""

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from qrt.core.base.identifiers import gstin_check_character
from qrt.core.documents.types import DocumentKind, Page, Word

FIRMS = (
    "Arvalli Castings Pvt Ltd", "Blue Heron Logistics LLP", "Chinar Textiles", "Dolphin Chemicals Limited", "Everest Fasteners", "Firefly Lighting Private Limited", "Godavari Foods", "Hillside Instruments Ltd",
    "Ivory Ceramics", "Juniper Systems Pvt. Ltd.", "Konkan Marine Works", "Lotus Packaging", "Mustang Forge & Press", "Nilgiri Tea Exports", "Orchid Pharma Traders", "Pinewood Furniture", "Quality Rubber Mills", "Redstone Quarries",
)  # fmt: skip
PEOPLE = ("Anand Kulkarni", "Farida Sheikh", "Gurpreet Gill", "Latha Raman", "Mohan Das", "Nisha Verghese", "Rohit Agarwal", "Suresh Patil")
TOWNS = ("Ludhiana", "Kolhapur", "Salem", "Bhiwandi", "Indore", "Jamnagar", "Vapi", "Sivakasi", "Hosur", "Rudrapur")
WARES = (
    "hex bolts M12",
    "PVC pipe 4 inch",
    "cotton yarn 30s",
    "steel plate 6mm",
    "motor 3 HP",
    "carton boxes",
    "ball valve 1 inch",
    "LED panel 18W",
    "castor oil",
    "rubber gasket",
)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Printed:
    """A drawn paper and what is printed on it: fields by our names, rows as the test of its reader wants them."""

    kind: DocumentKind
    data: bytes
    truth: dict[str, str] = field(default_factory=dict)
    rows: tuple[tuple[object, ...], ...] = ()


class Ink:
    """Draws one paper."""

    def __init__(self, rng: random.Random, *, wide: bool = False, size: tuple[float, float] | None = None) -> None:
        self.rng = rng
        self.page = size or (landscape(A4) if wide else A4)
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=self.page, invariant=1)
        self.font = rng.choice(("Helvetica", "Times-Roman", "Courier"))
        self.bold = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}[self.font]
        self.points = rng.choice((8.0, 9.0)) if self.font != "Courier" else 7.5
        self.y = 40.0

    def at(self, x: float, text: str, *, size: float = 0.0, bold: bool = False, right: bool = False, middle: bool = False) -> None:
        """Text on the line in hand."""
        self.canvas.setFont(self.bold if bold else self.font, size or self.points)
        draw = self.canvas.drawRightString if right else self.canvas.drawCentredString if middle else self.canvas.drawString
        draw(x, self.page[1] - self.y, text)

    def down(self, points: float = 14.0) -> None:
        """The next line, over the page where this one is full."""
        self.y += points
        if self.y > self.page[1] - 40:
            self.canvas.showPage()
            self.y = 40.0

    def head(self, *lines: str, size: float = 13.0, x: float | None = None) -> None:
        """Lines in the middle, the first one large."""
        for index, line in enumerate(lines):
            if x is None:
                self.at(self.page[0] / 2, line, size=size if index == 0 else 0.0, bold=index == 0, middle=True)
            else:
                self.at(x, line, size=size if index == 0 else 0.0, bold=index == 0)
            self.down(size + 5 if index == 0 else 13)

    def pairs(self, pairs: Sequence[tuple[str, str]], *, across: int = 1, mark: str = ":", boxed: bool = False, label_width: float = 150.0) -> None:
        """Labels with their values beside them; boxed, each pair stands in a cell with its value below."""
        width = (self.page[0] - 80) / across
        for start in range(0, len(pairs), across):
            for index, (label, value) in enumerate(pairs[start : start + across]):
                x = 40 + index * width
                if boxed:
                    self.canvas.rect(x, self.page[1] - self.y - 16, width, 26)
                    self.at(x + 3, label, size=self.points - 1)
                    self.y += 12
                    self.at(x + 3, value, bold=True)
                    self.y -= 12
                else:
                    self.at(x, f"{label}{mark}")
                    self.at(x + min(label_width, 0.55 * width), value)
            self.down(27 if boxed else 14)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], *, ruled: bool = True, numbers: int = 99) -> None:
        """A table; columns from `numbers` on are set to the right. "|" in a heading breaks its line."""
        edges = [40 + sum(widths[:index]) for index in range(len(widths) + 1)]
        deep = max(head.count("|") for head in heads) + 1
        top = self.y - 10
        for line in range(deep):
            for index, head in enumerate(heads):
                parts = head.split("|")
                if line < len(parts):
                    self._cell(parts[line], edges[index], edges[index + 1], index >= numbers, bold=True)
            self.down(11)
        self.down(3)
        levels = [top, self.y - 10]
        for row in rows:
            if self.y > self.page[1] - 60:
                self._rules(edges, levels, ruled)
                self.canvas.showPage()
                self.y = 40.0
                levels = [30.0]
            for index, cell in enumerate(row):
                self._cell(cell, edges[index], edges[index + 1], index >= numbers)
            self.down(14)
            levels.append(self.y - 10)
        self._rules(edges, levels, ruled)
        self.down(8)

    def _cell(self, text: str, x0: float, x1: float, right: bool, bold: bool = False) -> None:
        self.at(x1 - 4 if right else x0 + 3, text, bold=bold, right=right)

    def _rules(self, edges: Sequence[float], levels: Sequence[float], ruled: bool) -> None:
        if ruled:
            for level in levels:
                self.canvas.line(edges[0], self.page[1] - level, edges[-1], self.page[1] - level)
            for edge in edges:
                self.canvas.line(edge, self.page[1] - levels[0], edge, self.page[1] - levels[-1])

    def prose(self, text: str) -> None:
        """A paragraph, broken at the right edge."""
        line = ""
        for word in text.split():
            if self.canvas.stringWidth(f"{line} {word}", self.font, self.points) > self.page[0] - 84:
                self.at(40, line)
                self.down()
                line = word
            else:
                line = f"{line} {word}".strip()
        self.at(40, line)
        self.down(20)

    def done(self) -> bytes:
        self.canvas.save()
        return self.out.getvalue()


# --- values --------------------------------------------------------------------------------------------------------------------------------------


def firm(rng: random.Random) -> str:
    return rng.choice(FIRMS)


def two_firms(rng: random.Random) -> tuple[str, str]:
    one, other = rng.sample(FIRMS, 2)
    return one, other


def day(rng: random.Random) -> date:
    return date(2024, 5, 2) + timedelta(days=rng.randrange(900))


def pan(rng: random.Random) -> str:
    return "".join(rng.choices(LETTERS, k=3)) + "C" + rng.choice(LETTERS) + f"{rng.randrange(1, 9999):04d}" + rng.choice(LETTERS)


def gstin(rng: random.Random) -> str:
    body = f"{rng.choice(('27', '24', '33', '29', '08', '03'))}{pan(rng)}1Z"
    return body + gstin_check_character(body)


def tan(rng: random.Random) -> str:
    return "".join(rng.choices(LETTERS, k=4)) + f"{rng.randrange(10000, 99999)}" + rng.choice(LETTERS)


def digits(rng: random.Random, many: int) -> str:
    return str(rng.randrange(10 ** (many - 1), 10**many))


def paise(rng: random.Random, low: int = 500, high: int = 900_000) -> int:
    """An amount in paise between so many rupees."""
    return rng.randrange(low * 100, high * 100)


def rupees(amount: int, *, western: bool = False) -> str:
    """ "1,18,000.50"; or in thousands."""
    whole, rest = divmod(abs(amount), 100)
    if western:
        return f"{'-' if amount < 0 else ''}{whole:,}.{rest:02d}"
    text = str(whole)
    head, tail = text[:-3], text[-3:]
    while len(head) > 2:
        head, tail = head[:-2], f"{head[-2:]},{tail}"
    return f"{'-' if amount < 0 else ''}{f'{head},' if head else ''}{tail}.{rest:02d}"


def plain(amount: int) -> str:
    """ "118000.50", as a field holds it."""
    return f"{amount // 100}.{amount % 100:02d}"


# --- scans ---------------------------------------------------------------------------------------------------------------------------------------

_SEEN = {
    "o": "0",
    "O": "0",
    "0": "O",
    "l": "I",
    "I": "l",
    "1": "I",
    "S": "5",
    "5": "S",
    "B": "8",
    "8": "B",
    "Z": "2",
    "m": "rn",
    "c": "e",
    "h": "b",
    "i": "í",
    "t": "l",
    "A": "4",
    "g": "9",
}


def scanned(pages: Sequence[Page], rng: random.Random, share: float = 0.04) -> tuple[Page, ...]:
    """The pages as a recogniser might read a bad scan: letters taken for others, words lost, glued and shifted."""
    return tuple(replace(page, source="tesseract", words=tuple(_seen(page.words, rng, share))) for page in pages)


def _seen(words: Sequence[Word], rng: random.Random, share: float) -> list[Word]:
    made: list[Word] = []
    shift = rng.uniform(-0.004, 0.004)
    for word in words:
        if rng.random() < share / 2:
            continue
        text = "".join(_SEEN.get(each, each) if rng.random() < share else each for each in word.text)
        x0, y0, x1, y1 = word.box
        box = (x0, min(1.0, max(0.0, y0 + shift * x0)), x1, min(1.0, max(0.0, y1 + shift * x0)))
        if made and rng.random() < share / 3 and abs(made[-1].box[1] - box[1]) < 0.004 and 0 <= x0 - made[-1].box[2] < 0.02:
            before = made.pop()
            made.append(Word(before.text + text, (before.box[0], before.box[1], box[2], before.box[3]), 0.6))
        else:
            made.append(Word(text, box, 0.8))
    return made


Drawing = Callable[[random.Random], Printed]
