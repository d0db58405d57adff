"""Laws of the books that hold in the database itself, whatever code writes (docs/security.md W2, W3)."""

import asyncio
import random
import uuid
from datetime import date, timedelta

import psycopg
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from qrt.adapters.db import kept
from qrt.adapters.db.session import Sessions, TenantDb, tenant_session
from qrt.adapters.db.tables import JournalEntry, JournalLine, LedgerAccountRow, Period, uuid7
from qrt.core.base.actor import System

ROBOT = System("test")
DAY = date(2026, 9, 30)


async def ledgers(sessions: Sessions, company) -> list[uuid.UUID]:
    ids = [uuid7(), uuid7()]
    async with tenant_session(sessions, company.id, ROBOT) as db:
        for identity in ids:
            db.add(LedgerAccountRow(id=identity, entity_id=company.entity_id, name=identity.hex))
    return ids


async def post(
    db: TenantDb, company, accounts, legs=(100, -100), *, day=DAY, line_day=None, amount=None, state="posted", number="J/1", entity=None
) -> uuid.UUID:
    entry = uuid7()
    values = {"key": entry.hex, "kind": "journal", "source": "manual", "made_by": "system:test", "narration": "Rent"}
    total = sum(leg for leg in legs if leg > 0) if amount is None else amount
    db.add(JournalEntry(id=entry, entity_id=company.entity_id, period_id=company.period_id, state=state, day=day, number=number, amount_paise=total, **values))
    await db.flush()
    for position, leg in enumerate(legs):
        db.add(
            JournalLine(
                entry_id=entry,
                position=position,
                entity_id=entity or company.entity_id,
                day=line_day or day,
                ledger_id=accounts[position % 2],
                amount_paise=leg,
            )
        )
    return entry


async def test_a_whole_voucher_is_posted_and_may_only_turn_to_reversed(sessions: Sessions, tenant) -> None:
    accounts = await ledgers(sessions, tenant)
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        entry = await post(db, tenant, accounts)
    for change in ({"narration": "x"}, {"amount_paise": 1}, {"day": date(2026, 9, 29)}, {"state": "draft"}, {"number": "J/2"}, {"state": "dropped"}):
        with pytest.raises(DBAPIError, match=r"journal\.posted_is_immutable"):
            async with tenant_session(sessions, tenant.id, ROBOT) as db:
                await db.execute(update(JournalEntry).values(**change))
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        await db.execute(update(JournalEntry).values(state="reversed", version=2))
    with pytest.raises(DBAPIError, match=r"journal\.posted_is_immutable"):
        async with tenant_session(sessions, tenant.id, ROBOT) as db:
            await db.execute(update(JournalEntry).values(state="posted"))
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        assert (await db.execute(select(JournalEntry.state))).scalars().all() == ["reversed"]
        assert entry


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"legs": (100, -99)}, r"journal\.unbalanced"),
        ({"legs": ()}, r"journal\.unbalanced"),
        ({"legs": (0,)}, r"journal\.unbalanced"),
        ({"amount": 99}, r"journal\.unbalanced"),
        ({"line_day": date(2026, 9, 29)}, r"journal\.unbalanced"),
        ({"state": "waiting", "number": None}, r"journal\.lines_without_posting"),
        ({"state": "reversed"}, r"journal\.reversed_before_posted"),
        ({"day": date(2026, 10, 1)}, r"journal\.day_outside_period"),
        ({"number": None}, "posted_has_number"),
    ],
)
async def test_a_voucher_that_is_not_whole_cannot_be_committed(sessions: Sessions, tenant, wrong: dict, rule: str) -> None:
    accounts = await ledgers(sessions, tenant)
    with pytest.raises(DBAPIError, match=rule):
        async with tenant_session(sessions, tenant.id, ROBOT) as db:
            await post(db, tenant, accounts, **wrong)


async def test_no_leg_is_added_to_a_posted_voucher_changed_or_taken_away(sessions: Sessions, tenant) -> None:
    accounts = await ledgers(sessions, tenant)
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        entry = await post(db, tenant, accounts)
    with pytest.raises(DBAPIError, match=r"journal\.unbalanced"):
        async with tenant_session(sessions, tenant.id, ROBOT) as db:
            for position, leg in ((2, 5), (3, -5)):
                db.add(JournalLine(entry_id=entry, position=position, entity_id=tenant.entity_id, day=DAY, ledger_id=accounts[0], amount_paise=leg))
    for statement in ("update journal_lines set amount_paise = 0", "delete from journal_lines", "delete from journal_entries"):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with tenant_session(sessions, tenant.id, ROBOT) as db:
                await db.execute(text(statement))


async def test_nothing_is_posted_into_a_locked_period_also_when_lock_and_posting_race(sessions: Sessions, tenant) -> None:
    accounts = await ledgers(sessions, tenant)
    async with tenant_session(sessions, tenant.id, ROBOT) as posting:
        await post(posting, tenant, accounts)
        await posting.flush()

        async def lock() -> None:
            async with tenant_session(sessions, tenant.id, ROBOT) as db:
                await db.execute(update(Period).values(state="locked"))

        locking = asyncio.create_task(lock())
        await asyncio.sleep(0.3)
        assert not locking.done()
    await locking
    with pytest.raises(DBAPIError, match=r"period\.locked"):
        async with tenant_session(sessions, tenant.id, ROBOT) as db:
            await post(db, tenant, accounts, number="J/2")


async def test_a_waiting_draft_becomes_a_voucher_only_together_with_its_lines(sessions: Sessions, tenant) -> None:
    accounts = await ledgers(sessions, tenant)
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        draft = await post(db, tenant, accounts, legs=(), amount=100, state="waiting", number=None)
    with pytest.raises(DBAPIError, match=r"journal\.unbalanced"):
        async with tenant_session(sessions, tenant.id, ROBOT) as db:
            await db.execute(update(JournalEntry).values(state="posted", number="J/1"))
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        await db.execute(update(JournalEntry).values(state="posted", number="J/1"))
        for position, leg in ((0, 100), (1, -100)):
            db.add(JournalLine(entry_id=draft, position=position, entity_id=tenant.entity_id, day=DAY, ledger_id=accounts[position], amount_paise=leg))


async def test_a_maker_never_checks_his_own_voucher(sessions: Sessions, tenant) -> None:
    accounts = await ledgers(sessions, tenant)
    with pytest.raises(DBAPIError, match="maker_is_not_checker"):
        async with tenant_session(sessions, tenant.id, ROBOT) as db:
            await post(db, tenant, accounts)
            await db.flush()
            await db.execute(text("set constraints all deferred"))
            person = uuid.UUID(tenant.maker.id)
            db.add(
                JournalEntry(
                    entity_id=tenant.entity_id,
                    period_id=tenant.period_id,
                    key="own",
                    kind="journal",
                    source="manual",
                    state="waiting",
                    day=DAY,
                    amount_paise=1,
                    made_by="x",
                    maker_id=person,
                    checked_by=person,
                )
            )


FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)


async def recomputed(db: TenantDb, company) -> dict[str, tuple[int, int]]:
    """Debit and credit by ledger, added up from every line."""
    rows = await db.execute(
        text("""
            select a.name, sum(greatest(l.amount_paise, 0))::bigint, sum(greatest(-l.amount_paise, 0))::bigint
            from journal_lines l join ledger_accounts a on a.id = l.ledger_id where l.day between :first and :last group by 1
        """),
        {"first": FIRST, "last": LAST},
    )
    return {name: (debit, credit) for name, debit, credit in rows}


@pytest.mark.parametrize("seed", range(4))
async def test_kept_balances_are_what_the_lines_add_up_to_whatever_was_posted_rolled_back_or_reversed(sessions: Sessions, tenant, seed: int) -> None:
    accounts, draw = await ledgers(sessions, tenant), random.Random(seed)
    for batch in range(5):
        try:
            async with tenant_session(sessions, tenant.id, ROBOT) as db:
                for number in range(draw.randint(1, 6)):
                    amounts = [draw.randint(1, 10**9) for _ in range(draw.randint(1, 3))]
                    legs = (*amounts, *(-amount for amount in draw.sample(amounts, len(amounts))))
                    day = FIRST + timedelta(days=draw.randint(0, 91))
                    await post(db, tenant, accounts, legs, day=day, number=f"J/{batch}-{number}")
                if draw.random() < 0.3:
                    raise ZeroDivisionError
                await db.execute(update(JournalEntry).where(JournalEntry.number == f"J/{batch}-0").values(state="reversed", version=2))
        except ZeroDivisionError:
            continue
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        assert await kept.load_movements(db, tenant.entity_id, FIRST, LAST) == await recomputed(db, tenant)
        half = FIRST + timedelta(days=45)
        parts = [await kept.load_movements(db, tenant.entity_id, *span) for span in ((FIRST, half), (half + timedelta(days=1), LAST))]
        whole = await kept.load_movements(db, tenant.entity_id, FIRST, LAST)
        assert {name: tuple(sum(part.get(name, (0, 0))[side] for part in parts) for side in (0, 1)) for name in whole} == whole
        assert await kept.load_kept_wrong(db, tenant.entity_id, FIRST, LAST) == []


async def test_two_postings_at_once_both_count(sessions: Sessions, tenant) -> None:
    accounts = await ledgers(sessions, tenant)

    async def one(number: int) -> None:
        async with tenant_session(sessions, tenant.id, ROBOT) as db:
            await post(db, tenant, accounts, (100 + number, -100 - number), number=f"J/{number}")

    await asyncio.gather(*(one(number) for number in range(8)))
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        assert await kept.load_movements(db, tenant.entity_id, FIRST, LAST) == await recomputed(db, tenant)


@pytest.mark.parametrize(
    "fault",
    [
        "update ledger_days set debit_paise = debit_paise + 1",
        "delete from ledger_days where debit_paise > 0",
        "update ledger_days set day = day - 1",
        "update ledger_days set branch = 'Pune'",
        "update ledger_months set credit_paise = credit_paise + 1",
        "delete from ledger_months where debit_paise > 0",
        "update ledger_months set cost_centre = 'Plant 2'",
    ],
)
async def test_a_kept_balance_that_somebody_changed_is_found_and_nobody_of_ours_can(sessions: Sessions, tenant, db_urls, fault: str) -> None:
    accounts = await ledgers(sessions, tenant)
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        await post(db, tenant, accounts)
    with pytest.raises(DBAPIError, match="permission denied"):
        async with tenant_session(sessions, tenant.id, ROBOT) as db:
            await db.execute(text(fault))
    with psycopg.connect(db_urls.owner, autocommit=True) as superuser:
        superuser.execute(f"{fault} {'and' if 'where' in fault else 'where'} tenant_id = '{tenant.id}'".encode())
    async with tenant_session(sessions, tenant.id, ROBOT) as db:
        assert await kept.load_kept_wrong(db, tenant.entity_id, FIRST, LAST) != []
