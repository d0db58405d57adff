"""The wall between tenants, tried as the app's role."""

import uuid

import psycopg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from qrt.adapters.db.engine import check_role, make_engine
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions, UnboundSession, find_sign_in, list_tenants, platform_session, tenant_session
from qrt.adapters.db.tables import Entity, User
from qrt.core.base.actor import System
from qrt.core.base.errors import Refused

ROBOT = System("test")


async def count(db: AsyncSession) -> int:
    return (await db.execute(select(func.count()).select_from(Entity))).scalar_one()


async def test_a_tenant_sees_its_own_rows_alone(sessions: Sessions, two_tenants) -> None:
    for mine in two_tenants:
        async with tenant_session(sessions, mine.id, ROBOT) as db:
            assert (await db.execute(select(Entity.id))).scalars().all() == [mine.entity_id]


async def test_without_a_tenant_no_row_is_seen(sessions: Sessions, two_tenants) -> None:
    async with platform_session(sessions) as db:
        assert await count(db) == 0


async def test_a_session_that_nobody_bound_is_refused(sessions: Sessions) -> None:
    async with sessions() as db:
        with pytest.raises(UnboundSession):
            await db.execute(text("select 1"))


@pytest.mark.parametrize(
    "attack",
    [
        "insert into entities (tenant_id, id, code, name) values (:other, :fresh, 'X', 'X')",
        "update entities set tenant_id = :other",
        "set local row_security = off; select count(*) from entities",
        "set role qrt_owner",
        "truncate entities cascade",
        "alter table entities disable row level security",
        "drop policy tenant on entities",
        "create function public.hole() returns int language sql as 'select 1'",
        "select * from app.sign_in_directory",
        "insert into app.sign_in_directory values ('a', :other, :fresh)",
        "insert into branches (id, entity_id, name) values (:fresh, :other_entity, 'child of another tenant')",
    ],
)
async def test_no_attack_of_the_app_role_passes_the_wall(sessions: Sessions, two_tenants, attack: str) -> None:
    mine, other = two_tenants
    names = {"other": other.id, "fresh": uuid.uuid4(), "other_entity": other.entity_id}
    with pytest.raises(DBAPIError):
        async with tenant_session(sessions, mine.id, ROBOT) as db:
            for statement in attack.split("; "):
                await db.execute(
                    text(statement), {name: value for name, value in names.items() if f":{name}" in statement.replace("_entity", "") or name in statement}
                )


async def test_rows_of_another_tenant_are_neither_changed_nor_deleted(sessions: Sessions, two_tenants) -> None:
    mine, other = two_tenants
    async with tenant_session(sessions, mine.id, ROBOT) as db:
        for statement in ("update entities set name = 'taken' where tenant_id = :other", "delete from branches where tenant_id = :other"):
            assert (await db.execute(text(statement), {"other": other.id})).rowcount == 0  # pyright: ignore[reportAttributeAccessIssue]


async def test_the_platform_finds_a_person_by_address_and_lists_tenants(sessions: Sessions, two_tenants) -> None:
    mine, other = two_tenants
    async with tenant_session(sessions, mine.id, ROBOT) as db:
        person = (await db.execute(select(User))).scalars().first()
        assert person is not None
    async with platform_session(sessions) as db:
        assert await find_sign_in(db, person.email.upper()) == (mine.id, person.id)
        assert await find_sign_in(db, "nobody@example.com") is None
        assert await list_tenants(db) == (mine.id, other.id)


async def test_the_platform_refuses_to_work_as_a_superuser(db_urls: DatabaseUrls) -> None:
    for url, safe in ((db_urls.owner, False), (db_urls.app, True), (db_urls.readonly, True)):
        engine = make_engine(url)
        try:
            if safe:
                await check_role(engine)
            else:
                with pytest.raises(Refused, match="unsafe_role"):
                    await check_role(engine)
        finally:
            await engine.dispose()


def test_a_pooled_connection_carries_no_tenant_into_the_next_transaction(db_url: str) -> None:
    with psycopg.connect(db_url) as db:
        db.execute("select set_config('app.tenant_id', %s, true)", (str(uuid.uuid4()),))
        db.commit()
        row = db.execute("select app.tenant()").fetchone()
        assert row == (None,)
