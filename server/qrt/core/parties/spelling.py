"""The bill that an amount names, however its number is spelled there.

"INV-26-27-17" in a payment is the bill INV/26-27/017 when that is the one open bill whose number comes to the same without signs, case, leading zeros and
the financial year. Two such bills are never chosen between, and numbers that state different years are never the same bill.
"""

from collections import defaultdict
from dataclasses import dataclass

from qrt.core.parties.draft import Draft
from qrt.core.recon.references import document_number, financial_year


@dataclass(frozen=True, slots=True)
class Named:
    """What a number names among the items on the other side of an amount.

    items    open items of the bill
    exact    the books have a bill spelled just so, open or not
    between  numbers of the bills that it could be, where they are several
    """

    items: tuple[Draft, ...] = ()
    exact: bool = False
    between: tuple[str, ...] = ()


class BillNames:
    """Items of one party by number, as spelled and as compared."""

    def __init__(self) -> None:
        self._spelled: defaultdict[str, list[Draft]] = defaultdict(list)
        self._compared: defaultdict[str, list[Draft]] = defaultdict(list)

    def add(self, item: Draft) -> None:
        """Take up an item that has a number."""
        if item.number:
            self._spelled[item.number].append(item)
            if key := document_number(item.number):
                self._compared[key].append(item)

    def knows(self, number: str) -> bool:
        """Whether an item of just this number is open, on either side."""
        return any(item.open for item in self._spelled.get(number, ()))

    def of(self, number: str, amount: int) -> Named:
        """What an amount that names this number may take from: items that run the other way. A bill spelled just so goes first."""
        exact = [item for item in self._spelled.get(number, ()) if item.amount * amount < 0] if number else []
        if exact:
            return Named(tuple(item for item in exact if item.open), True)
        alike = self.alike(number, amount)
        numbers = tuple(dict.fromkeys(item.number for item in alike))
        return Named(alike) if len(numbers) <= 1 else Named(between=numbers)

    def alike(self, number: str, amount: int) -> tuple[Draft, ...]:
        """Open items that run the other way and whose number can be this one, in any spelling."""
        return tuple(item for item in self._compared.get(document_number(number), ()) if item.open * amount < 0 and may_be_one(item.number, number))


def may_be_one(one: str, other: str) -> bool:
    """Two spellings whose financial years, where both state one, are the same."""
    years = financial_year(one), financial_year(other)
    return not all(years) or years[0] == years[1]


def read_as(spelled: str, number: str) -> str:
    """The number as it is spelled and, where that is otherwise, as which bill it was read."""
    return spelled if spelled == number else f"{spelled}, read as {number}"
