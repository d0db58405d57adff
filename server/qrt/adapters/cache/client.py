"""The one client of Valkey. Raw clients are not used elsewhere (docs/security.md T10)."""

import contextlib
import json
import uuid
from collections.abc import AsyncIterator, Iterator
from typing import Any

import redis.asyncio as redis
from redis.exceptions import RedisError

from qrt.adapters.cache.keys import events_channel, tenant_key
from qrt.core.base.errors import Unavailable


class Cache:
    """Values with an end, and wake-up calls. Every method raises Unavailable("valkey") when Valkey does not answer, unless it says otherwise."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2, health_check_interval=15, decode_responses=True)
        # Listening waits for ever by intent, so it must not share the time limit.
        self._listening = redis.Redis.from_url(url, socket_connect_timeout=2, health_check_interval=15, decode_responses=True)

    async def close(self) -> None:
        """Let the connections go."""
        await self._redis.aclose()
        await self._listening.aclose()

    async def ping(self) -> bool:
        """Whether Valkey answers; never raises."""
        try:
            await self._redis.execute_command("PING")
        except (RedisError, OSError):
            return False
        return True

    async def set(self, tenant: uuid.UUID, name: str, value: Any, seconds: int) -> None:
        """Keep a JSON value for so long."""
        with _as_unavailable():
            await self._redis.set(tenant_key(tenant, name), json.dumps(value), ex=seconds)

    async def get(self, tenant: uuid.UUID, name: str) -> Any | None:
        """The value, None when it ended or never was."""
        with _as_unavailable():
            text = await self._redis.get(tenant_key(tenant, name))
        return None if text is None else json.loads(text)

    async def take(self, tenant: uuid.UUID, name: str) -> Any | None:
        """The value, removed in the same step: single-use tickets."""
        with _as_unavailable():
            text = await self._redis.getdel(tenant_key(tenant, name))
        return None if text is None else json.loads(text)

    async def drop(self, tenant: uuid.UUID, name: str) -> None:
        """Remove the value."""
        with _as_unavailable():
            await self._redis.delete(tenant_key(tenant, name))

    async def first_use(self, name: str, seconds: int) -> bool:
        """Whether nobody used this name within the last `seconds`: single-use tokens of any kind. `name` must be unguessable or carry its tenant."""
        with _as_unavailable():
            return bool(await self._redis.set(f"once:{name}", "1", nx=True, ex=seconds))

    async def wake(self, tenant: uuid.UUID, seq: int) -> None:
        """Tell every web process that the tenant has events up to `seq`. A lost call is harmless: never raises."""
        with contextlib.suppress(RedisError, OSError):
            await self._redis.publish(events_channel(tenant), seq)

    async def listen(self, tenant: uuid.UUID) -> AsyncIterator[int]:
        """Numbers of newest events as they are called out. Raises Unavailable when the line breaks; the caller replays from the database."""
        with _as_unavailable():
            async with self._listening.pubsub() as line:
                await line.subscribe(events_channel(tenant))
                async for message in line.listen():
                    if message["type"] == "message":
                        yield int(message["data"])


@contextlib.contextmanager
def _as_unavailable() -> Iterator[None]:
    try:
        yield
    except (RedisError, OSError) as wrong:
        raise Unavailable("valkey", "Valkey does not answer.") from wrong
