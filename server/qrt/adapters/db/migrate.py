"""Brings a database to the newest revision, from any working directory."""

from collections.abc import Callable
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from qrt.adapters.db.engine import driver_url
from qrt.adapters.db.roles import DatabaseUrls, provision

MIGRATIONS = Path(__file__).resolve().parents[3] / "migrations"

# One number for the advisory lock: two machines that start at once migrate one after the other.
_LOCK = 0x515254


def migrate(owner_url: str, revision: str = "head") -> tuple[str, str]:
    """Move to the revision and give (before, after); "" is an empty database. `owner_url` is the privileged address of `provision`."""
    return _move(owner_url, lambda config: command.upgrade(config, revision))


def prepare_database(privileged_url: str, keys: Path) -> DatabaseUrls:
    """Roles, database, newest revision, the durable engine's own tables: everything a start needs, harmless when run again. Gives the addresses by role."""
    urls = provision(privileged_url, keys)
    migrate(urls.owner)
    migrate_engine(urls.jobs)
    return urls


def migrate_engine(jobs_url: str) -> None:
    """Make or update the durable engine's tables in schema dbos, as their owner qrt_jobs; default privileges let the app enqueue."""
    # Imported here: it takes over a second, and only a migration needs it.
    from dbos import DBOS

    with psycopg.connect(jobs_url, autocommit=True) as db:
        db.execute("select pg_advisory_lock(%s)", (_LOCK,))
        DBOS.migrate(driver_url(jobs_url).render_as_string(hide_password=False), schema="dbos")


def downgrade(owner_url: str, revision: str = "base") -> tuple[str, str]:
    """Move back to the revision; (before, after)."""
    return _move(owner_url, lambda config: command.downgrade(config, revision))


def newest_revision() -> str:
    """The revision this version of the platform expects."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def current_revision(url: str) -> str:
    """The revision a database stands at, "" when it has none. Raises OperationalError when it cannot be reached."""
    engine = create_engine(driver_url(url), poolclass=NullPool, hide_parameters=True)
    with engine.connect() as connection:
        return _revision(connection)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _revision(connection: Connection) -> str:
    context = MigrationContext.configure(connection, opts={"version_table_schema": "app"})
    return context.get_current_revision() or ""


def _move(owner_url: str, step: Callable[[Config], None]) -> tuple[str, str]:
    engine = create_engine(driver_url(owner_url), poolclass=NullPool, hide_parameters=True)
    with engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": _LOCK})
        connection.execute(text("set role qrt_owner"))
        connection.commit()
        before = _revision(connection)
        connection.commit()
        config = _config()
        config.attributes["connection"] = connection
        step(config)
        connection.commit()
        return before, _revision(connection)
