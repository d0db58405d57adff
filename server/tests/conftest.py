"""Fixtures that need the real thing: one throwaway PostgreSQL a test process, one migrated template, one database a test.

Unit and property tests use none of these and so start no server.
"""

import itertools
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql
from sqlalchemy.ext.asyncio import AsyncEngine

from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.migrate import migrate, migrate_engine
from qrt.adapters.db.roles import DatabaseUrls, provision, with_database
from qrt.adapters.db.session import Sessions, make_sessions, tenant_session
from qrt.adapters.db.tables import Entity, Period, Tenant, User, UserRole, uuid7
from qrt.adapters.local.postgres import EmbeddedPostgres
from qrt.adapters.local.valkey import EmbeddedValkey
from qrt.core.base.actor import Person
from qrt.core.base.period import Quarter

# Time limits of single examples say more about the neighbours on the machine than about the code. HYPOTHESIS_PROFILE=thorough searches longer.
settings.register_profile("usual", deadline=None, max_examples=60)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))

TEMPLATE = "qrt_template"
_number = itertools.count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A server that may forget everything, for this test process alone. QRT_PG_BIN chooses its binaries."""
    with EmbeddedPostgres(tmp_path_factory.mktemp("postgres"), bin_folder=os.environ.get("QRT_PG_BIN", ""), fast=True) as server:
        yield server


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this test process keeps passwords and keys."""
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="session")
def template(postgres: EmbeddedPostgres, key_folder: Path) -> DatabaseUrls:
    """The migrated database that every test's database is a copy of. Nobody stays connected to it."""
    urls = provision(postgres.url, key_folder, TEMPLATE)
    migrate(urls.owner)
    return urls


@pytest.fixture
def db_urls(postgres: EmbeddedPostgres, template: DatabaseUrls, key_folder: Path) -> Iterator[DatabaseUrls]:
    """A fresh database of this test alone: its addresses by role."""
    name = f"t{os.getpid()}_{next(_number)}"
    with psycopg.connect(postgres.url, autocommit=True) as db:
        db.execute(sql.SQL("create database {} owner qrt_owner template {}").format(sql.Identifier(name), sql.Identifier(TEMPLATE)))
        # Rights on a database are not copied with it.
        db.execute(sql.SQL("grant connect on database {} to qrt_app, qrt_readonly, qrt_sealer, qrt_jobs").format(sql.Identifier(name)))
    yield DatabaseUrls(*(with_database(url, name) for url in (template.owner, template.app, template.readonly, template.sealer, template.jobs)))
    with psycopg.connect(postgres.url, autocommit=True) as db:
        db.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


@pytest.fixture
def db_url(db_urls: DatabaseUrls) -> str:
    """Address of the app's role in the test's database."""
    return db_urls.app


@pytest.fixture
def super_db(db_urls: DatabaseUrls) -> Iterator[psycopg.Connection]:
    """A superuser in the test's database, for planting faults and counting rows behind the wall. Autocommit."""
    with psycopg.connect(db_urls.owner, autocommit=True) as db:
        yield db


@pytest.fixture
async def engine(db_url: str) -> AsyncIterator[AsyncEngine]:
    """An engine of the app's role."""
    made = make_engine(db_url, pool_size=5, overflow=5)
    yield made
    await made.dispose()


@pytest.fixture
async def sessions(engine: AsyncEngine) -> Sessions:
    """The session factory that `tenant_session` takes."""
    return make_sessions(engine)


@pytest.fixture(scope="session")
def valkey_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a Valkey for this test process."""
    with EmbeddedValkey(tmp_path_factory.mktemp("valkey")) as server:
        yield server.url


@dataclass(frozen=True)
class Company:
    """A tenant with one entity, one open period and two people: a maker and a checker."""

    id: uuid.UUID
    entity_id: uuid.UUID
    period_id: uuid.UUID
    maker: Person
    checker: Person
    quarter: Quarter


async def make_company(sessions: Sessions, name: str, quarter: Quarter = Quarter(2026, 2)) -> Company:
    """Write a tenant with the least that books need."""
    tenant, entity, period = uuid7(), uuid7(), uuid7()
    people = {role: Person(str(uuid7()), f"{role} of {name}", frozenset({role})) for role in ("finance_exec", "finance_manager")}
    maker, checker = people["finance_exec"], people["finance_manager"]
    async with tenant_session(sessions, tenant, maker) as db:
        db.add(Tenant(id=tenant, company_name=name))
        db.add(Entity(id=entity, code="MAIN", name=name))
        for role, person in people.items():
            mail = f"{role}@{tenant.hex}.example"
            db.add(User(id=uuid.UUID(person.id), email=mail, name=person.name, password_hash="!"))
        await db.flush()
        for role, person in people.items():
            db.add(UserRole(user_id=uuid.UUID(person.id), role=role))
        db.add(Period(id=period, entity_id=entity, fy_start=quarter.fy_start, quarter=quarter.number, first_day=quarter.first_day, last_day=quarter.last_day))
    return Company(tenant, entity, period, maker, checker, quarter)


@pytest.fixture
async def tenant(sessions: Sessions) -> Company:
    """One company."""
    return await make_company(sessions, "Asha Traders Private Limited")


@pytest.fixture
async def two_tenants(sessions: Sessions) -> tuple[Company, Company]:
    """Two companies that must never see each other."""
    return await make_company(sessions, "Asha Traders Private Limited"), await make_company(sessions, "Bharat Mills Limited")


@pytest.fixture
def durable_urls(db_urls: DatabaseUrls) -> DatabaseUrls:
    """The test's database with the durable engine's tables in it."""
    migrate_engine(db_urls.jobs)
    return db_urls
