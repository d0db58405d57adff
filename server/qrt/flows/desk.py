"""What a flow needs of the world besides its database session, put together once a process."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from qrt.adapters.scan.sandbox import ReaderPool
from qrt.adapters.storage import ObjectStore
from qrt.core.close.types import HandIn, RuleBook


def utc_now() -> datetime:
    """The instant, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """The tools of a worker: where papers lie, who reads them, the law, the key that signs, and the clock.

    `memory` keeps the hand-in of the run in work, so that ten stages do not read the same papers ten times; it can be lost at any moment.
    """

    store: ObjectStore
    readers: ReaderPool
    rules: RuleBook
    sign: Callable[[bytes], bytes]
    public_key: bytes
    scanner: Callable[[bytes], Any] | None = None
    now: Callable[[], datetime] = utc_now
    memory: dict[tuple[Any, ...], HandIn] = field(default_factory=dict)
