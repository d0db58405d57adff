"""Tables in text files: which encoding, which delimiter, which rows."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

_DELIMITERS = ",\t;|^~"
_SEPARATOR = re.compile(r'\ufeff?"?sep=([,;|^~\t])"?[ \t]*(?=\r?\n)', re.IGNORECASE)
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 26, 27}


@dataclass(frozen=True, slots=True)
class TextTable:
    """Rows of a delimited file. `lines[i]` is the line of the file (from 1) where row i starts."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    delimiter: str
    encoding: str


def decode_text(data: bytes) -> tuple[str, str]:
    """The text and the encoding that was used: UTF-8, UTF-16 (with or without its mark) or Windows-1252.

    Raises ValueError when the bytes are no text.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "strict"), "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16"), "utf-16"
    sample = data[:4096]
    if sample.count(0) > len(sample) // 5:
        little = sample[1::2].count(0) >= sample[0::2].count(0)
        encoding = "utf-16-le" if little else "utf-16-be"
        return data.decode(encoding), encoding
    if any(byte in _CONTROL for byte in sample):
        raise ValueError("the file is not text")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # Five codes are free in Windows-1252; a file that uses them is still read, the character is shown as unknown.
        return data.decode("cp1252", "replace"), "cp1252"


def read_text_table(data: bytes) -> TextTable:
    """Rows of a comma, tab, semicolon or bar separated file. Raises ValueError when the bytes are no text or a quoted cell never ends."""
    text, encoding = decode_text(data)
    told = _SEPARATOR.match(text)
    try:
        delimiter = told.group(1) if told else _delimiter(text)
    except csv.Error as wrong:
        raise ValueError(f"the table cannot be cut into cells: {wrong}") from wrong
    if told:
        # Excel's own first line says the delimiter; the line stays, emptied, so that rows keep the numbers of the file.
        text = text[told.end(1) :]
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    start = 1
    try:
        for row in reader:
            rows.append(tuple(row))
            lines.append(start)
            start = reader.line_num + 1
    except csv.Error as wrong:
        raise ValueError(f"the table breaks off at line {reader.line_num}: {wrong}") from wrong
    return TextTable(tuple(rows), tuple(lines), delimiter, encoding)


def _delimiter(text: str) -> str:
    """The character that cuts the most lines into the same number (at least two) of cells."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        score = max((count * min(width, 6) for width, count in widths.items()), default=0)
        if score > best_score:
            best, best_score = delimiter, score
    return best
