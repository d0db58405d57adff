"""Access tokens: Ed25519-signed, at most ten minutes, every claim checked (I4)."""

import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

ALGORITHMS = ("Ed25519",)
ISSUER = "qrt"
ACCESS_SECONDS = 600
ROTATE_DAYS = 90


@dataclass(frozen=True, slots=True)
class Claims:
    """Who a token speaks for: tenant, user, and the session (family of refresh tokens) that can be ended."""

    tenant: uuid.UUID
    user: uuid.UUID
    session: uuid.UUID
    token: str


class Signer:
    """Signs with the newest key, believes the newest two, so that a rotation ends nobody's session."""

    def __init__(self, keys: Mapping[str, OKPKey]) -> None:
        assert keys
        newest = sorted(keys)[-2:]
        self._keys = {kid: keys[kid] for kid in newest}
        self._kid = newest[-1]

    def issue(self, tenant: uuid.UUID, user: uuid.UUID, session: uuid.UUID, now: datetime, *, audience: str = "api", seconds: int = ACCESS_SECONDS) -> str:
        """A token for one audience: "api" for requests, "ws" for opening one WebSocket."""
        assert seconds <= ACCESS_SECONDS
        at = int(now.timestamp())
        claims = {
            "iss": ISSUER,
            "aud": audience,
            "sub": str(user),
            "tid": str(tenant),
            "sid": str(session),
            "iat": at,
            "exp": at + seconds,
            "jti": uuid.uuid4().hex,
        }
        return jwt.encode({"alg": ALGORITHMS[0], "kid": self._kid, "typ": f"{audience}+jwt"}, claims, self._keys[self._kid], algorithms=ALGORITHMS)

    def read(self, token: str, now: datetime, *, audience: str = "api") -> Claims | None:
        """What a token says, or None when anything about it is not as `issue` writes it."""
        try:
            read = jwt.decode(token, self._key_set, algorithms=ALGORITHMS)
            if read.header.get("kid") not in self._keys or read.header.get("typ") != f"{audience}+jwt":
                return None
            self._registry(audience, now).validate(read.claims)
            if read.claims["exp"] - read.claims["iat"] > ACCESS_SECONDS:
                return None
            return Claims(uuid.UUID(read.claims["tid"]), uuid.UUID(read.claims["sub"]), uuid.UUID(read.claims["sid"]), str(read.claims["jti"]))
        except (JoseError, ValueError, KeyError, TypeError, AttributeError):
            return None

    @property
    def _key_set(self) -> KeySet:
        return KeySet(list(self._keys.values()))

    def _registry(self, audience: str, now: datetime) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=0,
            iss={"essential": True, "value": ISSUER},
            aud={"essential": True, "value": audience},
            sub={"essential": True},
            tid={"essential": True},
            sid={"essential": True},
            iat={"essential": True},
            exp={"essential": True},
            jti={"essential": True},
        )


def load_signer(folder: Path, now: datetime | None = None) -> Signer:
    """The signer over the key files token-<day>.pem of the folder; the first key is made here, and a new one when the newest is 90 days old."""
    moment = now or datetime.now(UTC)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = sorted(folder.glob("token-*.pem"))
    if not files or (moment.date() - _day_of(files[-1])).days >= ROTATE_DAYS:
        _make_key(folder / f"token-{moment:%Y%m%d}.pem")
        files = sorted(folder.glob("token-*.pem"))
    return Signer({file.stem: OKPKey.import_key(file.read_text(), {"kid": file.stem}) for file in files[-2:]})


def _day_of(file: Path) -> date:
    return datetime.strptime(file.stem.removeprefix("token-"), "%Y%m%d").date()  # noqa: DTZ007


def _make_key(file: Path) -> None:
    """Write a new private key, readable by nobody else; of two processes that start at once, one wins and both use its key."""
    pem = OKPKey.generate_key("Ed25519", private=True).as_pem(private=True)
    beside = file.with_suffix(f".{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(pem)
    try:
        os.link(beside, file)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
