"""An invoice paper whose voucher already stands in a register is evidence for it, not a second voucher."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from qrt.core.base.company import Entity
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.place import Place
from qrt.core.documents.types import Extraction
from qrt.core.journals.auto_post import Grounds
from qrt.core.journals.copies import Seen, Sight, called, in_words, sight_of
from qrt.core.journals.law import Law
from qrt.core.journals.memory import direction_of, party_ledger, to_memory
from qrt.core.journals.paper import draft_voucher
from qrt.core.journals.reading import HEADS, Invoice, to_invoice
from qrt.core.journals.teaching import case_of_paper, teach
from qrt.core.learning.accounts import Knowledge, Learned, Taught
from qrt.core.ledger.model import ModelChart
from qrt.core.ledger.naming import document_number, likeness, one_sign_apart, squeezed, words
from qrt.core.ledger.types import Chart, Voucher, VoucherDraft, VoucherKind

TOLERANCE = Paise(100)
"""A rupee: rounding of the total that the books may have left out."""

DAYS_APART_MOST = 10
_PARTY_ALIKE = 0.6
_BOOKED_KINDS = frozenset({VoucherKind.PURCHASE, VoucherKind.SALES, VoucherKind.CREDIT_NOTE, VoucherKind.DEBIT_NOTE, VoucherKind.JOURNAL})
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9/\-]*\d[A-Za-z0-9/\-]*")


@dataclass(frozen=True, slots=True)
class Booked:
    """A voucher as a paper would show it: `total` is what the party is owed or owes before tax was deducted, amounts never negative."""

    voucher: Voucher
    direction: str
    party: str
    gstin: str
    total: int
    taxes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class VoucherIndex:
    """Vouchers of one entity by document number, and by size of the total."""

    by_number: Mapping[str, tuple[Booked, ...]]
    by_total: Mapping[int, tuple[Booked, ...]]


@dataclass(frozen=True, slots=True)
class PaperMatch:
    """voucher is the key it belongs to, "" when its voucher was not found; `reasons` say what agreed."""

    voucher: str
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class PapersResult:
    """matches   extraction (document, part) -> voucher key
    drafts    vouchers for papers that no register has, waiting for a checker; `grounds` says by key what each was drawn from
    vouchers  the given vouchers, those with papers carrying their places as further evidence
    """

    matches: Mapping[tuple[str, str], PaperMatch]
    drafts: tuple[VoucherDraft, ...]
    vouchers: tuple[Voucher, ...]
    findings: tuple[Finding, ...] = field(default_factory=tuple)
    grounds: Mapping[str, Grounds] = field(default_factory=dict)


def index_vouchers(vouchers: Iterable[Voucher], chart: Chart) -> VoucherIndex:
    """Vouchers that could be the booking of an invoice or note. One pass, so that a thousand papers look up and do not search."""
    by_number: defaultdict[str, dict[str, Booked]] = defaultdict(dict)
    by_total: defaultdict[int, list[Booked]] = defaultdict(list)
    for voucher in vouchers:
        if voucher.kind not in _BOOKED_KINDS or not (party := party_ledger(voucher, chart)):
            continue
        booked = _booked(voucher, party, chart)
        for number in _numbers(voucher):
            by_number[number][voucher.key] = booked
        by_total[booked.total // TOLERANCE].append(booked)
    return VoucherIndex({number: tuple(each.values()) for number, each in by_number.items()}, {total: tuple(each) for total, each in by_total.items()})


def match_paper_to_voucher(extraction: Extraction, entity: Entity, index: VoucherIndex, taken: Mapping[str, str] | None = None) -> PaperMatch:
    """The voucher of a paper by its number and party; else by party, total and date when only one fits. Differences are findings.

    taken  vouchers that papers have already been found for, with the number of that paper: another invoice of the same party and size may not have them
    """
    invoice = to_invoice(extraction, entity)
    own = document_number(invoice.number)
    free = [booked for booked in _candidates(invoice, index) if (taken or {}).get(booked.voucher.key, own) == own]
    scored = sorted(
        ((*found, booked) for booked in free if (found := _score(invoice, booked))),
        key=lambda each: (-each[0], each[2].voucher.key),
    )
    if not scored:
        return PaperMatch("")
    score, reasons, best = scored[0]
    key = best.voucher.key
    equal = [other for points, _, other in scored if points == score]
    if reasons[0].startswith("number "):
        # One invoice booked twice: the paper proves the first booking, the second is for the check on duplicate invoices to say.
        best = min(equal, key=lambda booked: (booked.voucher.day, booked.voucher.key))
        key = best.voucher.key
    elif len(equal) > 1:
        sentence = (
            f"Invoice {invoice.number or '(no number)'} of {invoice.party} fits {len(equal)} vouchers equally well ({key} and others): say which one it proves."
        )
        return PaperMatch(
            "",
            (),
            (Finding("paper.ambiguous", Severity.WARNING, f"document:{invoice.document}", sentence, abs_(invoice.amount("grand_total")), entity=entity.code),),
        )
    return PaperMatch(key, reasons, _differences(invoice, best, entity))


def check_papers(
    extractions: Sequence[Extraction],
    entity: Entity,
    chart: Chart,
    model: ModelChart,
    vouchers: Sequence[Voucher],
    knowledge: Knowledge | None = None,
    law: Law | None = None,
    taught: Sequence[Taught] = (),
    names: Mapping[str, str] | None = None,
) -> PapersResult:
    """All invoice papers of an entity against its vouchers: evidence, duplicates, and drafts for what was not booked.

    names  of the papers by their SHA-256, for sentences
    """
    index = index_vouchers(vouchers, chart)
    papers = sorted(extractions, key=lambda each: (each.document, each.part))
    matches = _match_all(papers, entity, index)
    behind = {match.voucher: (to_invoice(each, entity), each) for each in papers if (match := matches[each.document, each.part]).voucher}
    learned = Learned((*taught, *teach(vouchers, chart, behind)), chart, knowledge or Knowledge())
    history = replace(to_memory(vouchers, chart), learned=learned)
    findings: list[Finding] = []
    drafts: list[VoucherDraft] = []
    grounds: dict[str, Grounds] = {}
    by_policy = {voucher.key: voucher for voucher in vouchers if voucher.approver}
    seen: dict[tuple[str, ...], Extraction] = {}
    sights, named = Seen(), names or {}
    for each in papers:
        # A misread copy of a bill that is booked must find it, whichever of the two comes first.
        if matches[each.document, each.part].voucher:
            sights.add(sight_of(to_invoice(each, entity), each))
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for extraction in papers:
        match = matches[extraction.document, extraction.part]
        findings += match.findings
        invoice = to_invoice(extraction, entity)
        # The electronic and the printed form of one invoice are one paper twice, not an error: only equal kinds of paper are duplicates.
        identity = (match.voucher, extraction.kind.value) if match.voucher else _identity(invoice, extraction)
        earlier = seen.setdefault(identity, extraction) if identity else extraction
        if earlier is not extraction:
            findings.append(_duplicate(invoice, earlier, entity, named))
        if match.voucher in by_policy and earlier is extraction:
            findings.append(_not_booked(invoice, entity, by_policy[match.voucher]))
        if match.voucher:
            places[match.voucher] += [each.place for _, each in sorted(extraction.fields.items()) if each.place]
            continue
        if earlier is not extraction or match.findings:
            continue
        sight = sight_of(invoice, extraction)
        copied = sights.copy_of(sight)
        sights.add(sight)
        if copied:
            if copied[0].kind == sight.kind or not _already_drafted(invoice, drafts):
                findings.append(_near_duplicate(invoice, *copied, entity, named))
            continue
        draft, faults = draft_voucher(extraction, entity, chart, model, history, law)
        findings += faults
        if draft and not _already_drafted(invoice, drafts):
            drafts.append(draft)
            grounds[draft.key] = Grounds(extraction, invoice, learned.choose(case_of_paper(invoice, extraction)))
            findings.append(_not_booked(invoice, entity))
    findings = _joined(findings, index, entity)
    proven = tuple(replace(each, evidence=tuple(dict.fromkeys((*each.evidence, *places[each.key])))) if each.key in places else each for each in vouchers)
    return PapersResult(matches, tuple(drafts), proven, tuple(findings), grounds)


def _match_all(papers: Sequence[Extraction], entity: Entity, index: VoucherIndex) -> dict[tuple[str, str], PaperMatch]:
    """Papers whose number is in the books choose first; the others may only have what is left."""
    first = {(each.document, each.part): match_paper_to_voucher(each, entity, index) for each in papers}
    numbers = {(each.document, each.part): document_number(each.text("invoice_number")) for each in papers}
    taken = {match.voucher: numbers[key] for key, match in first.items() if match.voucher and match.reasons[0].startswith("number ")}
    matches: dict[tuple[str, str], PaperMatch] = {}
    for extraction in papers:
        key = (extraction.document, extraction.part)
        match = first[key]
        if not (match.voucher and taken.get(match.voucher) == numbers[key]):
            match = match_paper_to_voucher(extraction, entity, index, taken)
        if match.voucher:
            taken[match.voucher] = numbers[key]
        matches[key] = match
    return matches


def _booked(voucher: Voucher, party: str, chart: Chart) -> Booked:
    roles = [(chart[line.ledger].role if line.ledger in chart else "", line) for line in voucher.lines]
    side = sum(line.amount for line in voucher.lines if line.ledger == party)
    withheld = sum(line.amount for role, line in roles if role in ("tds_payable", "tds_receivable") and line.ledger != party and line.amount * side > 0)
    reverse = any(role.startswith("rcm_") for role, _ in roles)
    prefixes = ("rcm_input_",) if reverse else ("input_", "output_")
    taxes = {head: abs(sum(line.amount for role, line in roles if role in {prefix + head for prefix in prefixes})) for head in HEADS}
    direction = (
        direction_of(voucher.kind) if voucher.kind != VoucherKind.JOURNAL else ("sale" if party in chart and chart[party].role == "debtor" else "purchase")
    )
    return Booked(voucher, direction, party, voucher.party_gstin or (chart[party].gstin if party in chart else ""), abs(side + withheld), taxes)


def _numbers(voucher: Voucher) -> set[str]:
    """Numbers under which a paper of this voucher may be looked for: reference, own number, and numbers in the narration."""
    texts = [voucher.reference, voucher.number, *(line.bill for line in voucher.lines), *_TOKEN.findall(voucher.narration)]
    return {number for text in texts if (number := document_number(text))}


def _candidates(invoice: Invoice, index: VoucherIndex) -> list[Booked]:
    total = invoice.amount("grand_total") // TOLERANCE
    found = (
        {booked.voucher.key: booked for near in (total - 1, total, total + 1) for booked in index.by_total.get(near, ())}
        if invoice.amount("grand_total")
        else {}
    )
    for booked in index.by_number.get(document_number(invoice.number), ()) if invoice.number else ():
        found[booked.voucher.key] = booked
    return [booked for booked in found.values() if not invoice.direction or booked.direction == invoice.direction]


def _score(invoice: Invoice, booked: Booked) -> tuple[int, tuple[str, ...]] | None:
    """Points and reasons; None when too little agrees. A number alone proves nothing: numbers repeat between parties."""
    voucher = booked.voucher
    is_note = voucher.kind in (VoucherKind.CREDIT_NOTE, VoucherKind.DEBIT_NOTE)
    if voucher.kind != VoucherKind.JOURNAL and is_note != (invoice.kind in (VoucherKind.CREDIT_NOTE, VoucherKind.DEBIT_NOTE)):
        return None
    reasons: list[str] = []
    score = 0
    same_number = bool(invoice.number) and document_number(invoice.number) in _numbers(voucher)
    same_total = abs(booked.total - invoice.amount("grand_total")) <= TOLERANCE
    party = _party_agrees(invoice, booked)
    for holds, points, reason in (
        (same_number, 4, f"number {invoice.number}"),
        (bool(party), 3, party),
        (same_total, 2, f"total {rupee_text(invoice.amount('grand_total'))}"),
    ):
        if holds:
            score += points
            reasons.append(reason)
    days = min((abs((invoice.day - day).days) for day in (voucher.day, voucher.reference_day) if day), default=999) if invoice.day else 999
    if days == 0:
        score += 1
        reasons.append("same date")
    number_of_its_own = document_number(voucher.reference) if booked.direction == "purchase" else document_number(voucher.number)
    if same_number and (party or same_total):
        return score, tuple(reasons)
    if (
        party
        and same_total
        and days <= DAYS_APART_MOST
        and not (invoice.number and number_of_its_own and not one_sign_apart(document_number(invoice.number), number_of_its_own))
    ):
        return score, tuple(reasons)
    return None


def _party_agrees(invoice: Invoice, booked: Booked) -> str:
    if invoice.party_gstin and booked.gstin == invoice.party_gstin:
        return f"GSTIN {invoice.party_gstin}"
    if invoice.party and (squeezed(invoice.party) == squeezed(booked.party) or likeness(words(invoice.party), words(booked.party)) >= _PARTY_ALIKE):
        return f"party {booked.party}"
    return ""


def _differences(invoice: Invoice, booked: Booked, entity: Entity) -> tuple[Finding, ...]:
    voucher = booked.voucher
    subject = f"voucher:{entity.code}/{voucher.key}"
    places = (*voucher.evidence, *invoice.places.values())
    label = f"{voucher.type_name or voucher.kind.value} {voucher.number} ({invoice.party or booked.party}, invoice {invoice.number})"

    def finding(rule: str, severity: Severity, sentence: str, amount: int, *fields: str) -> Finding:
        own = tuple(invoice.places[name] for name in fields if name in invoice.places)
        return Finding(rule, severity, subject, sentence, abs_(amount), evidence=(*voucher.evidence, *(own or places[:1])), entity=entity.code)

    found: list[Finding] = []
    total = invoice.amount("grand_total")
    if total and abs(total - booked.total) > TOLERANCE:
        sentence = f"{label} is booked at {rupee_text(Paise(booked.total))}, the paper says {rupee_text(total)}."
        found.append(finding("paper.amount_differs", Severity.ERROR, sentence, total - booked.total, "totals.grand_total"))
    wrong = [head for head in HEADS if head in invoice.amounts and abs(invoice.amount(head) - booked.taxes[head]) > TOLERANCE]
    if wrong and not any(booked.taxes.values()) and not (total and abs(total - booked.total) > TOLERANCE):
        sentence = f"{label}: the tax of {rupee_text(invoice.tax)} on the paper went to cost, no credit was taken."
        found.append(finding("paper.credit_not_taken", Severity.INFO, sentence, invoice.tax, *(f"totals.{head}" for head in wrong)))
    elif wrong and not (total and abs(total - booked.total) > TOLERANCE):
        shown = ", ".join(f"{head.upper()} {rupee_text(Paise(booked.taxes[head]))} instead of {rupee_text(invoice.amount(head))}" for head in wrong)
        found.append(
            finding(
                "paper.tax_differs",
                Severity.ERROR,
                f"{label} is booked with {shown}.",
                max(abs(invoice.amount(head) - booked.taxes[head]) for head in wrong),
                *(f"totals.{head}" for head in wrong),
            )
        )
    # Without a registration of ours to go by, which side of the paper is ours is a guess: a GSTIN of the books that stands on either side agrees.
    known = (invoice.party_gstin,) if entity.gstins else (invoice.party_gstin, invoice.own_gstin)
    if invoice.party_gstin and booked.gstin and booked.gstin not in known:
        other = "seller.gstin" if invoice.direction == "purchase" else "buyer.gstin"
        sentence = f"{label}: the paper carries GSTIN {invoice.party_gstin}, the books {booked.gstin}."
        found.append(finding("paper.gstin_differs", Severity.ERROR, sentence, invoice.tax, other))
    if invoice.own_gstin and entity.gstins and invoice.own_gstin not in entity.gstins and invoice.direction:
        own = "buyer.gstin" if invoice.direction == "purchase" else "seller.gstin"
        sentence = f"{label}: the paper prints our GSTIN as {invoice.own_gstin}, which is none of ours ({', '.join(entity.gstins)}): ask for a corrected paper."
        found.append(finding("paper.gstin_differs", Severity.ERROR, sentence, invoice.tax, own))
    if invoice.day and (why := _date_fault(invoice.day, booked)):
        found.append(finding("paper.date_differs", Severity.WARNING, f"{label}: {why}.", 0, "invoice_date"))
    return tuple(found)


def _joined(findings: Sequence[Finding], index: VoucherIndex, entity: Entity) -> list[Finding]:
    """A wrong GSTIN in a party's master shows on every paper of the party: one finding for the ledger, with all the places."""
    booked = {each.voucher.key: each for group in index.by_total.values() for each in group}
    kept: list[Finding] = []
    by_ledger: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for each in findings:
        one = booked.get(each.subject.partition("/")[2]) if each.rule == "paper.gstin_differs" and ", the books " in each.sentence else None
        if one and not one.voucher.party_gstin:
            by_ledger[one.party, one.gstin].append(each)
        else:
            kept.append(each)
    for (party, gstin), same in sorted(by_ledger.items()):
        if len(same) == 1:
            kept += same
            continue
        places = tuple(dict.fromkeys(place for each in same for place in each.evidence))
        sentence = f"The master of {party} carries GSTIN {gstin}, {len(same)} of its papers another one. The first: {same[0].sentence}"
        kept.append(
            replace(same[0], subject=f"ledger:{entity.code}/{party}", sentence=sentence, amount=Paise(sum(each.amount for each in same)), evidence=places)
        )
    return kept


def _date_fault(day: date, booked: Booked) -> str:
    """Our own invoice has one date. A supplier's may be booked later, but not before it was written."""
    voucher = booked.voucher
    if voucher.reference_day and voucher.day >= day:
        return "" if voucher.reference_day == day else f"the paper is dated {day:%d-%m-%Y}, the books say {voucher.reference_day:%d-%m-%Y}"
    if booked.direction == "sale" and voucher.day != day:
        return f"the paper is dated {day:%d-%m-%Y}, it is booked on {voucher.day:%d-%m-%Y}"
    return f"it is booked on {voucher.day:%d-%m-%Y}, before the date of the paper {day:%d-%m-%Y}" if voucher.day < day else ""


def _identity(invoice: Invoice, extraction: Extraction) -> tuple[str, ...] | None:
    if not invoice.number:
        return None
    return (
        invoice.direction,
        invoice.party_gstin or squeezed(invoice.party),
        document_number(invoice.number),
        str(invoice.day),
        str(invoice.amount("grand_total")),
        extraction.kind.value,
    )


def _already_drafted(invoice: Invoice, drafts: Iterable[VoucherDraft]) -> bool:
    """The same invoice in another form (its e-invoice beside the PDF) has its draft already."""
    number = document_number(invoice.number)
    return bool(number) and any(
        document_number(draft.reference) == number
        and draft.reference_day == invoice.day
        and (draft.party_gstin == invoice.party_gstin or squeezed(draft.party) == squeezed(invoice.party))
        for draft in drafts
    )


def _near_duplicate(invoice: Invoice, earlier: Sight, reasons: Sequence[str], entity: Entity, names: Mapping[str, str]) -> Finding:
    """No voucher is drafted for what may be a bill's second paper: a person says which it is."""
    sentence = (
        f"{called(invoice.document, names)} looks like a copy of {called(earlier.document, names)} ({in_words(reasons)}), and no voucher was drafted for it. "
        "Reject the copy; if both are bills, correct what was misread and confirm both."
    )
    places = (*tuple(invoice.places.values())[:2], Place(earlier.document))
    subject = f"document:{invoice.document}"
    return Finding("paper.near_duplicate", Severity.ERROR, subject, sentence, abs_(invoice.amount("grand_total")), evidence=places, entity=entity.code)


def _duplicate(invoice: Invoice, earlier: Extraction, entity: Entity, names: Mapping[str, str]) -> Finding:
    sentence = (
        f"Invoice {invoice.number or '(no number)'} of {invoice.party or 'the same party'} over {rupee_text(invoice.amount('grand_total'))} was handed in twice, "
        f"as {called(invoice.document, names)} and as {called(earlier.document, names)}: one voucher stands for both papers."
    )
    places = tuple(invoice.places.values())[:2] + tuple(each.place for each in earlier.fields.values() if each.place)[:2]
    return Finding(
        "paper.duplicate", Severity.WARNING, f"document:{invoice.document}", sentence, abs_(invoice.amount("grand_total")), evidence=places, entity=entity.code
    )


def _not_booked(invoice: Invoice, entity: Entity, posted: Voucher | None = None) -> Finding:
    """A paper that no register has; `posted` is the voucher that a policy posted for it."""
    done = f"it was posted by {posted.approved_because}." if posted else "a voucher was drafted and waits for a checker."
    sentence = f"{invoice.kind.value.replace('_', ' ').capitalize()} {invoice.number or '(no number)'} of {invoice.party or invoice.party_gstin} over {rupee_text(invoice.amount('grand_total'))} stands in no register: {done}"
    places = tuple(invoice.places.values())[:4]
    return Finding(
        "paper.not_booked",
        Severity.INFO if posted else Severity.ERROR,
        f"document:{invoice.document}",
        sentence,
        abs_(invoice.amount("grand_total")),
        evidence=places,
        entity=entity.code,
    )


def abs_(amount: int) -> Paise:
    return Paise(abs(amount))
