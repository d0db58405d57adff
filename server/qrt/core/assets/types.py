"""Fixed assets as the close keeps them: the register brought to one form, what each asset is charged, and how the register stands to the books."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from qrt.core.assets.depreciation import Basis, Convention, Method
from qrt.core.base.finding import Finding
from qrt.core.base.money import ZERO, Paise
from qrt.core.base.place import Place
from qrt.core.ledger.types import VoucherDraft


@dataclass(frozen=True, slots=True)
class Asset:
    """One asset, component or project of work in progress, from a register or a person.

    key        its identity in the entity, the same in every run: its code, else a mark made of name, day and cost
    source     register, person (entered by hand)
    opening    (first day, accumulated depreciation before it) as the register brings it forward, None where it does not
    stated     the register's own depreciation for its period
    deleted    the register takes its cost out without saying on which day; `left` is a part of the cost that it takes out (of a row for a whole class)
    capitalised  it was work in progress in the register, and a person said since when it is used
    changed    what people changed, in words
    """

    key: str
    code: str
    name: str
    asset_class: str
    cost: Paise
    source: str
    ledger: str = ""
    parent: str = ""
    location: str = ""
    bought: date | None = None
    put_to_use: date | None = None
    salvage: Paise | None = None
    rate: Decimal | None = None
    life: Decimal | None = None
    method: Method | None = None
    block: str = ""
    shifts: int = 1
    opening: tuple[date, Paise] | None = None
    stated: Paise | None = None
    stated_closing: Paise | None = None
    disposed: date | None = None
    deleted: bool = False
    left: Paise = ZERO
    proceeds: Paise | None = None
    proceeds_ledger: str = ""
    in_progress: bool = False
    capitalised: bool = False
    due: date | None = None
    transition: str = ""
    additional: bool = False
    period: tuple[date, date] | None = None
    place: Place | None = None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AssetLine:
    """One asset over the quarter. Amounts in paise, never negative.

    state      in_use, fully_depreciated, disposed, in_progress, not_in_use (no day of use known), unclear (no basis for depreciation)
    computed   what the basis gives for the quarter; `due` is what the register calls for: its own figure where it states one for the quarter
    law_life   years by Schedule II; `law_item` the row, `law_reason` why that row, with `law_source`
    how        basis in one sentence
    released   accumulated depreciation that leaves with a disposal
    vouchers   keys of the vouchers (posted and drafted) that bought, charged or sold it
    """

    asset: Asset
    state: str
    ledger: str
    opening_cost: Paise
    additions: Paise
    deletions: Paise
    closing_cost: Paise
    opening_accumulated: Paise
    due: Paise
    computed: Paise | None
    released: Paise
    closing_accumulated: Paise
    residual: Paise
    basis: Basis | None = None
    rate: Decimal | None = None
    law_life: Decimal | None = None
    law_item: str = ""
    law_reason: str = ""
    law_source: str = ""
    how: str = ""
    vouchers: tuple[str, ...] = ()

    @property
    def is_unproven(self) -> bool:
        """Nothing tells what it is to be charged: the register's sum says too little then, and nobody may be corrected by it."""
        return self.basis is None and not self.due and bool(self.closing_cost) and self.state in ("unclear", "not_in_use")

    @property
    def opening_net(self) -> Paise:
        return Paise(self.opening_cost - self.opening_accumulated)

    @property
    def net(self) -> Paise:
        return Paise(self.closing_cost - self.closing_accumulated)


@dataclass(frozen=True, slots=True)
class Disposal:
    """An asset that left. `result` is proceeds less what was carried: a gain above zero, a loss below; None while the proceeds are not known."""

    key: str
    day: date
    cost: Paise
    accumulated: Paise
    proceeds: Paise | None
    result: Paise | None
    source: str
    voucher: str = ""
    booked: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something bought into a fixed-asset ledger that the register does not have: capitalise it, with the day of use asked of a person."""

    key: str
    voucher: str
    number: str
    day: date
    ledger: str
    party: str
    narration: str
    amount: Paise
    asset_class: str
    law_life: Decimal | None
    law_item: str
    reason: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason for a difference. The amounts of a row's causes and its `unexplained` add up to the difference."""

    why: str
    sentence: str
    amount: Paise
    vouchers: tuple[str, ...] = ()
    evidence: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class ReconciliationRow:
    """Register against one ledger. `what` is cost, accumulated, net (books that credit depreciation to the asset ledger itself) or in_progress. Both sides are sizes, debit for cost, credit for accumulated."""

    ledger: str
    what: str
    classes: tuple[str, ...]
    register: Paise
    books: Paise
    causes: tuple[Cause, ...]

    @property
    def difference(self) -> Paise:
        return Paise(self.register - self.books)

    @property
    def unexplained(self) -> Paise:
        return Paise(self.difference - sum(cause.amount for cause in self.causes))


@dataclass(frozen=True, slots=True)
class Block:
    """One block of assets for income tax over the tax year up to the quarter's end. None where the opening value is not known.

    additions_half  bought in the year and put to use for less than 180 days of it, by what is known today: until 31 March
    gain            short-term capital gain (below zero: loss) of a block that is empty or overdrawn
    additional      what s.32(1)(iia) may allow on new plant that a person marked, not part of `depreciation` unless marked
    """

    key: str
    name: str
    rate: Decimal
    act: str
    opening: Paise | None
    additions_full: Paise
    additions_half: Paise
    deletions: Paise
    depreciation: Paise | None
    additional: Paise
    closing: Paise | None
    gain: Paise | None
    law: str
    assets: tuple[str, ...] = ()
    evidence: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """Work in progress with its age at the quarter's end. `bucket` "" when nobody knows since when money was spent."""

    key: str
    name: str
    amount: Paise
    since: date | None
    due: date | None
    bucket: str
    overdue_days: int
    ledger: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Ageing:
    """Schedule III: work in progress by age. `buckets` pairs each bucket's label with its total."""

    buckets: tuple[tuple[str, str, Paise], ...]
    projects: tuple[Project, ...]
    unknown: Paise = ZERO

    @property
    def total(self) -> Paise:
        return Paise(sum(amount for _, _, amount in self.buckets) + self.unknown)


@dataclass(frozen=True, slots=True)
class AssetBook:
    """Everything on an entity's fixed assets for one quarter."""

    entity: str
    lines: tuple[AssetLine, ...] = ()
    disposals: tuple[Disposal, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    reconciliation: tuple[ReconciliationRow, ...] = ()
    blocks: tuple[Block, ...] = ()
    ageing: Ageing = field(default_factory=lambda: Ageing((), ()))
    drafts: tuple[VoucherDraft, ...] = ()
    findings: tuple[Finding, ...] = ()
    method: Method | None = None
    convention: Convention = Convention.DAYS

    @property
    def is_empty(self) -> bool:
        """No register, no person's entry, and nothing bought."""
        return not (self.lines or self.proposals or self.reconciliation or self.blocks or self.ageing.projects)
