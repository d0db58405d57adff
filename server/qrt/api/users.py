"""People of the company: invitations, roles, who is active."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import EmailStr, Field

from qrt.adapters.db.listing import people as listing
from qrt.api.auth import MeOut, me_out
from qrt.api.base import In, Out
from qrt.api.cookies import address_of, check_origin, device_of, set_cookie
from qrt.api.deps import By, Db, PlatformDep, changes, public, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.flows import users as flows

router = APIRouter(tags=["people"], route_class=Operation)

Role = Literal["admin", "finance_manager", "finance_exec", "auditor", "viewer"]


class UserOut(Out):
    id: uuid.UUID
    name: str
    email: str
    roles: list[str]
    active: bool
    last_seen_at: datetime | None


class UserPatch(In):
    roles: Annotated[list[Role], Field(min_length=1, max_length=5)] | None = None
    active: bool | None = None


class InvitationIn(In):
    email: EmailStr
    name: Annotated[str, Field(max_length=120)] = ""
    roles: Annotated[list[Role], Field(min_length=1, max_length=5)]


class InvitationOut(Out):
    """`token` is shown once, to the person who invites; it is null in lists."""

    id: uuid.UUID
    email: str
    name: str
    roles: list[str]
    expires_at: datetime
    accepted_at: datetime | None
    token: str | None = None


class AcceptIn(In):
    token: Annotated[str, Field(min_length=20, max_length=300)]
    name: Annotated[str, Field(min_length=1, max_length=120)]
    password: Annotated[str, Field(min_length=12, max_length=1024)]


@router.get("/users", **reads(Permission.PEOPLE_READ))
async def list_users(db: Db) -> list[UserOut]:
    """Everybody with an account in this company."""
    return [UserOut.model_validate(row) for row in await listing.load_users(db)]


@router.patch("/users/{id}", **changes(Permission.PEOPLE_MANAGE, "request.not_found", "users.last_admin", fresh="change what a person may do"))
async def change_user(id: uuid.UUID, body: UserPatch, db: Db, by: By) -> UserOut:
    """Change a person's roles, or whether they may sign in. Their sessions end when either changes."""
    await flows.change(db, by, id, roles=body.roles, active=body.active)
    return UserOut.model_validate(await listing.load_user(db, id))


@router.get("/invitations", **reads(Permission.PEOPLE_READ))
async def list_invitations(db: Db) -> list[InvitationOut]:
    """Invitations, newest first."""
    return [InvitationOut.model_validate(row) for row in await listing.load_invitations(db)]


@router.post("/invitations", status_code=201, **changes(Permission.PEOPLE_MANAGE, "users.email_taken", fresh="invite a person"))
async def invite(body: InvitationIn, db: Db, by: By) -> InvitationOut:
    """Invite a person for seven days."""
    made = await flows.invite(db, by, str(body.email), body.name, body.roles)
    return InvitationOut.model_validate(made, from_attributes=True)


@router.post("/invitations/accept", status_code=201, **public("auth.invitation_void", "auth.weak_password", "auth.too_many", "auth.origin"))
async def accept(body: AcceptIn, request: Request, response: Response, platform: PlatformDep) -> MeOut:
    """Take an invitation: the account is made, the token is spent, the person is signed in."""
    check_origin(request)
    await platform.limits.admit_sign_up(address_of(request))
    found = await flows.accept(platform.sessions, platform.passwords, body.token, body.name, body.password, address_of(request), device_of(request))
    set_cookie(response, platform, found.cookie)
    return me_out(found)
