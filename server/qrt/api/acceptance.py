"""From which confidence fields of papers are accepted without a person: asked of each kind, never less than its readers ask."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from qrt.api.base import In, Out, SafeInt
from qrt.api.deps import Db, PlatformDep, changes, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.core.documents.acceptance import FLOOR
from qrt.flows import acceptance as flows

router = APIRouter(tags=["acceptance"], route_class=Operation)


class AskedOut(Out):
    """What is asked of a kind, in percent; `floor` is what its readers ask at least."""

    kind: str
    percent: int
    floor: int


class AskedIn(In):
    """What is to be asked from now on, and what the person saw."""

    percent: Annotated[SafeInt, Field(ge=0, le=100)]
    seen: Annotated[SafeInt, Field(ge=0, le=100)]


@router.get("/acceptance", **reads(Permission.DOCUMENTS_READ))
async def list_asked(db: Db) -> list[AskedOut]:
    """Every kind whose fields are read from pages, and from which confidence one is accepted without a person."""
    return await _asked(db)


@router.put(
    "/acceptance/{kind}",
    **changes(Permission.ACCEPTANCE_DECIDE, "acceptance.unsound", "acceptance.stale", fresh="change what is accepted without a person"),
)
async def ask(kind: str, body: AskedIn, db: Db, platform: PlatformDep) -> list[AskedOut]:
    """Ask for more of a kind, or for what its readers ask again. Papers of the kind that nobody agreed with yet are read again by it."""
    for quarter in await flows.ask(db, kind, Decimal(body.percent) / 100, Decimal(body.seen) / 100):
        await platform.enqueue_reading(db, quarter)
    return await _asked(db)


async def _asked(db: Db) -> list[AskedOut]:
    asked = await flows.load_asked(db)
    return [AskedOut(kind=kind, percent=int(share * 100), floor=int(FLOOR * 100)) for kind, share in asked.items()]
