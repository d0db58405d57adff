"""Recurring vouchers."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from qrt.adapters.db.listing import workflow as listing
from qrt.adapters.db.session import TenantDb
from qrt.api.base import In, Out, Sentence, VersionIn
from qrt.api.deps import By, Db, EntityCode, InQuarter, changes, reads
from qrt.api.idempotency import Operation
from qrt.api.journals.desk import outcome
from qrt.api.journals.entries import to_lines
from qrt.api.journals.models import EntityText, JournalLineOut, LineIn, Name, OutcomeOut
from qrt.api.permissions import Permission
from qrt.core.ledger.types import VoucherKind
from qrt.flows import templates as flows

router = APIRouter(tags=["templates"], route_class=Operation)
_SAVED = ("request.not_found", "template.unsound", "template.name_taken", "voucher.unsound", "ledger.unknown_account")


Cadence = Literal["monthly", "quarterly"]
AmountFrom = Literal["fixed", "last"]


class TemplateIn(In):
    """A recurring voucher. `amount_from` last takes the amounts of the last posted one, changed by `percent`; fixed takes the lines as they are.

    day_of_month   the last day where a month has fewer; a quarterly one falls in the last month of the quarter
    """

    entity_code: EntityText
    name: Annotated[str, Field(min_length=1, max_length=120)]
    kind: VoucherKind
    cadence: Cadence
    day_of_month: Annotated[int, Field(ge=1, le=31)]
    start_on: date
    end_on: date | None = None
    amount_from: AmountFrom = "fixed"
    percent: Annotated[Decimal, Field(ge=-100, le=1000, max_digits=9, decimal_places=4)] = Decimal(0)
    auto_reverse: bool = False
    narration: Sentence
    party: Name = ""
    branch: Name = ""
    reference: Annotated[str, Field(max_length=100)] = ""
    lines: Annotated[list[LineIn], Field(min_length=2, max_length=500)]


class TemplatePut(TemplateIn):
    version: int = Field(ge=0)


class SkipIn(In):
    """Leave one period out: "2026-09" for a monthly template, "2026-27-Q2" for a quarterly one."""

    period: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}(-Q[1-4])?$")]
    reason: Sentence


class TemplateRunOut(Out):
    """What a template did in one period: drafted (with the entry, its day and state) or skipped (with the reason, and no day)."""

    period: str
    day: date | None
    state: str
    entry_id: uuid.UUID | None
    entry_state: str
    reason: str
    by: str
    at: datetime


class TemplateOut(Out):
    """`due` are the periods up to the newest open close that wait for a draft."""

    id: uuid.UUID
    entity_code: str
    name: str
    kind: str
    cadence: Cadence
    day_of_month: int
    start_on: date
    end_on: date | None
    amount_from: AmountFrom
    percent: str
    auto_reverse: bool
    narration: str
    party: str
    branch: str
    reference: str
    lines: list[JournalLineOut]
    amount_paise: int
    state: str
    changed_by: str
    version: int
    due: list[str]
    history: list[TemplateRunOut]


class DueOut(Out):
    """Drafts that due templates made."""

    made: list[uuid.UUID]
    refused: list[OutcomeOut]


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
