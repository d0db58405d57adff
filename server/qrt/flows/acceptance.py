"""From which confidence fields of papers are accepted without a person."""

from decimal import Decimal

from qrt.adapters.db import companies, documents
from qrt.adapters.db.session import TenantDb
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.documents.acceptance import FLOOR, KINDS, accept_fault


async def load_asked(db: TenantDb) -> dict[str, Decimal]:
    """Of every kind whose fields are read from pages, the share that is asked: the floor where the company asks for no more."""
    asked = (await companies.load_company(db)).policy.accepted_from
    return {kind.value: asked.get(kind.value, FLOOR) for kind in KINDS}


async def ask(db: TenantDb, kind: str, share: Decimal, seen: Decimal) -> tuple[Quarter, ...]:
    """Ask so much of a kind from now on. Its papers that nobody agreed with, in closes that are open, are read again; returns the quarters of these closes.

    `seen` is the share that the person saw. Raises Refused acceptance.unsound, acceptance.stale.
    """
    if fault := accept_fault(kind, share):
        raise Refused("acceptance.unsound", f"So much cannot be asked of {kind.replace('_', ' ')}: {fault}.")
    standing = dict((await companies.load_company(db)).policy.accepted_from)
    if standing.get(kind, FLOOR) != seen:
        raise Refused("acceptance.stale", "Somebody changed this since you opened it. Look again before deciding.")
    standing.pop(kind, None)
    await companies.save_accept_from(db, standing | ({kind: share} if share > FLOOR else {}))
    return tuple(sorted(await documents.mark_asked(db, kind), key=str))
