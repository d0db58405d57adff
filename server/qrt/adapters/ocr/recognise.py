"""Pages without words become pages with words: turned upright, straightened, read by the cheap recogniser and, where that is in doubt, by the dear one.

The route is measured, not believed: a page keeps the reading whose words are surer and look more like what papers hold.
"""

import re
from collections.abc import Iterable, Sequence

from PIL import Image

from qrt.adapters.ocr import rapid, tesseract
from qrt.adapters.ocr.agreeing import with_agreement
from qrt.adapters.ocr.codes import codes_of
from qrt.adapters.ocr.pdf import render_image
from qrt.adapters.ocr.pictures import DPI, Picture, measured, open_pictures, skew_of, straightened, turned
from qrt.core.documents.types import Page, Word

SURE = 0.9
"""Mean confidence from which tesseract's page stands without a second look: below it a word in twenty to a word in six is misread (`tests/bench/scans.py`)."""

_NARROW, _LONG = 1000, 1.8
"""Pixels of width, and height to width: till receipts and photographs are smaller or longer than sheets."""

_LETTER = 30.0
"""Pixels of a line of print from which tesseract reads till slips best."""

_WORDY = re.compile(r"[A-Za-z\u0900-\u097f]{3,}|\d[\d,]*\.\d\d|\d{1,2}[-/.][\dA-Za-z]{2,3}[-/.]\d{2,4}")


def recognise_picture(data: bytes, pages_max: int = 200) -> tuple[Page, ...]:
    """The pages of a picture file (PNG, JPEG, TIFF with any number of frames). Raises OSError when it is none."""
    return tuple(_recognise(picture, number) for number, picture in enumerate(open_pictures(data, pages_max), 1))


def recognise_pdf(data: bytes, pages: Sequence[Page], password: str | None = None) -> tuple[Page, ...]:
    """The pages of a PDF, each whose words are in a picture recognised from it. Raises UnreadablePdf."""
    return tuple(
        page if not page.pictured else _recognise(Picture(render_image(data, page.number, DPI, password), DPI), page.number, (page.width, page.height))
        for page in pages
    )


def _recognise(picture: Picture, number: int, points: tuple[float, float] | None = None) -> Page:
    image = picture.image
    words, source, turn, skew, others = _best_reading(image, picture.dpi)
    width, height = points or picture.points
    if turn in (90, 270):
        width, height = height, width
    level = straightened(turned(image, turn), skew)
    if source == "rapidocr" and (others := others or _second_look(level, picture.dpi, words)):
        words = with_agreement(words, others)
    return Page(number, width, height, words, source, turn, skew, codes_of(level), scan=measured(level, words))


def _second_look(level: Image.Image, dpi: float, words: Sequence[Word]) -> tuple[Word, ...]:
    """What tesseract reads of a page that the other recogniser read better; none where the machine has no tesseract. Small print is enlarged for it."""
    if not tesseract.languages():
        return ()
    heights = sorted((word.box[3] - word.box[1]) * level.height for word in words if len(word.text) >= 3)
    scale = min(2.0, max(1.0, _LETTER / heights[len(heights) // 2])) if heights else 1.0
    size = (round(level.width * scale), round(level.height * scale))
    return tesseract.recognise(level.resize(size, Image.Resampling.LANCZOS) if scale > 1 else level, dpi * scale)


def _best_reading(image: Image.Image, dpi: float) -> tuple[tuple[Word, ...], str, int, float, tuple[Word, ...]]:
    """Words, who read them, turn and skew; and what tesseract read of the same page where the other one is believed."""
    skew = skew_of(image)
    level = straightened(image, skew)
    is_sheet = image.width >= _NARROW and image.height <= _LONG * image.width
    first = tesseract.recognise(level, dpi) if is_sheet and tesseract.languages() else ()
    if _worth(first) and _mean(first) >= SURE:
        return first, "tesseract", 0, skew, ()
    second = rapid.recognise(image, skew)
    turn = 0
    if _lies_on_its_side(second) or (not _worth(second) and not _worth(first)):
        second, turn, skew = _turned_reading(image, second, skew)
    if "hin" in tesseract.languages() and _mean(second) < SURE and not turn:
        hindi = tesseract.recognise(level, dpi, "eng+hin")
        if _devanagari(hindi) > 0.2 and _mean(hindi) > 0.6:
            return hindi, "tesseract", 0, skew, ()
    if _worth(first) > 1.1 * _worth(second):
        return first, "tesseract", 0, skew, ()
    return second, "rapidocr", turn, skew, () if turn else first


def _turned_reading(image: Image.Image, words: tuple[Word, ...], skew: float) -> tuple[tuple[Word, ...], int, float]:
    """The turn whose words look most like words."""
    best = (_worth(words), words, 0, skew)
    for turn in (90, 270, 180):
        upright = turned(image, turn)
        lean = skew_of(upright)
        found = rapid.recognise(upright, lean)
        if _worth(found) > 1.2 * best[0]:
            best = (_worth(found), found, turn, lean)
    return best[1], best[2], best[3]


def _lies_on_its_side(words: Iterable[Word]) -> bool:
    """Most words of several letters are taller than wide."""
    long = [word for word in words if len(word.text) >= 4]
    tall = sum(word.box[3] - word.box[1] > word.box[2] - word.box[0] for word in long)
    return bool(long) and tall * 2 > len(long)


def _mean(words: Sequence[Word]) -> float:
    """Mean confidence, weighed by letters; 0 without words."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _worth(words: Sequence[Word]) -> float:
    """Letters of words, amounts and dates, weighed by how sure they are."""
    return sum(len(word.text) * word.confidence for word in words if _WORDY.search(word.text))


def _devanagari(words: Sequence[Word]) -> float:
    letters = "".join(word.text for word in words)
    return sum("\u0900" <= letter <= "\u097f" for letter in letters) / len(letters) if letters else 0.0
