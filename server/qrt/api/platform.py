"""The running platform's parts, made once at start and handed to every request."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from qrt.adapters.cache.client import Cache
from qrt.adapters.db.session import Sessions, TenantDb, platform_session
from qrt.adapters.search.opensearch import PaperIndex
from qrt.adapters.security.passwords import Passwords
from qrt.adapters.security.tokens import Signer
from qrt.adapters.storage.objects import ObjectStore
from qrt.api.limits import Limits
from qrt.api.pictures import PageViewer
from qrt.core.base.errors import Refused, Unavailable
from qrt.core.base.period import Quarter
from qrt.settings import Settings

Enqueue = Callable[[TenantDb, Quarter, int], Awaitable[str]]
EnqueueBulk = Callable[[TenantDb, uuid.UUID], Awaitable[str]]
EnqueueReading = Callable[[TenantDb, Quarter], Awaitable[None]]


async def nothing_runs(db: TenantDb, quarter: Quarter, run: int) -> str:
    """Stands where no durable engine was given. Raises Unavailable."""
    raise Unavailable("jobs", "Runs cannot be started here: no worker queue is connected.")


async def no_bulk_runs(db: TenantDb, bulk: uuid.UUID) -> str:
    """Stands where no durable engine was given. Raises Unavailable."""
    raise Unavailable("jobs", "Entries cannot be approved together here: no worker queue is connected.")


async def read_by_the_run(db: TenantDb, quarter: Quarter) -> None:
    """Stands where no durable engine was given: papers wait for the next run, which reads whatever nobody has read."""


class Once:
    """Single use: in Valkey for all processes, in this process alone while Valkey is away."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._mine: dict[str, None] = {}

    async def first_use(self, name: str, seconds: int) -> bool:
        """True the first time this name is used."""
        known = name in self._mine
        self._mine[name] = None
        while len(self._mine) > 10_000:
            self._mine.pop(next(iter(self._mine)))
        try:
            return await self._cache.first_use(name, seconds) and not known
        except Unavailable:
            return not known


@dataclass(slots=True)
class Platform:
    """`sessions` is the one session factory (T4); `enqueue` starts a durable run inside the transaction, `enqueue_bulk` a bulk approval, `enqueue_act` an
    act of many matches of a reconciliation, `enqueue_recon` other work over a reconciliation, `enqueue_reading` that papers be read as they come; `close_key` signs close packages;
    `index` is the search cluster where one is named."""

    settings: Settings
    sessions: Sessions
    cache: Cache
    store: ObjectStore
    signer: Signer
    passwords: Passwords
    limits: Limits
    once: Once
    pages: PageViewer
    index: PaperIndex | None = None
    enqueue: Enqueue = nothing_runs
    enqueue_bulk: EnqueueBulk = no_bulk_runs
    enqueue_act: EnqueueBulk = no_bulk_runs
    enqueue_recon: EnqueueBulk = no_bulk_runs
    enqueue_reading: EnqueueReading = read_by_the_run
    close_key: Any = None
    secure: bool = False

    @property
    def model_wires(self) -> frozenset[str]:
        """Protocols of models for which this installation has a key."""
        found = {"anthropic": self.settings.anthropic_key, "openai": self.settings.openai_key, "openai-responses": self.settings.openai_key}
        return frozenset(wire for wire, key in found.items() if key)

    @property
    def cookie_name(self) -> str:
        """`__Host-` needs https, which a fresh start on localhost has not."""
        return "__Host-qrt" if self.secure else "qrt"

    async def fetch(self, db: TenantDb, name: str) -> bytes:
        """An object's bytes. Raises Refused("request.not_found") when the tenant has none of this name."""
        try:
            return await self.store.get(db, name)
        except KeyError:
            raise Refused("request.not_found", "There is no such record.") from None

    async def database_answers(self) -> bool:
        """Whether a query comes back."""
        try:
            async with platform_session(self.sessions) as db:
                await db.execute(text("select 1"))
        except (SQLAlchemyError, OSError, Refused):
            return False
        return True

    async def search_answers(self) -> Literal["database", "opensearch", "database_while_opensearch_is_away"]:
        """Where papers are searched now."""
        if self.index is None:
            return "database"
        return "opensearch" if await asyncio.to_thread(self.index.answers) else "database_while_opensearch_is_away"

    async def cache_answers(self) -> bool:
        """Whether Valkey does."""
        return await self.cache.ping()
