"""Spreadsheets and delimited files of the books: each sheet goes to the reader of its kind.

Tally's own layouts have readers of their own. Where such a reading does not prove itself (nothing balances, one side only), the general reader is asked,
and the reading that proves itself is taken.
"""

from collections.abc import Mapping
from dataclasses import replace

from qrt.adapters.erp.asset_register import find_asset_register, read_asset_sheet
from qrt.adapters.erp.day_order import ask_day_order
from qrt.adapters.erp.general import Told, is_payment_list, read_general_sheet, tell_tables
from qrt.adapters.erp.payroll import find_payroll, read_payroll_sheet
from qrt.adapters.erp.register import find_layout, read_register_sheet
from qrt.adapters.erp.trial_balance import find_trial_balance, other_money, read_trial_balance_sheet
from qrt.core.base.finding import Severity
from qrt.core.documents.books import load_sheets, sheet_head
from qrt.core.documents.columns import Layouts, chosen_mapping
from qrt.core.documents.extracting import Pen
from qrt.core.documents.kinds import kind_of_grid
from qrt.core.documents.scales import find_scale
from qrt.core.documents.tax_sheets.telling import TAX_SHEETS
from qrt.core.documents.types import REGISTERS, DocumentKind, Extraction, Paper, RegisterRow, TrialBalanceRow
from qrt.core.documents.workbook import Sheet, UnreadableWorkbook, Workbook

READER = "tally_xlsx"
_MAY_BE_ASSETS = frozenset({DocumentKind.ASSET_REGISTER, DocumentKind.OTHER, DocumentKind.TRIAL_BALANCE})
OTHERS = TAX_SHEETS | {DocumentKind.PAYROLL_REGISTER, DocumentKind.ASSET_REGISTER}
"""Kinds whose sheets have readers elsewhere, or none: never taken for books by the way."""
_SCALED = REGISTERS | {
    *(DocumentKind.TRIAL_BALANCE, DocumentKind.OPEN_BILLS, DocumentKind.PARTY_STATEMENT, DocumentKind.CHART_OF_ACCOUNTS),
    *(DocumentKind.ASSET_REGISTER, DocumentKind.PAYROLL_REGISTER),
}
"""Kinds whose amounts are read as rupees."""
_NONE: Layouts = {}
_HEAD_ROWS = 2000
"""Rows that tell books from a bank statement, where they do; only where they do not is the whole sheet asked."""
_BANKISH = frozenset({DocumentKind.PARTY_STATEMENT, DocumentKind.DAY_BOOK})


def read_tally_xlsx(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """Registers, day, bank and cash books: one extraction for each sheet that holds one."""
    return _read(paper, data, frozenset({"register"}), _NONE)


def read_trial_balance_xlsx(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """Trial balances: one extraction for each sheet that holds one."""
    return _read(paper, data, frozenset({"trial_balance"}), _NONE)


def read_books(paper: Paper, data: bytes, layouts: Layouts = _NONE, book: Workbook | None = None, said: DocumentKind | None = None) -> tuple[Extraction, ...]:
    """Whatever books the sheets hold: registers, trial balances, asset and salary registers, lists of any program side by side. A sheet that is none becomes a finding.

    `book` is the file's content where the caller has loaded it already; `said` what a person says the paper is.
    """
    return _read(paper, data, frozenset({"register", "trial_balance", "asset_register", "payroll", "general"}), layouts, book, said)


def are_books(paper: Paper, sheet: Sheet, layouts: Layouts = _NONE) -> bool:
    """True for a sheet that looks like a bank statement by its headings and is the company's own books, or a party's statement.

    Books prove it by their vouchers: a bank's own list has no two sides.
    """
    if len(sheet.rows) > _HEAD_ROWS and are_books(paper, replace(sheet, rows=sheet.rows[:_HEAD_ROWS]), layouts):
        return True
    told = [each for each in tell_tables(sheet, layouts) if each.kind in _BANKISH]
    if any(each.kind is DocumentKind.PARTY_STATEMENT or is_payment_list(each.columns) or chosen_mapping(layouts, each.columns.table.headings) for each in told):
        return True
    return bool(told) and any(_sound(each)[0] for each in read_general_sheet(paper, sheet, told, ""))


def _read(
    paper: Paper, data: bytes, wanted: frozenset[str], layouts: Layouts, book: Workbook | None = None, said: DocumentKind | None = None
) -> tuple[Extraction, ...]:
    pen = Pen(paper)
    try:
        book = book or load_sheets(data)
    except UnreadableWorkbook as wrong:
        return (pen.unreadable(READER, str(wrong)),)
    filled = [sheet for sheet in book.sheets if sheet.rows]
    if not filled:
        return (pen.unreadable(READER, "it has no filled sheet"),)
    return tuple(
        each for sheet in filled for each in _in_rupees(paper, sheet, _sheet(paper, sheet, wanted, sheet.name if len(filled) > 1 else "", layouts, said))
    )


def _in_rupees(paper: Paper, sheet: Sheet, read: tuple[Extraction, ...]) -> tuple[Extraction, ...]:
    """Books that say their money is in lakhs or thousands are left out: what was rounded ties to nothing, and read as rupees it is a hundred thousand times too small."""
    told = any(each.kind in _SCALED for each in read) and find_scale(sheet)
    pen = Pen(paper, sheet.name or None)
    if not told:
        return tuple(_in_own_money(pen, sheet, each) for each in read)
    where = f"cell {told.cell} says" if told.cell else "the sheet's name says"
    sentence = f"{where} {told.text!r}: its amounts are not in rupees and paise, and rounded amounts cannot be booked, so nothing was taken from it. Export it in full rupees."

    def left_out(each: Extraction) -> Extraction:
        rule = "trial_balance.scale" if each.kind is DocumentKind.TRIAL_BALANCE else "register.scale"
        finding = pen.finding(rule, Severity.BLOCKING, sentence, row=told.row, column=told.cell.rstrip("0123456789") or None)
        return replace(each, confidence=min(each.confidence, 0.5), rows=(), findings=(finding,))

    return tuple(left_out(each) if each.kind in _SCALED else each for each in read)


def _in_own_money(pen: Pen, sheet: Sheet, read: Extraction) -> Extraction:
    """A trial balance whose amounts may be another currency's is left out: whoever reads it first, the sheet says it."""
    ledgers = [row for row in read.rows if isinstance(row, TrialBalanceRow)]
    other = other_money(sheet, ledgers) if read.kind is DocumentKind.TRIAL_BALANCE else None
    if other is None:
        return read
    sentence = f"{other.cause}, and nothing says that its amounts are rupees, so nothing was taken from it."
    finding = pen.finding("trial_balance.currency_unclear", Severity.BLOCKING, sentence, row=other.row)
    return replace(read, confidence=min(read.confidence, 0.5), rows=(), findings=(finding,))


def _sheet(paper: Paper, sheet: Sheet, wanted: frozenset[str], part: str, layouts: Layouts, said: DocumentKind | None) -> tuple[Extraction, ...]:
    kind = kind_of_grid(sheet_head(sheet))[0]
    told = tell_tables(sheet, layouts, said) if "general" in wanted and kind not in OTHERS else ()
    if said is DocumentKind.PARTY_STATEMENT and any(each.kind is said for each in told):
        return read_general_sheet(paper, sheet, told, part)
    read = _choose(paper, sheet, wanted, part, layouts, told)
    if any(mapping.dates for each in told if (mapping := each.columns.mapping)):
        return read  # A person said which stands first.
    return tuple(ask_day_order(paper, sheet, each) for each in read)


def _choose(paper: Paper, sheet: Sheet, wanted: frozenset[str], part: str, layouts: Layouts, told: tuple[Told, ...]) -> tuple[Extraction, ...]:
    kind = kind_of_grid(sheet_head(sheet))[0]
    general = "general" in wanted and kind not in OTHERS
    if any(chosen_mapping(layouts, each.columns.table.headings) for each in told):
        # A person said how to read it: no other reader is asked.
        return read_general_sheet(paper, sheet, told, part) or (_nothing(paper, sheet, wanted, part),)
    if "payroll" in wanted and kind in (DocumentKind.PAYROLL_REGISTER, DocumentKind.OTHER) and (payroll := find_payroll(sheet)):
        return (read_payroll_sheet(paper, sheet, payroll, part),)
    # Its columns are asked where no other book's are: a journal register has a column "Depreciation" too, a schedule of assets opening and closing balances.
    if "asset_register" in wanted and kind in _MAY_BE_ASSETS and (assets := find_asset_register(sheet)):
        return (read_asset_sheet(paper, sheet, assets, part),)
    dated = any(each.kind is DocumentKind.DAY_BOOK and each.columns.has("date") for each in told)
    # Tally writes no code of an account beside its name.
    coded = any(each.kind is DocumentKind.DAY_BOOK and each.columns.has("account_code") for each in told)
    tally = not dated or (not coded and _is_tally(sheet))
    if not tally and (read := read_general_sheet(paper, sheet, told, part)) and all(map(_proven, read)):
        return read
    own = _own(paper, sheet, kind, wanted - {"trial_balance"} if dated else wanted, part)
    tally = own is not None and (own.kind is DocumentKind.TRIAL_BALANCE or _is_tally(sheet))
    if own is not None and (not general or (tally and _proven(own) and sum(each.kind is not None for each in told) <= 1)):
        return (own,)
    read = read_general_sheet(paper, sheet, told, part) if general else ()
    if read and (own is None or _better(read, own, tally=tally)):
        return read
    return (own,) if own is not None else (_nothing(paper, sheet, wanted, part),)


def _own(paper: Paper, sheet: Sheet, kind: DocumentKind, wanted: frozenset[str], part: str) -> Extraction | None:
    """What the readers of Tally's layouts make of a sheet."""
    balance = find_trial_balance(sheet) if "trial_balance" in wanted else None
    register = find_layout(sheet) if "register" in wanted else None
    if balance and (register is None or kind is DocumentKind.TRIAL_BALANCE):
        return read_trial_balance_sheet(paper, sheet, balance, part)
    return read_register_sheet(paper, sheet, register, part) if register else None


def _sound(each: Extraction) -> tuple[int, int]:
    """Rows that prove themselves, and rows in all: vouchers that balance; or a trial balance whose ledgers come to nil."""
    vouchers = [row for row in each.rows if isinstance(row, RegisterRow) and not row.cancelled]
    if vouchers:
        return sum(1 for row in vouchers if len(row.legs) >= 2 and not sum(leg.amount for leg in row.legs)), len(vouchers)
    balances = [row for row in each.rows if isinstance(row, TrialBalanceRow)]
    if balances:
        nil = not sum(row.closing for row in balances if not row.is_group or row.collapsed)
        return (len(balances) if nil else 0), len(balances)
    return len(each.rows), len(each.rows)


def _proven(each: Extraction) -> bool:
    sound, rows = _sound(each)
    return rows > 0 and sound == rows


def _is_tally(sheet: Sheet) -> bool:
    """A layout that Tally writes: a column for each ledger, or its title above, or its own two headings for type and number."""
    layout = find_layout(sheet)
    return layout is not None and (layout.columnar or bool(layout.heads.title) or {"type", "number"} <= layout.columns.keys())


def _better(read: tuple[Extraction, ...], own: Extraction, *, tally: bool) -> bool:
    """More that proves itself; or as much, where the layout is not Tally's; or, where neither proves anything, the reading that asks a person."""
    sound, owns = sum(_sound(each)[0] for each in read if each.rows), _sound(own)[0]
    return sound > owns or (not tally and sound >= owns) or (not owns and not _has_amounts(own))


def _has_amounts(each: Extraction) -> bool:
    """Whether any row says an amount: a register whose money stands in columns that its reader does not know is a list of names."""
    return any(not isinstance(row, RegisterRow) or row.legs for row in each.rows)


def _nothing(paper: Paper, sheet: Sheet, wanted: frozenset[str], part: str) -> Extraction:
    causes: Mapping[frozenset[str], str] = {
        frozenset({"register"}): "no row names the columns of a register",
        frozenset({"trial_balance"}): "no row names the columns of a trial balance",
    }
    cause = causes.get(wanted, "no row names columns that are known")
    pen = Pen(paper, sheet.name or None)
    finding = pen.finding("document.header_missing", Severity.ERROR, f"{cause}, so nothing was taken from it.", row=sheet.rows[0].number)
    return Extraction(paper.sha256, DocumentKind.OTHER, 0.0, READER, "1", part=part, findings=(finding,))
