"""Spreadsheets and delimited files of the books: each sheet goes to the reader of its kind."""

from qrt.adapters.erp.register import find_layout, read_register_sheet
from qrt.adapters.erp.trial_balance import find_trial_balance, read_trial_balance_sheet
from qrt.core.base.finding import Severity
from qrt.core.documents.books import load_sheets, sheet_head
from qrt.core.documents.extracting import Pen
from qrt.core.documents.kinds import kind_of_grid
from qrt.core.documents.types import DocumentKind, Extraction, Paper
from qrt.core.documents.workbook import Sheet, UnreadableWorkbook

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


def _read(paper: Paper, data: bytes, wanted: frozenset[str]) -> tuple[Extraction, ...]:
    pen = Pen(paper)
    try:
        book = load_sheets(data)
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
    cause = (
        "no row names the columns of a register"
        if wanted == {"register"}
        else "no row names the columns of a trial balance"
        if len(wanted) == 1
        else "no row names columns that are known"
    )
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
