"""What a company allows of models, and every call with what it cost."""

import uuid
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Document, ModelCall, ModelPolicy, uuid7
from qrt.core.documents.model.budget import ModelTerms

FAILED_MOST = 2
"""Calls about one paper that failed: after these it is not asked about again."""


async def load_policy(db: TenantDb, *, lock: bool = False) -> ModelPolicy | None:
    """What the company decided on models; None while nobody did."""
    query = select(ModelPolicy)
    return (await db.execute(query.with_for_update() if lock else query)).scalar_one_or_none()


async def load_terms(db: TenantDb) -> ModelTerms | None:
    """On what terms models may be asked; None where they may not."""
    row = await load_policy(db)
    if row is None or not row.allowed:
        return None
    return ModelTerms(row.model, row.seconds, row.month_cap_paise, row.price_in_paise, row.price_out_paise)


async def load_unasked(db: TenantDb, close_id: uuid.UUID, asked: str, limit: int) -> list[Document]:
    """The next papers of a close that wait for a person and that this model has not looked at, in the order of the queue."""
    failed = select(ModelCall.document_id).where(ModelCall.state == "failed").group_by(ModelCall.document_id).having(func.count() >= FAILED_MOST)
    query = select(Document).where(Document.close_id == close_id, Document.state == "needs_person", Document.asked != asked, Document.id.not_in(failed))
    return list((await db.execute(query.order_by(Document.received_at, Document.id).limit(limit))).scalars())


async def mark_asked(db: TenantDb, documents: Collection[uuid.UUID], asked: str) -> None:
    """These papers were looked at by this model, or hold nothing to ask it."""
    await db.execute(update(Document).where(Document.id.in_(documents)).values(asked=asked))


async def month_paise(db: TenantDb, now: datetime) -> int:
    """What calls of this calendar month (UTC) cost, and may yet cost."""
    start = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    cost = func.coalesce(func.sum(func.coalesce(ModelCall.cost_paise, ModelCall.reserved_paise)), 0)
    return int((await db.execute(select(cost).where(ModelCall.at >= start))).scalar_one())


async def reserve(db: TenantDb, terms: ModelTerms, call: dict[str, object], most_paise: int, now: datetime) -> uuid.UUID | None:
    """Write a call down before it is made; None where the month's budget has no room for it, or models are no longer allowed. One call is reserved at a time."""
    row = await load_policy(db, lock=True)
    if row is None or not row.allowed or row.model != terms.model:
        return None
    if await month_paise(db, now) + most_paise > row.month_cap_paise:
        return None
    made = uuid7()
    await db.execute(insert(ModelCall).values(id=made, reserved_paise=most_paise, at=now, **call))
    return made


async def settle(
    db: TenantDb,
    call: uuid.UUID,
    state: str,
    cost_paise: int,
    now: datetime,
    *,
    tokens: tuple[int, int] = (0, 0),
    refused: Sequence[str] = (),
    error: str = "",
    digest: str = "",
) -> None:
    """Write down how a call ended and what it cost."""
    values = {"state": state, "cost_paise": cost_paise, "ended_at": now, "tokens_in": tokens[0], "tokens_out": tokens[1], "refused": list(refused)}
    await db.execute(update(ModelCall).where(ModelCall.id == call).values(**values, error=error, answered_digest=digest))


async def save_policy(db: TenantDb, terms: ModelTerms, allowed: bool, by: uuid.UUID) -> None:
    """What the company decides now."""
    values = {name: getattr(terms, name) for name in ("model", "seconds", "month_cap_paise", "price_in_paise", "price_out_paise")}
    values |= {"allowed": allowed, "decided_by": by, "decided_at": func.now()}
    statement = insert(ModelPolicy).values(id=uuid7(), **values)
    await db.execute(statement.on_conflict_do_update(index_elements=["tenant_id"], set_={**values, "version": ModelPolicy.version + 1}))
