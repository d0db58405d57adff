"""Fixed assets for the page: the list, one asset with its schedule, the reconciliation, blocks, work in progress."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select

from qrt.adapters.db.listing.base import (
    Row,
    after,
    contains_words,
    cut_page,
    digests_in,
    load_entity_codes,
    load_papers_by_digest,
    load_scope,
    place_row,
    write_cursor,
)
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import AssetBookRow, AssetLineRow, FindingRow, JournalEntry
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter

_Line, _Book = AssetLineRow, AssetBookRow
_SUMS = (
    "opening_cost_paise", "additions_paise", "deletions_paise", "closing_cost_paise", "opening_accumulated_paise", "depreciation_paise", "released_paise",
    "closing_accumulated_paise", "net_paise",
)  # fmt: skip
_KEPT = ("key", "code", "name", "asset_class", "ledger", "location", "state", "source", "bought", "put_to_use", "disposed", *_SUMS)
_TERMS = ("method", "rate", "life", "law_life", "block")


async def load_page(
    db: TenantDb, quarter: Quarter, entity: str | None, words: str | None, asset_class: str | None, state: str | None, cursor: str | None, limit: int
) -> Row:
    """Assets by class and code with the totals of the filter, and how many there are by class and state (of the whole register)."""
    books = await _books(db, quarter, entity)
    ids = list(books)
    wanted: list[ColumnElement[bool]] = [
        _Line.book_id.in_(ids),
        *contains_words(words, [_Line.code, _Line.name, _Line.asset_class, _Line.ledger, _Line.location]),
    ]
    if asset_class:
        wanted.append(_Line.asset_class == asset_class)
    if state:
        wanted.append(_Line.state == state)
    order = (_Line.asset_class, _Line.code, _Line.id)
    query = select(_Line).where(*wanted).order_by(*order).limit(limit + 1)
    if (behind := after(cursor, order, (str, str, uuid.UUID))) is not None:
        query = query.where(behind)
    rows, more = cut_page(list((await db.execute(query)).scalars()), limit)
    sums = (await db.execute(select(func.count(), *(func.coalesce(func.sum(getattr(_Line, name)), 0) for name in _SUMS)).where(*wanted))).one()
    classes = await db.execute(select(_Line.asset_class, func.count()).where(_Line.book_id.in_(ids)).group_by(_Line.asset_class).order_by(_Line.asset_class))
    states = await db.execute(select(_Line.state, func.count()).where(_Line.book_id.in_(ids)).group_by(_Line.state).order_by(_Line.state))
    return {
        "items": await _rows(db, rows, books),
        "next_cursor": write_cursor([rows[-1].asset_class, rows[-1].code, rows[-1].id]) if more else None,
        "total": sums[0],
        "totals": dict(zip(_SUMS, map(int, sums[1:]), strict=True)),
        "classes": [{"name": name, "count": count} for name, count in classes],
        "states": [{"name": name, "count": count} for name, count in states],
    }


async def load_all(db: TenantDb, quarter: Quarter, entity: str | None) -> list[Row]:
    """Every asset of the scope by entity, class and code, for an export."""
    books = await _books(db, quarter, entity)
    query = select(_Line).where(_Line.book_id.in_(list(books))).order_by(_Line.book_id, _Line.asset_class, _Line.code, _Line.id)
    return await _rows(db, list((await db.execute(query)).scalars()), books)


async def load_asset(db: TenantDb, asset_id: uuid.UUID) -> Row:
    """One asset with its basis, schedule, vouchers, components and findings. Raises Refused("asset.unknown")."""
    row = (await db.execute(select(_Line).where(_Line.id == asset_id))).scalar_one_or_none()
    if row is None:
        raise Refused("asset.unknown", "There is no such asset.")
    book = (await db.execute(select(_Book).where(_Book.id == row.book_id))).scalar_one()
    books = {book.id: book}
    (head,) = await _rows(db, [row], books)
    content = row.content
    parts = select(_Line).where(_Line.book_id == row.book_id, _Line.component_of == row.code, _Line.component_of != "").order_by(_Line.code, _Line.id)
    subject = f"asset:{head['entity_code']}/{row.key}"
    found = select(FindingRow).where(FindingRow.close_id == book.close_id, FindingRow.subject == subject, FindingRow.state != "gone").order_by(FindingRow.rule)
    return head | {
        "cost_paise": int(content.get("cost_paise") or 0),
        "residual_paise": content.get("residual_paise"),
        "computed_paise": content.get("computed_paise"),
        "stated_paise": content.get("stated_paise"),
        "proceeds_paise": content.get("proceeds_paise"),
        "shifts": int(content.get("shifts") or 1),
        "how": str(content.get("how") or ""),
        "law_item": str(content.get("law_item") or ""),
        "law_reason": str(content.get("law_reason") or ""),
        "law_source": str(content.get("law_source") or ""),
        "changed": list(content.get("changed") or ()),
        "quarters": list(content.get("quarters") or ()),
        "years": list(content.get("years") or ()),
        "vouchers": list((await _vouchers(db, book.entity_id, content.get("vouchers") or ())).values()),
        "components": await _rows(db, list((await db.execute(parts)).scalars()), books),
        "findings": [
            {"id": each.id, "rule": each.rule, "severity": each.severity, "sentence": each.sentence, "amount_paise": each.amount_paise, "state": each.state}
            for each in (await db.execute(found)).scalars()
        ],
    }


async def load_reconciliation(db: TenantDb, quarter: Quarter, entity: str | None) -> list[Row]:
    """Register against ledger, row by row with causes, their vouchers and places."""
    made: list[Row] = []
    for book, code in await _ordered(db, quarter, entity):
        rows = book.content.get("reconciliation") or []
        causes = [cause for row in rows for cause in row.get("causes", ())]
        known = await _vouchers(db, book.entity_id, [key for cause in causes for key in cause["vouchers"]])
        papers = await load_papers_by_digest(db, digests_in(place for cause in causes for place in cause["evidence"]), book.close_id)
        for row in rows:
            explained = [
                {
                    **{name: cause[name] for name in ("why", "sentence", "amount_paise")},
                    "vouchers": [known[key] for key in cause["vouchers"] if key in known],
                    "evidence": [place_row(place, papers) for place in cause["evidence"]],
                }
                for cause in row["causes"]
            ]
            made.append({**row, "entity_code": code, "causes": explained})
    return made


async def load_blocks(db: TenantDb, quarter: Quarter, entity: str | None) -> list[Row]:
    """Blocks for income tax with the assets in them."""
    made: list[Row] = []
    for book, code in await _ordered(db, quarter, entity):
        rows = book.content.get("blocks") or []
        papers = await load_papers_by_digest(db, digests_in(place for row in rows for place in row["evidence"]), book.close_id)
        made += [{**row, "entity_code": code, "evidence": [place_row(place, papers) for place in row["evidence"]]} for row in rows]
    return made


async def load_cwip(db: TenantDb, quarter: Quarter, entity: str | None) -> Row:
    """Work in progress by age, over all entities of the scope, and its projects."""
    buckets: dict[str, Row] = {}
    projects: list[Row] = []
    unknown = 0
    for book, code in await _ordered(db, quarter, entity):
        cwip = book.content.get("cwip") or {}
        unknown += int(cwip.get("unknown_paise") or 0)
        for each in cwip.get("buckets") or ():
            standing = buckets.setdefault(each["key"], {**each, "amount_paise": 0})
            standing["amount_paise"] += each["amount_paise"]
        rows = cwip.get("projects") or []
        papers = await load_papers_by_digest(db, digests_in(row["place"] for row in rows), book.close_id)
        projects += [{**row, "entity_code": code, "place": place_row(row["place"], papers)} for row in rows]
    total = unknown + sum(each["amount_paise"] for each in buckets.values())
    return {"buckets": list(buckets.values()), "unknown_paise": unknown, "total_paise": total, "projects": projects}


async def _books(db: TenantDb, quarter: Quarter, entity: str | None) -> dict[uuid.UUID, AssetBookRow]:
    scope = await load_scope(db, quarter, entity)
    query = select(_Book).where(_Book.close_id == scope.close)
    if scope.entity:
        query = query.where(_Book.entity_id == scope.entity)
    return {row.id: row for row in (await db.execute(query.order_by(_Book.id))).scalars()}


async def _ordered(db: TenantDb, quarter: Quarter, entity: str | None) -> list[tuple[AssetBookRow, str]]:
    codes = await load_entity_codes(db)
    books = await _books(db, quarter, entity)
    return sorted(((book, codes[book.entity_id]) for book in books.values()), key=lambda each: each[1])


async def _rows(db: TenantDb, rows: Sequence[AssetLineRow], books: dict[uuid.UUID, AssetBookRow]) -> list[Row]:
    codes = await load_entity_codes(db)
    close = next((books[row.book_id].close_id for row in rows), None)
    papers = await load_papers_by_digest(db, digests_in(row.place for row in rows), close)
    return [
        {
            "id": row.id,
            "entity_code": codes[books[row.book_id].entity_id],
            **{name: getattr(row, name) for name in _KEPT},
            "parent": row.component_of,
            **{name: _text(row.content.get(name)) for name in _TERMS},
            "place": place_row(row.place, papers),
        }
        for row in rows
    ]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


async def _vouchers(db: TenantDb, entity_id: uuid.UUID, keys: Iterable[str]) -> dict[str, Row]:
    """Vouchers and drafts by their keys, in the order given."""
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    query = select(JournalEntry).where(JournalEntry.entity_id == entity_id, JournalEntry.key.in_(wanted), JournalEntry.state != "dropped")
    found = {row.key: row for row in (await db.execute(query)).scalars()}
    return {
        key: {
            "id": row.id,
            "number": row.number or "",
            "kind": row.kind,
            "day": row.day,
            "state": row.state,
            "narration": row.narration,
            "amount_paise": row.amount_paise,
        }
        for key in wanted
        if (row := found.get(key))
    }
