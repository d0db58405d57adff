"""What a company allows of models, as it is shown, and its calls."""

import uuid
from datetime import datetime

from sqlalchemy import func, select

from qrt.adapters.db import models
from qrt.adapters.db.listing.base import Row, after, cut_page, write_cursor
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Document, ModelCall

_NOBODY = {
    "allowed": False,
    "model": "",
    "seconds": 60,
    "month_cap_paise": 0,
    "price_in_paise": 0,
    "price_out_paise": 0,
    "decided_by": None,
    "decided_at": None,
    "version": 0,
}


async def load_shown(db: TenantDb, now: datetime) -> Row:
    """The policy that stands, and what this month's calls cost."""
    row = await models.load_policy(db)
    shown: Row = {name: getattr(row, name) for name in _NOBODY} if row else dict(_NOBODY)
    return shown | {"spent_paise": await models.month_paise(db, now)}


async def load_calls(db: TenantDb, cursor: str | None, limit: int) -> Row:
    """Calls with the names of their papers, newest first."""
    total = (await db.execute(select(func.count()).select_from(ModelCall))).scalar_one()
    behind = after(cursor, (ModelCall.at, ModelCall.id), (datetime, uuid.UUID), descending=True)
    query = select(ModelCall, Document.name).join(Document, Document.id == ModelCall.document_id)
    query = query.order_by(ModelCall.at.desc(), ModelCall.id.desc()).limit(limit + 1)
    rows, more = cut_page((await db.execute(query if behind is None else query.where(behind))).all(), limit)
    return {
        "items": [_row(call, name) for call, name in rows],
        "next_cursor": write_cursor([rows[-1][0].at, rows[-1][0].id]) if more else None,
        "total": total,
    }


def _row(call: ModelCall, name: str) -> Row:
    names = ("id", "document_id", "agent", "model", "state", "tokens_in", "tokens_out", "refused", "error", "at")
    shown: Row = {each: getattr(call, each) for each in names}
    seconds = (call.ended_at - call.at).total_seconds() if call.ended_at else None
    return shown | {"document": name, "cost_paise": call.reserved_paise if call.cost_paise is None else call.cost_paise, "seconds": seconds}
