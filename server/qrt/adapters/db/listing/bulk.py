"""Bulk approvals for the page: how far they are, and what became of each entry."""

import uuid

from sqlalchemy import func, select

from qrt.adapters.db.listing.base import Row, load_names
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import BulkApproval, BulkApprovalEntry, JournalEntry
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter

SHOWN = 500
"""Entries of one bulk approval that a page looks at; those that failed come first."""


async def load_bulk(db: TenantDb, bulk_id: uuid.UUID) -> Row:
    """One bulk approval with its entries. Raises Refused("voucher.bulk_unknown")."""
    row = (await db.execute(select(BulkApproval).where(BulkApproval.id == bulk_id).execution_options(populate_existing=True))).scalar_one_or_none()
    if row is None:
        raise Refused("voucher.bulk_unknown", "There is no such bulk approval.")
    mine = (
        select(BulkApprovalEntry, JournalEntry.day, JournalEntry.party, JournalEntry.narration, JournalEntry.amount_paise)
        .join(JournalEntry, JournalEntry.id == BulkApprovalEntry.entry_id)
        .where(BulkApprovalEntry.bulk_id == bulk_id, BulkApprovalEntry.state != "waiting")
    )
    found = (await db.execute(mine.order_by(BulkApprovalEntry.state, BulkApprovalEntry.position).limit(SHOWN))).all()
    posted = select(func.max(JournalEntry.day)).join(BulkApprovalEntry, BulkApprovalEntry.entry_id == JournalEntry.id)
    last = (await db.execute(posted.where(BulkApprovalEntry.bulk_id == bulk_id, BulkApprovalEntry.state == "posted"))).scalar_one()
    outcomes = [
        {
            "id": item.entry_id,
            "day": day,
            "name": party or narration,
            "amount_paise": amount,
            "ok": item.state == "posted",
            "number": item.number,
            "code": item.code,
            "sentence": item.sentence,
        }
        for item, day, party, narration, amount in found
    ]
    return _head(row, (await load_names(db, [row.by]))[row.by]) | {"outcomes": outcomes, "last_day": last}


async def load_newest(db: TenantDb, quarter: Quarter) -> list[Row]:
    """The newest ten of a quarter, without their entries."""
    query = select(BulkApproval).where(BulkApproval.wanted["quarter"].astext == str(quarter)).order_by(BulkApproval.asked_at.desc()).limit(10)
    rows = (await db.execute(query)).scalars().all()
    names = await load_names(db, [row.by for row in rows])
    return [_head(row, names[row.by]) | {"outcomes": [], "last_day": None} for row in rows]


def _head(row: BulkApproval, name: str) -> Row:
    said = {"quarter": row.wanted.get("quarter", ""), "entity_code": row.wanted.get("entity", ""), "words": row.wanted.get("words", "")}
    return (
        said
        | {"by_id": row.by, "by": name}
        | {column: getattr(row, column) for column in ("id", "state", "message", "total", "total_paise", "done", "failed", "asked_at", "ended_at")}
    )
