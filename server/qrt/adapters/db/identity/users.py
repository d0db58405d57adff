"""People of a tenant and their roles."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Tenant, User, UserRole


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account with the company's subscription plan. The hash never leaves this room and the flow that checks it."""

    id: uuid.UUID
    email: str
    name: str
    password_hash: str
    active: bool
    roles: frozenset[str]
    plan: str

    def __repr__(self) -> str:
        return f"Account({self.id})"


@dataclass(frozen=True, slots=True)
class TenantCard:
    """What the page shows of the company that somebody is signed in to."""

    id: uuid.UUID
    company_name: str
    is_sample: bool
    subscription_plan: str
    division: str


ACCOUNT_COLUMNS = (
    User.id.label("account_id"),
    User.email,
    User.name,
    User.password_hash,
    User.active,
    select(func.array_agg(UserRole.role)).where(UserRole.user_id == User.id).scalar_subquery().label("roles"),
    select(Tenant.subscription_plan).scalar_subquery().label("plan"),
)
"""What `to_account` needs of a row."""


def to_account(row: Row[Any]) -> Account:
    """An account from a row that has ACCOUNT_COLUMNS."""
    return Account(row.account_id, row.email, row.name, row.password_hash, row.active, frozenset(row.roles or ()), row.plan)


async def load_account(db: TenantDb, user_id: uuid.UUID, *, lock: bool = False) -> Account | None:
    """The account with this id, or None."""
    query = select(*ACCOUNT_COLUMNS).where(User.id == user_id)
    row = (await db.execute(query.with_for_update(of=User) if lock else query)).one_or_none()
    return None if row is None else to_account(row)


async def load_tenant_card(db: TenantDb) -> TenantCard:
    """The bound tenant."""
    row = (await db.execute(select(Tenant))).scalar_one()
    return TenantCard(row.id, row.company_name, row.is_sample, row.subscription_plan, row.division)


async def save_account(db: TenantDb, user_id: uuid.UUID, email: str, name: str, password_hash: str, roles: Iterable[str]) -> None:
    """A new account with its roles. An e-mail address that anybody has already fails on the directory's unique key (IntegrityError)."""
    await db.execute(insert(User).values(id=user_id, email=email.strip().lower(), name=name.strip(), password_hash=password_hash))
    await save_roles(db, user_id, roles)


async def save_roles(db: TenantDb, user_id: uuid.UUID, roles: Iterable[str]) -> None:
    """Exactly these roles, and no others."""
    wanted = sorted(set(roles))
    await db.execute(delete(UserRole).where(UserRole.user_id == user_id, UserRole.role.not_in(wanted)))
    for role in wanted:
        await db.execute(insert(UserRole).values(user_id=user_id, role=role).on_conflict_do_nothing())


async def save_active(db: TenantDb, user_id: uuid.UUID, active: bool) -> None:
    """Whether the person may sign in."""
    await db.execute(update(User).where(User.id == user_id).values(active=active))


async def save_password(db: TenantDb, user_id: uuid.UUID, password_hash: str) -> None:
    """Another hash."""
    await db.execute(update(User).where(User.id == user_id).values(password_hash=password_hash))


async def save_seen(db: TenantDb, user_id: uuid.UUID, at: datetime) -> None:
    """When the person was here last."""
    await db.execute(update(User).where(User.id == user_id).values(last_seen_at=at))


async def count_admins(db: TenantDb) -> int:
    """Active people who may manage people; the rows are locked, so that two administrators cannot remove each other at once."""
    await db.execute(select(Tenant.id).with_for_update())
    query = select(func.count()).select_from(UserRole).join(User, User.id == UserRole.user_id).where(UserRole.role == "admin", User.active)
    return (await db.execute(query)).scalar_one()
