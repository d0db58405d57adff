"""Digital PDFs: words with their boxes from the text layer, and pictures of pages.

Loose character boxes are used on purpose: tight boxes leave a gap after a narrow "1", and an invoice number falls into two words.
"""

import ctypes
import io
import math
import re
import threading
from collections import Counter
from collections.abc import Iterator

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from qrt.adapters.ocr.pictures import straightened, turned
from qrt.adapters.ocr.rulings import bars_of
from qrt.core.base.place import Box
from qrt.core.documents.types import Page, Word

WORD_GAP = 0.25
"""A gap wider than this part of the font height ends a word."""

USABLE_LETTERS = 40
"""A page with fewer letters than this has no usable text layer."""

PICTURE_SHARE = 0.25
"""A picture that covers less of the page than this is a logo or a stamp, not a scanned sheet."""

# PDFium is not safe to call from two threads.
_LOCK = threading.Lock()

_BLANKS = frozenset(" \t\r\n\u00a0\u2002\u2003\u2007\u2009\u202f\u3000")

_HYPHENS = frozenset("\u0002\ufffe")

ANGLES = 60
"""Characters of a page that are asked which way they stand."""

_BROKEN = re.compile("[\x00-\x1f\ue000-\uf8ff\ufffd-\uffff]")
"""Characters of a font whose meaning is lost: control, private use, replacement."""

_Span = tuple[str, float, float, float, float]
"""Text and box of a word in points: left, top, right, bottom, measured from the top left of the upright page."""


class UnreadablePdf(ValueError):
    """PDFium cannot open the bytes; the message says why ("password", "broken")."""


def fetch_pages(data: bytes, password: str | None = None, pages_max: int = 500) -> tuple[Page, ...]:
    """The pages with their words in text-layer order; boxes are fractions of the upright page, origin at the top left.

    Raises UnreadablePdf when the bytes cannot be opened.
    """
    with _LOCK:
        document = _open(data, password)
        try:
            return tuple(_page(document, index) for index in range(min(len(document), pages_max)))
        finally:
            document.close()


def fetch_page(data: bytes, number: int, password: str | None = None) -> Page | None:
    """One page (from 1) with its words, None where there is no such page. Raises UnreadablePdf when the bytes cannot be opened."""
    with _LOCK:
        document = _open(data, password)
        try:
            return _page(document, number - 1) if 1 <= number <= len(document) else None
        finally:
            document.close()


def page_sizes(data: bytes, pages_max: int = 500) -> tuple[tuple[float, float], ...]:
    """Width and height in points of each upright page, without its words. Raises UnreadablePdf."""
    with _LOCK:
        document = _open(data, None)
        try:
            return tuple((round(width, 2), round(height, 2)) for width, height in (_size(document, index) for index in range(min(len(document), pages_max))))
        finally:
            document.close()


def has_text_layer(page: Page) -> bool:
    """At least 40 letters or digits, of which no more than one in twenty is a replacement or control character."""
    return _usable("".join(word.text for word in page.words))


def _usable(text: str) -> bool:
    good = sum(map(str.isalnum, text))
    return good >= USABLE_LETTERS and len(_BROKEN.findall(text)) * 20 <= good


def render_page(data: bytes, number: int, width: int, password: str | None = None, turn: int = 0, skew: float = 0.0) -> bytes:
    """Page `number` (from 1) as a PNG `width` pixels wide; the height is capped so that no page needs more than 60 million pixels.

    turn, skew  as a recogniser turned and straightened it (`Page`): the picture is then the page that its boxes are fractions of

    Raises UnreadablePdf when the bytes cannot be opened, and IndexError when there is no such page.
    """
    with _LOCK:
        document = _open(data, password)
        try:
            if not 1 <= number <= len(document):
                raise IndexError(f"the paper has {len(document)} pages, not {number}")
            page = _upright_page(document, number - 1)
            across = page.get_size()[1 if turn in (90, 270) else 0]
            picture = _picture(page, max(1, min(width, 6000)) / max(across, 1.0))
        finally:
            document.close()
    picture = straightened(turned(picture, turn), skew)
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=False, compress_level=3)
    return out.getvalue()


def render_image(data: bytes, number: int, dpi: float, password: str | None = None) -> Image.Image:
    """Page `number` (from 1) as a picture, coarser than `dpi` where it would need more than 60 million pixels. Raises UnreadablePdf, IndexError."""
    with _LOCK:
        document = _open(data, password)
        try:
            if not 1 <= number <= len(document):
                raise IndexError(f"the paper has {len(document)} pages, not {number}")
            return _picture(_upright_page(document, number - 1), dpi / 72)
        finally:
            document.close()


def _picture(page: pdfium.PdfPage, scale: float) -> Image.Image:
    width, height = page.get_size()
    scale = min(scale, (60_000_000 / max(width * height, 1.0)) ** 0.5)
    return page.render(scale=scale).to_pil().convert("RGB")  # type: ignore[arg-type]


def _open(data: bytes, password: str | None) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as wrong:
        raise UnreadablePdf("password" if "password" in str(wrong).lower() else "broken") from wrong


def _upright_page(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """The page turned so that its text stands upright. Raises PdfiumError."""
    page = document[index]
    text_page = page.get_textpage()
    try:
        _turn_upright(page, text_page)
    finally:
        text_page.close()
    return page


def _turn_upright(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> None:
    """Some programs and scanners write pages lying or on their head. Places of characters are those of the unrotated page, before and after."""
    if turn := _lies(page, text_page):
        page.set_rotation((page.get_rotation() + turn) % 360)


def _lies(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> int:
    """Degrees clockwise, 90, 180 or 270, by which nearly all text of the page has to be turned to stand upright; 0 where it does, or where it runs in several ways."""
    count = text_page.count_chars()
    if count < USABLE_LETTERS:
        return 0
    ways: Counter[int] = Counter()
    for index in range(0, count, max(1, count // ANGLES)):
        angle = raw.FPDFText_GetCharAngle(text_page.raw, index)
        if angle >= 0 and chr(raw.FPDFText_GetUnicode(text_page.raw, index) & 0xFFFF).isalnum():
            ways[round(math.degrees(angle) / 90) * 90 % 360] += 1
    if not ways:
        return 0
    way, times = ways.most_common(1)[0]
    # Angles are those of the page as it is stored, clockwise; its rotation turns it further.
    return -(way + page.get_rotation()) % 360 if times * 10 >= 9 * ways.total() else 0


def _size(document: pdfium.PdfDocument, index: int) -> tuple[float, float]:
    try:
        page = _upright_page(document, index)
    except pdfium.PdfiumError:
        return document.get_page_size(index)
    try:
        return page.get_size()
    finally:
        page.close()


def _page(document: pdfium.PdfDocument, index: int) -> Page:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Page(index + 1, 0.0, 0.0, ())
    width, height = page.get_size()
    try:
        text_page = page.get_textpage()
        _turn_upright(page, text_page)
        # get_size is of the upright page; characters are placed on the unrotated one.
        width, height = page.get_size()
        spans = list(_spans(page, text_page, width, height))
        text_page.close()
        rulings = tuple(_rulings(page, width, height))
        pictured = _pictured(page, "".join(span[0] for span in spans), width, height)
    except pdfium.PdfiumError:
        spans, rulings, pictured = [], (), False
    finally:
        page.close()
    words = tuple(Word(text, _fractions(left, top, right, bottom, width, height)) for text, left, top, right, bottom in spans)
    return Page(index + 1, round(width, 2), round(height, 2), words, rulings=rulings, pictured=pictured)


def _pictured(page: pdfium.PdfPage, text: str, width: float, height: float) -> bool:
    """Something is drawn, and its words are not in the text layer: there are hardly any, and they are broken, none, or stand beside a large picture."""
    if _usable(text) or raw.FPDFPage_CountObjects(page.raw) == 0:
        return False
    if not any(map(str.isalnum, text)) or _BROKEN.search(text):
        return True
    boxes = (each.get_bounds() for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))
    return any((right - left) * (top - bottom) >= PICTURE_SHARE * width * height for left, bottom, right, top in boxes)


def _rulings(page: pdfium.PdfPage, width: float, height: float) -> Iterator[Box]:
    """Lines on the upright page; what lies outside is not seen."""
    crop_left, crop_bottom = (page.get_cropbox() or (0.0, 0.0))[:2]
    rotation = page.get_rotation()
    for x0, y0, x1, y1 in bars_of(page):
        left, top, right, bottom = _upright(x0 - crop_left, y0 - crop_bottom, x1 - crop_left, y1 - crop_bottom, rotation, width, height)
        if right >= 0 and left <= width and bottom >= 0 and top <= height:
            yield _fractions(left, top, right, bottom, width, height)


def _fractions(left: float, top: float, right: float, bottom: float, width: float, height: float) -> Box:
    if width <= 0 or height <= 0:
        return (0.0, 0.0, 0.0, 0.0)
    box = (round(left / width, 5), round(top / height, 5), round(right / width, 5), round(bottom / height, 5))
    if min(box) >= 0.0 and max(box) <= 1.0:
        return box
    x0, y0, x1, y1 = (min(1.0, max(0.0, each)) for each in box)
    return (x0, y0, x1, y1)


def _spans(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, width: float, height: float) -> Iterator[_Span]:
    """Glue characters to words: white space, a gap, a step to another line, or a step back ends one."""
    letters: list[str] = []
    x0 = y0 = x1 = y1 = 0.0
    for letter, left, top, right, bottom in _characters(page, text_page, width, height):
        if not letter:
            if letters:
                yield ("".join(letters), x0, y0, x1, y1)
                letters = []
            continue
        tall = max(bottom - top, 0.1)
        if letters:
            middle_step = (top + bottom) - (y0 + y1)
            if -tall <= left - x1 <= WORD_GAP * tall and -tall < middle_step < tall:
                letters.append(letter)
                x0, y0, x1, y1 = (min(x0, left)), (min(y0, top)), (max(x1, right)), (max(y1, bottom))
                continue
            yield ("".join(letters), x0, y0, x1, y1)
        letters, x0, y0, x1, y1 = [letter], left, top, right, bottom
    if letters:
        yield ("".join(letters), x0, y0, x1, y1)


def _characters(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, width: float, height: float) -> Iterator[_Span]:
    """Each character with its loose box in upright points from the top left; ("", …) where a word must end.

    Characters outside the page are dropped: nobody sees them. This loop runs for every character, so it is written flat.
    """
    count = text_page.count_chars()
    if count <= 0:
        return
    text = _text_by_index(text_page, count)
    crop_left, crop_bottom = (page.get_cropbox() or (0.0, 0.0))[:2]
    rotation = page.get_rotation()
    rect = raw.FS_RECTF()
    reference = ctypes.byref(rect)
    handle = text_page.raw
    loose_box = raw.FPDFText_GetLooseCharBox
    for index, letter in enumerate(text):
        if letter in _BLANKS:
            yield ("", 0.0, 0.0, 0.0, 0.0)
            continue
        if not letter or not loose_box(handle, index, reference):
            continue
        left, bottom, right, top = rect.left - crop_left, rect.bottom - crop_bottom, rect.right - crop_left, rect.top - crop_bottom
        if rotation:
            left, top, right, bottom = _upright(left, bottom, right, top, rotation, width, height)
        else:
            top, bottom = height - top, height - bottom
        if right < 0 or left > width or bottom < 0 or top > height:
            continue
        # PDFium writes a hyphen at the end of a line as U+0002 or U+FFFE; on the page it is a hyphen.
        yield ("-" if letter in _HYPHENS else letter, left, top, right, bottom)


def _text_by_index(text_page: pdfium.PdfTextPage, count: int) -> list[str]:
    """One string per character index of PDFium, "" for what is no character."""
    text = text_page.get_text_range(0, count, errors="replace")
    if len(text) == count and "\ufffd" not in text:
        return list(text)
    get = raw.FPDFText_GetUnicode
    handle = text_page.raw
    codes = [get(handle, index) for index in range(count)]
    return [chr(code) if 0 < code < 0x110000 and not 0xD800 <= code <= 0xDFFF else "" for code in codes]


def _upright(x0: float, y0: float, x1: float, y1: float, rotation: int, width: float, height: float) -> tuple[float, float, float, float]:
    """Turn a box of the unrotated page (origin bottom left) into one of the page as people see it (origin top left)."""
    if rotation == 90:
        return (y0, x0, y1, x1)
    if rotation == 180:
        return (width - x1, y0, width - x0, y1)
    if rotation == 270:
        return (width - y1, height - x1, width - y0, height - x0)
    return (x0, height - y1, x1, height - y0)
