"""Recurring vouchers."""

import uuid

from fastapi import APIRouter

from qrt.adapters.db.listing import workflow as listing
from qrt.adapters.db.session import TenantDb
from qrt.api.base import VersionIn
from qrt.api.deps import By, Db, EntityCode, InQuarter, changes, reads
from qrt.api.idempotency import Operation
from qrt.api.journals.desk import outcome
from qrt.api.journals.entries import to_lines
from qrt.api.journals.models import DueOut, SkipIn, TemplateIn, TemplateOut, TemplatePut
from qrt.api.permissions import Permission
from qrt.flows import templates as flows

router = APIRouter(tags=["templates"], route_class=Operation)
_SAVED = ("request.not_found", "template.unsound", "template.name_taken", "voucher.unsound", "ledger.unknown_account")


@router.get("/templates", **reads(Permission.JOURNALS_READ))
async def list_templates(db: Db, entity: EntityCode = None) -> list[TemplateOut]:
    """Recurring vouchers by name, with what is due and what they did."""
    shown = None if entity is None or entity.lower() in ("", "group", "all") else entity
    return [TemplateOut.model_validate(row) for row in await listing.load_templates(db, shown)]


@router.get("/templates/{id}", **reads(Permission.JOURNALS_READ, "request.not_found"))
async def read_template(id: uuid.UUID, db: Db) -> TemplateOut:
    """One recurring voucher with its history."""
    return await _one(db, id)


@router.post("/templates", status_code=201, **changes(Permission.JOURNALS_WRITE, *_SAVED))
async def make_template(body: TemplateIn, db: Db, by: By) -> TemplateOut:
    """Make a recurring voucher. You are the maker of its drafts; another person approves each."""
    return await _one(db, await flows.save(db, by, _wish(body)))


@router.put("/templates/{id}", **changes(Permission.JOURNALS_WRITE, *_SAVED, "template.stale"))
async def change_template(id: uuid.UUID, body: TemplatePut, db: Db, by: By) -> TemplateOut:
    """Change a recurring voucher from its next draft on."""
    return await _one(db, await flows.save(db, by, _wish(body), id, body.version))


@router.post("/templates/{id}/pause", **changes(Permission.JOURNALS_WRITE, "request.not_found", "template.stale"))
async def pause_template(id: uuid.UUID, body: VersionIn, db: Db, by: By) -> TemplateOut:
    """Make no drafts until it goes on."""
    await flows.pause(db, by, id, body.version, paused=True)
    return await _one(db, id)


@router.post("/templates/{id}/resume", **changes(Permission.JOURNALS_WRITE, "request.not_found", "template.stale"))
async def resume_template(id: uuid.UUID, body: VersionIn, db: Db, by: By) -> TemplateOut:
    """Go on. What came due meanwhile is drafted next; skip what is not wanted."""
    await flows.pause(db, by, id, body.version, paused=False)
    return await _one(db, id)


@router.post("/templates/{id}/skip", **changes(Permission.JOURNALS_WRITE, "request.not_found", "template.not_due", "template.done"))
async def skip_template(id: uuid.UUID, body: SkipIn, db: Db, by: By) -> TemplateOut:
    """Leave one period out, and say why."""
    await flows.skip(db, by, id, body.period, body.reason)
    return await _one(db, id)


@router.post("/templates/due", **changes(Permission.JOURNALS_WRITE))
async def draft_due(db: Db, quarter: InQuarter) -> DueOut:
    """Draft everything that is due in a quarter now. Opening a close and starting a run do the same; nothing is drafted twice."""
    outcomes = await flows.make_due(db, quarter)
    return DueOut(made=[each.made for each in outcomes if each.made], refused=[outcome(each) for each in outcomes if not each.ok])


def _wish(body: TemplateIn) -> flows.Wish:
    return flows.Wish(
        entity_code=body.entity_code,
        name=body.name,
        kind=body.kind,
        cadence=body.cadence,
        day_of_month=body.day_of_month,
        start_on=body.start_on,
        end_on=body.end_on,
        lines=to_lines(body.lines),
        narration=body.narration,
        amount_from=body.amount_from,
        percent=body.percent,
        auto_reverse=body.auto_reverse,
        party=body.party,
        branch=body.branch,
        reference=body.reference,
    )


async def _one(db: TenantDb, template_id: uuid.UUID) -> TemplateOut:
    (row,) = await listing.load_templates(db, only=template_id)
    return TemplateOut.model_validate(row)
