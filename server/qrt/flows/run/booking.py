"""The long part of the book stage: many vouchers posted in chunks before the stage's own transaction, so that a lost worker loses one chunk."""

from qrt.adapters.db import books as book_rows
from qrt.adapters.db import companies
from qrt.adapters.db.session import Sessions, TenantDb, tenant_session
from qrt.core.base.actor import Agent
from qrt.flows.agents import LOCAL
from qrt.flows.desk import Desk
from qrt.flows.posting import Into, post_stream
from qrt.flows.run.progress import Where, running, show_stage
from qrt.flows.run.work import load_work


async def post_ahead(sessions: Sessions, where: Where, desk: Desk, run: int) -> bool:
    """Post what papers and decisions give, chart and opening first. False when somebody stopped the run; what was posted until then stays.

    What fits into one transaction is left to the stage itself, which checks afterwards that the books are what they should be, whoever posted them.
    """
    by = Agent("JournalBot", LOCAL)
    async with tenant_session(sessions, where.tenant, by) as db:
        close = await running(db, where, run)
        if close is None:
            return False
        work = await load_work(db, desk, where, close)
        many = {entity.code: len(work.books(entity.code).posted) for entity in work.entities}
        if sum(many.values()) <= book_rows.CHUNK:
            return True
        ids, found = await companies.entity_ids(db), []
        for entity in work.entities:
            entity_id, books = ids[entity.code], work.books(entity.code)
            period_id = await companies.save_period(db, entity_id, where.quarter)
            await book_rows.save_chart(db, entity_id, books.chart)
            ledger_ids = await book_rows.load_ledger_ids(db, entity_id)
            await book_rows.save_opening(db, period_id, ledger_ids, books.opening, books.opening_source)
            locked = (await book_rows.load_lock(db, entity_id, entity.code, soft_too=True)).until
            # By day: a chunk then moves few balances, and our own numbers follow the calendar.
            to_post = sorted(
                (voucher for voucher in books.posted if (locked is None or voucher.day > locked) and not voucher.approver), key=lambda voucher: voucher.day
            )
            found.append((Into(where.tenant, entity_id, period_id, ledger_ids, by), to_post))
    total, before, going = sum(many.values()), 0, True

    async def tell(db: TenantDb, posted: int, seen: int) -> bool:
        nonlocal going
        close = await running(db, where, run)
        going = close is not None
        if close is not None:
            await show_stage(db, close, run, "book", state="running", done=before + seen, total=total)
        return going

    for into, vouchers in found:
        _, seen = await post_stream(sessions, into, vouchers, tell)
        before += seen
        if not going:
            return False
    return True
