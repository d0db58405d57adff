"""Many entries in one act: the routine ones approved together as a job of the worker, and the way back."""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db import workflow
from qrt.adapters.db.events import append_event
from qrt.adapters.db.identity.users import load_account
from qrt.adapters.db.listing import routine
from qrt.adapters.db.session import PLATFORM, Sessions, TenantDb, tenant_session
from qrt.adapters.db.tables import BulkApproval, BulkApprovalEntry, JournalEntry, uuid7
from qrt.core.base.actor import Person
from qrt.core.base.errors import Refused
from qrt.flows.journals.checking import approve_row
from qrt.flows.journals.places import hold_reversing, load_waiting
from qrt.flows.journals.reversing import reverse

BATCH = 25
"""Entries of one transaction of the job: what stays locked together, how soon "stop" is heard, and what a killed worker does again."""

BULK_MOST = 200
"""Reversals drafted in one call; the rest is the next call's."""

RoutineFilter = routine.RoutineFilter
EnqueueBulk = Callable[[TenantDb, uuid.UUID], Awaitable[str]]


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


async def ask_bulk(db: TenantDb, by: Person, wanted: RoutineFilter, expected_count: int, enqueue: EnqueueBulk) -> uuid.UUID:
    """Ask that the routine drafts of the filter be approved, when they are as many as the person saw. The list is kept; a worker approves it.

    Raises Refused("voucher.count_moved").
    """
    rows = await load_routine(db, by, wanted)
    if len(rows) != expected_count:
        raise Refused("voucher.count_moved", f"You saw {expected_count} routine entries; now there are {len(rows)}. Look at the list again.")
    made = uuid7()
    said = {
        "quarter": str(wanted.quarter),
        "entity": wanted.entity,
        "kind": wanted.kind,
        "agent": wanted.agent,
        "words": wanted.words,
        "most": wanted.most_paise,
    }
    db.add(BulkApproval(id=made, by=uuid.UUID(by.id), wanted=said, total=len(rows), total_paise=sum(row.amount_paise for row in rows)))
    await db.flush()
    items = [{"bulk_id": made, "position": position, "entry_id": row.id, "version": row.version} for position, row in enumerate(rows)]
    for start in range(0, len(items), 1000):
        await db.execute(insert(BulkApprovalEntry), [{"id": uuid7(), **item} for item in items[start : start + 1000]])
    await enqueue(db, made)
    await append_event(db, "bulk.changed", {"id": str(made), "state": "waiting", "done": 0, "failed": 0})
    return made


async def stop_bulk(db: TenantDb, bulk_id: uuid.UUID) -> None:
    """Stop after the batch that is being approved; what is posted stays. Raises Refused voucher.bulk_unknown, voucher.bulk_ended."""
    row = await _load(db, bulk_id)
    if row.state not in ("waiting", "running"):
        raise Refused("voucher.bulk_ended", "This bulk approval has ended already.")
    row.state, row.message, row.ended_at = "stopped", "Stopped by a person.", datetime.now(UTC)
    await db.flush()
    await _tell(db, row)


async def approve_batch(sessions: Sessions, tenant: uuid.UUID, bulk_id: uuid.UUID) -> bool:
    """Approve the next entries of the list in one transaction; whether some remain. A second time after a crash does only what did not commit.

    It acts as the person who asked, with the roles they have now. An entry that changed, or is routine no longer, stays and says why.
    """
    async with tenant_session(sessions, tenant, PLATFORM) as db:
        asker = (await db.execute(select(BulkApproval.by).where(BulkApproval.id == bulk_id))).scalar_one()
        account = await load_account(db, asker)
    assert account is not None
    by = Person(str(account.id), account.name, account.roles if account.active else frozenset[str]())
    async with tenant_session(sessions, tenant, by, f"bulk:{bulk_id}") as db:
        await hold_reversing(db)
        bulk = await _load(db, bulk_id)
        if bulk.state not in ("waiting", "running"):
            return False
        query = select(BulkApprovalEntry).where(BulkApprovalEntry.bulk_id == bulk_id, BulkApprovalEntry.state == "waiting")
        items = (await db.execute(query.order_by(BulkApprovalEntry.position).limit(BATCH + 1))).scalars().all()
        judge, colleagues = await workflow.Judge.of(db), await workflow.load_colleagues(db)
        for item in items[:BATCH]:
            await _approve_item(db, by, item, judge, colleagues)
        bulk.done += sum(item.state == "posted" for item in items[:BATCH])
        bulk.failed += sum(item.state == "failed" for item in items[:BATCH])
        more = len(items) > BATCH
        bulk.state, bulk.ended_at = ("running", None) if more else ("done", datetime.now(UTC))
        await db.flush()
        await _tell(db, bulk)
    return more


async def fail_bulk(sessions: Sessions, tenant: uuid.UUID, bulk_id: uuid.UUID, sentence: str) -> None:
    """Say that the job could not go on. What it posted stays posted."""
    async with tenant_session(sessions, tenant, PLATFORM) as db:
        row = await _load(db, bulk_id)
        if row.state in ("waiting", "running"):
            row.state, row.message, row.ended_at = "failed", sentence, datetime.now(UTC)
            await db.flush()
            await _tell(db, row)


async def reverse_bulk(db: TenantDb, by: Person, bulk_id: uuid.UUID, day: date, reason: str) -> tuple[list[Outcome], int]:
    """Draft the reversals of what a bulk approval posted and nothing takes back yet, at most BULK_MOST; and how many remain for the next call.

    Raises Refused("voucher.bulk_unknown").
    """
    await _load(db, bulk_id)
    taken = select(JournalEntry.reverses_id).where(JournalEntry.reverses_id.is_not(None), JournalEntry.state.in_(("waiting", "returned", "posted")))
    query = (
        select(BulkApprovalEntry.entry_id)
        .where(BulkApprovalEntry.bulk_id == bulk_id, BulkApprovalEntry.state == "posted", BulkApprovalEntry.entry_id.not_in(taken))
        .order_by(BulkApprovalEntry.position)
    )
    ids = (await db.execute(query)).scalars().all()
    return await reverse_many(db, by, ids[:BULK_MOST], day, reason), max(len(ids) - BULK_MOST, 0)


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


async def _approve_item(db: TenantDb, by: Person, item: BulkApprovalEntry, judge: workflow.Judge, colleagues: dict[str, tuple[str, frozenset[str]]]) -> None:
    try:
        async with db.begin_nested():
            row, entity_code = await load_waiting(db, item.entry_id, item.version)
            asked = await workflow.count_open_comments(db, [row.id])
            if row.state == "waiting" and not await routine.routine_of(db, [row], {row.entity_id: entity_code}, judge, asked):
                raise Refused("voucher.not_routine", "It is not routine any more: look at it alone.")
            number = await approve_row(db, by, row, entity_code, judge, colleagues, fresh=False)
    except Refused as wrong:
        item.state, item.code, item.sentence = "failed", wrong.code, wrong.sentence
    else:
        item.state, item.number = "posted", number


async def _load(db: TenantDb, bulk_id: uuid.UUID) -> BulkApproval:
    query = select(BulkApproval).where(BulkApproval.id == bulk_id).with_for_update().execution_options(populate_existing=True)
    row = (await db.execute(query)).scalar_one_or_none()
    if row is None:
        raise Refused("voucher.bulk_unknown", "There is no such bulk approval.")
    return row


async def _tell(db: TenantDb, row: BulkApproval) -> None:
    await append_event(db, "bulk.changed", {"id": str(row.id), "state": row.state, "done": row.done, "failed": row.failed})
