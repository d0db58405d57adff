"""What an entity holds when the quarter begins: open bills, employees, assets, work in progress."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(slots=True)
class OpenBill:
    """A bill that was open on the evening before the quarter. `amount` is signed, debit positive."""

    party: str
    name: str
    day: date
    due: date
    amount: int


@dataclass(slots=True)
class Employee:
    """An employee's monthly pay in paise. `absent` are unpaid days by the month's number, `loan` the instalment held back."""

    code: str
    name: str
    pan: str
    department: str
    basic: int
    hra: int
    special: int
    tds: int
    loan: int = 0
    absent: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Asset:
    """One asset or component. `opening` is its depreciation up to the first day of the financial year.

    method  "slm" or "wdv"; SLM has a life in years or a rate on cost, WDV a rate on the year's opening value
    parent  code of the asset that this is a part of
    """

    code: str
    description: str
    ledger: str
    bought: date
    put_to_use: date
    cost: int
    method: str
    life: int = 0
    rate: Decimal = Decimal(0)
    opening: int = 0
    parent: str = ""
    location: str = ""
    disposed: date | None = None
    proceeds: int = 0
    in_register: bool = True


@dataclass(slots=True)
class Project:
    """Capital work in progress: what was spent on it by when."""

    name: str
    spent: list[tuple[date, int]]

    @property
    def total(self) -> int:
        return sum(amount for _, amount in self.spent)
