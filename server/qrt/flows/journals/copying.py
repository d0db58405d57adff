"""Last quarter's vouchers as drafts of this quarter."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from qrt.adapters.db import books
from qrt.adapters.db.listing.copying import copy_key, load_copyable, may_be_copied
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import JournalEntry
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.journals.recurring import copied_day
from qrt.core.ledger.types import Line
from qrt.flows.journals.bulk import Outcome
from qrt.flows.journals.places import code_of
from qrt.flows.journals.writing import Head, write

__all__ = ["copy_from_last", "load_copyable"]


async def copy_from_last(db: TenantDb, by: Person, quarter: Quarter, ids: Sequence[uuid.UUID]) -> list[Outcome]:
    """Copy posted vouchers of the quarter before into this one, each on the same place of its month. A voucher is copied once a quarter.

    Bills are not copied: each bill is made once. One that cannot be copied leaves the others copied.
    """
    outcomes: list[Outcome] = []
    for identity in dict.fromkeys(ids):
        try:
            async with db.begin_nested():
                outcomes.append(Outcome(identity, True, made=await _copy(db, by, quarter, identity)))
        except Refused as wrong:
            outcomes.append(Outcome(identity, False, code=wrong.code, sentence=wrong.sentence))
    return outcomes


async def _copy(db: TenantDb, by: Person, quarter: Quarter, entry_id: uuid.UUID) -> uuid.UUID:
    row = (await db.execute(select(JournalEntry).where(JournalEntry.id == entry_id).with_for_update(read=True))).scalar_one_or_none()
    if row is None:
        raise Refused("voucher.unknown", "There is no such voucher.")
    stands = (await db.execute(select(JournalEntry.id).where(JournalEntry.id == entry_id, may_be_copied()))).scalar_one_or_none()
    if stands is None or Quarter.of(row.day) != quarter.previous():
        raise Refused("voucher.not_copyable", f"Only posted vouchers of {quarter.previous()} that nobody took back are copied into {quarter}.")
    key = copy_key(row.id, quarter)
    standing = (await db.execute(select(JournalEntry.state).where(JournalEntry.entity_id == row.entity_id, JournalEntry.key == key))).scalar_one_or_none()
    if standing is not None:
        raise Refused("voucher.copied", f"{row.number} was copied into {quarter} already; the copy is {standing}.")
    entity_code = await code_of(db, row.entity_id)
    voucher = await books.load_voucher(db, row, entity_code)
    lines = [Line(line.ledger, line.amount, reason=f"copied from {row.number}", cost_centre=line.cost_centre) for line in voucher.lines]
    reverses = voucher.reverses_on is not None
    head = Head(branch=voucher.branch, party=await _party(db, row, entity_code), party_gstin=voucher.party_gstin, auto_reverse=reverses)
    return await write(db, by, entity_code, voucher.kind.value, copied_day(row.day, quarter), voucher.narration or f"As {row.number}", "", lines, head, key)


async def _party(db: TenantDb, row: JournalEntry, entity_code: str) -> str:
    """The party, where the chart has it: registers name parties that have no ledger of their own."""
    return row.party if row.party in await books.load_chart(db, row.entity_id, entity_code) else ""
