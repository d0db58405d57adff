"""What the API tests share: a password, a stand-in for the durable engine, a signed-in browser."""

import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

from qrt.adapters.db.session import TenantDb
from qrt.core.base.period import Quarter

PASSWORD = "correct-horse-battery-49"


@dataclass
class Runs:
    """Stands where the durable engine would be: remembers what was asked for."""

    asked: list[tuple[uuid.UUID, str, int]] = field(default_factory=list)

    async def __call__(self, db: TenantDb, quarter: Quarter, run: int) -> str:
        self.asked.append((db.info["tenant"], str(quarter), run))
        return f"close:{quarter}:{run}"


@dataclass
class Bulks:
    """The same for bulk approvals."""

    asked: list[tuple[uuid.UUID, uuid.UUID]] = field(default_factory=list)

    async def __call__(self, db: TenantDb, bulk: uuid.UUID) -> str:
        self.asked.append((db.info["tenant"], bulk))
        return f"bulk:{bulk}"


@dataclass
class Caller:
    """A signed-in browser."""

    client: httpx.AsyncClient
    csrf: str
    me: dict[str, Any]

    async def get(self, path: str, **more: Any) -> httpx.Response:
        return await self.client.get(path, **more)

    def headers(self) -> dict[str, str]:
        """What the page sends with a change: the form token and a key of its own."""
        return {"X-CSRF-Token": self.csrf, "Idempotency-Key": str(uuid.uuid4())}

    async def send(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        return await self.client.request(method, path, json=body, headers={**self.headers(), **headers})
