"""Parties: customers and vendors of a close."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from qrt.adapters.db.tables.base import Base, InTenant, Stamped, in_tenant


class PartyRow(Base, InTenant, Stamped):
    """One party ledger at the end of a quarter. Amounts run the party's way: what a customer owes us, what we owe a vendor, is positive.

    content  what the page shows: identifiers with who said so, columns of the ageing, items with their settlements
    """

    __tablename__ = "parties"
    close_id: Mapped[uuid.UUID]
    entity_id: Mapped[uuid.UUID]
    ledger: Mapped[str]
    side: Mapped[str]
    gstin: Mapped[str] = mapped_column(server_default="")
    pan: Mapped[str] = mapped_column(server_default="")
    msme: Mapped[str] = mapped_column(server_default="")
    balance_paise: Mapped[int]
    overdue_paise: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    __table_args__ = (
        in_tenant("close_id", "closes"),
        in_tenant("entity_id", "entities"),
        UniqueConstraint("tenant_id", "close_id", "entity_id", "ledger"),
        CheckConstraint("side in ('customer','vendor')", name="party_side_known"),
    )


class OpeningBillRequest(Base, InTenant):
    """The bills that a party opened with, as one person asks for them; another one says that they count. States: asked, granted, declined."""

    __tablename__ = "opening_bill_requests"
    close_id: Mapped[uuid.UUID]
    entity_id: Mapped[uuid.UUID]
    ledger: Mapped[str]
    bills: Mapped[list[Any]]
    reason: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="asked")
    asked_by: Mapped[uuid.UUID]
    asked_at: Mapped[datetime] = mapped_column(server_default=func.now())
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        in_tenant("close_id", "closes"),
        in_tenant("entity_id", "entities"),
        in_tenant("asked_by", "users"),
        in_tenant("decided_by", "users"),
        CheckConstraint("state in ('asked','granted','declined')", name="opening_bills_state_known"),
        CheckConstraint("decided_by is null or decided_by <> asked_by", name="opening_bills_take_two"),
        CheckConstraint("state <> 'granted' or decided_by is not null", name="opening_bills_granted_by_somebody"),
        Index("one_opening_bill_request", "tenant_id", "close_id", "entity_id", "ledger", unique=True, postgresql_where=text("state = 'asked'")),
    )
