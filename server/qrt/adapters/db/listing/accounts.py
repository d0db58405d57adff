"""Ledger accounts as whoever writes a line looks for them."""

import uuid
from datetime import date

from sqlalchemy import case, func, select

from qrt.adapters.db import books, companies
from qrt.adapters.db.listing.base import Row, contains_words
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import LedgerAccountRow
from qrt.core.base.errors import Refused


async def load_accounts(db: TenantDb, entity: str, words: str | None, day: date, limit: int) -> list[Row]:
    """Accounts of one entity that bear the words, those that begin with them first; with the account that takes the place of a merged or renamed one.

    Raises Refused("entity.unknown").
    """
    entity_id = {code.lower(): identity for code, identity in (await companies.entity_ids(db)).items()}.get(entity.lower())
    if entity_id is None:
        raise Refused("entity.unknown", "There is no such entity.")
    text = " ".join((words or "").replace("\x00", "").split()).lower()
    first = case((func.lower(LedgerAccountRow.name).startswith(text, autoescape=True), 0), else_=1)
    query = (
        select(LedgerAccountRow.id, LedgerAccountRow.name, LedgerAccountRow.group_name, LedgerAccountRow.role)
        .where(LedgerAccountRow.entity_id == entity_id, *contains_words(words, (LedgerAccountRow.name, LedgerAccountRow.group_name)))
        .order_by(first, func.lower(LedgerAccountRow.name), LedgerAccountRow.id)
        .limit(limit)
    )
    rows = (await db.execute(query)).all()
    homes = await books.load_homes(db, day)
    wanted = {homes[row.id] for row in rows if row.id in homes}
    names = await _names(db, wanted) if wanted else {}
    return [{"id": row.id, "name": row.name, "group": row.group_name, "role": row.role, "goes_to": names.get(homes.get(row.id, row.id), "")} for row in rows]


async def _names(db: TenantDb, ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = await db.execute(select(LedgerAccountRow.id, LedgerAccountRow.name).where(LedgerAccountRow.id.in_(ids)))
    return dict(rows.tuples().all())
