"""Invitations: hashed, for one use."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Invitation


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation as it stands."""

    id: uuid.UUID
    email: str
    name: str
    roles: tuple[str, ...]
    secret_hash: str
    expires_at: datetime
    accepted: bool


async def save_invitation(
    db: TenantDb, invitation_id: uuid.UUID, email: str, name: str, roles: list[str], secret_hash: str, expires_at: datetime, by: uuid.UUID
) -> None:
    """A new invitation."""
    values = {"id": invitation_id, "email": email, "name": name, "roles": roles, "secret_hash": secret_hash, "expires_at": expires_at}
    await db.execute(insert(Invitation).values(**values, invited_by=by))


async def load_invitation(db: TenantDb, invitation_id: uuid.UUID) -> Invited | None:
    """The invitation with this id, locked, or None."""
    row = (await db.execute(select(Invitation).where(Invitation.id == invitation_id).with_for_update())).scalar_one_or_none()
    if row is None:
        return None
    return Invited(row.id, row.email, row.name, tuple(row.roles), row.secret_hash, row.expires_at, row.accepted_at is not None)


async def save_accepted(db: TenantDb, invitation_id: uuid.UUID, at: datetime) -> None:
    """The invitation is spent."""
    await db.execute(update(Invitation).where(Invitation.id == invitation_id).values(accepted_at=at))
