"""Browser sessions: made, found, ended."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.identity.users import ACCOUNT_COLUMNS, Account, to_account
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import SessionRow, User


@dataclass(frozen=True, slots=True)
class Session:
    """A session as it stands. Times are UTC instants; `confirmed_at` is when its person last gave the password."""

    id: uuid.UUID
    user: uuid.UUID
    secret_hash: str
    csrf_hash: str
    expires_at: datetime
    last_seen_at: datetime
    confirmed_at: datetime
    revoked: bool


async def save_session(
    db: TenantDb, session_id: uuid.UUID, user_id: uuid.UUID, secret_hash: str, csrf_hash: str, expires_at: datetime, address: str, device: str
) -> None:
    """A new session."""
    values = {"id": session_id, "user_id": user_id, "secret_hash": secret_hash, "csrf_hash": csrf_hash, "expires_at": expires_at}
    await db.execute(insert(SessionRow).values(**values, address=address, device=device))


_COLUMNS = (
    SessionRow.id,
    SessionRow.user_id,
    SessionRow.secret_hash,
    SessionRow.csrf_hash,
    SessionRow.expires_at,
    SessionRow.last_seen_at,
    SessionRow.confirmed_at,
    SessionRow.revoked_at,
)


def _to_session(row: Row[Any]) -> Session:
    return Session(row.id, row.user_id, row.secret_hash, row.csrf_hash, row.expires_at, row.last_seen_at, row.confirmed_at, row.revoked_at is not None)


async def load_session(db: TenantDb, session_id: uuid.UUID) -> Session | None:
    """The session with this id, or None."""
    row = (await db.execute(select(*_COLUMNS).where(SessionRow.id == session_id))).one_or_none()
    return None if row is None else _to_session(row)


async def load_signed_in(db: TenantDb, session_id: uuid.UUID) -> tuple[Session, Account] | None:
    """The session with this id and whose it is, in one question: every request of a browser asks it."""
    query = select(*_COLUMNS, *ACCOUNT_COLUMNS).join(User, User.id == SessionRow.user_id).where(SessionRow.id == session_id)
    row = (await db.execute(query)).one_or_none()
    return None if row is None else (_to_session(row), to_account(row))


async def touch_session(db: TenantDb, session_id: uuid.UUID, at: datetime) -> None:
    """The session was used."""
    await db.execute(update(SessionRow).where(SessionRow.id == session_id).values(last_seen_at=at))


async def confirm_session(db: TenantDb, session_id: uuid.UUID, at: datetime) -> None:
    """The session's person gave the password again."""
    await db.execute(update(SessionRow).where(SessionRow.id == session_id).values(confirmed_at=at))


async def revoke_session(db: TenantDb, session_id: uuid.UUID, at: datetime) -> None:
    """The session is over."""
    await db.execute(update(SessionRow).where(SessionRow.id == session_id, SessionRow.revoked_at.is_(None)).values(revoked_at=at))


async def revoke_sessions_of(db: TenantDb, user_id: uuid.UUID, at: datetime) -> None:
    """All sessions of a person are over."""
    await db.execute(update(SessionRow).where(SessionRow.user_id == user_id, SessionRow.revoked_at.is_(None)).values(revoked_at=at))
