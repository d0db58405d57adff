"""Entities and quarters."""

import uuid
from collections import defaultdict
from datetime import date

from sqlalchemy import select

from qrt.adapters.db.listing.base import Row
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, Entity, EntityGstin
from qrt.core.base.period import Quarter


async def load_entities(db: TenantDb) -> list[Row]:
    """The legal companies of the group in their order."""
    rows = (await db.execute(select(Entity).order_by(Entity.position, Entity.code))).scalars().all()
    codes = {row.id: row.code for row in rows}
    gstins: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    for entity_id, gstin in await db.execute(select(EntityGstin.entity_id, EntityGstin.gstin).order_by(EntityGstin.gstin)):
        gstins[entity_id].append(gstin)
    return [
        {
            "id": row.id,
            "code": row.code,
            "name": row.name,
            "gstins": gstins[row.id],
            "parent_code": codes.get(row.parent_id) if row.parent_id else None,
            "ownership": format(row.ownership.normalize(), "f"),
            "currency": row.currency,
        }
        for row in rows
    ]


async def load_periods(db: TenantDb, today: date) -> list[Row]:
    """Quarters with a close and the newest finished one, newest first."""
    closes = {Quarter(row.fy_start, row.quarter): row for row in (await db.execute(select(Close))).scalars()}
    quarters = sorted({*closes, Quarter.of(today).previous()}, reverse=True)
    return [
        {
            "quarter": str(quarter),
            "label": quarter_label(quarter),
            "close_id": closes[quarter].id if quarter in closes else None,
            "state": closes[quarter].state if quarter in closes else "not_open",
            "first_day": quarter.first_day,
            "last_day": quarter.last_day,
        }
        for quarter in quarters
    ]


def quarter_label(quarter: Quarter) -> str:
    """ "Q2 FY 2026-27 (Jul to Sep 2026)": the quarter for people."""
    return f"Q{quarter.number} FY {quarter.year} ({quarter.first_day:%b} to {quarter.last_day:%b %Y})"
