"""Pictures of pages become pages of words: upright, straight, each word with its place."""

import hashlib
import io

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from qrt.adapters.ocr import rapid, recognise, tesseract
from qrt.adapters.ocr.pdf import fetch_pages
from qrt.adapters.ocr.pictures import Picture, open_pictures, skew_of, straightened, turned
from qrt.adapters.ocr.recognise import recognise_pdf, recognise_picture
from qrt.agents.reading import read_paper
from qrt.core.documents.invoice.layout import lay_out
from qrt.core.documents.types import NO_TEXT_LAYER, Page, Paper, Word

_LINES = (
    "TAX INVOICE",
    "Invoice No: INV/2026/0417",
    "Date: 14-08-2026",
    "Steel bolts M8 zinc plated",
    "Taxable value 10,000.00",
    "CGST 900.00",
    "SGST 900.00",
    "Grand Total 11,800.00",
)


def _sheet(width: int = 1240, height: int = 1100) -> Image.Image:
    """A page with eight printed lines; drawn with the font that Pillow carries."""
    page = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=34)
    for number, line in enumerate(_LINES):
        draw.text((110, 90 + 110 * number), line, fill="black", font=font)
    return page


def _bytes(image: Image.Image, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    image.save(out, format=kind)
    return out.getvalue()


def _words(page: Page) -> set[str]:
    return {word.text for word in page.words}


@pytest.mark.parametrize("angle", [-3.0, -0.75, 0.0, 1.5, 5.0])
def test_a_sheet_that_was_fed_askew_is_straightened(angle: float) -> None:
    askew = _sheet().rotate(angle, fillcolor="white")
    assert abs(skew_of(askew) - angle) <= 0.3


def test_a_blank_page_has_no_skew() -> None:
    assert skew_of(Image.new("RGB", (800, 600), "white")) == 0.0


def test_turning_and_straightening_keep_the_size_that_people_see() -> None:
    page = _sheet()
    assert turned(page, 90).size == (page.height, page.width)
    assert turned(turned(page, 90), 270).tobytes() == page.tobytes()
    assert straightened(page, 2.0).size == page.size


def test_transparent_pictures_are_on_paper_and_frames_are_pages() -> None:
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    (picture,) = open_pictures(_bytes(clear))
    assert picture.image.getpixel((5, 5)) == (255, 255, 255)
    out = io.BytesIO()
    _sheet().save(out, format="TIFF", save_all=True, append_images=[_sheet(), _sheet()])
    assert len(list(open_pictures(out.getvalue()))) == 3
    assert len(list(open_pictures(out.getvalue(), frames_max=2))) == 2


def test_words_are_found_where_they_stand() -> None:
    (page,) = recognise_picture(_bytes(_sheet()))
    assert {"INV/2026/0417", "14-08-2026", "11,800.00"} <= _words(page)
    total = next(word for word in page.words if word.text == "11,800.00")
    assert 0.2 < total.box[0] < 0.35 and abs((total.box[1] + total.box[3]) / 2 - (90 + 770 + 20) / 1100) < 0.02
    assert total.confidence > 0.6
    assert page.source in ("tesseract", "rapidocr") and page.turn == 0


def test_without_tesseract_the_weights_of_the_wheel_read_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "languages", tuple)
    (page,) = recognise_picture(_bytes(_sheet()))
    assert page.source == "rapidocr"
    assert {"INV/2026/0417", "14-08-2026", "11,800.00"} <= _words(page)


def test_a_page_that_lies_on_its_side_is_turned_upright() -> None:
    (page,) = recognise_picture(_bytes(_sheet().transpose(Image.Transpose.ROTATE_90)))
    assert page.turn == 90
    assert "11,800.00" in _words(page)
    assert page.width > page.height


def _mixed() -> bytes:
    """A digital page, a scanned one, an empty one, and one with a logo and two words."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 800))
    for number, line in enumerate(_LINES):
        canvas.drawString(72, 700 - 24 * number, line)
    canvas.showPage()
    canvas.drawImage(ImageReader(_sheet()), 0, 100, 600, 532)
    canvas.showPage()
    canvas.showPage()
    canvas.drawImage(ImageReader(_sheet()), 20, 720, 60, 50)
    canvas.drawString(72, 100, "Thank you")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_of_a_mixed_paper_the_scanned_page_alone_is_told_and_recognised() -> None:
    data = _mixed()
    pages = fetch_pages(data)
    assert [page.pictured for page in pages] == [False, True, False, False]
    paper = Paper(hashlib.sha256(data).hexdigest(), "mixed.pdf", len(data))
    (read,) = read_paper(paper, data)
    assert [finding.sentence for finding in read.findings if finding.rule == NO_TEXT_LAYER] == ["mixed.pdf: page 2 holds hardly any text and was not read."]
    recognised = tuple(page for page in recognise_pdf(data, pages) if page.source != "text")
    assert [page.number for page in recognised] == [2]
    assert "11,800.00" in _words(recognised[0])
    (again,) = read_paper(paper, data, recognised=recognised)
    assert NO_TEXT_LAYER not in {finding.rule for finding in again.findings}


def test_a_word_that_was_cut_at_wide_letters_is_whole_again_and_blanks_stay() -> None:
    def piece(text: str, x: float) -> rapid.Piece:
        return text, 0.9, [(x, 10.0), (x + 9, 10.0), (x + 9, 20.0), (x, 20.0)]

    pieces = [piece("Inv", 0), piece("oi", 10), piece("ce", 20), piece("No", 40)]
    assert [(text, corners[0], corners[2]) for text, _, corners in rapid.whole_words("Invoice No", pieces)] == [
        ("Invoice", (0.0, 10.0), (29.0, 20.0)),
        ("No", (40.0, 10.0), (49.0, 20.0)),
    ]
    assert rapid.whole_words("Invoices No", pieces) == pieces, "what is said of another line joins nothing"


def test_the_cheap_recogniser_reads_a_page_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    unsure = (Word("Invoice", (0.1, 0.1, 0.2, 0.12), 0.8),)
    monkeypatch.setattr(recognise.tesseract, "languages", lambda: ("eng",))
    monkeypatch.setattr(recognise.tesseract, "recognise", lambda image, dpi, language="eng": asked.append(dpi) or unsure)
    monkeypatch.setattr(recognise.rapid, "recognise", lambda image, skew=0.0: (Word("Invoice", (0.1, 0.1, 0.2, 0.12), 0.99),))
    page = recognise._recognise(Picture(Image.new("RGB", (1654, 2339), "white"), 200.0), 1)
    assert page.source == "rapidocr" and len(asked) == 1, "its doubtful reading is the second opinion too"
    assert [word.agreed for word in page.words] == [True]


@pytest.mark.parametrize(("source", "phrases"), [("tesseract", ["Malwa Foods Pvt. Ltd.", "Invoice"]), ("text", ["Malwa Foods", "Pvt.", "Ltd.", "Invoice"])])
def test_a_name_is_one_phrase_though_its_boxes_end_at_the_ink(source: str, phrases: list[str]) -> None:
    """In type of one width a blank is wider than the ink of "Pvt." is high; in a text layer boxes are as high as the type, and so wide a gap is another column."""
    spots = (("Malwa", 36, 64, 6.1), ("Foods", 70, 98, 6.5), ("Pvt.", 104, 125, 5.4), ("Ltd.", 133, 154, 6.1), ("Invoice", 320, 345, 5.4))
    words = tuple(Word(text, (x0 / 595, 0.2, x1 / 595, 0.2 + tall / 842), 0.9) for text, x0, x1, tall in spots)
    (line,) = lay_out("paper", [Page(1, 595, 842, words, source)]).lines
    assert [" ".join(token.text for token in phrase) for phrase in line.phrases] == phrases
