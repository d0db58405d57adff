"""Papers, extractions and fields."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Table, Text, bindparam, cast, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.bulk import insert_rows
from qrt.adapters.db.places import place_json
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, Document, DocumentField, ExtractionRow, uuid7
from qrt.core.base.period import Quarter
from qrt.core.close.layouts import Taught
from qrt.core.documents.acceptance import held_back
from qrt.core.documents.kind_memory import digest_of_kinds, near_lessons
from qrt.core.documents.types import DocumentKind, Extraction, Paper
from qrt.core.documents.vendor.lesson import chosen_lessons, digest_of

_EXTRACTION = TypeAdapter(Extraction)


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a paper that was cut out of a PDF stood in it, pages from 1, and the digest of what a recogniser saw of it ("" for none)."""

    part_of: str
    first_page: int
    last_page: int
    recognised: str = ""


async def save_papers(
    db: TenantDb,
    close_id: uuid.UUID,
    papers: Sequence[Paper],
    *,
    source: str,
    received_by: str,
    entity_id: uuid.UUID | None,
    cut: Mapping[str, Cut] | None = None,
) -> set[str]:
    """Insert the papers that the close has not yet; returns the SHA-256 of those that are new. A paper's SHA-256 is its identity.

    cut  by SHA-256, for papers out of a PDF of several
    """
    rows = [
        {
            "id": uuid7(),
            "close_id": close_id,
            "sha256": paper.sha256,
            "name": paper.name,
            "size": paper.size,
            "media_type": paper.media_type,
            "source": source,
            "received_by": received_by,
            "entity_id": entity_id,
            **(asdict(cut[paper.sha256]) if cut else {}),
        }
        for paper in {paper.sha256: paper for paper in reversed(papers)}.values()
    ]
    if not rows:
        return set()
    statement = insert(Document).on_conflict_do_nothing(index_elements=["tenant_id", "close_id", "sha256"]).returning(Document.sha256)
    return set((await db.execute(statement, rows)).scalars())


async def load_by_sha(db: TenantDb, close_id: uuid.UUID, digests: Sequence[str]) -> dict[str, Document]:
    """Papers of a close by their SHA-256."""
    rows = (await db.execute(select(Document).where(Document.close_id == close_id, Document.sha256.in_(digests)))).scalars()
    return {row.sha256: row for row in rows}


async def load_parts(db: TenantDb, close_id: uuid.UUID, sha256: str) -> list[Document]:
    """The papers that were cut out of a PDF, by their pages."""
    query = select(Document).where(Document.close_id == close_id, Document.part_of == sha256).order_by(Document.first_page, Document.last_page)
    return list((await db.execute(query)).scalars())


async def load_documents(db: TenantDb, close_id: uuid.UUID) -> list[Document]:
    """All papers of a close in the order of their names, then digests: the order every stage works in."""
    return list((await db.execute(select(Document).where(Document.close_id == close_id).order_by(Document.name, Document.sha256))).scalars())


async def load_received(db: TenantDb, close_id: uuid.UUID, limit: int) -> list[Document]:
    """The next papers that nobody has read, in the order of `load_documents`."""
    query = select(Document).where(Document.close_id == close_id, Document.state == "received").order_by(Document.name, Document.sha256).limit(limit)
    return list((await db.execute(query)).scalars())


async def hold_unchanged(db: TenantDb, versions: Mapping[uuid.UUID, int]) -> set[uuid.UUID]:
    """Of papers that were unread at these versions those that still are, locked: what a person decided on one meanwhile must not be written over."""
    query = select(Document.id, Document.version).where(Document.id.in_(versions), Document.state == "received").order_by(Document.id).with_for_update()
    return {row.id for row in await db.execute(query) if row.version == versions[row.id]}


async def count_received(db: TenantDb, close_id: uuid.UUID) -> tuple[int, int]:
    """How many papers of a close nobody has read, and how many there are."""
    unread = func.count().filter(Document.state == "received")
    row = (await db.execute(select(unread, func.count()).select_from(Document).where(Document.close_id == close_id))).one()
    return int(row[0]), int(row[1])


async def load_document(db: TenantDb, document_id: uuid.UUID, *, lock: bool = False) -> Document | None:
    """One paper, or None when the tenant has none with this id."""
    query = select(Document).where(Document.id == document_id)
    return (await db.execute(query.with_for_update() if lock else query)).scalar_one_or_none()


async def mark_for_reading(db: TenantDb, close_id: uuid.UUID, kinds: Mapping[str, DocumentKind]) -> None:
    """Papers that people call something else than they were read as are to be read again. kinds: what they say, by SHA-256."""
    query = select(Document.id, Document.sha256, ExtractionRow.kind).join(ExtractionRow, ExtractionRow.document_id == Document.id)
    read = (await db.execute(query.where(Document.close_id == close_id, Document.sha256.in_(kinds)))).all() if kinds else ()
    stale = {row.id for row in read if row.kind != kinds[row.sha256].value}
    if stale:
        again = update(Document).where(Document.id.in_(stale), Document.state.in_(("read", "needs_person", "agreed")))
        await db.execute(again.values(state="received", reason="Its kind was said anew; it is read again.", version=Document.version + 1))


async def mark_taught(db: TenantDb, close_id: uuid.UUID, taught: Taught) -> int:
    """Bills that were read by other lessons about their vendor than count now are to be read again. Returns how many."""
    query = select(Document.id, Document.sha256, Document.vendor, Document.taught).where(Document.close_id == close_id, Document.vendor != "")
    stale = {row.id for row in (await db.execute(query)).all() if digest_of(chosen_lessons(taught.for_paper(row.sha256), row.vendor.split("|"))) != row.taught}
    if stale:
        again = update(Document).where(Document.id.in_(stale), Document.state.in_(("read", "needs_person", "agreed")))
        await db.execute(again.values(state="received", reason="Another bill of its vendor was gone through; it is read again.", version=Document.version + 1))
    return len(stale)


async def mark_asked(db: TenantDb, kind: str) -> set[Quarter]:
    """Papers of a kind that nobody agreed with, in closes that nobody signed, are to be read again: another confidence is asked of it. Returns the quarters."""
    unsigned = {row.id: Quarter(row.fy_start, row.quarter) for row in (await db.execute(select(Close).where(Close.state != "signed"))).scalars()}
    found = update(Document).where(Document.close_id.in_(unsigned), Document.kind == kind, Document.state.in_(("read", "needs_person")))
    reason = "Another confidence is asked of its kind; it is read again."
    marked = await db.execute(found.values(state="received", reason=reason, version=Document.version + 1).returning(Document.close_id))
    return {unsigned[close] for close in marked.scalars()}


async def mark_filed(db: TenantDb, close_id: uuid.UUID, taught: Taught) -> int:
    """Papers that were read by other lessons about kinds of their layout than count now are to be read again. Returns how many."""
    query = select(Document.id, Document.sha256, Document.layout, Document.filed)
    query = query.where(Document.close_id == close_id, Document.layout != "", ~Document.kind_by.startswith("person:"))
    stale = {row.id for row in (await db.execute(query)).all() if digest_of_kinds(near_lessons(taught.kinds_for(row.sha256), row.layout)) != row.filed}
    if stale:
        again = update(Document).where(Document.id.in_(stale), Document.state.in_(("read", "needs_person", "agreed")))
        await db.execute(again.values(state="received", reason="A paper of its layout was filed anew; it is read again.", version=Document.version + 1))
    return len(stale)


async def save_extractions(db: TenantDb, read: Sequence[tuple[uuid.UUID, Sequence[Extraction]]], asked: Mapping[str, Decimal] | None = None) -> None:
    """Replace what was read from some papers, by their ids. Fields that a person decided stay; machine fields follow the new reading.

    asked  from which confidence fields of a kind are accepted: the reading is kept as it is, its fields are shown by this
    """
    ids = [document_id for document_id, _ in read]
    await db.execute(delete(ExtractionRow).where(ExtractionRow.document_id.in_(ids)))
    await db.execute(delete(DocumentField).where(DocumentField.document_id.in_(ids), DocumentField.decided_by.is_(None)))
    rows = [
        {
            "document_id": document_id,
            "part": extraction.part,
            "kind": extraction.kind.value,
            "reader": extraction.reader,
            "version": extraction.version,
            "content": _EXTRACTION.dump_python(extraction, mode="json", exclude_none=True),
        }
        for document_id, extractions in read
        for extraction in extractions
    ]
    fields = [
        {
            "document_id": document_id,
            "part": extraction.part,
            "name": field.name,
            "value": field.value,
            "raw": field.raw,
            "place": place_json(field.place),
            "confidence": field.confidence,
            "source": field.source,
            "status": field.status.value,
            "checks": list(field.checks),
        }
        for document_id, extractions in read
        for extraction in extractions
        for field in held_back(extraction, asked or {}).fields.values()
    ]
    await insert_rows(db, ExtractionRow, rows)
    await insert_rows(db, DocumentField, fields, skip_known=True)


async def load_extractions(db: TenantDb, close_id: uuid.UUID) -> Mapping[str, tuple[Extraction, ...]]:
    """What was read from every paper of a close, by the paper's SHA-256, parts in order. As read: corrections come from `decisions`."""
    query = (
        select(Document.sha256, cast(ExtractionRow.content, Text))
        .join(ExtractionRow, ExtractionRow.document_id == Document.id)
        .where(Document.close_id == close_id)
        .order_by(Document.sha256, ExtractionRow.part)
    )
    found: dict[str, list[Extraction]] = {}
    for sha256, content in (await db.execute(query)).all():
        # As text: parsed and checked in one go, half the time of a column that the driver parses first.
        found.setdefault(sha256, []).append(_in_order(_EXTRACTION.validate_json(content)))
    # The order of Python's own comparison, as the reader gives them; that of the database depends on its collation.
    return {sha256: tuple(sorted(parts, key=lambda each: each.part)) for sha256, parts in found.items()}


async def load_extractions_of(db: TenantDb, digests: Collection[str]) -> Mapping[str, tuple[Extraction, ...]]:
    """What was read from papers of any close, by SHA-256; the newest hand-in of a paper counts."""
    query = (
        select(Document.sha256, Document.id, ExtractionRow.content)
        .join(ExtractionRow, ExtractionRow.document_id == Document.id)
        .where(Document.sha256.in_(digests))
        .order_by(Document.received_at, Document.id, ExtractionRow.part)
    )
    found: dict[str, dict[uuid.UUID, list[Extraction]]] = {}
    for sha256, document, content in (await db.execute(query)).all() if digests else ():
        found.setdefault(sha256, {}).setdefault(document, []).append(to_extraction(content))
    return {sha256: tuple(list(parts.values())[-1]) for sha256, parts in found.items()}


async def load_document_extractions(db: TenantDb, document_id: uuid.UUID) -> tuple[Extraction, ...]:
    """What was read from one paper."""
    rows = (await db.execute(select(ExtractionRow.content).where(ExtractionRow.document_id == document_id).order_by(ExtractionRow.part))).scalars()
    return tuple(map(to_extraction, rows))


def to_extraction(content: dict[str, Any]) -> Extraction:
    """An extraction from its JSONB column, which keeps no order of keys: fields come back sorted by name."""
    return _in_order(_EXTRACTION.validate_python(content))


def _in_order(extraction: Extraction) -> Extraction:
    return replace(extraction, fields=dict(sorted(extraction.fields.items())))


async def save_shown(db: TenantDb, rows: Sequence[Mapping[str, Any]]) -> None:
    """Change what the queue shows of some papers: dicts of columns with the row's id; every change raises the version."""
    if not rows:
        return
    table = Document.__table__
    assert isinstance(table, Table)
    columns = [name for name in rows[0] if name != "id"]
    statement = table.update().where(table.c.id == bindparam("row_id")).values({**{name: bindparam(name) for name in columns}, "version": table.c.version + 1})
    connection = await db.connection()
    await connection.execute(statement, [{"row_id" if name == "id" else name: value for name, value in row.items()} for row in rows])
