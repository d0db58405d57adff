"""An enquiry as CSV, XLSX or PDF, written as its rows come: what was asked, of whom, by whom and when stands on it. No cell ever runs as a formula."""

import csv
import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Literal, Protocol

import typst
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from qrt.core.base.errors import Refused
from qrt.core.base.india import india_time
from qrt.core.base.money import Paise, decimal_text, rupee_text

Cell = str | int | date | None
Kind = Literal["text", "day", "paise"]
Form = Literal["csv", "xlsx", "pdf"]

PDF_ROWS = 5_000
"""Rows of a PDF at most: it is laid out as a whole, in memory, and nobody prints more."""

SHEET_ROWS = 1_000_000
"""Rows of a worksheet; what is more goes on in the next one (a worksheet ends at 1,048,576)."""

_RUPEES = "#,##,##0.00;(#,##,##0.00);—"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what stands in it (paise are shown as rupees), and its share of the width."""

    title: str
    kind: Kind = "text"
    width: int = 14


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the rows: the company, the enquiry, its days and filters, who made the file and when."""

    company: str
    title: str
    asked: str
    made_by: str
    made_at: datetime

    def lines(self) -> tuple[str, ...]:
        """The head as lines of text."""
        return (self.company, self.title, self.asked, f"Made by {self.made_by} on {india_time(self.made_at)} (UTC+05:30). Amounts in rupees.")


class Writer(Protocol):
    """Takes rows as they come and gives the whole file."""

    def add(self, rows: Sequence[Sequence[Cell]]) -> None: ...

    def finish(self) -> IO[bytes]: ...


def open_writer(form: Form, head: Head, columns: Sequence[Column]) -> Writer:
    """A writer into a file without a name, which is gone when it is closed."""
    makers: Mapping[Form, Callable[[Head, Sequence[Column]], Writer]] = {"csv": CsvWriter, "xlsx": XlsxWriter, "pdf": PdfWriter}
    return makers[form](head, columns)


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula: what begins like one gets an apostrophe in front."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _file() -> IO[bytes]:
    return tempfile.TemporaryFile(prefix="qrt-export-")


class CsvWriter:
    """UTF-8 with its mark, so that spreadsheets read it as such; amounts as plain decimals, days as they sort."""

    def __init__(self, head: Head, columns: Sequence[Column]) -> None:
        self._file, self._columns = _file(), columns
        self._text = io.TextIOWrapper(self._file, encoding="utf-8-sig", newline="", write_through=True)
        self._csv = csv.writer(self._text)
        self._csv.writerows([[safe_text(line)] for line in head.lines()])
        self._csv.writerow([])
        self._csv.writerow([column.title for column in columns])

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        self._csv.writerows([[self._cell(value) for value in row] for row in rows])

    @staticmethod
    def _cell(value: Cell) -> str:
        match value:
            case None:
                return ""
            case int():
                return decimal_text(Paise(value))
            case date():
                return value.isoformat()
            case _:
                return safe_text(value)

    def finish(self) -> IO[bytes]:
        self._text.detach()
        return self._file


class XlsxWriter:
    """Rows go to the disk as they come. Texts are written as texts, which run nowhere; amounts are numbers, days are days."""

    def __init__(self, head: Head, columns: Sequence[Column]) -> None:
        self._file, self._head, self._columns = _file(), head, columns
        self._book = xlsxwriter.Workbook(
            self._file,
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "default_date_format": "dd-mm-yyyy"},
        )
        self._book.set_properties({"title": head.title, "company": head.company, "author": head.made_by})
        self._bold = self._book.add_format({"bold": True})
        self._heads = self._book.add_format({"bold": True, "bottom": 1})
        self._amount = self._book.add_format({"num_format": _RUPEES})
        self._day = self._book.add_format({"num_format": "dd-mm-yyyy"})
        self._page, self._row = self._sheet(), 0
        self._begin()

    def _sheet(self) -> Worksheet:
        return self._book.add_worksheet()

    def _begin(self) -> None:
        for number, column in enumerate(self._columns):
            self._page.set_column(number, number, column.width)
        for number, line in enumerate(self._head.lines()):
            self._page.write_string(number, 0, line, self._bold if number < 2 else None)
        self._row = len(self._head.lines()) + 1
        for number, column in enumerate(self._columns):
            self._page.write_string(self._row, number, column.title, self._heads)
        self._page.freeze_panes(self._row + 1, 0)
        self._row += 1

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        for row in rows:
            if self._row >= SHEET_ROWS:
                self._page = self._sheet()
                self._begin()
            for number, value in enumerate(row):
                match value:
                    case None:
                        continue
                    case int():
                        self._page.write_number(self._row, number, value / 100, self._amount)
                    case date():
                        self._page.write_datetime(self._row, number, datetime(value.year, value.month, value.day), self._day)  # noqa: DTZ001  A cell knows no zone.
                    case _:
                        self._page.write_string(self._row, number, value[:32_767])
            self._row += 1

    def finish(self) -> IO[bytes]:
        self._book.close()
        return self._file


class PdfWriter:
    """A4 across, by Typst, with page x of y. Raises Refused("export.too_long") beyond PDF_ROWS."""

    def __init__(self, head: Head, columns: Sequence[Column]) -> None:
        self._head, self._columns, self._rows = head, columns, list[str]()

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        if len(self._rows) + len(rows) > PDF_ROWS:
            raise Refused("export.too_long", f"A PDF holds {PDF_ROWS:,} rows and this has more. Choose fewer days, or take it as XLSX or CSV.")
        self._rows += [", ".join(f"[#{_quoted(self._cell(value))}]" for value in row) + ",\n" for row in rows]

    @staticmethod
    def _cell(value: Cell) -> str:
        match value:
            case None:
                return ""
            case int():
                return rupee_text(Paise(value)) if value else "—"
            case date():
                return f"{value:%d-%m-%Y}"
            case _:
                return value

    def finish(self) -> IO[bytes]:
        company, title, asked, made = self._head.lines()
        heads = ", ".join(f'text(weight: "bold")[#{_quoted(column.title)}]' for column in self._columns)
        widths = ", ".join(f"{column.width}fr" for column in self._columns)
        aligns = ", ".join("right" if column.kind == "paise" else "left" for column in self._columns)
        source = (
            f"#set document(title: {_quoted(title)}, date: none)\n"
            '#set page(paper: "a4", flipped: true, margin: (x: 12mm, y: 14mm), footer: context [#set text(7pt, fill: rgb("#5f6b7e"));'
            f' #{_quoted(company)}, #{_quoted(title)}. #{_quoted(made)} #h(1fr) Page #counter(page).display("1 of 1", both: true)])\n'
            '#set text(font: ("Libertinus Serif", "New Computer Modern"), size: 8pt, number-type: "lining", number-width: "tabular")\n'
            f'#text(12pt, weight: "bold")[#{_quoted(company)}]\n\n#text(10pt)[#{_quoted(title)}] #h(1fr) #{_quoted(asked)}\n\n'
            f"#table(columns: ({widths}), align: ({aligns}), stroke: none, inset: (x: 2pt, y: 2pt), table.header({heads}), table.hline(stroke: 0.5pt),\n"
        )
        file = _file()
        file.write(bytes(typst.compile((source + "".join(self._rows) + ")\n").encode(), format="pdf")))
        return file


def _quoted(value: str) -> str:
    """Text as a Typst string: nothing in a name or narration can become markup."""
    return '"' + "".join({"\\": "\\\\", '"': '\\"'}.get(c, c) for c in value if c.isprintable() or c == " ") + '"'
