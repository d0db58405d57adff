"""What a simulated company consists of. These are working papers of the simulator, so they may change while a quarter is played."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from qrt.core.base.money import Paise, apply_rate, round_to_rupee
from qrt.core.base.period import Month, Quarter
from qrt.sim.chart import Chart
from qrt.sim.holdings import Asset, Employee, OpenBill, Project
from qrt.sim.sizes import EXPORTS, Size

ZERO_RATE = Decimal(0)


class Tax(NamedTuple):
    """Taxable value and the three heads of a bill, in paise."""

    taxable: int
    cgst: int = 0
    sgst: int = 0
    igst: int = 0

    @property
    def gst(self) -> int:
        return self.cgst + self.sgst + self.igst

    @property
    def total(self) -> int:
        return self.taxable + self.gst


def tax_on(taxable: int, rate: Decimal, inter_state: bool) -> Tax:
    """GST on a value, each head rounded to the paisa."""
    if inter_state:
        return Tax(taxable, igst=apply_rate(Paise(taxable), rate))
    half = apply_rate(Paise(taxable), rate / 2)
    return Tax(taxable, cgst=half, sgst=half)


@dataclass(slots=True)
class Party:
    """A customer, a supplier or a sister company. `master_gstin` is what the company's ledger master says."""

    name: str
    state: str
    gstin: str
    pan: str
    street: str
    city: str
    pin: str
    category: str
    layout: int = 0
    ifsc: str = ""
    credit_days: int = 30
    deducts: Decimal = ZERO_RATE
    master_gstin: str = ""
    prefix: str = ""
    serial: int = 0
    entity: str = ""
    msme: str = ""
    udyam: str = ""
    agreed_days: int | None = None
    country: str = "India"
    currency: str = ""


@dataclass(slots=True)
class Item:
    """One line of a bill; amounts in paise, quantity whole."""

    description: str
    hsn: str
    quantity: int
    unit: str
    unit_price: int
    discount: int = 0

    @property
    def taxable(self) -> int:
        return self.quantity * self.unit_price - self.discount


@dataclass(slots=True)
class BillRef:
    """What a leg does to a bill: new, against, advance or on_account. `amount` has the sign of the leg; `due` only where it makes the bill."""

    name: str
    kind: str
    amount: int
    day: date | None = None
    due: date | None = None


@dataclass(slots=True)
class ForeignMoney:
    """A leg in the currency it was agreed in: signed hundredths, rupees for one unit."""

    currency: str
    amount: int
    rate: Decimal
    day: date


@dataclass(slots=True)
class Leg:
    """One ledger's part of a voucher, debit positive."""

    ledger: str
    amount: int
    bills: list[BillRef] = field(default_factory=list)
    cost_centre: str = ""
    foreign: ForeignMoney | None = None


@dataclass(slots=True)
class BookVoucher:
    """A voucher as the company's own books have it. `register` names the paper that shows it."""

    entity: str
    kind: str
    type_name: str
    day: date
    legs: list[Leg]
    register: str
    party: str = ""
    narration: str = ""
    number: str = ""
    reference: str = ""
    reference_day: date | None = None
    party_gstin: str = ""
    branch: str = ""
    cancelled: bool = False
    order: int = 0


@dataclass(slots=True)
class Bill:
    """One supply or note. What the paper says, what the books say and what the portal says can differ: that is the point.

    `tax` is the paper; `booked` and `reported` are None where the books or the portal do not have it. Our own GSTR-1 has a sale as the books do, but for one that
    is `unfiled`, or `filed` otherwise.
    """

    entity: str
    outward: bool
    party: Party
    number: str
    day: date
    items: list[Item]
    rate: Decimal
    tax: Tax
    place_of_supply: str
    inter_state: bool
    category: str
    document: str = "tax_invoice"
    reverse_charge: bool = False
    round_off: int = 0
    original: str = ""
    booked: Tax | None = None
    booked_day: date | None = None
    booked_number: str = ""
    booked_round_off: int = 0
    booked_inter_state: bool = False
    tds_ledger: str = ""
    tds: int = 0
    rcm_booked: bool = True
    credit_taken: bool = True
    reported: Tax | None = None
    reported_month: Month | None = None
    itc_available: bool = True
    itc_reason: str = ""
    unfiled: bool = False
    filed: Tax | None = None
    branch: str = ""
    paper: bool = False
    printed_buyer_gstin: str = ""
    vouchers: list[BookVoucher] = field(default_factory=list)
    trouble: str = ""
    file: str = ""

    @property
    def payable(self) -> int:
        """What the paper asks for: under reverse charge the supplier collects no tax."""
        return (self.tax.taxable if self.reverse_charge else self.tax.total) + self.round_off

    def price(self, rounded: bool) -> None:
        """Work out tax and round-off from the items, and let books and portal agree with the paper."""
        self.tax = tax_on(sum(item.taxable for item in self.items), self.rate, self.inter_state)
        self.agree(rounded)

    def agree(self, rounded: bool) -> None:
        """Let books and portal say what the paper says."""
        due = self.tax.taxable if self.reverse_charge else self.tax.total
        self.round_off = round_to_rupee(Paise(due)) - due if rounded else 0
        self.booked, self.booked_day, self.booked_number, self.booked_round_off = self.tax, self.day, self.number, self.round_off
        self.booked_inter_state = self.inter_state
        self.reported = self.tax if not self.outward and self.party.gstin else None
        self.reported_month = Month.of(self.day) if self.reported else None


@dataclass(slots=True)
class StatementLine:
    """One line of a bank statement; money in is positive. `vouchers` are the vouchers of the books that it is the other half of."""

    account: str
    day: date
    narration: str
    amount: int
    reference: str
    vouchers: list[BookVoucher] = field(default_factory=list)
    balance: int = 0
    number: int = 0
    order: int = 0


@dataclass(slots=True)
class WebEvent:
    """One payment or refund at the gateway; gross below nothing for a refund. Paise. `vouchers` are its entries in the books."""

    kind: str
    day: date
    gross: int
    number: str
    order: str
    fee: int = 0
    gst: int = 0
    vouchers: list[BookVoucher] = field(default_factory=list)

    @property
    def net(self) -> int:
        return self.gross - self.fee - self.gst


@dataclass(slots=True)
class WebSettlement:
    """What the gateway paid at once: `kept` and `paid` are its entries in the books, `line` the bank's."""

    number: str
    utr: str
    day: date
    events: list[WebEvent]
    kept: list[BookVoucher] = field(default_factory=list)
    paid: list[BookVoucher] = field(default_factory=list)
    line: StatementLine | None = None

    @property
    def fee(self) -> int:
        return sum(event.fee for event in self.events)

    @property
    def gst(self) -> int:
        return sum(event.gst for event in self.events)

    @property
    def net(self) -> int:
        return sum(event.net for event in self.events)


@dataclass(slots=True)
class Account:
    """A bank account of an entity. `layout` names the form of its statement."""

    entity: str
    bank: str
    number: str
    ifsc: str
    ledger: str
    layout: str
    opening: int = 0
    file: str = ""


@dataclass(slots=True)
class Trouble:
    """Something planted. `rules` are the rule names that would be a right answer; none where the platform has nothing to report.

    `optional` troubles are right to report and right to leave alone. `other` is the second company of the group that a trouble is about.
    """

    kind: str
    rules: tuple[str, ...]
    entity: str
    note: str
    amounts: tuple[int, ...] = ()
    bill: Bill | None = None
    vouchers: list[BookVoucher] = field(default_factory=list)
    line: StatementLine | None = None
    hints: list[str] = field(default_factory=list)
    optional: bool = False
    file: str = ""
    other: str = ""


@dataclass(slots=True)
class Draft:
    """A voucher that somebody should propose. `lines` is the whole of it; `must` are the lines that make it right, all of them where it is empty.

    tolerance  paise that an estimate may be off in each line
    automatic  False where no careful program would post it without a person
    optional   right to propose and right to leave alone
    """

    kind: str
    entity: str
    day: date
    lines: list[Leg]
    note: str
    must: list[Leg] = field(default_factory=list)
    tolerance: int = 0
    optional: bool = False
    party: str = ""
    reference: str = ""
    bill: "Bill | None" = None


@dataclass(slots=True)
class EntityBooks:
    """One legal company with its books, parties and papers."""

    code: str
    name: str
    state: str
    pan: str
    gstin: str
    chart: Chart
    street: str
    city: str
    pin: str
    branches: list[str]
    prefix: str
    layout: int
    accounts: list[Account] = field(default_factory=list)
    customers: list[Party] = field(default_factory=list)
    suppliers: dict[str, list[Party]] = field(default_factory=dict)
    sisters: list[Party] = field(default_factory=list)
    bills: list[Bill] = field(default_factory=list)
    vouchers: list[BookVoucher] = field(default_factory=list)
    lines: list[StatementLine] = field(default_factory=list)
    opening: dict[str, int] = field(default_factory=dict)
    employees: list[Employee] = field(default_factory=list)
    assets: list[Asset] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    foreign_customers: list[Party] = field(default_factory=list)
    foreign_suppliers: list[Party] = field(default_factory=list)
    open_bills: list[OpenBill] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    merges: list[tuple[str, str]] = field(default_factory=list)
    tds_rows: list[dict[str, str]] = field(default_factory=list)
    unpaid: dict[Month, Tax] = field(default_factory=dict)
    web_events: list[WebEvent] = field(default_factory=list)
    web_settlements: list[WebSettlement] = field(default_factory=list)
    parent: str = ""
    ownership: str = "100"

    def post(self, voucher: BookVoucher) -> BookVoucher:
        """Take a voucher into the books. It balances, or the simulator is wrong."""
        merged: dict[str, Leg] = {}
        for leg in voucher.legs:
            if first := merged.get(leg.ledger):
                first.amount += leg.amount
                first.bills += leg.bills
            else:
                merged[leg.ledger] = leg
        voucher.legs = [leg for leg in merged.values() if leg.amount]
        assert voucher.cancelled or (len(voucher.legs) > 1 and sum(leg.amount for leg in voucher.legs) == 0), voucher
        voucher.order = len(self.vouchers)
        self.vouchers.append(voucher)
        return voucher

    def movements(self) -> dict[str, int]:
        """Net movement of the quarter by ledger."""
        moved: dict[str, int] = {}
        for voucher in self.vouchers:
            for leg in voucher.legs:
                moved[leg.ledger] = moved.get(leg.ledger, 0) + leg.amount
        return moved


@dataclass(slots=True)
class World:
    """A seed's group of companies in one quarter."""

    seed: int
    size: Size
    quarter: Quarter
    division: str
    gateway: bool = False
    """Whether the companies sell over the web as well, through a payment gateway."""
    group: bool = False
    """Whether what the companies pay each other stands in both their books."""
    entities: list[EntityBooks] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def export(self) -> str:
        return EXPORTS[self.seed % 3]

    def turn(self, what: str, choices: tuple[str, ...]) -> str:
        """Which variant a seed shows of something: seeds that follow each other show different ones, and no two things turn together."""
        return choices[(self.seed // 2 + sum(map(ord, what))) % len(choices)]

    def rng(self, stream: str) -> Random:
        """A random stream of its own for each purpose, so that a change in one room does not move the others."""
        return Random(f"{self.seed}/{self.size.name}/{self.quarter}/{stream}")

    def plant(self, kind: str, rules: tuple[str, ...], entity: str, note: str, **more: object) -> Trouble:
        trouble = Trouble(kind, rules, entity, note, **more)  # type: ignore[arg-type]
        self.troubles.append(trouble)
        return trouble


def spread(rng: Random, quarter: Quarter, count: int) -> list[date]:
    """Sorted working days of the quarter (Sundays kept out), denser towards each month's end."""
    span = (quarter.last_day - quarter.first_day).days + 1
    days: list[date] = []
    while len(days) < count:
        day = quarter.first_day + timedelta(days=rng.randrange(span))
        if day.weekday() == 6 or (day.day < 8 and rng.random() < 0.2):
            continue
        days.append(day)
    return sorted(days)


def working(day: date) -> date:
    """The day itself, or Monday for a Sunday."""
    return day + timedelta(days=1) if day.weekday() == 6 else day
