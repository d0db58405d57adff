"""What people decided about ledgers: mappings remembered from close to close, and merges."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, Decision, Entity, JournalLine, LedgerAccountRow, LedgerMapping, LedgerMerge, User
from qrt.core.base.canonical import plain
from qrt.core.base.period import Quarter
from qrt.core.ledger.naming import squeezed


async def load_ledger(db: TenantDb, ledger_id: uuid.UUID, *, lock: bool = False) -> tuple[LedgerAccountRow, str] | None:
    """A ledger account and the code of its entity, or None."""
    query = select(LedgerAccountRow, Entity.code).join(Entity, Entity.id == LedgerAccountRow.entity_id).where(LedgerAccountRow.id == ledger_id)
    found = (await db.execute(query.with_for_update(of=LedgerAccountRow) if lock else query)).one_or_none()
    return (found[0], found[1]) if found else None


async def remember(db: TenantDb, close_id: uuid.UUID, row: LedgerAccountRow, schedule_key: str, role: str | None, tds_key: str | None, by: uuid.UUID) -> None:
    """Keep what a person decided for a ledger in a close; "" takes the decision back. The newest of a close stands."""
    values = {"group_name": row.group_name, "schedule_key": schedule_key, "role": role, "tds_key": tds_key, "decided_by": by}
    statement = insert(LedgerMapping).values(close_id=close_id, entity_id=row.entity_id, ledger=row.name, name_key=squeezed(row.name), **values)
    await db.execute(
        statement.on_conflict_do_update(index_elements=["tenant_id", "close_id", "entity_id", "ledger"], set_={**values, "decided_at": func.clock_timestamp()})
    )


async def load_remembered(db: TenantDb, before: Quarter) -> list[Mapping[str, Any]]:
    """What closes of earlier quarters decided for ledgers, the oldest first: subject and content of a decision each, and who took it."""
    query = (
        select(LedgerMapping, Entity.code, User.name, Close.fy_start, Close.quarter)
        .join(Close, Close.id == LedgerMapping.close_id)
        .join(Entity, Entity.id == LedgerMapping.entity_id)
        .outerjoin(User, User.id == LedgerMapping.decided_by)
        .where(_earlier(before))
        .order_by(Close.fy_start, Close.quarter, LedgerMapping.decided_at, LedgerMapping.id)
    )
    return [
        {
            "subject": f"{code}|{row.ledger}",
            "content": {
                "schedule_key": row.schedule_key,
                "group": row.group_name,
                "by": name or "",
                "on": row.decided_at.date().isoformat(),
                "since": str(Quarter(fy_start, number)),
                **({"role": row.role} if row.role is not None else {}),
                **({"tds_key": row.tds_key} if row.tds_key is not None else {}),
            },
            "by": row.decided_by,
        }
        for row, code, name, fy_start, number in (await db.execute(query)).all()
    ]


async def load_merges(db: TenantDb, *, before: Quarter | None = None, ledger_id: uuid.UUID | None = None) -> list[tuple[LedgerMerge, str, str, str, str]]:
    """Merges and renamings with entity code, both ledgers' names and who made them, the oldest first: of earlier quarters, or all that touch one ledger."""
    start, end = select(LedgerAccountRow).subquery(), select(LedgerAccountRow).subquery()
    query = (
        select(LedgerMerge, Entity.code, start.c.name, end.c.name, User.name)
        .join(Entity, Entity.id == LedgerMerge.entity_id)
        .join(start, start.c.id == LedgerMerge.from_id)
        .join(end, end.c.id == LedgerMerge.into_id)
        .outerjoin(User, User.id == LedgerMerge.made_by)
        .order_by(LedgerMerge.made_at, LedgerMerge.id)
    )
    if before:
        query = query.join(Close, Close.id == LedgerMerge.close_id).where(_earlier(before))
    if ledger_id:
        query = query.where(or_(LedgerMerge.from_id == ledger_id, LedgerMerge.into_id == ledger_id))
    return [(merge, code, one, other, name or "") for merge, code, one, other, name in (await db.execute(query)).all()]


async def save_merge(
    db: TenantDb, close_id: uuid.UUID, entity_id: uuid.UUID, from_id: uuid.UUID, into_id: uuid.UUID, kind: str, first_day: date, reason: str, by: uuid.UUID
) -> uuid.UUID:
    """Write the relation; the database keeps one standing relation for each ledger. Returns its id."""
    values = {"close_id": close_id, "entity_id": entity_id, "from_id": from_id, "into_id": into_id, "kind": kind, "first_day": first_day, "reason": reason}
    return (await db.execute(insert(LedgerMerge).values(**values, made_by=by).returning(LedgerMerge.id))).scalar_one()


async def undo_merge(db: TenantDb, merge_id: uuid.UUID, by: uuid.UUID) -> None:
    """Mark a relation as undone; it stays as history."""
    await db.execute(update(LedgerMerge).where(LedgerMerge.id == merge_id).values(undone_by=by, undone_at=func.clock_timestamp()))


async def make_ledger(db: TenantDb, like: LedgerAccountRow, name: str) -> uuid.UUID:
    """A ledger account of another name with the particulars of `like`. Returns its id."""
    kept = ("entity_id", "group_name", "nature", "schedule_key", "role", "tds_key", "gstin", "pan", "counterparty")
    kept += ("mapping_reason", "mapping_confidence", "mapping_source", "offers", "mapped_by")
    values = {column: getattr(like, column) for column in kept}
    return (await db.execute(insert(LedgerAccountRow).values(name=name, **values).returning(LedgerAccountRow.id))).scalar_one()


async def carry(db: TenantDb, close_id: uuid.UUID, rows: Sequence[tuple[str, str, Mapping[str, Any], uuid.UUID | None]]) -> None:
    """Write what earlier quarters hand on into a close: kind, subject, content, by. The caller holds the close."""
    for kind, subject, content, by in rows:
        await db.execute(insert(Decision).values(close_id=close_id, kind=kind, subject=subject, content=plain(content), by=by, at=func.clock_timestamp()))


def _earlier(quarter: Quarter):
    return or_(Close.fy_start < quarter.fy_start, (Close.fy_start == quarter.fy_start) & (Close.quarter < quarter.number))


async def count_vouchers(db: TenantDb, ledger_id: uuid.UUID, first_day: date, last_day: date) -> tuple[int, int]:
    """Posted vouchers that move this ledger in a span of days, and at all."""
    mine = func.count(func.distinct(JournalLine.entry_id))
    query = select(mine.filter(JournalLine.day.between(first_day, last_day)), mine).where(JournalLine.ledger_id == ledger_id)
    within, ever = (await db.execute(query)).one()
    return int(within), int(ever)
