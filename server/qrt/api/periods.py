"""Periods: an entity's quarter open, soft-closed, locked, and the way back by two people."""

import uuid
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from qrt.adapters.db.listing import workflow as listing
from qrt.adapters.db.session import TenantDb
from qrt.api.base import In, Out, Sentence
from qrt.api.deps import By, Db, OfQuarter, changes, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.core.base.period import Quarter
from qrt.flows import periods as flows

router = APIRouter(tags=["periods"], route_class=Operation)


class TypedNameIn(In):
    typed_name: Annotated[str, Field(min_length=1, max_length=40)]


class WhyIn(In):
    reason: Sentence


class PeriodState(Out):
    """An entity's quarter. `state`: open, soft_closed (controllers write and post), locked (nobody). `asked_*`: who wants a locked one reopened, and why."""

    entity_code: str
    quarter: str
    state: str
    locked_by: str
    locked_at: datetime | None
    asked_by_id: uuid.UUID | None
    asked_by: str
    asked_at: datetime | None
    asked_reason: str


@router.get("/closes/{quarter}/periods", **reads(Permission.CLOSE_READ))
async def close_periods(db: Db, quarter: OfQuarter) -> list[PeriodState]:
    """Every entity's period of a quarter."""
    return [PeriodState.model_validate(row) for row in await listing.load_periods(db, quarter)]


@router.post(
    "/periods/{entity}/{quarter}/soft-close",
    **changes(Permission.PERIODS_LOCK, "request.not_found", "period.locked", "period.soft_closed", "close.signed", fresh="soft-close the period"),
)
async def soft_close(entity: str, quarter: OfQuarter, db: Db, by: By) -> PeriodState:
    """Keep the quarter to the controllers."""
    await flows.soft_close(db, by, entity, quarter)
    return await _state(db, entity, quarter)


@router.post(
    "/periods/{entity}/{quarter}/open",
    **changes(Permission.PERIODS_LOCK, "request.not_found", "period.not_soft_closed", "close.signed", fresh="open the period"),
)
async def reopen_soft(entity: str, quarter: OfQuarter, body: WhyIn, db: Db, by: By) -> PeriodState:
    """Open a soft-closed quarter to everybody again, and say why."""
    await flows.reopen_soft(db, by, entity, quarter, body.reason)
    return await _state(db, entity, quarter)


@router.post("/periods/{entity}/{quarter}/lock", **changes(Permission.PERIODS_LOCK, "request.not_found", "period.locked", fresh="lock the period"))
async def lock(entity: str, quarter: OfQuarter, body: TypedNameIn, db: Db, by: By) -> PeriodState:
    """Lock an entity's quarter. The quarter's name must be typed, so that nobody locks by accident."""
    await flows.lock(db, by, entity, quarter, body.typed_name)
    return await _state(db, entity, quarter)


@router.post("/periods/{entity}/{quarter}/ask-reopening", **changes(Permission.PERIODS_LOCK, "request.not_found", "period.not_locked", "period.asked_already"))
async def ask_reopening(entity: str, quarter: OfQuarter, body: WhyIn, db: Db, by: By) -> PeriodState:
    """Ask that a locked quarter be reopened, and say why. Another controller grants it."""
    await flows.ask_reopening(db, by, entity, quarter, body.reason)
    return await _state(db, entity, quarter)


@router.post(
    "/periods/{entity}/{quarter}/grant-reopening",
    **changes(Permission.PERIODS_LOCK, "request.not_found", "period.not_locked", "period.not_asked", "period.asker_is_granter", fresh="reopen the period"),
)
async def grant_reopening(entity: str, quarter: OfQuarter, db: Db, by: By) -> PeriodState:
    """Reopen a locked quarter that another controller asked for. A signed close is open again with it, and waits for a new run."""
    await flows.grant_reopening(db, by, entity, quarter)
    return await _state(db, entity, quarter)


@router.post("/periods/{entity}/{quarter}/decline-reopening", **changes(Permission.PERIODS_LOCK, "request.not_found", "period.not_asked"))
async def decline_reopening(entity: str, quarter: OfQuarter, db: Db, by: By) -> PeriodState:
    """Say no to a request, or take your own back."""
    await flows.decline_reopening(db, by, entity, quarter)
    return await _state(db, entity, quarter)


async def _state(db: TenantDb, entity: str, quarter: Quarter) -> PeriodState:
    return next(PeriodState.model_validate(row) for row in await listing.load_periods(db, quarter) if row["entity_code"] == entity)
