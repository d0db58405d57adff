"""Who somebody is: sign-in, sessions, tokens. Answers never say whether an account exists."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from qrt.adapters.db.identity import refresh, sessions, users
from qrt.adapters.db.session import PLATFORM, Sessions, TenantDb, find_sign_in, platform_session, tenant_session
from qrt.adapters.db.tables import uuid7
from qrt.adapters.security.passwords import Passwords
from qrt.adapters.security.secrets import Carried, csrf_token, hash_secret, new_secret, read_carried, same_secret
from qrt.adapters.security.tokens import ACCESS_SECONDS, Signer
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused

IDLE = timedelta(hours=8)
ABSOLUTE = timedelta(hours=12)
FRESH = timedelta(minutes=5)
"""How old a sign-in may be for what cannot easily be taken back (I7)."""
REFRESH = timedelta(days=30)
_NOBODY = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session: `cookie` goes to the browser, `csrf_token` to the page."""

    user_id: uuid.UUID
    name: str
    email: str
    roles: frozenset[str]
    tenant: users.TenantCard
    cookie: str
    csrf_token: str

    def __repr__(self) -> str:
        return f"SignedIn({self.user_id})"


@dataclass(frozen=True, slots=True)
class Known:
    """Who a request speaks for. `csrf_hash` is "" for bearer tokens; `confirmed_at` is when a password last stood behind it."""

    tenant: uuid.UUID
    session: uuid.UUID
    user_id: uuid.UUID
    person: Person
    csrf_hash: str
    plan: str
    confirmed_at: datetime


@dataclass(frozen=True, slots=True)
class TokenPair:
    """Tokens for a program."""

    access: str
    refresh: str
    expires_in: int = ACCESS_SECONDS

    def __repr__(self) -> str:
        return "TokenPair(…)"


class OnceStore(Protocol):
    """Remembers that something was used."""

    async def first_use(self, name: str, seconds: int) -> bool:
        """True the first time this name is used within these seconds."""
        ...


async def sign_in(db_sessions: Sessions, passwords: Passwords, email: str, password: str, address: str, device: str) -> SignedIn:
    """Open a browser session. Raises Refused("auth.wrong") for a wrong password, an unknown address and a closed account alike."""
    tenant, account = await _check_password(db_sessions, passwords, email, password)
    new_hash = await passwords.hash(password) if passwords.is_old(account.password_hash) else ""
    async with tenant_session(db_sessions, tenant, Person(str(account.id), account.name, account.roles)) as db:
        if new_hash:
            await users.save_password(db, account.id, new_hash)
        return await open_session(db, tenant, account, address, device)


async def open_session(db: TenantDb, tenant: uuid.UUID, account: users.Account, address: str, device: str) -> SignedIn:
    """A session for a person whose password was just checked or set."""
    now = datetime.now(UTC)
    carried = Carried(tenant, uuid7(), new_secret())
    token = csrf_token(carried.secret)
    await sessions.save_session(db, carried.id, account.id, hash_secret(carried.secret), hash_secret(token), now + ABSOLUTE, address, device)
    await users.save_seen(db, account.id, now)
    return SignedIn(account.id, account.name, account.email, account.roles, await users.load_tenant_card(db), str(carried), token)


async def confirm(db: TenantDb, passwords: Passwords, session_id: uuid.UUID, user_id: uuid.UUID, password: str) -> datetime:
    """Take the password once more in a browser session that stands; gives until when it counts as fresh. Raises Refused("auth.wrong").

    A program signs in anew instead: its tokens are as old as the sign-in of their family.
    """
    account = await users.load_account(db, user_id)
    if account is None or not await passwords.matches(account.password_hash, password):
        raise Refused("auth.not_confirmed", "The password is not right. Nothing was changed.")
    now = datetime.now(UTC)
    await sessions.confirm_session(db, session_id, now)
    return now + FRESH


def is_fresh(confirmed_at: datetime, now: datetime) -> bool:
    """Whether a password was given recently enough for what cannot easily be taken back."""
    return now - confirmed_at <= FRESH


async def sign_out(db: TenantDb, session_id: uuid.UUID) -> None:
    """End a browser session, or the token family a program signed in with."""
    now = datetime.now(UTC)
    await sessions.revoke_session(db, session_id, now)
    await refresh.revoke_family(db, session_id, now)


async def who_by_cookie(db_sessions: Sessions, cookie: str) -> Known:
    """The person of a session cookie. Raises Refused("auth.sign_in_needed") when it is unknown, ended, idle for 8 hours or 12 hours old."""
    carried = read_carried(cookie)
    if carried is None:
        raise _sign_in_needed()
    now = datetime.now(UTC)
    async with tenant_session(db_sessions, carried.tenant, PLATFORM) as db:
        found = await sessions.load_signed_in(db, carried.id)
        if found is None:
            raise _sign_in_needed()
        session, account = found
        if not same_secret(carried.secret, session.secret_hash) or not _lives(session, now):
            raise _sign_in_needed()
        known = _known(carried.tenant, carried.id, account, session.csrf_hash, session.confirmed_at)
        # A write for every request would be much for little: a minute is fine enough for an idle limit of hours.
        if now - session.last_seen_at > timedelta(minutes=1):
            await sessions.touch_session(db, carried.id, now)
            await users.save_seen(db, session.user, now)
    return known


async def who_by_token(db_sessions: Sessions, signer: Signer, token: str) -> Known:
    """The person of an access token. Raises Refused("auth.sign_in_needed") also when its family was revoked or the account closed meanwhile."""
    claims = signer.read(token, datetime.now(UTC))
    if claims is None:
        raise _sign_in_needed()
    async with tenant_session(db_sessions, claims.tenant, PLATFORM) as db:
        began = await refresh.family_began(db, claims.session, claims.user)
        if began is None:
            raise _sign_in_needed()
        return _known(claims.tenant, claims.session, await users.load_account(db, claims.user), "", began)


async def still_signed_in(db_sessions: Sessions, tenant: uuid.UUID, session_id: uuid.UUID, user_id: uuid.UUID) -> bool:
    """Whether a session (or token family) lives and its person is active: asked again every minute by open WebSockets (F8)."""
    async with tenant_session(db_sessions, tenant, PLATFORM) as db:
        account = await users.load_account(db, user_id)
        if account is None or not account.active or not account.roles:
            return False
        session = await sessions.load_session(db, session_id)
        if session is not None:
            return session.user == user_id and _lives(session, datetime.now(UTC))
        return await refresh.family_lives(db, session_id, user_id)


async def issue_tokens(db_sessions: Sessions, passwords: Passwords, signer: Signer, email: str, password: str) -> TokenPair:
    """A new family of tokens for a program. Raises Refused("auth.wrong") like `sign_in`."""
    tenant, account = await _check_password(db_sessions, passwords, email, password)
    async with tenant_session(db_sessions, tenant, Person(str(account.id), account.name, account.roles)) as db:
        return await _next_link(db, signer, tenant, account.id, uuid7())


async def refresh_tokens(db_sessions: Sessions, signer: Signer, token: str) -> TokenPair | None:
    """The next pair of a family, or None when the token is not good. A token that was used before ends its family, and that stays written."""
    carried = read_carried(token)
    if carried is None:
        return None
    now = datetime.now(UTC)
    async with tenant_session(db_sessions, carried.tenant, PLATFORM) as db:
        link = await refresh.load_link(db, carried.id)
        if link is None or not same_secret(carried.secret, link.secret_hash):
            return None
        account = await users.load_account(db, link.user)
        if link.used or link.revoked or link.expires_at <= now or account is None or not account.active:
            await refresh.revoke_family(db, link.family, now)
            return None
        await refresh.save_used(db, link.id, now)
        return await _next_link(db, signer, carried.tenant, link.user, link.family)


def csrf_of_cookie(cookie: str) -> str:
    """The form token of the session that a cookie carries; "" when it carries none."""
    carried = read_carried(cookie)
    return csrf_token(carried.secret) if carried else ""


def make_ticket(signer: Signer, tenant: uuid.UUID, session_id: uuid.UUID, user_id: str) -> str:
    """A ticket that opens one WebSocket within 30 seconds."""
    return signer.issue(tenant, uuid.UUID(user_id), session_id, datetime.now(UTC), audience="ws", seconds=30)


async def use_ticket(once: OnceStore, db_sessions: Sessions, signer: Signer, ticket: str) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID] | None:
    """Tenant, session and user of a ticket, the first time it is shown; None afterwards, and when it is not ours or its session is over."""
    claims = signer.read(ticket, datetime.now(UTC), audience="ws")
    if claims is None or not await once.first_use(f"ticket:{claims.token}", 60):
        return None
    if not await still_signed_in(db_sessions, claims.tenant, claims.session, claims.user):
        return None
    return claims.tenant, claims.session, claims.user


async def _check_password(db_sessions: Sessions, passwords: Passwords, email: str, password: str) -> tuple[uuid.UUID, users.Account]:
    async with platform_session(db_sessions) as db:
        found = await find_sign_in(db, email)
    # Without an account the same questions are asked of nobody's tenant, and the same hash is computed.
    tenant, user_id = found or (_NOBODY, _NOBODY)
    async with tenant_session(db_sessions, tenant, PLATFORM) as db:
        account = await users.load_account(db, user_id)
    right = await passwords.matches(account.password_hash if account else None, password)
    if not right or account is None or not account.active:
        raise Refused("auth.wrong", "E-mail address or password is not right.")
    return tenant, account


async def _next_link(db: TenantDb, signer: Signer, tenant: uuid.UUID, user_id: uuid.UUID, family: uuid.UUID) -> TokenPair:
    now = datetime.now(UTC)
    carried = Carried(tenant, uuid7(), new_secret())
    await refresh.save_link(db, carried.id, user_id, family, hash_secret(carried.secret), now + REFRESH)
    return TokenPair(signer.issue(tenant, user_id, family, now), str(carried))


def _known(tenant: uuid.UUID, session_id: uuid.UUID, account: users.Account | None, csrf_hash: str, confirmed_at: datetime) -> Known:
    if account is None or not account.active:
        raise _sign_in_needed()
    return Known(tenant, session_id, account.id, Person(str(account.id), account.name, account.roles), csrf_hash, account.plan, confirmed_at)


def _lives(session: sessions.Session, now: datetime) -> bool:
    return not session.revoked and session.expires_at > now and session.last_seen_at + IDLE > now


def _sign_in_needed() -> Refused:
    return Refused("auth.sign_in_needed", "Sign in first.")
