"""Lists of a reconciliation as files: the whole filter as it stands on the page, not what is loaded of it."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from qrt.adapters.db.listing import recon as listing
from qrt.adapters.db.listing import recon_proof
from qrt.adapters.reports.sheets import Form
from qrt.api.base import In
from qrt.api.clock import Now
from qrt.api.deps import By, Db, PlatformDep, Search, Who, changes, reads_file
from qrt.api.downloads import download, download_file
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.api.recon import Sort, Stage, Tab
from qrt.api.recon_automatic import ReconJobOut
from qrt.flows.recon import exporting as flows

router = APIRouter(tags=["recon"], route_class=Operation)


class ExportIn(In):
    """The list as it stands on the page: its tab, its filter, its order."""

    form: Form
    tab: Tab = "decide"
    stage: Stage = ""
    q: Annotated[str, Field(max_length=200)] = ""
    sort: Annotated[str, Field(pattern="^(-?(score|amount|difference|day|age))?$")] = ""


@router.get("/recon/{id}/rows/export.{form}", response_class=Response, **reads_file(Permission.RECON_READ, "text/csv", "request.not_found", "export.too_long"))
async def export_rows(
    id: uuid.UUID,
    form: Form,
    db: Db,
    who: Who,
    now: Now,
    tab: Tab = "decide",
    stage: Annotated[str | None, Query(max_length=40)] = None,
    q: Search = None,
    sort: Sort = "",
) -> Response:
    """Pairs to decide, accepted pairs, or what stands on one side only, as a file of at most 5,000 rows; a longer list is a job."""
    asked = flows.Asked(listing.Wanted(tab, stage or "", q or "", sort), form)
    return download_file(*await flows.write_short(db, who.person, id, asked, now))


@router.post("/recon/{id}/rows/export", status_code=202, **changes(Permission.RECON_READ, "request.not_found"))
async def ask_export(id: uuid.UUID, body: ExportIn, db: Db, by: By, platform: PlatformDep) -> ReconJobOut:
    """Have a list of any length written as a file in the background; progress comes as events `recon_job.changed`."""
    asked = flows.Asked(listing.Wanted(body.tab, body.stage, body.q, body.sort), body.form)
    made = await flows.ask_export(db, by, id, asked, platform.enqueue_recon)
    return ReconJobOut.model_validate(await recon_proof.load_job(db, made))


@router.get("/recon-jobs/{id}/file", response_class=Response, **reads_file(Permission.RECON_READ, "text/csv", "request.not_found", "recon.no_file"))
async def download_export(id: uuid.UUID, db: Db, platform: PlatformDep) -> Response:
    """The file of a list that was written in the background; it is kept for a day."""
    return download(*await flows.load_file(db, id, platform.store))
