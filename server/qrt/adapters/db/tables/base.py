"""What every tenant table shares: the tenant, the composite key, and foreign keys that carry the tenant (docs/security.md T2, T3)."""

import os
import time
import uuid
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, ForeignKeyConstraint, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_RANDOM: list[bytes] = []
"""Random bytes in hand, ten for each id: asking the kernel for each would take longer than all the rest of a bulk import's row."""
os.register_at_fork(after_in_child=_RANDOM.clear)


def uuid7() -> uuid.UUID:
    """A time-ordered random id (RFC 9562, version 7): PostgreSQL 15 has no function for it."""
    milliseconds = time.time_ns() // 1_000_000
    try:
        drawn = _RANDOM.pop()
    except IndexError:
        fresh = os.urandom(10 * 256)
        drawn, *rest = (fresh[start : start + 10] for start in range(0, len(fresh), 10))
        _RANDOM.extend(rest)
    tail = int.from_bytes(drawn, "big")
    value = (milliseconds << 80) | (0x7 << 76) | ((tail >> 68 & 0xFFF) << 64) | (0b10 << 62) | (tail & (1 << 62) - 1)
    return uuid.UUID(int=value)


class Base(DeclarativeBase):
    """Text is TEXT, ids are UUID, documents are JSONB, instants carry a zone, whole numbers are BIGINT (paise among them)."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        int: BigInteger,
        uuid.UUID: UUID(as_uuid=True),
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
    }


class InTenant:
    """A table behind the wall. `tenant_id` fills itself from the bound tenant; no caller ever writes it."""

    tenant_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("app.tenant()"), sort_order=-2)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-1)


class Stamped:
    """Rows that people look at by age."""

    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=90)


def in_tenant(column: str, table: str, *, cascade: bool = False) -> ForeignKeyConstraint:
    """A foreign key that cannot leave the tenant."""
    return ForeignKeyConstraint(["tenant_id", column], [f"{table}.tenant_id", f"{table}.id"], ondelete="CASCADE" if cascade else None)
