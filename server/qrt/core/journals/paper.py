"""From an invoice to a voucher draft: JournalBot's rule. The draft waits for a checker."""

from dataclasses import dataclass
from decimal import Decimal

from qrt.core.base.company import Entity
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.documents.types import Extraction
from qrt.core.journals.memory import Memory
from qrt.core.journals.reading import HEADS, Invoice, to_invoice
from qrt.core.journals.teaching import case_of_paper
from qrt.core.learning.accounts import ABSTAIN
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.taxnames import rate_of_name
from qrt.core.ledger.types import Chart, Line, SourceKind, VoucherDraft

ROUND_OFF_MOST = Paise(100)
"""A rupee: what may be booked as rounding without a word on the paper (section 170, CGST Act)."""

_SURE_UNKNOWN = 0.3


@dataclass(frozen=True, slots=True)
class Choice:
    """A ledger, why it, and how sure."""

    ledger: str
    reason: str
    confidence: float


def draft_voucher(
    extraction: Extraction, entity: Entity, chart: Chart, model: ModelChart, memory: Memory | None = None
) -> tuple[VoucherDraft | None, tuple[Finding, ...]]:
    """The voucher that an invoice paper calls for, each line with its spot on the paper and the reason for its ledger.

    Purchase or sale by whose GSTIN is ours; notes are booked the other way round; under reverse charge the supplier gets the taxable value alone, the
    tax stands as payable and as credit (CGST Act s.9(3), s.49). None, with a finding, when date, total or direction cannot be read: nothing is invented.
    """
    invoice = to_invoice(extraction, entity)
    if faults := _check_enough(invoice, entity):
        return None, faults
    history = memory or Memory()
    party = choose_party(invoice, chart, history)
    sign = 1 if (invoice.direction == "sale") != (invoice.note == "credit_note") else -1
    charged = invoice.tax if not (invoice.reverse_charge and invoice.direction == "purchase") else ZERO
    lines: list[tuple[Choice, int, str]] = [(party, sign * invoice.amount("grand_total"), "totals.grand_total")]
    main = choose_main(invoice, extraction, chart, model, history)
    tcs = invoice.amount("tcs")
    taxable, taxable_field = _taxable(invoice, charged)
    lines.append((main, -sign * taxable, taxable_field))
    lines += _tax_lines(invoice, chart, model, sign)
    if tcs:
        role = "tds_receivable" if invoice.direction == "purchase" else "tcs_payable"
        lines.append((_by_role(role, chart, model, "tax collected at source"), -sign * tcs, "totals.tcs"))
    lines += _round_off(invoice, chart, model, -sum(amount for _, amount, _ in lines))
    assert invoice.day
    built = tuple(
        Line(choice.ledger, Paise(amount), invoice.places.get(field), bill=invoice.number if choice is party else "", reason=choice.reason)
        for choice, amount, field in lines
        if amount
    )
    draft = VoucherDraft(
        key=f"paper:{extraction.document}" + (f":{extraction.part}" if extraction.part else ""),
        entity=entity.code,
        kind=invoice.kind,
        day=invoice.day,
        lines=built,
        source=SourceKind.PAPER,
        narration=f"{invoice.kind.value.replace('_', ' ').capitalize()} per {invoice.note.replace('_', ' ') or 'invoice'} {invoice.number} of {invoice.party}; {invoice.why}",
        party=party.ledger,
        party_gstin=invoice.party_gstin,
        reference=invoice.number,
        reference_day=invoice.day,
        place=next(iter(invoice.places.values()), None),
        evidence=tuple(dict.fromkeys(invoice.places[name] for name in sorted(invoice.places))),
        confidence=round(min([invoice.sure, *(choice.confidence for choice, amount, _ in lines if amount)]), 2),
    )
    return draft, ()


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


def _tax_lines(invoice: Invoice, chart: Chart, model: ModelChart, sign: int) -> list[tuple[Choice, int, str]]:
    lines: list[tuple[Choice, int, str]] = []
    reverse = invoice.reverse_charge and invoice.direction == "purchase"
    for head in HEADS:
        if not (amount := invoice.amount(head)):
            continue
        rate = Decimal(amount * 100) / Decimal(invoice.amount("taxable")) if invoice.amount("taxable") else None
        if reverse:
            lines.append((_tax_ledger(f"rcm_input_{head}", rate, chart, model), -sign * amount, f"totals.{head}"))
            lines.append((_tax_ledger(f"rcm_output_{head}", rate, chart, model), sign * amount, f"totals.{head}"))
        elif not invoice.reverse_charge:
            side = "output" if invoice.direction == "sale" else "input"
            lines.append((_tax_ledger(f"{side}_{head}", rate, chart, model), -sign * amount, f"totals.{head}"))
    return lines


def _tax_ledger(role: str, rate: Decimal | None, chart: Chart, model: ModelChart) -> Choice:
    """The chart's ledger of this role; among several the one whose name carries the rate, then the one that carries none."""
    ledgers = sorted(name for name, account in chart.items() if account.role == role)
    if not ledgers:
        return _by_role(role, chart, model, role.replace("_", " "))
    at_rate = [name for name in ledgers if rate is not None and (named := rate_of_name(name)) is not None and abs(named - rate) < Decimal("0.1")]
    without = [name for name in ledgers if rate_of_name(name) is None]
    if at_rate:
        return Choice(at_rate[0], f"{role.replace('_', ' ')} at {rate_of_name(at_rate[0])} %", 0.97 if len(at_rate) == 1 else 0.7)
    if without:
        return Choice(without[0], f"{role.replace('_', ' ')}", 0.95 if len(without) == 1 else 0.6)
    return Choice(ledgers[0], f"{role.replace('_', ' ')}; no ledger names the rate", 0.4)


def _by_role(role: str, chart: Chart, model: ModelChart, what: str) -> Choice:
    ledgers = sorted(name for name, account in chart.items() if account.role == role)
    if ledgers:
        return Choice(ledgers[0], what, 0.95 if len(ledgers) == 1 else 0.6)
    account = model.account(role)
    name = account.name if account else what.capitalize()
    return Choice(name, f"{what}: the books have no such ledger, this one would be new", _SURE_UNKNOWN)


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
    return Choice(invoice.party or invoice.party_gstin or "Unknown party", "no ledger of this party in the books: this one would be new", _SURE_UNKNOWN)


def choose_main(invoice: Invoice, extraction: Extraction, chart: Chart, model: ModelChart, memory: Memory) -> Choice:
    """The sales, purchase or expense ledger: what the party's papers, the company's other vouchers and general knowledge say, in that order."""
    answer = memory.learned.choose(case_of_paper(invoice, extraction)) if memory.learned else None
    if answer and answer.confidence >= ABSTAIN:
        return Choice(answer.ledger, answer.reason, answer.confidence)
    # Nothing speaks for a ledger: the one used most stands in, plainly unsure, so that a person chooses.
    overall = memory.overall.get(invoice.direction)
    usual, share = overall.usual() if overall else ("", 0.0)
    if usual:
        offered = [answer.ledger, *(name for name, _ in answer.others)] if answer else []
        near = f"; it could be {' or '.join(offered[:3])}" if offered else ""
        return Choice(usual, f"nothing speaks for a ledger; {share:.0%} of all {invoice.direction}s were booked there{near}", _SURE_UNKNOWN)
    group = "Sales Accounts" if invoice.direction == "sale" else "Purchase Accounts"
    own = sorted(name for name, account in chart.items() if account.group == group)
    if own:
        return Choice(own[0], f"the first ledger under {group}: nothing was booked yet", _SURE_UNKNOWN)
    account = next(account for account in model.accounts if account.group == group)
    return Choice(account.name, f"no ledger under {group} in the books: this one would be new", 0.2)


def _round_off(invoice: Invoice, chart: Chart, model: ModelChart, missing: int) -> list[tuple[Choice, int, str]]:
    """What is left between the total and its parts: rounding when the paper says so or when it is below a rupee. More than that is left to be seen."""
    printed = invoice.amount("round_off")
    if not missing or (abs(missing) > ROUND_OFF_MOST and abs(missing) != abs(printed)):
        return []
    what = f"round off as printed ({rupee_text(printed)})" if abs(missing) == abs(printed) else "the parts miss the total by less than a rupee"
    choice = _by_role("round_off", chart, model, what)
    return [
        (
            Choice(choice.ledger, what if choice.confidence > _SURE_UNKNOWN else choice.reason, choice.confidence),
            missing,
            "totals.round_off" if printed else "totals.grand_total",
        )
    ]
