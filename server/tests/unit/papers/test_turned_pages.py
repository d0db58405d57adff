"""Pages of a PDF whose text lies on its side or stands on its head: they are read, and shown, upright."""

import hashlib
import io

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from qrt.adapters.ocr.pdf import fetch_pages, page_sizes, render_image
from qrt.agents.reading import read_paper
from qrt.core.documents.types import FieldStatus, Paper

WIDTH, HEIGHT = 500.0, 700.0
LINES = (
    "Acme Traders Pvt Ltd", "GSTIN 27AAACR5055K1Z7", "TAX INVOICE", "Invoice No : A/77", "Invoice Date : 02/09/2026", "Buyer: Nilgiri Foods Pvt Ltd",
    "GSTIN 29AABCU9603R1ZJ", "Description        HSN       Qty     Rate      Amount", "Pump set           8413      2    1,000.00   2,000.00",
    "Taxable value 2,000.00", "IGST 18% 360.00", "Grand Total 2,360.00",
)  # fmt: skip


def bill(text: int, page: int, stamp: bool = False) -> bytes:
    """A bill whose text runs `text` degrees against the clock on a page that is turned `page` degrees; `stamp` adds a word across it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(HEIGHT, WIDTH) if text in (90, 270) else (WIDTH, HEIGHT))
    canvas.translate(*{0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[text])
    canvas.rotate(text)
    canvas.setFont("Courier", 9)
    for number, line in enumerate(LINES):
        canvas.drawString(40, HEIGHT - 40 - 16 * number, line)
    canvas.rect(0, HEIGHT - 20, 20, 20, fill=1)
    if stamp:
        canvas.rotate(90)
        canvas.drawString(200, -480, "PAID")
    canvas.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as document:
        document.pages[0].rotate(page, relative=False)
        document.save(again := io.BytesIO())
    return again.getvalue()


@pytest.mark.parametrize("page", [0, 90, 180, 270])
@pytest.mark.parametrize("text", [0, 90, 180, 270])
def test_a_page_is_read_upright_however_its_text_lies_and_its_picture_is_that_page(text: int, page: int) -> None:
    data = bill(text, page, stamp=True)
    (only,) = fetch_pages(data)
    assert (only.width, only.height) == (WIDTH, HEIGHT) and page_sizes(data) == ((WIDTH, HEIGHT),)
    first, last = next(word for word in only.words if word.text == "Acme"), next(word for word in only.words if word.text == "2,360.00")
    assert (round(first.box[0] * WIDTH), first.box[1] < 0.07, last.box[1] > 0.28) == (40, True, True)
    picture = render_image(data, 1, 72)
    # The black corner is the upper left one.
    assert picture.size == (int(WIDTH), int(HEIGHT)) and [_dark(picture, x, y) for x, y in ((10, 10), (490, 10), (10, 690), (490, 690))] == [
        True,
        False,
        False,
        False,
    ]
    (read,) = read_paper(Paper(hashlib.sha256(data).hexdigest(), "bill.pdf", len(data)), data)
    assert (read.text("invoice_number"), read.text("totals.grand_total")) == ("A/77", "2360.00")
    assert read.fields["totals.grand_total"].status is FieldStatus.AUTO


def _dark(picture: Image.Image, x: int, y: int) -> bool:
    return sum(picture.getpixel((x, y))[:3]) < 200  # type: ignore[index]


def test_a_page_whose_text_runs_in_two_ways_stays_as_it_is() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    canvas.drawString(40, 600, "Words that stand upright on this page, forty letters and more")
    canvas.rotate(90)
    canvas.drawString(40, -300, "Words that lie on their side on this page, as many as of the others")
    canvas.save()
    (only,) = fetch_pages(out.getvalue())
    assert (only.width, only.height) == (WIDTH, HEIGHT)
    assert next(word for word in only.words if word.text == "upright").box[1] < 0.2
