"""Statements of Schedule III: the faces they are drawn on, and the figures with the ledgers behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qrt.core.base.company import Division
from qrt.core.base.finding import Finding
from qrt.core.base.money import ZERO, Paise


class LineKind(StrEnum):
    """What a line of a face is."""

    LINE = "line"  # Holds ledgers.
    HEADING = "heading"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    FORMULA = "formula"
    UNMAPPED = "unmapped"  # Ledgers without a line: shown in red, so that the sheet ties and nobody overlooks them.


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """One line of a face. `side` ("debit", "credit", "flow", "none") is where its amount is positive; `sum` or `formula` makes a total."""

    key: str
    label: str
    level: int
    side: str
    kind: LineKind = LineKind.LINE
    sum: tuple[str, ...] = ()
    formula: str = ""
    consolidated_only: bool = False


@dataclass(frozen=True, slots=True)
class Reclassify:
    """Ledgers of these roles belong to `to` while their balance stands opposite to `natural` ("debit" or "credit")."""

    roles: frozenset[str]
    natural: str
    to: str
    why: str


@dataclass(frozen=True, slots=True)
class LayoutKeys:
    """Lines that the drawing itself must know, by what they are."""

    surplus: str
    capital: str
    assets: str
    liabilities: str
    expenses: str
    before_tax: str
    profit: str
    total_income: str
    cash: str
    stock: str
    stock_change: str
    minority: str
    goodwill: str
    depreciation: str
    finance: str
    other_income: str
    current_tax: str
    minority_profit: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The faces of one division. `cash_flow_of` names the cash flow line that takes the movement of a balance sheet line."""

    division: Division
    keys: LayoutKeys
    balance_sheet: tuple[LayoutLine, ...]
    profit_and_loss: tuple[LayoutLine, ...]
    cash_flow: tuple[LayoutLine, ...]
    reclassify: tuple[Reclassify, ...]
    cash_flow_of: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Share:
    """What one ledger adds to a line: paise, debit positive."""

    entity: str
    ledger: str
    amount: Paise


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line as drawn.

    amount       paise, positive on the line's natural side: balance at the end of the period (balance sheet) or the period's flow
    comparative  the balance sheet's opening figure; None where there is nothing to compare
    year_to_date profit and loss from 1 April to the end of the period; None elsewhere
    ledgers      where `amount` comes from; () for totals
    """

    key: str
    label: str
    level: int
    kind: LineKind
    side: str
    amount: Paise
    comparative: Paise | None = None
    year_to_date: Paise | None = None
    ledgers: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: "balance_sheet", "profit_and_loss" or "cash_flow"."""

    name: str
    lines: tuple[StatementLine, ...]

    def line(self, key: str) -> StatementLine:
        """The line with this key. Raises KeyError when the face has none."""
        for each in self.lines:
            if each.key == key:
                return each
        raise KeyError(key)

    def amount(self, key: str) -> Paise:
        """The line's amount, 0 when the face has no such line."""
        return next((line.amount for line in self.lines if line.key == key), ZERO)


@dataclass(frozen=True, slots=True)
class Tie:
    """Two figures that must be one. `difference` is left minus right, in paise."""

    name: str
    left: Paise
    right: Paise

    @property
    def difference(self) -> Paise:
        return Paise(self.left - self.right)


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of one entity (or the group), and whether they tie."""

    entity: str
    division: Division
    first_day: date
    last_day: date
    balance_sheet: Statement
    profit_and_loss: Statement
    cash_flow: Statement
    ties: tuple[Tie, ...]
    findings: tuple[Finding, ...] = ()
