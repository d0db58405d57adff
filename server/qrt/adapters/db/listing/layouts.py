"""Layouts of a close as people see them."""

from typing import Any

from qrt.adapters.db import closes
from qrt.adapters.db.layouts import LayoutPart, load_parts, load_remembered
from qrt.adapters.db.session import TenantDb
from qrt.core.base.period import Quarter
from qrt.core.documents.cells import column_number
from qrt.core.documents.columns import ColumnMapping, header_keys
from qrt.core.documents.headings import MEANINGS

_NONE = ColumnMapping()


async def load_layouts(db: TenantDb, quarter: Quarter) -> dict[str, Any]:
    """Each layout with its papers, its columns as the first paper has them, and samples."""
    close = await closes.load_close(db, quarter)
    parts = await load_parts(db, close.id) if close else []
    remembered = await load_remembered(db)
    by_layout: dict[str, list[LayoutPart]] = {}
    for part in parts:
        by_layout.setdefault(part.layout, []).append(part)
    items = []
    for layout, own in sorted(by_layout.items()):
        first, said = own[0], remembered.get(layout, _NONE)
        items.append(
            {
                "layout": layout,
                "decided": any(part.decided for part in own),
                "remembered": layout in remembered,
                "decimal": said.decimal,
                "dates": said.dates,
                "kind": said.kind,
                "columns": _columns(first),
                "papers": [{"document_id": part.document_id, "name": part.name, "part": part.part, "kind": part.kind, "state": part.state} for part in own],
            }
        )
    return {"items": items, "meanings": list(MEANINGS)}


def _columns(part: LayoutPart) -> list[dict[str, Any]]:
    keys = header_keys(part.headings())
    return [
        {
            "letters": letters,
            "key": keys.get(column_number(letters), ""),
            "heading": field.raw,
            "meaning": field.value,
            "confidence": field.confidence,
            "source": field.source,
            "status": field.status,
            "samples": [each for each in part.samples.get(letters, "").split(" | ") if each],
        }
        for letters, field in part.columns.items()
    ]
