"""What is learned from decisions on matches: the decisions themselves, aliases of parties, models, proposals."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from qrt.adapters.db.tables.base import Base, InTenant, in_tenant


class ReconciliationCorrection(Base, InTenant):
    """What a person decided of one match, with the match and its lines as they stood. Appended, never changed.

    probability  of the match, where its stage gives one; model: digest of the model that scored it, "" for none
    lines        side, item, day, amount_paise, reference, narration, party of each
    """

    __tablename__ = "reconciliation_corrections"
    report_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    by: Mapped[uuid.UUID]
    verb: Mapped[str]
    match: Mapped[str]
    stage: Mapped[str]
    score: Mapped[float]
    margin: Mapped[float]
    probability: Mapped[float | None]
    model: Mapped[str] = mapped_column(server_default="")
    difference_paise: Mapped[int]
    reasons: Mapped[list[Any]]
    lines: Mapped[list[Any]]
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    __table_args__ = (
        in_tenant("report_id", "reconciliation_reports"),
        in_tenant("by", "users"),
        CheckConstraint("verb in ('accept','reject','re-pair','split','manual','undo')", name="reconciliation_correction_known"),
        Index("ix_reconciliation_corrections_kind", "tenant_id", "kind", "at"),
        Index("ix_reconciliation_corrections_match", "tenant_id", "report_id", "match", "at"),
    )


class PartyAlias(Base, InTenant):
    """Which party a text means. The newest row of an alias counts; an empty party takes it back."""

    __tablename__ = "party_aliases"
    alias: Mapped[str]
    party: Mapped[str]
    by: Mapped[uuid.UUID]
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    __table_args__ = (in_tenant("by", "users"), Index("ix_party_aliases_alias", "tenant_id", "alias", "at"))


class LearnedModel(Base, InTenant):
    """A model of one kind as JSON text, what it was trained on and what it was worth on corrections that it had not seen."""

    __tablename__ = "learned_models"
    kind: Mapped[str]
    digest: Mapped[str]
    state: Mapped[str]
    content: Mapped[str]
    trained_on: Mapped[dict[str, Any]]
    metrics: Mapped[dict[str, Any]]
    why: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    promoted_by: Mapped[str] = mapped_column(server_default="")
    promoted_at: Mapped[datetime | None]
    __table_args__ = (
        CheckConstraint("state in ('champion','challenger','retired')", name="learned_model_state_known"),
        Index("ux_learned_models_champion", "tenant_id", "kind", unique=True, postgresql_where=text("state = 'champion'")),
        Index("ix_learned_models_made", "tenant_id", "kind", "made_at"),
    )


class AliasProposal(Base, InTenant):
    """An alias that a habit suggests, with what it would have matched. It does nothing before a person agrees."""

    __tablename__ = "alias_proposals"
    kind: Mapped[str]
    alias: Mapped[str]
    party: Mapped[str]
    accepted: Mapped[int]
    would_match: Mapped[int]
    wrong: Mapped[int]
    examples: Mapped[list[Any]]
    state: Mapped[str] = mapped_column(server_default="waiting")
    made_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime | None]
    __table_args__ = (
        in_tenant("decided_by", "users"),
        UniqueConstraint("tenant_id", "kind", "alias", "party"),
        CheckConstraint("state in ('waiting','accepted','declined')", name="alias_proposal_state_known"),
    )
