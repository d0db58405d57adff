"""Books of ten million lines: the trial balance at any date, a page of a ledger, a search, beside plain SQL on the same rows."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import date
from statistics import median
from typing import Any

import psycopg

from qrt.adapters.db.engine import make_engine
from qrt.adapters.db.listing.enquiries import balances, daybook, ledger
from qrt.adapters.db.listing.enquiries.span import Span
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import TenantDb, make_sessions, tenant_session
from tests.bench.books import BY
from tests.bench.figures import Figure, Sizes, middle_seconds, time_text, told
from tests.bench.wall import LEDGERS, tenant_number

TENANT = tenant_number(900)
FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)
CUT = date(2027, 2, 17)
"""A day in the middle of a month, late in the year: whole months and loose days both count."""

_ID = "lpad(to_hex({}), 32, '0')::uuid"
_T = f"'{TENANT}'::uuid"
_GROUND = f"""
    insert into tenants (id, company_name) values ({_T}, 'Bench of size');
    insert into entities (tenant_id, id, code, name) select {_T}, {_T}, 'MAIN', 'Bench of size';
    insert into periods (tenant_id, id, entity_id, fy_start, quarter, first_day, last_day)
        select {_T}, {_ID.format("(9000 + q)::bigint")}, {_T}, 2026, q, ('2026-04-01'::date + make_interval(months => 3 * (q - 1)))::date,
               ('2026-04-01'::date + make_interval(months => 3 * q) - interval '1 day')::date from generate_series(1, 4) q;
    insert into ledger_accounts (tenant_id, id, entity_id, name, nature) select {_T}, {_ID.format("n::bigint")}, {_T}, 'Ledger ' || n, 'asset' from generate_series(1, {LEDGERS}) n;
    insert into opening_balances (tenant_id, id, period_id, ledger_id, amount_paise)
        select {_T}, {_ID.format("n::bigint")}, {_ID.format("9001::bigint")}, {_ID.format("n::bigint")}, case when n % 2 = 0 then 100000 else -100000 end from generate_series(1, {LEDGERS}) n;
"""
_BRANCH = "(array['', 'Pune', 'Surat', 'Kochi'])[n %% 4 + 1]"
_VOUCHERS = f"""
    insert into journal_entries (tenant_id, id, entity_id, period_id, key, kind, state, source, day, number, branch, party, narration, amount_paise, made_by)
    select {_T}, {_ID.format("n::bigint")}, {_T}, {_ID.format("(9001 + least(3, (n::bigint * 365 / %(all)s) / 92))::bigint")}, 'size:' || n, 'purchase', 'posted', 'register',
           '2026-04-01'::date + (n::bigint * 365 / %(all)s)::int, 'S/' || n, {_BRANCH}, 'Party ' || n %% 997, 'Bench voucher', 20000 + 2 * n, 'system:bench'
    from generate_series(%(start)s::int, %(end)s::int) n
"""
_LINES = f"""
    insert into journal_lines (tenant_id, id, entry_id, position, entity_id, day, ledger_id, branch, cost_centre, amount_paise)
    select {_T}, {_ID.format("(n * 4 + p)::bigint")}, {_ID.format("n::bigint")}, p, {_T}, '2026-04-01'::date + (n::bigint * 365 / %(all)s)::int,
           {_ID.format(f"((n * 7 + p * 31) %% {LEDGERS} + 1)::bigint")}, {_BRANCH}, (array['', 'Plant 1', 'Plant 2'])[n %% 3 + 1],
           case when p < 2 then 10000 + n else -10000 - n end
    from generate_series(%(start)s::int, %(end)s::int) n, generate_series(0, 3) p
"""
_KEPT = """
    insert into {table} (tenant_id, entity_id, {unit}, ledger_id, branch, cost_centre, debit_paise, credit_paise)
    select tenant_id, entity_id, {at}, ledger_id, branch, cost_centre, sum({debit})::bigint, sum({credit})::bigint from {source} l where tenant_id = {tenant} group by 1, 2, 3, 4, 5, 6
"""
_CHUNK = 250_000

_PLAIN_BALANCE = """
    select l.ledger_id, sum(l.amount_paise) filter (where l.amount_paise > 0), -sum(l.amount_paise) filter (where l.amount_paise < 0)
    from journal_lines l where l.tenant_id = %(t)s and l.entity_id = %(t)s and l.day between %(first)s and %(last)s {narrowed} group by 1
"""
_PLAIN_PAGE = """
    select * from (select l.*, sum(l.amount_paise) over (order by l.day, l.entry_id, l.position) from journal_lines l
                   where l.tenant_id = %(t)s and l.ledger_id = %(ledger)s and l.day between %(first)s and %(last)s) l
    order by day, entry_id, position offset %(offset)s limit 50
"""


def fill_size(owner_url: str, sizes: Sizes) -> int:
    """One company with a year of books, past the triggers, indexes made afterwards. Returns its lines; a busy machine fills less."""
    wanted, done, until = sizes.year_lines // 4, 0, time.monotonic() + sizes.fill_seconds * 3
    with told(f"books of {sizes.year_lines:,} lines"), psycopg.connect(owner_url, autocommit=True) as db:
        for setting in ("session_replication_role = replica", "synchronous_commit = off", "maintenance_work_mem = '512MB'", "work_mem = '256MB'"):
            db.execute(f"set {setting}".encode())
        db.execute("alter system set max_wal_size = '8GB'")
        db.execute("select pg_reload_conf()")
        db.execute(_GROUND.encode())
        indexes = db.execute(
            "select indexname, indexdef from pg_indexes where tablename in ('journal_entries', 'journal_lines') and indexname like 'ix\\_%'"
        ).fetchall()
        for name, _ in indexes:
            db.execute(f"drop index {name}".encode())
        while done < wanted and (done == 0 or time.monotonic() < until):
            values = {"start": done + 1, "end": min(done + _CHUNK, wanted), "all": wanted + 1}
            db.execute(_VOUCHERS.encode(), values)
            db.execute(_LINES.encode(), values)
            done = values["end"]
        for _, definition in indexes:
            db.execute(definition.encode())
        days = {
            "table": "ledger_days",
            "unit": "day",
            "at": "day",
            "debit": "greatest(amount_paise, 0)",
            "credit": "greatest(-amount_paise, 0)",
            "source": "journal_lines",
        }
        months = {
            "table": "ledger_months",
            "unit": "month",
            "at": "date_trunc('month', day)::date",
            "debit": "debit_paise",
            "credit": "credit_paise",
            "source": "ledger_days",
        }
        for parts in (days, months):
            db.execute(_KEPT.format(**parts, tenant=_T).encode())
        for table in ("journal_entries", "journal_lines", "ledger_accounts", "ledger_days", "ledger_months", "opening_balances", "periods"):
            db.execute(f"vacuum analyze {table}".encode())
    return done * 4


def measure_size(urls: DatabaseUrls, sizes: Sizes) -> list[Figure]:
    """The enquiries as the platform asks them, behind row-level security, and the same answers by plain SQL as a superuser."""
    lines = fill_size(urls.owner, sizes)
    figures: list[Figure] = []
    ledger_id = psycopg.connect(urls.owner).execute("select id from ledger_accounts where tenant_id = %s order by id offset 100 limit 1", (TENANT,)).fetchone()
    assert ledger_id
    of_ledger = ledger_id[0]
    ours = asyncio.run(_enquire(urls.app, of_ledger, sizes.repeats))
    with told("the same by plain SQL"), psycopg.connect(urls.owner) as db:
        for name, narrowed, seconds, debit in ours["balances"]:
            values = {"t": TENANT, "first": FIRST, "last": CUT}
            query = _PLAIN_BALANCE.format(narrowed=narrowed).encode()
            assert sum(int(row[1] or 0) for row in db.execute(query, values).fetchall()) == debit, name
            plain = middle_seconds(lambda query=query, values=values: db.execute(query, values).fetchall(), 2)
            figures.append(Figure(f"{name}, {lines:,} lines", time_text(seconds), "sums of the same lines, superuser", time_text(plain), seconds / plain))
        page = {"t": TENANT, "ledger": of_ledger, "first": FIRST, "last": LAST, "offset": ours["offset"]}
        assert [row[0] for row in db.execute(_PLAIN_PAGE.encode(), page).fetchall()]
        plain = middle_seconds(lambda: db.execute(_PLAIN_PAGE.encode(), page).fetchall(), 3)
        what = f"page of 50 in the middle of a ledger, {lines:,} lines"
        figures.append(Figure(what, time_text(ours["page"]), "window over the ledger, offset, superuser", time_text(plain), ours["page"] / plain))
        first = {**page, "offset": 0}
        plain = middle_seconds(lambda: db.execute(_PLAIN_PAGE.encode(), first).fetchall(), 3)
        figures.append(Figure(f"first page of 50, {lines:,} lines", time_text(ours["first"]), "the same, offset 0", time_text(plain), ours["first"] / plain))
        book = "select * from journal_entries where tenant_id = %s and entity_id = %s and day >= %s order by day, id limit 50"
        plain = middle_seconds(lambda: db.execute(book, (TENANT, TENANT, CUT)).fetchall(), 5)
        figures.append(
            Figure(
                f"page of 50 of the day book, {lines // 4:,} vouchers",
                time_text(ours["book"]),
                "the page alone, superuser",
                time_text(plain),
                ours["book"] / plain,
            )
        )
    return figures


async def _enquire(app_url: str, ledger_id: Any, repeats: int) -> dict[str, Any]:
    engine = make_engine(app_url, statement_seconds=300)
    try:
        async with tenant_session(make_sessions(engine), TENANT, BY) as db:
            with told("enquiries"):
                found: dict[str, Any] = {"balances": []}
                for name, narrowed, span in (
                    ("trial balance at 17 February", "", Span(FIRST, CUT)),
                    ("the same, one branch", "and l.branch = 'Pune'", Span(FIRST, CUT, "Pune")),
                    ("the same, one cost centre", "and l.cost_centre = 'Plant 1'", Span(FIRST, CUT, None, "Plant 1")),
                ):
                    taken, answer = await _seconds(lambda span=span: balances.load_trial_balance(db, None, span), repeats)
                    found["balances"].append((name, narrowed, taken, answer["totals"]["debit_paise"]))
                cursor, found["offset"] = await _middle(db, ledger_id)
                found["page"], _ = await _seconds(lambda: ledger.load_ledger(db, ledger_id, Span(FIRST, LAST), cursor, 50), repeats * 3)
                found["first"], _ = await _seconds(lambda: ledger.load_ledger(db, ledger_id, Span(FIRST, LAST), None, 50), repeats * 3)
                # A page behind the first: counting the whole span belongs to the first alone.
                book = await daybook.load_day_book(db, None, Span(CUT, LAST), None, None, 50)
                found["book"], _ = await _seconds(lambda: daybook.load_day_book(db, None, Span(CUT, LAST), None, book["next_cursor"], 50), repeats * 3)
                return found
    finally:
        await engine.dispose()


async def _middle(db: TenantDb, ledger_id: Any) -> tuple[str, int]:
    """A cursor some thousand lines into the ledger, and how many."""
    page = await ledger.load_ledger(db, ledger_id, Span(FIRST, LAST), None, 20_000)
    cursor = page["next_cursor"]
    if cursor is None:
        page = await ledger.load_ledger(db, ledger_id, Span(FIRST, LAST), None, max(len(page["lines"]) // 2, 1))
        cursor = page["next_cursor"]
    return cursor, len(page["lines"])


async def _seconds(do: Callable[[], Awaitable[Any]], repeats: int) -> tuple[float, Any]:
    answer = await do()
    taken = []
    for _ in range(repeats):
        started = time.perf_counter()
        answer = await do()
        taken.append(time.perf_counter() - started)
    return median(taken), answer
