"""What the doctor and the readiness check want to know of the database."""

import psycopg

from qrt.adapters.db.linter import lint_database
from qrt.adapters.db.migrate import newest_revision
from qrt.adapters.db.roles import without_password
from qrt.core.base.finding import Finding, Severity


def check_database(app_url: str) -> tuple[Finding, ...]:
    """One finding a question, INFO when all is well: reachable, version, role, migrations, wall. `app_url` is the address the platform works with."""
    where = without_password(app_url)
    try:
        with psycopg.connect(app_url, connect_timeout=5, autocommit=True) as db:
            return (_say("reachable", True, f"The database answers at {where}."), _version(db), _role(db), *_schema(db))
    except psycopg.Error as wrong:
        return (_say("reachable", False, f"The database does not answer at {where} ({type(wrong).__name__})."),)


def check_server(privileged_url: str) -> tuple[Finding, ...]:
    """The same for a server that nobody prepared yet: reachable, version, and that its roles and schema are still to be made."""
    where = without_password(privileged_url)
    try:
        with psycopg.connect(privileged_url, connect_timeout=5, autocommit=True) as db:
            unready = _say("migrations", False, "The platform has no roles there yet, or their passwords are not in QRT_HOME: run `qrt migrate`.")
            return (_say("reachable", True, f"The database answers at {where}."), _version(db), unready)
    except psycopg.Error as wrong:
        return (_say("reachable", False, f"The database does not answer at {where} ({type(wrong).__name__})."),)


def _say(what: str, good: bool, sentence: str) -> Finding:
    return Finding(f"doctor.database_{what}", Severity.INFO if good else Severity.BLOCKING, "database", sentence)


def _version(db: psycopg.Connection) -> Finding:
    version = db.info.server_version
    return _say(
        "version",
        version >= 150000,
        f"PostgreSQL {version // 10000}.{version % 10000}" + (" is new enough." if version >= 150000 else " is too old: 15 or newer."),
    )


def _role(db: psycopg.Connection) -> Finding:
    row = db.execute("select rolname, rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = current_user").fetchone()
    assert row is not None
    return _say(
        "role", not row[1], f"The platform works as {row[0]}" + (", whom row-level security does not hold." if row[1] else ", held by row-level security.")
    )


def _schema(db: psycopg.Connection) -> tuple[Finding, ...]:
    if not db.execute("select to_regclass('public.journal_lines')").fetchone() or _revision(db) == "":
        return (_say("migrations", False, "The database is empty: run `qrt migrate`."),)
    revision, newest = _revision(db), newest_revision()
    current = revision == newest
    holes = lint_database(db)
    wall = "The wall between tenants has no hole." if not holes else f"The wall between tenants has {len(holes)} holes, first: {holes[0].sentence}"
    migrations = f"Migrations stand at {revision}." if current else f"Migrations stand at {revision}, this version needs {newest}: run `qrt migrate`."
    return (_say("migrations", current, migrations), _say("wall", not holes, wall))


def _revision(db: psycopg.Connection) -> str:
    if db.execute("select to_regclass('app.alembic_version')").fetchone() == (None,):
        return ""
    row = db.execute("select version_num from app.alembic_version").fetchone()
    return row[0] if row else ""
