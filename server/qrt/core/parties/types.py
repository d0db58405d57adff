"""Parties and what stands between us and them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from qrt.core.base.finding import Finding
from qrt.core.base.money import ZERO, Paise
from qrt.core.base.place import Place


class PartySide(StrEnum):
    """Which way a party's bills run."""

    CUSTOMER = "customer"  # Bills are debits.
    VENDOR = "vendor"  # Bills are credits.

    @property
    def sign(self) -> int:
        """1 where a bill is a debit, -1 where it is a credit."""
        return 1 if self is PartySide.CUSTOMER else -1


class Basis(StrEnum):
    """Who says which bill it is."""

    STATED = "stated"  # The books, a paper, or a person.
    PROPOSED = "proposed"  # Nobody: we propose it, with a reason.


class ItemKind(StrEnum):
    """What a part of a party's balance is."""

    BILL = "bill"
    ADVANCE = "advance"  # Money before its bill: the balance stands on the other side.
    ON_ACCOUNT = "on_account"  # An amount that names no bill.
    OPENING = "opening"  # What the opening balance holds beyond the bills that anybody listed.
    EXCHANGE = "exchange"  # A difference of exchange rates that is not booked to a bill.


@dataclass(frozen=True, slots=True)
class Party:
    """One party is one ledger account; that two ledgers are one party is proposed, never assumed.

    msme         micro, small, medium; "none" where somebody said that it is none; "" unknown
    credit_days  days that its bills run, None unknown
    trader       registered for trade alone: the law on late payment does not cover it
    control      the ledger gathers many parties (an advance account), or is no party by role
    said         field -> who said so
    names        names under which other papers know its GSTIN
    places       spots on papers that show its ledger
    """

    entity: str
    ledger: str
    side: PartySide
    group: str = ""
    schedule_key: str = ""
    gstin: str = ""
    pan: str = ""
    msme: str = ""
    udyam: str = ""
    credit_days: int | None = None
    trader: bool = False
    control: bool = False
    said: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class SameParty:
    """Ledgers that look like one party, by the identifier that they share."""

    entity: str
    by: str
    value: str
    ledgers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """A part of a voucher that settles a bill. `amount` is signed as the voucher's line; `tds` is how much of the voucher was tax that the customer deducted."""

    voucher: str
    day: date
    amount: Paise
    basis: Basis
    why: str
    tds: Paise = ZERO


@dataclass(frozen=True, slots=True)
class Item:
    """One part of a party's balance. Amounts are signed, debit positive; hundredths of `currency` where it is foreign.

    number       the bill's; "" where it has none
    day          transaction date, None where no paper says (an opening balance that is not listed bill by bill)
    amount       what the item began with; `open` what is left of it
    value        of `amount`, what moved income, expense, stock or assets: the value before tax; None unknown
    expense      of `amount`, what was charged to income: what the law on late payment disallows; None unknown
    revalued     exchange differences of earlier quarters inside `open`
    name         whose it is under a control ledger; "" where the ledger is one party's
    unsure       a settlement in the books' own currency was taken against it: its foreign balance is not known
    """

    kind: ItemKind
    number: str
    day: date | None
    amount: Paise
    open: Paise
    basis: Basis
    due_day: date | None = None
    due_from: str = ""
    voucher: str = ""
    currency: str = ""
    foreign_amount: int = 0
    foreign_open: int = 0
    value: Paise | None = None
    expense: Paise | None = None
    revalued: Paise = ZERO
    unsure: bool = False
    disputed: bool = False
    doubtful: str = ""
    place: Place | None = None
    settlements: tuple[Settlement, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Realised:
    """A bill in foreign money settled at another rate than it stood at. `difference` is what the settlement left in the ledger, debit positive."""

    bill: str
    voucher: str
    day: date
    currency: str
    foreign: int
    carrying: Paise
    settled: Paise
    difference: Paise


@dataclass(frozen=True, slots=True)
class PartyBills:
    """A party with everything its balance is made of on a day. The items' open amounts add up to `balance`, to the paisa."""

    party: Party
    as_of: date
    opening: Paise
    balance: Paise
    items: tuple[Item, ...]
    realised: tuple[Realised, ...] = ()
    findings: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        assert sum(item.open for item in self.items) == self.balance, self.party.ledger

    def total(self, *kinds: ItemKind) -> Paise:
        """Sum of what is open of these kinds."""
        return Paise(sum(item.open for item in self.items if item.kind in kinds))

    @property
    def open_items(self) -> tuple[Item, ...]:
        """Items that are not settled."""
        return tuple(item for item in self.items if item.open)
