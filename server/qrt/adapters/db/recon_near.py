"""Open lines that come near to some lines of the other side, cut out of indexes whatever the length of the list."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select, text

from qrt.adapters.db.recon import ITEM_COLUMNS, to_item
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import ReconciliationItem
from qrt.core.recon.types import Item, Side

AROUND = 20
"""Open lines of the next larger amounts, as many of the next smaller ones, and as many of the same amount by day, that one line is compared with."""

_AROUND = text("""
    with lines as (select * from unnest(cast(:amounts as bigint[]), cast(:days as date[]), cast(:numbers as text[])) as k(amount, day, number))
    select near.item from lines cross join lateral (
        (select item from reconciliation_breaks b where b.report_id = :report and b.side = :side and b.open and b.amount_paise >= lines.amount
         order by b.amount_paise, b.id limit :most)
        union (select item from reconciliation_breaks b where b.report_id = :report and b.side = :side and b.open and b.amount_paise < lines.amount
         order by b.amount_paise desc, b.id limit :most)
        union (select b.item from reconciliation_breaks b
         join reconciliation_items i on i.report_id = b.report_id and i.side = b.side and i.item = b.item
         where b.report_id = :report and b.side = :side and b.open and b.amount_paise = lines.amount order by abs(i.day - lines.day), b.id limit :most)
        union (select i.item from reconciliation_items i
         join reconciliation_breaks b on b.report_id = i.report_id and b.side = i.side and b.item = i.item and b.open
         where i.report_id = :report and i.side = :side and i.reference = lines.number and i.reference <> '' limit :most)) near
""")


async def load_open_around(db: TenantDb, report_id: uuid.UUID, side: Side, lines: Sequence[Item]) -> list[Item]:
    """Open lines of `side` that any of `lines`, which are of the other side, may belong to: next in amount, or of its number."""
    if not lines:
        return []
    asked = {"amounts": [item.amount for item in lines], "days": [item.day for item in lines], "numbers": [item.reference for item in lines]}
    names = set((await db.execute(_AROUND, {"report": report_id, "side": side.value, "most": AROUND, **asked})).scalars())
    columns = (getattr(ReconciliationItem, name) for name in ITEM_COLUMNS)
    mine = (ReconciliationItem.report_id == report_id) & (ReconciliationItem.side == side.value) & ReconciliationItem.item.in_(sorted(names))
    return [to_item(row) for row in await db.execute(select(*columns).where(mine))]
