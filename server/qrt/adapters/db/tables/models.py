"""Models that may be asked about papers: what a company allows, and every call."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from qrt.adapters.db.tables.base import Base, InTenant, in_tenant


class ModelPolicy(Base, InTenant):
    """What a company allows: one row, none while nobody decided. Nothing leaves the house unless `allowed`.

    model            "anthropic:NAME", "openai:NAME" or "openai-responses:NAME"
    seconds          the longest that one call may take, with its tries
    month_cap_paise  what a calendar month's calls may cost together; the prices are paise for a million tokens, as the company pays them
    """

    __tablename__ = "model_policies"
    allowed: Mapped[bool] = mapped_column(server_default=text("false"))
    model: Mapped[str] = mapped_column(server_default="")
    seconds: Mapped[int] = mapped_column(server_default="60")
    month_cap_paise: Mapped[int] = mapped_column(server_default="0")
    price_in_paise: Mapped[int] = mapped_column(server_default="0")
    price_out_paise: Mapped[int] = mapped_column(server_default="0")
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime] = mapped_column(server_default=func.now())
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        in_tenant("decided_by", "users"),
        UniqueConstraint("tenant_id"),
        CheckConstraint(
            "seconds > 0 and month_cap_paise >= 0 and price_in_paise >= 0 and price_out_paise >= 0"
            " and (not allowed or (model <> '' and month_cap_paise > 0 and price_in_paise > 0 and price_out_paise > 0))",
            name="model_policy_sound",
        ),
    )


class ModelCall(Base, InTenant):
    """One call to a model: reserved before anything leaves, settled with what it cost. No text of paper or answer is kept, but for their digests.

    state    asked, answered, refused (of the answer nothing could be used), failed (the provider did not answer; it is counted with what it may have cost)
    refused  what of the answer was not believed, in words of ours
    """

    __tablename__ = "model_calls"
    document_id: Mapped[uuid.UUID]
    agent: Mapped[str]
    model: Mapped[str]
    prompt: Mapped[str]
    asked_digest: Mapped[str]
    answered_digest: Mapped[str] = mapped_column(server_default="")
    state: Mapped[str] = mapped_column(server_default="asked")
    reserved_paise: Mapped[int]
    cost_paise: Mapped[int | None]
    tokens_in: Mapped[int] = mapped_column(server_default="0")
    tokens_out: Mapped[int] = mapped_column(server_default="0")
    refused: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    error: Mapped[str] = mapped_column(server_default="")
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        in_tenant("document_id", "documents"),
        CheckConstraint("state in ('asked', 'answered', 'refused', 'failed')", name="model_call_state_known"),
        CheckConstraint("state = 'asked' or (cost_paise is not null and ended_at is not null)", name="model_call_settled"),
        Index("ix_model_calls_at", "tenant_id", "at"),
        Index("ix_model_calls_document", "tenant_id", "document_id"),
    )
