"""A column of currencies in a bank's own table: the one that it says of the account, or several."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from qrt.adapters.bank.columns import TableColumns
from qrt.adapters.bank.statement import Statement, prove_balances
from qrt.core.base.finding import Finding, Severity
from qrt.core.documents.currencies import heads_currencies
from qrt.core.documents.extracting import Pen
from qrt.core.documents.headings import heads_home
from qrt.core.documents.workbook import SheetRow

_RUPEES = ("RS", "RS.", "₹")
_ROWS_NAMED = 20


def column_currencies(columns: TableColumns, rows: Sequence[SheetRow]) -> dict[int, str]:
    """Row number -> the code that a column of currencies says of it; nothing where there is no such column, or where it holds anything but codes."""
    column = next((column for column, heading in sorted(columns.headings.items()) if heads_currencies(heading)), None)
    told = {row.number: text.upper() for row in rows if column is not None and (text := row.text(column).strip())}
    told = {number: "INR" if text in _RUPEES else text for number, text in told.items()}
    return told if all(re.fullmatch(r"[A-Z]{3}", each) for each in told.values()) else {}


def mixed_currencies(pen: Pen, columns: TableColumns, statement: Statement, told: Mapping[int, str]) -> list[tuple[int, Finding]]:
    """bank.currencies_mixed: lines that say several currencies (`told`: row to code). It blocks unless the balances prove that the amounts are all in one; headings that say rupees leave no doubt."""
    money = [columns.headings.get(columns.by_meaning[each], "") for each in ("out", "in", "amount") if each in columns.by_meaning]
    if not statement.lines or all(map(heads_home, money)):
        return []
    codes = Counter(told.values())
    usual = max(codes, key=lambda code: (code == (statement.currency or "INR"), codes[code]))
    rows = sorted(row for row, code in told.items() if code != usual)
    lines = statement.lines
    # Without an opening balance nothing proves the first line, unless a later one says the same currency.
    first = statement.opening is not None or codes[told.get(lines[0].place.row or 0, "")] > 1
    proven = first and all(line.balance is not None for line in lines) and not prove_balances(pen, statement)
    named = ", ".join(map(str, rows[:_ROWS_NAMED])) + (" and more" if len(rows) > _ROWS_NAMED else "")
    so = "its balances prove that the amounts are all in one" if proven else "nothing proves that the amounts are all in one"
    sentence = f"its lines say several currencies ({', '.join(sorted(codes))}; other than {usual}: rows {named}), and {so}: see which it is."
    size = sum(abs(line.amount) for line in lines if line.place.row in rows)
    severity = Severity.WARNING if proven else Severity.BLOCKING
    return [(rows[0], pen.finding("bank.currencies_mixed", severity, sentence, amount=size, row=rows[0]))]
