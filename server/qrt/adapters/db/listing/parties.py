"""Parties, their bills, ageing, late payments and foreign money, for the page."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from qrt.adapters.db.closes import load_statement
from qrt.adapters.db.listing.base import Row, after, contains_words, cut_page, load_entity_codes, load_names, load_scope, write_cursor
from qrt.adapters.db.parties import load_opening_request, load_party
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Entity, JournalEntry, LedgerAccountRow, PartyRow
from qrt.core.base.period import Quarter


async def load_page(
    db: TenantDb, quarter: Quarter, entity: str | None, side: str | None, msme: str | None, words: str | None, cursor: str | None, limit: int
) -> Row:
    """Parties of a quarter, the largest balance first."""
    scope = await load_scope(db, quarter, entity)
    chosen = [PartyRow.close_id == scope.close, *contains_words(words, (PartyRow.ledger, PartyRow.gstin, PartyRow.pan))]
    if scope.entity:
        chosen.append(PartyRow.entity_id == scope.entity)
    if side:
        chosen.append(PartyRow.side == side)
    if msme:
        chosen.append(PartyRow.msme == msme)
    sums = select(func.count(), func.coalesce(func.sum(PartyRow.balance_paise), 0), func.coalesce(func.sum(PartyRow.overdue_paise), 0)).where(*chosen)
    total, balance, overdue = (await db.execute(sums)).one()
    order = (-func.abs(PartyRow.balance_paise), PartyRow.id)
    behind = after(cursor, order, (int, uuid.UUID))
    query = select(PartyRow).where(*chosen).order_by(*order).limit(limit + 1)
    rows, more = cut_page((await db.execute(query if behind is None else query.where(behind))).scalars().all(), limit)
    codes = await load_entity_codes(db)
    return {
        "items": [_row(row, codes[row.entity_id]) for row in rows],
        "next_cursor": write_cursor([-abs(rows[-1].balance_paise), rows[-1].id]) if more else None,
        "total": total,
        "balance_paise": int(balance),
        "overdue_paise": int(overdue),
    }


async def load_one(db: TenantDb, party_id: uuid.UUID, *, settled: bool) -> Row:
    """One party with its items (those that are settled too, where asked) and the vouchers behind them. Raises Refused("party.unknown")."""
    row = await load_party(db, party_id)
    codes = await load_entity_codes(db)
    content = row.content
    items = [item for item in content.get("items", []) if settled or item["open"]]
    keys = {item["voucher"] for item in items} | {each["voucher"] for item in items for each in item["settlements"]}
    entries = await _entries(db, row.entity_id, keys)
    party = content.get("party", {})
    named = select(LedgerAccountRow.id).where(LedgerAccountRow.entity_id == row.entity_id, LedgerAccountRow.name == row.ledger).limit(1)
    return _row(row, codes[row.entity_id]) | {
        "ledger_id": (await db.execute(named)).scalar_one_or_none(),
        "said": party.get("said", {}),
        "names": party.get("names", []),
        "opening_paise": int(content.get("opening_paise", 0)),
        # What stands on no voucher of the quarter was listed as open before it.
        "opening_bills": [_opened(item) for item in content.get("items", []) if not item["voucher"] and item["kind"] in ("bill", "advance")],
        "asked": await _asked(db, row),
        "on_line": content.get("on_line", ""),
        "as_of": content.get("as_of"),
        "items": [_item(item, entries) for item in items],
        "realised": [
            {
                **{name: each[name] for name in ("bill", "day", "currency", "foreign")},
                "difference_paise": each["difference"],
                "entry_id": entries.get(each["voucher"]),
            }
            for each in content.get("realised", [])
        ],
    }


def _opened(item: Mapping[str, Any]) -> Row:
    return {
        "bill": item["number"],
        "amount_paise": item["amount"],
        "day": item["day"],
        "due_day": item["due_day"],
        "currency": item["currency"] or None,
        "foreign_amount": item["foreign_amount"] or None,
    }


async def _asked(db: TenantDb, party: PartyRow) -> Row | None:
    asked = await load_opening_request(db, party)
    if asked is None:
        return None
    names = await load_names(db, [asked.asked_by])
    plain = ("day", "due_day", "currency", "foreign_amount")
    bills = [{"bill": each["bill"], "amount_paise": each["amount_paise"], **{name: each.get(name) for name in plain}} for each in asked.bills]
    return {
        "bills": bills,
        "reason": asked.reason,
        "asked_by_id": asked.asked_by,
        "asked_by": names[asked.asked_by],
        "asked_at": asked.asked_at,
        "version": asked.version,
    }


async def load_content(db: TenantDb, quarter: Quarter, entity: str | None, kind: str) -> list[tuple[str, Mapping[str, Any]]]:
    """Entity code and content of a kept table ("ageing_receivables", "ageing_payables", "msme", "revaluation") of every entity in scope that has one."""
    scope = await load_scope(db, quarter, entity)
    if scope.close is None:
        return []
    found: list[tuple[str, Mapping[str, Any]]] = []
    for row in (await db.execute(select(Entity).order_by(Entity.position, Entity.code))).scalars():
        if scope.entity in (None, row.id) and (kept := await load_statement(db, scope.close, row.id, kind)):
            found.append((row.code, kept.content))
    return found


def _row(row: PartyRow, code: str) -> Row:
    party = row.content.get("party", {})
    return {
        "id": row.id,
        "entity_code": code,
        "ledger": row.ledger,
        "side": row.side,
        "gstin": row.gstin,
        "pan": row.pan,
        "msme": row.msme,
        "udyam": party.get("udyam", ""),
        "credit_days": party.get("credit_days"),
        "trader": bool(party.get("trader", False)),
        "control": bool(party.get("control", False)),
        "balance_paise": row.balance_paise,
        "overdue_paise": row.overdue_paise,
        "columns_paise": {str(key): int(amount) for key, amount in row.content.get("columns", {}).items()},
        "same_as": row.content.get("same_as", []),
    }


def _item(item: Mapping[str, Any], entries: Mapping[str, uuid.UUID]) -> Row:
    plain = ("kind", "number", "day", "due_day", "due_from", "basis", "currency", "foreign_amount", "foreign_open", "disputed", "doubtful")
    return {name: item[name] for name in plain} | {
        "amount_paise": item["amount"],
        "open_paise": item["open"],
        "voucher": item["voucher"],
        "entry_id": entries.get(item["voucher"]),
        "settlements": [
            {
                "voucher": each["voucher"],
                "entry_id": entries.get(each["voucher"]),
                "day": each["day"],
                "amount_paise": each["amount"],
                "tds_paise": each["tds"],
                "basis": each["basis"],
                "why": each["why"],
            }
            for each in item["settlements"]
        ],
    }


async def _entries(db: TenantDb, entity_id: uuid.UUID, keys: set[str]) -> dict[str, uuid.UUID]:
    query = select(JournalEntry.key, JournalEntry.id).where(JournalEntry.entity_id == entity_id, JournalEntry.key.in_(keys - {""}))
    return {key: identity for key, identity in (await db.execute(query)).all()}


async def load_first_code(db: TenantDb, quarter: Quarter, entity: str | None) -> str | None:
    """The entity that an export is of: the one asked for, else the first. Raises Refused("entity.unknown")."""
    scope = await load_scope(db, quarter, entity)
    if scope.entity_code:
        return scope.entity_code
    return (await db.execute(select(Entity.code).order_by(Entity.position, Entity.code).limit(1))).scalar_one_or_none()
