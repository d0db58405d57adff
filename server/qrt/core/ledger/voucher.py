"""From a row of the books to a voucher that can be posted: draft, check, believe, post."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qrt.core.base.errors import Refused
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind, Extraction, Leg, RegisterRow
from qrt.core.ledger.naming import plain_name, squeezed
from qrt.core.ledger.narrated import bill_named
from qrt.core.ledger.types import BillKind, Chart, Foreign, Line, SourceKind, Voucher, VoucherDraft, VoucherKind

_KIND_OF_DOCUMENT = {
    DocumentKind.PURCHASE_REGISTER: VoucherKind.PURCHASE,
    DocumentKind.SALES_REGISTER: VoucherKind.SALES,
    DocumentKind.JOURNAL_REGISTER: VoucherKind.JOURNAL,
    DocumentKind.CREDIT_NOTE_REGISTER: VoucherKind.CREDIT_NOTE,
    DocumentKind.DEBIT_NOTE_REGISTER: VoucherKind.DEBIT_NOTE,
    DocumentKind.PAYMENT_REGISTER: VoucherKind.PAYMENT,
    DocumentKind.RECEIPT_REGISTER: VoucherKind.RECEIPT,
    DocumentKind.CONTRA_REGISTER: VoucherKind.CONTRA,
}
_KIND_OF_WORD = (
    ("credit note", VoucherKind.CREDIT_NOTE),
    ("debit note", VoucherKind.DEBIT_NOTE),
    ("sales return", VoucherKind.CREDIT_NOTE),
    ("purchase return", VoucherKind.DEBIT_NOTE),
    ("contra", VoucherKind.CONTRA),
    ("receipt", VoucherKind.RECEIPT),
    ("payment", VoucherKind.PAYMENT),
    ("purchase", VoucherKind.PURCHASE),
    ("sale", VoucherKind.SALES),
    ("journal", VoucherKind.JOURNAL),
)
_MONEY_ROLES = frozenset({"bank", "cash"})


@dataclass(frozen=True, slots=True)
class PeriodLock:
    """Days of an entity's books that are closed: everything up to and including `until` (None: nothing is)."""

    entity: str
    until: date | None = None


def check_draft(draft: VoucherDraft, chart: Chart) -> tuple[Finding, ...]:
    """All that is wrong with the draft, in the order a reviewer would read it. Blocking and error findings keep it from posting."""
    subject = f"voucher:{draft.entity}/{draft.key}"
    evidence = draft.evidence or ((draft.place,) if draft.place else ())
    name = (
        f"{draft.type_name or draft.kind.value} {draft.number or '(no number)'} of {draft.day:%d-%m-%Y}"
        if draft.day
        else f"{draft.type_name or draft.kind.value} {draft.number}"
    )

    def finding(rule: str, severity: Severity, sentence: str, amount: int = 0) -> Finding:
        return Finding(rule, severity, subject, sentence, Paise(abs(amount)), evidence=evidence, entity=draft.entity)

    # What does not post is missing from every figure: nobody signs over it before it is mended or waived.
    found: list[Finding] = []
    if not draft.day:
        found.append(finding("voucher.no_day", Severity.BLOCKING, f"{name} has no date."))
    if len(draft.lines) < 2:
        found.append(finding("voucher.too_few_lines", Severity.BLOCKING, f"{name} has {len(draft.lines)} ledger line; a voucher needs two."))
    if out := sum(line.amount for line in draft.lines):
        found.append(finding("voucher.unbalanced", Severity.BLOCKING, f"{name} does not balance: debits exceed credits by {rupee_text(Paise(out))}.", out))
    if len(draft.lines) >= 2 and not any(line.amount for line in draft.lines):
        found.append(finding("voucher.moves_nothing", Severity.ERROR, f"{name} moves no money; it is not posted."))
    elif empty := [line.ledger for line in draft.lines if not line.amount]:
        found.append(finding("voucher.zero_line", Severity.INFO, f"{name} has lines without an amount: {', '.join(empty)}."))
    unnamed = [line for line in draft.lines if not line.ledger.strip()]
    if unnamed:
        found.append(
            finding("voucher.no_ledger", Severity.BLOCKING, f"{name} has {len(unnamed)} lines without a ledger.", sum(abs(line.amount) for line in unnamed))
        )
    if half := _stands_twice(draft.lines):
        worth = sum(line.amount for line in half if line.amount > 0)
        rows = sorted({line.place.row for line in draft.lines if line.place and line.place.row})
        where = f" (rows {rows[0]} to {rows[-1]})" if rows else ""
        sentence = (
            f"{name} has all of its {len(half)} lines twice{where}: if the export gave its rows twice, Rs {rupee_text(Paise(worth))} is booked once too often."
        )
        found.append(finding("voucher.lines_twice", Severity.WARNING, sentence, worth))
    if unknown := sorted({line.ledger for line in draft.lines if line.ledger.strip() and line.ledger not in chart}):
        found.append(finding("voucher.unknown_ledger", Severity.INFO, f"{name} uses ledgers that the chart does not have: {', '.join(unknown)}."))
    return tuple(found)


def _stands_twice(lines: Sequence[Line]) -> Sequence[Line]:
    """The first half of the lines, where it is a whole voucher by itself and the second half is the same over again; else none."""
    half, again = lines[: len(lines) // 2], lines[len(lines) // 2 :]
    whole = len(half) >= 2 and any(line.amount for line in half) and not sum(line.amount for line in half)
    return half if whole and [(line.ledger, line.amount) for line in half] == [(line.ledger, line.amount) for line in again] else ()


def is_sound(draft: VoucherDraft) -> bool:
    """True when `to_voucher` may take it: dated, named, two lines, balanced, and it moves something."""
    lines = draft.lines
    balanced = not sum(line.amount for line in lines) and any(line.amount for line in lines)
    return bool(draft.day) and len(lines) >= 2 and balanced and all(line.ledger.strip() for line in lines)


def to_voucher(draft: VoucherDraft) -> Voucher:
    """The believed voucher. The draft must be sound; calling it with another is our own fault (AssertionError)."""
    assert is_sound(draft), draft.key
    return Voucher(
        key=draft.key,
        entity=draft.entity,
        kind=draft.kind,
        day=draft.day,
        lines=draft.lines,
        source=draft.source,
        number=draft.number,
        type_name=draft.type_name,
        branch=draft.branch,
        narration=draft.narration,
        party=draft.party,
        party_gstin=draft.party_gstin,
        reference=draft.reference,
        reference_day=draft.reference_day,
        place=draft.place,
        evidence=draft.evidence,
        reverses=draft.reverses,
        reverses_on=draft.reverses_on,
    )


def post(voucher: Voucher, lock: PeriodLock) -> Voucher:
    """The voucher, when its day is open. Raises Refused("ledger.period_locked") when it is not."""
    if lock.entity == voucher.entity and lock.until and voucher.day <= lock.until:
        raise Refused(
            "ledger.period_locked",
            f"{voucher.number or voucher.key} is dated {voucher.day:%d-%m-%Y}; the books of {voucher.entity} are closed up to {lock.until:%d-%m-%Y}: reopen the period or date it later.",
        )
    return voucher


def draft_of_row(row: RegisterRow, extraction: Extraction, entity: str, branch: str = "", chart: Chart | None = None) -> VoucherDraft:
    """One row of the company's own books as a draft. Its key is the same in every run: kind of voucher, number, day and branch; without a number, its legs.

    A purchase without the supplier's number has that which its narration names, if any.
    """
    lines = tuple(_line_of_leg(leg, _party_behind(leg, row, chart or {})) for leg in row.legs if leg.amount)
    branch = row.branch or branch
    kind = kind_of_row(row, extraction, chart)
    reference, reference_day = row.reference, row.reference_day
    if kind is VoucherKind.PURCHASE and not reference and row.day:
        reference, narrated_day = bill_named(row.narration, row.day)
        reference_day = reference_day or narrated_day
    return VoucherDraft(
        key=register_key(kind, row.voucher_type, row.number, row.day, branch, lines),
        entity=entity,
        kind=kind,
        day=row.day,
        lines=lines,
        source=SourceKind.REGISTER,
        number=row.number,
        type_name=row.voucher_type,
        branch=branch,
        narration=row.narration,
        party=_party_of(row, chart),
        party_gstin=row.party_gstin,
        reference=reference,
        reference_day=reference_day,
        place=row.place,
        evidence=(row.place,),
    )


def _line_of_leg(leg: Leg, party: str) -> Line:
    foreign = None
    if leg.currency and leg.rate is not None and leg.rate_day:
        foreign = Foreign(leg.currency, leg.foreign_amount, leg.rate, leg.rate_day)
    kind = BillKind(leg.bill_kind) if leg.bill_kind else None
    return Line(leg.ledger, leg.amount, leg.place, leg.bill, "as in the company's own books", kind, leg.due_day, leg.cost_centre, foreign, party=party)


def kind_of_row(row: RegisterRow, extraction: Extraction, chart: Chart | None = None) -> VoucherKind:
    """The base kind: as the row says, else as its legs show, else by the register's title and the type's name. Legs go before names: a "Cash Sales" is a sale."""
    if row.base_kind:
        return VoucherKind(row.base_kind)
    if extraction.kind in _KIND_OF_DOCUMENT:
        return _KIND_OF_DOCUMENT[extraction.kind]
    plain = plain_name(row.voucher_type)
    named = next((kind for word, kind in _KIND_OF_WORD if word in plain), None)
    return named or _kind_of_legs(row.legs, extraction, chart or {}) or VoucherKind.JOURNAL


def _kind_of_legs(legs: Sequence[Leg], extraction: Extraction, chart: Chart) -> VoucherKind | None:
    book = squeezed(extraction.text("ledger"))
    money = {leg.ledger for leg in legs if (leg.ledger in chart and chart[leg.ledger].role in _MONEY_ROLES) or (book and squeezed(leg.ledger) == book)}
    if money and all(leg.ledger in money for leg in legs):
        return VoucherKind.CONTRA
    if money:
        net = sum(leg.amount for leg in legs if leg.ledger in money)
        return VoucherKind.RECEIPT if net > 0 else VoucherKind.PAYMENT if net < 0 else None
    for group, debit, credit in (
        ("Sales Accounts", VoucherKind.CREDIT_NOTE, VoucherKind.SALES),
        ("Purchase Accounts", VoucherKind.PURCHASE, VoucherKind.DEBIT_NOTE),
    ):
        net = sum(leg.amount for leg in legs if leg.ledger in chart and chart[leg.ledger].group == group)
        if net:
            return debit if net > 0 else credit
    return None


def _party_behind(leg: Leg, row: RegisterRow, chart: Chart) -> str:
    """Whom a row names beside a debtor or creditor ledger, where that is none of its ledgers: "ABC Ltd" on "Accounts Receivable"."""
    account = chart.get(leg.ledger)
    if account is None or account.role not in ("debtor", "creditor"):
        return ""
    # A row that names its party once, on its first line, names it for all of them.
    name = " ".join((leg.party or (row.particulars if any(each.party for each in row.legs) else "")).split())
    own = chart.get(name)
    if not squeezed(name) or squeezed(name) in {squeezed(each.ledger) for each in row.legs} or (own and own.role not in ("debtor", "creditor")):
        return ""
    return name


def _party_of(row: RegisterRow, chart: Chart | None) -> str:
    """The other side: the Particulars ledger, unless that is the bank itself and one debtor or creditor stands among the legs."""
    known = chart or {}
    parties = [leg.ledger for leg in row.legs if leg.ledger in known and known[leg.ledger].role in ("debtor", "creditor")]
    own = known.get(row.particulars)
    if own and own.role in ("debtor", "creditor"):
        return row.particulars
    return parties[0] if len(set(parties)) == 1 else row.particulars


def register_key(kind: VoucherKind, type_name: str, number: str, day: date, branch: str, lines: Iterable[Line]) -> str:
    """ "register:sales/s-118/2026-09-30[/branch]"; where there is no number, a digest of the legs stands in for it."""
    series = squeezed(type_name) or kind.value
    mark = " ".join(number.casefold().split()) or f"~{legs_digest(lines)}"
    return f"register:{series}/{mark}/{day.isoformat()}" + (f"/{squeezed(branch)}" if branch else "")


def legs_digest(lines: Iterable[Line]) -> str:
    """Twelve hex digits that are equal for equal legs: ledgers compared without case and signs, amounts of one ledger added up, order aside."""
    return hashlib.sha256(repr(legs_sum(lines)).encode()).hexdigest()[:12]


def legs_sum(lines: Iterable[Line]) -> tuple[tuple[str, int], ...]:
    """Net amount of each ledger, sorted: what a voucher does to the books."""
    total: dict[str, int] = {}
    for line in lines:
        name = squeezed(line.ledger)
        total[name] = total.get(name, 0) + line.amount
    return tuple(sorted((name, amount) for name, amount in total.items() if amount))


def source_of(place: Place | None) -> tuple[str, str]:
    """The paper and sheet that a row stands on: inside one, equal rows are two vouchers; across two, they are one seen twice."""
    return (place.document, place.sheet or "") if place else ("", "")
