"""Reconciliations: items, matches, breaks."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, func, text
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
    __table_args__ = (
        in_tenant("report_id", "reconciliation_reports", cascade=True),
        UniqueConstraint("tenant_id", "report_id", "side", "item"),
        Index("ix_reconciliation_items_reference", "tenant_id", "report_id", "side", "reference", postgresql_where=text("reference <> ''")),
        Index("ix_reconciliation_items_party", "tenant_id", "report_id", "side", "party", "day", postgresql_where=text("party <> ''")),
    )


class ReconciliationMatch(Base, InTenant):
    """Items that belong together, why, and who decided. `earlier` are the statuses before people did; `left_paise` what it uses of our side; `day` that of the
    other side's first line; `said` what its lines say (`core/recon/search.py`).

    automatic  the run accepted it without a person; `sampled` says why a person is asked to look at it
    """

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
    earlier: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    left_paise: Mapped[int] = mapped_column(server_default="0")
    automatic: Mapped[bool] = mapped_column(server_default=text("false"))
    sampled: Mapped[str] = mapped_column(server_default="")
    day: Mapped[date] = mapped_column(server_default=text("'1970-01-01'"))
    said: Mapped[str] = mapped_column(server_default="")
    __table_args__ = (
        in_tenant("report_id", "reconciliation_reports", cascade=True),
        in_tenant("decided_by", "users"),
        UniqueConstraint("tenant_id", "report_id", "match"),
        CheckConstraint("status in ('auto','suggested','accepted','rejected')", name="match_status_known"),
        CheckConstraint("sampled in ('','largest','drawn') and (automatic or sampled = '')", name="match_sampled_known"),
        Index("ix_reconciliation_matches_automatic", "tenant_id", "report_id", "sampled", "match", postgresql_where=text("automatic")),
        Index("ix_reconciliation_matches_status", "tenant_id", "report_id", "status", "id"),
        Index("ix_reconciliation_matches_waiting", "tenant_id", "report_id", "score", "id", postgresql_where=text("status = 'suggested'")),
        Index("ix_reconciliation_matches_decided", "tenant_id", "report_id", "score", "id", postgresql_where=text("status in ('auto','accepted')")),
        Index("ix_reconciliation_matches_sums", "tenant_id", "report_id", "status", "stage", postgresql_include=["left_paise", "difference_paise"]),
    )


class ReconciliationMatchLine(Base, InTenant):
    """How much of one item a match uses."""

    __tablename__ = "reconciliation_match_lines"
    match_id: Mapped[uuid.UUID]
    side: Mapped[str]
    item: Mapped[str]
    allocated_paise: Mapped[int]
    __table_args__ = (
        in_tenant("match_id", "reconciliation_matches", cascade=True),
        UniqueConstraint("tenant_id", "match_id", "side", "item"),
        Index("ix_reconciliation_match_lines_item", "tenant_id", "side", "item"),
    )


class ReconciliationBreak(Base, InTenant):
    """An item without its counterpart. `open` turns false when a person matches it; `amount_paise` is the item's, so that open lines add up without all the others, and so is `said`."""

    __tablename__ = "reconciliation_breaks"
    report_id: Mapped[uuid.UUID]
    side: Mapped[str]
    item: Mapped[str]
    nearest: Mapped[str] = mapped_column(server_default="")
    why_not: Mapped[str]
    age_days: Mapped[int]
    open: Mapped[bool] = mapped_column(server_default=text("true"))
    amount_paise: Mapped[int] = mapped_column(server_default="0")
    said: Mapped[str] = mapped_column(server_default="")
    __table_args__ = (
        in_tenant("report_id", "reconciliation_reports", cascade=True),
        UniqueConstraint("tenant_id", "report_id", "side", "item"),
        Index(
            "ix_reconciliation_breaks_age",
            "tenant_id",
            "report_id",
            "side",
            "age_days",
            "id",
            postgresql_include=["amount_paise"],
            postgresql_where=text("open"),
        ),
        Index("ix_reconciliation_breaks_amount", "tenant_id", "report_id", "side", "amount_paise", postgresql_where=text("open")),
    )


class ReconciliationAct(Base, InTenant):
    """One act of one person on a reconciliation: accept, accept_filter (a job), reject, match, undo, release (automatic matches wait again), re_pair (one match
    for another). States: waiting, running, done, stopped, failed."""

    __tablename__ = "reconciliation_acts"
    report_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    by: Mapped[uuid.UUID]
    words: Mapped[str] = mapped_column(server_default="")
    undoes_id: Mapped[uuid.UUID | None]
    total: Mapped[int]
    total_paise: Mapped[int]
    difference_paise: Mapped[int] = mapped_column(server_default="0")
    done: Mapped[int] = mapped_column(server_default="0")
    failed: Mapped[int] = mapped_column(server_default="0")
    undone: Mapped[int] = mapped_column(server_default="0")
    state: Mapped[str] = mapped_column(server_default="done")
    message: Mapped[str] = mapped_column(server_default="")
    asked_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        in_tenant("report_id", "reconciliation_reports"),
        in_tenant("by", "users"),
        in_tenant("undoes_id", "reconciliation_acts"),
        CheckConstraint("kind in ('accept','accept_filter','reject','match','undo','release','re_pair')", name="reconciliation_act_known"),
        CheckConstraint("state in ('waiting','running','done','stopped','failed')", name="reconciliation_act_state_known"),
        Index("ix_reconciliation_acts_asked", "tenant_id", "report_id", "asked_at"),
    )


class ReconciliationActLine(Base, InTenant):
    """One match of an act as the person saw it, and what became of it."""

    __tablename__ = "reconciliation_act_lines"
    act_id: Mapped[uuid.UUID]
    position: Mapped[int]
    match: Mapped[str]
    version: Mapped[int]
    words: Mapped[str] = mapped_column(server_default="")
    left_paise: Mapped[int] = mapped_column(server_default="0")
    state: Mapped[str] = mapped_column(server_default="waiting")
    code: Mapped[str] = mapped_column(server_default="")
    sentence: Mapped[str] = mapped_column(server_default="")
    __table_args__ = (
        in_tenant("act_id", "reconciliation_acts"),
        UniqueConstraint("tenant_id", "act_id", "position"),
        CheckConstraint("state in ('waiting','done','failed','undone')", name="reconciliation_act_line_state_known"),
        Index("ix_reconciliation_act_lines_waiting", "tenant_id", "act_id", "position", postgresql_where=text("state = 'waiting'")),
    )


class ReconciliationComment(Base, InTenant):
    """What a person says about a line, which stays in its list."""

    __tablename__ = "reconciliation_comments"
    report_id: Mapped[uuid.UUID]
    side: Mapped[str]
    item: Mapped[str]
    by: Mapped[uuid.UUID]
    text: Mapped[str]
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    __table_args__ = (
        in_tenant("report_id", "reconciliation_reports"),
        in_tenant("by", "users"),
        CheckConstraint("side in ('left','right')", name="reconciliation_comment_side_known"),
        Index("ix_reconciliation_comments_item", "tenant_id", "report_id", "side", "item", "at"),
    )


class ReconJob(Base, InTenant):
    """Work over reconciliations that takes longer than a request. Kinds: undo (automatic matches wait for a person again), try (what other rules would change),
    export (a list as a file). States: waiting, running, done, stopped, failed."""

    __tablename__ = "recon_jobs"
    close_id: Mapped[uuid.UUID]
    report_id: Mapped[uuid.UUID | None]
    kind: Mapped[str]
    wanted: Mapped[dict[str, Any]]
    total: Mapped[int] = mapped_column(server_default="0")
    total_paise: Mapped[int] = mapped_column(server_default="0")
    done: Mapped[int] = mapped_column(server_default="0")
    failed: Mapped[int] = mapped_column(server_default="0")
    state: Mapped[str] = mapped_column(server_default="waiting")
    message: Mapped[str] = mapped_column(server_default="")
    result: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    by: Mapped[uuid.UUID]
    asked_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        in_tenant("close_id", "closes"),
        in_tenant("report_id", "reconciliation_reports"),
        in_tenant("by", "users"),
        CheckConstraint("kind in ('undo','try','export')", name="recon_job_kind_known"),
        CheckConstraint("state in ('waiting','running','done','stopped','failed')", name="recon_job_state_known"),
        Index("ix_recon_jobs_asked", "tenant_id", "close_id", "asked_at"),
    )


class ReconJobEntry(Base, InTenant):
    """One match of an undoing as it was seen, and what became of it."""

    __tablename__ = "recon_job_entries"
    job_id: Mapped[uuid.UUID]
    position: Mapped[int]
    report_id: Mapped[uuid.UUID]
    match: Mapped[str]
    version: Mapped[int]
    state: Mapped[str] = mapped_column(server_default="waiting")
    sentence: Mapped[str] = mapped_column(server_default="")
    __table_args__ = (
        in_tenant("job_id", "recon_jobs"),
        in_tenant("report_id", "reconciliation_reports"),
        UniqueConstraint("tenant_id", "job_id", "position"),
        CheckConstraint("state in ('waiting','undone','failed')", name="recon_job_entry_state_known"),
    )


class StatementSignOff(Base, InTenant):
    """A statement of a reconciliation as somebody signed it, and who reviewed and signed it after that. The content never changes."""

    __tablename__ = "statement_sign_offs"
    report_id: Mapped[uuid.UUID]
    as_of: Mapped[date]
    digest: Mapped[str]
    content: Mapped[dict[str, Any]]
    because: Mapped[str] = mapped_column(server_default="")
    prepared_by: Mapped[uuid.UUID]
    prepared_at: Mapped[datetime]
    reviewed_by: Mapped[uuid.UUID | None]
    reviewed_at: Mapped[datetime | None]
    __table_args__ = (
        in_tenant("report_id", "reconciliation_reports"),
        in_tenant("prepared_by", "users"),
        in_tenant("reviewed_by", "users"),
        CheckConstraint("reviewed_by is null or reviewed_by <> prepared_by", name="statement_takes_two"),
        CheckConstraint("(reviewed_by is null) = (reviewed_at is null)", name="statement_reviewed_by_somebody"),
        Index("ix_statement_sign_offs_report", "tenant_id", "report_id", "prepared_at"),
        Index("one_statement_signed", "tenant_id", "report_id", "as_of", "digest", unique=True),
    )


class ReconRuleRequest(Base, InTenant):
    """Rules that one person asks for, and what another said. `about` is the subject of the decision that they become; `rules` null leaves it to the level above."""

    __tablename__ = "recon_rule_requests"
    report_id: Mapped[uuid.UUID]
    level: Mapped[str]
    about: Mapped[str]
    rules: Mapped[dict[str, Any] | None]
    reason: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="asked")
    asked_by: Mapped[uuid.UUID]
    asked_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        in_tenant("report_id", "reconciliation_reports"),
        in_tenant("asked_by", "users"),
        in_tenant("decided_by", "users"),
        CheckConstraint("level in ('account','kind')", name="recon_rule_request_level_known"),
        CheckConstraint("state in ('asked','in_force','declined')", name="recon_rule_request_state_known"),
        CheckConstraint("state <> 'in_force' or (decided_by is not null and decided_by <> asked_by)", name="recon_rules_take_two"),
        CheckConstraint("(state = 'asked') = (decided_by is null) and (decided_by is null) = (decided_at is null)", name="recon_rule_request_decided"),
        Index("ix_recon_rule_requests_report", "tenant_id", "report_id", "asked_at"),
        Index("one_recon_rules_asked", "tenant_id", "about", unique=True, postgresql_where=text("state = 'asked'")),
    )
