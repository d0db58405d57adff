"""Items of two sides, and how they were brought together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise
from qrt.core.base.place import Place

CARRIED = "carried"
"""Label of a line that an earlier quarter left open: the first day of the quarter that it was carried into."""


class ReconciliationKind(StrEnum):
    """Which two books are compared. Left is ours, right is the other side's."""

    BANK = "bank"
    GSTR_2B = "gstr2b"
    GSTR_1 = "gstr1"  # Sales, against the documents of our own return.
    PARTY = "party"
    INTERCOMPANY = "intercompany"
    GATEWAY = "gateway"  # Our ledger of a payment gateway, against its settlement reports.
    TDS = "tds"  # What others deducted from us, against Form 26AS.
    TDS_PAYABLE = "tds_payable"  # What we deducted, against our own statement.
    TDS_CHALLAN = "tds_challan"  # What we paid of it, against challans.
    GENERIC = "generic"


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"


class Stage(StrEnum):
    """The algorithm that made a match, in the order in which they are tried."""

    EXACT = "exact"
    REFERENCE_GROUPS = "reference_groups"
    SETTLEMENT = "settlement"
    INTERCHANGEABLE = "interchangeable"
    TOLERANCE = "tolerance"
    IN_ORDER = "in_order"
    SCORED = "scored"
    REFERENCE_AND_SUM = "reference_and_sum"
    CLUBS = "clubs"
    SUM_OF_LEFT = "sum_of_left"
    SUM_OF_RIGHT = "sum_of_right"
    LISTED_TWICE = "listed_twice"
    MANUAL = "manual"
    NEXT_BEST = "next_best"  # The next candidate, after a person rejected the one before.
    REFERENCE = "reference"  # Of runs before the engine over tables.


class MatchStatus(StrEnum):
    AUTO = "auto"  # Accepted by a named rule.
    SUGGESTED = "suggested"  # Waits for a person.
    ACCEPTED = "accepted"  # By a person.
    REJECTED = "rejected"  # By a person; its items are open again.


@dataclass(frozen=True, slots=True)
class Item:
    """One line of one side. `amount` is signed the same way on both sides, so equal items have equal amounts.

    id      stable between runs and papers ("register:purchase/P-118/2026-09-30#2", "2026-07-14:0003:9f8e7d6c5b4a")
    taxes   for GSTR-2B: taxable, igst, cgst, sgst, cess in paise; for tax deducted: base; for money of another currency: foreign, in hundredths of its unit
    labels  other things a stage may compare: gstin, pan, tan, section, document_type, place_of_supply, account, currency
    """

    id: str
    day: date
    amount: Paise
    reference: str = ""
    narration: str = ""
    party: str = ""
    place: Place | None = None
    taxes: Mapping[str, Paise] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """One contribution to a match's score, in words; the weights of a match add up to its score."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Allocation:
    """How much of one item a match uses, signed like the item."""

    side: Side
    item: str
    amount: Paise


@dataclass(frozen=True, slots=True)
class Match:
    """Items of both sides that belong together, and why. `difference` is left minus right, in paise; `earlier` are the statuses before people decided."""

    id: str
    stage: Stage
    allocations: tuple[Allocation, ...]
    score: float
    margin: float
    status: MatchStatus
    reasons: tuple[Reason, ...]
    difference: Paise = Paise(0)
    earlier: tuple[MatchStatus, ...] = ()

    def __post_init__(self) -> None:
        assert self.reasons, self.id


@dataclass(frozen=True, slots=True)
class Break:
    """An item without its counterpart: its nearest candidate (an item id of the other side, or "") and what spoke against it."""

    side: Side
    item: str
    nearest: str
    why_not: str
    age_days: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Two sides brought together. Every item of both sides stands in exactly one live match or one break."""

    kind: ReconciliationKind
    subject: str
    as_of: date
    left: tuple[Item, ...]
    right: tuple[Item, ...]
    matches: tuple[Match, ...]
    breaks: tuple[Break, ...]
    findings: tuple[Finding, ...] = ()
