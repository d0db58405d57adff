"""What runs inside a child that shows pages: the walls, then sizes, words and pictures of a page, and cells of a sheet, on request. No secret and no network in reach (F3)."""

import csv
import io
import json
import sys
from base64 import b64encode
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import python_calamine
from PIL import Image, ImageOps

from qrt.adapters.ocr.pdf import fetch_page, page_sizes, render_page
from qrt.adapters.ocr.pictures import on_white, straightened, turned
from qrt.adapters.scan.child import build_walls, serve
from qrt.adapters.scan.unlock import unlock
from qrt.adapters.tables.values import text_of
from qrt.agents.learning import learn_paper
from qrt.core.documents.types import Paper

PIXELS_MAX = 60_000_000
ROWS_MAX, COLUMNS_MAX = 10_000, 60
_ORIENTATION, _LYING = 0x0112, (5, 6, 7, 8)
"""EXIF's tag of how the camera was held, and its values for a quarter turn."""

_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "WEBP", "BMP")


def _pages(arguments: Mapping[str, object], data: bytes) -> bytes:
    """Number, width and height of every page, in points or pixels."""
    if data.startswith(b"%PDF"):
        return json.dumps([[number, *size] for number, size in enumerate(page_sizes(data), 1)]).encode()
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        size = picture.size[::-1] if picture.getexif().get(_ORIENTATION) in _LYING else picture.size
        frames = getattr(picture, "n_frames", 1)
        return json.dumps([[number + 1, *size] for number in range(min(frames, 500))]).encode()


def _words(arguments: Mapping[str, object], data: bytes) -> bytes:
    """Words of one page with their boxes; a picture has none of its own. Raises on a page that is not there."""
    if not data.startswith(b"%PDF"):
        return b"[]"
    page = fetch_page(data, int(str(arguments["number"])))
    if page is None:
        raise IndexError("no such page")
    return json.dumps([[word.text, *word.box] for word in page.words]).encode()


def _picture(arguments: Mapping[str, object], data: bytes) -> bytes:
    """One page as PNG, so many pixels wide, turned and straightened as it was when its words were recognised."""
    number, width, turn = (int(str(arguments[name])) for name in ("number", "width", "turn"))
    skew = float(str(arguments["skew"]))
    shown = render_page(data, number, width, turn=turn, skew=skew) if data.startswith(b"%PDF") else _scaled(data, number, width, turn, skew)
    return json.dumps(b64encode(shown).decode()).encode()


def _scaled(data: bytes, number: int, width: int, turn: int, skew: float) -> bytes:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        if picture.size[0] * picture.size[1] > PIXELS_MAX:
            raise ValueError("more pixels than a paper can need")
        picture.seek(number - 1)
        # A photograph of twelve million points is read at a fraction of them where the screen needs no more.
        picture.draft("RGB", (width, width))
        shown = turned(on_white(ImageOps.exif_transpose(picture)), turn)
        wide = min(width, shown.width)
        shown = straightened(shown.resize((wide, max(1, round(shown.height * wide / shown.width)))), skew)
        out = io.BytesIO()
        shown.save(out, format="PNG", compress_level=3)
        return out.getvalue()


def _unlock(arguments: Mapping[str, object], data: bytes) -> bytes:
    """The paper without its lock, null when the password does not open it."""
    plain = unlock(data, str(arguments["name"]), [str(arguments["password"])])
    return json.dumps(b64encode(plain).decode() if plain is not None else None).encode()


def _learn(arguments: Mapping[str, object], data: bytes) -> bytes:
    """What a bill teaches, null for nothing."""
    paper = Paper(str(arguments["sha256"]), str(arguments["name"]), int(str(arguments["size"])))
    return learn_paper(paper, data, arguments["decided"], arguments["recognised"])


def _cells(arguments: Mapping[str, object], data: bytes) -> bytes:
    """Cells of the first filled sheet as text. Raises on what is neither workbook nor text."""
    rows = _workbook(data) if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) else _text(data)
    return json.dumps([[_cell(value) for value in row[:COLUMNS_MAX]] for row in rows[:ROWS_MAX]]).encode()


def _workbook(data: bytes) -> list[list[Any]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = (book.get_sheet_by_index(index).to_python(skip_empty_area=False) for index in range(len(book.sheet_names)))
    return next((sheet for sheet in sheets if sheet), [])


def _text(data: bytes) -> list[list[Any]]:
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("not text")
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise ValueError("no encoding fits")
    sample = text[:20_000]
    delimiter = max(",;\t|", key=lambda each: sum(1 for line in sample.splitlines()[:50] if each in line) * 100 + sample.count(each))
    return [list(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]


def _cell(value: Any) -> str:
    """A cell as people see it. A number that is a whole count of paise but for what binary fractions add reads so; any other keeps its decimals."""
    if isinstance(value, float) and not value.is_integer():
        exact = Decimal(repr(value))
        rounded = exact.quantize(Decimal("0.01"))
        return str(rounded if abs(exact - rounded) < Decimal("0.000001") else exact)
    return text_of(value)


def main() -> None:
    """`python -m qrt.api.page_child MEMORY_BYTES CPU_SECONDS`: started by the pool alone."""
    granted = build_walls(int(sys.argv[1]))
    serve({"learn": _learn, "pages": _pages, "words": _words, "picture": _picture, "cells": _cells, "unlock": _unlock}, granted, int(sys.argv[2]))


if __name__ == "__main__":
    main()
