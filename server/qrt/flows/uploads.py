"""A large file taken in part by part: it goes on where it stopped, after a cut line or a restart, in any process (ADR 0023)."""

import hashlib
import os
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from qrt.adapters.db import uploads
from qrt.adapters.db.documents import load_document
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Upload
from qrt.adapters.scan.limits import DEFAULT_LIMITS, MEGABYTE, safe_name
from qrt.adapters.storage import ObjectStore
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.flows.documents import ReceiveResult, load_open_close, receive

PART_BYTES = 8 * MEGABYTE
"""Every part but the last has this size."""

LIVES = timedelta(hours=24)
"""How long an upload may take; what is not whole by then is cleared away."""

OPEN_MAX, OPEN_BYTES_MAX = 50, 2048 * MEGABYTE
"""Uploads under way in one tenant, and what they may come to together."""

_SALT = 32


@dataclass(frozen=True, slots=True)
class UploadState:
    """How far an upload is: which parts are missing, counted from 1, and the paper that it became."""

    id: uuid.UUID
    name: str
    size: int
    part_bytes: int
    missing: tuple[int, ...]
    expires_at: datetime
    document_id: uuid.UUID | None


async def begin(db: TenantDb, by: Person, store: ObjectStore, quarter: Quarter, name: str, size: int, entity_code: str = "") -> UploadState:
    """Announce a file. Raises Refused close.unknown, close.signed, upload.too_large, upload.quota."""
    await load_open_close(db, quarter)
    if size > DEFAULT_LIMITS.file_bytes:
        raise Refused("upload.too_large", f"{safe_name(name)} has {size // MEGABYTE} MB; {DEFAULT_LIMITS.file_bytes // MEGABYTE} MB are allowed for one file.")
    now = datetime.now(UTC)
    await clear_abandoned(db, store, now)
    many, together = await uploads.count_open(db, now)
    if many >= OPEN_MAX or together + size > OPEN_BYTES_MAX:
        raise Refused("upload.quota", f"{many} files are on their way already; finish or drop one before you begin another.")
    row = Upload(quarter=str(quarter), entity_code=entity_code, name=safe_name(name), size=size, started_by=uuid.UUID(by.id), expires_at=now + LIVES)
    db.add(row)
    await db.flush()
    return await _state(db, row)


async def load_state(db: TenantDb, by: Person, upload_id: uuid.UUID) -> UploadState:
    """How far an upload is. Raises Refused("upload.unknown"), also for another person's."""
    return await _state(db, await _own(db, by, upload_id))


async def add_part(db: TenantDb, by: Person, store: ObjectStore, upload_id: uuid.UUID, number: int, data: bytes) -> UploadState:
    """Take one part in; the same part again is harmless. Raises Refused upload.unknown, upload.part_wrong."""
    row = await _own(db, by, upload_id)
    wanted = _part_size(row.size, number)
    if row.document_id or wanted == 0 or len(data) != wanted:
        raise Refused("upload.part_wrong", f"Part {number} of {row.name} cannot be taken: {wanted} bytes are wanted, {len(data)} came.")
    digest = hashlib.sha256(data).hexdigest()
    before = {part.number: part.sha256 for part in await uploads.load_parts(db, row.id)}.get(number)
    if before is None:
        # The name of an object is its digest: the random bytes keep two uploads of the same file from sharing one, which the first to end would take away.
        name = await store.of(db.info["tenant"]).put(os.urandom(_SALT) + data)
        if not await uploads.save_part(db, row.id, number, name, len(data), digest):
            before = {part.number: part.sha256 for part in await uploads.load_parts(db, row.id)}[number]
            await store.of(db.info["tenant"]).remove(name)
    if before not in (None, digest):
        raise Refused("upload.part_wrong", f"Part {number} of {row.name} came before with other bytes: the file changed on its way. Hand it in anew.")
    return await _state(db, row)


async def finish(db: TenantDb, by: Person, store: ObjectStore, upload_id: uuid.UUID, sha256: str = "") -> ReceiveResult:
    """Put the parts together and take the file in as any other; doing so again gives the same paper.

    sha256  what the whole file should be, "" when the sender does not say
    Raises Refused upload.unknown, upload.incomplete, upload.digest, and those of `receive`.
    """
    row = await _own(db, by, upload_id, lock=True)
    kept = store.of(db.info["tenant"])
    parts = await uploads.load_parts(db, row.id)
    if row.document_id is None:
        if missing := _missing(row.size, {part.number for part in parts}):
            raise Refused("upload.incomplete", f"{len(missing)} parts of {row.name} have not come yet; the first is number {missing[0]}.")
        data = bytearray()
        for part in parts:
            content = (await kept.get(part.object_name))[_SALT:]
            assert hashlib.sha256(content).hexdigest() == part.sha256, part.number
            data += content
        whole = bytes(data)
        del data
        if sha256 and hashlib.sha256(whole).hexdigest() != sha256.lower():
            raise Refused("upload.digest", f"{row.name} did not arrive as it was sent. Hand it in anew.")
        result = await receive(db, by, store, Quarter.parse(row.quarter), row.name, whole, source="upload", entity_code=row.entity_code or None)
        row.document_id = result.document_id
        # What the paper is made of is kept until the paper is: the objects go when the upload is cleared, and a rolled-back request loses nothing.
        row.expires_at = datetime.now(UTC)
        await db.flush()
        return result
    return await _again(db, row)


async def quarter_of(db: TenantDb, upload_id: uuid.UUID) -> Quarter:
    """The quarter that an upload is for. Raises LookupError for none of the tenant."""
    row = await uploads.load_upload(db, upload_id)
    if row is None:
        raise LookupError(upload_id)
    return Quarter.parse(row.quarter)


async def drop(db: TenantDb, by: Person, store: ObjectStore, upload_id: uuid.UUID) -> None:
    """Give an upload up. Raises Refused("upload.unknown")."""
    row = await _own(db, by, upload_id, lock=True)
    await _clear(db, store, row)
    if row.document_id is None:
        await db.delete(row)


async def clear_abandoned(db: TenantDb, store: ObjectStore, now: datetime) -> int:
    """Take away what is left of uploads that nobody finished in time, and of those that became papers. Returns how many."""
    rows = [*await uploads.load_abandoned(db, now), *await uploads.load_done(db)]
    for row in rows:
        await _clear(db, store, row)
        if row.document_id is None:
            await db.delete(row)
    return len(rows)


async def _clear(db: TenantDb, store: ObjectStore, row: Upload) -> None:
    for name in await uploads.forget_parts(db, row.id):
        # A name that is none has no object either: one odd row must not keep every later upload from beginning.
        with suppress(KeyError):
            await store.of(db.info["tenant"]).remove(name)


async def _again(db: TenantDb, row: Upload) -> ReceiveResult:
    assert row.document_id is not None
    paper = await load_document(db, row.document_id)
    assert paper is not None, row.document_id
    return ReceiveResult(paper.id, row.name, paper.sha256, paper.state, "")


async def _own(db: TenantDb, by: Person, upload_id: uuid.UUID, *, lock: bool = False) -> Upload:
    row = await uploads.load_upload(db, upload_id, lock=lock)
    if row is None or row.started_by != uuid.UUID(by.id) or (row.document_id is None and row.expires_at <= datetime.now(UTC)):
        raise Refused("upload.unknown", "There is no such upload; it may have taken too long. Hand the file in anew.")
    return row


async def _state(db: TenantDb, row: Upload) -> UploadState:
    missing = () if row.document_id else _missing(row.size, {part.number for part in await uploads.load_parts(db, row.id)})
    return UploadState(row.id, row.name, row.size, PART_BYTES, missing, row.expires_at, row.document_id)


def _part_size(size: int, number: int) -> int:
    """Bytes of a part, counted from 1; 0 for a part that there is not."""
    return max(0, min(PART_BYTES, size - (number - 1) * PART_BYTES)) if number >= 1 else 0


def _missing(size: int, came: set[int]) -> tuple[int, ...]:
    return tuple(number for number in range(1, -(-size // PART_BYTES) + 1) if number not in came)
