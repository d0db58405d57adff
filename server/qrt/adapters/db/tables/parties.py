"""Parties: customers and vendors of a close."""

import uuid
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint, text
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
