"""Layouts of tables: what each column was taken for, said anew by a person, remembered for the company."""

import uuid
from collections.abc import Mapping
from typing import Any

from qrt.adapters.db import closes, layouts
from qrt.adapters.db.events import append_event
from qrt.adapters.db.session import TenantDb
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.close.layouts import COLUMNS_SET, layouts_of
from qrt.core.close.types import Decision
from qrt.core.documents.columns import Layouts, header_keys, mapping_of
from qrt.flows.documents import load_open_close


async def set_columns(db: TenantDb, by: Person, quarter: Quarter, layout: str, content: Mapping[str, Any]) -> int:
    """Say what the columns of a layout are: for every paper of the close that has it, and for the company's later ones. Returns how many papers are read again.

    Raises Refused layout.unknown, layout.meaning_unknown, layout.heading_unknown,
    close.unknown, close.signed.
    """
    close = await load_open_close(db, quarter)
    parts = [each for each in await layouts.load_parts(db, close.id) if each.layout == layout]
    if not parts:
        raise Refused("layout.unknown", "No paper of this close has such a layout.")
    mapping = mapping_of(content, "The mapping")
    known = set(header_keys(parts[0].headings()).values())
    if unknown := sorted(set(mapping.columns) - known):
        raise Refused("layout.heading_unknown", f"The layout has no column {', '.join(unknown)}.")
    await closes.save_decision(db, close.id, COLUMNS_SET, layout, mapping.content(), uuid.UUID(by.id))
    await layouts.remember(db, layout, mapping, uuid.UUID(by.id))
    decisions = [Decision(row.kind, row.subject, row.content) for row in await closes.load_decisions(db, close.id)]
    count = await layouts.mark_for_reading(db, close.id, layouts_of(decisions))
    await append_event(db, "document.changed", {"ids": sorted({str(each.document_id) for each in parts}), "state": "received"})
    return count


async def adopt_remembered(db: TenantDb, close_id: uuid.UUID) -> int:
    """Take what the company remembers of layouts into a close that has not decided on them itself, as decisions of it: its figures follow from them."""
    decided = {row.subject for row in await closes.load_decisions(db, close_id) if row.kind == COLUMNS_SET}
    fresh = [each for each in await layouts.load_rows(db) if each[0] not in decided]
    for layout, content, by in fresh:
        await closes.save_decision(db, close_id, COLUMNS_SET, layout, content, by)
    return len(fresh)


async def remember_all(db: TenantDb, given: Layouts) -> None:
    """Keep the mappings of a company's own file."""
    for layout, mapping in sorted(given.items()):
        await layouts.remember(db, layout, mapping, None)
