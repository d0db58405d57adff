"""Many entries in one act: the routine ones approved together, and the way back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qrt.adapters.db import workflow
from qrt.adapters.db.events import append_event
from qrt.adapters.db.listing import routine
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import JournalEntry
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.flows.journals.checking import approve_row
from qrt.flows.journals.places import code_of, hold_reversing
from qrt.flows.journals.reversing import reverse

BULK_MOST = 200
"""Entries of one call: what stays locked together, and what a lost connection can leave in doubt. The rest is the next call's."""

RoutineFilter = routine.RoutineFilter


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one entry. `code` and `sentence` say why not; `made` is a new draft, `number` that of a posted voucher."""

    id: uuid.UUID | None
    ok: bool
    number: str = ""
    made: uuid.UUID | None = None
    code: str = ""
    sentence: str = ""


async def load_routine(db: TenantDb, by: Person, wanted: RoutineFilter) -> list[JournalEntry]:
    """What a bulk approval with this filter would approve, oldest first."""
    return await routine.load_routine(db, by, wanted, await workflow.Judge.of(db))


async def approve_routine(db: TenantDb, by: Person, wanted: RoutineFilter, expected_count: int) -> tuple[list[Outcome], int]:
    """Approve the routine drafts that the filter gives now, when they are as many as the person saw; at most BULK_MOST, the oldest first.

    Gives the outcome of each, and how many remain for the next call. One that fails leaves the others approved. Raises Refused("voucher.count_moved").
    """
    await hold_reversing(db)
    judge = await workflow.Judge.of(db)
    rows = await routine.load_routine(db, by, wanted, judge, lock=True)
    if len(rows) != expected_count:
        raise Refused("voucher.count_moved", f"You saw {expected_count} routine entries; now there are {len(rows)}. Look at the list again.")
    colleagues, codes, outcomes = await workflow.load_colleagues(db), {}, []
    for row in rows[:BULK_MOST]:
        entity_code = codes.get(row.entity_id) or codes.setdefault(row.entity_id, await code_of(db, row.entity_id))
        identity = row.id
        try:
            async with db.begin_nested():
                number = await approve_row(db, by, row, entity_code, judge, colleagues, fresh=False)
            outcomes.append(Outcome(identity, True, number))
        except Refused as wrong:
            outcomes.append(Outcome(identity, False, code=wrong.code, sentence=wrong.sentence))
    done, remaining = sum(each.ok for each in outcomes), max(len(rows) - BULK_MOST, 0)
    await append_event(db, "journals.bulk", {"done": done, "failed": len(outcomes) - done, "remaining": remaining})
    return outcomes, remaining


async def reverse_many(db: TenantDb, by: Person, ids: Sequence[uuid.UUID], day: date, reason: str) -> list[Outcome]:
    """Draft the reversals of these vouchers. One that cannot be reversed leaves the others drafted."""
    outcomes: list[Outcome] = []
    for identity in dict.fromkeys(ids):
        try:
            async with db.begin_nested():
                made = await reverse(db, by, identity, day, reason)
            outcomes.append(Outcome(identity, True, made=made))
        except Refused as wrong:
            outcomes.append(Outcome(identity, False, code=wrong.code, sentence=wrong.sentence))
    return outcomes
