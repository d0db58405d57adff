"""Connections of the app's role: pools with caps, time limits on everything, and a check that the role is harmless."""

import math
import time
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from qrt.core.base.errors import Refused

UNUSED_SECONDS = 1.0
"""A connection that lay longer than this is asked whether it lives."""


def make_engine(
    url: str,
    *,
    name: str = "qrt",
    pool_size: int = 20,
    overflow: int = 0,
    statement_seconds: int = 60,
    lock_seconds: int = 10,
    idle_seconds: int = 60,
) -> AsyncEngine:
    """An async engine over psycopg. Limits are per session and in seconds; a transaction left idle longer than `idle_seconds` is ended by the server."""
    options = " ".join(
        (
            f"-c statement_timeout={statement_seconds}s",
            f"-c lock_timeout={lock_seconds}s",
            f"-c idle_in_transaction_session_timeout={idle_seconds}s",
            "-c timezone=UTC",
            "-c search_path=public",
        )
    )
    engine = create_async_engine(
        driver_url(url),
        pool_size=pool_size,
        max_overflow=overflow,
        pool_timeout=15,
        pool_recycle=1800,
        # Parameters are data of tenants: they do not belong into messages and logs (D3).
        hide_parameters=True,
        connect_args={"options": options, "application_name": name, "connect_timeout": 10},
    )
    _ask_before_use(engine)
    return engine


def _ask_before_use(engine: AsyncEngine) -> None:
    """The database may have been restarted by the supervisor meanwhile: a connection that lay unused is asked first, and replaced when it is dead.

    One that was used a moment ago is not: a question before each transaction costs as much as many an answer.
    """

    @event.listens_for(engine.sync_engine, "checkin")
    def returned(_: Any, record: ConnectionPoolEntry) -> None:
        record.info["returned"] = time.monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def taken(connection: Any, record: ConnectionPoolEntry, _: Any) -> None:
        # A new connection was never returned.
        if time.monotonic() - record.info.get("returned", math.inf) < UNUSED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.dbapi.Error as dead:  # pyright: ignore[reportOptionalMemberAccess]
            raise DisconnectionError() from dead


def driver_url(url: str) -> URL:
    """The address with psycopg named as the driver."""
    return make_url(url).set(drivername="postgresql+psycopg")


async def check_role(engine: AsyncEngine) -> None:
    """Refuse to work as a role for which the wall between tenants does not exist. Raises Refused("database.unsafe_role")."""
    query = """
        select r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb,
               exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                       where n.nspname in ('public', 'app', 'audit') and pg_has_role(current_user, c.relowner, 'member')) as owns
        from pg_roles r where r.rolname = current_user
    """
    async with engine.connect() as connection:
        row = (await connection.execute(text(query))).one()
    faults = [name for name in ("rolsuper", "rolbypassrls", "rolcreaterole", "rolcreatedb", "owns") if getattr(row, name)]
    if faults:
        raise Refused("database.unsafe_role", f"The platform will not work as {row.rolname} ({', '.join(faults)}): row-level security does not hold it.")
