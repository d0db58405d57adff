"""A workbook of Excel 97 to 2003 (.xls, BIFF8) as the same plain values that an XLSX gives: cells with number format, bold, indent, merged ranges.

Bytes in, values out. Banks' portals and older programs of accounts still hand out this form. Formulas are not evaluated: their stored result is taken.
Records and fields are named as [MS-XLS] names them.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import olefile

from qrt.core.documents.cells import PLAIN, Cell, Sheet, SheetRow, Style, UnreadableWorkbook, Workbook
from qrt.core.documents.number_formats import BUILTIN_DATES, BUILTIN_FORMATS, is_date_format

_BOF, _EOF, _CONTINUE, _FILEPASS, _BOUNDSHEET, _DATEMODE = 0x0809, 0x000A, 0x003C, 0x002F, 0x0085, 0x0022
_SST, _FORMAT, _XF, _FONT, _MERGED, _ROW, _FILTER = 0x00FC, 0x041E, 0x00E0, 0x0031, 0x00E5, 0x0208, 0x009D
_LABEL_SST, _LABEL, _RICH_LABEL, _NUMBER, _RK, _MUL_RK, _FORMULA, _STRING, _BOOL_ERR = 0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x00BD, 0x0006, 0x0207, 0x0205
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_BIFF8, _WORKSHEET = 0x0600, 0x0010
_BOLD_LEAST = 600
_HIDDEN_ROW = 0x20
_ALWAYS_CALCULATE = 0x01


def read_old_workbook(data: bytes) -> Workbook:
    """All worksheets. Raises UnreadableWorkbook with the cause: protected, cut off, of a format older than Excel 97."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableWorkbook("it is protected by a password")
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if not container.exists("Workbook"):
                old = container.exists("Book")
                raise UnreadableWorkbook("it is of Excel 95 or older; save it as .xlsx and hand it in again" if old else "it is not an Excel workbook")
            stream = container.openstream("Workbook").read()
    except (OSError, ValueError, IndexError, TypeError, KeyError, AttributeError, OverflowError) as wrong:
        if isinstance(wrong, UnreadableWorkbook):
            raise
        raise UnreadableWorkbook("it is cut off or broken") from wrong
    try:
        return _Reader(stream).workbook()
    except (struct.error, IndexError) as wrong:
        raise UnreadableWorkbook("it is cut off or broken") from wrong


@dataclass(slots=True)
class _Record:
    """`parts` are the record's own bytes and those of the records that continue it: a text may be cut between them."""

    kind: int
    parts: list[bytes]

    @property
    def data(self) -> bytes:
        return self.parts[0]


@dataclass(slots=True)
class _Reader:
    stream: bytes
    shared: list[str] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    epoch: date = date(1899, 12, 30)

    def workbook(self) -> Workbook:
        fonts: list[bool] = []
        formats = dict(BUILTIN_FORMATS)
        shapes: list[bytes] = []
        tabs: list[tuple[int, bool, str]] = []
        for record in self._records(0):
            if record.kind == _FILEPASS:
                raise UnreadableWorkbook("it is protected by a password")
            if record.kind == _BOF and struct.unpack_from("<H", record.data)[0] != _BIFF8:
                raise UnreadableWorkbook("it is of Excel 95 or older; save it as .xlsx and hand it in again")
            if record.kind == _DATEMODE and record.data[:2] == b"\x01\x00":
                self.epoch = date(1904, 1, 1)
            elif record.kind == _FONT:
                fonts.append(struct.unpack_from("<H", record.data, 6)[0] >= _BOLD_LEAST)
            elif record.kind == _FORMAT:
                formats[struct.unpack_from("<H", record.data)[0]] = _Texts([record.data[2:]]).text()
            elif record.kind == _XF:
                shapes.append(record.data)
            elif record.kind == _SST:
                count = struct.unpack_from("<I", record.data, 4)[0]
                texts = _Texts([record.data[8:], *record.parts[1:]])
                while len(self.shared) < count and texts.more:  # Some programs count more texts than they write.
                    self.shared.append(texts.text())
            elif record.kind == _BOUNDSHEET and record.data[5] == 0:
                position, state = struct.unpack_from("<IB", record.data)
                tabs.append((position, state & 3 != 0, _Texts([record.data[6:]]).text(short=True)))
        self.styles = [_style(shape, fonts, formats) for shape in shapes]
        return Workbook(tuple(self._sheet(name, hidden, position) for position, hidden, name in tabs))

    def _records(self, start: int) -> Iterator[_Record]:
        """Records of one part of the stream, up to its end; parts inside it (charts) are passed over. A part without an end is cut off."""
        position, depth = start, 0
        held: _Record | None = None
        while True:
            kind, size = struct.unpack_from("<HH", self.stream, position)
            body = self.stream[position + 4 : position + 4 + size]
            if len(body) < size:
                raise UnreadableWorkbook("it is cut off: its end is missing")
            position += 4 + size
            if kind == _CONTINUE:
                if held is not None:
                    held.parts.append(body)
                continue
            if held is not None:
                yield held
                held = None
            if kind == _BOF:
                depth += 1
            if kind == _EOF:
                depth -= 1
                if depth <= 0:
                    return
            elif depth <= 1:
                held = _Record(kind, [body])

    def _sheet(self, name: str, hidden: bool, position: int) -> Sheet:
        rows: dict[int, dict[int, Cell]] = {}
        merged: list[tuple[int, int, int, int]] = []
        hidden_rows: list[int] = []
        uncalculated: list[tuple[int, int]] = []
        filtered = False
        waits: tuple[int, int, int] | None = None

        def put(row: int, column: int, style: int, value: str | float | bool) -> None:
            if value != "":
                shown = self.styles[style] if style < len(self.styles) else PLAIN
                rows.setdefault(row, {})[column] = Cell(self._value(value, shown), shown)

        for record in self._records(position):
            data, kind = record.data, record.kind
            if kind == _BOF and struct.unpack_from("<HH", data)[1] != _WORKSHEET:
                return Sheet(name, (), hidden=hidden)
            if kind == _STRING and waits is not None:
                put(*waits, _Texts(record.parts).text())
                waits = None
            elif kind == _ROW:
                if data[12] & _HIDDEN_ROW:
                    hidden_rows.append(struct.unpack_from("<H", data)[0] + 1)
            elif kind == _MERGED:
                merged += [(first + 1, left, last + 1, right) for first, last, left, right in struct.iter_unpack("<HHHH", data[2 : 2 + 8 * (len(data) // 8)])]
            elif kind == _FILTER:
                filtered = True
            elif kind == _MUL_RK:
                row, first = struct.unpack_from("<HH", data)
                for step, (style, packed) in enumerate(struct.iter_unpack("<HI", data[4:-2])):
                    put(row, first + step, style, _unpacked(packed))
            elif kind in (_LABEL_SST, _LABEL, _RICH_LABEL, _NUMBER, _RK, _FORMULA, _BOOL_ERR):
                row, column, style = struct.unpack_from("<HHH", data)
                if kind == _LABEL_SST:
                    put(row, column, style, self._shared(struct.unpack_from("<I", data, 6)[0]))
                elif kind in (_LABEL, _RICH_LABEL):
                    put(row, column, style, _Texts([data[6:], *record.parts[1:]]).text())
                elif kind == _NUMBER:
                    put(row, column, style, struct.unpack_from("<d", data, 6)[0])
                elif kind == _RK:
                    put(row, column, style, _unpacked(struct.unpack_from("<I", data, 6)[0]))
                elif kind == _BOOL_ERR:
                    put(row, column, style, _ERRORS.get(data[6], "#ERROR!") if data[7] else data[6] == 1)
                elif data[12:14] != b"\xff\xff":
                    result = struct.unpack_from("<d", data, 6)[0]
                    if result == 0 and data[14] & _ALWAYS_CALCULATE:
                        # Programs that write formulas without working them out leave nought and ask for a calculation.
                        uncalculated.append((row + 1, column))
                    else:
                        put(row, column, style, result)
                elif data[6] == 0:
                    waits = (row, column, style)
                elif data[6] in (1, 2):
                    put(row, column, style, data[8] == 1 if data[6] == 1 else _ERRORS.get(data[8], "#ERROR!"))
        made = tuple(SheetRow(row + 1, dict(sorted(cells.items()))) for row, cells in sorted(rows.items()))
        return Sheet(name, made, tuple(merged), hidden, tuple(uncalculated), tuple(hidden_rows), filtered)

    def _shared(self, index: int) -> str:
        if index >= len(self.shared):
            raise UnreadableWorkbook("its table of texts is incomplete")
        return self.shared[index]

    def _value(self, value: str | float | bool, style: Style) -> str | float | date | bool:
        if isinstance(value, str | bool) or not style.is_date or not value >= 1:
            return value
        # Spreadsheets believe in 29 February 1900, so serials before 1 March 1900 are a day off.
        whole = int(value) + (1 if self.epoch.year == 1899 and value < 60 else 0)
        try:
            return self.epoch + timedelta(days=whole)
        except OverflowError:
            return value


class _Texts:
    """Reads texts one after another from a record and those that continue it."""

    def __init__(self, parts: list[bytes]) -> None:
        self.parts, self.part, self.at = parts, 0, 0

    @property
    def more(self) -> bool:
        """Whether anything is left."""
        return self.part < len(self.parts) - 1 or self.at < len(self.parts[self.part])

    def text(self, *, short: bool = False) -> str:
        """One text: its length (one byte in the name of a tab), what follows it, its characters. A text that goes on in the next record says anew how wide they are."""
        count = self._take(1)[0] if short else struct.unpack("<H", self._take(2))[0]
        flags = self._take(1)[0]
        runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
        more = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
        found: list[str] = []
        while count:
            width = 2 if flags & 1 else 1
            left = (len(self.parts[self.part]) - self.at) // width
            if not left:
                self._next()
                flags = self._take(1)[0]
                continue
            taken = min(count, left)
            found.append(self._take(taken * width).decode("utf-16-le" if width == 2 else "latin-1", "replace"))
            count -= taken
        self._skip(4 * runs + more)
        return "".join(found)

    def _take(self, size: int) -> bytes:
        if self.at >= len(self.parts[self.part]) and size:
            self._next()
        found = self.parts[self.part][self.at : self.at + size]
        if len(found) < size:
            raise UnreadableWorkbook("its table of texts is incomplete")
        self.at += size
        return found

    def _skip(self, size: int) -> None:
        while size:
            left = len(self.parts[self.part]) - self.at
            if not left:
                self._next()
                continue
            self.at += min(size, left)
            size -= min(size, left)

    def _next(self) -> None:
        self.part, self.at = self.part + 1, 0
        if self.part >= len(self.parts):
            raise UnreadableWorkbook("its table of texts is incomplete")


def _unpacked(packed: int) -> float:
    """A number in four bytes: a whole one or the upper half of a float, and perhaps a hundred times what is meant."""
    if packed & 2:
        number = float((packed >> 2) - (1 << 30) if packed & 0x80000000 else packed >> 2)
    else:
        number = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))[0]
    return number / 100 if packed & 1 else number


def _style(shape: bytes, fonts: list[bool], formats: dict[int, str]) -> Style:
    font, number = struct.unpack_from("<HH", shape)
    # Number four is no font: the fifth in the file is called five.
    font -= font > 4
    code = formats.get(number, "General")
    return Style(code, fonts[font] if font < len(fonts) else False, shape[8] & 0x0F, number in BUILTIN_DATES or is_date_format(code))
