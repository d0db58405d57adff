"""What carries the platform itself: replayable events and idempotency keys. Leases of workers live in schema app, without tenants."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import func, text
from sqlalchemy.orm import Mapped, mapped_column

from qrt.adapters.db.tables.base import Base


class EventCounter(Base):
    """The number of the tenant's newest event; taken in the writing transaction, so events are numbered in commit order."""

    __tablename__ = "event_counters"
    tenant_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("app.tenant()"))
    last_seq: Mapped[int] = mapped_column(server_default="0")


class Event(Base):
    """A fact for the page, replayable from any `seq`: {type, id, patch}."""

    __tablename__ = "events"
    tenant_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("app.tenant()"))
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    topic: Mapped[str]
    payload: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(server_default=func.now())


class IdempotencyKey(Base):
    """A mutating request that was done: same key and body answer the same, another body is refused (W1)."""

    __tablename__ = "idempotency_keys"
    tenant_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("app.tenant()"))
    key: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[uuid.UUID]
    request_hash: Mapped[str]
    status: Mapped[int]
    response: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(server_default=func.now())
