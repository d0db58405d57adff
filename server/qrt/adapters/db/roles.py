"""Database roles (docs/security.md T1) and the database itself. Runs on a privileged connection, once at every `qrt migrate`.

qrt_owner     owns schemas public and app; migrations run as this role, never as a superuser
qrt_audit     owns schema audit and its trigger functions
qrt_app       what the platform works as: rows of the bound tenant, owns nothing
qrt_readonly  SELECT behind the same wall
qrt_sealer    reads hashes of the trail, writes seals
qrt_jobs      owns schema dbos, the durable engine's own tables: ids only, never data of a tenant
"""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from qrt.core.base.errors import Refused

DATABASE = "qrt"
_LOGINS = ("qrt_app", "qrt_readonly", "qrt_sealer", "qrt_jobs")
_GROUPS = ("qrt_owner", "qrt_audit")


@dataclass(frozen=True, slots=True)
class DatabaseUrls:
    """Addresses of one database by role, all postgresql:// with password. `owner` is the privileged one: roles and migrations alone."""

    owner: str
    app: str
    readonly: str
    sealer: str
    jobs: str

    def __repr__(self) -> str:
        return "DatabaseUrls(…)"

    def env(self) -> dict[str, str]:
        """What child processes get. The privileged address is not among it."""
        return {"QRT_APP_DATABASE_URL": self.app, "QRT_JOBS_DATABASE_URL": self.jobs, "QRT_SEALER_DATABASE_URL": self.sealer}


def provision(privileged_url: str, keys: Path, database: str = DATABASE) -> DatabaseUrls:
    """Make roles, passwords, database and schemas where they are missing; give their addresses. Harmless when run again.

    Passwords are made here and kept in keys/database.json (0600). For an external server whose path names a database, that one is used.
    """
    named = urlsplit(privileged_url).path.lstrip("/")
    database = database if named in ("", "postgres") else named
    passwords = _passwords(keys)
    with psycopg.connect(privileged_url, autocommit=True) as db:
        version = db.info.server_version
        if version < 150000:
            raise Refused("database.too_old", f"PostgreSQL 15 or newer is needed; this server is {version // 10000}.")
        _make_roles(db, passwords)
        if not db.execute("select 1 from pg_database where datname = %s", (database,)).fetchone():
            db.execute(sql.SQL("create database {} owner qrt_owner encoding 'UTF8' template template0").format(sql.Identifier(database)))
    owner = with_database(privileged_url, database)
    with psycopg.connect(owner) as db:
        _make_schemas(db, database)
    return urls_of(owner, passwords)


def urls_of(owner_url: str, passwords: dict[str, str]) -> DatabaseUrls:
    """Addresses of the roles on the server and database of `owner_url`."""
    return DatabaseUrls(owner_url, *(with_login(owner_url, role, passwords[role]) for role in _LOGINS))


def kept_urls(owner_url: str, keys: Path) -> DatabaseUrls:
    """Addresses by the passwords an earlier `provision` kept. Raises Refused when there was none."""
    if not (keys / "database.json").exists():
        raise Refused("database.not_provisioned", "The database has no roles yet: run `qrt migrate` first.")
    return urls_of(owner_url, _passwords(keys))


def with_database(url: str, database: str) -> str:
    """The same address with another database."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{database}"))


def with_login(url: str, role: str, password: str) -> str:
    """The same address with another login."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(role)}:{quote(password)}@{host}"))


def without_password(url: str) -> str:
    """The address as it may be shown."""
    parts = urlsplit(url)
    login, _, host = parts.netloc.rpartition("@")
    user = unquote(login.partition(":")[0])
    return urlunsplit(parts._replace(netloc=f"{user}@{host}" if user else host, query=""))


def _passwords(keys: Path) -> dict[str, str]:
    file = keys / "database.json"
    kept: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    missing = [role for role in _LOGINS if role not in kept]
    if missing:
        kept |= {role: secrets.token_urlsafe(24) for role in missing}
        keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = file.with_suffix(".new")
        beside.touch(mode=0o600)
        beside.write_text(json.dumps(kept, indent=1))
        beside.replace(file)
    return kept


def _make_roles(db: psycopg.Connection, passwords: dict[str, str]) -> None:
    for role in (*_GROUPS, *_LOGINS):
        if not db.execute("select 1 from pg_roles where rolname = %s", (role,)).fetchone():
            db.execute(sql.SQL("create role {}").format(sql.Identifier(role)))
    for role in _GROUPS:
        db.execute(sql.SQL("alter role {} nologin").format(sql.Identifier(role)))
    for role in _LOGINS:
        db.execute(sql.SQL("alter role {} login password {}").format(sql.Identifier(role), sql.Literal(passwords[role])))
    superuser = db.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()
    if not (superuser and superuser[0]):
        # A managed server's administrator is no superuser: membership lets it set the role.
        for role in (*_GROUPS, "qrt_jobs"):
            db.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(role)))


def _make_schemas(db: psycopg.Connection, database: str) -> None:
    name = sql.Identifier(database)
    db.execute(sql.SQL("revoke all on database {} from public").format(name))
    db.execute(sql.SQL("grant connect on database {} to qrt_app, qrt_readonly, qrt_sealer, qrt_jobs").format(name))
    db.execute("create schema if not exists app authorization qrt_owner")
    db.execute("create schema if not exists audit authorization qrt_audit")
    db.execute("create schema if not exists dbos authorization qrt_jobs")
    db.execute("revoke all on schema public from public")
    db.execute("grant usage, create on schema public to qrt_owner")
    db.execute("grant usage on schema public, app, audit to qrt_app, qrt_readonly")
    db.execute("grant usage on schema audit to qrt_sealer, qrt_owner")
    db.execute("grant usage on schema app to qrt_audit")
    # The app enqueues inside its own transaction, so it writes the engine's tables; what a workflow holds is ids (T11).
    db.execute("grant usage on schema dbos to qrt_app")
    for what in ("select, insert, update, delete on tables", "usage, select on sequences", "execute on functions"):
        db.execute(sql.SQL("alter default privileges for role qrt_jobs in schema dbos grant {} to qrt_app").format(sql.SQL(what)))
