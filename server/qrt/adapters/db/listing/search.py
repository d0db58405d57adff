"""Papers, vouchers, ledgers and parties by a few words."""

from sqlalchemy import func, select

from qrt.adapters.db.listing.base import Row, contains_words
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Document, Entity, JournalEntry, LedgerAccountRow
from qrt.core.base.money import Paise, rupee_text

EACH = 6
"""Hits of each kind."""


async def search(db: TenantDb, words: str) -> list[Row]:
    """The first hits of each kind, papers first."""
    if not words.replace("\x00", "").strip():
        return []
    return [*await _documents(db, words), *await _vouchers(db, words), *await _ledgers(db, words), *await _parties(db, words)]


async def _documents(db: TenantDb, words: str) -> list[Row]:
    found = contains_words(words, (Document.name, Document.number, Document.party))
    rows = (await db.execute(select(Document).where(*found).order_by(Document.received_at.desc(), Document.id).limit(EACH))).scalars()
    return [
        {"kind": "document", "id": str(row.id), "title": row.name, "note": " ".join(filter(None, (row.party, row.number))), "link": f"documents/{row.id}"}
        for row in rows
    ]


async def _vouchers(db: TenantDb, words: str) -> list[Row]:
    columns = (JournalEntry.number, JournalEntry.imported_number, JournalEntry.reference, JournalEntry.party, JournalEntry.narration)
    query = select(JournalEntry).where(JournalEntry.state != "dropped", *contains_words(words, columns))
    rows = (await db.execute(query.order_by(JournalEntry.day.desc(), JournalEntry.id).limit(EACH))).scalars()
    return [
        {
            "kind": "voucher",
            "id": str(row.id),
            "title": row.number or row.imported_number or "Draft",
            "note": f"{row.day:%d-%m-%Y} {row.party} {rupee_text(Paise(row.amount_paise))}",
            "link": f"journals/{row.id}",
        }
        for row in rows
    ]


async def _ledgers(db: TenantDb, words: str) -> list[Row]:
    query = select(LedgerAccountRow.id, LedgerAccountRow.name, LedgerAccountRow.group_name, Entity.code).join(Entity, Entity.id == LedgerAccountRow.entity_id)
    rows = (await db.execute(query.where(*contains_words(words, (LedgerAccountRow.name,))).order_by(LedgerAccountRow.name, Entity.code).limit(EACH))).all()
    return [
        {"kind": "ledger", "id": str(row.id), "title": row.name, "note": f"{row.code} {row.group_name}".strip(), "link": f"statements/ledger/{row.id}"}
        for row in rows
    ]


async def _parties(db: TenantDb, words: str) -> list[Row]:
    query = select(JournalEntry.party, func.count().label("count")).where(JournalEntry.party != "", *contains_words(words, (JournalEntry.party,)))
    rows = (await db.execute(query.group_by(JournalEntry.party).order_by(func.count().desc(), JournalEntry.party).limit(EACH))).all()
    return [{"kind": "party", "id": row.party, "title": row.party, "note": f"{row._mapping['count']} vouchers", "link": "journals?view=all"} for row in rows]
