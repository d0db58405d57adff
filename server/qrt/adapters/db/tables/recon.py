"""Reconciliations: items, matches, breaks."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from qrt.adapters.db.tables.base import Base, InTenant, Stamped, in_tenant


class ReconciliationReport(Base, InTenant, Stamped):
    """One reconciliation of a close: two sides of one subject (a bank ledger, a GSTIN). `summary` holds totals, counts by stage and the bank statement of reconciliation."""

    __tablename__ = "reconciliation_reports"
    close_id: Mapped[uuid.UUID]
    entity_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    subject: Mapped[str]
    as_of: Mapped[date]
    left_total_paise: Mapped[int]
    right_total_paise: Mapped[int]
    summary: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    digest: Mapped[str] = mapped_column(server_default="")
    __table_args__ = (
        in_tenant("close_id", "closes"),
        in_tenant("entity_id", "entities"),
        UniqueConstraint("tenant_id", "close_id", "entity_id", "kind", "subject"),
    )


class ReconciliationItem(Base, InTenant):
    """One line of one side (core Item)."""

    __tablename__ = "reconciliation_items"
    report_id: Mapped[uuid.UUID]
    side: Mapped[str]
    item: Mapped[str]
    day: Mapped[date]
    amount_paise: Mapped[int]
    reference: Mapped[str] = mapped_column(server_default="")
    narration: Mapped[str] = mapped_column(server_default="")
    party: Mapped[str] = mapped_column(server_default="")
    place: Mapped[dict[str, Any] | None]
    taxes: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    labels: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    __table_args__ = (in_tenant("report_id", "reconciliation_reports", cascade=True), UniqueConstraint("tenant_id", "report_id", "side", "item"))


class ReconciliationMatch(Base, InTenant):
    """Items that belong together, why, and who decided."""

    __tablename__ = "reconciliation_matches"
    report_id: Mapped[uuid.UUID]
    match: Mapped[str]
    stage: Mapped[str]
    status: Mapped[str]
    score: Mapped[float]
    margin: Mapped[float]
    difference_paise: Mapped[int]
    reasons: Mapped[list[Any]]
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        in_tenant("report_id", "reconciliation_reports", cascade=True),
        in_tenant("decided_by", "users"),
        UniqueConstraint("tenant_id", "report_id", "match"),
        CheckConstraint("status in ('auto','suggested','accepted','rejected')", name="match_status_known"),
        Index("ix_reconciliation_matches_status", "tenant_id", "report_id", "status", "id"),
    )


class ReconciliationMatchLine(Base, InTenant):
    """How much of one item a match uses."""

    __tablename__ = "reconciliation_match_lines"
    match_id: Mapped[uuid.UUID]
    side: Mapped[str]
    item: Mapped[str]
    allocated_paise: Mapped[int]
    __table_args__ = (in_tenant("match_id", "reconciliation_matches", cascade=True), UniqueConstraint("tenant_id", "match_id", "side", "item"))


class ReconciliationBreak(Base, InTenant):
    """An item without its counterpart. `open` turns false when a person matches it."""

    __tablename__ = "reconciliation_breaks"
    report_id: Mapped[uuid.UUID]
    side: Mapped[str]
    item: Mapped[str]
    nearest: Mapped[str] = mapped_column(server_default="")
    why_not: Mapped[str]
    age_days: Mapped[int]
    open: Mapped[bool] = mapped_column(server_default=text("true"))
    __table_args__ = (in_tenant("report_id", "reconciliation_reports", cascade=True), UniqueConstraint("tenant_id", "report_id", "side", "item"))
