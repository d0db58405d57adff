"""A made-up book of vouchers, for exports to be written from. Knows nothing of the product but that money is whole paise."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)

_VENDORS = (
    "Kaveri Castings Pvt Ltd",
    "Nilgiri Papers",
    "O'Hara & Sons (India)",
    "Meghdoot Logistics LLP",
    "श्री गणेश ट्रेडर्स",
    "A-1 Tools; Pune",
    "Rao, Iyer & Co.",
)
_CUSTOMERS = ("Zenith Motors Limited", "Blue Lotus Exports", "Patil Agro Industries", "Müller Maschinenbau GmbH", "Coromandel Retail Pvt. Ltd.")
_COSTS = (
    "Raw Material Consumed",
    "Freight Inward",
    "Office Rent",
    "Legal and Professional Charges",
    "Repairs - Machinery",
    "Travelling & Conveyance",
    "Power & Fuel",
)
_CENTRES = ("Plant 1", "Head Office", "R&D")


@dataclass(frozen=True)
class Leg:
    """A ledger's part of a voucher in paise, debit positive."""

    ledger: str
    amount: int
    centre: str = ""


@dataclass(frozen=True)
class Entry:
    """One voucher. `kind` is purchase, sales, payment, receipt, journal, debit_note or credit_note; `party` the other side, "" for a journal."""

    kind: str
    number: str
    day: date
    party: str
    narration: str
    reference: str
    legs: tuple[Leg, ...]

    @property
    def sums(self) -> dict[str, int]:
        """What it moves by ledger, ledgers that move nothing left out."""
        total: defaultdict[str, int] = defaultdict(int)
        for leg in self.legs:
            total[leg.ledger] += leg.amount
        return {name: amount for name, amount in total.items() if amount}


@dataclass
class Book:
    """A quarter of a company."""

    company: str
    entries: list[Entry]
    openings: dict[str, int] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind in kinds]


def make_book(seed: int, size: int = 40) -> Book:
    """A book of about `size` vouchers; the same for the same seed."""
    rng = Random(f"book/{seed}")
    entries: list[Entry] = []
    counters: defaultdict[str, int] = defaultdict(lambda: rng.randint(1, 400))
    kinds = ["purchase", "sales", "payment", "receipt", "journal"] * 5 + ["debit_note", "credit_note"]
    days = sorted(FIRST + timedelta(days=rng.randrange((LAST - FIRST).days + 1)) for _ in range(size))
    for day in days:
        kind = rng.choice(kinds)
        counters[kind] += 1
        entries.append(_entry(rng, kind, counters[kind], day))
    book = Book(rng.choice(("Sahyadri Precision Works Pvt Ltd", "Lakshmi Textiles Limited", "Quill & Quire LLP")), entries)
    book.openings = {"Share Capital": -50_00_000_00, "HDFC Bank 0042": 42_50_000_00, "Plant and Machinery": 7_50_000_00}
    return book


def _money(rng: Random, low: int, high: int) -> int:
    """Paise between two rupee sums: whole rupees mostly, odd paise now and then."""
    return rng.randint(low, high) * 100 + (rng.randrange(100) if rng.random() < 0.4 else 0)


def _entry(rng: Random, kind: str, serial: int, day: date) -> Entry:
    stem = {"purchase": "51", "sales": "90", "payment": "15", "receipt": "14", "journal": "10", "debit_note": "17", "credit_note": "16"}[kind]
    number = f"{stem}{serial:08d}"
    centre = rng.choice(_CENTRES)
    if kind in ("purchase", "debit_note"):
        return _trade(rng, kind, number, day, rng.choice(_VENDORS), rng.choice(_COSTS), "Input", centre, 1 if kind == "purchase" else -1)
    if kind in ("sales", "credit_note"):
        return _trade(rng, kind, number, day, rng.choice(_CUSTOMERS), "Domestic Sales", "Output", centre, -1 if kind == "sales" else 1)
    amount = _money(rng, 500, 4_00_000)
    if kind == "payment":
        party = rng.choice(_VENDORS)
        legs = (Leg(party, amount), Leg("HDFC Bank 0042", -amount))
    elif kind == "receipt":
        party = rng.choice(_CUSTOMERS)
        tds = amount // 50
        legs = (Leg("HDFC Bank 0042", amount - tds), Leg("TDS Receivable", tds), Leg(party, -amount))
    else:
        party = ""
        parts = [_money(rng, 100, 50_000) for _ in range(rng.randint(1, 4))]
        costs = rng.sample(_COSTS, len(parts))
        legs = (*(Leg(name, part, centre) for name, part in zip(costs, parts, strict=True)), Leg("Outstanding Expenses", -sum(parts)))
    what = {"payment": f"Paid to {party} by NEFT", "receipt": f"Received from {party} less TDS", "journal": "Month-end accrual; see working"}[kind]
    return Entry(kind, number, day, party, what, f"UTR{rng.randrange(10**9):09d}" if party else "", legs)


def _trade(rng: Random, kind: str, number: str, day: date, party: str, main: str, side: str, centre: str, sign: int) -> Entry:
    taxable = _money(rng, 1_000, 9_00_000)
    rate = rng.choice((5, 18))
    if rng.random() < 0.4:
        taxes = [Leg(f"{side} IGST", sign * ((taxable * rate + 50) // 100))]
    else:
        half = (taxable * rate + 100) // 200
        taxes = [Leg(f"{side} CGST", sign * half), Leg(f"{side} SGST", sign * half)]
    legs = (Leg(main, sign * taxable, centre), *taxes)
    total = sum(leg.amount for leg in legs)
    reference = f"{rng.choice(('INV', 'KC', 'B'))}/{rng.randint(1, 9999)}"
    return Entry(kind, number, day, party, f"{kind.replace('_', ' ').capitalize()} per bill {reference}", reference, (*legs, Leg(party, -total)))
