"""The running platform's parts, made once at start and handed to every request."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from qrt.adapters.security.passwords import Passwords
from qrt.adapters.security.tokens import Signer
from qrt.settings import Settings

Enqueue = Callable[..., Awaitable[Any]]


@dataclass(slots=True)
class Platform:
    """`sessions` is the one session factory (T4), `cache` the Valkey client or None while it is down, `enqueue` starts a durable run inside the transaction."""

    settings: Settings
    sessions: Any
    cache: Any
    store: Any
    signer: Signer
    passwords: Passwords
    limits: Any
    enqueue: Enqueue
    close_key: Any
    secure: bool

    @property
    def cookie_name(self) -> str:
        """`__Host-` needs https, which a fresh start on localhost has not."""
        return "__Host-qrt" if self.secure else "qrt"
