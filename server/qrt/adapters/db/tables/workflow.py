"""The life of a voucher between two people: ladder, approvals, comments, templates; requests to reopen a period; cost centres."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Index, Numeric, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from qrt.adapters.db.tables.base import Base, InTenant, Stamped, in_tenant


class ApprovalRules(Base, InTenant):
    """One whole approval ladder: asked for by one person, in force when another one says so. The rules are those of core/journals/approval."""

    __tablename__ = "approval_rules"
    rules: Mapped[list[Any]]
    state: Mapped[str] = mapped_column(server_default="asked")
    reason: Mapped[str]
    asked_by: Mapped[uuid.UUID]
    asked_at: Mapped[datetime] = mapped_column(server_default=func.now())
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        in_tenant("asked_by", "users"),
        in_tenant("decided_by", "users"),
        CheckConstraint("state in ('asked','in_force','declined','replaced')", name="ladder_state_known"),
        CheckConstraint("decided_by is null or decided_by <> asked_by", name="ladder_takes_two"),
        CheckConstraint("state in ('asked','declined') or decided_by is not null", name="ladder_in_force_was_decided"),
        Index("one_ladder_in_force", "tenant_id", unique=True, postgresql_where=text("state = 'in_force'")),
        Index("one_ladder_asked", "tenant_id", unique=True, postgresql_where=text("state = 'asked'")),
    )


class Approval(Base, InTenant):
    """One person's yes to one wording (version) of a draft. Insert only."""

    __tablename__ = "approvals"
    entry_id: Mapped[uuid.UUID]
    version: Mapped[int]
    by: Mapped[uuid.UUID]
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    __table_args__ = (in_tenant("entry_id", "journal_entries"), in_tenant("by", "users"), UniqueConstraint("tenant_id", "entry_id", "version", "by"))


class JournalComment(Base, InTenant):
    """A question or answer about an entry. It stays in the queue; the question is resolved, never taken away."""

    __tablename__ = "journal_comments"
    entry_id: Mapped[uuid.UUID]
    by: Mapped[uuid.UUID]
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    text: Mapped[str]
    resolved_by: Mapped[uuid.UUID | None]
    resolved_at: Mapped[datetime | None]
    __table_args__ = (
        in_tenant("entry_id", "journal_entries"),
        in_tenant("by", "users"),
        in_tenant("resolved_by", "users"),
        Index("ix_journal_comments_entry", "tenant_id", "entry_id", "at"),
    )


class BulkApproval(Base, InTenant):
    """Routine entries approved together as one job: by whom, which filter, how far. States: waiting, running, done, stopped, failed."""

    __tablename__ = "bulk_approvals"
    by: Mapped[uuid.UUID]
    wanted: Mapped[dict[str, Any]]
    total: Mapped[int]
    total_paise: Mapped[int]
    done: Mapped[int] = mapped_column(server_default="0")
    failed: Mapped[int] = mapped_column(server_default="0")
    state: Mapped[str] = mapped_column(server_default="waiting")
    message: Mapped[str] = mapped_column(server_default="")
    asked_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        in_tenant("by", "users"),
        CheckConstraint("state in ('waiting','running','done','stopped','failed')", name="bulk_approval_state_known"),
        Index("ix_bulk_approvals_asked", "tenant_id", "asked_at"),
    )


class BulkApprovalEntry(Base, InTenant):
    """One entry of a bulk approval in the wording that was seen, and what became of it."""

    __tablename__ = "bulk_approval_entries"
    bulk_id: Mapped[uuid.UUID]
    position: Mapped[int]
    entry_id: Mapped[uuid.UUID]
    version: Mapped[int]
    state: Mapped[str] = mapped_column(server_default="waiting")
    number: Mapped[str] = mapped_column(server_default="")
    code: Mapped[str] = mapped_column(server_default="")
    sentence: Mapped[str] = mapped_column(server_default="")
    __table_args__ = (
        in_tenant("bulk_id", "bulk_approvals"),
        in_tenant("entry_id", "journal_entries"),
        UniqueConstraint("tenant_id", "bulk_id", "position"),
        CheckConstraint("state in ('waiting','posted','failed')", name="bulk_approval_entry_state_known"),
    )


class JournalTemplate(Base, InTenant, Stamped):
    """A voucher that comes back every month or quarter. Whoever changed it last is the maker of its drafts."""

    __tablename__ = "journal_templates"
    entity_id: Mapped[uuid.UUID]
    name: Mapped[str]
    kind: Mapped[str]
    cadence: Mapped[str]
    day_of_month: Mapped[int]
    start_on: Mapped[date]
    end_on: Mapped[date | None]
    amount_from: Mapped[str] = mapped_column(server_default="fixed")
    percent: Mapped[Decimal] = mapped_column(Numeric(9, 4), server_default="0")
    auto_reverse: Mapped[bool] = mapped_column(server_default="false")
    narration: Mapped[str] = mapped_column(server_default="")
    party: Mapped[str] = mapped_column(server_default="")
    branch: Mapped[str] = mapped_column(server_default="")
    reference: Mapped[str] = mapped_column(server_default="")
    lines: Mapped[list[Any]]
    state: Mapped[str] = mapped_column(server_default="active")
    changed_by: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        in_tenant("entity_id", "entities"),
        in_tenant("changed_by", "users"),
        UniqueConstraint("tenant_id", "entity_id", "name"),
        CheckConstraint("cadence in ('monthly','quarterly')", name="template_cadence_known"),
        CheckConstraint("amount_from in ('fixed','last')", name="template_amount_known"),
        CheckConstraint("state in ('active','paused')", name="template_state_known"),
        CheckConstraint("day_of_month between 1 and 31", name="template_day_sane"),
    )


class TemplatePeriod(Base, InTenant):
    """What a template did in one period, once: it made a draft, or somebody skipped it."""

    __tablename__ = "template_periods"
    template_id: Mapped[uuid.UUID]
    period: Mapped[str]
    state: Mapped[str]
    entry_id: Mapped[uuid.UUID | None]
    reason: Mapped[str] = mapped_column(server_default="")
    by: Mapped[uuid.UUID]
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    __table_args__ = (
        in_tenant("template_id", "journal_templates"),
        in_tenant("entry_id", "journal_entries"),
        in_tenant("by", "users"),
        UniqueConstraint("tenant_id", "template_id", "period"),
        CheckConstraint("state in ('drafted','skipped')", name="template_period_state_known"),
    )


class PeriodRequest(Base, InTenant):
    """A request to reopen a locked period: one person asks with a reason, another one grants or declines."""

    __tablename__ = "period_requests"
    period_id: Mapped[uuid.UUID]
    reason: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="asked")
    asked_by: Mapped[uuid.UUID]
    asked_at: Mapped[datetime] = mapped_column(server_default=func.now())
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime | None]
    __table_args__ = (
        in_tenant("period_id", "periods"),
        in_tenant("asked_by", "users"),
        in_tenant("decided_by", "users"),
        CheckConstraint("state in ('asked','granted','declined')", name="period_request_state_known"),
        CheckConstraint("decided_by is null or decided_by <> asked_by or state <> 'granted'", name="reopening_takes_two"),
        Index("one_period_request", "tenant_id", "period_id", unique=True, postgresql_where=text("state = 'asked'")),
    )


class CostCentre(Base, InTenant):
    """A cost centre of an entity that lines may name."""

    __tablename__ = "cost_centres"
    entity_id: Mapped[uuid.UUID]
    name: Mapped[str]
    active: Mapped[bool] = mapped_column(server_default="true")
    __table_args__ = (in_tenant("entity_id", "entities"), UniqueConstraint("tenant_id", "entity_id", "name"))
