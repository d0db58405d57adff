"""What a vendor that does not exist sends: its habits once, and any number of bills. Amounts are whole paise, and every bill adds up."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from qrt.core.base.identifiers import gstin_check_character
from tests.generators.papers.hindi import HINDI
from tests.generators.papers.words import BUYERS, FIRMS, GOODS, POOLS, STATES, STREETS, TRADES, Words

DAYS = ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %b %Y", "%d %B, %Y", "%b %d, %Y", "%d/%m/%y", "%d-%b-%y", "%Y-%m-%d")
NUMBERS = ("GST/26-27/{:04}", "{:04}", "S-{}", "2026-27/{:05}", "INV2627{:04}", "SI {:05}", "NSK/TI/{}/26-27", "A/{}", "TI-26-{:04}", "{}")
RATES = (500, 1200, 1800, 2800)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of goods: whole pieces, prices and amounts in paise."""

    description: str
    hsn: str
    quantity: int
    unit: str
    price: int
    amount: int


@dataclass(frozen=True)
class Bill:
    """One bill. `heads` are the amounts that are printed below the lines, "total" among them."""

    number: str
    day: date
    rows: tuple[Row, ...]
    heads: dict[str, int]
    rate: int
    due: date | None = None
    po: str = ""
    reverse: bool = False


@dataclass(frozen=True)
class Vendor:
    """A seller, one customer, and the layout and words of the seller's program."""

    pool: str
    seed: int
    name: str
    gstin: str
    state: str
    street: str
    buyer: str
    buyer_gstin: str
    label: dict[str, str]
    columns: tuple[tuple[str, str], ...]
    habit: dict[str, str] = field(default_factory=dict)

    @property
    def supply(self) -> str:
        """State code of the place of supply."""
        return self.buyer_gstin[:2]


def gstin_of(rng: random.Random, state: str) -> str:
    """A GSTIN with a right check character."""
    letters = "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(3))
    body = f"{state}{letters}{rng.choice('CFP')}{rng.choice('ABDKMRST')}{rng.randrange(1000, 10000)}{rng.choice('ABCDEFGH')}1Z"
    return body + gstin_check_character(body)


def make_vendor(pool: str, seed: int) -> Vendor:
    """The vendor of a number: the same one every time."""
    rng = random.Random(f"vendor {pool} {seed}")
    words = {**POOLS, **HINDI}[pool]
    state = rng.choice(list(STATES))
    home = rng.random() < 0.55
    name = f"{rng.choice(FIRMS)} {rng.choice(TRADES)}"
    label = {each: rng.choice(getattr(words, each)) for each in Words.__dataclass_fields__ if each != "columns"}
    sign = rng.choice((":", " :", ":", "", " -"))
    label |= {"sign": sign}
    return Vendor(
        pool,
        seed,
        name.upper() if rng.random() < 0.4 else name,
        gstin_of(rng, state),
        state,
        rng.choice(STREETS),
        rng.choice(BUYERS),
        gstin_of(rng, state if home else rng.choice([each for each in STATES if each != state])),
        label,
        _columns(rng, words),
        {
            "day": rng.choice(DAYS), "number": rng.choice(NUMBERS), "money": rng.choice(("", "", "", "Rs. ", "INR ", "plain")), "font": rng.choice(("Helvetica", "Times-Roman", "Courier")),
            "head": rng.choice(("left", "right", "centre")), "meta": rng.choice(("stack", "boxes", "row", "strip", "pairs")), "table": rng.choice(("grid", "ruled", "plain")),
            "totals": rng.choice(("right", "box", "wide", "in_table")), "rate": rng.choice(("split", "plain", "line")), "ship": rng.choice(("yes", "no")), "seller_label": rng.choice(("", "", "Supplier", "From")),
            "bank": rng.choice(("yes", "yes", "no")), "due": rng.choice(("yes", "no", "no")), "po": rng.choice(("yes", "no")), "words": rng.choice(("yes", "yes", "no")), "reverse": rng.choice(("yes", "no")),
            "extra": rng.choice(("", "", "discount", "freight")), "round": rng.choice(("yes", "yes", "no")), "summary": rng.choice(("yes", "no", "no")), "kind": rng.choice(("",) * 8 + ("rcm", "export")),
            "long": rng.choice(("no", "no", "no", "yes")), "pan": rng.choice(("yes", "no")), "ack": rng.choice(("yes", "no", "no")),
            # What came later is drawn by a hand of its own, so that the vendors of before stay who they were.
            "irn": ("", "", "line", "broken")[seed % 4], "digits": "Devanagari" if pool in HINDI and seed % 3 == 0 else "",
        },
    )  # fmt: skip


def _columns(rng: random.Random, words: Words) -> tuple[tuple[str, str], ...]:
    names = ["serial", "description", "hsn", "quantity", *(["unit"] if rng.random() < 0.5 else []), "price", "amount"]
    if rng.random() < 0.15:
        names.remove("hsn")
        names.insert(-1, "hsn")
    if rng.random() < 0.2:
        names.remove("serial")
    return tuple((name, rng.choice(words.columns[name])) for name in names)


def make_bill(vendor: Vendor, turn: int) -> Bill:
    """The vendor's bill of this turn."""
    rng = random.Random(f"bill {vendor.pool} {vendor.seed} {turn}")
    lines = rng.randint(30, 45) if vendor.habit["long"] == "yes" and turn % 2 else rng.randint(1, 7)
    rows = []
    for description, hsn, unit in (rng.choice(GOODS) for _ in range(lines)):
        quantity, price = rng.randint(1, 40), rng.randint(500, 400_000)
        rows.append(Row(description, hsn, quantity, unit, price, quantity * price))
    gross = sum(row.amount for row in rows)
    rate = rng.choice(RATES)
    day = date(2026, 4, 1) + timedelta(days=rng.randrange(0, 330))
    reverse = vendor.habit["kind"] == "rcm"
    return Bill(
        vendor.habit["number"].format(rng.randint(1, 9000)),
        day,
        tuple(rows),
        _heads(vendor, rng, gross, rate),
        rate,
        day + timedelta(days=rng.choice((7, 15, 30, 45))) if vendor.habit["due"] == "yes" else None,
        rng.choice((f"PO/{rng.randint(100, 999)}", f"45{rng.randint(10**7, 10**8)}", f"4500{rng.randint(1000, 9999)}-26"))
        if vendor.habit["po"] == "yes"
        else "",
        reverse,
    )


def _heads(vendor: Vendor, rng: random.Random, gross: int, rate: int) -> dict[str, int]:
    heads: dict[str, int] = {}
    extra = vendor.habit["extra"]
    taxable = gross
    if extra == "discount":
        heads["discount"] = rng.randint(2, 9) * gross // 100
        taxable -= heads["discount"]
    if extra == "freight":
        heads["freight"] = rng.randint(100, 3000) * 100
        taxable += heads["freight"]
    heads["taxable"] = taxable
    if vendor.habit["kind"] == "":
        if vendor.supply == vendor.state:
            heads["cgst"] = heads["sgst"] = (taxable * rate // 2 + 5000) // 10_000
        else:
            heads["igst"] = (taxable * rate + 5000) // 10_000
    total = taxable + sum(heads.get(each, 0) for each in ("cgst", "sgst", "igst"))
    if vendor.habit["round"] == "yes":
        rounded = (total + 50) // 100 * 100
        if rounded != total:
            heads["round_off"] = rounded - total
        total = rounded
    heads["total"] = total
    return heads
