"""Posted vouchers of the quarter before, to be copied."""

import uuid

from sqlalchemy import ColumnElement, and_, func, or_, select

from qrt.adapters.db.listing.base import Row, contains_words, load_period_ids, load_scope
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import JournalEntry
from qrt.core.base.period import Quarter
from qrt.core.journals.entry import REVERSING
from qrt.core.journals.recurring import copied_day


def copy_key(entry_id: uuid.UUID, quarter: Quarter) -> str:
    """The copy's key: one a voucher and quarter."""
    return f"copy:{entry_id}/{quarter}"


def may_be_copied() -> ColumnElement[bool]:
    """Posted, and not taken back but by its own mirror: an accrual that reversed itself is what the next quarter wants again."""
    mirror = JournalEntry.__table__.alias("mirror")
    by_itself = select(1).where(mirror.c.entity_id == JournalEntry.entity_id, mirror.c.key == func.concat(REVERSING, JournalEntry.key)).exists()
    return or_(JournalEntry.state == "posted", and_(JournalEntry.state == "reversed", by_itself))


async def load_copyable(db: TenantDb, quarter: Quarter, entity: str | None, kind: str | None, words: str | None, limit: int) -> Row:
    """Posted vouchers of the quarter before, by day. Those of registers are left out: they come again with the next register."""
    scope = await load_scope(db, quarter.previous(), entity)
    chosen = [
        JournalEntry.period_id.in_(await load_period_ids(db, scope)),
        may_be_copied(),
        JournalEntry.source != "register",
        ~JournalEntry.key.startswith(REVERSING),
    ]
    chosen += [JournalEntry.kind == kind] if kind else []
    chosen += contains_words(words, (JournalEntry.number, JournalEntry.party, JournalEntry.narration, JournalEntry.reference))
    total = (await db.execute(select(func.count()).where(*chosen))).scalar_one()
    rows = (await db.execute(select(JournalEntry).where(*chosen).order_by(JournalEntry.day, JournalEntry.id).limit(limit))).scalars().all()
    keys = {copy_key(row.id, quarter): row.id for row in rows}
    copies = {keys[key]: made for key, made in (await db.execute(select(JournalEntry.key, JournalEntry.id).where(JournalEntry.key.in_(keys)))).all()}
    items = [
        {
            "id": row.id,
            "number": row.number or "",
            "kind": row.kind,
            "day": row.day,
            "new_day": copied_day(row.day, quarter),
            "party": row.party,
            "narration": row.narration,
            "amount_paise": row.amount_paise,
            "copied": copies.get(row.id),
        }
        for row in rows
    ]
    return {"items": items, "total": total}
