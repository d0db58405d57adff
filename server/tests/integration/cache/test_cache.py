"""Rate limits and wake-up calls over a real Valkey."""

import asyncio
import uuid

import pytest

from qrt.adapters.cache.client import Cache
from qrt.adapters.cache.limiter import RateLimiter
from qrt.core.base.errors import Unavailable

NOWHERE = "redis://:x@127.0.0.1:1/0"


async def test_the_limit_admits_exactly_as_many_calls_as_it_says_over_two_processes(valkey_url: str) -> None:
    first, second = RateLimiter(valkey_url), RateLimiter(valkey_url)
    name = uuid.uuid4().hex
    verdicts = await asyncio.gather(*(limiter.hit("10/minute", "sign-in", name) for limiter in (first, second) for _ in range(15)))
    assert sum(verdict.allowed for verdict in verdicts) == 10
    refused = next(verdict for verdict in verdicts if not verdict.allowed)
    assert 0 < refused.retry_after <= 60


async def test_without_valkey_the_limit_fails_closed_where_that_is_asked_and_counts_alone_elsewhere() -> None:
    limiter = RateLimiter(NOWHERE)
    with pytest.raises(Unavailable):
        await limiter.hit("2/minute", "sign-in", fall_back=False)
    assert [(await limiter.hit("2/minute", "read")).allowed for _ in range(3)] == [True, True, False]


async def test_a_wake_up_call_reaches_the_listeners_of_that_tenant_alone(valkey_url: str) -> None:
    cache, mine, other = Cache(valkey_url), uuid.uuid4(), uuid.uuid4()
    heard = asyncio.create_task(anext(aiter(cache.listen(mine))))
    for seq in range(1, 100):
        await cache.wake(other, 1000 + seq)
        await cache.wake(mine, seq)
        await asyncio.sleep(0.01)
        if heard.done():
            break
    assert 0 < await heard < 1000
    await cache.close()


async def test_a_ticket_can_be_taken_once(valkey_url: str) -> None:
    cache, tenant = Cache(valkey_url), uuid.uuid4()
    await cache.set(tenant, "ticket:1", {"user": "u"}, 30)
    assert await cache.take(tenant, "ticket:1") == {"user": "u"}
    assert await cache.take(tenant, "ticket:1") is None
    assert await cache.get(uuid.uuid4(), "ticket:1") is None
    await cache.close()
    with pytest.raises(Unavailable):
        await Cache(NOWHERE).get(tenant, "x")
