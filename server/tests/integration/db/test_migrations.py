"""Migrations: up, down, up again, on the embedded server and on PostgreSQL 15; and they make what the code believes."""

from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from qrt.adapters.db.engine import driver_url
from qrt.adapters.db.linter import lint_database
from qrt.adapters.db.migrate import current_revision, downgrade, migrate, newest_revision
from qrt.adapters.db.roles import DatabaseUrls, kept_urls, provision, without_password
from qrt.adapters.db.tables import Base
from qrt.adapters.local.postgres import EmbeddedPostgres

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")


def objects(db: psycopg.Connection) -> list[tuple]:
    return db.execute("""
        select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('public', 'app', 'audit') and c.relname not like 'alembic%' and n.nspname <> 'pg_toast'
        union all select n.nspname, p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('public', 'app', 'audit')
        order by 1, 2
    """).fetchall()


def up_down_up(urls: DatabaseUrls) -> None:
    with psycopg.connect(urls.owner, autocommit=True) as db:
        before = objects(db)
        assert downgrade(urls.owner) == (newest_revision(), "")
        assert objects(db) == []
        assert migrate(urls.owner) == ("", newest_revision())
        assert objects(db) == before
        assert lint_database(db) == ()
    assert migrate(urls.owner) == (newest_revision(), newest_revision())
    assert current_revision(urls.owner) == newest_revision()


def test_down_leaves_nothing_and_up_again_makes_the_same(db_urls: DatabaseUrls) -> None:
    up_down_up(db_urls)


@pytest.mark.skipif(not DEBIAN_15.exists(), reason="PostgreSQL 15 of Debian is not installed")
def test_the_migrations_run_on_postgresql_15(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "pg", bin_folder=str(DEBIAN_15), fast=True) as server:
        urls = provision(server.url, tmp_path / "keys")
        migrate(urls.owner)
        up_down_up(urls)
        with psycopg.connect(urls.app) as db:
            row = db.execute("show server_version_num").fetchone()
            assert row and row[0].startswith("15")


def test_the_migrated_database_is_what_the_tables_in_code_say(db_urls: DatabaseUrls) -> None:
    engine = create_engine(driver_url(db_urls.owner), poolclass=NullPool)
    with engine.connect() as connection:
        options = {"compare_type": True, "include_schemas": False}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []


def test_preparing_a_server_again_keeps_passwords_and_addresses(postgres: EmbeddedPostgres, tmp_path: Path, template: DatabaseUrls, key_folder: Path) -> None:
    again = provision(postgres.url, key_folder, "qrt_template")
    assert again == template == kept_urls(template.owner, key_folder)
    assert (key_folder / "database.json").stat().st_mode & 0o077 == 0
    assert ":" not in without_password(again.app).removeprefix("postgresql://").partition("@")[0]


def test_an_administrator_who_is_no_superuser_can_prepare_and_migrate(postgres: EmbeddedPostgres, key_folder: Path, template: DatabaseUrls) -> None:
    """What managed PostgreSQL gives: a role that may create roles and databases."""
    with psycopg.connect(postgres.url, autocommit=True) as db:
        db.execute("create role manager login createrole createdb password 'manager'")
        db.execute("grant qrt_owner, qrt_audit, qrt_jobs, qrt_app, qrt_readonly, qrt_sealer to manager with admin option")
    from qrt.adapters.db.roles import with_login

    try:
        urls = provision(with_login(postgres.url, "manager", "manager"), key_folder, "managed")
        migrate(urls.owner)
        with psycopg.connect(urls.app) as db:
            assert db.execute("select count(*) from entities").fetchone() == (0,)
    finally:
        with psycopg.connect(postgres.url, autocommit=True) as db:
            db.execute("drop database if exists managed with (force)")
            db.execute("drop owned by manager cascade")
            db.execute("drop role manager")
