"""A pool under faults never answers with another tenant's rows; the control shows that the checker would see it."""

import asyncio
import contextlib
import random
from collections.abc import Sequence

import psycopg
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.session import Sessions, make_sessions, tenant_session
from qrt.adapters.db.tables import Entity
from qrt.core.base.actor import System

ROBOT = System("test")


async def wrong_answers(sessions: Sessions, companies: Sequence, rounds: int, seed: int) -> tuple[int, int, int]:
    """(queries, faults planted, answers that were not exactly the tenant's own entity) over eight tasks in random order."""
    queries = faults = wrong = 0

    async def visit(dice: random.Random) -> None:
        nonlocal queries, faults, wrong
        for _ in range(rounds):
            mine = dice.choice(companies)
            fault = dice.choice(("", "", "", "raise", "statement", "kill"))
            faults += bool(fault)
            with contextlib.suppress(DBAPIError, ZeroDivisionError):
                async with tenant_session(sessions, mine.id, ROBOT) as db:
                    seen = (await db.execute(select(Entity.id))).scalars().all()
                    queries += 1
                    wrong += seen != [mine.entity_id]
                    if fault == "raise":
                        raise ZeroDivisionError
                    if fault == "statement":
                        await db.execute(text("select 1/0"))
                    if fault == "kill":
                        await db.execute(text("select pg_terminate_backend(pg_backend_pid())"))

    await asyncio.gather(*(visit(random.Random(seed + number)) for number in range(8)))
    return queries, faults, wrong


async def test_no_query_sees_another_tenant_while_statements_fail_and_connections_die(sessions: Sessions, two_tenants) -> None:
    queries, faults, wrong = await wrong_answers(sessions, two_tenants, 25, seed=1)
    assert queries > 100
    assert faults > 40
    assert wrong == 0


async def test_control_a_table_without_its_wall_is_seen_at_once(db_urls, two_tenants, super_db: psycopg.Connection) -> None:
    super_db.execute("drop policy tenant on entities; create policy tenant on entities using (true) with check (true)")
    engine = make_engine(db_urls.app)
    _, _, wrong = await wrong_answers(make_sessions(engine), two_tenants, 3, seed=2)
    await engine.dispose()
    assert wrong > 0
