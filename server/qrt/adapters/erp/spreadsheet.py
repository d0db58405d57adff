"""Spreadsheets and delimited files of the books: each sheet goes to the reader of its kind."""

from qrt.adapters.erp.register import find_layout, read_register_sheet
from qrt.adapters.erp.trial_balance import find_trial_balance, read_trial_balance_sheet
from qrt.core.base.finding import Severity
from qrt.core.documents.extracting import Pen
from qrt.core.documents.kinds import kind_of_grid
from qrt.core.documents.tables import read_text_table
from qrt.core.documents.types import DocumentKind, Extraction, Paper
from qrt.core.documents.workbook import Cell, Sheet, SheetRow, UnreadableWorkbook, Workbook, read_workbook

READER = "tally_xlsx"


def read_tally_xlsx(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """Registers, day, bank and cash books: one extraction for each sheet that holds one."""
    return _read(paper, data, frozenset({"register"}))


def read_trial_balance_xlsx(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """Trial balances: one extraction for each sheet that holds one."""
    return _read(paper, data, frozenset({"trial_balance"}))


def read_books(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """Whatever books the sheets hold: registers and trial balances side by side. A sheet that is neither becomes a finding."""
    return _read(paper, data, frozenset({"register", "trial_balance"}))


def load_book(data: bytes) -> Workbook:
    """An XLSX workbook, or a delimited text file as a workbook of one sheet without styles.

    Raises UnreadableWorkbook with the cause.
    """
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0" or not data:
        return read_workbook(data)
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


def _read(paper: Paper, data: bytes, wanted: frozenset[str]) -> tuple[Extraction, ...]:
    pen = Pen(paper)
    try:
        book = load_book(data)
    except UnreadableWorkbook as wrong:
        return (pen.unreadable(READER, str(wrong)),)
    filled = [sheet for sheet in book.sheets if sheet.rows]
    if not filled:
        return (pen.unreadable(READER, "it has no filled sheet"),)
    return tuple(_sheet(paper, sheet, wanted, sheet.name if len(filled) > 1 else "") for sheet in filled)


def _sheet(paper: Paper, sheet: Sheet, wanted: frozenset[str], part: str) -> Extraction:
    kind = kind_of_grid(sheet_head(sheet))[0]
    balance = find_trial_balance(sheet) if "trial_balance" in wanted else None
    register = find_layout(sheet) if "register" in wanted else None
    if balance and (register is None or kind is DocumentKind.TRIAL_BALANCE):
        return read_trial_balance_sheet(paper, sheet, balance, part)
    if register:
        return read_register_sheet(paper, sheet, register, part)
    cause = "no row names the columns of a register" if wanted == {"register"} else "no row names the columns of a trial balance" if len(wanted) == 1 else "no row names columns that are known"
    pen = Pen(paper, sheet.name or None)
    return Extraction(
        paper.sha256,
        DocumentKind.OTHER,
        0.0,
        READER,
        "1",
        part=part,
        findings=(pen.finding("document.header_missing", Severity.ERROR, f"{cause}, so nothing was taken from it.", row=sheet.rows[0].number),),
    )


def sheet_head(sheet: Sheet, rows_max: int = 60) -> list[list[str]]:
    """The first rows as text, for telling the kind."""
    head = sheet.rows[:rows_max]
    width = max((max(row.cells) for row in head), default=-1) + 1
    return [[row.text(column) for column in range(width)] for row in head]
