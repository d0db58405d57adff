"""The audit trail: who did what, every version of a record, whether the chain of seals is whole."""

import uuid
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from qrt.adapters.db.listing import audit as listing
from qrt.api.base import Out
from qrt.api.deps import Cursor, Db, Limit, PlatformDep, changes, reads
from qrt.api.downloads import download
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission

router = APIRouter(tags=["audit"], route_class=Operation)

TableName = Annotated[str, Field(max_length=63, pattern=r"^[a-z_]+$")]


class AuditRow(Out):
    """One change of one row. `old` is null for an insert, `new` for a delete."""

    seq: int
    at: datetime
    actor: str
    actor_name: str
    op: str
    table: str
    record: str
    summary: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None


class AuditPage(Out):
    items: list[AuditRow]
    next_cursor: str | None
    total: int


class VerifyOut(Out):
    """What the check of the trail found. `sealed_until` is the newest sealed instant; `faults` is empty when everything follows."""

    whole: bool
    sealed_until: datetime | None
    rows_checked: int
    seals_checked: int
    faults: list[str]


@router.get("/audit", **reads(Permission.AUDIT_READ, "request.cursor"))
async def list_audit(
    db: Db,
    quarter: Annotated[str | None, Query(max_length=12)] = None,
    table: Annotated[str | None, Query(max_length=63)] = None,
    actor: Annotated[str | None, Query(max_length=100)] = None,
    record: Annotated[str | None, Query(max_length=100)] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> AuditPage:
    """The trail, newest first."""
    return AuditPage.model_validate(await listing.load_page(db, quarter, table, actor, record, cursor, limit))


@router.get("/audit/records/{table}/{id}", **reads(Permission.AUDIT_READ, "request.not_found"))
async def read_record(table: TableName, id: uuid.UUID, db: Db) -> list[AuditRow]:
    """Every version of one record, oldest first."""
    return [AuditRow.model_validate(row) for row in await listing.load_record(db, table, id)]


@router.post("/audit/verify", **changes(Permission.AUDIT_READ))
async def verify(db: Db, platform: PlatformDep) -> VerifyOut:
    """Hash every row of the trail again and follow the seals."""
    return VerifyOut.model_validate(await listing.verify(db, platform.settings))


@router.get("/audit/export", response_class=Response, **{**reads(Permission.AUDIT_EXPORT), "responses": {200: {"content": {"application/zip": {}}}}})
async def export(db: Db) -> Response:
    """The whole trail with its seals, for checking elsewhere."""
    return download(await listing.export_zip(db), "audit-trail.zip")
