"""The figures of an invoice as a bookkeeper needs them, read from its extraction's fields."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from qrt.core.base.company import Entity
from qrt.core.base.money import ZERO, Paise
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind, Extraction, InvoiceLine
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.types import VoucherKind

_LABEL = re.compile(r"^(?:invoice|inv|bill)?\s*(?:no|number|#)\b[.:\s]*", re.IGNORECASE)
"""A label that was read along with the number."""

HEADS = ("cgst", "sgst", "igst", "cess")


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice or note, amounts in paise and never negative for a sound paper.

    direction  "purchase", "sale", "" when neither side is known to be ours
    note       "credit_note", "debit_note" or "" for an invoice
    amounts    taxable, cgst, sgst, igst, cess, round_off, tcs, grand_total: those that could be read
    places     field name -> its spot on the paper
    sure       the least confidence among the fields that matter
    items      the lines of goods and services, as read
    currency   ISO code where the paper names one, "" where it does not
    state      GST code of the place of supply, "" where the paper does not say
    """

    document: str
    direction: str
    why: str
    number: str
    day: date | None
    party: str
    party_gstin: str
    own_gstin: str
    note: str
    reverse_charge: bool
    amounts: Mapping[str, Paise]
    places: Mapping[str, Place] = field(default_factory=dict)
    sure: float = 0.0
    original_number: str = ""
    items: tuple[InvoiceLine, ...] = ()
    currency: str = ""
    state: str = ""
    due_day: date | None = None

    def amount(self, name: str) -> Paise:
        return self.amounts.get(name, ZERO)

    @property
    def tax(self) -> Paise:
        return Paise(sum(self.amount(head) for head in HEADS))

    @property
    def rate(self) -> Decimal | None:
        """Tax of all heads but cess in percent of the value, None where either is missing."""
        value, tax = self.amount("taxable"), self.tax - self.amount("cess")
        return Decimal(tax * 100) / Decimal(value) if value and tax else None

    @property
    def what(self) -> tuple[str, ...]:
        """What was bought or sold in the words of the paper, each once."""
        return tuple(dict.fromkeys(text for item in self.items if (text := " ".join(item.description.split())) and any(c.isalpha() for c in text)))

    @property
    def words(self) -> str:
        """Everything that says what the supply is, in small letters."""
        return " ".join([*self.what, self.party]).lower()

    @property
    def kind(self) -> VoucherKind:
        """A supplier's credit note is our debit note; a supplier's debit note is one more purchase, ours one more sale."""
        if self.note == "credit_note":
            return VoucherKind.CREDIT_NOTE if self.direction == "sale" else VoucherKind.DEBIT_NOTE
        return VoucherKind.SALES if self.direction == "sale" else VoucherKind.PURCHASE


def to_invoice(extraction: Extraction, entity: Entity) -> Invoice:
    """The invoice in an extraction, from the point of view of an entity. What could not be read is missing, never filled in."""
    direction, why = _direction(extraction, entity)
    other = "seller" if direction == "purchase" else "buyer"
    own = "buyer" if direction == "purchase" else "seller"
    amounts: dict[str, Paise] = {}
    for name in ("taxable", *HEADS, "round_off", "tcs", "discount", "grand_total"):
        if extraction.text(f"totals.{name}"):
            with suppress(ValueError):
                amounts[name] = extraction.fields[f"totals.{name}"].amount()
    day = None
    if extraction.text("invoice_date"):
        with suppress(ValueError):
            day = extraction.fields["invoice_date"].day()
    due_day = None
    if extraction.text("due_date"):
        with suppress(ValueError):
            due_day = extraction.fields["due_date"].day()
    matter = [
        extraction.fields[name].confidence for name in ("invoice_number", "invoice_date", "totals.taxable", "totals.grand_total") if extraction.text(name)
    ]
    return Invoice(
        document=extraction.document,
        direction=direction,
        why=why,
        number=extraction.text("invoice_number"),
        day=day,
        party=_other_name(extraction.text(f"{other}.name"), entity),
        party_gstin=extraction.text(f"{other}.gstin"),
        own_gstin=extraction.text(f"{own}.gstin"),
        note=_note(extraction),
        reverse_charge=extraction.text("reverse_charge").casefold() in ("yes", "y", "true"),
        amounts=amounts,
        places={name: each.place for name, each in extraction.fields.items() if each.place},
        sure=min(matter, default=0.0),
        original_number=_LABEL.sub("", extraction.text("original_invoice_number") or extraction.text("original_number")),
        items=tuple(row for row in extraction.rows if isinstance(row, InvoiceLine)),
        currency=extraction.text("currency").strip().upper(),
        state=extraction.text("place_of_supply")[:2],
        due_day=due_day if due_day and day and due_day >= day else None,
    )


def _other_name(name: str, entity: Entity) -> str:
    """The party's name; our own name there was read from the wrong block and names nobody."""
    return "" if name and squeezed(name) in {squeezed(each) for each in (entity.name, *entity.aliases)} else name


def _note(extraction: Extraction) -> str:
    text = squeezed(extraction.text("document_type"))
    if extraction.kind == DocumentKind.CREDIT_NOTE or text in ("creditnote", "crn"):
        return "credit_note"
    return "debit_note" if extraction.kind == DocumentKind.DEBIT_NOTE or text in ("debitnote", "dbn") else ""


def _direction(extraction: Extraction, entity: Entity) -> tuple[str, str]:
    """Ours by GSTIN on one side; else by PAN inside the GSTIN; else by name. Both sides ours (a branch transfer) or neither: not known."""
    seller, buyer = extraction.text("seller.gstin"), extraction.text("buyer.gstin")
    ours = set(entity.gstins)
    pans = {gstin[2:12] for gstin in entity.gstins}
    for test, why in ((lambda gstin: gstin in ours, "GSTIN"), (lambda gstin: gstin[2:12] in pans and len(gstin) == 15, "PAN in the GSTIN")):
        sells, buys = test(seller), test(buyer)
        if sells != buys:
            return ("sale" if sells else "purchase"), f"the {why} of the {'seller' if sells else 'buyer'} is ours"
        if sells and buys:
            return "", "seller and buyer are both ours"
    near = [any(len(gstin) == 15 and sum(a != b for a, b in zip(gstin, own, strict=True)) == 1 for own in ours) for gstin in (seller, buyer)]
    if near[0] != near[1]:
        return ("sale" if near[0] else "purchase"), f"the GSTIN of the {'seller' if near[0] else 'buyer'} is ours but for one sign"
    names = {squeezed(name) for name in (entity.name, *entity.aliases) if name}
    sells, buys = (any(name and name in squeezed(extraction.text(field)) for name in names) for field in ("seller.name", "buyer.name"))
    if sells != buys:
        return ("sale" if sells else "purchase"), f"our name stands as the {'seller' if sells else 'buyer'}"
    return "", "neither seller nor buyer is known to be ours"
