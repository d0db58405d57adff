"""The audit trail: who did what, every version of a record, whether the chain of seals is whole."""

import asyncio
import io
import json
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from qrt.adapters.db.audit import check_trail_of, export_trail, load_public_keys
from qrt.adapters.db.listing import audit as listing
from qrt.api.base import QUARTER_PATTERN, Out
from qrt.api.deps import Cursor, Db, Limit, PlatformDep, changes, parse_quarter, reads, reads_file
from qrt.api.downloads import download
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.core.audit.seal import Seal, TrailRow

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
    quarter: Annotated[str | None, Query(pattern=QUARTER_PATTERN)] = None,
    table: Annotated[str | None, Query(max_length=63)] = None,
    actor: Annotated[str | None, Query(max_length=100)] = None,
    record: Annotated[str | None, Query(max_length=100)] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> AuditPage:
    """The trail, newest first."""
    days = parse_quarter(quarter) if quarter else None
    # A quarter is worked on while it runs and while it is closed, which is the quarter after it.
    first, last = (days.first_day, days.following().last_day) if days else (None, None)
    return AuditPage.model_validate(await listing.load_page(db, first, last, table, actor, record, cursor, limit))


@router.get("/audit/records/{table}/{id}", **reads(Permission.AUDIT_READ, "request.not_found"))
async def read_record(table: TableName, id: uuid.UUID, db: Db) -> list[AuditRow]:
    """Every version of one record, oldest first."""
    return [AuditRow.model_validate(row) for row in await listing.load_record(db, table, id)]


@router.post("/audit/verify", **changes(Permission.AUDIT_READ))
async def verify(db: Db, platform: PlatformDep) -> VerifyOut:
    """Hash every row of the trail again and follow the seals."""
    found = await check_trail_of(db, load_public_keys(platform.settings.keys), platform.settings.seals)
    faults = [fault.sentence for fault in found.faults[:200]]
    return VerifyOut(whole=found.whole, sealed_until=found.sealed_until, rows_checked=found.rows_checked, seals_checked=found.seals_checked, faults=faults)


@router.get("/audit/export", response_class=Response, **reads_file(Permission.AUDIT_EXPORT, "application/zip"))
async def export(db: Db, platform: PlatformDep) -> Response:
    """The whole trail with its seals and public keys, for checking elsewhere."""
    rows, seals = await export_trail(db)
    return download(await asyncio.to_thread(zip_trail, rows, seals, load_public_keys(platform.settings.keys)), "audit-trail.zip")


def zip_trail(rows: Sequence[TrailRow], seals: Sequence[Seal], public_keys: Mapping[str, str]) -> bytes:
    """trail.jsonl, seals.jsonl and keys.json in one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr("trail.jsonl", "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows))
        files.writestr("seals.jsonl", "".join(json.dumps(asdict(seal)) + "\n" for seal in seals))
        files.writestr("keys.json", json.dumps(dict(public_keys), indent=1))
    return out.getvalue()
