"""Papers into order: people's corrections applied, each part given to its entity."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from qrt.core.base.company import Company
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.close.carried import homes_of
from qrt.core.close.company import check_company
from qrt.core.close.layouts import KIND_SET
from qrt.core.close.printed import settle_prints
from qrt.core.close.types import Decision, HandIn, HandInPaper, PaperRole, PaperState, Placed
from qrt.core.documents.acceptance import held_back
from qrt.core.documents.assign import propose_entity
from qrt.core.documents.checks import check_extraction
from qrt.core.documents.invoice.cells import CELL, with_cell
from qrt.core.documents.types import DocumentKind, Extraction, Field, FieldStatus, Paper
from qrt.core.ledger.merges import rows_at_home

UNFOLDED = "unfold"
"""Reader of an archive or mail: the papers inside stand by themselves, the wrapping says nothing."""

WITHOUT_READER = frozenset({DocumentKind.OTHER})
"""Kinds that are kept and wait for a person."""

OUTSIDE_THE_BOOKS = frozenset(
    {
        DocumentKind.GSTR_1,
        DocumentKind.GSTR_2A,
        DocumentKind.GSTR_3B,
        DocumentKind.TDS_STATEMENT,
        DocumentKind.TDS_CHALLAN,
        DocumentKind.FORM_16A,
        DocumentKind.FORM_26AS,
        DocumentKind.AIS,
        DocumentKind.E_WAY_BILL,
        DocumentKind.BILL_OF_ENTRY,
        DocumentKind.PAYMENT_VOUCHER,
        DocumentKind.RECEIPT_VOUCHER,
        DocumentKind.PURCHASE_ORDER,
        DocumentKind.CONTRACT,
        DocumentKind.LOAN_STATEMENT,
        DocumentKind.INVENTORY_STATEMENT,
    }
)
"""Kinds that are told apart by their words as well: one on which nothing was found has been read by nobody."""


def is_unread(extraction: Extraction) -> bool:
    """Nobody has read it: its kind is not known, nothing was found on it, or the reader said that it needs a person."""
    nothing = extraction.kind in OUTSIDE_THE_BOOKS and not extraction.fields and not extraction.rows
    return extraction.kind in WITHOUT_READER or nothing or any(finding.rule == "document.needs_person" for finding in extraction.findings)


RECEIVED_AGAIN = "document_received_again"
"""A paper whose bytes were there already: what is recorded of it is the name under which it came again."""


def gather(company: Company, quarter: Quarter, papers: Iterable[HandInPaper], decisions: Sequence[Decision]) -> HandIn:
    """Apply the decisions on papers, find each part's entity, and check what was read.

    A part whose entity cannot be told is left out of every book and named in a finding: it is never guessed.
    """
    by_paper: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        by_paper[decision.subject].append(decision)
    homes = {entity.code: homes_of(decisions, entity.code) for entity in company.entities}
    kept: list[HandInPaper] = []
    placed: list[Placed] = []
    findings: list[Finding] = list(check_company(company))
    for given in sorted(papers, key=lambda each: (each.paper.name, each.paper.sha256)):
        asked = replace(given, extractions=tuple(held_back(extraction, company.policy.accepted_from) for extraction in given.extractions))
        each = apply_decisions(asked, by_paper[given.paper.sha256])
        kept.append(each)
        if each.state is PaperState.REJECTED:
            continue
        for extraction in each.extractions:
            findings += extraction.findings
            if each.state in (PaperState.QUARANTINED, PaperState.NEEDS_PASSWORD):
                continue
            if extraction.reader == UNFOLDED:
                continue
            if is_unread(extraction):
                findings += _needs_person(each, extraction)
                continue
            entity, why_not = (each.entity, "") if each.entity else propose_entity(extraction, each.paper.name, company)
            if not entity:
                findings.append(_unplaced(each, extraction, why_not))
                continue
            findings += [replace(finding, entity=finding.entity or entity) for finding in check_extraction(extraction, company, quarter)]
            own = rows_at_home(extraction.rows, homes[entity]) if homes.get(entity) else extraction.rows
            placed.append(Placed(each.paper, replace(extraction, rows=own) if own is not extraction.rows else extraction, entity, each.role))
    findings += _received_again([each.paper for each in kept], by_paper)
    standing, differing = settle_prints(placed)
    findings += differing
    return HandIn(company, quarter, standing, tuple(kept), tuple(findings), homes)


def apply_decisions(given: HandInPaper, decisions: Sequence[Decision]) -> HandInPaper:
    """One paper as people left it. Later decisions win. Who agreed with a reading agreed with none that came of another kind said later."""
    state, entity, extractions = given.state, given.entity, list(given.extractions)
    renamed = max((at for at, decision in enumerate(decisions) if decision.kind == KIND_SET), default=-1)
    for at, decision in enumerate(decisions):
        match decision.kind:
            case "document_rejected":
                state = PaperState.REJECTED
            case "entity_set":
                entity = str(decision.content["entity"])
            case "kind_set":
                kind = DocumentKind(decision.content["kind"])
                extractions = [replace(each, kind=kind, confidence=1.0) for each in extractions]
            case "document_confirmed" if at > renamed:
                extractions = [replace(each, fields=_confirmed(each.fields)) for each in extractions]
            case "field_corrected":
                extractions = [_corrected(each, decision) if each.part == decision.content.get("part", "") else each for each in extractions]
            case _:
                pass
    return replace(given, state=state, entity=entity, extractions=tuple(extractions))


def _confirmed(fields: Mapping[str, Field]) -> dict[str, Field]:
    unsure = (FieldStatus.REVIEW, FieldStatus.AUTO)
    return {name: replace(field, status=FieldStatus.CONFIRMED) if field.status in unsure else field for name, field in fields.items()}


def _corrected(extraction: Extraction, decision: Decision) -> Extraction:
    name, value = str(decision.content["name"]), str(decision.content["value"])
    page, box = decision.content.get("page"), decision.content.get("box")
    place = Place(extraction.document, page=page, box=tuple(box) if box else None) if page else None
    standing = extraction.fields.get(name)
    if standing is None:
        field = Field(name, value, raw="", place=place, confidence=1.0, source="person", status=FieldStatus.CORRECTED)
    else:
        # Who writes what was read agrees with it.
        agreed = standing.value == value and value and standing.status is not FieldStatus.CORRECTED
        status = FieldStatus.CONFIRMED if agreed else FieldStatus.CORRECTED
        field = replace(standing, value=value, place=place or standing.place, confidence=1.0, source="person", status=status)
    rows = with_cell(extraction.rows, name, value, place or Place(extraction.document)) if CELL.fullmatch(name) else extraction.rows
    return replace(extraction, fields={**extraction.fields, name: field}, rows=rows)


def _received_again(papers: Sequence[Paper], by_paper: Mapping[str, Sequence[Decision]]) -> list[Finding]:
    """The same bytes under two names, each told; papers that came again under their own name, told together. All were counted once."""
    findings: list[Finding] = []
    same: list[Paper] = []
    for paper in papers:
        names = {str(decision.content.get("name", "")) for decision in by_paper.get(paper.sha256, ()) if decision.kind == RECEIVED_AGAIN}
        if paper.name in names:
            same.append(paper)
        if others := sorted(names - {paper.name}):
            sentence = f"{paper.name} is the same file, byte for byte, as {' and '.join(others)}: it was read and counted once."
            findings.append(Finding("document.received_again", Severity.INFO, f"document:{paper.sha256}/again", sentence, evidence=(Place(paper.sha256),)))
    if same:
        names = ", ".join(paper.name for paper in same[:10]) + (f" and {len(same) - 10} more" if len(same) > 10 else "")
        sentence = f"Handed in once more, byte for byte and under the same name: {names}. Each was read and counted once."
        places = tuple(Place(paper.sha256) for paper in same[:20])
        findings.append(Finding("document.received_again", Severity.INFO, "handin:again", sentence, evidence=places))
    return findings


def _needs_person(given: HandInPaper, extraction: Extraction) -> list[Finding]:
    if given.role is PaperRole.OPENING or any(finding.severity is not Severity.INFO for finding in extraction.findings):
        return []
    what = (
        "what it is could not be told"
        if extraction.kind is DocumentKind.OTHER
        else f"it is taken for a {extraction.kind.replace('_', ' ')}, which nobody has read yet"
    )
    part = f", part {extraction.part}" if extraction.part else ""
    return [
        Finding(
            rule="document.needs_person",
            severity=Severity.WARNING,
            subject=f"document:{given.paper.sha256}/{extraction.part}",
            sentence=f"{given.paper.name}{part} is kept and waits for a person: {what}.",
            evidence=(Place(given.paper.sha256),),
        )
    ]


def _unplaced(given: HandInPaper, extraction: Extraction, why_not: str) -> Finding:
    return Finding(
        rule="document.entity_unknown",
        severity=Severity.ERROR,
        subject=f"document:{given.paper.sha256}/{extraction.part}",
        sentence=f"{given.paper.name} is left out of the books until somebody says which company it belongs to: {why_not}.",
        evidence=(Place(given.paper.sha256),),
    )
