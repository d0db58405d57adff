"""What people enter, change and dispose of in the register of fixed assets. It counts from the next run on; and the register as a file."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from qrt.adapters.db import books, closes, companies
from qrt.adapters.db.events import append_event
from qrt.adapters.db.listing import assets as listing
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import AssetBookRow, AssetLineRow, Close, Entity
from qrt.adapters.reports.assets import register_xlsx
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.close.rows import csv_bytes

EXPORTED = (
    ("entity_code", "Company"), ("code", "Code"), ("name", "Description"), ("asset_class", "Class"), ("ledger", "Ledger"), ("parent", "Component of"), ("location", "Location"),
    ("state", "State"), ("bought", "Bought"), ("put_to_use", "Put to use"), ("method", "Method"), ("rate", "Rate %"), ("life", "Life"), ("law_life", "Life by Schedule II"),
    ("opening_cost_paise", "Opening cost"), ("additions_paise", "Additions"), ("deletions_paise", "Deletions"), ("closing_cost_paise", "Closing cost"),
    ("opening_accumulated_paise", "Opening depreciation"), ("depreciation_paise", "Depreciation of the quarter"), ("released_paise", "On deletions"),
    ("closing_accumulated_paise", "Closing depreciation"), ("net_paise", "Net block"),
)  # fmt: skip
"""Columns of an exported register: name of the row's part, heading."""


async def enter(db: TenantDb, by: Person, quarter: Quarter, entity_code: str, content: Mapping[str, Any]) -> str:
    """Put an asset into the register and give its key. Raises Refused entity.unknown, close.unknown, close.signed, asset.code_taken, asset.day_wrong, ledger.unknown_account."""
    close, entity_id = await _close_and_entity(db, quarter, entity_code)
    key = str(content["code"])
    query = select(AssetLineRow.id).join(AssetBookRow, AssetBookRow.id == AssetLineRow.book_id)
    taken = await db.execute(query.where(AssetBookRow.close_id == close.id, AssetBookRow.entity_id == entity_id, AssetLineRow.key == key))
    earlier = await closes.load_decisions(db, close.id)
    if taken.first() or any(row.kind == "asset_entered" and row.subject == f"{entity_code}|{key}" for row in earlier):
        raise Refused("asset.code_taken", "The register has an asset with this code. Change that one, or give another code.")
    _demand_days(content, quarter)
    await _demand_ledger(db, entity_id, content)
    await _decide(db, by, close.id, "asset_entered", entity_code, key, content)
    return key


async def change(db: TenantDb, by: Person, asset_id: uuid.UUID, content: Mapping[str, Any]) -> None:
    """Change what an asset is depreciated by. Raises Refused asset.unknown, asset.nothing_changed, asset.not_entered, close.signed."""
    row, close, (entity_id, entity_code), quarter = await _load(db, asset_id)
    if row.state == "proposed":
        raise Refused("asset.not_entered", "This was bought and is not in the register yet. Enter it as an asset first.")
    if not {name for name, value in content.items() if value is not None} - {"reason"}:
        raise Refused("asset.nothing_changed", "Say what changes.")
    _demand_days(content, quarter)
    await _demand_ledger(db, entity_id, content)
    await _decide(db, by, close, "asset_changed", entity_code, row.key, content)


async def dispose(db: TenantDb, by: Person, asset_id: uuid.UUID, content: Mapping[str, Any]) -> None:
    """Say that an asset left, on which day and for what. Raises Refused asset.unknown, asset.not_entered, asset.disposed, asset.day_wrong, close.signed."""
    row, close, (entity_id, entity_code), quarter = await _load(db, asset_id)
    if row.state == "proposed":
        raise Refused("asset.not_entered", "This was bought and is not in the register yet. Enter it as an asset first.")
    if row.state == "disposed":
        raise Refused("asset.disposed", "This asset has left already.")
    day = date.fromisoformat(str(content["day"]))
    began = row.bought or row.put_to_use
    if day not in quarter or (began and day < began):
        raise Refused("asset.day_wrong", f"The disposal must lie in {quarter} and not before the asset was bought.")
    await _demand_ledger(db, entity_id, content)
    await _decide(db, by, close, "asset_disposed", entity_code, row.key, content)


async def open_block(db: TenantDb, by: Person, quarter: Quarter, entity_code: str, block: str, content: Mapping[str, Any]) -> None:
    """Say what a block of income tax stood at on the first day of the tax year. Raises Refused entity.unknown, close.unknown, close.signed."""
    close, _ = await _close_and_entity(db, quarter, entity_code)
    await _decide(db, by, close.id, "block_opened", entity_code, block, content)


async def export_csv(db: TenantDb, quarter: Quarter, entity: str | None) -> bytes:
    """The register as a table, amounts in rupees with two decimals; no text in it is a formula."""
    rows = await listing.load_all(db, quarter, entity)
    return csv_bytes([head for _, head in EXPORTED], ([_plain(name, row[name]) for name, _ in EXPORTED] for row in rows))


async def export_xlsx(db: TenantDb, quarter: Quarter, entity: str | None) -> bytes:
    """The register, its reconciliation, the blocks and the work in progress as a workbook."""
    rows = await listing.load_all(db, quarter, entity)
    reconciliation, blocks = await listing.load_reconciliation(db, quarter, entity), await listing.load_blocks(db, quarter, entity)
    return register_xlsx(EXPORTED, rows, reconciliation, blocks, await listing.load_cwip(db, quarter, entity))


def _plain(name: str, value: Any) -> Any:
    if value is None:
        return ""
    if name.endswith("_paise"):
        sign = "-" if value < 0 else ""
        return f"{sign}{abs(value) // 100}.{abs(value) % 100:02d}"
    return value.isoformat() if isinstance(value, date) else value


def _demand_days(content: Mapping[str, Any], quarter: Quarter) -> None:
    bought, used = (date.fromisoformat(str(content[name])) if content.get(name) else None for name in ("bought", "put_to_use"))
    if bought and used and used < bought:
        raise Refused("asset.day_wrong", "An asset cannot be used before it was bought.")
    if any(day and day > quarter.last_day for day in (bought, used)):
        raise Refused("asset.day_wrong", f"The day lies after {quarter}: enter the asset in its own quarter.")


async def _demand_ledger(db: TenantDb, entity_id: uuid.UUID, content: Mapping[str, Any]) -> None:
    ledger = content.get("ledger")
    if ledger and ledger not in await books.load_ledger_ids(db, entity_id):
        raise Refused("ledger.unknown_account", f"{ledger} is not a ledger account of the company.")


async def _close_and_entity(db: TenantDb, quarter: Quarter, entity_code: str) -> tuple[Close, uuid.UUID]:
    entity_id = (await companies.entity_ids(db)).get(entity_code)
    if entity_id is None:
        raise Refused("entity.unknown", "There is no such company.")
    close = await closes.load_close(db, quarter)
    if close is None:
        raise Refused("close.unknown", f"There is no close for {quarter} yet. Open it first.")
    return close, entity_id


async def _load(db: TenantDb, asset_id: uuid.UUID) -> tuple[AssetLineRow, uuid.UUID, tuple[uuid.UUID, str], Quarter]:
    query = (
        select(AssetLineRow, Close, Entity.id, Entity.code)
        .join(AssetBookRow, AssetBookRow.id == AssetLineRow.book_id)
        .join(Close, Close.id == AssetBookRow.close_id)
        .join(Entity, Entity.id == AssetBookRow.entity_id)
        .where(AssetLineRow.id == asset_id)
    )
    found = (await db.execute(query)).one_or_none()
    if found is None:
        raise Refused("asset.unknown", "There is no such asset.")
    row, close, entity_id, code = found
    return row, close.id, (entity_id, code), Quarter(close.fy_start, close.quarter)


async def _decide(db: TenantDb, by: Person, close_id: uuid.UUID, kind: str, entity_code: str, key: str, content: Mapping[str, Any]) -> None:
    kept = {name: value for name, value in content.items() if value is not None and value != ""}
    await closes.save_decision(db, close_id, kind, f"{entity_code}|{key}", kept, uuid.UUID(by.id))
    await append_event(db, "asset.changed", {"entity": entity_code, "key": key, "kind": kind})
