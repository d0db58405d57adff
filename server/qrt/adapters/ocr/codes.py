"""QR codes on pages. The decoder is zxing: it reads the 113-module code of an e-invoice down to about two pixels a module."""

import zxingcpp
from PIL import Image

from qrt.adapters.ocr.pdf import UnreadablePdf, render_image
from qrt.core.base.place import Box
from qrt.core.documents.types import Code

DPIS = (200, 300)
"""A small code that is not read at the first resolution is looked for at the second."""


def codes_of(image: Image.Image) -> tuple[Code, ...]:
    """The QR codes of a picture with their boxes as fractions of it, from the top down."""
    width, height = image.size
    found = []
    for each in zxingcpp.read_barcodes(image.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)):
        corners = (each.position.top_left, each.position.top_right, each.position.bottom_right, each.position.bottom_left)
        xs, ys = [corner.x / width for corner in corners], [corner.y / height for corner in corners]
        box: Box = (_within(min(xs)), _within(min(ys)), _within(max(xs)), _within(max(ys)))
        if each.text:
            found.append(Code(each.text, box))
    return tuple(sorted(found, key=lambda code: (code.box[1], code.box[0], code.text)))


def pdf_codes(data: bytes, number: int, password: str | None = None) -> tuple[Code, ...]:
    """The QR codes of a page of a PDF; none where it cannot be rendered."""
    for dpi in DPIS:
        try:
            if found := codes_of(render_image(data, number, dpi, password)):
                return found
        except (UnreadablePdf, IndexError):
            return ()
    return ()


def _within(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 5)
