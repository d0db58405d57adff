"""The entry that a line of the other side calls for, whatever is reconciled: what a person starts from who books it, with the line's own leg first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.journals.breaks import booking_day, draft_line, key_of_line
from qrt.core.journals.taxes import tax_ledger
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.types import Chart, LedgerAccount, Line, SourceKind, VoucherDraft, VoucherKind
from qrt.core.recon.types import Item, ReconciliationKind
from qrt.core.tax.gst.supply import HEADS

_PARTIES = frozenset({"debtor", "creditor", "intercompany"})


@dataclass(frozen=True, slots=True)
class Books:
    """What an entry of an entity is drafted from; `last_day` of the quarter that is closed."""

    entity: str
    chart: Chart
    model: ModelChart
    last_day: date


Leg = tuple[str, int, str]
"""Ledger ("" where a person has to name it), signed paise, why."""


def draft_open_line(kind: ReconciliationKind, subject: str, item: Item, books: Books) -> VoucherDraft:
    """The draft for an open line of the other side of a reconciliation. A leg whose ledger is "" is for a person to name, and so is the first where the books keep no
    ledger that is the line's own beyond doubt.

    kind: of a close, which has none that is GENERIC. item: of the right side. Its day counts where it lies in the quarter, else the quarter's nearest.
    """
    if kind is ReconciliationKind.BANK:
        return draft_line(item, books.chart, books.entity, subject, books.model)
    voucher, legs, what = _DRAFTS[kind](item, subject, books)
    first = Quarter.of(books.last_day).first_day
    party = legs[0][0] if voucher not in (VoucherKind.JOURNAL, VoucherKind.PAYMENT) else ""
    words = " ".join(item.narration.split())
    return VoucherDraft(
        key=key_of_line(kind.value, subject, item.id),
        entity=books.entity,
        kind=voucher,
        day=min(max(booking_day(item), first), books.last_day),
        lines=tuple(Line(ledger, Paise(amount), item.place, reason=why) for ledger, amount, why in legs),
        source=SourceKind.RULE,
        narration=": ".join(text for text in (what, words or " ".join(each for each in (item.party, item.reference) if each)) if text),
        party=party,
        party_gstin=item.labels.get("gstin", "") if party else "",
        reference=item.reference,
        reference_day=item.day if party else None,
        place=item.place,
        evidence=(item.place,) if item.place else (),
    )


def _of_party(item: Item, subject: str, books: Books) -> tuple[VoucherKind, list[Leg], str]:
    """A line of a vendor's or customer's statement, in our view: what we owe is negative."""
    account, what = books.chart.get(subject), item.labels.get("what", "")
    creditor = account is not None and account.role == "creditor"
    if "note" in what:
        voucher = VoucherKind.DEBIT_NOTE if creditor else VoucherKind.CREDIT_NOTE
    elif what == "payment":
        voucher = VoucherKind.PAYMENT if item.amount > 0 else VoucherKind.RECEIPT
    elif what == "invoice" and (item.amount < 0) == creditor:
        voucher = VoucherKind.PURCHASE if creditor else VoucherKind.SALES
    else:
        voucher = VoucherKind.JOURNAL
    return voucher, [(subject, item.amount, "the line of the party's statement"), ("", -item.amount, "")], "Per statement of the party"


def _of_credit(item: Item, subject: str, books: Books) -> tuple[VoucherKind, list[Leg], str]:
    """Tax that the office says a customer deducted: receivable, and the customer has paid so much of its bills."""
    own, party = _only(books.chart, {"tds_receivable"}), _named(books.chart, item)
    return (
        VoucherKind.JOURNAL,
        [(own, item.amount, "tax deducted, by the office's statement"), (party, -item.amount, "who deducted it")],
        "Tax deducted from us",
    )


def _of_deduction(item: Item, subject: str, books: Books) -> tuple[VoucherKind, list[Leg], str]:
    own, party = _only(books.chart, {"tds_payable"}), _named(books.chart, item)
    return (
        VoucherKind.JOURNAL,
        [(own, -item.amount, "tax deducted, by our statement"), (party, item.amount, "whom it was deducted from")],
        "Tax that we deducted",
    )


def _of_challan(item: Item, subject: str, books: Books) -> tuple[VoucherKind, list[Leg], str]:
    """What the challan paid of tax. Its interest and fee, where it has any, are told by its words."""
    bank = _only(books.chart, {"bank"})
    return VoucherKind.PAYMENT, [(_only(books.chart, {"tds_payable"}), item.amount, "tax paid by challan"), (bank, -item.amount, "")], "Tax paid"


def _of_purchase(item: Item, subject: str, books: Books) -> tuple[VoucherKind, list[Leg], str]:
    """A document of GSTR-2B. Credit that is not available is cost; under reverse charge the supplier is owed the value alone."""
    reverse, blocked = item.labels.get("reverse_charge") == "yes", item.labels.get("itc") == "no"
    taxes = {} if reverse else {head: item.taxes.get(head, 0) for head in HEADS if item.taxes.get(head)}
    value = item.taxes.get("taxable", 0)
    cost = value + (sum(taxes.values()) if blocked else 0)
    legs = _taxed("input", {} if blocked else taxes, value, books)
    said = (
        "under reverse charge: its tax is an entry of its own" if reverse else "the credit is not available: the tax is cost" if blocked else "what was bought"
    )
    voucher = VoucherKind.PURCHASE if item.amount >= 0 else VoucherKind.DEBIT_NOTE
    owed = value + sum(taxes.values())
    return voucher, [(_by_gstin(books.chart, item, "creditor"), -owed, "the supplier, by its GSTIN"), ("", cost, said), *legs], "Per GSTR-2B"


def _of_sale(item: Item, subject: str, books: Books) -> tuple[VoucherKind, list[Leg], str]:
    taxes = {head: -item.taxes.get(head, 0) for head in HEADS if item.taxes.get(head)}
    value = item.taxes.get("taxable", 0)
    voucher = VoucherKind.SALES if item.amount >= 0 else VoucherKind.CREDIT_NOTE
    own = (_by_gstin(books.chart, item, "debtor"), item.amount, "the customer, by its GSTIN")
    return voucher, [own, ("", -value, "what was sold"), *_taxed("output", taxes, value, books)], "Per GSTR-1"


def _of_group(item: Item, subject: str, books: Books) -> tuple[VoucherKind, list[Leg], str]:
    """What the other company booked about this one."""
    other = subject.partition(" ")[0]
    own = _one(name for name, account in books.chart.items() if account.counterparty == other and account.role in _PARTIES)
    return VoucherKind.JOURNAL, [(own, item.amount, "as the other company booked it"), ("", -item.amount, "")], "Per the other company's books"


PER_GATEWAY = "Per the gateway's report"


def _of_gateway(item: Item, subject: str, books: Books) -> tuple[VoucherKind, list[Leg], str]:
    """A line of a gateway's report. A fee goes where the books took the last ones; GST on it is input tax where the rate proves it and its heads are known."""
    what, own = item.labels.get("what", ""), (subject, item.amount, "the line of the gateway's report")
    expense = item.labels.get("fee_ledger", "")
    if what == "fee":
        known = expense if expense in books.chart else _only(books.chart, {"bank_charges"})
        return VoucherKind.JOURNAL, [own, (known, -item.amount, "the gateway's fee, as the books take it")], PER_GATEWAY
    if what == "gst":
        return VoucherKind.JOURNAL, [own, *_input_tax(item, books)], PER_GATEWAY
    if what == "payout":
        banks = [name for name, account in books.chart.items() if account.role == "bank" and name != subject]
        account = books.chart.get(subject)
        voucher = VoucherKind.CONTRA if account is not None and account.role == "bank" else VoucherKind.RECEIPT
        if voucher is VoucherKind.RECEIPT and item.amount > 0:
            voucher = VoucherKind.PAYMENT
        return voucher, [own, (_one(banks), -item.amount, "the bank that it was paid to")], PER_GATEWAY
    if what in ("payment", "reversal") and item.amount > 0:
        return VoucherKind.JOURNAL, [own, (_named(books.chart, item), -item.amount, "who paid")], PER_GATEWAY
    if what in ("refund", "chargeback"):
        return VoucherKind.JOURNAL, [own, (_named(books.chart, item), -item.amount, "who paid before")], PER_GATEWAY
    return VoucherKind.JOURNAL, [own, ("", -item.amount, "")], PER_GATEWAY


def _input_tax(item: Item, books: Books) -> list[Leg]:
    """The legs of input tax; one for a person where nothing proves the rate, the heads are not known, or halves would not be whole paise."""
    heads, tax = [head for head in item.labels.get("heads", "").split(",") if head], -item.amount
    if not item.labels.get("rate") or not heads or tax % len(heads):
        why = "its heads are not known" if item.labels.get("rate") else "it is not the rate of GST on the fee"
        return [("", tax, f"GST on the fee: {why}")]
    rate = Decimal(item.labels["rate"]) / len(heads)
    legs: list[Leg] = []
    for head in heads:
        choice = tax_ledger(f"input_{head}", rate, books.chart, books.model)
        known = choice.ledger in books.chart
        said = f"{choice.reason}; credit stands on the gateway's tax invoice" if known else f"{head.upper()}: the books keep no ledger for it"
        legs.append((choice.ledger if known else "", tax // len(heads), said))
    return legs


_DRAFTS = {
    ReconciliationKind.PARTY: _of_party,
    ReconciliationKind.TDS: _of_credit,
    ReconciliationKind.TDS_PAYABLE: _of_deduction,
    ReconciliationKind.TDS_CHALLAN: _of_challan,
    ReconciliationKind.GSTR_2B: _of_purchase,
    ReconciliationKind.GSTR_1: _of_sale,
    ReconciliationKind.INTERCOMPANY: _of_group,
    ReconciliationKind.GATEWAY: _of_gateway,
}


def _taxed(side: str, taxes: dict[str, int], value: int, books: Books) -> list[Leg]:
    """A leg for each head, on the ledger that the books keep for it at the document's rate; for a person to name where they keep none."""
    legs: list[Leg] = []
    for head, amount in taxes.items():
        choice = tax_ledger(f"{side}_{head}", abs(Decimal(amount * 100) / value) if value else None, books.chart, books.model)
        known = choice.ledger in books.chart
        legs.append((choice.ledger if known else "", amount, choice.reason if known else f"{head.upper()}: the books keep no ledger for it"))
    return legs


def _by_gstin(chart: Chart, item: Item, role: str) -> str:
    gstin = item.labels.get("gstin", "")
    fits = _parties(chart, role)
    return _one(account.name for account in fits if gstin and account.gstin.upper() == gstin) or _one(each.name for each in fits if each.name == item.party)


def _parties(chart: Chart, role: str) -> Sequence[LedgerAccount]:
    return [account for account in chart.values() if account.role == role]


def _named(chart: Chart, item: Item) -> str:
    account = chart.get(item.party)
    return item.party if account is not None and account.role in _PARTIES else ""


def _only(chart: Chart, roles: set[str]) -> str:
    """The books' only ledger of these roles; "" where they have several or none."""
    return _one(name for name, account in chart.items() if account.role in roles)


def _one(names: Iterable[str]) -> str:
    found = list(names)
    return found[0] if len(found) == 1 else ""
