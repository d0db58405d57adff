"""Companies come to the platform: by signing up, or as the one default company of an installation."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from qrt.adapters.db import companies
from qrt.adapters.db.identity import tenants, users
from qrt.adapters.db.session import PLATFORM, Sessions, find_sign_in, list_tenants, platform_session, tenant_session
from qrt.adapters.db.tables import uuid7
from qrt.adapters.security.passwords import Passwords
from qrt.core.base.actor import Person
from qrt.core.base.company import Company, Entity
from qrt.core.base.errors import Refused
from qrt.core.base.identifiers import cin_fault, gstin_fault, pan_fault, pan_of_gstin
from qrt.flows.identity import SignedIn, open_session
from qrt.flows.users import demand_strong, email_is_taken

FIRST_ROLES = frozenset({"admin", "finance_manager"})
"""The first person of a company can do all there is to do, but not check their own work."""

DEFAULT_NAME = "Default Company"
_SMALL_WORDS = frozenset({"and", "of", "the", "for"})


@dataclass(frozen=True, slots=True)
class CompanyDetails:
    """What a company says of itself; identifiers may be missing, but not wrong."""

    name: str
    cin: str = ""
    gstin: str = ""
    pan: str = ""
    registered_address: str = ""
    plan: str = "Basic"


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who gets an account at once."""

    name: str
    email: str
    password: str
    roles: frozenset[str] = FIRST_ROLES

    def __repr__(self) -> str:
        return f"NewPerson({self.email})"


async def sign_up(db_sessions: Sessions, passwords: Passwords, details: CompanyDetails, admin: NewPerson, address: str = "", device: str = "") -> SignedIn:
    """A new company with its first entity and person, signed in.

    Raises Refused company.identifier, company.email_taken, auth.weak_password.
    """
    checked = check_details(details)
    demand_strong(admin.password, admin.email, admin.name, checked.name)
    if await email_is_taken(db_sessions, admin.email):
        raise _taken()
    kept = await passwords.hash(admin.password)
    tenant = uuid7()
    account = users.Account(uuid7(), admin.email.strip().lower(), admin.name.strip(), kept, True, admin.roles, checked.plan)
    try:
        async with tenant_session(db_sessions, tenant, Person(str(account.id), account.name, account.roles)) as db:
            await tenants.save_tenant(db, tenant, checked.name, plan=checked.plan, registered_address=checked.registered_address, is_sample=False)
            await companies.save_company(db, first_company(checked))
            await users.save_account(db, account.id, account.email, account.name, kept, account.roles)
            return await open_session(db, tenant, account, address, device)
    except IntegrityError as wrong:
        raise _taken() from wrong


async def ensure_company(db_sessions: Sessions, passwords: Passwords, company: Company, people: Iterable[NewPerson], *, is_sample: bool = False) -> uuid.UUID:
    """The tenant of a company and its people, made when the first person's address has no account yet. Harmless when run again."""
    everybody = tuple(people)
    if everybody:
        async with platform_session(db_sessions) as db:
            found = await find_sign_in(db, everybody[0].email)
        if found:
            return found[0]
    tenant = uuid7()
    hashes = [await passwords.hash(person.password) for person in everybody]
    async with tenant_session(db_sessions, tenant, PLATFORM) as db:
        await tenants.save_tenant(db, tenant, company.name, plan="Enterprise", registered_address="", is_sample=is_sample)
        await companies.save_company(db, company)
        for person, kept in zip(everybody, hashes, strict=True):
            await users.save_account(db, uuid7(), person.email, person.name, kept, person.roles)
    return tenant


async def own_companies(db_sessions: Sessions) -> tuple[tuple[uuid.UUID, str], ...]:
    """Tenant and name of every company of the installation but the sample, oldest first."""
    async with platform_session(db_sessions) as db:
        standing = await list_tenants(db)
    own: list[tuple[uuid.UUID, str]] = []
    for tenant in standing:
        async with tenant_session(db_sessions, tenant, PLATFORM) as db:
            card = await users.load_tenant_card(db)
        if not card.is_sample:
            own.append((tenant, card.company_name))
    return tuple(own)


async def ensure_default_company(db_sessions: Sessions, passwords: Passwords, admin: NewPerson, company: Company | None = None) -> uuid.UUID:
    """The one company of a single-company installation: data can be brought in before anybody knows what a tenant is.

    When the installation has a company that is not the sample, that one is it. Raises Refused("company.email_taken") when the address signs in elsewhere.
    """
    if own := await own_companies(db_sessions):
        return own[0][0]
    if await email_is_taken(db_sessions, admin.email):
        raise _taken()
    name = company.name if company else DEFAULT_NAME
    made = company or Company(name=name, entities=(Entity(code="MAIN", name=name),))
    return await ensure_company(db_sessions, passwords, made, [admin])


def check_details(details: CompanyDetails) -> CompanyDetails:
    """The details with identifiers in capitals and the PAN taken from the GSTIN when only that is given.

    Raises Refused("company.identifier") when one is not well formed, or when the PAN inside the GSTIN is another.
    """
    cin, gstin, pan = (_plain(text) for text in (details.cin, details.gstin, details.pan))
    faults = [
        ("CIN", cin_fault(cin) if cin else ""),
        ("GSTIN", gstin_fault(gstin) if gstin else ""),
        ("PAN", pan_fault(pan) if pan else ""),
    ]
    for name, fault in faults:
        if fault:
            raise Refused("company.identifier", f"{name}: {fault}.")
    inside = pan_of_gstin(gstin) if gstin and not pan_fault(pan_of_gstin(gstin)) else ""
    if pan and inside and pan != inside:
        raise Refused("company.identifier", f"The GSTIN belongs to PAN {inside}, but the PAN given is {pan}.")
    return CompanyDetails(details.name.strip(), cin, gstin, pan or inside, details.registered_address.strip(), details.plan)


def first_company(details: CompanyDetails) -> Company:
    """The company with itself as its one entity."""
    gstins = (details.gstin,) if details.gstin else ()
    return Company(name=details.name, cin=details.cin, pan=details.pan, entities=(Entity(code=code_from_name(details.name), name=details.name, gstins=gstins),))


def code_from_name(name: str) -> str:
    """A short code people will recognise: initials of a name of three words or more ("Sharma Precision Parts" is SPP), else its first letters."""
    words = ["".join(c for c in word if c.isalnum() and c.isascii()) for word in name.upper().replace(".", "").split()]
    telling = [word for word in words if word and word.lower() not in _SMALL_WORDS]
    initials = "".join(word[0] for word in telling)
    return (initials if len(initials) >= 3 else "".join(telling))[:8] or "MAIN"


def _plain(text: str) -> str:
    return "".join(text.split()).upper()


def _taken() -> Refused:
    return Refused("company.email_taken", "This e-mail address has an account already. Sign in, or use another address.")
