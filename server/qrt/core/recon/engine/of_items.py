"""Items of a reconciliation as the tables that the engine reads."""

from collections.abc import Sequence

import polars as pl

from qrt.core.recon.engine.registry import KINDS
from qrt.core.recon.engine.spec import TAXES, EngineSpec, Roles
from qrt.core.recon.types import Item, ReconciliationKind

_KIND = {ReconciliationKind.INTERCOMPANY: "generic", ReconciliationKind.TDS: "tds_receivable"}
_LABELS = ("gstin", "pan", "document_type", "reverse_charge", "place_of_supply", "account", "tan", "section")


def tables_of(kind: ReconciliationKind, left: Sequence[Item], right: Sequence[Item]) -> tuple[pl.DataFrame, pl.DataFrame, EngineSpec]:
    """Both sides as tables whose columns bear the names of roles, and the specification of the kind over them. Amounts are paise; empty texts are null."""
    a, b = _table(kind, left), _table(kind, right)
    # A column that is empty on one side tells nothing and would part lines that belong together.
    kept = [
        c
        for c in a.columns
        if c == "id" or (a[c].null_count() < a.height and b[c].null_count() < b.height) or c in ("narration", "reference", "party", "bill_no")
    ]
    spec = KINDS[_KIND.get(kind, kind.value)](Roles.named(kept), Roles.named(kept))
    return a.select(kept), b.select(kept), spec


def _table(kind: ReconciliationKind, items: Sequence[Item]) -> pl.DataFrame:
    gst = kind is ReconciliationKind.GSTR_2B
    rows = [
        {
            "id": item.id,
            "date": item.day,
            "amount": int(item.amount),
            "bill_no" if gst else "reference": item.reference or None,
            "narration": item.narration or None,
            "party": item.party or None,
            **{name: item.labels.get(name) or None for name in _LABELS},
            **{name: int(item.taxes[name]) if name in item.taxes else None for name in TAXES},
        }
        for item in items
    ]
    texts = ("bill_no" if gst else "reference", "narration", "party", *_LABELS)
    schema: dict[str, pl.DataType] = {"id": pl.String(), "date": pl.Date(), "amount": pl.Int64()}
    schema |= dict.fromkeys(texts, pl.String()) | dict.fromkeys(TAXES, pl.Int64())
    return pl.DataFrame(rows, schema=schema)
