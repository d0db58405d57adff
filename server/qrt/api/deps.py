"""Who is asking, in which tenant, with which right: what every route depends on.

`reads`, `changes`, `signed_in` and `public` are spread into a route's decorator; a route without one makes `create_app` fail (I5).
"""

import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import Depends, Header, Path, Query, Request

from qrt.adapters.db.session import TenantDb, tenant_session
from qrt.adapters.security.secrets import same_secret
from qrt.api.base import QUARTER_PATTERN
from qrt.api.clock import Now
from qrt.api.errors import refusals
from qrt.api.idempotency import claim
from qrt.api.limits import RouteClass
from qrt.api.permissions import PUBLIC, SIGNED_IN, Permission, permissions_of
from qrt.api.platform import Platform
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.flows import identity as identity_flow

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_HEAVY = ("/run", "/audit/verify", "/audit/export", "/package", "/export.xlsx", "/export.pdf", "/export.csv")


@dataclass(frozen=True, slots=True)
class Identity:
    """A signed-in person with the session that says so. `csrf_hash` is "" for bearer tokens, which no browser sends by itself.

    `confirmed_at` is when a password last stood behind the session.
    """

    tenant: uuid.UUID
    session: uuid.UUID
    person: Person
    csrf_hash: str
    confirmed_at: datetime

    @property
    def permissions(self) -> frozenset[Permission]:
        return permissions_of(self.person.roles)


def platform_of(request: Request) -> Platform:
    """The running platform's parts."""
    return request.app.state.platform


async def identity_of(request: Request, platform: Annotated[Platform, Depends(platform_of)]) -> Identity:
    """The person behind the bearer token or the session cookie. Raises Refused auth.sign_in_needed, auth.csrf."""
    bearer = request.headers.get("authorization", "")
    if bearer:
        found = await identity_flow.who_by_token(platform.sessions, platform.signer, bearer.removeprefix("Bearer ").strip())
    else:
        found = await identity_flow.who_by_cookie(platform.sessions, request.cookies.get(platform.cookie_name, ""))
        if request.method not in SAFE_METHODS and not same_secret(request.headers.get("x-csrf-token", ""), found.csrf_hash):
            raise Refused("auth.csrf", "This page's form token is old or missing. Load the page again.")
    await platform.limits.admit(route_class(request), found.plan, str(found.tenant), str(found.user_id))
    return Identity(found.tenant, found.session, found.person, found.csrf_hash, found.confirmed_at)


def route_class(request: Request) -> RouteClass:
    """Which limit a request counts against."""
    if request.url.path.endswith("/documents") and request.method == "POST":
        return "upload"
    if request.url.path.endswith(_HEAVY):
        return "heavy"
    return "read" if request.method in SAFE_METHODS else "write"


Who = Annotated[Identity, Depends(identity_of)]
PlatformDep = Annotated[Platform, Depends(platform_of)]


async def tenant_db(who: Who, platform: PlatformDep) -> AsyncIterator[TenantDb]:
    """One transaction for the request, bound to the person's tenant; it commits before the answer leaves (W4)."""
    async with tenant_session(platform.sessions, who.tenant, who.person, str(who.session)) as db:
        yield db


def person_of(who: Who) -> Person:
    """The signed-in person, as flows want it."""
    return who.person


Db = Annotated[TenantDb, Depends(tenant_db, scope="function")]
By = Annotated[Person, Depends(person_of)]


def _query_quarter(quarter: Annotated[str, Query(pattern=QUARTER_PATTERN, description="A quarter like 2026-27-Q2")]) -> Quarter:
    return parse_quarter(quarter)


def _path_quarter(quarter: Annotated[str, Path(pattern=QUARTER_PATTERN, description="A quarter like 2026-27-Q2")]) -> Quarter:
    return parse_quarter(quarter)


def parse_quarter(text: str) -> Quarter:
    """The quarter this text names. Raises Refused request.quarter."""
    try:
        return Quarter.parse(text)
    except ValueError as wrong:
        raise Refused("request.quarter", f"{wrong}.") from wrong


InQuarter = Annotated[Quarter, Depends(_query_quarter)]
OfQuarter = Annotated[Quarter, Depends(_path_quarter)]
EntityCode = Annotated[str | None, Query(max_length=40, description="Entity code; `group` or nothing means all entities")]
Search = Annotated[str | None, Query(max_length=200, description="Words to look for")]
Cursor = Annotated[str | None, Query(max_length=500, description="next_cursor of the page before")]
Limit = Annotated[int, Query(ge=1, le=500)]


def _needs(permission: Permission) -> Callable[..., Any]:
    async def check(who: Who) -> None:
        if permission not in who.permissions:
            raise Refused("auth.forbidden", f"Your roles do not include {permission.value}. An administrator of your company can change that.")

    return check


async def _done_once(
    request: Request,
    who: Who,
    db: Db,
    idempotency_key: Annotated[str, Header(min_length=8, max_length=200, description="Same key and same request: same answer, done once")],
) -> None:
    await claim(request, db, uuid.UUID(who.person.id), idempotency_key)


def reads(permission: Permission, *codes: str) -> dict[str, Any]:
    """A route that shows something to people with this permission."""
    return {"dependencies": [Depends(_needs(permission))], "openapi_extra": {"x-permission": permission.value}, "responses": refusals("auth.forbidden", *codes)}


def reads_file(permission: Permission, media_type: str, *codes: str) -> dict[str, Any]:
    """A route that gives a file out."""
    route = reads(permission, *codes)
    return {**route, "responses": {200: {"content": {media_type: {}}}, **route["responses"]}}


def changes(permission: Permission, *codes: str, fresh: str = "", fresh_when: Literal["always", "above_limit"] = "always") -> dict[str, Any]:
    """A route that changes something, for people with this permission; it demands an Idempotency-Key (W1).

    fresh       what it does, in the words of "Please sign in again to …": it demands a sign-in of the last five minutes (I7)
    fresh_when  "above_limit": only for an entry above the limit, which the flow finds out
    """
    asks = [Depends(_needs(permission)), *([Depends(_needs_fresh(fresh))] if fresh and fresh_when == "always" else []), Depends(_done_once)]
    return {
        "dependencies": asks,
        "openapi_extra": {"x-permission": permission.value, **({"x-fresh": fresh_when} if fresh else {})},
        "responses": refusals("auth.forbidden", *([FRESH_NEEDED] if fresh else []), "idempotency.other_body", *codes),
    }


FRESH_NEEDED = "auth.fresh_sign_in_needed"
"""The code by which the page knows to ask for the password and to repeat the act."""


def fresh_needed(what: str) -> Refused:
    """The refusal, with the way out; `what` follows "Please sign in again to"."""
    return Refused(FRESH_NEEDED, f"Please sign in again to {what}: your last sign-in is more than five minutes old.")


def _needs_fresh(what: str) -> Callable[..., Any]:
    async def check(who: Who, now: Now) -> None:
        if not identity_flow.is_fresh(who.confirmed_at, now):
            raise fresh_needed(what)

    return check


async def freshly_signed_in(who: Who, now: Now) -> bool:
    """Whether the person's sign-in is of the last five minutes, for routes that ask only sometimes."""
    return identity_flow.is_fresh(who.confirmed_at, now)


IsFresh = Annotated[bool, Depends(freshly_signed_in)]


def signed_in(*codes: str) -> dict[str, Any]:
    """A route for every signed-in person."""
    return {"dependencies": [Depends(identity_of)], "openapi_extra": {"x-permission": SIGNED_IN}, "responses": refusals("auth.sign_in_needed", *codes)}


def public(*codes: str) -> dict[str, Any]:
    """A route that asks for nobody."""
    return {"openapi_extra": {"x-permission": PUBLIC}, "responses": refusals(*codes)}
