"""Objects by the SHA-256 of their content, each sealed with its tenant's data key (docs/security.md T9, D1), in a folder or in a cloud (`blobs.py`).

There: t/{tenant}/{first two letters}/{sha256}, holding "QRT1", key version, nonce, AES-256-GCM ciphertext. Tenant and name are authenticated with it,
so an object that was moved, renamed or changed does not open. The data key lies beside in t/{tenant}/key.1, sealed with the key-encryption key.
"""

import asyncio
import hashlib
import os
import re
import uuid
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from qrt.adapters.storage.blobs import Blobs, Folder, open_blobs
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

    def __init__(self, where: Path | str, keys: Path, *, durable: bool = True) -> None:
        """`where` is a folder or a cloud's address (`open_blobs`). `keys` holds kek (32 random bytes, 0600), made at the first use: losing it loses every object.

        durable  False for a store that is thrown away with its process: nothing waits for the disk
        """
        self._blobs = open_blobs(where, durable=durable)
        self._keys = Folder(keys)
        self._tenants: dict[uuid.UUID, TenantStore] = {}

    def of(self, tenant: uuid.UUID) -> "TenantStore":
        """The store of the bound tenant; its data key is made at the first use."""
        if tenant not in self._tenants:
            self._tenants[tenant] = TenantStore(self._blobs, tenant, self._data_key(tenant))
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

    def _data_key(self, tenant: uuid.UUID) -> bytes:
        kek = AESGCM(self._keys.create("kek", os.urandom(32)))
        about = f"data key|{tenant}|{_KEY_VERSION}".encode()
        name, nonce = f"t/{tenant}/key.{_KEY_VERSION}", os.urandom(_NONCE)
        try:
            sealed = self._blobs.read(name)
        except KeyError:
            sealed = self._blobs.create(name, nonce + kek.encrypt(nonce, os.urandom(32), about))
        try:
            return kek.decrypt(sealed[:_NONCE], sealed[_NONCE:], about)
        except InvalidTag as wrong:
            raise Unavailable("storage", f"The data key of tenant {tenant} does not open with this installation's key.") from wrong


class TenantStore:
    """One tenant's objects. What was put once never changes."""

    def __init__(self, blobs: Blobs, tenant: uuid.UUID, key: bytes) -> None:
        self._blobs = blobs
        self._tenant = tenant
        self._key = AESGCM(key)

    async def put(self, data: bytes) -> str:
        """Keep the bytes and return their SHA-256 (hex). When it returns they are kept; putting them again is harmless."""
        return await asyncio.to_thread(self.put_now, data)

    async def get(self, sha256: str) -> bytes:
        """The bytes. Raises KeyError when there is no such object, Unavailable when it does not open or is not what it was."""
        return await asyncio.to_thread(self.get_now, sha256)

    async def has(self, sha256: str) -> bool:
        """Whether the object stands."""
        return await asyncio.to_thread(self._blobs.has, self._name(sha256))

    async def remove(self, sha256: str) -> None:
        """Take an object away for good; that there is none is no fault. For what a person wants forgotten: papers and packages are never removed."""
        await asyncio.to_thread(self._blobs.remove, self._name(sha256))

    def put_now(self, data: bytes) -> str:
        """`put` for code without a loop."""
        sha256 = hashlib.sha256(data).hexdigest()
        name = self._name(sha256)
        if not self._blobs.has(name):
            nonce = os.urandom(_NONCE)
            head = _MAGIC + bytes([_KEY_VERSION])
            self._blobs.write(name, head + nonce + self._key.encrypt(nonce, data, self._about(sha256)))
        return sha256

    def get_now(self, sha256: str) -> bytes:
        """`get` for code without a loop."""
        sealed = self._blobs.read(self._name(sha256))
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

    def _name(self, sha256: str) -> str:
        """The one place where a name is built; one that is no SHA-256 never reaches a disk or a cloud."""
        if not _SHA256.fullmatch(sha256):
            raise KeyError(sha256)
        return f"t/{self._tenant}/{sha256[:2]}/{sha256}"

    def _about(self, sha256: str) -> bytes:
        return f"object|{self._tenant}|{sha256}".encode()
