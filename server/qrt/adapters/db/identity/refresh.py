"""Refresh tokens: families of links, each used once."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import RefreshToken


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a family."""

    id: uuid.UUID
    user: uuid.UUID
    family: uuid.UUID
    secret_hash: str
    expires_at: datetime
    used: bool
    revoked: bool


async def save_link(db: TenantDb, link_id: uuid.UUID, user_id: uuid.UUID, family: uuid.UUID, secret_hash: str, expires_at: datetime) -> None:
    """A new link."""
    await db.execute(insert(RefreshToken).values(id=link_id, user_id=user_id, family_id=family, secret_hash=secret_hash, expires_at=expires_at))


async def load_link(db: TenantDb, link_id: uuid.UUID) -> Link | None:
    """The link with this id, locked: of two uses at once the second sees the first."""
    row = (await db.execute(select(RefreshToken).where(RefreshToken.id == link_id).with_for_update())).scalar_one_or_none()
    if row is None:
        return None
    return Link(row.id, row.user_id, row.family_id, row.secret_hash, row.expires_at, row.used_at is not None, row.revoked_at is not None)


async def save_used(db: TenantDb, link_id: uuid.UUID, at: datetime) -> None:
    """The link is spent."""
    await db.execute(update(RefreshToken).where(RefreshToken.id == link_id).values(used_at=at))


async def revoke_family(db: TenantDb, family: uuid.UUID, at: datetime) -> None:
    """The whole family is over."""
    await db.execute(update(RefreshToken).where(RefreshToken.family_id == family, RefreshToken.revoked_at.is_(None)).values(revoked_at=at))


async def revoke_families_of(db: TenantDb, user_id: uuid.UUID, at: datetime) -> None:
    """All families of a person are over."""
    await db.execute(update(RefreshToken).where(RefreshToken.user_id == user_id, RefreshToken.revoked_at.is_(None)).values(revoked_at=at))


async def family_began(db: TenantDb, family: uuid.UUID, user_id: uuid.UUID) -> datetime | None:
    """When this person's family was made by a sign-in; None when there is none, or it is revoked."""
    mine = (RefreshToken.family_id == family) & (RefreshToken.user_id == user_id)
    query = select(func.min(RefreshToken.created_at)).where(mine).having(func.bool_or(RefreshToken.revoked_at.is_(None)))
    return (await db.execute(query)).scalar_one_or_none()


async def family_lives(db: TenantDb, family: uuid.UUID, user_id: uuid.UUID) -> bool:
    """Whether this person's family is there and not revoked."""
    mine = (RefreshToken.family_id == family) & (RefreshToken.user_id == user_id)
    return bool((await db.execute(select(exists().where(mine, RefreshToken.revoked_at.is_(None))))).scalar_one())
