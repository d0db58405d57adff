"""How our voucher numbers look, and the cost centres that lines may name."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from qrt.adapters.db import companies
from qrt.adapters.db.listing import workflow as listing
from qrt.adapters.db.session import TenantDb
from qrt.api.base import In, Out
from qrt.api.deps import By, Db, changes, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.core.base.errors import Refused
from qrt.core.base.period import FinancialYear
from qrt.core.ledger.types import VoucherKind
from qrt.flows import series as flows

router = APIRouter(tags=["series"], route_class=Operation)
YEAR_PATTERN = r"^[0-9]{4}-[0-9]{2}$"
EntityText = Annotated[str, Query(min_length=1, max_length=40)]


class SeriesIn(In):
    """The form of a series' numbers in a year: "<prefix>/<year>/<counter>". An empty prefix is the usual one."""

    entity_code: Annotated[str, Field(min_length=1, max_length=40)]
    branch: Annotated[str, Field(max_length=200)] = ""
    kind: VoucherKind
    year: Annotated[str, Field(pattern=YEAR_PATTERN)]
    prefix: Annotated[str, Field(max_length=16)] = ""
    width: Annotated[int, Field(ge=1, le=12)] = 5


class SeriesOut(Out):
    """One series of a year. `next` is the number that the next voucher gets; the form can change while no number was given in the year."""

    entity_code: str
    branch: str
    kind: str
    year: str
    prefix: str
    width: int
    last_number: int
    next: str
    can_change: bool


class CostCentreIn(In):
    entity_code: Annotated[str, Field(min_length=1, max_length=40)]
    name: Annotated[str, Field(min_length=1, max_length=120)]
    active: bool = True


class CostCentreOut(Out):
    entity_code: str
    name: str
    active: bool


@router.get("/series", **reads(Permission.JOURNALS_READ, "request.not_found"))
async def list_series(db: Db, entity: EntityText, year: Annotated[str, Query(pattern=YEAR_PATTERN)]) -> list[SeriesOut]:
    """Voucher series of an entity in a financial year ("2026-27")."""
    return await _series(db, entity, _year(year))


@router.put(
    "/series", **changes(Permission.BOOKS_KEEP, "request.not_found", "series.begun", "series.prefix_taken", "series.prefix_unfit", "voucher.unknown_branch")
)
async def set_series(body: SeriesIn, db: Db, by: By) -> list[SeriesOut]:
    """Give a series its form. Refused once the year has a number of it: a series shows no gap and no double."""
    year = _year(body.year)
    await flows.set_form(db, by, body.entity_code, body.branch, body.kind, year.start, body.prefix, body.width)
    return await _series(db, body.entity_code, year)


@router.get("/cost-centres", **reads(Permission.JOURNALS_READ, "request.not_found"))
async def list_cost_centres(db: Db, entity: EntityText) -> list[CostCentreOut]:
    """Cost centres of an entity: those kept here and those its books bear."""
    return await _centres(db, entity)


@router.put("/cost-centres", **changes(Permission.BOOKS_KEEP, "request.not_found"))
async def save_cost_centre(body: CostCentreIn, db: Db, by: By) -> list[CostCentreOut]:
    """Add a cost centre, or close and open one. Vouchers that bear it stay as they are."""
    await flows.save_cost_centre(db, by, body.entity_code, body.name, active=body.active)
    return await _centres(db, body.entity_code)


async def _entity(db: TenantDb, code: str) -> uuid.UUID:
    found = (await companies.entity_ids(db)).get(code)
    if found is None:
        raise Refused("entity.unknown", "There is no such entity.")
    return found


def _year(text: str) -> FinancialYear:
    year = FinancialYear(int(text[:4]))
    if str(year) != text:
        raise Refused("request.invalid", f"{text} is no financial year; write it like 2026-27.")
    return year


async def _series(db: TenantDb, entity: str, year: FinancialYear) -> list[SeriesOut]:
    return [SeriesOut.model_validate(row) for row in await listing.load_series(db, await _entity(db, entity), entity, year)]


async def _centres(db: TenantDb, entity: str) -> list[CostCentreOut]:
    return [CostCentreOut.model_validate(row) for row in await listing.load_cost_centres(db, await _entity(db, entity), entity)]
