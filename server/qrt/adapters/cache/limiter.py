"""Rate limits shared by all web processes, in a moving window."""

import time
from dataclasses import dataclass
from functools import cache
from typing import cast

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from qrt.core.base.errors import Unavailable

# The strategy is part of the name: two strategies over the same keys answer each other with WRONGTYPE.
_NAMESPACE = "rl:moving"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a call may pass, and if not, in how many seconds it may be tried again."""

    allowed: bool
    retry_after: int


class RateLimiter:
    """Counts in Valkey. With `fall_back` a dead Valkey makes the process count for itself; without it the call fails closed."""

    def __init__(self, url: str) -> None:
        options = {"implementation": "redispy", "key_prefix": _NAMESPACE, "socket_timeout": 1.0, "socket_connect_timeout": 1.0}
        self._shared = MovingWindowRateLimiter(cast(Storage, RedisStorage(f"async+{url}", **options)))  # pyright: ignore[reportArgumentType]
        self._own = MovingWindowRateLimiter(MemoryStorage())

    async def hit(self, rate: str, *names: str, fall_back: bool = True) -> Verdict:
        """Count one call against "100/minute" for the thing the names stand for (route class, tenant, user or address).

        Raises Unavailable("valkey") when Valkey does not answer and `fall_back` is off.
        """
        item = _item(rate)
        try:
            return await _verdict(self._shared, item, names)
        except (RedisError, OSError) as wrong:
            if not fall_back:
                raise Unavailable("valkey", "The rate limit cannot be checked now; try again shortly.") from wrong
            return await _verdict(self._own, item, names)


@cache
def _item(rate: str) -> RateLimitItem:
    return parse(rate)


async def _verdict(limiter: MovingWindowRateLimiter, item: RateLimitItem, names: tuple[str, ...]) -> Verdict:
    if await limiter.hit(item, *names):
        return Verdict(True, 0)
    window = await limiter.get_window_stats(item, *names)
    return Verdict(False, max(1, round(window.reset_time - time.time())))
