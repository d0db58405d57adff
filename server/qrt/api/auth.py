"""Sign in and out, who am I, tokens for programs."""

import uuid
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field

from qrt.adapters.db.listing import people
from qrt.api.base import In, Out
from qrt.api.cookies import address_of, check_origin, clear_cookie, device_of, set_cookie
from qrt.api.deps import Db, PlatformDep, Who, public, signed_in
from qrt.api.errors import error_response
from qrt.api.idempotency import Operation
from qrt.api.permissions import permissions_of
from qrt.flows import identity as flows

router = APIRouter(tags=["auth"], route_class=Operation)


class SignInIn(In):
    email: Annotated[str, Field(min_length=3, max_length=254)]
    password: Annotated[str, Field(min_length=1, max_length=1024)]


class ConfirmIn(In):
    password: Annotated[str, Field(min_length=1, max_length=1024)]


class ConfirmedOut(Out):
    """Until when the session counts as freshly signed in."""

    fresh_until: datetime


class RefreshIn(In):
    refresh_token: Annotated[str, Field(min_length=20, max_length=300)]


class MeUser(Out):
    id: uuid.UUID
    name: str
    email: str
    roles: list[str]


class MeTenant(Out):
    id: uuid.UUID
    company_name: str
    is_sample: bool
    subscription_plan: str
    division: str


class MeOut(Out):
    """The signed-in person, their company and what they may do. `csrf_token` goes into X-CSRF-Token on every change."""

    user: MeUser
    tenant: MeTenant
    permissions: list[str]
    csrf_token: str


class TokenOut(Out):
    access_token: str
    token_type: str = "Bearer"
    expires_in: int
    refresh_token: str


def me_out(found: flows.SignedIn) -> MeOut:
    """A fresh sign-in as the page wants it."""
    return MeOut(
        user=MeUser(id=found.user_id, name=found.name, email=found.email, roles=sorted(found.roles)),
        tenant=MeTenant.model_validate(found.tenant, from_attributes=True),
        permissions=sorted(permissions_of(found.roles)),
        csrf_token=found.csrf_token,
    )


@router.post("/auth/sign-in", **public("auth.wrong", "auth.too_many", "auth.origin"))
async def sign_in(body: SignInIn, request: Request, response: Response, platform: PlatformDep) -> MeOut:
    """Open a browser session. The answer to a wrong password and to an unknown e-mail is the same, and takes the same work."""
    check_origin(request)
    await platform.limits.admit_sign_in(address_of(request), body.email)
    found = await flows.sign_in(platform.sessions, platform.passwords, body.email, body.password, address_of(request), device_of(request))
    set_cookie(response, platform, found.cookie)
    return me_out(found)


@router.post("/auth/sign-out", status_code=204, **signed_in())
async def sign_out(response: Response, who: Who, db: Db, platform: PlatformDep) -> None:
    """Close this session."""
    await flows.sign_out(db, who.session)
    clear_cookie(response, platform)


@router.post("/auth/confirm", **signed_in("auth.not_confirmed", "auth.too_many"))
async def confirm(body: ConfirmIn, request: Request, who: Who, db: Db, platform: PlatformDep) -> ConfirmedOut:
    """Give the password again, for an act that asks for a sign-in of the last five minutes. Tries count like tries to sign in."""
    user, _ = await people.load_me(db, uuid.UUID(who.person.id))
    await platform.limits.admit_sign_in(address_of(request), str(user["email"]))
    return ConfirmedOut(fresh_until=await flows.confirm(db, platform.passwords, who.session, uuid.UUID(who.person.id), body.password))


@router.get("/me", **signed_in())
async def me(request: Request, who: Who, db: Db, platform: PlatformDep) -> MeOut:
    """Who is signed in."""
    user, tenant = await people.load_me(db, uuid.UUID(who.person.id))
    # A program with a bearer token needs no form token.
    token = flows.csrf_of_cookie(request.cookies.get(platform.cookie_name, "")) if who.csrf_hash else ""
    return MeOut(user=MeUser(roles=sorted(who.person.roles), **user), tenant=MeTenant(**tenant), permissions=sorted(who.permissions), csrf_token=token)


@router.post("/auth/token", **public("auth.wrong", "auth.too_many"))
async def token(body: SignInIn, request: Request, platform: PlatformDep) -> TokenOut:
    """Tokens for a program: a short access token and a refresh token that changes with every use."""
    await platform.limits.admit_sign_in(address_of(request), body.email)
    pair = await flows.issue_tokens(platform.sessions, platform.passwords, platform.signer, body.email, body.password)
    return TokenOut(access_token=pair.access, expires_in=pair.expires_in, refresh_token=pair.refresh)


@router.post("/auth/refresh", response_model=TokenOut, **public("auth.refresh_void", "auth.too_many"))
async def refresh(body: RefreshIn, request: Request, platform: PlatformDep) -> TokenOut | Response:
    """The next pair. A refresh token that was used before ends its whole family: one of its two users is a thief."""
    await platform.limits.admit_refresh(address_of(request))
    pair = await flows.refresh_tokens(platform.sessions, platform.signer, body.refresh_token)
    if pair is None:
        return error_response(request, 401, "auth.refresh_void", "This refresh token is not valid. Sign in again.")
    return TokenOut(access_token=pair.access, expires_in=pair.expires_in, refresh_token=pair.refresh)
