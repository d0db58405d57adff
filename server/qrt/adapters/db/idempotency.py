"""A mutating request is done once, however often it is sent (docs/security.md W1). Claim first, keep the answer last, both in the request's own transaction."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, text

from qrt.adapters.db.session import TenantDb, bound_tenant
from qrt.adapters.db.tables import IdempotencyKey
from qrt.core.base.errors import Refused


@dataclass(frozen=True, slots=True)
class Answer:
    """What the first sending was answered."""

    status: int
    response: dict[str, Any]


async def claim_key(db: TenantDb, key: str, user_id: uuid.UUID, request_hash: str) -> Answer | None:
    """The kept answer of a request that was done before; None when it is to be done now, and then nobody else does it until this transaction ends.

    Raises Refused("idempotency.other_body") when the key stood for another request, Refused("idempotency.in_flight") when its first sending still runs.
    """
    # An advisory lock, not the row: waiting on the row would hang until the first sending ends.
    lock = text("select pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
    if not (await db.execute(lock, {"name": f"idempotency:{bound_tenant(db)}:{key}"})).scalar_one():
        raise Refused("idempotency.in_flight", "The same request is being carried out at this moment; ask again in a second.")
    row = (await db.execute(select(IdempotencyKey).where(IdempotencyKey.key == key))).scalar_one_or_none()
    if row is None:
        return None
    if row.request_hash != request_hash or row.user_id != user_id:
        raise Refused("idempotency.other_body", "This Idempotency-Key was used for a different request; use a new one.")
    return Answer(row.status, row.response)


async def keep_answer(db: TenantDb, key: str, user_id: uuid.UUID, request_hash: str, answer: Answer) -> None:
    """Write the answer beside the effect. A request that fails rolls both back, so that it may be sent again."""
    db.add(IdempotencyKey(key=key, user_id=user_id, request_hash=request_hash, status=answer.status, response=answer.response))
    await db.flush()


async def forget_keys(db: TenantDb, before: datetime) -> int:
    """Remove keys older than `before`; W1 wants thirty days at least."""
    gone = await db.execute(delete(IdempotencyKey).where(IdempotencyKey.at < before).returning(IdempotencyKey.key))
    return len(gone.all())
