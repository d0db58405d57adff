"""A workbook of Excel 97 to 2003 written record by record: what a test needs of it, and no more."""

import struct
from collections.abc import Sequence
from datetime import date

from tests.generators.hostile.office import ole2

Value = str | float | bool | date | None
STYLES = ("General", "dd/mm/yyyy", '"" 0.00" Dr"', '"" 0.00" Cr"')
"""Number formats of the styles 0 to 3; style 4 is bold and indented by two."""
BOLD = 4


def xls(sheets: dict[str, Sequence[Sequence[Value | tuple[Value, int]]]], *, split_texts: bool = False) -> bytes:
    """The file. A cell may be (value, style); days take style 1 by themselves. `split_texts` cuts the table of texts in the middle of its first text."""
    texts: list[str] = []
    parts = [_sheet(rows, texts) for rows in sheets.values()]
    names = [_record(0x85, struct.pack("<IBBBB", 0, 0, 0, len(name), 0) + name.encode("latin-1")) for name in sheets]
    before = _bof(5) + b"".join(_record(0x31, struct.pack("<HHHH", 200, 0, 0, weight) + b"\0" * 8) for weight in (400, 400, 400, 400, 700))
    before += b"".join(_record(0x41E, struct.pack("<H", 164 + number) + _text(code)) for number, code in enumerate(STYLES))
    before += b"".join(_record(0xE0, struct.pack("<HHHBBB", 0, 164 + number, 0, 0, 0, 0) + b"\0" * 11) for number in range(len(STYLES)))
    before += _record(0xE0, struct.pack("<HHHBBB", 5, 164, 0, 0, 0, 2) + b"\0" * 11)
    after = _texts(texts, split_texts) + _record(0x0A, b"")
    start = len(before) + sum(map(len, names)) + len(after)
    placed = b""
    for name, part in zip(names, parts, strict=True):
        placed += name[:4] + struct.pack("<I", start) + name[8:]
        start += len(part)
    return ole2({"Workbook": before + placed + after + b"".join(parts)})


def _sheet(rows: Sequence[Sequence[Value | tuple[Value, int]]], texts: list[str]) -> bytes:
    made = _bof(0x10)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            value, style = cell if isinstance(cell, tuple) else (cell, 1 if isinstance(cell, date) else 0)
            head = struct.pack("<HHH", row, column, style)
            if isinstance(value, bool):
                made += _record(0x205, head + struct.pack("<BB", value, 0))
            elif isinstance(value, date):
                made += _record(0x203, head + struct.pack("<d", value.toordinal() - date(1899, 12, 30).toordinal()))
            elif isinstance(value, str):
                if value not in texts:
                    texts.append(value)
                made += _record(0xFD, head + struct.pack("<I", texts.index(value)))
            elif value is not None:
                made += _record(0x27E, head + struct.pack("<I", (round(value * 100) & 0x3FFFFFFF) << 2 | 3))
    return made + _record(0x0A, b"")


def _texts(texts: Sequence[str], split: bool) -> bytes:
    body = struct.pack("<II", len(texts), len(texts)) + b"".join(map(_text, texts))
    if not split:
        return _record(0xFC, body)
    # The first text goes on in the next record, in wide characters.
    first = texts[0]
    wide = b"\1" + first[3:].encode("utf-16-le") + b"".join(map(_text, texts[1:]))
    return _record(0xFC, body[:8] + struct.pack("<HB", len(first), 0) + first[:3].encode("latin-1")) + _record(0x3C, wide)


def _text(text: str) -> bytes:
    narrow = all(ord(each) < 256 for each in text)
    return struct.pack("<HB", len(text), 0 if narrow else 1) + text.encode("latin-1" if narrow else "utf-16-le")


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _bof(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x1234, 1997, 0, 6))
