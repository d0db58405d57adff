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
from PIL import Image

from qrt.adapters.ocr.pdf import fetch_pages, render_page
from qrt.adapters.scan.child import build_walls, serve
from qrt.adapters.scan.unlock import unlock
from qrt.adapters.tables.values import text_of

PIXELS_MAX = 60_000_000
ROWS_MAX, COLUMNS_MAX = 10_000, 60
_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "WEBP", "BMP")


def _pages(arguments: Mapping[str, object], data: bytes) -> bytes:
    """Number, width and height of every page, in points or pixels."""
    if not data.startswith(b"%PDF"):
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            frames = getattr(picture, "n_frames", 1)
            return json.dumps([[number + 1, *picture.size] for number in range(min(frames, 500))]).encode()
    return json.dumps([[page.number, page.width, page.height] for page in fetch_pages(data)]).encode()


def _words(arguments: Mapping[str, object], data: bytes) -> bytes:
    """Words of one page with their boxes; a picture has none."""
    if not data.startswith(b"%PDF"):
        return b"[]"
    number = int(str(arguments["number"]))
    page = next(page for page in fetch_pages(data) if page.number == number)
    return json.dumps([[word.text, *word.box] for word in page.words]).encode()


def _picture(arguments: Mapping[str, object], data: bytes) -> bytes:
    """One page as PNG, so many pixels wide."""
    number, width = int(str(arguments["number"])), int(str(arguments["width"]))
    shown = render_page(data, number, width) if data.startswith(b"%PDF") else _scaled(data, number, width)
    return json.dumps(b64encode(shown).decode()).encode()


def _scaled(data: bytes, number: int, width: int) -> bytes:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        if picture.size[0] * picture.size[1] > PIXELS_MAX:
            raise ValueError("more pixels than a paper can need")
        picture.seek(number - 1)
        shown = picture.convert("RGB")
        wide = min(width, shown.width)
        shown = shown.resize((wide, max(1, round(shown.height * wide / shown.width))))
        out = io.BytesIO()
        shown.save(out, format="PNG")
        return out.getvalue()


def _unlock(arguments: Mapping[str, object], data: bytes) -> bytes:
    """The paper without its lock, null when the password does not open it."""
    plain = unlock(data, str(arguments["name"]), [str(arguments["password"])])
    return json.dumps(b64encode(plain).decode() if plain is not None else None).encode()


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
    serve({"pages": _pages, "words": _words, "picture": _picture, "cells": _cells, "unlock": _unlock}, granted, int(sys.argv[2]))


if __name__ == "__main__":
    main()
