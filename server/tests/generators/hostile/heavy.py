"""Papers that the guards may let through and that weigh on their reader: sheets with one cell at their far end, tables of one endless line, pages of dust."""

import io
from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from tests.generators.hostile.plain import an_xlsx, replaced

_SHEET = "xl/worksheets/sheet1.xml"


def _far_cell() -> bytes:
    row = b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return replaced(an_xlsx(), _SHEET, lambda sheet: sheet.replace(b"</row></sheetData>", row).replace(b'ref="A1"', b'ref="A1:XFD1048576"'))


def _merged() -> bytes:
    merged = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 2000 + b"</mergeCells>"
    return replaced(an_xlsx(), _SHEET, lambda sheet: sheet.replace(b"</sheetData>", merged))


def _dust(words: int = 60_000) -> bytes:
    """A page of that many words of one letter."""
    out = io.BytesIO()
    canvas = Canvas(out)
    text = canvas.beginText(10, 800)
    text.setFont("Helvetica", 1)
    for number in range(words // 200):
        text.textLine(" ".join("abcdefghij"[(number + column) % 10] for column in range(200)))
    canvas.drawText(text)
    canvas.save()
    return out.getvalue()


HEAVY: dict[str, tuple[str, Callable[[], bytes]]] = {
    "cell at the far end": ("far.xlsx", _far_cell),
    "merged two thousand times": ("merged.xlsx", _merged),
    "table of one line": ("line.csv", lambda: b"Date,Amount\n" + b"x," * 10_000_000),
    "table of empty lines": ("empty.csv", lambda: b"Date,Amount\n" + b",\n" * 3_000_000),
    "quote that is never closed": ("quote.csv", lambda: b'Date,Amount\n"' + b"1,2\n" * 3_000_000),
    "words without end": ("words.txt", lambda: b"invoice total " * 2_000_000),
    "JSON of a million rows": ("rows.json", lambda: b'{"data": [' + b'{"a": 1},' * 1_000_000 + b"1]}"),
    "XML of a million elements": ("rows.xml", lambda: b"<ENVELOPE>" + b"<A>1</A>" * 1_000_000 + b"</ENVELOPE>"),
    "element of a million attributes": ("attributes.xml", lambda: b"<ENVELOPE " + b" ".join(b'a%d="1"' % n for n in range(300_000)) + b"/>"),
    "page of dust": ("dust.pdf", _dust),
    "statement of a long line": ("long.sta", lambda: b":20:X\n:25:1\n:28C:1\n:60F:C260701INR1,00\n:86:" + b"x" * 20_000_000 + b"\n:62F:C260701INR1,00\n"),
}
