"""Secrets that people carry: `tenant.id.secret`. Only the SHA-256 of the secret is kept (I4)."""

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Carried:
    """A cookie, refresh token or invitation taken apart."""

    tenant: uuid.UUID
    id: uuid.UUID
    secret: str

    def __str__(self) -> str:
        return f"{self.tenant.hex}.{self.id.hex}.{self.secret}"

    def __repr__(self) -> str:
        return "Carried(…)"


def new_secret() -> str:
    """256 random bits, for an address or a header."""
    return secrets.token_urlsafe(32)


def read_carried(text: str) -> Carried | None:
    """The parts of what `str(Carried)` wrote, or None when it is nothing of the kind."""
    parts = text.split(".")
    if len(parts) != 3 or not 20 <= len(parts[2]) <= 100 or not text.isascii():
        return None
    try:
        return Carried(uuid.UUID(parts[0]), uuid.UUID(parts[1]), parts[2])
    except ValueError:
        return None


def hash_secret(secret: str) -> str:
    """What is kept of a secret. It has 256 random bits, so that a plain SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same_secret(secret: str, kept_hash: str) -> bool:
    """Whether a secret is the one whose hash was kept; takes the same time either way. Nothing matches an empty hash."""
    return bool(kept_hash) and hmac.compare_digest(hash_secret(secret), kept_hash)


def csrf_token(session_secret: str) -> str:
    """The form token of a session: it follows from the cookie's secret and does not lead back to it."""
    return hmac.new(session_secret.encode(), b"csrf", hashlib.sha256).hexdigest()
