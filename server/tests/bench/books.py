"""Posting, and the trial balance of many lines."""

import asyncio
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import polars
import psycopg

from qrt.adapters.db import books
from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions, make_sessions, tenant_session
from qrt.core.base.actor import System
from qrt.core.base.money import Paise
from qrt.core.base.period import Quarter
from qrt.core.ledger.balance import trial_balance
from qrt.core.ledger.types import LedgerAccount, Line, SourceKind, Voucher, VoucherKind
from tests.bench.figures import Figure, Sizes, middle_seconds, time_text, told
from tests.conftest import Company, make_company

QUARTER = Quarter(2026, 2)
LEDGERS = tuple(f"Ledger {number:03d}" for number in range(200))
BY = System("bench")
_DAYS = (QUARTER.last_day - QUARTER.first_day).days + 1


def make_vouchers(count: int) -> list[Voucher]:
    """Vouchers of four lines each, day after day of the quarter as a register has them, over its ledgers and three kinds."""
    return list(each_voucher(count))


def each_voucher(count: int) -> Iterator[Voucher]:
    """The same, one after the other."""
    kinds = (VoucherKind.PURCHASE, VoucherKind.SALES, VoucherKind.JOURNAL)
    return (_voucher(number, kinds[number % 3], QUARTER.first_day + timedelta(days=number * _DAYS // count)) for number in range(count))


def _voucher(number: int, kind: VoucherKind, day: date) -> Voucher:
    value, tax = 10_000_00 + number * 101, 900_00 + number * 7
    amounts = (value, tax, tax, -(value + 2 * tax))
    lines = tuple(Line(LEDGERS[(number * 7 + place * 31) % len(LEDGERS)], Paise(amount)) for place, amount in enumerate(amounts))
    return Voucher(f"bench:{number}", "MAIN", kind, day, lines, SourceKind.REGISTER, f"B-{number}", party="Asha Steel", narration="Bench voucher")


def measure_posting(urls: DatabaseUrls, sizes: Sizes) -> list[Figure]:
    """The same vouchers through `save_vouchers` with every law of the database, without its triggers, and as a bare copy of the rows."""
    with told(f"posting {sizes.vouchers:,} vouchers three times"):
        return asyncio.run(_measure_posting(urls, make_vouchers(sizes.vouchers)))


async def _measure_posting(urls: DatabaseUrls, vouchers: list[Voucher]) -> list[Figure]:
    engine = make_engine(urls.app, statement_seconds=300, idle_seconds=300)
    sessions = make_sessions(engine)
    try:
        with_laws = await _post(sessions, await make_company(sessions, "Bench Laws Limited"), vouchers)
        bare = await make_company(sessions, "Bench Bare Limited")
        with _no_triggers(urls.owner):
            without = await _post(sessions, bare, vouchers)
    finally:
        await engine.dispose()
    copied = _copy_again(urls.owner, bare)
    rate, count = len(vouchers) / with_laws, len(vouchers)
    measured = f"{rate:,.0f} vouchers/s"
    return [
        Figure("posting, four lines a voucher", measured, "the same call, triggers off", f"{count / without:,.0f} vouchers/s", with_laws / without),
        Figure("posting, four lines a voucher", measured, "COPY of the same rows, triggers off", f"{count / copied:,.0f} vouchers/s", with_laws / copied),
    ]


async def _post(sessions: Sessions, company: Company, vouchers: list[Voucher]) -> float:
    async with tenant_session(sessions, company.id, BY) as db:
        await books.save_chart(db, company.entity_id, {name: LedgerAccount("MAIN", name) for name in LEDGERS})
        ledger_ids = await books.load_ledger_ids(db, company.entity_id)
    started = time.perf_counter()
    # The commit belongs to it: there the balance of every voucher is checked.
    async with tenant_session(sessions, company.id, BY) as db:
        posted = await books.save_vouchers(db, company.entity_id, company.period_id, vouchers, ledger_ids, BY)
    taken = time.perf_counter() - started
    assert posted == len(vouchers), posted
    return taken


@contextmanager
def _no_triggers(owner_url: str) -> Iterator[None]:
    tables = ("journal_entries", "journal_lines", "voucher_series")
    with psycopg.connect(owner_url, autocommit=True) as db:
        for table in tables:
            db.execute(f"alter table {table} disable trigger all".encode())
        try:
            yield
        finally:
            for table in tables:
                db.execute(f"alter table {table} enable trigger all".encode())


def _copy_again(owner_url: str, company: Company) -> float:
    """Take the company's rows out and copy them in again, as a superuser and past all triggers; the indexes stay."""
    taken = 0.0
    with psycopg.connect(owner_url) as db:
        db.execute("set session_replication_role = replica")
        rows: list[tuple[str, bytes]] = []
        for table in ("journal_entries", "journal_lines"):
            held = io.BytesIO()
            with db.cursor().copy(f"copy (select * from {table} where tenant_id = '{company.id}') to stdout".encode()) as out:
                for part in out:
                    held.write(part)
            rows.append((table, held.getvalue()))
        for table, _ in reversed(rows):
            db.execute(f"delete from {table} where tenant_id = %s".encode(), (company.id,))
        db.commit()
        started = time.perf_counter()
        for table, data in rows:
            with db.cursor().copy(f"copy {table} from stdin".encode()) as into:
                into.write(data)
        db.commit()
        taken = time.perf_counter() - started
    return taken


def measure_balance(sizes: Sizes) -> list[Figure]:
    """The core's trial balance over objects, and a group-by of the same figures in polars columns."""
    with told(f"trial balance of {sizes.lines:,} lines in memory"):
        vouchers = make_vouchers(sizes.lines // 4)
        lines = [(line.ledger, line.amount) for voucher in vouchers for line in voucher.lines]
        frame = polars.DataFrame(lines, schema={"ledger": polars.String, "amount": polars.Int64}, orient="row")

        def core() -> dict[str, int]:
            return {line.ledger: line.closing for line in trial_balance("MAIN", vouchers, {}, QUARTER.first_day, QUARTER.last_day).lines}

        def columns() -> dict[str, int]:
            return dict(frame.group_by("ledger").agg(polars.col("amount").sum()).iter_rows())

        assert core() == columns()
        ours, theirs = middle_seconds(core, 3), middle_seconds(columns, 3)
    return [Figure(f"trial balance, {sizes.lines:,} lines, core", time_text(ours), "polars group_by of the same lines", time_text(theirs), ours / theirs)]
