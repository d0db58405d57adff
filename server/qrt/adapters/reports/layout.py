"""What the printed and the calculated statement share: which columns a statement has and how a figure reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from qrt.core.base.money import Paise, rupee_text
from qrt.core.statements.types import LineKind, Statement, StatementLine, Statements

TITLES = {"balance_sheet": "Balance sheet", "profit_and_loss": "Statement of profit and loss", "cash_flow": "Cash flow statement (indirect method)"}

TOTALS = frozenset({LineKind.SUBTOTAL, LineKind.TOTAL, LineKind.FORMULA})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One statement to print: column heads and, for each line, its amounts (None prints a dash)."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[StatementLine, tuple[Paise | None, ...]], ...]


def sheet_of(statement: Statement, statements: Statements) -> Sheet:
    """The columns of a statement: the balance sheet compares with the opening day, profit and loss with the year to date."""
    last = f"{statements.last_day:%d-%m-%Y}"
    if statement.name == "balance_sheet":
        rows = [(line, (line.amount, line.comparative)) for line in statement.lines]
        return Sheet(TITLES[statement.name], (f"As at {last}", f"Opening, {statements.first_day:%d-%m-%Y}"), tuple(rows))
    if statement.name == "profit_and_loss":
        rows = [(line, (line.amount, line.year_to_date)) for line in statement.lines]
        return Sheet(TITLES[statement.name], (f"Quarter to {last}", f"Year to {last}"), tuple(rows))
    return Sheet(TITLES[statement.name], (f"Quarter to {last}",), tuple((line, (line.amount,)) for line in statement.lines))


def sheets_of(statements: Statements) -> Sequence[Sheet]:
    """The three statements of one entity in the order of the face."""
    return [sheet_of(each, statements) for each in (statements.balance_sheet, statements.profit_and_loss, statements.cash_flow)]


def figure(amount: Paise | None, kind: LineKind) -> str:
    """ "1,18,000.50", "(500.00)", "—" for nothing; headings have no figure."""
    if kind is LineKind.HEADING:
        return ""
    return "—" if amount is None or (amount == 0 and kind is LineKind.LINE) else rupee_text(amount)
