"""Objects by the SHA-256 of their content, in a folder, each sealed with its tenant's data key (docs/security.md T9, D1).

On disk: t/{tenant}/{first two letters}/{sha256}, holding "QRT1", key version, nonce, AES-256-GCM ciphertext. Tenant and name are authenticated with it,
so an object that was moved, renamed or changed does not open. The data key lies beside in t/{tenant}/key.1, sealed with the key-encryption key.
"""

import asyncio
import hashlib
import os
import re
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from qrt.core.base.errors import Unavailable

_MAGIC = b"QRT1"
_KEY_VERSION = 1
_NONCE = 12
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Bound(Protocol):
    """A database session that knows its tenant."""

    @property
    def info(self) -> dict[Any, Any]: ...


class ObjectStore:
    """All tenants' objects under one root; `of` gives the part of one tenant."""

    def __init__(self, root: Path, keys: Path, *, durable: bool = True) -> None:
        """`keys` holds kek (32 random bytes, 0600), made at the first use. Losing it loses every object.

        durable  False for a store that is thrown away with its process: nothing waits for the disk
        """
        self._root = root
        self._durable = durable
        self._kek_file = keys / "kek"
        self._tenants: dict[uuid.UUID, TenantStore] = {}

    def of(self, tenant: uuid.UUID) -> "TenantStore":
        """The store of the bound tenant; its data key is made at the first use."""
        if tenant not in self._tenants:
            folder = self._root / "t" / str(tenant)
            self._tenants[tenant] = TenantStore(folder, tenant, self._data_key(folder, tenant), durable=self._durable)
        return self._tenants[tenant]

    async def put(self, db: Bound, sha256: str, data: bytes) -> str:
        """Keep the bytes for the tenant the session is bound to and return their name. Raises ValueError when `sha256` is not theirs."""
        name = await self._bound(db).put(data)
        if name != sha256:
            raise ValueError(f"the bytes are {name[:12]}, not {sha256[:12]}")
        return name

    async def get(self, db: Bound, sha256: str) -> bytes:
        """The bytes of an object of the tenant the session is bound to. Raises KeyError, Unavailable."""
        return await self._bound(db).get(sha256)

    def _bound(self, db: Bound) -> "TenantStore":
        # From the session's binding and never from an argument, so that no caller can name a tenant (T9).
        tenant = db.info["tenant"]
        assert isinstance(tenant, uuid.UUID)
        return self.of(tenant)

    def _data_key(self, folder: Path, tenant: uuid.UUID) -> bytes:
        kek = AESGCM(_secret_file(self._kek_file, lambda: os.urandom(32)))
        about = f"data key|{tenant}|{_KEY_VERSION}".encode()

        def fresh() -> bytes:
            nonce = os.urandom(_NONCE)
            return nonce + kek.encrypt(nonce, os.urandom(32), about)

        sealed = _secret_file(folder / f"key.{_KEY_VERSION}", fresh)
        try:
            return kek.decrypt(sealed[:_NONCE], sealed[_NONCE:], about)
        except InvalidTag as wrong:
            raise Unavailable("storage", f"The data key of tenant {tenant} does not open with this installation's key.") from wrong


class TenantStore:
    """One tenant's objects. What was put once never changes."""

    def __init__(self, folder: Path, tenant: uuid.UUID, key: bytes, *, durable: bool = True) -> None:
        self._durable = durable
        self._folder = folder
        self._tenant = tenant
        self._key = AESGCM(key)

    async def put(self, data: bytes) -> str:
        """Keep the bytes and return their SHA-256 (hex). When it returns they are on disk; putting them again is harmless."""
        return await asyncio.to_thread(self.put_now, data)

    async def get(self, sha256: str) -> bytes:
        """The bytes. Raises KeyError when there is no such object, Unavailable when it does not open or is not what it was."""
        return await asyncio.to_thread(self.get_now, sha256)

    async def has(self, sha256: str) -> bool:
        """Whether the object stands."""
        return await asyncio.to_thread(self._path(sha256).exists)

    async def remove(self, sha256: str) -> None:
        """Take an object away for good; that there is none is no fault. For what a person wants forgotten: papers and packages are never removed."""
        await asyncio.to_thread(self._path(sha256).unlink, missing_ok=True)

    def put_now(self, data: bytes) -> str:
        """`put` for code without a loop."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        if not path.exists():
            nonce = os.urandom(_NONCE)
            head = _MAGIC + bytes([_KEY_VERSION])
            _write(path, head + nonce + self._key.encrypt(nonce, data, self._about(sha256)), durable=self._durable)
        return sha256

    def get_now(self, sha256: str) -> bytes:
        """`get` for code without a loop."""
        try:
            sealed = self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise KeyError(sha256) from None
        start = len(_MAGIC) + 1
        try:
            if sealed[:start] != _MAGIC + bytes([_KEY_VERSION]):
                raise InvalidTag
            data = self._key.decrypt(sealed[start : start + _NONCE], sealed[start + _NONCE :], self._about(sha256))
        except (InvalidTag, ValueError) as wrong:
            raise Unavailable("storage", f"Object {sha256[:12]} was damaged or moved: it does not open.") from wrong
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Unavailable("storage", f"Object {sha256[:12]} is not what was put there.")
        return data

    def _path(self, sha256: str) -> Path:
        """The one place where a path is built; a name that is no SHA-256 never reaches the disk."""
        if not _SHA256.fullmatch(sha256):
            raise KeyError(sha256)
        return self._folder / sha256[:2] / sha256

    def _about(self, sha256: str) -> bytes:
        return f"object|{self._tenant}|{sha256}".encode()


def _secret_file(path: Path, make: Callable[[], bytes]) -> bytes:
    """The content of a small secret file, made once even when two processes want it at the same time."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
        _write(beside, make())
        try:
            # link, not rename: whoever comes second must not replace the first one's key.
            os.link(beside, path)
        except FileExistsError:
            pass
        finally:
            beside.unlink()
    return path.read_bytes()


def _write(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Whole or not at all, and on disk when this returns if it is to be durable."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        if durable:
            out.flush()
            os.fsync(out.fileno())
    os.replace(beside, path)
    if durable:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
