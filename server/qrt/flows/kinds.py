"""What re-filing a paper teaches about the next one of its layout: learnt when a person says a kind, carried into later quarters, proved when a package is checked."""

import uuid
from collections.abc import Iterator, Mapping, Sequence

from qrt.adapters.db import chart, closes, documents
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, Document
from qrt.adapters.scan.sandbox import ReaderFailed, ReaderPool, load_pages
from qrt.core.base.actor import Person
from qrt.core.base.period import Quarter
from qrt.core.close.layouts import KIND_LESSONS_MAX, KIND_SET, KIND_TAUGHT, answers_of, taught_of
from qrt.core.close.types import Decision, HandInPaper
from qrt.core.documents.columns import Layouts
from qrt.core.documents.kind_memory import KindLesson, kind_lesson_of
from qrt.core.documents.types import DocumentKind
from qrt.flows.package import evidence_path, recognised_path, unlocked_path


async def teach_kind(db: TenantDb, by: Person, row: Document, kind: DocumentKind) -> None:
    """Remember what a paper of this layout is, and have others of it read again. A paper that nobody has read yet, or whose format names its kind, teaches nothing."""
    if not row.layout or not row.read_as:
        return
    lesson = KindLesson(row.sha256, row.name, row.layout, DocumentKind(row.read_as), kind)
    await closes.save_decision(db, row.close_id, KIND_TAUGHT, row.sha256, lesson.content(), uuid.UUID(by.id))
    close = await db.get_one(Close, {"tenant_id": row.tenant_id, "id": row.close_id})
    if close.state == "running":
        # What people decide while a run works counts from the next one on, which marks the papers itself.
        return
    decisions = [Decision(each.kind, each.subject, each.content) for each in await closes.load_decisions(db, row.close_id)]
    if await documents.mark_filed(db, row.close_id, taught_of(decisions)):
        await append_event(db, "document.changed", {"state": "received"})


async def carry_kinds(db: TenantDb, close: Close) -> int:
    """Bring the re-filings of earlier quarters into a close: the newest of each paper, and those that were made anew. Returns how many. The caller holds the close."""
    own = {row.subject: row.content for row in await closes.load_decisions(db, close.id) if row.kind == KIND_TAUGHT}
    newest: dict[str, tuple[dict[str, object], uuid.UUID | None]] = {}
    for decision, _, quarter in await closes.load_earlier_decisions(db, Quarter(close.fy_start, close.quarter), (KIND_TAUGHT,)):
        newest.pop(decision.subject, None)
        newest[decision.subject] = {**decision.content, "since": str(quarter)}, decision.by
    kept = list(newest.items())[-KIND_LESSONS_MAX:]
    rows = [(KIND_TAUGHT, subject, content, by) for subject, (content, by) in kept if own.get(subject) != content]
    await chart.carry(db, close.id, rows)
    return len(rows)


def kind_lesson_faults(
    files: Mapping[str, bytes], readers: ReaderPool, read: Sequence[HandInPaper], decisions: Sequence[Decision], layouts: Layouts
) -> Iterator[str]:
    """Sentences about lessons of this close that do not follow from the paper and from what a person said it is. Those of earlier quarters rest on their own packages."""
    papers = {each.paper.sha256: each for each in read}
    newest = {each.subject: position for position, each in enumerate(decisions) if each.kind == KIND_TAUGHT and not each.content.get("since")}
    for subject, position in newest.items():
        lesson, given = kind_lesson_of(decisions[position].content, subject), papers.get(subject)
        said = next((each.content["kind"] for each in reversed(decisions[:position]) if (each.kind, each.subject) == (KIND_SET, subject)), None)
        if given is None or said != lesson.kind.value or lesson.document != subject:
            yield f"A kind was learnt from {subject[:12]}, which nobody filed so in this package."
            continue
        pages = load_pages(files[recognised_path(given.recognised)]) if given.recognised else ()
        data = files[unlocked_path(given.unlocked, given.paper.name) if given.unlocked else evidence_path(subject, given.paper.name)]
        try:
            layout = readers.layout(given.paper.name, data, pages)
        except ReaderFailed:
            layout = ""
        told = answers_of(decisions[:position]).get(subject)
        alone = readers.read(given.paper, data, layouts=layouts, recognised=pages, told=told)[0]
        if (lesson.layout, lesson.read_as, lesson.name) != (layout, alone.kind, given.paper.name):
            yield f"What was learnt from {given.paper.name} about its kind is not its layout, or not what it was read as."
