"""A foreign entity's books in rupees (Ind AS 21; AS 11, non-integral): the difference stands in a reserve."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.money import Paise
from qrt.core.consol.ownership import equity_keys
from qrt.core.consol.types import EntityBooks, Rates
from qrt.core.consol.worksheet import Worksheet
from qrt.core.ledger.types import LedgerAccount, TrialBalance, TrialBalanceLine
from qrt.core.statements.placing import is_result
from qrt.core.statements.types import Layout

RESERVE_LEDGER = "(foreign currency translation reserve)"


def translate(books: EntityBooks, rates: Rates, layout: Layout) -> EntityBooks:
    """Result at the average rate, equity at the historical one, everything else at the closing one; each balance rounded once to the paisa."""
    equity = equity_keys(layout)
    lines: list[TrialBalanceLine] = []
    for line in books.balance.lines:
        account = books.chart.get(line.ledger)
        key = account.schedule_key if account else ""
        rate = rates.average if is_result(key, layout) else rates.historical if key in equity else rates.closing
        before = rates.earlier if is_result(key, layout) and rates.earlier else rate
        opening, debit, credit = at_rate(line.opening, before), at_rate(line.debit, rate), at_rate(line.credit, rate)
        lines.append(TrialBalanceLine(line.ledger, opening, debit, credit, Paise(opening + debit - credit)))
    out = sum(line.closing for line in lines)
    chart = dict(books.chart)
    if out:
        lines.append(TrialBalanceLine(RESERVE_LEDGER, Paise(0), Paise(max(-out, 0)), Paise(max(out, 0)), Paise(-out)))
        chart[RESERVE_LEDGER] = LedgerAccount(
            books.balance.entity,
            RESERVE_LEDGER,
            nature="liability",
            schedule_key=layout.keys.surplus,
            role="translation_reserve",
            reason="translation",
            confidence=1.0,
        )
    balance = TrialBalance(books.balance.entity, books.balance.first_day, books.balance.last_day, tuple(sorted(lines, key=lambda line: line.ledger)))
    return replace(books, balance=balance, chart=chart)


def reserve_of(worksheet: Worksheet) -> Paise:
    """The translation reserve of the whole worksheet, positive when in credit."""
    return Paise(-sum(cell.closing for cell in worksheet.cells if cell.account and cell.account.role == "translation_reserve"))


def at_rate(amount: int, rate: Decimal) -> Paise:
    """Hundredths of another currency in paise, rounded once."""
    return Paise(int((amount * rate).quantize(Decimal(1), ROUND_HALF_UP)))
