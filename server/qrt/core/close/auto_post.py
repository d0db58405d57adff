"""Which drafts of papers post by themselves under the company's policy, and the list of them for the package (docs/adr/0014).

A close without them is computed first: what it found about a paper or its party holds the draft back. A close with them is computed next: whatever would be found
only then holds it back too. So nothing posts by itself that anybody has a question about.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qrt.core.base.company import AutoPost, Company
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.identifiers import pan_of_gstin
from qrt.core.base.period import Quarter
from qrt.core.close.decided import finding_digest, settle_findings
from qrt.core.close.rows import csv_bytes
from qrt.core.close.types import Decision, EntityBooks, EntityClose
from qrt.core.journals.auto_post import Grounds, posts_because, to_standing, waits_because
from qrt.core.ledger.naming import document_number, squeezed
from qrt.core.ledger.types import Voucher, VoucherDraft
from qrt.core.ledger.voucher import to_voucher

POLICY = "policy:"
"""How the approver of a voucher begins where a policy stands for a person."""

SAMPLE_PERCENT = 2
"""Of what posted by itself so much is marked for a person's look, at least one voucher."""

_SETTLED_BY_POSTING = ("gst.missing_in_books", "gst.rcm_not_booked")


@dataclass(frozen=True, slots=True)
class Seen:
    """One computation of a close, as far as it matters here: books by entity, every finding."""

    company: Company
    quarter: Quarter
    decisions: Sequence[Decision]
    books: Mapping[str, EntityBooks]
    findings: tuple[Finding, ...]


def choose_auto_post(before: Seen) -> dict[str, tuple[Voucher, ...]]:
    """By entity the vouchers that a policy posts, as far as the close without them can say. `before` has none of them in its books."""
    returned = {each.subject for each in before.decisions if each.kind == "voucher_returned"}
    found: dict[str, tuple[Voucher, ...]] = {}
    for entity in before.company.entities:
        policies, books = before.company.policy.auto_post_of(entity.code), before.books[entity.code]
        standing = to_standing(entity, before.quarter, books.chart, (*books.posted, *books.beyond), books.waiting)
        made: list[Voucher] = []
        findings = open_of(before, entity.code) if policies else ()
        for draft in books.waiting:
            grounds = books.grounds.get(draft.key)
            if grounds is None or f"{entity.code}|{draft.key}" in returned:
                continue
            policy = next((each for each in policies if not waits_because(each, draft, grounds, standing)), None)
            if policy and not open_findings(draft, grounds, findings):
                made.append(_posted(draft, policy, grounds))
        found[entity.code] = tuple(made)
    return found


def open_of(work: Seen, entity: str) -> tuple[Finding, ...]:
    """Findings that ask something of people, about one entity or the whole hand-in. What was waived is settled."""
    standing = settle_findings(work.findings, work.decisions)
    return tuple(finding for finding, state in standing if state == "open" and finding.severity is not Severity.INFO and finding.entity in ("", entity))


def open_findings(draft: VoucherDraft, grounds: Grounds, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that are about the draft's paper or party. That vouchers of papers are missing is no finding against posting one."""
    return tuple(each for each in findings if _is_about(each, draft, grounds) and not _is_settled(each, grounds))


def drop_found(chosen: Mapping[str, Sequence[Voucher]], before: Seen, after: Seen) -> dict[str, tuple[Voucher, ...]]:
    """What is left of the chosen when those go about which only the close with them finds something."""
    known = {finding_digest(each) for each in before.findings}
    kept: dict[str, tuple[Voucher, ...]] = {}
    for entity, vouchers in chosen.items():
        fresh = [each for each in open_of(after, entity) if finding_digest(each) not in known]
        grounds = before.books[entity].grounds
        kept[entity] = tuple(each for each in vouchers if not any(_is_about(finding, each, grounds[each.key]) for finding in fresh))
    return kept


def _posted(draft: VoucherDraft, policy: AutoPost, grounds: Grounds) -> Voucher:
    return replace(to_voucher(draft), approver=f"{POLICY}{policy.name}", approved_because=posts_because(policy, draft, grounds))


def _is_about(finding: Finding, draft: VoucherDraft | Voucher, grounds: Grounds) -> bool:
    """It shows the paper, or names the voucher, the party or its registration."""
    document = grounds.extraction.document
    if document in finding.subject or draft.key in finding.subject or any(place.document == document for place in finding.evidence):
        return True
    said = f"{finding.subject} {finding.sentence}"
    gstin = draft.party_gstin
    return bool(gstin and (gstin in said or pan_of_gstin(gstin) in said)) or squeezed(draft.party) in squeezed(said)


def _is_settled(finding: Finding, grounds: Grounds) -> bool:
    invoice = grounds.invoice
    if finding.rule == "paper.not_booked":
        # Every draft of a paper has one; that two papers are one bill is for the gates on numbers and sums to say.
        return True
    head, _, number = finding.subject.removeprefix("2b:").partition("/")
    return finding.rule in _SETTLED_BY_POSTING and head == invoice.party_gstin and document_number(number) == document_number(invoice.number)


def sample_of(vouchers: Iterable[Voucher]) -> frozenset[tuple[str, str]]:
    """Entity and key of those that a person should look at: two in a hundred, at least one, the same ones in every run over the same vouchers."""
    names = sorted((hashlib.sha256(f"{each.entity}|{each.key}".encode()).hexdigest(), each.entity, each.key) for each in vouchers)
    return frozenset((entity, key) for _, entity, key in names[: -(-len(names) * SAMPLE_PERCENT // 100)])


def posted_by_policy_file(entities: Iterable[EntityClose]) -> bytes:
    """posted_by_policy.csv: every voucher that a policy posted, why, and whether it is of the sample that a person looks at."""
    posted = [voucher for each in entities for voucher in each.books.posted if voucher.approver.startswith(POLICY)]
    sample = sample_of(posted)
    rows = [
        [
            each.entity,
            each.key,
            each.approver.removeprefix(POLICY),
            each.day.isoformat(),
            each.party,
            each.reference,
            sum(line.amount for line in each.lines if line.amount > 0),
            "yes" if (each.entity, each.key) in sample else "",
            each.approved_because,
        ]
        for each in posted
    ]
    return csv_bytes(["entity", "key", "policy", "date", "party", "reference", "amount_paise", "look", "because"], rows)
