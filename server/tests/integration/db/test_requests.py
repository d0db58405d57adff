"""Idempotency, events and leases."""

import asyncio
import uuid

import pytest
from sqlalchemy import select

from qrt.adapters.db.events import append_event, load_events, load_last_seq
from qrt.adapters.db.idempotency import Answer, claim_key, keep_answer
from qrt.adapters.db.leases import beat, count_reap, forget_executor, lead_reaping, live_executors, lost_executors
from qrt.adapters.db.session import Sessions, make_sessions, platform_session, tenant_session
from qrt.adapters.db.tables import Branch
from qrt.core.base.actor import System
from qrt.core.base.errors import Refused

ROBOT = System("test")
USER = uuid.UUID(int=7)


async def test_a_request_sent_twice_is_done_once_and_answered_the_same(sessions: Sessions, tenant) -> None:
    for _ in range(2):
        async with tenant_session(sessions, tenant.id, ROBOT) as db:
            answer = await claim_key(db, "k1", USER, "hash")
            if answer is None:
                db.add(Branch(entity_id=tenant.entity_id, name="Mumbai"))
                answer = Answer(201, {"name": "Mumbai"})
                await keep_answer(db, "k1", USER, "hash", answer)
        assert answer == Answer(201, {"name": "Mumbai"})
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        assert len((await db.execute(select(Branch))).all()) == 1
        with pytest.raises(Refused, match=r"idempotency\.other_body"):
            await claim_key(db, "k1", USER, "another hash")
        with pytest.raises(Refused, match=r"idempotency\.other_body"):
            await claim_key(db, "k1", uuid.UUID(int=8), "hash")


async def test_a_request_that_is_still_running_is_not_started_again(sessions: Sessions, two_tenants) -> None:
    mine, other = two_tenants
    async with tenant_session(sessions, mine.id, ROBOT) as db:
        assert await claim_key(db, "k1", USER, "hash") is None
        async with tenant_session(sessions, mine.id, ROBOT) as second:
            with pytest.raises(Refused, match=r"idempotency\.in_flight"):
                await claim_key(second, "k1", USER, "hash")
        async with tenant_session(sessions, other.id, ROBOT) as third:
            assert await claim_key(third, "k1", USER, "hash") is None


async def test_a_failed_request_leaves_its_key_free(sessions: Sessions, tenant) -> None:
    with pytest.raises(ZeroDivisionError):
        async with tenant_session(sessions, tenant.id, ROBOT) as db:
            await claim_key(db, "k1", USER, "hash")
            await keep_answer(db, "k1", USER, "hash", Answer(200, {}))
            raise ZeroDivisionError
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        assert await claim_key(db, "k1", USER, "hash") is None


async def test_events_are_numbered_without_gaps_by_tenant_and_listeners_are_woken_after_the_commit(engine, sessions: Sessions, two_tenants) -> None:
    mine, other = two_tenants
    woken: list[tuple[uuid.UUID, int]] = []

    async def wake(tenant: uuid.UUID, seq: int) -> None:
        woken.append((tenant, seq))

    waking = make_sessions(engine, wake)

    async def write(tenant: uuid.UUID, fail: bool) -> None:
        async with tenant_session(waking, tenant, ROBOT) as db:
            await append_event(db, "journal.changed", {"id": "1", "patch": {}})
            if fail:
                raise ZeroDivisionError

    results = await asyncio.gather(*(write(tenant.id, number % 5 == 0) for number in range(20) for tenant in two_tenants), return_exceptions=True)
    assert sum(isinstance(result, ZeroDivisionError) for result in results) == 8
    for tenant in (mine, other):
        async with tenant_session(sessions, tenant.id, ROBOT) as db:
            assert [event.seq for event in await load_events(db, 0)] == list(range(1, 17))
            assert [event.seq for event in await load_events(db, 14)] == [15, 16]
            assert await load_last_seq(db) == 16
    assert sorted(woken) == sorted((tenant.id, seq) for tenant in two_tenants for seq in range(1, 17))


async def test_a_silent_process_is_lost_and_one_reaper_leads(sessions: Sessions) -> None:
    async with platform_session(sessions) as db:
        await beat(db, "worker-1")
        await beat(db, "worker-2")
    async with platform_session(sessions) as db:
        assert await lost_executors(db, 30) == ()
        assert await lost_executors(db, 0) == ("worker-1", "worker-2")
        assert await live_executors(db, 30) == ("worker-1", "worker-2")
        await forget_executor(db, "worker-1")
        assert [await count_reap(db, "close:1"), await count_reap(db, "close:1")] == [1, 2]
        assert await lead_reaping(db)
        async with platform_session(sessions) as rival:
            assert not await lead_reaping(rival)
