"""Papers of any quarter that show the same number or the same amount as one: where a copy of it may be."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Close, Document
from qrt.core.base.period import Quarter

_MOST = 50
_OUT = ("rejected", "quarantined", "duplicate", "received")


@dataclass(frozen=True, slots=True)
class Like:
    """What the queue shows of a paper, with its quarter; `vendor` holds GSTINs and names."""

    id: uuid.UUID
    name: str
    quarter: Quarter
    kind: str
    vendor: tuple[str, ...]
    number: str
    day: date | None
    amount_paise: int | None
    sha256: str


async def load_like(db: TenantDb, row: Document, within_paise: int) -> list[Like]:
    """Other papers that stand with the number of this one, or with its amount within so many paise; the newest alone where they are many."""
    alike = []
    if row.number:
        alike.append(Document.number == row.number)
    if row.amount_paise is not None:
        alike.append(Document.amount_paise.between(row.amount_paise - within_paise, row.amount_paise + within_paise))
    if not alike:
        return []
    query = (
        select(Document, Close.fy_start, Close.quarter)
        .join(Close, Close.id == Document.close_id)
        .where(or_(*alike), Document.id != row.id, Document.sha256 != row.sha256, Document.state.not_in(_OUT))
        .order_by(Document.received_at.desc(), Document.id)
        .limit(_MOST)
    )
    return [like_of(each, Quarter(start, quarter)) for each, start, quarter in (await db.execute(query)).all()]


def like_of(row: Document, quarter: Quarter) -> Like:
    """What the queue shows of a paper."""
    vendor = tuple(name for name in (row.vendor.split("|") if row.vendor else [row.party]) if name)
    return Like(row.id, row.name, quarter, row.kind, vendor, row.number, row.day, row.amount_paise, row.sha256)
