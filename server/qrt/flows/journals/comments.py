"""Questions about an entry and their answers. The entry stays in the queue meanwhile."""

import uuid
from datetime import UTC, datetime

from sqlalchemy import select

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import JournalComment, JournalEntry, uuid7
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.flows.journals.places import changed


async def ask(db: TenantDb, by: Person, entry_id: uuid.UUID, text: str) -> uuid.UUID:
    """Write a comment on an entry. It is open until somebody resolves it. Raises Refused("voucher.unknown")."""
    state = (await db.execute(select(JournalEntry.state).where(JournalEntry.id == entry_id))).scalar_one_or_none()
    if state is None:
        raise Refused("voucher.unknown", "There is no such voucher.")
    made = uuid7()
    db.add(JournalComment(id=made, entry_id=entry_id, by=uuid.UUID(by.id), text=text.strip()))
    await db.flush()
    await changed(db, entry_id, state)
    return made


async def resolve(db: TenantDb, by: Person, entry_id: uuid.UUID, comment_id: uuid.UUID) -> None:
    """Mark a comment as answered. Twice is once. Raises Refused("comment.unknown")."""
    query = select(JournalComment).where(JournalComment.id == comment_id, JournalComment.entry_id == entry_id).with_for_update()
    row = (await db.execute(query)).scalar_one_or_none()
    if row is None:
        raise Refused("comment.unknown", "There is no such comment.")
    if row.resolved_at is None:
        row.resolved_by, row.resolved_at = uuid.UUID(by.id), datetime.now(UTC)
        await db.flush()
        await changed(db, entry_id, "commented")
