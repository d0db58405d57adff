"""Layouts of tables: what people said of their columns, remembered for a company, and which papers of a close have which."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import ColumnLayout, Document, DocumentField
from qrt.core.documents.cells import column_number
from qrt.core.documents.columns import COLUMN, DECIDED, LAYOUT, SAMPLE, ColumnMapping, Layouts, chosen_mapping, mapping_of

_READ_AGAIN = ("read", "needs_person", "agreed")


@dataclass(frozen=True, slots=True)
class LayoutPart:
    """One table of a paper of a close: its layout and what each of its columns was taken for, by letters. `decided` is the digest of the mapping it was read by."""

    document_id: uuid.UUID
    name: str
    part: str
    kind: str
    state: str
    layout: str
    decided: str
    columns: Mapping[str, DocumentField]
    samples: Mapping[str, str]

    def headings(self) -> dict[int, str]:
        """Headings by column number, as the reader saw them."""
        return {column_number(letters): field.raw for letters, field in self.columns.items() if field.raw}


async def load_parts(db: TenantDb, close_id: uuid.UUID) -> list[LayoutPart]:
    """Every table of a close that was read by its headings, by paper and part."""
    wanted = or_(DocumentField.name.in_((LAYOUT, DECIDED)), DocumentField.name.startswith(COLUMN), DocumentField.name.startswith(SAMPLE))
    query = select(Document, DocumentField).join(DocumentField, DocumentField.document_id == Document.id).where(Document.close_id == close_id, wanted)
    papers: dict[uuid.UUID, Document] = {}
    fields: defaultdict[tuple[uuid.UUID, str], dict[str, DocumentField]] = defaultdict(dict)
    for document, field in (await db.execute(query)).all():
        papers[document.id] = document
        fields[document.id, field.part][field.name] = field
    parts = []
    for (document_id, part), own in fields.items():
        if LAYOUT not in own:
            continue
        paper = papers[document_id]
        columns = {name.removeprefix(COLUMN): each for name, each in own.items() if name.startswith(COLUMN)}
        samples = {name.removeprefix(SAMPLE): each.value for name, each in own.items() if name.startswith(SAMPLE)}
        ordered = sorted(columns, key=column_number)
        decided = own[DECIDED].value if DECIDED in own else ""
        parts.append(
            LayoutPart(
                document_id, paper.name, part, paper.kind or "", paper.state, own[LAYOUT].value, decided, {each: columns[each] for each in ordered}, samples
            )
        )
    return sorted(parts, key=lambda each: (each.layout, each.name, each.part))


async def mark_for_reading(db: TenantDb, close_id: uuid.UUID, layouts: Layouts) -> int:
    """Papers that were read by another mapping than the one that counts now are to be read again. Returns how many."""
    stale = set()
    for each in await load_parts(db, close_id):
        wanted = chosen_mapping(layouts, each.headings())
        if (wanted.digest() if wanted else "") != each.decided:
            stale.add(each.document_id)
    if stale:
        again = update(Document).where(Document.id.in_(stale), Document.state.in_(_READ_AGAIN))
        await db.execute(again.values(state="received", reason="Its columns were said anew; it is read again.", version=Document.version + 1))
    return len(stale)


async def load_remembered(db: TenantDb) -> dict[str, ColumnMapping]:
    """What the company's people said of each layout, in any quarter."""
    return {layout: mapping_of(content, f"layout {layout}") for layout, content, _ in await load_rows(db)}


async def load_rows(db: TenantDb) -> list[tuple[str, dict[str, Any], uuid.UUID | None]]:
    """Layout, mapping and who said it, by layout."""
    query = select(ColumnLayout.layout, ColumnLayout.content, ColumnLayout.decided_by).order_by(ColumnLayout.layout)
    return [(layout, content, by) for layout, content, by in (await db.execute(query)).all()]


async def remember(db: TenantDb, layout: str, mapping: ColumnMapping, by: uuid.UUID | None) -> None:
    """Keep what was said of a layout; the last word stands."""
    values = {"content": mapping.content(), "decided_by": by, "decided_at": datetime.now(UTC)}
    await db.execute(insert(ColumnLayout).values(layout=layout, **values).on_conflict_do_update(index_elements=["tenant_id", "layout"], set_=values))
