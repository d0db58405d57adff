"""People and invitations."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from qrt.adapters.db.listing.base import Row
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Invitation, Tenant, User, UserRole
from qrt.core.base.errors import Refused


async def load_me(db: TenantDb, user_id: uuid.UUID) -> tuple[Row, Row]:
    """The signed-in person and their tenant."""
    user = (await db.execute(select(User.id, User.name, User.email).where(User.id == user_id))).one()
    tenant = (await db.execute(select(Tenant.id, Tenant.company_name, Tenant.is_sample, Tenant.subscription_plan, Tenant.division))).one()
    return dict(user._mapping), dict(tenant._mapping)


async def load_users(db: TenantDb) -> list[Row]:
    """Everybody, by name."""
    rows = (await db.execute(select(User).order_by(User.name, User.id))).scalars().all()
    return await _with_roles(db, rows)


async def load_user(db: TenantDb, user_id: uuid.UUID) -> Row:
    """One person. Raises Refused("users.unknown")."""
    row = (await db.execute(select(User).where(User.id == user_id).execution_options(populate_existing=True))).scalar_one_or_none()
    if row is None:
        raise Refused("users.unknown", "There is no such person.")
    return (await _with_roles(db, [row]))[0]


async def load_invitations(db: TenantDb) -> list[Row]:
    """Invitations, newest first."""
    rows = (await db.execute(select(Invitation).order_by(Invitation.created_at.desc(), Invitation.id))).scalars()
    return [
        {"id": row.id, "email": row.email, "name": row.name, "roles": row.roles, "expires_at": row.expires_at, "accepted_at": row.accepted_at} for row in rows
    ]


async def _with_roles(db: TenantDb, rows: Sequence[User]) -> list[Row]:
    roles: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    for user_id, role in await db.execute(select(UserRole.user_id, UserRole.role).order_by(UserRole.role)):
        roles[user_id].append(role)
    return [
        {"id": row.id, "name": row.name, "email": row.email, "roles": roles[row.id], "active": row.active, "last_seen_at": row.last_seen_at} for row in rows
    ]
