"""Companies sign up; their entities and quarters."""

import uuid
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import EmailStr, Field

from qrt.adapters.db.listing import entities as listing
from qrt.api.auth import MeOut, me_out
from qrt.api.base import In, Out
from qrt.api.clock import Now
from qrt.api.cookies import address_of, check_origin, device_of, set_cookie
from qrt.api.deps import Db, PlatformDep, public, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.core.base.india import INDIA
from qrt.flows import companies as flows

router = APIRouter(tags=["companies"], route_class=Operation)


class AdminIn(In):
    name: Annotated[str, Field(min_length=1, max_length=120)]
    email: EmailStr
    password: Annotated[str, Field(min_length=12, max_length=1024)]


class CompanyIn(In):
    """What a company says of itself. CIN, GSTIN and PAN are checked, and must agree with each other."""

    company_name: Annotated[str, Field(min_length=2, max_length=200)]
    cin: Annotated[str, Field(max_length=21)] = ""
    gstin: Annotated[str, Field(max_length=15)] = ""
    pan: Annotated[str, Field(max_length=10)] = ""
    registered_address: Annotated[str, Field(max_length=500)] = ""
    subscription_plan: Literal["Basic", "Premium", "Enterprise"] = "Basic"
    admin: AdminIn


class EntityOut(Out):
    id: uuid.UUID
    code: str
    name: str
    gstins: list[str]
    parent_code: str | None
    ownership: str
    currency: str


class PeriodOut(Out):
    """A quarter that the company may work on. `close_id` is null until somebody opens its close."""

    quarter: str
    label: str
    close_id: uuid.UUID | None
    state: str
    first_day: date
    last_day: date


@router.post("/companies", status_code=201, **public("company.identifier", "company.email_taken", "auth.weak_password", "auth.too_many", "auth.origin"))
async def sign_up(body: CompanyIn, request: Request, response: Response, platform: PlatformDep) -> MeOut:
    """A new company with its first entity and its first person, signed in."""
    check_origin(request)
    await platform.limits.admit_sign_up(address_of(request))
    details = flows.CompanyDetails(body.company_name, body.cin, body.gstin, body.pan, body.registered_address, body.subscription_plan)
    admin = flows.NewPerson(body.admin.name, str(body.admin.email), body.admin.password)
    found = await flows.sign_up(platform.sessions, platform.passwords, details, admin, address_of(request), device_of(request))
    set_cookie(response, platform, found.cookie)
    return me_out(found)


@router.get("/entities", **reads(Permission.COMPANY_READ))
async def list_entities(db: Db) -> list[EntityOut]:
    """The legal companies of the group, parent first."""
    return [EntityOut.model_validate(row) for row in await listing.load_entities(db)]


@router.get("/periods", **reads(Permission.COMPANY_READ))
async def list_periods(db: Db, now: Now) -> list[PeriodOut]:
    """Quarters with a close, newest first, and the newest finished quarter when it has none yet."""
    return [PeriodOut.model_validate(row) for row in await listing.load_periods(db, now.astimezone(INDIA).date())]
