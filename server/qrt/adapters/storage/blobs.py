"""Where objects lie: a folder of this machine, Amazon S3 (or what speaks its protocol), Azure Blob Storage or Google Cloud Storage.

Only sealed bytes come here (`objects.py`): what a place sees of a paper is its SHA-256 and its length. Names are relative paths; the same tree lies in every
place, so that a plain copy moves an installation from one to another.
"""

import contextlib
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import Protocol
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import AzureStore, GCSStore, S3Store

from qrt.core.base.errors import Refused, Unavailable

CLOUDS = {"s3": S3Store, "azure": AzureStore, "gs": GCSStore}


class Blobs(Protocol):
    """A place for bytes under names. Raises Unavailable when the place does not answer."""

    def read(self, name: str) -> bytes:
        """The bytes. Raises KeyError when there is nothing of this name."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Keep the bytes: whole or not at all, and lasting when this returns."""
        ...

    def create(self, name: str, data: bytes) -> bytes:
        """Keep the bytes unless something of this name stands already, even when two processes want it at the same time; what stands then."""
        ...

    def has(self, name: str) -> bool:
        """Whether something of this name stands."""
        ...

    def remove(self, name: str) -> None:
        """Take it away; that there is none is no fault."""
        ...


def open_blobs(where: Path | str, *, durable: bool = True) -> Blobs:
    """A folder, or a cloud's address: s3://bucket/prefix, azure://container/prefix, gs://bucket/prefix. Raises Refused("store.unknown").

    durable  False for a folder that is thrown away with its process: nothing waits for the disk
    """
    if isinstance(where, Path) or "://" not in where:
        return Folder(Path(where), durable=durable)
    address = urlsplit(where)
    if address.scheme not in CLOUDS or not address.netloc or address.username or address.query or address.fragment:
        raise Refused(
            "store.unknown", f"{where} is no place for papers: s3://bucket/prefix, azure://container/prefix, gs://bucket/prefix or a folder is wanted."
        )
    return Cloud(address.scheme, address.netloc, address.path.strip("/"))


class Folder:
    """A folder of this machine."""

    def __init__(self, root: Path, *, durable: bool = True) -> None:
        self._root = root
        self._durable = durable

    def read(self, name: str) -> bytes:
        """See `Blobs`."""
        try:
            return (self._root / name).read_bytes()
        except FileNotFoundError:
            raise KeyError(name) from None

    def write(self, name: str, data: bytes) -> None:
        """See `Blobs`."""
        path = self._root / name
        beside = _beside(path, data, durable=self._durable)
        os.replace(beside, path)
        if self._durable:
            _sync_folder(path.parent)

    def create(self, name: str, data: bytes) -> bytes:
        """See `Blobs`."""
        path = self._root / name
        if not path.exists():
            beside = _beside(path, data, durable=True)
            try:
                # link, not rename: whoever comes second must not replace what the first one made.
                os.link(beside, path)
            except FileExistsError:
                pass
            finally:
                beside.unlink()
            _sync_folder(path.parent)
        return path.read_bytes()

    def has(self, name: str) -> bool:
        """See `Blobs`."""
        return (self._root / name).exists()

    def remove(self, name: str) -> None:
        """See `Blobs`."""
        (self._root / name).unlink(missing_ok=True)


class Cloud:
    """A bucket or container. Keys and addresses come from the environment in the provider's own names (AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL,
    AZURE_STORAGE_ACCOUNT_NAME, GOOGLE_SERVICE_ACCOUNT, ...), or from the machine's role; an address without https
    is taken only where AWS_ALLOW_HTTP, AZURE_ALLOW_HTTP or GOOGLE_ALLOW_HTTP says so, for an emulator."""

    def __init__(self, scheme: str, bucket: str, prefix: str) -> None:
        self._prefix = PurePosixPath(prefix)
        self._called = f"{scheme}://{bucket}"
        with self._answering():
            self._store = CLOUDS[scheme](bucket, retry_config={"max_retries": 4, "retry_timeout": timedelta(seconds=30)})

    def read(self, name: str) -> bytes:
        """See `Blobs`."""
        with self._answering():
            try:
                return bytes(obstore.get(self._store, self._at(name)).bytes())
            except FileNotFoundError:
                raise KeyError(name) from None

    def write(self, name: str, data: bytes) -> None:
        """See `Blobs`."""
        with self._answering():
            obstore.put(self._store, self._at(name), data)

    def create(self, name: str, data: bytes) -> bytes:
        """See `Blobs`."""
        with self._answering(), contextlib.suppress(AlreadyExistsError):
            obstore.put(self._store, self._at(name), data, mode="create", use_multipart=False)
        return self.read(name)

    def has(self, name: str) -> bool:
        """See `Blobs`."""
        with self._answering():
            try:
                obstore.head(self._store, self._at(name))
            except FileNotFoundError:
                return False
        return True

    def remove(self, name: str) -> None:
        """See `Blobs`."""
        with self._answering(), contextlib.suppress(FileNotFoundError):
            obstore.delete(self._store, self._at(name))

    def _at(self, name: str) -> str:
        return str(self._prefix / name)

    @contextlib.contextmanager
    def _answering(self) -> Iterator[None]:
        """What the provider says goes to whoever runs the platform by its kind alone: its text may hold addresses and names of accounts."""
        try:
            yield
        except (FileNotFoundError, AlreadyExistsError):
            raise
        except (BaseError, OSError, ValueError) as wrong:
            raise Unavailable("storage", f"The store {self._called} did not do what was asked ({type(wrong).__name__}).") from wrong


def _beside(path: Path, data: bytes, *, durable: bool) -> Path:
    """The bytes in a file of another name in the same folder, on disk when this returns if they are to be durable."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        if durable:
            out.flush()
            os.fsync(out.fileno())
    return beside


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
