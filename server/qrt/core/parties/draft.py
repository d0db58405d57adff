"""An item of a party while the book of its bills is being worked on."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.parties.types import Basis, Item, ItemKind, Settlement

UNDATED = date.min
"""Where an item without a day stands in the order: first."""


@dataclass(slots=True, eq=False)
class Draft:
    """An item while the book is being worked on. `sequence` keeps the order in which items came."""

    kind: ItemKind
    number: str
    day: date | None
    amount: Paise
    basis: Basis
    due_day: date | None = None
    due_from: str = ""
    voucher: str = ""
    currency: str = ""
    foreign_amount: int = 0
    value: Paise | None = None
    expense: Paise | None = None
    place: Place | None = None
    open: int = 0
    foreign_open: int = 0
    revalued: int = 0
    unsure: bool = False
    sequence: int = 0
    settlements: list[Settlement] = field(default_factory=list)

    def __lt__(self, other: "Draft") -> bool:
        """Only ever asked of an item and itself, which stands twice in a heap."""
        return self.sequence < other.sequence


def portion(whole: int, part: int, of: int) -> int:
    """`whole` times part over of, rounded half up to the hundredth."""
    return int((Decimal(whole) * part / of).quantize(Decimal(1), ROUND_HALF_UP))


def to_item(item: Draft) -> Item:
    """The item as it stands now."""
    return Item(
        kind=item.kind,
        number=item.number,
        day=item.day,
        amount=item.amount,
        open=Paise(item.open),
        basis=item.basis,
        due_day=item.due_day,
        due_from=item.due_from,
        voucher=item.voucher,
        currency=item.currency,
        foreign_amount=item.foreign_amount,
        foreign_open=item.foreign_open,
        value=item.value,
        expense=item.expense,
        revalued=Paise(item.revalued),
        unsure=item.unsure,
        place=item.place,
        settlements=tuple(item.settlements),
    )


def due_day(day: date | None, stated: date | None, credit_days: int | None) -> tuple[date | None, str]:
    """When a bill falls due and who says so: the bill itself, else the party's credit days; (None, "") when nobody does."""
    if stated:
        return stated, "the bill"
    if day and credit_days is not None:
        return day + timedelta(days=credit_days), f"{credit_days} days of credit"
    return None, ""
