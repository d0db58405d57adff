"""Fixed assets as a run draws them: the book of an entity, and its lines."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qrt.adapters.db.tables.base import Base, InTenant, in_tenant


class AssetBookRow(Base, InTenant):
    """One entity's fixed assets in one close. `content` holds reconciliation, blocks, ageing of work in progress, disposals, and what waits to be drafted."""

    __tablename__ = "asset_books"
    close_id: Mapped[uuid.UUID]
    entity_id: Mapped[uuid.UUID]
    method: Mapped[str] = mapped_column(server_default="")
    convention: Mapped[str] = mapped_column(server_default="")
    content: Mapped[dict[str, Any]]
    digest: Mapped[str]
    __table_args__ = (in_tenant("close_id", "closes"), in_tenant("entity_id", "entities"), UniqueConstraint("tenant_id", "close_id", "entity_id"))


class AssetLineRow(Base, InTenant):
    """One asset over the quarter, or a purchase that the register does not have (state "proposed"). `content` holds basis, law, schedule and voucher keys."""

    __tablename__ = "asset_lines"
    book_id: Mapped[uuid.UUID]
    key: Mapped[str]
    code: Mapped[str] = mapped_column(server_default="")
    name: Mapped[str] = mapped_column(server_default="")
    asset_class: Mapped[str] = mapped_column(server_default="")
    ledger: Mapped[str] = mapped_column(server_default="")
    component_of: Mapped[str] = mapped_column(server_default="")
    location: Mapped[str] = mapped_column(server_default="")
    state: Mapped[str]
    source: Mapped[str]
    bought: Mapped[date | None]
    put_to_use: Mapped[date | None]
    disposed: Mapped[date | None]
    opening_cost_paise: Mapped[int]
    additions_paise: Mapped[int]
    deletions_paise: Mapped[int]
    closing_cost_paise: Mapped[int]
    opening_accumulated_paise: Mapped[int]
    depreciation_paise: Mapped[int]
    released_paise: Mapped[int]
    closing_accumulated_paise: Mapped[int]
    net_paise: Mapped[int]
    place: Mapped[dict[str, Any] | None]
    content: Mapped[dict[str, Any]]
    __table_args__ = (
        in_tenant("book_id", "asset_books", cascade=True),
        UniqueConstraint("tenant_id", "book_id", "key"),
        Index("ix_asset_lines_class", "tenant_id", "book_id", "asset_class", "code", "id"),
    )
