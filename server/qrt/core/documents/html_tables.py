"""Tables of an HTML page, which many programs save under the name .xls. Nothing is run, followed or fetched: only the cells' text is taken."""

from html.parser import HTMLParser

from qrt.core.documents.cells import Cell, Sheet, SheetRow, UnreadableWorkbook, Workbook

ROWS_MAX, SPAN_MAX = 400_000, 200
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})


class _Tables(HTMLParser):
    """Rows of every outermost table; a table inside a cell adds its text to that cell, unless the cell holds nothing else: then it is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[SheetRow]] = []
        self.merged: list[list[tuple[int, int, int, int]]] = []
        self.depth = self.silent = self.column = self.number = 0
        self.frames = False
        self.text: list[str] | None = None
        self.span = (1, 1)
        self.cells: dict[int, Cell] | None = None
        self.held: set[tuple[int, int]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag in ("frameset", "frame"):
            self.frames = True
        elif tag == "table":
            self.close_row()
            self.depth += 1
            if self.depth == 1 or not self.tables or self.tables[-1]:
                self.tables.append([])
                self.merged.append([])
                self.number = 0
                self.held = set()
        elif tag == "tr" and self.depth:
            self.close_row()
            self.cells, self.column = {}, 0
            self.number += 1
            if sum(map(len, self.tables)) > ROWS_MAX:
                raise UnreadableWorkbook(f"its tables have more than {ROWS_MAX} rows")
        elif tag in ("td", "th") and self.cells is not None:
            self._close_cell()
            named = dict(attrs)
            self.span = (_span(named.get("rowspan")), _span(named.get("colspan")))
            self.text = []
        elif tag in ("br", "p", "div") and self.text is not None:
            self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in ("td", "th"):
            self._close_cell()
        elif tag == "tr":
            self.close_row()
        elif tag == "table":
            self.close_row()
            self.depth = max(0, self.depth - 1)

    def handle_data(self, data: str) -> None:
        if self.text is not None and not self.silent:
            self.text.append(data)

    def _close_cell(self) -> None:
        if self.text is None or self.cells is None:
            return
        while (self.number, self.column) in self.held:
            self.column += 1
        text = " ".join("".join(self.text).split())
        rows, columns = self.span
        if text:
            self.cells[self.column] = Cell(text)
        if rows > 1 or columns > 1:
            self.merged[-1].append((self.number, self.column, self.number + rows - 1, self.column + columns - 1))
            self.held |= {(self.number + down, self.column + right) for down in range(1, rows) for right in range(columns)}
        self.column += columns
        self.text = None

    def close_row(self) -> None:
        """End the row that is open, also where the page ends inside it."""
        self._close_cell()
        if self.cells:
            self.tables[-1].append(SheetRow(self.number, self.cells))
        self.cells = None


def _span(text: str | None) -> int:
    return min(max(int(text), 1), SPAN_MAX) if text and text.isdigit() else 1


def read_html_tables(text: str) -> Workbook:
    """Each table with rows as a sheet, named by its number where there are several. Raises UnreadableWorkbook with the cause.

    Row numbers are those of the table's own rows.
    """
    reading = _Tables()
    reading.feed(text)
    reading.close()
    reading.close_row()
    filled = [(rows, merged) for rows, merged in zip(reading.tables, reading.merged, strict=True) if rows]
    if not filled:
        cause = "its sheets are in other files beside it; save it as XLSX" if reading.frames else "it is a web page without a table"
        raise UnreadableWorkbook(cause)
    # A title in a table of its own stands above the table that it belongs to.
    if len(filled) > 1 and all(all(len(row.cells) <= 2 for row in rows) for rows, _ in filled[:-1]):
        joined: list[SheetRow] = []
        for rows, _ in filled:
            above = joined[-1].number if joined else 0
            joined += [SheetRow(above + row.number, row.cells) for row in rows]
        return Workbook((Sheet("", tuple(joined)),))
    return Workbook(tuple(Sheet("" if len(filled) == 1 else f"table {number}", tuple(rows), tuple(merged)) for number, (rows, merged) in enumerate(filled, 1)))
