"""The close of a quarter: its run, tasks, findings, statements, package, sign-off; what agents did and people decided."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from qrt.adapters.db.tables.base import Base, InTenant, Stamped, in_tenant


class Close(Base, InTenant, Stamped):
    """The close of one quarter of the tenant's group.

    state  open (papers may come), running, ready (a package stands), signed
    run    number of the newest run; its workflow is close:<tenant>:<quarter>:<run>
    """

    __tablename__ = "closes"
    fy_start: Mapped[int]
    quarter: Mapped[int]
    state: Mapped[str] = mapped_column(server_default="open")
    run: Mapped[int] = mapped_column(server_default="0")
    opens_on: Mapped[date]
    due_on: Mapped[date]
    rulebook_hash: Mapped[str] = mapped_column(server_default="")
    digest: Mapped[str] = mapped_column(server_default="")
    summary: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    __table_args__ = (
        UniqueConstraint("tenant_id", "fy_start", "quarter"),
        CheckConstraint("state in ('open','running','ready','signed')", name="close_state_known"),
    )


class CloseStage(Base, InTenant):
    """Progress of one stage of one run: waiting, running, done, failed; `done` of `total` papers or rows."""

    __tablename__ = "close_stages"
    close_id: Mapped[uuid.UUID]
    run: Mapped[int]
    stage: Mapped[str]
    position: Mapped[int]
    agent: Mapped[str] = mapped_column(server_default="")
    state: Mapped[str] = mapped_column(server_default="waiting")
    done: Mapped[int] = mapped_column(server_default="0")
    total: Mapped[int] = mapped_column(server_default="0")
    message: Mapped[str] = mapped_column(server_default="")
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    __table_args__ = (in_tenant("close_id", "closes"), UniqueConstraint("tenant_id", "close_id", "run", "stage"))


class CloseTask(Base, InTenant):
    """One line of the checklist that ties out. A machine's figures fill books and support; people sign.

    state  not_started, in_progress, in_review, signed_off, blocked
    """

    __tablename__ = "close_tasks"
    close_id: Mapped[uuid.UUID]
    entity_id: Mapped[uuid.UUID | None]
    key: Mapped[str]
    workstream: Mapped[str]
    title: Mapped[str]
    position: Mapped[int]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(server_default="not_started")
    owner_id: Mapped[uuid.UUID | None]
    reviewer_id: Mapped[uuid.UUID | None]
    books_paise: Mapped[int | None]
    support_paise: Mapped[int | None]
    threshold_paise: Mapped[int] = mapped_column(server_default="0")
    blocked_because: Mapped[str] = mapped_column(server_default="")
    prepared_by: Mapped[uuid.UUID | None]
    prepared_at: Mapped[datetime | None]
    signed_by: Mapped[uuid.UUID | None]
    signed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        in_tenant("close_id", "closes"),
        in_tenant("entity_id", "entities"),
        in_tenant("owner_id", "users"),
        in_tenant("reviewer_id", "users"),
        in_tenant("prepared_by", "users"),
        in_tenant("signed_by", "users"),
        UniqueConstraint("tenant_id", "close_id", "key"),
        CheckConstraint("state in ('not_started','in_progress','in_review','signed_off','blocked')", name="task_state_known"),
        CheckConstraint("signed_by is null or prepared_by is null or signed_by <> prepared_by", name="preparer_is_not_signer"),
    )


class AgentJob(Base, InTenant, Stamped):
    """What a named agent did: status queued, running, done, failed. Input and output are ids, counts and sentences, never document text (T11)."""

    __tablename__ = "agent_jobs"
    close_id: Mapped[uuid.UUID]
    run: Mapped[int]
    agent: Mapped[str]
    agent_version: Mapped[str]
    stage: Mapped[str]
    subject: Mapped[str] = mapped_column(server_default="")
    status: Mapped[str]
    input: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    output: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    confidence: Mapped[float | None]
    error: Mapped[str] = mapped_column(server_default="")
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    __table_args__ = (
        in_tenant("close_id", "closes"),
        UniqueConstraint("tenant_id", "close_id", "run", "agent", "stage", "subject"),
        CheckConstraint("status in ('queued','running','done','failed')", name="agent_job_status_known"),
    )


class ComplianceCheck(Base, InTenant, Stamped):
    """One run of one validator over one entity."""

    __tablename__ = "compliance_checks"
    close_id: Mapped[uuid.UUID]
    entity_id: Mapped[uuid.UUID | None]
    run: Mapped[int]
    validator: Mapped[str]
    rulebook_hash: Mapped[str]
    findings_count: Mapped[int]
    __table_args__ = (
        in_tenant("close_id", "closes"),
        in_tenant("entity_id", "entities"),
        UniqueConstraint("tenant_id", "close_id", "run", "validator", "entity_id", postgresql_nulls_not_distinct=True),
    )


class FindingRow(Base, InTenant, Stamped):
    """A finding of a close (core Finding) and what became of it: open, waived (reason and approver), gone (the data changed).

    digest  identity over rule, subject, sentence and amount, so the same finding of the next run is the same row
    """

    __tablename__ = "findings"
    close_id: Mapped[uuid.UUID]
    entity_id: Mapped[uuid.UUID | None]
    check_id: Mapped[uuid.UUID | None]
    digest: Mapped[str]
    rule: Mapped[str]
    severity: Mapped[str]
    subject: Mapped[str]
    sentence: Mapped[str]
    amount_paise: Mapped[int]
    law: Mapped[str] = mapped_column(server_default="")
    evidence: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    agent: Mapped[str] = mapped_column(server_default="")
    state: Mapped[str] = mapped_column(server_default="open")
    last_run: Mapped[int]
    waive_reason: Mapped[str] = mapped_column(server_default="")
    asked_by: Mapped[uuid.UUID | None]
    waived_by: Mapped[uuid.UUID | None]
    waived_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        in_tenant("close_id", "closes"),
        in_tenant("entity_id", "entities"),
        in_tenant("check_id", "compliance_checks"),
        in_tenant("asked_by", "users"),
        in_tenant("waived_by", "users"),
        UniqueConstraint("tenant_id", "close_id", "digest"),
        CheckConstraint("severity in ('info','warning','error','blocking')", name="severity_known"),
        CheckConstraint("state in ('open','waived','gone')", name="finding_state_known"),
        CheckConstraint("waived_by is null or asked_by is null or waived_by <> asked_by", name="asker_is_not_waiver"),
        Index("ix_findings_open", "tenant_id", "close_id", "state", "severity"),
    )


class FinancialStatement(Base, InTenant, Stamped):
    """A drawn statement: balance_sheet, profit_and_loss, cash_flow, trial_balance, completeness, consolidation. `draft` counts the runs that changed it."""

    __tablename__ = "financial_statements"
    close_id: Mapped[uuid.UUID]
    entity_id: Mapped[uuid.UUID | None]
    kind: Mapped[str]
    draft: Mapped[int]
    content: Mapped[dict[str, Any]]
    digest: Mapped[str]
    __table_args__ = (
        in_tenant("close_id", "closes"),
        in_tenant("entity_id", "entities"),
        UniqueConstraint("tenant_id", "close_id", "entity_id", "kind", "draft", postgresql_nulls_not_distinct=True),
    )


class Decision(Base, InTenant):
    """What a person decided, append only: field_corrected, kind_set, entity_set, document_rejected, match_accepted, match_rejected, ledger_mapped, ...

    `by` is None for what the platform carried over from an earlier quarter; its content says who decided it there.
    """

    __tablename__ = "decisions"
    close_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    subject: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    by: Mapped[uuid.UUID | None]
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (in_tenant("close_id", "closes"), in_tenant("by", "users"), Index("ix_decisions_close", "tenant_id", "close_id", "at"))


class ClosePackageRow(Base, InTenant, Stamped):
    """A built close package; its zip is in the object store."""

    __tablename__ = "close_packages"
    close_id: Mapped[uuid.UUID]
    run: Mapped[int]
    object_name: Mapped[str]
    digest: Mapped[str]
    size: Mapped[int]
    __table_args__ = (in_tenant("close_id", "closes"), UniqueConstraint("tenant_id", "close_id", "run"))


class SignOff(Base, InTenant):
    """A person's name under one package."""

    __tablename__ = "sign_offs"
    package_id: Mapped[uuid.UUID]
    by: Mapped[uuid.UUID]
    role: Mapped[str]
    digest: Mapped[str]
    signature: Mapped[str]
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (in_tenant("package_id", "close_packages"), in_tenant("by", "users"), UniqueConstraint("tenant_id", "package_id", "by"))
