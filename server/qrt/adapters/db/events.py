"""Facts for the page, numbered a tenant in commit order and replayable from any number. The live channel only says that there are newer ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Event, EventCounter


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """One fact: `topic` as in "journal.changed", `payload` as {id, patch}."""

    seq: int
    topic: str
    payload: dict[str, Any]
    at: datetime


async def append_event(db: TenantDb, topic: str, payload: Mapping[str, Any]) -> int:
    """Write a fact in this transaction and return its number; whoever listens is woken after the commit.

    The tenant's counter stays locked until then: append last in a long transaction.
    """
    counter = insert(EventCounter).values(last_seq=1)
    taken = counter.on_conflict_do_update(index_elements=["tenant_id"], set_={"last_seq": EventCounter.last_seq + 1}).returning(EventCounter.last_seq)
    seq = (await db.execute(taken)).scalar_one()
    await db.execute(insert(Event).values(seq=seq, topic=topic, payload=dict(payload)))
    db.info["newest_event"] = seq
    return seq


async def load_events(db: TenantDb, after: int, limit: int = 500) -> tuple[LiveEvent, ...]:
    """Facts numbered above `after`, oldest first."""
    rows = (await db.execute(select(Event).where(Event.seq > after).order_by(Event.seq).limit(limit))).scalars()
    return tuple(LiveEvent(row.seq, row.topic, row.payload, row.at) for row in rows)


async def load_last_seq(db: TenantDb) -> int:
    """Number of the newest fact, 0 when there is none."""
    return (await db.execute(select(EventCounter.last_seq))).scalar_one_or_none() or 0
