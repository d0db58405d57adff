"""Tenants, people, sessions."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from qrt.adapters.db.tables.base import Base, InTenant, Stamped, in_tenant, uuid7


class Tenant(Base, Stamped):
    """One company group that uses the platform. Its wall is on `id`.

    settings: {"tan", "e_invoice_turnover_paise", "materiality_paise", "policy": {...}} as in COMPANY.yaml.
    """

    __tablename__ = "tenants"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    company_name: Mapped[str]
    cin: Mapped[str] = mapped_column(server_default="")
    gstin: Mapped[str] = mapped_column(server_default="")
    pan: Mapped[str] = mapped_column(server_default="")
    registered_address: Mapped[str] = mapped_column(server_default="")
    subscription_plan: Mapped[str] = mapped_column(server_default="Basic")
    division: Mapped[str] = mapped_column(server_default="I")
    is_sample: Mapped[bool] = mapped_column(server_default=text("false"))
    settings: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    __table_args__ = (CheckConstraint("subscription_plan in ('Basic','Premium','Enterprise')", name="plan_known"),)


class User(Base, InTenant, Stamped):
    """A person of one tenant. `email` is lower case; it is unique over the platform through app.sign_in_directory."""

    __tablename__ = "users"
    email: Mapped[str]
    name: Mapped[str]
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    last_seen_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("tenant_id", "email"),)


class UserRole(Base, InTenant):
    """One role of one person: admin, finance_manager, finance_exec, auditor, viewer."""

    __tablename__ = "user_roles"
    user_id: Mapped[uuid.UUID]
    role: Mapped[str]
    __table_args__ = (
        in_tenant("user_id", "users"),
        UniqueConstraint("tenant_id", "user_id", "role"),
        CheckConstraint("role in ('admin','finance_manager','finance_exec','auditor','viewer')", name="role_known"),
    )


class SessionRow(Base, InTenant, Stamped):
    """A browser session. The cookie carries tenant, id and a secret; only the secret's SHA-256 is kept."""

    __tablename__ = "sessions"
    user_id: Mapped[uuid.UUID]
    secret_hash: Mapped[str]
    csrf_hash: Mapped[str]
    expires_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(server_default=func.now())
    confirmed_at: Mapped[datetime] = mapped_column(server_default=func.now())
    revoked_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(server_default="")
    device: Mapped[str] = mapped_column(server_default="")
    __table_args__ = (in_tenant("user_id", "users"),)


class RefreshToken(Base, InTenant, Stamped):
    """One link of a rotating family. Using a spent one revokes the family (docs/security.md I4)."""

    __tablename__ = "refresh_tokens"
    user_id: Mapped[uuid.UUID]
    family_id: Mapped[uuid.UUID]
    secret_hash: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    __table_args__ = (in_tenant("user_id", "users"),)


class Invitation(Base, InTenant, Stamped):
    """An invitation to join the tenant with roles. The token's SHA-256 is kept, never the token."""

    __tablename__ = "invitations"
    email: Mapped[str]
    name: Mapped[str] = mapped_column(server_default="")
    roles: Mapped[list[Any]]
    secret_hash: Mapped[str]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    invited_by: Mapped[uuid.UUID]
    __table_args__ = (in_tenant("invited_by", "users"),)
