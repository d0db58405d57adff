"""Large files, part by part: announced, sent in parts of one size, finished; taken up again after a cut line (ADR 0023)."""

import uuid
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from pydantic import Field

from qrt.api.base import QUARTER_PATTERN, In, Out
from qrt.api.deps import By, Db, PlatformDep, changes, parse_quarter, reads
from qrt.api.documents import Received
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.api.uploads import plain_name, read_upload
from qrt.flows import uploads as flows

router = APIRouter(tags=["uploads"], route_class=Operation)


class UploadIn(In):
    """A file that is to come. `size` in bytes."""

    quarter: Annotated[str, Field(pattern=QUARTER_PATTERN)]
    name: Annotated[str, Field(min_length=1, max_length=1000)]
    size: Annotated[int, Field(ge=1)]
    entity: Annotated[str, Field(max_length=40)] = ""


class UploadOut(Out):
    """How far a file came. `missing` are the parts that have not come, counted from 1; each but the last has `part_bytes` bytes."""

    id: uuid.UUID
    name: str
    size: int
    part_bytes: int
    missing: list[int]
    expires_at: datetime
    document_id: uuid.UUID | None


class FinishIn(In):
    """`sha256` of the whole file where the sender knows it: what arrived otherwise is refused."""

    sha256: Annotated[str, Field(pattern=r"^([0-9a-fA-F]{64})?$")] = ""


def _out(state: flows.UploadState) -> UploadOut:
    return UploadOut.model_validate(state, from_attributes=True)


@router.post("/uploads", status_code=201, **changes(Permission.DOCUMENTS_WRITE, "request.not_found", "close.signed", "upload.too_large", "upload.quota"))
async def begin_upload(body: UploadIn, db: Db, by: By, platform: PlatformDep) -> UploadOut:
    """Announce a file of up to 100 MB. It has 24 hours to come."""
    return _out(await flows.begin(db, by, platform.store, parse_quarter(body.quarter), plain_name(body.name), body.size, body.entity))


@router.get("/uploads/{id}", **reads(Permission.DOCUMENTS_WRITE, "request.not_found"))
async def read_upload_state(id: uuid.UUID, db: Db, by: By) -> UploadOut:
    """Which parts are missing: where to go on."""
    return _out(await flows.load_state(db, by, id))


@router.post("/uploads/{id}/parts", **changes(Permission.DOCUMENTS_WRITE, "request.not_found", "upload.part_wrong", "request.too_large"))
async def add_upload_part(
    id: uuid.UUID, db: Db, by: By, platform: PlatformDep, number: Annotated[int, Form(ge=1, le=10_000)], file: Annotated[UploadFile, File()]
) -> UploadOut:
    """One part, in any order; the same part again is harmless."""
    return _out(await flows.add_part(db, by, platform.store, id, number, await read_upload(file)))


@router.post("/uploads/{id}/finish", **changes(Permission.DOCUMENTS_WRITE, "request.not_found", "upload.incomplete", "upload.digest", "close.signed"))
async def finish_upload(id: uuid.UUID, body: FinishIn, db: Db, by: By, platform: PlatformDep) -> Received:
    """The file is whole: it is taken in as any other, and read as soon as a worker is free. Asked again, the answer is the same paper."""
    made = await flows.finish(db, by, platform.store, id, body.sha256)
    await platform.enqueue_reading(db, await flows.quarter_of(db, id))
    return Received(id=made.document_id, name=made.name, sha256=made.sha256, state=made.state, reason=made.reason, duplicate_of=made.duplicate_of)


@router.delete("/uploads/{id}", status_code=204, **changes(Permission.DOCUMENTS_WRITE, "request.not_found"))
async def drop_upload(id: uuid.UUID, db: Db, by: By, platform: PlatformDep) -> None:
    """Give a file up; what came of it is taken away."""
    await flows.drop(db, by, platform.store, id)
