"""One paper through the reader children: scanned, guarded, read, unfolded. The running close and `qrt verify` read papers by this one function."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qrt.adapters.scan.clamd import Scanner, check_virus
from qrt.adapters.scan.limits import Inspection, Verdict
from qrt.adapters.scan.sandbox import ReaderFailed, ReaderPool, dump_pages, failed
from qrt.core.close.handin import UNFOLDED, is_unread
from qrt.core.close.types import PaperState
from qrt.core.documents.columns import Layouts
from qrt.core.documents.kind_memory import KindLesson, digest_of_kinds, file_by, near_lessons
from qrt.core.documents.model.answer import Answer
from qrt.core.documents.parting import PARTED, SEVERAL, Groups
from qrt.core.documents.types import BAD_SCAN, FIELD_MISSING, NO_TEXT_LAYER, DocumentKind, Extraction, FieldStatus, Page, Paper
from qrt.core.documents.vendor.learn import BILLS, names_of
from qrt.core.documents.vendor.lesson import Lesson, chosen_lessons, digest_of
from qrt.core.ledger.search import index_words

Members = tuple[tuple[Paper, bytes], ...]

_SURE = 0.7
"""Below this confidence in its kind a paper is shown to a person."""


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """What became of a paper: how far it came, why a person should look, what was read, the papers inside it, the pages that a recogniser read, and the
    paper without its lock where it had one.

    vendor  GSTINs and names by which a bill names its vendor; `taught` the digest of the lessons about that vendor that it was read by
    layout  as `kind_memory` writes it; `read_as` the kind that it was read as without lessons about kinds, "" where a person said it; `filed` the digest of those about
            its layout that count
    parts   for a PDF of several papers, which are the members then, the pages that each is; `part_pages` what a recogniser saw of them, as pages of the part
    """

    state: PaperState
    reason: str
    extractions: tuple[Extraction, ...]
    members: Members = ()
    recognised: tuple[Page, ...] = ()
    unlocked: bytes = b""
    vendor: tuple[str, ...] = ()
    taught: str = ""
    layout: str = ""
    read_as: str = ""
    filed: str = ""
    parts: Groups = ()
    part_pages: tuple[tuple[Page, ...], ...] = ()


def read_one(
    readers: ReaderPool,
    paper: Paper,
    data: bytes,
    scanner: Scanner | None = None,
    passwords: Sequence[str] = (),
    layouts: Layouts | None = None,
    recognised: tuple[Page, ...] = (),
    unlocked: bytes = b"",
    said: DocumentKind | None = None,
    lessons: Sequence[Lesson] = (),
    told: Answer | None = None,
    kinds: Sequence[KindLesson] = (),
    parts: Groups = (),
) -> ReadPaper:
    """Read one paper; it never raises for what the paper holds. A configured scanner that does not answer keeps the paper locked away (fail closed).

    passwords   what a locked paper is tried with
    unlocked    the paper without its lock, as an earlier reading opened it: a copy that is kept is read, and not opened again

    layouts     what people said of the columns of tables
    said        what a person said the paper is: it is read as that
    parts       where a person said that the papers in a PDF begin
    lessons     what decisions taught about bills; a bill is read alone, and again by the lessons about the vendor that it then names
    kinds       what people filed other papers as; those of nearly this layout count
    told        what a model answered about the paper, as it is kept; nobody is asked here
    recognised  pages of a scan as they were recognised before; without them a recogniser looks. Figures must follow from what is kept, and another machine
                may recognise another word: who computes a close again hands in the pages that the first reading kept
    """
    if unlocked:
        return replace(_read_plain(readers, paper, unlocked, scanner, layouts, recognised, said, lessons, told, kinds, parts), unlocked=unlocked)
    answer = _read_plain(readers, paper, data, scanner, layouts, recognised, said, lessons, told, kinds, parts)
    if answer.state is not PaperState.NEEDS_PASSWORD or not passwords:
        return answer
    try:
        opened = readers.unlock(paper, data, passwords)
    except ReaderFailed:
        return answer
    # What was locked no guard and no scanner has seen: it is looked at as any paper that comes.
    return replace(_read_plain(readers, paper, opened, scanner, layouts, (), said, lessons, told, kinds, parts), unlocked=opened) if opened else answer


def _read_plain(
    readers: ReaderPool,
    paper: Paper,
    data: bytes,
    scanner: Scanner | None,
    layouts: Layouts | None,
    recognised: tuple[Page, ...],
    said: DocumentKind | None,
    lessons: Sequence[Lesson],
    told: Answer | None,
    kinds: Sequence[KindLesson],
    parts: Groups,
) -> ReadPaper:
    if scanner is not None and (found := check_virus(paper, scanner.scan(data))):
        stopped = Extraction(paper.sha256, DocumentKind.OTHER, 0.0, "scan", "1", findings=found)
        return ReadPaper(PaperState.QUARANTINED, found[0].sentence, (stopped,))
    # One order of parts and fields, whether they come from the reader or back from the database.
    read = readers.read(paper, data, layouts=layouts, recognised=recognised, said=said, told=told, parts=parts)
    if not recognised and (recognised := _recognise(readers, paper, data, read)):
        read = readers.read(paper, data, layouts=layouts, recognised=recognised, said=said, told=told, parts=parts)
    if read[0].reader == PARTED:
        return _cut(readers, paper, data, read[0], recognised)
    read_as = read[0].kind.value if said is None else ""
    layout = _layout(readers, paper, data, recognised)
    near = near_lessons(kinds, layout) if said is None else ()
    filed = file_by(near, read[0].kind, read[0].confidence) if near else None
    if filed is not None and filed.kind is not read[0].kind:
        read = readers.read(paper, data, layouts=layouts, recognised=recognised, told=told, filed=filed, parts=parts)
    else:
        filed = None
    vendor = tuple(dict.fromkeys(name for each in read if each.pages and each.kind in BILLS for name in names_of(each)))
    if chosen := chosen_lessons(lessons, vendor):
        read = readers.read(paper, data, layouts=layouts, recognised=recognised, said=said, lessons=chosen, told=told, filed=filed, parts=parts)
    extractions = tuple(replace(each, fields=dict(sorted(each.fields.items()))) for each in sorted(read, key=lambda each: each.part))
    if len(extractions) == 1 and extractions[0].kind is DocumentKind.OTHER and state_of(paper, extractions)[0] is PaperState.NEEDS_PERSON:
        try:
            members = readers.unfold(paper, data)
        except ReaderFailed:
            members = ()
        if members:
            return ReadPaper(PaperState.READ, "", (replace(extractions[0], reader=UNFOLDED, confidence=1.0, findings=()),), members)
    state, reason = state_of(paper, extractions)
    return ReadPaper(
        state, reason, extractions, recognised=recognised, vendor=vendor, taught=digest_of(chosen), layout=layout, read_as=read_as, filed=digest_of_kinds(near)
    )


def _layout(readers: ReaderPool, paper: Paper, data: bytes, recognised: tuple[Page, ...]) -> str:
    try:
        return readers.layout(paper.name, data, recognised)
    except ReaderFailed:
        return ""


def _cut(readers: ReaderPool, paper: Paper, data: bytes, told: Extraction, recognised: tuple[Page, ...]) -> ReadPaper:
    """A PDF of several papers: each is a paper of its own, and the whole says nothing more. One that cannot be cut is kept whole and waits for a person."""
    groups = tuple((int(first), int(last)) for field in told.fields.values() for first, last in [field.value.split("-")])
    try:
        contents = readers.cut(paper, data, groups)
    except ReaderFailed as wrong:
        return ReadPaper(PaperState.NEEDS_PERSON, str(wrong), (failed(paper, str(wrong)),), recognised=recognised)
    members = []
    for (first, last), content in zip(groups, contents, strict=True):
        name = f"{paper.name}/page{'s' if last > first else ''} {first}{f'-{last}' if last > first else ''}.pdf"
        members.append((Paper(hashlib.sha256(content).hexdigest(), name, len(content), "pdf"), content))
    seen = tuple(tuple(replace(page, number=page.number - first + 1) for page in recognised if first <= page.number <= last) for first, last in groups)
    whole = replace(told, reader=UNFOLDED, fields={})
    return ReadPaper(PaperState.READ, "", (whole,), tuple(members), recognised, parts=groups, part_pages=seen)


def _recognise(readers: ReaderPool, paper: Paper, data: bytes, read: tuple[Extraction, ...]) -> tuple[Page, ...]:
    """The words of pages that hold pictures alone; none where there are no such pages, or where the recogniser failed: then the paper waits for a person."""
    if not any(finding.rule == NO_TEXT_LAYER for extraction in read for finding in extraction.findings):
        return ()
    try:
        return tuple(page for page in readers.recognise(paper, data) if page.words)
    except ReaderFailed:
        return ()


def words_of(readers: ReaderPool, name: str, data: bytes, answer: ReadPaper) -> dict[str, int]:
    """Words of a paper, by the first page each stands on, for the search: what stands on its pages, its name, and its fields as they were read. A paper that
    is locked or locked away has none; one whose words cannot be had is found by its fields."""
    if answer.state in (PaperState.QUARANTINED, PaperState.NEEDS_PASSWORD):
        return {}
    try:
        found = {} if answer.parts else readers.words(name, answer.unlocked or data, answer.recognised)
    except ReaderFailed:
        found = {}
    fields = [field for extraction in answer.extractions for field in extraction.fields.values()]
    read = index_words([(1, name), *(((field.place.page if field.place else None) or 1, f"{field.value} {field.raw}") for field in fields)])
    return {**read, **found}


def pages_digest(pages: tuple[Page, ...]) -> str:
    """Name of the object that holds recognised pages; "" where there are none."""
    return hashlib.sha256(dump_pages(pages)).hexdigest() if pages else ""


def to_check(names: Sequence[str]) -> str:
    """How many fields a person should look at, and the first of them."""
    return f"{len(names)} to check: {', '.join(sorted(names)[:4])}"


def state_of(paper: Paper, extractions: tuple[Extraction, ...]) -> tuple[PaperState, str]:
    """How far a paper came, and why a person should look at it, from what was read alone."""
    findings = [finding for extraction in extractions for finding in extraction.findings]
    verdict = Inspection(paper.name, paper.sha256, findings=findings).verdict()
    stopped = next((finding.sentence for finding in findings if finding.severity in ("error", "blocking")), "")
    if verdict is Verdict.NEEDS_PASSWORD:
        return PaperState.NEEDS_PASSWORD, stopped
    if verdict is not Verdict.ACCEPTED:
        return PaperState.QUARANTINED, stopped
    if several := next((finding.sentence for finding in findings if finding.rule == SEVERAL), ""):
        # Before anything else: what was read of several papers as of one need not be gone through.
        return PaperState.NEEDS_PERSON, several
    # A paper that was badly scanned is better scanned again than gone through field by field.
    scanned = next((finding.sentence for finding in findings if finding.rule == BAD_SCAN), "")
    for extraction in extractions:
        if extraction.reader == UNFOLDED:
            continue
        if is_unread(extraction):
            said = scanned or next((finding.sentence for finding in extraction.findings), "")
            return PaperState.NEEDS_PERSON, said or f"Nobody has read this {extraction.kind.replace('_', ' ')} yet."
        if extraction.confidence < _SURE:
            return PaperState.NEEDS_PERSON, scanned or f"Taken for a {extraction.kind.replace('_', ' ')}, but not sure."
        unsure = [name for name, field in extraction.fields.items() if field.status is FieldStatus.REVIEW]
        if unsure:
            return PaperState.NEEDS_PERSON, scanned or to_check(unsure)
        if stopped:
            return PaperState.NEEDS_PERSON, stopped
        absent = [name for name, field in extraction.fields.items() if field.status is FieldStatus.MISSING and not field.value]
        if absent and (said := next((finding.sentence for finding in extraction.findings if finding.rule == FIELD_MISSING), "")):
            return PaperState.NEEDS_PERSON, scanned or said
    return PaperState.READ, ""
