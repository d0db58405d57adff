"""From an invoice to a voucher draft: JournalBot's rule. The draft waits for a checker."""

from dataclasses import dataclass, replace
from decimal import Decimal

from qrt.core.base.company import Entity
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.documents.types import Extraction, RateRow
from qrt.core.journals.ahead import split_ahead
from qrt.core.journals.assets import AssetView, view_asset
from qrt.core.journals.law import Law
from qrt.core.journals.ledgers import NEW_LEDGER, Choice
from qrt.core.journals.memory import Memory
from qrt.core.journals.parts import Part, parts_of
from qrt.core.journals.reading import Invoice, to_invoice
from qrt.core.journals.siblings import sibling_of
from qrt.core.journals.taxes import Leg, by_role, reverse_charge, tax_legs, withheld_legs
from qrt.core.journals.teaching import case_of_paper
from qrt.core.learning.accounts import ABSTAIN
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.types import BillKind, Chart, Foreign, Line, SourceKind, VoucherDraft

__all__ = ["Choice", "choose_main", "choose_party", "draft_voucher"]

ROUND_OFF_MOST = Paise(100)
"""A rupee: what may be booked as rounding without a word on the paper (section 170, CGST Act)."""

KNOWN = 0.6
"""From which confidence on a chosen ledger stands against the look of an asset: what the company did before goes first."""

_SAID_MOST = 3
"""How many lines of an invoice its narration names."""


@dataclass(frozen=True, slots=True)
class _Money:
    """What turns foreign money into rupees, None for a paper in rupees."""

    currency: str
    rate: Decimal
    row: RateRow


def draft_voucher(
    extraction: Extraction, entity: Entity, chart: Chart, model: ModelChart, memory: Memory | None = None, law: Law | None = None
) -> tuple[VoucherDraft | None, tuple[Finding, ...]]:
    """The voucher that an invoice paper calls for, each line with its spot on the paper and the reason for its ledger.

    Purchase or sale by whose GSTIN is ours; notes are booked the other way round; under reverse charge the supplier gets the taxable value alone, the
    tax stands as payable and as credit (CGST Act s.9(3), s.49). Tax that the law or the books deduct at booking comes off what the supplier is owed.
    None, with a finding, when date, total, direction or the rate of foreign money cannot be read: nothing is invented.
    """
    invoice, rules = to_invoice(extraction, entity), law or Law()
    if faults := _check_enough(invoice, entity):
        return None, faults
    invoice, money, faults = _in_rupees(invoice, rules, entity)
    if faults:
        return None, faults
    history = memory or Memory()
    party = choose_party(invoice, chart, history)
    main = choose_main(invoice, extraction, chart, model, history)
    view = view_asset(invoice, chart, history) if main.confidence < KNOWN else AssetView()
    if view.choice:
        main = view.choice
    elif view.doubt:
        main = replace(main, reason=f"{main.reason}; {view.doubt}", confidence=min(main.confidence, NEW_LEDGER))
    legs, notes, invoice = _legs(invoice, party, main, chart, model, rules, history)
    assert invoice.day
    built = tuple(_line(invoice, choice, amount, field, party, money) for choice, amount, field in legs if amount)
    draft = VoucherDraft(
        key=f"paper:{extraction.document}" + (f":{extraction.part}" if extraction.part else ""),
        entity=entity.code,
        kind=invoice.kind,
        day=invoice.day,
        lines=built,
        source=SourceKind.PAPER,
        narration=narration_of_invoice(invoice),
        party=party.ledger,
        party_gstin=invoice.party_gstin,
        reference=invoice.number,
        reference_day=invoice.day,
        place=next(iter(invoice.places.values()), None),
        evidence=tuple(dict.fromkeys(invoice.places[name] for name in sorted(invoice.places))),
        confidence=round(min([invoice.sure, *(choice.confidence for choice, amount, _ in legs if amount), *((0.3,) if notes else ())]), 2),
    )
    doubts = [text for text in (view.doubt, *notes) if text]
    return draft, tuple(_doubt(invoice, entity, text) for text in doubts)


def narration_of_invoice(invoice: Invoice) -> str:
    """Kind, what was bought, number, date and party: only what the paper says."""
    what = ", ".join(invoice.what[:_SAID_MOST]) + (f" and {len(invoice.what) - _SAID_MOST} more" if len(invoice.what) > _SAID_MOST else "")
    paper = invoice.note.replace("_", " ") or "invoice"
    parts = [
        f"{invoice.kind.value.replace('_', ' ').capitalize()}" + (f" of {what}" if what else ""),
        f"per {paper} {invoice.number or '(no number)'}",
        f"dated {invoice.day:%d-%m-%Y}" if invoice.day else "",
        f"of {invoice.party or invoice.party_gstin}" if invoice.party or invoice.party_gstin else "",
        f"against {invoice.original_number}" if invoice.note and invoice.original_number else "",
    ]
    return " ".join(part for part in parts if part)


def _legs(invoice: Invoice, party: Choice, main: Choice, chart: Chart, model: ModelChart, law: Law, memory: Memory) -> tuple[list[Leg], list[str], Invoice]:
    """All legs, the party's first; what keeps the draft from being trusted; and the invoice with the spots of its parts."""
    sign = 1 if (invoice.direction == "sale") != (invoice.note == "credit_note") else -1
    reverse = invoice.reverse_charge and invoice.direction == "purchase"
    charged = ZERO if reverse else invoice.tax
    taxable, taxable_field = _taxable(invoice, charged)
    taxes, _ = tax_legs(invoice, main, party.ledger, chart, model, law, sign)
    parts, mixed = parts_of(invoice, main, Part(main, taxable, taxable_field, invoice.items), chart, memory, law)
    if len(parts) > 1:
        invoice = replace(invoice, places={**invoice.places, **{part.field: part.items[0].place for part in parts}})
    values = [(part.choice, -sign * part.amount, part.field) for part in split_ahead(invoice, parts, chart, model, law)]
    legs: list[Leg] = [(party, sign * invoice.amount("grand_total"), "totals.grand_total"), *values, *taxes]
    if tcs := invoice.amount("tcs"):
        role = "tds_receivable" if invoice.direction == "purchase" else "tcs_payable"
        legs.append((by_role(role, chart, model, "tax collected at source"), -sign * tcs, "totals.tcs"))
    legs += _round_off(invoice, chart, model, -sum(amount for _, amount, _ in legs))
    if withheld := withheld_legs(invoice, [(part.choice, part.amount) for part in parts], party.ledger, chart, model, law):
        legs += withheld
        owed = Choice(party.ledger, f"{party.reason}; the bill less tax deducted", party.confidence)
        legs[0] = (owed, legs[0][1] - sum(amount for _, amount, _ in withheld), "totals.grand_total")
    notes = [reverse_charge(invoice, party.ledger, law).why] if reverse and not taxes else []
    return legs, [*notes, mixed] if mixed else notes, invoice


def _line(invoice: Invoice, choice: Choice, amount: int, field: str, party: Choice, money: _Money | None) -> Line:
    place = invoice.places.get(field)
    if choice.ledger != party.ledger:
        return Line(choice.ledger, Paise(amount), place, reason=choice.reason)
    against = bool(invoice.note and invoice.original_number)
    foreign = None
    reason = f"{choice.reason}; {invoice.why}"
    if money:
        # The bill is owed in its own currency: hundredths of it, with the sign of the line.
        hundredths = int((Decimal(amount) / money.rate).quantize(Decimal(1)))
        foreign = Foreign(money.currency, hundredths, money.rate, money.row.day)
        reason = f"{reason}; {money.currency} at {money.rate} of {money.row.day:%d-%m-%Y}"
    return Line(
        choice.ledger,
        Paise(amount),
        place,
        bill=invoice.original_number if against else invoice.number,
        reason=reason,
        bill_kind=BillKind.AGAINST if against else BillKind.NEW if invoice.number else None,
        due_day=None if against else invoice.due_day,
        foreign=foreign,
    )


def _in_rupees(invoice: Invoice, law: Law, entity: Entity) -> tuple[Invoice, _Money | None, tuple[Finding, ...]]:
    """The invoice in rupees: as it is, or at the rate of its day. A paper in foreign money without a rate is not booked: paper.rate_missing."""
    if invoice.currency in ("", "INR", "RS", "₹"):
        return invoice, None, ()
    assert invoice.day
    known = law.rate_on(invoice.currency, invoice.day)
    if known is None:
        sentence = (
            f"Invoice {invoice.number or '(no number)'} of {invoice.party or 'an unknown party'} is in {invoice.currency} and no paper gives the rate of "
            f"{invoice.day:%d-%m-%Y}: hand in the rates of exchange, then it is drafted."
        )
        places = tuple(invoice.places.values())[:3]
        return invoice, None, (Finding("paper.rate_missing", Severity.WARNING, f"document:{invoice.document}", sentence, evidence=places, entity=entity.code),)
    rate, row = known
    amounts = {name: Paise(int((Decimal(amount) * rate).quantize(Decimal(1)))) for name, amount in invoice.amounts.items()}
    return replace(invoice, amounts=amounts), _Money(invoice.currency, rate, row), ()


def _doubt(invoice: Invoice, entity: Entity, text: str) -> Finding:
    sentence = f"Invoice {invoice.number or '(no number)'} of {invoice.party or invoice.party_gstin}: {text}."
    places = tuple(invoice.places.values())[:3]
    return Finding(
        "paper.needs_choice", Severity.WARNING, f"document:{invoice.document}", sentence, invoice.amount("grand_total"), evidence=places, entity=entity.code
    )


def _check_enough(invoice: Invoice, entity: Entity) -> tuple[Finding, ...]:
    subject, places = f"document:{invoice.document}", tuple(invoice.places.values())[:3]
    label = invoice.number or "without a number"
    if not invoice.direction:
        sentence = f"Invoice {label} is neither a purchase nor a sale of {entity.name or entity.code}: {invoice.why}."
        return (Finding("paper.direction_unknown", Severity.WARNING, subject, sentence, evidence=places, entity=entity.code),)
    missing = [name for name, ok in (("its date", invoice.day), ("its total", invoice.amount("grand_total"))) if not ok]
    if missing:
        sentence = f"Invoice {label} of {invoice.party or 'an unknown party'} cannot be booked: {' and '.join(missing)} could not be read."
        return (Finding("paper.unreadable", Severity.WARNING, subject, sentence, evidence=places, entity=entity.code),)
    return ()


def _taxable(invoice: Invoice, charged: Paise) -> tuple[Paise, str]:
    """The value before tax as the paper says; a paper that prints none (bill of supply) gives its total less what else it prints."""
    if "taxable" in invoice.amounts:
        return invoice.amount("taxable"), "totals.taxable"
    return Paise(invoice.amount("grand_total") - charged - invoice.amount("tcs") - invoice.amount("round_off")), "totals.grand_total"


def choose_party(invoice: Invoice, chart: Chart, memory: Memory) -> Choice:
    """The party's ledger: by GSTIN in the masters, by what was booked before, by name; else the name on the paper as a new ledger."""
    role = "debtor" if invoice.direction == "sale" else "creditor"
    by_gstin = sorted(name for name, account in chart.items() if invoice.party_gstin and account.gstin == invoice.party_gstin)
    by_gstin = [name for name in by_gstin if chart[name].role == role] or by_gstin
    if by_gstin:
        return Choice(by_gstin[0], f"its master carries GSTIN {invoice.party_gstin}", 0.98 if len(by_gstin) == 1 else 0.6)
    if history := memory.of(invoice.direction, invoice.party_gstin, invoice.party):
        return Choice(history.party, "earlier vouchers of this party were booked to it", 0.9)
    by_name = [name for name in chart if invoice.party and squeezed(name) == squeezed(invoice.party)]
    if by_name:
        return Choice(min(by_name), "its name is the party's", 0.85)
    return Choice(invoice.party or invoice.party_gstin or "Unknown party", "no ledger of this party in the books: this one would be new", NEW_LEDGER)


def choose_main(invoice: Invoice, extraction: Extraction, chart: Chart, model: ModelChart, memory: Memory) -> Choice:
    """The sales, purchase or expense ledger: what the party's papers, the company's other vouchers and general knowledge say, in that order.

    Where the books keep ledgers by rate of tax, by goods and services, or for returns, the one that the paper itself names.
    """
    return sibling_of(_chosen(invoice, extraction, chart, model, memory), invoice, chart, memory)


def _chosen(invoice: Invoice, extraction: Extraction, chart: Chart, model: ModelChart, memory: Memory) -> Choice:
    answer = memory.learned.choose(case_of_paper(invoice, extraction)) if memory.learned else None
    if answer and answer.confidence >= ABSTAIN:
        return Choice(answer.ledger, answer.reason, answer.confidence)
    # Nothing speaks for a ledger: the one used most stands in, plainly unsure, so that a person chooses.
    overall = memory.overall.get(invoice.direction)
    usual, share = overall.usual() if overall else ("", 0.0)
    if usual:
        offered = [answer.ledger, *(name for name, _ in answer.others)] if answer else []
        near = f"; it could be {' or '.join(offered[:3])}" if offered else ""
        return Choice(usual, f"nothing speaks for a ledger; {share:.0%} of all {invoice.direction}s were booked there{near}", NEW_LEDGER)
    group = "Sales Accounts" if invoice.direction == "sale" else "Purchase Accounts"
    own = sorted(name for name, account in chart.items() if account.group == group)
    if own:
        return Choice(own[0], f"the first ledger under {group}: nothing was booked yet", NEW_LEDGER)
    account = next(account for account in model.accounts if account.group == group)
    return Choice(account.name, f"no ledger under {group} in the books: this one would be new", 0.2)


def _round_off(invoice: Invoice, chart: Chart, model: ModelChart, missing: int) -> list[Leg]:
    """What is left between the total and its parts: rounding when the paper says so or when it is below a rupee. More than that is left to be seen."""
    printed = invoice.amount("round_off")
    if not missing or (abs(missing) > ROUND_OFF_MOST and abs(missing) != abs(printed)):
        return []
    what = f"round off as printed ({rupee_text(printed)})" if abs(missing) == abs(printed) else "the parts miss the total by less than a rupee"
    choice = by_role("round_off", chart, model, what)
    return [
        (
            Choice(choice.ledger, what if choice.confidence > NEW_LEDGER else choice.reason, choice.confidence),
            missing,
            "totals.round_off" if printed else "totals.grand_total",
        )
    ]
