"""Foreign money in lists of vouchers: which amounts are the books' own, and rows that have no rupees."""

from qrt.adapters.erp.general.taking import Columns
from qrt.adapters.erp.general.values import read_amount
from qrt.core.documents.amounts import ForeignMoney, currency_of_amount
from qrt.core.documents.cells import SheetRow, column_letters
from qrt.core.documents.headings import heads_home, says_home

RUPEES_MISSING = "register.rupees_missing"
CURRENCY_UNCLEAR = "register.currency_unclear"
_HOME_CODES = frozenset({"", "INR", "RS", "₹", "LOCAL", "HOME"})
_FOREIGN = ("foreign_debit", "foreign_credit", "foreign_amount")


def currency_of_row(columns: Columns, row: SheetRow | None) -> str:
    """The foreign currency that a row's own column names, "" for rupees or nothing."""
    column = columns.one("currency")
    said = row.text(column).upper().strip(". ") if row and column is not None else ""
    return "" if said in _HOME_CODES else said


def are_rupees(columns: Columns, money: int) -> bool:
    """True where something says that the amounts of column `money` are the books' own: foreign amounts beside them, their heading, or a line above the table."""
    if columns.has(*_FOREIGN, "local_currency") or heads_home(columns.heading(money)):
        return True
    return any(says_home(cell.text) for row in columns.table.preamble for cell in row.cells.values())


def foreign_alone(columns: Columns, row: SheetRow) -> tuple[int, str] | None:
    """Column and cause of a row without rupees that holds foreign money, or is said to be in another currency; None for any other."""
    currency = currency_of_row(columns, row)
    named = columns.one("currency")
    if named is not None and not currency and row.text(named):
        return None
    for column in columns.all(*_FOREIGN):
        try:
            found = read_amount(row.cells.get(column), columns.styles.get(column, ""), foreign=True)
        except ValueError:
            continue
        if found and found.size:
            money = f"{currency} {row.text(column)}" if currency and currency not in row.text(column).upper() else row.text(column)
            return column, f"{money} in cell {column_letters(column)}{row.number} has no amount in rupees beside it"
    if named is not None and currency:
        return named, f"it is in {currency} and has no amount in rupees"
    return None


def foreign_fault(columns: Columns, row: SheetRow, money: int, *, filled: bool) -> tuple[str, str, int] | None:
    """Rule, cause and column of a voucher of one row that is not known in rupees; None where it is, and for a cancelled one. `money` is the column of its total."""
    if any(columns.state(row)):
        return None
    if not filled:
        alone = foreign_alone(columns, row)
        return (RUPEES_MISSING, alone[1], alone[0]) if alone else None
    currency, named = currency_of_row(columns, row), columns.one("currency")
    if not currency or named is None or are_rupees(columns, money):
        return None
    return CURRENCY_UNCLEAR, f"it is in {currency} and nothing says whether its amounts are {currency} or rupees", named


def amounts_in_foreign(columns: Columns) -> str:
    """Why a table of which nothing can be believed holds no rupees: at least half of its amounts are written in foreign money; "" otherwise."""
    cells = [
        (f"{column_letters(column)}{row.number}", text, currency_of_amount(text))
        for row in columns.table.body
        for column in columns.all("debit", "credit", "amount", "gross", "taxable")
        if (text := row.text(column))
    ]
    foreign = [each for each in cells if each[2]]
    if not foreign or 2 * len(foreign) < len(cells):
        return ""
    cell, text, currency = foreign[0]
    return f"its amounts are written in {currency} (cell {cell}: {text!r}) and no rupees stand beside them"


def rule_of_fault(wrong: ValueError) -> str:
    """The rule of an amount that could not be taken: foreign money is no bad writing."""
    return RUPEES_MISSING if isinstance(wrong, ForeignMoney) else "register.amount_unreadable"
