"""Papers, vouchers, ledgers and parties by a few words."""

import uuid
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from qrt.adapters.db.listing.base import Row, contains_words
from qrt.adapters.db.listing.enquiries.search import search_vouchers
from qrt.adapters.db.paper_words import find_papers, first_pages
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Document, Entity, LedgerAccountRow
from qrt.core.base.money import Paise, rupee_text

EACH = 6
"""Hits of each kind."""


async def search(db: TenantDb, words: str, held: Sequence[uuid.UUID] | None = None) -> list[Row]:
    """The first hits of each kind, papers first. held: papers in which a search cluster found the words."""
    if not words.replace("\x00", "").strip():
        return []
    return [*await _documents(db, words, held), *await _vouchers(db, words), *await _ledgers(db, words), *await _parties(db, words)]


async def _documents(db: TenantDb, words: str, held: Sequence[uuid.UUID] | None) -> list[Row]:
    """Papers that hold every term anywhere on their pages, opened at the page where it stands."""
    found = await find_papers(db, words, held)
    named = and_(*contains_words(words, (Document.name, Document.number, Document.party)))
    wanted = or_(named, and_(*found)) if found else named
    # What is called so goes before what merely holds the words.
    order = (named.desc(), Document.received_at.desc(), Document.id)
    rows = (await db.execute(select(Document).where(wanted).order_by(*order).limit(EACH))).scalars().all()
    pages = await first_pages(db, words, [row.id for row in rows])
    return [
        {
            "kind": "document",
            "id": str(row.id),
            "title": row.name,
            "note": " ".join(filter(None, (row.party, row.number, f"page {pages[row.id]}" if pages.get(row.id, 1) > 1 else ""))),
            "link": f"documents/{row.id}" + (f"?page={pages[row.id]}" if pages.get(row.id, 1) > 1 else ""),
        }
        for row in rows
    ]


async def _vouchers(db: TenantDb, words: str) -> list[Row]:
    rows = (await search_vouchers(db, words, None, None, EACH))["items"]
    return [
        {
            "kind": "voucher",
            "id": str(row["id"]),
            "title": row["number"] or row["imported_number"] or "Draft",
            "note": f"{row['day']:%d-%m-%Y} {row['party']} {rupee_text(Paise(row['amount_paise']))}",
            "link": f"journals/{row['id']}",
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
    """Parties of the newest vouchers that the words find, those with the most of them first."""
    rows = (await search_vouchers(db, words, None, None, 500))["items"]
    wanted = [word.lower() for word in words.replace("\x00", "").split()[:8]]
    counts = Counter(row["party"] for row in rows if row["party"] and all(word in row["party"].lower() for word in wanted))
    return [
        {"kind": "party", "id": party, "title": party, "note": f"{count}{'+' if len(rows) == 500 else ''} vouchers", "link": "journals?view=all"}
        for party, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:EACH]
    ]
