"""The newest close package, and files inside it."""

import io
import uuid
import zipfile
from dataclasses import dataclass

from sqlalchemy import select

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, ClosePackageRow
from qrt.core.base.period import Quarter

MEMBER_MAX_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Package:
    """Where a package lies and what it is."""

    id: uuid.UUID
    run: int
    object_name: str
    digest: str
    size: int


async def load_newest(db: TenantDb, quarter: Quarter) -> Package | None:
    """The package of the newest run that built one."""
    query = (
        select(ClosePackageRow)
        .join(Close, Close.id == ClosePackageRow.close_id)
        .where(Close.fy_start == quarter.fy_start, Close.quarter == quarter.number)
        .order_by(ClosePackageRow.run.desc())
        .limit(1)
    )
    row = (await db.execute(query)).scalar_one_or_none()
    return Package(row.id, row.run, row.object_name, row.digest, row.size) if row else None


def member_of(package: bytes, name: str) -> bytes | None:
    """One file out of a package's zip, or None when it has no such file."""
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        for info in files.infolist():
            if info.filename == name and info.file_size <= MEMBER_MAX_BYTES:
                return files.read(info)
    return None
