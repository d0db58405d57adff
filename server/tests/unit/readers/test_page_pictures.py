"""The picture shown of a page is the page that its boxes are fractions of."""

import io
import json
from base64 import b64decode

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from qrt.api import page_child


def picture_with_a_mark(size: tuple[int, int], box: tuple[int, int, int, int], orientation: int = 1) -> bytes:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle(box, fill="black")
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    image.save(out, format="JPEG", exif=exif)
    return out.getvalue()


def shown(data: bytes, width: int, turn: int = 0, skew: float = 0.0) -> Image.Image:
    answer = page_child._picture({"number": 1, "width": width, "turn": turn, "skew": skew}, data)
    return Image.open(io.BytesIO(b64decode(json.loads(answer)))).convert("L")


def dark_middle(image: Image.Image) -> tuple[float, float]:
    left, top, right, bottom = image.point([255] * 128 + [0] * 128).getbbox() or (0, 0, 0, 0)
    return (left + right) / 2 / image.width, (top + bottom) / 2 / image.height


def test_a_photograph_taken_with_the_camera_on_its_side_stands_upright() -> None:
    data = picture_with_a_mark((400, 200), (0, 0, 40, 40), orientation=6)
    image = shown(data, 200)
    assert image.size == (200, 400)
    x, y = dark_middle(image)
    assert x > 0.85 and y < 0.15, "the top left of the sensor is the top right of the sheet"
    assert json.loads(page_child._pages({}, data)) == [[1, 200, 400]]


def test_a_scan_is_shown_turned_as_its_words_were_recognised() -> None:
    x, y = dark_middle(shown(picture_with_a_mark((400, 200), (0, 0, 40, 40)), 200, turn=90))
    assert x > 0.75 and y < 0.15


def test_a_page_of_a_pdf_is_shown_turned_and_has_the_width_that_was_asked_for() -> None:
    document = pdfium.PdfDocument.new()
    document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    image = shown(out.getvalue(), 300, turn=90)
    assert image.width == 300
    assert image.height == round(300 * 595 / 842)
    assert json.loads(page_child._pages({}, out.getvalue())) == [[1, 595.0, 842.0]]


def test_straightening_turns_about_the_middle_and_keeps_the_size() -> None:
    image = shown(picture_with_a_mark((400, 400), (180, 180, 220, 220)), 400, skew=5.0)
    assert image.size == (400, 400)
    x, y = dark_middle(image)
    assert abs(x - 0.5) < 0.01 and abs(y - 0.5) < 0.01
