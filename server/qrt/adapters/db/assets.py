"""Saves the fixed assets of a close for the page. An asset keeps its id between runs of a close."""

import uuid
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.places import place_json, places_json
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import AssetBookRow, AssetLineRow, uuid7
from qrt.core.assets.schedule import ScheduleRow, draw_schedule
from qrt.core.assets.types import AssetBook, AssetLine, Proposal
from qrt.core.base.canonical import digest, plain
from qrt.core.base.period import Quarter


async def save_book(db: TenantDb, close_id: uuid.UUID, entity_id: uuid.UUID, book: AssetBook, quarter: Quarter) -> None:
    """Replace the register of an entity with what this run drew. A second time with the same book changes nothing."""
    found = (await db.execute(select(AssetBookRow).where(AssetBookRow.close_id == close_id, AssetBookRow.entity_id == entity_id))).scalar_one_or_none()
    rows = [_line(line, quarter) for line in book.lines] + [_proposal(each) for each in book.proposals]
    content = _content(book)
    body = {
        "method": book.method.value if book.method else "",
        "convention": book.convention.value,
        "content": content,
        "digest": digest(plain([content, rows])),
    }
    if found is None and book.is_empty:
        return
    if found and found.digest == body["digest"]:
        return
    statement = insert(AssetBookRow).values(close_id=close_id, entity_id=entity_id, **body)
    saved = statement.on_conflict_do_update(index_elements=["tenant_id", "close_id", "entity_id"], set_=body)
    book_id = (await db.execute(saved.returning(AssetBookRow.id))).scalar_one()
    keys = [row["key"] for row in rows]
    await db.execute(delete(AssetLineRow).where(AssetLineRow.book_id == book_id, AssetLineRow.key.not_in(keys)))
    if rows:
        adding = insert(AssetLineRow)
        values = {name: adding.excluded[name] for name in rows[0] if name not in ("key",)}
        upsert = adding.on_conflict_do_update(index_elements=["tenant_id", "book_id", "key"], set_=values)
        await db.execute(upsert, [{"id": uuid7(), "book_id": book_id, **row} for row in rows])


def _line(line: AssetLine, quarter: Quarter) -> dict[str, Any]:
    asset, basis = line.asset, line.basis
    quarters, years = draw_schedule(line, quarter)
    method = basis.method.value if basis else asset.method.value if asset.method else ""
    return {
        "key": asset.key,
        "code": asset.code,
        "name": asset.name,
        "asset_class": asset.asset_class,
        "ledger": line.ledger,
        "component_of": asset.parent,
        "location": asset.location,
        "state": line.state,
        "source": asset.source,
        "bought": asset.bought,
        "put_to_use": asset.put_to_use,
        "disposed": asset.disposed,
        "opening_cost_paise": line.opening_cost,
        "additions_paise": line.additions,
        "deletions_paise": line.deletions,
        "closing_cost_paise": line.closing_cost,
        "opening_accumulated_paise": line.opening_accumulated,
        "depreciation_paise": line.due,
        "released_paise": line.released,
        "closing_accumulated_paise": line.closing_accumulated,
        "net_paise": line.net,
        "place": place_json(asset.place),
        "content": {
            "cost_paise": asset.cost,
            "residual_paise": line.residual,
            "computed_paise": line.computed,
            "stated_paise": asset.stated,
            "proceeds_paise": asset.proceeds,
            "method": method,
            "rate": None if asset.rate is None else str(asset.rate),
            "life": None if asset.life is None else str(asset.life),
            "law_life": None if line.law_life is None else str(line.law_life),
            "law_item": line.law_item,
            "law_reason": line.law_reason,
            "law_source": line.law_source,
            "how": line.how,
            "block": asset.block,
            "shifts": asset.shifts,
            "changed": list(asset.changed),
            "vouchers": list(line.vouchers),
            "quarters": [_schedule(row) for row in quarters],
            "years": [_schedule(row) for row in years],
        },
    }


def _schedule(row: ScheduleRow) -> dict[str, Any]:
    return {
        "label": row.label,
        "first_day": row.first_day.isoformat(),
        "last_day": row.last_day.isoformat(),
        "opening_paise": row.opening,
        "charge_paise": row.charge,
        "closing_paise": row.closing,
        "net_paise": row.net,
    }


def _proposal(each: Proposal) -> dict[str, Any]:
    """A purchase without a row of the register. It has no depreciation: since when it is used is for a person to say."""
    return {
        "key": each.key,
        "code": "",
        "name": each.narration or each.party or each.ledger,
        "asset_class": each.asset_class,
        "ledger": each.ledger,
        "component_of": "",
        "location": "",
        "state": "proposed",
        "source": "voucher",
        "bought": each.day,
        "put_to_use": None,
        "disposed": None,
        "opening_cost_paise": 0,
        "additions_paise": each.amount,
        "deletions_paise": 0,
        "closing_cost_paise": each.amount,
        "opening_accumulated_paise": 0,
        "depreciation_paise": 0,
        "released_paise": 0,
        "closing_accumulated_paise": 0,
        "net_paise": each.amount,
        "place": place_json(each.place),
        "content": {
            "cost_paise": each.amount,
            "law_life": None if each.law_life is None else str(each.law_life),
            "law_item": each.law_item,
            "law_reason": each.reason,
            "how": f"bought by voucher {each.number or each.voucher} and not in the register",
            "vouchers": [each.voucher],
        },
    }


def _content(book: AssetBook) -> dict[str, Any]:
    return {
        "reconciliation": [
            {
                "ledger": row.ledger,
                "what": row.what,
                "classes": list(row.classes),
                "register_paise": row.register,
                "books_paise": row.books,
                "difference_paise": row.difference,
                "unexplained_paise": row.unexplained,
                "causes": [
                    {
                        "why": cause.why,
                        "sentence": cause.sentence,
                        "amount_paise": cause.amount,
                        "vouchers": list(cause.vouchers),
                        "evidence": places_json(cause.evidence),
                    }
                    for cause in row.causes
                ],
            }
            for row in book.reconciliation
        ],
        "blocks": [
            {
                "key": each.key,
                "name": each.name,
                "rate": str(each.rate),
                "act": each.act,
                "opening_paise": each.opening,
                "additions_full_paise": each.additions_full,
                "additions_half_paise": each.additions_half,
                "deletions_paise": each.deletions,
                "depreciation_paise": each.depreciation,
                "additional_paise": each.additional,
                "closing_paise": each.closing,
                "gain_paise": each.gain,
                "law": each.law,
                "assets": list(each.assets),
                "evidence": places_json(each.evidence),
            }
            for each in book.blocks
        ],
        "cwip": {
            "buckets": [{"key": key, "label": label, "amount_paise": amount} for key, label, amount in book.ageing.buckets],
            "unknown_paise": book.ageing.unknown,
            "projects": [
                {
                    "key": each.key,
                    "name": each.name,
                    "ledger": each.ledger,
                    "amount_paise": each.amount,
                    "since": each.since.isoformat() if each.since else None,
                    "due": each.due.isoformat() if each.due else None,
                    "bucket": each.bucket,
                    "overdue_days": each.overdue_days,
                    "place": place_json(each.place),
                }
                for each in book.ageing.projects
            ],
        },
        "disposals": [
            {
                "key": each.key,
                "day": each.day.isoformat(),
                "cost_paise": each.cost,
                "accumulated_paise": each.accumulated,
                "proceeds_paise": each.proceeds,
                "result_paise": each.result,
                "booked": each.booked,
                "voucher": each.voucher,
            }
            for each in book.disposals
        ],
        "drafts": [draft.key for draft in book.drafts],
    }
