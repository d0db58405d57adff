"""How often somebody may ask: by route class and plan for the signed-in, by address and account for those who sign in."""

import hashlib
from collections.abc import Mapping
from typing import Literal

from qrt.adapters.cache.limiter import RateLimiter
from qrt.core.base.errors import Refused

RouteClass = Literal["read", "write", "upload", "heavy"]

RATES: Mapping[str, Mapping[RouteClass, str]] = {
    "Basic": {"read": "600/minute", "write": "120/minute", "upload": "60/minute", "heavy": "10/minute"},
    "Premium": {"read": "1800/minute", "write": "360/minute", "upload": "180/minute", "heavy": "20/minute"},
    "Enterprise": {"read": "6000/minute", "write": "1200/minute", "upload": "600/minute", "heavy": "60/minute"},
}
"""For one person of a company; a company as a whole may do ten times as much."""

COMPANY_FACTOR = 10
SIGN_IN_BY_ADDRESS = "30/minute"
SIGN_IN_BY_ACCOUNT = "10/5minute"
REFRESH_BY_ADDRESS = "120/minute"
SIGN_UP_BY_ADDRESS = "20/hour"


class Limits:
    """Asks the counters. Sign-in fails closed without Valkey; everything else is then counted by each process for itself."""

    def __init__(self, limiter: RateLimiter, factor: int = 1) -> None:
        self._limiter, self._factor = limiter, factor

    async def admit(self, route: RouteClass, plan: str, tenant: str, user: str) -> None:
        """Count a request of a signed-in person. Raises Refused("request.too_many")."""
        rate = RATES.get(plan, RATES["Basic"])[route]
        await self._demand(rate, "request.too_many", route, tenant, user)
        await self._demand(_times(rate, COMPANY_FACTOR), "request.too_many", route, tenant)

    async def admit_sign_in(self, address: str, email: str) -> None:
        """Count a try to sign in. Raises Refused("auth.too_many"), Unavailable."""
        account = hashlib.sha256(email.strip().lower().encode()).hexdigest()
        await self._demand(_times(SIGN_IN_BY_ADDRESS, self._factor), "auth.too_many", "sign-in", "address", address, fall_back=False)
        await self._demand(_times(SIGN_IN_BY_ACCOUNT, self._factor), "auth.too_many", "sign-in", "account", account, fall_back=False)

    async def admit_refresh(self, address: str) -> None:
        """Count a refresh. Raises Refused("auth.too_many"), Unavailable."""
        await self._demand(_times(REFRESH_BY_ADDRESS, self._factor), "auth.too_many", "refresh", address, fall_back=False)

    async def admit_sign_up(self, address: str) -> None:
        """Count a new company or an invitation taken. Raises Refused("auth.too_many"), Unavailable."""
        await self._demand(_times(SIGN_UP_BY_ADDRESS, self._factor), "auth.too_many", "sign-up", address, fall_back=False)

    async def _demand(self, rate: str, code: str, *names: str, fall_back: bool = True) -> None:
        verdict = await self._limiter.hit(rate, *names, fall_back=fall_back)
        if not verdict.allowed:
            raise Refused(code, f"Too many requests. Try again in {verdict.retry_after} seconds.")


def _times(rate: str, factor: int) -> str:
    count, _, window = rate.partition("/")
    return f"{int(count) * factor}/{window}"
