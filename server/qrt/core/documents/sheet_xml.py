"""One worksheet's XML as rows of cells: by pattern where the sheet is plain, by the XML parser where it is not."""

import math
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain

from qrt.core.documents.cells import PLAIN, Cell, SheetRow, Style, UnreadableWorkbook
from qrt.core.documents.markup import safe_parser

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

_PLAIN_BYTES_MAX = 64 * 1024 * 1024
_ROW = re.compile(r"<row\b([^>]*[^/])>")
_EMPTY_ROW = re.compile(r"<row\b[^>]*/>")
_ROW_NUMBER = re.compile(r'\br="(\d+)"')
_PLAIN_CELL = re.compile(r'<c r="([A-Z]+)\d+"(?: s="(\d+)")?(?: t="([a-z]+)")?>(?:<f>[^<]*</f>(?!<v></v>))?<v>([^<]*)</v></c>')
_EMPTY_CELL = re.compile(r'<c r="[A-Z]+\d+"(?: s="\d+")?/>')
_HIDDEN = re.compile(r'\bhidden="(?:1|true)"')
_MERGED = re.compile(r'<mergeCell ref="([A-Z0-9:]+)"')


class _Enough(Exception):
    """Enough rows were read."""


class SheetReading:
    """Reads one sheet's XML by callbacks: no tree, so that a large sheet stays cheap."""

    def __init__(self, shared: list[str], styles: list[Style], epoch: date, rows_max: int | None) -> None:
        self.shared, self.styles, self.epoch, self.rows_max = shared, styles, epoch, rows_max
        self.rows: list[SheetRow] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.uncalculated: list[tuple[int, int]] = []
        self.hidden: list[int] = []
        self.filtered = False
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
            self.rows, self.merged, self.uncalculated, self.hidden = [], [], [], []
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
        if text.find("&", start, end) >= 0 or text.find("<c>", start, end) >= 0:
            return False
        numbers = {str(index): style for index, style in enumerate(self.styles) if not style.is_date}
        if not self.styles[0].is_date:
            numbers[""] = self.styles[0]
        columns, known = self.columns, dict[tuple[str, str, str], Cell | None]()
        for piece in text[start:end].split("</row>")[:-1]:
            opened = _ROW.search(piece)
            if opened is None:
                return False
            attributes, body = opened.group(1), piece[opened.end() :]
            row_number = _ROW_NUMBER.search(attributes)
            found = _PLAIN_CELL.findall(body)
            if row_number is None or body.count("<c ") != len(found) + (len(_EMPTY_CELL.findall(body)) if "/>" in body else 0):
                return False
            self.row_number, self.cells = int(row_number.group(1)), (cells := {})
            for letters, style, kind, value in found:
                column = columns.get(letters)
                if column is None:
                    column = self._column(letters)
                # The usual cell, a number, without the detour; texts and days recur, so one cell serves all places where they stand.
                if kind == "" and (shown := numbers.get(style)) is not None:
                    try:
                        number = float(value)
                    except ValueError:
                        number = math.inf
                    if math.isfinite(number):
                        cells[column] = Cell(number, shown)
                        continue
                key = (style, kind, value)
                if key not in known:
                    self.style, self.type = int(style or 0), kind or "n"
                    known[key] = self._made(value) if value else None
                if (cell := known[key]) is not None:
                    cells[column] = cell
            if self.cells:
                self.rows.append(SheetRow(self.row_number, self.cells))
                if _HIDDEN.search(attributes):
                    self.hidden.append(self.row_number)
                if self.rows_max is not None and len(self.rows) >= self.rows_max:
                    break
        self.filtered = "<autoFilter" in text[end:]
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
            if attributes.get("hidden", "0") in ("1", "true"):
                self.hidden.append(self.row_number)
        elif name == "autoFilter":
            self.filtered = True
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
                if (cell := self._made(text)) is not None:
                    self.cells[self.column] = cell
            elif self.has_formula:
                self.uncalculated.append((self.row_number, self.column))
        elif name == "row":
            if self.cells:
                self.rows.append(SheetRow(self.row_number, self.cells))
                if self.rows_max is not None and len(self.rows) >= self.rows_max:
                    raise _Enough
        elif name == "rPh":
            self.phonetic = False

    def _made(self, text: str) -> Cell | None:
        """The cell of this text under the type and style that stand; None for an empty one."""
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
            value = unescape(text)
        return Cell(value, style) if value != "" else None

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


def unescape(text: str) -> str:
    """`_x000D_` is how the format writes a carriage return."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text
