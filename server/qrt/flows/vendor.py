"""What decisions on a bill teach about its vendor: learnt when they are made, carried into later quarters, and proved when a package is checked."""

import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence

from sqlalchemy import select

from qrt.adapters.db import chart, closes, documents
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close
from qrt.adapters.scan.sandbox import ReaderFailed, ReaderPool, load_pages
from qrt.core.base.actor import Person
from qrt.core.base.period import Quarter
from qrt.core.close.handin import apply_decisions
from qrt.core.close.layouts import VENDOR_TAUGHT, taught_of
from qrt.core.close.types import Decision, HandInPaper, PaperRole, PaperState
from qrt.core.documents.types import Extraction, Page, Paper
from qrt.core.documents.vendor.learn import BILLS
from qrt.core.documents.vendor.lesson import LESSONS_MAX, Lesson, lesson_of
from qrt.flows.package import evidence_path, recognised_path, unlocked_path

Learner = Callable[[Paper, bytes, Extraction, tuple[Page, ...]], Awaitable[Lesson | None]]
Fetch = Callable[[TenantDb, str], Awaitable[bytes]]


async def teach(db: TenantDb, by: Person, fetch: Fetch, learner: Learner, document_id: uuid.UUID) -> bool:
    """Learn from a bill on whose fields a person just decided. Returns whether other bills of its vendor are to be read again.

    fetch    gives an object's bytes; `learner` looks at the bill in a child
    """
    row = await documents.load_document(db, document_id)
    if row is None or row.kind not in BILLS or row.state == "received":
        return False
    extractions = await documents.load_document_extractions(db, row.id)
    decisions = [Decision(each.kind, each.subject, each.content) for each in await closes.load_decisions(db, row.close_id)]
    paper = Paper(row.sha256, row.name, row.size)
    decided = _decided(HandInPaper(paper, PaperRole.INBOX, PaperState.READ, extractions), decisions)
    if decided is None:
        return False
    pages = load_pages(await fetch(db, row.recognised)) if row.recognised else ()
    lesson = await learner(paper, await fetch(db, row.unlocked or row.sha256), decided, pages)
    standing = next((each.content for each in reversed(decisions) if each.kind == VENDOR_TAUGHT and each.subject == row.sha256), None)
    if lesson is None or lesson.content() == standing:
        return False
    await closes.save_decision(db, row.close_id, VENDOR_TAUGHT, row.sha256, lesson.content(), uuid.UUID(by.id))
    close = (await db.execute(select(Close).where(Close.id == row.close_id))).scalar_one()
    if close.state == "running":
        # What people decide while a run works counts from the next one on, which marks the papers itself.
        return False
    decisions.append(Decision(VENDOR_TAUGHT, row.sha256, lesson.content()))
    stale = await documents.mark_taught(db, row.close_id, taught_of(decisions))
    if stale:
        await append_event(db, "document.changed", {"state": "received"})
    return stale > 0


def _decided(given: HandInPaper, decisions: Sequence[Decision]) -> Extraction | None:
    """The bill as people left it, None when it is none that is read from pages."""
    own = [each for each in decisions if each.subject == given.paper.sha256]
    parts = [each for each in apply_decisions(given, own).extractions if each.pages and each.kind in BILLS]
    return parts[0] if len(parts) == 1 else None


async def carry_lessons(db: TenantDb, close: Close) -> int:
    """Bring the lessons of earlier quarters into a close: the newest of each vendor, and those that were learnt anew. Returns how many. The caller holds the close."""
    own = {row.subject: row.content for row in await closes.load_decisions(db, close.id) if row.kind == VENDOR_TAUGHT}
    newest: dict[str, tuple[Lesson, dict[str, object], uuid.UUID | None]] = {}
    for decision, _, quarter in await closes.load_earlier_decisions(db, Quarter(close.fy_start, close.quarter), (VENDOR_TAUGHT,)):
        newest.pop(decision.subject, None)
        content = {**decision.content, "since": str(quarter)}
        newest[decision.subject] = lesson_of(content, decision.subject), content, decision.by
    by_vendor: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for subject, (lesson, _, _) in newest.items():
        by_vendor[lesson.keys()].append(subject)
    kept = {subject for subjects in by_vendor.values() for subject in subjects[-LESSONS_MAX:]}
    rows = [(VENDOR_TAUGHT, subject, content, by) for subject, (_, content, by) in newest.items() if subject in kept and own.get(subject) != content]
    await chart.carry(db, close.id, rows)
    return len(rows)


def lesson_faults(files: Mapping[str, bytes], readers: ReaderPool, read: Sequence[HandInPaper], decisions: Sequence[Decision]) -> Iterator[str]:
    """Sentences about lessons of this close that do not follow from the bill and from what people decided on it before. Those of earlier quarters rest on their own packages."""
    papers = {each.paper.sha256: each for each in read}
    newest = {each.subject: position for position, each in enumerate(decisions) if each.kind == VENDOR_TAUGHT and not each.content.get("since")}
    for subject, position in newest.items():
        given = papers.get(subject)
        decided = _decided(given, decisions[:position]) if given else None
        if given is None or decided is None:
            yield f"A lesson was learnt from {subject[:12]}, which is no bill of this package."
            continue
        pages = load_pages(files[recognised_path(given.recognised)]) if given.recognised else ()
        path = unlocked_path(given.unlocked, given.paper.name) if given.unlocked else evidence_path(subject, given.paper.name)
        try:
            lesson = readers.learn(given.paper, files[path], decided, pages)
        except ReaderFailed:
            lesson = None
        if lesson is None or lesson != lesson_of(decisions[position].content, subject):
            yield f"What was learnt from {given.paper.name} does not follow from what people decided on it."
