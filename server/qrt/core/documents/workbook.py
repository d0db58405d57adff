"""An XLSX workbook as plain values with the little style that accounting needs: number format, bold, indent, merged ranges.

Bytes in, values out. The zip's own sizes are not believed: what is inflated is counted. Fifty thousand rows of ten columns take about two seconds.
"""

import io
import math
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from typing import NamedTuple
from xml.parsers import expat

from qrt.core.documents.markup import BrokenMarkup, Node, UnsafeMarkup, parse_tree, safe_parser
from qrt.core.documents.number_formats import BUILTIN_FORMATS, is_date_format

PART_BYTES_MAX = 200 * 1024 * 1024
_BUILTIN_DATES = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class UnreadableWorkbook(ValueError):
    """The bytes are no workbook that can be read. The message is one plain clause about the cause."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell is shown. `indent` counts levels; `is_date` is decided from the format."""

    format: str = "General"
    bold: bool = False
    indent: int = 0
    is_date: bool = False


PLAIN = Style()


class Cell(NamedTuple):
    """A filled cell. Text is str, a number float, a day date (a time of day is dropped), TRUE and FALSE bool. An error value is its text ("#REF!")."""

    value: str | float | date | bool
    style: Style = PLAIN

    @property
    def text(self) -> str:
        """The value as text: whole numbers without a point, days as ISO."""
        value = self.value
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        return value.isoformat() if isinstance(value, date) else str(value)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: `number` as the sheet counts it (from 1), cells by column (from 0); empty cells are absent."""

    number: int
    cells: dict[int, Cell]

    def text(self, column: int) -> str:
        """Stripped text of the cell, "" when it is empty."""
        cell = self.cells.get(column)
        return cell.text.strip() if cell else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet. `merged` holds (first row, first column, last row, last column), rows from 1 and columns from 0.

    uncalculated  (row, column) of formulas that were stored without a result: their value is unknown
    """

    name: str
    rows: tuple[SheetRow, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    uncalculated: tuple[tuple[int, int], ...] = ()

    def grid(self) -> list[list[str]]:
        """All rows as text, gaps filled, for code that looks at words alone."""
        width = max((max(row.cells, default=-1) for row in self.rows), default=-1) + 1
        height = self.rows[-1].number if self.rows else 0
        table = [[""] * width for _ in range(min(height, 1_100_000))]
        for row in self.rows:
            for column, cell in row.cells.items():
                table[row.number - 1][column] = cell.text
        return table


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets in the order of their tabs."""

    sheets: tuple[Sheet, ...] = ()


def column_letters(column: int) -> str:
    """ "A" for 0, "AA" for 26."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def read_workbook(data: bytes, *, rows_max: int | None = None) -> Workbook:
    """All worksheets. `rows_max` stops each sheet after so many filled rows (for a look at the head).

    Raises UnreadableWorkbook with the cause: encrypted, truncated, not a workbook, too large, unsafe XML.
    """
    if data[:8] == _OLE:
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise UnreadableWorkbook("it is protected by a password" if encrypted else "it is in the old .xls format; save it as .xlsx and hand it in again")
    if not data:
        raise UnreadableWorkbook("it is empty (0 bytes)")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Reader(archive, rows_max).workbook()
    except zipfile.BadZipFile as wrong:
        started = data[:2] == b"PK"
        raise UnreadableWorkbook("it is cut off: the end of the file is missing" if started else "it is not an Excel workbook") from wrong
    except (zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as wrong:
        raise UnreadableWorkbook(f"its parts cannot be unpacked ({wrong})") from wrong
    except (expat.ExpatError, BrokenMarkup, UnsafeMarkup) as wrong:
        raise UnreadableWorkbook(f"its XML cannot be read ({wrong})") from wrong


@dataclass(slots=True)
class _Reader:
    archive: zipfile.ZipFile
    rows_max: int | None
    shared: list[str] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    epoch: date = date(1899, 12, 30)

    def workbook(self) -> Workbook:
        names = {name.lower(): name for name in self.archive.namelist()}
        main = self._main_part(names)
        relations = self._relations(main, names)
        root = parse_tree(self._bytes(main))
        if (properties := root.find("workbookPr")) and properties.attributes.get("date1904", "0") in ("1", "true", "on"):
            self.epoch = date(1904, 1, 1)
        folder = posixpath.dirname(main)
        for part, load in (("sharedstrings.xml", self._load_strings), ("styles.xml", self._load_styles)):
            if (name := names.get(f"{folder}/{part}".lower().lstrip("/"))) is not None:
                load(name)
        if not self.styles:
            self.styles = [PLAIN]
        sheets = []
        for entry in (root.find("sheets") or Node("", {}, 0)).children:
            target = relations.get(entry.attributes.get("id", ""))
            if target and "worksheet" in target[0] and target[1].lower() in names:
                sheets.append(self._sheet(entry.attributes.get("name", ""), names[target[1].lower()], entry.attributes.get("state", "visible") != "visible"))
        return Workbook(tuple(sheets))

    def _main_part(self, names: dict[str, str]) -> str:
        for _, target in self._relations("", names).values():
            if target.lower() in names and target.lower().endswith("workbook.xml"):
                return names[target.lower()]
        if "xl/workbook.xml" in names:
            return names["xl/workbook.xml"]
        raise UnreadableWorkbook("it is a zip archive but holds no Excel workbook")

    def _relations(self, part: str, names: dict[str, str]) -> dict[str, tuple[str, str]]:
        """Relation id to (type, full part name)."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels").lower()
        if path not in names:
            return {}
        found = {}
        for each in parse_tree(self._bytes(names[path])).all("Relationship"):
            target = each.attributes.get("Target", "")
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[each.attributes.get("Id", "")] = (each.attributes.get("Type", "").lower(), full)
        return found

    def _chunks(self, name: str) -> Iterator[bytes]:
        total = 0
        with self.archive.open(name) as part:
            while chunk := part.read(1 << 18):
                total += len(chunk)
                if total > PART_BYTES_MAX:
                    raise UnreadableWorkbook(f"its part {name} unpacks to more than {PART_BYTES_MAX >> 20} MB")
                yield chunk

    def _bytes(self, name: str) -> bytes:
        return b"".join(self._chunks(name))

    def _load_strings(self, name: str) -> None:
        self.shared = _strings(self._chunks(name))

    def _load_styles(self, name: str) -> None:
        self.styles = _styles(parse_tree(self._bytes(name)))

    def _sheet(self, title: str, name: str, hidden: bool) -> Sheet:
        reading = _SheetReading(self.shared, self.styles, self.epoch, self.rows_max)
        reading.run(self._chunks(name))
        return Sheet(title, tuple(reading.rows), tuple(reading.merged), hidden, tuple(reading.uncalculated))


def _styles(root: Node) -> list[Style]:
    formats = dict(BUILTIN_FORMATS)
    for each in (root.find("numFmts") or Node("", {}, 0)).children:
        if each.attributes.get("numFmtId", "").isdigit():
            formats[int(each.attributes["numFmtId"])] = each.attributes.get("formatCode", "General")
    fonts = [_is_on(font.find("b")) for font in (root.find("fonts") or Node("", {}, 0)).children]
    styles = []
    for each in (root.find("cellXfs") or Node("", {}, 0)).children:
        number = int(each.attributes.get("numFmtId", "0") or 0)
        font = int(each.attributes.get("fontId", "0") or 0)
        alignment = each.find("alignment")
        indent = int(float(alignment.attributes.get("indent", "0") or 0)) if alignment else 0
        code = formats.get(number, "General")
        styles.append(Style(code, fonts[font] if font < len(fonts) else False, indent, number in _BUILTIN_DATES or is_date_format(code)))
    return styles


def _is_on(node: Node | None) -> bool:
    return node is not None and node.attributes.get("val", "1") not in ("0", "false", "off")


def _unescape(text: str) -> str:
    """`_x000D_` is how the format writes a carriage return."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def _strings(chunks: Iterator[bytes]) -> list[str]:
    """The shared strings; phonetic runs are not part of the text."""
    strings: list[str] = []
    parts: list[str] = []
    state = {"text": False, "phonetic": False}

    def start(name: str, _: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            parts.clear()
        elif local == "t":
            state["text"] = not state["phonetic"]
        elif local == "rPh":
            state["phonetic"] = True

    def end(name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            strings.append(_unescape("".join(parts)))
        elif local == "t":
            state["text"] = False
        elif local == "rPh":
            state["phonetic"] = False

    def characters(text: str) -> None:
        if state["text"]:
            parts.append(text)

    parser = safe_parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return strings


_PLAIN_BYTES_MAX = 64 * 1024 * 1024
_ROW = re.compile(r"<row\b([^>]*[^/])>(.*?)</row>", re.DOTALL)
_EMPTY_ROW = re.compile(r"<row\b[^>]*/>")
_ROW_NUMBER = re.compile(r'\br="(\d+)"')
_PLAIN_CELL = re.compile(r'<c r="([A-Z]+)\d+"(?: s="(\d+)")?(?: t="([a-z]+)")?>(?:<f>[^<]*</f>)?<v>([^<]*)</v></c>')
_EMPTY_CELL = re.compile(r'<c r="[A-Z]+\d+"(?: s="\d+")?/>')
_MERGED = re.compile(r'<mergeCell ref="([A-Z0-9:]+)"')


class _Enough(Exception):
    """Enough rows were read."""


class _SheetReading:
    """Reads one sheet's XML by callbacks: no tree, so that a large sheet stays cheap."""

    def __init__(self, shared: list[str], styles: list[Style], epoch: date, rows_max: int | None) -> None:
        self.shared, self.styles, self.epoch, self.rows_max = shared, styles, epoch, rows_max
        self.rows: list[SheetRow] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.uncalculated: list[tuple[int, int]] = []
        self.columns: dict[str, int] = {}
        self.row_number, self.column = 0, -1
        self.cells: dict[int, Cell] = {}
        self.type, self.style = "n", 0
        self.has_value = self.has_formula = self.collect = self.phonetic = False
        self.parts: list[str] = []

    def run(self, chunks: Iterator[bytes]) -> None:
        """Plain sheets by pattern, which is three times as fast; anything unusual by the XML parser. Both give the same rows."""
        held: list[bytes] = []
        size = 0
        for chunk in chunks:
            held.append(chunk)
            size += len(chunk)
            if size > _PLAIN_BYTES_MAX:
                break
        else:
            if self._run_plain(b"".join(held)):
                return
            self.rows, self.merged, self.uncalculated = [], [], []
        self._run_parser(chain(held, chunks))

    def _run_plain(self, data: bytes) -> bool:
        """True when every row and every cell of the sheet has the plain form. Whatever the pattern does not cover in full is not taken by it."""
        head = data[:200].lower()
        if b"<!" in data or (b"encoding=" in head and b"utf-8" not in head) or not data.rstrip().endswith(b"</worksheet>"):
            return False
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return False
        start, end = text.find("<sheetData>"), text.find("</sheetData>")
        if start < 0 or end < start or text.count("<row") != len(_EMPTY_ROW.findall(text)) + text.count("</row>"):
            return False
        styles = {str(index): style for index, style in enumerate(self.styles)} | {"": self.styles[0]}
        columns = self.columns
        for attributes, body in _ROW.findall(text, start, end):
            number = _ROW_NUMBER.search(attributes)
            found = _PLAIN_CELL.findall(body)
            if number is None or "&" in body or body.count("<c ") + body.count("<c>") != len(found) + len(_EMPTY_CELL.findall(body)):
                return False
            self.row_number, self.cells = int(number.group(1)), {}
            for letters, style, kind, value in found:
                shown = styles.get(style)
                if kind == "" and shown is not None and not shown.is_date:
                    # The usual cell, a number, without the detour: nine cells in ten are of this kind.
                    try:
                        number = float(value)
                        if math.isfinite(number):
                            self.cells[columns[letters]] = Cell(number, shown)
                            continue
                    except (KeyError, ValueError):
                        pass
                self.column, self.style, self.type = self._column(letters), int(style or 0), kind or "n"
                if value:
                    self._cell(value)
            if self.cells:
                self.rows.append(SheetRow(self.row_number, self.cells))
                if self.rows_max is not None and len(self.rows) >= self.rows_max:
                    break
        for reference in _MERGED.findall(text, end):
            self._merge(reference)
        return True

    def _run_parser(self, chunks: Iterator[bytes]) -> None:
        parser = safe_parser()
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self._start, self._end, self._characters
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except _Enough:
            pass

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            reference = attributes.get("r")
            self.column = self._column(reference) if reference else self.column + 1
            self.type = attributes.get("t", "n")
            self.style = int(attributes.get("s", 0))
            self.has_value = self.has_formula = False
            self.parts.clear()
        elif name == "v" or (name == "t" and not self.phonetic):
            self.collect = self.has_value = True
        elif name == "f":
            self.has_formula = True
        elif name == "row":
            number = attributes.get("r")
            self.row_number = int(number) if number else self.row_number + 1
            self.column, self.cells = -1, {}
        elif name == "rPh":
            self.phonetic = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _characters(self, text: str) -> None:
        if self.collect:
            self.parts.append(text)

    def _end(self, name: str) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name in ("v", "t"):
            self.collect = False
        elif name == "c":
            if self.has_value and (text := "".join(self.parts)):
                self._cell(text)
            elif self.has_formula:
                self.uncalculated.append((self.row_number, self.column))
        elif name == "row":
            if self.cells:
                self.rows.append(SheetRow(self.row_number, self.cells))
                if self.rows_max is not None and len(self.rows) >= self.rows_max:
                    raise _Enough
        elif name == "rPh":
            self.phonetic = False

    def _cell(self, text: str) -> None:
        style = self.styles[self.style] if self.style < len(self.styles) else PLAIN
        kind = self.type
        value: str | float | date | bool
        if kind == "s":
            index = int(text)
            if index >= len(self.shared):
                raise UnreadableWorkbook("its table of texts is incomplete")
            value = self.shared[index]
        elif kind == "n":
            value = self._number(text, style)
        elif kind == "b":
            value = text.strip() == "1"
        elif kind == "d":
            value = _iso_day(text)
        else:
            value = _unescape(text)
        if value != "":
            self.cells[self.column] = Cell(value, style)

    def _number(self, text: str, style: Style) -> str | float | date:
        try:
            number = float(text)
        except ValueError:
            return text
        if not math.isfinite(number):
            return text
        if style.is_date and number >= 1 and (day := self._day(number)):
            return day
        return number

    def _day(self, serial: float) -> date | None:
        whole = int(serial)
        # Spreadsheets believe in 29 February 1900, so serials before 1 March 1900 are a day off.
        if self.epoch.year == 1899 and whole < 60:
            whole += 1
        try:
            return self.epoch + timedelta(days=whole)
        except OverflowError:
            return None

    def _column(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        found = self.columns.get(letters)
        if found is None:
            found = 0
            for letter in letters.upper():
                found = found * 26 + ord(letter) - 64
            found -= 1
            self.columns[letters] = found
        return found

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if not last:
            return
        row = [int(re.sub(r"\D", "", part) or 0) for part in (first, last)]
        self.merged.append((row[0], self._column(first), row[1], self._column(last)))


def _iso_day(text: str) -> str | date:
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return text
