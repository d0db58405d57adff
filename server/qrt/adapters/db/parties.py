"""Parties of a close as rows, written anew by each run. A party that stays keeps its id, so that addresses of pages stay right."""

import json
import uuid
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import OpeningBillRequest, PartyRow
from qrt.core.base.canonical import plain
from qrt.core.base.errors import Refused
from qrt.core.parties.ageing import AgedParty
from qrt.core.parties.result import EntityAgeing, EntityParties
from qrt.core.parties.types import PartyBills

_CHUNK = 500


async def save_parties(db: TenantDb, close_id: uuid.UUID, entity_id: uuid.UUID, kept: EntityParties, ageing: EntityAgeing) -> int:
    """Write the parties of an entity over those of the run before, and return how many there are. Parties that nothing moves are left out."""
    aged = {each.party.ledger: each for schedule in (ageing.receivables, ageing.payables) if schedule for each in schedule.parties}
    same = {ledger: each for each in kept.same for ledger in each.ledgers}
    rows = [
        _values(close_id, entity_id, bills, aged.get(ledger), [other for other in same[ledger].ledgers if other != ledger] if ledger in same else [])
        for ledger, bills in sorted(kept.bills.items())
        if bills.items or bills.balance
    ]
    mine = (PartyRow.close_id == close_id) & (PartyRow.entity_id == entity_id)
    await db.execute(delete(PartyRow).where(mine, PartyRow.ledger.not_in([row["ledger"] for row in rows])))
    statement = insert(PartyRow)
    changing = {name: statement.excluded[name] for name in ("side", "gstin", "pan", "msme", "balance_paise", "overdue_paise", "content")}
    differs = statement.excluded.content.is_distinct_from(PartyRow.content)
    upsert = statement.on_conflict_do_update(index_elements=["tenant_id", "close_id", "entity_id", "ledger"], set_=changing, where=differs)
    for start in range(0, len(rows), _CHUNK):
        await db.execute(upsert, rows[start : start + _CHUNK])
    return len(rows)


def _values(close_id: uuid.UUID, entity_id: uuid.UUID, bills: PartyBills, aged: AgedParty | None, same: list[str]) -> dict[str, Any]:
    party, sign = bills.party, bills.party.side.sign
    content = {
        "party": plain(party),
        "same_as": same,
        "opening_paise": sign * bills.opening,
        "columns": dict(aged.columns) if aged else {},
        "on_line": aged.on_line if aged else "",
        "as_of": bills.as_of.isoformat(),
        "items": [plain(item) for item in bills.items],
        "realised": [plain(each) for each in bills.realised],
    }
    return {
        "close_id": close_id,
        "entity_id": entity_id,
        "ledger": party.ledger,
        "side": party.side.value,
        "gstin": party.gstin,
        "pan": party.pan,
        "msme": party.msme,
        "balance_paise": sign * bills.balance,
        "overdue_paise": aged.overdue if aged else 0,
        "content": json.loads(json.dumps(content)),
    }


async def load_party(db: TenantDb, party_id: uuid.UUID) -> PartyRow:
    """One party. Raises Refused("party.unknown")."""
    row = (await db.execute(select(PartyRow).where(PartyRow.id == party_id))).scalar_one_or_none()
    if row is None:
        raise Refused("party.unknown", "There is no such party.")
    return row


async def load_opening_request(db: TenantDb, party: PartyRow, *, lock: bool = False) -> OpeningBillRequest | None:
    """Opening bills of this party that somebody asks for and nobody decided on."""
    mine = (
        OpeningBillRequest.close_id == party.close_id,
        OpeningBillRequest.entity_id == party.entity_id,
        OpeningBillRequest.ledger == party.ledger,
        OpeningBillRequest.state == "asked",
    )
    query = select(OpeningBillRequest).where(*mine).execution_options(populate_existing=True)
    return (await db.execute(query.with_for_update() if lock else query)).scalar_one_or_none()
