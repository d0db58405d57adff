"""The one way to the database: a transaction bound to a tenant and an actor (docs/security.md T4)."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker
from sqlalchemy.orm import Session, SessionTransaction

from qrt.core.base.actor import Actor, System, actor_text

TenantDb = AsyncSession
"""A session inside its one transaction. `tenant_session` made it; nobody below the edge commits."""

Sessions = async_sessionmaker[AsyncSession]
"""Made once a process by `make_sessions`."""

Wake = Callable[[uuid.UUID, int], Awaitable[None]]
"""Tells the live page, after the commit, that the tenant's newest event has this number."""


class UnboundSession(RuntimeError):
    """A transaction began without a tenant: our own fault, stopped before its first statement."""


class BoundSession(Session):
    """Sets tenant, actor and sign-in session for each transaction that begins, local to it, so that a pooled connection carries nothing over."""


@event.listens_for(BoundSession, "after_begin")
def _bind(session: Session, _: SessionTransaction, connection: Connection) -> None:
    info = session.info
    if info.get("platform"):
        return
    if not isinstance(info.get("tenant"), uuid.UUID) or not info.get("actor"):
        raise UnboundSession("no tenant is bound to this session; open it with tenant_session()")
    connection.execute(
        text("select set_config('app.tenant_id', :tenant, true), set_config('app.actor', :actor, true), set_config('app.session', :session, true)"),
        {"tenant": str(info["tenant"]), "actor": info["actor"], "session": info.get("session", "")},
    )


def make_sessions(engine: AsyncEngine, wake: Wake | None = None) -> Sessions:
    """The session factory of a process. `wake` is called after each commit that appended events."""
    return async_sessionmaker(engine, sync_session_class=BoundSession, expire_on_commit=False, autoflush=True, info={"wake": wake})


@asynccontextmanager
async def tenant_session(sessions: Sessions, tenant_id: uuid.UUID | str, actor: Actor, session_id: str = "") -> AsyncIterator[TenantDb]:
    """One transaction behind the wall of one tenant: commits at the end, rolls back when anything is raised.

    actor       who does it, as the audit trail will name them
    session_id  the sign-in session or job, for the trail
    """
    tenant = tenant_id if isinstance(tenant_id, uuid.UUID) else uuid.UUID(tenant_id)
    info: dict[str, Any] = {"tenant": tenant, "actor": actor_text(actor), "session": session_id}
    async with sessions(info=info) as db:
        async with db.begin():
            yield db
        wake: Wake | None = db.info.get("wake")
        newest: int | None = db.info.get("newest_event")
        if wake and newest is not None:
            await wake(tenant, newest)


@asynccontextmanager
async def platform_session(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    """One transaction without a tenant: sign-in look-up, list of tenants, leases. Tenant tables read as empty and refuse rows."""
    async with sessions(info={"platform": True}) as db, db.begin():
        yield db


def bound_tenant(db: TenantDb) -> uuid.UUID:
    """The tenant this session is bound to, for object store and cache keys."""
    tenant = db.info.get("tenant")
    if not isinstance(tenant, uuid.UUID):
        raise UnboundSession("no tenant is bound to this session")
    return tenant


async def find_sign_in(db: AsyncSession, email: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """Tenant and user of an e-mail address, for a sign-in; None when nobody has it. Needs a platform session."""
    row = (await db.execute(text("select tenant_id, user_id from app.find_sign_in(:email)"), {"email": email.strip().lower()})).first()
    return (row.tenant_id, row.user_id) if row else None


async def list_tenants(db: AsyncSession) -> tuple[uuid.UUID, ...]:
    """Ids of all tenants, oldest first, for jobs that visit each in a transaction of its own (T11). Needs a platform session."""
    return tuple((await db.execute(text("select tenant_id from app.list_tenants()"))).scalars())


PLATFORM = System("platform")
"""The actor of what nobody in particular does."""
