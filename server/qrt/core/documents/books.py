"""Any file that holds a table, as a workbook: XLSX, the older XLS, or delimited text in whatever encoding."""

import re

from qrt.core.documents.html_tables import read_html_tables
from qrt.core.documents.old_workbook import read_old_workbook
from qrt.core.documents.tables import decode_text, read_text_table
from qrt.core.documents.workbook import Cell, Sheet, SheetRow, UnreadableWorkbook, Workbook, read_workbook

_HTML = re.compile(
    r"(?:\ufeff|ï»¿)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|table|head|body|meta|div|center)\b", re.IGNORECASE | re.DOTALL
)


def load_sheets(data: bytes) -> Workbook:
    """The workbook, or a delimited text file as a workbook of one sheet named "" without styles; row numbers are then lines of the file.

    Raises UnreadableWorkbook with the cause.
    """
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return read_old_workbook(data)
    if data[:2] == b"PK" or not data:
        return read_workbook(data)
    page = ""
    try:
        if _HTML.match(data[:2000].decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")):
            page = decode_text(data)[0]
    except (ValueError, UnicodeDecodeError) as wrong:
        raise UnreadableWorkbook("it is neither a page nor a text table") from wrong
    if page:
        return read_html_tables(page)
    try:
        table = read_text_table(data)
    except (ValueError, UnicodeDecodeError) as wrong:
        raise UnreadableWorkbook("it is neither a workbook nor a text table") from wrong
    rows = []
    for line, cells in zip(table.lines, table.rows, strict=True):
        filled = {column: Cell(text) for column, text in enumerate(cells) if text.strip()}
        if filled:
            rows.append(SheetRow(line, filled))
    return Workbook((Sheet("", tuple(rows)),))


def sheet_head(sheet: Sheet, rows_max: int = 60) -> list[list[str]]:
    """The first filled rows as text, for telling the kind."""
    head = sheet.rows[:rows_max]
    width = max((max(row.cells) for row in head), default=-1) + 1
    return [[row.text(column) for column in range(width)] for row in head]
