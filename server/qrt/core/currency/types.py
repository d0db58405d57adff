"""What a ledger holds in foreign money, and what it is worth at the end of a quarter."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.currency.rates import ClosingRate
from qrt.core.ledger.types import VoucherDraft


@dataclass(frozen=True, slots=True)
class BillWorth:
    """One open bill of a position: foreign amount, what it is carried at, what it is worth at the closing rate."""

    bill: str
    foreign: int
    carrying: Paise
    worth: Paise


@dataclass(frozen=True, slots=True)
class Position:
    """A ledger's balance in one foreign currency. Amounts signed, debit positive; `foreign` in hundredths of the currency.

    carrying    what the monetary part stands at in the books, the exchange differences that they booked already in it
    worth       `foreign` at `rate`; None where the rate or the balance is not known
    unrealised  worth less carrying: what is still to be booked on open items
    realised    what settlements at other rates left in the ledger and nobody booked yet: to be taken out of it
    left_out    advances for goods and services in this currency, which are no monetary items (foreign, carrying)
    rate_place  the rate's spot on its paper; `places` the spots of the vouchers that hold the foreign money
    state       drafted, agrees, rate_missing, not_monetary, opening_unknown, unsure; `reason` in words
    """

    ledger: str
    currency: str
    foreign: int
    carrying: Paise
    day: date
    rate: Decimal | None
    rate_source: str
    worth: Paise | None
    unrealised: Paise
    realised: Paise
    state: str
    reason: str
    left_out: tuple[int, Paise] = (0, Paise(0))
    bills: tuple[BillWorth, ...] = ()
    rate_place: Place | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Revaluation:
    """Foreign money of one entity at the end of a quarter. `drafts` hold what the books have not booked yet."""

    entity: str
    currency: str
    as_of: date
    rates: tuple[ClosingRate, ...]
    positions: tuple[Position, ...]
    drafts: tuple[VoucherDraft, ...]
    findings: tuple[Finding, ...]
