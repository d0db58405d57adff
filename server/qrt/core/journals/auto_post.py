"""May the draft of a paper post without a person? Only under a policy that the company wrote, and only where everything about it is proven (docs/adr/0014).

Each gate answers with the reason why the draft waits. A draft that no gate holds is one more of the same: the same party, the same ledgers, figures that prove
themselves, a sum that the company said it would let pass.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from qrt.core.base.company import AutoPost, Entity
from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.money import Paise, apply_rate, rupee_text
from qrt.core.base.period import Quarter
from qrt.core.documents.types import Extraction, FieldStatus
from qrt.core.journals.parts import is_itemised
from qrt.core.journals.reading import Invoice
from qrt.core.learning.accounts import Answer
from qrt.core.ledger.naming import document_number, one_sign_apart
from qrt.core.ledger.taxnames import rate_of_name
from qrt.core.ledger.types import Chart, LedgerAccount, Voucher, VoucherDraft
from qrt.core.ledger.voucher import is_sound

EQUAL_LEAST = 3
"""So many earlier vouchers of the party must have moved the same ledgers: one is a hint, three are a habit."""

CUTOFF_DAYS = 7
"""A paper dated so near to either end of the quarter may be of a supply of the quarter beside it."""

DAYS_APART_MOST = 10
"""Within so many days an equal sum of the same party may be the same bill under another number."""

RUPEE = Paise(100)
_RATES = tuple(Decimal(rate) for rate in ("0", "0.25", "1.5", "3", "5", "12", "18", "28", "40"))
_PROVEN = frozenset({FieldStatus.AUTO, FieldStatus.CONFIRMED, FieldStatus.CORRECTED})
_HEADS = ("cgst", "sgst", "igst", "cess")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a draft was drawn from: the paper, and what the books' history answered for its ledger."""

    extraction: Extraction
    invoice: Invoice
    answer: Answer | None


@dataclass(frozen=True)
class Standing:
    """What a draft is compared with: the books of the entity for the quarter, and the other drafts that wait."""

    entity: Entity
    quarter: Quarter
    chart: Chart
    vouchers: Mapping[str, tuple[Voucher, ...]] = field(default_factory=dict)
    drafts: Mapping[str, tuple[VoucherDraft, ...]] = field(default_factory=dict)


def to_standing(entity: Entity, quarter: Quarter, chart: Chart, vouchers: Iterable[Voucher], drafts: Iterable[VoucherDraft]) -> Standing:
    """Vouchers and drafts by every ledger they move, so that a party's are found at once."""
    by_ledger: defaultdict[str, list[Voucher]] = defaultdict(list)
    for voucher in vouchers:
        for ledger in sorted({line.ledger for line in voucher.lines}):
            by_ledger[ledger].append(voucher)
    waiting: defaultdict[str, list[VoucherDraft]] = defaultdict(list)
    for draft in drafts:
        waiting[draft.party].append(draft)
    return Standing(entity, quarter, chart, {name: tuple(each) for name, each in by_ledger.items()}, {name: tuple(each) for name, each in waiting.items()})


def waits_because(policy: AutoPost, draft: VoucherDraft, grounds: Grounds, standing: Standing) -> tuple[str, ...]:
    """Everything that keeps the draft from posting by itself, in words; () when nothing does. Findings on paper and party are for the caller to look at."""
    return (
        *_outside(policy, draft, grounds, standing),
        *_unproven(grounds, standing),
        *_arithmetic(grounds.invoice),
        *_strange_party(draft, grounds, standing),
        *_unsure_ledger(policy, draft, grounds, standing),
        *_strange_lines(draft, grounds, standing),
        *_like_another(draft, grounds, standing),
    )


def posts_because(policy: AutoPost, draft: VoucherDraft, grounds: Grounds) -> str:
    """The line that stands with a voucher that posted by itself."""
    assert grounds.answer
    return (
        f"policy “{policy.name}”: {rupee_text(grounds.invoice.amount('grand_total'))} of at most {rupee_text(policy.up_to)}, every figure proven, "
        f"{grounds.answer.equal} equal bookings of {draft.party}, ledger sure to {grounds.answer.confidence:.2f} of at least {policy.confidence}"
    )


def value_lines(draft: VoucherDraft, chart: Chart) -> dict[str, int]:
    """What the draft books to ledgers that are neither party, tax nor rounding."""
    found: defaultdict[str, int] = defaultdict(int)
    for line in draft.lines:
        if line.ledger != draft.party and not _is_beside(chart.get(line.ledger)):
            found[line.ledger] += line.amount
    return dict(found)


def _is_beside(account: LedgerAccount | None) -> bool:
    return account is not None and (account.role.startswith(("input_", "output_")) or account.role in ("round_off", "tds_payable"))


def _kind(draft: VoucherDraft, chart: Chart, invoice: Invoice) -> str:
    """purchase, expense or sale; "" for notes, assets and whatever is split over several ledgers."""
    values = value_lines(draft, chart)
    account = chart.get(next(iter(values))) if len(values) == 1 else None
    if account is None or invoice.note:
        return ""
    if invoice.direction == "sale":
        return "sale" if account.nature == "income" else ""
    if account.group == "Purchase Accounts":
        return "purchase"
    return "expense" if account.nature == "expense" else ""


def _outside(policy: AutoPost, draft: VoucherDraft, grounds: Grounds, standing: Standing) -> Iterator[str]:
    invoice = grounds.invoice
    kind = _kind(draft, standing.chart, invoice)
    if kind not in policy.kinds:
        yield f"it is {kind or 'neither a purchase, an expense nor a sale of one ledger'}, and the policy is for {', '.join(policy.kinds)}"
    total = invoice.amount("grand_total")
    if not 0 < total <= policy.up_to:
        yield f"it comes to {rupee_text(total)}, the policy goes up to {rupee_text(policy.up_to)}"
    if invoice.currency not in ("", "INR", "RS", "₹"):
        yield f"it is in {invoice.currency}"
    if invoice.reverse_charge:
        yield "it is under reverse charge"
    if draft.day not in standing.quarter:
        yield f"its date {draft.day:%d-%m-%Y} lies outside {standing.quarter}"
    elif min(draft.day - standing.quarter.first_day, standing.quarter.last_day - draft.day) < timedelta(days=CUTOFF_DAYS):
        yield f"its date {draft.day:%d-%m-%Y} is within {CUTOFF_DAYS} days of the quarter's end: the supply may be of the other quarter"


def _unproven(grounds: Grounds, standing: Standing) -> Iterator[str]:
    invoice, extraction = grounds.invoice, grounds.extraction
    for name, text in (("seller.gstin", "the seller's GSTIN"), ("buyer.gstin", "the buyer's GSTIN")):
        if fault := gstin_fault(extraction.text(name)):
            yield f"{text} does not prove itself: {fault}"
    if invoice.own_gstin not in standing.entity.gstins:
        yield "it does not carry a GSTIN of ours"
    if not invoice.number or not invoice.day:
        yield "its number or date could not be read"
    needed = ("invoice_number", "invoice_date", "seller.gstin", "buyer.gstin", "totals.taxable", "totals.grand_total", *(f"totals.{head}" for head in _HEADS))
    if unsure := [name for name in needed if extraction.text(name) and extraction.fields[name].status not in _PROVEN]:
        yield f"a person should look at what was read as {', '.join(unsure)}"
    if extraction.findings:
        yield f"its reading found: {extraction.findings[0].sentence}"


def _arithmetic(invoice: Invoice) -> Iterator[str]:
    """Lines make the value, value and taxes make the total, to the paisa; the tax follows from value and rate to a rupee, its heads from the states."""
    amounts = invoice.amounts
    if "taxable" not in amounts or "grand_total" not in amounts:
        yield "its value before tax or its total could not be read"
        return
    value, total, tax = invoice.amount("taxable"), invoice.amount("grand_total"), invoice.tax
    if value + tax + invoice.amount("round_off") != total:
        yield "value, taxes and rounding as printed do not come to its total to the paisa"
    if abs(invoice.amount("round_off")) > RUPEE:
        yield "its rounding is more than a rupee"
    if invoice.amount("tcs") or invoice.amount("discount"):
        yield "it has tax collected at source or a discount of its own"
    if not is_itemised(invoice.items, value):
        yield "its lines do not come to its value to the paisa"
    if invoice.amount("cess"):
        yield "it carries cess, whose rate is not proven"
    if not _at_rate(invoice, value, tax):
        yield "its tax does not follow from its value at a rate of GST"
    cgst, sgst, igst = (invoice.amount(head) for head in ("cgst", "sgst", "igst"))
    # An invoice of a supplier is for the state that we claim credit in; a sale goes where the paper says.
    supply = invoice.state or (invoice.party_gstin[:2] if invoice.direction == "sale" else invoice.own_gstin[:2])
    seller = (invoice.own_gstin if invoice.direction == "sale" else invoice.party_gstin)[:2]
    if abs(cgst - sgst) > 1 or (igst and (cgst or sgst)) or (tax and bool(igst) != (seller != supply)):
        yield "its heads of tax do not follow from the states of both sides"
    if invoice.direction == "purchase" and supply != invoice.own_gstin[:2]:
        yield "its place of supply is not the state of our GSTIN on it"


def _at_rate(invoice: Invoice, value: Paise, tax: Paise) -> bool:
    try:
        named = [Decimal(item.rate.rstrip("% ")) if item.rate else None for item in invoice.items]
    except ArithmeticError:
        return False
    if named and all(rate is not None and rate in _RATES for rate in named):
        wanted = sum(apply_rate(item.taxable or Paise(0), rate or Decimal(0)) for item, rate in zip(invoice.items, named, strict=True))
        return abs(wanted - tax) <= RUPEE
    return any(abs(apply_rate(value, rate) - tax) <= RUPEE for rate in _RATES)


def _strange_party(draft: VoucherDraft, grounds: Grounds, standing: Standing) -> Iterator[str]:
    invoice, chart = grounds.invoice, standing.chart
    role = "debtor" if invoice.direction == "sale" else "creditor"
    gstin, booked = invoice.party_gstin, _booked(draft, standing)
    known = {name for name, account in chart.items() if gstin and account.gstin == gstin}
    # Where no master says it, the company's own vouchers may: all that name a registration of the party name this one.
    if not known and gstin and {each.party_gstin for each in booked if each.party == draft.party and each.party_gstin} == {gstin}:
        known = {draft.party}
    if known != {draft.party} or draft.party not in chart or chart[draft.party].role != role:
        yield f"no single {role} of the books carries GSTIN {gstin or '(none)'}"
    elif not booked:
        yield f"nothing was booked for {draft.party} so far"


def _unsure_ledger(policy: AutoPost, draft: VoucherDraft, grounds: Grounds, standing: Standing) -> Iterator[str]:
    answer, values = grounds.answer, value_lines(draft, standing.chart)
    if answer is None or answer.tier != "memory" or list(values) != [answer.ledger]:
        yield "its ledger was not chosen from the party's own history"
        return
    if Decimal(str(answer.confidence)) < policy.confidence:
        yield f"its ledger is sure to {answer.confidence:.2f}, the policy asks {policy.confidence}"
    if answer.others:
        yield f"vouchers of {draft.party} went to other ledgers too: {', '.join(name for name, _ in answer.others)}"
    shape = _shape(draft, standing.chart)
    equal = [each for each in _booked(draft, standing) if each.kind is draft.kind and _shape(each, standing.chart) == shape]
    if min(len(equal), answer.equal) < EQUAL_LEAST:
        yield f"{min(len(equal), answer.equal)} earlier vouchers of {draft.party} moved these ledgers, {EQUAL_LEAST} are asked"


def _booked(draft: VoucherDraft, standing: Standing) -> list[Voucher]:
    """The party's vouchers that a person or the company's own books stand behind."""
    return [each for each in standing.vouchers.get(draft.party, ()) if not each.approver]


def _shape(voucher: Voucher | VoucherDraft, chart: Chart) -> frozenset[tuple[str, bool]]:
    """The ledgers it moves, each with its side, rounding aside."""
    return frozenset(
        (line.ledger, line.amount > 0) for line in voucher.lines if line.amount and not (line.ledger in chart and chart[line.ledger].role == "round_off")
    )


def _strange_lines(draft: VoucherDraft, grounds: Grounds, standing: Standing) -> Iterator[str]:
    chart = standing.chart
    if not is_sound(draft) or any(line.ledger not in chart for line in draft.lines):
        yield "it does not balance, or asks for a ledger that the books do not have"
        return
    for line in draft.lines:
        account = chart[line.ledger]
        if account.role.startswith(("input_", "output_")):
            same = [name for name, each in chart.items() if each.role == account.role]
            if len(same) > 1 and (sum(rate_of_name(name) == rate_of_name(line.ledger) for name in same) > 1 or rate_of_name(line.ledger) is None):
                yield f"the books keep several ledgers like {line.ledger}"
    withheld = any(chart[line.ledger].role == "tds_payable" for line in draft.lines)
    if not withheld and any(chart[name].tds_key for name in value_lines(draft, chart)):
        yield "tax may have to be deducted from what it is for, and the draft deducts none"
    elif not withheld and any(chart[line.ledger].role == "tds_payable" for each in _booked(draft, standing) for line in each.lines if line.ledger in chart):
        yield f"tax was deducted from {draft.party} before, and the draft deducts none"
    if sum(abs(line.amount) for line in draft.lines if chart[line.ledger].role == "round_off") > RUPEE:
        yield "it books more than a rupee as rounding"


def _like_another(draft: VoucherDraft, grounds: Grounds, standing: Standing) -> Iterator[str]:
    number, total = document_number(draft.reference), grounds.invoice.amount("grand_total")
    others: Sequence[Voucher | VoucherDraft] = (*standing.vouchers.get(draft.party, ()), *standing.drafts.get(draft.party, ()))
    for each in others:
        if each.key == draft.key:
            continue
        numbers = {document_number(text) for text in (each.reference, each.number, *(line.bill for line in each.lines)) if text}
        size = abs(sum(line.amount for line in each.lines if line.ledger == draft.party))
        alike = abs(size - abs(sum(line.amount for line in draft.lines if line.ledger == draft.party))) <= RUPEE or abs(size - total) <= RUPEE
        if each.kind is draft.kind and (number in numbers or (alike and any(one_sign_apart(number, other) for other in numbers))):
            yield f"{draft.party} has a voucher or draft of that number already"
            return
        if alike and each.kind is draft.kind and abs((each.day - draft.day).days) <= DAYS_APART_MOST:
            yield f"a voucher or draft of {draft.party} over the same sum stands within {DAYS_APART_MOST} days: it may be the same bill"
            return
