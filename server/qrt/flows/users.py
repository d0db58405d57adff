"""People of a company: invited, changed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import IntegrityError

from qrt.adapters.db.identity import invitations, refresh, sessions, users
from qrt.adapters.db.session import PLATFORM, Sessions, TenantDb, bound_tenant, find_sign_in, platform_session, tenant_session
from qrt.adapters.db.tables import uuid7
from qrt.adapters.security.passwords import Passwords, weak_because
from qrt.adapters.security.secrets import Carried, hash_secret, new_secret, read_carried, same_secret
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.flows.identity import SignedIn, open_session

INVITED_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class MadeInvitation:
    """A new invitation; `token` is shown once and kept nowhere."""

    id: uuid.UUID
    email: str
    name: str
    roles: list[str]
    expires_at: datetime
    token: str
    accepted_at: datetime | None = None

    def __repr__(self) -> str:
        return f"MadeInvitation({self.id})"


async def invite(db: TenantDb, by: Person, email: str, name: str, roles: Sequence[str]) -> MadeInvitation:
    """Invite a person for seven days. Whether the address has an account elsewhere is not told here; it shows when the invitation is taken."""
    carried = Carried(bound_tenant(db), uuid7(), new_secret())
    made = MadeInvitation(carried.id, email.strip().lower(), name.strip(), sorted(set(roles)), datetime.now(UTC) + INVITED_FOR, str(carried))
    await invitations.save_invitation(db, made.id, made.email, made.name, made.roles, hash_secret(carried.secret), made.expires_at, uuid.UUID(by.id))
    return made


async def accept(db_sessions: Sessions, passwords: Passwords, token: str, name: str, password: str, address: str, device: str) -> SignedIn:
    """Take an invitation and sign in. Raises Refused auth.invitation_void, auth.weak_password, users.email_taken."""
    carried = read_carried(token)
    if carried is None:
        raise _void()
    async with tenant_session(db_sessions, carried.tenant, PLATFORM) as db:
        _demand_good(await invitations.load_invitation(db, carried.id), carried)
    kept = await passwords.hash(password)
    user_id = uuid7()
    try:
        async with tenant_session(db_sessions, carried.tenant, Person(str(user_id), name.strip())) as db:
            invited = _demand_good(await invitations.load_invitation(db, carried.id), carried)
            company = await users.load_tenant_card(db)
            demand_strong(password, invited.email, name, company.company_name)
            account = users.Account(user_id, invited.email, name.strip(), kept, True, frozenset(invited.roles), company.subscription_plan)
            await users.save_account(db, account.id, account.email, account.name, kept, account.roles)
            await invitations.save_accepted(db, carried.id, datetime.now(UTC))
            return await open_session(db, carried.tenant, account, address, device)
    except IntegrityError as wrong:
        raise Refused(
            "users.email_taken", "This e-mail address has an account already. Sign in with it, or ask for an invitation to another address."
        ) from wrong


async def change(db: TenantDb, by: Person, user_id: uuid.UUID, *, roles: Sequence[str] | None, active: bool | None) -> None:
    """Set roles, or close and open an account. What the person had open ends, so that nobody keeps a right that was taken.

    Raises Refused users.unknown, users.last_admin.
    """
    admins = await users.count_admins(db)
    account = await users.load_account(db, user_id, lock=True)
    if account is None:
        raise Refused("users.unknown", "There is no such person.")
    was_admin = account.active and "admin" in account.roles
    stays_admin = (account.active if active is None else active) and "admin" in (account.roles if roles is None else roles)
    if was_admin and not stays_admin and admins <= 1:
        raise Refused("users.last_admin", "Somebody must stay administrator. Make another person administrator first.")
    if roles is not None:
        await users.save_roles(db, user_id, roles)
    if active is not None:
        await users.save_active(db, user_id, active)
    now = datetime.now(UTC)
    await sessions.revoke_sessions_of(db, user_id, now)
    await refresh.revoke_families_of(db, user_id, now)


def demand_strong(password: str, *own_words: str) -> None:
    """Raises Refused("auth.weak_password") when the password is easy to guess."""
    if why := weak_because(password, *own_words):
        raise Refused("auth.weak_password", why)


async def email_is_taken(db_sessions: Sessions, email: str) -> bool:
    """Whether anybody on the platform signs in with this address."""
    async with platform_session(db_sessions) as db:
        return await find_sign_in(db, email) is not None


def _demand_good(invited: invitations.Invited | None, carried: Carried) -> invitations.Invited:
    good = invited is not None and not invited.accepted and invited.expires_at > datetime.now(UTC) and same_secret(carried.secret, invited.secret_hash)
    if not good or invited is None:
        raise _void()
    return invited


def _void() -> Refused:
    return Refused("auth.invitation_void", "This invitation is not valid any more. Ask for a new one.")
