"""What the rows of open bills and of statements say beside their amounts: the bill's number, that it is settled, which way a document counts."""

import re

from qrt.adapters.erp.general.taking import Columns
from qrt.adapters.erp.general.values import read_amount
from qrt.core.documents.cells import SheetRow
from qrt.core.documents.headings import plain_heading

LESS_OWED = frozenset({"credit_note", "payment", "receipt"})
LESS_OWING = frozenset({"credit_note", "debit_note", "payment", "receipt"})
"""Types of documents that leave less of what customers owe, and of what vendors are owed."""
_SETTLED = re.compile(r"(?:fully )?(?:paid|settled|closed|cleared|written off)(?: in full)?", re.IGNORECASE)
_OF_ORDER = re.compile(r"\b(?:po|order|cheque|chq|check|instrument|challan)\b")


def bill_number(columns: Columns, row: SheetRow) -> str:
    """The number of the bill: what an order or a cheque is called counts only where no other column names one."""
    own = columns.all("reference", "number")
    ordered = sorted(own, key=lambda column: bool(_OF_ORDER.search(plain_heading(columns.heading(column)))))
    return next((text for column in ordered if (text := " ".join(row.text(column).split()))), "")


def settled_status(columns: Columns, row: SheetRow) -> str:
    """What a row's status says where it says that nothing is open; "" where it does not."""
    said = next((text for column in columns.all("status") if (text := row.text(column).strip()) and _SETTLED.fullmatch(text)), "")
    return said or (next((text for column in columns.all("status") if (text := row.text(column).strip())), "") if columns.state(row)[0] else "")


def is_unsigned(columns: Columns, money: int) -> bool:
    """Whether no amount of a column has a sign or a side, beside it or of its own: then a document's type alone says which way it counts."""
    if columns.all("side"):
        return False
    for row in columns.table.body:
        try:
            amount = read_amount(row.cells.get(money), columns.styles.get(money, ""))
        except ValueError:
            continue
        if amount and (amount.side or amount.size < 0):
            return False
    return True
