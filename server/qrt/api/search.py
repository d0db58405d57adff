"""One box over papers, vouchers, ledgers and parties."""

from typing import Annotated

from fastapi import APIRouter, Query

from qrt.adapters.db.listing import search as listing
from qrt.api.base import Out
from qrt.api.deps import Db, PlatformDep, reads
from qrt.api.idempotency import Operation
from qrt.api.permissions import Permission
from qrt.flows.search import held_papers

router = APIRouter(tags=["search"], route_class=Operation)


class Hit(Out):
    """`link` is a path inside the page, without the entity and period in front."""

    kind: str
    id: str
    title: str
    note: str
    link: str


@router.get("/search", **reads(Permission.COMPANY_READ))
async def search(db: Db, platform: PlatformDep, q: Annotated[str, Query(min_length=1, max_length=200)]) -> list[Hit]:
    """The first hits of each kind. Papers are found by any word on their pages."""
    return [Hit.model_validate(row) for row in await listing.search(db, q, await held_papers(db, platform.index, q))]
