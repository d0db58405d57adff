"""Papers on their way out: a link that is signed for one paper, one person and one session, lives a minute, and leaves a row in the trail each time it is used."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from qrt.adapters.db.identity import users
from qrt.adapters.db.listing.documents import PaperFile, load_paper
from qrt.adapters.db.session import PLATFORM, Sessions, TenantDb, tenant_session
from qrt.adapters.db.tables import PaperDownload
from qrt.adapters.security.tokens import Signer
from qrt.adapters.storage import ObjectStore
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.flows.identity import still_signed_in

LINK_SECONDS = 60
"""Long enough for a browser to follow it, too short to be passed on."""


@dataclass(frozen=True, slots=True)
class TakenOut:
    """The bytes of a paper and the name under which they are saved."""

    data: bytes
    name: str


def sign_link(signer: Signer, tenant: uuid.UUID, person: uuid.UUID, session: uuid.UUID, document_id: uuid.UUID, now: datetime) -> str:
    """The token of a link to one paper."""
    return signer.issue(tenant, person, session, now, audience=_audience(document_id), seconds=LINK_SECONDS)


async def take_out(
    sessions: Sessions, signer: Signer, store: ObjectStore, allowed: frozenset[str], document_id: uuid.UUID, token: str, now: datetime
) -> TakenOut:
    """A paper by its link. The session that asked for it must live still, and its person may still read papers: who signed out or lost the right gets nothing.

    allowed  roles that may read papers
    Raises Refused("link.void") for anything that is not a link as we sign it, Refused("document.unknown").
    """
    claims = signer.read(token, now, audience=_audience(document_id))
    if claims is None or not await still_signed_in(sessions, claims.tenant, claims.session, claims.user):
        raise _void()
    async with tenant_session(sessions, claims.tenant, PLATFORM) as db:
        account = await users.load_account(db, claims.user)
    if account is None or not account.roles & allowed:
        raise _void()
    async with tenant_session(sessions, claims.tenant, Person(str(account.id), account.name, account.roles)) as db:
        paper = await load_readable(db, document_id)
        data = await store.get(db, paper.sha256)
        db.add(PaperDownload(document_id=document_id, person=claims.user, link=claims.token))
        return TakenOut(data, paper.name)


async def load_readable(db: TenantDb, document_id: uuid.UUID) -> PaperFile:
    """A paper whose bytes may be given out; one that was locked away may not. Raises Refused("document.unknown")."""
    paper = await load_paper(db, document_id)
    if paper.state == "quarantined":
        raise Refused("document.unknown", "There is no such document.")
    return paper


def _audience(document_id: uuid.UUID) -> str:
    return f"paper-{document_id}"


def _void() -> Refused:
    return Refused("link.void", "This link is no longer good. Go back to the paper and download it again.")
