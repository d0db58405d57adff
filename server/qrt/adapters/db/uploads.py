"""Files on their way in."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Upload, UploadPart


async def load_upload(db: TenantDb, upload_id: uuid.UUID, *, lock: bool = False) -> Upload | None:
    """One upload, None when the tenant has none of this id."""
    query = select(Upload).where(Upload.id == upload_id)
    return (await db.execute(query.with_for_update() if lock else query)).scalar_one_or_none()


async def load_parts(db: TenantDb, upload_id: uuid.UUID) -> Sequence[UploadPart]:
    """The parts that came, in order."""
    return (await db.execute(select(UploadPart).where(UploadPart.upload_id == upload_id).order_by(UploadPart.number))).scalars().all()


async def save_part(db: TenantDb, upload_id: uuid.UUID, number: int, object_name: str, size: int, sha256: str) -> bool:
    """Remember a part; False when one of this number came before."""
    values = {"upload_id": upload_id, "number": number, "object_name": object_name, "size": size, "sha256": sha256}
    statement = insert(UploadPart).values(**values).on_conflict_do_nothing().returning(UploadPart.number)
    return (await db.execute(statement)).scalar_one_or_none() is not None


async def count_open(db: TenantDb, now: datetime) -> tuple[int, int]:
    """How many uploads of the tenant are under way, and how many bytes they ask for together."""
    row = (await db.execute(select(func.count(), func.coalesce(func.sum(Upload.size), 0)).where(Upload.document_id.is_(None), Upload.expires_at > now))).one()
    return int(row[0]), int(row[1])


async def load_abandoned(db: TenantDb, now: datetime, limit: int = 100) -> Sequence[Upload]:
    """Uploads that nobody finished in time, held by whoever clears them."""
    query = select(Upload).where(Upload.document_id.is_(None), Upload.expires_at <= now).order_by(Upload.expires_at).limit(limit)
    return (await db.execute(query.with_for_update(skip_locked=True))).scalars().all()


async def forget_parts(db: TenantDb, upload_id: uuid.UUID) -> list[str]:
    """Take the rows of an upload's parts away; the names of their objects."""
    return list((await db.execute(delete(UploadPart).where(UploadPart.upload_id == upload_id).returning(UploadPart.object_name))).scalars())


async def load_done(db: TenantDb, limit: int = 100) -> Sequence[Upload]:
    """Uploads that became papers and still have parts."""
    left = select(UploadPart.number).where(UploadPart.upload_id == Upload.id).exists()
    query = select(Upload).where(Upload.document_id.is_not(None), left).limit(limit)
    return (await db.execute(query.with_for_update(skip_locked=True))).scalars().all()
