"""Vouchers and the ledger accounts they move."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from qrt.core.base.money import ZERO, Paise
from qrt.core.base.place import Place


class VoucherKind(StrEnum):
    """The eight kinds of voucher in Indian practice."""

    PURCHASE = "purchase"
    SALES = "sales"
    PAYMENT = "payment"
    RECEIPT = "receipt"
    CONTRA = "contra"
    JOURNAL = "journal"
    DEBIT_NOTE = "debit_note"
    CREDIT_NOTE = "credit_note"


class SourceKind(StrEnum):
    """Where a voucher comes from, which decides who may post it."""

    REGISTER = "register"  # A row of the company's own books: posts on import.
    PAPER = "paper"  # Drafted by JournalBot from an invoice: waits for a checker.
    RULE = "rule"  # Drafted by a rule (bank charge, accrual): waits for a checker.
    PERSON = "person"  # Written by hand: waits for another person.


class BillKind(StrEnum):
    """What a line does to the bill it names, in Tally's four words."""

    NEW = "new"  # It makes the bill.
    AGAINST = "against"  # It settles a bill, whole or in part.
    ADVANCE = "advance"  # Money before its bill.
    ON_ACCOUNT = "on_account"  # Money that names no bill.


@dataclass(frozen=True, slots=True)
class Foreign:
    """The same leg in the currency it was agreed in.

    currency  ISO 4217 ("USD"), never the books' own
    amount    hundredths of one unit of that currency, with the sign of the line
    rate      rupees for one unit
    day       the day that the rate is of
    """

    currency: str
    amount: int
    rate: Decimal
    day: date


@dataclass(frozen=True, slots=True)
class Line:
    """One leg. `place` is the spot on the paper it was read from, `reason` why this ledger and amount.

    bill         number of the bill that the line makes, settles or pays ahead of; `bill_kind` says which, None where nobody said
    due_day      when a new bill falls due, None where nobody said
    cost_centre  name of the cost centre, "" for none
    party        customer or vendor that the row names beside a debtor or creditor ledger that is not called so: who stands behind it in a control ledger
    written      the ledger's name as the books spell it, where a merge or a renaming put another in its place; "" otherwise. It posts under this name
    """

    ledger: str
    amount: Paise
    place: Place | None = None
    bill: str = ""
    reason: str = ""
    bill_kind: BillKind | None = None
    due_day: date | None = None
    cost_centre: str = ""
    foreign: Foreign | None = None
    written: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class VoucherDraft:
    """A voucher not yet believed: it may be wrong in every way.

    key          stable identity of the effect inside its entity, the same in every run over the same papers; a second draft with the same key is the same
                 voucher ("register:purchase/P-118/2026-09-30", "paper:<sha>")
    number       the company's own number; "" for ours, given when it posts
    type_name    the company's own voucher type ("Sales-Export")
    reference    the other side's document number
    confidence   0 to 1; 1 for rows of the company's own books
    reverses     key of the voucher of the same entity that this one takes back, "" otherwise
    reverses_on  a reversing entry: the day on which its mirror image posts by itself (first day of the next period), None otherwise
    """

    key: str
    entity: str
    kind: VoucherKind
    day: date
    lines: tuple[Line, ...]
    source: SourceKind
    number: str = ""
    type_name: str = ""
    branch: str = ""
    narration: str = ""
    party: str = ""
    party_gstin: str = ""
    reference: str = ""
    reference_day: date | None = None
    place: Place | None = None
    evidence: tuple[Place, ...] = ()
    confidence: float = 1.0
    reverses: str = ""
    reverses_on: date | None = None


@dataclass(frozen=True, slots=True)
class Voucher:
    """It can be posted: its lines balance to the paisa. Made by `to_voucher` alone.

    approver          "policy:<name>" where a policy of the company stands for the checker (docs/adr/0014), "" otherwise
    approved_because  in words, what the policy asked and the paper had
    """

    key: str
    entity: str
    kind: VoucherKind
    day: date
    lines: tuple[Line, ...]
    source: SourceKind
    number: str
    type_name: str = ""
    branch: str = ""
    narration: str = ""
    party: str = ""
    party_gstin: str = ""
    reference: str = ""
    reference_day: date | None = None
    place: Place | None = None
    evidence: tuple[Place, ...] = ()
    reverses: str = ""
    reverses_on: date | None = None
    approver: str = ""
    approved_because: str = ""

    def __post_init__(self) -> None:
        assert len(self.lines) >= 2, self.key
        assert sum(line.amount for line in self.lines) == 0, self.key


@dataclass(frozen=True, slots=True)
class Offer:
    """One place that a ledger may go to, and why.

    source      who says so: decision (a person, for this ledger), memory (a person, for a ledger of that name elsewhere in the company), group, name, use, side
    confidence  0 to 1, how often such an offer is right
    """

    schedule_key: str
    nature: str
    role: str
    tds_key: str
    source: str
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class LedgerAccount:
    """One account of an entity's books.

    group        Tally primary or sub group it stands under ("Sundry Creditors"), "" when unknown
    nature       asset, liability, income, expense; "" when unknown
    schedule_key line of Schedule III in the company's division ("D1.AS.CA.TR"), "" when unmapped
    role         what the rules must recognise: bank, cash, debtor, creditor, input_igst, input_cgst, input_sgst, input_cess, output_igst, output_cgst,
                 output_sgst, output_cess, rcm_output_*, rcm_input_*, tds_payable, tds_receivable, round_off, suspense, retained_earnings,
                 inventory, depreciation, accumulated_depreciation, fixed_asset, borrowing, interest_expense, interest_income, income_tax,
                 intercompany, branch, "" otherwise
    tds_key      rule key of tds_rules that payments under this account fall under ("contractor"), "" otherwise
    reason       why it is mapped so, in words; `confidence` 0 to 1
    offers       up to three places for it, the one that is used first; what a person chooses from
    places       spots on papers that show it: its master, its row in each trial balance, else the first line of a voucher that moves it
    """

    entity: str
    name: str
    group: str = ""
    nature: str = ""
    schedule_key: str = ""
    role: str = ""
    tds_key: str = ""
    gstin: str = ""
    pan: str = ""
    counterparty: str = ""
    opening: Paise = ZERO
    reason: str = ""
    confidence: float = 0.0
    offers: tuple[Offer, ...] = ()
    places: tuple[Place, ...] = ()


Chart = Mapping[str, LedgerAccount]
"""The ledger accounts of one entity by name, spelled as the books have it."""

PLACES_MOST = 20


def places_of(chart: Chart, ledgers: Iterable[str]) -> tuple[Place, ...]:
    """Where papers show these ledgers, each spot once, twenty at most: the evidence of a finding about them."""
    return tuple(dict.fromkeys(place for name in ledgers if name in chart for place in chart[name].places))[:PLACES_MOST]


@dataclass(frozen=True, slots=True)
class TrialBalanceLine:
    """One ledger over a period. `debit` and `credit` are both positive sizes of the period's movement; opening and closing are signed."""

    ledger: str
    opening: Paise
    debit: Paise
    credit: Paise
    closing: Paise

    def __post_init__(self) -> None:
        assert self.opening + self.debit - self.credit == self.closing, self.ledger


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """All ledgers of one entity over one period, sorted by name."""

    entity: str
    first_day: date
    last_day: date
    lines: tuple[TrialBalanceLine, ...] = field(default=())

    @property
    def difference(self) -> Paise:
        """Sum of closing balances; 0 in sound books."""
        return Paise(sum(line.closing for line in self.lines))

    def closing(self, ledger: str) -> Paise:
        """Closing balance of a ledger, 0 when it is not there."""
        return next((line.closing for line in self.lines if line.ledger == ledger), Paise(0))
